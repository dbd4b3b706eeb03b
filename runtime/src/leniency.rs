//! The rules by which deviations of responses are tolerated, and how that is seen and switched off.
//!
//! Servers deviate from their documents and from HTTP. A deviation is tolerated if its meaning is clear. Everything else is
//! an error. [`ClientBuilder::strict`](crate::ClientBuilder::strict) makes each deviation of the first two tables an error.
//!
//! [`Response::tolerated`](crate::Response::tolerated) lists what was tolerated in a response, each as a [`Tolerated`] with the
//! path of the value or the name of the header. With the feature `tracing`, each is an event of the level `DEBUG`, too.
//!
//! # Values
//!
//! | a server sends | it is read as | [`Tolerance`] |
//! |---|---|---|
//! | a date-time without an offset, `2026-11-26T10:00:00` | the same in UTC | [`NoOffset`](Tolerance::NoOffset) |
//! | a date-time at midnight in place of a date, `2026-11-26T00:00:00Z` | its date. At any other time of day it is an error | [`MidnightForDate`](Tolerance::MidnightForDate) |
//! | a date-time after the last one that a [`Timestamp`](crate::Timestamp) can hold, `9999-12-31T23:59:59Z` | the last one, `9999-12-30T22:00:00.999999999Z` | [`AfterLastInstant`](Tolerance::AfterLastInstant) |
//! | `""` for a date, a date-time or a number that is not required, or that can be null | `None`. Not an item of a list | [`EmptyText`](Tolerance::EmptyText) |
//! | a byte order mark before JSON | the JSON after it | [`ByteOrderMark`](Tolerance::ByteOrderMark) |
//!
//! These hold wherever a value is: in lists, maps and unions. Of the alternatives of a union, one that fits exactly comes
//! first. At most a hundred deviations of the values of a body are listed. One in a union has no path if it is an empty text.
//! In streams of events and items, values are tolerated in the same way, and not listed. A text that is read without a client
//! (`serde_json::from_str`) is read as by a client that is not strict; lists, and maps of values, are not corrected then.
//!
//! # Responses
//!
//! | a server sends | it is read as | [`Tolerance`] |
//! |---|---|---|
//! | 200, 201 or 204 where another success is documented | that success, if it has the documented body (see below) | [`OtherSuccess`](Tolerance::OtherSuccess) |
//! | 206 to a request with `Range` | a success with the documented body | [`OtherSuccess`](Tolerance::OtherSuccess) |
//! | a body with 204 or 205 | no body, unless its media type is that of a web page | [`IgnoredBody`](Tolerance::IgnoredBody) |
//! | no body with 202 where one is documented | null, or an object without properties, if the type can be that | [`MissingBody`](Tolerance::MissingBody) |
//! | 403 with a header that asks for a wait, or with a quota that is used up | a rate limit, as 429 | [`RateLimit`](Tolerance::RateLimit) |
//! | a wait in `retry-after-ms`, or the time of `X-RateLimit-Reset`, `RateLimit-Reset` or `RateLimit` with a quota that is used up, or with 429 | `Retry-After` | [`OtherWait`](Tolerance::OtherWait) |
//!
//! A body where none is documented is ignored and listed ([`UndocumentedBody`](Tolerance::UndocumentedBody)), by a strict client
//! too: the document does not say that there is none. It is in [`Response::raw`](crate::Response::raw).
//!
//! Another success than the documented ones must prove that it is from the documented server:
//!
//! - Where no body is documented, there must be none.
//! - A body must have a documented property, and be read without an error. So must a body of an operation with an effect that
//!   differs by status: the first documented one that fits is taken. A list without items, `{}`, a web page and JSON with none
//!   of the documented properties prove nothing, and the outcome stays [`Unknown`](crate::Outcome::Unknown).
//! - To an operation that only reads, any body that is read without an error will do.
//!
//! A number in a header for the time at which a quota is full again is a number of seconds from now below 10⁹, seconds since
//! 1970 below 10¹¹, and milliseconds since 1970 beyond. It can be a date, too. Waits are bounded by
//! [`Retry::max_wait`](crate::Retry::max_wait) as always.
//!
//! # What no deviation is
//!
//! These hold for a strict client too:
//!
//! - `1.0` and `1e3` are integers (JSON Schema 2020-12, validation, section 6.1.1). Integers beyond 2⁵³ keep all digits. One
//!   beyond 2⁵³ that is written with a point or an exponent is an error, because digits of it may be lost. An
//!   [`Id`](crate::Id) has no fraction.
//! - A date-time can have any number of digits of a second. Those beyond nanoseconds are left out.
//! - Null or a missing property is `None`, or an empty list or map.
//! - The id of a request has many names ([`Response::request_id`](crate::Response::request_id)).
//! - Redirects are followed if the client is told to ([`ClientBuilder::follow_redirects`](crate::ClientBuilder::follow_redirects)).
//! - What the document allows by `x-from-text`, `x-from-map`, `format: id` and open enums.
//!
//! A text in place of a number, and a number in place of a text, are errors.

pub use crate::exchange::tolerated::{Tolerance, Tolerated};
