//! A line for each kind of change.

use super::{DOCUMENT, compare, line, lines, lines_back};

/// An edit, and the lines of its report.
type Case = (&'static str, &'static str, &'static [&'static str]);

const OPERATIONS: &[Case] = &[
    (
        "  /log:\n    get:\n      operationId: get-log",
        "  /crew: { get: { operationId: get-crew, tags: [boats], responses: { '204': { description: None. } } } }\n  /log:\n    get:\n      operationId: get-log",
        &["operation-added | minor | ok | ok | Client::get_crew is new"],
    ),
    (
        "    delete:\n      operationId: delete-boat\n      tags: [boats]\n      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]\n      responses: { '204': { description: Gone. } }\n",
        "",
        &["operation-removed | major | break | ok | Client::delete_boat is gone"],
    ),
    (
        "    delete:\n      operationId: delete-boat",
        "    patch:\n      operationId: delete-boat",
        &[
            "operation-moved | patch | break | break | Client::delete_boat sends `PATCH /boats/{id}` in place of `DELETE /boats/{id}`",
        ],
    ),
    (
        "      operationId: get-log",
        "      operationId: read-log",
        &["operation-renamed | major | ok | ok | Client::get_log is called `Client::read_log`"],
    ),
    (
        "      operationId: delete-boat",
        "      operationId: delete-boat\n      deprecated: true",
        &["operation-deprecated | minor | ok | ok | Client::delete_boat is deprecated"],
    ),
    (
        "      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Paint' } } } }",
        "      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Paint' } }, application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Paint' } } } }",
        &[
            "type-moved | major | ok | ok | Colour is `filters::Colour`",
            "function-added | minor | ok | ok | Client::paint_boat_as_form is new",
        ],
    ),
    (
        "        '201': { description: Added.",
        "        '200': { description: Added.",
        &[
            "success-changed | patch | break | break | Client::add_boat succeeds with 200 in place of 201",
        ],
    ),
    (
        "      responses: { '204': { description: Gone. } }",
        "      responses: { '200': { description: Gone., content: { application/json: { schema: { $ref: '#/components/schemas/Boat' } } } } }",
        &[
            "success-changed | major | break | break | Client::delete_boat succeeds with 200 in place of 204",
            "response-changed | major | ok | break | Client::delete_boat receives `Boat` in place of no body",
        ],
    ),
    (
        "{ schema: { $ref: '#/components/schemas/Problem' } } } }",
        "{ schema: { $ref: '#/components/schemas/Owner' } } } }",
        &[
            "error-changed | major | ok | ok | Client::list_boats has the error `Owner` in place of the error `Problem`",
        ],
    ),
    (
        "      operationId: add-boat",
        "      operationId: add-boat\n      x-idempotent: true",
        &[
            "idempotency-changed | major, silent | risk | risk | Client::add_boat is sent again after a failure that leaves its effect open",
        ],
    ),
    (
        "      operationId: get-log",
        "      operationId: get-log\n      security: []",
        &["security-changed | patch | risk | risk | Client::get_log needs none in place of `key`"],
    ),
    (
        "      operationId: get-log",
        "      operationId: get-log\n      servers: [{ url: 'https://log.example' }]",
        &[
            "server-changed | patch | risk | risk | Client::get_log goes to the server `https://log.example` in place of that of the client",
        ],
    ),
    (
        "https://harbour.example/v1",
        "https://harbour.example/v2",
        &[
            "server-changed | patch | risk | risk | Client::BASE_URL is `https://harbour.example/v2` in place of `https://harbour.example/v1`",
        ],
    ),
    (
        "name: X-Key",
        "name: X-Api-Key",
        &["security-changed | patch | risk | risk | Client takes other credentials"],
    ),
    (
        "security: [{ key: [] }]\n",
        "",
        &[
            "security-changed | patch | risk | risk | Client::add_boat and 4 more need `key` or none in place of `key`",
        ],
    ),
    (
        "        '404': { description: None., content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }\n",
        "",
        &[
            "error-changed | major | ok | ok | Client::list_boats has no documented error in place of the error `Problem`",
        ],
    ),
];

