//! `Call`: the methods that every request has.

use std::{fmt::Debug, time::Duration};

use runtime::{
    Call, Empty, Error, Event, Events, Id, Json, Linked, Method, Operation, Request, Retry,
    ServerSentEvents, Text, Undocumented, call, object,
};
use serde_json::json;
use test_server::{Received, Server, plain_response};

use crate::api::{Client, DELETE, GET, Page, Pet, Problem, builder, client};

static LIST: Operation = Operation::new("list-numbers", Method::GET, "/numbers", &[200]);
static ADD: Operation = Operation::new("add-numbers", Method::POST, "/numbers", &[201]);
static WATCH: Operation =
    Operation::new("watch", Method::GET, "/watch", &[200]).accept("text/event-stream");

#[derive(Clone, Debug, PartialEq)]
struct Numbers {
    numbers: Vec<u32>,
}

object!(Numbers { numbers });

impl runtime::Page for Numbers {
    type Entry = u32;

    fn page_count(&self) -> Option<u64> {
        Some(1)
    }

    fn into_entries(self) -> impl Iterator<Item = (Option<Id>, u32)> {
        self.numbers.into_iter().map(|number| (None, number))
    }

    fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }
}

/// Declares a request type, as generated code has it for each operation.
macro_rules! request {
    ($name:ident: $($call:tt)*) => {
        #[derive(Clone, Debug)]
        struct $name {
            request: Request,
        }

        call!($name: $($call)*);
    };
}

request!(Get: Json<Pet>, Problem);
request!(LinkedList: Linked<Page>, Problem);
request!(Delete: Empty, Undocumented);
request!(List: Json<Numbers>, Problem, paged("page", "size", Some(50)));
request!(Add: Json<Numbers>, Problem, split);
request!(GetText: Text, Problem, streamed);
request!(Watch: ServerSentEvents<Json<u32>>, Problem);

const PET: &str = r#"{"id":7,"age_in_months":3}"#;

/// Runs a call against a server that responds with `reply`. Returns the request and the result as text.
async fn run<T: Debug>(
    reply: &str,
    call: impl AsyncFnOnce(Client) -> T,
) -> (Option<Received>, String) {
    let server = Server::sending(reply);
    let client = builder(&server.base_url()).build().unwrap();
    let result = format!("{:?}", call(client).await);
    let mut received = server.try_request();
    let host = format!("host: {}", server.address);
    if let Some(received) = &mut received {
        received.headers.retain(|header| *header != host);
    }
    (received, result.replace(&server.base_url(), "…"))
}

/// Runs a call to an operation against a server that says `reply`.
macro_rules! run {
    ($reply:expr, $operation:expr, $name:ident, $call:ident => $then:expr) => {
        run($reply, async |client| {
            let request = client.0.request($operation);
            let $call = $name { request };
            $then
        })
        .await
    };
}

#[tokio::test]
async fn settings_change_the_request() {
    let ok = plain_response("200 OK", "", PET);
    let (received, result) = run!(&ok, &GET, Get, call => {
        let request = call.request.path("id", "7");
        Get { request }.with_query("q", "ä b")
            .with_header("X-Trace", "1")
            .with_timeout(Duration::from_secs(9))
            .with_retry(Retry::off())
            .send()
            .await
    });
    let received = received.unwrap();
    assert_eq!(received.line, "GET /api/v1/pets/7?q=%C3%A4%20b HTTP/1.1");
    assert!(received.headers.contains(&"x-trace: 1".to_owned()));
    assert_eq!(
        result,
        format!(
            "{:?}",
            Ok::<_, Error<Problem>>(Pet {
                id: Id::from(7),
                age_in_months: Some(3)
            })
        )
    );
}

#[tokio::test]
async fn invalid_settings_are_errors_before_anything_is_sent() {
    let ok = plain_response("200 OK", "", "{}");
    for number in 0..3 {
        let (received, result) = run!(&ok, &LIST, List, call => {
            let call = match number {
                0 => call.with_query("q", f64::NAN),
                1 => call.with_header("x y", "1"),
                _ => call.with_timeout(Duration::ZERO),
            };
            let problem = call.request().problem().cloned();
            (problem, call.send().await)
        });
        assert_eq!(received, None);
        assert!(result.contains("Err(Invalid("), "{result}");
    }
}

#[tokio::test]
async fn a_response_with_metadata_and_a_raw_one() {
    let ok = plain_response(
        "200 OK",
        "x-request-id: r-1\r\n",
        r#"{"results":["7"],"pets":{"7":{"id":7}}}"#,
    );
    run!(&ok, &LIST, LinkedList, call => {
        call.clone().request().url().unwrap();
        let response = call.send_with_metadata().await.unwrap();
        assert_eq!(response.request_id(), Some("r-1"));
        (response.status(), response.attempts(), response.value)
    });
    let (_, raw) = run!(&ok, &LIST, LinkedList, call => {
        call.send_raw().await
    });
    assert!(raw.contains("r-1"), "{raw}");
}

