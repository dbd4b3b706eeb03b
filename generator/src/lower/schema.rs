//! Schemas to types.

use std::collections::HashMap;

use super::composition::{single, union_parts};
use super::read::Reader;
use super::structure::is_string_enum;
use crate::document::{Node, NodeId, Value};
use crate::ir::{Docs, IdForm, Shape, Struct, Type, TypeDef, TypeId, Usage};
use crate::names::{Name, Scope, Use};

/// Every key of a Schema Object (OpenAPI 3.0.3, section 4.7.24).
const SCHEMA_KEYS: &[&str] = &[
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "uniqueItems",
    "writeOnly",
    "xml",
];

/// Every value of `type`.
const TYPES: &[&str] = &["array", "boolean", "integer", "number", "object", "string"];

/// The formats of strings that are known to be no more than that here. Others could be misspelt.
const TEXT_FORMATS: &[&str] = &[
    "binary",
    "byte",
    "date",
    "date-range",
    "date-time",
    "decimal",
    "duration",
    "email",
    "hostname",
    "html",
    "id",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "markdown",
    "password",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "url",
    "uuid",
];

/// The formats of numbers.
const NUMBER_FORMATS: &[&str] = &["decimal", "double", "float", "id", "int32", "int64"];

/// Where a type without a name of its own gets one from.
#[derive(Clone)]
pub(super) struct Origin {
    /// The module of the schema that it stands in.
    module: Name,
    /// The words that lead to it: `WorkspaceStatus` for the property `status` of `Workspace`.
    words: String,
}

impl Origin {
    pub(super) fn new(module: Name, words: &str) -> Self {
        Self {
            module,
            words: words.to_owned(),
        }
    }

    pub(super) fn child(&self, word: &str) -> Self {
        Self {
            module: self.module.clone(),
            words: format!("{} {word}", self.words),
        }
    }
}

/// All named types, found by the node that declares them.
#[derive(Default)]
pub(super) struct Types {
    pub(super) defs: Vec<TypeDef>,
    by_node: HashMap<NodeId, TypeId>,
    pub(super) names: Scope,
    pub(super) modules: Scope,
}

/// Schemas to types: the reader, and the types found so far.
pub(super) struct Schemas<'r, 'd> {
    pub(super) reader: &'r Reader<'d>,
    pub(super) types: Types,
    /// The schemas without a name that are being lowered: one of them inside of itself has no end.
    open: Vec<NodeId>,
}

