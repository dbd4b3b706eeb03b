//! The treatments of requests: whether a request takes effect, and the response to it.

use test_server::Then;

use crate::{
    behaviours::Behaviour::{self, *},
    store::Shown,
};

use Delivery::*;
use Effect::{AtOnce, InPart};

/// Whether a request takes effect, and the response to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Treatment {
    pub(crate) effect: Effect,
    pub(crate) delivery: Delivery,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Effect {
    None,
    AtOnce,
    /// When the client does not wait for the response any more.
    Late,
    /// Half of the entries are created, rounded down. Anything else takes effect.
    InPart,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Delivery {
    /// The proper response.
    Proper,
    /// The proper response behind interim ones.
    Behind(&'static str),
    /// The proper response, and the connection closes without notice after so many microseconds.
    ThenClose(u64),
    /// The proper response, and after so many microseconds the same again.
    Twice(u64, Then),
    /// The proper response, when the client does not wait for it any more.
    Delayed,
    /// A success of which this many thousandths arrive.
    CutOff(u64),
    /// A success with another body than the documented one.
    Garbled,
    /// A success with a part of the entries, or with one of them twice.
    Shown(Shown),
    Close,
    Reset,
    /// Another status, with whole lines of headers.
    Status(&'static str, &'static str),
    /// Another status, with this body of a media type.
    Body(&'static str, &'static str, &'static str),
}

const TOO_MANY: &str = "429 Too Many Requests";

/// By the clock of a server that is years off: no wait, and a wait that is too long.
const DATE_NOW: &str =
    "date: Mon, 01 Jan 2001 00:00:00 GMT\r\nretry-after: Mon, 01 Jan 2001 00:00:00 GMT\r\n";
const DATE_LATER: &str =
    "date: Mon, 01 Jan 2001 00:00:00 GMT\r\nretry-after: Mon, 01 Jan 2001 01:00:00 GMT\r\n";

const CONTINUE: &str = "HTTP/1.1 100 Continue\r\n\r\n";
const HINTS: &str = "HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n";

const HTML: &str = "text/html";
const JSON: &str = "application/json";
const LOGIN: &str = "<html>Please log in.</html>";

pub(crate) type Row = (Behaviour, u64, Effect, Delivery);

/// All treatments, each with its kind and its weight. A rate limit that lasts for longer than a request may wait holds its
/// operation for the rest of a run, so it is rare.
#[rustfmt::skip]
pub(crate) const TREATMENTS: &[Row] = &[
    (Loses, 12000, AtOnce, Proper),
    (Loses, 800, AtOnce, ThenClose(0)),
    (Loses, 400, Effect::None, Close),
    (Loses, 400, Effect::None, Reset),
    (Loses, 600, AtOnce, Close),
    (Loses, 600, AtOnce, Reset),
    (Loses, 200, AtOnce, CutOff(100)),
    (Loses, 200, AtOnce, CutOff(500)),
    (Loses, 200, AtOnce, CutOff(999)),
    (Loses, 400, AtOnce, Garbled),
    (Loses, 200, AtOnce, Delayed),
    (Loses, 200, Effect::Late, Proper),
    (Loses, 400, Effect::None, Status(TOO_MANY, "")),
    (Loses, 200, Effect::None, Status(TOO_MANY, "retry-after: 0\r\n")),
    (Loses, 10, Effect::None, Status(TOO_MANY, "retry-after: 60\r\n")),
    (Loses, 200, Effect::None, Status(TOO_MANY, DATE_NOW)),
    (Loses, 10, Effect::None, Status(TOO_MANY, DATE_LATER)),
    (Loses, 200, Effect::None, Status("408 Request Timeout", "")),
    (Loses, 200, Effect::None, Status("502 Bad Gateway", "")),
    (Loses, 200, Effect::None, Status("503 Service Unavailable", "retry-after: 0\r\n")),
    (Loses, 200, Effect::None, Status("504 Gateway Timeout", "")),
    (Loses, 200, AtOnce, Status("408 Request Timeout", "")),
    (Loses, 200, AtOnce, Status("502 Bad Gateway", "retry-after: 0\r\n")),
    (Loses, 200, AtOnce, Status("503 Service Unavailable", "retry-after: 60\r\n")),
    (Loses, 200, AtOnce, Status("504 Gateway Timeout", "")),
    (Loses, 200, Effect::Late, Status("504 Gateway Timeout", "")),
    (Loses, 200, Effect::None, Status("500 Internal Server Error", "")),
    (Loses, 200, AtOnce, Status("500 Internal Server Error", "")),
    (Loses, 200, Effect::None, Status("422 Unprocessable Entity", "")),
    (Loses, 200, Effect::None, Status("401 Unauthorized", "")),
    (OtherErrors, 100, Effect::None, Body("500 Internal Server Error", HTML, LOGIN)),
    (OtherErrors, 100, AtOnce, Body("501 Not Implemented", JSON, "{}")),
    (OtherErrors, 100, Effect::None, Status("520 Unknown Error", "")),
    (OtherErrors, 100, AtOnce, Status("520 Unknown Error", "retry-after: 0\r\n")),
    (OtherErrors, 100, AtOnce, Status("524 A Timeout Occurred", "")),
    (OtherErrors, 100, Effect::None, Status("529 Site is overloaded", "retry-after: 0\r\n")),
    (OtherErrors, 100, AtOnce, Status("529 Site is overloaded", "")),
    (OtherErrors, 100, AtOnce, Status("302 Found", "location: /elsewhere\r\n")),
    (Interim, 400, AtOnce, Behind(CONTINUE)),
    (Interim, 200, AtOnce, Behind(HINTS)),
    (ClosesIdle, 400, AtOnce, ThenClose(50)),
    (ClosesIdle, 400, AtOnce, ThenClose(200)),
    (ClosesIdle, 400, AtOnce, ThenClose(900)),
    (RespondsTwice, 200, AtOnce, Twice(20, Then::KeepOpen)),
    (RespondsTwice, 200, AtOnce, Twice(100, Then::KeepOpen)),
    (RespondsTwice, 200, AtOnce, Twice(400, Then::KeepOpen)),
    (RespondsTwice, 200, AtOnce, Twice(20, Then::Close)),
    (RespondsTwice, 200, AtOnce, Twice(100, Then::Close)),
    (RespondsTwice, 200, AtOnce, Twice(400, Then::Close)),
    (Html, 100, Effect::None, Body("200 OK", HTML, LOGIN)),
    (Html, 100, AtOnce, Body("200 OK", HTML, LOGIN)),
    (Html, 100, Effect::None, Body("201 Created", HTML, LOGIN)),
    (Html, 100, AtOnce, Body("201 Created", HTML, LOGIN)),
    (Html, 100, Effect::None, Body("202 Accepted", HTML, LOGIN)),
    (Html, 100, Effect::None, Body("203 Non-Authoritative Information", HTML, LOGIN)),
    (Html, 100, Effect::None, Body("206 Partial Content", HTML, LOGIN)),
    (Html, 100, Effect::None, Body("226 IM Used", HTML, LOGIN)),
    (Html, 100, Effect::None, Body("299 Odd", HTML, LOGIN)),
    (Html, 100, Effect::None, Status("205 Reset Content", "")),
    (OtherJson, 100, Effect::None, Body("200 OK", JSON, "{}")),
    (OtherJson, 100, AtOnce, Body("200 OK", JSON, "{}")),
    (OtherJson, 100, Effect::None, Body("200 OK", JSON, "null")),
    (OtherJson, 100, Effect::None, Body("200 OK", JSON, r#""login required""#)),
    (OtherJson, 100, Effect::None, Body("200 OK", JSON, r#"{"error":"maintenance"}"#)),
    (OtherJson, 100, AtOnce, Body("200 OK", JSON, r#"{"error":"maintenance"}"#)),
    (Miscounts, 300, AtOnce, Shown(Shown::OneLess)),
    (Miscounts, 300, AtOnce, Shown(Shown::OneTwice)),
    (AppliesInPart, 400, InPart, Proper),
];
