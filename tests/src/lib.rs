//! The expected output of every document in `fixtures`, as modules.
//!
//! That this crate builds, passes clippy and makes documentation, all without a warning and without
//! an example to run, is a test of the generator: of every construct that it knows, and of whatever
//! a document can hold. What the modules do is tested in `tests`.

#![deny(warnings)]

/// What an object can hold besides its properties.
#[rustfmt::skip]
#[path = "../fixtures/additional_properties/generated/mod.rs"]
pub mod additional_properties;

/// Schemas that are made of themselves alone, which no type can be.
#[rustfmt::skip]
#[path = "../fixtures/alias_of_itself/generated/mod.rs"]
pub mod alias_of_itself;

/// A union of nothing but itself.
#[rustfmt::skip]
#[path = "../fixtures/alias_of_itself_by_one/generated/mod.rs"]
pub mod alias_of_itself_by_one;

/// Schemas that are another name for something, and null by way of them.
#[rustfmt::skip]
#[path = "../fixtures/aliases/generated/mod.rs"]
pub mod aliases;

/// Objects made of several schemas.
#[rustfmt::skip]
#[path = "../fixtures/all_of/generated/mod.rs"]
pub mod all_of;

/// An address and a token.
#[rustfmt::skip]
#[path = "../fixtures/bearer/generated/mod.rs"]
pub mod bearer;

/// Bodies that are forms: each property is a field.
#[rustfmt::skip]
#[path = "../fixtures/body_form/generated/mod.rs"]
pub mod body_form;

/// Bodies of other kinds, several kinds on one operation, and bodies where there are none as a rule.
#[rustfmt::skip]
#[path = "../fixtures/body_kinds/generated/mod.rs"]
pub mod body_kinds;

/// Bodies of several parts: files, texts, JSON, and parts that nobody named.
#[rustfmt::skip]
#[path = "../fixtures/body_multipart/generated/mod.rs"]
pub mod body_multipart;

/// One operation, several ways to call it; wrappers that callers need not write; lists in one string.
#[rustfmt::skip]
#[path = "../fixtures/calls/generated/mod.rs"]
pub mod calls;

/// Every construct that is generated more loosely than it was written, once.
#[rustfmt::skip]
#[path = "../fixtures/degradations/generated/mod.rs"]
pub mod degradations;

/// Keys that the extensions do not have.
#[rustfmt::skip]
#[path = "../fixtures/degradations_of_extensions/generated/mod.rs"]
pub mod degradations_of_extensions;

/// Every keyword that is not generated, once.
#[rustfmt::skip]
#[path = "../fixtures/degradations_of_keywords/generated/mod.rs"]
pub mod degradations_of_keywords;

/// What is deprecated says so to those who call it.
#[rustfmt::skip]
#[path = "../fixtures/deprecated/generated/mod.rs"]
pub mod deprecated;

/// What the document says in prose, and the limits below it.
#[rustfmt::skip]
#[path = "../fixtures/docs/generated/mod.rs"]
pub mod docs;

/// Closed where only requests have it, open where it comes from the server.
#[rustfmt::skip]
#[path = "../fixtures/enums/generated/mod.rs"]
pub mod enums;

/// Sets of values that are not only texts.
#[rustfmt::skip]
#[path = "../fixtures/enums_of_numbers/generated/mod.rs"]
pub mod enums_of_numbers;

/// Errors of several types: within one operation the body stays raw, between operations each has its own.
#[rustfmt::skip]
#[path = "../fixtures/errors_differing/generated/mod.rs"]
pub mod errors_differing;

/// All documented error bodies are of one type, which the client's error then holds.
#[rustfmt::skip]
#[path = "../fixtures/errors_shared/generated/mod.rs"]
pub mod errors_shared;

/// Prose that tries to be code, markup, or an end of the comment.
#[rustfmt::skip]
#[path = "../fixtures/hostile_descriptions/generated/mod.rs"]
pub mod hostile_descriptions;

/// Names, values, paths and tags that try to be code.
#[rustfmt::skip]
#[path = "../fixtures/hostile_names/generated/mod.rs"]
pub mod hostile_names;

/// What a method lets expect of doing something twice, and what the document says against it.
#[rustfmt::skip]
#[path = "../fixtures/idempotent/generated/mod.rs"]
pub mod idempotent;

/// Types without a name of their own get one from where they stand.
#[rustfmt::skip]
#[path = "../fixtures/inline_types/generated/mod.rs"]
pub mod inline_types;

/// Ids that the API wants as numbers stay numbers wherever they stand.
#[rustfmt::skip]
#[path = "../fixtures/integer_ids/generated/mod.rs"]
pub mod integer_ids;

/// Ids that are written as numbers, wherever a value can stand.
#[rustfmt::skip]
#[path = "../fixtures/integer_ids_everywhere/generated/mod.rs"]
pub mod integer_ids_everywhere;

