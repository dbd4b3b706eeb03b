//! Examples as the bodies of responses.

use super::json::pretty;
use crate::document::{Node, Value};
use crate::lower::operation::media_type::{JSON, MediaKind, is_single, sendable};

/// The body of a response that has an example as its value; `None` if that cannot be written in the media type.
pub(super) fn text(kind: MediaKind, is_envelope: bool, value: &Node) -> Option<String> {
    match (kind, &value.value) {
        (MediaKind::Json, _) => Some(pretty(value)),
        // As it is sent.
        (_, Value::String(text)) => Some(text.clone()),
        (MediaKind::Any, _) => Some(pretty(value)),
        (MediaKind::Events, _) => {
            let event = |item: &Node| match is_envelope {
                true => envelope(item),
                false => format!("data: {}\n\n", data(item)),
            };
            Some(items(value).iter().map(event).collect())
        }
        (MediaKind::Lines, _) => Some(each(value, "")),
        (MediaKind::Sequence, _) => Some(each(value, "\u{1e}")),
        _ => value.as_text().map(str::to_owned),
    }
}

/// The media type with which it is sent: one of its own, if the document has a range.
pub(super) fn media_type(kind: MediaKind, stated: &str, value: &Node) -> String {
    if is_single(stated) && stated.contains('/') {
        return sendable(stated);
    }
    let media_type = match (kind, &value.value) {
        (MediaKind::Json, _) => JSON,
        (MediaKind::Any, value) if !matches!(value, Value::String(_)) => JSON,
        (MediaKind::Any | MediaKind::Text, _) => "text/plain",
        _ => "application/octet-stream",
    };
    media_type.to_owned()
}

/// The items of a stream: those of an array, or the value itself.
pub(super) fn items(value: &Node) -> &[Node] {
    match &value.value {
        Value::Array(items) => items,
        _ => std::slice::from_ref(value),
    }
}

fn each(value: &Node, before: &str) -> String {
    let lines = items(value).iter().map(compact);
    lines.map(|line| format!("{before}{line}\n")).collect()
}

fn compact(value: &Node) -> String {
    let mut text = String::new();
    super::json::write(value, None, &mut text, 0);
    text
}

/// The data of an event: text as it is, and anything else as JSON.
fn data(value: &Node) -> String {
    match &value.value {
        Value::String(text) => text.replace('\n', "\ndata: "),
        _ => compact(value),
    }
}

/// An event whose fields are those of an object.
fn envelope(value: &Node) -> String {
    let fields = value.entries().iter();
    let lines = fields.map(|(name, value)| format!("{name}: {}\n", data(value)));
    lines.chain(["\n".to_owned()]).collect()
}
