//! Requests that left in part: servers that break off, or respond, once they have the head. Such a request may have taken
//! effect, and is not sent again unless a second time does no harm.

use std::{
    collections::HashMap,
    io::{self, Read, Write},
    net::{Shutdown, TcpStream},
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
    time::Duration,
};

use generated_client::{Call, Client, Outcome, date, models::NewTimeEntry};
use runtime::{Bytes, Part, Stream};
use test_server::{ClosedPort, NO_CONTENT, RawServer, Received, read_request, response};
use tests::body_multipart::endpoints::Client as Files;
use tokio::{
    sync::{Notify, mpsc},
    time::timeout,
};

use crate::{
    calls::{Kind, eager},
    client::TOKEN,
};

/// More than the buffers of a new connection hold.
const LARGE: usize = 3 << 20;

/// Long enough for anything that the client does by itself.
const PATIENCE: Duration = Duration::from_secs(10);

/// A file that is sent as its pieces come.
struct Pieces(mpsc::UnboundedReceiver<io::Result<Bytes>>);

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

fn files(server: &RawServer) -> Files {
    let builder = Files::builder().base_url(server.base_url());
    builder.retry(eager()).build().unwrap()
}

/// Reads until this many bytes have arrived. Fewer if the client closes the connection.
fn read_some(stream: &mut TcpStream, count: usize) -> io::Result<usize> {
    let mut read = 0;
    let mut buffer = vec![0; 1 << 16];
    while read < count {
        match stream.read(&mut buffer)? {
            0 => break,
            some => read += some,
        }
    }
    Ok(read)
}

/// Reads everything that still comes.
fn drain(stream: &mut TcpStream) -> io::Result<()> {
    read_some(stream, usize::MAX).map(drop)
}

/// The error of a file that is read from somewhere else, each of which would mean something else for the request itself.
async fn errors_of_a_file() -> Vec<io::Error> {
    let closed = ClosedPort::new();
    let elsewhere = Client::builder(TOKEN).base_url(closed.base_url());
    let elsewhere = elsewhere.retry(eager().max_attempts(1)).build().unwrap();
    let unreachable = elsewhere.get_time_entries().send().await.unwrap_err();
    assert!(unreachable.is_connect());
    let kinds = [
        io::ErrorKind::ConnectionRefused,
        io::ErrorKind::NotConnected,
        io::ErrorKind::TimedOut,
        io::ErrorKind::AddrNotAvailable,
        io::ErrorKind::Interrupted,
    ];
    let mut errors = vec![io::Error::other(unreachable)];
    errors.extend(kinds.map(io::Error::from));
    errors
}

#[tokio::test]
async fn an_upload_whose_own_file_fails_may_have_arrived() {
    for error in errors_of_a_file().await {
        let what = format!("{error:?}");
        let has_head = Arc::new(Notify::new());
        let notify = Arc::clone(&has_head);
        let server = RawServer::start(move |_, stream| {
            read_some(stream, 65_000)?;
            notify.notify_one();
            drain(stream)
        });
        let (sender, pieces) = mpsc::unbounded_channel();
        sender.send(Ok(vec![b'x'; 65_000].into())).unwrap();
        let upload = files(&server).upload(Part::stream(Pieces(pieces)), "t");
        let failing = async {
            has_head.notified().await;
            sender.send(Err(error)).unwrap();
        };
        let (result, ()) = tokio::join!(upload.send(), failing);
        let error = result.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{what}: {error}");
        assert_eq!(error.attempts(), 1, "{what}: {error}");
        assert!(!error.is_connect(), "{what}: {error}");
        assert_eq!(server.connections(), 1, "{what}");
    }
}

#[tokio::test]
async fn a_response_that_comes_before_the_file_was_sent_is_the_response() {
    for (early, outcome) in [
        (NO_CONTENT.to_owned(), Outcome::Applied),
        (
            response("422 Unprocessable Entity", "", ""),
            Outcome::NotApplied,
        ),
        (
            response("413 Content Too Large", "", ""),
            Outcome::NotApplied,
        ),
        (
            response("500 Internal Server Error", "", ""),
            Outcome::Unknown,
        ),
        (
            response("503 Service Unavailable", "", ""),
            Outcome::Unknown,
        ),
    ] {
        for kept in [false, true] {
            // It does not say that the connection closes, and the server reads on.
            let early = match kept {
                true => early.replace("connection: close\r\n", ""),
                false => early.clone(),
            };
            let what = format!("{early:?}");
            let server = RawServer::start(move |number, stream| {
                if number == 0 {
                    read_some(stream, 1_000)?;
                    stream.write_all(early.as_bytes())?;
                    return drain(stream);
                }
                read_request(stream);
                stream.write_all(NO_CONTENT.as_bytes())
            });
            // The rest of the file never comes.
            let (sender, pieces) = mpsc::unbounded_channel();
            sender.send(Ok(vec![b'x'; 65_000].into())).unwrap();
            let files = files(&server);
            let result = files.upload(Part::stream(Pieces(pieces)), "t").send().await;
            let seen = result.map_or_else(|error| error.outcome(), |()| Outcome::Applied);
            assert_eq!(seen, outcome, "{what}");
            assert_eq!(server.connections(), 1, "{what}");
            // Nothing more of the file is read.
            timeout(PATIENCE, sender.closed()).await.expect(&what);
            // A connection with half a request on it is not used again.
            files.set_photo().send().await.unwrap();
            assert_eq!(server.connections(), 2, "{what}");
        }
    }
}

