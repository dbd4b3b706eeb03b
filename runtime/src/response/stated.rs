//! Errors that a server states in a response with a success status.

use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess,
    Visitor,
};

use super::{
    documented::{self, Properties},
    json::read_json,
    read::Doubt,
};
use crate::{exchange::raw_response::RawResponse, text::json_error::from_json};

/// A response with a success status that may state an error.
#[derive(Debug)]
pub struct Suspect<'r> {
    pub(super) response: &'r RawResponse,
    /// The properties that the documented success has too. They state no error.
    pub(super) documented: Properties,
    pub(super) doubt: Doubt,
}

impl Suspect<'_> {
    /// Reads the documented error body, if one of its properties states an error.
    pub(super) fn read<E: DeserializeOwned>(&self) -> Option<E> {
        let body = self.response.json_text();
        let names = documented::properties::<E>()?.without(&self.documented);
        let only_lists = self.doubt == Doubt::Lists;
        if only_lists && from_json::<E>(b"{}").is_ok() {
            return None;
        }
        let search = Search {
            names: &names,
            only_lists,
        };
        let mut json = serde_json::Deserializer::from_slice(body);
        match search.deserialize(&mut json) {
            Ok(true) => read_json(self.response).ok(),
            Ok(false) | Err(_) => None,
        }
    }
}

/// Searches a text in the properties of an object, or of the objects in a list.
#[derive(Clone, Copy)]
struct Search<'a> {
    names: &'a Properties,
    only_lists: bool,
}

impl<'de> DeserializeSeed<'de> for Search<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Anything but objects, and lists of them, is an error.
impl<'de> Visitor<'de> for Search<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<bool, A::Error> {
        let mut is_found = false;
        while let Some(found) = items.next_element_seed(self)? {
            is_found |= found;
        }
        Ok(is_found)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<bool, A::Error> {
        let mut is_found = false;
        while let Some(name) = properties.next_key::<String>()? {
            is_found |= match self.names.has(&name) {
                true => properties.next_value_seed(Text {
                    only_lists: self.only_lists,
                })?,
                false => properties.next_value::<IgnoredAny>().map(|_| false)?,
            };
        }
        Ok(is_found)
    }
}

/// Whether a value has a text in it.
#[derive(Clone, Copy)]
struct Text {
    /// Whether it must be a list or an object.
    only_lists: bool,
}

impl Text {
    const ANY: Self = Self { only_lists: false };
}

impl<'de> DeserializeSeed<'de> for Text {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
        Ok(!self.only_lists && !text.trim().is_empty())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<bool, A::Error> {
        let mut is_found = false;
        while let Some(found) = items.next_element_seed(Self::ANY)? {
            is_found |= found;
        }
        Ok(is_found)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<bool, A::Error> {
        let mut is_found = false;
        while properties.next_key::<IgnoredAny>()?.is_some() {
            is_found |= properties.next_value_seed(Self::ANY)?;
        }
        Ok(is_found)
    }
}
