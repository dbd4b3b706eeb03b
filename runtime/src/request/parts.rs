//! Adding to a request: the parts of a body of several.

use std::ops::RangeBounds;

use serde::Serialize;

use super::Request;
use crate::{
    encode::{
        json::to_json,
        ordered::Ordered,
        part::Part,
        query::{Pair, QueryValue, pairs},
        range::Range,
    },
    exchange::invalid_request::Location,
};

const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";

/// Bodies of several parts (`multipart/form-data`, or as [`multipart`](Request::multipart) says).
impl Request {
    /// Sets the media type of a body of several parts, such as `multipart/related`, and the names of its parts in the order
    /// in which they are sent. Parts that are not named there come last.
    ///
    /// Only in `multipart/form-data` do parts have a name on the wire. In every other one, each has a `Content-Type`, and a
    /// `Content-Disposition` only with a file name that the caller has set. The first part is the root of
    /// `multipart/related`, whose media type the header of the body has, too (RFC 2387).
    pub fn multipart(mut self, media_type: &'static str, order: &'static [&'static str]) -> Self {
        self.body.set_multipart(media_type, order);
        self
    }

    /// Begins a body of several parts, which is sent without any of them, too.
    pub fn empty_parts(mut self) -> Self {
        self.body.add_parts([]);
        self
    }

    /// Sets the parts of one name to the texts of a value. Parts that were set before are replaced. The properties of an
    /// object are parts with names of their own, by its style.
    pub fn part(mut self, name: &'static str, value: impl QueryValue) -> Self {
        let parts = pairs(name, value).map(|pairs| {
            let part = |pair: &Pair| {
                (
                    pair.name.clone().into_owned(),
                    Part::from(pair.value().into_owned()),
                )
            };
            pairs.iter().map(part).collect()
        });
        self.put(name, parts);
        self
    }

    /// Sets the parts of one name to the texts of a value, with another media type than `text/plain`.
    pub fn part_as(
        mut self,
        name: &'static str,
        media_type: &'static str,
        value: impl QueryValue,
    ) -> Self {
        let parts = pairs(name, value).map(|pairs| {
            let texts = pairs.iter().map(|pair| pair.value().into_owned());
            let parts = texts.map(|text| Part::from(text).media_type(media_type));
            named(name, parts)
        });
        self.put(name, parts);
        self
    }

    /// Sets a part to the JSON of `value`, with its media type.
    pub fn json_part(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.json_part_as(name, JSON, value)
    }

    /// Sets a part to the JSON of `value`, with another media type than `application/json`.
    pub fn json_part_as(
        mut self,
        name: &'static str,
        media_type: &'static str,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        let part = to_json(value).map(|json| Part::bytes(json).media_type(media_type));
        self.put(name, part.map(|part| named(name, [part])));
        self
    }

    /// Sets the parts of one name to the JSON of each item of a list, with their media type. A value that is no list is one part,
    /// and null is none.
    pub fn json_parts_as(
        mut self,
        name: &'static str,
        media_type: &'static str,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        let part = |value: &Ordered| Part::bytes(value.json()).media_type(media_type);
        let parts = Ordered::of(value).map(|value| match value {
            Ordered::Null => Vec::new(),
            Ordered::List(items) => named(name, items.iter().map(part)),
            value => named(name, [part(&value)]),
        });
        self.put(name, parts.map_err(|error| error.to_string()));
        self
    }

    /// Sets the parts of one name to a value of any kind: a text, a number or a boolean as plain text, an object as JSON with
    /// its media type, and each item of a list as a part. Null is no part.
    pub fn value_part(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.value_in_parts(name, value, ..)
    }

    /// Sets the parts of one name as [`value_part`](Request::value_part) does. An empty list is invalid, because the part must
    /// not be missing.
    pub fn value_part_not_empty(
        self,
        name: &'static str,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        self.value_in_parts(name, value, 1..)
    }

    fn value_in_parts(
        mut self,
        name: &'static str,
        value: &(impl Serialize + ?Sized),
        allowed: impl RangeBounds<usize>,
    ) -> Self {
        let parts = match Ordered::of(value) {
            Err(error) => Err(error.to_string()),
            Ok(Ordered::Null) => Ok(Vec::new()),
            Ok(Ordered::List(items)) => {
                let counted = Range::new(allowed).check_items(items.len());
                counted.map(|()| named(name, items.iter().map(part_of)))
            }
            Ok(value) => Ok(named(name, [part_of(&value)])),
        };
        self.put(name, parts);
        self
    }

    /// Sets a part to content of one of some media types, which the part names ([`Part::media_type`]). A part without one is
    /// plain text.
    pub fn part_in<P: Into<Part>>(
        mut self,
        name: &'static str,
        allowed: &'static [&'static str],
        part: P,
    ) -> Self {
        let part = part.into().of_media_types(allowed, "text/plain");
        self.put(name, part.map(|part| named(name, [part])));
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

    /// Sets a part to a file of one of some media types, which the file names ([`Part::media_type`]): `image/png`. A range
    /// such as `image/*` allows all media types in it. The request is invalid if the media type is another one, or if there
    /// is none and `application/octet-stream` is not allowed.
    pub fn file_in(
        self,
        name: &'static str,
        allowed: &'static [&'static str],
        file: impl Into<Part>,
    ) -> Self {
        self.files_in(name, allowed, [file])
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
        let files = files.into_iter();
        let files = files.map(|file| self.file_of(file.into(), name, media_type));
        let files = named(name, files.collect::<Vec<_>>());
        self.put(name, Ok(files));
        self
    }

