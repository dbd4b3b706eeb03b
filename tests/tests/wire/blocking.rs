//! Calls without `async`: from several threads, and from within a runtime.

use std::{thread, time::Duration};

use generated_client::{
    Call, Client, Outcome, Retry,
    blocking::{Wait, WaitEach},
};
use test_server::{NO_CONTENT, Received, Server, json_response, response};

use crate::{
    client::{TOKEN, client},
    crowd::Crowd,
    paging::page_of,
};

fn page_number(request: &Received) -> u64 {
    let (_, number) = request.query().rsplit_once("page=").unwrap();
    number.parse().unwrap()
}

/// Page `number` of 9, with one entry whose id is that number.
fn numbered(number: u64) -> String {
    let number = u32::try_from(number).unwrap();
    page_of(number, 9, &[number])
}

fn client_of(crowd: &Crowd) -> Client {
    Client::builder(TOKEN)
        .base_url(crowd.base_url())
        .build()
        .unwrap()
}

fn ask(client: &Client, number: i32) {
    let page = client.get_time_entries().page(number).send().wait();
    assert_eq!(page.unwrap().meta.unwrap().page_number, number);
}

#[test]
fn several_threads_wait_at_once_and_get_their_own_responses() {
    let crowd = Crowd::open(page_number, numbered);
    let client = client_of(&crowd);
    thread::scope(|scope| {
        for thread in 0..8 {
            let client = &client;
            scope.spawn(move || (1..=10).for_each(|number| ask(client, thread * 10 + number)));
        }
    });
    let mut came = crowd.came();
    came.sort_unstable();
    assert!(came.into_iter().eq(1..=80));
}

#[test]
fn one_thread_does_not_wait_for_the_request_of_another() {
    let crowd = Crowd::closed(page_number, numbered);
    let client = client_of(&crowd);
    thread::scope(|scope| {
        let slow = scope.spawn(|| ask(&client, 1));
        crowd.release([2]);
        ask(&client, 2);
        assert!(!slow.is_finished());
        crowd.release([1]);
    });
}

#[test]
fn streams_and_chunks_on_several_threads() {
    let crowd = Crowd::open(page_number, numbered);
    let client = client_of(&crowd);
    thread::scope(|scope| {
        for at_once in 1..=4 {
            let entries = client.get_time_entries().stream().concurrency(at_once);
            scope.spawn(move || {
                let ids: Vec<_> = entries
                    .wait_each()
                    .map(|entry| entry.unwrap().id.as_u64().unwrap())
                    .collect();
                assert!(ids.into_iter().eq(1..=9));
            });
        }
    });
    let server = Server::repeating(3, NO_CONTENT);
    let chunks = crate::client::client(&server).delete_time_entries(1..=250);
    let outcomes: Vec<_> = chunks
        .chunks()
        .wait_each()
        .map(|chunk| chunk.outcome())
        .collect();
    assert_eq!(outcomes, [Outcome::Applied; 3]);
}

#[test]
fn a_stream_goes_on_after_an_error() {
    let server = Server::replying(
        [
            page_of(1, 2, &[9]),
            response("503 Service Unavailable", "", ""),
            page_of(2, 2, &[7]),
        ]
        .map(|response| test_server::Reply::Send(response.into())),
    );
    let mut entries = client(&server).get_time_entries().stream().wait_each();
    entries.next().unwrap().unwrap();
    assert_eq!(entries.next().unwrap().unwrap_err().page, 2);
    assert!(entries.next().is_none());
    entries.stream().resume();
    entries.next().unwrap().unwrap();
    assert!(entries.next().is_none());
}

#[test]
fn waits_between_attempts_and_time_limits_hold() {
    let body = json_response(&format!(
        r#"{{"count":0,"meta":{},"results":[]}}"#,
        r#"{"count":0,"page_count":0,"page_number":1,"page_size":20}"#
    ));
    let busy = response("503 Service Unavailable", "", "");
    let server =
        Server::replying([busy, body].map(|response| test_server::Reply::Send(response.into())));
    let retry = Retry::default().first_wait(Duration::from_millis(20));
    let request = client(&server).get_time_entries().with_retry(retry);
    assert_eq!(request.send_with_metadata().wait().unwrap().attempts(), 2);

    let server = Server::stalling_after("");
    let request = client(&server).get_time_entries();
    let request = request.with_timeout(Duration::from_millis(50));
    assert!(request.send().wait().unwrap_err().is_timeout());
}

/// More calls than a task of tokio may make before it has to let others run.
const MANY: i32 = 300;

#[tokio::test]
async fn many_calls_from_one_task_of_a_runtime_with_one_thread() {
    let crowd = Crowd::open(page_number, numbered);
    let client = client_of(&crowd);
    (1..=MANY).for_each(|number| ask(&client, number));
    // The same client can be awaited in between.
    let page = client.get_time_entries().page(5).send().await.unwrap();
    assert_eq!(page.meta.unwrap().page_number, 5);
    ask(&client, 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_calls_from_tasks_of_a_runtime_with_several_threads() {
    let crowd = Crowd::open(page_number, numbered);
    let client = client_of(&crowd);
    let tasks: Vec<_> = (0..3)
        .map(|task| {
            let client = client.clone();
            tokio::spawn(async move {
                (1..=MANY).for_each(|number| ask(&client, task * MANY + number));
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let blocking = tokio::task::spawn_blocking(move || ask(&client, 5));
    blocking.await.unwrap();
}

#[tokio::test]
async fn streams_within_a_runtime() {
    let crowd = Crowd::open(page_number, numbered);
    for _ in 0..20 {
        let entries = client_of(&crowd).get_time_entries().stream();
        let entries = entries.concurrency(3).wait_each();
        assert_eq!(entries.map(Result::unwrap).count(), 9);
    }
}
