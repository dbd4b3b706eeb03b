//! Media types: how a body is written or read in each, and how they stand in headers.

use crate::openapi::operation::{MediaSchema, MediaType};
use crate::openapi::reader::Reader;

pub(in crate::lower) const JSON: &str = "application/json";

/// The kinds of media types, by how a body is written or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum MediaKind {
    Json,
    Form,
    Multipart,
    Events,
    /// JSON, an item on each line.
    Lines,
    /// JSON, an item after each record separator.
    Sequence,
    Text,
    Bytes,
    /// A range of media types: the kind is known when a response arrives.
    Any,
}

impl MediaKind {
    /// The kind of a media type, whatever its parameters (`; charset=utf-8`).
    pub(in crate::lower) fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        match essence.as_str() {
            "application/x-www-form-urlencoded" => Self::Form,
            "text/event-stream" => Self::Events,
            "*/*" | "application/*" | "" => Self::Any,
            "application/json-seq" => Self::Sequence,
            sequence if sequence.ends_with("+json-seq") => Self::Sequence,
            lines if is_lines(lines) => Self::Lines,
            "application/json" | "text/json" | "json" => Self::Json,
            json if json.ends_with("+json") || json.ends_with("/json") => Self::Json,
            "application/xml"
            | "application/yaml"
            | "application/x-yaml"
            | "application/graphql" => Self::Text,
            text if text.starts_with("text/")
                || text.ends_with("+xml")
                || text.ends_with("+yaml") =>
            {
                Self::Text
            }
            parts if parts.starts_with("multipart/") => Self::Multipart,
            _ => Self::Bytes,
        }
    }

    /// The kind of content. What the schema calls binary is bytes, whatever the media type is.
    pub(in crate::lower) fn of_content(reader: &Reader<'_>, content: &MediaType<'_>) -> Self {
        let kind = Self::of(content.name);
        let MediaSchema::Schema(schema) = content.schema else {
            return match kind {
                Self::Any => Self::Bytes,
                kind => kind,
            };
        };
        let target = schema.resolved(reader);
        let is_text = |media_type: &str| matches!(Self::of(media_type), Self::Json | Self::Text);
        let is_binary = target.is_file() || target.states_binary(is_text);
        match kind {
            Self::Json | Self::Text | Self::Any if is_binary => Self::Bytes,
            kind => kind,
        }
    }

    /// Whether a body of the kind is delivered piece by piece, and never as a whole.
    pub(in crate::lower) fn is_stream(self) -> bool {
        matches!(self, Self::Events | Self::Lines | Self::Sequence)
    }

    /// A word for the kind, in names of functions.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Json | Self::Any => "json",
            Self::Lines => "lines",
            Self::Sequence => "sequence",
            Self::Form => "form",
            Self::Multipart => "multipart",
            Self::Events => "events",
            Self::Text => "text",
            Self::Bytes => "bytes",
        }
    }
}

/// The media type of a body of several parts, if it is another one than `multipart/form-data`. It is sent without the
/// parameters that the document states, of which the boundary is another one each time.
pub(super) fn multipart_type(media_type: &str) -> Option<String> {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let is_other = is_single(&essence) && essence != "multipart/form-data";
    is_other.then_some(essence)
}

/// Whether the media type is one of JSON lines. There is no registered one.
fn is_lines(essence: &str) -> bool {
    let Some((_, subtype)) = essence.split_once('/') else {
        return false;
    };
    let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
    matches!(
        subtype,
        "ndjson"
            | "jsonl"
            | "jsonlines"
            | "json-lines"
            | "ldjson"
            | "nljson"
            | "stream+json"
            | "json-stream"
    )
}

/// The media type without its parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The media type as the value of a header: any (`*/*`) if the document has none that is valid.
pub(in crate::lower) fn sendable(media_type: &str) -> String {
    let is_plain = |c: char| c.is_ascii_graphic() || c == ' ';
    if media_type.contains('/') && media_type.chars().all(is_plain) {
        media_type.to_owned()
    } else {
        "*/*".to_owned()
    }
}

/// Whether a text names a single media type, and neither several nor a range.
pub(in crate::lower) fn is_single(media_type: &str) -> bool {
    sendable(media_type) == media_type && !media_type.contains([',', '*'])
}

/// The media type that a body is sent in: `otherwise`, if the document allows a range of them.
pub(super) fn sent(media_type: &str, otherwise: &str) -> String {
    let media_type = sendable(media_type);
    if is_single(&media_type) {
        media_type
    } else {
        otherwise.to_owned()
    }
}
