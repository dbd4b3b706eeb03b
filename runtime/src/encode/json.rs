//! JSON of a request body, and the path to a value that cannot be written.

use serde::Serialize;

use crate::text::{excerpt::excerpt, json_path::path_at_end};

/// Writes a value as JSON.
///
/// # Errors
/// Fails with the path to the value that cannot be written, and the reason.
pub(crate) fn to_json(value: &(impl Serialize + ?Sized)) -> Result<Vec<u8>, String> {
    write_json(value).map_err(|(path, reason)| located(&path, &reason))
}

/// Writes an item of a list as JSON.
///
/// # Errors
/// Fails with the path to the value that cannot be written, which starts with the index, and the reason.
pub(crate) fn item_to_json(value: &impl Serialize, index: usize) -> Result<Vec<u8>, String> {
    write_json(value).map_err(|(path, reason)| {
        let dot = if path.is_empty() { "" } else { "." };
        located(&format!("[{index}]{dot}{path}"), &reason)
    })
}

fn write_json(value: &(impl Serialize + ?Sized)) -> Result<Vec<u8>, (String, String)> {
    let mut json = Vec::with_capacity(128);
    match serde_json::to_writer(&mut json, value) {
        Ok(()) => Ok(json),
        // The text ends where the value stands that cannot be written.
        Err(error) => Err((path_at_end(&json), error.to_string())),
    }
}

fn located(path: &str, reason: &str) -> String {
    let message = if path.is_empty() {
        reason.to_owned()
    } else {
        format!("{path}: {reason}")
    };
    excerpt(message.as_bytes())
}
