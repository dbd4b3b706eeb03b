//! Edits of parameters and bodies, with their lines.

use super::Case;

pub(crate) const PARAMETERS: &[Case] = &[
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
        &["parameter-removed | major | risk | break | Client::list_boats no longer takes `flag`"],
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
            "body-required | major | risk | ok | Client::paint_boat has a body that can no longer be left out",
        ],
    ),
    (
        "      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewBoat' } } } }",
        "      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewBoat' } } } }",
        &["body-optional | patch | ok | ok | Client::add_boat has a body that can be left out"],
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
