//! Arrays: lists, and tuples of fixed length.

use super::Schemas;
use super::merged::MergedSchema;
use super::name_hint::NameHint;
use crate::ir::{IdForm, Type};
use crate::limits::TUPLE_ITEMS;
use crate::lower::draft::Types;
use crate::openapi::schema::Schema;

impl<'d> Schemas<'_, 'd> {
    /// An array of any length.
    pub(super) fn list(
        &mut self,
        merged: &MergedSchema<'d>,
        items: &[Schema<'d>],
        hint: &NameHint,
    ) -> Type {
        let places = merged.tuple();
        let item = match items {
            _ if !places.is_empty() => self.common_type(&places, items.first().copied(), hint),
            [_, ..] => self.lower_inner_all(items, &hint.child("item")),
            [] => {
                if let Some(schema) = merged.first() {
                    let message = "the array has no `items`: its items are untyped";
                    self.reader()
                        .degrade(schema.node(), message, "describe them with `items`");
                }
                Type::Any
            }
        };
        Type::List(Box::new(item))
    }

    /// An array of fixed length, each place with a schema of its own. A longer one than tuples can be is a list whose items
    /// have any of these types.
    pub(super) fn tuple(&mut self, places: &[Schema<'d>], hint: &NameHint) -> Type {
        let types = places.iter().zip(1..).map(|(schema, number)| {
            self.lower_inner(*schema, &hint.child(&format!("item {number}")))
        });
        let types: Vec<Type> = types.collect();
        if types.len() <= TUPLE_ITEMS {
            return Type::Tuple(ids_apart(self.types(), types));
        }
        let mut different: Vec<Type> = Vec::new();
        for ty in types {
            if !different.contains(&ty) {
                different.push(ty);
            }
        }
        let item = match different.as_slice() {
            [one] => one.clone(),
            several if several.contains(&Type::Any) => Type::Any,
            several => self.declare_union(several, &hint.child("item")),
        };
        if different.len() > 1
            && let Some(first) = places.first()
        {
            let message = "an array of more than 12 places is read as a list: any item can have any of its schemas";
            self.reader()
                .degrade(first.node(), message, "describe an object in its place");
        }
        Type::List(Box::new(item))
    }

    /// The type that all items of an array have whose places have schemas of their own, but which has no fixed length;
    /// any value if they have several.
    fn common_type(
        &mut self,
        places: &[Schema<'d>],
        others: Option<Schema<'d>>,
        hint: &NameHint,
    ) -> Type {
        let others = others.filter(|schema| schema.is_object());
        let mut types = Vec::new();
        for schema in places.iter().copied().chain(others) {
            let ty = self.lower_inner(schema, &hint.child("item"));
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
        match types.pop() {
            Some(ty) if types.is_empty() => ty,
            _ => Type::Any,
        }
    }
}

/// The places of a tuple, of which all ids are written alike: beside ids that are numbers, those that are strings are text.
fn ids_apart(types: &Types, places: Vec<Type>) -> Vec<Type> {
    let has = |form| places.iter().any(|ty| has_ids(types, ty, form));
    if !has(IdForm::Integer) || !has(IdForm::String) {
        return places;
    }
    places.iter().map(|ty| ids_as_text(types, ty)).collect()
}

/// Whether a value that is written with its tuple is an id of this form, or has one in it.
fn has_ids(types: &Types, ty: &Type, form: IdForm) -> bool {
    match types.through_alias(ty) {
        Type::Id(found) => *found == form,
        Type::List(item) | Type::Nullable(item) | Type::Map { value: item, .. } => {
            has_ids(types, item, form)
        }
        Type::Tuple(places) => places.iter().any(|ty| has_ids(types, ty, form)),
        _ => false,
    }
}

/// The type with text in place of ids that are strings.
fn ids_as_text(types: &Types, ty: &Type) -> Type {
    if !has_ids(types, ty, IdForm::String) {
        return ty.clone();
    }
    let as_text = |ty: &Type| Box::new(ids_as_text(types, ty));
    match types.through_alias(ty) {
        Type::Id(IdForm::String) => Type::String,
        Type::List(item) => Type::List(as_text(item)),
        Type::Nullable(inner) => Type::Nullable(as_text(inner)),
        Type::Map { key, value } => Type::Map {
            key: *key,
            value: as_text(value),
        },
        Type::Tuple(places) => {
            Type::Tuple(places.iter().map(|ty| ids_as_text(types, ty)).collect())
        }
        other => other.clone(),
    }
}
