//! JSON of a request body, and the path to a value that cannot be written.

use std::ops::Range;

use serde::Serialize;

use crate::text::{excerpt::excerpt, json_path::path_at_end, members::Members};

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

/// Sets a property of an object that is written already, in place of the one of the same name. `value` is JSON.
///
/// # Errors
/// Fails if the JSON is no object.
pub(crate) fn with_property(json: &[u8], name: &str, value: &str) -> Result<Vec<u8>, String> {
    let Some(members) = Members::of(json, 0) else {
        return Err(format!(
            "it is not an object, so that `{name}` of it cannot be {value}"
        ));
    };
    let mut written = vec![b'{'];
    let mut is_set = false;
    for member in members {
        let part = |range| json.get::<Range<usize>>(range).unwrap_or_default();
        let key = part(member.key);
        let is_wanted = serde_json::from_slice::<String>(key).is_ok_and(|key| key == name);
        is_set |= is_wanted;
        add_member(
            &mut written,
            key,
            match is_wanted {
                true => value.as_bytes(),
                false => part(member.value),
            },
        );
    }
    if !is_set {
        add_member(&mut written, &to_json(name)?, value.as_bytes());
    }
    written.push(b'}');
    Ok(written)
}

fn add_member(object: &mut Vec<u8>, key: &[u8], value: &[u8]) {
    if object.len() > 1 {
        object.push(b',');
    }
    object.extend(key);
    object.push(b':');
    object.extend(value);
}

fn located(path: &str, reason: &str) -> String {
    let message = if path.is_empty() {
        reason.to_owned()
    } else {
        format!("{path}: {reason}")
    };
    excerpt(message.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_is_replaced_or_added_and_others_keep_their_text() {
        for (json, expected) in [
            ("{}", r#"{"s":true}"#),
            (r#"{"a":1.0}"#, r#"{"a":1.0,"s":true}"#),
            (r#"{"s":false,"a":"}"}"#, r#"{"s":true,"a":"}"}"#),
            (
                r#"{"a":{"s":1},"\u0073":null}"#,
                r#"{"a":{"s":1},"\u0073":true}"#,
            ),
        ] {
            let written = with_property(json.as_bytes(), "s", "true").unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), expected);
        }
        assert!(with_property(b"[1]", "s", "true").is_err());
    }
}
