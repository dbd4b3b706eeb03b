//! The transport over unix sockets, in all the ways in which a call can end.

use std::{os::unix::net::UnixListener, sync::mpsc::channel, thread, time::Duration};

use generated_client::{Call, Client, Outcome};
use runtime::UnixSocket;
use test_server::UnixServer;
use tokio::task::yield_now;

use crate::{
    calls::{Kind, eager},
    client::TOKEN,
};

fn client(server: &UnixServer) -> Client {
    Client::builder(TOKEN)
        .base_url("http://localhost/api/v1")
        .transport(UnixSocket::new(server.path()))
        .build()
        .unwrap()
}

#[tokio::test]
async fn requests_go_over_a_unix_socket() {
    let server = UnixServer::new();
    let requests = server.serve(Kind::ALL.map(Kind::success));
    let client = client(&server);
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
    let server = UnixServer::new();
    let client = client(&server);
    let error = Kind::Post.send(&client, eager()).await.unwrap_err();
    assert!(error.is_connect());
    assert_eq!(
        (error.attempts(), error.outcome()),
        (4, Outcome::NotApplied)
    );
}

#[tokio::test]
async fn a_response_that_is_lost_leaves_a_post_in_doubt() {
    let server = UnixServer::new();
    let requests = server.serve([String::new(), Kind::Post.success()]);
    let error = Kind::Post
        .send(&client(&server), eager())
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), error.outcome()), (1, Outcome::Unknown));
    assert_eq!(requests.recv().unwrap().method(), "POST");
    // The second response is for a request that is safe to send again.
    let page = client(&server).get_time_entries().send().await.unwrap();
    assert_eq!(page.count, 1);
}

#[tokio::test]
async fn a_request_that_a_closed_connection_did_not_take_is_not_sent() {
    let server = UnixServer::new();
    let listener = UnixListener::bind(server.path()).unwrap();
    let (told, tell) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            drop(stream);
            let _ = told.send(());
        }
    });
    // Keeps this thread busy between the connection and the request, until the server has closed it.
    let busy = tokio::spawn(async move {
        loop {
            let _ = tell.recv_timeout(Duration::from_millis(50));
            yield_now().await;
        }
    });
    let sent = Kind::Post.send(&client(&server), eager()).await;
    busy.abort();
    let error = sent.unwrap_err();
    assert_eq!(
        (error.attempts(), error.outcome()),
        (4, Outcome::NotApplied)
    );
}
