//! Receiving the body of a response, within limits: as a whole by [`receive`], or as a stream by [`Incoming`].

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http::header::HeaderMap;
use http_body::{Body as _, Frame};
use tokio::time::{Instant, Sleep, sleep, timeout_at};

use super::{
    clock::later,
    contract::body::ResponseBody,
    pace::{MinimumRate, Pace},
    unpack::{Unpacker, is_packed, remove_packing_headers},
};
use crate::exchange::transport_error::{Cause, TransportError};

/// The limits of a response.
#[derive(Clone, Copy)]
pub(crate) struct ReceiveLimits {
    /// The maximum size of the unpacked body, in bytes.
    pub(crate) body: usize,
    /// The maximum time between two pieces of the body.
    pub(crate) pause: Duration,
    /// The rate below which a body is given up.
    pub(crate) rate: MinimumRate,
}

/// Reads a body until `end`. If the rest of it does not arrive, what did is returned with the reason.
///
/// A body with `Content-Encoding: gzip` is unpacked, and the header is removed. Any other encoding is left as it is,
/// because the request does not accept it.
pub(crate) async fn receive(
    body: ResponseBody,
    headers: &mut HeaderMap,
    limits: ReceiveLimits,
    end: Instant,
) -> (Bytes, Option<TransportError>) {
    let mut unpacker = Unpacker::new(headers, limits.body);
    let failure = fill(&mut unpacker, body, limits, end).await.err();
    let broken_off = failure.is_some();
    let (bytes, unfinished) = unpacker.finish();
    let failure = failure.or_else(|| unfinished.filter(|_| !broken_off));
    remove_packing_headers(headers);
    (bytes, failure)
}

async fn fill(
    unpacker: &mut Unpacker,
    mut body: ResponseBody,
    limits: ReceiveLimits,
    end: Instant,
) -> Result<(), TransportError> {
    let too_large = |length: u64| usize::try_from(length).map_or(true, |it| it > limits.body);
    // The unpacked body can be smaller than the packed one, so only the length of a plain one says anything.
    if !unpacker.is_packed() && body.size_hint().exact().is_some_and(too_large) {
        return Err(Cause::TooLarge(limits.body).into());
    }
    let mut pace = Pace::new(limits.rate);
    loop {
        let started = Instant::now();
        let pause = later(limits.pause);
        let frame = poll_fn(|context| Pin::new(&mut body).poll_frame(context));
        let frame = timeout_at(pause.min(end), frame).await;
        let frame = frame.map_err(|_| match pause < end {
            true => Cause::Stalled(limits.pause),
            false => Cause::BodyTimedOut,
        })?;
        match frame
            .transpose()
            .map_err(Cause::Body)?
            .map(Frame::into_data)
        {
            Some(Ok(bytes)) => {
                pace.note(started.elapsed(), bytes.len())?;
                unpacker.push(&bytes)?;
            }
            // Trailers.
            Some(Err(_)) => {}
            None => return Ok(()),
        }
    }
}

/// A body that is read as it arrives.
pub(crate) struct Incoming {
    body: ResponseBody,
    /// Unpacks the body, if it is packed. At most the size of a whole body is unpacked at once.
    unpacker: Option<Unpacker>,
    pause: Duration,
    pace: Pace,
    /// Runs while the next piece is awaited, and the instant at which it began.
    timer: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Incoming {
    pub(crate) fn new(body: ResponseBody, headers: &mut HeaderMap, limits: ReceiveLimits) -> Self {
        let unpacker = is_packed(headers).then(|| Unpacker::new(headers, limits.body));
        remove_packing_headers(headers);
        Self {
            body,
            unpacker,
            pause: limits.pause,
            pace: Pace::new(limits.rate),
            timer: None,
        }
    }

    /// Returns the next piece, which is not empty.
    pub(crate) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            match Pin::new(&mut self.body).poll_frame(context) {
                Poll::Ready(Some(Ok(frame))) => {
                    let waited = self.timer.take().map(|(since, _)| since.elapsed());
                    let Ok(bytes) = frame.into_data() else {
                        continue;
                    };
                    let waited = waited.unwrap_or_default();
                    if let Err(error) = self.pace.note(waited, bytes.len()) {
                        return Poll::Ready(Some(Err(error)));
                    }
                    let bytes = match &mut self.unpacker {
                        None => Ok(bytes),
                        Some(unpacker) => unpacker.push(&bytes).and_then(|()| unpacker.take()),
                    };
                    if bytes.as_ref().is_ok_and(Bytes::is_empty) {
                        continue;
                    }
                    return Poll::Ready(Some(bytes));
                }
                Poll::Ready(Some(Err(error))) => {
                    return Poll::Ready(Some(Err(Cause::Body(error).into())));
                }
                Poll::Ready(None) => {
                    // A packed body has an end of its own. Each of its pieces was unpacked as a whole.
                    let unpacker = self.unpacker.take();
                    let failure = unpacker.and_then(|unpacker| unpacker.finish().1);
                    return Poll::Ready(failure.map(Err));
                }
                Poll::Pending => {
                    let pause = self.pause;
                    let (_, timer) = self
                        .timer
                        .get_or_insert_with(|| (Instant::now(), Box::pin(sleep(pause))));
                    return timer.as_mut().poll(context).map(|()| {
                        let stalled = Cause::Stalled(pause);
                        Some(Err(stalled.into()))
                    });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_as_long_as_the_limit_is_received() {
        for (limit, is_received) in [(4, true), (3, true), (2, false)] {
            let limits = ReceiveLimits {
                body: limit,
                pause: Duration::MAX,
                rate: MinimumRate {
                    bytes: 0,
                    window: Duration::MAX,
                },
            };
            let end = later(Duration::MAX);
            let body = ResponseBody::from("abc");
            let (bytes, failure) = receive(body, &mut HeaderMap::new(), limits, end).await;
            let expected = if is_received { "abc" } else { "" };
            assert_eq!(
                (&bytes[..], failure.is_none()),
                (expected.as_bytes(), is_received)
            );
            assert!(failure.is_none_or(|failure| failure.is_too_large()));
        }
    }
}
