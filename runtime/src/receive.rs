//! Reading the body of an answer: piece by piece, within limits, and unpacked.

use std::{
    io::{self, Write},
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use http_body::Body as _;
use reqwest::{
    Response,
    header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap},
};
use tokio::time::{Instant, Sleep, sleep};

use crate::{TransportError, transport_error::Cause};

/// What an answer may cost.
#[derive(Clone, Copy)]
pub(crate) struct ReceiveLimits {
    /// The largest body, unpacked, in bytes.
    pub(crate) body: usize,
    /// The longest pause between two pieces of a body.
    pub(crate) pause: Duration,
}

/// Reads the body of `answer`, until `end` at most. What arrived is not lost when the rest does not come: it is returned beside
/// the reason.
///
/// A body with `Content-Encoding: gzip` is unpacked, and the header is taken away. Every other encoding
/// stays as it is: nothing but gzip was asked for.
pub(crate) async fn receive(
    answer: &mut Response,
    headers: &mut HeaderMap,
    limits: ReceiveLimits,
    end: Option<Instant>,
) -> (Bytes, Option<TransportError>) {
    let mut body = Unpacker::new(headers, limits.body);
    let failure = fill(&mut body, answer, limits, end).await.err();
    let broken_off = failure.is_some();
    let (bytes, unfinished) = body.finish();
    let failure = failure.or_else(|| unfinished.filter(|_| !broken_off));
    unpacked(headers);
    (bytes, failure)
}

/// Takes away what speaks of the packed body, which nobody sees.
fn unpacked(headers: &mut HeaderMap) {
    if headers.get(CONTENT_ENCODING).is_some_and(is_gzip) {
        headers.remove(CONTENT_ENCODING);
        headers.remove(CONTENT_LENGTH);
    }
}

fn is_gzip(encoding: &reqwest::header::HeaderValue) -> bool {
    let encoding = encoding.as_bytes().trim_ascii();
    encoding.eq_ignore_ascii_case(b"gzip") || encoding.eq_ignore_ascii_case(b"x-gzip")
}

async fn fill(
    body: &mut Unpacker,
    answer: &mut Response,
    limits: ReceiveLimits,
    end: Option<Instant>,
) -> Result<(), TransportError> {
    let too_large = |length: u64| usize::try_from(length).map_or(true, |it| it > limits.body);
    // The length of a packed body says nothing of the unpacked one, which can be the smaller one.
    if matches!(body, Unpacker::Plain(_)) && answer.content_length().is_some_and(too_large) {
        return Err(Cause::TooLarge(limits.body).into());
    }
    loop {
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        let pause = left.map_or(limits.pause, |left| left.min(limits.pause));
        let chunk = tokio::time::timeout(pause, answer.chunk()).await;
        match chunk.map_err(|_| Cause::Stalled(pause))?? {
            Some(chunk) => body.push(&chunk)?,
            None => return Ok(()),
        }
    }
}

/// A body that is given out as it arrives.
pub(crate) struct Incoming {
    body: Pin<Box<reqwest::Body>>,
    /// What unpacks it, if it is packed; at most so much at once as a whole body may be.
    packed: Option<Unpacker>,
    pause: Duration,
    /// Runs while nothing arrives.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Incoming {
    pub(crate) fn new(answer: Response, headers: &mut HeaderMap, limits: ReceiveLimits) -> Self {
        let is_packed = headers.get(CONTENT_ENCODING).is_some_and(is_gzip);
        let packed = is_packed.then(|| Unpacker::new(headers, limits.body));
        unpacked(headers);
        Self {
            body: Box::pin(answer.into()),
            packed,
            pause: limits.pause,
            timer: None,
        }
    }

    /// A body that is there as a whole.
    pub(crate) fn whole(bytes: Bytes, limits: ReceiveLimits) -> Self {
        Self {
            body: Box::pin(bytes.into()),
            packed: None,
            pause: limits.pause,
            timer: None,
        }
    }

