//! Requests that did not leave: a time limit that ends while the connection is made. They are not applied, whatever their
//! method is, and are sent again while there are attempts and time.

use std::{
    fmt, io,
    net::TcpListener,
    sync::{Arc, Mutex},
    time::Duration,
};

use generated_client::{
    Attempt, Call, Client, ClientBuilder, Hook, Outcome, RawResponse, Retry, TransportError,
    blocking::Wait as _, date, models::NewTimeEntry, reqwest::redirect::Policy,
};
use runtime::{Method, Operation, Undocumented};
use test_server::{FullPort, Reply, Server, response};
use tokio::time::{self, Instant, sleep};

use crate::{
    calls::{Counter, Kind, eager},
    client::{TOKEN, own_http},
};

/// A limit that is too long to matter.
const LONG: Duration = Duration::from_secs(1_000);

/// The limit under test.
const SHORT: Duration = Duration::from_secs(6);

/// The time that a test may take by a clock that stands still while there is work, but for its timers.
const SLACK: Duration = Duration::from_millis(100);

/// A port at which connecting does not end.
enum Silent {
    /// The system does not accept the connection.
    Tcp(FullPort),
    /// There is no response to the handshake of TLS.
    Tls(TcpListener),
}

impl Silent {
    fn all() -> [Self; 2] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        [Self::Tcp(FullPort::new()), Self::Tls(listener)]
    }

    fn base_url(&self) -> String {
        match self {
            Self::Tcp(port) => port.base_url(),
            Self::Tls(listener) => {
                format!(
                    "https://localhost:{}",
                    listener.local_addr().unwrap().port()
                )
            }
        }
    }
}

impl fmt::Debug for Silent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tcp(_) => "Tcp",
            Self::Tls(_) => "Tls",
        })
    }
}

/// Makes a builder of a client whose limits are too long to matter.
fn patient(base_url: impl Into<String>) -> ClientBuilder<Client> {
    let builder = Client::builder(TOKEN).base_url(base_url);
    builder.timeout(LONG).connect_timeout(LONG)
}

fn long() -> Retry {
    eager().max_total(LONG)
}

fn entry() -> NewTimeEntry {
    NewTimeEntry::new(7, date(2026, 11, 24), 90)
}

/// Returns the output of `work`, and the time that it took by the clock of tokio.
async fn timed<F: Future>(work: F) -> (F::Output, Duration) {
    let start = Instant::now();
    (work.await, start.elapsed())
}

/// Fails unless `took` is `expected`, by a clock that stands still.
fn assert_took(took: Duration, expected: Duration, what: &str) {
    let range = expected..expected + SLACK;
    assert!(
        range.contains(&took),
        "{what}: {took:?} is not {expected:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_request_whose_time_ended_while_connecting_is_not_applied() {
    for (silent, kind) in each_kind() {
        for (timeout, retry) in [
            (SHORT, long().max_attempts(1)),
            (LONG, long().max_attempts(1).max_total(SHORT)),
            (LONG, long().max_total(SHORT)),
        ] {
            let what = format!("{silent:?}, {kind:?}, {timeout:?}, {retry:?}");
            let client = patient(silent.base_url()).timeout(timeout).build().unwrap();
            let (result, took) = timed(kind.send(&client, retry)).await;
            let error = result.unwrap_err();
            assert_eq!(error.outcome(), Outcome::NotApplied, "{what}: {error}");
            assert!(error.is_timeout() && error.is_connect(), "{what}: {error}");
            assert_eq!(error.attempts(), 1, "{what}");
            assert_took(took, SHORT, &what);
        }
    }
}

/// Each kind of request with each port.
fn each_kind() -> Vec<(Arc<Silent>, Kind)> {
    let ports = Silent::all().map(Arc::new);
    let all = ports
        .iter()
        .flat_map(|port| Kind::ALL.map(|kind| (Arc::clone(port), kind)));
    all.collect()
}

#[tokio::test(start_paused = true)]
async fn a_time_limit_of_the_request_itself_is_no_different() {
    for silent in Silent::all() {
        let client = patient(silent.base_url()).retry(long()).build().unwrap();
        let request = client.create_time_entry(entry()).with_timeout(SHORT);
        let (result, took) = timed(request.send()).await;
        let error = result.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotApplied, "{silent:?}: {error}");
        assert_eq!(error.attempts(), 4, "{silent:?}: {error}");
        assert_took(took, SHORT * 4, &format!("{silent:?}"));
    }
}

static STORE: Operation = Operation::new("store", Method::POST, "/store", &[200]);

