//! Items of streams: events of arrays, of text, and with all their fields; JSON lines and JSON sequences.

use runtime::{
    Call, Error, Outcome,
    blocking::{Wait, WaitEach},
};
use test_server::{Server, chunked, response};
use tests::stream_items::{
    endpoints::Client,
    models::{Change, Tick},
};

const EVENTS: &str = "content-type: text/event-stream\r\n";
const LINES: &str = "content-type: application/x-ndjson\r\n";

fn client(server: &Server) -> Client {
    let builder = Client::builder().base_url(server.base_url());
    builder.max_body(60).build().unwrap()
}

fn sending(headers: &str, text: &str) -> (Server, Client) {
    let server = Server::sending(chunked("200 OK", headers, [text.as_bytes()]));
    let client = client(&server);
    (server, client)
}

/// Every item of a stream: its value, or the message of its error.
macro_rules! all {
    ($headers:expr, $text:expr, $client:ident => $call:expr, $item:ident => $value:expr) => {{
        let (_server, $client) = sending($headers, $text);
        let mut stream = $call.send().await.unwrap();
        let mut items = Vec::new();
        while let Some(item) = stream.next().await {
            items.push(match item {
                Ok($item) => Ok($value),
                Err(error) => Err(error.to_string()),
            });
        }
        assert!(stream.next().await.is_none());
        items
    }};
}

#[tokio::test]
async fn an_array_of_events_means_its_items_and_no_schema_means_text() {
    let text = "data: {\"n\":1}\n\ndata: {\"n\":2}\n\ndata: [DONE]\n\n";
    let ticks = all!(EVENTS, text, client => client.get_ticks(), event => event.data.n);
    assert_eq!(ticks, [Ok(1), Ok(2)]);
    let text = "data: one\n\ndata: [DONE]\n\ndata\n\n";
    let notes = all!(EVENTS, text, client => client.get_notes(), event => event.data);
    let expected = ["one", "[DONE]", ""].map(|text| Ok(text.to_owned()));
    assert_eq!(notes, expected);
}

#[tokio::test]
async fn a_stated_end_ends_a_stream_of_text_too() {
    for end in ["\n\ndata: b\n\n", "\n\n", "\n", ""] {
        let text = format!("data: a\n\ndata: [DONE]\n\ndata: bye \"now\"{end}");
        let notes = all!(EVENTS, &text, client => client.get_until(), event => event.data);
        assert_eq!(
            notes,
            ["a", "[DONE]"].map(|text| Ok(text.to_owned())),
            "{end:?}"
        );
    }
}

#[tokio::test]
async fn an_envelope_is_the_event_with_its_fields() {
    let text = "id: 7\nevent: tick\nretry: 5\ndata: {\"n\":1}\n\nevent: tock\ndata: {\"n\":2}\n\n";
    let events = all!(EVENTS, text, client => client.get_envelopes(), event => {
        let envelope = event.data;
        (envelope.event, envelope.data.n, envelope.id, envelope.retry)
    });
    let id = Some("7".to_owned());
    assert_eq!(
        events,
        [
            Ok(("tick".to_owned(), 1, id.clone(), Some(5))),
            // An event without an id has that of the one before.
            Ok(("tock".to_owned(), 2, id, None)),
        ]
    );
}

#[tokio::test]
async fn the_data_of_an_envelope_is_text_if_its_schema_says_so() {
    let text =
        "data: plain\n\ndata: 5\n\ndata: {\"a\":1}\n\ndata: \"quoted\"\n\ndata: a\ndata: b\n\n";
    let texts = all!(EVENTS, text, client => client.get_texts(), event => event.data.data);
    let expected = ["plain", "5", "{\"a\":1}", "\"quoted\"", "a\nb"];
    assert_eq!(texts, expected.map(|text| Ok(Some(text.to_owned()))));
}

