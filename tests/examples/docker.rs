//! Runs a command in a container, over the unix socket of a docker engine: pulls its image, shows the progress and what the
//! command writes, and removes the container.
//!
//! `cargo run -p tests --example docker -- alpine:3.20 echo hello`, with another socket than `/var/run/docker.sock` in
//! `DOCKER_SOCKET`.

use runtime::{Call, ConfigError, JsonLines, UnixSocket, Value};
use tests::docker::{
    endpoints::{Client, Error},
    filters::ContainerWaitCondition,
    models::{ContainerCreateBody, HostConfig},
};

/// A client of the engine at a socket.
pub fn engine(socket: &str) -> Result<Client, ConfigError> {
    let builder = Client::builder("http://localhost/v1.56");
    builder.transport(UnixSocket::new(socket)).build()
}

/// Pulls an image. Calls `on_line` with each line of the engine as it arrives, one that states an error among them.
pub async fn pull(
    client: &Client,
    image: &str,
    mut on_line: impl FnMut(&Value),
) -> Result<(), Error> {
    let call = client.image_create().from_image(image);
    let mut lines = call.send_for_items::<JsonLines<Value>>().await?;
    while let Some(line) = lines.next().await {
        on_line(&line?);
    }
    Ok(())
}

/// Runs a command. Calls `on_bytes` with what it writes as it arrives, and returns its exit code.
pub async fn run(
    client: &Client,
    (image, command): (&str, &[String]),
    mut on_bytes: impl FnMut(&[u8]),
) -> Result<i64, Error> {
    let host = HostConfig::default().memory(64 << 20).auto_remove(false);
    let container = ContainerCreateBody::default()
        .image(image)
        .cmd(command)
        .labels([("com.example.purpose", "example")])
        // With a terminal, the engine sends the bytes as they are, without a frame around each piece.
        .tty(true)
        .host_config(host);
    let id = client.container_create(container).send().await?.id;
    client.container_start(&id).send().await?;
    let logs = client.container_logs(&id).stdout(true).follow(true);
    let mut logs = logs.send_for_stream().await?;
    while let Some(bytes) = logs.next().await {
        on_bytes(&bytes?);
    }
    let wait = client.container_wait(&id);
    let exit = wait
        .condition(ContainerWaitCondition::NotRunning)
        .send()
        .await?;
    client.container_delete(&id).v(true).send().await?;
    Ok(exit.status_code)
}

/// The names of all containers, each with its state.
pub async fn containers(client: &Client) -> Result<Vec<String>, Error> {
    let all = client.container_list().all(true).send().await?;
    let shown = all.into_iter().map(|container| {
        let state = container.state.map(|state| state.to_string());
        format!(
            "{}: {}",
            container.names.join(", "),
            state.unwrap_or_default()
        )
    });
    Ok(shown.collect())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [image, command @ ..] = arguments.as_slice() else {
        return Err("usage: docker IMAGE COMMAND …".into());
    };
    let socket = std::env::var("DOCKER_SOCKET");
    let client = engine(socket.as_deref().unwrap_or("/var/run/docker.sock"))?;
    pull(&client, image, |line| eprintln!("{line}")).await?;
    let code = run(&client, (image, command), |bytes| {
        print!("{}", bytes.escape_ascii())
    })
    .await?;
    println!("exit code {code}, {:?}", containers(&client).await?);
    Ok(())
}
