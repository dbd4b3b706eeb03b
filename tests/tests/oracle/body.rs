//! Request bodies.

use openapiv3::{ReferenceOr, SchemaKind};
use specwright::ir::{BodyContent, Call, Note, Operation, Passed, Type};

use crate::comparison::Comparison;

impl Comparison {
    pub(crate) fn body(&mut self, at: &str, operation: &Operation, seen: &openapiv3::Operation) {
        let mut body = seen.request_body.clone();
        while let Some(ReferenceOr::Reference { reference }) = &body {
            let name = reference
                .strip_prefix("#/components/requestBodies/")
                .unwrap();
            body = Some(self.spec.components.as_ref().unwrap().request_bodies[name].clone());
        }
        let Some(seen_body) = body.and_then(ReferenceOr::into_item) else {
            let none = operation.calls.iter().all(|call| call.body.is_none());
            return self.expect(none, at, "a body that is not there");
        };
        // With `x-calls`, each function has its own body.
        if seen.extensions.contains_key("x-calls") {
            return;
        }
        let schema = seen_body
            .content
            .values()
            .next()
            .and_then(|media| media.schema.clone());
        let [
            Call {
                body: Some(body),
                docs,
                ..
            },
        ] = operation.calls.as_slice()
        else {
            return self.differs(at, "no body");
        };
        // One that can be left out is an argument, too, if an empty one is no value.
        let is_required =
            body.passed == Passed::Argument && !docs.notes.contains(&Note::OptionalBody);
        self.expect(
            is_required == seen_body.required,
            at,
            "a body required or not",
        );
        // Bytes without a schema.
        let Some(schema) = schema else {
            let is_bytes = matches!(body.content, BodyContent::Bytes(_));
            return self.expect(is_bytes, at, "another body");
        };
        let target = self.target(&schema);
        // Callers give the value of the property of a schema with `x-unwrap`.
        let inner = target
            .filter(|schema| schema.schema_data.extensions.contains_key("x-unwrap"))
            .map(|schema| match schema.schema_kind {
                SchemaKind::Type(openapiv3::Type::Object(object)) => object
                    .properties
                    .first()
                    .map(|(name, schema)| (name.clone(), schema.clone().unbox())),
                _ => None,
            });
        let (wrapper, schema) = match inner {
            Some(inner) => inner.map(|(name, schema)| (Some(name), schema)).unwrap(),
            None => (None, schema),
        };
        self.expect(body.wrapper == wrapper, at, "a body wrapped or not");
        match &body.content {
            // These are tested with the fixtures that have them.
            BodyContent::Form(_)
            | BodyContent::Parts
            | BodyContent::Lines { .. }
            | BodyContent::Text(_)
            | BodyContent::Bytes(_) => {}
            BodyContent::Json { value, .. } => {
                self.schema(&value.ty, &schema, &format!("{at}: body"), false)
            }
            BodyContent::List(items) => self.schema(
                &Type::List(Box::new(items.ty.clone())),
                &schema,
                &format!("{at}: body"),
                false,
            ),
            // A string to the other parser, which does not know `x-comma-separated`.
            BodyContent::Joined(_) => {
                self.schema(&Type::String, &schema, &format!("{at}: body"), false)
            }
        }
    }
}