#[tokio::test]
async fn the_data_of_an_envelope_is_the_json_that_its_schema_describes() {
    let text = "data: {\"n\":1}\n\n";
    let held = all!(EVENTS, text, client => client.get_held(), event => event.data.data.n);
    assert_eq!(held, [Ok(1)]);
}

#[tokio::test]
async fn envelopes_are_told_apart_by_the_name_of_the_event() {
    let text = "event: moved\ndata: {\"n\":1}\n\n: comment\n\nevent: said\ndata: {}\n\nevent: new\ndata: x\n\nevent: ping\ndata\n\nevent: said\ndata: bye\n\n";
    let changes = all!(EVENTS, text, client => client.get_changes(), event => match event.data {
        Change::Moved(moved) => format!("moved {}", moved.data.n),
        Change::Said(said) => format!("said {}", said.data),
        Change::Other(value) => format!("other {value}"),
        _ => String::new(),
    });
    let expected = [
        "moved 1",
        "said {}",
        "other {\"data\":\"x\",\"event\":\"new\"}",
        "other {\"data\":\"\",\"event\":\"ping\"}",
        "said bye",
    ];
    assert_eq!(changes, expected.map(|text| Ok(text.to_owned())));
}

#[tokio::test]
async fn signs_of_life_are_skipped_and_other_events_are_errors_in_their_places() {
    let text = "event: ping\ndata: {\"now\":1}\n\n: hello\n\ndata:\n\nevent: keepalive\ndata: -\n\ndata: {\"n\":1}\n\nevent: odd\ndata: -\n\ndata: {\"n\":2}\n\n";
    let ticks = all!(EVENTS, text, client => client.get_ticks(), event => event.data.n);
    let [Ok(1), Err(error), Ok(2)] = ticks.as_slice() else {
        panic!("{ticks:?}");
    };
    assert!(error.contains("event 2: "), "{error}");
    assert!(error.ends_with("data: -"), "{error}");
}

#[tokio::test]
async fn the_last_event_needs_no_empty_line_if_its_data_is_whole() {
    for end in [
        "data: {\"n\":2}",
        "data: {\"n\":2}\n",
        "data: {\"n\":\ndata: 2}",
    ] {
        let text = format!("data: {{\"n\":1}}\n\n{end}");
        let ticks = all!(EVENTS, &text, client => client.get_ticks(), event => event.data.n);
        assert_eq!(ticks, [Ok(1), Ok(2)], "{end}");
    }
    for end in ["data: {\"n\":2", "data: {\"n\":", "data", "data: {\"m\":1}"] {
        let text = format!("data: {{\"n\":1}}\n\n{end}");
        let ticks = all!(EVENTS, &text, client => client.get_ticks(), event => event.data.n);
        let [Ok(1), Err(error)] = ticks.as_slice() else {
            panic!("{end}: {ticks:?}");
        };
        let expected = "event 2: the stream ends within the event";
        assert!(error.ends_with(expected), "{error}");
    }
}

#[tokio::test]
async fn a_connection_that_breaks_off_is_no_end_although_the_data_is_whole() {
    let head = format!("HTTP/1.1 200 OK\r\n{EVENTS}content-length: 99\r\n\r\n");
    let server = Server::sending(format!("{head}data: {{\"n\":1}}\n"));
    let mut stream = client(&server).get_ticks().send().await.unwrap();
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error}");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn each_line_is_an_item() {
    let text = "{\"n\":1}\r\n\n  \n{\"n\":2}\n{\"n\":\"x\"}\n{\"n\":3}";
    let lines = all!(LINES, text, client => client.get_lines(), tick => tick.n);
    let [Ok(1), Ok(2), Err(error), Ok(3)] = lines.as_slice() else {
        panic!("{lines:?}");
    };
    assert!(error.contains("item 3: "), "{error}");
    assert!(error.ends_with("item: {\"n\":\"x\"}"), "{error}");
    let array = all!("", "{\"n\":1}\n", client => client.get_array(), tick => tick.n);
    assert_eq!(array, [Ok(1)]);
    let pairs = all!("", "[1,2]\n[3]\n", client => client.get_pairs(), pair => pair);
    assert_eq!(pairs, [Ok(vec![1, 2]), Ok(vec![3])]);
}

