//! [`Part`]: a part of a body of several (`multipart/form-data`, RFC 7578), such as a file.

use std::{
    fmt, io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::{Stream, stream::BoxStream};
use http::header::{HeaderName, HeaderValue};

use crate::text::excerpt::excerpt;

/// A part of a body of several: its content, its file name and its media type.
///
/// ```
/// use specwright_runtime::Part;
///
/// let image = Part::bytes(vec![1, 2, 3]).file_name("cat.png").media_type("image/png");
/// let note = Part::from("A cat.");
/// # let _ = (image, note);
/// ```
#[derive(Clone)]
#[must_use]
pub struct Part {
    content: Content,
    file_name: Option<String>,
    media_type: Option<String>,
    headers: Vec<(String, String)>,
}

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    /// Taken when it is sent.
    Once(Arc<Mutex<Option<BoxStream<'static, io::Result<Bytes>>>>>),
}

impl Part {
    /// Makes a part from bytes.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self {
            content: Content::Bytes(bytes.into()),
            file_name: None,
            media_type: None,
            headers: Vec::new(),
        }
    }

    /// Makes a part whose content is read while it is sent, such as a file that is larger than memory.
    ///
    /// Such a part can be sent once. A request with it is never retried.
    pub fn stream(stream: impl Stream<Item = io::Result<Bytes>> + Send + 'static) -> Self {
        Self {
            content: Content::Once(Arc::new(Mutex::new(Some(Box::pin(stream))))),
            file_name: None,
            media_type: None,
            headers: Vec::new(),
        }
    }

    /// Sets the file name.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type of the content. A part without one is plain text.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Sets a header of the part. A header of the same name is replaced.
    ///
    /// The request is invalid if the name or the value cannot be sent. `Content-Type` is set by
    /// [`media_type`](Part::media_type) only.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        self.headers
            .retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
        self.headers.push((name, value.into()));
        self
    }

    /// Sets a header, unless it is set already.
    pub(crate) fn set_header_if_missing(&mut self, name: &str, value: &str) {
        if !self.has_header(name) {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Whether there is a header of this name.
    pub(crate) fn has_header(&self, name: &str) -> bool {
        let mut headers = self.headers.iter();
        headers.any(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    /// Checks the headers.
    ///
    /// # Errors
    /// Fails with the reason if one of them cannot be sent.
    pub(crate) fn check_headers(&self) -> Result<(), String> {
        for (name, value) in &self.headers {
            let shown = excerpt(name.as_bytes());
            if name.parse::<HeaderName>().is_err() {
                return Err(format!("`{shown}` is not the name of a header"));
            }
            if name.eq_ignore_ascii_case("content-type") {
                return Err("its `Content-Type` is set by `Part::media_type`".to_owned());
            }
            if !value.is_ascii() || value.parse::<HeaderValue>().is_err() {
                return Err(format!(
                    "its header `{shown}` can have only visible ASCII characters, spaces and tabs"
                ));
            }
        }
        Ok(())
    }

    /// Sets the media type, unless it is set already.
    pub(crate) fn or_media_type(self, media_type: &str) -> Self {
        Self {
            media_type: self.media_type.or_else(|| Some(media_type.to_owned())),
            ..self
        }
    }

    /// Returns the part if its media type is one of `allowed`, which can be ranges. Without a media type, it gets
    /// `by_default` if that is allowed.
    ///
    /// # Errors
    /// Fails with the reason if it is another one, or if there is none.
    pub(crate) fn of_media_types(self, allowed: &[&str], by_default: &str) -> Result<Self, String> {
        let is_allowed = |media_type: &str| allowed.iter().any(|range| is_in(media_type, range));
        let list = allowed.join(", ");
        match &self.media_type {
            Some(media_type) if is_allowed(media_type) => Ok(self),
            Some(media_type) => {
                let media_type = excerpt(media_type.as_bytes());
                Err(format!("its media type is `{media_type}`, allowed: {list}"))
            }
            None if is_allowed(by_default) => Ok(self.or_media_type(by_default)),
            None => Err(format!(
                "it has no media type; set one of {list} by `Part::media_type`"
            )),
        }
    }

    /// Returns the media type without its parameters.
    pub(crate) fn essence(&self) -> String {
        let media_type = self.media_type.as_deref().unwrap_or(TEXT);
        one_line(media_type.split(';').next().unwrap_or_default().trim()).replace('"', "")
    }

    /// Sets the file name and the media type, unless they are set already.
    pub(crate) fn into_file(self, name: &str, media_type: &str) -> Self {
        Self {
            file_name: self.file_name.or_else(|| Some(name.to_owned())),
            media_type: self.media_type.or_else(|| Some(media_type.to_owned())),
            ..self
        }
    }

    pub(crate) fn is_repeatable(&self) -> bool {
        matches!(self.content, Content::Bytes(_))
    }

    /// Returns the headers of the part. It has a name in a form, and a media type everywhere else.
    pub(crate) fn head(&self, name: Option<&str>) -> String {
        let mut head = String::new();
        if !self.has_header("content-disposition") {
            head.push_str(&self.disposition(name));
        }
        let by_default = name.is_none().then_some(TEXT);
        if let Some(media_type) = self.media_type.as_deref().or(by_default) {
            head.push_str(&format!("Content-Type: {}\r\n", one_line(media_type)));
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{}: {}\r\n", one_line(name), one_line(value)));
        }
        head.push_str("\r\n");
        head
    }

    fn disposition(&self, name: Option<&str>) -> String {
        let file = self.file_name.as_deref();
        let file = file.map(|file| format!("; filename=\"{}\"", quoted(file)));
        match (name, file) {
            (Some(name), file) => format!(
                "Content-Disposition: form-data; name=\"{}\"{}\r\n",
                quoted(name),
                file.unwrap_or_default()
            ),
            (None, Some(file)) => format!("Content-Disposition: attachment{file}\r\n"),
            (None, None) => String::new(),
        }
    }

    /// Returns the content. Content that can be sent once is taken.
    pub(crate) fn content(&self) -> PartContent {
        match &self.content {
            Content::Bytes(bytes) => PartContent::Bytes(Some(bytes.clone())),
            Content::Once(stream) => {
                let stream = stream.lock().unwrap_or_else(PoisonError::into_inner).take();
                match stream {
                    Some(stream) => PartContent::Stream(Mutex::new(stream)),
                    None => PartContent::Gone,
                }
            }
        }
    }
}

/// The media type of a part of text outside of a form, where it has to name its encoding.
const TEXT: &str = "text/plain; charset=utf-8";

/// Whether a media type is in a range, or is the same, whatever its parameters.
fn is_in(media_type: &str, range: &str) -> bool {
    let essence = |text: &str| {
        let essence = text.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    };
    let (media_type, range) = (essence(media_type), essence(range));
    match range.strip_suffix("/*") {
        Some("*") => true,
        Some(kind) => media_type
            .split_once('/')
            .is_some_and(|(own, rest)| own == kind && !rest.is_empty() && rest != "*"),
        None => media_type == range,
    }
}

/// Escapes a name for a quoted string (HTML, multipart/form-data encoding algorithm): quotes and line breaks are
/// percent-encoded.
fn quoted(name: &str) -> String {
    name.replace('\r', "%0D")
        .replace('\n', "%0A")
        .replace('"', "%22")
}

fn one_line(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_ascii() && !c.is_ascii_control())
        .collect()
}

/// The content of a part while it is sent.
pub(crate) enum PartContent {
    Bytes(Option<Bytes>),
    /// The mutex is never locked. It makes the stream `Sync`, which a body has to be.
    Stream(Mutex<BoxStream<'static, io::Result<Bytes>>>),
    /// The content was sent before.
    Gone,
}

impl PartContent {
    pub(crate) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        match self {
            Self::Bytes(bytes) => Poll::Ready(bytes.take().map(Ok)),
            Self::Stream(stream) => {
                let stream = stream.get_mut().unwrap_or_else(PoisonError::into_inner);
                Pin::as_mut(stream).poll_next(context)
            }
            Self::Gone => {
                let error = io::Error::other(
                    "the content of a part was sent before, and can be sent only once",
                );
                *self = Self::Bytes(None);
                Poll::Ready(Some(Err(error)))
            }
        }
    }

    /// Returns the number of bytes, or `None` if it is not known.
    pub(crate) fn len(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Self::Stream(_) | Self::Gone => None,
        }
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Self::bytes(text.to_owned())
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::bytes(text)
    }
}

impl From<Vec<u8>> for Part {
    fn from(bytes: Vec<u8>) -> Self {
        Self::bytes(bytes)
    }
}

impl From<Bytes> for Part {
    fn from(bytes: Bytes) -> Self {
        Self::bytes(bytes)
    }
}

/// Shows the length of the content, but not the content.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = match &self.content {
            Content::Bytes(bytes) => Some(bytes.len()),
            Content::Once(_) => None,
        };
        f.debug_struct("Part")
            .field("file_name", &self.file_name)
            .field("media_type", &self.media_type)
            .field("bytes", &bytes)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_a_part_can_add_a_header() {
        let part = Part::bytes("x")
            .file_name("a\r\nx-injected: \"1\"")
            .media_type("text/plain\r\nx-injected: 1\n\0\u{e9}");
        assert_eq!(
            part.head(Some("n\"\r\n")),
            "Content-Disposition: form-data; name=\"n%22%0D%0A\"; \
             filename=\"a%0D%0Ax-injected: %221%22\"\r\n\
             Content-Type: text/plainx-injected: 1\r\n\r\n"
        );
    }

    #[test]
    fn a_header_that_is_set_again_is_replaced() {
        let part = Part::bytes("x")
            .header("x-a", "1")
            .header("x-b", "2")
            .header("X-A", "3");
        let head = part.head(None);
        assert!(
            head.contains("x-b: 2\r\n") && head.contains("X-A: 3\r\n"),
            "{head}"
        );
        assert!(!head.contains("x-a: 1"), "{head}");
    }

    #[test]
    fn a_part_without_a_media_type_gets_one_that_is_allowed() {
        let part = |allowed: &[&str]| Part::bytes("x").of_media_types(allowed, "text/plain");
        assert_eq!(
            part(&["image/png", "text/*"]).unwrap().essence(),
            "text/plain"
        );
        let reason = part(&["image/png", "image/gif"]).err().unwrap();
        assert_eq!(
            reason,
            "it has no media type; set one of image/png, image/gif by `Part::media_type`"
        );
    }
}
