//! Schemas to types.
//!
//! | file | holds |
//! |---|---|
//! | `graph` | how the schemas of a document relate: names, inheritance, schemas that stand for others |
//! | `merged` | several schemas that describe one value together |
//! | `classify` | the shape of the values that a schema describes |
//! | `scalar`, `object`, `list`, `enums`, `union` | the types of each shape |
//! | `alternatives`, `discriminator`, `constants` | the alternatives of unions, and what distinguishes them |
//! | `nullable` | which schemas allow null |
//! | `declared`, `name_hint` | the declared types and their names |
//! | `access` | access to what is there |
//! | `forms` | other forms in which objects and lists are written |
//! | `docs`, `check` | descriptions and bounds; keywords that are ignored |

mod access;
mod alternatives;
mod check;
mod classify;
mod constants;
mod declared;
mod discriminator;
pub(super) mod docs;
mod enums;
mod forms;
pub(super) mod graph;
mod list;
pub(super) mod merged;
mod misspelt;
pub(super) mod name_hint;
pub(super) mod nullable;
pub(super) mod object;
mod others;
mod scalar;
mod several;
mod union;

use std::rc::Rc;

use self::check::check;
use self::classify::{SchemaShape, shape_of, shape_of_merged};
use self::declared::Declared;
use self::docs::{docs, merged_docs};
use self::enums::{integer_enum, string_enum};
use self::forms::Forms;
use self::graph::SchemaGraph;
use self::merged::MergedSchema;
use self::name_hint::NameHint;
use self::nullable::{are_nullable, is_nullable};
use super::draft::Shape;
use super::extensions::misplaced;
use crate::document::NodeId;
use crate::document::pointer::percent_decode;
use crate::ir::{Type, TypeId};
use crate::limits::NESTED_SCHEMAS;
use crate::lock::{Lock, sources};
use crate::openapi::OpenApi;
use crate::openapi::schema::Schema;

/// The schemas of a document, and the types that they have declared so far.
pub(super) struct Schemas<'r, 'd> {
    graph: SchemaGraph<'r, 'd>,
    declared: Declared,
    lock: Rc<Lock>,
    /// The schemas that are being lowered, in which a nameless schema inside of itself has no end.
    open: Vec<NodeId>,
    /// How many schemas are being lowered inside one another.
    depth: usize,
    /// The schemas with examples, each with its type.
    examples: Vec<(Schema<'d>, Type)>,
    /// The other forms in which objects and lists are written.
    forms: Forms<'d>,
    /// The strings of JSON that are read as the value that they hold.
    opened: Vec<NodeId>,
}

/// Lowering.
impl<'r, 'd> Schemas<'r, 'd> {
    /// Lowers every named schema, so that references to them find their types.
    pub(super) fn new(openapi: OpenApi<'r, 'd>, lock: Rc<Lock>) -> Self {
        let mut schemas = Self {
            graph: SchemaGraph::new(openapi),
            declared: Declared::new(lock.types()),
            lock,
            open: Vec::new(),
            depth: 0,
            examples: Vec::new(),
            forms: Forms::default(),
            opened: Vec::new(),
        };
        let lock = Rc::clone(&schemas.lock);
        let is_given = |place: &str| lock.given_type(place).is_some();
        // Names first, in the order of the document, so that no use of a schema can take its name.
        schemas
            .declared
            .settle_names(openapi.schemas().filter_map(|(name, schema)| {
                let place = openapi.reader.place(schema.node());
                // One with a name of the configuration takes part in no collision.
                (!is_given(&place)).then_some((name, place))
            }));
        let mut named = Vec::new();
        for (name, schema) in openapi.schemas() {
            if !schema.extensions().is_wrapper(openapi.reader) {
                let place = schemas.reader().place(schema.node());
                let hint = (schemas.declared).hint(lock.given_type(&place).unwrap_or(name));
                let id = schemas.declared.reserve(schema, &hint, place);
                named.push((id, schema, hint));
            }
        }
        // A schema that is only a reference to a nameless one, in another file or in this, is that one.
        for (id, schema, _) in &named {
            let target = (schema.reference()).and_then(|_| schemas.graph.stands_for(*schema));
            let target = target.filter(|target| schemas.declared.of_schema(*target).is_none());
            if let Some(target) = target.filter(|target| target.is_object()) {
                schemas.declared.share(target, *id);
            }
        }
        schemas.share_with_inner(&named);
        for (id, schema, hint) in &named {
            schemas.define(*id, *schema, hint);
        }
        for (id, schema, _) in &named {
            if schemas.declared.is_circular_alias(*id) {
                let message = "the schema refers to nothing but itself: its value is untyped";
                let help = "put an object between the schema and itself";
                openapi.reader.degrade(schema.node(), message, help);
                schemas.declared.make_untyped(*id);
            }
            if schemas.declared.remove_circular_variants(*id) {
                let message = "an alternative is the union itself: it is left out";
                let help = "remove it, or let an object or an array stand between the two";
                openapi.reader.degrade(schema.node(), message, help);
            }
        }
        schemas
    }