#[tokio::test]
async fn each_record_of_a_sequence_is_an_item() {
    let text = "\u{1e}{\"n\":1}\n\u{1e}{\"n\":\n2}\n\u{1e}\u{1e}{\"n\":3}\n";
    let headers = "content-type: application/json-seq\r\n";
    let items = all!(headers, text, client => client.get_sequence(), tick => tick.n);
    assert_eq!(items, [Ok(1), Ok(2), Ok(3)]);
}

#[tokio::test]
async fn items_are_the_same_wherever_the_body_is_cut() {
    let text = "{\"n\":1}\n{\"n\":2}\r\n\n{\"n\":3}\n";
    for at in 1..text.len() {
        let (first, second) = text.as_bytes().split_at(at);
        let server = Server::sending(chunked("200 OK", LINES, [first, second]));
        let mut stream = client(&server).get_lines().send().await.unwrap();
        let mut numbers = Vec::new();
        while let Some(tick) = stream.next().await {
            numbers.push(tick.unwrap().n);
        }
        assert_eq!(numbers, [1, 2, 3], "{at}");
    }
}

#[tokio::test]
async fn the_limit_is_for_one_item_and_not_for_all() {
    let many = "{\"n\":1}\n".repeat(50);
    let lines = all!(LINES, &many, client => client.get_lines(), tick => tick.n);
    assert_eq!(lines.len(), 50);
    let large = format!("{{\"n\":1}}\n{{\"n\":1{}}}\n{{\"n\":2}}\n", " ".repeat(60));
    let lines = all!(LINES, &large, client => client.get_lines(), tick => tick.n);
    let [Ok(1), Err(error)] = lines.as_slice() else {
        panic!("{lines:?}");
    };
    let expected = "it is larger than the limit of 60 bytes";
    assert!(error.ends_with(expected), "{error}");
}

#[tokio::test]
async fn a_cut_item_and_a_connection_that_breaks_off_are_errors() {
    let lines = all!(LINES, "{\"n\":1}\n{\"n\":", client => client.get_lines(), tick => tick.n);
    assert!(matches!(lines.as_slice(), [Ok(1), Err(_)]), "{lines:?}");
    let head = format!("HTTP/1.1 200 OK\r\n{LINES}content-length: 99\r\n\r\n");
    let server = Server::sending(format!("{head}{{\"n\":1}}\n{{\"n\":2}}"));
    let mut stream = client(&server).get_lines().send().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().n, 1);
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error}");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn items_of_another_function_and_web_pages_are_errors_at_once() {
    let (server, client) = sending("content-type: application/json\r\n", "[]");
    let call = client.get_either_as_lines();
    let error = call.send().await.unwrap_err().to_string();
    assert_eq!(server.request().header("accept"), ["application/jsonl"]);
    assert!(error.ends_with("call `get_either`"), "{error}");
    let (_server, client) = sending("content-type: text/html\r\n", "<html>");
    assert!(client.get_lines().send().await.is_err());
}

#[tokio::test]
async fn a_whole_body_of_items_is_a_proof() {
    let server = Server::sending(response("200 OK", LINES, "{\"n\":1}\n"));
    let raw = client(&server).get_lines().send_raw().await.unwrap();
    // The request only reads.
    assert_eq!(raw.outcome(), Outcome::NotApplied);
    assert_eq!(raw.body(), b"{\"n\":1}\n");
}

#[test]
fn items_without_async() {
    let (_server, client) = sending(LINES, "{\"n\":1}\n{\"n\":2}\n");
    let stream = client.get_lines().send().wait().unwrap();
    let ticks: Vec<Tick> = stream.wait_each().map(Result::unwrap).collect();
    assert_eq!(ticks.iter().map(|tick| tick.n).collect::<Vec<_>>(), [1, 2]);
}
