//! The body of a request: JSON as a whole or field by field, a form, several parts, or bytes.

use bytes::Bytes;
use serde::Serialize;

use crate::{json_path::path_at_end, part::Part, query::Pair, text::excerpt};

/// A body under construction; nothing until something is set.
#[derive(Clone, Default)]
pub(crate) struct Body {
    bytes: Option<Bytes>,
    /// What it was put together from, if it was.
    pieces: Pieces,
}

/// What a body is put together from.
#[derive(Clone, Default)]
enum Pieces {
    /// It was set as a whole.
    #[default]
    None,
    /// The fields of an object, each with its JSON.
    Json(Vec<(&'static str, Vec<u8>)>),
    /// The fields of a form.
    Form(Vec<Pair>),
    /// Parts, each with its name.
    Parts(Vec<(String, Part)>),
}

impl Body {
    /// The bytes, if they are known: those of several parts are put together when they are sent.
    pub(crate) fn bytes(&self) -> Option<&Bytes> {
        self.bytes.as_ref()
    }

    /// The parts, if it has any.
    pub(crate) fn parts(&self) -> Option<&[(String, Part)]> {
        match &self.pieces {
            Pieces::Parts(parts) => Some(parts),
            _ => None,
        }
    }

    /// Whether it can be sent a second time.
    pub(crate) fn is_repeatable(&self) -> bool {
        let mut parts = self.parts().unwrap_or_default().iter();
        parts.all(|(_, part)| part.is_repeatable())
    }

    /// Makes `value` the whole body.
    pub(crate) fn set(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), String> {
        self.set_bytes(to_json(value)?.into());
        Ok(())
    }

    /// Makes bytes the whole body.
    pub(crate) fn set_bytes(&mut self, bytes: Bytes) {
        *self = Self {
            bytes: Some(bytes),
            pieces: Pieces::None,
        };
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
            self.set_bytes(json.into());
            return Ok(());
        }
        let mut fields = match std::mem::take(&mut self.pieces) {
            Pieces::Json(fields) => fields,
            _ => Vec::new(),
        };
        match fields.iter_mut().find(|(field, _)| *field == name) {
            Some((_, old)) => *old = json,
            None => fields.push((name, json)),
        }
        self.bytes = Some(object(&fields)?.into());
        self.pieces = Pieces::Json(fields);
        Ok(())
    }

    /// Sets the pairs of one field of a form, in place of those that were set before.
    pub(crate) fn set_form_field(&mut self, field: &'static str, pairs: Vec<Pair>) {
        let mut all = match std::mem::take(&mut self.pieces) {
            Pieces::Form(all) => all,
            _ => Vec::new(),
        };
        all.retain(|pair| pair.parameter != field);
        all.extend(pairs);
        let encoded: Vec<String> = all.iter().map(Pair::encoded).collect();
        self.bytes = Some(encoded.join("&").into());
        self.pieces = Pieces::Form(all);
    }

    /// Sets the parts of one name, in place of those that were set before.
    pub(crate) fn set_parts(&mut self, name: &str, parts: impl IntoIterator<Item = Part>) {
        let mut all = match std::mem::take(&mut self.pieces) {
            Pieces::Parts(all) => all,
            _ => Vec::new(),
        };
        all.retain(|(known, _)| known != name);
        all.extend(parts.into_iter().map(|part| (name.to_owned(), part)));
        self.bytes = None;
        self.pieces = Pieces::Parts(all);
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
pub(crate) fn to_json(value: &(impl Serialize + ?Sized)) -> Result<Vec<u8>, String> {
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