#[tokio::test]
async fn nothing_more_is_sent_of_an_upload_whose_call_was_dropped() {
    let server = RawServer::start(|_, stream| drain(stream));
    let (sender, pieces) = mpsc::unbounded_channel();
    sender.send(Ok(vec![b'x'; 1_000].into())).unwrap();
    let call = files(&server)
        .upload(Part::stream(Pieces(pieces)), "t")
        .send();
    let result = timeout(Duration::from_millis(200), call).await;
    assert!(result.is_err(), "the call goes on");
    timeout(PATIENCE, sender.closed()).await.unwrap();
}

/// An entry that does not fit into the buffers of a new connection.
fn large_entry() -> NewTimeEntry {
    NewTimeEntry::new(7, date(2026, 11, 24), 90).notes("x".repeat(LARGE))
}

fn client(server: &RawServer) -> Client {
    let builder = Client::builder(TOKEN).base_url(server.base_url());
    builder.retry(eager()).build().unwrap()
}

#[tokio::test]
async fn a_server_that_resets_once_it_has_the_head_may_have_the_request() {
    for read in [1, 1_000, 100_000] {
        // Closed with unread bytes, the connection is reset.
        let server = RawServer::start(move |_, stream| read_some(stream, read).map(drop));
        let request = client(&server).create_time_entry(large_entry());
        let error = request.send().await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{read}: {error}");
        assert_eq!(error.attempts(), 1, "{read}: {error}");
        assert_eq!(server.connections(), 1, "{read}");
    }
}

#[tokio::test]
async fn a_server_that_resets_once_it_has_the_head_gets_an_idempotent_request_again() {
    for kind in [Kind::Get, Kind::Put, Kind::Delete] {
        let server = RawServer::start(move |number, stream| {
            if number == 0 {
                return read_some(stream, 1).map(drop);
            }
            read_request(stream);
            stream.write_all(kind.success().as_bytes())
        });
        let attempts = kind.send(&client(&server), eager()).await;
        assert_eq!(attempts.unwrap(), 2, "{kind:?}");
        assert_eq!(server.connections(), 2, "{kind:?}");
    }
}

#[tokio::test]
async fn a_refusal_in_the_middle_of_a_body_is_a_refusal_or_in_doubt() {
    // The reset behind it can overtake it.
    for status in ["413 Content Too Large", "422 Unprocessable Entity"] {
        for _ in 0..5 {
            let refusal = response(status, "", "");
            let server = RawServer::start(move |_, stream| {
                read_some(stream, 1_000)?;
                stream.write_all(refusal.as_bytes())
            });
            let request = client(&server).create_time_entry(large_entry());
            let error = request.send().await.unwrap_err();
            let expected = match error.status() {
                Some(_) => Outcome::NotApplied,
                None => Outcome::Unknown,
            };
            assert_eq!(error.outcome(), expected, "{status}: {error}");
            assert_eq!(error.attempts(), 1, "{status}: {error}");
            assert_eq!(server.connections(), 1, "{status}");
        }
    }
}

/// The moment at which a server closes its half of a connection.
#[derive(Clone, Copy, Debug)]
enum HalfClose {
    /// When it accepts the connection.
    Accept,
    /// When it has the first byte of a request.
    FirstByte,
    /// When it has a whole request.
    Request,
}

/// A server that closes its half, and reads on.
fn half_closing(when: HalfClose, read: Arc<Mutex<HashMap<String, usize>>>) -> RawServer {
    RawServer::start(move |_, stream| {
        match when {
            HalfClose::Accept => stream.shutdown(Shutdown::Write)?,
            HalfClose::FirstByte => {
                stream.peek(&mut [0])?;
                stream.shutdown(Shutdown::Write)?;
            }
            HalfClose::Request => {}
        }
        let bytes = read_request(stream);
        if !bytes.is_empty() {
            let body = Received::new(bytes).body;
            *read.lock().unwrap().entry(body).or_default() += 1;
        }
        stream.shutdown(Shutdown::Write)
    })
}

#[tokio::test]
async fn a_half_closed_connection_may_have_carried_the_request() {
    for when in [HalfClose::Accept, HalfClose::FirstByte, HalfClose::Request] {
        let read = Arc::default();
        let server = half_closing(when, Arc::clone(&read));
        let client = client(&server);
        let mut outcomes = Vec::new();
        for minutes in 0..50 {
            let entry = NewTimeEntry::new(7, date(2026, 11, 24), minutes);
            let error = client.create_time_entry(entry).send().await.unwrap_err();
            outcomes.push(error.outcome());
        }
        drop(client);
        server.settle().await;
        let read = read.lock().unwrap();
        for (minutes, outcome) in outcomes.into_iter().enumerate() {
            let is_this = |body: &&String| body.contains(&format!("minutes\":{minutes}}}"));
            let count: usize = read.keys().filter(is_this).map(|body| read[body]).sum();
            let what = format!("{when:?}, {minutes}: read {count} times");
            match (when, outcome) {
                (HalfClose::Accept, Outcome::NotApplied) => assert_eq!(count, 0, "{what}"),
                (_, outcome) => assert_eq!(outcome, Outcome::Unknown, "{what}"),
            }
            assert!(count <= 1, "{what}");
        }
    }
}

#[tokio::test]
async fn a_whole_response_on_a_half_closed_connection_is_a_response() {
    for kind in [Kind::Get, Kind::Put, Kind::Post] {
        let reply = kind.success().replace("connection: close\r\n", "");
        let server = RawServer::start(move |_, stream| {
            read_request(stream);
            stream.write_all(reply.as_bytes())?;
            stream.shutdown(Shutdown::Write)?;
            drain(stream)
        });
        let client = client(&server);
        for _ in 0..20 {
            let attempts = kind.send(&client, eager().max_attempts(3)).await;
            attempts.unwrap();
        }
    }
}
