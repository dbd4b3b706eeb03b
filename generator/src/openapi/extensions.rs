//! The extensions (`x-…`) that the generator reads. No other file knows their names or their keys, but for those that name
//! the values of an `enum` ([`super::enum_extensions`]) and those that say what can be repeated ([`super::repetition`]).
//!
//! | extension | stands in | states |
//! |---|---|---|
//! | `x-nullable` | a schema | that the value can be null (Swagger 2.0) |
//! | `x-unwrap` | the schema of a body | that callers pass its only property |
//! | `x-comma-separated` | a property of such a schema | that it is a string of values joined by commas |
//! | `x-split` | a list | that a longer list can be sent in several requests |
//! | `x-from-text` | an object | the property that a text in its place is |
//! | `x-from-map` | a list | the property of its items that a key is, where it is written as a map |
//! | `x-property-names` | a map | the format of its keys |
//! | `x-results` | an object | how its list of results leads to the objects in its maps |
//! | `x-references` | a property | which map holds the objects that its ids refer to |
//! | `x-errors` | an error body | how its errors lead to the items of the request |
//! | `x-money` | an object | which properties are amounts of money |
//! | `x-copies` | an object that is sent | the object of a response that it can be made of |
//! | `x-paging` | an operation | how its pages are requested and read |
//! | `x-returns` | an operation | which entries a success has |
//! | `x-calls` | an operation | the functions that call it |
//! | `x-idempotent` | an operation | whether it can be repeated |
//! | `x-idempotency-key` | an operation | the header whose value makes it repeatable |
//! | `x-stream-end` | an operation | the data of the event that ends a stream |
//! | `x-streams-if` | an operation | the property of the body with which the response is a stream |
//! | `x-env` | a server, a security scheme | the environment variable that holds the URL or the secret |
//!
//! An extension is read when it is asked for. Its keys and the kinds of its values are checked then.

use super::described::Described;
use super::distance::distance;
use super::reader::{Reader, Spanned};
use crate::document::Node;

/// Every extension that is described in docs/extensions.md, where a misspelt one is looked for.
const EXTENSIONS: &[&str] = &[
    "x-calls",
    "x-comma-separated",
    "x-copies",
    "x-env",
    "x-errors",
    "x-from-map",
    "x-from-text",
    "x-idempotency-key",
    "x-idempotent",
    "x-money",
    "x-paging",
    "x-property-names",
    "x-references",
    "x-results",
    "x-returns",
    "x-split",
    "x-stream-end",
    "x-streams-if",
    "x-unwrap",
];

/// A text with its node; `None` if it is missing, which has been reported.
pub(crate) type Text<'d> = Option<Spanned<'d, &'d str>>;

/// The extensions of a schema.
#[derive(Clone, Copy)]
pub(crate) struct SchemaExtensions<'d>(pub(super) &'d Node);

/// `x-property-names`: the type and format of the keys of a map.
pub(crate) struct PropertyNames<'d> {
    pub(crate) node: &'d Node,
    pub(crate) type_name: Option<&'d str>,
    pub(crate) format: Option<&'d str>,
}

/// `x-results`, in names of properties.
pub(crate) struct ResultsExtension<'d> {
    pub(crate) node: &'d Node,
    /// The list of results.
    pub(crate) list: Text<'d>,
    /// The property of a result that names a map of objects.
    pub(crate) key: Text<'d>,
    /// The property of a result that names an object in that map.
    pub(crate) id: Text<'d>,
    /// The map of the objects that were requested.
    pub(crate) primary: Text<'d>,
}

/// `x-references`.
pub(crate) struct ReferencesExtension<'d> {
    pub(crate) node: &'d Node,
    /// The map of the objects that are referred to.
    pub(crate) collection: Text<'d>,
    /// The name of the association.
    pub(crate) name: Text<'d>,
}

/// `x-errors`, in names of properties.
pub(crate) struct ErrorsExtension<'d> {
    /// The list of errors.
    pub(crate) list: Text<'d>,
    /// The property of an error that holds the index of the item.
    pub(crate) index: Text<'d>,
}

/// `x-money`, in names of properties.
pub(crate) struct MoneyExtension<'d> {
    /// The number of smallest units that make one unit of the currency.
    pub(crate) unit: Text<'d>,
    /// The code of the currency.
    pub(crate) currency: Text<'d>,
    /// The amounts, each with the name under which it is read.
    pub(crate) amounts: Vec<(&'d str, Spanned<'d, &'d str>)>,
}

impl<'d> SchemaExtensions<'d> {
    pub(super) fn of(schema: &'d Node) -> Self {
        Self(schema)
    }

    /// `x-nullable`: whether the value can be null.
    pub(super) fn allows_null(self) -> bool {
        self.0.get("x-nullable").and_then(Node::as_bool) == Some(true)
    }

    /// `x-unwrap`: whether callers pass the only property of the schema in its place.
    pub(crate) fn is_wrapper(self, reader: &Reader<'d>) -> bool {
        reader.flag(self.0, "x-unwrap")
    }

