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

impl Client {
    /// Creates a client with the settings in environment variables.
    ///
    /// The token is in `KANTATA_TOKEN`. The base URL is in `KANTATA_BASE_URL`. If that is not set,
    /// it is that of the document. A line break at the end of a value is ignored, and an empty
    /// value is as none.
    ///
    /// # Errors
    ///
    /// Fails if a variable is missing or invalid. The error names it, and does not show its value.
    pub fn from_env() -> Result<Self, runtime::ConfigError> {
        Self::builder_from_env()?.build()
    }

    /// Returns a builder for a client with the settings in environment variables.
    ///
    /// The token is in `KANTATA_TOKEN`. The base URL is in `KANTATA_BASE_URL`. If that is not set,
    /// it is that of the document. A line break at the end of a value is ignored, and an empty
    /// value is as none.
    ///
    /// # Errors
    ///
    /// Fails if a variable is missing or invalid. The error names it, and does not show its value.
    pub fn builder_from_env() -> Result<
        runtime::ClientBuilder<Self>,
        runtime::ConfigError,
    > {
        let token = runtime::Bearer::from_env("KANTATA_TOKEN")?;
        Self::builder(token).base_url_from_env("KANTATA_BASE_URL")
    }
}

impl From<runtime::Client> for Client {
    fn from(inner: runtime::Client) -> Self {
        Self { inner }
    }
}

/// The error of a call.
pub type Error = runtime::Error<super::models::ErrorBody>;
