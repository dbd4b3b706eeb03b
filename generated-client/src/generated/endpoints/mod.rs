// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

mod time_entries;
pub use time_entries::{
    GetTimeEntries, CreateTimeEntry, CreateTimeEntries, DeleteTimeEntries,
    DeleteTimeEntriesByBody, GetTimeEntry, UpdateTimeEntry, DeleteTimeEntry,
};

/// Client of the API “Kantata OX time entries”.
///
/// Time that people have spent on projects, as kept by Kantata OX, formerly Mavenlink. The
/// service calls a project a workspace and a task a story.
///
/// Which fields an object holds depends on the permissions of the token's user and on what was
/// included, so nearly every field can be null or missing. Cents stand for the smallest unit of
/// any currency. Date-times carry an offset, which is often not zero.
///
/// The server gives up on a request after three minutes. Any operation can respond with 429
/// when too many requests arrive.
#[derive(Clone, Debug)]
pub struct Client {
    inner: runtime::Client,
}

impl Client {
    /// The URL of the first server in the document.
    pub const BASE_URL: &'static str = "https://api.mavenlink.com/api/v1";

    /// Creates a client with the default settings.
    ///
    /// # Errors
    ///
    /// Fails if a value cannot be used in a request.
    pub fn new(token: impl Into<runtime::Bearer>) -> Result<Self, runtime::ConfigError> {
        Self::builder(token).build()
    }

    /// Returns a builder for a client with other settings.
    pub fn builder(token: impl Into<runtime::Bearer>) -> runtime::ClientBuilder<Self> {
        runtime::ClientBuilder::new(Self::BASE_URL)
            .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
            .bearer(token)
    }
}

impl From<runtime::Client> for Client {
    fn from(inner: runtime::Client) -> Self {
        Self { inner }
    }
}

/// The error of a call.
pub type Error = runtime::Error<super::models::ErrorBody>;
