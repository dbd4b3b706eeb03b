//! Settings of a client from environment variables.

use std::env::{self, VarError};

use super::{Client, base_url, bearer::Bearer, builder::ClientBuilder};
use crate::client::token::Token;
use crate::exchange::config_error::ConfigError;

/// Returns the value of an environment variable, without line breaks at its end, or `None` if it is not set or empty.
///
/// # Errors
/// Fails if the value is not Unicode. The error names the variable, and does not show its value.
fn variable(name: &str) -> Result<Option<String>, ConfigError> {
    let mut value = match env::var(name) {
        Ok(value) => value,
        Err(VarError::NotPresent) => return Ok(None),
        Err(VarError::NotUnicode(_)) => {
            return Err(ConfigError::environment(name, "its value is not Unicode"));
        }
    };
    // The end of a file that was read into the variable. Cut off in place, so that no copy of a secret is left behind.
    value.truncate(value.trim_end_matches(['\r', '\n']).len());
    Ok(Some(value).filter(|value| !value.is_empty()))
}

fn not_set(name: &str) -> ConfigError {
    ConfigError::environment(name, "it is not set")
}

impl Token {
    /// Returns the secret in an environment variable, without line breaks at its end.
    ///
    /// # Errors
    /// Fails if the variable is not set, empty, or not Unicode. The error names it, and does not show its value.
    pub fn from_env(name: &str) -> Result<Self, ConfigError> {
        Self::from_env_if_set(name)?.ok_or_else(|| not_set(name))
    }

    /// Returns the secret in an environment variable like [`from_env`](Token::from_env), or `None` if the variable is not
    /// set or empty.
    ///
    /// # Errors
    /// Fails if the value is not Unicode.
    pub fn from_env_if_set(name: &str) -> Result<Option<Self>, ConfigError> {
        Ok(variable(name)?.map(Self::from))
    }
}

impl Bearer {
    /// Returns the bearer token in an environment variable, without line breaks at its end.
    ///
    /// # Errors
    /// Fails if the variable is not set or empty, or if its value cannot be sent as a token. The error names the variable, and
    /// does not show its value.
    pub fn from_env(name: &str) -> Result<Self, ConfigError> {
        Self::from_env_if_set(name)?.ok_or_else(|| not_set(name))
    }

    /// Returns the bearer token in an environment variable like [`from_env`](Bearer::from_env), or `None` if the variable is
    /// not set or empty.
    ///
    /// # Errors
    /// Fails if the value cannot be sent as a token.
    pub fn from_env_if_set(name: &str) -> Result<Option<Self>, ConfigError> {
        let Some(token) = Token::from_env_if_set(name)? else {
            return Ok(None);
        };
        match token.authorization() {
            Ok(_) => Ok(Some(token.into())),
            Err(reason) => Err(ConfigError::environment(name, &reason)),
        }
    }
}

impl<C: From<Client>> ClientBuilder<C> {
    /// Sets the base URL in an environment variable. Leaves the base URL as it is if the variable is not set or empty.
    ///
    /// # Errors
    /// Fails if the value is not a base URL. The error names the variable, and does not show its value.
    pub fn base_url_from_env(self, name: &str) -> Result<Self, ConfigError> {
        match url(name)? {
            Some(url) => Ok(self.base_url(url)),
            None => Ok(self),
        }
    }
}

/// Returns the base URL in an environment variable, for a document without one.
///
/// # Errors
/// Fails if the variable is not set, or not a base URL.
pub fn required_base_url(name: &str) -> Result<String, ConfigError> {
    url(name)?.ok_or_else(|| not_set(name))
}

/// Makes the error of a client that can have several credentials, and for which none of these variables is set.
pub fn none_set(names: &[&str]) -> ConfigError {
    ConfigError::environment(&names.join("` or `"), "it is not set")
}

fn url(name: &str) -> Result<Option<String>, ConfigError> {
    let url = variable(name)?;
    match url.as_deref().map(base_url::check) {
        // The reason can show a part of the value, which can be a secret in the wrong variable.
        Some(Err(_)) => Err(ConfigError::environment(
            name,
            "it is not a URL such as https://api.example.com/v1",
        )),
        _ => Ok(url),
    }
}
