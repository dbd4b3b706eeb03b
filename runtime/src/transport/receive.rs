//! Receiving the body of a response, within limits: as a whole by [`receive`], or as a stream by [`Incoming`].

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http::header::HeaderMap;
use http_body::Body as _;
use reqwest::Response;
use tokio::time::{Instant, Sleep, sleep};

use super::unpack::{Unpacker, is_packed, remove_packing_headers};
use crate::exchange::transport_error::{Cause, TransportError};

/// The limits of a response.
#[derive(Clone, Copy)]
pub(crate) struct ReceiveLimits {
    /// The maximum size of the unpacked body, in bytes.
    pub(crate) body: usize,
    /// The maximum time between two pieces of the body.
    pub(crate) pause: Duration,
}

/// Reads the body of `response` until `end`. If the rest of it does not arrive, what did is returned with the reason.
///
/// A body with `Content-Encoding: gzip` is unpacked, and the header is removed. Any other encoding is left as it is,
/// because the request does not accept it.
pub(crate) async fn receive(
    response: &mut Response,
    headers: &mut HeaderMap,
    limits: ReceiveLimits,
    end: Option<Instant>,
) -> (Bytes, Option<TransportError>) {
    let mut body = Unpacker::new(headers, limits.body);
    let failure = fill(&mut body, response, limits, end).await.err();
    let broken_off = failure.is_some();
    let (bytes, unfinished) = body.finish();
    let failure = failure.or_else(|| unfinished.filter(|_| !broken_off));
    remove_packing_headers(headers);
    (bytes, failure)
}

async fn fill(
    body: &mut Unpacker,
    response: &mut Response,
    limits: ReceiveLimits,
    end: Option<Instant>,
) -> Result<(), TransportError> {
    let too_large = |length: u64| usize::try_from(length).map_or(true, |it| it > limits.body);
    // The unpacked body can be smaller than the packed one, so only the length of a plain one says anything.
    if !body.is_packed() && response.content_length().is_some_and(too_large) {
        return Err(Cause::TooLarge(limits.body).into());
    }
    loop {
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        let pause = left.map_or(limits.pause, |left| left.min(limits.pause));
        let chunk = tokio::time::timeout(pause, response.chunk()).await;
        match chunk.map_err(|_| Cause::Stalled(pause))?? {
            Some(chunk) => body.push(&chunk)?,
            None => return Ok(()),
        }
    }
}

/// A body that is read as it arrives.
pub(crate) struct Incoming {
    body: Pin<Box<reqwest::Body>>,
    /// Unpacks the body, if it is packed. At most the size of a whole body is unpacked at once.
    unpacker: Option<Unpacker>,
    pause: Duration,
    /// Runs while the next piece is awaited.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Incoming {
    pub(crate) fn new(response: Response, headers: &mut HeaderMap, limits: ReceiveLimits) -> Self {
        let unpacker = is_packed(headers).then(|| Unpacker::new(headers, limits.body));
        remove_packing_headers(headers);
        Self {
            body: Box::pin(response.into()),
            unpacker,
            pause: limits.pause,
            timer: None,
        }
    }

    /// Makes a stream of a body that was received as a whole.
    pub(crate) fn whole(bytes: Bytes, limits: ReceiveLimits) -> Self {
        Self {
            body: Box::pin(bytes.into()),
            unpacker: None,
            pause: limits.pause,
            timer: None,
        }
    }

    /// Returns the next piece, which is not empty.
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
                    let bytes = match &mut self.unpacker {
                        None => Ok(bytes),
                        Some(unpacker) => unpacker.push(&bytes).and_then(|()| unpacker.take()),
                    };
                    if bytes.as_ref().is_ok_and(Bytes::is_empty) {
                        continue;
                    }
                    return Poll::Ready(Some(bytes));
                }
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error.into()))),
                Poll::Ready(None) => {
                    // A packed body has an end of its own.
                    let unpacker = self.unpacker.take();
                    let (rest, failure) = unpacker.map(Unpacker::finish).unwrap_or_default();
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
