//! Hooks see every attempt at a request, in their order.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use generated_client::{
    Attempt, Call, Client, Error, Hook, Outcome, RawResponse, Retry, TransportError, date,
    models::NewTimeEntry,
};
use test_server::{Reply, Server, response};

use crate::{
    client::{TOKEN, empty_page},
    paging::page_of,
};

type Log = Arc<Mutex<Vec<String>>>;

/// Writes down what it sees, and numbers the attempts for the server.
struct Witness {
    name: &'static str,
    log: Log,
}

impl Hook for Witness {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        let (number, operation) = (attempt.number(), attempt.operation().id);
        let line = format!("{} before {number} {operation}", self.name);
        self.log.lock().unwrap().push(line);
        attempt.set_header("x-attempt", &format!("{} {number}", self.name))
    }

    fn after(&self, attempt: &Attempt, result: Result<&RawResponse, &TransportError>, _: Duration) {
        let what = match result {
            Ok(response) => format!(
                "{} {:?} {} bytes",
                response.status(),
                response.request_id(),
                response.body().len()
            ),
            Err(error) => error.to_string(),
        };
        let number = attempt.number();
        let line = format!("{} after {number} {what}", self.name);
        self.log.lock().unwrap().push(line);
    }
}

/// Says no to attempts from this number on.
struct Refuses(u32);

impl Hook for Refuses {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        match attempt.number() < self.0 {
            true => Ok(()),
            false => Err("enough for today".to_owned()),
        }
    }
}

fn replying<const N: usize>(responses: [&str; N]) -> Server {
    Server::replying(responses.map(|response| Reply::Send(response.into())))
}

/// A client with two witnesses around this, and their log.
fn witnessed(server: &Server, between: impl Hook + 'static) -> (Client, Log) {
    let log = Log::default();
    let witness = |name| Witness {
        name,
        log: log.clone(),
    };
    let client = Client::builder(TOKEN)
        .base_url(server.base_url())
        .retry(Retry::default().first_wait(Duration::ZERO))
        .hook(witness("first"))
        .hook(between)
        .hook(witness("second"))
        .build();
    (client.unwrap(), log)
}

const BUSY: &str = "HTTP/1.1 503 Service Unavailable\r\nx-request-id: r-0\r\n\
    content-length: 4\r\nconnection: close\r\n\r\nbusy";

#[tokio::test]
async fn they_run_in_their_order_around_every_attempt() {
    let server = replying([BUSY, "", &empty_page()]);
    let (client, log) = witnessed(&server, Refuses(9));
    let response = client
        .get_time_entries()
        .send_with_metadata()
        .await
        .unwrap();
    let body = response.raw.body().len();
    assert_eq!(
        *log.lock().unwrap(),
        [
            "first before 1 get-time-entries",
            "second before 1 get-time-entries",
            "first after 1 503 Service Unavailable Some(\"r-0\") 4 bytes",
            "second after 1 503 Service Unavailable Some(\"r-0\") 4 bytes",
            "first before 2 get-time-entries",
            "second before 2 get-time-entries",
            "first after 2 connection closed before message completed",
            "second after 2 connection closed before message completed",
            "first before 3 get-time-entries",
            "second before 3 get-time-entries",
            &format!("first after 3 200 OK Some(\"r-1\") {body} bytes"),
            &format!("second after 3 200 OK Some(\"r-1\") {body} bytes"),
        ]
    );
    // The later hook has precedence, and no attempt keeps a header that was set for the one before.
    for number in 1..=3 {
        let request = server.request();
        assert_eq!(request.header("x-attempt"), [format!("second {number}")]);
        assert_eq!(request.header("authorization"), [format!("Bearer {TOKEN}")]);
    }
}

#[tokio::test]
async fn a_hook_can_stop_a_request_before_it_is_sent() {
    let server = replying([&empty_page()]);
    let (client, log) = witnessed(&server, Refuses(1));
    let error = client.get_time_entries().send().await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "GET /time_entries (get-time-entries): not sent: request: enough for today"
    );
    assert_eq!(
        (error.attempts(), error.outcome()),
        (0, Outcome::NotApplied)
    );
    assert_eq!(*log.lock().unwrap(), ["first before 1 get-time-entries"]);
    assert!(server.is_untouched());
}

