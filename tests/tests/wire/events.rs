//! Events and spans of `tracing`: the call, the attempt and its result, and never a token, a body or a query.

use std::{
    cell::RefCell,
    fmt::{Debug, Write},
    sync::Once,
    time::Duration,
};

use generated_client::{Attempt, Call, Client, Hook, Retry, date, models::NewTimeEntry};
use test_server::{Reply, Server, response};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

use crate::client::{TOKEN, empty_page};

thread_local! {
    /// The events of this thread, one line each, if a test records them. It is the only thread of its test's runtime.
    static LINES: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// Hears everything on every thread: what a place in the source tells is decided once for all of them, so that a
/// subscriber of one thread would miss what another thread came by first.
struct Everything;

/// The fields of a span or an event.
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

/// Records one line, if a test records events on this thread.
fn push(metadata: Option<&Metadata<'_>>, record: impl FnOnce(&mut Fields)) {
    LINES.with_borrow_mut(|lines| {
        let Some(lines) = lines else {
            return;
        };
        let mut fields = Fields(metadata.map_or_else(String::new, |metadata| {
            // The name of an event is its place in the source.
            let name = if metadata.is_span() {
                metadata.name()
            } else {
                "-"
            };
            format!("{} {} {name}", metadata.level(), metadata.target())
        }));
        record(&mut fields);
        lines.push(fields.0);
    });
}

/// The events of this thread since this value was made.
struct Heard;

/// Listens from now on.
fn listen() -> Heard {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::subscriber::set_global_default(Everything).unwrap();
        // For places that another thread came by just before.
        tracing::callsite::rebuild_interest_cache();
    });
    LINES.set(Some(Vec::new()));
    Heard
}

impl Heard {
    fn lines(&self) -> Vec<String> {
        LINES.with_borrow(|lines| lines.clone().unwrap())
    }

    /// Returns the events of this client, without their places in its source.
    fn of_client(&self) -> Vec<String> {
        let lines = self.lines();
        let own = lines.iter().filter_map(|line| {
            let (level, rest) = line.split_once(" runtime::trace")?;
            let (_, rest) = rest.split_once(' ')?;
            let mut line = format!("{level} {}", rest.trim_start_matches("- "));
            // How long things take is not the same twice.
            for unstable in ["elapsed_ms=", "wait_ms="] {
                if let Some((before, behind)) = line.split_once(unstable) {
                    let behind = behind.trim_start_matches(|char: char| char.is_ascii_digit());
                    line = format!("{before}{unstable}…{behind}");
                }
            }
            Some(line)
        });
        own.collect()
    }

    /// Fails if any event holds a secret, a part of a query or of a body.
    fn assert_discreet(&self) {
        let lines = self.lines();
        assert!(!lines.is_empty());
        for line in &lines {
            for secret in [TOKEN, "qu3ry", "b0dy", "c00kie", "per_page", "h1dden"] {
                assert!(!line.contains(secret), "{line}");
            }
        }
    }
}

