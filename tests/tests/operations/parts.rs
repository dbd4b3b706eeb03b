//! Parts of bodies as OpenAPI 3.1 describes them, byte by byte.

use runtime::{Call, Part};
use test_server::{NO_CONTENT, Received, Server};
use tests::body_parts::{
    endpoints::Client,
    models::{
        SendFormBodyModel, SendListsBodyMarkedItem, SendListsBodyMaybeItem, SendListsBodyMixedItem,
        SendListsBodyNotesItem, SendRelatedBodyMeta, UploadBodyFilter, UploadBodyModel,
        UploadBodySize, UploadBodyVendor,
    },
};

use crate::helpers::{problem, read};

/// Sends a request and returns it as it was received.
macro_rules! sent {
    ($client:ident => $call:expr) => {{
        let server = Server::sending(NO_CONTENT);
        let $client = Client::builder()
            .base_url(server.base_url())
            .build()
            .unwrap();
        $call.send().await.unwrap();
        server.request()
    }};
}

/// The media type of a body, and the body with a boundary that can be foreseen.
fn parts(received: &Received) -> (String, String) {
    let [content_type] = received.header("content-type")[..] else {
        panic!("{received:?}")
    };
    let (media_type, boundary) = content_type.split_once("; boundary=").unwrap();
    (media_type.to_owned(), received.body.replace(boundary, "X"))
}

/// The only part of a body.
fn only(received: &Received) -> String {
    let (media_type, body) = parts(received);
    assert_eq!(media_type, "multipart/form-data");
    let rest = body
        .strip_prefix("--X\r\nContent-Disposition: form-data; name=")
        .unwrap();
    rest.strip_suffix("\r\n--X--\r\n").unwrap().to_owned()
}

#[tokio::test]
async fn a_part_of_no_type_is_a_file() {
    let octets = "Content-Type: application/octet-stream\r\n\r\n";
    assert_eq!(
        only(&sent!(client => client.upload().any("x"))),
        format!("\"any\"; filename=\"any\"\r\n{octets}x")
    );
    let received = sent!(client => client.upload().several(["x", "y"]));
    assert_eq!(received.body.matches("; name=\"several\"").count(), 2);
    assert_eq!(
        only(&sent!(client => client.upload().pdf("x"))),
        "\"pdf\"; filename=\"pdf\"\r\nContent-Type: application/pdf\r\n\r\nx"
    );
    assert_eq!(
        only(&sent!(client => client.upload().packed("YQ=="))),
        format!("\"packed\"\r\n{octets}YQ==")
    );
}

#[tokio::test]
async fn a_value_of_a_union_is_written_by_its_kind() {
    let plain = |model: UploadBodyModel| async move {
        only(&sent!(client => client.upload().model(model)))
    };
    assert_eq!(
        plain(read("dall-e-2".into())).await,
        "\"model\"\r\n\r\ndall-e-2"
    );
    assert_eq!(
        plain(read(serde_json::json!({"id": "a"}))).await,
        "\"model\"\r\nContent-Type: application/json\r\n\r\n{\"id\":\"a\"}"
    );
    let size: UploadBodySize = read(3.into());
    assert_eq!(
        only(&sent!(client => client.upload().size(size))),
        "\"size\"\r\n\r\n3"
    );
    let form = |model: SendFormBodyModel| async move {
        sent!(client => client.send_form().model(model)).body
    };
    assert_eq!(form(read("a b".into())).await, "model=a%20b");
    assert_eq!(
        form(read(serde_json::json!({"id": "a"}))).await,
        "model=%7B%22id%22%3A%22a%22%7D"
    );
}

