//! Responses that a server could send: one for each media type of an operation's successes, made from its schema.

use serde_json::{Value, json};

use super::document::{Document, Documented, Endpoint, is_json};
use super::sample::{Way, samples};

/// The events and items of a stream are these first values of their schema, at most.
const MAX_ITEMS: usize = 3;

/// How a body is divided into values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Framing {
    /// One value.
    Json,
    /// An event stream.
    Events,
    /// A line for each value.
    Lines,
    /// Each value after a record separator (RFC 7464).
    Sequence,
    /// No value of JSON.
    Text,
}

impl Framing {
    fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        let subtype = essence.split('/').nth(1).unwrap_or_default();
        match subtype.strip_prefix("x-").unwrap_or(subtype) {
            "event-stream" => Self::Events,
            "ndjson" | "jsonl" | "jsonlines" | "json-lines" | "ldjson" | "nljson"
            | "stream+json" | "json-stream" => Self::Lines,
            sequence if sequence == "json-seq" || sequence.ends_with("+json-seq") => Self::Sequence,
            _ if is_json(media_type) => Self::Json,
            _ => Self::Text,
        }
    }
}

fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The successes that the server could respond with, each with its status, media type and body: the first value of each
/// schema.
pub(super) fn responses(document: &Document, endpoint: &Endpoint) -> Vec<Value> {
    each(document, endpoint, 1)
}

/// The successes that the server could respond with, up to `most` of one media type. Those of the lowest status come first,
/// and JSON before other media types. A redirect is one where there is no other.
pub(crate) fn each(document: &Document, endpoint: &Endpoint, most: usize) -> Vec<Value> {
    let rank = |status: &str| match status {
        "default" => 2,
        status if status.starts_with('2') => 1,
        status if status.starts_with('3') => 3,
        _ => 4,
    };
    let mut success: Vec<&Documented> = endpoint.responses.iter().collect();
    success.retain(|described| rank(&described.status) < 4);
    success.sort_by_key(|described| {
        let is_json = described.media_type.as_deref().is_some_and(is_json);
        (rank(&described.status), described.status.clone(), !is_json)
    });
    let made = success.into_iter();
    made.flat_map(|described| of_one(document, described, most))
        .collect()
}

fn of_one(document: &Document, described: &Documented, most: usize) -> Vec<Value> {
    let status: u16 = described.status.parse().unwrap_or(200);
    let media_type = described.media_type.as_deref().map(concrete);
    let bodies = match media_type.as_deref() {
        Some(name) => bodies(document, described, name, most),
        None => Vec::new(),
    };
    let response =
        |body: Option<String>| json!({ "status": status, "media_type": media_type, "body": body });
    match bodies.is_empty() {
        true => vec![response(None)],
        false => bodies.into_iter().map(Some).map(response).collect(),
    }
}

/// The media type of a response, also where the document has a range of them.
fn concrete(media_type: &str) -> String {
    match essence(media_type).split_once('/') {
        Some(("*" | "application", "*")) => "application/json".to_owned(),
        Some((kind, "*")) => format!("{kind}/plain"),
        _ => media_type.to_owned(),
    }
}

fn bodies(
    document: &Document,
    described: &Documented,
    media_type: &str,
    most: usize,
) -> Vec<String> {
    let framing = Framing::of(media_type);
    let most = match framing {
        Framing::Text => return vec!["text".to_owned()],
        Framing::Json => most,
        _ => MAX_ITEMS,
    };
    let made = samples(document, &described.schema.value, Way::Response, most);
    let Ok(made) = made else {
        return Vec::new();
    };
    let mut values: Vec<Value> = made.into_iter().map(|sample| sample.value).collect();
    if framing == Framing::Json {
        return values.iter().map(Value::to_string).collect();
    }
    // The schema of a stream can be that of the list of its items.
    if !described.is_item && values.iter().all(Value::is_array) {
        let lists = values.into_iter();
        values = lists
            .flat_map(|list| list.as_array().cloned().unwrap_or_default())
            .collect();
    }
    let is_whole = values.first().is_some_and(is_whole_event);
    let values = values.iter();
    vec![match framing {
        Framing::Events => values.map(|value| event(value, is_whole)).collect(),
        Framing::Sequence => values.map(|value| format!("\u{1e}{value}\n")).collect(),
        _ => values.map(|value| format!("{value}\n")).collect(),
    }]
}

/// Whether a value is a whole event: an object with `data` and no other properties than those of events.
fn is_whole_event(value: &Value) -> bool {
    let fields = ["event", "data", "id", "retry"];
    value.as_object().is_some_and(|object| {
        object.contains_key("data") && object.keys().all(|key| fields.contains(&key.as_str()))
    })
}

/// One event: the fields of a whole one, or the data. A whole event without data is none.
fn event(value: &Value, is_whole: bool) -> String {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    if !is_whole {
        return format!("data: {}\n\n", text(value));
    }
    let fields = value.as_object().into_iter().flatten();
    let lines: String = fields
        .map(|(name, value)| format!("{name}: {}\n", text(value)))
        .collect();
    match value.get("data") {
        Some(_) => format!("{lines}\n"),
        None => String::new(),
    }
}

/// Whether a body has the framing of its media type. A mock server writes the value of a schema as JSON, whatever that is.
pub(super) fn is_framed(media_type: &str, body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    let is_value = |text: &str| serde_json::from_str::<Value>(text).is_ok();
    match Framing::of(media_type) {
        Framing::Json | Framing::Text => true,
        Framing::Events => {
            text.ends_with("\n\n") && text.lines().any(|line| line.starts_with("data:"))
        }
        Framing::Lines => text.ends_with('\n') && text.lines().all(is_value),
        Framing::Sequence => {
            let mut records = text.split('\u{1e}');
            records.next() == Some("") && records.all(is_value)
        }
    }
}

/// The place of a media type in this `Accept`; `None` if it is not taken.
pub(crate) fn accepted(accept: Option<&str>, media_type: &str) -> Option<usize> {
    let wanted = essence(media_type);
    let is_in = |range: String| {
        let kind = range.strip_suffix('*');
        range == wanted || range == "*/*" || kind.is_some_and(|kind| wanted.starts_with(kind))
    };
    let mut ranges = accept.unwrap_or("*/*").split(',').map(essence);
    ranges.position(is_in)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_framed_and_its_json_alone_is_not() {
        let data = event(&json!({ "kind": "a", "data": 1 }), false);
        assert_eq!(data, "data: {\"data\":1,\"kind\":\"a\"}\n\n");
        let whole = event(&json!({ "event": "a", "data": "b" }), true);
        assert_eq!(whole, "data: b\nevent: a\n\n");
        assert!(is_framed("text/event-stream", data.as_bytes()));
        assert!(!is_framed("text/event-stream", b"{\"data\":1}"));
        assert!(is_framed("application/x-ndjson", b"1\n2\n"));
        assert!(!is_framed("application/x-ndjson", b"[\n1]\n"));
        assert!(is_framed("application/json-seq", b"\x1e1\n\x1e2\n"));
        assert!(!is_framed("application/json-seq", b"1"));
    }

    #[test]
    fn a_request_takes_the_media_types_of_its_accept() {
        let accept = Some("text/event-stream, image/*;q=0.5");
        assert_eq!(
            accepted(accept, "text/event-stream; charset=utf-8"),
            Some(0)
        );
        assert_eq!(accepted(accept, "image/png"), Some(1));
        assert_eq!(accepted(accept, "application/json"), None);
        assert_eq!(accepted(None, "application/json"), Some(0));
    }
}
