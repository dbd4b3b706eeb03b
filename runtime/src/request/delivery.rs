//! [`Delivery`]: how the response to a call is delivered, as a whole or as a stream of events.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::Request;
use crate::{
    exchange::{error::Error, expected::Expected, outcome::Outcome, raw_response::RawResponse},
    response::{
        decode::Decode,
        error_body::ErrorBody,
        event::DecodeEvent,
        event_stream::{EventStream, is_event_stream},
        interpret::outcome,
        item_stream::ItemStream,
        items::{Items, JsonLines, JsonSequence},
    },
};

/// The way in which the response to a call is delivered: read as a whole by a [`Decode`], or event by event by
/// [`ServerSentEvents`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a way to read a response",
    label = "not a way to read a response",
    note = "use `Json<T>`, `Text`, `Raw`, `Empty`, `ServerSentEvents<Json<T>>` or `JsonLines<T>`"
)]
pub trait Delivery {
    /// The result of [`Call::send`](crate::Call::send).
    type Output<E>;

    /// Sends the request, and delivers its response.
    #[doc(hidden)]
    fn deliver<E: ErrorBody>(
        request: Request,
    ) -> impl Future<Output = Result<Self::Output<E>, Error<E>>> + Send;

    /// Returns the outcome that follows from a response alone, without earlier attempts.
    #[doc(hidden)]
    fn outcome<E: ErrorBody>(response: &RawResponse, expected: &Expected) -> Outcome;
}

impl<D: Decode> Delivery for D {
    type Output<E> = D::Output;

    fn deliver<E: ErrorBody>(
        request: Request,
    ) -> impl Future<Output = Result<D::Output, Error<E>>> + Send {
        request.send::<D, E>()
    }

    fn outcome<E: ErrorBody>(response: &RawResponse, expected: &Expected) -> Outcome {
        outcome::<D, E>(response, expected)
    }
}

/// Delivers the events of a response as an [`EventStream`]. `D` reads the data of each: `Json<T>` or `Text`.
#[derive(Clone, Copy, Debug)]
pub struct ServerSentEvents<D>(PhantomData<fn() -> D>);

impl<D: DecodeEvent> Delivery for ServerSentEvents<D> {
    type Output<E> = EventStream<D::Data, E>;

    fn deliver<E: ErrorBody>(
        request: Request,
    ) -> impl Future<Output = Result<EventStream<D::Data, E>, Error<E>>> + Send {
        request.send_for_events::<D, E>()
    }

    fn outcome<E: ErrorBody>(response: &RawResponse, _: &Expected) -> Outcome {
        match response.operation().succeeds_with(response.status()) && is_event_stream(response) {
            true => Outcome::Applied,
            false => response.outcome_of_status(),
        }
    }
}

/// Delivers items by an [`ItemStream`].
macro_rules! deliver_items {
    ($framing:ident) => {
        impl<T: DeserializeOwned> Delivery for $framing<T> {
            type Output<E> = ItemStream<T, E>;

            fn deliver<E: ErrorBody>(
                request: Request,
            ) -> impl Future<Output = Result<ItemStream<T, E>, Error<E>>> + Send {
                request.send_for_items::<Self, E>()
            }

            fn outcome<E: ErrorBody>(response: &RawResponse, expected: &Expected) -> Outcome {
                outcome::<Items<Self>, E>(response, expected)
            }
        }
    };
}

deliver_items!(JsonLines);
deliver_items!(JsonSequence);
