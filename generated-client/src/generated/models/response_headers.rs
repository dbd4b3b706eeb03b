// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

/// Documented headers of a response, read by [`headers_as`](runtime::Response::headers_as).
#[derive(Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RequestIdHeaders {
    /// The service's name for this request. Quote it when asking the vendor about a failure.
    ///
    /// The header `X-Request-Id`.
    pub x_request_id: Option<String>,
}

runtime::headers!(RequestIdHeaders { x_request_id = "X-Request-Id" });
