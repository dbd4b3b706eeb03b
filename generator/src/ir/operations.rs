//! Operations: how they are called, and how their responses are read.

use super::bodies::{Body, FieldsBody, Items, Switch, Value};
use super::docs::{Count, Docs};
use super::headers::OperationHeaders;
use super::presence::Presence;
use super::responses::{ErrorBody, Output};
use super::types::Type;
use crate::http::{Method, Statuses, Style};
use crate::names::Name;

/// The operations of one tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The module that they are printed into.
    pub module: Name,
    /// The tag.
    pub tag: String,
    /// The tag's documentation.
    pub docs: Docs,
    /// In the order of the document.
    pub operations: Vec<Operation>,
}

/// One operation: a method on a path. If its response can be requested in several media types, it is listed once for each,
/// one after another.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Its place among all operations, in the order of the document.
    pub position: usize,
    /// `operationId`.
    pub id: String,
    /// The name of the constant that describes it.
    pub constant: Name,
    /// The HTTP method.
    pub method: Method,
    /// The path with its placeholders.
    pub path: String,
    /// The functions that call it: one, unless the document declares more (`x-calls`) or the body has several media
    /// types.
    pub calls: Vec<Call>,
    /// The documented statuses of success.
    pub success: Vec<Statuses>,
    /// The content of a successful response.
    pub output: Output,
    /// The content of error responses.
    pub error: ErrorBody,
    /// The value of `Accept`, if it is not `application/json`.
    pub accept: Option<String>,
    /// Whether it requests another media type than the function with the plain name, which is listed before it.
    pub is_alternative: bool,
    /// The functions that request the response in other media types.
    pub alternatives: Vec<Alternative>,
    /// The data of the event that ends a stream, if it is not `[DONE]` (`x-stream-end`).
    pub stream_end: Option<String>,
    /// Whether repeating it has no further effect, where the document says so (`x-idempotent`).
    pub idempotent: Option<bool>,
    /// The header that has a key of its own for each request, which makes it repeatable.
    pub idempotency_key: Option<String>,
    /// The entries that a success has, where the document says so (`x-returns`).
    pub returns: Option<Returns>,
    /// The security requirements: alternatives, each a list of the schemes that are needed together. `None` if they
    /// are the client's.
    pub security: Option<Vec<Vec<String>>>,
    /// The address of its own server, if that differs from the client's.
    pub base_url: Option<String>,
    /// The documented headers of its responses.
    pub headers: OperationHeaders,
}

impl Operation {
    /// The enums that are declared beside it: of responses and errors that differ by status.
    pub fn enums(&self) -> impl Iterator<Item = &Name> {
        let output = match &self.output {
            Output::PerStatus { name, .. } => Some(name),
            _ => None,
        };
        let error = match &self.error {
            ErrorBody::PerStatus {
                name, is_declared, ..
            } if *is_declared => Some(name),
            _ => None,
        };
        output.into_iter().chain(error)
    }
}

/// A function that requests the response to an operation in another media type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The media type, without parameters.
    pub media_type: String,
    /// The function.
    pub function: Name,
}

/// The entries that a success has (`x-returns`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Returns {
    /// The one whose id is in this path parameter.
    Named(String),
    /// One for each item of the body.
    Sent,
}

/// One function that calls an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The function.
    pub name: Name,
    /// Its part of the document: `GET /pets list-pets`, the last word being its id.
    pub source: String,
    /// The type of the request that the function begins.
    pub type_name: Name,
    /// Its documentation.
    pub docs: Docs,
    /// The parameters that every call has: arguments of the function.
    pub required: Vec<Parameter>,
    /// The body, an argument of the function if it is required.
    pub body: Option<Body>,
    /// How the fields or parts among the parameters make the body, if there are any.
    pub fields: Option<FieldsBody>,
    /// The parameters that can be left out: setters.
    pub optional: Vec<Parameter>,
    /// The property that asks the server for the kind of response that the function delivers.
    pub switch: Option<Switch>,
    /// How the response is delivered.
    pub delivery: Delivery,
}

/// How the response to a call is delivered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delivery {
    /// The parts that are delivered as they arrive.
    pub streamed: Option<Streamed>,
    /// How further pages are requested (`x-paging`).
    pub paging: Option<Paging>,
    /// Whether a list of the request can be sent in several requests (`x-split`).
    pub is_split: bool,
}

/// The parts of a response that are delivered as they arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Streamed {
    /// The events of an event stream.
    Events,
    /// The items of JSON lines, or of a JSON sequence.
    Items,
    /// The bytes of the body, be it text or not documented, if the caller asks for that.
    Bytes,
}

/// How the pages of an operation are requested (`x-paging`).
#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    /// The thing that a page is requested by.
    pub by: PagedBy,
    /// The query parameter with the size of a page.
    pub per_page: Option<PageSize>,
    /// The JSON pointer to the entries, where they are counted or looked into. It is empty if the body is the list.
    pub entries: Option<String>,
    /// The JSON pointer from an entry to what it is recognized by, if that is stated.
    pub key: Option<String>,
    /// The JSON pointer to the number of all entries, where no field has it as an integer.
    pub count: Option<String>,
    /// The JSON pointer to whether there are more pages.
    pub more: Option<String>,
    /// The query parameters with which the response has all entries, and not a page of them.
    pub unpaged: Vec<String>,
    /// The ways to read the list by a key of its entries.
    pub keys: Vec<ReadingKey>,
}

