//! Schemas: references, null, and the kind of a type.

use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind};
use specwright::ir::{Shape, Type};

use crate::comparison::Comparison;

impl Comparison {
    /// Returns the schema that a reference leads to, if it is one of `components`.
    pub(crate) fn target(&self, schema: &ReferenceOr<Schema>) -> Option<Schema> {
        let mut schema = schema.clone();
        while let ReferenceOr::Reference { reference } = &schema {
            schema = self
                .spec
                .components
                .as_ref()?
                .schemas
                .get(&component(reference)?)?
                .clone();
        }
        schema.into_item()
    }

    /// Returns whether null is allowed, by any keyword.
    pub(crate) fn is_nullable(&self, schema: &ReferenceOr<Schema>) -> bool {
        let Some(schema) = self.target(schema) else {
            return false;
        };
        let any = |parts: &[ReferenceOr<Schema>]| parts.iter().any(|part| self.is_nullable(part));
        schema.schema_data.nullable
            || match &schema.schema_kind {
                SchemaKind::OneOf { one_of: parts } | SchemaKind::AnyOf { any_of: parts } => {
                    any(parts)
                }
                SchemaKind::AllOf { all_of: parts } => parts.len() == 1 && any(parts),
                SchemaKind::Type(openapiv3::Type::String(string)) => {
                    string.enumeration.contains(&None)
                }
                SchemaKind::Any(schema) => {
                    any(&schema.one_of)
                        || any(&schema.any_of)
                        || (schema.all_of.len() == 1 && any(&schema.all_of))
                        || schema.enumeration.iter().any(serde_json::Value::is_null)
                }
                _ => false,
            }
    }

    /// Compares a type with a schema. With `through`, a named type stands for its definition.
    pub(crate) fn schema(
        &mut self,
        ty: &Type,
        schema: &ReferenceOr<Schema>,
        at: &str,
        through: bool,
    ) {
        if let ReferenceOr::Reference { reference } = schema {
            // The other parser does not follow references into schemas.
            let Some(mut name) = component(reference) else {
                return;
            };
            let components = self.spec.components.clone().unwrap_or_default().schemas;
            while let Some(ReferenceOr::Reference { reference }) = components.get(&name) {
                name = component(reference).unwrap();
            }
            let index = self.schemas.iter().position(|known| *known == name);
            let same = matches!(self.alias(ty), Type::Named(id) if Some(id.0) == index)
                || matches!(ty, Type::Named(id) if Some(id.0) == index);
            // A named schema that is not a struct, enum or union is an alias.
            return match self.target(schema) {
                _ if same => {}
                Some(target) if through || !matches!(self.alias(ty), Type::Named(_)) => {
                    self.kind_of(ty, &target, at)
                }
                _ => self.differs(at, format!("not a `{name}`")),
            };
        }
        if let ReferenceOr::Item(schema) = schema {
            self.kind_of(ty, schema, at);
        }
    }

    /// Resolves aliases.
    fn alias(&self, ty: &Type) -> Type {
        match ty {
            Type::Named(id) => match &self.api.types[id].shape {
                Shape::Alias(ty) => self.alias(ty),
                _ => ty.clone(),
            },
            _ => ty.clone(),
        }
    }

    fn kind_of(&mut self, ty: &Type, schema: &Schema, at: &str) {
        let ty = self.alias(ty);
        if ty == Type::Any && self.is_loose {
            return;
        }
        match &schema.schema_kind {
            SchemaKind::Type(kind) => self.typed(&ty, kind, schema, at),
            SchemaKind::OneOf { one_of: parts } | SchemaKind::AnyOf { any_of: parts } => {
                self.union(&ty, parts, at)
            }
            SchemaKind::AllOf { all_of: parts } if parts.len() == 1 => {
                self.schema(&ty, &parts[0], at, false)
            }
            SchemaKind::Any(any) => self.mixed(&ty, any, at),
            SchemaKind::AllOf { .. } | SchemaKind::Not { .. } => {
                self.differs(at, "this is not supported")
            }
        }
    }

    /// Compares a schema to which the other parser gives no kind.
    fn mixed(&mut self, ty: &Type, any: &openapiv3::AnySchema, at: &str) {
        let is_string = |value: &&serde_json::Value| value.is_string();
        if !any.enumeration.is_empty() {
            let values: Vec<String> = any
                .enumeration
                .iter()
                .filter(is_string)
                .map(|value| value.as_str().unwrap().to_owned())
                .collect();
            return self.enumeration(ty, &values, at);
        }
        let parts = [&any.one_of, &any.any_of];
        if let Some(parts) = parts.into_iter().find(|parts| !parts.is_empty()) {
            return self.union(ty, parts, at);
        }
        if let [part] = any.all_of.as_slice() {
            return self.schema(ty, part, at, false);
        }
        match (&any.additional_properties, ty) {
            (Some(AdditionalProperties::Schema(inner)), Type::Map { value, .. }) => {
                self.inner(value, &inner.clone(), at)
            }
            _ => self.expect(*ty == Type::Any, at, "a type where there is none"),
        }
    }
}

/// Returns the name of the schema of `components` that a reference leads to, if it leads to one as a whole.
fn component(reference: &str) -> Option<String> {
    let token = reference.strip_prefix("#/components/schemas/")?;
    (!token.contains('/')).then(|| {
        token
            .replace("%7D", "}")
            .replace("~1", "/")
            .replace("~0", "~")
    })
}
