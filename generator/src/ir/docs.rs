//! Descriptions, and the limits that types cannot hold and documentation states.

use crate::names::Name;

/// The documentation of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// One line (`summary` or `title`).
    pub summary: Option<String>,
    /// Any number of paragraphs of Markdown (`description`).
    pub description: Option<String>,
    /// Facts that are printed below the description, in this order.
    pub notes: Vec<Note>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// Why it is deprecated, if an extension beside `deprecated` says so (`x-deprecated-reason` and the like).
    pub reason: Option<String>,
    /// The line of the document that it is about, counted from 1; 0 if that is not in the document itself.
    pub line: u32,
}

/// A fact that is printed below a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// `default`: the value that the server assumes if none is sent.
    Default(String),
    /// `minimum`: the least number, included.
    Minimum(String),
    /// `maximum`: the greatest number, included.
    Maximum(String),
    /// `exclusiveMinimum`: every number above this one.
    Above(String),
    /// `exclusiveMaximum`: every number below this one.
    Below(String),
    /// `multipleOf`.
    MultipleOf(String),
    /// `minItems` and `maxItems`.
    Items(Count),
    /// A longer list can be sent in several requests (`x-split`).
    Split(Split),
    /// `minProperties` and `maxProperties`.
    Properties(Count),
    /// `pattern`: a regular expression that the string matches.
    Pattern(String),
    /// `minLength` and `maxLength`, in characters.
    Length(Count),
    /// It is the form of this type that is sent.
    InputOf(Name),
    /// It is the form of a type that is received.
    SentAs {
        /// The type of what is sent.
        input: Name,
        /// How the one becomes the other, if there is a conversion.
        by: Option<SentBy>,
    },
    /// `contentType`: the media types of which the caller names one for a part.
    MediaTypes(Vec<String>),
    /// `contentType` of a text: it is sent as it is, in this media type.
    TextIn(String),
    /// A required header of a part, which the caller sets.
    PartHeader(String),
    /// The media type that a function requests.
    MediaType(String),
    /// The property of the body that a function sets, and its value.
    Sets(String, String),
    /// Another function, and the media type that it requests.
    Also(Name, String),
    /// A function takes a body that can be left out.
    OptionalBody,
    /// `None` as a body sends none.
    BodyOrNone,
    /// `summary` of the response to a success.
    Response(String),
    /// `parent` of a tag: the tag that it belongs to.
    ParentTag(String),
    /// `kind` of a tag.
    KindOfTag(String),
    /// The name of a header of a response.
    Header(String),
    /// The types of documented headers.
    Headers {
        /// Those of successes.
        success: Option<Name>,
        /// Those of errors.
        error: Option<Name>,
    },
    /// A struct of headers.
    ReadFromHeaders,
    /// `externalDocs`.
    Link(Link),
    /// A header that the client sends with a key of its own, unless the caller gives one.
    FilledIn,
}

/// A link to a page on what is documented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// A name for the page, if the document has one.
    pub label: Option<String>,
    /// The address, which can be relative.
    pub address: String,
}

/// How what was received becomes what is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentBy {
    /// By `From`.
    Into,
    /// By the method `into_input`, which takes what was not received.
    Method,
}

/// How a list is sent in several requests (`x-split`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// With at most so many items each, by `chunks`.
    Chunks(u64),
    /// By `stream` and `pages`, with at most as many items as are allowed, and with a short address.
    Pages,
}

/// A least and a greatest number of things, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// At least so many.
    pub min: Option<u64>,
    /// At most so many.
    pub max: Option<u64>,
}

impl Count {
    /// Whether there is no limit at all.
    #[must_use]
    pub fn is_unlimited(self) -> bool {
        self.min.is_none() && self.max.is_none()
    }
}
