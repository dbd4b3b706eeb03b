//! [`Credentials`]: the secrets of a client by security scheme.

use std::{fmt, sync::Arc};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use http::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use zeroize::Zeroizing;

use super::{
    bearer::{Bearer, Kind, Sources},
    token::Token,
};
use crate::{
    encode::{
        cookie::{add_cookie, check_name, check_value, remove_cookie},
        percent::encode_secret,
        query::Pair,
        sensitive::{joined, sensitive_value},
    },
    exchange::secrets::Secret,
    text::redact::REDACTED,
    transport::hook::AnyHook,
};

/// The secrets of a client, by security scheme of the document. Each operation uses those that it requires. Of several
/// secrets for one scheme, the last one counts.
///
/// No secret is printed, neither from here nor where a server repeats it. If a secret cannot be sent, the client is not
/// built. A secret is never sent over plain http, except to this machine.
///
/// The memory of a secret is erased when everything that uses it is dropped: clients, requests, and responses, errors and
/// events, which keep it to find it in what they show. See [`Token`] for what is not erased.
#[derive(Clone, Default)]
pub struct Credentials(Vec<(&'static str, Result<Secret, String>)>, Sources);

impl Credentials {
    /// Adds a bearer token for the scheme `scheme`, or a source of tokens: `Authorization: Bearer …` (RFC 6750).
    #[must_use]
    pub fn bearer(mut self, scheme: &'static str, token: impl Into<Bearer>) -> Self {
        match token.into().0 {
            Kind::Token(token) => {
                let value = token.authorization();
                self.with(
                    scheme,
                    value.map(|value| Secret::Header(AUTHORIZATION, value)),
                )
            }
            Kind::Source(source) => {
                self.0.retain(|(known, _)| *known != scheme);
                self.1.set(scheme, source);
                self
            }
        }
    }

    /// Adds a user name, which must not have a colon, and a password: `Authorization: Basic …` (RFC 7617).
    #[must_use]
    pub fn basic(self, scheme: &'static str, user: &str, password: impl Into<Token>) -> Self {
        let secret = if user.contains(':') {
            Err(
                "a user name must not have a colon, which separates it from the password"
                    .to_owned(),
            )
        } else {
            let pair = joined(&[user, ":", password.into().expose()]);
            let encoded = Zeroizing::new(BASE64_STANDARD.encode(pair.as_bytes()));
            secret_value(joined(&["Basic ", &encoded]))
        };
        self.with(
            scheme,
            secret.map(|value| Secret::Header(AUTHORIZATION, value)),
        )
    }

    /// Adds an API key in a header. The header is treated as a secret whatever its name is.
    #[must_use]
    pub fn header(self, scheme: &'static str, name: &'static str, key: impl Into<Token>) -> Self {
        let value = secret_value(joined(&[key.into().expose()]));
        let name = name
            .parse()
            .map_err(|_| format!("`{name}` is not a valid header name"));
        let secret = name.and_then(|name| Ok(Secret::Header(name, value?)));
        self.with(scheme, secret)
    }

    /// Adds an API key in the query.
    #[must_use]
    pub fn query(self, scheme: &'static str, name: &'static str, key: impl Into<Token>) -> Self {
        let key = key.into();
        let secret = match key.expose() {
            "" => Err("it is empty".to_owned()),
            key => Ok(Secret::Query(name, Arc::new(encode_secret(key)))),
        };
        self.with(scheme, secret)
    }

    /// Adds an API key in a cookie. It is sent as it is, without any encoding.
    ///
    /// Building the client fails if a cookie cannot hold it (RFC 6265, section 4.1.1): a space, `"`, `,`, `;`, `\`, a
    /// control character, or one that is not ASCII.
    #[must_use]
    pub fn cookie(self, scheme: &'static str, name: &'static str, key: impl Into<Token>) -> Self {
        let secret = match key.into().expose() {
            "" => Err("it is empty".to_owned()),
            key => check_name(name)
                .and_then(|()| check_value(key))
                .map(|()| Secret::Cookie(Arc::new(joined(&[name, "=", key])))),
        };
        self.with(scheme, secret)
    }

    fn with(mut self, scheme: &'static str, secret: Result<Secret, String>) -> Self {
        self.1.remove(scheme);
        self.0.retain(|(known, _)| *known != scheme);
        self.0.push((scheme, secret));
        self
    }

    /// Returns the reason why the first invalid secret cannot be sent, or `None` if all are valid.
    pub(crate) fn refusal(&self) -> Option<String> {
        let refusal = self.0.iter().find_map(|(scheme, secret)| {
            let reason = secret.as_ref().err()?;
            Some(format!("`{scheme}`: {reason}"))
        });
        refusal.or_else(|| self.1.refusal())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty() && self.1.is_empty()
    }

    pub(crate) fn has(&self, scheme: &str) -> bool {
        self.0
            .iter()
            .any(|(known, secret)| *known == scheme && secret.is_ok())
            || self.source(scheme).is_some()
    }

    /// Returns the hook that sets the token of a scheme, if it comes from a source.
    pub(crate) fn source(&self, scheme: &str) -> Option<AnyHook> {
        self.1.hook(scheme)
    }

    /// Returns all secrets that can be sent.
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        let secrets = self.0.iter().filter_map(|(_, secret)| secret.as_ref().ok());
        secrets.cloned().collect()
    }

    /// Marks headers that have the name of a key, also those that a caller sets.
    pub(crate) fn mark(&self, headers: &mut HeaderMap) {
        for (_, secret) in &self.0 {
            if let Ok(Secret::Header(name, _)) = secret
                && let Some(value) = headers.get_mut(name)
            {
                value.set_sensitive(true);
            }
        }
    }

    /// Adds the secret of a scheme to a request.
    pub(crate) fn apply(&self, scheme: &str, headers: &mut HeaderMap, query: &mut Vec<Pair>) {
        let found = self.0.iter().find(|(known, _)| *known == scheme);
        match found.and_then(|(_, secret)| secret.as_ref().ok()) {
            Some(Secret::Header(name, value)) => {
                headers.insert(name, value.clone());
            }
            Some(Secret::Query(name, encoded_value)) => query.push(Pair {
                name: (*name).into(),
                encoded_value: encoded_value.to_string(),
                parameter: "",
                extra: true,
                secret: true,
                is_whole: false,
            }),
            Some(Secret::Cookie(pair)) => add_cookie(headers, pair, true),
            None => {}
        }
    }

    /// Removes all secrets from a request. Headers with other values are not removed.
    pub(crate) fn withdraw(&self, headers: &mut HeaderMap, query: &mut Vec<Pair>) {
        query.retain(|pair| !pair.secret);
        for (_, secret) in &self.0 {
            match secret {
                Ok(Secret::Header(name, value)) if headers.get(name) == Some(value) => {
                    headers.remove(name);
                }
                Ok(Secret::Cookie(pair)) => remove_cookie(headers, pair),
                _ => {}
            }
        }
    }
}

fn secret_value(text: Zeroizing<String>) -> Result<HeaderValue, String> {
    if text.is_empty() {
        return Err("it is empty".to_owned());
    }
    sensitive_value(text)
        .ok_or_else(|| "it has a character that is not allowed in a header".to_owned())
}

/// Shows the schemes, but no secret.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes = self.0.iter().map(|(scheme, _)| *scheme);
        f.debug_map()
            .entries(
                schemes
                    .chain(self.1.schemes())
                    .map(|scheme| (scheme, REDACTED)),
            )
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_secrets_are_refused() {
        let refusal = |credentials: Credentials| credentials.refusal().unwrap();
        assert_eq!(
            refusal(Credentials::default().bearer("a", "")),
            "`a`: it is empty"
        );
        assert_eq!(
            refusal(Credentials::default().basic("a", "x:y", "z")),
            "`a`: a user name must not have a colon, which separates it from the password"
        );
        assert_eq!(
            refusal(Credentials::default().header("a", "X-Key", "s\n")),
            "`a`: it has a character that is not allowed in a header"
        );
        let shown = format!("{:?}", Credentials::default().query("a", "key", "s3cret"));
        assert_eq!(shown, r#"{"a": "[redacted]"}"#);
    }
    #[test]
    fn a_source_replaces_the_secret_of_its_scheme_and_no_other_one() {
        let source = || {
            crate::TokenSource::client_credentials("https://auth.example/token", "app", "s3cret")
        };
        let credentials = Credentials::default().basic("a", "user", "password");
        let credentials = credentials.bearer("b", "t0ken").bearer("b", source());
        assert_eq!(
            format!("{credentials:?}"),
            r#"{"a": "[redacted]", "b": "[redacted]"}"#
        );
        assert!(credentials.has("a") && credentials.has("b"));
        assert_eq!(credentials.secrets().len(), 1);
    }

    #[test]
    fn a_header_with_another_value_is_not_withdrawn() {
        let credentials = Credentials::default().header("a", "x-key", "s3cret");
        for (value, is_left) in [("s3cret", false), ("other", true)] {
            let value = HeaderValue::from_static(value);
            let mut headers =
                HeaderMap::from_iter([(http::HeaderName::from_static("x-key"), value)]);
            credentials.withdraw(&mut headers, &mut Vec::new());
            assert_eq!(headers.contains_key("x-key"), is_left);
        }
    }
}
