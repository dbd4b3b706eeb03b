//! [`Settings`] of a source of tokens, and the token request that is made of them.

use std::{sync::Arc, time::Duration};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use http::{
    Uri,
    header::{AUTHORIZATION, HeaderValue},
};

use crate::{
    client::{base_url, token::Token},
    encode::{
        percent::{encode, encode_secret},
        uri::parse_uri,
    },
    exchange::secrets::{Secret, Secrets},
    text::{excerpt::excerpt, redact::REDACTED},
    transport::{contract::Transport, secrecy},
};

/// The time limit of one attempt.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The parameters that the caller cannot set.
const RESERVED: [&str; 4] = ["grant_type", "refresh_token", "client_id", "client_secret"];

#[derive(Clone)]
pub(super) struct Settings {
    token_url: String,
    pub(super) grant: Grant,
    pub(super) client: Option<ClientId>,
    pub(super) secret_in_body: bool,
    parameters: Vec<(String, String)>,
    pub(super) timeout: Duration,
    pub(super) transport: Option<Arc<dyn Transport>>,
    pub(super) on_new_refresh_token: Option<Arc<Store>>,
}

/// Stores a refresh token.
pub(super) type Store = dyn Fn(&str) + Send + Sync;

#[derive(Clone)]
pub(super) enum Grant {
    ClientCredentials,
    /// With the first refresh token.
    RefreshToken(Token),
}

impl Grant {
    /// Returns the value of `grant_type`.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::ClientCredentials => "client_credentials",
            Self::RefreshToken(_) => "refresh_token",
        }
    }

    pub(super) fn refresh_token(&self) -> Option<Token> {
        match self {
            Self::ClientCredentials => None,
            Self::RefreshToken(token) => Some(token.clone()),
        }
    }
}

/// The identity of a client.
#[derive(Clone)]
pub(super) struct ClientId {
    pub(super) id: String,
    /// `None` if the client is a public one.
    pub(super) secret: Option<Token>,
}

impl Settings {
    pub(super) fn new(token_url: String, grant: Grant) -> Self {
        Self {
            token_url,
            grant,
            client: None,
            secret_in_body: false,
            parameters: Vec::new(),
            timeout: TIMEOUT,
            transport: None,
            on_new_refresh_token: None,
        }
    }

    pub(super) fn set_parameter(&mut self, name: String, value: String) {
        self.parameters.retain(|(known, _)| *known != name);
        self.parameters.push((name, value));
    }

    /// Returns the token URL without its query, for messages.
    pub(super) fn endpoint(&self) -> String {
        let end = self.token_url.find(['?', '#']);
        let shown = end.and_then(|end| self.token_url.get(..end));
        let shown = shown.unwrap_or(&self.token_url);
        match shown.contains('@') {
            true => REDACTED.to_owned(),
            false => excerpt(shown.as_bytes()),
        }
    }

    /// Returns the token URL, if all settings are valid.
    ///
    /// # Errors
    /// Fails with the reason, which shows no secret.
    pub(super) fn url(&self) -> Result<Uri, String> {
        let url = self.parsed_url();
        let url = url.map_err(|reason| format!("the token URL is invalid: {reason}"))?;
        if self.timeout.is_zero() {
            return Err("the timeout of token requests is zero".to_owned());
        }
        let refresh_token = self.grant.refresh_token();
        for (what, value) in [
            ("client id", self.client.as_ref().map(|client| &*client.id)),
            ("client secret", self.secret().map(Token::expose)),
            ("refresh token", refresh_token.as_ref().map(Token::expose)),
        ] {
            if value == Some("") {
                return Err(format!("the {what} is empty"));
            }
        }
        let mut names = self.parameters.iter().map(|(name, _)| name.as_str());
        match names.find(|name| RESERVED.contains(name)) {
            Some(name) => Err(format!(
                "the parameter `{name}` follows from the other settings of the token source"
            )),
            None => Ok(url),
        }
    }

