//! [`Operation`]: what is fixed about a call, whatever its parameters.

use std::fmt;

use reqwest::{Method, StatusCode};

/// One operation of an API, as its document describes it. Generated code holds these as `static`s.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The name of the operation in the document.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the base address, with a `{name}` for each path parameter: `/pets/{id}`.
    pub path: &'static str,
    /// The statuses that are documented as success. Every other status is an error.
    pub success: &'static [u16],
}

impl Operation {
    /// Describes an operation. `path` starts with a slash; what is in it outside of `{…}` is sent
    /// as it is.
    pub const fn new(
        id: &'static str,
        method: Method,
        path: &'static str,
        success: &'static [u16],
    ) -> Self {
        Self {
            id,
            method,
            path,
            success,
        }
    }

    /// Whether `status` is documented as success.
    pub(crate) fn succeeds_with(&self, status: StatusCode) -> bool {
        self.success.contains(&status.as_u16())
    }
}

/// `GET /pets/{id} (get-pet)`
impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.method, self.path, self.id)
    }
}
