//! The content of responses.

use super::type_id::TypeId;
use super::types::Type;
use crate::http::Statuses;
use crate::names::Name;

/// The content of error responses.
#[derive(Clone, Debug, PartialEq)]
pub enum ErrorBody {
    /// Nothing is documented.
    Undocumented,
    /// The same for every status.
    One(Type),
    /// A type for each status.
    PerStatus {
        /// The enum of them.
        name: Name,
        /// Its part of the document.
        source: String,
        /// The variants, in the order of the document.
        variants: Vec<StatusVariant>,
        /// The number of operations that have it.
        sharers: usize,
        /// Whether it is declared beside this operation: the first of those that have it.
        is_declared: bool,
    },
}

/// The error of a client, into which the errors of all its operations convert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientError {
    /// No operation documents one.
    Undocumented,
    /// All operations that document one have the same.
    Shared {
        /// The type of the body.
        body: TypeId,
        /// Whether some operations document none.
        is_partial: bool,
    },
    /// The operations document several.
    Any,
}

/// The content that is documented for some statuses.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusVariant {
    /// Its name in Rust.
    pub name: Name,
    /// The statuses.
    pub statuses: Vec<Statuses>,
    /// The content.
    pub output: Output,
}

/// The parts of an event that its value is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventForm {
    /// The data, as JSON.
    Json,
    /// The data, as text.
    Text,
    /// All fields, as an object: `event`, `data`, `id` and `retry`.
    Envelope,
}

/// How the items of a body are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// By line breaks (JSON lines).
    Lines,
    /// By record separators (RFC 7464).
    Sequence,
}

/// The content of a response.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// No body.
    Empty,
    /// A JSON value.
    Json {
        /// Its type.
        ty: Type,
        /// Whether its links are checked when it is read (`x-results`).
        is_linked: bool,
    },
    /// Text.
    Text,
    /// Bytes of any media type.
    Bytes,
    /// An event stream (`text/event-stream`).
    Events {
        /// The type of the value of each event.
        data: Type,
        /// The parts of an event that the value is made of.
        form: EventForm,
    },
    /// Items of JSON one after another.
    Items {
        /// The type of each.
        item: Type,
        /// How they are told apart.
        framing: Framing,
    },
    /// A value that is read by the media type with which it arrives.
    ByContentType(Type),
    /// Other content for each status.
    PerStatus {
        /// The enum of them.
        name: Name,
        /// Its part of the document.
        source: String,
        /// The variants, in the order of the document.
        variants: Vec<StatusVariant>,
    },
}
