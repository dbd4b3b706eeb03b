//! The draft that lowering builds: what the document says, before [`finish`](super::finish) settles what follows
//! from all of it together.
//!
//! The draft differs from the [IR](crate::ir) where a decision needs every type and every use of it: how fields hold
//! null, which enums are closed, how the variants of unions are recognized, how callers pass values. What is decided
//! at once is kept as the IR has it.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::direction::Direction;
use crate::ir::{
    Alternative, Auth, Copies, Count, Docs, FieldsBody, Framing, HeaderForm, Link, ListStyle,
    Literal, Method, Money, PageSize, PagedBy, ParameterPlace, PartDescription, Passed, Range,
    Results, Returns, Split, Statuses, Style, Switch, Type, TypeId, Variant,
};
use crate::lock::Lock;
use crate::names::{Name, Scope};

/// The first server.
#[derive(Default)]
pub(super) struct Server {
    /// Its URL, if it is absolute.
    pub(super) base_url: Option<String>,
    /// Its URL as the document has it, if no request can be sent to it: a path, or a template.
    pub(super) without_host: Option<String>,
    /// The environment variable with the URL.
    pub(super) env: Option<String>,
}

/// A whole client, unfinished.
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) description: Option<String>,
    /// Pages on the whole.
    pub(super) links: Vec<Link>,
    pub(super) server: Server,
    pub(super) auth: Auth,
    pub(super) types: Types,
    /// The names of the types, and of what stands beside them.
    pub(super) names: Scope,
    /// The names and the order of the last generation.
    pub(super) lock: Rc<Lock>,
    pub(super) groups: Vec<Group>,
    /// The file of the types of headers, if there are any.
    pub(super) headers_module: Option<Name>,
    /// The types of the payloads that the server sends by itself (webhooks and callbacks).
    pub(super) incoming: Vec<Type>,
    /// The types of the named schemas.
    pub(super) named: Vec<Type>,
    /// Whether types that no operation reaches are left out.
    pub(super) is_selection: bool,
}

/// The declared types, in the order of the document; a [`TypeId`] is the index of one.
#[derive(Default)]
pub(super) struct Types {
    pub(super) defs: Vec<TypeDef>,
    /// The unions, in the order in which their schemas were lowered.
    pub(super) unions: Vec<TypeId>,
    /// `x-results`, by the type that has it.
    pub(super) results: BTreeMap<TypeId, Results>,
    /// `x-paging`, by the type of the page.
    pub(super) pages: BTreeMap<TypeId, Page>,
    /// `x-errors`, by the type that has it.
    pub(super) item_errors: BTreeMap<TypeId, ItemErrorFields>,
    /// `x-money`, by the type that has it. The methods are named later.
    pub(super) money: BTreeMap<TypeId, Vec<(String, Money)>>,
    /// `x-copies`, by the type that has it.
    pub(super) copies: BTreeMap<TypeId, Copies>,
}

/// A declared type.
pub(super) struct TypeDef {
    pub(super) name: Name,
    pub(super) module: Name,
    /// The place in the document that it stands for.
    pub(super) place: String,
    pub(super) docs: Docs,
    /// `None` while its schema is being lowered.
    pub(super) shape: Option<Shape>,
    /// The words that its name is made of, from the outermost part in, if its schema has no name.
    pub(super) parts: Vec<String>,
    /// The name that it has by itself, where nothing else has it.
    pub(super) own_name: Option<String>,
    /// The type of responses that this one is the form of that is sent.
    pub(super) input_of: Option<TypeId>,
}

/// The declaration of a type.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    Struct(Struct),
    StringEnum(Enum<String>),
    IntegerEnum(Enum<i64>),
    Union(Union),
    Alias(Type),
}

/// An object with known properties.
#[derive(Clone, Debug)]
pub(super) struct Struct {
    /// `additionalProperties: false`.
    pub(super) is_closed: bool,
    pub(super) fields: Vec<Field>,
    pub(super) constants: Vec<Constant>,
    /// The names of all properties in JSON, in the order of the document.
    pub(super) order: Vec<String>,
    /// The field with the map of other properties, and the type of their values.
    pub(super) additional: Option<(Name, Type)>,
    /// The property that a text in place of the object is (`x-from-text`).
    pub(super) text: Option<String>,
    /// The field with the objects that cannot be read, if there is `x-results`.
    pub(super) unreadable: Option<Name>,
}

