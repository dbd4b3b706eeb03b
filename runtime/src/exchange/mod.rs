//! One exchange with a server: the operation, the response as it arrived, and everything that can go wrong.
//!
//! `operation`, `status` and `expected` come from the document, `raw_response` and `outcome` from the server, and `error`
//! has a variant for each kind of failure. `reading` says how strictly responses are read, and `tolerated` what was
//! tolerated. `secrets` keeps what was sent as a secret out of everything that is shown. `documented_headers` reads headers by
//! their types.
//! Nothing here sends anything.

pub(crate) mod config_error;
pub(crate) mod decode_error;
pub(crate) mod documented_headers;
pub(crate) mod error;
pub(crate) mod expected;
pub(crate) mod header_error;
pub(crate) mod headers;
pub(crate) mod invalid_request;
pub(crate) mod operation;
pub(crate) mod outcome;
pub(crate) mod raw_response;
pub(crate) mod reading;
pub(crate) mod secret_names;
pub(crate) mod secrets;
pub(crate) mod send_error;
pub(crate) mod status;
pub(crate) mod tolerated;
pub(crate) mod transport_error;
