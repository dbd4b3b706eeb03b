//! The example `docker`, run against a server on a unix socket.

use runtime::{Retry, UnixSocket, Value};
use test_server::{NO_CONTENT, UnixServer, chunked, json_response, response};
use tests::docker::endpoints::{Client, Error};

// `main` is for the command line; here, its parts are called.
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/docker.rs"]
mod example;

fn client(server: &UnixServer) -> Client {
    let builder = Client::builder("http://localhost/v1.56");
    let builder = builder.transport(UnixSocket::new(server.path()));
    builder.retry(Retry::off()).build().unwrap()
}

#[tokio::test]
async fn an_image_is_pulled_over_a_unix_socket() {
    let server = UnixServer::new();
    let lines = [
        &b"{\"status\":\"Pulling\"}\n{\"errorDetail\":{\"mess"[..],
        b"age\":\"denied\"}}\n",
    ];
    let containers = r#"[{"Id":"a","Names":["/web"],"State":"running"},{"Id":"b"}]"#;
    let requests = server.serve([
        chunked("200 OK", "", lines),
        json_response(containers).into(),
    ]);
    let client = client(&server);
    let mut lines: Vec<Value> = Vec::new();
    let pulled = example::pull(&client, "alpine:3.20", |line| lines.push(line.clone()));
    pulled.await.unwrap();
    assert_eq!(lines[0]["status"], "Pulling");
    assert_eq!(lines[1]["errorDetail"]["message"], "denied");
    assert_eq!(
        example::containers(&client).await.unwrap(),
        ["/web: running", ": "]
    );
    let received = requests.recv().unwrap();
    assert_eq!(
        received.line,
        "POST /v1.56/images/create?fromImage=alpine%3A3.20 HTTP/1.1"
    );
    assert_eq!(received.header("host"), ["localhost"]);
    assert_eq!(
        requests.recv().unwrap().line,
        "GET /v1.56/containers/json?all=true HTTP/1.1"
    );
}

#[tokio::test]
async fn a_command_runs_in_a_container() {
    let server = UnixServer::new();
    let id = "ede54ee1afda366ab42f824e8a5ffd195155d853ceaec74a927f249ea270c743";
    let created = format!(r#"{{"Id":"{id}","Warnings":[]}}"#);
    let requests = server.serve([
        response(
            "201 Created",
            "content-type: application/json\r\n",
            &created,
        )
        .into(),
        NO_CONTENT.into(),
        chunked(
            "200 OK",
            "content-type: application/vnd.docker.raw-stream\r\n",
            [&b"hel"[..], b"lo\r\n"],
        ),
        json_response(r#"{"StatusCode":3}"#).into(),
        NO_CONTENT.into(),
    ]);
    let mut written = Vec::new();
    let command = ["echo".to_owned(), "hello".to_owned()];
    let client = client(&server);
    let code = example::run(&client, ("alpine:3.20", &command), |bytes| {
        written.extend_from_slice(bytes);
    });
    assert_eq!(code.await.unwrap(), 3);
    assert_eq!(written, b"hello\r\n");
    let received: Vec<_> = requests.iter().collect();
    let lines: Vec<&str> = received.iter().map(|one| one.line.as_str()).collect();
    assert_eq!(
        lines,
        [
            "POST /v1.56/containers/create HTTP/1.1",
            &format!("POST /v1.56/containers/{id}/start HTTP/1.1"),
            &format!("GET /v1.56/containers/{id}/logs?stdout=true&follow=true HTTP/1.1"),
            &format!("POST /v1.56/containers/{id}/wait?condition=not-running HTTP/1.1"),
            &format!("DELETE /v1.56/containers/{id}?v=true HTTP/1.1"),
        ]
    );
    assert_eq!(
        received[0].body,
        concat!(
            r#"{"Tty":true,"Cmd":["echo","hello"],"Image":"alpine:3.20","#,
            r#""Labels":{"com.example.purpose":"example"},"#,
            r#""HostConfig":{"Memory":67108864,"AutoRemove":false}}"#
        )
    );
}

#[tokio::test]
async fn errors_of_the_engine_and_of_the_socket_are_one_type() {
    let server = UnixServer::new();
    let body = r#"{"message":"no such image"}"#;
    let _requests = server.serve([response("404 Not Found", "", body)]);
    let engine = client(&server);
    let pulled = example::pull(&engine, "nothing:1", |_| {});
    let error: Error = pulled.await.unwrap_err();
    assert_eq!(error.api().unwrap().message, "no such image");

    // Nothing is at the other path.
    let missing = UnixServer::new();
    let error = example::containers(&client(&missing)).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
}
