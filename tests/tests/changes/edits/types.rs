//! Edits of types, with their lines.

use super::Case;

pub(crate) const TYPES: &[Case] = &[
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
        &["property-deprecated | minor | ok | ok | Boat::length is deprecated"],
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
            "name-changed | major | ok | ok | Entry::In is called `Entry::Inbound`",
            "recognition-changed | minor | risk | risk | Entry::Inbound is recognized in another way",
            "constant-changed | patch | break | break | Arrival has another single value for the property `event`",
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