#[tokio::test]
async fn each_item_of_a_list_is_a_part_of_its_own() {
    let note = |text: &str| SendListsBodyNotesItem::default().text(text).by("7");
    let marked = |a| SendListsBodyMarkedItem::default().a(a);
    let item = |name: &str, media_type: &str, content: &str| {
        format!(
            "--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\nContent-Type: {media_type}\r\n\r\n{content}\r\n"
        )
    };
    let json = |name: &str, content: &str| item(name, "application/json", content);
    let mixed: Vec<SendListsBodyMixedItem> =
        vec![read("a".into()), read(serde_json::json!({"id": "b"}))];
    let sent = sent!(client => client
        .send_lists([note("a"), note("b")])
        .grid([vec![1, 2], vec![]])
        .mixed(mixed)
        .marked([marked(1), marked(2)])
        .maybe([SendListsBodyMaybeItem::default().b(3)])
        .numbers([4, 5]));
    let expected = [
        json("notes", "{\"text\":\"a\",\"by\":7}"),
        json("notes", "{\"text\":\"b\",\"by\":7}"),
        json("grid", "[1,2]"),
        json("grid", "[]"),
        "--X\r\nContent-Disposition: form-data; name=\"mixed\"\r\n\r\na\r\n".to_owned(),
        json("mixed", "{\"id\":\"b\"}"),
        item("marked", "application/vnd.a+json", "{\"a\":1}"),
        item("marked", "application/vnd.a+json", "{\"a\":2}"),
        json("maybe", "{\"b\":3}"),
        json("numbers", "4"),
        json("numbers", "5"),
        "--X--\r\n".to_owned(),
    ];
    assert_eq!(parts(&sent).1, expected.concat());
}

#[test]
fn a_required_list_of_objects_needs_an_item() {
    let client = Client::builder()
        .base_url("http://127.0.0.1:1")
        .build()
        .unwrap();
    let empty: [SendListsBodyNotesItem; 0] = [];
    assert_eq!(
        problem(client.send_lists(empty).request()),
        "body field `notes`: 0 items given, allowed: at least 1"
    );
}

#[tokio::test]
async fn a_part_has_the_media_type_and_the_headers_of_its_encoding() {
    assert_eq!(
        only(&sent!(client => client.upload().meta("{\"a\":1}"))),
        "\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"a\":1}"
    );
    assert_eq!(
        only(&sent!(client => client.upload().note("*a*"))),
        "\"note\"\r\nContent-Type: text/markdown\r\nX-Lang: en\r\n\r\n*a*"
    );
    let vendor = || UploadBodyVendor::default().a(1);
    assert_eq!(
        only(&sent!(client => client.upload().vendor(vendor()))),
        "\"vendor\"\r\nContent-Type: application/vnd.a+json\r\n\r\n{\"a\":1}"
    );
    let picture = || {
        Part::bytes("x")
            .media_type("image/png")
            .header("X-Turn", "90")
    };
    assert_eq!(
        only(&sent!(client => client.upload().picture(picture()))),
        "\"picture\"; filename=\"picture\"\r\nContent-Type: image/png\r\nX-Turn: 90\r\nX-Kind: photo\r\n\r\nx"
    );
    let shot = || {
        Part::bytes("x")
            .media_type("image/webp")
            .file_name("a.webp")
    };
    assert_eq!(
        only(&sent!(client => client.upload().shot(shot()))),
        "\"shot\"; filename=\"a.webp\"\r\nContent-Type: image/webp\r\n\r\nx"
    );
    assert_eq!(
        only(&sent!(client => client.upload().sdp("v=0"))),
        "\"sdp\"\r\nContent-Type: application/sdp\r\n\r\nv=0"
    );
    assert_eq!(
        only(&sent!(client => client.upload().raw(vec![b'x']))),
        "\"raw\"; filename=\"raw\"\r\nContent-Type: image/png\r\n\r\nx"
    );
    let received = sent!(client => client.upload().image(["x", "y"]));
    assert_eq!(received.body.matches("; filename=\"image\"").count(), 2);
    let page = || Part::from("<p>").media_type("text/html");
    assert_eq!(
        only(&sent!(client => client.upload().page(page()))),
        "\"page\"\r\nContent-Type: text/html\r\n\r\n<p>"
    );
    let filter = || UploadBodyFilter::default().kind("a").tags(["b"]);
    let received = sent!(client => client.upload().filter(filter()));
    for name in ["filter[kind]", "filter[tags][0]"] {
        assert!(
            received.body.contains(&format!("name=\"{name}\"")),
            "{received:?}"
        );
    }
}

