//! The intermediate representation: what is to be generated, with every decision already made.
//!
//! [`crate::lower()`] decides, [`crate::emit()`] prints. Each construct has one representation. Nothing
//! in here is a node of the document or a piece of Rust: text of the document is kept as text, and
//! identifiers are [`Name`]s, which only the naming module can make.

use crate::names::Name;

pub use crate::http::{Method, Statuses, Style};

/// A whole client.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.description`.
    pub description: Option<String>,
    /// The address of the first server; `None` if the document names none that is absolute.
    pub base_url: Option<String>,
    /// How requests are authorized.
    pub auth: Auth,
    /// Every type, in the order of the document; [`TypeId`] is the index into it.
    pub types: Vec<TypeDef>,
    /// The operations by tag, in the order of the document.
    pub groups: Vec<Group>,
    /// The type of documented error bodies, if all operations share one.
    pub error: Option<Type>,
}

impl Api {
    /// The definition that an id stands for.
    #[must_use]
    pub fn type_def(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.0)
    }
}

/// How requests are authorized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Auth {
    /// Not at all.
    None,
    /// Every request by `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// Each operation in its own way.
    Schemes(Vec<Scheme>),
}

/// A way to prove who is calling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// What the document calls it.
    pub id: String,
    /// The method that takes it.
    pub name: Name,
    /// What the document says of it.
    pub docs: Docs,
    /// Where it goes.
    pub place: SchemePlace,
}

/// Where the proof of who is calling goes.
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

/// Index into [`Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// A type with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// Its name in Rust.
    pub name: Name,
    /// The module that it is written into, which carries the name of its top-level schema.
    pub module: Name,
    /// What the document says of it.
    pub docs: Docs,
    /// Where it can occur.
    pub usage: Usage,
    /// What it is.
    pub shape: Shape,
}

impl TypeDef {
    /// Whether it is written: nothing leads to it if only a part of the document was asked for.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.usage != Usage::default()
    }
}

/// Where a type can occur.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// In a parameter of a request.
    pub parameter: bool,
    /// In the body of a request.
    pub body: bool,
    /// In a response.
    pub response: bool,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An object with known properties.
    Struct(Struct),
    /// A string out of a set.
    StringEnum(StringEnum),
    /// A whole number out of a set.
    IntegerEnum(IntegerEnum),
    /// One of several types.
    Union(Union),
    /// Another name for a type.
    Alias(Type),
}

/// An object with known properties.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// Whether it has no other properties (`additionalProperties: false`).
    pub closed: bool,
    /// Its properties, in the order of the document.
    pub fields: Vec<Field>,
    /// The properties that always have the same value, which nobody has to give.
    pub constants: Vec<Constant>,
    /// What it can hold besides its properties, where the document says it (`additionalProperties`).
    pub additional: Option<Additional>,
    /// What links its parts to one another (`x-results`).
    pub results: Option<Box<Results>>,
    /// What it is as one page of a longer list (`x-paging`).
    pub page: Option<Box<Page>>,
    /// What it says, as an error body, of the items of a list (`x-errors`).
    pub item_errors: Option<Box<ItemErrors>>,
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Name of the field in Rust.
    pub name: Name,
    /// Name of the method that sets it, where requests are built.
    pub setter: Name,
    /// Name of the method that sets it to null, where that is something else than leaving it out.
    pub clear: Name,
    /// Name of the property in JSON.
    pub wire: String,
    /// What the document says of it.
    pub docs: Docs,
    /// Its type, null left aside.
    pub ty: Type,
    /// Whether the object must have it.
    pub required: bool,
    /// Whether it can be null.
    pub nullable: bool,
    /// Whether it only comes from the server (`readOnly`).
    pub read_only: bool,
    /// Whether it is only sent to the server (`writeOnly`).
    pub write_only: bool,
    /// Whether the value is boxed because the type contains itself.
    pub boxed: bool,
}

/// A property that always has the same value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constant {
    /// Name of the property in JSON.
    pub wire: String,
    /// Its value.
    pub value: Literal,
}

/// A value that is no list and no object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Literal {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
}

/// The properties that an object can have besides those that are known.
#[derive(Clone, Debug, PartialEq)]
pub struct Additional {
    /// The field with the map of them.
    pub name: Name,
    /// The type of their values, null included.
    pub value: Type,
}

/// A string out of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringEnum {
    /// Whether values outside of the set are possible: so in responses, not in requests.
    pub open: bool,
    /// The values, in the order of the document.
    pub variants: Vec<Variant<String>>,
    /// The variant for every other value, where the set is open.
    pub other: Name,
}

