//! The keys of each object of the specification. A key that is not listed is ignored, and reported.

/// Swagger Object (Swagger 2.0, section 5.2.1).
pub(super) const ROOT_2: &[&str] = &[
    "swagger",
    "info",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "paths",
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
    "security",
    "tags",
    "externalDocs",
];

/// OpenAPI Object (OpenAPI 3.1, section 4.8.1).
pub(super) const ROOT_3: &[&str] = &[
    "openapi",
    "info",
    "jsonSchemaDialect",
    "servers",
    "paths",
    "webhooks",
    "components",
    "security",
    "tags",
    "externalDocs",
    "$self",
];

/// Info Object (OpenAPI 3.1, section 4.8.2).
pub(super) const INFO: &[&str] = &[
    "title",
    "summary",
    "description",
    "termsOfService",
    "contact",
    "license",
    "version",
];

/// Components Object (OpenAPI 3.1, section 4.8.7; `mediaTypes` is of 3.2).
pub(super) const COMPONENTS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];

/// Path Item Object (OpenAPI 3.2, section 4.9), methods aside.
pub(super) const PATH_ITEM: &[&str] = &[
    "$ref",
    "summary",
    "description",
    "servers",
    "parameters",
    "additionalOperations",
];

/// Operation Object (Swagger 2.0, section 5.2.5).
pub(super) const OPERATION_2: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "consumes",
    "produces",
    "parameters",
    "responses",
    "schemes",
    "deprecated",
    "security",
];

/// Operation Object (OpenAPI 3.1, section 4.8.10).
pub(super) const OPERATION_3: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];

/// Parameter Object (Swagger 2.0, section 5.2.7). Unless it is a body, the parameter is a schema itself.
pub(super) const PARAMETER_2: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "schema",
    "type",
    "format",
    "allowEmptyValue",
    "items",
    "collectionFormat",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "deprecated",
    "example",
];

/// Parameter Object (OpenAPI 3.1, section 4.8.12).
pub(super) const PARAMETER_3: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];

/// Header Object (Swagger 2.0, section 5.2.15). It describes its value as a schema does.
pub(super) const HEADER_2: &[&str] = &[
    "description",
    "type",
    "format",
    "items",
    "collectionFormat",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
];

/// Header Object (OpenAPI 3.1, section 4.8.21).
pub(super) const HEADER_3: &[&str] = &[
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "schema",
    "example",
    "examples",
    "content",
];

/// Request Body Object (OpenAPI 3.1, section 4.8.13).
pub(super) const REQUEST_BODY: &[&str] = &["description", "content", "required"];

/// Media Type Object (OpenAPI 3.2, section 4.14).
pub(super) const MEDIA_TYPE: &[&str] = &[
    "schema",
    "itemSchema",
    "example",
    "examples",
    "encoding",
    "prefixEncoding",
    "itemEncoding",
];

/// Response Object (Swagger 2.0, section 5.2.12).
pub(super) const RESPONSE_2: &[&str] = &["description", "schema", "headers", "examples"];

/// Response Object (OpenAPI 3.1, section 4.8.17; `summary` is of 3.2).
pub(super) const RESPONSE_3: &[&str] = &["summary", "description", "headers", "content", "links"];

/// Schema Object: the keys of OpenAPI 3.0.3 (section 4.7.24), those of Swagger 2.0, and those of JSON Schema 2020-12
/// that are read here, do not restrict values, or name other schemas.
pub(super) const SCHEMA: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$ref",
    "$schema",
    "$vocabulary",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contentEncoding",
    "contentMediaType",
    "default",
    "definitions",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "title",
    "type",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
    "xml",
];

/// Keys of JSON Schema, of 2020-12 and of the drafts before it, that restrict values and are not read.
pub(super) const UNSUPPORTED: &[&str] = &[
    "$recursiveAnchor",
    "$recursiveRef",
    "contains",
    "contentSchema",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "then",
    "unevaluatedItems",
];
