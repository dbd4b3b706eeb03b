//! [`Bearer`]: a bearer token, or a source of them.

use std::sync::Arc;

use super::{token::Token, token_source::TokenSource};
use crate::transport::hook::AnyHook;

/// A bearer token for all requests, or a [`TokenSource`] that gets one and renews it.
///
/// A `&str`, a `String`, a [`Token`] and a [`TokenSource`] convert into it.
#[derive(Clone, Debug)]
pub struct Bearer(pub(super) Kind);

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Token(Token),
    Source(TokenSource),
}

impl From<&str> for Bearer {
    fn from(token: &str) -> Self {
        Token::from(token).into()
    }
}

impl From<String> for Bearer {
    fn from(token: String) -> Self {
        Token::from(token).into()
    }
}

impl From<Token> for Bearer {
    fn from(token: Token) -> Self {
        Self(Kind::Token(token))
    }
}

impl From<TokenSource> for Bearer {
    fn from(source: TokenSource) -> Self {
        Self(Kind::Source(source))
    }
}

/// The sources of tokens, by security scheme.
#[derive(Clone, Default)]
pub(super) struct Sources(Vec<(&'static str, TokenSource)>);

impl Sources {
    pub(super) fn set(&mut self, scheme: &'static str, source: TokenSource) {
        self.remove(scheme);
        self.0.push((scheme, source));
    }

    pub(super) fn remove(&mut self, scheme: &str) {
        self.0.retain(|(known, _)| *known != scheme);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn schemes(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(scheme, _)| *scheme)
    }

    /// Returns the reason why the first invalid source cannot be used, or `None` if all are valid.
    pub(super) fn refusal(&self) -> Option<String> {
        self.0.iter().find_map(|(scheme, source)| {
            let reason = source.refusal()?;
            Some(format!("`{scheme}`: {reason}"))
        })
    }

    /// Returns the hook that sets the token of a scheme.
    pub(super) fn hook(&self, scheme: &str) -> Option<AnyHook> {
        let (_, source) = self.0.iter().find(|(known, _)| *known == scheme)?;
        Some(hook(source))
    }
}

/// Makes the hook that sets tokens from a source.
pub(super) fn hook(source: &TokenSource) -> AnyHook {
    AnyHook::Async(Arc::new(source.clone()))
}