const PARAMETERS: &[Case] = &[
    (
        "        - { name: kind, in: query, schema: { $ref: '#/components/schemas/Kind' } }\n",
        "        - { name: kind, in: query, schema: { $ref: '#/components/schemas/Kind' } }\n        - { name: berth, in: query, schema: { type: string } }\n",
        &["parameter-added | minor | ok | ok | ListBoats::berth is new"],
    ),
    (
        "        - { name: kind, in: query, schema: { $ref: '#/components/schemas/Kind' } }\n",
        "        - { name: kind, in: query, schema: { $ref: '#/components/schemas/Kind' } }\n        - { name: berth, in: query, required: true, schema: { type: string } }\n",
        &["required-parameter-added | major | break | ok | Client::list_boats takes `berth`"],
    ),
    (
        "        - { name: kind, in: query, schema: { $ref: '#/components/schemas/Kind' } }\n",
        "",
        &[
            "type-moved | major | ok | ok | Kind is `models::Kind`",
            "parameter-removed | major | risk | ok | ListBoats::kind is gone",
        ],
    ),
    (
        "        - { name: flag, in: query, required: true, schema: { type: string } }\n",
        "",
        &["parameter-removed | major | risk | ok | Client::list_boats no longer takes `flag`"],
    ),
    (
        "name: kind, in: query, schema",
        "name: kind, in: query, required: true, schema",
        &[
            "parameter-required | major | break | ok | Client::list_boats takes `kind`, which was optional",
        ],
    ),
    (
        "name: flag, in: query, required: true,",
        "name: flag, in: query,",
        &[
            "parameter-optional | major | ok | break | ListBoats::flag is optional, and no longer an argument",
        ],
    ),
    (
        "minimum: 1, maximum: 100, default: 20 } }",
        "minimum: 1, maximum: 50, default: 20 } }",
        &[
            "limit-tightened | patch | risk | ok | ListBoats::per_page allows `1..=50` values in place of `1..=100`",
        ],
    ),
    (
        "minimum: 1, maximum: 100, default: 20 } }",
        "minimum: 1, maximum: 500, default: 20 } }",
        &[
            "limit-loosened | patch | ok | risk | ListBoats::per_page allows `1..=500` values in place of `1..=100`",
        ],
    ),
    (
        "maximum: 100, default: 20",
        "maximum: 100, default: 10",
        &[
            "default-changed | patch | risk | ok | ListBoats::per_page has the default `10` in place of `20`",
        ],
    ),
    (
        "name: per_page, in: query, schema: { type: integer, format: int32,",
        "name: per_page, in: query, schema: { type: integer, format: int64,",
        &[
            "parameter-type-changed | major | ok | risk | ListBoats::per_page takes `i64` in place of `i32`",
        ],
    ),
    (
        "maxItems: 9 } }",
        "maxItems: 5 } }",
        &[
            "limit-tightened | patch | risk | ok | ListBoats::tags allows `..=5` items in place of `..=9`",
        ],
    ),
    (
        "style: form, explode: false",
        "style: pipeDelimited, explode: false",
        &[
            "parameter-style-changed | major, silent | break | break | ListBoats::tags is written in the style `pipeDelimited` in place of `form, not exploded`",
        ],
    ),
    (
        "name: tags, in: query, style",
        "name: tags, in: query, deprecated: true, style",
        &["parameter-deprecated | minor | ok | ok | ListBoats::tags is deprecated"],
    ),
    (
        "        - { name: per_page, in: query",
        "        - { name: per-page, in: query, schema: { type: integer, format: int32, minimum: 1, maximum: 100 } }\n        - { name: per_page, in: query",
        &[
            "means-another | major, silent | ok | ok | ListBoats::per_page sends `per-page` in place of `per_page`",
        ],
    ),
    (
        "        - { name: flag, in: query, required: true, schema: { type: string } }\n        - { name: owner, in: query, required: true, schema: { type: string } }\n",
        "        - { name: owner, in: query, required: true, schema: { type: string } }\n        - { name: flag, in: query, required: true, schema: { type: string } }\n",
        &[
            "arguments-reordered | major, silent | ok | ok | Client::list_boats takes its arguments in another order: `owner`, `flag`",
        ],
    ),
    (
        "name: owner, in: query",
        "name: owner, in: header",
        &[
            "parameter-moved | major, silent | break | break | Client::list_boats sends `owner` in the header in place of the query",
        ],
    ),
    (
        "      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Paint' } } } }\n",
        "",
        &[
            "body-removed | major | risk | ok | Client::paint_boat no longer sends a body",
            "use-changed | major | ok | ok | Paint is no longer sent: it has no setters",
        ],
    ),
    (
        "      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Paint' } } } }",
        "      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Paint' } } } }",
        &[
            "body-required | major | break | ok | Client::paint_boat takes the body, which was optional",
        ],
    ),
    (
        "      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewBoat' } } } }",
        "      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewBoat' } } } }",
        &[
            "body-optional | major | ok | break | Client::add_boat has an optional body, which is no longer an argument",
        ],
    ),
    (
        "{ application/json: { schema: { $ref: '#/components/schemas/Paint' } } }",
        "{ application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Paint' } } }",
        &[
            "body-removed | major | risk | ok | Client::paint_boat no longer sends a body",
            "type-moved | major | ok | ok | Colour is `filters::Colour`",
            "use-changed | major | ok | ok | Paint is no longer sent: it has no setters",
            "parameter-added | minor | ok | ok | PaintBoat::colour is new",
        ],
    ),
    (
        "{ application/json: { schema: { $ref: '#/components/schemas/Paint' } } }",
        "{ application/json: { schema: { $ref: '#/components/schemas/Owner' } } }",
        &[
            "body-changed | major | break | break | Client::paint_boat sends `Owner` as `application/json` in place of `Paint` as `application/json`",
            "use-changed | major | ok | ok | Paint is no longer sent: it has no setters",
            "use-changed | minor | ok | ok | Owner is sent, too: it has setters",
        ],
    ),
    (
        "      operationId: delete-boat\n      tags: [boats]\n",
        "      operationId: delete-boat\n      tags: [boats]\n      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Paint' } } } }\n",
        &["body-added | major | break | ok | Client::delete_boat sends a body, `body`"],
    ),
];

