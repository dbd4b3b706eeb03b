//! A list that can be written as a map, whose keys are a property of the items.

use std::{fmt, marker::PhantomData};

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Map, Value};

use super::property::Property;

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
        while let Some((key, value)) = access.next_entry::<String, Value>()? {
            let values = match value {
                Value::Array(values) => values,
                value => vec![value],
            };
            for value in values {
                let value = with_property(value, self.0, &key, T::TEXT);
                items.push(T::deserialize(value).map_err(A::Error::custom)?);
            }
        }
        Ok(Some(items))
    }
}

/// Adds a property to an object that does not have it. A text is the property `text`, if there is such a one.
fn with_property(value: Value, name: &str, content: &str, text: Option<&str>) -> Value {
    let mut object = match (value, text) {
        (Value::Object(object), _) => object,
        (Value::String(value), Some(text)) => {
            Map::from_iter([(text.to_owned(), Value::String(value))])
        }
        (value, _) => return value,
    };
    let own = object.entry(name).or_insert(Value::Null);
    if own.is_null() {
        *own = Value::String(content.to_owned());
    }
    Value::Object(object)
}