#[tokio::test]
async fn a_hook_that_stops_a_later_attempt_keeps_the_outcome_of_the_one_before() {
    // It could have reached the server: a deletion that is in doubt stays so.
    let server = replying([BUSY, &empty_page()]);
    let (client, _) = witnessed(&server, Refuses(2));
    let error = client.delete_time_entry(7).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "DELETE /time_entries/{id} (delete-time-entry): 503 Service Unavailable (request id r-0): busy"
    );
    assert_eq!((error.attempts(), error.outcome()), (1, Outcome::Unknown));
    server.request();
    assert!(server.is_untouched());
}

#[tokio::test]
async fn a_response_that_broke_off_is_an_error_for_them() {
    let server = replying(["HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"]);
    let (client, log) = witnessed(&server, Refuses(9));
    let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
    let error = client.create_time_entry(entry).send().await.unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    let log = log.lock().unwrap();
    assert_eq!(log.len(), 4, "{log:?}");
    assert_eq!(
        log[2],
        "first after 1 end of file before message length reached"
    );
}

#[tokio::test]
async fn a_redirect_or_an_error_status_is_a_response_for_them() {
    let moved = response("302 Found", "location: /in\r\n", "");
    let server = replying([&moved]);
    let (client, log) = witnessed(&server, Refuses(9));
    client.get_time_entries().send().await.unwrap_err();
    assert_eq!(
        log.lock().unwrap()[2],
        "first after 1 302 Found None 0 bytes"
    );
}

/// Tries to set what is not for it to set, and looks at what is sent.
struct Meddles(Log);

impl Hook for Meddles {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        for (name, value) in [
            ("content-length", "0"),
            ("Transfer-Encoding", "chunked"),
            ("x y", "1"),
            ("x", "a\r\nx-injected: 1"),
            ("x", "é"),
        ] {
            let reason = attempt.set_header(name, value).unwrap_err();
            assert!(!reason.contains(value), "{reason}");
        }
        let line = format!("{attempt:?}");
        self.0.lock().unwrap().push(line);
        Ok(())
    }
}

#[tokio::test]
async fn hooks_cannot_change_headers_of_the_transport_and_see_no_secret_by_debug() {
    let server = replying([&page_of(1, 1, &[1])]);
    let log = Log::default();
    let (client, _) = witnessed(&server, Meddles(log.clone()));
    let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
    let request = client
        .create_time_entry(entry)
        .with_header("Cookie", "c00kie");
    request.send().await.unwrap();
    let request = server.request();
    assert_eq!(
        request.header("content-length"),
        [request.body.len().to_string()]
    );
    assert_eq!(request.header("x"), [""; 0]);
    let shown = log.lock().unwrap().concat();
    assert!(shown.contains("create-time-entry"), "{shown}");
    assert!(
        !shown.contains(TOKEN) && !shown.contains("c00kie"),
        "{shown}"
    );
}

/// Keeps a value from before an attempt until after it, and reads the headers.
struct Reads(Log);

impl Hook for Reads {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        let number = attempt.number();
        attempt.extensions_mut().insert(format!("kept {number}"));
        Ok(())
    }

    fn after(&self, attempt: &Attempt, _: Result<&RawResponse, &TransportError>, _: Duration) {
        let kept = attempt.extensions().get::<String>().unwrap();
        let sent = attempt.headers().get("x-attempt").unwrap();
        let line = format!("{kept}, sent {}", sent.to_str().unwrap());
        self.0.lock().unwrap().push(line);
    }
}

#[tokio::test]
async fn a_hook_keeps_a_value_until_after_the_attempt_and_sees_the_headers() {
    let server = replying([BUSY, &empty_page()]);
    let log = Log::default();
    let (client, _) = witnessed(&server, Reads(log.clone()));
    client.get_time_entries().send().await.unwrap();
    assert_eq!(
        log.lock().unwrap().as_slice(),
        ["kept 1, sent second 1", "kept 2, sent second 2"]
    );
}
