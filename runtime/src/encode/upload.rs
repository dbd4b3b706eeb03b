//! [`Upload`]: a body of bytes, which can be read while it is sent.

use std::{
    fmt, io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::{Stream, stream::BoxStream};
use futures_util::stream;
use http_body::{Body, Frame, SizeHint};

type Pieces = BoxStream<'static, io::Result<Bytes>>;

/// A body of bytes: as they are in memory, or read while they are sent, such as a file that is larger than memory.
///
/// Whatever can be made into [`Bytes`] can be made into one: `Vec<u8>`, `String`, a literal.
///
/// ```
/// use specwright_runtime::{Bytes, Upload};
/// # use futures_util::stream;
/// # fn upload(_: impl Into<Upload>) {}
///
/// upload(vec![1u8, 2, 3]);
/// let pieces = || stream::iter([Ok(Bytes::from("one")), Ok(Bytes::from("two"))]);
/// upload(Upload::stream(pieces()).length(6));
/// upload(Upload::repeatable(pieces).length(6));
/// ```
#[derive(Clone)]
pub struct Upload {
    content: Content,
    /// The length that is announced.
    length: Option<u64>,
}

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    /// Taken when it is sent.
    Once(Arc<Mutex<Option<Pieces>>>),
    /// Made for each attempt.
    Made(Arc<dyn Fn() -> Pieces + Send + Sync>),
}

impl Upload {
    /// Makes a body that is read while it is sent, in chunks unless its [`length`](Upload::length) is set.
    ///
    /// Such a body can be sent once. A request with it is never retried, and sending it again fails before it leaves. If the
    /// stream fails, so does the request. Unless nothing of it has left by then, its
    /// [`outcome`](crate::Error::outcome) is unknown.
    pub fn stream(stream: impl Stream<Item = io::Result<Bytes>> + Send + 'static) -> Self {
        Self {
            content: Content::Once(Arc::new(Mutex::new(Some(Box::pin(stream))))),
            length: None,
        }
    }

    /// Makes a body that is read while it is sent, of a stream that can be made again. `make` is called for each attempt, so
    /// that the request is retried like any other.
    pub fn repeatable<S>(make: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        Self {
            content: Content::Made(Arc::new(move || Box::pin(make()))),
            length: None,
        }
    }

    /// Sets the length in bytes, which is announced by `Content-Length`.
    ///
    /// Sending fails if there are more or fewer bytes. The last piece is kept back until the stream has ended, so that a
    /// server never takes a body that is too long for a complete one. If the length is 0, the stream is not read.
    #[must_use]
    pub fn length(self, bytes: u64) -> Self {
        Self {
            length: Some(bytes),
            ..self
        }
    }

    /// Returns the bytes.
    ///
    /// # Errors
    /// Returns the body as it was if it is a stream, or if it has not the length that was set.
    pub(crate) fn into_bytes(self) -> Result<Bytes, Self> {
        match self.content {
            Content::Bytes(bytes)
                if self
                    .length
                    .is_none_or(|length| length == bytes.len() as u64) =>
            {
                Ok(bytes)
            }
            content => Err(Self { content, ..self }),
        }
    }

    /// Whether the body can be sent a second time.
    pub(crate) fn is_repeatable(&self) -> bool {
        !matches!(self.content, Content::Once(_))
    }

    /// Whether the body was sent, and cannot be sent again.
    pub(crate) fn is_spent(&self) -> bool {
        match &self.content {
            Content::Once(stream) => lock(stream).is_none(),
            _ => false,
        }
    }

    /// Returns the content as a transport sends it. A stream that can be sent once is taken.
    pub(crate) fn content(&self) -> UploadBody {
        let pieces: Option<Pieces> = match &self.content {
            Content::Bytes(bytes) => {
                let bytes = bytes.clone();
                Some(Box::pin(stream::once(async { Ok(bytes) })))
            }
            Content::Once(stream) => lock(stream).take(),
            Content::Made(make) => Some(make()),
        };
        UploadBody {
            pieces,
            length: self.length,
            read: 0,
            kept: Bytes::new(),
        }
    }