/// The thing that a page is requested by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagedBy {
    /// Its number.
    Number {
        /// The query parameter.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// The number of entries before it.
    Offset {
        /// The query parameter.
        parameter: String,
    },
    /// A cursor from the page before it.
    Cursor {
        /// The query parameter, or the property of the body.
        parameter: String,
        /// Whether it is a property of the body.
        is_in_body: bool,
        /// Where the page before has it.
        source: CursorSource,
    },
    /// The address in the header `Link` of the page before it.
    Link,
    /// The address in the body of the page before it.
    Address {
        /// The JSON pointer to it.
        pointer: String,
    },
}

/// Where a page has the cursor of the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CursorSource {
    /// In the body, at a JSON pointer.
    Body(String),
    /// In a header.
    Header(String),
    /// In the last entry, at a JSON pointer.
    Last(String),
}

/// The query parameter with the size of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageSize {
    /// Its name.
    pub parameter: String,
    /// The greatest size of a page, if the document limits it.
    pub most: Option<u64>,
}

/// A way to read a list by a key of its entries (`keys` of `x-paging`).
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingKey {
    /// The method for it.
    pub method: Name,
    /// The property of the entries that is the key.
    pub property: String,
    /// The field of that property.
    pub field: Name,
    /// How the field holds its value.
    pub presence: Presence,
    /// The type of the entries.
    pub entry: Type,
    /// The query parameter for the instant after which entries are wanted.
    pub after: String,
    /// The query parameter for the order.
    pub order: String,
    /// Its value for the ascending order of the key.
    pub order_value: String,
    /// Whether the key of an entry never changes.
    pub is_constant: bool,
}

/// A parameter of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The argument of the function, or the setter.
    pub name: Name,
    /// The name of its value: the same if the parameter is required, else the argument of the setter.
    pub value_name: Name,
    /// Its name on the wire.
    pub wire_name: String,
    /// Its documentation.
    pub docs: Docs,
    /// Where it is sent.
    pub place: ParameterPlace,
    /// The values that it takes.
    pub kind: ParameterKind,
    /// The media type of a part, where it differs from the usual one.
    pub media_type: Option<String>,
    /// The description of a part beside its content.
    pub part: PartDescription,
    /// Whether an empty value can be sent (`?name=`).
    pub allows_empty: bool,
}

/// The description of a part beside its content (OpenAPI 3.0.3, section 4.7.15).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartDescription {
    /// The media types, ranges among them (`image/*`), of which the caller names one.
    pub media_types: Vec<String>,
    /// Its headers.
    pub headers: Vec<PartHeader>,
}

/// A header of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartHeader {
    /// Its name.
    pub name: String,
    /// The value that is sent unless the caller sets another one. `None` if the caller has to set it.
    pub value: Option<String>,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    /// In a placeholder of the path.
    Path,
    /// In the query.
    Query,
    /// As the whole query.
    QueryString,
    /// In a header.
    Header,
    /// In a cookie, percent-encoded.
    Cookie,
    /// In a cookie, as it is (`style: cookie`).
    PlainCookie,
    /// In a field of a form (`application/x-www-form-urlencoded`).
    Field,
    /// In a part of a body (`multipart/form-data`).
    Part,
}

/// The values that a parameter takes.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterKind {
    /// None: its only value is `true`.
    Flag,
    /// One value.
    Single {
        /// The value.
        value: Value,
        /// The least and greatest integer.
        range: Range,
    },
    /// Two dates, both included. The last can be left out.
    DateRange {
        /// The argument for the first.
        first: Name,
        /// The argument for the last.
        last: Name,
    },
    /// Several values.
    List {
        /// The values.
        items: Items,
        /// How they are joined.
        style: ListStyle,
    },
    /// Any other value.
    Styled {
        /// The value.
        value: Value,
        /// How its parts are written.
        style: Style,
        /// Whether each part is written by itself.
        explode: bool,
        /// Whether reserved characters (RFC 3986, section 2.2) are not percent-encoded.
        reserved: bool,
        /// Whether an empty list is refused: it would not be written, and the value must not be missing.
        needs_item: bool,
    },
    /// None: it is sent with an empty value (`?name=`).
    Empty,
    /// A file, or any other bytes.
    File,
    /// Several files.
    Files {
        /// The allowed number of files.
        count: Count,
    },
    /// Text in a media type that the caller names.
    Content,
    /// Parts that the document does not name, each passed with its name.
    Additional,
}

/// The least and greatest value of an integer, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// Not below.
    pub min: Option<i64>,
    /// Not above.
    pub max: Option<i64>,
}

/// How the values of a list are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStyle {
    /// `a=1,2` (`style: form`, `explode: false`).
    Comma,
    /// `a=1&a=2` (`style: form`, `explode: true`).
    Repeat,
    /// `a=1%202` (`style: spaceDelimited`).
    Space,
    /// `a=1%092` (`collectionFormat: tsv` of Swagger 2.0).
    Tab,
    /// `a=1%7C2` (`style: pipeDelimited`).
    Pipe,
}
