//! The transport over unix sockets of the example `docker`, in all the ways in which a call can end.

use std::{
    io::Write as _,
    os::unix::net::UnixListener,
    path::PathBuf,
    sync::mpsc::{Receiver, channel},
    thread,
};

use generated_client::{Call, Client, Outcome};
use test_server::{Received, read_request};

use self::example::UnixSocket;
use crate::{
    calls::{Kind, eager},
    client::TOKEN,
};

// Its transport is what is called.
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
        let folder = format!("time-entries-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self) -> PathBuf {
        self.0.join("api.socket")
    }

    /// Serves one request for each of these responses.
    fn serve<const N: usize>(&self, responses: [String; N]) -> Receiver<Received> {
        let listener = UnixListener::bind(self.path()).unwrap();
        let (sender, requests) = channel();
        thread::spawn(move || {
            for response in responses {
                let (mut stream, _) = listener.accept().unwrap();
                sender
                    .send(Received::new(read_request(&mut stream)))
                    .unwrap();
                stream.write_all(response.as_bytes()).unwrap();
            }
        });
        requests
    }

    fn client(&self) -> Client {
        Client::builder(TOKEN)
            .base_url("http://localhost/api/v1")
            .transport(UnixSocket(self.path()))
            .build()
            .unwrap()
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn requests_go_over_a_unix_socket() {
    let socket = Socket::new("requests");
    let requests = socket.serve(Kind::ALL.map(Kind::success));
    let client = socket.client();
    for kind in Kind::ALL {
        assert_eq!(kind.send(&client, eager()).await.unwrap(), 1, "{kind:?}");
    }
    let requests: Vec<_> = requests.iter().collect();
    let lines: Vec<_> = requests
        .iter()
        .map(|request| request.line.as_str())
        .collect();
    assert_eq!(
        lines,
        [
            "GET /api/v1/time_entries HTTP/1.1",
            "PUT /api/v1/time_entries/9 HTTP/1.1",
            "DELETE /api/v1/time_entries/9 HTTP/1.1",
            "POST /api/v1/time_entries HTTP/1.1",
            "DELETE /api/v1/time_entries?ids=9,8 HTTP/1.1",
        ]
    );
    assert_eq!(requests[3].header("host"), ["localhost"]);
    let length = requests[3].body.len().to_string();
    assert_eq!(requests[3].header("content-length"), [length]);
}

#[tokio::test]
async fn without_a_socket_nothing_is_sent_and_everything_is_retried() {
    let socket = Socket::new("missing");
    let client = socket.client();
    let error = Kind::Post.send(&client, eager()).await.unwrap_err();
    assert!(error.is_connect());
    assert_eq!(
        (error.attempts(), error.outcome()),
        (4, Outcome::NotApplied)
    );
}

#[tokio::test]
async fn a_response_that_is_lost_leaves_a_post_in_doubt() {
    let socket = Socket::new("lost");
    let requests = socket.serve([String::new(), Kind::Post.success()]);
    let error = Kind::Post
        .send(&socket.client(), eager())
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), error.outcome()), (1, Outcome::Unknown));
    assert_eq!(requests.recv().unwrap().method(), "POST");
    // The second response is for a request that is safe to send again.
    assert_eq!(
        socket
            .client()
            .get_time_entries()
            .send()
            .await
            .unwrap()
            .count,
        1
    );
}