    /// Returns the number of bytes, if it is known.
    fn len(&self) -> Option<u64> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes.len() as u64),
            _ => self.length,
        }
    }
}

fn lock(stream: &Mutex<Option<Pieces>>) -> std::sync::MutexGuard<'_, Option<Pieces>> {
    stream.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Files, which are read by the threads of tokio for blocking work.
#[cfg(feature = "hyper")]
impl Upload {
    /// Makes a body of the file at `path`, with its present length. It is opened and read anew for each attempt. If its
    /// length has changed by then, sending fails.
    ///
    /// # Errors
    /// Fails if there is no such file, or if it cannot be opened.
    pub fn file(path: impl Into<std::path::PathBuf>) -> io::Result<Self> {
        let path: std::path::PathBuf = path.into();
        let metadata = std::fs::File::open(&path)?.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("`{}` is not a file", path.display()),
            ));
        }
        let pieces = move || {
            let path = path.clone();
            stream::try_unfold(None, move |file| read_piece(path.clone(), file))
        };
        Ok(Self::repeatable(pieces).length(metadata.len()))
    }
}

/// Reads the next piece of a file, which is opened for the first.
#[cfg(feature = "hyper")]
async fn read_piece(
    path: std::path::PathBuf,
    file: Option<std::fs::File>,
) -> io::Result<Option<(Bytes, Option<std::fs::File>)>> {
    use std::io::Read as _;

    /// The size of a piece.
    const PIECE: u64 = 64 * 1024;

    let read = move || {
        let file = file.map_or_else(|| std::fs::File::open(&path), Ok)?;
        let mut piece = Vec::new();
        (&file).take(PIECE).read_to_end(&mut piece)?;
        Ok((!piece.is_empty()).then(|| (piece.into(), Some(file))))
    };
    let read = tokio::task::spawn_blocking(read).await;
    read.map_err(io::Error::other)?
}

impl<T: Into<Bytes>> From<T> for Upload {
    fn from(bytes: T) -> Self {
        Self {
            content: Content::Bytes(bytes.into()),
            length: None,
        }
    }
}

/// Shows the length, but not the content.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("bytes", &self.len())
            .finish()
    }
}

/// The content of an [`Upload`] while it is sent.
pub(crate) struct UploadBody {
    /// `None` if it was sent before, and after its end.
    pieces: Option<Pieces>,
    length: Option<u64>,
    /// The number of bytes that were read.
    read: u64,
    /// The last piece, until the stream has ended.
    kept: Bytes,
}

type Polled = Poll<Option<io::Result<Frame<Bytes>>>>;

impl UploadBody {
    fn fail(&mut self, error: io::Error) -> Polled {
        self.end();
        Poll::Ready(Some(Err(error)))
    }

    /// Ends the body. Nothing follows.
    fn end(&mut self) {
        self.pieces = None;
        self.kept = Bytes::new();
        self.length = Some(self.read);
    }

    /// Takes a piece, and returns it unless it may be the last.
    fn take(&mut self, piece: Bytes) -> Option<Polled> {
        self.read = self.read.saturating_add(piece.len() as u64);
        match self.length {
            Some(length) if self.read > length => {
                let message =
                    format!("the body has more bytes than the {length} that were announced");
                Some(self.fail(io::Error::other(message)))
            }
            Some(length) if self.read == length => {
                if !piece.is_empty() {
                    self.kept = piece;
                }
                None
            }
            _ if piece.is_empty() => None,
            _ => Some(Poll::Ready(Some(Ok(Frame::data(piece))))),
        }
    }

