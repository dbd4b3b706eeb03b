//! Adding to a request: its body, as JSON, a form, text or bytes.

use std::ops::RangeBounds;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;

use super::{Request, items::SentEntries};
use crate::{
    encode::{
        body::Body,
        json::item_to_json,
        list::Comma,
        query::{QueryValue, pairs},
        range::Range,
        scalar::Scalar,
        style::{Style, styled},
        upload::Upload,
    },
    exchange::invalid_request::Location,
};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// Bodies of JSON.
impl Request {
    /// Sets the body to the JSON of `value`. A body that was set before is replaced.
    pub fn json(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        let result = self.body.set(value);
        self.body_set("", result);
        self
    }

    /// Sets the body by `set` if there is a value for it. Generated code calls it where the argument for a body can be `None`.
    pub fn with_some<T>(self, value: Option<T>, set: impl FnOnce(Self, T) -> Self) -> Self {
        match value {
            Some(value) => set(self, value),
            None => self,
        }
    }

    /// Sets the body to the JSON of `value`, with another media type than `application/json`.
    pub fn json_as(mut self, media_type: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.content_type(media_type);
        self.json(value)
    }

    /// Sets the body to the JSON of each item, on a line of its own (JSON Lines). Without items, it is empty.
    pub fn json_lines<I>(self, media_type: &'static str, items: I) -> Self
    where
        I: IntoIterator,
        I::Item: Serialize,
    {
        self.json_each(media_type, "", items)
    }

    /// Sets the body to the JSON of each item, between a record separator and a line feed (RFC 7464). Without items, it is
    /// empty.
    pub fn json_sequence<I>(self, media_type: &'static str, items: I) -> Self
    where
        I: IntoIterator,
        I::Item: Serialize,
    {
        self.json_each(media_type, "\u{1e}", items)
    }

    fn json_each<I>(mut self, media_type: &'static str, before: &str, items: I) -> Self
    where
        I: IntoIterator,
        I::Item: Serialize,
    {
        let mut body = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            match item_to_json(&item, index) {
                Ok(json) => {
                    body.extend_from_slice(before.as_bytes());
                    body.extend(json);
                    body.push(b'\n');
                }
                Err(reason) => {
                    self.refuse(Location::Body, "", reason);
                    return self;
                }
            }
        }
        self.bytes(media_type, body.into())
    }

    /// Sets one property of the body: `{"name": value}`. Other properties that were set before are kept. A body that was
    /// set as a whole is replaced.
    pub fn json_field(mut self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        let result = self.body.set_field(name, value);
        self.body_set(name, result);
        self
    }

    /// Sets one property of the body to `json`, whatever the body is set to before or later. Without a body, it is the only
    /// property.
    ///
    /// Generated code switches by it to the kind of response that a function delivers: `json_always("stream", "true")`.
    pub fn json_always(mut self, name: &'static str, json: &'static str) -> Self {
        let result = self.body.set_always(name, json);
        self.body_set(name, result);
        self
    }

    /// Sets one property of the body to a list in a JSON string: `{"ids": "1,2,3"}`.
    ///
    /// The values are not percent-encoded. A value with a comma is invalid, and so is an empty list, which cannot be told
    /// from an empty value.
    pub fn json_joined<I>(mut self, name: &'static str, values: Comma<I>) -> Self
    where
        I: IntoIterator,
        I::Item: Scalar,
    {
        let result = values.join().and_then(|joined| {
            self.sent = Some(SentEntries::joined(&joined));
            self.body.set_field(name, &joined)
        });
        self.body_set(name, result);
        self
    }

    /// Sets one property of the body, or without a name all of it, to `json`.
    pub(super) fn json_written(mut self, name: &'static str, json: Vec<u8>) -> Self {
        let result = self.body.set_written(name, json);
        self.body_set(name, result);
        self
    }

    /// Makes the request invalid if `len`, the length of the list `name` in the body, is outside of `range`.
    pub fn check_items(
        mut self,
        name: &'static str,
        len: usize,
        range: impl RangeBounds<usize>,
    ) -> Self {
        if let Err(reason) = Range::new(range).check_items(len) {
            self.refuse(Location::Body, name, reason);
        }
        self
    }

    pub(super) fn body_set(&mut self, name: &'static str, result: Result<(), String>) {
        match result {
            Ok(()) => self.content_type(JSON),
            Err(reason) => self.refuse(Location::Body, name, reason),
        }
    }

    /// Sets the `Content-Type` header, unless it is set already.
    fn content_type(&mut self, media_type: &str) {
        if let Ok(value) = HeaderValue::from_str(media_type) {
            self.headers.entry(CONTENT_TYPE).or_insert(value);
        }
    }
}

/// Bodies of forms (`application/x-www-form-urlencoded`).
impl Request {
    /// Sets one field of a form. A value that was set before is replaced.
    pub fn field(mut self, name: &'static str, value: impl QueryValue) -> Self {
        match pairs(name, value) {
            Ok(pairs) => {
                self.body.set_form_field(name, pairs);
                self.content_type(FORM);
            }
            Err(reason) => self.refuse(Location::Body, name, reason),
        }
        self
    }

    /// Begins a form, which is sent without any field, too.
    pub fn empty_form(mut self) -> Self {
        self.body.set_form_field("", Vec::new());
        self.content_type(FORM);
        self
    }

    /// Sets the fields of a form to the properties of an object. A property that is an object is written as JSON. A list
    /// has a field for each item. The request is invalid if the value is no object.
    pub fn form(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        let form = styled(value, Style::Form).explode();
        match form.check_object().and_then(|()| pairs("", form)) {
            Ok(pairs) => {
                self.body.set_form_field("", pairs);
                self.content_type(FORM);
            }
            Err(reason) => self.refuse(Location::Body, "", reason),
        }
        self
    }
}

/// Bodies of other media types.
impl Request {
    /// Removes the body.
    pub fn without_body(mut self) -> Self {
        self.body = Body::default();
        self.headers.remove(CONTENT_TYPE);
        self.items = None;
        self.sent = None;
        self
    }

    /// Sets the body to a text.
    pub fn text(self, media_type: &'static str, text: String) -> Self {
        self.bytes(media_type, text.into())
    }

    /// Sets the body to bytes.
    pub fn bytes(mut self, media_type: &'static str, bytes: Bytes) -> Self {
        self.body.set_bytes(bytes);
        self.content_type(media_type);
        self
    }

    /// Sets the body to bytes, which can be read while they are sent.
    pub fn upload(mut self, media_type: &'static str, content: impl Into<Upload>) -> Self {
        self.body.set_upload(content.into());
        self.content_type(media_type);
        self
    }
}
