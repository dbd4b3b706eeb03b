//! Forms, texts, bytes, JSON of other media types, and several kinds of body on one operation.

use runtime::Call;
use std::collections::BTreeMap;
use test_server::{NO_CONTENT, Received, Server};

use tests::{
    body_form,
    body_kinds::{self, models::Job},
};

macro_rules! sent {
    ($fixture:ident, $client:ident => $call:expr) => {{
        let server = Server::sending(NO_CONTENT);
        let $client = $fixture::endpoints::Client::builder()
            .base_url(server.base_url())
            .build()
            .unwrap();
        $call.send().await.unwrap();
        server.request()
    }};
}

const FORM: &str = "application/x-www-form-urlencoded";

/// The line without the version, the media type, and the body.
fn shown(received: &Received) -> (&str, &str, &str) {
    let line = received.line.strip_suffix(" HTTP/1.1").unwrap();
    let content_type = received.header("content-type");
    assert!(content_type.len() <= 1);
    let content_type = content_type.first().copied().unwrap_or_default();
    (line, content_type, &received.body)
}

#[tokio::test]
async fn a_form_field_by_field() {
    use body_form::{
        filters::ChargeCurrency,
        models::{ChargeAddress, ChargeSettings},
    };
    let metadata = BTreeMap::from([("order id".to_owned(), "6&7".to_owned())]);
    let at = "2026-11-25T12:00:00Z".parse().unwrap();
    let received = sent!(body_form, client => client
        .create_charge(500, ChargeCurrency::Eur)
        .note("a+b c=ü")
        .expand(["customer", "invoice"])
        .codes([1, 2])
        .scopes(["read", "write"])
        .metadata(metadata)
        .settings(ChargeSettings::default().dry(true))
        .address(ChargeAddress::default().city("Ulm"))
        .capture(false)
        .at(at));
    assert_eq!(
        shown(&received),
        (
            "POST /api/v1/charges",
            FORM,
            "amount=500&currency=eur&note=a%2Bb%20c%3D%C3%BC&expand=customer&expand=invoice&codes=1,2\
             &scopes=read%20write&metadata%5Border%20id%5D=6%267&settings=%7B%22dry%22%3Atrue%7D\
             &address=%7B%22city%22%3A%22Ulm%22%7D&capture=false&at=2026-11-25T12%3A00%3A00Z"
        )
    );
    assert_eq!(
        received.header("content-length"),
        [received.body.len().to_string()]
    );
}

#[tokio::test]
async fn a_form_that_can_be_left_out() {
    let received = sent!(body_form, client => client.search("a", ["b"]).without_body());
    assert_eq!(shown(&received), ("POST /api/v1/search", "", ""));
    assert_eq!(received.header("content-length"), ["0"]);
    let received = sent!(body_form, client => client.search("b", ["c"]).limit(2).limit(3));
    assert_eq!(
        shown(&received),
        ("POST /api/v1/search", FORM, "text=b&fields=c&limit=3")
    );
    let map = BTreeMap::from([("k".to_owned(), "v w".to_owned())]);
    let received = sent!(body_form, client => client.send_anything(map));
    assert_eq!(shown(&received), ("POST /api/v1/anything", FORM, "k=v%20w"));
}

#[tokio::test]
async fn a_required_list_of_a_form_that_can_be_left_out_is_not_empty() {
    let received = sent!(body_form, client => client.search("t", ["a", "b"]));
    assert_eq!(
        shown(&received),
        ("POST /api/v1/search", FORM, "text=t&fields=a&fields=b")
    );
    let client = body_form::endpoints::Client::new().unwrap();
    let request = client.search("t", [] as [&str; 0]);
    assert_eq!(
        request.request().problem().unwrap().to_string(),
        "body field `fields`: 0 items given, allowed: at least 1"
    );
}

#[tokio::test]
async fn limits_of_fields_are_kept() {
    let client = body_form::endpoints::Client::new().unwrap();
    let request = client.search("t", ["a"]).limit(51);
    assert_eq!(
        request.request().problem().unwrap().to_string(),
        "body field `limit`: 51 given, allowed: 1 to 50"
    );
}

#[tokio::test]
async fn texts_and_bytes() {
    let received = sent!(body_kinds, client => client.send_text("grüße\n"));
    assert_eq!(
        shown(&received),
        ("POST /api/v1/text", "text/plain", "grüße\n")
    );
    let received = sent!(body_kinds, client => client.send_xml().body("<a/>"));
    assert_eq!(
        shown(&received),
        ("POST /api/v1/xml", "application/xml", "<a/>")
    );
    let received = sent!(body_kinds, client => client.send_xml());
    assert_eq!(shown(&received), ("POST /api/v1/xml", "", ""));
    let received = sent!(body_kinds, client => client.set_plate(vec![b'P', 0, b'G']));
    assert_eq!(shown(&received), ("PUT /api/v1/plate", "image/png", "P\0G"));
    let received = sent!(body_kinds, client => client.set_anything("any"));
    assert_eq!(
        shown(&received),
        ("PUT /api/v1/anything", "application/octet-stream", "any")
    );
}

#[tokio::test]
async fn json_of_other_media_types() {
    let received = sent!(body_kinds, client => client.merge(Job::new("a")));
    assert_eq!(
        shown(&received),
        (
            "PATCH /api/v1/merge",
            "application/merge-patch+json",
            r#"{"name":"a"}"#
        )
    );
    let received = sent!(body_kinds, client => client.patch([Job::new("a").colour(true)]));
    assert_eq!(
        shown(&received),
        (
            "PATCH /api/v1/patch",
            "application/json-patch+json",
            r#"[{"name":"a","colour":true}]"#
        )
    );
}

#[tokio::test]
async fn one_operation_with_a_body_of_any_of_several_kinds() {
    let received = sent!(body_kinds, client => client.create_job(Job::new("a")).copies(2));
    assert_eq!(
        shown(&received),
        (
            "POST /api/v1/jobs?copies=2",
            "application/json",
            r#"{"name":"a"}"#
        )
    );
    let received = sent!(body_kinds, client => client.create_job_as_form("a").colour(false));
    assert_eq!(
        shown(&received),
        ("POST /api/v1/jobs", FORM, "name=a&colour=false")
    );
    let received = sent!(body_kinds, client => client.create_job_as_bytes("raw").copies(1));
    assert_eq!(
        shown(&received),
        (
            "POST /api/v1/jobs?copies=1",
            "application/octet-stream",
            "raw"
        )
    );
}

#[tokio::test]
async fn bodies_where_there_are_none_as_a_rule() {
    let received = sent!(body_kinds, client => client.find_jobs(Job::new("a")));
    assert_eq!(
        shown(&received),
        ("GET /api/v1/jobs", "application/json", r#"{"name":"a"}"#)
    );
    let received = sent!(body_kinds, client => client.find_jobs(Job::new("a")).without_body());
    assert_eq!(shown(&received), ("GET /api/v1/jobs", "", ""));
    assert!(received.header("content-length").is_empty());
    let received = sent!(body_kinds, client => client.delete_jobs(["1", "2"]));
    assert_eq!(
        shown(&received),
        ("DELETE /api/v1/jobs", "application/json", r#"["1","2"]"#)
    );
}
