//! The types that are declared, and types where they are used.

use super::added::Added;
use super::conversions::{Copies, Input, Money};
use super::docs::Docs;
use super::foreign::Foreign;
use super::headers::HeaderForm;
use super::item_errors::ItemErrors;
use super::json_kind::JsonKind;
use super::presence::Presence;
use super::results::Results;
use super::sets::{IntegerEnum, StringEnum};
use super::type_id::TypeId;
use crate::names::Name;

/// A declared type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// Its name in Rust.
    pub name: Name,
    /// The file of `models` that it is printed into, named after its top-level schema.
    pub module: Name,
    /// The place in the document that it stands for: the JSON pointers of its schemas. No two types have the same.
    pub place: String,
    /// The part of the client that it belongs to.
    pub section: Section,
    /// Its documentation.
    pub docs: Docs,
    /// The traits that it derives besides `Clone`, `Debug` and `PartialEq`.
    pub derives: Derives,
    /// Its additions by the configuration.
    pub added: Added,
    /// Its declaration.
    pub shape: Shape,
    /// How it is made of the type of responses that it is the form of that is sent.
    pub input: Option<Box<Input>>,
}

/// The part of a client that a type belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Types of bodies.
    Models,
    /// Value sets of parameters.
    Filters,
}

/// Traits that are derived where all parts of a type have them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Derives {
    /// `Default`: the constructor would have no arguments.
    pub default: bool,
    /// `Eq` and `Hash`: it holds no floating-point number.
    pub eq_and_hash: bool,
}

/// The declaration of a type.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An object with known properties.
    Struct(Struct),
    /// A set of strings.
    StringEnum(StringEnum),
    /// A set of integers.
    IntegerEnum(IntegerEnum),
    /// One of several types (`oneOf`, `anyOf`, several types).
    Union(Union),
    /// Another name for a type.
    Alias(Type),
}

/// An object with known properties.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// Whether properties that are not listed are refused when it is read.
    pub is_closed: bool,
    /// Whether callers build it to send it: it then has setters.
    pub is_sent: bool,
    /// Its properties, in the order of the document.
    pub fields: Vec<Field>,
    /// The properties with a single possible value. They are written and checked, and have no field.
    pub constants: Vec<Constant>,
    /// The names of all properties in JSON, in the order of the document.
    pub order: Box<[String]>,
    /// The properties besides those that are listed (`additionalProperties`).
    pub additional: Option<Additional>,
    /// The property that a text in place of the object is (`x-from-text`).
    pub text: Option<String>,
    /// How its ordered list leads into its collections (`x-results`).
    pub results: Option<Box<Results>>,
    /// How it is read as one page of a longer list (`x-paging`).
    pub page: Option<Box<Page>>,
    /// How it assigns errors to the items of a list (`x-errors`).
    pub item_errors: Option<Box<ItemErrors>>,
    /// Its amounts of money (`x-money`).
    pub money: Vec<Money>,
    /// How it is made of an object of a response (`x-copies`).
    pub copies: Option<Box<Copies>>,
}

impl Struct {
    /// Whether its fields are headers of a response, and no properties.
    #[must_use]
    pub fn is_of_headers(&self) -> bool {
        self.fields.iter().any(|field| field.header.is_some())
    }

