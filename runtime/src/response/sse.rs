//! Parsing a stream of server-sent events (`text/event-stream`, HTML, section 9.2.6).

use std::{sync::Arc, time::Duration};

use bytes::Bytes;

use crate::{exchange::decode_error::DecodeError, text::excerpt::excerpt};

/// The reason why a stream cannot be parsed any further.
pub(crate) enum Problem {
    /// An event is larger than this limit, in bytes.
    TooLarge(usize),
    /// The stream is not UTF-8, or ends within an event.
    NotText(DecodeError),
}

/// An event whose data was not read yet.
#[derive(Default)]
pub(crate) struct Parsed {
    pub(super) name: String,
    /// Shared with the events after it that have no id of their own.
    pub(super) id: Arc<str>,
    pub(super) data: String,
    /// The wait before the stream is opened again, in milliseconds, if the event names one.
    pub(super) retry: Option<u64>,
}

impl Parsed {
    /// Whether this is `[DONE]`, which is not JSON but ends a stream of JSON in practice.
    pub(super) fn is_end(&self) -> bool {
        self.data == "[DONE]"
    }
}

/// Parses a stream in pieces, which can be cut anywhere, into whole events.
pub(crate) struct Parser {
    /// The current line, which is not complete.
    line: Vec<u8>,
    /// The current event, which is not complete.
    event: Parsed,
    /// Whether the current event has an id of its own.
    has_id: bool,
    has_data: bool,
    /// Whether the last byte was `\r`, which can be followed by the `\n` of the same line break.
    after_return: bool,
    is_first_line: bool,
    /// The id of the last event that ended, with which a stream is resumed.
    last_id: Arc<str>,
    /// The wait before the stream is opened again, if the server named one.
    wait: Option<Duration>,
    /// The maximum size of an event, in bytes.
    max_size: usize,
}

impl Parser {
    pub(crate) fn new(max_size: usize) -> Self {
        Self {
            line: Vec::new(),
            event: Parsed::default(),
            has_id: false,
            has_data: false,
            after_return: false,
            is_first_line: true,
            last_id: Arc::default(),
            wait: None,
            max_size,
        }
    }

    /// Begins with another response, which continues the stream. An event that did not end is dropped.
    pub(crate) fn restart(&mut self) {
        let mut parser = Self::new(self.max_size);
        parser.event.id = self.last_id.clone();
        parser.last_id = self.last_id.clone();
        parser.wait = self.wait;
        *self = parser;
    }

    /// Returns the id of the last event that ended. It is empty if there is none.
    pub(crate) fn last_id(&self) -> &str {
        &self.last_id
    }

    /// Returns the wait before the stream is opened again, if the server named one.
    pub(crate) fn wait(&self) -> Option<Duration> {
        self.wait
    }

    /// Parses `bytes` up to the end of an event, and removes what was parsed from them. Returns `None` if they end before
    /// the event does.
    ///
    /// # Errors
    /// Fails if the event is too large or is not UTF-8.
    pub(crate) fn next(&mut self, bytes: &mut &[u8]) -> Result<Option<Parsed>, Problem> {
        while let Some((first, after)) = bytes.split_first() {
            // The second byte of `\r\n`.
            if std::mem::take(&mut self.after_return) && *first == b'\n' {
                *bytes = after;
                continue;
            }
            let end = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let (line, from_end) = bytes.split_at(end.unwrap_or(bytes.len()));
            if self.size() + line.len() > self.max_size {
                return Err(Problem::TooLarge(self.max_size));
            }
            self.line.extend_from_slice(line);
            let Some((end, after)) = from_end.split_first() else {
                *bytes = &[];
                break;
            };
            self.after_return = *end == b'\r';
            *bytes = after;
            if let Some(event) = self.end_line()? {
                return Ok(Some(event));
            }
        }
        Ok(None)
    }

    /// Returns the size of the current event so far. An id counts where it is sent, and not with the events after it.
    fn size(&self) -> usize {
        let id = if self.has_id { self.event.id.len() } else { 0 };
        self.line.len() + self.event.name.len() + id + self.event.data.len()
    }

