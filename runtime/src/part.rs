//! [`Part`]: a file, or anything else that goes into a body of several parts (`multipart/form-data`, RFC 7578).

use std::{
    fmt, io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::{Stream, stream::BoxStream};

/// One part of a body: its content, and what it says of itself.
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
    /// Taken by whoever sends it first.
    Once(Arc<Mutex<Option<BoxStream<'static, io::Result<Bytes>>>>>),
}

impl Part {
    /// Content that is at hand.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self {
            content: Content::Bytes(bytes.into()),
            file_name: None,
            media_type: None,
        }
    }

    /// Content that is read while it is sent: a file that is larger than memory, say. It can be sent once, so that a
    /// request with such a part is never sent again by itself.
    pub fn stream(stream: impl Stream<Item = io::Result<Bytes>> + Send + 'static) -> Self {
        Self {
            content: Content::Once(Arc::new(Mutex::new(Some(Box::pin(stream))))),
            file_name: None,
            media_type: None,
        }
    }

    /// What the file is called.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type of the content. Without this, the part says none, which means plain text.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The same part as a file: with a name and a media type, if it has none.
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

    /// The head of the part: what stands before its content, the boundary aside.
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

    /// The content; nothing if it could be sent once and was.
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

/// A name in quotes (HTML, multipart/form-data encoding algorithm): what would end it or the line is percent-encoded.
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

/// The content of a part on its way.
pub(crate) enum PartContent {
    Bytes(Option<Bytes>),
    /// In a mutex that nobody else has, because what is sent has to be `Sync`.
    Stream(Mutex<BoxStream<'static, io::Result<Bytes>>>),
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

    /// How many bytes there are, if that is known.
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

/// Measures the content, and does not show it.
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