#[test]
fn a_part_that_is_not_as_documented_is_not_sent() {
    let client = Client::new().unwrap();
    let picture = |media_type: &str| Part::bytes("x").media_type(media_type);
    for (request, expected) in [
        (
            client.upload().picture("x"),
            "body field `picture`: it has no media type; set one of image/png, image/jpeg by `Part::media_type`",
        ),
        (
            client.upload().picture(picture("image/gif")),
            "body field `picture`: its media type is `image/gif`, allowed: image/png, image/jpeg",
        ),
        (
            client.upload().picture(picture("image/png")),
            "body field `picture`: it needs the header `X-Turn`; set it by `Part::header`",
        ),
        (
            client.upload().shot(picture("text/plain")),
            "body field `shot`: its media type is `text/plain`, allowed: image/*",
        ),
        (
            client
                .upload()
                .any(Part::bytes("x").header("X-A", "a\r\nb: c")),
            "body field `any`: its header `X-A` can have only visible ASCII characters, spaces and tabs",
        ),
    ] {
        assert_eq!(problem(request.request()), expected);
    }
}

#[tokio::test]
async fn parts_that_the_document_does_not_name_are_added() {
    let received =
        sent!(client => client.upload().additional_part("a", "1").additional_part("a", "2"));
    assert_eq!(received.body.matches("name=\"a\"").count(), 2);
}

#[tokio::test]
async fn other_bodies_of_several_parts_are_sent_as_they_are_called() {
    let meta = || SendRelatedBodyMeta::default().name("a");
    let (media_type, body) = parts(&sent!(client => client.send_related("x").meta(meta())));
    assert_eq!(media_type, "multipart/related; type=\"application/json\"");
    // In the order of the document, although the other part was set first.
    assert_eq!(
        body,
        "--X\r\nContent-Type: application/json\r\n\r\n{\"name\":\"a\"}\r\n\
         --X\r\nContent-Type: application/octet-stream\r\nContent-ID: <blob>\r\n\r\nx\r\n--X--\r\n"
    );
    let (media_type, body) = parts(&sent!(client => client.send_mixed().note("é")));
    assert_eq!(media_type, "multipart/mixed");
    assert_eq!(
        body,
        "--X\r\nContent-Type: text/plain; charset=utf-8\r\n\r\né\r\n--X--\r\n"
    );
    let file = || [("", Part::from("a").file_name("a.txt"))];
    let (media_type, body) = parts(&sent!(client => client.send_unnamed(file())));
    assert_eq!(media_type, "multipart/mixed");
    assert!(
        body.contains("Content-Disposition: attachment; filename=\"a.txt\"\r\n"),
        "{body}"
    );
}

#[tokio::test]
async fn a_required_body_is_sent_without_any_part() {
    let (media_type, body) = parts(&sent!(client => client.upload()));
    assert_eq!((&*media_type, &*body), ("multipart/form-data", "--X--\r\n"));
    let form = sent!(client => client.send_form());
    assert_eq!(
        form.header("content-type"),
        ["application/x-www-form-urlencoded"]
    );
    assert_eq!(form.header("content-length"), ["0"]);
    for received in [
        sent!(client => client.maybe_form()),
        sent!(client => client.send_mixed()),
    ] {
        assert!(received.header("content-type").is_empty(), "{received:?}");
    }
}

#[tokio::test]
async fn a_form_that_is_no_object_is_text_of_the_caller() {
    let received = sent!(client => client.send_list_form("a=1&a=2"));
    assert_eq!(
        received.header("content-type"),
        ["application/x-www-form-urlencoded"]
    );
    assert_eq!(received.body, "a=1&a=2");
}