    /// Parses the current line, which is complete. Returns the event if this line ends it.
    fn end_line(&mut self) -> Result<Option<Parsed>, Problem> {
        let line = String::from_utf8(std::mem::take(&mut self.line)).map_err(|error| {
            let shown = excerpt(error.as_bytes());
            Problem::NotText(DecodeError::new(format!(
                "it is not UTF-8: {}; line: {shown}",
                error.utf8_error()
            )))
        })?;
        let line = match std::mem::take(&mut self.is_first_line) {
            true => line.strip_prefix('\u{feff}').unwrap_or(&line),
            false => &line,
        };
        if line.is_empty() {
            let done = std::mem::take(&mut self.event);
            // An event without an id has that of the event before.
            self.event.id = done.id.clone();
            self.last_id = done.id.clone();
            self.has_id = false;
            return Ok(std::mem::take(&mut self.has_data).then_some(done));
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event.name),
            "id" if !value.contains('\0') => {
                self.event.id = value.into();
                self.has_id = true;
            }
            "data" => {
                if self.has_data {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(value);
                self.has_data = true;
            }
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.event.retry = value.parse().ok();
                self.wait = self.event.retry.map(Duration::from_millis);
            }
            // A comment has an empty field name. Other fields are ignored.
            _ => {}
        }
        Ok(None)
    }

    /// Whether the stream ends within an event. Comments and `[DONE]` do not count.
    pub(crate) fn is_within_event(&self) -> bool {
        let line = self.line.strip_prefix(b"data:").unwrap_or(&self.line);
        let is_end = self.event.is_end() && self.line.is_empty()
            || !self.has_data && line.trim_ascii() == b"[DONE]";
        let is_open = self.has_data || !self.line.is_empty() && !self.line.starts_with(b":");
        is_open && !is_end
    }

    /// Ends the current event at the end of the stream, which has no empty line there. Returns `None` if the data is not
    /// known to be whole: a value of JSON that ends by itself, or a line that was ended.
    pub(crate) fn finish(&mut self) -> Option<Parsed> {
        let ends_by_itself = matches!(self.line.last(), Some(b'}' | b']' | b'"'));
        if !self.line.is_empty() && !ends_by_itself {
            return None;
        }
        if !self.line.is_empty() {
            self.end_line().ok()?;
        }
        // An empty line.
        self.end_line().ok()?
    }

    /// Returns the data of the current event, which is not complete.
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

    /// The events of all pieces, or none if a piece cannot be parsed.
    fn parsed(parser: &mut Parser, pieces: &[&[u8]]) -> Option<Vec<Parsed>> {
        let mut events = Vec::new();
        for piece in pieces {
            let mut rest = *piece;
            while let Some(event) = parser.next(&mut rest).ok()? {
                events.push(event);
            }
            assert_eq!(rest, b"");
        }
        Some(events)
    }

    fn events(parser: &mut Parser, pieces: &[&[u8]]) -> Vec<[String; 3]> {
        let events = parsed(parser, pieces).unwrap().into_iter();
        events
            .map(|event| [event.name, event.id.to_string(), event.data])
            .collect()
    }

    #[test]
    fn events_are_parsed_wherever_the_stream_is_cut() {
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
    fn an_incomplete_event_is_noticed() {
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
    fn the_size_of_one_event_is_limited() {
        let mut parser = Parser::new(12);
        for _ in 0..9 {
            assert!(parsed(&mut parser, &[b"data: 123\n\n"]).is_some());
        }
        assert!(parsed(&mut parser, &[b"data: 123\ndata: 456\n"]).is_some());
        assert!(parsed(&mut parser, &[b"data: 7"]).is_none());
    }

    #[test]
    fn ids_and_names_count_towards_the_size_of_their_event() {
        for (stream, is_small_enough) in [
            ("id: 123\ndata: 1\n\n", true),
            ("id: 12345678\ndata: 1\n\n", false),
            ("event: abc\ndata: 1\n\n", true),
            ("event: abcdefgh\ndata: 1\n\n", false),
            ("id: 123\nevent: abc\ndata: 1", true),
            ("id: 123\nevent: abcd\ndata: 1", true),
            ("id: 1234\nevent: abcd\ndata: 1", false),
            // An id counts once, whatever the number of events that have it.
            ("id: 12345\ndata: 1\n\ndata: 2345\n\ndata: 2345\n\n", true),
            ("id: 12345\n\ndata: 2345\nevent: a\n\n", true),
            ("id: 12345\nid: 678\ndata: 1\n\n", true),
        ] {
            let mut parser = Parser::new(14);
            let events = parsed(&mut parser, &[stream.as_bytes()]);
            assert_eq!(events.is_some(), is_small_enough, "{stream:?}");
        }
    }

    #[test]
    fn an_id_is_shared_by_the_events_that_have_it() {
        let mut parser = Parser::new(100);
        let stream = b"id: 1\ndata: 1\n\ndata: 2\n\nid: 2\ndata: 3\n\n";
        let events = parsed(&mut parser, &[stream]).unwrap();
        assert!(Arc::ptr_eq(&events[0].id, &events[1].id));
        assert_eq!(&*events[2].id, "2");
    }

    #[test]
    fn a_field_with_another_value_than_the_standard_has_is_ignored() {
        let mut parser = Parser::new(100);
        let stream =
            b"id: 1\nretry: 5\ndata: a\n\nid: 2\0\nretry: soon\nretry:\nretry: -1\ndata: b\n\n";
        let events = parsed(&mut parser, &[stream]).unwrap();
        assert_eq!([&*events[0].id, &*events[1].id], ["1", "1"]);
        assert_eq!((events[0].retry, events[1].retry), (Some(5), None));
        assert_eq!(parser.last_id(), "1");
        assert_eq!(parser.wait(), Some(Duration::from_millis(5)));
    }

    #[test]
    fn what_arrived_of_an_event_is_there() {
        for (stream, arrived) in [
            ("", ""),
            ("data: a\n", "a"),
            ("data: a\ndata: b", "a\ndata: b"),
            ("data: b", "data: b"),
            ("data: a\n\ndata: b", "data: b"),
        ] {
            let mut parser = Parser::new(100);
            events(&mut parser, &[stream.as_bytes()]);
            assert_eq!(parser.unfinished(), arrived, "{stream:?}");
        }
    }

    #[test]
    fn a_line_counts_while_it_arrives() {
        let mut parser = Parser::new(9);
        assert!(parsed(&mut parser, &[b"data: ", b"123"]).is_some());
        let mut parser = Parser::new(9);
        assert!(parsed(&mut parser, &[b"data: ", b"1234"]).is_none());
        let mut parser = Parser::new(9);
        assert!(parsed(&mut parser, &[b"data: 1\n", b"data", b": 789"]).is_none());
    }
}
