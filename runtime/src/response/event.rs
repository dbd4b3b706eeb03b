//! [`Event`]: one event of a stream, and how its data is read.

use std::{
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
};

use serde::de::{DeserializeOwned, IgnoredAny};

use super::{
    decode::{Json, Text},
    json::has_proof,
    sse::Parsed,
};
use crate::{
    exchange::{decode_error::DecodeError, secrets::Secrets},
    text::{budget::Budget, excerpt::excerpt, json_error::from_json_within},
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

/// The fields of an event, as they were sent.
#[derive(Clone, Copy, Debug)]
pub struct EventFields<'a> {
    pub(super) name: &'a str,
    pub(super) id: &'a str,
    pub(super) data: &'a str,
    pub(super) retry: Option<u64>,
}

impl Parsed {
    pub(super) fn fields(&self) -> EventFields<'_> {
        EventFields {
            name: &self.name,
            id: &self.id,
            data: &self.data,
            retry: self.retry,
        }
    }

    /// Whether an event that cannot be read is only a sign of life: it has no data, or a name that says so.
    pub(super) fn is_sign_of_life(&self) -> bool {
        const NAMES: [&str; 5] = ["ping", "heartbeat", "keepalive", "keep-alive", "keep_alive"];
        let mut names = NAMES.iter();
        self.data.trim().is_empty() || names.any(|name| name.eq_ignore_ascii_case(&self.name))
    }
}

/// A way to read the data of an event: [`Json`], [`Text`], or [`Envelope`].
pub trait DecodeEvent {
    /// The value of the data.
    type Data;

    /// Reads the data of one event.
    ///
    /// # Errors
    /// Fails if the data is not the documented one.
    fn decode_event(data: &str) -> Result<Self::Data, DecodeError>;

    /// Whether the data is JSON, so that `[DONE]` is none and ends the stream.
    #[doc(hidden)]
    const IS_JSON: bool = false;

    /// Reads an event, of which the value can be more than the data. Events that are kept share a limit for untyped values.
    #[doc(hidden)]
    fn decode_fields(event: EventFields<'_>, budget: &Budget) -> Result<Self::Data, DecodeError> {
        Self::decode_event_within(event.data, budget)
    }

    /// Reads the data of one of several events that are kept, whose untyped values share a limit.
    #[doc(hidden)]
    fn decode_event_within(data: &str, budget: &Budget) -> Result<Self::Data, DecodeError> {
        let _ = budget;
        Self::decode_event(data)
    }
}

impl<T: DeserializeOwned> DecodeEvent for Json<T> {
    type Data = T;

    const IS_JSON: bool = true;

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

/// Reads an event as an object of its fields: `{"event", "data", "id", "retry"}`, each only if the server sends it.
///
/// `data` is JSON if it is valid JSON other than a string, and if the `T` can have it. Otherwise, it is a string.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> DecodeEvent for Envelope<T> {
    type Data = T;

    const IS_JSON: bool = true;

    /// Reads an event that has nothing but data.
    fn decode_event(data: &str) -> Result<T, DecodeError> {
        let event = EventFields {
            name: "",
            id: "",
            data,
            retry: None,
        };
        Self::decode_fields(event, &Budget::default())
    }

    fn decode_fields(event: EventFields<'_>, budget: &Budget) -> Result<T, DecodeError> {
        let is_text = event.data.trim_start().starts_with('"')
            || serde_json::from_str::<IgnoredAny>(event.data).is_err();
        let text = serde_json::Value::from(event.data).to_string();
        let first = if is_text { &*text } else { event.data };
        let read = |data| from_json_within(envelope(event, data).as_bytes(), budget);
        let value = match read(first) {
            Err(error) if !is_text => read(&text).map_err(|_| error),
            result => result,
        };
        value.map_err(|error| {
            let shown = excerpt(event.data.as_bytes());
            DecodeError::new(format!("{error}; data: {shown}"))
        })
    }
}

/// Writes the fields of an event as an object. `data` is JSON.
fn envelope(event: EventFields<'_>, data: &str) -> String {
    let mut json = format!("{{\"data\":{data}");
    for (key, text) in [("event", event.name), ("id", event.id)] {
        if !text.is_empty() {
            json += &format!(",\"{key}\":{}", serde_json::Value::from(text));
        }
    }
    if let Some(retry) = event.retry {
        json += &format!(",\"retry\":{retry}");
    }
    json.push('}');
    json
}
