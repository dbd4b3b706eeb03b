//! Connections that are used again, and die: only the retries of this client may send a request again that the server may
//! have received.

use std::{
    io::Write,
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use generated_client::{Call, Client, Outcome, Retry, blocking::Wait, date, models::NewTimeEntry};
use test_server::{Received, read_request};
use tokio::runtime;

use crate::{
    calls::{Kind, eager},
    client::TOKEN,
};

/// The behaviour of the server for a request.
#[derive(Clone, Copy)]
enum Deed {
    /// Responds, and keeps the connection open.
    Respond,
    /// Responds, and closes the connection after this time without notice.
    RespondAndClose(Duration),
    /// Reads it and closes the connection.
    Close,
    /// Closes the connection when it comes, unread.
    CloseUnread,
}

/// Takes any number of requests on any number of connections.
struct Server {
    address: SocketAddr,
    /// Each with the number of requests that came on its connection before it.
    requests: Arc<Mutex<Vec<(usize, Received)>>>,
}

impl Server {
    /// `deed` says what to do with a request, by the number of requests that came on its connection before it.
    fn start(kind: Kind, deed: impl Fn(usize) -> Deed + Clone + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::default();
        let server = Self {
            address,
            requests: Arc::clone(&requests),
        };
        let reply = kind.success().replace("connection: close\r\n", "");
        thread::spawn(move || {
            // For as long as the test process lives.
            while let Ok((stream, _)) = listener.accept() {
                let (deed, reply, requests) = (deed.clone(), reply.clone(), Arc::clone(&requests));
                thread::spawn(move || serve(stream, deed, &reply, &requests));
            }
        });
        server
    }

    /// A client that uses connections again for all requests, as far as it can.
    fn client(&self, retry: Retry) -> Client {
        let builder = Client::builder(TOKEN).base_url(format!("http://{}", self.address));
        let builder = builder.reuse_connections_for_writes(true);
        builder.retry(retry).build().unwrap()
    }

    /// Returns the number of requests.
    fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }
}

fn serve(
    mut stream: TcpStream,
    deed: impl Fn(usize) -> Deed,
    reply: &str,
    requests: &Mutex<Vec<(usize, Received)>>,
) {
    for before in 0.. {
        let deed = deed(before);
        if let Deed::CloseUnread = deed {
            let _ = stream.peek(&mut [0]);
            return;
        }
        let bytes = read_request(&mut stream);
        if bytes.is_empty() {
            return;
        }
        requests
            .lock()
            .unwrap()
            .push((before, Received::new(bytes)));
        match deed {
            Deed::Close | Deed::CloseUnread => return,
            Deed::Respond => stream.write_all(reply.as_bytes()).unwrap(),
            Deed::RespondAndClose(after) => {
                let _ = stream.write_all(reply.as_bytes());
                thread::sleep(after);
                return;
            }
        }
    }
}

#[tokio::test]
async fn a_request_that_a_used_connection_swallowed_is_not_sent_again_by_the_transport() {
    for kind in [Kind::Post, Kind::DeleteSeveral] {
        for last in [Deed::Close, Deed::CloseUnread] {
            // The second request on each connection finds it dying.
            let server = Server::start(kind, move |before| match before {
                0 => Deed::Respond,
                _ => last,
            });
            let client = server.client(eager());
            assert_eq!(kind.send(&client, eager()).await.unwrap(), 1);
            let error = kind.send(&client, eager()).await.unwrap_err();
            assert_eq!(error.outcome(), Outcome::Unknown, "{kind:?}");
            assert_eq!(error.attempts(), 1);
            let read = match last {
                Deed::CloseUnread => 1,
                _ => 2,
            };
            assert_eq!(server.count(), read, "{kind:?}");
            let places = server.requests.lock().unwrap();
            let places: Vec<_> = places.iter().map(|(before, _)| *before).collect();
            assert_eq!(places, (0..read).collect::<Vec<_>>(), "one connection");
        }
    }
}

