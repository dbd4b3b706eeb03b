//! The body of a request: JSON, as a whole or field by field.

use bytes::Bytes;
use serde::Serialize;

use crate::text::excerpt;

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
        let json = to_json(value)?;
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
    serde_json::to_vec(value).map_err(|error| {
        // Only a failure is worth a second pass, which finds out where it happened.
        let mut serializer = serde_json::Serializer::new(std::io::sink());
        let mut track = serde_path_to_error::Track::new();
        let second = value.serialize(serde_path_to_error::Serializer::new(
            &mut serializer,
            &mut track,
        ));
        let path = track.path().to_string();
        let message = match second {
            Err(_) if path != "." => format!("{path}: {error}"),
            _ => error.to_string(),
        };
        excerpt(message.as_bytes())
    })
}
