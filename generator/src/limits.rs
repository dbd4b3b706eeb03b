//! How far documents are followed: each limit with its reason, and with what happens beyond it.
//!
//! The limits on depth keep recursive functions within the stack. They are far above what real documents hold.

/// Values inside values in the text of a document. Each level costs stack in every later phase. Text that nests deeper
/// is refused.
pub(crate) const NESTED_VALUES: usize = 200;

/// Nodes of a document. Aliases of YAML can multiply a short text without end. A document with more is refused, and so
/// is one whose anchors hold more.
pub(crate) const NODES: u32 = 2_000_000;

/// References that lead to references. A longer chain is taken for a circle, which is an error.
pub(crate) const REFERENCE_HOPS: usize = 32;

/// Schemas inside schemas, in place or by reference, while their types are built. Beyond the limit, the value is
/// untyped, which is a degradation; null is not looked for, and alternatives inside of alternatives are not flattened.
pub(crate) const NESTED_SCHEMAS: usize = 120;

/// Steps by `$ref` and `allOf` while schemas are merged into one. The parts beyond the limit are left out.
pub(crate) const MERGED_SCHEMAS: usize = 64;

/// Unions as variants of unions while the values of a discriminator are collected. A union that contains itself has no
/// end. Beyond the limit, a union counts with its own values only.
pub(crate) const NESTED_DISCRIMINATORS: usize = 16;

/// Items of a tuple. The standard library and serde have traits for tuples of up to so many. An array with more is a list.
pub(crate) const TUPLE_ITEMS: usize = 12;

/// Values inside values, and schemas inside schemas, while examples are compared with their schemas. Beyond the limit,
/// everything is accepted and kept.
pub(crate) const NESTED_EXAMPLES: usize = 40;

/// Alternatives inside alternatives while the properties that an example may have are collected. Each level multiplies
/// the work by the number of alternatives. The alternatives beyond the limit are left out.
pub(crate) const EXAMPLE_ALTERNATIVES: usize = 6;

/// Parts of a value that is made of the examples of a schema's parts. Schemas that name each other multiply them. The optional
/// parts beyond the limit are left out, and without a required one there is no value.
pub(crate) const EXAMPLE_PARTS: usize = 1_000;

/// Unions as variants of unions while the kind of JSON value of a type is found. A union that contains itself has no
/// end. Beyond the limit, the kind is unknown, and the variants are recognized by a property or by trial.
pub(crate) const UNIONS_WITHIN_UNIONS: usize = 16;
