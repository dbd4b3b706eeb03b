//! [`ErrorBody`]: the documented body of an error.

use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeOwned},
};

use crate::{exchange::raw_response::RawResponse, text::json_error::from_json};

/// The documented error body of an operation: any type that can be read from JSON, or an enum of
/// [`error_bodies!`](crate::error_bodies).
pub trait ErrorBody: Sized + Send + 'static {
    /// Reads the body of a response with an error status. Returns `None` if it is not the documented one.
    fn read(response: &RawResponse) -> Option<Self>;
}

impl<T: DeserializeOwned + Send + 'static> ErrorBody for T {
    fn read(response: &RawResponse) -> Option<Self> {
        from_json(response.body()).ok()
    }
}

/// The error body of an operation without a documented one. There is no value of this type. Every error status becomes
/// [`Error::Status`](crate::Error::Status).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Undocumented {}

impl<'de> Deserialize<'de> for Undocumented {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(de::Error::custom("no error body is documented"))
    }
}
