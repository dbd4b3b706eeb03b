//! [`AnyBody`]: the documented error body of any operation.

use std::{any::Any, fmt};

use super::error_body::ErrorBody;
use crate::exchange::error::Error;

/// The documented error body of any operation of a client whose operations document several.
///
/// The errors of all of them convert into `Error<AnyBody>` by `?`. Nothing of them is lost: `Display` and `Debug` are the
/// same, and [`downcast_ref`](AnyBody::downcast_ref) returns the body.
pub struct AnyBody(Box<dyn Body>);

/// A body whose type is not known.
trait Body: fmt::Debug + Send + Sync {
    /// The body.
    fn whole(&self) -> &dyn Any;

    /// The body, or what the variant of an enum by status holds.
    fn held(&self) -> &dyn Any;
}

impl<E: ErrorBody + fmt::Debug + Sync> Body for E {
    fn whole(&self) -> &dyn Any {
        self
    }

    fn held(&self) -> &dyn Any {
        ErrorBody::held(self)
    }
}

impl AnyBody {
    /// Returns the body, if it is a `T`.
    ///
    /// `T` is the error body of the operation. If the operation has an enum of its bodies by status, it is that enum, or the
    /// type that one of its variants holds.
    pub fn downcast_ref<T: 'static>(&self) -> Option<&T> {
        let whole = self.0.whole().downcast_ref();
        whole.or_else(|| self.0.held().downcast_ref())
    }

    /// Whether the body is a `T`. See [`downcast_ref`](AnyBody::downcast_ref).
    pub fn is<T: 'static>(&self) -> bool {
        self.downcast_ref::<T>().is_some()
    }
}

/// As the body is shown.
impl fmt::Debug for AnyBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error<AnyBody> {
    /// Returns the documented error body, if it is a `T`. See [`AnyBody::downcast_ref`].
    pub fn body_as<T: 'static>(&self) -> Option<&T> {
        self.api()?.downcast_ref()
    }
}

// No error body itself, so that this does not overlap with the conversion of a type into itself.
impl<E: ErrorBody + fmt::Debug + Sync> From<Error<E>> for Error<AnyBody> {
    fn from(error: Error<E>) -> Self {
        error.map_body(|body| AnyBody(body))
    }
}