/// A property of an object.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: Name,
    pub(super) wire_name: String,
    pub(super) docs: Docs,
    pub(super) ty: Type,
    pub(super) required: bool,
    pub(super) nullable: bool,
    pub(super) only: Option<Direction>,
    /// The property of the items that a key is, where the list is written as a map (`x-from-map`).
    pub(super) map_key: Option<String>,
    /// Its value in a new object, where it is the discriminating property of a variant with one value of it.
    pub(super) known: Option<String>,
    /// How it is read, if it is a header of a response.
    pub(super) header: Option<HeaderForm>,
}

/// A property with a single possible value.
#[derive(Clone, Debug)]
pub(super) struct Constant {
    pub(super) wire_name: String,
    pub(super) value: Literal,
    /// Other values that are read as well.
    pub(super) also: Vec<Literal>,
    pub(super) only: Option<Direction>,
}

/// A set of values.
#[derive(Clone, Debug)]
pub(super) struct Enum<T> {
    pub(super) variants: Vec<Variant<T>>,
    /// Whether the document allows other values, too. A set that a response can hold is open in any case.
    pub(super) is_open: bool,
    /// The variant for every other value, where the set is open.
    pub(super) other: Name,
}

/// One of several types, its variants not yet named.
#[derive(Clone, Debug)]
pub(super) struct Union {
    pub(super) variants: Vec<UnionVariant>,
    pub(super) discriminator: Option<Discriminator>,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub(super) struct UnionVariant {
    pub(super) ty: Type,
    /// The name that the document suggests for it.
    pub(super) word: Option<String>,
    /// The property that distinguishes it, where the document suggests none.
    pub(super) property: Option<String>,
}

/// A discriminating property, and its values for each variant as far as the document states them.
#[derive(Clone, Debug)]
pub(super) struct Discriminator {
    pub(super) wire_name: String,
    pub(super) values: Vec<Vec<String>>,
    /// The variant of objects with another value, or without one.
    pub(super) default: Option<usize>,
}

/// How an object is read as one page of a longer list.
#[derive(Clone, PartialEq)]
pub(super) struct Page {
    pub(super) page_count: Option<Vec<Name>>,
    pub(super) page_number: Option<Vec<Name>>,
    pub(super) count: Option<Vec<Name>>,
    pub(super) entries: PageEntries,
}

/// How the pages of an operation are requested; [`crate::ir::Paging`] says more of each.
pub(super) struct Paging {
    pub(super) by: PagedBy,
    pub(super) per_page: Option<PageSize>,
    pub(super) entries: Option<String>,
    pub(super) key: Option<String>,
    pub(super) count: Option<String>,
    pub(super) more: Option<String>,
    pub(super) unpaged: Vec<String>,
    pub(super) keys: Vec<ReadingKey>,
}

/// How a list is read by a key; [`crate::ir::ReadingKey`] says more of it.
pub(super) struct ReadingKey {
    pub(super) method: Name,
    pub(super) property: String,
    pub(super) field: Name,
    pub(super) entry_id: TypeId,
    pub(super) entry: Type,
    pub(super) after: String,
    pub(super) order: String,
    pub(super) order_value: String,
    pub(super) is_constant: bool,
}

/// Where the entries of a page are.
#[derive(Clone, PartialEq)]
pub(super) enum PageEntries {
    Results,
    List {
        path: Vec<Name>,
        item: Type,
        id: Option<Name>,
    },
}

/// The fields that `x-errors` names.
pub(super) struct ItemErrorFields {
    pub(super) list: Name,
    pub(super) reason: TypeId,
    pub(super) index: Name,
}

/// The operations of one tag.
pub(super) struct Group {
    pub(super) module: Name,
    pub(super) tag: String,
    pub(super) docs: Docs,
    pub(super) operations: Vec<Operation>,
}

/// One operation.
pub(super) struct Operation {
    /// Its place among all operations, in the order of the document.
    pub(super) position: usize,
    pub(super) id: String,
    pub(super) constant: Name,
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) calls: Vec<Call>,
    pub(super) success: Vec<Statuses>,
    pub(super) output: Output,
    pub(super) error: ErrorBody,
    pub(super) accept: Option<String>,
    pub(super) is_alternative: bool,
    pub(super) alternatives: Vec<Alternative>,
    pub(super) stream_end: Option<String>,
    pub(super) paging: Option<Paging>,
    pub(super) returns: Option<Returns>,
    pub(super) idempotent: Option<bool>,
    pub(super) idempotency_key: Option<String>,
    pub(super) security: Option<Vec<Vec<String>>>,
    pub(super) base_url: Option<String>,
    /// The documented headers of successes, and of errors.
    pub(super) headers: [Headers; 2],
}