    /// RFC 6749, section 3.2: a query is allowed, a fragment is not.
    fn parsed_url(&self) -> Result<Uri, String> {
        let given = self.token_url.trim();
        if given.contains('#') {
            return Err("it has a fragment (`#`)".to_owned());
        }
        let (path, query) = given.split_once('?').unwrap_or((given, ""));
        let mut url = base_url::check(path)?;
        if !query.is_empty() {
            url = parse_uri(&format!("{url}?{query}"))?;
        }
        if secrecy::is_readable_by_others(&url) {
            return Err("a secret would be sent over plain http; use https".to_owned());
        }
        Ok(url)
    }

    fn secret(&self) -> Option<&Token> {
        self.client.as_ref()?.secret.as_ref()
    }

    /// Returns the body of a token request.
    pub(super) fn form(&self, refresh_token: Option<&Token>) -> String {
        let mut pairs = vec![("grant_type", self.grant.name())];
        if let Some(token) = refresh_token {
            pairs.push(("refresh_token", token.expose()));
        }
        let parameters = self.parameters.iter();
        pairs.extend(parameters.map(|(name, value)| (name.as_str(), value.as_str())));
        if let Some(client) = &self.client {
            match &client.secret {
                None => pairs.push(("client_id", &client.id)),
                Some(secret) if self.secret_in_body => {
                    pairs.push(("client_id", &client.id));
                    pairs.push(("client_secret", secret.expose()));
                }
                Some(_) => {}
            }
        }
        let encoded = pairs
            .into_iter()
            .map(|(name, value)| format!("{}={}", form_encode(name), form_encode(value)));
        encoded.collect::<Vec<_>>().join("&")
    }

    /// Returns the `Authorization` header of a token request, marked as sensitive.
    pub(super) fn authorization(&self) -> Option<HeaderValue> {
        if self.secret_in_body {
            return None;
        }
        let client = self.client.as_ref()?;
        let secret = client.secret.as_ref()?;
        let pair = format!(
            "{}:{}",
            form_encode(&client.id),
            form_encode(secret.expose())
        );
        let basic = format!("Basic {}", BASE64_STANDARD.encode(pair));
        let mut value = HeaderValue::from_str(&basic).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// Returns the secrets of a token request, which are not shown where the server repeats them.
    pub(super) fn secrets(&self, refresh_token: Option<&Token>) -> Secrets {
        let raw = [self.secret(), refresh_token].into_iter().flatten();
        let encoded = raw.map(|secret| Arc::new(encode_secret(secret.expose())));
        let mut secrets: Vec<_> = encoded.map(|it| Secret::Query("secret", it)).collect();
        let basic = self.authorization();
        secrets.extend(basic.map(|value| Secret::Header(AUTHORIZATION, value)));
        Secrets::new(secrets)
    }
}

/// Encodes a text as `application/x-www-form-urlencoded` (RFC 6749, appendix B).
fn form_encode(text: &str) -> String {
    encode(text).replace("%20", "+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded_as_the_appendix_of_the_rfc_says() {
        assert_eq!(form_encode(" %&+£€"), "+%25%26%2B%C2%A3%E2%82%AC");
    }

    #[test]
    fn secrets_are_redacted_in_each_form() {
        let mut settings = Settings::new(
            "https://h/token".to_owned(),
            Grant::RefreshToken("r t".into()),
        );
        settings.client = Some(ClientId {
            id: "id".to_owned(),
            secret: Some("a secret&c".into()),
        });
        let token = settings.grant.refresh_token();
        let basic = BASE64_STANDARD.encode("id:a+secret%26c");
        let text = format!("a secret&c a+secret%26c a%20secret%26c {basic} r t r+t r%20t");
        let shown = settings.secrets(token.as_ref()).show(text.as_bytes());
        assert_eq!(shown, [REDACTED; 7].join(" "));
    }
}
