//! Connections that were idle: they may be dying, and may hold bytes that belong to no request. A write has a connection of
//! its own, so that neither matters to it. Reads use connections again.
//!
//! Each request has a number, and the response to it has that number as its request id. So a response tells whose it is.

use std::{
    collections::HashMap,
    io::{self, Write},
    net::TcpStream,
    sync::{
        Arc, Mutex,
        mpsc::{Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use generated_client::{
    Call, Client, Error, Outcome, blocking::Wait as _, date, models::NewTimeEntry,
};
use test_server::{RawServer, Received, read_next};
use tokio::task::yield_now;

use crate::{
    calls::{Kind, eager, success_with},
    client::TOKEN,
};

/// The requests that are not idempotent.
const ONCE: [Kind; 2] = [Kind::Post, Kind::DeleteSeveral];

/// The requests that change something, and are idempotent.
const IDEMPOTENT: [Kind; 2] = [Kind::Put, Kind::Delete];

/// The request id of a response to no request.
const STRAY: &str = "stray";

/// The behaviour of the server after it has responded to a request.
#[derive(Clone, Copy, Debug)]
enum Then {
    /// It waits for the next request.
    ReadOn,
    /// It sends a second response after this time.
    Stray(Duration),
    /// It sends a second response after this time, and closes the connection behind it.
    StrayAndClose(Duration),
    /// It closes the connection after this time.
    Close(Duration),
}

/// The places of each request that was read, by its number: the connection, and the number of requests on it before.
type Read = Mutex<HashMap<u32, Vec<(usize, usize)>>>;

/// A server that responds to each request, and records it.
struct Server {
    raw: RawServer,
    read: Arc<Read>,
}

impl Server {
    /// `then` decides by the number of a request. `stray` is the kind of request that takes a stray response for its own.
    fn start(stray: Kind, then: impl Fn(u32) -> Then + Send + Sync + 'static) -> Self {
        Self::serving(move |connection, stream, read| {
            let stray = response(stray, STRAY);
            let mut rest = Vec::new();
            for before in 0.. {
                let place = (connection, before);
                let Some(number) = respond(stream, &mut rest, place, read)? else {
                    break;
                };
                match then(number) {
                    Then::ReadOn => {}
                    Then::Stray(after) => {
                        pause(after);
                        stream.write_all(stray.as_bytes())?;
                    }
                    Then::StrayAndClose(after) => {
                        pause(after);
                        return stream.write_all(stray.as_bytes());
                    }
                    Then::Close(after) => {
                        pause(after);
                        break;
                    }
                }
            }
            Ok(())
        })
    }

    fn serving(
        serve: impl Fn(usize, &mut TcpStream, &Read) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let read = Arc::default();
        let shared = Arc::clone(&read);
        let raw = RawServer::start(move |connection, stream| serve(connection, stream, &shared));
        Self { raw, read }
    }

    fn client(&self) -> Client {
        let builder = Client::builder(TOKEN).base_url(self.raw.base_url());
        // Nothing takes so long but a mistake of the client.
        let builder = builder.timeout(Duration::from_secs(10));
        builder.retry(eager()).build().unwrap()
    }

    /// Returns the places of a request.
    fn places(&self, number: u32) -> Vec<(usize, usize)> {
        let read = self.read.lock().unwrap();
        read.get(&number).cloned().unwrap_or_default()
    }
}

/// Reads, records and responds to the next request. Returns its number.
fn respond(
    stream: &mut TcpStream,
    rest: &mut Vec<u8>,
    place: (usize, usize),
    read: &Read,
) -> io::Result<Option<u32>> {
    let bytes = read_next(stream, rest);
    if bytes.is_empty() {
        return Ok(None);
    }
    let request = Received::new(bytes);
    let digits = |text: &str| {
        let digits = text.chars().skip_while(|c| !c.is_ascii_digit());
        let digits: String = digits.take_while(char::is_ascii_digit).collect();
        digits.parse().unwrap()
    };
    let number = match request.body.rsplit_once("time_in_minutes") {
        Some((_, number)) => digits(number),
        None => digits(request.target()),
    };
    read.lock().unwrap().entry(number).or_default().push(place);
    let kind = match request.method() {
        "DELETE" => Kind::Delete,
        _ => Kind::Get,
    };
    stream.write_all(response(kind, &number.to_string()).as_bytes())?;
    Ok(Some(number))
}

/// A success with this request id, after which the connection stays open.
fn response(kind: Kind, request_id: &str) -> String {
    let id = format!("x-request-id: {request_id}\r\n");
    let success = match (kind, request_id.parse()) {
        // The entry that was requested.
        (Kind::Get | Kind::Put, Ok(number)) => success_with(number),
        _ => kind.success(),
    };
    let success = success.replace("connection: close\r\n", "");
    success.replace("x-request-id: r-1\r\n", &id)
}

/// Waits more precisely than a sleeping thread.
fn pause(time: Duration) {
    let start = Instant::now();
    while start.elapsed() < time {
        std::hint::spin_loop();
    }
}

/// Sends a request with a number, and returns the request id of the response.
async fn send(kind: Kind, client: &Client, number: u32) -> Result<String, Error> {
    // They have no type in common.
    macro_rules! request_id {
        ($request:expr) => {{
            let response = $request.send_with_metadata().await?;
            response.request_id().unwrap_or_default().to_owned()
        }};
    }
    let entry = NewTimeEntry::new(7, date(2026, 11, 24), i32::try_from(number).unwrap());
    Ok(match kind {
        Kind::Get => request_id!(client.get_time_entry(number)),
        Kind::Put => request_id!(client.update_time_entry(number, Default::default())),
        Kind::Delete => request_id!(client.delete_time_entry(number)),
        Kind::Post => request_id!(client.create_time_entry(entry)),
        Kind::DeleteSeveral => {
            request_id!(client.delete_time_entries([number, number + 1_000_000]))
        }
    })
}

/// The number of requests that went wrong, of all.
#[derive(Debug, Default, PartialEq)]
struct Wrong {
    /// The result is the response to another request.
    foreign: usize,
    /// A success, and the server never read the request.
    unread: usize,
    /// The server read it, and it is reported not to be applied.
    denied: usize,
    /// The server read it more than once, which does harm.
    twice: usize,
    /// Its outcome is unknown.
    unknown: usize,
}

/// Compares the results of the writes with what the server read. A read may take a response that came unasked after it was
/// sent. To be called when the client is gone, with the results of all requests in the order of their numbers.
async fn compare(server: &Server, results: Results) -> Wrong {
    server.raw.settle().await;
    let results = (0..).zip(results);
    compare_some(server, results.filter(|(_, (kind, _))| *kind != Kind::Get))
}

/// Compares the results of all requests with what the server read.
async fn compare_all(server: &Server, results: Results) -> Wrong {
    server.raw.settle().await;
    compare_some(server, (0..).zip(results))
}

fn compare_some(
    server: &Server,
    results: impl Iterator<Item = (u32, (Kind, Result<String, Error>))>,
) -> Wrong {
    let mut wrong = Wrong::default();
    for (number, (kind, result)) in results {
        let count = server.places(number).len();
        let (outcome, request_id) = match &result {
            Ok(request_id) => (Outcome::Applied, Some(request_id.as_str())),
            Err(error) => (error.outcome(), error.request_id()),
        };
        let is_own = request_id.is_none_or(|it| it == number.to_string());
        wrong.foreign += usize::from(!is_own);
        wrong.unread += usize::from(outcome == Outcome::Applied && count == 0);
        // A read has no effect.
        let is_denied = outcome == Outcome::NotApplied && kind != Kind::Get;
        wrong.denied += usize::from(is_denied && count > 0);
        wrong.twice += usize::from(!kind.is_idempotent() && count > 1);
        wrong.unknown += usize::from(outcome == Outcome::Unknown);
    }
    wrong
}

/// From 20 to 400 µs.
fn moment(number: u32) -> Duration {
    Duration::from_micros(u64::from(20 + number * 37 % 380))
}

/// The number of requests of a test, reads included.
const RUNS: u32 = 300;

/// The number of writes among them.
const WRITES: u32 = 200;

/// Every third request is a read, so that there are idle connections even if no write leaves any behind.
fn mixed(kind: Kind, number: u32) -> Kind {
    match number % 3 {
        0 => Kind::Get,
        _ => kind,
    }
}

type Results = Vec<(Kind, Result<String, Error>)>;

/// Sends one request after another, some of them after a pause. Returns how many of the writes went wrong.
async fn one_after_another(kind: Kind, server: &Server) -> Wrong {
    let client = server.client();
    let mut results = Vec::new();
    for number in 0..RUNS {
        let kind = mixed(kind, number);
        results.push((kind, send(kind, &client, number).await));
        if number % 2 > 0 {
            pause(moment(number * 5));
            yield_now().await;
        }
    }
    drop(client);
    compare(server, results).await
}

#[tokio::test]
async fn a_write_does_not_take_a_response_that_came_unasked() {
    for kind in ONCE {
        let server = Server::start(kind, |number| Then::Stray(moment(number)));
        let wrong = one_after_another(kind, &server).await;
        assert_eq!(wrong, Wrong::default(), "{kind:?}, of {WRITES}");
    }
}

#[tokio::test]
async fn a_write_does_not_take_a_response_that_came_unasked_before_the_connection_closed() {
    for kind in ONCE {
        let server = Server::start(kind, |number| Then::StrayAndClose(moment(number)));
        let wrong = one_after_another(kind, &server).await;
        assert_eq!(wrong, Wrong::default(), "{kind:?}, of {WRITES}");
    }
}

/// They could be sent again, but a response that is not theirs says that they need not be.
#[tokio::test]
async fn an_idempotent_write_does_not_take_a_response_that_came_unasked() {
    for kind in IDEMPOTENT {
        for then in [Then::Stray, Then::StrayAndClose] {
            let server = Server::start(kind, move |number| then(moment(number)));
            let wrong = one_after_another(kind, &server).await;
            assert_eq!(wrong, Wrong::default(), "{kind:?}, of {WRITES}");
        }
    }
}

#[tokio::test]
async fn a_write_is_not_lost_on_a_connection_that_closes_at_any_moment() {
    for kind in ONCE {
        let server = Server::start(kind, |number| Then::Close(moment(number)));
        let wrong = one_after_another(kind, &server).await;
        assert_eq!(wrong, Wrong::default(), "{kind:?}, of {WRITES}");
    }
}

/// Sends requests between which this thread is busy, while the server closes the connections.
async fn busy(kind: Kind, client: Client) -> Results {
    let mut results = Vec::new();
    for number in 0..RUNS {
        let kind = mixed(kind, number);
        results.push((kind, send(kind, &client, number).await));
        thread::sleep(Duration::from_millis(2));
    }
    results
}

fn closing(kind: Kind) -> Server {
    Server::start(kind, |_| Then::Close(Duration::from_micros(200)))
}

#[tokio::test]
async fn a_write_is_not_lost_on_an_idle_connection_that_closed_while_the_thread_was_busy() {
    for kind in ONCE {
        let server = closing(kind);
        let results = busy(kind, server.client()).await;
        let wrong = compare(&server, results).await;
        assert_eq!(wrong, Wrong::default(), "{kind:?}, of {WRITES}");
    }
}

#[test]
fn a_write_is_not_lost_on_an_idle_connection_that_closed_while_a_worker_was_busy() {
    for (kind, workers) in ONCE.into_iter().flat_map(|kind| [(kind, 1), (kind, 2)]) {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.worker_threads(workers).enable_all().build();
        let server = closing(kind);
        let results = runtime.unwrap().block_on(async {
            let calls = busy(kind, server.client());
            tokio::spawn(calls).await.unwrap()
        });
        let wrong = compare(&server, results).wait();
        let what = format!("{kind:?} with {workers} workers, of {WRITES}");
        assert_eq!(wrong, Wrong::default(), "{what}");
    }
}

#[test]
fn a_blocking_write_is_not_lost_on_an_idle_connection_that_closes() {
    for kind in ONCE {
        let server = Server::start(kind, |number| Then::Close(moment(number)));
        let client = server.client();
        // It is driven by a thread of its own, and goes wrong less often.
        let results = (0..RUNS * 2).map(|number| {
            let kind = mixed(kind, number);
            let result = send(kind, &client, number).wait();
            pause(moment(number * 5));
            (kind, result)
        });
        let results = results.collect();
        drop(client);
        let wrong = compare(&server, results).wait();
        assert_eq!(wrong, Wrong::default(), "{kind:?}, of {}", WRITES * 2);
    }
}

#[tokio::test]
async fn a_write_is_the_first_request_of_its_connection() {
    for kind in ONCE {
        let server = Server::start(kind, |_| Then::ReadOn);
        let client = server.client();
        for number in 0..10 {
            // Reads leave idle connections behind.
            let kind = mixed(kind, number);
            send(kind, &client, number).await.unwrap();
            if kind != Kind::Get {
                let places = server.places(number);
                assert!(matches!(places[..], [(_, 0)]), "{kind:?}: {places:?}");
            }
        }
    }
}

#[tokio::test]
async fn reads_use_a_connection_again() {
    let server = Server::start(Kind::Get, |_| Then::ReadOn);
    let client = server.client();
    for number in 0..10 {
        let request_id = send(Kind::Get, &client, number).await.unwrap();
        assert_eq!(request_id, number.to_string());
        assert_eq!(server.places(number), [(0, number as usize)]);
    }
    assert_eq!(server.raw.connections(), 1);
}

/// Sends pairs of requests. A stray response arrives between the two of a pair, while this thread is busy.
async fn pairs(first: Kind, second: Kind) {
    let last: Arc<Mutex<Option<TcpStream>>> = Arc::default();
    let connection_of_last = Arc::clone(&last);
    let server = Server::serving(move |connection, stream, read| {
        let mut rest = Vec::new();
        for before in 0.. {
            *connection_of_last.lock().unwrap() = Some(stream.try_clone()?);
            if respond(stream, &mut rest, (connection, before), read)?.is_none() {
                break;
            }
        }
        Ok(())
    });
    let client = server.client();
    let mut results = Vec::new();
    for number in 0..WRITES {
        let is_first = number % 2 == 0;
        let kind = if is_first { first } else { second };
        results.push((kind, send(kind, &client, number).await));
        let last = last.lock().unwrap().take();
        if let Some(mut stream) = last.filter(|_| is_first) {
            let _ = stream.write_all(response(second, STRAY).as_bytes());
        }
    }
    drop(client);
    let wrong = compare_all(&server, results).await;
    let what = format!("{first:?}, {second:?}, of {WRITES}");
    assert_eq!(wrong, Wrong::default(), "{what}");
}

#[tokio::test]
async fn a_request_does_not_take_a_response_that_was_there_before_it() {
    for kind in Kind::ALL {
        pairs(Kind::Get, kind).await;
        pairs(kind, kind).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_request_of_a_busy_worker_does_not_take_a_response_that_was_there_before_it() {
    for kind in Kind::ALL {
        tokio::spawn(pairs(Kind::Get, kind)).await.unwrap();
        tokio::spawn(pairs(kind, kind)).await.unwrap();
    }
}

/// A server that sends a stray response on each connection before there is a request. It counts those that were there
/// before the request was, and tells about each. What arrives between the client's look at the connection and its first byte
/// can be seen by no client: such a request comes at once, and is not counted.
fn greeting(kind: Kind, told: Sender<()>) -> (Server, Arc<Mutex<Vec<bool>>>) {
    let in_time = Arc::default();
    let counted: Arc<Mutex<Vec<bool>>> = Arc::clone(&in_time);
    let server = Server::serving(move |connection, stream, read| {
        stream.write_all(response(kind, STRAY).as_bytes())?;
        thread::sleep(Duration::from_millis(10));
        stream.set_nonblocking(true)?;
        let is_first = stream.peek(&mut [0]).is_err();
        stream.set_nonblocking(false)?;
        counted.lock().unwrap().push(is_first);
        let _ = told.send(());
        respond(stream, &mut Vec::new(), (connection, 0), read).map(drop)
    });
    (server, in_time)
}

#[tokio::test]
async fn a_request_does_not_take_a_response_that_was_there_when_it_connected() {
    let mut count = 0;
    for kind in ONCE.into_iter().chain(IDEMPOTENT) {
        for _ in 0..5 {
            let (told, tell) = channel();
            let (server, in_time) = greeting(kind, told);
            // Keeps this thread busy between the connection and the request, until the stray response is there.
            let busy = tokio::spawn(async move {
                loop {
                    let _ = tell.recv_timeout(Duration::from_millis(50));
                    yield_now().await;
                }
            });
            let client = server.client();
            let result = send(kind, &client, 0).await;
            busy.abort();
            drop(client);
            let in_time = in_time.lock().unwrap().iter().all(|it| *it);
            if in_time {
                count += 1;
                let wrong = compare(&server, vec![(kind, result)]).await;
                assert_eq!(
                    (wrong.foreign, wrong.unread, wrong.denied),
                    (0, 0, 0),
                    "{kind:?}"
                );
            }
        }
    }
    assert!(count > 0, "no response was there in time");
}
