//! The examples of a document: those that their own schemas accept, and the JSON that is expected when they have been
//! read and written again. They measure the generator, and are no part of what it generates.
//!
//! Those of responses are generated for a mock (`responses`), if the configuration asks for them.

mod accepts;
mod assembled;
mod body;
mod described;
mod json;
mod responses;

pub(super) use self::responses::of_responses;

use self::accepts::accepts;
use self::described::Described;
use self::json::write;
use super::direction::Direction;
use super::finish::directions::Inputs;
use super::schema::Schemas;
use super::schema::name_hint::NameHint;
use super::schema::nullable::is_nullable;
use crate::document::Node;
use crate::ir::Type;
use crate::names::{Use, name};
use crate::openapi::schema::Schema;

/// An example that its schema accepts.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The type that is generated for its schema.
    pub ty: Type,
    /// Its line in the document.
    pub line: u32,
    /// The example, as JSON.
    pub json: String,
    /// The same without the properties that the schema does not name, which are not kept.
    pub kept: String,
}

/// Those of the examples that their schemas accept, each in the first direction in which they do.
pub(super) fn collect<'d>(
    schemas: &Schemas<'_, 'd>,
    candidates: Vec<Candidate<'d>>,
    inputs: &Inputs,
) -> Vec<Example> {
    let mut examples = Vec::new();
    for (schema, value, ty) in candidates {
        let mut directions = inputs.in_each_direction(&ty).into_iter();
        let accepted = directions
            .find(|(direction, _)| accepts(schemas.reader(), schema, value, *direction))
            .filter(|_| ty != Type::Any);
        let Some((direction, ty)) = accepted else {
            continue;
        };
        let example = example(schemas, schema, value, ty, direction);
        if !examples.contains(&example) {
            examples.push(example);
        }
    }
    examples
}

/// An example with its schema, and the type of that.
pub(super) type Candidate<'d> = (Schema<'d>, &'d Node, Type);

/// Every example with its schema and the type of that.
pub(super) fn candidates<'d>(schemas: &mut Schemas<'_, 'd>) -> Vec<Candidate<'d>> {
    let mut found = Vec::new();
    for (schema, ty) in schemas.take_examples() {
        let values = schema.examples();
        found.extend(values.map(|value| (schema, value, ty.clone())));
    }
    let hint = NameHint::new(name("example", Use::Value), "example");
    for (schema, values) in schemas.openapi().examples_beside_schemas() {
        if schema.extensions().is_wrapper(schemas.reader()) || !schema.is_object() {
            continue;
        }
        let ty = schemas.lower_inner(schema, &hint);
        let values = values.into_iter();
        found.extend(values.map(|value| (schema, value, ty.clone())));
    }
    found
}

fn example<'d>(
    schemas: &Schemas<'_, 'd>,
    schema: Schema<'d>,
    value: &'d Node,
    ty: Type,
    direction: Direction,
) -> Example {
    let described = Described::by(schemas.graph(), schema, direction);
    let (mut json, mut kept) = (String::new(), String::new());
    write(value, None, &mut json, 0);
    write(value, Some(&described), &mut kept, 0);
    // The type of a property does not include null, which its field keeps.
    let ty = match ty {
        Type::Nullable(_) | Type::Any => ty,
        ty if is_nullable(schemas.reader(), schema) => Type::Nullable(Box::new(ty)),
        ty => ty,
    };
    Example {
        ty,
        line: value.line,
        json,
        kept,
    }
}

#[cfg(test)]
mod tests {
    /// The JSON that is expected of an example of a schema after it was read and written.
    fn kept(schema: &str, example: &str) -> String {
        let document = format!(
            "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\n\
             components: {{ schemas: {{ A: {{ {schema}, examples: [{example}] }} }} }}"
        );
        let options = crate::Options {
            examples: true,
            ..crate::Options::default()
        };
        let lowered = crate::lower(crate::parse(&document).unwrap(), &options).unwrap();
        lowered.examples.first().unwrap().kept.clone()
    }

    #[test]
    fn properties_beside_named_ones_are_kept_where_the_object_has_others() {
        let named = "type: object, properties: { a: { type: integer } }";
        for (others, expected) in [
            ("", r#"{"a":1}"#),
            (", additionalProperties: false", r#"{"a":1}"#),
            (", additionalProperties: true", r#"{"a":1,"b":{"c":2}}"#),
            (", additionalProperties: {}", r#"{"a":1,"b":{"c":2}}"#),
            (
                ", additionalProperties: { type: object, properties: { d: {} } }",
                r#"{"a":1,"b":{}}"#,
            ),
            (
                ", anyOf: [{ type: 'null' }, { type: object, required: [a] }]",
                r#"{"a":1}"#,
            ),
            (
                ", patternProperties: { '^b': {} }",
                r#"{"a":1,"b":{"c":2}}"#,
            ),
        ] {
            let example = match others.contains("false") {
                true => "{ a: 1 }",
                false => "{ a: 1, b: { c: 2 } }",
            };
            assert_eq!(
                kept(&format!("{named}{others}"), example),
                expected,
                "{others}"
            );
        }
    }
}
