//! Representations: the media types that a response can be requested in, each with a function of its own.

use super::media_type::{JSON, MediaKind, essence};
use crate::openapi::json_type::JsonType;
use crate::openapi::operation::{MediaSchema, MediaType, Response};
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// The content of a response that the functions of an operation request.
pub(in crate::lower) struct Choice<'a, 'd> {
    /// That of the function with the plain name: JSON, if there is any, or else events, or else the first of the document.
    pub(in crate::lower) first: &'a MediaType<'d>,
    /// Those of further functions, in the order of the document.
    pub(in crate::lower) others: Vec<&'a MediaType<'d>>,
}

impl<'a, 'd> Choice<'a, 'd> {
    /// Chooses among the content of a response; `None` if it has none.
    pub(in crate::lower) fn of(reader: &Reader<'d>, response: &'a Response<'d>) -> Option<Self> {
        let first = first(reader, &response.content)?;
        let mut choice = Self {
            first,
            others: Vec::new(),
        };
        for content in &response.content {
            if choice.is_new(reader, content) && is_readable(reader, content) {
                choice.others.push(content);
            }
        }
        Some(choice)
    }

    /// Whether the content is another one than those that are chosen. JSON of the same schema is the same in each media
    /// type.
    fn is_new(&self, reader: &Reader<'d>, content: &MediaType<'d>) -> bool {
        let kind = MediaKind::of_content(reader, content);
        let mut known = std::iter::once(&self.first).chain(&self.others);
        !known.any(|known| {
            let is_json = matches!(kind, MediaKind::Json | MediaKind::Any)
                && MediaKind::of_content(reader, known) == MediaKind::Json
                && (kind == MediaKind::Any || is_same_schema(known, content));
            is_json || essence(known.name) == essence(content.name)
        })
    }

    /// The content of the response that no function requests, although it is another one.
    pub(super) fn left_out<'b>(
        &'b self,
        reader: &'b Reader<'d>,
        response: &'a Response<'d>,
    ) -> impl Iterator<Item = &'a MediaType<'d>> + 'b {
        let content = response.content.iter();
        content.filter(|content| self.is_new(reader, content))
    }
}

fn first<'a, 'd>(reader: &Reader<'d>, content: &'a [MediaType<'d>]) -> Option<&'a MediaType<'d>> {
    let of_kind = |wanted| {
        let mut content = content.iter();
        content.find(|content| MediaKind::of_content(reader, content) == wanted)
    };
    of_kind(MediaKind::Json)
        .or_else(|| of_kind(MediaKind::Any))
        .or_else(|| of_kind(MediaKind::Events))
        .or(content.first())
}

/// Whether a function of its own can request the content and read it by its schema. An object in XML cannot be read, and a
/// range of media types does not name one.
fn is_readable(reader: &Reader<'_>, content: &MediaType<'_>) -> bool {
    match MediaKind::of_content(reader, content) {
        _ if content.name.contains(['*', ',']) => false,
        MediaKind::Json | MediaKind::Events | MediaKind::Lines | MediaKind::Sequence => true,
        MediaKind::Text | MediaKind::Bytes => match &content.schema {
            MediaSchema::Schema(schema) => !is_structured(reader, *schema),
            MediaSchema::None | MediaSchema::Fields(_) => true,
        },
        MediaKind::Form | MediaKind::Multipart | MediaKind::Any => false,
    }
}

/// Whether the schema describes more than text or bytes.
fn is_structured<'d>(reader: &Reader<'d>, schema: Schema<'d>) -> bool {
    let target = schema.resolved(reader);
    let is_string = |known: &JsonType| *known == JsonType::String;
    !target.types().iter().all(is_string)
        || target.describes_properties()
        || target.describes_items()
        || target.alternatives().is_some()
        || target.all_of().next().is_some()
}

fn is_same_schema(left: &MediaType<'_>, right: &MediaType<'_>) -> bool {
    match (&left.schema, &right.schema) {
        (MediaSchema::Schema(left), MediaSchema::Schema(right)) => {
            left.node().is_same(right.node())
        }
        (MediaSchema::None, MediaSchema::None) => true,
        _ => false,
    }
}

/// Words for the media types of one operation, all of them different.
#[derive(Default)]
pub(super) struct Words(Vec<String>);

impl Words {
    /// A word for content, in the name of the function that requests it: `csv`, `events`, `bytes`.
    pub(super) fn claim(&mut self, media_type: &str, kind: MediaKind) -> String {
        let plain = word(media_type, kind);
        let word = match self.0.contains(&plain) {
            true => essence(media_type).replace(['/', '+'], " "),
            false => plain,
        };
        self.0.push(word.clone());
        word
    }
}

/// The longest subtype that is a word.
const LONGEST_WORD: usize = 24;

fn word(media_type: &str, kind: MediaKind) -> String {
    let essence = essence(media_type);
    let subtype = essence.split('/').nth(1).unwrap_or_default();
    let prefixes = ["vnd.", "prs.", "x-"];
    let short = (prefixes.iter())
        .find_map(|prefix| subtype.strip_prefix(prefix))
        .unwrap_or(subtype);
    let (stem, suffix) = short.split_once('+').unwrap_or((short, ""));
    let is_plain = matches!(
        essence.as_str(),
        JSON | "text/plain" | "application/octet-stream"
    );
    match kind {
        MediaKind::Events | MediaKind::Lines | MediaKind::Sequence => kind.word().to_owned(),
        _ if is_plain || stem.is_empty() || stem.len() > LONGEST_WORD => kind.word().to_owned(),
        MediaKind::Json => format!("{stem} {suffix}"),
        _ => stem.to_owned(),
    }
}
