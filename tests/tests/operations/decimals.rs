//! `format: decimal` in parameters, forms and parts: the digits are sent as they are.

use runtime::{Call, Decimal, Error, blocking::Wait};
use test_server::{Server, chunked, response};
use tests::decimals::{
    endpoints::{Client, GetEitherOutput},
    models::*,
};

use crate::helpers::{body, pairs};

/// A client of a server that sends this.
fn client(reply: impl Into<Vec<u8>>) -> (Server, Client) {
    let server = Server::sending(reply.into());
    let builder = Client::builder().base_url(server.base_url());
    (server, builder.build().unwrap())
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn decimals_of_parameters_keep_their_digits() {
    let long = decimal("1234567890.123456789012345678");
    let request = Client::new()
        .unwrap()
        .list_prices()
        .above(long)
        .among([decimal("0.10"), decimal("1.00")])
        .filter(ListPricesFilter::default().most(decimal("2.50")))
        .x_least(decimal("-0.0"));
    let sent = pairs(request.request());
    let expected = [
        ("above", "1234567890.123456789012345678"),
        ("among", "0.10,1.00"),
        ("filter[most]", "2.50"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(sent, expected);
    assert_eq!(request.request().headers()["x-least"], "-0.0");
    let integer = Client::new().unwrap().list_prices().above(3);
    assert!(integer.request().url().unwrap().ends_with("?above=3"));
}

#[test]
fn decimals_of_bodies_keep_their_digits() {
    let client = Client::new().unwrap();
    let price = Price::new(decimal("0.10")).tried(decimal("1E+2"));
    let request = client.put_price(price);
    assert_eq!(body(request.request()), r#"{"net":0.10,"tried":1E+2}"#);
    let request = client
        .post_form(decimal("0.10"))
        .amounts([decimal("1.0"), 7.into()]);
    assert_eq!(body(request.request()), "amount=0.10&amounts=1.0&amounts=7");
}

#[test]
fn decimals_of_paths_cookies_and_patches_keep_their_digits() {
    let client = Client::new().unwrap();
    let patch = EverywherePatch::default().least(decimal("0.10"));
    let body_of = Everywhere::default().patch(patch).clear_types();
    let call = client
        .patch_row(decimal("0.10"), body_of)
        .most(decimal("1E+2"));
    assert!(call.request().url().unwrap().ends_with("/rows/0.10"));
    assert_eq!(call.request().headers()["cookie"], "most=1E%2B2");
    assert_eq!(
        body(call.request()),
        r#"{"patch":{"least":0.10},"types":null}"#
    );
}

#[tokio::test]
async fn decimals_of_streams_keep_their_digits() {
    const ITEM: &str = r#"{"narrow":[1.0,{"amount":0.10}],"deep":[1E+2]}"#;
    let lines = format!("{ITEM}\n{ITEM}\n");
    let (_server, client) = client(chunked(
        "200 OK",
        "content-type: application/x-ndjson\r\n",
        [lines.as_bytes()],
    ));
    let mut stream = client.get_lines().send().await.unwrap();
    for _ in 0..2 {
        let item = stream.next().await.unwrap().unwrap();
        assert_eq!(serde_json::to_string(&item).unwrap(), ITEM);
    }
}

#[tokio::test]
async fn decimals_of_events_keep_their_digits() {
    const ITEM: &str = r#"{"narrow":[1.0,{"amount":0.10}],"deep":[1E+2]}"#;
    let (_server, client) = client(chunked(
        "200 OK",
        "content-type: text/event-stream\r\n",
        [format!("data: {ITEM}\n\n").as_bytes()],
    ));
    let mut stream = client.get_events().send().await.unwrap();
    let event = stream.next().await.unwrap().unwrap();
    assert_eq!(serde_json::to_string(&event.data).unwrap(), ITEM);
}

#[test]
fn decimals_of_each_status_keep_their_digits() {
    let (_server, first) = client(response("200 OK", "", r#"{"amount":0.10}"#));
    let read = first.get_either().send().wait().unwrap();
    assert!(matches!(&read, GetEitherOutput::Ok(fixed) if fixed.amount.as_str() == "0.10"));
    let items = r#"[{"type":"Flat","amount":1.00}]"#;
    let (_server, second) = client(response("202 Accepted", "", items));
    let read = second.get_either().send().wait().unwrap();
    let GetEitherOutput::Accepted(read) = read else {
        panic!("{read:?}")
    };
    assert_eq!(serde_json::to_string(&read).unwrap(), items);
    let (_server, third) = client(response("400 Bad Request", "", "1.0"));
    let error = third.get_either().send().wait().unwrap_err();
    assert!(matches!(error.api(), Some(Narrow::Number(number)) if number.as_str() == "1.0"));
}

/// Returns the path and the message of an error.
fn refused(text: &str) -> (Option<String>, String) {
    let (_server, client) = client(response("200 OK", "", text));
    let error = client
        .patch_row(1, Everywhere::default())
        .send()
        .wait()
        .unwrap_err();
    match error {
        Error::Decode { error, .. } => (error.path().map(str::to_owned), error.to_string()),
        error => panic!("{error}"),
    }
}

#[test]
fn the_path_of_an_error_leads_into_decimals_unions_and_lists() {
    for (text, expected) in [
        (r#"{"patch":{"least":"1"}}"#, "patch.least"),
        (r#"{"places":[1,[2,[]],3]}"#, "places[1][1]"),
        (r#"{"narrow":[1,2,{"amount":"3"}]}"#, "narrow[2].amount"),
        (r#"{"narrow":[1,2,null]}"#, "narrow[2]"),
        (r#"{"maps":{"a":{"b":{"amount":{}}}}}"#, "maps.a.b.amount"),
        (r#"{"open":{"a":"x","b":[1,2,"3"]}}"#, "open.b[2]"),
        (
            r#"{"tagged":[{"sum":1},{"type":"Flat","amount":[1]}]}"#,
            "tagged[1].amount",
        ),
        (
            r#"{"deep":{"a":[1,{"b":[[2,true]]}]}}"#,
            "deep.a[1].b[0][1]",
        ),
        (
            r#"{"by_key":{"a":{"amount":1},"b":[{"amount":1},{"amount":"2"}]}}"#,
            "by_key.b[1].amount",
        ),
        (
            r#"{"by_key":{"a":{"amount":1,"kinds":[1,{}]}}}"#,
            "by_key.a.kinds[1]",
        ),
        (
            r#"{"by_key":[{"amount":1,"kinds":[1,{}]}]}"#,
            "by_key[0].kinds[1]",
        ),
    ] {
        let (path, message) = refused(text);
        assert_eq!(path.as_deref(), Some(expected), "{text}: {message}");
        assert!(message.starts_with(&format!("{expected}: ")), "{message}");
    }
}

#[test]
fn unions_with_decimals_share_the_memory_for_untyped_values() {
    // Each is far below the limit, and a value that no variant is for is kept.
    let item = format!(r#"{{"type":"new","a":[{}[0]]}}"#, "[0],".repeat(20_000));
    let body = format!("[{}{item}]", format!("{item},").repeat(80));
    let (_server, client) = client(response("202 Accepted", "", &body));
    let error = client.get_either().send().wait().unwrap_err();
    let Error::Decode { error, .. } = error else {
        panic!("{error}")
    };
    let message = error.to_string();
    assert!(
        message
            .contains("the untyped values up to here take 256 MiB of memory, which is the limit"),
        "{message}"
    );
    let path = error.path().unwrap();
    assert!(path.starts_with("[6") && path.contains("].a["), "{path}");
}

#[test]
fn values_that_are_nested_deeply_in_a_union_with_decimals_are_read_or_refused() {
    let nested = |levels: usize| {
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        format!(r#"{{"deep":{open}0.10{close}}}"#)
    };
    let (_server, first) = client(response("200 OK", "", &nested(120)));
    let read = first
        .patch_row(1, Everywhere::default())
        .send()
        .wait()
        .unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), nested(120));
    for levels in [128, 1000, 1_000_000] {
        let (path, message) = refused(&nested(levels));
        assert!(path.unwrap().starts_with("deep"), "{message}");
        assert!(message.contains("recursion limit exceeded"), "{message}");
    }
}
