//! Examples of responses, for a mock.

use crate::http::Statuses;
use crate::names::Name;

/// The examples of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examples {
    /// Those of each operation, in the order of the document.
    pub operations: Vec<ResponseExamples>,
    /// The long bodies that several examples have, each with the constant that holds it.
    pub shared: Vec<(Name, String)>,
}

/// The examples of the responses to an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseExamples {
    /// The constant that holds them.
    pub constant: Name,
    /// `operationId`.
    pub id: String,
    /// The method and the path: `GET /pets/{id}`.
    pub route: String,
    /// Those of successes first, in the order of the document.
    pub list: Vec<ResponseExample>,
    /// Why there is none of a success.
    pub missing: Option<String>,
}

/// An example of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseExample {
    /// The statuses that it is of.
    pub statuses: Statuses,
    /// Whether these mean success.
    pub is_success: bool,
    /// The body, with its media type; `None` if there is none.
    pub body: Option<(String, String)>,
    /// Its name among several.
    pub name: Option<String>,
}