/// A whole number out of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntegerEnum {
    /// Whether values outside of the set are possible.
    pub open: bool,
    /// The values, in the order of the document.
    pub variants: Vec<Variant<i64>>,
    /// The variant for every other value, where the set is open.
    pub other: Name,
}

/// One value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant<T> {
    /// Its name in Rust.
    pub name: Name,
    /// The value itself.
    pub value: T,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// How the variant of a value is found.
    pub tag: UnionTag,
    /// The possibilities, in the order of the document.
    pub variants: Vec<UnionVariant>,
}

/// How the variant of a union is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnionTag {
    /// By the kind of JSON value: no two variants share one.
    Kind,
    /// By a property that holds a value of its own for each variant (`discriminator`, or properties with one value).
    Property {
        /// The name of the property in JSON.
        wire: String,
        /// The variant for every other value.
        other: Name,
    },
    /// By trying: the first variant in the order of their marks that fits.
    Trial,
}

/// One possibility of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// Its name in Rust.
    pub name: Name,
    /// What tells it from the others.
    pub mark: VariantMark,
    /// What it holds.
    pub ty: Type,
    /// Whether the value is boxed because the type contains itself.
    pub boxed: bool,
}

/// What tells a variant of a union from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VariantMark {
    /// The kind of its JSON values.
    Kind(JsonKind),
    /// The values of the discriminating property.
    Values {
        /// The values, the first of which is written.
        values: Vec<String>,
        /// Whether the type itself knows nothing of the property, so that it has to be added when it is written.
        added: bool,
    },
    /// What a value must have to be tried.
    Trial {
        /// When it is tried, counted from 0.
        rank: usize,
        /// The kind of JSON value, if it is only one.
        kind: Option<JsonKind>,
        /// The properties that it must have, and others do not have to.
        required: Vec<String>,
        /// The properties that must have one of these values if they are there.
        constants: Vec<(String, Vec<Literal>)>,
    },
}

/// A kind of JSON value; a union does not tell more than these apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum JsonKind {
    Boolean,
    Integer,
    /// Any number, whole ones too.
    Number,
    Text,
    List,
    Object,
}

/// A type where it is used.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// `type: boolean`.
    Bool,
    /// `type: integer`, 32 bits.
    Int32,
    /// `type: integer`, 64 bits.
    Int64,
    /// `type: integer`, `format: uint32`.
    UInt32,
    /// `type: integer`, `format: uint64`.
    UInt64,
    /// `type: number`.
    Float64,
    /// `type: string`.
    String,
    /// `type: string`, `format: date` (RFC 3339 full-date).
    Date,
    /// `type: string`, `format: date-time` (RFC 3339).
    DateTime,
    /// `type: string`, `format: date-range`: two dates joined by a colon.
    DateRange,
    /// `format: id`: a string or a whole number.
    Id(IdForm),
    /// `type: string`, `format: binary`.
    Binary,
    /// `type: array`.
    List(Box<Type>),
    /// `type: array` of a fixed length, each place with a type of its own (`prefixItems`).
    Tuple(Vec<Type>),
    /// An object whose keys are not known beforehand.
    Map {
        /// What the keys are.
        key: MapKey,
        /// What the values are.
        value: Box<Type>,
    },
    /// The type inside, or null.
    Nullable(Box<Type>),
    /// A type with a name.
    Named(TypeId),
    /// Any JSON value.
    Any,
}

/// How an id is written on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdForm {
    /// As a JSON string.
    String,
    /// As a JSON number.
    Integer,
}

/// What the keys of a map are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapKey {
    /// Any text.
    String,
    /// Ids (`x-property-names` with `format: id`).
    Id,
}

/// How an object's ordered list leads to the objects in its collections (`x-results`).
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The field with the ordered list.
    pub list: Name,
    /// The field of an item that names a collection.
    pub key: Name,
    /// The field of an item that names an object in it.
    pub id: Name,
    /// The names of all collections in JSON.
    pub collections: Vec<String>,
    /// The collection that was asked for.
    pub primary: Collection,
    /// What the objects of the primary collection refer to.
    pub associations: Vec<Association>,
}

/// A map of objects by id.
#[derive(Clone, Debug, PartialEq)]
pub struct Collection {
    /// The field with the map.
    pub field: Name,
    /// Its name in JSON.
    pub wire: String,
    /// The type of its objects.
    pub item: TypeId,
}