const TYPES: &[Case] = &[
    (
        "        notes: { type: string, maxLength: 500 }\n",
        "        notes: { type: string, maxLength: 500 }\n        berth: { type: string }\n",
        &["property-added | minor | ok | ok | Boat::berth is new"],
    ),
    (
        "        notes: { type: string, maxLength: 500 }\n",
        "",
        &["property-removed | major | risk | ok | Boat::notes is gone"],
    ),
    (
        "        notes: { type: string, maxLength: 500 }\n",
        "        remarks: { type: string, maxLength: 500 }\n",
        &[
            "property-removed | major | risk | ok | Boat::notes is gone",
            "property-added | minor | ok | ok | Boat::remarks is new",
        ],
    ),
    (
        "        length: { type: integer, format: int32, description: In metres. }",
        "        size: { type: integer, format: int32, description: In metres. }",
        &[
            "property-renamed | major | break | break | Boat::length is gone, and `size` is new with the same type and the same text: it may have been renamed",
        ],
    ),
    (
        "notes: { type: string, maxLength: 500 }",
        "notes: { type: string, maxLength: 100 }",
        &[
            "limit-tightened | patch | ok | ok | Boat::notes has the length `..=100` in place of `..=500`",
        ],
    ),
    (
        "        length: { type: integer, format: int32, description: In metres. }",
        "        length: { type: integer, format: int64, description: In metres. }",
        &["property-type-changed | major | risk | ok | Boat::length is `i64` in place of `i32`"],
    ),
    (
        "        length: { type: integer, format: int32, description: In metres. }",
        "        length: { type: string, description: In metres. }",
        &[
            "property-type-changed | major | break | break | Boat::length is `String` in place of `i32`",
        ],
    ),
    (
        "        length: { type: integer, format: int32, description: In metres. }",
        "        length: { type: integer, format: int32, description: In metres., deprecated: true }",
        &["property-deprecated | patch | ok | ok | Boat::length is deprecated"],
    ),
    (
        "        length: { type: integer, format: int32, description: In metres. }",
        "        length: { type: integer, format: int32, description: In metres., default: 5 }",
        &[
            "default-changed | patch | risk | ok | Boat::length has the default `5` in place of none",
        ],
    ),
    (
        "      required: [id, name]",
        "      required: [id, name, notes]",
        &["property-required | major | ok | break | Boat::notes has to be there, and was optional"],
    ),
    (
        "      required: [id, name]",
        "      required: [id]",
        &["property-optional | major | break | ok | Boat::name is optional"],
    ),
    (
        "name: { type: string, description: What it is called. }",
        "name: { type: [string, 'null'], description: What it is called. }",
        &["property-nullable | major | break | ok | Boat::name can be null"],
    ),
    (
        "        name: { type: string }\n        flag: { type: string }\n        length",
        "        name: { type: string }\n        flag: { type: string }\n        berth: { type: string }\n        length",
        &["property-added | minor | ok | ok | NewBoat::berth is new"],
    ),
    (
        "      required: [name, flag]\n      properties:\n        name: { type: string }",
        "      required: [name, flag, berth]\n      properties:\n        name: { type: string }\n        berth: { type: string }",
        &[
            "required-property-added | major | break | ok | NewBoat::berth is new, and `NewBoat::new` takes it",
        ],
    ),
    (
        "      required: [name, flag]",
        "      required: [name]",
        &["property-optional | major | ok | break | NewBoat::flag is optional"],
    ),
    (
        "      required: [name, flag]",
        "      required: [name, flag, length]",
        &[
            "property-required | major | break | ok | NewBoat::length has to be there, and was optional",
        ],
    ),
    (
        "        name: { type: string }\n        flag: { type: string }\n",
        "        flag: { type: string }\n        name: { type: string }\n",
        &[
            "arguments-reordered | major, silent | ok | ok | NewBoat::new takes its arguments in another order: `flag`, `name`",
        ],
    ),
    (
        "        flag: { type: string }\n        length: { type: integer, format: int32 }\n",
        "        flag: { type: string }\n",
        &["property-removed | major | risk | ok | NewBoat::length is gone"],
    ),
    (
        "layer: { const: 1 }",
        "layer: { const: 2 }",
        &[
            "value-removed | major | break | ok | NewBoatLayer::Value1 is gone",
            "value-added | minor | ok | risk | NewBoatLayer::Value2 is new",
        ],
    ),
    (
        "    Paint: { type: object,",
        "    Paint: { type: object, additionalProperties: false,",
        &["other-properties-changed | patch | ok | ok | Paint takes no other properties"],
    ),
    (
        "    Problem: { type: object,",
        "    Problem: { type: object, additionalProperties: { type: integer },",
        &["other-properties-changed | minor | ok | ok | Problem keeps other properties"],
    ),
    (
        "enum: [red, blue]",
        "enum: [red, blue, green]",
        &["value-added | minor | ok | risk | Colour::Green is new"],
    ),
    (
        "enum: [red, blue]",
        "enum: [red]",
        &["value-removed | major | break | ok | Colour::Blue is gone"],
    ),
    (
        "enum: [sail, motor, row]",
        "enum: [row, motor, sail]",
        &[
            "values-reordered | patch | ok | ok | Kind has its values in another order, by which they are compared",
        ],
    ),
    (
        "      responses: { '204': { description: Painted. } }",
        "      responses: { '200': { description: Painted., content: { application/json: { schema: { $ref: '#/components/schemas/Paint' } } } } }",
        &[
            "success-changed | major | break | break | Client::paint_boat succeeds with 200 in place of 204",
            "response-changed | major | ok | break | Client::paint_boat receives `Paint` in place of no body",
        ],
    ),
    (
        "oneOf: [{ $ref: '#/components/schemas/Arrival' }, { $ref: '#/components/schemas/Departure' }]",
        "oneOf: [{ $ref: '#/components/schemas/Arrival' }, { $ref: '#/components/schemas/Departure' }, { $ref: '#/components/schemas/Owner' }]",
        &["alternative-added | minor | ok | ok | Entry::Owner is new"],
    ),
    (
        "mapping: { in: '#",
        "mapping: { inbound: '#",
        &[
            "constant-changed | patch | break | break | Arrival has another single value for the property `event`",
            "recognition-changed | patch | risk | risk | Entry::Arrival is recognized in another way",
        ],
    ),
    (
        "discriminator: { propertyName: event,",
        "discriminator: { propertyName: type,",
        &[
            "constant-changed | major | break | break | Arrival has another single value for the property `event`",
            "constant-changed | major | break | break | Departure has another single value for the property `event`",
            "recognition-changed | patch | risk | risk | Entry tells its alternatives apart by `type` in place of `event`",
        ],
    ),
    (
        "    Owner: { type: object, required: [name], properties: { name: { type: string }, since: { type: string, format: date } } }",
        "    Owner: { type: string }",
        &[
            "property-type-changed | major | break | break | Boat::owner is another `Owner`",
            "type-changed | major | break | break | Owner is an alias in place of a struct",
        ],
    ),
    (
        "name: { type: string, description: What it is called. }",
        "name: { type: string, description: What it is called.; by whom. }",
        &[],
    ),
    (
        "        colour: { $ref: '#/components/schemas/Colour' }\n        notes",
        "        colour: { type: string, enum: [red, blue] }\n        notes",
        &[
            "property-type-changed | major | ok | ok | Boat::colour is `BoatColour` in place of `Colour`",
            "openness-changed | major | ok | ok | Colour takes no other values",
            "type-added | minor | ok | ok | BoatColour is new",
        ],
    ),
    (
        "        notes: { type: string, maxLength: 500 }",
        "        notes: { type: string, maxLength: 500, enum: [none] }",
        &[
            "property-type-changed | major | ok | ok | Boat::notes is `BoatNotes` in place of `String`",
            "type-added | minor | ok | ok | BoatNotes is new",
        ],
    ),
];

