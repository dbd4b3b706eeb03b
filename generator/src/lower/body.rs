//! Bodies of requests, wrappers and alternatives included.

use super::parameter::{is_scalar, split};
use super::response::json_content;
use super::schema::{Origin, Schemas};
use crate::document::Node;
use crate::ir::{Body, BodyContent, Count, Note, Type};
use crate::names::{Use, name};

/// The body of an operation as the document has it.
pub(super) struct Bodies<'d> {
    /// The schema, if there is a body.
    schema: Option<&'d Node>,
    description: Option<String>,
    required: bool,
    origin: Origin,
}

impl<'d> Bodies<'d> {
    pub(super) fn read(schemas: &Schemas<'_, 'd>, operation: &'d Node, origin: &Origin) -> Self {
        let reader = schemas.reader;
        let body = operation
            .get("requestBody")
            .and_then(|body| reader.resolve(body));
        if let Some(body) = body {
            reader.check_keys(
                body,
                "a request body",
                &["description", "content", "required"],
            );
            if body
                .get("content")
                .is_none_or(|content| content.entries().is_empty())
            {
                reader.error(
                    body,
                    "the request body has no `content`",
                    "describe it as `application/json`",
                );
            }
        }
        Self {
            schema: body.and_then(|body| json_content(reader, body, "request body")),
            description: body
                .and_then(|body| reader.text(body, "description"))
                .map(str::to_owned),
            required: body.is_some_and(|body| reader.flag(body, "required")),
            origin: origin.child("body"),
        }
    }

    /// The body of an operation that is called in one way.
    pub(super) fn only(&self, schemas: &mut Schemas<'_, 'd>) -> Option<Body> {
        self.lower(schemas, self.schema?, self.required)
    }

    /// Every way to write the body is one of the calls, and a body that is required is in all of them.
    pub(super) fn check_calls(&self, schemas: &Schemas<'_, 'd>, calls: &[Node]) {
        let reader = schemas.reader;
        let named = |pointer: &str| {
            calls
                .iter()
                .any(|call| call.get("body").and_then(Node::as_str) == Some(pointer))
        };
        for part in self.alternatives().filter(|part| {
            let pointer = part.get("$ref").and_then(Node::as_str);
            !pointer.is_some_and(named)
        }) {
            let message = "no item of `x-calls` has this body: it cannot be sent";
            reader.degrade(part, message, "add an item with `body`, or remove this one");
        }
        for call in calls
            .iter()
            .filter(|call| self.required && call.get("body").is_none())
        {
            let message = "the operation requires a body, and this call has none";
            reader.error(call, message, "add `body`, or let the body be optional");
        }
    }

    /// The parts of the body's `oneOf`, or the body itself.
    fn alternatives(&self) -> impl Iterator<Item = &'d Node> {
        let parts = self.schema.map_or(&[][..], |schema| {
            schema.get("oneOf").map_or(&[][..], Node::items)
        });
        self.schema
            .into_iter()
            .filter(move |_| parts.is_empty())
            .chain(parts)
    }

    /// The body that an item of `x-calls` names: the schema itself, or a part of its `oneOf`.
    pub(super) fn alternative(
        &self,
        schemas: &mut Schemas<'_, 'd>,
        reference: &'d Node,
    ) -> Option<Body> {
        let reader = schemas.reader;
        let pointer = reference.as_str().unwrap_or_default();
        let whole = self.schema.into_iter();
        let parts = self.schema.map_or(&[][..], |schema| {
            schema.get("oneOf").map_or(&[][..], Node::items)
        });
        let found = whole
            .chain(parts)
            .find(|node| node.get("$ref").and_then(Node::as_str) == Some(pointer));
        match found {
            // A call that has a body needs it, whatever the others do.
            Some(schema) => self.lower(schemas, schema, true),
            None => {
                let help = "write the `$ref` of the body's schema, or of a part of its `oneOf`";
                reader.error(
                    reference,
                    format!("`{pointer}` is no body of this operation"),
                    help,
                );
                None
            }
        }
    }

    fn lower(
        &self,
        schemas: &mut Schemas<'_, 'd>,
        schema: &'d Node,
        required: bool,
    ) -> Option<Body> {
        let reader = schemas.reader;
        let target = reader.resolve(schema)?;
        let (wrapper, value, wanted) = if reader.flag(target, "x-unwrap") {
            let [(property, value)] = reader.entries(target, "properties") else {
                reader.error(
                    target,
                    "`x-unwrap` on a schema that has not exactly one property",
                    "keep one property, or remove `x-unwrap`",
                );
                return None;
            };
            (Some(property.clone()), value, property.as_str())
        } else {
            (None, schema, "body")
        };
        let list = value.get("x-comma-separated");
        let mut docs = schemas.docs(list.unwrap_or(value));
        docs.summary = None;
        // What is said of the wrapper speaks of what callers do not see.
        let said = list
            .and_then(|_| schemas.docs(value).description)
            .or(docs.description.take());
        docs.description = match &wrapper {
            Some(_) => said.or(self.description.clone()),
            None => self.description.clone().or(said),
        };
        let content = self.content(schemas, value)?;
        if let BodyContent::List { split: Some(_), .. }
        | BodyContent::Joined { split: Some(_), .. } = &content
        {
            docs.notes.push(Note::Split);
        }
        Some(Body {
            name: name(wanted, Use::Value),
            docs,
            required,
            wrapper,
            content,
        })
    }

    fn content(&self, schemas: &mut Schemas<'_, 'd>, value: &'d Node) -> Option<BodyContent> {
        let reader = schemas.reader;
        if let Some(list) = reader.resolve(value)?.get("x-comma-separated") {
            let ty = schemas.lower(list, &self.origin);
            let item = match ty {
                Type::List(item) if is_scalar(schemas, &item) => *item,
                _ => {
                    reader.error(
                        list,
                        "`x-comma-separated` is not a list of single values",
                        "describe an array of strings, numbers or ids",
                    );
                    return None;
                }
            };
            let count = count(schemas, list);
            let split = split(schemas, reader.resolve(list)?, &item, count);
            return Some(BodyContent::Joined { item, count, split });
        }
        let ty = schemas.lower(value, &self.origin);
        Some(match ty {
            Type::List(item) => {
                let count = count(schemas, value);
                let split = split(schemas, reader.resolve(value)?, &item, count);
                BodyContent::List {
                    item: *item,
                    count,
                    split,
                }
            }
            ty => BodyContent::Json(ty),
        })
    }
}

fn count<'d>(schemas: &Schemas<'_, 'd>, node: &'d Node) -> Count {
    let reader = schemas.reader;
    let target = reader.resolve(node).unwrap_or(node);
    Count {
        min: reader.count(target, "minItems"),
        max: reader.count(target, "maxItems"),
    }
}
