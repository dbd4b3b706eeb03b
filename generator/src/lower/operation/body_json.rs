//! Bodies in JSON.

use super::bounds::count;
use crate::ir::{Docs, Note, Passed, Type};
use crate::lower::draft::{Body, BodyContent, Types};
use crate::lower::extensions::split::{note, split};
use crate::lower::extensions::wrapper::{PassedValue, joined, passed_value};
use crate::lower::schema::Schemas;
use crate::lower::schema::docs::docs;
use crate::lower::schema::name_hint::NameHint;
use crate::lower::schema::nullable::is_nullable;
use crate::names::{Use, name};
use crate::openapi::schema::Schema;

/// The body of an operation in JSON.
pub(super) struct JsonBody<'d> {
    /// `None` if it has none, which has been reported.
    pub(super) schema: Option<Schema<'d>>,
    /// The media type, if it is not `application/json`.
    pub(super) media_type: Option<String>,
}

impl<'d> JsonBody<'d> {
    /// The body of this schema: that of the operation, or one of its alternatives. `description` is that of the body
    /// itself, and `passed` says how a value of a type is passed.
    pub(super) fn lower(
        &self,
        schemas: &mut Schemas<'_, 'd>,
        schema: Schema<'d>,
        description: Option<&str>,
        passed: impl FnOnce(&Types, &BodyContent) -> Passed,
        hint: &NameHint,
    ) -> Option<Body> {
        let value = passed_value(schemas.reader(), schema)?;
        let mut docs = docs_of(schemas, &value, description);
        let content = self.content(schemas, value.schema, hint)?;
        let passed = passed(schemas.types(), &content);
        docs.notes
            .extend((passed == Passed::ArgumentOrNone).then_some(Note::BodyOrNone));
        if let BodyContent::List { split, .. } | BodyContent::Joined { split, .. } = &content {
            docs.notes.extend(note(*split));
        }
        Some(Body {
            name: name(value.wrapper.unwrap_or("body"), Use::Value),
            docs,
            passed,
            wrapper: value.wrapper.map(str::to_owned),
            content,
        })
    }

    fn content(
        &self,
        schemas: &mut Schemas<'_, 'd>,
        value: Schema<'d>,
        hint: &NameHint,
    ) -> Option<BodyContent> {
        let reader = schemas.reader();
        let target = value.target(reader)?;
        if let Some(list) = target.comma_separated() {
            return joined(schemas, list, hint);
        }
        let is_nullable = is_nullable(reader, value);
        Some(match schemas.lower(value, hint) {
            Type::List(item) if self.media_type.is_none() => {
                let count = count(reader, target);
                let split = split(schemas, target, &item, count);
                if is_nullable && count.is_unlimited() && split.is_none() {
                    return Some(self.any_json(Type::Nullable(Box::new(Type::List(item)))));
                }
                if is_nullable {
                    let message =
                        "null cannot be sent in place of the list, whose items are counted";
                    let help = "remove null, or the limits of the list";
                    reader.degrade(value.node(), message, help);
                }
                BodyContent::List {
                    item: *item,
                    count,
                    split,
                }
            }
            Type::Any => self.any_json(Type::Any),
            ty if is_nullable => self.any_json(Type::Nullable(Box::new(ty))),
            ty => self.any_json(ty),
        })
    }

    /// A value of any type.
    pub(super) fn any_json(&self, ty: Type) -> BodyContent {
        BodyContent::Json {
            ty,
            media_type: self.media_type.clone(),
        }
    }
}

/// The documentation of the value that callers pass.
fn docs_of(schemas: &Schemas<'_, '_>, passed: &PassedValue<'_>, body: Option<&str>) -> Docs {
    let reader = schemas.reader();
    let list = passed.schema.comma_separated();
    let mut docs = docs(reader, list.unwrap_or(passed.schema));
    docs.summary = None;
    let of_joined = list.and_then(|_| self::docs(reader, passed.schema).description);
    let of_value = of_joined.or(docs.description.take());
    let of_body = body.map(str::to_owned);
    docs.description = match passed.wrapper {
        // The wrapper's description is internal.
        Some(_) => of_value.or(of_body),
        None => of_body.or(of_value),
    };
    docs
}