impl Subscriber for Everything {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        push(Some(span.metadata()), |fields| span.record(fields));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        push(None, |fields| values.record(fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        push(Some(event.metadata()), |fields| event.record(fields));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn client(server: &Server, retry: Retry) -> Client {
    Client::builder(TOKEN)
        .base_url(server.base_url())
        .default_header("Cookie", "c00kie")
        .retry(retry)
        .build()
        .unwrap()
}

fn replying<const N: usize>(responses: [String; N]) -> Server {
    Server::replying(responses.map(|response| Reply::Send(response.into())))
}

fn at_once() -> Retry {
    Retry::default().first_wait(Duration::ZERO)
}

const SPAN: &str = r#"INFO request operation="get-time-entries" method="GET" path="/time_entries""#;

#[tokio::test]
async fn a_success() {
    let heard = listen();
    let server = replying([empty_page()]);
    let request = client(&server, at_once())
        .get_time_entries()
        .per_page(20)
        .external_reference_service_name("qu3ry");
    request.send().await.unwrap();
    assert_eq!(
        heard.of_client(),
        [
            SPAN,
            r#"DEBUG message=received a response attempt=1 elapsed_ms=… status=200 request_id="r-1""#,
        ]
    );
    heard.assert_discreet();
}

#[tokio::test]
async fn the_path_is_that_of_the_document_and_an_error_body_is_not_traced() {
    let heard = listen();
    let headers = format!("x-request-id: {TOKEN}\r\nset-cookie: c00kie\r\n");
    let body = format!("b0dy {TOKEN}");
    let server = replying([response("422 Unprocessable Entity", &headers, &body)]);
    let request = client(&server, at_once()).delete_time_entry(7);
    request.send().await.unwrap_err();
    assert_eq!(
        heard.of_client(),
        [
            r#"INFO request operation="delete-time-entry" method="DELETE" path="/time_entries/{id}""#,
            r#"DEBUG message=received a response attempt=1 elapsed_ms=… status=422 request_id="[redacted]""#,
        ]
    );
    heard.assert_discreet();
}

#[tokio::test]
async fn attempts_that_fail_and_waits_between_them() {
    let heard = listen();
    let unavailable = response("503 Service Unavailable", "x-request-id: r-0\r\n", "b0dy");
    let broken = "HTTP/1.1 200 OK\r\nx-request-id: r-9\r\ncontent-length: 99\r\n\r\n{\"b0dy";
    let server = replying([unavailable, String::new(), broken.to_owned(), empty_page()]);
    let request = client(&server, at_once())
        .get_time_entries()
        .external_reference_service_name("qu3ry");
    request.send().await.unwrap();
    let lost = "connection closed before message completed";
    let cut = "end of file before message length reached";
    assert_eq!(
        heard.of_client(),
        [
            SPAN,
            r#"DEBUG message=received a response attempt=1 elapsed_ms=… status=503 request_id="r-0""#,
            r#"WARN message=retry after a wait attempt=1 wait_ms=… status=503 request_id="r-0""#,
            &format!("DEBUG message=no response attempt=2 elapsed_ms=… error={lost}"),
            &format!("WARN message=retry after a wait attempt=2 wait_ms=… error={lost}"),
            &format!(
                "DEBUG message=the response broke off attempt=3 elapsed_ms=… status=200 \
                 request_id=\"r-9\" error={cut}"
            ),
            r#"WARN message=retry after a wait attempt=3 wait_ms=… status=200 request_id="r-9""#,
            r#"DEBUG message=received a response attempt=4 elapsed_ms=… status=200 request_id="r-1""#,
        ]
    );
    heard.assert_discreet();
}

#[tokio::test]
async fn a_hold() {
    let heard = listen();
    let busy = response("429 Too Many Requests", "retry-after: 1\r\n", "b0dy");
    let server = replying([busy, empty_page()]);
    let request = client(&server, at_once()).get_time_entries();
    request.send().await.unwrap();
    assert_eq!(
        heard.of_client(),
        [
            SPAN,
            "DEBUG message=received a response attempt=1 elapsed_ms=… status=429",
            "WARN message=retry after a wait attempt=1 wait_ms=… status=429",
            "DEBUG message=waiting for a rate limit wait_ms=…",
            r#"DEBUG message=received a response attempt=2 elapsed_ms=… status=200 request_id="r-1""#,
        ]
    );
    heard.assert_discreet();
}

#[tokio::test]
async fn bodies_are_not_traced() {
    let heard = listen();
    let headers = "location: https://h.example/?h1dden\r\n";
    let server = replying([
        response("302 Found", headers, ""),
        response("200 OK", "", "b0dy"),
    ]);
    let client = client(&server, Retry::off());
    let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90).notes("b0dy");
    let request = client.create_time_entry(entry.clone());
    request.send().await.unwrap_err();
    client.create_time_entry(entry).send().await.unwrap_err();
    assert_eq!(heard.of_client().len(), 4);
    heard.assert_discreet();
}

#[tokio::test]
async fn a_closed_port_and_a_request_that_is_refused() {
    let heard = listen();
    // A reserved port that is not in use.
    let client = Client::builder(TOKEN).base_url("http://127.0.0.1:1");
    let client = client.retry(Retry::off()).build().unwrap();
    client
        .get_time_entries()
        .per_page(0)
        .send()
        .await
        .unwrap_err();
    assert!(heard.of_client().is_empty());
    let request = client.get_time_entries().with_query("q", "qu3ry");
    let error = request.send().await.unwrap_err();
    assert!(error.is_connect());
    let told = heard.of_client();
    assert_eq!(told.len(), 2, "{told:?}");
    let start = "DEBUG message=no response attempt=1 elapsed_ms=… error=";
    assert!(told[1].starts_with(start), "{told:?}");
    heard.assert_discreet();
}

/// Sets a key.
struct SetsKey;

impl Hook for SetsKey {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        attempt.set_header("X-Vault-Token", "b0dy/h1dden")
    }
}

#[tokio::test]
async fn a_request_id_that_repeats_a_key_is_redacted() {
    let heard = listen();
    let ids = ["b0dy/h1dden", "b0dy%2Fh1dden", "YjBkeS9oMWRkZW4="];
    let server = replying(ids.map(|id| {
        let id = format!("x-request-id: r-{id}\r\n");
        response("503 Service Unavailable", &id, "")
    }));
    let builder = Client::builder(TOKEN).base_url(server.base_url());
    let retry = at_once().max_attempts(3);
    let client = builder.retry(retry).hook(SetsKey).build().unwrap();
    client.get_time_entries().send().await.unwrap_err();
    let shown = heard.of_client();
    let ids = shown
        .iter()
        .filter(|line| line.contains(r#"request_id="r-[redacted]""#));
    assert_eq!(ids.count(), 5, "{shown:?}");
    heard.assert_discreet();
}
