//! Schemas to types.

use std::collections::HashMap;

use super::read::Reader;
use crate::document::{Node, NodeId, Value};
use crate::ir::{
    Docs, Field, IdForm, JsonKind, MapKey, Shape, StringEnum, Struct, Type, TypeDef, TypeId, Union,
    UnionTag, UnionVariant, Usage, Variant, VariantMark,
};
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
    fn lower_inner(&mut self, node: &'d Node, origin: &Origin) -> Type {
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
            _ => {
                let at = node.get("type").unwrap_or(node);
                let help = "use one of `object`, `array`, `string`, `integer`, `number`, `boolean`";
                self.reader
                    .error(at, "this is not a type that OpenAPI 3.0 has", help);
                Shape::Alias(Type::Any)
            }
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

    fn untyped(&self, node: &Node, message: &str, help: &str) -> Type {
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

    fn object(&mut self, node: &'d Node, origin: &Origin) -> Shape {
        let properties = self.reader.entries(node, "properties");
        let additional = node.get("additionalProperties");
        if properties.is_empty() {
            let value = match additional {
                Some(schema)
                    if matches!(schema.value, Value::Object(_)) && !schema.entries().is_empty() =>
                {
                    self.lower_inner(schema, &origin.child("value"))
                }
                Some(closed) if closed.as_bool() == Some(false) => {
                    let message =
                        "an object without properties, to which none may be added, is a free map";
                    self.untyped(
                        closed,
                        message,
                        "name its properties, or remove `additionalProperties`",
                    )
                }
                _ => Type::Any,
            };
            return Shape::Alias(Type::Map {
                key: self.map_key(node),
                value: Box::new(value),
            });
        }
        if let Some(schema) = additional.filter(|schema| schema.as_bool().is_none()) {
            let message =
                "`additionalProperties` beside `properties`: the additional ones are not kept";
            self.reader.degrade(
                schema,
                message,
                "name the properties, or make a map of its own of the others",
            );
        }
        let required = self.reader.strings(node, "required");
        for name in required
            .iter()
            .filter(|name| !properties.iter().any(|(property, _)| property == *name))
        {
            let at = node.get("required").unwrap_or(node);
            self.reader.degrade(
                at,
                format!("`required` names `{name}`, which is no property; it is ignored"),
                "correct the spelling, or add the property",
            );
        }
        let (mut scope, mut methods) = (Scope::default(), Scope::default());
        methods.claim("new", Use::Value);
        let setters: Vec<Name> = properties
            .iter()
            .map(|(wire, _)| methods.claim(wire, Use::Method))
            .collect();
        let mut fields = Vec::with_capacity(properties.len());
        for ((wire, schema), setter) in properties.iter().zip(setters) {
            fields.push(Field {
                name: scope.claim(wire, Use::Value),
                clear: methods.claim(&format!("clear_{setter}"), Use::Value),
                setter,
                wire: wire.clone(),
                docs: self.docs(schema),
                ty: self.lower(schema, &origin.child(wire)),
                required: required.contains(&wire.as_str()),
                nullable: self.is_nullable(schema),
                boxed: false,
            });
        }
        Shape::Struct(Struct {
            fields,
            results: None,
        })
    }

    /// What `x-property-names` says of the keys of a map.
    fn map_key(&self, node: &'d Node) -> MapKey {
        let Some(names) = node.get("x-property-names") else {
            return MapKey::String;
        };
        self.reader
            .check_keys(names, "`x-property-names`", &["type", "format"]);
        match (
            self.reader.text(names, "type"),
            self.reader.text(names, "format"),
        ) {
            (Some("string"), Some("id")) => MapKey::Id,
            (Some("string"), None) => MapKey::String,
            _ => {
                let help = "write `{type: string, format: id}`, or remove it";
                self.reader.error(
                    names,
                    "`x-property-names` describes keys that are not supported",
                    help,
                );
                MapKey::String
            }
        }
    }

    fn enumeration(&self, node: &'d Node, values: &'d Node) -> Shape {
        if is_string_enum(node) {
            let mut scope = Scope::default();
            let mut variants: Vec<Variant<String>> = Vec::new();
            for value in values.items().iter().filter_map(Node::as_text) {
                if !variants.iter().any(|variant| variant.value == value) {
                    variants.push(Variant {
                        name: scope.claim(value, Use::Variant),
                        value: value.to_owned(),
                    });
                }
            }
            return Shape::StringEnum(StringEnum {
                open: true,
                variants,
                other: scope.claim("Other", Use::Variant),
            });
        }
        let ty = match node.get("type").and_then(Node::as_str) {
            Some("boolean") => Type::Bool,
            Some("integer") => Type::Int64,
            Some("number") => Type::Float64,
            Some("string") => Type::String,
            _ => Type::Any,
        };
        // Both values of a boolean say nothing; one alone is a flag where it is a parameter.
        if ty != Type::Bool || values.items().len() < 2 {
            self.reader.degrade(values, "an enum of anything but strings is not checked: every value of its type is accepted", "use strings, or remove `enum`");
        }
        Shape::Alias(ty)
    }

    fn union(&mut self, node: &'d Node, key: &str, origin: &Origin) -> Shape {
        let parts = self.reader.items(node, key);
        if let [part] = parts {
            return Shape::Alias(self.lower(part, origin));
        }
        if node.get("properties").is_some()
            || node.get("allOf").is_some()
            || node.get("discriminator").is_some()
        {
            let message =
                format!("`{key}` beside `properties`, `allOf` or `discriminator` is untyped");
            return Shape::Alias(self.untyped(
                node,
                &message,
                "describe the possibilities by objects of their own, or the value by one `type`",
            ));
        }
        let mut scope = Scope::default();
        let mut kinds: Vec<JsonKind> = Vec::new();
        let mut variants = Vec::new();
        for part in parts {
            let kind = self
                .json_kind(part)
                .filter(|kind| !kinds.iter().any(|known| clashes(*known, *kind)));
            let Some(kind) = kind else {
                let message = format!(
                    "two possibilities of `{key}` can be the same kind of JSON value: the value is untyped"
                );
                return Shape::Alias(self.untyped(
                    node,
                    &message,
                    "describe the value by one `type`",
                ));
            };
            kinds.push(kind);
            let word = format!("{kind:?}");
            let ty = self.lower(part, &origin.child(&word));
            variants.push(UnionVariant {
                name: scope.claim(&word, Use::Variant),
                mark: VariantMark::Kind(kind),
                ty,
            });
        }
        Shape::Union(Union {
            tag: UnionTag::Kind,
            variants,
        })
    }

    /// The kind of JSON value that a schema describes, if it is one only.
    fn json_kind(&self, node: &'d Node) -> Option<JsonKind> {
        let target = self.reader.resolve(node)?;
        match target.get("type").and_then(Node::as_str)? {
            "object" => Some(JsonKind::Object),
            "array" => Some(JsonKind::List),
            "string" => Some(JsonKind::Text),
            "boolean" => Some(JsonKind::Boolean),
            "integer" => Some(JsonKind::Integer),
            "number" => Some(JsonKind::Number),
            _ => None,
        }
    }

    /// One part is that part, with what stands beside it said of it; more are not supported yet.
    fn all_of(&mut self, node: &'d Node, origin: &Origin) -> Shape {
        let help = "write the properties of all parts into one object";
        let message = match single(node, "allOf") {
            Some(part) if node.get("properties").is_none() => {
                return Shape::Alias(self.lower(part, origin));
            }
            Some(_) => "`allOf` beside `properties` is untyped",
            None => "`allOf` with more than one part is untyped",
        };
        Shape::Alias(self.untyped(node, message, help))
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

/// Whether one value can be of both kinds.
fn clashes(left: JsonKind, right: JsonKind) -> bool {
    let is_number = |kind| matches!(kind, JsonKind::Integer | JsonKind::Number);
    left == right || (is_number(left) && is_number(right))
}

/// The possibilities of a `oneOf` or `anyOf`.
fn union_parts(node: &Node) -> &[Node] {
    node.get("oneOf")
        .or_else(|| node.get("anyOf"))
        .map_or(&[], Node::items)
}

/// The only item of the array at `key`.
fn single<'d>(node: &'d Node, key: &str) -> Option<&'d Node> {
    match node.get(key)?.items() {
        [part] => Some(part),
        _ => None,
    }
}

/// Whether the schema is a set of strings. Null aside, which makes it nullable, every value must be
/// one; where the type says so, unquoted numbers and booleans are text too.
fn is_string_enum(node: &Node) -> bool {
    let is_text = |item: &Node| match node.get("type").and_then(Node::as_str) {
        Some("string") => item.as_text().is_some(),
        Some(_) => false,
        None => item.as_str().is_some(),
    };
    let items = node.get("enum").map_or(&[][..], Node::items);
    items.iter().any(is_text) && items.iter().all(|item| is_text(item) || item.is_null())
}