    /// `x-comma-separated`: the schema of the list that is joined by commas.
    pub(super) fn comma_separated(self) -> Option<&'d Node> {
        self.0.get("x-comma-separated")
    }

    /// `x-split`: where the schema states that a longer list can be sent in several requests.
    pub(crate) fn split(self, reader: &Reader<'d>) -> Option<&'d Node> {
        let is_split = reader.flag(self.0, "x-split");
        self.0.get("x-split").filter(|_| is_split)
    }

    /// `x-from-text`: the property that a text in place of the object is; empty if it is no string.
    pub(crate) fn text_form(self) -> Option<Spanned<'d, &'d str>> {
        self.0.get("x-from-text").map(text_or_empty)
    }

    /// `x-from-map`: the property of the items that a key is, where the list is written as a map; empty if it is no string.
    pub(crate) fn map_form(self) -> Option<Spanned<'d, &'d str>> {
        self.0.get("x-from-map").map(text_or_empty)
    }

    /// `x-property-names`.
    pub(crate) fn property_names(self, reader: &Reader<'d>) -> Option<PropertyNames<'d>> {
        let node = self.0.get("x-property-names")?;
        check_keys(reader, node, "`x-property-names`", &["type", "format"]);
        Some(PropertyNames {
            node,
            type_name: reader.text(node, "type"),
            format: reader.text(node, "format"),
        })
    }

    /// `x-results`.
    pub(crate) fn results(self, reader: &Reader<'d>) -> Option<ResultsExtension<'d>> {
        let node = self.0.get("x-results")?;
        let what = "`x-results`";
        check_keys(reader, node, what, &["list", "key", "id", "primary"]);
        Some(ResultsExtension {
            node,
            list: reader.required_spanned(node, "list", what),
            key: reader.required_spanned(node, "key", what),
            id: reader.required_spanned(node, "id", what),
            primary: reader.required_spanned(node, "primary", what),
        })
    }

    /// Whether the schema has `x-results`.
    pub(crate) fn has_results(self) -> bool {
        self.0.get("x-results").is_some()
    }

    /// `x-references`.
    pub(crate) fn references(self, reader: &Reader<'d>) -> Option<ReferencesExtension<'d>> {
        let node = self.0.get("x-references")?;
        let what = "`x-references`";
        check_keys(reader, node, what, &["collection", "as"]);
        Some(ReferencesExtension {
            node,
            collection: reader.required_spanned(node, "collection", what),
            name: reader.required_spanned(node, "as", what),
        })
    }

    /// `x-money`.
    pub(crate) fn money(self, reader: &Reader<'d>) -> Option<MoneyExtension<'d>> {
        let node = self.0.get("x-money")?;
        let what = "`x-money`";
        check_keys(reader, node, what, &["unit", "currency", "amounts"]);
        let amounts = reader.entries(node, "amounts").iter();
        Some(MoneyExtension {
            unit: reader.required_spanned(node, "unit", what),
            currency: reader.required_spanned(node, "currency", what),
            amounts: amounts
                .map(|(name, node)| (name.as_str(), text_or_empty(node)))
                .collect(),
        })
    }

    /// `x-copies`: the reference to the schema of the other object.
    pub(crate) fn copies(self) -> Option<Spanned<'d, &'d str>> {
        self.0.get("x-copies").map(text_or_empty)
    }

    /// Whether the schema has `x-references`.
    pub(crate) fn has_references(self) -> bool {
        self.0.get("x-references").is_some()
    }

    /// `x-errors`.
    pub(crate) fn errors(self, reader: &Reader<'d>) -> Option<ErrorsExtension<'d>> {
        let node = self.0.get("x-errors")?;
        let what = "`x-errors`";
        check_keys(reader, node, what, &["list", "index"]);
        Some(ErrorsExtension {
            list: reader.required_spanned(node, "list", what),
            index: reader.required_spanned(node, "index", what),
        })
    }
}

/// The extensions of an operation.
#[derive(Clone, Copy)]
pub(crate) struct OperationExtensions<'d>(pub(super) &'d Node);

/// `x-returns`.
pub(crate) struct ReturnsExtension<'d> {
    pub(crate) node: &'d Node,
    /// The path parameter with the id of the entry; empty if it is no string.
    pub(crate) parameter: Option<Spanned<'d, &'d str>>,
    /// Whether there is an entry for each item of the body.
    pub(crate) of_body: bool,
}

/// `x-streams-if`.
pub(crate) struct StreamsIfExtension<'d> {
    pub(crate) node: &'d Node,
    /// The property of the body.
    pub(crate) property: &'d str,
    /// Its value for a stream; `true` if none is stated.
    pub(crate) value: Option<&'d Node>,
}

/// An item of `x-calls`.
pub(crate) struct CallExtension<'d> {
    pub(crate) node: &'d Node,
    pub(crate) id: Option<&'d str>,
    pub(crate) described: Described<'d>,
    /// The parameters that this call requires, and others do not have.
    pub(crate) requires: Spanned<'d, Vec<&'d str>>,
    /// The reference to the schema of its body; empty if it is no string.
    pub(crate) body: Option<Spanned<'d, &'d str>>,
}

impl<'d> OperationExtensions<'d> {
    pub(super) fn of(operation: &'d Node) -> Self {
        Self(operation)
    }

    /// Whether the operation has `x-paging`.
    pub(crate) fn has_paging(self) -> bool {
        self.0.get("x-paging").is_some()
    }

    /// `x-returns`.
    pub(crate) fn returns(self, reader: &Reader<'d>) -> Option<ReturnsExtension<'d>> {
        let node = self.0.get("x-returns")?;
        check_keys(reader, node, "`x-returns`", &["parameter", "body"]);
        Some(ReturnsExtension {
            node,
            parameter: node.get("parameter").map(text_or_empty),
            of_body: reader.flag(node, "body"),
        })
    }

    /// `x-calls`.
    pub(crate) fn calls(self, reader: &Reader<'d>) -> Vec<CallExtension<'d>> {
        let items = reader.items(self.0, "x-calls").iter();
        items.map(|node| call(reader, node)).collect()
    }

    /// Whether the operation has `x-calls`.
    pub(crate) fn has_calls(self) -> bool {
        self.0.get("x-calls").is_some()
    }

    /// `x-stream-end`.
    pub(crate) fn stream_end(self, reader: &Reader<'d>) -> Option<&'d str> {
        reader.text(self.0, "x-stream-end")
    }

    /// Whether the operation has `x-streams-if`.
    pub(crate) fn has_streams_if(self) -> bool {
        self.0.get("x-streams-if").is_some()
    }

    /// `x-streams-if`: the property alone, or `{ property, value }`.
    pub(crate) fn streams_if(self, reader: &Reader<'d>) -> Option<StreamsIfExtension<'d>> {
        let node = self.0.get("x-streams-if")?;
        if let Some(property) = node.as_str() {
            let value = None;
            return Some(StreamsIfExtension {
                node,
                property,
                value,
            });
        }
        let what = "`x-streams-if`";
        check_keys(reader, node, what, &["property", "value"]);
        Some(StreamsIfExtension {
            node,
            property: reader.required_text(node, "property", what)?,
            value: node.get("value"),
        })
    }
}

fn call<'d>(reader: &Reader<'d>, node: &'d Node) -> CallExtension<'d> {
    let what = "an item of `x-calls`";
    let keys = ["id", "summary", "description", "requires", "body"];
    check_keys(reader, node, what, &keys);
    CallExtension {
        node,
        id: reader.required_text(node, "id", what),
        described: Described::of(node),
        requires: Spanned {
            value: reader.strings(node, "requires"),
            node: node.get("requires").unwrap_or(node),
        },
        body: node.get("body").map(text_or_empty),
    }
}

/// `x-env` of a server or a security scheme: the name of an environment variable. Any other value is reported.
pub(crate) fn env<'d>(reader: &Reader<'d>, node: &'d Node) -> Option<&'d str> {
    let name = reader.text(node, "x-env")?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !name.is_empty()
        && name.chars().all(is_name)
        && !name.starts_with(|c: char| c.is_ascii_digit())
    {
        return Some(name);
    }
    let message =
        format!("`x-env` is ignored: `{name}` is not the name of an environment variable");
    let help = "write letters, digits and underscores, such as `API_TOKEN`";
    reader.degrade(node.get("x-env").unwrap_or(node), message, help);
    None
}

pub(super) fn text_or_empty(node: &Node) -> Spanned<'_, &str> {
    Spanned {
        value: node.as_str().unwrap_or_default(),
        node,
    }
}

/// Reports the keys of `node` that are ignored: those that are not in `known`, and extensions that are spelt almost
/// like one that is read.
pub(super) fn check_keys(reader: &Reader<'_>, node: &Node, what: &str, known: &[&str]) {
    for (key, value) in node.entries() {
        if let Some(meant) = misspelt(key) {
            let message = format!("`{key}` is ignored: this generator does not know the extension");
            reader.degrade(value, message, format!("write `{meant}`, if that is meant"));
        }
    }
    reader.check_known_keys(node, what, known);
}

/// The extension that `key` differs from by one or two letters.
fn misspelt(key: &str) -> Option<&'static str> {
    if !key.starts_with("x-") || EXTENSIONS.contains(&key) {
        return None;
    }
    // The distance is at least the difference in length, which costs nothing to find.
    // A short name is close to many others.
    let is_close = |known: &&str| {
        let most = if known.len() < 7 { 1 } else { 2 };
        key.len().abs_diff(known.len()) <= most && distance(key, known) <= most
    };
    EXTENSIONS.iter().copied().find(is_close)
}
