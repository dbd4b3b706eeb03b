//! Parameters in headers, cookies and bodies, and bodies of other kinds than JSON.

use bytes::Bytes;
use serde::Serialize;

use crate::{
    Location, QueryPairs, QueryValue, Request, Style,
    body::to_json,
    credentials::{add_cookie, remove_cookies},
    headers,
    part::Part,
    query::Pair,
    styled,
};

/// Other places than path and query.
impl Request {
    /// Sets a header to the text of a value, several values joined by commas. Setting it again replaces it.
    pub fn header(mut self, name: &'static str, value: impl QueryValue) -> Self {
        match texts(value) {
            Ok(texts) if texts.is_empty() => {}
            Ok(texts) => {
                let texts: Vec<String> = texts.into_iter().map(|(_, text)| text).collect();
                if let Err(reason) = headers::set(&mut self.headers, name, &texts.join(",")) {
                    self.refuse(Location::Header, name, reason);
                }
            }
            Err(reason) => self.refuse(Location::Header, name, reason),
        }
        self
    }

    /// Sets a cookie, percent-encoded, beside those that are there. Setting it again replaces it.
    pub fn cookie(mut self, name: &'static str, value: impl QueryValue) -> Self {
        match pairs(name, value) {
            Ok(pairs) => {
                for pair in &pairs {
                    remove_cookies(&mut self.headers, &pair.name);
                }
                for pair in &pairs {
                    add_cookie(&mut self.headers, &pair.encoded());
                }
            }
            Err(reason) => self.refuse(Location::Header, name, reason),
        }
        self
    }

    /// Sets a field of a body that is a form (`application/x-www-form-urlencoded`). Setting it again replaces it.
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

    /// Makes an object the body, as a form; what is in its properties is written as JSON, items each by itself.
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

    /// Sets parts of a body of several (`multipart/form-data`) to the texts of a value. Setting them again replaces
    /// them.
    pub fn part(mut self, name: &'static str, value: impl QueryValue) -> Self {
        match texts(value) {
            Ok(texts) => {
                let parts = texts.into_iter().map(|(_, text)| Part::from(text));
                self.body.set_parts(name, parts);
            }
            Err(reason) => self.refuse(Location::Body, name, reason),
        }
        self
    }

    /// The same with texts of another media type than `text/plain`.
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
                    .map(|(_, text)| Part::from(text).media_type(media_type));
                self.body.set_parts(name, parts);
            }
            Err(reason) => self.refuse(Location::Body, name, reason),
        }
        self
    }

    /// Sets a part that is JSON, and says so.
    pub fn json_part(mut self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        match to_json(value) {
            Ok(json) => {
                let part = Part::bytes(json).media_type("application/json");
                self.body.set_parts(name, [part]);
            }
            Err(reason) => self.refuse(Location::Body, name, reason),
        }
        self
    }

    /// Sets a part that is a file: with a name and a media type, if it has none of its own.
    pub fn file(self, name: &'static str, file: impl Into<Part>) -> Self {
        self.file_as(name, "application/octet-stream", file)
    }

    /// The same with this media type, if the file has none of its own.
    pub fn file_as(
        self,
        name: &'static str,
        media_type: &'static str,
        file: impl Into<Part>,
    ) -> Self {
        self.files_as(name, media_type, [file])
    }

    /// Sets several parts of one name that are files.
    pub fn files<P: Into<Part>>(
        self,
        name: &'static str,
        files: impl IntoIterator<Item = P>,
    ) -> Self {
        self.files_as(name, "application/octet-stream", files)
    }

    /// The same with this media type for those that have none of their own.
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

    /// Sets parts that have names of their own. Those of one name follow one another.
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

    /// Makes `value` the body, as JSON of another media type than `application/json`.
    pub fn json_as(mut self, media_type: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.content_type(media_type);
        self.json(value)
    }

    /// Makes text the body.
    pub fn text(self, media_type: &'static str, text: String) -> Self {
        self.bytes(media_type, text.into())
    }

    /// Makes bytes the body.
    pub fn bytes(mut self, media_type: &'static str, bytes: Bytes) -> Self {
        self.body.set_bytes(bytes);
        self.content_type(media_type);
        self
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

/// The pairs that a value comes to.
fn pairs(name: &'static str, value: impl QueryValue) -> Result<Vec<Pair>, String> {
    let mut pairs = QueryPairs::default();
    value.append(&mut pairs)?;
    let pairs = pairs.encoded.into_iter().map(|(own, encoded_value)| Pair {
        name: own.of(name),
        encoded_value,
        parameter: name,
        extra: false,
        secret: false,
    });
    Ok(pairs.collect())
}

/// The same, not encoded.
fn texts(value: impl QueryValue) -> Result<Vec<(String, String)>, String> {
    let pairs = pairs("", value)?;
    let texts = pairs
        .iter()
        .map(|pair| (pair.name.to_string(), pair.value().into_owned()));
    Ok(texts.collect())
}
