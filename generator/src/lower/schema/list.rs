//! Arrays: lists, and tuples of fixed length.

use super::Schemas;
use super::merged::MergedSchema;
use super::name_hint::NameHint;
use crate::ir::Type;
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

    /// An array of fixed length, each place with a schema of its own.
    pub(super) fn tuple(&mut self, places: &[Schema<'d>], hint: &NameHint) -> Type {
        let types = places.iter().zip(1..).map(|(schema, number)| {
            self.lower_inner(*schema, &hint.child(&format!("item {number}")))
        });
        Type::Tuple(types.collect())
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
