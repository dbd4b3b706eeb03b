//! [`ErrorBody`]: the documented body of an error.

use std::any::Any;

use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeOwned},
};

use super::{documented, json::read_json, stated::Suspect};
use crate::exchange::{error::Error, raw_response::RawResponse};

/// The documented error body of an operation: any type that can be read from JSON, or an enum of
/// [`error_bodies!`](crate::error_bodies).
pub trait ErrorBody: Sized + Send + 'static {
    /// Reads the body of a response with an error status. Returns `None` if it is not the documented one.
    fn read(response: &RawResponse) -> Option<Self>;

    /// Reads the body of a response with a success status, if it states an error.
    #[doc(hidden)]
    fn stated(suspect: &Suspect<'_>) -> Option<Self> {
        let _ = suspect;
        None
    }

    /// Returns the value that was read: of an enum by status, what its variant holds.
    #[doc(hidden)]
    fn held(&self) -> &dyn Any {
        self
    }
}

/// The error body that all operations of a client document which document one. Generated code implements it. The errors of
/// the operations without a documented body convert into those with this one.
pub trait SharedErrorBody: ErrorBody {}

impl<E: SharedErrorBody> From<Error<Undocumented>> for Error<E> {
    fn from(error: Error<Undocumented>) -> Self {
        error.map_body(|body| match *body {})
    }
}

impl<T: DeserializeOwned + Send + 'static> ErrorBody for T {
    /// An object with none of the documented properties is another body.
    fn read(response: &RawResponse) -> Option<Self> {
        let read = read_json(response).ok()?;
        (!documented::is_other_object::<T>(response.json_text())).then_some(read)
    }

    fn stated(suspect: &Suspect<'_>) -> Option<Self> {
        suspect.read()
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
