//! Parsing a stream of server-sent events (`text/event-stream`, HTML, section 9.2.6).

use std::collections::VecDeque;

use bytes::Bytes;

use super::event::Event;
use crate::{exchange::decode_error::DecodeError, text::excerpt::excerpt};

/// The reason why a stream cannot be parsed any further.
pub(crate) enum Problem {
    /// An event is larger than this limit, in bytes.
    TooLarge(usize),
    /// The stream is not UTF-8, or ends within an event.
    NotText(DecodeError),
}

/// Parses a stream in pieces, which can be cut anywhere, into whole events.
pub(crate) struct Parser {
    /// The current line, which is not complete.
    line: Vec<u8>,
    /// The current event, which is not complete.
    event: Event<String>,
    has_data: bool,
    /// Whether the last byte was `\r`, which can be followed by the `\n` of the same line break.
    after_return: bool,
    is_first_line: bool,
    /// The maximum size of an event, in bytes.
    max_size: usize,
}

impl Parser {
    pub(crate) fn new(max_size: usize) -> Self {
        Self {
            line: Vec::new(),
            event: Event::default(),
            has_data: false,
            after_return: false,
            is_first_line: true,
            max_size,
        }
    }

    /// Parses `bytes`, and adds the events that are complete to `ready`.
    ///
    /// # Errors
    /// Fails if an event is too large or is not UTF-8.
    pub(crate) fn push(
        &mut self,
        bytes: &[u8],
        ready: &mut VecDeque<Event<String>>,
    ) -> Result<(), Problem> {
        let mut rest = bytes;
        while let Some((first, after)) = rest.split_first() {
            // The second byte of `\r\n`.
            if std::mem::take(&mut self.after_return) && *first == b'\n' {
                rest = after;
                continue;
            }
            let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let (line, from_end) = rest.split_at(end.unwrap_or(rest.len()));
            if self.line.len() + self.event.data.len() + line.len() > self.max_size {
                return Err(Problem::TooLarge(self.max_size));
            }
            self.line.extend_from_slice(line);
            let Some((end, after)) = from_end.split_first() else {
                break;
            };
            self.after_return = *end == b'\r';
            rest = after;
            ready.extend(self.end_line()?);
        }
        Ok(())
    }

    /// Parses the current line, which is complete. Returns the event if this line ends it.
    fn end_line(&mut self) -> Result<Option<Event<String>>, Problem> {
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
        let mut ready = VecDeque::new();
        for _ in 0..9 {
            assert!(parser.push(b"data: 123\n\n", &mut ready).is_ok());
        }
        assert!(parser.push(b"data: 123\ndata: 456\n", &mut ready).is_ok());
        assert!(parser.push(b"data: 7", &mut ready).is_err());
    }
}
