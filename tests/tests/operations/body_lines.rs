//! Bodies of several values, each in JSON for itself.

use runtime::{Call, Request};
use tests::body_lines::{
    endpoints::Client,
    models::{Car, SendInlineBodyItem},
};

use crate::helpers::{body, problem};

fn car(plate: &str) -> Car {
    Car::new(plate).owner("7")
}

/// The media type and the body of a request.
fn sent(request: &Request) -> (&str, &str) {
    let media_type = request.headers()["content-type"]
        .to_str()
        .unwrap_or_default();
    (media_type, body(request))
}

#[test]
fn each_item_is_a_line() {
    let client = Client::new().unwrap();
    let lines = "{\"plate\":\"a\\nb\",\"owner\":7}\n{\"plate\":\"c\",\"owner\":7}\n";
    let array = client.send_array([car("a\nb"), car("c")]);
    assert_eq!(sent(array.request()), ("application/x-ndjson", lines));
    let object = client.send_object(vec![car("a\nb"), car("c")]);
    assert_eq!(sent(object.request()), ("application/jsonl", lines));
    let either = client.send_either_as_lines([car("c")]);
    let line = "{\"plate\":\"c\",\"owner\":7}\n";
    assert_eq!(sent(either.request()), ("application/x-ndjson", line));
    let json = client.send_either([car("c")]);
    let list = "[{\"plate\":\"c\",\"owner\":7}]";
    assert_eq!(sent(json.request()), ("application/json", list));
    let inline = client.send_inline([SendInlineBodyItem::default().note("x")]);
    assert_eq!(body(inline.request()), "{\"note\":\"x\"}\n");
    assert_eq!(body(client.send_ids(["8", "9"]).request()), "8\n9\n");
}

#[test]
fn items_of_a_sequence_are_between_separators() {
    let sequence = Client::new().unwrap().send_sequence([car("a"), car("b")]);
    let expected = "\u{1e}{\"plate\":\"a\",\"owner\":7}\n\u{1e}{\"plate\":\"b\",\"owner\":7}\n";
    assert_eq!(sent(sequence.request()), ("application/json-seq", expected));
}

#[test]
fn no_items_are_an_empty_body_and_text_is_written_by_the_caller() {
    let client = Client::new().unwrap();
    let none: [Car; 0] = [];
    assert_eq!(
        sent(client.send_array(none).request()),
        ("application/x-ndjson", "")
    );
    assert_eq!(body(client.send_text("1\n2\n").request()), "1\n2\n");
}

#[test]
fn an_item_that_cannot_be_written_is_named() {
    let refused = Client::new().unwrap().send_ids(["8", "x"]);
    let problem = problem(refused.request());
    assert!(problem.contains("[1]"), "{problem}");
}
