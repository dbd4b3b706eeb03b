//! Bodies that arrive too slowly, on a clock that does not wait.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use futures_core::future::BoxFuture;
use http_body::{Body, Frame};
use runtime::{
    Bytes, ClientBuilder, Raw, Request, RequestBody, ResponseBody, Retry, SendError, Text,
    Transport, Undocumented,
};
use tokio::time::{Instant, Interval, interval};

use crate::api::{Client, LIST};

/// A body that sends one piece after another, as slowly as it says.
struct Trickle {
    piece: &'static str,
    interval: Interval,
    left: usize,
}

impl Body for Trickle {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        ready!(self.interval.poll_tick(context));
        self.left = match self.left.checked_sub(1) {
            Some(left) => left,
            None => return Poll::Ready(None),
        };
        Poll::Ready(Some(Ok(Frame::data(Bytes::from(self.piece)))))
    }
}

/// A server that sends this many pieces, each after 100 ms.
struct Slow(&'static str, usize);

impl Transport for Slow {
    fn send(
        &self,
        _: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, SendError>> {
        let body = Trickle {
            piece: self.0,
            interval: interval(Duration::from_millis(100)),
            left: self.1,
        };
        let response = http::Response::builder().header("content-type", "text/event-stream");
        let response = response.body(ResponseBody::streamed(body)).unwrap();
        Box::pin(async { Ok(response) })
    }
}

fn builder(transport: Slow) -> ClientBuilder<Client> {
    ClientBuilder::new("https://pets.example")
        .retry(Retry::off())
        .timeout(Duration::from_secs(24 * 60 * 60))
        .transport(transport)
}

fn request(builder: ClientBuilder<Client>) -> Request {
    builder.build().unwrap().0.request(&LIST)
}

const ENDLESS: usize = usize::MAX;

#[tokio::test(start_paused = true)]
async fn a_stream_that_stalls_byte_by_byte_is_given_up() {
    let started = Instant::now();
    let stream = request(builder(Slow("x", ENDLESS))).send_for_stream::<Undocumented>();
    let mut stream = stream.await.unwrap();
    let mut received = 0;
    let error = loop {
        match stream.next().await.unwrap() {
            Ok(bytes) => received += bytes.len(),
            Err(error) => break error,
        }
    };
    assert!(error.is_timeout(), "{error:?}");
    let text = error.to_string();
    assert!(text.ends_with(" bytes arrived in 60s"), "{text}");
    assert!((590..=600).contains(&received), "{received}");
    assert!(started.elapsed() <= Duration::from_secs(61));
    assert!(stream.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_whole_body_that_stalls_byte_by_byte_is_given_up() {
    let error = request(builder(Slow("x", ENDLESS)))
        .send::<Raw, Undocumented>()
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(error.raw_body().unwrap().len() >= 590);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_slow_but_not_too_slow_is_read_to_its_end() {
    let piece = "a piece of eighteen";
    let body = request(builder(Slow(piece, 2_000)))
        .send::<Raw, Undocumented>()
        .await
        .unwrap();
    assert_eq!(body.len(), 2_000 * piece.len());
    // Without a minimum, one byte is enough.
    let patient = builder(Slow("1", 2_000)).minimum_rate(0, Duration::from_secs(1));
    let text = request(patient).send::<Text, Undocumented>().await;
    assert_eq!(text.unwrap().len(), 2_000);
}

#[tokio::test(start_paused = true)]
async fn the_time_of_a_slow_reader_does_not_count() {
    let builder = builder(Slow("1234567890", 100)).minimum_rate(50, Duration::from_secs(1));
    let stream = request(builder).send_for_stream::<Undocumented>();
    let mut stream = stream.await.unwrap();
    let mut received = 0;
    while let Some(bytes) = stream.next().await {
        received += bytes.unwrap().len();
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
    assert_eq!(received, 1_000);
}

#[tokio::test(start_paused = true)]
async fn events_can_be_rare() {
    let stream = request(builder(Slow(":\n", 2_000))).send_for_events::<Text, Undocumented>();
    let mut stream = stream.await.unwrap();
    assert!(stream.next().await.is_none());
}

#[test]
fn a_window_must_not_be_empty() {
    let error = builder(Slow("", 0)).minimum_rate(1, Duration::ZERO).build();
    assert!(error.unwrap_err().to_string().contains("timeout is zero"));
}