const NAMES: &[Case] = &[
    (
        "        - { name: per_page, in: query",
        "        - { name: per-page, in: header, schema: { type: string } }\n        - { name: per_page, in: query",
        &[
            "means-another | major, silent | ok | ok | ListBoats::per_page sends `per-page` in place of `per_page`",
        ],
    ),
    (
        "        notes: { type: string, maxLength: 500 }\n",
        "        Notes: { type: string }\n        notes: { type: string, maxLength: 500 }\n",
        &["property-added | minor | ok | ok | Boat::upper_notes is new"],
    ),
    (
        "enum: [red, blue]",
        "enum: [Red, red, blue]",
        &["means-another | major, silent | ok | ok | Colour::Red is `Red` in place of `red`"],
    ),
];

/// Edits, and the lines of taking them back.
const BACK: &[Case] = &[
    (
        "  /log:\n    get:\n      operationId: get-log",
        "  /crew: { get: { operationId: get-crew, tags: [boats], responses: { '204': { description: None. } } } }\n  /log:\n    get:\n      operationId: get-log",
        &["operation-removed | major | break | ok | Client::get_crew is gone"],
    ),
    (
        "      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Paint' } } } }",
        "      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Paint' } }, application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Paint' } } } }",
        &[
            "function-removed | major | ok | ok | Client::paint_boat_as_form is gone",
            "type-moved | major | ok | ok | Colour is `models::Colour`",
        ],
    ),
    (
        "name: { type: string, description: What it is called. }",
        "name: { type: [string, 'null'], description: What it is called. }",
        &["property-not-nullable | major | ok | break | Boat::name cannot be null"],
    ),
    (
        "      responses: { '204': { description: Painted. } }",
        "      responses: { '200': { description: Painted., content: { application/json: { schema: { $ref: '#/components/schemas/Paint' } } } } }",
        &[
            "success-changed | major | break | break | Client::paint_boat succeeds with 204 in place of 200",
            "response-changed | major | break | break | Client::paint_boat receives no body in place of `Paint`",
        ],
    ),
    (
        "        notes: { type: string, maxLength: 500 }",
        "        notes: { type: string, maxLength: 500, enum: [none] }",
        &[
            "property-type-changed | major | ok | ok | Boat::notes is `String` in place of `BoatNotes`",
            "type-removed | major | ok | ok | BoatNotes is gone",
        ],
    ),
    (
        "        - { name: kind, in: query, schema: { $ref: '#/components/schemas/Kind' } }\n",
        "        - { name: kind, in: query, schema: { $ref: '#/components/schemas/Kind' } }\n        - { name: berth, in: query, schema: { type: string } }\n",
        &["parameter-removed | major | risk | ok | ListBoats::berth is gone"],
    ),
    (
        "        - { name: kind, in: query, schema: { $ref: '#/components/schemas/Kind' } }\n",
        "        - { name: kind, in: query, schema: { $ref: '#/components/schemas/Kind' } }\n        - { name: berth, in: query, required: true, schema: { type: string } }\n",
        &["parameter-removed | major | risk | ok | Client::list_boats no longer takes `berth`"],
    ),
    (
        "    Owner: { type: object, required: [name], properties: { name",
        "    Owner: { type: object, required: [name], properties: { rank: { type: object, properties: { a: { type: string } } }, name",
        &[
            "property-removed | major | risk | ok | Owner::rank is gone",
            "type-removed | major | ok | ok | OwnerRank is gone",
        ],
    ),
    (
        "      operationId: delete-boat",
        "      operationId: delete-boat\n      deprecated: true",
        &["operation-deprecated | minor | ok | ok | Client::delete_boat is no longer deprecated"],
    ),
];

