//! `changes`: what an edit of a document is said to mean. Each kind of change has an edit of one document, and the line
//! that the report has for it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a panic is how a test fails"
)]

mod edits;
mod extensions;
mod kinds;
mod reports;

use specwright::{Change, Options, Report};

/// A document that has something of everything.
const DOCUMENT: &str = "\
openapi: 3.1.0
info: { title: Harbour, version: '1' }
servers: [{ url: 'https://harbour.example/v1' }]
security: [{ key: [] }]
paths:
  /boats:
    get:
      operationId: list-boats
      tags: [boats]
      parameters:
        - { name: kind, in: query, schema: { $ref: '#/components/schemas/Kind' } }
        - { name: per_page, in: query, schema: { type: integer, format: int32, minimum: 1, maximum: 100, default: 20 } }
        - { name: tags, in: query, style: form, explode: false, schema: { type: array, items: { type: string }, maxItems: 9 } }
        - { name: flag, in: query, required: true, schema: { type: string } }
        - { name: owner, in: query, required: true, schema: { type: string } }
      responses:
        '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Boat' } } } } }
        '404': { description: None., content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
    post:
      operationId: add-boat
      tags: [boats]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewBoat' } } } }
      responses:
        '201': { description: Added., content: { application/json: { schema: { $ref: '#/components/schemas/Boat' } } } }
  /boats/{id}:
    delete:
      operationId: delete-boat
      tags: [boats]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: Gone. } }
    put:
      operationId: paint-boat
      tags: [boats]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Paint' } } } }
      responses: { '204': { description: Painted. } }
  /log:
    get:
      operationId: get-log
      tags: [boats]
      responses:
        '200': { description: Entries., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Entry' } } } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Kind: { type: string, enum: [sail, motor, row] }
    Colour: { type: string, enum: [red, blue] }
    Boat:
      type: object
      required: [id, name]
      properties:
        id: { type: string }
        name: { type: string, description: What it is called. }
        length: { type: integer, format: int32, description: In metres. }
        kind: { $ref: '#/components/schemas/Kind' }
        colour: { $ref: '#/components/schemas/Colour' }
        notes: { type: string, maxLength: 500 }
        owner: { $ref: '#/components/schemas/Owner' }
    Owner: { type: object, required: [name], properties: { name: { type: string }, since: { type: string, format: date } } }
    NewBoat:
      type: object
      required: [name, flag]
      properties:
        name: { type: string }
        flag: { type: string }
        length: { type: integer, format: int32 }
        layer: { const: 1 }
    Paint: { type: object, properties: { colour: { $ref: '#/components/schemas/Colour' } } }
    Problem: { type: object, properties: { message: { type: string } } }
    Entry:
      oneOf: [{ $ref: '#/components/schemas/Arrival' }, { $ref: '#/components/schemas/Departure' }]
      discriminator: { propertyName: event, mapping: { in: '#/components/schemas/Arrival', out: '#/components/schemas/Departure' } }
    Arrival: { type: object, required: [event], properties: { event: { type: string }, from: { type: string } } }
    Departure: { type: object, required: [event], properties: { event: { type: string }, to: { type: string } } }
";

/// Compares two documents.
fn compare(old: &str, new: &str) -> Report {
    compare_with(old, new, &[])
}

/// Compares two documents, with the renamings that are known.
fn compare_with(old: &str, new: &str, renames: &[(String, String)]) -> Report {
    let lowered = |text: &str| {
        let parsed = specwright::parse(text).unwrap_or_else(|problems| panic!("{problems}"));
        let options = Options {
            lenient: true,
            ..Options::default()
        };
        let lowered =
            specwright::lower(parsed, &options).unwrap_or_else(|problems| panic!("{problems}"));
        let files = specwright::emit(&lowered.api, "cargo xtask codegen");
        (lowered.api, files)
    };
    let (old, new) = (lowered(old), lowered(new));
    specwright::compare((&old.0, &old.1), (&new.0, &new.1), renames)
}

/// Replaces one place of the document, which has to be there once.
fn edited(from: &str, to: &str) -> String {
    let count = DOCUMENT.matches(from).count();
    assert_eq!(count, 1, "`{from}` is in the document {count} times");
    DOCUMENT.replacen(from, to, 1)
}

/// A change in one line: `kind | level | old client | new client | item text`.
fn line(change: &Change) -> String {
    format!(
        "{} | {}{} | {} | {} | {} {}",
        change.kind,
        change.level.word(),
        if change.is_silent { ", silent" } else { "" },
        change.old_client.word(),
        change.new_client.word(),
        change.item,
        change.text
    )
}

/// The changes of an edit that is taken back, a line each.
fn lines_back(from: &str, to: &str) -> Vec<String> {
    let report = compare(&edited(from, to), DOCUMENT);
    report.changes.iter().map(line).collect()
}

/// The changes of an edit, a line each.
fn lines(from: &str, to: &str) -> Vec<String> {
    let report = compare(DOCUMENT, &edited(from, to));
    report.changes.iter().map(line).collect()
}