#[tokio::test]
async fn an_idempotent_request_that_a_used_connection_swallowed_is_sent_again_and_counted() {
    for kind in [Kind::Get, Kind::Put, Kind::Delete] {
        let server = Server::start(kind, |before| match before {
            0 => Deed::Respond,
            _ => Deed::Close,
        });
        let client = server.client(eager());
        assert_eq!(kind.send(&client, eager()).await.unwrap(), 1);
        assert_eq!(kind.send(&client, eager()).await.unwrap(), 2);
        assert_eq!(server.count(), 3);
        // Without retries, the transport does not send anything again either.
        let error = kind.send(&client, Retry::off()).await.unwrap_err();
        assert_eq!(error.attempts(), 1);
        assert_eq!(server.count(), 4);
    }
}

/// Connections that the server closes just when the next request may be on its way: before it is written, while,
/// or after.
#[tokio::test]
async fn no_creation_comes_twice_over_connections_that_close_at_any_moment() {
    let turn = Arc::new(Mutex::new(0));
    let server = Server::start(Kind::Post, move |_| {
        let mut turn = turn.lock().unwrap();
        *turn += 1;
        Deed::RespondAndClose(Duration::from_micros(*turn * 37 % 700))
    });
    let client = server.client(eager());
    let mut outcomes = Vec::new();
    for number in 0..400 {
        let entry = NewTimeEntry::new(7, date(2026, 11, 24), number);
        let result = client.create_time_entry(entry).send().await;
        outcomes.push(result.map_or_else(|error| error.outcome(), |_| Outcome::Applied));
        let pause = Duration::from_micros(u64::try_from(number).unwrap() * 53 % 500);
        // Not a timer of tokio's, whose finest wait is longer than all this.
        thread::sleep(pause);
        tokio::task::yield_now().await;
    }
    let requests = server.requests.lock().unwrap();
    for (number, outcome) in outcomes.into_iter().enumerate() {
        let minutes = format!(r#""time_in_minutes":{number}}}"#);
        let came = requests
            .iter()
            .filter(|(_, request)| request.body.contains(&minutes));
        let came = came.count();
        match outcome {
            Outcome::Applied => assert_eq!(came, 1, "{number}"),
            Outcome::NotApplied => assert_eq!(came, 0, "{number}"),
            Outcome::Unknown => assert!(came <= 1, "{number}"),
        }
    }
}

/// A connection makes progress only while the runtime that opened it does. A blocking call takes a thread of that runtime
/// away, so it must not wait for such a connection.
#[test]
fn blocking_calls_do_not_wait_for_the_runtime_whose_threads_they_block() {
    let server = Server::start(Kind::Get, |_| Deed::Respond);
    let builder = Client::builder(TOKEN).base_url(format!("http://{}", server.address));
    let builder = builder.timeout(Duration::from_secs(10)).retry(Retry::off());
    let client = builder.build().unwrap();
    let single = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let several = runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    for runtime in [single, several] {
        runtime.block_on(async {
            // Leaves a connection behind.
            client.get_time_entries().send().await.unwrap();
            let blocked = (0..4).map(|_| {
                let request = client.get_time_entries();
                tokio::spawn(async move { request.send().wait().map(drop) })
            });
            let blocked: Vec<_> = blocked.collect();
            for task in blocked {
                task.await.unwrap().unwrap();
            }
        });
    }
}

#[tokio::test]
async fn a_write_gets_a_new_connection_and_leaves_it_for_reads() {
    let server = Server::start(Kind::Get, |_| Deed::Respond);
    let builder = Client::builder(TOKEN).base_url(format!("http://{}", server.address));
    let client = builder.retry(Retry::off()).build().unwrap();
    let read = || client.get_time_entries().send();
    let write = || {
        let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
        client.create_time_entry(entry).send_raw()
    };
    read().await.unwrap();
    read().await.unwrap();
    write().await.unwrap();
    read().await.unwrap();
    write().await.unwrap();
    write().await.unwrap();
    let requests = server.requests.lock().unwrap();
    let places: Vec<_> = requests
        .iter()
        .map(|(before, request)| (request.method().to_owned(), *before))
        .collect();
    let places: Vec<_> = places
        .iter()
        .map(|(method, before)| (&**method, *before))
        .collect();
    assert_eq!(
        places,
        [
            ("GET", 0),
            ("GET", 1),
            ("POST", 0),
            // The connection that was used last is the first to be used again.
            ("GET", 1),
            ("POST", 0),
            ("POST", 0)
        ]
    );
}