/// A document in JSON, which is a part of YAML.
#[rustfmt::skip]
#[path = "../fixtures/json_document/generated/mod.rs"]
pub mod json_document;

/// Somebody else's document, which says of no status that it means success.
#[rustfmt::skip]
#[path = "../fixtures/lenient_response_without_success/generated/mod.rs"]
pub mod lenient_response_without_success;

/// Schemas that nobody should write, and somebody does.
#[rustfmt::skip]
#[path = "../fixtures/lenient_schemas/generated/mod.rs"]
pub mod lenient_schemas;

/// Lists and maps in one another, with null inside, without a type, and keyed by ids.
#[rustfmt::skip]
#[path = "../fixtures/lists_and_maps/generated/mod.rs"]
pub mod lists_and_maps;

/// More than clippy thinks a function should take.
#[rustfmt::skip]
#[path = "../fixtures/many_arguments/generated/mod.rs"]
pub mod many_arguments;

/// The least that comes to a client: one operation that takes nothing and gives nothing.
#[rustfmt::skip]
#[path = "../fixtures/minimal/generated/mod.rs"]
pub mod minimal;

/// Texts that come out as the same name are told apart by a number, in the order of the document.
#[rustfmt::skip]
#[path = "../fixtures/names_collisions/generated/mod.rs"]
pub mod names_collisions;

/// Keywords of every edition, wherever a name can stand.
#[rustfmt::skip]
#[path = "../fixtures/names_keywords/generated/mod.rs"]
pub mod names_keywords;

/// Setters called like the methods that every request has, and like methods of well-known traits.
#[rustfmt::skip]
#[path = "../fixtures/names_setters/generated/mod.rs"]
pub mod names_setters;

/// Leading digits, symbols, other scripts, and nothing at all.
#[rustfmt::skip]
#[path = "../fixtures/names_symbols/generated/mod.rs"]
pub mod names_symbols;

/// Schemas, operations and tags called like what generated code uses.
#[rustfmt::skip]
#[path = "../fixtures/names_taken/generated/mod.rs"]
pub mod names_taken;

/// Schemas, properties and values that have the names of Rust.
#[rustfmt::skip]
#[path = "../fixtures/names_types/generated/mod.rs"]
pub mod names_types;

/// Without an address and without security: callers say where the API is, and no token is asked for.
#[rustfmt::skip]
#[path = "../fixtures/no_server/generated/mod.rs"]
pub mod no_server;

/// A token, but no address.
#[rustfmt::skip]
#[path = "../fixtures/no_server_bearer/generated/mod.rs"]
pub mod no_server_bearer;

/// How Swagger 2.0 says that a value can be null.
#[rustfmt::skip]
#[path = "../fixtures/nullable_2_0/generated/mod.rs"]
pub mod nullable_2_0;

/// How OpenAPI 3.0 says that a value can be null.
#[rustfmt::skip]
#[path = "../fixtures/nullable_3_0/generated/mod.rs"]
pub mod nullable_3_0;

/// How OpenAPI 3.1 says that a value can be null.
#[rustfmt::skip]
#[path = "../fixtures/nullable_3_1/generated/mod.rs"]
pub mod nullable_3_1;

/// Formats of numbers and texts, known and unknown.
#[rustfmt::skip]
#[path = "../fixtures/number_formats/generated/mod.rs"]
pub mod number_formats;

/// Limits of numbers: those of whole ones are enforced.
#[rustfmt::skip]
#[path = "../fixtures/number_limits/generated/mod.rs"]
pub mod number_limits;

/// The least document of OpenAPI 3.1.
#[rustfmt::skip]
#[path = "../fixtures/openapi_3_1/generated/mod.rs"]
pub mod openapi_3_1;

/// Pages whose entries are in a list.
#[rustfmt::skip]
#[path = "../fixtures/paging_lists/generated/mod.rs"]
pub mod paging_lists;

/// Parameters in headers and cookies, and names that stand in several places.
#[rustfmt::skip]
#[path = "../fixtures/parameter_places/generated/mod.rs"]
pub mod parameter_places;

/// Every way to write a value with parts, in query and path.
#[rustfmt::skip]
#[path = "../fixtures/parameter_styles/generated/mod.rs"]
pub mod parameter_styles;

/// Every kind of parameter.
#[rustfmt::skip]
#[path = "../fixtures/parameters/generated/mod.rs"]
pub mod parameters;

/// Parameters of a path item hold for all its operations, unless one has its own of that name and place.
#[rustfmt::skip]
#[path = "../fixtures/parameters_of_path/generated/mod.rs"]
pub mod parameters_of_path;

/// Properties that go one way only.
#[rustfmt::skip]
#[path = "../fixtures/read_and_write_only/generated/mod.rs"]
pub mod read_and_write_only;

/// A type that holds itself is boxed where it would have no size, and only there.
#[rustfmt::skip]
#[path = "../fixtures/recursive_types/generated/mod.rs"]
pub mod recursive_types;