    /// Sets the parts of one name to files, each as in [`file_in`](Request::file_in).
    pub fn files_in<P: Into<Part>>(
        mut self,
        name: &'static str,
        allowed: &'static [&'static str],
        files: impl IntoIterator<Item = P>,
    ) -> Self {
        let files = files.into_iter().map(|file| {
            let file = file.into().of_media_types(allowed, BYTES)?;
            Ok((name.to_owned(), self.file_of(file, name, BYTES)))
        });
        let files = files.collect::<Result<Vec<_>, String>>();
        self.put(name, files);
        self
    }

    /// Sets parts, each with its name. Parts of the same name follow one another. A body is sent without any part, too.
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
        self = self.empty_parts();
        for (name, parts) in by_name {
            let parts = parts.into_iter().map(|part| (name.clone(), part)).collect();
            self.put(&name, Ok(parts));
        }
        self
    }

    /// Adds a part of any name. Parts of the same name that were set before are kept.
    pub fn additional_part(mut self, name: impl Into<String>, part: impl Into<Part>) -> Self {
        let (name, part) = (name.into(), part.into());
        match part.check_headers() {
            Ok(()) => self.body.add_parts([(name, part)]),
            Err(reason) => self.refuse(Location::Body, name, reason),
        }
        self
    }

    /// Adds a part of any name as [`additional_part`](Request::additional_part) does, with this media type unless it has one.
    pub fn additional_part_as(
        self,
        name: impl Into<String>,
        media_type: &'static str,
        part: impl Into<Part>,
    ) -> Self {
        self.additional_part(name, part.into().or_media_type(media_type))
    }

    /// Sets a header of the parts of one name that are set already, unless they have it.
    pub fn part_header(
        mut self,
        name: &'static str,
        header: &'static str,
        value: &'static str,
    ) -> Self {
        let parts = self.body.parts_mut(name);
        parts.for_each(|part| part.set_header_if_missing(header, value));
        self
    }

    /// Makes the request invalid if a part of this name that is set already does not have a header.
    pub fn require_part_header(mut self, name: &'static str, header: &'static str) -> Self {
        if self
            .body
            .parts_mut(name)
            .any(|part| !part.has_header(header))
        {
            let reason = format!("it needs the header `{header}`; set it by `Part::header`");
            self.refuse(Location::Body, name, reason);
        }
        self
    }

    /// Makes the request invalid if the number of parts of this name that are set already is outside of a range. A required
    /// list has at least one: without a part, it would be missing.
    pub fn count_parts(mut self, name: &'static str, allowed: impl RangeBounds<usize>) -> Self {
        let count = self.body.parts_mut(name).count();
        if let Err(reason) = Range::new(allowed).check_items(count) {
            self.refuse(Location::Body, name, reason);
        }
        self
    }

    /// Returns a part as a file. Only a form needs a file name.
    fn file_of(&self, part: Part, name: &str, media_type: &str) -> Part {
        match self.body.is_form_data() {
            true => part.into_file(name, media_type),
            false => part.or_media_type(media_type),
        }
    }

    fn put(&mut self, name: &str, parts: Result<Vec<(String, Part)>, String>) {
        let checked = parts.and_then(|parts| {
            let mut each = parts.iter();
            each.try_for_each(|(_, part)| part.check_headers())?;
            Ok(parts)
        });
        match checked {
            Ok(parts) => self.body.set_parts(name, parts),
            Err(reason) => self.refuse(Location::Body, name.to_owned(), reason),
        }
    }
}

/// The part of a value: an object as JSON, anything else as text.
fn part_of(value: &Ordered) -> Part {
    match value {
        Ordered::Object(_) | Ordered::List(_) => Part::bytes(value.json()).media_type(JSON),
        value => Part::from(value.text()),
    }
}

fn named(name: &str, parts: impl IntoIterator<Item = Part>) -> Vec<(String, Part)> {
    let parts = parts.into_iter();
    parts.map(|part| (name.to_owned(), part)).collect()
}
