//! The example `docker`, run against a server on a unix socket.

use std::{
    io::Write as _,
    os::unix::net::UnixListener,
    path::PathBuf,
    sync::mpsc::{Receiver, channel},
    thread,
};

use runtime::{Retry, Value};
use test_server::{Received, chunked, json_response, read_request, response};
use tests::docker::endpoints::{Client, Error};

// `main` is for the command line; here, its parts are called.
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/docker.rs"]
mod example;

/// A socket in a folder of its own, which is removed at the end.
struct Socket(PathBuf);

impl Socket {
    fn new(name: &str) -> Self {
        let folder = format!("engine-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// Serves one request for each of these responses.
    fn serve<const N: usize>(&self, responses: [Vec<u8>; N]) -> Receiver<Received> {
        let listener = UnixListener::bind(self.0.join("engine.sock")).unwrap();
        let (sender, requests) = channel();
        thread::spawn(move || {
            for response in responses {
                let (mut stream, _) = listener.accept().unwrap();
                let received = Received::new(read_request(&mut stream));
                stream.write_all(&response).unwrap();
                sender.send(received).unwrap();
            }
        });
        requests
    }

    fn client(&self) -> Client {
        let transport = example::UnixSocket(self.0.join("engine.sock"));
        let builder = Client::builder().transport(transport);
        builder.retry(Retry::off()).build().unwrap()
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn an_image_is_pulled_over_a_unix_socket() {
    let socket = Socket::new("pull");
    let lines = [
        &b"{\"status\":\"Pulling\"}\n{\"errorDetail\":{\"mess"[..],
        b"age\":\"denied\"}}\n",
    ];
    let containers = r#"[{"Id":"a","Names":["/web"],"State":"running"},{"Id":"b"}]"#;
    let requests = socket.serve([
        chunked("200 OK", "", lines),
        json_response(containers).into(),
    ]);
    let client = socket.client();
    let mut lines: Vec<Value> = Vec::new();
    let pulled = example::pull(&client, "alpine", "3.20", |line| lines.push(line.clone()));
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
        "POST /v1.47/images/create?fromImage=alpine&tag=3.20 HTTP/1.1"
    );
    assert_eq!(received.header("host"), ["localhost"]);
    assert_eq!(
        requests.recv().unwrap().line,
        "GET /v1.47/containers/json?all=true HTTP/1.1"
    );
}

#[tokio::test]
async fn errors_of_the_engine_and_of_the_socket_are_one_type() {
    let socket = Socket::new("errors");
    let body = r#"{"message":"no such image"}"#;
    let _requests = socket.serve([response("404 Not Found", "", body).into()]);
    let client = socket.client();
    let pulled = example::pull(&client, "nothing", "1", |_| {});
    let error: Error = pulled.await.unwrap_err();
    assert_eq!(error.api().unwrap().message, "no such image");

    let missing = Socket::new("missing");
    let error = example::containers(&missing.client()).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
}