/// Unions, lists and maps that hold themselves.
#[rustfmt::skip]
#[path = "../fixtures/recursive_unions/generated/mod.rs"]
pub mod recursive_unions;

/// References with something beside them, and into the inside of schemas.
#[rustfmt::skip]
#[path = "../fixtures/reference_siblings/generated/mod.rs"]
pub mod reference_siblings;

/// References of every kind, through chains and into the inside of a schema.
#[rustfmt::skip]
#[path = "../fixtures/references/generated/mod.rs"]
pub mod references;

/// A document of several files.
#[rustfmt::skip]
#[path = "../fixtures/references_to_files/generated/mod.rs"]
pub mod references_to_files;

/// A type that goes both ways: what was read can be changed and sent back.
#[rustfmt::skip]
#[path = "../fixtures/request_and_response/generated/mod.rs"]
pub mod request_and_response;

/// How bodies are built: what is required is an argument, three states where there are three.
#[rustfmt::skip]
#[path = "../fixtures/request_body/generated/mod.rs"]
pub mod request_body;

/// Required parameters that take no argument, or two.
#[rustfmt::skip]
#[path = "../fixtures/required_flag_and_ranges/generated/mod.rs"]
pub mod required_flag_and_ranges;

/// A body whose only required property can be null: null has to be said too.
#[rustfmt::skip]
#[path = "../fixtures/required_null_only/generated/mod.rs"]
pub mod required_null_only;

/// Every scalar, in the four combinations of required and nullable where they matter.
#[rustfmt::skip]
#[path = "../fixtures/response_fields/generated/mod.rs"]
pub mod response_fields;

/// What an answer can be: a scalar, a list, a map, an enum, anything, nothing; by any success.
#[rustfmt::skip]
#[path = "../fixtures/response_kinds/generated/mod.rs"]
pub mod response_kinds;

/// Answers that are no JSON: text, bytes, and streams of events.
#[rustfmt::skip]
#[path = "../fixtures/response_media/generated/mod.rs"]
pub mod response_media;

/// What an answer holds, by its status.
#[rustfmt::skip]
#[path = "../fixtures/response_statuses/generated/mod.rs"]
pub mod response_statuses;

/// Objects by id, in an order of their own, that refer to one another; and pages of them.
#[rustfmt::skip]
#[path = "../fixtures/results/generated/mod.rs"]
pub mod results;

/// A value of several types.
#[rustfmt::skip]
#[path = "../fixtures/schema_type_list/generated/mod.rs"]
pub mod schema_type_list;

/// Every way to prove who is calling, operation by operation.
#[rustfmt::skip]
#[path = "../fixtures/security/generated/mod.rs"]
pub mod security;

/// Addresses with variables, and operations that have one of their own.
#[rustfmt::skip]
#[path = "../fixtures/servers/generated/mod.rs"]
pub mod servers;

/// Lists that can be longer than one request.
#[rustfmt::skip]
#[path = "../fixtures/split_lists/generated/mod.rs"]
pub mod split_lists;

/// Swagger 2.0: what is written otherwise than in OpenAPI 3.
#[rustfmt::skip]
#[path = "../fixtures/swagger_2/generated/mod.rs"]
pub mod swagger_2;

/// A file for each tag, in the order in which operations have them; the first of several counts.
#[rustfmt::skip]
#[path = "../fixtures/tags/generated/mod.rs"]
pub mod tags;

/// Arrays whose places have types of their own.
#[rustfmt::skip]
#[path = "../fixtures/tuples/generated/mod.rs"]
pub mod tuples;

/// Unions whose parts have constants.
#[rustfmt::skip]
#[path = "../fixtures/union_constants/generated/mod.rs"]
pub mod union_constants;

/// Unions that a property tells apart.
#[rustfmt::skip]
#[path = "../fixtures/union_discriminator/generated/mod.rs"]
pub mod union_discriminator;

/// A schema with a discriminator that others are made of.
#[rustfmt::skip]
#[path = "../fixtures/union_of_children/generated/mod.rs"]
pub mod union_of_children;

/// Unions whose parts are told apart by what they need, or tried in order.
#[rustfmt::skip]
#[path = "../fixtures/union_required/generated/mod.rs"]
pub mod union_required;

/// One of several types, told apart by the kind of JSON value.
#[rustfmt::skip]
#[path = "../fixtures/unions/generated/mod.rs"]
pub mod unions;

/// Unions whose parts cannot be told apart are untyped, and it is said so.
#[rustfmt::skip]
#[path = "../fixtures/unions_tried/generated/mod.rs"]
pub mod unions_tried;

/// What the server sends by itself.
#[rustfmt::skip]
#[path = "../fixtures/webhooks/generated/mod.rs"]
pub mod webhooks;

/// Anchors, block scalars, tags, and scalars that only look like something else.
#[rustfmt::skip]
#[path = "../fixtures/yaml_features/generated/mod.rs"]
pub mod yaml_features;
