//! How the parts of a document are written in a lock.

use std::fmt::Write;

use crate::http::{METHODS, Method};
use crate::ir::ParameterPlace;

/// In place of the item of a named schema that no operation reaches: its order counts for what is nameless in it.
pub(super) const UNUSED: &str = "unused";

/// In front of the media type that a function sends.
pub(super) const SENDS: &str = "sends";

/// In front of the names of parts, where their order counts on the wire.
pub(super) const PARTS: &str = "parts";

/// In front of the media types that a function accepts.
pub(super) const ACCEPTS: &str = "accepts";

/// The last line: a file without it is cut off.
pub(super) const END: &str = "# end";

/// A word as it is, or as a string of JSON if it could be taken for something else.
pub(crate) fn word(text: &str) -> String {
    let is_plain = !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '(' | ')' | ',' | '\\'));
    match is_plain {
        true => text.to_owned(),
        false => serde_json::Value::from(text).to_string(),
    }
}

/// A text that is the rest of a line: as it is, or as a string of JSON if it has line breaks and the like.
pub(crate) fn line(text: &str) -> String {
    match text.contains(char::is_control) || text.starts_with('"') {
        true => serde_json::Value::from(text).to_string(),
        false => text.to_owned(),
    }
}

/// The words of a text, which are separated by spaces, commas and parentheses. Commas and parentheses are words, too.
/// `None` if a string of JSON has no end.
pub(super) fn words(text: &str) -> Option<Vec<&str>> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            ',' | '(' | ')' => 1,
            '"' => end_of_string(rest)?,
            _ => rest.find([' ', ',', '(', ')']).unwrap_or(rest.len()),
        };
        let (word, behind) = rest.split_at_checked(end)?;
        found.push(word);
        rest = behind.trim_start();
    }
    Some(found)
}

fn end_of_string(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (index, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return Some(index + 1),
            _ => {}
        }
    }
    None
}

/// The text of a word.
pub(super) fn text(word: &str) -> Option<String> {
    match word.starts_with('"') {
        true => serde_json::from_str(word).ok(),
        false => Some(word.to_owned()),
    }
}

/// `GET /boats`.
pub(crate) fn endpoint(method: &Method, path: &str) -> String {
    format!("{} {}", method.as_str(), word(path))
}

/// An operation, or one of its functions: `GET /boats list-boats`.
pub(crate) fn operation(endpoint: &str, id: &str) -> String {
    format!("{endpoint} {}", word(id))
}

/// The type of the errors of an operation.
pub(crate) fn error(operation: &str) -> String {
    format!("{operation} error")
}

/// The type of the successes of an operation in one of its media types.
pub(crate) fn output(operation: &str) -> String {
    format!("{operation} output")
}

/// A set of values that is named where it stands.
pub(crate) fn named(place: &str, name: &str) -> String {
    format!("{place} as {}", word(name))
}

/// The form of a type that is sent.
pub(crate) fn sent(place: &str) -> String {
    format!("{place} (sent)")
}

/// A parameter: `query limit`.
pub(crate) fn parameter(place: ParameterPlace, wire_name: &str) -> String {
    let place = match place {
        ParameterPlace::Path => "path",
        ParameterPlace::Query => "query",
        ParameterPlace::QueryString => "querystring",
        ParameterPlace::Header => "header",
        ParameterPlace::Cookie | ParameterPlace::PlainCookie => "cookie",
        ParameterPlace::Field | ParameterPlace::Part => "body",
    };
    format!("{place} {}", word(wire_name))
}

/// The setter that sends a parameter with an empty value.
pub(crate) fn emptied(parameter: &str) -> String {
    format!("{parameter} (empty)")
}

/// The body of a request.
pub(crate) const BODY: &str = "body";

/// A parameter as it stands in the document.
pub(crate) fn stated_parameter(location: &str, name: &str) -> String {
    let location = match location {
        "formData" => BODY,
        location => location,
    };
    format!("{location} {}", word(name))
}

/// A value of a set, and the word that the document has for it.
pub(crate) fn value(value: &str, named: Option<&str>) -> String {
    let mut source = word(value);
    if let Some(named) = named {
        // Writing to a string cannot fail.
        let _ = write!(source, " as {}", word(named));
    }
    source
}

/// The JSON pointer to an endpoint.
pub(crate) fn pointer(endpoint: &str) -> Option<String> {
    let (method, path) = endpoint.split_once(' ')?;
    let path = text(path)?.replace('~', "~0").replace('/', "~1");
    let key = match METHODS.iter().find(|(_, known)| known.as_str() == method) {
        Some((key, _)) => (*key).to_owned(),
        None => format!("additionalOperations/{method}"),
    };
    Some(format!("#/paths/{path}/{key}/"))
}
