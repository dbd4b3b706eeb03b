//! Web pages in place of responses: those of proxies, and forms to log in.

use super::json::describe;
use crate::exchange::{decode_error::DecodeError, raw_response::RawResponse};

/// The media types of web pages.
const HTML: [&str; 2] = ["text/html", "application/xhtml+xml"];

/// Media types that a web page can have too, or of which it can be the content.
const ANY: [&str; 3] = ["*/*", "text/*", "application/octet-stream"];

/// How HTML begins, apart from declarations and comments.
const TAGS: [&str; 17] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<title",
    "<meta",
    "<link",
    "<script",
    "<style",
    "<form",
    "<table",
    "<div",
    "<center",
    "<iframe",
    "<h1",
    "<h2",
    "<br",
];

/// The number of bytes in which they are searched.
const SEARCHED: usize = 1024;

/// Fails if the body is a web page, although the operation responds with another kind of body or with none. Such a page is
/// not from the documented server, whatever the status is.
pub(super) fn check(response: &RawResponse) -> Result<(), DecodeError> {
    match is_html(response) && !may_be_html(response) {
        true => {
            let message = format!("the body is a web page; {}", describe(response));
            Err(DecodeError::new(message))
        }
        false => Ok(()),
    }
}

/// Fails if the media type of the response is that of a web page, although the operation responds with another one. The
/// body is not read.
pub(crate) fn check_media_type(response: &RawResponse) -> Result<(), DecodeError> {
    let media_type = response.media_type();
    match is_one_of(&HTML, media_type) && !may_be_html(response) {
        true => {
            let media_type = response.show(media_type.as_bytes());
            let message = format!("the response is a web page; content type: {media_type}");
            Err(DecodeError::new(message))
        }
        false => Ok(()),
    }
}

/// Whether the body is a web page, by its media type or by its content. An empty body is none.
fn is_html(response: &RawResponse) -> bool {
    let body = response.body();
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let body = body.trim_ascii_start();
    let media_type = response.media_type();
    match body.first() {
        None => false,
        Some(_) if is_one_of(&HTML, media_type) => true,
        Some(b'<') if media_type.to_ascii_lowercase().ends_with("xml") => has_tag(body, "<html"),
        Some(b'<') => TAGS.iter().any(|tag| has_tag(body, tag)),
        Some(_) => false,
    }
}

fn has_tag(body: &[u8], tag: &str) -> bool {
    let searched = body.get(..SEARCHED).unwrap_or(body);
    let mut windows = searched.windows(tag.len());
    windows.any(|window| window.eq_ignore_ascii_case(tag.as_bytes()))
}

/// Whether the documented body can be a web page: it is one, it is of any kind, or the response has the documented media
/// type. An operation without a documented body has no media type.
fn may_be_html(response: &RawResponse) -> bool {
    let accept = response.operation().accept.unwrap_or_default();
    let mut documented = accept.split(',').map(essence);
    documented.any(|documented| {
        is_one_of(&HTML, documented)
            || is_one_of(&ANY, documented)
            || !documented.is_empty() && documented.eq_ignore_ascii_case(response.media_type())
    })
}

/// Returns a media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

fn is_one_of(list: &[&str], media_type: &str) -> bool {
    list.iter()
        .any(|other| other.eq_ignore_ascii_case(media_type))
}
