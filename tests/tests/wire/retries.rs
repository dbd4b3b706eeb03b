//! The table of retries: for each kind of request and each result of an attempt, whether it is sent again, and what is known
//! of it in the end.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use generated_client::{Attempt, Error, Hook, Outcome, RawResponse, Retry, TransportError};
use test_server::{ClosedPort, Reply, Server, response};

use crate::calls::{Counter, Kind, eager, hooked};

/// The result of a first attempt, which a second one need not have.
#[derive(Clone, Copy, Debug, PartialEq)]
enum FirstAttempt {
    TooMany,
    Unavailable(&'static str),
    Closed,
    Reset,
    CutOff,
    CutOffHead,
    Timeout,
}

const FIRST_ATTEMPTS: [FirstAttempt; 10] = [
    FirstAttempt::TooMany,
    FirstAttempt::Unavailable("408 Request Timeout"),
    FirstAttempt::Unavailable("502 Bad Gateway"),
    FirstAttempt::Unavailable("503 Service Unavailable"),
    FirstAttempt::Unavailable("504 Gateway Timeout"),
    FirstAttempt::Closed,
    FirstAttempt::Reset,
    FirstAttempt::CutOff,
    FirstAttempt::CutOffHead,
    FirstAttempt::Timeout,
];

impl FirstAttempt {
    fn response(self, kind: Kind) -> Reply {
        match self {
            Self::TooMany => Reply::Send(response("429 Too Many Requests", "", "").into()),
            Self::Unavailable(status) => Reply::Send(response(status, "", "").into()),
            Self::Closed => Reply::Send(Vec::new()),
            Self::Reset => Reply::Reset,
            Self::CutOff => kind.cut_off(),
            Self::CutOffHead => Reply::Send(b"HTTP/1.1 200 OK\r\ncontent-le".to_vec()),
            Self::Timeout => Reply::Stall(Vec::new()),
        }
    }

    /// Whether `kind` is sent again after it.
    fn allows(self, kind: Kind) -> bool {
        self == Self::TooMany || kind.is_idempotent()
    }