    /// Whether anything has to be given to build it: it has a function `new` then, and else is `Default`.
    #[must_use]
    pub fn has_constructor(&self) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|field| matches!(field.given, Given::Constructor(_)))
    }

    /// Whether a new object has values that are known.
    #[must_use]
    pub fn has_known_values(&self) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|field| matches!(field.given, Given::Known(_)))
    }
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Name of the field in Rust.
    pub name: Name,
    /// Name of the property in JSON.
    pub wire_name: String,
    /// Its documentation.
    pub docs: Docs,
    /// Its type, null left aside.
    pub ty: Type,
    /// Whether the document lists it as `required`.
    pub required: bool,
    /// Whether the document allows null.
    pub nullable: bool,
    /// How the field holds a missing or null property.
    pub presence: Presence,
    /// Whether a missing property is an error, and the property always written, although the field could hold that
    /// it is missing.
    pub must_be_present: bool,
    /// Whether the value is boxed because the type contains itself.
    pub is_boxed: bool,
    /// Whether ids in the value are written as JSON numbers.
    pub has_integer_ids: bool,
    /// The property of its items that a key is, where the list is written as a map (`x-from-map`).
    pub map_key: Option<String>,
    /// How it is read, if it is a header of a response.
    pub header: Option<HeaderForm>,
    /// How callers set it.
    pub given: Given,
}

/// How callers set a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// By an argument of the constructor.
    Constructor(Argument),
    /// By the constructor itself: the value is known.
    Known(Known),
    /// By a method.
    Setter {
        /// The method.
        name: Name,
        /// Its argument.
        argument: Argument,
        /// The method that sets null, where that differs from leaving the property out.
        clear: Option<Name>,
    },
    /// Not at all: the server sets it.
    ByServer,
}

/// The value of a field in a new object.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// A string.
    Text(String),
    /// A value of the set that is the type of the field.
    Variant(Name),
}

/// How a caller passes a value of some type.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// As that type.
    Exact(Type),
    /// As anything that converts into it: `impl Into<T>`.
    Into(Type),
    /// As anything that can be read as a string: `impl AsRef<str>`.
    Text,
    /// As any number of values: `impl IntoIterator<Item = …>`.
    Items(Box<Argument>),
    /// As any number of names with values: `impl IntoIterator<Item = (…, …)>`.
    Entries(MapKey, Box<Argument>),
}

/// A property with a single possible value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constant {
    /// Name of the property in JSON.
    pub wire_name: String,
    /// Its value, which is written.
    pub value: Literal,
    /// Other values that are read as well, where a mapping and the schema of a variant disagree.
    pub also: Vec<Literal>,
}

/// A value that is neither an array nor an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Literal {
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// A string.
    Text(String),
}

/// The properties that an object can have besides those that are listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Additional {
    /// The field with the map of them.
    pub name: Name,
    /// The method that adds one.
    pub method: Name,
    /// The type of their values, null included.
    pub value: Type,
    /// Whether ids in the values are written as JSON numbers.
    pub has_integer_ids: bool,
    /// How a caller passes one of their values.
    pub argument: Argument,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// How the variant of a value is found.
    pub tag: UnionTag,
    /// The variants, in the order of the document.
    pub variants: Vec<UnionVariant>,
    /// Whether a variant has a decimal in it, at any depth: it is read from text, which keeps the digits.
    pub is_exact: bool,
    /// Whether each value is a single one, such as a number or a text, so that it has `Display`.
    pub is_shown: bool,
}

/// How the variant of a union is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnionTag {
    /// By the kind of JSON value, which no two variants share.
    Kind,
    /// By a property whose values no two variants share (`discriminator`, or properties with a single value).
    Property {
        /// The name of the property in JSON.
        wire_name: String,
        /// The variant as which an object with another value, or without one, is read if it fits (`defaultMapping`).
        default: Option<Name>,
        /// The variant for every other value.
        other: Name,
    },
    /// By trial: the first variant that fits, in the order of the ranks.
    Trial,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// Its name in Rust.
    pub name: Name,
    /// Its part of the document: the word that the document has for it, or else the place of its type.
    pub source: String,
    /// How it is recognized.
    pub mark: VariantMark,
    /// The type of its value.
    pub ty: Type,
    /// Whether the value is boxed because the type contains itself.
    pub is_boxed: bool,
    /// Whether ids in the value are written as JSON numbers.
    pub has_integer_ids: bool,
    /// The types that convert into it.
    pub conversion: Conversion,
    /// Others that do, beside its value.
    pub also: Vec<AlsoFrom>,
}