/// A field that holds ids of objects in a collection (`x-references`).
#[derive(Clone, Debug, PartialEq)]
pub struct Association {
    /// What the association is called: the name of the method.
    pub name: Name,
    /// The field of the primary object that holds the id or ids.
    pub field: Name,
    /// Whether that field holds a list.
    pub many: bool,
    /// Whether that field can be without a value.
    pub optional: bool,
    /// Where the objects are.
    pub collection: Collection,
}

/// What the document says in prose, and the limits that types cannot hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// One line (`summary` or `title`).
    pub summary: Option<String>,
    /// Any number of paragraphs of Markdown.
    pub description: Option<String>,
    /// Facts that are printed after the prose, in this order.
    pub notes: Vec<Note>,
    /// `deprecated: true`.
    pub deprecated: bool,
}

/// A fact that is printed below a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// What the server assumes if nothing is sent.
    Default(String),
    /// The smallest number, included.
    Minimum(String),
    /// The largest number, included.
    Maximum(String),
    /// Every number above this one.
    Above(String),
    /// Every number below this one.
    Below(String),
    /// Every multiple of this number.
    MultipleOf(String),
    /// How many items a list can have.
    Items(Count),
    /// That a longer list can be sent in several requests.
    Split,
    /// How many properties an object can have.
    Properties(Count),
    /// A regular expression that the text matches.
    Pattern(String),
    /// How many characters a text can have.
    Length(Count),
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

/// The operations of one tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The module that they are written into.
    pub module: Name,
    /// The tag.
    pub tag: String,
    /// What the document says of the tag.
    pub docs: Docs,
    /// In the order of the document.
    pub operations: Vec<Operation>,
}

/// One operation: a method on a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// `operationId`.
    pub id: String,
    /// The name of the constant that describes it.
    pub constant: Name,
    /// The HTTP method in upper case.
    pub method: Method,
    /// The path with its placeholders.
    pub path: String,
    /// The ways to call it: one, unless the document declares more (`x-calls`).
    pub calls: Vec<Call>,
    /// The documented statuses that mean success.
    pub success: Vec<Statuses>,
    /// What a success holds.
    pub output: Output,
    /// What is documented of its errors.
    pub error: ErrorBody,
    /// The media type that is asked for, if it is not `application/json`.
    pub accept: Option<String>,
    /// How its pages are asked for (`x-paging`).
    pub paging: Option<Paging>,
    /// Whether doing it twice is the same as doing it once, where the document says it (`x-idempotent`).
    pub idempotent: Option<bool>,
    /// The schemes that it can be authorized by, each alternative a list of those that are needed together; `None`
    /// if it is as for all requests.
    pub security: Option<Vec<Vec<String>>>,
    /// The address that it goes to, if it is not that of the client.
    pub base_url: Option<String>,
}

/// One way to call an operation: one function.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// What the document calls it.
    pub id: String,
    /// The function.
    pub name: Name,
    /// The type of the request that it begins.
    pub type_name: Name,
    /// What the document says of it.
    pub docs: Docs,
    /// Parameters that every call has: arguments of the function.
    pub required: Vec<Parameter>,
    /// The body, an argument if it is required.
    pub body: Option<Body>,
    /// Parameters that can be left out: setters.
    pub optional: Vec<Parameter>,
}

impl Call {
    /// Whether it has a list that can be split.
    #[must_use]
    pub fn is_split(&self) -> bool {
        let in_parameters = self
            .required
            .iter()
            .any(|parameter| matches!(parameter.kind, ParameterKind::List { split: Some(_), .. }));
        let in_body = self.body.as_ref().is_some_and(|body| {
            matches!(
                body.content,
                BodyContent::List { split: Some(_), .. }
                    | BodyContent::Joined { split: Some(_), .. }
            )
        });
        in_parameters || in_body
    }
}

/// A parameter of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The argument or setter.
    pub name: Name,
    /// Its name on the wire.
    pub wire: String,
    /// What the document says of it.
    pub docs: Docs,
    /// Where it goes.
    pub place: ParameterPlace,
    /// What it takes.
    pub kind: ParameterKind,
    /// The media type of a part, where it is not what such a part has anyway.
    pub media_type: Option<String>,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    /// A placeholder of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// A field of a body that is a form (`application/x-www-form-urlencoded`).
    Field,
    /// A part of a body of several parts (`multipart/form-data`).
    Part,
}

