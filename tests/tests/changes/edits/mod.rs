//! Edits of the document, each with the lines of its report.

mod operations;
mod parameters;
mod types;

pub(crate) use operations::OPERATIONS;
pub(crate) use parameters::PARAMETERS;
pub(crate) use types::TYPES;

/// An edit, as a text and what it becomes, and the lines of its report.
pub(crate) type Case = (&'static str, &'static str, &'static [&'static str]);

pub(crate) const NAMES: &[Case] = &[
    (
        "        - { name: per_page, in: query",
        "        - { name: per-page, in: header, schema: { type: string } }\n        - { name: per_page, in: query",
        &[
            "means-another | major | ok | ok | ListBoats::per_page sends `per-page` in place of `per_page`",
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
        &["means-another | major, silent | ok | risk | Colour::Red is `Red` in place of `red`"],
    ),
];

/// Edits, and the lines of taking them back.
pub(crate) const BACK: &[Case] = &[
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
        &["parameter-removed | major | risk | break | Client::list_boats no longer takes `berth`"],
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