/// The types that convert into a variant of a union (`From`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// Nothing: another variant holds the same type.
    None,
    /// Its value.
    Value,
    /// Its value, a string, and string slices.
    Text,
}

/// How a variant of a union is recognized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VariantMark {
    /// By the kind of its JSON values.
    Kind(JsonKind),
    /// By the values of the discriminating property.
    Values {
        /// The values, the first of which is written.
        values: Vec<String>,
        /// Where the value comes from when it is written.
        source: TagSource,
    },
    /// By what a value must have to be tried.
    Trial {
        /// When it is tried, counted from 0.
        rank: usize,
        /// The kind of JSON value, if it is a single one.
        kind: Option<JsonKind>,
        /// The properties that it requires and other variants do not.
        required: Vec<String>,
        /// The properties that must have one of these values if they are there.
        constants: Vec<(String, Vec<Literal>)>,
    },
}

/// Where the value of the discriminating property of a variant comes from when it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagSource {
    /// The type writes it: it is a constant, or the type is a union that writes the values of its own variants.
    Type,
    /// The type has no such property: the union adds it.
    Union,
    /// The type has a field for it, whose value the union replaces unless it is one of the variant's.
    Field,
}

/// A type that converts into a variant of a union, beside that of its value.
#[derive(Clone, Debug, PartialEq)]
pub enum AlsoFrom {
    /// A 32-bit integer, as literals are.
    Int32,
    /// An array of items of the list that the variant holds.
    Array(Type),
    /// An array of values that convert into these items.
    ArrayInto(Type),
    /// An array of string slices.
    ArrayOfTexts,
    /// A value of a variant of the union that the variant holds.
    Inner(Type),
    /// A string slice, for such a variant.
    InnerText,
    /// An array, for such a variant.
    InnerArray(Box<AlsoFrom>),
}

/// A type where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// `type: number`, `format: decimal`: a number that keeps its digits.
    Decimal,
    /// `type: string`.
    String,
    /// `type: string`, `format: date` (RFC 3339 full-date).
    Date,
    /// `type: string`, `format: date-time` (RFC 3339).
    DateTime,
    /// `type: string`, `format: date-range`: two dates joined by a colon.
    DateRange,
    /// `format: id`: a string or an integer.
    Id(IdForm),
    /// `type: string`, `format: binary`.
    Binary,
    /// A type of another crate.
    Foreign(Foreign),
    /// `type: array`.
    List(Box<Type>),
    /// `type: array` of a fixed length, each item with a type of its own (`prefixItems`).
    Tuple(Vec<Type>),
    /// An object whose keys are not known beforehand.
    Map {
        /// The type of its keys.
        key: MapKey,
        /// The type of its values.
        value: Box<Type>,
    },
    /// The type inside, or null.
    Nullable(Box<Type>),
    /// A declared type.
    Named(TypeId),
    /// Any JSON value.
    Any,
}

/// How an id is written in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdForm {
    /// As a string.
    String,
    /// As a number.
    Integer,
}

/// The type of the keys of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapKey {
    /// Strings.
    String,
    /// Ids (`x-property-names` with `format: id`).
    Id,
    /// The values of a set of strings (`propertyNames` with `enum`).
    Named(TypeId),
}

/// How an object is read as one page of a longer list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The fields that lead to the number of pages, an integer, and how each of them holds its value, if the response has it.
    pub page_count: Option<Vec<(Name, Presence)>>,
    /// The same for the number of the page.
    pub page_number: Option<Vec<(Name, Presence)>>,
    /// The same for the number of all entries.
    pub count: Option<Vec<(Name, Presence)>>,
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
        /// The fields that lead to it, and how each of them holds its value.
        path: Vec<(Name, Presence)>,
        /// The type of its items.
        item: Type,
        /// The field of an item with its id, if there is one that is always present.
        id: Option<Name>,
    },
}
