//! Additions of OpenAPI 3.2: methods, the whole query as a parameter, and the default variant of a union.

use runtime::{Call, Idempotency};
use serde_json::{Value, json};
use tests::version_3_2::endpoints::Client;
use tests::version_3_2::models::{Filter, Gem, Pebble, Stone};

use crate::helpers::{body, read, written};

fn filter() -> Filter {
    Filter::default().colour("deep blue&red").sizes([1, 2])
}

fn query(request: &runtime::Request) -> String {
    let url = request.url().unwrap().to_string();
    url.split_once('?')
        .map_or_else(String::new, |(_, query)| query.to_owned())
}

#[test]
fn a_query_reads_and_has_a_body() {
    let client = Client::new().unwrap();
    let request = client.query_stones(filter());
    let request = request.request();
    assert_eq!(request.method().as_str(), "QUERY");
    assert_eq!(request.operation().idempotency(), Idempotency::Safe);
    assert_eq!(body(request), r#"{"colour":"deep blue&red","sizes":[1,2]}"#);
}

#[test]
fn additional_operations_have_their_own_methods() {
    let client = Client::new().unwrap();
    let copy = client.copy_stones();
    assert_eq!(copy.request().method().as_str(), "COPY");
    assert_eq!(
        copy.request().operation().idempotency(),
        Idempotency::NotIdempotent
    );
    let search = client.m_search_stones().near("a b");
    assert_eq!(search.request().method().as_str(), "M-SEARCH");
    assert_eq!(query(search.request()), "near=a%20b");
    assert_eq!(client.add_stone().request().method().as_str(), "POST");
}

#[test]
fn a_query_string_is_the_whole_query() {
    let client = Client::new().unwrap();
    let form = client.search_by_form(filter());
    assert_eq!(
        query(form.request()),
        "colour=deep%20blue%26red&sizes=1&sizes=2"
    );
    let json = client
        .search_by_json()
        .filter(Filter::default().colour("ä"));
    assert_eq!(query(json.request()), "%7B%22colour%22%3A%22%C3%A4%22%7D");
    let text = client.search_by_text().words("first").words("a=b & c");
    assert_eq!(query(text.request()), "a%3Db%20%26%20c");
    let more = client.search_by_text().words("a").with_query("b", 1);
    assert_eq!(query(more.request()), "a&b=1");
    let empty = client.search_by_text().words("");
    assert!(empty.request().url().is_err());
    assert_eq!(query(client.search_by_json().request()), "");
}

#[test]
fn an_object_with_an_unlisted_tag_or_none_is_the_default_variant() {
    for json in [
        json!({ "kind": "lava", "weight": 3 }),
        json!({ "weight": 3 }),
        json!({ "kind": "Pebble", "weight": 3 }),
    ] {
        let stone: Stone = read(json.clone());
        assert!(matches!(&stone, Stone::Pebble(pebble) if pebble.weight == 3));
        assert_eq!(serde_json::to_value(&stone).unwrap(), json);
    }
    let gem: Stone = read(json!({ "kind": "gem", "carats": 1.5 }));
    assert_eq!(gem, Stone::Gem(Gem::new(1.5)));
    let kept: Stone = read(json!({ "kind": "lava", "heat": 900 }));
    assert!(matches!(kept, Stone::Other(Value::Object(_))));
    assert_eq!(written(&Stone::from(Pebble::new(1))), r#"{"weight":1}"#);
}