#[tokio::test(start_paused = true)]
async fn a_request_for_a_stream_is_no_different() {
    for silent in Silent::all() {
        let builder = ClientBuilder::<runtime::Client>::new(silent.base_url());
        let builder = builder.timeout(SHORT).connect_timeout(LONG).retry(long());
        let client = builder.build().unwrap();
        let request = client.request(&STORE).send_for_stream::<Undocumented>();
        let (result, took) = timed(request).await;
        let error = result.err().unwrap();
        assert_eq!(error.outcome(), Outcome::NotApplied, "{silent:?}: {error}");
        assert_eq!(error.attempts(), 4, "{silent:?}: {error}");
        assert_took(took, SHORT * 4, &format!("{silent:?}"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_whose_time_ended_while_connecting_is_sent_again_while_there_are_attempts_and_time()
 {
    for (silent, kind) in each_kind() {
        for (retry, total) in [
            (long().max_attempts(3), SHORT * 3),
            // Time for two and a half.
            (
                long().max_attempts(9).max_total(SHORT * 5 / 2),
                SHORT * 5 / 2,
            ),
        ] {
            let what = format!("{silent:?}, {kind:?}, {retry:?}");
            let counter = Counter::default();
            let builder = patient(silent.base_url()).timeout(SHORT);
            let client = builder.hook(counter.clone()).build().unwrap();
            let (result, took) = timed(kind.send(&client, retry)).await;
            let error = result.unwrap_err();
            assert_eq!(counter.attempts(), [1, 2, 3], "{what}: {error}");
            assert_eq!(error.attempts(), 3, "{what}");
            assert_eq!(error.outcome(), Outcome::NotApplied, "{what}");
            assert_took(took, total, &what);
        }
    }
}

/// Opens a port after the second attempt, when the clock has to run again.
struct Opens {
    port: Mutex<Option<(FullPort, Reply)>>,
    server: Arc<Mutex<Option<Server>>>,
}

impl Hook for Opens {
    fn after(&self, attempt: &Attempt, _: Result<&RawResponse, &TransportError>, _: Duration) {
        if attempt.number() == 2 {
            let (port, reply) = self.port.lock().unwrap().take().unwrap();
            *self.server.lock().unwrap() = Some(port.open([reply]));
            time::resume();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_found_no_connection_in_time_arrives_once_when_there_is_one() {
    for kind in Kind::ALL {
        let port = FullPort::new();
        let base_url = port.base_url();
        let server = Arc::default();
        let hook = Opens {
            port: Mutex::new(Some((port, Reply::Send(kind.success().into())))),
            server: Arc::clone(&server),
        };
        let builder = patient(base_url).timeout(SHORT).hook(hook);
        let result = kind.send(&builder.build().unwrap(), long()).await;
        assert_eq!(result.unwrap(), 3, "{kind:?}");
        let server = server.lock().unwrap().take().unwrap();
        server.requests(1);
        time::pause();
    }
}

/// A port that counts the connections which the system accepts.
struct Port(TcpListener);

impl Port {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    fn base_url(&self, scheme: &str) -> String {
        let port = self.0.local_addr().unwrap().port();
        format!("{scheme}://localhost:{port}")
    }

    fn connections(&self) -> usize {
        std::iter::from_fn(|| match self.0.accept() {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => None,
            accepted => Some(accepted.unwrap()),
        })
        .count()
    }
}

#[tokio::test]
async fn without_any_time_nothing_connects() {
    for scheme in ["http", "https"] {
        let port = Port::new();
        let client = patient(port.base_url(scheme)).build().unwrap();
        for kind in Kind::ALL {
            for retry in [eager(), Retry::off()] {
                let retry = retry.max_total(Duration::ZERO);
                let error = kind.send(&client, retry).await.unwrap_err();
                let what = format!("{scheme}, {kind:?}, {retry:?}");
                assert_eq!(error.outcome(), Outcome::NotApplied, "{what}: {error}");
                let request = client.create_time_entry(entry()).with_retry(retry);
                let error = request.send().wait().unwrap_err();
                assert_eq!(error.outcome(), Outcome::NotApplied, "{what}: {error}");
            }
        }
        // A connection in the background would be made by then.
        sleep(Duration::from_millis(50)).await;
        assert_eq!(port.connections(), 0, "{scheme}");
    }
}

/// The outcome of a request that was sent and got no response.
fn lost(kind: Kind) -> Outcome {
    match kind {
        Kind::Get => Outcome::NotApplied,
        _ => Outcome::Unknown,
    }
}

#[tokio::test]
async fn no_attempt_outlasts_the_time_of_all_attempts() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{";
    for kind in Kind::ALL {
        for beginning in ["", head] {
            let what = format!("{kind:?} after {beginning:?}");
            let server = Server::stalling_after(beginning);
            let counter = Counter::default();
            let builder = patient(server.base_url()).hook(counter.clone());
            let client = builder.build().unwrap();
            let sending = kind.send(&client, eager().max_total(SHORT));
            let (result, took) = timed(counter.without_patience(&server, sending)).await;
            let error = result.unwrap_err();
            assert!(error.is_timeout() && !error.is_connect(), "{what}: {error}");
            assert_eq!(error.attempts(), 1, "{what}: {error}");
            assert_eq!(error.outcome(), lost(kind), "{what}: {error}");
            // The clock ran until the server had the request.
            assert!(took < SHORT * 3 / 2, "{what}: {took:?}");
        }
    }
}

#[tokio::test]
async fn a_later_attempt_does_not_outlast_the_time_of_all_attempts() {
    for kind in Kind::ALL.into_iter().filter(|kind| kind.is_idempotent()) {
        let server = Server::replying([Reply::Stall(Vec::new()), Reply::Stall(Vec::new())]);
        let counter = Counter::default();
        let builder = patient(server.base_url()).hook(counter.clone());
        let client = builder.timeout(SHORT * 2 / 3).build().unwrap();
        let sending = kind.send(&client, eager().max_total(SHORT));
        let (result, took) = timed(counter.without_patience(&server, sending)).await;
        let error = result.unwrap_err();
        assert_eq!(error.attempts(), 2, "{kind:?}: {error}");
        assert_eq!(error.outcome(), lost(kind), "{kind:?}: {error}");
        assert!(took < SHORT * 5 / 4, "{kind:?}: {took:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn connecting_has_a_limit_of_its_own() {
    for (silent, kind) in each_kind() {
        for (timeout, connect_timeout) in [(LONG, SHORT), (SHORT, LONG)] {
            let what = format!("{silent:?}, {kind:?}, {timeout:?}, {connect_timeout:?}");
            let builder = patient(silent.base_url()).timeout(timeout);
            let client = builder.connect_timeout(connect_timeout).build().unwrap();
            let (result, took) = timed(kind.send(&client, long().max_attempts(2))).await;
            let error = result.unwrap_err();
            assert_eq!(error.outcome(), Outcome::NotApplied, "{what}: {error}");
            assert!(error.is_timeout() && error.is_connect(), "{what}: {error}");
            assert_took(took, SHORT * 2, &what);
        }
    }
}

#[tokio::test]
async fn the_limit_for_connecting_does_not_limit_the_response() {
    for kind in Kind::ALL {
        let server = Server::stalling_after("");
        let counter = Counter::default();
        let builder = patient(server.base_url()).hook(counter.clone());
        let builder = builder.timeout(SHORT * 4).connect_timeout(SHORT);
        let client = builder.build().unwrap();
        let sending = kind.send(&client, Retry::off());
        let (result, took) = timed(counter.without_patience(&server, sending)).await;
        let error = result.unwrap_err();
        assert!(
            error.is_timeout() && !error.is_connect(),
            "{kind:?}: {error}"
        );
        assert_eq!(error.outcome(), lost(kind), "{kind:?}");
        assert!(took >= SHORT * 4, "{kind:?}: {took:?}");
    }
}

/// A port where connections are refused, and a host that does not exist.
const NOWHERE: [&str; 2] = ["http://127.0.0.1:1/", "http://nowhere.invalid/"];

/// A client of the caller's own that follows redirects: the request that got the redirect did leave.
#[tokio::test]
async fn a_redirect_that_leads_nowhere_does_not_undo_the_request_before_it() {
    for location in NOWHERE {
        for status in ["302 Found", "303 See Other", "307 Temporary Redirect"] {
            for kind in [Kind::Post, Kind::DeleteSeveral] {
                let redirect = response(status, &format!("location: {location}\r\n"), "");
                let server = Server::repeating(4, &redirect);
                let http = own_http().redirect(Policy::limited(3)).build().unwrap();
                let client = patient(server.base_url()).transport(http).build().unwrap();
                let error = kind.send(&client, long()).await.unwrap_err();
                let what = format!("{status} to {location}, {kind:?}: {error}");
                assert_eq!(error.outcome(), Outcome::Unknown, "{what}");
                assert_eq!(error.attempts(), 1, "{what}");
                server.requests(1);
            }
        }
    }
}
