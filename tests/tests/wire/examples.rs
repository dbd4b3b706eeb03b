//! The examples of the client, run against a server.

use generated_client::mock::Mock;
use generated_client::{Client, Id, date, examples};
use test_server::{Reply, Server, json_response, response};

use crate::client::client;

// `main` is for the command line; here, `run` is called.
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../../generated-client/examples/log_week.rs"]
mod log_week;
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../../generated-client/examples/uninvoiced.rs"]
mod uninvoiced;

// The example can be run as it is, and its parts as well.
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../../generated-client/examples/mock.rs"]
mod mock;

// Its own test is run here, too.
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../../generated-client/examples/behind_a_trait.rs"]
mod behind_a_trait;

/// Returns a client on a mock.
fn on(network: &Mock) -> Client {
    let client = Client::builder("token").transport(network.clone());
    client.build().unwrap()
}

#[tokio::test]
async fn a_program_is_tested_without_a_service() {
    let network = mock::documented();
    let minutes = mock::minutes(&on(&network), Id::from(7)).await;
    assert_eq!(minutes.unwrap(), 120);
    let requests = network.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].query("workspace_id").as_deref(), Some("7"));

    let minutes = mock::minutes(&on(&mock::forbidden()), Id::from(7)).await;
    assert_eq!(
        minutes.unwrap_err().to_string(),
        "GET /time_entries (get-time-entries): 403 Forbidden, no body"
    );

    let line = behind_a_trait::line(&on(&mock::documented()), Id::from(7)).await;
    assert_eq!(line.unwrap(), "project 7: 2:00");
}

#[tokio::test]
async fn uninvoiced_reads_the_example_of_the_document() {
    let client = on(&examples::mock());
    let lines = uninvoiced::run(&client, Id::from(7), date(2026, 6, 1)).await;
    assert_eq!(
        lines.unwrap(),
        [
            "2026-06-02    0:30  Ada Example  (no task)",
            "2026-06-01    1:30  Ada Example  Draft the layout",
            "2:00 hours in 2 entries",
        ]
    );
}

#[tokio::test]
async fn uninvoiced_goes_through_all_pages() {
    let first = r#"{"count":3,"meta":{"count":3,"page_count":2,"page_number":1,"page_size":200},
        "results":[{"key":"time_entries","id":"2"},{"key":"time_entries","id":"1"}],
        "time_entries":{
            "1":{"id":"1","date_performed":"2026-02-03","time_in_minutes":15},
            "2":{"id":"2","date_performed":"2026-02-02","time_in_minutes":90,"story_id":"71","user_id":"31"}},
        "stories":{"71":{"id":"71","title":"Draft the layout"}},
        "users":{"31":{"id":"31","full_name":"Ada Example"}}}"#;
    let second = r#"{"count":3,"meta":{"count":3,"page_count":2,"page_number":2,"page_size":200},
        "results":[{"key":"time_entries","id":"3"}],
        "time_entries":{"3":{"id":"3","date_performed":null,"time_in_minutes":null}}}"#;
    let responses = [first, second].map(|body| Reply::Send(json_response(body).into()));
    let server = Server::replying(responses);
    let lines = uninvoiced::run(&client(&server), Id::from(7), date(2026, 2, 1)).await;
    assert_eq!(
        lines.unwrap(),
        [
            "2026-02-02    1:30  Ada Example  Draft the layout",
            "2026-02-03    0:15  ?  (no task)",
            "    0:00  ?  (no task)",
            "1:45 hours in 3 entries",
        ]
    );
    for number in [1, 2] {
        assert_eq!(
            server.request().query(),
            format!(
                "workspace_id=7&date_performed_between=2026-02-01%3A2026-02-28&uninvoiced=true\
                 &include=story,user&order=date_performed%3Aasc&per_page=200&page={number}"
            )
        );
    }
}

#[tokio::test]
async fn uninvoiced_with_nothing_to_show() {
    let server = Server::sending(crate::client::empty_page());
    let lines = uninvoiced::run(&client(&server), Id::from(7), date(2026, 2, 1)).await;
    assert_eq!(lines.unwrap(), ["0:00 hours in 0 entries"]);
}

#[tokio::test]
async fn uninvoiced_passes_errors_on() {
    let server = Server::sending(response("403 Forbidden", "", ""));
    let lines = uninvoiced::run(&client(&server), Id::from(7), date(2026, 2, 1)).await;
    assert_eq!(
        lines.unwrap_err().to_string(),
        "page 1: GET /time_entries (get-time-entries): 403 Forbidden, no body"
    );
}

#[tokio::test]
async fn log_week_sends_five_entries_in_one_request() {
    let body = r#"{"count":5,"meta":{"count":5,"page_count":1,"page_number":1,"page_size":20},
        "results":[{"key":"time_entries","id":"9"},{"key":"time_entries","id":"8"},
            {"key":"time_entries","id":"5"},{"key":"time_entries","id":"6"},{"key":"time_entries","id":"7"}],
        "time_entries":{
            "5":{"id":"5","date_performed":"2026-12-02"},
            "6":{"id":"6","date_performed":"2026-12-03"},
            "7":{"id":"7","date_performed":"2026-12-04"},
            "8":{"id":"8","date_performed":"2026-12-01"},
            "9":{"id":"9","date_performed":"2026-11-30"}}}"#;
    let server = Server::sending(json_response(body));
    let lines = log_week::run(&client(&server), Id::from(7), date(2026, 11, 30)).await;
    assert_eq!(
        lines.unwrap(),
        [
            "recorded 9 for 2026-11-30",
            "recorded 8 for 2026-12-01",
            "recorded 5 for 2026-12-02",
            "recorded 6 for 2026-12-03",
            "recorded 7 for 2026-12-04"
        ]
    );
    let entries = ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04"].map(|day| {
        format!(
            r#"{{"workspace_id":7,"date_performed":"{day}","time_in_minutes":480,"notes":"Regular work"}}"#
        )
    });
    let request = server.request();
    assert_eq!(request.line, "POST /api/v1/time_entries HTTP/1.1");
    assert_eq!(
        request.body,
        format!(r#"{{"time_entries":[{}]}}"#, entries.join(","))
    );
}

#[tokio::test]
async fn log_week_names_the_entry_that_was_refused() {
    let body = r#"{"errors":[
        {"type":"validation","message":"Time is locked.","index":1},
        {"type":"validation","message":"Notes are required.","index":99},
        {"type":"system","message":"Something else."}]}"#;
    let server = Server::sending(response("422 Unprocessable Entity", "", body));
    let lines = log_week::run(&client(&server), Id::from(7), date(2026, 11, 30)).await;
    assert_eq!(
        lines.unwrap_err().to_string(),
        "refused entry 1: Time is locked.\n\
         refused entry 99: Notes are required.\n\
         refused: Something else."
    );
}

#[tokio::test]
async fn log_week_reports_a_refusal_and_an_unknown_outcome_differently() {
    for (response, start) in [
        (
            String::new(),
            "it is unknown whether the week was recorded: POST ",
        ),
        (
            // A documented error body does not make it a refusal.
            response("503 Service Unavailable", "", r#"{"errors":[]}"#),
            "it is unknown whether the week was recorded: POST ",
        ),
        (
            response("403 Forbidden", "", ""),
            "POST /time_entries (create-time-entry): 403 Forbidden, no body",
        ),
    ] {
        let server = Server::sending(response);
        let lines = log_week::run(&client(&server), Id::from(7), date(2026, 11, 30)).await;
        let error = lines.unwrap_err().to_string();
        assert!(error.starts_with(start), "{error}");
    }
}
