//! [`Events`]: a body of events that is read as a whole.

use std::marker::PhantomData;

use super::{
    decode::Decode,
    event::{DecodeEvent, Event},
    sse::{Parser, Problem},
};
use crate::{
    exchange::{decode_error::DecodeError, raw_response::RawResponse},
    text::budget::{Budget, MAX_MEMORY},
};

/// The memory that the texts of an event take beside their length.
const ALLOCATIONS: usize = 48;

/// Reads a body of events to its end, for an operation that responds with events only for some statuses. An operation that
/// always does has an [`EventStream`](crate::EventStream).
///
/// Reading fails if the events with their names, their ids and untyped values take more than 256 MiB of memory. An event
/// has at least six bytes in the body, but more than ten times as many in memory.
#[derive(Clone, Copy, Debug)]
pub struct Events<D>(PhantomData<fn() -> D>);

impl<D: DecodeEvent> Decode for Events<D> {
    type Output = Vec<Event<D::Data>>;

    fn decode(response: &RawResponse) -> Result<Self::Output, DecodeError> {
        let mut parser = Parser::new(usize::MAX);
        let mut rest = response.body();
        let mut events = Vec::new();
        let budget = Budget::strict(response.is_strict());
        let operation = response.operation();
        loop {
            let number = events.len() as u64 + 1;
            let event = match parser.next(&mut rest) {
                Ok(Some(event)) if operation.ends_stream(&event.data, D::IS_JSON) => {
                    return Ok(events);
                }
                Ok(Some(event)) => event,
                Ok(None) if parser.is_within_event() => {
                    let last = parser.finish().filter(|_| D::IS_JSON);
                    last.ok_or_else(|| {
                        DecodeError::new("the stream ends within the event").in_event(number)
                    })?
                }
                Ok(None) => return Ok(events),
                Err(Problem::NotText(error)) => return Err(error.in_event(number)),
                // The parser has no limit here, because the body has one.
                Err(Problem::TooLarge(_)) => return Err(too_many().in_event(number)),
            };
            let size =
                size_of::<Event<D::Data>>() + ALLOCATIONS + event.name.len() + event.id.len();
            if !budget.take(size) {
                return Err(too_many().in_event(number));
            }
            let data = D::decode_fields(event.fields(), &budget);
            if data.is_err() && event.is_sign_of_life() {
                continue;
            }
            let data = data.map_err(|error| error.in_event(number))?;
            events.push(Event::new(event, data, response.secrets()));
        }
    }
}

fn too_many() -> DecodeError {
    DecodeError::new(format!(
        "the events before it take {} MiB of memory, which is the limit for events that are read as a whole; read the \
         bytes by `send_raw` or `send_for_stream`",
        MAX_MEMORY >> 20
    ))
}
