//! [`Event`]: one event of a stream, and how its data is read.

use std::{
    fmt,
    hash::{Hash, Hasher},
};

use serde::de::DeserializeOwned;

use super::{
    decode::{Json, Text},
    json::has_proof,
    sse::Parsed,
};
use crate::{
    exchange::{decode_error::DecodeError, secrets::Secrets},
    text::{excerpt::excerpt, json_error::from_json_within, untyped::Budget},
};

/// An event of a stream.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Event<T> {
    /// The type of the event. It is empty if the server does not send one, which means `message`.
    pub name: String,
    /// The id of the event, by which a stream can be resumed. An event without an id has that of the event before. It is
    /// empty if there is none.
    ///
    /// It is a copy, so that a caller that keeps many events keeps as many ids. The stream itself has one.
    pub id: String,
    /// The data of the event.
    pub data: T,
    /// The secrets that `Debug` does not show. They are no part of the value.
    secrets: Secrets,
}

impl<T> Event<T> {
    /// Makes an event with its data, which was read by [`DecodeEvent`].
    pub(super) fn new(parsed: Parsed, data: T, secrets: &Secrets) -> Self {
        Self {
            name: parsed.name,
            id: String::from(&*parsed.id),
            data,
            secrets: secrets.clone(),
        }
    }
}

/// Shows no secret that the client sends, if the server repeats it in an event.
impl<T: fmt::Debug> fmt::Debug for Event<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("name", &self.secrets.debug(&self.name))
            .field("id", &self.secrets.debug(&self.id))
            .field("data", &self.secrets.debug(&self.data))
            .finish()
    }
}

impl<T: PartialEq> PartialEq for Event<T> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.id == other.id && self.data == other.data
    }
}

impl<T: Eq> Eq for Event<T> {}

impl<T: Hash> Hash for Event<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
        self.id.hash(state);
        self.data.hash(state);
    }
}

/// A way to read the data of an event: [`Json`] or [`Text`].
pub trait DecodeEvent {
    /// The value of the data.
    type Data;

    /// Reads the data of one event.
    ///
    /// # Errors
    /// Fails if the data is not the documented one.
    fn decode_event(data: &str) -> Result<Self::Data, DecodeError>;

    /// Reads the data of one of several events that are kept, whose untyped values share a limit.
    #[doc(hidden)]
    fn decode_event_within(data: &str, budget: &Budget) -> Result<Self::Data, DecodeError> {
        let _ = budget;
        Self::decode_event(data)
    }
}

impl<T: DeserializeOwned> DecodeEvent for Json<T> {
    type Data = T;

    fn decode_event(data: &str) -> Result<T, DecodeError> {
        Self::decode_event_within(data, &Budget::default())
    }

    fn decode_event_within(data: &str, budget: &Budget) -> Result<T, DecodeError> {
        from_json_within(data.as_bytes(), budget).map_err(|error| {
            let shown = excerpt(data.as_bytes());
            DecodeError::new(format!("{error}; data: {shown}"))
                .proving(has_proof::<T>(data.as_bytes(), &error))
        })
    }
}

impl DecodeEvent for Text {
    type Data = String;

    fn decode_event(data: &str) -> Result<String, DecodeError> {
        Ok(data.to_owned())
    }
}
