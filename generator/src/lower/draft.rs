//! The draft that lowering builds: what the document says, before [`finish`](super::finish) settles what follows
//! from all of it together.
//!
//! The draft differs from the [IR](crate::ir) where a decision needs every type and every use of it: how fields hold
//! null, which enums are closed, how the variants of unions are recognized, how callers pass values. What is decided
//! at once is kept as the IR has it.

use std::collections::BTreeMap;

use super::direction::Direction;
use crate::ir::{
    Alternative, Auth, Copies, Count, Docs, FieldsBody, Framing, ListStyle, Literal, MapKey,
    Method, Money, ParameterPlace, PartDescription, Range, Results, Returns, Split, Statuses,
    Style, Switch, Type, TypeId, Variant,
};
use crate::names::{Name, Scope};

/// A whole client, unfinished.
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) base_url: Option<String>,
    pub(super) auth: Auth,
    pub(super) base_url_env: Option<String>,
    pub(super) types: Types,
    /// The names of the types, and of what stands beside them.
    pub(super) names: Scope,
    pub(super) groups: Vec<Group>,
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
    defs: Vec<TypeDef>,
    /// The unions, in the order in which their schemas were lowered.
    unions: Vec<TypeId>,
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
    pub(super) docs: Docs,
    /// `None` while its schema is being lowered.
    pub(super) shape: Option<Shape>,
    /// The type of responses that this one is the form of that is sent.
    pub(super) input_of: Option<TypeId>,
}

/// The declaration of a type.
#[derive(Clone)]
pub(super) enum Shape {
    Struct(Struct),
    StringEnum(Enum<String>),
    IntegerEnum(Enum<i64>),
    Union(Union),
    Alias(Type),
}

/// An object with known properties.
#[derive(Clone)]
pub(super) struct Struct {
    /// `additionalProperties: false`.
    pub(super) is_closed: bool,
    pub(super) fields: Vec<Field>,
    pub(super) constants: Vec<Constant>,
    /// The field with the map of other properties, and the type of their values.
    pub(super) additional: Option<(Name, Type)>,
    /// The property that a text in place of the object is (`x-from-text`).
    pub(super) text: Option<String>,
    /// The field with the objects that cannot be read, if there is `x-results`.
    pub(super) unreadable: Option<Name>,
}

/// A property of an object.
#[derive(Clone)]
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
}

/// A property with a single possible value.
#[derive(Clone)]
pub(super) struct Constant {
    pub(super) wire_name: String,
    pub(super) value: Literal,
    /// Other values that are read as well.
    pub(super) also: Vec<Literal>,
    pub(super) only: Option<Direction>,
}

/// A set of values.
#[derive(Clone)]
pub(super) struct Enum<T> {
    pub(super) variants: Vec<Variant<T>>,
    /// Whether the document allows other values, too. A set that a response can hold is open in any case.
    pub(super) is_open: bool,
    /// The variant for every other value, where the set is open.
    pub(super) other: Name,
}

/// One of several types, its variants not yet named.
#[derive(Clone)]
pub(super) struct Union {
    pub(super) variants: Vec<UnionVariant>,
    pub(super) discriminator: Option<Discriminator>,
}

/// A variant of a union.
#[derive(Clone)]
pub(super) struct UnionVariant {
    pub(super) ty: Type,
    /// The name that the document suggests for it.
    pub(super) word: Option<String>,
}

/// A discriminating property, and its values for each variant as far as the document states them.
#[derive(Clone)]
pub(super) struct Discriminator {
    pub(super) wire_name: String,
    pub(super) values: Vec<Vec<String>>,
}

/// How an object is read as one page of a longer list.
#[derive(PartialEq)]
pub(super) struct Page {
    pub(super) page_count: Vec<Name>,
    pub(super) page_number: Option<Vec<Name>>,
    pub(super) count: Option<Vec<Name>>,
    pub(super) entries: PageEntries,
}

/// How the pages of an operation are requested; [`crate::ir::Paging`] says more of each.
pub(super) struct Paging {
    pub(super) page: String,
    pub(super) per_page: String,
    pub(super) most: Option<u64>,
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
#[derive(PartialEq)]
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
    pub(super) security: Option<Vec<Vec<String>>>,
    pub(super) base_url: Option<String>,
}

/// One function that calls an operation.
pub(super) struct Call {
    pub(super) name: Name,
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
    },
    Empty,
    File,
    Files,
    Content,
    Additional,
}

/// The body of a request.
#[derive(Clone)]
pub(super) struct Body {
    pub(super) name: Name,
    pub(super) docs: Docs,
    pub(super) required: bool,
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
    PerStatus {
        name: Name,
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
        variants: Vec<StatusVariant>,
    },
}

impl Output {
    /// Whether it is delivered item by item.
    pub(super) fn is_stream(&self) -> bool {
        matches!(self, Self::Events { .. } | Self::Items(..))
    }
}

impl Types {
    /// Adds a type whose schema is still to be lowered.
    pub(super) fn reserve(&mut self, name: Name, module: Name) -> TypeId {
        let id = TypeId(self.defs.len());
        self.defs.push(TypeDef {
            name,
            module,
            docs: Docs::default(),
            shape: None,
            input_of: None,
        });
        id
    }

    /// Gives a reserved type its declaration.
    pub(super) fn define(&mut self, id: TypeId, docs: Docs, shape: Shape) {
        if matches!(shape, Shape::Union(_)) {
            self.unions.push(id);
        }
        if let Some(def) = self.defs.get_mut(id.0) {
            def.docs = docs;
            def.shape = Some(shape);
        }
    }

