//! The lock: an edit of the document changes what it touches. Names, and the order of arguments, fields and values, stay as
//! the lock of the last generation has them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a panic is how a test fails"
)]

mod edits;
mod names;
mod text;

use specwright::{Lock, Options};

/// A small document, with something of everything that has an order.
const DOCUMENT: &str = "\
openapi: 3.1.0
info: { title: Harbour, version: '1' }
paths:
  /boats:
    get:
      operationId: list-boats
      tags: [boats]
      parameters:
        - { name: harbour, in: query, required: true, schema: { type: string } }
        - { name: owner, in: query, required: true, schema: { type: string } }
        - { name: per_page, in: query, schema: { type: integer } }
        - { name: order, in: query, schema: { type: string, enum: [up, down] } }
      responses:
        '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Boat' } } } } }
        '404': { $ref: '#/components/responses/Lost' }
    post:
      operationId: add-boat
      tags: [boats]
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: '#/components/schemas/NewBoat' } }
          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Form' } }
          multipart/form-data: { schema: { $ref: '#/components/schemas/Form' } }
      responses: { '204': { description: Added. } }
components:
  responses:
    Lost: { description: None., content: { application/json: { schema: { type: object, properties: { at: { type: string } } } } } }
  schemas:
    NewBoat:
      type: object
      required: [name, port, kind]
      properties:
        name: { type: string }
        port: { type: string }
        kind: { const: boat }
    Base: { type: object, required: [id, place], properties: { id: { type: string }, place: { type: string } } }
    Boat:
      allOf:
        - { $ref: '#/components/schemas/Base' }
        - type: object
          properties:
            state: { type: string, enum: [afloat, ashore] }
            notes: { type: string }
    Form: { type: object, required: [b, a], properties: { b: { type: string }, a: { type: string } } }
";

/// The text of the lock of a document, and the files.
#[derive(Debug, PartialEq)]
struct Generated {
    lock: String,
    files: Vec<(String, String)>,
}

/// Generates from a document, with the lock of an earlier generation.
fn generate(document: &str, lock: Option<&str>) -> Generated {
    let parsed = specwright::parse(document).unwrap_or_else(|problems| panic!("{problems}"));
    let lock = lock.map(|lock| Lock::read(lock).unwrap_or_else(|error| panic!("{error}")));
    let options = Options {
        lenient: true,
        lock,
        ..Options::default()
    };
    let lowered =
        specwright::lower(parsed, &options).unwrap_or_else(|problems| panic!("{problems}"));
    let files = specwright::emit(&lowered.api, "cargo xtask codegen");
    Generated {
        lock: specwright::lock(&lowered.api, &files, "cargo xtask codegen"),
        files: files
            .into_iter()
            .map(|file| (file.path, file.contents))
            .collect(),
    }
}

/// Replaces one place of the document, which has to be there once.
fn edited(from: &str, to: &str) -> String {
    let count = DOCUMENT.matches(from).count();
    assert_eq!(count, 1, "`{from}` is in the document {count} times");
    DOCUMENT.replacen(from, to, 1)
}

/// The lines of the lock that an edit removes (`-`) and adds (`+`).
fn difference(old: &str, new: &str) -> Vec<String> {
    let is_new = |line: &&str| !old.lines().any(|other| other == *line);
    let is_gone = |line: &&str| !new.lines().any(|other| other == *line);
    let gone = old.lines().filter(is_gone).map(|line| format!("- {line}"));
    let added = new.lines().filter(is_new).map(|line| format!("+ {line}"));
    gone.chain(added).collect()
}

/// The lines of the lock that an edit changes, where the lock before it is kept.
fn kept(from: &str, to: &str) -> Vec<String> {
    let before = generate(DOCUMENT, None).lock;
    let after = generate(&edited(from, to), Some(&before)).lock;
    difference(&before, &after)
}
