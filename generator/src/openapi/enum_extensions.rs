//! The extensions that name and describe the values of an `enum`.

use super::extensions::SchemaExtensions;
use super::reader::Reader;
use crate::document::{Node, Value};

/// The extensions with a name for each value, in the order of `enum`.
const NAMES: &[&str] = &["x-enum-varnames", "x-enumNames", "x-enum-names"];

/// The extensions with a description for each value: in the order of `enum`, or by value.
const DESCRIPTIONS: &[&str] = &["x-enum-descriptions", "x-enumDescriptions"];

/// The words of the document for one value of an `enum`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ValueWords<'d> {
    /// The value as text.
    pub(crate) value: &'d str,
    pub(crate) name: Option<&'d str>,
    pub(crate) description: Option<&'d str>,
}

impl<'d> SchemaExtensions<'d> {
    /// `name` of `x-ms-enum`: the name of the set, which other places can have too.
    pub(crate) fn enum_name(self) -> Option<&'d str> {
        let name = self.0.get("x-ms-enum")?.get("name")?.as_str();
        name.filter(|name| !name.is_empty())
    }

    /// `modelAsString` of `x-ms-enum`: whether there can be other values.
    pub(crate) fn is_open_enum(self) -> bool {
        let extension = self.0.get("x-ms-enum");
        let is_open = extension.and_then(|extension| extension.get("modelAsString"));
        is_open.and_then(Node::as_bool) == Some(true)
    }

    /// `x-ms-discriminator-value`: the value of the discriminator that stands for the schema.
    pub(crate) fn discriminator_value(self) -> Option<&'d str> {
        self.0.get("x-ms-discriminator-value")?.as_text()
    }

    /// The words for the values of `enum`. A list of words that does not fit is a degradation.
    pub(crate) fn value_words(self, reader: &Reader<'d>) -> Vec<ValueWords<'d>> {
        let values = self.0.get("enum").map_or(&[][..], Node::items);
        let names = self.words_by_value(reader, values, NAMES, true);
        let descriptions = self.words_by_value(reader, values, DESCRIPTIONS, false);
        let found = |words: &[(&'d str, &'d str)], value: &str| {
            let mut words = words.iter();
            words
                .find(|(known, _)| *known == value)
                .map(|(_, word)| *word)
        };
        let described = self.described_values();
        let values = values.iter().filter_map(Node::as_text);
        values
            .map(|value| {
                let mut described = described.iter();
                let by_value = described.find(|words| words.value == value);
                ValueWords {
                    value,
                    name: found(&names, value).or_else(|| by_value?.name),
                    description: found(&descriptions, value).or_else(|| by_value?.description),
                }
            })
            .collect()
    }

    /// `values` of `x-ms-enum`.
    fn described_values(self) -> Vec<ValueWords<'d>> {
        let extension = self.0.get("x-ms-enum");
        let values = extension.and_then(|extension| extension.get("values"));
        let values = values.map_or(&[][..], Node::items).iter();
        values
            .filter_map(|entry| {
                let text = |key: &str| entry.get(key).and_then(Node::as_text);
                Some(ValueWords {
                    value: text("value")?,
                    name: text("name"),
                    description: text("description"),
                })
            })
            .collect()
    }

    /// The words of the first of `keys` that the schema has, each with its value.
    fn words_by_value(
        self,
        reader: &Reader<'d>,
        values: &'d [Node],
        keys: &[&str],
        are_names: bool,
    ) -> Vec<(&'d str, &'d str)> {
        let node = keys.iter().find_map(|key| Some((*key, self.0.get(key)?)));
        let Some((key, node)) = node.filter(|_| !values.is_empty()) else {
            return Vec::new();
        };
        if matches!(node.value, Value::Object(_)) {
            let entries = node.entries().iter();
            return entries
                .filter_map(|(value, word)| Some((value.as_str(), word.as_text()?)))
                .collect();
        }
        match listed_words(values, node, are_names) {
            Ok(words) => words,
            Err(reason) => {
                let message = format!("`{key}` is ignored: {reason}");
                let help = "write one string for each value of `enum`, in the same order";
                reader.degrade(node, message, help);
                Vec::new()
            }
        }
    }
}

/// The words of a list, each with its value; or the reason why the list is not usable. Null can have a word or none.
fn listed_words<'d>(
    values: &'d [Node],
    node: &'d Node,
    are_names: bool,
) -> Result<Vec<(&'d str, &'d str)>, String> {
    let words = node.items();
    let counts = |value: &&Node| words.len() == values.len() || !value.is_null();
    let values: Vec<&Node> = values.iter().filter(counts).collect();
    if !matches!(node.value, Value::Array(_)) {
        return Err(format!("it is {} and not an array", node.kind()));
    }
    if values.len() != words.len() {
        let (words, values) = (words.len(), values.len());
        return Err(format!("it has {words} entries for {values} values"));
    }
    let mut named: Vec<(&str, &str)> = Vec::new();
    for (value, word) in values.into_iter().zip(words) {
        let Some(text) = word.as_text() else {
            return Err(format!("an entry is {} and not a string", word.kind()));
        };
        if are_names && named.iter().any(|(_, known)| *known == text) {
            return Err(format!("two values are called `{text}`"));
        }
        named.extend(value.as_text().map(|value| (value, text)));
    }
    Ok(named)
}
