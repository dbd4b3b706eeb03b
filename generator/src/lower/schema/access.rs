//! Access to the schemas of a document, and to the types that they have declared.

use super::Schemas;
use super::declared::Declared;
use super::forms::Forms;
use super::graph::SchemaGraph;
use crate::ir::{Type, TypeId};
use crate::lock::Lock;
use crate::lower::draft::{Struct, Types};
use crate::names::{Name, Pins, Scope, Use};
use crate::openapi::OpenApi;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

impl<'r, 'd> Schemas<'r, 'd> {
    pub(in crate::lower) fn reader(&self) -> &'r Reader<'d> {
        self.graph.reader
    }

    pub(in crate::lower) fn openapi(&self) -> OpenApi<'r, 'd> {
        self.graph.openapi
    }

    pub(in crate::lower) fn graph(&self) -> &SchemaGraph<'r, 'd> {
        &self.graph
    }

    /// The declared types.
    pub(in crate::lower) fn types(&self) -> &Types {
        self.declared.types()
    }

    /// The declared types, for what extensions state about them.
    pub(in crate::lower) fn types_mut(&mut self) -> &mut Types {
        self.declared.types_mut()
    }

    /// Takes the declared types, and their names.
    pub(in crate::lower) fn take_types(&mut self) -> (Types, Scope) {
        std::mem::replace(&mut self.declared, Declared::new(Pins::default())).into_types()
    }

    /// The type that a schema declares.
    pub(in crate::lower) fn declared_type(&self, schema: Schema<'d>) -> Option<TypeId> {
        self.declared.of_schema(schema)
    }

    /// The struct that a type stands for, through aliases and null.
    pub(in crate::lower) fn structure(&self, ty: &Type) -> Option<(TypeId, &Struct)> {
        self.types().structure_or_null(ty)
    }

    /// Lets a string of JSON be the value that it holds (`contentSchema`), where it is lowered from now on.
    pub(in crate::lower) fn open_content(&mut self, schema: Schema<'d>) {
        self.opened.push(schema.id());
    }

    /// A name beside those of types, for what `source` stands for.
    pub(in crate::lower) fn claim_name(&mut self, source: &str, words: &str, usage: Use) -> Name {
        self.declared.claim(source, words, usage)
    }

    /// A file of `models` that stands for no schema.
    pub(in crate::lower) fn claim_module(&mut self, words: &str) -> Name {
        self.declared.hint(words).module().clone()
    }

    /// Whether a named schema would be called as the words are.
    pub(in crate::lower) fn is_named(&self, words: &str) -> bool {
        self.declared.is_named(words)
    }

    /// The names and the order of the last generation.
    pub(in crate::lower) fn lock(&self) -> &Lock {
        &self.lock
    }

    /// Takes the other forms in which objects and lists are written.
    pub(in crate::lower) fn take_forms(&mut self) -> Forms<'d> {
        std::mem::take(&mut self.forms)
    }

    /// Takes the schemas with examples that have been lowered, each with its type.
    pub(in crate::lower) fn take_examples(&mut self) -> Vec<(Schema<'d>, Type)> {
        std::mem::take(&mut self.examples)
    }
}
