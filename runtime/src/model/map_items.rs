//! A list that can be written as a map, whose keys are a property of the items.

use std::{borrow::Cow, fmt, marker::PhantomData, ops::Range};

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Value, value::RawValue};

use super::{
    effort::{limited, size_of_text},
    property::Property,
};
use crate::text::{
    failure::in_item,
    json_error::from_part,
    members::{Members, is_too_deep},
    raw::RawText,
};

/// A property that is a list, and can be null.
pub trait Items: Property {
    /// The type of an item.
    type Item: Property + DeserializeOwned;

    /// Makes the property of its items.
    fn from_items(items: Vec<Self::Item>) -> Self;
}

impl<T: Property + DeserializeOwned> Items for Vec<T> {
    type Item = T;

    fn from_items(items: Self) -> Self {
        items
    }
}

impl<T: Property + DeserializeOwned> Items for Option<Vec<T>> {
    type Item = T;

    fn from_items(items: Vec<T>) -> Self {
        Some(items)
    }
}

/// Reads the list of the property `name` into `slot`. If it is written as a map, each value is an item or a list of items,
/// and its key is the property `key` of those that do not have one.
///
/// # Errors
/// Fails if `slot` has a value already, or if an item is not of its type.
pub fn read_items<'de, T: Items, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    map: &mut A,
    name: &'static str,
    key: &'static str,
) -> Result<(), A::Error> {
    if slot.is_some() {
        return Err(A::Error::duplicate_field(name));
    }
    let items = map.next_value_seed(ItemsSeed(key, PhantomData))?;
    *slot = items.map(T::from_items).or_else(T::missing);
    Ok(())
}

/// Reads the items, with the name of the property that a key of a map is. `None` if there is null.
struct ItemsSeed<T>(&'static str, PhantomData<fn() -> T>);

impl<'de, T: Property + DeserializeOwned> DeserializeSeed<'de> for ItemsSeed<T> {
    type Value = Option<Vec<T>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Property + DeserializeOwned> Visitor<'de> for ItemsSeed<T> {
    type Value = Option<Vec<T>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence, or a map of its items")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Some(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        // The text, and not a value, which would have other digits of numbers.
        while let Some((key, value)) = access.next_entry::<String, RawText<'de>>()? {
            let text = value.get();
            let read = || read_entry(self.0, &key, text, &mut items);
            limited(size_of_text(text), read).map_err(|reason| value.refusal(reason))?;
        }
        Ok(Some(items))
    }
}

/// Adds the items of an entry: a list, or a single one.
fn read_entry<T: Property + DeserializeOwned>(
    name: &str,
    key: &str,
    text: &str,
    items: &mut Vec<T>,
) -> Result<(), String> {
    // Each map within this one is read with a depth of its own.
    if is_too_deep(text.as_bytes()) {
        return Err("it is nested too deeply".to_owned());
    }
    if !text.starts_with('[') {
        items.push(from_part(&with_property(text, name, key, T::TEXT))?);
        return Ok(());
    }
    let values: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    for (index, value) in values.into_iter().enumerate() {
        let item = with_property(value.get(), name, key, T::TEXT);
        let item = from_part(&item).map_err(|reason| in_item(index, &reason))?;
        items.push(item);
    }
    Ok(())
}

/// Adds a property to the text of an object that does not have it. A text is the property `content`, if there is such a one.
fn with_property<'t>(text: &'t str, name: &str, key: &str, content: Option<&str>) -> Cow<'t, str> {
    let quoted = |text: &str| Value::from(text).to_string();
    let object = match (text.as_bytes().first(), content) {
        (Some(b'{'), _) => Cow::Borrowed(text),
        (Some(b'"'), Some(content)) => Cow::Owned(format!("{{{}:{text}}}", quoted(content))),
        _ => return text.into(),
    };
    let mut written = String::from("{");
    for member in Members::of(object.as_bytes(), 0).into_iter().flatten() {
        let part = |range| object.get::<Range<usize>>(range).unwrap_or_default();
        let (own, value) = (part(member.key), part(member.value));
        if serde_json::from_str::<String>(own).is_ok_and(|own| own == name) {
            if value != "null" {
                return object;
            }
            continue;
        }
        written.push_str(&format!("{own}:{value},"));
    }
    written.push_str(&format!("{}:{}}}", quoted(name), quoted(key)));
    written.into()
}
