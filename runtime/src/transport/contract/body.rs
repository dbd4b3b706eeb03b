//! [`RequestBody`] and [`ResponseBody`]: the bodies that pass a [`Transport`](crate::Transport).

use std::{
    error::Error,
    fmt,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

type BoxError = Box<dyn Error + Send + Sync>;

/// A body of another type. The mutex makes it `Sync`, so that a caller can share the stream of a response.
type Streamed = Mutex<Pin<Box<dyn Body<Data = Bytes, Error = BoxError> + Send>>>;

enum Content {
    /// `None` after the bytes were taken, or if there are none.
    Bytes(Option<Bytes>),
    Streamed(Streamed),
}

impl Content {
    fn streamed<B>(body: B) -> Self
    where
        B: Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        Self::Streamed(Mutex::new(Box::pin(Boxed(Box::pin(body)))))
    }

    fn bytes(bytes: Bytes) -> Self {
        Self::Bytes(Some(bytes).filter(|bytes| !bytes.is_empty()))
    }

    fn poll_frame(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match self {
            Self::Bytes(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Self::Streamed(body) => {
                let body = body.get_mut().unwrap_or_else(PoisonError::into_inner);
                body.as_mut().poll_frame(context)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Bytes(bytes) => bytes.is_none(),
            Self::Streamed(body) => body
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Bytes(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Self::Streamed(body) => body
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .size_hint(),
        }
    }
}

/// A body whose error is boxed.
struct Boxed<B>(Pin<Box<B>>);

impl<B> Body for Boxed<B>
where
    B: Body<Data = Bytes, Error: Into<BoxError>>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let frame = self.0.as_mut().poll_frame(context);
        frame.map(|frame| frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

/// The body of a request: no bytes, some bytes, or a stream of them.
pub struct RequestBody(Content);

impl RequestBody {
    /// Makes an empty body.
    pub fn empty() -> Self {
        Self(Content::Bytes(None))
    }

    /// Makes a body that is read while it is sent.
    pub fn streamed<B>(body: B) -> Self
    where
        B: Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        Self(Content::streamed(body))
    }

    /// Returns the bytes, which are empty if there is no body, or `None` if it is a stream.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes.as_deref().unwrap_or_default()),
            Content::Streamed(_) => None,
        }
    }
}

#[cfg(feature = "reqwest")]
impl RequestBody {
    /// Returns the bytes.
    ///
    /// # Errors
    /// Returns the body as it was if it is a stream.
    pub(crate) fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Content::Bytes(bytes) => Ok(bytes.unwrap_or_default()),
            content => Err(Self(content)),
        }
    }
}

impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self(Content::bytes(bytes))
    }
}

/// The body of a response, which is read as it arrives.
pub struct ResponseBody(Content);

impl ResponseBody {
    /// Makes an empty body.
    pub fn empty() -> Self {
        Self(Content::Bytes(None))
    }

    /// Makes a body that is read while it arrives. If it fails, the response is not complete
    /// ([`Error::Interrupted`](crate::Error::Interrupted)).
    pub fn streamed<B>(body: B) -> Self
    where
        B: Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        Self(Content::streamed(body))
    }
}

impl From<Bytes> for ResponseBody {
    fn from(bytes: Bytes) -> Self {
        Self(Content::bytes(bytes))
    }
}

impl From<Vec<u8>> for ResponseBody {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for ResponseBody {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for ResponseBody {
    fn from(text: &'static str) -> Self {
        Bytes::from(text).into()
    }
}

macro_rules! body {
    ($name:ident) => {
        impl Body for $name {
            type Data = Bytes;
            type Error = BoxError;

            fn poll_frame(
                mut self: Pin<&mut Self>,
                context: &mut Context<'_>,
            ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
                self.0.poll_frame(context)
            }

            fn is_end_stream(&self) -> bool {
                self.0.is_end_stream()
            }

            fn size_hint(&self) -> SizeHint {
                self.0.size_hint()
            }
        }

        /// Shows the size, but not the content.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name))
                    .field("bytes", &self.0.size_hint().exact())
                    .finish()
            }
        }
    };
}

body!(RequestBody);
body!(ResponseBody);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_of_a_body_are_there_unless_it_is_a_stream() {
        assert_eq!(RequestBody::empty().bytes(), Some(&[][..]));
        let body = RequestBody::from(Bytes::from_static(b"abc"));
        assert_eq!(body.bytes(), Some(&b"abc"[..]));
        assert_eq!(body.size_hint().exact(), Some(3));
        let body = RequestBody::streamed(ResponseBody::from("abc"));
        assert_eq!(body.bytes(), None);
        assert_eq!(body.size_hint().exact(), Some(3));
    }

    #[test]
    fn a_body_knows_without_being_read_whether_it_is_at_its_end() {
        for (body, is_end) in [
            (RequestBody::empty(), true),
            (RequestBody::from(Bytes::new()), true),
            (RequestBody::from(Bytes::from_static(b"abc")), false),
            (RequestBody::streamed(ResponseBody::empty()), true),
            (RequestBody::streamed(ResponseBody::from("abc")), false),
        ] {
            assert_eq!(body.is_end_stream(), is_end, "{body:?}");
        }
    }
}
