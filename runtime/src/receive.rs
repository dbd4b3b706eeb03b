//! Reading the body of an answer: piece by piece, within limits, and unpacked.

use std::{
    io::{self, Write},
    time::Duration,
};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use reqwest::{
    Response,
    header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap},
};

use crate::{TransportError, transport_error::Cause};

/// What an answer may cost.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// The largest body, unpacked, in bytes.
    pub(crate) body: usize,
    /// The longest pause between two pieces of a body.
    pub(crate) pause: Duration,
}

/// Reads the body of `answer`. What arrived is not lost when the rest does not come: it is returned beside
/// the reason.
///
/// A body with `Content-Encoding: gzip` is unpacked, and the header is taken away. Every other encoding
/// stays as it is: nothing but gzip was asked for.
pub(crate) async fn receive(
    answer: &mut Response,
    headers: &mut HeaderMap,
    limits: Limits,
) -> (Bytes, Option<TransportError>) {
    let mut body = Body::new(headers, limits.body);
    let failure = fill(&mut body, answer, limits).await.err();
    let broken_off = failure.is_some();
    let (bytes, unfinished) = body.finish();
    let failure = failure.or_else(|| unfinished.filter(|_| !broken_off));
    if headers.get(CONTENT_ENCODING).is_some_and(is_gzip) {
        // They speak of the packed body, which nobody sees.
        headers.remove(CONTENT_ENCODING);
        headers.remove(CONTENT_LENGTH);
    }
    (bytes, failure)
}

fn is_gzip(encoding: &reqwest::header::HeaderValue) -> bool {
    let encoding = encoding.as_bytes().trim_ascii();
    encoding.eq_ignore_ascii_case(b"gzip") || encoding.eq_ignore_ascii_case(b"x-gzip")
}

async fn fill(
    body: &mut Body,
    answer: &mut Response,
    limits: Limits,
) -> Result<(), TransportError> {
    let too_large = |length: u64| usize::try_from(length).map_or(true, |it| it > limits.body);
    // The length of a packed body says nothing of the unpacked one, which can be the smaller one.
    if matches!(body, Body::Plain(_)) && answer.content_length().is_some_and(too_large) {
        return Err(Cause::TooLarge(limits.body).into());
    }
    loop {
        let chunk = tokio::time::timeout(limits.pause, answer.chunk()).await;
        match chunk.map_err(|_| Cause::Stalled(limits.pause))?? {
            Some(chunk) => body.push(&chunk)?,
            None => return Ok(()),
        }
    }
}

/// A body under way.
enum Body {
    Plain(Limited),
    Gzip {
        decoder: Box<MultiGzDecoder<Limited>>,
        /// Whether anything arrived. Where there is no body, nothing is packed, whatever the header says.
        has_begun: bool,
    },
}

impl Body {
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