/// The documented headers of some responses.
#[derive(Clone, Default)]
pub(super) struct Headers {
    pub(super) list: Vec<Field>,
    /// The type of them, once they are named.
    pub(super) ty: Option<TypeId>,
}

impl Operation {
    /// Whether HTTP allows a body after some success (RFC 9110, sections 9.3.2 and 15).
    pub(super) fn can_have_body(&self) -> bool {
        let can_have = |statuses: &Statuses| !matches!(statuses, Statuses::Code(204 | 205 | 304));
        self.method != Method::Head && self.success.iter().any(can_have)
    }
}

/// One function that calls an operation.
pub(super) struct Call {
    pub(super) name: Name,
    pub(super) source: String,
    pub(super) type_name: Name,
    pub(super) docs: Docs,
    pub(super) required: Vec<Parameter>,
    pub(super) body: Option<Body>,
    pub(super) fields: Option<FieldsBody>,
    pub(super) optional: Vec<Parameter>,
    pub(super) switch: Option<Switch>,
}

/// A parameter of a request.
#[derive(Clone)]
pub(super) struct Parameter {
    pub(super) name: Name,
    pub(super) wire_name: String,
    pub(super) docs: Docs,
    pub(super) place: ParameterPlace,
    pub(super) kind: ParameterKind,
    pub(super) media_type: Option<String>,
    pub(super) part: PartDescription,
    pub(super) allows_empty: bool,
}

/// The values that a parameter takes; [`crate::ir::ParameterKind`] says more of each.
#[derive(Clone)]
pub(super) enum ParameterKind {
    Flag,
    Single {
        ty: Type,
        range: Range,
    },
    DateRange {
        first: Name,
        last: Name,
    },
    List {
        item: Type,
        style: ListStyle,
        count: Count,
        split: Option<Split>,
    },
    Styled {
        ty: Type,
        style: Style,
        explode: bool,
        reserved: bool,
        needs_item: bool,
    },
    Empty,
    File,
    Files {
        count: Count,
    },
    Content,
    Additional,
}

/// The body of a request.
#[derive(Clone)]
pub(super) struct Body {
    pub(super) name: Name,
    pub(super) docs: Docs,
    pub(super) passed: Passed,
    pub(super) wrapper: Option<String>,
    pub(super) content: BodyContent,
}

/// The content that a caller passes for a body; [`crate::ir::BodyContent`] says more of each.
#[derive(Clone)]
pub(super) enum BodyContent {
    Json {
        ty: Type,
        media_type: Option<String>,
    },
    Form(Type),
    Parts,
    Text(String),
    Bytes(String),
    Lines {
        item: Type,
        framing: Framing,
        media_type: String,
    },
    List {
        item: Type,
        count: Count,
        split: Option<Split>,
    },
    Joined {
        item: Type,
        count: Count,
        split: Option<Split>,
    },
}

/// The content of error responses.
#[derive(Clone)]
pub(super) enum ErrorBody {
    Undocumented,
    One(Type),
    /// `finish` names it, or finds that it is one type. The words are for a name.
    PerStatus {
        source: String,
        words: String,
        variants: Vec<StatusVariant>,
    },
}

/// The content that is documented for some statuses.
#[derive(Clone, PartialEq)]
pub(super) struct StatusVariant {
    pub(super) name: Name,
    pub(super) statuses: Vec<Statuses>,
    pub(super) output: Output,
}

/// The content of a response.
#[derive(Clone, PartialEq)]
pub(super) enum Output {
    Empty,
    Json(Type),
    Text,
    Bytes,
    Any(Type),
    Events {
        data: Type,
        is_envelope: bool,
    },
    Items(Type, Framing),
    PerStatus {
        name: Name,
        source: String,
        variants: Vec<StatusVariant>,
    },
}

impl Output {
    /// Whether it is delivered item by item.
    pub(super) fn is_stream(&self) -> bool {
        matches!(self, Self::Events { .. } | Self::Items(..))
    }
}
