// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use std::collections::BTreeMap;
use runtime::Value;

/// One thing that is wrong with the request.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// Where the trouble lies: with the token, with the service, or with what was sent.
    pub type_: Option<ErrorDetailType>,
    /// Explanation for people, not for programs.
    pub message: String,
    /// Field that the error is about, or `base` if it is about the entry as a whole. On some errors
    /// only.
    pub field: Option<String>,
    /// Which entry of a bulk creation is wrong, by its place in the list. On some errors only.
    pub index: Option<i32>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(ErrorDetail {
    type_ = "type", message, field, index,
} and additional or text "message");

impl ErrorDetail {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            type_: None,
            message: message.into(),
            field: None,
            index: None,
            additional: BTreeMap::new(),
        }
    }
}

runtime::open_enum! {
    /// Where the trouble lies: with the token, with the service, or with what was sent.
    pub enum ErrorDetailType {
        Oauth = "oauth",
        System = "system",
        Validation = "validation",
        _ => Other,
    }
}