    /// The outcome of a request of `kind` that met nothing else.
    fn outcome(self, kind: Kind) -> Outcome {
        match self == Self::TooMany || kind == Kind::Get {
            true => Outcome::NotApplied,
            false => Outcome::Unknown,
        }
    }
}

fn client(server: &Server) -> generated_client::Client {
    hooked(server.base_url(), Counter::default())
}

/// Sends a request of `kind` and returns its result. The server sends these responses, and receives `sent` requests.
async fn after(kind: Kind, retry: Retry, responses: [Reply; 2], sent: usize) -> Result<u32, Error> {
    let server = Server::replying(responses);
    let counter = Counter::default();
    let client = hooked(server.base_url(), counter.clone());
    let sending = kind.send(&client, retry);
    let result = counter.without_patience(&server, sending).await;
    let requests = server.requests(sent);
    // Every attempt asks for the same.
    assert!(requests.iter().all(|request| *request == requests[0]));
    result
}

/// Every result of a first attempt, with every kind of request.
fn all() -> impl Iterator<Item = (FirstAttempt, Kind)> {
    FIRST_ATTEMPTS
        .into_iter()
        .flat_map(|attempt| Kind::ALL.map(|kind| (attempt, kind)))
}

#[tokio::test]
async fn a_retriable_attempt_is_sent_again_and_succeeds_and_any_other_is_an_error_at_once() {
    for (attempt, kind) in all() {
        let responses = [attempt.response(kind), Reply::Send(kind.success().into())];
        if attempt.allows(kind) {
            let result = after(kind, eager(), responses, 2).await;
            assert_eq!(result.unwrap(), 2, "{attempt:?}, {kind:?}");
        } else {
            let error = after(kind, eager(), responses, 1).await.unwrap_err();
            assert_eq!(error.attempts(), 1, "{attempt:?}, {kind:?}");
            assert_eq!(error.outcome(), Outcome::Unknown, "{attempt:?}, {kind:?}");
            assert_eq!(error.is_timeout(), attempt == FirstAttempt::Timeout);
        }
    }
}

#[tokio::test]
async fn the_last_error_is_returned_with_what_is_known_of_all_attempts() {
    let twice = eager().max_attempts(2);
    for (attempt, kind) in all() {
        let responses = [attempt.response(kind), attempt.response(kind)];
        let sent = if attempt.allows(kind) { 2 } else { 1 };
        let error = after(kind, twice, responses, sent).await.unwrap_err();
        assert_eq!(error.attempts() as usize, sent, "{attempt:?}, {kind:?}");
        assert_eq!(
            error.outcome(),
            attempt.outcome(kind),
            "{attempt:?}, {kind:?}"
        );
    }
}

#[tokio::test]
async fn a_later_refusal_does_not_undo_what_an_earlier_attempt_may_have_done() {
    let refusals = ["422 Unprocessable Entity", "429 Too Many Requests"];
    let twice = eager().max_attempts(2);
    for (attempt, kind) in all() {
        for refusal in refusals.into_iter().filter(|_| attempt.allows(kind)) {
            let refusal = Reply::Send(response(refusal, "", "").into());
            let responses = [attempt.response(kind), refusal];
            let error = after(kind, twice, responses, 2).await.unwrap_err();
            assert_eq!(error.attempts(), 2);
            assert_eq!(
                error.outcome(),
                attempt.outcome(kind),
                "{attempt:?}, {kind:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_refusal_is_not_applied_whatever_the_rest_of_the_response_holds() {
    // The status came, and the rest of the response did not.
    let cut_off = "HTTP/1.1 422 Unprocessable Entity\r\ncontent-length: 9\r\n\r\n{";
    let retry = eager().max_attempts(2);
    for kind in Kind::ALL {
        let responses = [cut_off, &response("422 Unprocessable Entity", "", "")];
        let responses = responses.map(|response| Reply::Send(response.into()));
        let sent = if kind.is_idempotent() { 2 } else { 1 };
        let error = after(kind, retry, responses, sent).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotApplied, "{kind:?}");
    }
}

#[tokio::test]
async fn a_429_that_breaks_off_is_a_429() {
    let cut_off = "HTTP/1.1 429 Too Many Requests\r\ncontent-length: 9\r\n\r\n{";
    for kind in Kind::ALL {
        let responses = [cut_off.to_owned(), kind.success()];
        let responses = responses.map(|response| Reply::Send(response.into()));
        let result = after(kind, eager(), responses, 2).await;
        assert_eq!(result.unwrap(), 2, "{kind:?}");
    }
}

#[tokio::test]
async fn a_request_that_the_server_decided_is_not_sent_again() {
    for status in ["400 Bad Request", "409 Conflict", "501 Not Implemented"] {
        for kind in Kind::ALL {
            let server = Server::repeating(2, &response(status, "", ""));
            let error = kind.send(&client(&server), eager()).await.unwrap_err();
            server.requests(1);
            let is_refusal = kind == Kind::Get || status.starts_with('4');
            let expected = match is_refusal {
                true => Outcome::NotApplied,
                false => Outcome::Unknown,
            };
            assert_eq!(error.outcome(), expected, "{kind:?} {status}");
        }
    }
}

/// Opens the server after so many attempts that found it closed.
struct OpensAfter {
    attempts: u32,
    closed: Mutex<Option<(ClosedPort, Reply)>>,
    server: Arc<Mutex<Option<Server>>>,
}

impl Hook for OpensAfter {
    fn after(&self, attempt: &Attempt, result: Result<&RawResponse, &TransportError>, _: Duration) {
        if attempt.number() == self.attempts {
            assert!(result.unwrap_err().is_connect());
            let (closed, response) = self.closed.lock().unwrap().take().unwrap();
            *self.server.lock().unwrap() = Some(closed.open([response]));
        }
    }
}

#[tokio::test]
async fn a_request_that_found_a_closed_port_is_sent_again_with_every_method() {
    for kind in Kind::ALL {
        let closed = ClosedPort::new();
        let base_url = closed.base_url();
        let server = Arc::default();
        let hook = OpensAfter {
            attempts: 3,
            closed: Mutex::new(Some((closed, Reply::Send(kind.success().into())))),
            server: Arc::clone(&server),
        };
        let result = kind.send(&hooked(base_url, hook), eager()).await;
        assert_eq!(result.unwrap(), 4, "{kind:?}");
        let server = server.lock().unwrap().take().unwrap();
        server.requests(1);
    }
}

#[tokio::test]
async fn a_request_without_a_connection_is_not_applied() {
    for kind in Kind::ALL {
        let closed = ClosedPort::new();
        let counter = Counter::default();
        let client = hooked(closed.base_url(), counter.clone());
        let retry = eager().max_attempts(3);
        let error = kind.send(&client, retry).await.unwrap_err();
        assert!(error.is_connect(), "{error}");
        assert_eq!(error.attempts(), 3);
        assert_eq!(error.outcome(), Outcome::NotApplied, "{kind:?}");
        assert_eq!(counter.attempts(), [1, 2, 3]);
    }
}
