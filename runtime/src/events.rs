//! Events: what one is, and how they are told apart in a stream (HTML, section 9.2.6).

use std::{collections::VecDeque, marker::PhantomData};

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::{
    Decode, DecodeError, Json, RawResponse, Text, decode::from_json, event_stream::Problem,
    text::excerpt,
};

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What kind of event it is; empty if the server does not say, which means `message`.
    pub name: String,
    /// Its id, by which a stream can be taken up again; empty if it has none.
    pub id: String,
    /// Its data.
    pub data: T,
}

impl Event<String> {
    /// Whether it is what ends a stream of JSON in practice, and is no JSON.
    pub(crate) fn is_end(&self) -> bool {
        self.data == "[DONE]"
    }
}

/// How the data of an event is read: [`Json`], or [`Text`] as it is.
pub trait DecodeEvent {
    /// What is made of the data.
    type Data;

    /// Reads the data of one event.
    ///
    /// # Errors
    /// Why it is not what is documented.
    fn decode_event(data: &str) -> Result<Self::Data, DecodeError>;
}

impl<T: DeserializeOwned> DecodeEvent for Json<T> {
    type Data = T;

    fn decode_event(data: &str) -> Result<T, DecodeError> {
        from_json(data.as_bytes()).map_err(|error| {
            let shown = excerpt(data.as_bytes());
            DecodeError::new(format!("{error}; data: {shown}"))
        })
    }
}

impl DecodeEvent for Text {
    type Data = String;

    fn decode_event(data: &str) -> Result<String, DecodeError> {
        Ok(data.to_owned())
    }
}

/// Reads a body of events to its end, for an operation that answers with events by some statuses only. One that always
/// does gives an [`EventStream`](crate::EventStream).
#[derive(Clone, Copy, Debug)]
pub struct Events<D>(PhantomData<fn() -> D>);

impl<D: DecodeEvent> Decode for Events<D> {
    type Output = Vec<Event<D::Data>>;

    fn decode(response: &RawResponse) -> Result<Self::Output, DecodeError> {
        let mut parser = Parser::new(usize::MAX);
        let mut ready = VecDeque::new();
        let problem = parser.push(response.body(), &mut ready).err();
        let mut events = Vec::new();
        for (event, number) in ready.into_iter().zip(1..) {
            if event.is_end() {
                return Ok(events);
            }
            events.push(Event {
                data: D::decode_event(&event.data).map_err(|error| error.in_event(number))?,
                name: event.name,
                id: event.id,
            });
        }
        let number = events.len() as u64 + 1;
        if let Some(Problem::NotText(error)) = problem {
            return Err(error.in_event(number));
        }
        if parser.is_within_event() {
            let error = DecodeError::new("the stream ends in the middle of it");
            return Err(error.in_event(number));
        }
        Ok(events)
    }
}

/// Takes a stream as it arrives, cut wherever it may be, and gives whole events.
pub(crate) struct Parser {
    /// The line that is not at its end yet.
    line: Vec<u8>,
    /// The event that is not at its end yet.
    event: Event<String>,
    has_data: bool,
    /// Whether the last byte was the first half of an end of line, perhaps.
    after_return: bool,
    is_first_line: bool,
    /// The size of the largest event.
    most: usize,
}

impl Parser {
    pub(crate) fn new(most: usize) -> Self {
        Self {
            line: Vec::new(),
            event: Event::default(),
            has_data: false,
            after_return: false,
            is_first_line: true,
            most,
        }
    }

    /// Adds the events that `bytes` complete to `ready`.
    pub(crate) fn push(
        &mut self,
        bytes: &[u8],
        ready: &mut VecDeque<Event<String>>,
    ) -> Result<(), Problem> {
        let mut rest = bytes;
        while let Some((first, behind)) = rest.split_first() {
            // The second half of `\r\n`.
            if std::mem::take(&mut self.after_return) && *first == b'\n' {
                rest = behind;
                continue;
            }
            let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let (line, from_end) = rest.split_at(end.unwrap_or(rest.len()));
            if self.line.len() + self.event.data.len() + line.len() > self.most {
                return Err(Problem::TooLarge(self.most));
            }
            self.line.extend_from_slice(line);
            let Some((end, behind)) = from_end.split_first() else {
                break;
            };
            self.after_return = *end == b'\r';
            rest = behind;
            ready.extend(self.end_line()?);
        }
        Ok(())
    }