    /// The unions, in the order in which their schemas were lowered.
    pub(super) fn unions(&self) -> Vec<TypeId> {
        self.unions.clone()
    }

    /// Replaces the declaration of a type.
    pub(super) fn redefine(&mut self, id: TypeId, shape: Shape) {
        if let Some(def) = self.defs.get_mut(id.0) {
            def.shape = Some(shape);
        }
    }

    /// A type, to be changed.
    pub(super) fn get_mut(&mut self, id: TypeId) -> Option<&mut TypeDef> {
        self.defs.get_mut(id.0)
    }

    /// The name and, once it is known, the declaration of a type.
    pub(super) fn get(&self, id: TypeId) -> Option<&TypeDef> {
        self.defs.get(id.0)
    }

    /// The declaration of a type, if its schema has been lowered.
    pub(super) fn shape(&self, id: TypeId) -> Option<&Shape> {
        self.defs.get(id.0)?.shape.as_ref()
    }

    /// Every type with its id.
    pub(super) fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        let ids = (0..self.defs.len()).map(TypeId);
        ids.zip(&self.defs)
    }

    /// How many types there are.
    pub(super) fn len(&self) -> usize {
        self.defs.len()
    }

    /// The type that remains when no alias is left.
    pub(super) fn through_alias<'a>(&'a self, mut ty: &'a Type) -> &'a Type {
        // Aliases that lead back to themselves are untied before they are followed; whatever is left, this ends.
        for _ in 0..self.defs.len() {
            match ty {
                Type::Named(id) => match self.shape(*id) {
                    Some(Shape::Alias(other)) => ty = other,
                    _ => break,
                },
                _ => break,
            }
        }
        ty
    }

    /// The declaration of the type that remains when no alias is left.
    pub(super) fn named(&self, ty: &Type) -> Option<(TypeId, &Shape)> {
        match self.through_alias(ty) {
            Type::Named(id) => Some((*id, self.shape(*id)?)),
            _ => None,
        }
    }

    /// The struct that a type is when no alias is left.
    pub(super) fn structure(&self, ty: &Type) -> Option<(TypeId, &Struct)> {
        match self.named(ty)? {
            (id, Shape::Struct(shape)) => Some((id, shape)),
            _ => None,
        }
    }

    /// The struct that a type declares.
    pub(super) fn struct_of(&self, id: TypeId) -> Option<&Struct> {
        match self.shape(id)? {
            Shape::Struct(shape) => Some(shape),
            _ => None,
        }
    }

    /// The struct that a type declares, to be changed.
    pub(super) fn struct_mut(&mut self, id: TypeId) -> Option<&mut Struct> {
        match self.defs.get_mut(id.0)?.shape.as_mut()? {
            Shape::Struct(shape) => Some(shape),
            _ => None,
        }
    }

    /// Whether a type is a set of strings when no alias is left.
    pub(super) fn is_string_enum(&self, ty: &Type) -> bool {
        matches!(self.named(ty), Some((_, Shape::StringEnum(_))))
    }

    /// The struct that a type is when neither an alias nor null is left.
    pub(super) fn structure_or_null(&self, ty: &Type) -> Option<(TypeId, &Struct)> {
        match self.through_alias(ty) {
            Type::Nullable(inner) => self.structure_or_null(inner),
            ty => self.structure(ty),
        }
    }

    /// Whether the empty text is one of the listed values of the type.
    pub(super) fn has_empty_value(&self, ty: &Type) -> bool {
        match self.named(ty) {
            Some((_, Shape::StringEnum(values))) => {
                let mut variants = values.variants.iter();
                variants.any(|variant| variant.value.is_empty())
            }
            _ => false,
        }
    }

    /// Whether a value of the type is written as a single string: neither an array nor an object.
    pub(super) fn is_scalar(&self, ty: &Type) -> bool {
        match self.through_alias(ty) {
            Type::Bool
            | Type::Int32
            | Type::Int64
            | Type::UInt32
            | Type::UInt64
            | Type::Float64
            | Type::String
            | Type::Date
            | Type::DateTime
            | Type::DateRange
            | Type::Id(_) => true,
            Type::Named(id) => matches!(
                self.shape(*id),
                Some(Shape::StringEnum(_) | Shape::IntegerEnum(_))
            ),
            Type::Binary
            | Type::List(_)
            | Type::Tuple(_)
            | Type::Map { .. }
            | Type::Nullable(_)
            | Type::Any => false,
        }
    }
}

impl Struct {
    /// The field for the property of this name.
    pub(super) fn field(&self, wire_name: &str) -> Option<&Field> {
        self.fields
            .iter()
            .find(|field| field.wire_name == wire_name)
    }

    /// Whether it has the property, be it a constant.
    pub(super) fn has_property(&self, wire_name: &str) -> bool {
        self.field(wire_name).is_some() || self.constant(wire_name).is_some()
    }

    /// The single value of the property of this name.
    pub(super) fn constant(&self, wire_name: &str) -> Option<&Literal> {
        let mut constants = self.constants.iter();
        let found = constants.find(|constant| constant.wire_name == wire_name);
        found.map(|constant| &constant.value)
    }
}

/// Appends the declared types that a type is made of, those of items, values and null included.
pub(super) fn add_named(ty: &Type, ids: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => ids.push(*id),
        Type::Map { key, value } => {
            if let MapKey::Named(id) = key {
                ids.push(*id);
            }
            add_named(value, ids);
        }
        Type::List(inner) | Type::Nullable(inner) => add_named(inner, ids),
        Type::Tuple(places) => places.iter().for_each(|ty| add_named(ty, ids)),
        _ => {}
    }
}
