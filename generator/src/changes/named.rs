//! Operations and functions, as reports name them.

use crate::ir::{Call, Operation};

/// The method and the path, in which the names of placeholders do not matter, and the media type of a further listing.
pub(super) fn route(operation: &Operation) -> (String, String, Option<String>) {
    let mut path = String::new();
    let mut is_inside = false;
    for c in operation.path.chars() {
        is_inside = (is_inside || c == '{') && c != '}';
        if !is_inside || c == '{' {
            path.push(c);
        }
    }
    let media_type = operation
        .accept
        .clone()
        .filter(|_| operation.is_alternative);
    (operation.method.as_str().to_owned(), path, media_type)
}

/// `GET /pets/{id}`.
pub(super) fn shown(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path)
}

/// `Client::get_pet`.
pub(super) fn function(call: &Call) -> String {
    format!("Client::{}", call.name)
}

/// The line of an operation; 0 if it is not in the document itself.
pub(super) fn line(operation: &Operation) -> u32 {
    operation.calls.first().map_or(0, |call| call.docs.line)
}
