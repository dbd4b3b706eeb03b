//! A transport over unix sockets, as a caller would write one with hyper.

use std::{
    io::Write as _,
    os::unix::net::UnixListener,
    path::PathBuf,
    sync::mpsc::{Receiver, channel},
    thread,
};

use generated_client::{
    Call, Client, Outcome, RequestBody, ResponseBody, SendError, Sending, Transport,
    http::{
        Request, Response,
        header::{HOST, HeaderValue},
    },
};
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use test_server::{Received, read_request};
use tokio::net::UnixStream;

use crate::{
    calls::{Kind, eager},
    client::TOKEN,
    fake::Sends,
};

/// Opens a connection for each request.
struct UnixSocket(PathBuf);

impl Transport for UnixSocket {
    fn send(&self, request: Request<RequestBody>) -> Sends<'_> {
        Box::pin(self.exchange(request))
    }
}

impl UnixSocket {
    async fn exchange(
        &self,
        mut request: Request<RequestBody>,
    ) -> Result<Response<ResponseBody>, SendError> {
        // If the time is over before the connection is there, the request counts as not sent.
        let sending = Sending::of(&request);
        sending.wait();
        let unconnected = |error: std::io::Error| SendError::not_sent(error).connect();
        let stream = UnixStream::connect(&self.0).await.map_err(unconnected)?;
        let connection = handshake(TokioIo::new(stream)).await;
        let (mut sender, driver) = connection.map_err(SendError::not_sent)?;
        tokio::spawn(driver);

        let host = request.uri().host().unwrap_or_default();
        let host = HeaderValue::from_str(host).map_err(SendError::not_sent)?;
        request.headers_mut().insert(HOST, host);
        let path = request.uri().path_and_query().cloned();
        *request.uri_mut() = path.map(Into::into).unwrap_or_default();
        if !sending.leave() {
            return Err(SendError::not_sent("the call was given up"));
        }
        match sender.try_send_request(request).await {
            Ok(response) => Ok(response.map(ResponseBody::streamed)),
            // The connection hands back a request that it did not begin to send.
            Err(error) if error.message().is_some() => Err(SendError::not_sent(error.into_error())),
            Err(error) => Err(SendError::maybe_sent(error.into_error())),
        }
    }
}

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