    /// The next piece, which is not empty.
    pub(crate) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            match self.body.as_mut().poll_frame(context) {
                Poll::Ready(Some(Ok(frame))) => {
                    self.timer = None;
                    let Ok(bytes) = frame.into_data() else {
                        continue;
                    };
                    let bytes = match &mut self.packed {
                        None => Ok(bytes),
                        Some(packed) => packed.push(&bytes).and_then(|()| packed.take()),
                    };
                    if bytes.as_ref().is_ok_and(Bytes::is_empty) {
                        continue;
                    }
                    return Poll::Ready(Some(bytes));
                }
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error.into()))),
                Poll::Ready(None) => {
                    // What was packed has an end of its own.
                    let (rest, failure) =
                        self.packed.take().map(Unpacker::finish).unwrap_or_default();
                    return Poll::Ready(match failure {
                        Some(failure) => Some(Err(failure)),
                        None if rest.is_empty() => None,
                        None => Some(Ok(rest)),
                    });
                }
                Poll::Pending => {
                    let pause = self.pause;
                    let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(pause)));
                    return timer.as_mut().poll(context).map(|()| {
                        let stalled = Cause::Stalled(pause);
                        Some(Err(stalled.into()))
                    });
                }
            }
        }
    }
}

/// A body under way.
enum Unpacker {
    Plain(Limited),
    Gzip {
        decoder: Box<MultiGzDecoder<Limited>>,
        /// Whether anything arrived. Where there is no body, nothing is packed, whatever the header says.
        has_begun: bool,
    },
}

impl Unpacker {
    fn new(headers: &HeaderMap, limit: usize) -> Self {
        let bytes = Limited {
            bytes: Vec::new(),
            limit,
        };
        if headers.get(CONTENT_ENCODING).is_some_and(is_gzip) {
            Self::Gzip {
                decoder: Box::new(MultiGzDecoder::new(bytes)),
                has_begun: false,
            }
        } else {
            Self::Plain(bytes)
        }
    }

    fn push(&mut self, chunk: &[u8]) -> Result<(), TransportError> {
        let (result, limit) = match self {
            Self::Plain(bytes) => (bytes.write_all(chunk), bytes.limit),
            Self::Gzip { decoder, has_begun } => {
                *has_begun |= !chunk.is_empty();
                (decoder.write_all(chunk), decoder.get_ref().limit)
            }
        };
        result.map_err(|error| failure(error, limit))
    }

    /// What is there so far, which is not kept.
    fn take(&mut self) -> Result<Bytes, TransportError> {
        let bytes = match self {
            Self::Plain(bytes) => bytes,
            Self::Gzip { decoder, .. } => {
                let limit = decoder.get_ref().limit;
                decoder.flush().map_err(|error| failure(error, limit))?;
                decoder.get_mut()
            }
        };
        Ok(std::mem::take(&mut bytes.bytes).into())
    }

    /// All bytes, and what is wrong if they do not end where a body ends.
    fn finish(self) -> (Bytes, Option<TransportError>) {
        match self {
            Self::Plain(body) => (body.bytes.into(), None),
            Self::Gzip {
                has_begun: false, ..
            } => (Bytes::new(), None),
            Self::Gzip { mut decoder, .. } => {
                let result = decoder.try_finish();
                let body = std::mem::take(decoder.get_mut());
                let failure = result.err().map(|error| failure(error, body.limit));
                (body.bytes.into(), failure)
            }
        }
    }
}

fn failure(error: io::Error, limit: usize) -> TransportError {
    match error.kind() {
        io::ErrorKind::FileTooLarge => Cause::TooLarge(limit).into(),
        _ => Cause::Gzip(error).into(),
    }
}

/// Bytes up to a limit. Behind it, writing fails: a small body must not become a large one unseen.
#[derive(Default)]
struct Limited {
    bytes: Vec<u8>,
    limit: usize,
}

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = self.limit.saturating_sub(self.bytes.len());
        match bytes.get(..room.min(bytes.len())) {
            Some(fitting) if !fitting.is_empty() || bytes.is_empty() => {
                self.bytes.extend_from_slice(fitting);
                Ok(fitting.len())
            }
            _ => Err(io::ErrorKind::FileTooLarge.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
