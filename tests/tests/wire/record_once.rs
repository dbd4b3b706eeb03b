//! The example `record_once` against a server that loses responses.

use std::time::Duration;

use generated_client::{Id, date, models::NewTimeEntry};
use test_server::{Received, Reply, Server, json_response, response};

use crate::client::{client, empty_page};

// `main` is for the command line; here, `run` is called.
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../../generated-client/examples/record_once.rs"]
mod example;

/// Two looks for what was lost.
const WAITS: [Duration; 2] = [Duration::ZERO; 2];

/// A page of entries with these ids and notes.
fn found(entries: &[(u32, &str)]) -> String {
    let count = entries.len();
    let list = |item: &dyn Fn(&(u32, &str)) -> String| {
        entries.iter().map(item).collect::<Vec<_>>().join(",")
    };
    let results = list(&|(id, _)| format!(r#"{{"key":"time_entries","id":"{id}"}}"#));
    let entries = list(&|(id, notes)| format!(r#""{id}":{{"id":"{id}","notes":"{notes}"}}"#));
    json_response(&format!(
        r#"{{"count":{count},"meta":{{"count":{count},"page_count":1,"page_number":1,"page_size":200}},"results":[{results}],"time_entries":{{{entries}}}}}"#
    ))
}

/// Others of the same project and day, some of them close.
fn others() -> String {
    found(&[(1, "T-1"), (2, "Workshop [T-11]"), (3, ""), (4, "[t-1]")])
}

fn created(id: u32) -> String {
    found(&[(id, "Workshop [T-1]")])
}

/// No response.
const LOST: &str = "";

/// Runs the example with these responses, and returns its result and the requests, one for each response.
async fn run<const N: usize>(responses: [&str; N]) -> (Result<Id, String>, Vec<Received>) {
    let server = Server::replying(responses.map(|response| Reply::Send(response.into())));
    let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90).notes("Workshop");
    let result = example::run(&client(&server), entry, "T-1", &WAITS).await;
    let result = result.map_err(|error| error.to_string());
    (result, server.requests(N))
}

fn creations(requests: &[Received]) -> usize {
    let creations = requests
        .iter()
        .filter(|request| request.line.starts_with("POST "));
    creations.count()
}

#[tokio::test]
async fn an_entry_that_is_not_there_is_recorded_with_its_reference() {
    let (result, requests) = run([&others(), &created(41)]).await;
    assert_eq!(result, Ok(Id::from(41)));
    assert_eq!(
        requests[0].line,
        "GET /api/v1/time_entries?workspace_id=7&date_performed_between=2026-11-24%3A2026-11-24\
         &from_archived_workspaces=true&on_my_account=false&order=created_at%3Adesc\
         &per_page=200&page=1 HTTP/1.1"
    );
    assert_eq!(requests[1].line, "POST /api/v1/time_entries HTTP/1.1");
    assert_eq!(
        requests[1].body,
        r#"{"time_entry":{"workspace_id":7,"date_performed":"2026-11-24","time_in_minutes":90,"notes":"Workshop [T-1]"}}"#
    );
}

#[tokio::test]
async fn an_entry_that_an_earlier_run_recorded_is_not_recorded_again() {
    let (result, requests) = run([&created(41)]).await;
    assert_eq!(result, Ok(Id::from(41)));
    assert_eq!(creations(&requests), 0);
}

#[tokio::test]
async fn an_entry_whose_response_was_lost_is_looked_for_and_not_sent_again() {
    let unavailable = response("504 Gateway Timeout", "", "");
    for lost in [LOST, &unavailable] {
        let (result, requests) = run([&empty_page(), lost, &created(41)]).await;
        assert_eq!(result, Ok(Id::from(41)));
        assert_eq!(creations(&requests), 1);
    }
}

#[tokio::test]
async fn an_entry_that_is_recorded_late_is_found_at_a_later_look() {
    let (result, requests) = run([&others(), LOST, &others(), &created(41)]).await;
    assert_eq!(result, Ok(Id::from(41)));
    assert_eq!(creations(&requests), 1);
}

#[tokio::test]
async fn an_entry_that_is_not_found_after_all_waits_is_sent_again() {
    let none = empty_page();
    let responses = [&none, LOST, &none, &none, &created(41), &created(41)];
    let (result, requests) = run(responses).await;
    assert_eq!(result, Ok(Id::from(41)));
    assert_eq!(creations(&requests), 2);
    assert_eq!(requests[1], requests[4]);
}

#[tokio::test]
async fn an_entry_that_turned_up_when_it_had_been_sent_again_is_reported() {
    let none = empty_page();
    let both = found(&[(42, "Workshop [T-1]"), (41, "Workshop [T-1]")]);
    let (result, _) = run([&none, LOST, &none, &none, &created(42), &both]).await;
    assert_eq!(result.unwrap_err(), "[T-1] is there 2 times: 42, 41");
    // The next run says so, too, and sends nothing.
    let (result, _) = run([&both]).await;
    assert_eq!(result.unwrap_err(), "[T-1] is there 2 times: 42, 41");
}

#[tokio::test]
async fn an_entry_that_is_refused_is_not_looked_for() {
    let refused = r#"{"errors":[{"type":"validation","message":"Time is locked."}]}"#;
    let refused = response("422 Unprocessable Entity", "", refused);
    let (result, _) = run([&empty_page(), &refused]).await;
    let error = result.unwrap_err();
    assert!(
        error.starts_with("POST /time_entries (create-time-entry): 422 "),
        "{error}"
    );
    assert!(error.contains("Time is locked."), "{error}");
}

#[tokio::test]
async fn an_unknown_outcome_is_reported() {
    let none = empty_page();
    let forbidden = response("403 Forbidden", "", "");
    // The token may not list entries.
    let (result, _) = run([&none, LOST, &forbidden]).await;
    let error = result.unwrap_err();
    assert!(
        error.starts_with("it is unknown whether the entry was recorded: POST "),
        "{error}"
    );
    assert!(error.ends_with("403 Forbidden, no body"), "{error}");
    let (result, _) = run([&none, LOST, &none, &none, &created(42), &forbidden]).await;
    let error = result.unwrap_err();
    let start = "recorded, perhaps for the second time: POST ";
    assert!(error.starts_with(start), "{error}");
    // Lost twice.
    let (result, requests) = run([&none, LOST, &none, &none, LOST, &none, &none]).await;
    let error = result.unwrap_err();
    assert!(
        error.starts_with("it is unknown whether the entry was recorded: POST "),
        "{error}"
    );
    assert_eq!(creations(&requests), 2);
    // That the second one is refused says nothing of the first.
    let (result, _) = run([&none, LOST, &none, &none, &forbidden]).await;
    let error = result.unwrap_err();
    assert!(
        error.starts_with("it is unknown whether the entry was recorded: POST "),
        "{error}"
    );
    assert!(error.ends_with("403 Forbidden, no body"), "{error}");
}

#[tokio::test]
async fn an_entry_that_is_recorded_for_certain_is_not_sent_again_even_if_it_is_not_found() {
    // JSON comes from the service, even if it is not as documented.
    let garbled = response("200 OK", "", r#"{"count":"one"}"#);
    let none = empty_page();
    let (result, _) = run([&none, &garbled, &none, &created(41)]).await;
    assert_eq!(result, Ok(Id::from(41)));
    let (result, requests) = run([&none, &garbled, &none, &none]).await;
    let error = result.unwrap_err();
    assert!(
        error.starts_with("recorded, and not to be found: POST "),
        "{error}"
    );
    assert_eq!(creations(&requests), 1);
}

#[tokio::test]
async fn a_reference_that_could_be_found_in_another_is_refused() {
    let server = Server::sending(empty_page());
    for reference in ["", "T-1]", "[T-1"] {
        let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
        let result = example::run(&client(&server), entry, reference, &WAITS).await;
        let error = result.unwrap_err().to_string();
        assert_eq!(error, "a reference is a text without brackets");
    }
    assert!(server.is_untouched());
}
