//! The bodies of requests, and the values that callers pass.

use super::docs::{Count, Docs, Split};
use super::responses::Framing;
use super::types::{Argument, Type};
use crate::names::Name;

/// The body of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The argument or setter.
    pub name: Name,
    /// Its documentation.
    pub docs: Docs,
    /// How a caller passes it.
    pub passed: Passed,
    /// The property that the value is wrapped into (`x-unwrap`).
    pub wrapper: Option<String>,
    /// The content that the caller passes.
    pub content: BodyContent,
}

/// How a caller passes a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// By an argument of the function.
    Argument,
    /// By an argument of the function that can be `None`: no body is sent then.
    ArgumentOrNone,
    /// By a method of the request.
    Method,
}

impl Passed {
    /// Whether the function has an argument for it.
    #[must_use]
    pub fn is_argument(self) -> bool {
        self != Self::Method
    }
}

/// The content that a caller passes for a body.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyContent {
    /// A value that is written as JSON.
    Json {
        /// The value.
        value: Value,
        /// The media type, if it is not `application/json`.
        media_type: Option<String>,
    },
    /// An object that is written as a form (`application/x-www-form-urlencoded`).
    Form(Value),
    /// Parts that the document does not name (`multipart/form-data`).
    Parts,
    /// Text of this media type.
    Text(String),
    /// Bytes of this media type.
    Bytes(String),
    /// Several values, each written as JSON for itself: on a line of its own, or behind a record separator.
    Lines {
        /// The values.
        items: Items,
        /// How they are separated.
        framing: Framing,
        /// The media type.
        media_type: String,
    },
    /// Several values that are written as a JSON array.
    List(Items),
    /// Several values that are written as one JSON string, joined by commas (`x-comma-separated`).
    Joined(Items),
}

/// The body that fields or parts make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldsBody {
    /// Whether it has parts, and is no form.
    pub has_parts: bool,
    /// Its media type, if that is neither `application/x-www-form-urlencoded` nor `multipart/form-data`.
    pub media_type: Option<String>,
    /// The names of its parts in the order in which they are sent, where they have no names on the wire.
    pub order: Vec<String>,
    /// Whether it is sent without any field or part, too.
    pub is_required: bool,
}

/// A property of the body that is always sent with one value (`x-streams-if`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    /// The property.
    pub property: String,
    /// Its value: JSON, or the text of a field or part.
    pub value: String,
    /// The kind of body that has it.
    pub place: SwitchPlace,
}

/// The kinds of bodies that have properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwitchPlace {
    /// An object in JSON.
    Json,
    /// A form (`application/x-www-form-urlencoded`).
    Form,
    /// Parts (`multipart/form-data`).
    Parts,
}

/// A value that a caller passes, and how it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Its type.
    pub ty: Type,
    /// How the caller passes it.
    pub argument: Argument,
    /// Whether it holds ids that are written as numbers.
    pub has_integer_ids: bool,
}

/// Several values that a caller passes, and how they are written.
#[derive(Clone, Debug, PartialEq)]
pub struct Items {
    /// The type of each.
    pub ty: Type,
    /// How the caller passes each.
    pub argument: Argument,
    /// Whether they hold ids that are written as numbers.
    pub has_integer_ids: bool,
    /// How many there can be.
    pub count: Count,
    /// How they are sent in several requests, if they can be (`x-split`).
    pub split: Option<Split>,
}