    /// Lets each named schema be the type of the nameless one that it stands for: the one alternative beside null.
    fn share_with_inner(&mut self, named: &[(TypeId, Schema<'d>, NameHint)]) {
        for (id, schema, _) in named
            .iter()
            .filter(|(_, schema, _)| schema.reference().is_none())
        {
            let inner = self.graph.stands_for(*schema).filter(|inner| {
                let is_nameless = inner.reference().is_none() && inner.is_object();
                is_nameless && self.declared.of_schema(*inner).is_none()
            });
            let place = |inner: &Schema<'d>| self.reader().place(inner.node());
            // One that has a name of its own already keeps it.
            let inner = inner.filter(|inner| !self.declared.is_kept(&place(inner)));
            if let Some(inner) = inner {
                self.declared.share(inner, *id);
            }
        }
    }

    /// Defines the type of a named schema.
    fn define(&mut self, id: TypeId, schema: Schema<'d>, hint: &NameHint) {
        let docs = docs(self.reader(), schema);
        let other = self.graph.stands_for(schema);
        let is_own = |other: &Schema<'d>| self.declared.of_schema(*other) == Some(id);
        if let Some(own) = other.filter(is_own)
            && own.id() != schema.id()
        {
            self.define(id, own, hint);
            self.keep_examples(schema, &Type::Named(id));
            return self.declared.document(id, docs);
        }
        let shape = match other {
            Some(other) => Shape::Alias(self.lower(other, hint)),
            None => {
                self.check(schema);
                let merged = MergedSchema::of(self.reader(), schema);
                let shape = shape_of(&self.graph, schema, &merged);
                self.declaration(&merged, shape, hint, id)
            }
        };
        self.keep_examples(schema, &Type::Named(id));
        self.declared.define(id, docs, shape);
    }

    /// The type of a schema, null aside ([`is_nullable`]).
    pub(super) fn lower(&mut self, schema: Schema<'d>, hint: &NameHint) -> Type {
        if self.depth > NESTED_SCHEMAS {
            return self.untyped(
                schema,
                "schemas are nested too deeply: the value is untyped",
                "move inner schemas into the named schemas of the document",
            );
        }
        self.depth += 1;
        let ty = self.lower_reference(schema, hint);
        self.depth -= 1;
        self.keep_examples(schema, &ty);
        ty
    }

    /// The type of a schema, or null.
    pub(super) fn lower_inner(&mut self, schema: Schema<'d>, hint: &NameHint) -> Type {
        let ty = self.lower(schema, hint);
        if is_nullable(self.reader(), schema) && ty != Type::Any {
            Type::Nullable(Box::new(ty))
        } else {
            ty
        }
    }

    /// The type of all of `schemas` together, or null.
    fn lower_inner_all(&mut self, schemas: &[Schema<'d>], hint: &NameHint) -> Type {
        match schemas {
            [schema] => self.lower_inner(*schema, hint),
            several => match self.lower_all(several, hint) {
                Type::Any => Type::Any,
                ty if are_nullable(self.reader(), several) => Type::Nullable(Box::new(ty)),
                ty => ty,
            },
        }
    }

    /// Follows the reference of a schema, if there is nothing beside it.
    fn lower_reference(&mut self, schema: Schema<'d>, hint: &NameHint) -> Type {
        let reader = self.reader();
        if schema.as_bool() == Some(true) || schema.is_placeholder() {
            return Type::Any;
        }
        if schema.as_bool() == Some(false) {
            let message = "no value is allowed here: every value is accepted";
            reader.degrade(
                schema.node(),
                message,
                "leave it out, or describe its values",
            );
            return Type::Any;
        }
        if !schema.is_object() {
            let node = schema.node();
            let message = format!(
                "a schema is {} and not an object: the value is untyped",
                node.kind()
            );
            reader.error(node, message, "write an object, such as `type: string`");
            return Type::Any;
        }
        if self.opened.contains(&schema.id())
            && let Some(content) = schema.content_schema()
        {
            return self.lower(content, hint);
        }
        if let Some(id) = self.declared.of_schema(schema) {
            return Type::Named(id);
        }
        if schema.reference().is_none() {
            return self.lower_in_place(schema, schema, None, hint);
        }
        let Some(target) = schema.target(reader) else {
            return Type::Any;
        };
        if schema.is_structural_beside_type() {
            return self.lower_in_place(schema, schema, None, hint);
        }
        if let Some(id) = self.declared.of_schema(target) {
            return Type::Named(id);
        }
        if !target.is_object() || target.as_bool().is_some() || target.is_placeholder() {
            return self.lower(target, hint);
        }
        // A schema in another file has a name there.
        let is_elsewhere = reader.is_in_other_file(target.node());
        let name = is_elsewhere.then(|| schema.name_in_file()).flatten();
        let name = name.map(percent_decode);
        self.lower_in_place(schema, target, name.as_deref(), hint)
    }

    /// The type of a schema that has not declared one. `at` is where it is used, `name` its name in another file.
    fn lower_in_place(
        &mut self,
        at: Schema<'d>,
        schema: Schema<'d>,
        name: Option<&str>,
        hint: &NameHint,
    ) -> Type {
        if misplaced::is_refused_wrapper(self.reader(), at, schema) {
            return Type::Any;
        }
        if self.open.contains(&schema.id()) {
            return self.circular(at);
        }
        self.check(schema);
        self.open.push(schema.id());
        let ty = match self.graph.stands_for(schema) {
            Some(other) => self.lower(other, hint),
            None => self.declare_if_needed(schema, name, hint),
        };
        self.open.pop();
        ty
    }

    fn declare_if_needed(
        &mut self,
        schema: Schema<'d>,
        name: Option<&str>,
        hint: &NameHint,
    ) -> Type {
        let merged = MergedSchema::of(self.reader(), schema);
        let shape = shape_of(&self.graph, schema, &merged);
        if !shape.is_declared() {
            return self.undeclared(&merged, shape, hint);
        }
        let set = enum_name(&merged, &shape);
        if let Some(id) = set.as_ref().and_then(|set| self.declared.of_set(set)) {
            return Type::Named(id);
        }
        let own = match &set {
            Some((name, _)) => Some(hint.renamed(name)),
            None => name.map(|name| self.declared.hint(name)),
        };
        let hint = own.as_ref().unwrap_or(hint);
        let mut place = self.reader().place(schema.node());
        if let Some((name, _)) = &set {
            // Another name in the document is another name in Rust.
            place = sources::named(&place, name);
        }
        let id = self.declared.reserve(schema, hint, place);
        if let Some(set) = set {
            self.declared.keep_set(set, id);
        }
        let shape = self.declaration(&merged, shape, hint, id);
        let docs = docs(self.reader(), schema);
        self.declared.define(id, docs, shape);
        Type::Named(id)
    }

    /// The type of several schemas that describe one value together.
    fn lower_merged(&mut self, merged: &MergedSchema<'d>, hint: &NameHint) -> Type {
        let Some(schema) = merged.first() else {
            return Type::Any;
        };
        let key = merged.key();
        if let Some(id) = self.declared.of_merged(&key) {
            return Type::Named(id);
        }
        if self.depth > NESTED_SCHEMAS {
            return self.circular(schema);
        }
        self.depth += 1;
        let shape = shape_of_merged(self.reader(), merged);
        let ty = if shape.is_declared() {
            let parts = merged.parts().map(|part| self.reader().place(part.node()));
            let place = parts.collect::<Vec<_>>().join(" & ");
            let id = self.declared.reserve_merged(key, hint, place);
            let shape = self.declaration(merged, shape, hint, id);
            let docs = merged_docs(self.reader(), merged);
            self.declared.define(id, docs, shape);
            Type::Named(id)
        } else {
            self.undeclared(merged, shape, hint)
        };
        self.depth -= 1;
        ty
    }

    /// The type of all of `schemas` together: of the only one that restricts the value, if there is just one.
    fn lower_all(&mut self, schemas: &[Schema<'d>], hint: &NameHint) -> Type {
        let reader = self.reader();
        let target = |schema: Schema<'d>| match schema.is_structural_beside_type() {
            true => Some(schema.id()),
            false => schema.target(reader).map(Schema::id),
        };
        let mut restricting: Vec<Schema<'d>> = Vec::new();
        for schema in schemas.iter().copied().filter(|schema| schema.restricts()) {
            let is_same = |known: &Schema<'d>| {
                target(*known) == target(schema) || known.is_same(schema, reader)
            };
            if !restricting.iter().any(is_same) {
                restricting.push(schema);
            }
        }
        match (restricting.as_slice(), schemas) {
            ([schema], _) | ([], [schema, ..]) => self.lower(*schema, hint),
            ([], []) => Type::Any,
            (several, _) => {
                let merged = MergedSchema::of_all(reader, several);
                if let (Some(last), (_, false)) = (several.last(), merged.stated_types()) {
                    let message = "other parts of the object state another type: this one is used";
                    reader.degrade(last.node(), message, "make all parts agree");
                    return self.lower(*last, hint);
                }
                self.lower_merged(&merged, hint)
            }
        }
    }

    /// The declaration of a type.
    fn declaration(
        &mut self,
        merged: &MergedSchema<'d>,
        shape: SchemaShape<'d>,
        hint: &NameHint,
        id: TypeId,
    ) -> Shape {
        let place = self.types().get(id).map_or("", |def| &def.place).to_owned();
        match shape {
            SchemaShape::StringEnum(values) => {
                string_enum(self.reader(), &self.lock, &place, merged, &values)
            }
            SchemaShape::IntegerEnum(values) => {
                integer_enum(self.reader(), &self.lock, &place, merged, &values)
            }
            SchemaShape::Union(alternatives) => self.union(alternatives, hint),
            SchemaShape::Object(properties) => self.object(&place, merged, properties, hint),
            shape => Shape::Alias(self.undeclared(merged, shape, hint)),
        }
    }

    /// The type of a shape that is not declared.
    fn undeclared(
        &mut self,
        merged: &MergedSchema<'d>,
        shape: SchemaShape<'d>,
        hint: &NameHint,
    ) -> Type {
        match shape {
            SchemaShape::Plain(ty) => ty,
            SchemaShape::Map(others) => self.map(merged, &others, hint),
            SchemaShape::List(items) => self.list(merged, &items, hint),
            SchemaShape::Tuple(places) => self.tuple(&places, hint),
            SchemaShape::StringEnum(_)
            | SchemaShape::IntegerEnum(_)
            | SchemaShape::Union(_)
            | SchemaShape::Object(_) => Type::Any,
        }
    }

    fn circular(&self, schema: Schema<'d>) -> Type {
        self.untyped(
            schema,
            "the schema refers to nothing but itself: its value is untyped",
            "move it into the named schemas of the document, and put an object between it and itself",
        )
    }

    fn untyped(&self, schema: Schema<'d>, message: &str, help: &str) -> Type {
        self.reader().degrade(schema.node(), message, help);
        Type::Any
    }

    /// Reports what a schema states that is not generated.
    fn check(&mut self, schema: Schema<'d>) {
        check(&self.graph, schema);
        self.forms.note(schema);
    }

    fn keep_examples(&mut self, schema: Schema<'d>, ty: &Type) {
        if schema.examples().next().is_some() {
            self.examples.push((schema, ty.clone()));
        }
    }
}

/// The name of a set of values that is given in place (`x-ms-enum`), and the values: several places can have the same set.
fn enum_name(merged: &MergedSchema<'_>, shape: &SchemaShape<'_>) -> Option<(String, Vec<String>)> {
    let (SchemaShape::StringEnum(values) | SchemaShape::IntegerEnum(values)) = shape else {
        return None;
    };
    let name = merged.find(|part| part.extensions().enum_name())?;
    let values = values.iter().filter_map(|value| value.as_text());
    Some((name.to_owned(), values.map(str::to_owned).collect()))
}