/// What a parameter takes.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterKind {
    /// Nothing: its only value is `true`.
    Flag,
    /// One value.
    Single {
        /// Its type.
        ty: Type,
        /// The least and greatest number, if it is one.
        range: Range,
    },
    /// Two dates, both included.
    DateRange {
        /// The argument for the first.
        first: Name,
        /// The argument for the last.
        last: Name,
    },
    /// Several values.
    List {
        /// The type of each.
        item: Type,
        /// How they are written one after another.
        style: ListStyle,
        /// How many there can be.
        count: Count,
        /// How many go into one request, if more can be sent in several (`x-split`).
        split: Option<u64>,
    },
    /// Anything else.
    Styled {
        /// Its type.
        ty: Type,
        /// How its parts are written.
        style: Style,
        /// Whether each part is written by itself.
        explode: bool,
        /// Whether characters with a meaning in addresses stay as they are.
        reserved: bool,
    },
    /// A file, or any other bytes.
    File,
    /// Any number of files.
    Files,
}

/// The least and greatest value of a whole number, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// Not below.
    pub min: Option<i64>,
    /// Not above.
    pub max: Option<i64>,
}

/// How the values of a list are written one after another.
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

/// The body of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The argument or setter.
    pub name: Name,
    /// What the document says of it.
    pub docs: Docs,
    /// Whether it must be there.
    pub required: bool,
    /// The property that the value is wrapped into (`x-unwrap`).
    pub wrapper: Option<String>,
    /// What the caller gives.
    pub content: BodyContent,
}

/// What the caller gives for a body.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyContent {
    /// A value that is written as JSON.
    Json {
        /// Its type.
        ty: Type,
        /// The media type, if it is not `application/json`.
        media_type: Option<String>,
    },
    /// An object that is written as a form (`application/x-www-form-urlencoded`).
    Form(Type),
    /// Parts that the document does not name (`multipart/form-data`).
    Parts,
    /// Text of a media type.
    Text(String),
    /// Bytes of a media type.
    Bytes(String),
    /// Several values that are written as a JSON array.
    List {
        /// The type of each.
        item: Type,
        /// How many there can be.
        count: Count,
        /// How many go into one request, if more can be sent in several (`x-split`).
        split: Option<u64>,
    },
    /// Several values that are written as one JSON string, joined by commas (`x-comma-separated`).
    Joined {
        /// The type of each.
        item: Type,
        /// How many there can be.
        count: Count,
        /// How many go into one request, if more can be sent in several (`x-split`).
        split: Option<u64>,
    },
}

/// What the errors of an operation hold.
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
        /// The variants, in the order of the document.
        variants: Vec<StatusVariant>,
    },
}

/// A body that is documented for some statuses.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusVariant {
    /// Its name in Rust.
    pub name: Name,
    /// The statuses.
    pub statuses: Vec<Statuses>,
    /// What it holds.
    pub output: Output,
}

/// What a success holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// No body.
    Empty,
    /// A JSON value.
    Json(Type),
    /// Text.
    Text,
    /// Bytes of any kind.
    Bytes,
    /// A stream of events (`text/event-stream`), the data of each a JSON value.
    Events(Type),
    /// Something else for each status.
    PerStatus {
        /// The enum of them.
        name: Name,
        /// The variants, in the order of the document.
        variants: Vec<StatusVariant>,
    },
}

/// How the pages of an operation are asked for (`x-paging`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The query parameter that says which page, on the wire.
    pub page: String,
    /// The query parameter that says how large a page is, on the wire.
    pub per_page: String,
    /// The largest page, if the document says it.
    pub most: Option<u64>,
}

/// What an object is as one page of a longer list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The fields that lead to the number of pages, a whole number.
    pub page_count: Vec<Name>,
    /// Where the entries of the list are.
    pub entries: PageEntries,
}

/// Where the entries of a page are.
#[derive(Clone, Debug, PartialEq)]
pub enum PageEntries {
    /// In the primary collection of its results.
    Results,
    /// In a list.
    List {
        /// The fields that lead to it.
        path: Vec<Name>,
        /// The type of its items.
        item: Type,
        /// The field of an item that holds its id, if it has one that is always there.
        id: Option<Name>,
    },
}

/// What an error body says of the items of a list (`x-errors`).
#[derive(Clone, Debug, PartialEq)]
pub struct ItemErrors {
    /// The field with the reasons.
    pub list: Name,
    /// The type of a reason.
    pub reason: TypeId,
    /// The field of a reason with the place of the item, counted from 0; a whole number.
    pub index: Name,
    /// Whether that field can be without a value.
    pub optional: bool,
}
