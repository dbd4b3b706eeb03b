//! The body of a request: JSON as a whole or property by property, a form, several parts, or bytes.

use std::collections::HashSet;

use bytes::Bytes;
use serde::Serialize;
use serde_json::value::RawValue;

use super::{
    json::{to_json, with_property},
    part::Part,
    query::Pair,
    upload::Upload,
};

/// The body of a request under construction. Empty until it is set.
#[derive(Clone, Default)]
pub(crate) struct Body {
    bytes: Option<Bytes>,
    /// The pieces that the bytes were made of, if any.
    pieces: Pieces,
    /// How parts are sent, if that is not `multipart/form-data`.
    multipart: Option<MultipartKind>,
    /// A property that each body of JSON has, with its JSON, whatever else is set.
    always: Option<(&'static str, &'static str)>,
}

/// A media type of several parts, and the names of the parts in the order in which they are sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MultipartKind {
    pub(crate) media_type: &'static str,
    order: &'static [&'static str],
}

/// The pieces of a body.
#[derive(Clone, Default)]
enum Pieces {
    /// The body was set as a whole.
    #[default]
    None,
    /// The properties of an object, each with its JSON.
    Json(Vec<(&'static str, Vec<u8>)>),
    /// The fields of a form.
    Form(Vec<Pair>),
    /// Parts, each with its name.
    Parts(Vec<NamedPart>),
    /// Bytes that are read while they are sent.
    Upload(Upload),
}

/// A part with its name.
#[derive(Clone)]
pub(crate) struct NamedPart {
    /// The field that it belongs to. To set the field again replaces the part.
    field: String,
    pub(crate) name: String,
    pub(crate) part: Part,
}

impl Body {
    /// Returns the bytes, or `None` if there is no body or if it has several parts, which are put together while they are
    /// sent.
    pub(crate) fn bytes(&self) -> Option<&Bytes> {
        self.bytes.as_ref()
    }

    /// Returns the parts in the order in which they are sent, or `None` if the body is not one of several parts.
    pub(crate) fn parts(&self) -> Option<Vec<&NamedPart>> {
        let Pieces::Parts(parts) = &self.pieces else {
            return None;
        };
        let mut parts: Vec<&NamedPart> = parts.iter().collect();
        if let Some(kind) = self.multipart {
            let place = |part: &&NamedPart| {
                let mut order = kind.order.iter();
                order
                    .position(|name| *name == part.field)
                    .unwrap_or(kind.order.len())
            };
            parts.sort_by_key(place);
        }
        Some(parts)
    }

    /// Returns how parts are sent, if that is not `multipart/form-data`.
    pub(crate) fn multipart(&self) -> Option<MultipartKind> {
        self.multipart
    }

    /// Whether parts are sent as `multipart/form-data`.
    pub(crate) fn is_form_data(&self) -> bool {
        self.multipart.is_none()
    }

    /// Sets how parts are sent.
    pub(crate) fn set_multipart(
        &mut self,
        media_type: &'static str,
        order: &'static [&'static str],
    ) {
        self.multipart = Some(MultipartKind { media_type, order });
    }

    /// Returns the number of entries that a body of JSON stands for: one for each item of a list, which can be the only
    /// property of the body, or else 1. Two equal objects are two entries, and two equal ids or names are the same one.
    /// `None` without a body.
    pub(crate) fn entries(&self) -> Option<usize> {
        let value = match &self.pieces {
            Pieces::Json(fields) => match fields.as_slice() {
                [(_, json)] => json,
                _ => return Some(1),
            },
            _ => &**self.bytes.as_ref()?,
        };
        Some(match serde_json::from_slice::<Vec<&RawValue>>(value) {
            Ok(items) if items.iter().any(|item| item.get().starts_with('{')) => items.len(),
            Ok(items) => {
                let texts = items.iter().map(|item| item.get());
                texts.collect::<HashSet<_>>().len()
            }
            Err(_) => 1,
        })
    }

    /// Whether the body can be sent a second time.
    pub(crate) fn is_repeatable(&self) -> bool {
        let parts = self.parts().unwrap_or_default();
        self.upload().is_none_or(Upload::is_repeatable)
            && parts.iter().all(|named| named.part.is_repeatable())
    }

    /// Whether the body was sent, and cannot be sent again.
    pub(crate) fn is_spent(&self) -> bool {
        self.upload().is_some_and(Upload::is_spent)
    }

    /// Sets the whole body to the JSON of `value`.
    pub(crate) fn set(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), String> {
        self.set_json(to_json(value)?)
    }

    /// Sets one property of every body of JSON that is set before or later. Without any, it is the only property.
    pub(crate) fn set_always(
        &mut self,
        name: &'static str,
        json: &'static str,
    ) -> Result<(), String> {
        self.always = Some((name, json));
        let written = self.bytes.take();
        self.bytes = Some(self.completed(written.unwrap_or_else(|| "{}".into()))?);
        Ok(())
    }

    /// Sets one property of the body as it is, whether it was set as a whole or not. Without a body, it is the only property.
    pub(crate) fn set_property(&mut self, name: &str, json: &str) -> Result<(), String> {
        let written = self.bytes.take().unwrap_or_else(|| "{}".into());
        self.bytes = Some(with_property(&written, name, json)?.into());
        Ok(())
    }

    /// Returns the JSON of the body with the property that it always has.
    fn completed(&self, json: Bytes) -> Result<Bytes, String> {
        match self.always {
            Some((name, value)) => Ok(with_property(&json, name, value)?.into()),
            None => Ok(json),
        }
    }

    fn set_json(&mut self, json: Vec<u8>) -> Result<(), String> {
        let json = self.completed(json.into())?;
        self.set_bytes(json);
        Ok(())
    }

    /// Sets the whole body to bytes, which can be read while they are sent.
    pub(crate) fn set_upload(&mut self, upload: Upload) {
        match upload.into_bytes() {
            Ok(bytes) => self.set_bytes(bytes),
            Err(upload) => {
                self.bytes = None;
                self.pieces = Pieces::Upload(upload);
            }
        }
    }

    /// Returns the bytes that are read while they are sent, if the body is that.
    pub(crate) fn upload(&self) -> Option<&Upload> {
        match &self.pieces {
            Pieces::Upload(upload) => Some(upload),
            _ => None,
        }
    }

    /// Sets the whole body to `bytes`.
    pub(crate) fn set_bytes(&mut self, bytes: Bytes) {
        *self = Self {
            bytes: Some(bytes),
            pieces: Pieces::None,
            multipart: self.multipart,
            always: self.always,
        };
    }

    /// Sets one property of a body that is a JSON object. A body that was set as a whole is replaced.
    pub(crate) fn set_field(
        &mut self,
        name: &'static str,
        value: &(impl Serialize + ?Sized),
    ) -> Result<(), String> {
        self.set_written(name, to_json(value)?)
    }

    /// Sets one property, or without a name the whole body, to `json`.
    pub(crate) fn set_written(&mut self, name: &'static str, json: Vec<u8>) -> Result<(), String> {
        if name.is_empty() {
            return self.set_json(json);
        }
        let mut fields = match std::mem::take(&mut self.pieces) {
            Pieces::Json(fields) => fields,
            _ => Vec::new(),
        };
        match fields.iter_mut().find(|(field, _)| *field == name) {
            Some((_, old)) => *old = json,
            None => fields.push((name, json)),
        }
        self.bytes = Some(self.completed(object(&fields)?.into())?);
        self.pieces = Pieces::Json(fields);
        Ok(())
    }

    /// Sets the pairs of one field of a form. Pairs that were set before for it are replaced.
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

    /// Sets the parts of one field, each with its name. Parts that were set before for it are replaced.
    pub(crate) fn set_parts(&mut self, field: &str, parts: Vec<(String, Part)>) {
        let mut all = self.take_parts();
        all.retain(|known| known.field != field);
        all.extend(parts.into_iter().map(|(name, part)| NamedPart {
            field: field.to_owned(),
            name,
            part,
        }));
        self.pieces = Pieces::Parts(all);
    }

    /// Adds parts, each with its name.
    pub(crate) fn add_parts(&mut self, parts: impl IntoIterator<Item = (String, Part)>) {
        let mut all = self.take_parts();
        all.extend(parts.into_iter().map(|(name, part)| NamedPart {
            field: String::new(),
            name,
            part,
        }));
        self.pieces = Pieces::Parts(all);
    }

    /// Returns the parts of one field.
    pub(crate) fn parts_mut(&mut self, field: &str) -> impl Iterator<Item = &mut Part> {
        let parts = match &mut self.pieces {
            Pieces::Parts(parts) => parts.as_mut_slice(),
            _ => &mut [],
        };
        let parts = parts.iter_mut().filter(move |known| known.field == field);
        parts.map(|known| &mut known.part)
    }

    /// Takes the parts. A body that is not one of several parts is dropped.
    fn take_parts(&mut self) -> Vec<NamedPart> {
        self.bytes = None;
        match std::mem::take(&mut self.pieces) {
            Pieces::Parts(parts) => parts,
            _ => Vec::new(),
        }
    }
}

/// Writes an object of properties whose values are JSON already.
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
