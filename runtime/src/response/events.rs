//! [`Events`]: a body of events that is read as a whole.

use std::{collections::VecDeque, marker::PhantomData};

use super::{
    decode::Decode,
    event::{DecodeEvent, Event},
    sse::{Parser, Problem},
};
use crate::exchange::{decode_error::DecodeError, raw_response::RawResponse};

/// Reads a body of events to its end, for an operation that responds with events only for some statuses. An operation that
/// always does has an [`EventStream`](crate::EventStream).
#[derive(Clone, Copy, Debug)]
pub struct Events<D>(PhantomData<fn() -> D>);

impl<D: DecodeEvent> Decode for Events<D> {
    type Output = Vec<Event<D::Data>>;

    fn decode(response: &RawResponse) -> Result<Self::Output, DecodeError> {
        let mut parser = Parser::new(usize::MAX);
        let mut ready = VecDeque::new();
        let problem = parser.push(response.body(), &mut ready).err();
        let mut events = Vec::new();
        for (event, number) in ready.into_iter().zip(1..) {
            if event.is_end() {
                return Ok(events);
            }
            events.push(Event {
                data: D::decode_event(&event.data).map_err(|error| error.in_event(number))?,
                name: event.name,
                id: event.id,
            });
        }
        let number = events.len() as u64 + 1;
        if let Some(Problem::NotText(error)) = problem {
            return Err(error.in_event(number));
        }
        if parser.is_within_event() {
            let error = DecodeError::new("the stream ends within the event");
            return Err(error.in_event(number));
        }
        Ok(events)
    }
}