    /// Reads the line that is complete; gives the event that it completes.
    fn end_line(&mut self) -> Result<Option<Event<String>>, Problem> {
        let line = String::from_utf8(std::mem::take(&mut self.line)).map_err(|error| {
            let shown = excerpt(error.as_bytes());
            Problem::NotText(DecodeError::new(format!(
                "it is not text in UTF-8: {}; line: {shown}",
                error.utf8_error()
            )))
        })?;
        let line = match std::mem::take(&mut self.is_first_line) {
            true => line.strip_prefix('\u{feff}').unwrap_or(&line),
            false => &line,
        };
        if line.is_empty() {
            let done = std::mem::take(&mut self.event);
            // An id holds for what follows, too.
            self.event.id.clone_from(&done.id);
            return Ok(std::mem::take(&mut self.has_data).then_some(done));
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event.name),
            "id" if !value.contains('\0') => value.clone_into(&mut self.event.id),
            "data" => {
                if self.has_data {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(value);
                self.has_data = true;
            }
            // Comments have no name, and others no meaning.
            _ => {}
        }
        Ok(None)
    }

    /// Whether there is data of which no event was made: all of it but a comment, and what says that the stream is over.
    pub(crate) fn is_within_event(&self) -> bool {
        let line = self.line.strip_prefix(b"data:").unwrap_or(&self.line);
        let is_end = self.event.is_end() && self.line.is_empty()
            || !self.has_data && line.trim_ascii() == b"[DONE]";
        let is_open = self.has_data || !self.line.is_empty() && !self.line.starts_with(b":");
        is_open && !is_end
    }

    /// What is there of the event that is not complete.
    pub(crate) fn unfinished(&self) -> Bytes {
        let mut bytes = self.event.data.clone().into_bytes();
        if self.has_data && !self.line.is_empty() {
            bytes.push(b'\n');
        }
        bytes.extend(&self.line);
        bytes.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &str = "\u{feff}: comment\r\nid: 1\r\ndata: ä\r\ndata:b\r\n\r\nevent: end\ndata\n\nretry: 5\n\n\rdata: c\r\r";

    fn events(parser: &mut Parser, pieces: &[&[u8]]) -> Vec<[String; 3]> {
        let mut ready = VecDeque::new();
        for piece in pieces {
            assert!(parser.push(piece, &mut ready).is_ok());
        }
        let events = ready.into_iter();
        events
            .map(|event| [event.name, event.id, event.data])
            .collect()
    }

    #[test]
    fn events_as_in_the_standard_wherever_they_are_cut() {
        let expected = [["", "1", "ä\nb"], ["end", "1", ""], ["", "1", "c"]];
        let bytes = STREAM.as_bytes();
        for first in 0..bytes.len() {
            for second in [first, (first + 1).min(bytes.len()), bytes.len()] {
                let (start, rest) = bytes.split_at(first);
                let (middle, end) = rest.split_at(second - first);
                let mut parser = Parser::new(100);
                assert_eq!(events(&mut parser, &[start, middle, end]), expected);
                assert!(!parser.is_within_event());
            }
        }
    }

    #[test]
    fn what_is_not_complete_is_known() {
        for (stream, is_within) in [
            ("", false),
            (": comment", false),
            (": comment\n", false),
            ("id: 3\n", false),
            ("dat", true),
            ("data: a", true),
            ("data: a\n", true),
            ("data: a\n\n", false),
            ("data: [DONE]", false),
            ("data: [DONE]\n", false),
        ] {
            let mut parser = Parser::new(100);
            events(&mut parser, &[stream.as_bytes()]);
            assert_eq!(parser.is_within_event(), is_within, "{stream:?}");
        }
    }

    #[test]
    fn one_event_is_limited_and_not_all_of_them() {
        let mut parser = Parser::new(12);
        let mut ready = VecDeque::new();
        for _ in 0..9 {
            assert!(parser.push(b"data: 123\n\n", &mut ready).is_ok());
        }
        assert!(parser.push(b"data: 123\ndata: 456\n", &mut ready).is_ok());
        assert!(parser.push(b"data: 7", &mut ready).is_err());
    }
}
