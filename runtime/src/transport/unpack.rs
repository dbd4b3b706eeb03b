//! [`Unpacker`]: the body of a response, unpacked if it has `Content-Encoding: gzip`.

use std::io::{self, Write};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap};

use crate::exchange::transport_error::{Cause, TransportError};

/// Whether the headers say that the body is packed with gzip.
pub(super) fn is_packed(headers: &HeaderMap) -> bool {
    let Some(encoding) = headers.get(CONTENT_ENCODING) else {
        return false;
    };
    let encoding = encoding.as_bytes().trim_ascii();
    encoding.eq_ignore_ascii_case(b"gzip") || encoding.eq_ignore_ascii_case(b"x-gzip")
}

/// Removes the headers that describe the packed body.
pub(super) fn remove_packing_headers(headers: &mut HeaderMap) {
    if is_packed(headers) {
        headers.remove(CONTENT_ENCODING);
        headers.remove(CONTENT_LENGTH);
    }
}

/// Collects a body, and unpacks it if it is packed.
pub(super) enum Unpacker {
    Plain(BoundedBuffer),
    Gzip {
        decoder: Box<MultiGzDecoder<BoundedBuffer>>,
        /// Whether anything arrived. An empty body is not packed, whatever the header says.
        has_begun: bool,
    },
}

impl Unpacker {
    pub(super) fn new(headers: &HeaderMap, limit: usize) -> Self {
        let bytes = BoundedBuffer {
            bytes: Vec::new(),
            limit,
        };
        if is_packed(headers) {
            Self::Gzip {
                decoder: Box::new(MultiGzDecoder::new(bytes)),
                has_begun: false,
            }
        } else {
            Self::Plain(bytes)
        }
    }

    pub(super) fn is_packed(&self) -> bool {
        matches!(self, Self::Gzip { .. })
    }

    /// Adds bytes as they arrived.
    ///
    /// # Errors
    /// Fails if the unpacked body is larger than the limit, or if the packed one is corrupt.
    pub(super) fn push(&mut self, chunk: &[u8]) -> Result<(), TransportError> {
        let (result, limit) = match self {
            Self::Plain(bytes) => (bytes.write_all(chunk), bytes.limit),
            Self::Gzip { decoder, has_begun } => {
                *has_begun |= !chunk.is_empty();
                (decoder.write_all(chunk), decoder.get_ref().limit)
            }
        };
        result.map_err(|error| failure(error, limit))
    }

    /// Takes the unpacked bytes so far.
    ///
    /// # Errors
    /// Fails as [`push`](Unpacker::push) does.
    pub(super) fn take(&mut self) -> Result<Bytes, TransportError> {
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

    /// Returns the unpacked bytes, and an error if the packed body is not complete.
    pub(super) fn finish(self) -> (Bytes, Option<TransportError>) {
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

/// Bytes up to a limit. Writing more fails, so that a small packed body cannot become a large one.
#[derive(Default)]
pub(super) struct BoundedBuffer {
    bytes: Vec<u8>,
    limit: usize,
}

impl Write for BoundedBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let space = self.limit.saturating_sub(self.bytes.len());
        match bytes.get(..space.min(bytes.len())) {
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
