//! [`Refused`]: a request that is not carried out.

use serde_json::{Value, json};

use crate::message::Response;

/// A request that is not carried out: the status, and the reasons.
#[derive(Clone, Debug)]
pub struct Refused {
    status: u16,
    errors: Vec<Value>,
}

impl Refused {
    pub(crate) fn not_found() -> Self {
        Self {
            status: 404,
            errors: vec![json!({"type": "system", "message": "Not found"})],
        }
    }

    pub(crate) fn bad_request(message: &str) -> Self {
        Self {
            status: 400,
            errors: vec![json!({"type": "system", "message": message})],
        }
    }

    /// Collects what is wrong with the items of a list: the index, the field and the message of each. `None` if nothing is.
    pub(crate) fn invalid(reasons: Vec<(usize, &str, &str)>) -> Option<Self> {
        let error = |(index, field, message)| json!({"type": "validation", "field": field, "message": message, "index": index});
        let errors: Vec<_> = reasons.into_iter().map(error).collect();
        (!errors.is_empty()).then_some(Self {
            status: 422,
            errors,
        })
    }

    pub(crate) fn response(self) -> Response {
        Response {
            status: self.status,
            body: json!({"errors": self.errors}).to_string(),
        }
    }
}
