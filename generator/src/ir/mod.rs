//! The intermediate representation: what is to be printed, with every decision made.
//!
//! [`crate::lower()`] decides, [`crate::emit()`] prints. Each construct has one representation. Nothing in here is a
//! node of the document or a piece of Rust: text of the document is kept as text, and identifiers are [`Name`]s,
//! which only the naming module can make.
//!
//! | file | holds |
//! |---|---|
//! | `added` | what the configuration adds to types |
//! | `types` | the types that are declared, and types where they are used |
//! | `results` | lists whose items lead to objects in maps |
//! | `foreign` | types of other crates |
//! | `headers` | headers of responses |
//! | `sets` | sets of strings and of integers |
//! | `presence` | how fields hold a missing or null property |
//! | `item_errors` | errors of the items of a list |
//! | `operations` | operations and their parameters |
//! | `bodies` | the bodies of requests, and the values that callers pass |
//! | `responses` | the content of responses |
//! | `conversions` | amounts of money, the properties that two objects share, and what is sent for what was received |
//! | `examples` | examples of responses, for a mock |
//! | `docs` | descriptions and the limits that are printed with them |

mod added;
mod bodies;
mod conversions;
mod docs;
mod examples;
mod foreign;
mod headers;
mod item_errors;
mod json_kind;
mod operations;
mod presence;
mod responses;
mod results;
mod sets;
mod type_id;
mod types;

use std::collections::BTreeMap;

pub use crate::http::{Method, Statuses, Style};

pub use self::added::Added;
pub use self::bodies::{Body, BodyContent, FieldsBody, Items, Passed, Switch, SwitchPlace, Value};
pub use self::conversions::{
    CopiedField, Copies, Input, InputField, InputParts, InputValue, Money,
};
pub use self::docs::{Count, Docs, Link, Note, SentBy, Split};
pub use self::examples::{Examples, ResponseExample, ResponseExamples};
pub use self::foreign::Foreign;
pub use self::headers::{HeaderForm, HeaderValue, OperationHeaders};
pub use self::item_errors::ItemErrors;
pub use self::json_kind::JsonKind;
pub use self::operations::{
    Alternative, Call, CursorSource, Delivery, Group, ListStyle, Operation, PageSize, PagedBy,
    Paging, Parameter, ParameterKind, ParameterPlace, PartDescription, PartHeader, Range,
    ReadingKey, Returns, Streamed,
};
pub use self::presence::Presence;
pub use self::responses::{ClientError, ErrorBody, EventForm, Framing, Output, StatusVariant};
pub use self::results::{Association, Collection, Results};
pub use self::sets::{IntegerEnum, StringEnum, Variant};
pub use self::type_id::TypeId;
pub use self::types::{
    Additional, AlsoFrom, Argument, Constant, Conversion, Derives, Field, Given, IdForm, Known,
    Literal, MapKey, Page, PageEntries, Section, Shape, Struct, TagSource, Type, TypeDef, Union,
    UnionTag, UnionVariant, VariantMark,
};
use crate::names::Name;

/// A whole client.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.description`.
    pub description: Option<String>,
    /// Pages on the whole: `externalDocs`, `contact` and `termsOfService`, in this order.
    pub links: Vec<Link>,
    /// The address of the first server; `None` if no server has an absolute address.
    pub base_url: Option<String>,
    /// The address of the first server as the document has it, if no request can be sent to it: a path, or a template.
    pub server: Option<String>,
    /// How requests are authenticated.
    pub auth: Auth,
    /// The response header with the id of a request, if the configuration names one.
    pub request_id: Option<String>,
    /// The environment variable with the address (`x-env` of the first server).
    pub base_url_env: Option<String>,
    /// The types that are declared, in the order of the document.
    pub types: BTreeMap<TypeId, TypeDef>,
    /// The places of named schemas that no operation reaches, by the types that they would be.
    pub unused: BTreeMap<TypeId, String>,
    /// The operations by tag, in the order of the document.
    pub groups: Vec<Group>,
    /// The features of the runtime that its types need, sorted.
    pub runtime_features: Vec<&'static str>,
    /// The error into which those of all operations convert.
    pub error: ClientError,
    /// The examples of responses, if the configuration asks for them.
    pub examples: Option<Examples>,
}

/// How requests are authenticated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Auth {
    /// Without credentials.
    None,
    /// Every request with `Authorization: Bearer …` (RFC 6750).
    Bearer {
        /// The environment variable that holds the token (`x-env`).
        env: Option<String>,
    },
    /// Each operation by its own security requirements.
    Schemes(Vec<Scheme>),
}

/// A security scheme (OpenAPI 3.0.3, section 4.7.27).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its key in the document.
    pub id: String,
    /// The method that takes its credentials.
    pub name: Name,
    /// Its description.
    pub docs: Docs,
    /// Where the credentials are sent.
    pub place: SchemePlace,
    /// The environment variable that holds them (`x-env`).
    pub env: Option<String>,
}

/// Where the credentials of a security scheme are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemePlace {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// A header of this name.
    Header(String),
    /// A query parameter of this name.
    Query(String),
    /// A cookie of this name.
    Cookie(String),
}