#[tokio::test]
async fn errors_are_those_of_the_operation() {
    let missing = plain_response("404 Not Found", "", r#"{"errors":["gone"]}"#);
    let (_, typed) = run!(&missing, &LIST, LinkedList, call => {
        call.send().await
    });
    assert!(typed.starts_with("Err(Api {"), "{typed}");
    let (_, untyped) = run!(&missing, &DELETE, Delete, call => {
        let request = call.request().clone().path("id", 7);
        request.send::<Empty, Undocumented>().await
    });
    assert!(untyped.starts_with("Err(Status {"), "{untyped}");
    let dangling = plain_response("200 OK", "", r#"{"results":["8"],"pets":{}}"#);
    let (_, decode) = run!(&dangling, &LIST, LinkedList, call => {
        call.send().await
    });
    assert!(decode.starts_with("Err(Decode {"), "{decode}");
}

#[tokio::test]
async fn pages_and_their_entries() {
    let ok = plain_response("200 OK", "", r#"{"numbers":[1,2]}"#);
    let (received, result) = run!(&ok, &LIST, List, call => {
        call.stream().all().await
    });
    let line = "GET /api/v1/numbers?size=50&page=1 HTTP/1.1";
    assert_eq!(received.unwrap().line, line);
    assert_eq!(result, "Ok([1, 2])");
    let (received, result) = run!(&ok, &LIST, List, call => {
        call.pages().next().await
    });
    assert_eq!(received.unwrap().line, line);
    assert_eq!(result, "Some(Ok(Numbers { numbers: [1, 2] }))");
}

#[tokio::test]
async fn chunks_of_a_list() {
    let created = plain_response("201 Created", "", r#"{"numbers":[1,2]}"#);
    let (received, result) = run!(&created, &ADD, Add, call => {
        let request = call.request().clone().json_items("numbers", [json!(1), json!(2)], 5);
        let mut chunks = Add { request }.chunks();
        let chunk = chunks.next().await.unwrap();
        assert!(chunks.next().await.is_none());
        (chunk.items.clone(), chunk.outcome(), chunk.result.map(|it| it.value))
    });
    assert_eq!(received.unwrap().body, r#"{"numbers":[1,2]}"#);
    assert_eq!(result, "(0..2, Applied, Ok(Numbers { numbers: [1, 2] }))");
}

#[tokio::test]
async fn a_chunk_that_is_accepted_has_not_taken_effect_yet() {
    static ADD_LATER: Operation = Operation::new("add-later", Method::POST, "/numbers", &[202]);
    let accepted = plain_response("202 Accepted", "", r#"{"numbers":[1]}"#);
    let (_, result) = run!(&accepted, &ADD_LATER, Add, call => {
        let request = call.request().clone().json_items("numbers", [json!(1)], 5);
        let chunk = Add { request }.chunks().next().await.unwrap();
        (chunk.outcome(), chunk.result.map(|response| response.value))
    });
    assert_eq!(result, "(Unknown, Ok(Numbers { numbers: [1] }))");
}

#[tokio::test]
async fn a_body_as_a_stream() {
    let ok = plain_response("200 OK", "content-type: text/plain\r\n", "some text");
    let (_, result) = run!(&ok, &LIST, GetText, call => {
        let mut stream = call.send_for_stream().await.unwrap();
        let mut bytes = Vec::new();
        while let Some(piece) = stream.next().await {
            bytes.extend(piece.unwrap());
        }
        String::from_utf8(bytes).unwrap()
    });
    assert_eq!(result, "\"some text\"");
}

#[tokio::test]
async fn server_sent_events() {
    let ok = plain_response(
        "200 OK",
        "content-type: text/event-stream\r\n",
        "data: 1\n\ndata: x\n\n",
    );
    let (received, result) = run!(&ok, &WATCH, Watch, call => {
        let mut events = call.send().await.unwrap();
        let mut all = Vec::new();
        while let Some(event) = events.next().await {
            all.push(event.map(|event| event.data).map_err(|error| error.to_string()));
        }
        all
    });
    let headers = received.unwrap().headers;
    assert!(headers.contains(&"accept: text/event-stream".to_owned()));
    assert!(headers.contains(&"accept-encoding: identity".to_owned()));
    assert!(result.starts_with("[Ok(1), Err("), "{result}");
    let (_, raw) = run!(&ok, &WATCH, Watch, call => {
        call.send_raw().await
    });
    assert!(raw.contains("RawResponse"), "{raw}");
}

/// Events can be read as a whole too, for operations that respond with them for some statuses only.
#[tokio::test]
async fn events_that_are_read_as_a_whole() {
    request!(Whole: Events<Text>, Problem);
    let ok = plain_response("200 OK", "", "id: 4\ndata: a\n\n");
    let (_, result) = run(&ok, async |client| {
        let request = client.0.request(&WATCH);
        let events: Vec<Event<String>> = Whole { request }.send().await.unwrap();
        events
    })
    .await;
    assert!(result.contains("id: \"4\", data: \"a\""), "{result}");
}

#[test]
fn futures_are_send() {
    fn is_send<T: Send + 'static>(_: T) {}

    fn of_any_call<C: Call + 'static>(call: C) {
        is_send(call.send());
    }

    let request = || client().0.request(&LIST);
    is_send(List { request: request() }.send());
    is_send(List { request: request() }.send_with_metadata());
    is_send(List { request: request() }.send_raw());
    is_send(List { request: request() }.stream().all());
    is_send(Add { request: request() }.chunks().all());
    is_send(GetText { request: request() }.send_for_stream());
    is_send(Watch { request: request() }.send());
    of_any_call(Get { request: request() });
}

/// Generic code can name the result of a call.
#[tokio::test]
async fn generic_code_can_send_calls() {
    async fn send_twice<C: Call + Clone>(
        call: C,
    ) -> Result<(runtime::Output<C>, runtime::Output<C>), Error<C::Error>> {
        Ok((call.clone().send().await?, call.send().await?))
    }

    let request = client().0.request(&LIST).query("q", "");
    let error = send_twice(List { request }).await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
}
