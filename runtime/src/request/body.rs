//! Adding to a request: its body, as JSON, a form, several parts, text or bytes.

use std::ops::RangeBounds;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;

use super::{Request, items::SentEntries};
use crate::{
    encode::{
        json::to_json,
        list::Comma,
        part::Part,
        query::{QueryValue, pairs, texts},
        range::Range,
        scalar::Scalar,
        style::{Style, styled},
    },
    exchange::invalid_request::Location,
};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const BYTES: &str = "application/octet-stream";

/// Bodies of JSON.
impl Request {
    /// Sets the body to the JSON of `value`. A body that was set before is replaced.
    pub fn json(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        let result = self.body.set(value);
        self.body_set("", result);
        self
    }

    /// Sets the body to the JSON of `value`, with another media type than `application/json`.
    pub fn json_as(mut self, media_type: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.content_type(media_type);
        self.json(value)
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

    fn body_set(&mut self, name: &'static str, result: Result<(), String>) {
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

    /// Sets the fields of a form to the properties of an object. A property that is an object is written as JSON. A list
    /// has a field for each item.
    pub fn form(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        let form = styled(value, Style::Form).explode();
        match pairs("", form) {
            Ok(pairs) => {
                self.body.set_form_field("", pairs);
                self.content_type(FORM);
            }
            Err(reason) => self.refuse(Location::Body, "", reason),
        }
        self
    }
}

/// Bodies of several parts (`multipart/form-data`).
impl Request {
    /// Sets the parts of one name to the texts of a value. Parts that were set before are replaced.
    pub fn part(mut self, name: &'static str, value: impl QueryValue) -> Self {
        match texts(value) {
            Ok(texts) => self.body.set_parts(name, texts.into_iter().map(Part::from)),
            Err(reason) => self.refuse(Location::Body, name, reason),
        }
        self
    }

    /// Sets the parts of one name to the texts of a value, with another media type than `text/plain`.
    pub fn part_as(
        mut self,
        name: &'static str,
        media_type: &'static str,
        value: impl QueryValue,
    ) -> Self {
        match texts(value) {
            Ok(texts) => {
                let parts = texts
                    .into_iter()
                    .map(|text| Part::from(text).media_type(media_type));
                self.body.set_parts(name, parts);
            }
            Err(reason) => self.refuse(Location::Body, name, reason),
        }
        self
    }

    /// Sets a part to the JSON of `value`, with its media type.
    pub fn json_part(mut self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        match to_json(value) {
            Ok(json) => {
                let part = Part::bytes(json).media_type(JSON);
                self.body.set_parts(name, [part]);
            }
            Err(reason) => self.refuse(Location::Body, name, reason),
        }
        self
    }

    /// Sets a part to a file. If it has no file name or media type, it gets the name of the part and
    /// `application/octet-stream`.
    pub fn file(self, name: &'static str, file: impl Into<Part>) -> Self {
        self.file_as(name, BYTES, file)
    }

    /// Sets a part to a file. If it has no file name or media type, it gets the name of the part and `media_type`.
    pub fn file_as(
        self,
        name: &'static str,
        media_type: &'static str,
        file: impl Into<Part>,
    ) -> Self {
        self.files_as(name, media_type, [file])
    }

    /// Sets the parts of one name to files, each as in [`file`](Request::file).
    pub fn files<P: Into<Part>>(
        self,
        name: &'static str,
        files: impl IntoIterator<Item = P>,
    ) -> Self {
        self.files_as(name, BYTES, files)
    }

    /// Sets the parts of one name to files, each as in [`file_as`](Request::file_as).
    pub fn files_as<P: Into<Part>>(
        mut self,
        name: &'static str,
        media_type: &'static str,
        files: impl IntoIterator<Item = P>,
    ) -> Self {
        let files = files
            .into_iter()
            .map(|file| file.into().into_file(name, media_type));
        self.body.set_parts(name, files.collect::<Vec<_>>());
        self
    }

    /// Sets parts, each with its name. Parts of the same name follow one another.
    pub fn parts<N: Into<String>, P: Into<Part>>(
        mut self,
        parts: impl IntoIterator<Item = (N, P)>,
    ) -> Self {
        let mut by_name: Vec<(String, Vec<Part>)> = Vec::new();
        for (name, part) in parts {
            let name = name.into();
            match by_name.iter_mut().find(|(known, _)| *known == name) {
                Some((_, parts)) => parts.push(part.into()),
                None => by_name.push((name, vec![part.into()])),
            }
        }
        for (name, parts) in by_name {
            self.body.set_parts(&name, parts);
        }
        self
    }
}

/// Bodies of other media types.
impl Request {
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
}
