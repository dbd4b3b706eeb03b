//! [`Part`]: a part of a body of several (`multipart/form-data`, RFC 7578), such as a file.

use std::{
    fmt, io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::{Stream, stream::BoxStream};

/// A part of a body of several: its content, its file name and its media type.
///
/// ```
/// use runtime::Part;
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

    /// Returns the headers of the part.
    pub(crate) fn head(&self, name: &str) -> String {
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", quoted(name));
        if let Some(file_name) = &self.file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
        }
        head.push_str("\r\n");
        if let Some(media_type) = &self.media_type {
            head.push_str(&format!("Content-Type: {}\r\n", one_line(media_type)));
        }
        head.push_str("\r\n");
        head
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
            part.head("n\"\r\n"),
            "Content-Disposition: form-data; name=\"n%22%0D%0A\"; \
             filename=\"a%0D%0Ax-injected: %221%22\"\r\n\
             Content-Type: text/plainx-injected: 1\r\n\r\n"
        );
    }
}
