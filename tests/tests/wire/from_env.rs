//! Clients whose settings are in environment variables. A variable is set for a process, so each case is one.

use std::process::Command;

use generated_client::{Call, Client};
use test_server::Server;

use crate::client::empty_page;

const SECRET: &str = "s3cret-t0ken";

/// Runs the test `a_process` in a process with these variables, and returns what it prints.
fn run(variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "from_env::a_process", "--nocapture"])
        .env_remove("KANTATA_TOKEN")
        .env_remove("KANTATA_BASE_URL")
        .env("FROM_ENV", "yes")
        .envs(variables.iter().copied());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).unwrap();
    let line = printed.lines().find_map(|line| line.split_once("client: "));
    line.unwrap().1.to_owned()
}

/// Makes a client, and sends a request if there is a server.
#[tokio::test]
async fn a_process() {
    if std::env::var_os("FROM_ENV").is_none() {
        return;
    }
    match Client::from_env() {
        Ok(client) => {
            let request = client.get_time_entries();
            let url = request.request().url().unwrap();
            println!("client: {url}");
            if !url.starts_with(Client::BASE_URL) {
                request.send().await.unwrap();
            }
        }
        Err(error) => println!("client: {error}, {error:?}"),
    }
}

#[test]
fn the_settings_come_from_the_environment() {
    let of_document = "https://api.mavenlink.com/api/v1/time_entries";
    assert_eq!(run(&[("KANTATA_TOKEN", SECRET)]), of_document);
    // A file that was read into a variable has a line break at its end.
    let with_break = format!("{SECRET}\r\n");
    let empty = [("KANTATA_TOKEN", &*with_break), ("KANTATA_BASE_URL", "\n")];
    assert_eq!(run(&empty), of_document);

    let server = Server::sending(empty_page());
    let url = server.base_url();
    let variables = [("KANTATA_TOKEN", &*with_break), ("KANTATA_BASE_URL", &url)];
    assert_eq!(run(&variables), format!("{url}/time_entries"));
    let request = server.request();
    assert_eq!(
        request.header("authorization"),
        [format!("Bearer {SECRET}")]
    );
}

#[test]
fn an_error_names_the_variable_and_not_its_value() {
    let spaced = format!("{SECRET} x");
    for (variables, name, reason) in [
        (&[][..], "KANTATA_TOKEN", "it is not set"),
        (&[("KANTATA_TOKEN", "")], "KANTATA_TOKEN", "it is not set"),
        (&[("KANTATA_TOKEN", "\n")], "KANTATA_TOKEN", "it is not set"),
        (
            &[("KANTATA_TOKEN", &*spaced)],
            "KANTATA_TOKEN",
            "character 13 of 14 is a space or a tab",
        ),
        (
            &[("KANTATA_TOKEN", "x"), ("KANTATA_BASE_URL", SECRET)],
            "KANTATA_BASE_URL",
            "it is not a URL such as https://api.example.com/v1",
        ),
    ] {
        let printed = run(variables);
        let expected = format!("the environment variable `{name}` is invalid: {reason}, ");
        assert!(printed.starts_with(&expected), "{printed}");
        assert!(!printed.contains(SECRET), "{printed}");
    }
}
