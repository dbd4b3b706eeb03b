//! [`HeaderError`]: a header that is not as documented.

use std::fmt;

use super::{outcome::Outcome, raw_response::RawResponse, secret_names::is_secret_name};

/// The error of a header of a response that is not as documented. It says which one, and what came: unless that is a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderError(Box<Parts>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Parts {
    name: &'static str,
    problem: Option<String>,
    came: Option<String>,
    outcome: Outcome,
}

impl HeaderError {
    /// The error of a header that is missing.
    pub(crate) fn missing(response: &RawResponse, name: &'static str) -> Self {
        Self(Box::new(Parts {
            name,
            problem: None,
            came: None,
            outcome: response.outcome(),
        }))
    }

    /// The error of a header that is there.
    pub(crate) fn of(response: &RawResponse, name: &'static str, problem: String) -> Self {
        let lines: Vec<_> = response.headers().get_all(name).iter().collect();
        let is_secret = is_secret_name(name) || lines.iter().any(|line| line.is_sensitive());
        let shown = || {
            let lines = lines.iter().map(|line| response.show(line.as_bytes()));
            lines.collect::<Vec<_>>().join(", ")
        };
        Self(Box::new(Parts {
            name,
            // What is wrong with a secret can have parts of it.
            problem: Some(match is_secret {
                true => "the value is another one".to_owned(),
                false => response.show(problem.as_bytes()),
            }),
            came: (!is_secret).then(shown),
            outcome: response.outcome(),
        }))
    }

    /// Returns the name of the header, as the document has it.
    pub fn name(&self) -> &str {
        self.0.name
    }

    /// Whether the header is missing.
    pub fn is_missing(&self) -> bool {
        self.0.problem.is_none()
    }

    /// Returns whether the request took effect, which has nothing to do with the header.
    pub(crate) fn outcome(&self) -> Outcome {
        self.0.outcome
    }
}

/// ``the header `X-Rate-Limit`: expected a number, and it is `many` ``
impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts {
            name,
            problem,
            came,
            ..
        } = &*self.0;
        match problem {
            None => write!(f, "the header `{name}` is missing")?,
            Some(problem) => write!(f, "the header `{name}`: {problem}")?,
        }
        match came {
            Some(came) => write!(f, ", and it is `{came}`"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for HeaderError {}
