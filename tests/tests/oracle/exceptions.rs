//! Fixtures that are not compared, each with its reason.

/// Fixtures that the other parser cannot read.
pub(crate) const UNREADABLE: &[(&str, &str)] = &[
    (
        "additional_properties",
        "lists of types, which the other parser refuses",
    ),
    (
        "directions",
        "lists of types, which the other parser refuses",
    ),
    (
        "enums_of_numbers",
        "lists of types, which the other parser refuses",
    ),
    (
        "nullable_3_1",
        "lists of types, which the other parser refuses",
    ),
    (
        "paging_kinds",
        "lists of types, which the other parser refuses",
    ),
    (
        "deprecated",
        "lists of types, which the other parser refuses",
    ),
    ("formats", "lists of types, which the other parser refuses"),
    (
        "response_headers",
        "a header without a schema, which the other parser refuses",
    ),
    (
        "openai_chat",
        "lists of types, which the other parser refuses",
    ),
    (
        "docker",
        "Swagger 2.0, which the other parser does not know",
    ),
    ("forms", "lists of types, which the other parser refuses"),
    ("tuples", "`items: false`, which the other parser refuses"),
    (
        "union_constants",
        "lists of types, which the other parser refuses",
    ),
    (
        "enum_words",
        "lists of types, which the other parser refuses",
    ),
    ("degradations", "errors, which the other parser refuses"),
    (
        "degradations_of_keywords",
        "a limit that is not a number, which the other parser refuses",
    ),
    (
        "cookie_styles",
        "`style: cookie` of OpenAPI 3.2, which the other parser refuses",
    ),
    (
        "unread_3_2",
        "`style: cookie` of OpenAPI 3.2, which the other parser refuses",
    ),
    (
        "version_3_2",
        "`in: querystring` of OpenAPI 3.2, which the other parser refuses",
    ),
    (
        "schema_type_list",
        "a list of types, which the other parser refuses",
    ),
    (
        "number_limits_spelt",
        "limits such as `400.0`, which the other parser refuses",
    ),
    (
        "discriminator_values",
        "a version that the other parser does not know",
    ),
    (
        "schema_keywords",
        "schemas that are booleans, which the other parser refuses",
    ),
    (
        "yaml_features",
        "the version is not quoted, so it is not a string",
    ),
];

/// Fixtures with constructs that are not compared. Their tests are in `schemas` and `operations`.
pub(crate) const NOT_COMPARED: &[(&str, &str)] = &[
    ("references_to_files", "a document of several files"),
    ("examples_mock", "constants, and streams in place of a body"),
    (
        "names_of_alternatives",
        "constants, and alternatives beside properties",
    ),
    (
        "qdrant_points",
        "null as an alternative, constants, and formats of integers",
    ),
    ("names_told_apart", "a document of several files"),
    (
        "generic_schemas",
        "keywords of JSON Schema that the other parser does not know",
    ),
    (
        "union_lists",
        "constants, and two lists of alternatives in one schema",
    ),
    (
        "path_item_references",
        "keywords beside the reference of a path item, which the other parser ignores",
    ),
    (
        "other_properties",
        "keywords of JSON Schema that the other parser does not know",
    ),
    ("alias_of_itself", "an alternative that is left out"),
    ("union_codes", "constants that are integers and booleans"),
    ("unions_of_themselves", "alternatives that are left out"),
    ("names_of_one_letter", "sets of integers, and constants"),
    ("names_of_the_runtime", "parts in place of a body"),
    ("body_form", "form fields in place of a body"),
    ("body_kinds", "bodies in several media types"),
    ("body_multipart", "parts in place of a body"),
    ("body_lines", "a function for each of two bodies"),
    ("body_parts", "parts in place of a body"),
    (
        "required_lists",
        "parts, and form fields, in place of a body",
    ),
    (
        "authorization_parameter",
        "a header that is sent as credentials",
    ),
    (
        "parameter_values",
        "content of parameters, and a response without a body",
    ),
    ("path_reserved", "paths with `{+name}`"),
    ("readme", "an object in two parts"),
    ("docs", "null that the other parser takes for any value"),
    (
        "easy_values",
        "unions whose variants write their tags, and integers without a sign",
    ),
    (
        "idempotency_keys",
        "required headers that are filled in, so that no caller has to give them",
    ),
    (
        "lenient_response_without_success",
        "a response that is not described",
    ),
    ("parameter_places", "headers that a parameter cannot set"),
    (
        "parameter_styles",
        "styles, and a parameter without `schema`",
    ),
    (
        "response_alternatives",
        "responses and bodies in several media types",
    ),
    ("any_media", "responses in any media type"),
    ("stream_items", "responses that are streams"),
    ("response_media", "responses that are not JSON"),
    ("response_statuses", "responses by status"),
    ("security", "security by operation"),
    ("servers", "variables of servers"),
    ("swagger_2", "a version that the other parser does not know"),
    (
        "response_headers_2_0",
        "a version that the other parser does not know",
    ),
    (
        "lenient_places",
        "a version that the other parser does not know",
    ),
    (
        "lenient_schemas",
        "errors, which are degradations in lenient mode",
    ),
    (
        "names_of_one_letter",
        "enums of integers, and properties that always have the same value",
    ),
    ("names_of_the_runtime", "parts in place of a body"),
    ("names_types", "properties that always have the same value"),
    ("nullable_3_0", "an extension by which a value can be null"),
    (
        "null_alternatives",
        "null that the other parser takes for any value",
    ),
    ("open_sets", "unions that are sets of values"),
    ("read_and_write_only", "`readOnly` and `writeOnly`"),
    (
        "union_required",
        "enums of numbers, and unions within a union",
    ),
    ("webhooks", "`readOnly` and `writeOnly`"),
    (
        "decimals",
        "several types, and arrays with a type for each place",
    ),
    ("integer_ids_in_parts", "arrays with a type for each place"),
    ("unions_tried", "`allOf` of several schemas"),
    ("all_of", "`allOf` of several schemas"),
    (
        "nullable_2_0",
        "a version that the other parser does not know",
    ),
    (
        "number_formats",
        "formats and types that the other parser does not know",
    ),
    (
        "reference_siblings",
        "references with other keywords beside them",
    ),
    ("union_discriminator", "`allOf` of several schemas"),
    (
        "union_of_overlapping",
        "a variant for several alternatives together",
    ),
    ("union_tags", "properties that always have the same value"),
    ("union_in_the_middle", "`allOf` of several schemas"),
    ("union_of_children", "`allOf` of several schemas"),
];