    /// Ends the body after its stream.
    fn finish(&mut self) -> Polled {
        if let Some(length) = self.length
            && self.read < length
        {
            let read = self.read;
            let message = format!("the body has {read} bytes, and {length} were announced");
            return self.fail(io::Error::other(message));
        }
        let kept = std::mem::take(&mut self.kept);
        self.end();
        match kept.is_empty() {
            true => Poll::Ready(None),
            false => Poll::Ready(Some(Ok(Frame::data(kept)))),
        }
    }
}

impl Body for UploadBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Polled {
        loop {
            let Some(pieces) = &mut self.pieces else {
                if self.length == Some(self.read) {
                    return Poll::Ready(None);
                }
                let message = "the content of the body was sent before, and can be sent only once";
                return self.fail(io::Error::other(message));
            };
            match ready!(pieces.as_mut().poll_next(context)) {
                Some(Ok(piece)) => {
                    if let Some(polled) = self.take(piece) {
                        return polled;
                    }
                }
                Some(Err(error)) => return self.fail(error),
                None => return self.finish(),
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        let Some(length) = self.length else {
            return SizeHint::default();
        };
        let rest = length.saturating_sub(self.read);
        SizeHint::with_exact(rest.saturating_add(self.kept.len() as u64))
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    /// Makes pieces of texts.
    fn pieces(texts: &'static [&'static str]) -> impl Stream<Item = io::Result<Bytes>> + Send {
        stream::iter(texts.iter().map(|text| Ok(Bytes::from(*text))))
    }

    /// Reads a body up to an error or to its end.
    async fn read(body: &mut UploadBody) -> (Vec<Bytes>, Option<String>) {
        let mut frames = Vec::new();
        loop {
            match poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await {
                Some(Ok(frame)) => frames.push(frame.into_data().unwrap()),
                Some(Err(error)) => return (frames, Some(error.to_string())),
                None => return (frames, None),
            }
        }
    }

    #[tokio::test]
    async fn a_body_has_no_piece_without_bytes_and_nothing_behind_its_end() {
        for (length, frames) in [(None, &["a", "bc"][..]), (Some(3), &["a", "bc"])] {
            let upload = Upload::stream(pieces(&["", "a", "", "bc", ""]));
            let upload = Upload { length, ..upload };
            let mut body = upload.content();
            assert_eq!(
                read(&mut body).await,
                (frames.iter().map(|it| Bytes::from(*it)).collect(), None)
            );
            assert_eq!(read(&mut body).await, (vec![], None));
        }
    }

    #[tokio::test]
    async fn nothing_follows_an_error_of_a_body() {
        let upload = Upload::stream(pieces(&["ab", "c"])).length(1);
        let mut body = upload.content();
        let error = "the body has more bytes than the 1 that were announced";
        assert_eq!(read(&mut body).await, (vec![], Some(error.to_owned())));
        assert_eq!(read(&mut body).await, (vec![], None));
    }

    #[tokio::test]
    async fn a_stream_is_spent_when_it_was_taken() {
        let upload = Upload::stream(pieces(&["a"]));
        assert!(!upload.is_spent());
        let mut first = upload.content();
        assert!(upload.is_spent());
        assert_eq!(read(&mut first).await, (vec!["a".into()], None));
        let (frames, error) = read(&mut upload.content()).await;
        assert!(frames.is_empty() && error.unwrap().contains("can be sent only once"));
        for upload in [Upload::from("abc"), Upload::repeatable(|| pieces(&["a"]))] {
            let _ = upload.content();
            assert!(!upload.is_spent());
        }
    }

    #[test]
    fn the_length_of_bytes_is_known() {
        let shown = |upload: Upload| format!("{upload:?}");
        assert!(shown("abc".into()).contains("bytes: Some(3)"));
        assert!(shown(Upload::stream(pieces(&["a"])).length(1)).contains("bytes: Some(1)"));
        assert!(shown(Upload::stream(pieces(&["a"]))).contains("bytes: None"));
    }
}