fn check(cases: &[Case], lines: fn(&str, &str) -> Vec<String>) {
    let mut wrong = Vec::new();
    for (from, to, expected) in cases {
        let found = lines(from, to);
        if found != *expected {
            wrong.push(format!("@@{from}\n=>{to}\n==\n{}\n", found.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn operations() {
    check(OPERATIONS, lines);
}

#[test]
fn parameters_and_bodies() {
    check(PARAMETERS, lines);
}

#[test]
fn types() {
    check(TYPES, lines);
}

#[test]
fn names() {
    check(NAMES, lines);
}

#[test]
fn edits_that_are_taken_back() {
    check(BACK, lines_back);
}

/// Compares the document with itself after `from` has become `to` everywhere.
fn everywhere(from: &str, to: &str) -> Vec<String> {
    let report = compare(DOCUMENT, &DOCUMENT.replace(from, to));
    report.changes.iter().map(line).collect()
}

#[test]
fn a_type_with_another_name_is_one_change() {
    assert_eq!(
        everywhere("Owner", "Person"),
        ["type-renamed | major | ok | ok | Owner is called `Person`"]
    );
}

#[test]
fn an_operation_with_another_id_is_one_change_with_its_request() {
    assert_eq!(
        everywhere("list-boats", "find-boats"),
        ["operation-renamed | major | ok | ok | Client::list_boats is called `Client::find_boats`"]
    );
}

#[test]
fn a_field_that_becomes_another_property_is_said_to() {
    // The exact spelling takes the name: a program compiles, and reads another property.
    let old = DOCUMENT.replace("notes: { type: string", "ship-notes: { type: string");
    let new = old.replace(
        "        ship-notes:",
        "        ship_notes: { type: string }\n        ship-notes:",
    );
    let report = compare(&old, &new);
    let found: Vec<String> = report.changes.iter().map(line).collect();
    assert_eq!(
        found,
        [
            "means-another | major, silent | ok | ok | Boat::ship_notes is `ship_notes` in place of `ship-notes`"
        ]
    );
}

#[test]
fn what_is_written_in_another_way_is_no_change() {
    // The order of properties, of schemas and of operations, a reference in place of a schema, and the version.
    for (from, to) in [
        (
            "        kind: { $ref: '#/components/schemas/Kind' }\n        colour: { $ref: '#/components/schemas/Colour' }\n",
            "        colour: { $ref: '#/components/schemas/Colour' }\n        kind: { $ref: '#/components/schemas/Kind' }\n",
        ),
        (
            "    Kind: { type: string, enum: [sail, motor, row] }\n    Colour: { type: string, enum: [red, blue] }\n",
            "    Colour: { type: string, enum: [red, blue] }\n    Kind: { type: string, enum: [sail, motor, row] }\n",
        ),
        ("openapi: 3.1.0", "openapi: 3.1.1"),
        (
            "name: { type: string, description: What it is called. }",
            "name: { allOf: [{ type: string }], description: What it is called. }",
        ),
        (
            "info: { title: Harbour, version: '1' }",
            "info: { title: Harbour, version: '2' }",
        ),
    ] {
        assert_eq!(lines(from, to), Vec::<String>::new(), "{from}");
    }
    let moved = DOCUMENT.replace(
        "  /boats/{id}:\n    delete:",
        "  /boats/{number}:\n    delete:",
    );
    let moved = moved.replace("{ name: id, in: path", "{ name: number, in: path");
    let report = compare(DOCUMENT, &moved);
    assert!(
        report
            .changes
            .iter()
            .all(|change| change.level != generator::Level::Major || change.is_silent),
        "{report:?}"
    );
}
