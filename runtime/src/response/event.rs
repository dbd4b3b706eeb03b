//! [`Event`]: one event of a stream, and how its data is read.

use serde::de::DeserializeOwned;

use super::{
    decode::{Json, Text},
    json::has_proof,
};
use crate::{
    exchange::decode_error::DecodeError,
    text::{excerpt::excerpt, json_error::from_json},
};

/// An event of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Event<T> {
    /// The type of the event. It is empty if the server does not send one, which means `message`.
    pub name: String,
    /// The id of the event, by which a stream can be resumed. It is empty if there is none.
    pub id: String,
    /// The data of the event.
    pub data: T,
}

impl Event<String> {
    /// Whether this is `[DONE]`, which is not JSON but ends a stream of JSON in practice.
    pub(crate) fn is_end(&self) -> bool {
        self.data == "[DONE]"
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
}

impl<T: DeserializeOwned> DecodeEvent for Json<T> {
    type Data = T;

    fn decode_event(data: &str) -> Result<T, DecodeError> {
        from_json(data.as_bytes()).map_err(|error| {
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
