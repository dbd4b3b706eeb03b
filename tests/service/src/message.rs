//! [`Request`] and [`Response`]: messages as plain values.

/// A request as the service gets it.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The method.
    pub method: &'a str,
    /// The path and the query.
    pub target: &'a str,
    /// The body.
    pub body: &'a [u8],
}

/// A response of the service.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The body: JSON, or nothing.
    pub body: String,
}
