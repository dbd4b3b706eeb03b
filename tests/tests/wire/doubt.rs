//! A doubt that an early attempt leaves: no later attempt takes it back, however the outcome is asked for.

use generated_client::{Call, Error, Outcome, RawResponse, models::TimeEntryUpdate};
use test_server::{NO_CONTENT, Reply, Server, response};

use crate::{
    calls::{Counter, eager, hooked},
    paging::page_of,
};

const LOST: &str = "";

fn busy() -> String {
    response("429 Too Many Requests", "", "")
}

fn refused() -> String {
    response("422 Unprocessable Entity", "", "")
}

fn unavailable() -> String {
    response("503 Service Unavailable", "", "")
}

/// Updates an entry against a server that sends these responses, and returns the raw response, and the error of the same
/// in another run.
async fn update(responses: &[&str]) -> (RawResponse, Error) {
    let raw = async {
        let (server, client) = serve(responses);
        let update = client.update_time_entry(9, TimeEntryUpdate::default());
        let raw = update.with_retry(eager()).send_raw().await.unwrap();
        server.requests(responses.len());
        raw
    };
    let error = async {
        let (server, client) = serve(responses);
        let update = client.update_time_entry(9, TimeEntryUpdate::default());
        let sent = update.with_retry(eager()).send_with_metadata().await;
        server.requests(responses.len());
        sent.unwrap_err()
    };
    (raw.await, error.await)
}

fn serve(responses: &[&str]) -> (Server, generated_client::Client) {
    let replies = responses
        .iter()
        .map(|response| Reply::Send((*response).into()));
    let server = Server::replying(replies.collect::<Vec<_>>());
    let client = hooked(server.base_url(), Counter::default());
    (server, client)
}

#[tokio::test]
async fn a_lost_response_is_a_doubt_that_every_later_refusal_leaves() {
    let (busy, refused, unavailable) = (busy(), refused(), unavailable());
    for responses in [
        &[LOST, &refused][..],
        &[&unavailable, &refused],
        &[LOST, &busy, &refused],
        &[LOST, &busy, &busy, &refused],
        &[&busy, LOST, &busy, &refused],
        &[&unavailable, &busy, &refused],
        &[LOST, &busy, &busy, &busy],
    ] {
        let (raw, error) = update(responses).await;
        assert_eq!(raw.attempts() as usize, responses.len());
        assert_eq!(raw.outcome(), Outcome::Unknown, "{responses:?}");
        assert_eq!(error.outcome(), Outcome::Unknown, "{responses:?}");
        assert_eq!(error.response().unwrap().outcome(), Outcome::Unknown);
    }
}

#[tokio::test]
async fn refusals_alone_leave_no_doubt() {
    let (busy, refused) = (busy(), refused());
    for responses in [
        &[&*refused][..],
        &[&busy, &refused],
        &[&busy, &busy, &refused],
    ] {
        let (raw, error) = update(responses).await;
        assert_eq!(raw.outcome(), Outcome::NotApplied, "{responses:?}");
        assert_eq!(error.outcome(), Outcome::NotApplied, "{responses:?}");
    }
}

#[tokio::test]
async fn a_success_resolves_a_doubt() {
    let (busy, page) = (busy(), page_of(1, 1, &[9]));
    for responses in [&[LOST, &page][..], &[LOST, &busy, &page]] {
        let (_server, client) = serve(responses);
        let update = client.update_time_entry(9, TimeEntryUpdate::default());
        let response = update.with_retry(eager()).send_with_metadata().await;
        assert_eq!(response.unwrap().raw.outcome(), Outcome::Applied);

        let (_server, client) = serve(responses);
        let update = client.update_time_entry(9, TimeEntryUpdate::default());
        let raw = update.with_retry(eager()).send_raw().await.unwrap();
        assert_eq!(raw.outcome(), Outcome::Applied);
    }
}

#[tokio::test]
async fn an_entry_that_is_gone_after_a_doubt_was_deleted() {
    let (busy, gone) = (busy(), response("404 Not Found", "", ""));
    for (responses, outcome) in [
        (&[LOST, &*gone][..], Outcome::Applied),
        (&[LOST, &busy, &gone], Outcome::Applied),
        (&[LOST, NO_CONTENT], Outcome::Applied),
        (&[&busy, &gone], Outcome::NotApplied),
    ] {
        let (_server, client) = serve(responses);
        let delete = client.delete_time_entry(9).with_retry(eager());
        let raw = delete.send_raw().await.unwrap();
        assert_eq!(raw.outcome(), outcome, "{responses:?}");

        let (_server, client) = serve(responses);
        let delete = client.delete_time_entry(9).with_retry(eager());
        let sent = delete.send_with_metadata().await;
        let (is_ok, found) = match sent {
            Ok(response) => (true, response.raw.outcome()),
            Err(error) => (false, error.outcome()),
        };
        assert_eq!((is_ok, found), (outcome == Outcome::Applied, outcome));
    }
}
