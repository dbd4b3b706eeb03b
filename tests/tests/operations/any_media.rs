//! Responses in any media type, and texts in any charset.

use runtime::{Call, Value};
use test_server::{Server, response_bytes};
use tests::any_media::{endpoints::Client, models::Parcel};

async fn read<C: Call>(
    content_type: &str,
    body: &[u8],
    call: impl Fn(&Client) -> C,
) -> Result<runtime::Output<C>, String> {
    let head = match content_type {
        "" => String::new(),
        content_type => format!("content-type: {content_type}\r\n"),
    };
    let server = Server::sending(response_bytes("200 OK", &head, body));
    let client = Client::builder().base_url(server.base_url()).build();
    let result = call(&client.unwrap()).send().await;
    result.map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_string_is_that_of_json_if_json_arrives_and_the_text_otherwise() {
    for (content_type, body, expected) in [
        ("text/plain", "\"a\"", "\"a\""),
        ("text/plain; charset=UTF-8", "ä", "ä"),
        ("application/json", "\"a\"", "a"),
        ("application/vnd.note+json; charset=\"utf-8\"", "\"a\"", "a"),
        ("text/csv", "a;b", "a;b"),
        ("", "\"a\"", "a"),
        ("", "a", "a"),
    ] {
        let note = read(content_type, body.as_bytes(), Client::get_note).await;
        assert_eq!(note.as_deref(), Ok(expected), "{content_type}");
    }
    let error = read("application/json", b"{}", Client::get_note).await;
    assert!(error.unwrap_err().contains("expected a string"));
    let error = read("image/png", b"\xff", Client::get_note).await;
    let error = error.unwrap_err();
    assert!(error.contains("not UTF-8"), "{error}");
    assert!(error.contains("content type: image/png"), "{error}");
}

#[tokio::test]
async fn an_object_is_read_from_json_whatever_it_is_called() {
    for content_type in ["application/json", "text/plain", "", "application/hal+json"] {
        let parcel = read(content_type, br#"{"weight":7}"#, Client::get_parcel).await;
        let parcel: Parcel = parcel.unwrap();
        assert_eq!(parcel.weight, 7, "{content_type}");
    }
    let error = read("text/plain", b"heavy", Client::get_parcel).await;
    assert!(error.unwrap_err().contains("content type: text/plain"));
}

#[tokio::test]
async fn an_untyped_value_is_json_or_text_and_without_a_schema_there_are_bytes() {
    let value = read("application/json", b"[1]", Client::get_anything).await;
    assert_eq!(value.unwrap(), Value::from(vec![1]));
    let value = read("text/plain", b"[1]", Client::get_anything).await;
    assert_eq!(value.unwrap(), Value::from("[1]"));
    let bytes = read("image/png", b"\xff", Client::get_bytes).await;
    assert_eq!(&bytes.unwrap()[..], b"\xff");
}

#[tokio::test]
async fn a_text_in_another_charset_is_an_error_that_names_it() {
    for (charset, body) in [
        ("iso-8859-1", &b"caf\xe9"[..]),
        ("windows-1252", "café".as_bytes()),
        ("Shift_JIS", b"\x83e"),
        ("UTF-16", b"a\0"),
        ("\"utf-16le\"", b"a\0"),
        ("iso-2022-jp", b"\x1b$B"),
    ] {
        let content_type = format!("text/plain; charset={charset}");
        let error = read(&content_type, body, Client::get_text).await;
        let error = error.unwrap_err();
        let name = charset.trim_matches('"');
        let expected = format!("the charset of the body is `{name}`");
        assert!(error.contains(&expected), "{error}");
    }
    let content_type = "application/json; charset=iso-8859-1";
    let body = b"{\"weight\":1,\"to\":\"caf\xe9\"}";
    let error = read(content_type, body, Client::get_json).await;
    let error = error.unwrap_err();
    let expected = "the charset of the body is `iso-8859-1`";
    assert!(error.contains(expected), "{error}");
}

#[tokio::test]
async fn what_is_the_same_in_utf_8_is_read_and_a_byte_order_mark_is_left_out() {
    for (content_type, body, expected) in [
        ("text/plain; charset=iso-8859-1", "cafe", "cafe"),
        ("text/plain; Charset=\"UTF-8\"", "café", "café"),
        ("text/plain", "\u{feff}a", "a"),
    ] {
        let text = read(content_type, body.as_bytes(), Client::get_text).await;
        assert_eq!(text.as_deref(), Ok(expected), "{content_type}");
    }
    let error = read("text/plain", b"\xff\xfea\0", Client::get_text).await;
    assert!(error.unwrap_err().contains("not UTF-8"));
    // JSON is UTF-8, whatever its media type says (RFC 8259, section 11).
    let content_type = "application/json; charset=iso-8859-1";
    let body = "{\"weight\":1,\"to\":\"é\"}".as_bytes();
    let parcel = read(content_type, body, Client::get_json).await.unwrap();
    assert_eq!(parcel.to.as_deref(), Some("é"));
}