impl<'r, 'd> Schemas<'r, 'd> {
    /// Lowers every schema of `components`, so that references to them find their types.
    pub(super) fn new(reader: &'r Reader<'d>, components: &'d [(String, Node)]) -> Self {
        let mut schemas = Self {
            reader,
            types: Types::default(),
            open: Vec::new(),
        };
        // The names of the modules beside these, and of the crate that their contents import.
        for taken in ["models", "runtime"] {
            schemas.types.modules.claim(taken, Use::Value);
        }
        // Names first, in the order of the document: then no use of a schema can take its name.
        let named: Vec<(&'d Node, TypeId, Origin)> = components
            .iter()
            .filter(|(_, node)| !reader.flag(node, "x-unwrap"))
            .map(|(name, node)| {
                let origin = Origin {
                    module: schemas.types.modules.claim(name, Use::Value),
                    words: name.clone(),
                };
                (node, schemas.reserve(node, &origin), origin)
            })
            .collect();
        for (node, id, origin) in &named {
            schemas.define(*id, node, origin);
        }
        for (node, id, _) in &named {
            schemas.untie(*id, node);
        }
        schemas
    }

    /// An alias that leads back to itself has no type.
    fn untie(&mut self, id: TypeId, node: &Node) {
        let mut next = Some(id);
        for _ in 0..=self.types.defs.len() {
            next = next.and_then(|id| match &self.def(id)?.shape {
                Shape::Alias(ty) => named(ty),
                _ => None,
            });
            if next == Some(id) {
                let message = "the schema is made of itself alone: its value is untyped";
                self.reader.degrade(
                    node,
                    message,
                    "let an object stand between the schema and itself",
                );
                if let Some(def) = self.types.defs.get_mut(id.0) {
                    def.shape = Shape::Alias(Type::Any);
                }
                return;
            }
        }
    }

    fn reserve(&mut self, node: &Node, origin: &Origin) -> TypeId {
        let id = TypeId(self.types.defs.len());
        self.types.by_node.insert(node.id, id);
        self.types.defs.push(TypeDef {
            name: self.types.names.claim(&origin.words, Use::Type),
            module: origin.module.clone(),
            docs: Docs::default(),
            usage: Usage::default(),
            shape: Shape::Alias(Type::Any),
        });
        id
    }

    fn define(&mut self, id: TypeId, node: &'d Node, origin: &Origin) {
        let docs = self.docs(node);
        let shape = if node.get("$ref").is_some() {
            Shape::Alias(self.lower(node, origin))
        } else {
            self.shape(node, origin)
        };
        if let Some(def) = self.types.defs.get_mut(id.0) {
            def.docs = docs;
            def.shape = shape;
        }
    }

    /// The definition of a type.
    pub(super) fn def(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.defs.get(id.0)
    }

    /// The struct that `ty` is, if it is one, through aliases and null.
    pub(super) fn as_struct(&self, ty: &Type) -> Option<(TypeId, &Struct)> {
        match ty {
            Type::Nullable(inner) => self.as_struct(inner),
            Type::Named(id) => match &self.def(*id)?.shape {
                Shape::Struct(shape) => Some((*id, shape)),
                Shape::Alias(ty) => self.as_struct(ty),
                _ => None,
            },
            _ => None,
        }
    }

    /// The type of the schema at `node`, null left aside (see [`Self::is_nullable`]).
    pub(super) fn lower(&mut self, node: &'d Node, origin: &Origin) -> Type {
        let Some(target) = self.reader.resolve(node) else {
            return Type::Any;
        };
        if let Some(id) = self.types.by_node.get(&target.id) {
            return Type::Named(*id);
        }
        if self.reader.flag(target, "x-unwrap") {
            let help = "refer to it from the body of a request only, or remove `x-unwrap`";
            self.reader.error(
                node,
                "a schema with `x-unwrap` can only be the body of a request",
                help,
            );
            return Type::Any;
        }
        if self.needs_name(target) {
            let id = self.reserve(target, origin);
            self.define(id, target, origin);
            return Type::Named(id);
        }
        if self.open.contains(&target.id) {
            return self.untyped(
                node,
                "the schema is made of itself alone: its value is untyped",
                "move it into `components/schemas`, and let an object stand between it and itself",
            );
        }
        self.open.push(target.id);
        let shape = self.shape(target, origin);
        self.open.pop();
        match shape {
            Shape::Alias(ty) => ty,
            _ => Type::Any,
        }
    }

    /// Lowers a schema whose null has no field to be kept in: an item, the value of a map.
    pub(super) fn lower_inner(&mut self, node: &'d Node, origin: &Origin) -> Type {
        let ty = self.lower(node, origin);
        if self.is_nullable(node) && ty != Type::Any {
            Type::Nullable(Box::new(ty))
        } else {
            ty
        }
    }

    /// Whether the schema at `node`, or what it refers to, allows null.
    pub(super) fn is_nullable(&self, node: &'d Node) -> bool {
        self.is_nullable_within(node, &mut Vec::new())
    }

    /// `seen` holds the schemas that have been asked already, which can lead to themselves.
    fn is_nullable_within(&self, node: &'d Node, seen: &mut Vec<NodeId>) -> bool {
        if self.reader.flag(node, "nullable") {
            return true;
        }
        let Some(target) = self.reader.resolve(node) else {
            return false;
        };
        if seen.contains(&target.id) {
            return false;
        }
        seen.push(target.id);
        self.reader.flag(target, "nullable")
            || target
                .get("enum")
                .is_some_and(|values| values.items().iter().any(Node::is_null))
            || single(target, "allOf").is_some_and(|part| self.is_nullable_within(part, seen))
            || union_parts(target)
                .iter()
                .any(|part| self.is_nullable_within(part, seen))
    }

    /// The type that the schema at `node` was given a name for.
    pub(super) fn type_of(&self, node: &Node) -> Option<TypeId> {
        self.types.by_node.get(&node.id).copied()
    }

    /// Whether a type of its own is made for the schema.
    fn needs_name(&self, node: &Node) -> bool {
        let string_enum = is_string_enum(node);
        let union = union_parts(node).len() > 1;
        let object = !node
            .get("properties")
            .map_or(&[][..], Node::entries)
            .is_empty();
        string_enum || union || (object && node.get("allOf").is_none())
    }

    fn shape(&mut self, node: &'d Node, origin: &Origin) -> Shape {
        if !matches!(node.value, Value::Object(_)) {
            let message = format!("a schema is {} and not an object", node.kind());
            self.reader
                .error(node, message, "write an object, such as `type: string`");
            return Shape::Alias(Type::Any);
        }
        self.check(node);
        if let Some(kind) = node
            .get("type")
            .filter(|kind| !kind.as_str().is_some_and(|kind| TYPES.contains(&kind)))
        {
            let help = "use one of `object`, `array`, `string`, `integer`, `number`, `boolean`";
            self.reader
                .error(kind, "this is not a type that OpenAPI 3.0 has", help);
            return Shape::Alias(Type::Any);
        }
        if let Some(values) = node.get("enum") {
            return self.enumeration(node, values);
        }
        for key in ["oneOf", "anyOf"] {
            if node.get(key).is_some() {
                return self.union(node, key, origin);
            }
        }
        if node.get("allOf").is_some() {
            return self.all_of(node, origin);
        }
        let kind = match node.get("type") {
            Some(kind) => kind.as_str().unwrap_or_default(),
            None if node.get("properties").is_some()
                || node.get("additionalProperties").is_some() =>
            {
                "object"
            }
            None if node.get("items").is_some() => "array",
            None => {
                return Shape::Alias(self.untyped(
                    node,
                    "the schema has no `type`: its value is untyped",
                    "describe the value with `type`",
                ));
            }
        };
        let format = self.reader.text(node, "format").unwrap_or_default();
        let known = if kind == "string" {
            TEXT_FORMATS
        } else {
            NUMBER_FORMATS
        };
        if let Some(at) = node.get("format").filter(|_| !known.contains(&format)) {
            let message = format!("the format `{format}` is not known: it is ignored");
            self.reader
                .degrade(at, message, "correct the spelling, or remove it");
        }
        match kind {
            "object" => self.object(node, origin),
            "array" => Shape::Alias(Type::List(Box::new(self.item(node, origin)))),
            "boolean" => Shape::Alias(Type::Bool),
            "integer" => Shape::Alias(match format {
                "int32" => Type::Int32,
                "id" => Type::Id(IdForm::Integer),
                _ => Type::Int64,
            }),
            "number" => Shape::Alias(if format == "float" {
                Type::Float32
            } else {
                Type::Float64
            }),
            "string" => Shape::Alias(match format {
                "date" => Type::Date,
                "date-time" => Type::DateTime,
                "date-range" => Type::DateRange,
                "id" => Type::Id(IdForm::String),
                "binary" => Type::Binary,
                _ => Type::String,
            }),
            _ => Shape::Alias(Type::Any),
        }
    }

    /// What a schema says that is not generated is named here.
    fn check(&self, node: &Node) {
        self.reader.check_keys(node, "a schema", SCHEMA_KEYS);
        if let Some(not) = node.get("not") {
            self.reader.degrade(
                not,
                "`not` is ignored: more values are accepted than it allows",
                "describe the values that are possible",
            );
        }
        for (key, what) in [
            ("readOnly", "callers can set the property in a request"),
            ("writeOnly", "the property can come in an answer"),
            ("uniqueItems", "items can be the same"),
        ] {
            if self.reader.flag(node, key) {
                let at = node.get(key).unwrap_or(node);
                let message = format!("`{key}` is ignored: {what}");
                self.reader.degrade(
                    at,
                    message,
                    "make schemas of their own for requests and answers, or remove it",
                );
            }
        }
        if let Some(list) = node.get("x-comma-separated") {
            let message =
                "`x-comma-separated` is ignored: it is read where a body is made of it alone";
            self.reader.degrade(
                list,
                message,
                "make it the one property of a body with `x-unwrap`",
            );
        }
        let without_union = union_parts(node).is_empty();
        if let Some(discriminator) = node.get("discriminator").filter(|_| without_union) {
            let message = "`discriminator` without `oneOf` or `anyOf` is ignored";
            self.reader.degrade(
                discriminator,
                message,
                "list the possibilities with `oneOf`",
            );
        }
        if node.get("x-references").is_some() && !self.reader.uses("x-results") {
            self.reader.degrade(
                node,
                "`x-references` is ignored: no schema has `x-results`",
                "add `x-results`, or remove it",
            );
        }
    }

    pub(super) fn untyped(&self, node: &Node, message: &str, help: &str) -> Type {
        self.reader.degrade(node, message, help);
        Type::Any
    }

    fn item(&mut self, node: &'d Node, origin: &Origin) -> Type {
        match node.get("items") {
            Some(items) => self.lower_inner(items, &origin.child("item")),
            None => self.untyped(
                node,
                "the array has no `items`: they are untyped",
                "describe them with `items`",
            ),
        }
    }
}

/// The named type that an alias leads to, lists, maps and null being no end of it.
fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::List(inner) | Type::Nullable(inner) | Type::Map { value: inner, .. } => named(inner),
        _ => None,
    }
}
