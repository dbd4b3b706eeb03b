//! Schemas to types.

use std::collections::{HashMap, HashSet};

use super::draft::{self, Shape, Struct, add_named};
use super::view::{Properties, View, ViewKey};
use crate::document::{Node, NodeId, Value};
use crate::ir::{IdForm, Type, TypeId};
use crate::limits::NESTED_SCHEMAS;
use crate::names::{Name, Scope, Use};
use crate::openapi::OpenApi;
use crate::openapi::reader::Reader;
use crate::openapi::schema::{Kind, Schema};

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
const NUMBER_FORMATS: &[&str] = &[
    "decimal", "double", "float", "id", "int16", "int32", "int64", "int8", "uint16", "uint32",
    "uint64", "uint8",
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

/// All named types, found by what declares them.
#[derive(Default)]
pub(super) struct Types {
    pub(super) defs: draft::Types,
    by_node: HashMap<NodeId, TypeId>,
    by_view: HashMap<ViewKey, TypeId>,
    pub(super) names: Scope,
    pub(super) modules: Scope,
}

/// What a schema is, before its parts are looked at.
enum Class<'d> {
    /// A type without parts.
    Plain(Type),
    /// A string out of a set.
    Strings(Vec<&'d Node>),
    /// A whole number out of a set.
    Integers(Vec<&'d Node>),
    /// One of several.
    Union(Alternatives<'d>),
    /// An object with known properties.
    Struct(Properties<'d>),
    /// An object without.
    Map(Option<&'d Node>),
    List(Option<&'d Node>),
    Tuple(&'d [Node]),
}

/// The possibilities of a union.
pub(super) struct Alternatives<'d> {
    pub(super) list: Vec<Alternative<'d>>,
    pub(super) discriminator: Option<&'d Node>,
}

/// A possibility of a union.
pub(super) enum Alternative<'d> {
    /// A schema.
    Node(&'d Node),
    /// A schema and all that is said beside it.
    Beside(&'d Node, View<'d>),
    /// A schema that others are made of, as it is by itself.
    Base(&'d Node, View<'d>),
    /// What a schema says of the values of one kind.
    Kind(Kind, View<'d>),
}

/// Schemas to types: the document, and the types found so far.
pub(super) struct Schemas<'r, 'd> {
    pub(super) openapi: OpenApi<'r, 'd>,
    pub(super) reader: &'r Reader<'d>,
    pub(super) types: Types,
    /// The schemas without a name that are being lowered: one of them inside of itself has no end.
    open: Vec<NodeId>,
    /// How deep that is.
    depth: usize,
    /// The schemas with `discriminator` that are no union, each with those that are made of it by `allOf`.
    children: HashMap<NodeId, Vec<&'d Node>>,
    /// Every schema with an example, and its type.
    pub(super) examples: Vec<(&'d Node, Type)>,
}

impl<'r, 'd> Schemas<'r, 'd> {
    /// Lowers every schema that has a name, so that references to them find their types.
    pub(super) fn new(openapi: OpenApi<'r, 'd>) -> Self {
        let components = openapi.schemas();
        let mut schemas = Self {
            openapi,
            reader: openapi.reader,
            types: Types::default(),
            open: Vec::new(),
            depth: 0,
            children: super::union::children(openapi.reader, components),
            examples: Vec::new(),
        };
        // The names of the modules beside these, and of the crate that their contents import.
        for taken in ["models", "runtime"] {
            schemas.types.modules.claim(taken, Use::Value);
        }
        // Names first, in the order of the document: then no use of a schema can take its name.
        let named: Vec<(&'d Node, TypeId, Origin)> = components
            .iter()
            .filter(|(_, node)| !Schema(node).extensions().is_wrapper(schemas.reader))
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
        let mut seen: HashSet<TypeId> = HashSet::new();
        let mut queue = vec![id];
        while let Some(next) = queue.pop() {
            let Some(Shape::Alias(ty)) = self.types.defs.shape(next) else {
                continue;
            };
            let mut parts = Vec::new();
            add_named(ty, &mut parts);
            if parts.contains(&id) {
                let message = "the schema is made of itself alone: its value is untyped";
                self.reader.degrade(
                    node,
                    message,
                    "let an object stand between the schema and itself",
                );
                self.types.defs.redefine(id, Shape::Alias(Type::Any));
                return;
            }
            queue.extend(parts.into_iter().filter(|part| seen.insert(*part)));
        }
    }

    fn reserve(&mut self, node: &Node, origin: &Origin) -> TypeId {
        let id = self.add(origin);
        self.types.by_node.insert(node.id, id);
        id
    }

    fn add(&mut self, origin: &Origin) -> TypeId {
        let name = self.types.names.claim(&origin.words, Use::Type);
        self.types.defs.reserve(name, origin.module.clone())
    }

    /// The type of a schema that has a name.
    fn define(&mut self, id: TypeId, node: &'d Node, origin: &Origin) {
        let docs = self.docs(node);
        let shape = match self.stands_for(node) {
            Some(other) => Shape::Alias(self.lower(other, origin)),
            None => {
                self.check(node);
                let view = View::of(self.reader, node);
                let class = self.class_of(node, &view);
                self.shape(&view, class, origin)
            }
        };
        self.keep_examples(node, &Type::Named(id));
        self.types.defs.define(id, docs, shape);
    }

    /// The struct that `ty` is, if it is one, through aliases and null.
    pub(super) fn as_struct(&self, ty: &Type) -> Option<(TypeId, &Struct)> {
        self.types.defs.structure_or_null(ty)
    }

    /// The type of the schema at `node`, null left aside (see [`Self::is_nullable`]).
    pub(super) fn lower(&mut self, node: &'d Node, origin: &Origin) -> Type {
        if self.depth > NESTED_SCHEMAS {
            return self.untyped(
                node,
                "schemas stand too deep in one another: the value is untyped",
                "move inner ones into the named schemas of the document",
            );
        }
        self.depth += 1;
        let ty = self.lower_node(node, origin);
        self.depth -= 1;
        self.keep_examples(node, &ty);
        ty
    }

    fn lower_node(&mut self, node: &'d Node, origin: &Origin) -> Type {
        match &node.value {
            Value::Object(_) => {}
            // JSON Schema 2020-12, section 4.3.2.
            Value::Bool(true) => return Type::Any,
            _ => {
                let message = format!(
                    "a schema is {} and not an object: the value is untyped",
                    node.kind()
                );
                self.reader
                    .error(node, message, "write an object, such as `type: string`");
                return Type::Any;
            }
        }
        if let Some(id) = self.types.by_node.get(&node.id) {
            return Type::Named(*id);
        }
        let mut target = node;
        // What stands in another file has a name there.
        let mut own_name = None;
        if let Some(reference) = Schema(node).reference() {
            let Some(found) = self.reader.resolve(node) else {
                return Type::Any;
            };
            if !has_structural_siblings(node) {
                target = found;
                if self.reader.document.is_in_other(found.id) {
                    own_name = reference.as_str().and_then(name_in_file);
                }
                if let Some(id) = self.types.by_node.get(&target.id) {
                    return Type::Named(*id);
                }
                if !matches!(target.value, Value::Object(_)) {
                    return self.lower(target, origin);
                }
            }
        }
        if Schema(target).extensions().is_wrapper(self.reader) {
            let help = "refer to it from the body of a request only, or remove `x-unwrap`";
            self.reader.error(
                node,
                "a schema with `x-unwrap` can only be the body of a request",
                help,
            );
            return Type::Any;
        }
        if self.open.contains(&target.id) {
            return self.made_of_itself(node);
        }
        self.check(target);
        self.open.push(target.id);
        let ty = match self.stands_for(target) {
            Some(other) => self.lower(other, origin),
            None => {
                let view = View::of(self.reader, target);
                let class = self.class_of(target, &view);
                if class.needs_name() {
                    let own = own_name.map(|name| Origin {
                        module: self.types.modules.claim(name, Use::Value),
                        words: name.to_owned(),
                    });
                    let origin = own.as_ref().unwrap_or(origin);
                    let id = self.reserve(target, origin);
                    let shape = self.shape(&view, class, origin);
                    let docs = self.docs(target);
                    self.types.defs.define(id, docs, shape);
                    Type::Named(id)
                } else {
                    self.plain(&view, class, origin)
                }
            }
        };
        self.open.pop();
        ty
    }

    fn made_of_itself(&self, node: &Node) -> Type {
        self.untyped(
            node,
            "the schema is made of itself alone: its value is untyped",
            "move it into the named schemas of the document, and let an object stand between it and itself",
        )
    }

    /// The type of what several schemas say together.
    pub(super) fn lower_view(&mut self, view: &View<'d>, origin: &Origin) -> Type {
        let Some(node) = view.node() else {
            return Type::Any;
        };
        let key = view.key();
        if let Some(id) = self.types.by_view.get(&key) {
            return Type::Named(*id);
        }
        if self.depth > NESTED_SCHEMAS {
            return self.made_of_itself(node);
        }
        self.depth += 1;
        let class = self.classify(view);
        let ty = if class.needs_name() {
            let id = self.add(origin);
            self.types.by_view.insert(key, id);
            let shape = self.shape(view, class, origin);
            let docs = self.view_docs(view);
            self.types.defs.define(id, docs, shape);
            Type::Named(id)
        } else {
            self.plain(view, class, origin)
        };
        self.depth -= 1;
        ty
    }

    /// The type of what all of `nodes` say: of the only one that says anything, if there is just one.
    pub(super) fn lower_all(&mut self, nodes: &[&'d Node], origin: &Origin) -> Type {
        let mut telling: Vec<&'d Node> = Vec::new();
        for node in nodes.iter().copied().filter(|node| says_anything(node)) {
            let target = |node: &'d Node| match has_structural_siblings(node) {
                true => Some(node.id),
                false => self.reader.resolve(node).map(|node| node.id),
            };
            if !telling.iter().any(|known| target(known) == target(node)) {
                telling.push(node);
            }
        }
        match (telling.as_slice(), nodes) {
            ([node], _) | ([], [node, ..]) => self.lower(node, origin),
            ([], []) => Type::Any,
            (several, _) => {
                let view = View::of_all(self.reader, several);
                if let (Some(last), (_, false)) = (several.last(), view.stated_kinds()) {
                    let message =
                        "other parts say that this is something else; what is said here counts";
                    self.reader
                        .degrade(last, message, "let all parts say the same");
                    return self.lower(last, origin);
                }
                self.lower_view(&view, origin)
            }
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
        let schema = Schema(node);
        if schema.allows_null() || schema.has_null_alternative() {
            return true;
        }
        if seen.contains(&node.id) || seen.len() > NESTED_SCHEMAS {
            return false;
        }
        seen.push(node.id);
        if schema.reference().is_some() {
            let target = self.reader.resolve(node);
            return target.is_some_and(|target| self.is_nullable_within(target, seen));
        }
        // What is said of the whole value beside them makes null impossible.
        let parts: Vec<&'d Node> = node
            .get("allOf")
            .map_or(&[][..], Node::items)
            .iter()
            .filter(|part| says_anything(part))
            .collect();
        if let [part] = parts.as_slice() {
            return self.is_nullable_within(part, seen);
        }
        let alternatives = schema.alternatives().map(|(_, alternatives)| alternatives);
        schema.kinds().is_empty()
            && alternatives
                .unwrap_or_default()
                .into_iter()
                .any(|part| self.is_nullable_within(part, seen))
    }

    /// The type that the schema at `node` was given a name for.
    pub(super) fn type_of(&self, node: &Node) -> Option<TypeId> {
        self.types.by_node.get(&node.id).copied()
    }

    /// The other schema that `node` is no more than a name or a wrapper for: a reference with nothing beside it, or
    /// the only part of `allOf`, `oneOf` or `anyOf`.
    fn stands_for(&self, node: &'d Node) -> Option<&'d Node> {
        let schema = Schema(node);
        if schema.reference().is_some() {
            return (!has_structural_siblings(node))
                .then_some(node)
                .and_then(|node| self.reader.resolve(node));
        }
        if self.children.contains_key(&node.id) {
            return None;
        }
        const WRAPPERS: &[&str] = &["allOf", "oneOf", "anyOf", "type"];
        let says_more = node.entries().iter().any(|(key, value)| {
            !WRAPPERS.contains(&key.as_str()) && Schema::is_structural_key(key, value)
        });
        if says_more {
            return None;
        }
        let all_of = node.get("allOf").map_or(&[][..], Node::items).iter();
        let alternatives = schema
            .alternatives()
            .map(|(_, list)| list)
            .unwrap_or_default();
        let other_union = node.get("oneOf").is_some() && node.get("anyOf").is_some();
        let members: Vec<&'d Node> = all_of
            .filter(|node| says_anything(node))
            .chain(alternatives)
            .collect();
        // A child that adds nothing to its base is still no other name for any child of it.
        let is_child = |member: &Node| {
            let base = self.reader.resolve(member);
            let children = base.and_then(|base| self.children_of(base));
            children.is_some_and(|children| children.iter().any(|child| child.id == node.id))
        };
        match members.as_slice() {
            [member] if !other_union && !is_child(member) => Some(member),
            _ => None,
        }
    }

    /// The schemas that are made of the one at `node`, if it has a discriminator to tell them apart.
    pub(super) fn children_of(&self, node: &Node) -> Option<&[&'d Node]> {
        self.children.get(&node.id).map(Vec::as_slice)
    }

    /// What a schema is that stands at one place.
    fn class_of(&self, node: &'d Node, view: &View<'d>) -> Class<'d> {
        match self.children.get(&node.id) {
            Some(children) => {
                let mut list: Vec<Alternative<'d>> = Vec::new();
                if self.is_mapped_to_itself(node) {
                    list.push(Alternative::Base(node, view.clone()));
                }
                list.extend(children.iter().map(|child| Alternative::Node(child)));
                Class::Union(Alternatives {
                    list,
                    discriminator: node.get("discriminator"),
                })
            }
            None => self.classify(view),
        }
    }

    fn classify(&self, view: &View<'d>) -> Class<'d> {
        for unknown in view.schemas().flat_map(Schema::unknown_types) {
            let message = format!(
                "`{}` is no type: it is ignored",
                unknown.as_text().unwrap_or(unknown.kind())
            );
            let help = "use one of `object`, `array`, `string`, `integer`, `number`, `boolean`";
            self.reader.error(unknown, message, help);
        }
        let (values, values_fit) = view.stated_values();
        let (_, kinds_fit) = view.stated_kinds();
        if let Some(node) = view.node().filter(|_| !values_fit || !kinds_fit) {
            let message = "its parts contradict one another, so that no value is possible: it is loosely typed";
            self.reader
                .degrade(node, message, "let all parts say the same");
        }
        if !values.is_empty() {
            return self.class_of_values(view, values);
        }
        for constraint in view.constraints() {
            let message =
                "these alternatives are ignored: more values are accepted than they allow";
            self.reader.degrade(
                constraint,
                message,
                "describe the value by one list of alternatives",
            );
        }
        if let Some((node, alternatives)) = view.alternatives() {
            return self.class_of_alternatives(view, node, alternatives);
        }
        let kinds = view.kinds();
        if let [_, _, ..] = kinds.as_slice() {
            return several_kinds(view, &kinds);
        }
        match kinds.first() {
            Some(Kind::Object) => {
                let properties = view.properties();
                if properties.list.is_empty() {
                    Class::Map(properties.additional)
                } else {
                    Class::Struct(properties)
                }
            }
            Some(Kind::Array) => {
                let places = view.places();
                if !places.is_empty() && is_exact(view, places.len()) {
                    Class::Tuple(places)
                } else {
                    Class::List(view.get("items"))
                }
            }
            Some(kind) => Class::Plain(self.scalar(view, *kind)),
            None => {
                // `{}` is any value; in a document of ours, something may have been forgotten.
                let is_meant =
                    self.reader.findings.lenient && !view.schemas().any(Schema::is_structural);
                let is_wrong = view
                    .schemas()
                    .any(|schema| !schema.unknown_types().is_empty());
                let is_null = view.schemas().any(Schema::is_null);
                if let Some(node) = view.node().filter(|_| !is_meant && !is_wrong && !is_null) {
                    let message = "the schema has no `type`: its value is untyped";
                    self.reader
                        .degrade(node, message, "describe the value with `type`");
                }
                Class::Plain(Type::Any)
            }
        }
    }

    /// The type of a value without parts, by its format.
    fn scalar(&self, view: &View<'d>, kind: Kind) -> Type {
        let format = view.format().unwrap_or_default();
        let known = if kind == Kind::String {
            TEXT_FORMATS
        } else {
            NUMBER_FORMATS
        };
        // Other people's formats are their own affair; in a document of ours, one could be misspelt.
        let at = view
            .get("format")
            .filter(|_| !known.contains(&format) && !self.reader.findings.lenient);
        if let Some(at) = at {
            let message = format!("the format `{format}` is not known: it is ignored");
            self.reader
                .degrade(at, message, "correct the spelling, or remove it");
        }
        match (kind, format) {
            (Kind::Boolean, _) => Type::Bool,
            (Kind::Integer, "int32" | "int16" | "int8") => Type::Int32,
            (Kind::Integer, "uint32" | "uint16" | "uint8") => Type::UInt32,
            (Kind::Integer, "uint64") => Type::UInt64,
            (Kind::Integer, "id") => Type::Id(IdForm::Integer),
            (Kind::Integer, _) => Type::Int64,
            (Kind::Number, "int32") => Type::Int32,
            (Kind::Number, "int64") => Type::Int64,
            (Kind::Number, _) => Type::Float64,
            (Kind::String, "date") => Type::Date,
            (Kind::String, "date-time") => Type::DateTime,
            (Kind::String, "date-range") => Type::DateRange,
            (Kind::String, "id") => Type::Id(IdForm::String),
            (Kind::String, "binary") => Type::Binary,
            (Kind::String, _) => Type::String,
            (Kind::Object | Kind::Array, _) => Type::Any,
        }
    }

    fn class_of_values(&self, view: &View<'d>, values: Vec<&'d Node>) -> Class<'d> {
        let (stated, _) = view.stated_kinds();
        let only = stated.first().filter(|_| stated.len() == 1).copied();
        let of = |node: &Node| match &node.value {
            Value::Bool(_) => Kind::Boolean,
            Value::Number(text) if !text.contains(['.', 'e', 'E']) => Kind::Integer,
            Value::Number(_) => Kind::Number,
            Value::Array(_) => Kind::Array,
            Value::Object(_) => Kind::Object,
            Value::String(_) | Value::Null => Kind::String,
        };
        if only == Some(Kind::String) && values.iter().all(|value| value.as_text().is_some()) {
            return Class::Strings(values);
        }
        let mut kinds: Vec<Kind> = Vec::new();
        for kind in values.iter().map(|value| of(value)) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        let fits = only.is_none_or(|only| {
            kinds
                .iter()
                .all(|kind| *kind == only || (only, *kind) == (Kind::Number, Kind::Integer))
        });
        if !fits {
            let message = "the values of `enum` are not of the type: they are not checked";
            if let Some(at) = view.get("enum").or_else(|| view.get("const")) {
                self.reader.error(
                    at,
                    message,
                    "write the type beside the values that they have",
                );
            }
            return match only {
                Some(Kind::Object | Kind::Array) | None => Class::Plain(Type::Any),
                Some(kind) => Class::Plain(self.scalar(view, kind)),
            };
        }
        match kinds.as_slice() {
            [Kind::String] => Class::Strings(values),
            [Kind::Integer]
                if only != Some(Kind::Number)
                    && values.iter().all(|value| value.as_i64().is_some()) =>
            {
                Class::Integers(values)
            }
            [Kind::Boolean] => {
                // Both values of a boolean say nothing; one alone is a flag, or a constant.
                Class::Plain(Type::Bool)
            }
            [Kind::String | Kind::Integer | Kind::Boolean, _, ..]
                if !kinds
                    .iter()
                    .any(|kind| matches!(kind, Kind::Number | Kind::Array | Kind::Object)) =>
            {
                several_kinds(view, &kinds)
            }
            _ => {
                if let Some(at) = view.get("enum").or_else(|| view.get("const")) {
                    let message = "an enum of anything but strings, whole numbers of 64 bits and booleans is not checked: every value is accepted";
                    self.reader
                        .degrade(at, message, "use strings, or remove `enum`");
                }
                let is_number = kinds
                    .iter()
                    .all(|kind| matches!(kind, Kind::Number | Kind::Integer));
                Class::Plain(match kinds.as_slice() {
                    [Kind::Integer] if values.iter().all(|value| is_u64(value)) => Type::UInt64,
                    _ if is_number => Type::Float64,
                    _ => Type::Any,
                })
            }
        }
    }

    fn class_of_alternatives(
        &self,
        view: &View<'d>,
        node: &'d Node,
        alternatives: Vec<&'d Node>,
    ) -> Class<'d> {
        let discriminator = node
            .get("discriminator")
            .or_else(|| view.get("discriminator"));
        let list = if view.has_more_than(node) {
            let rest = view.without_alternatives_of(node);
            let views = alternatives
                .into_iter()
                .map(|part| (part, rest.and(self.reader, part)));
            // What contradicts the rest is no possibility; unless all do, which is said of each.
            let (possible, others): (Vec<_>, Vec<_>) =
                views.partition(|(_, view)| view.stated_kinds().1);
            let views = if possible.is_empty() {
                others
            } else {
                possible
            };
            let beside = views
                .into_iter()
                .map(|(part, view)| Alternative::Beside(part, view));
            beside.collect()
        } else {
            let mut list = Vec::new();
            for part in alternatives {
                flatten(part, 0, &mut list);
            }
            list
        };
        Class::Union(Alternatives {
            list,
            discriminator,
        })
    }

    /// The shape of a type with a name.
    fn shape(&mut self, view: &View<'d>, class: Class<'d>, origin: &Origin) -> Shape {
        match class {
            Class::Strings(values) => self.string_enum(&values),
            Class::Integers(values) => self.integer_enum(&values),
            Class::Union(alternatives) => self.union(alternatives, origin),
            Class::Struct(properties) => self.structure(view, properties, origin),
            class => Shape::Alias(self.plain(view, class, origin)),
        }
    }

    /// The type of what needs no name.
    fn plain(&mut self, view: &View<'d>, class: Class<'d>, origin: &Origin) -> Type {
        match class {
            Class::Plain(ty) => ty,
            Class::Map(additional) => self.map(view, additional, origin),
            Class::List(items) if !view.places().is_empty() => {
                Type::List(Box::new(self.common(view.places(), items, origin)))
            }
            Class::List(Some(items)) => {
                Type::List(Box::new(self.lower_inner(items, &origin.child("item"))))
            }
            Class::List(None) => {
                if let Some(node) = view.node() {
                    self.untyped(
                        node,
                        "the array has no `items`: they are untyped",
                        "describe them with `items`",
                    );
                }
                Type::List(Box::new(Type::Any))
            }
            Class::Tuple(places) => {
                let types = places.iter().zip(1..);
                let types = types.map(|(node, number)| {
                    self.lower_inner(node, &origin.child(&format!("item {number}")))
                });
                Type::Tuple(types.collect())
            }
            Class::Strings(_) | Class::Integers(_) | Class::Union(_) | Class::Struct(_) => {
                Type::Any
            }
        }
    }

    /// The type of all items of an array whose places have types of their own, but that has no fixed length.
    fn common(&mut self, places: &'d [Node], items: Option<&'d Node>, origin: &Origin) -> Type {
        let others = items.filter(|items| matches!(items.value, Value::Object(_)));
        let mut types = Vec::new();
        for node in places.iter().chain(others) {
            let ty = self.lower_inner(node, &origin.child("item"));
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
        match types.pop() {
            Some(ty) if types.is_empty() => ty,
            _ => Type::Any,
        }
    }

    fn keep_examples(&mut self, node: &'d Node, ty: &Type) {
        if node.get("example").is_some() || node.get("examples").is_some() {
            self.examples.push((node, ty.clone()));
        }
    }

    /// What a schema says that is not generated is named here.
    fn check(&self, node: &'d Node) {
        let schema = Schema(node);
        self.openapi.check_schema_keys(schema);
        // Says so if they are not what they should be.
        self.reader.entries(node, "properties");
        for key in ["allOf", "oneOf", "anyOf", "enum"] {
            self.reader.items(node, key);
        }
        if node
            .get("required")
            .is_some_and(|required| required.as_bool().is_none())
        {
            self.reader.strings(node, "required");
        }
        if let Some(values) = node
            .get("enum")
            .filter(|values| matches!(&values.value, Value::Array(items) if items.is_empty()))
        {
            let message = "`enum` is ignored: it has no values, so that none would be accepted";
            self.reader
                .degrade(values, message, "list the values, or remove it");
        }
        if let Some(not) = node.get("not") {
            self.reader.degrade(
                not,
                "`not` is ignored: more values are accepted than it allows",
                "describe the values that are possible",
            );
        }
        if self.reader.flag(node, "uniqueItems") {
            let at = node.get("uniqueItems").unwrap_or(node);
            let message = "`uniqueItems` is ignored: items can be the same";
            self.reader.degrade(at, message, "remove it");
        }
        if let Some(at) = node.get("prefixItems").filter(|at| {
            Schema(node).tuple().is_none()
                || !is_exact(&View::of(self.reader, node), at.items().len())
        }) {
            let message = "`prefixItems` without a fixed length are read as a list: an item can be any of them, at any place";
            self.reader
                .degrade(at, message, "add `items: false`, `minItems` and `maxItems`");
        }
        if let Some(at) = node.get("patternProperties") {
            let message =
                "`patternProperties` are read as `additionalProperties`: the names are not checked";
            self.reader
                .degrade(at, message, "write `additionalProperties`");
        }
        if let Some(list) = schema.extensions().comma_separated() {
            let message =
                "`x-comma-separated` is ignored: it is read where a body is made of it alone";
            self.reader.degrade(
                list,
                message,
                "make it the one property of a body with `x-unwrap`",
            );
        }
        let is_union =
            Schema(node).alternatives().is_some() || self.children.contains_key(&node.id);
        if let Some(discriminator) = node.get("discriminator").filter(|_| !is_union) {
            let message = "`discriminator` is ignored: there are no alternatives, and no schema is made of this one";
            self.reader.degrade(
                discriminator,
                message,
                "list the possibilities with `oneOf`",
            );
        }
        if schema.extensions().has_references() && !self.openapi.uses_results() {
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
}

impl Class<'_> {
    /// Whether a type of its own is made for it.
    fn needs_name(&self) -> bool {
        matches!(
            self,
            Self::Strings(_) | Self::Integers(_) | Self::Union(_) | Self::Struct(_)
        )
    }
}

/// One of several kinds, each as far as the schema speaks of it.
fn several_kinds<'d>(view: &View<'d>, kinds: &[Kind]) -> Class<'d> {
    let list = kinds
        .iter()
        .map(|kind| Alternative::Kind(*kind, view.only(*kind)));
    Class::Union(Alternatives {
        list: list.collect(),
        discriminator: None,
    })
}

/// Adds a possibility to `list`: what it is one of, where it is no more than alternatives without a name.
fn flatten<'d>(node: &'d Node, depth: usize, list: &mut Vec<Alternative<'d>>) {
    let says_more = node.entries().iter().any(|(key, value)| {
        (key != "oneOf" && key != "anyOf" && Schema::is_structural_key(key, value))
            || matches!(key.as_str(), "$ref" | "discriminator" | "title")
    });
    let is_one = node.get("oneOf").is_none() || node.get("anyOf").is_none();
    match Schema(node).alternatives() {
        Some((_, inner)) if !says_more && is_one && depth < NESTED_SCHEMAS => {
            for part in inner {
                flatten(part, depth + 1, list);
            }
        }
        _ => list.push(Alternative::Node(node)),
    }
}

fn is_u64(node: &Node) -> bool {
    matches!(&node.value, Value::Number(text) if text.parse::<u64>().is_ok())
}

/// Whether an array has exactly as many items as there are places.
fn is_exact(view: &View<'_>, places: usize) -> bool {
    let number = |key: &str| {
        view.get(key)
            .and_then(Node::as_i64)
            .and_then(|number| usize::try_from(number).ok())
    };
    let is_closed = view.get("items").and_then(Node::as_bool) == Some(false);
    let at_most = is_closed || number("maxItems") == Some(places);
    at_most && number("minItems") == Some(places)
}

/// What a reference to another file calls what it leads to: the end of its pointer, or the file.
fn name_in_file(reference: &str) -> Option<&str> {
    let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
    let name = match pointer.trim_start_matches('/') {
        "" => file
            .rsplit('/')
            .next()
            .and_then(|name| name.split('.').next()),
        pointer => pointer.rsplit('/').next(),
    };
    name.filter(|name| !name.is_empty())
}

/// Whether a schema restricts the value in any way.
pub(super) fn says_anything(node: &Node) -> bool {
    Schema(node).reference().is_some() || Schema(node).is_structural()
}

/// Whether anything beside a reference restricts the value.
fn has_structural_siblings(node: &Node) -> bool {
    // A `type` alone repeats what the reference says already.
    node.entries()
        .iter()
        .any(|(key, value)| key != "type" && Schema::is_structural_key(key, value))
}
