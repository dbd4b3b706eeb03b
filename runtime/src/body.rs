//! The body of a request: JSON, as a whole or field by field.

use bytes::Bytes;
use serde::Serialize;

use crate::{json_path::path_at_end, text::excerpt};

/// A body under construction; nothing until something is set.
#[derive(Clone, Default)]
pub(crate) struct Body {
    bytes: Option<Bytes>,
    /// The fields that were set one by one, each with its JSON. Empty for a body set as a whole.
    fields: Vec<(&'static str, Vec<u8>)>,
}

impl Body {
    pub(crate) fn bytes(&self) -> Option<&Bytes> {
        self.bytes.as_ref()
    }

    /// Makes `value` the whole body.
    pub(crate) fn set(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), String> {
        let bytes = to_json(value)?;
        *self = Self {
            bytes: Some(bytes.into()),
            fields: Vec::new(),
        };
        Ok(())
    }

    /// Sets one field of a body that is an object; a body that was set as a whole is replaced.
    pub(crate) fn set_field(
        &mut self,
        name: &'static str,
        value: &(impl Serialize + ?Sized),
    ) -> Result<(), String> {
        self.set_written(name, to_json(value)?)
    }

    /// The same with a value that is JSON already; without a name, it is the whole body.
    pub(crate) fn set_written(&mut self, name: &'static str, json: Vec<u8>) -> Result<(), String> {
        if name.is_empty() {
            *self = Self {
                bytes: Some(json.into()),
                fields: Vec::new(),
            };
            return Ok(());
        }
        match self.fields.iter_mut().find(|(field, _)| *field == name) {
            Some((_, old)) => *old = json,
            None => self.fields.push((name, json)),
        }
        self.bytes = Some(object(&self.fields)?.into());
        Ok(())
    }
}

/// An object of fields whose values are JSON already.
fn object(fields: &[(&'static str, Vec<u8>)]) -> Result<Vec<u8>, String> {
    let mut object = vec![b'{'];
    for (name, json) in fields {
        if object.len() > 1 {
            object.push(b',');
        }
        object.extend(to_json(name)?);
        object.push(b':');
        object.extend(json);
    }
    object.push(b'}');
    Ok(object)
}

/// The JSON of a value, or where and why it has none.
fn to_json(value: &(impl Serialize + ?Sized)) -> Result<Vec<u8>, String> {
    write_json(value).map_err(|(path, reason)| located(&path, &reason))
}

/// The JSON of an item of a list, or where in the list and why it has none.
pub(crate) fn item_to_json(value: &impl Serialize, index: usize) -> Result<Vec<u8>, String> {
    write_json(value).map_err(|(path, reason)| {
        let dot = if path.is_empty() { "" } else { "." };
        located(&format!("[{index}]{dot}{path}"), &reason)
    })
}

/// The JSON of a value, or the path to what has none, and why.
fn write_json(value: &(impl Serialize + ?Sized)) -> Result<Vec<u8>, (String, String)> {
    let mut json = Vec::with_capacity(128);
    match serde_json::to_writer(&mut json, value) {
        Ok(()) => Ok(json),
        // What was written ends in the value that could not be.
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
