// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

/// One thing that is wrong with the request.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// Where the trouble lies: with the token, with the service, or with what was sent.
    pub type_: ErrorDetailType,
    /// Explanation for people, not for programs.
    pub message: String,
    /// Field that the error is about. On some errors only.
    pub field: Option<String>,
    /// Which entry of a bulk creation is wrong, by its place in the list. On some errors only.
    pub index: Option<i32>,
}

runtime::object!(ErrorDetail { type_ = "type", message, field, index });

impl ErrorDetail {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(type_: impl Into<ErrorDetailType>, message: impl Into<String>) -> Self {
        Self {
            type_: type_.into(),
            message: message.into(),
            field: None,
            index: None,
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
