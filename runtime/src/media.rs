//! Answers that are no JSON: [`Text`], [`Raw`], and [`Events`].

use std::marker::PhantomData;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::{Decode, DecodeError, RawResponse, decode::from_json, text::excerpt};

/// Reads a body as text, which has to be UTF-8.
#[derive(Clone, Copy, Debug)]
pub struct Text;

impl Decode for Text {
    type Output = String;

    fn decode(response: &RawResponse) -> Result<String, DecodeError> {
        let text = std::str::from_utf8(response.body());
        text.map(str::to_owned)
            .map_err(|error| DecodeError::new(format!("the body is not text in UTF-8: {error}")))
    }
}

/// Takes a body as it came.
#[derive(Clone, Copy, Debug)]
pub struct Raw;

impl Decode for Raw {
    type Output = Bytes;

    fn decode(response: &RawResponse) -> Result<Bytes, DecodeError> {
        Ok(response.bytes())
    }
}

/// Reads a body of events (`text/event-stream`, HTML, section 9.2.6) to its end, the data of each as JSON.
#[derive(Clone, Copy, Debug)]
pub struct Events<T>(PhantomData<fn() -> T>);

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What kind of event it is; empty if the server does not say, which means `message`.
    pub name: String,
    /// Its id, by which a stream can be taken up again; empty if it has none.
    pub id: String,
    /// Its data.
    pub data: T,
}

impl<T: DeserializeOwned> Decode for Events<T> {
    type Output = Vec<Event<T>>;

    fn decode(response: &RawResponse) -> Result<Vec<Event<T>>, DecodeError> {
        let text = Text::decode(response)?;
        let mut events = Vec::new();
        for event in split(&text) {
            // What ends a stream of JSON in practice, and is no JSON.
            if event.data == "[DONE]" {
                break;
            }
            let data = from_json(event.data.as_bytes()).map_err(|error| {
                let shown = excerpt(event.data.as_bytes());
                DecodeError::new(format!(
                    "event {}: {error}; data: {shown}",
                    events.len() + 1
                ))
            })?;
            events.push(Event {
                name: event.name,
                id: event.id,
                data,
            });
        }
        Ok(events)
    }
}

/// The events of a stream that has ended, those without data aside.
fn split(text: &str) -> Vec<Event<String>> {
    let empty = || Event {
        name: String::new(),
        id: String::new(),
        data: String::new(),
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // The three ends of lines that there are.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut events = Vec::new();
    let mut event = empty();
    let mut has_data = false;
    for line in text.split('\n') {
        if line.is_empty() {
            let done = std::mem::replace(&mut event, empty());
            // An id holds for what follows, too.
            event.id.clone_from(&done.id);
            if std::mem::take(&mut has_data) {
                events.push(done);
            }
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => event.name = value.to_owned(),
            "id" if !value.contains('\0') => event.id = value.to_owned(),
            "data" => {
                if has_data {
                    event.data.push('\n');
                }
                event.data.push_str(value);
                has_data = true;
            }
            _ => {}
        }
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_as_in_the_standard() {
        let text = "\u{feff}: comment\r\nid: 1\r\ndata: a\r\ndata:b\r\n\r\nevent: end\ndata\n\nretry: 5\n\ndata: cut off";
        let events: Vec<(String, String, String)> = split(text)
            .into_iter()
            .map(|event| (event.name, event.id, event.data))
            .collect();
        let owned = |text: [&str; 3]| text.map(str::to_owned).into();
        assert_eq!(events, [owned(["", "1", "a\nb"]), owned(["end", "1", ""])]);
    }
}
