//! Schemas to types.

use std::collections::HashMap;

use super::read::Reader;
use crate::document::{Node, NodeId, Value};
use crate::ir::{
    Count, Docs, Field, IdForm, JsonKind, MapKey, Note, Shape, StringEnum, Struct, Type, TypeDef,
    TypeId, Union, UnionTag, UnionVariant, Usage, Variant, VariantMark,
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
}

impl<'r, 'd> Schemas<'r, 'd> {
    /// Lowers every schema of `components`, so that references to them find their types.
    pub(super) fn new(reader: &'r Reader<'d>, components: &'d [(String, Node)]) -> Self {
        let mut schemas = Self {
            reader,
            types: Types::default(),
        };
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
        for (node, id, origin) in named {
            schemas.define(id, node, &origin);
        }
        schemas
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
        match self.shape(target, origin) {
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
        self.reader.flag(node, "nullable")
            || self.reader.resolve(node).is_some_and(|target| {
                self.reader.flag(target, "nullable")
                    || target
                        .get("enum")
                        .is_some_and(|values| values.items().iter().any(Node::is_null))
                    || single(target, "allOf").is_some_and(|part| self.is_nullable(part))
                    || union_parts(target)
                        .iter()
                        .any(|part| self.is_nullable(part))
            })
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
                return Shape::Alias(
                    self.untyped(node, "the schema has no `type`: its value is untyped"),
                );
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
    }

    fn untyped(&self, node: &Node, message: &str) -> Type {
        self.reader
            .degrade(node, message, "describe the value with `type`");
        Type::Any
    }

    fn item(&mut self, node: &'d Node, origin: &Origin) -> Type {
        match node.get("items") {
            Some(items) => self.lower_inner(items, &origin.child("item")),
            None => self.untyped(node, "the array has no `items`: they are untyped"),
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
            .map(|(wire, _)| methods.claim(wire, Use::Value))
            .collect();
        let fields = properties
            .iter()
            .zip(setters)
            .map(|((wire, schema), setter)| Field {
                name: scope.claim(wire, Use::Value),
                setter,
                clear: methods.claim(&format!("clear_{wire}"), Use::Value),
                wire: wire.clone(),
                docs: self.docs(schema),
                ty: self.lower(schema, &origin.child(wire)),
                required: required.contains(&wire.as_str()),
                nullable: self.is_nullable(schema),
                boxed: false,
            })
            .collect();
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
        // A boolean with one value is a flag where it is a parameter, and a boolean like any other elsewhere.
        if ty != Type::Bool {
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
            return Shape::Alias(self.untyped(node, &message));
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
                return Shape::Alias(self.untyped(node, &message));
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
        match single(node, "allOf") {
            Some(part) if node.get("properties").is_none() => {
                Shape::Alias(self.lower(part, origin))
            }
            _ => Shape::Alias(self.untyped(node, "`allOf` with more than one part is untyped")),
        }
    }

    /// What the document says of a schema.
    pub(super) fn docs(&self, node: &'d Node) -> Docs {
        let target = self.reader.resolve(node).unwrap_or(node);
        let text = |key| {
            self.reader
                .text(node, key)
                .or_else(|| self.reader.text(target, key))
                .map(str::to_owned)
        };
        let mut notes = Vec::new();
        if let Some(default) = target.get("default").and_then(Node::as_text) {
            notes.push(Note::Default(default.to_owned()));
        }
        for (key, note) in [
            ("minimum", Note::Minimum as fn(String) -> Note),
            ("maximum", Note::Maximum),
            ("pattern", Note::Pattern),
        ] {
            if let Some(limit) = target.get(key).and_then(Node::as_text) {
                notes.push(note(limit.to_owned()));
            }
        }
        for (least, most, note) in [
            ("minItems", "maxItems", Note::Items as fn(Count) -> Note),
            ("minLength", "maxLength", Note::Length),
        ] {
            let count = Count {
                min: self.reader.count(target, least),
                max: self.reader.count(target, most),
            };
            if !count.is_unlimited() {
                notes.push(note(count));
            }
        }
        let deprecated = self.reader.flag(target, "deprecated");
        Docs {
            summary: text("title"),
            description: text("description"),
            notes,
            deprecated,
        }
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
