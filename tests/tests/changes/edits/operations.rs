//! Edits of operations, with their lines.

use super::Case;

pub(crate) const OPERATIONS: &[Case] = &[
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
