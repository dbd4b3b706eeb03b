//! Adding to a request: path, query, headers, and settings.

use std::{borrow::Cow, time::Duration};

use super::{Request, url::placeholders};
use crate::{
    encode::{
        path::PathValue,
        query::{Pair, QueryPairs, QueryValue, encode_scalar},
        scalar::Scalar,
    },
    exchange::{headers, invalid_request::Location},
    text::excerpt::excerpt,
    transport::retry::Retry,
};

impl Request {
    /// Sets the path parameter `name`. A value that was set before is replaced.
    ///
    /// The value becomes one segment of the path, whatever characters it has. An empty value, `.` and `..` are invalid:
    /// they would result in the path of another operation, such as that of the whole collection.
    pub fn path(mut self, name: &'static str, value: impl PathValue) -> Self {
        let segment = value.segment(name);
        self.set_path(name, segment);
        self
    }

    fn set_path(&mut self, name: &'static str, segment: Result<String, String>) {
        match segment {
            _ if !placeholders(self.operation.path).any(|placeholder| placeholder == name) => {
                self.refuse(
                    Location::Path,
                    name,
                    "the path has no such parameter".to_owned(),
                );
            }
            Err(reason) => self.refuse(Location::Path, name, reason),
            Ok(encoded) => {
                self.path.retain(|(other, _)| *other != name);
                self.path.push((name, encoded));
            }
        }
    }

    /// Sets the query parameter `name` to a [`Scalar`], a list, or a value of any shape. See [`QueryValue`]. A value that
    /// was set before is replaced.
    ///
    /// An empty value is invalid. A server that treats it as missing would return more than was requested.
    /// [`with_query`](Request::with_query) can send one.
    pub fn query(mut self, name: &'static str, value: impl QueryValue) -> Self {
        let mut pairs = QueryPairs::default();
        let result = value.append(&mut pairs);
        self.set_query(name, pairs, (result, false));
        self
    }

    /// Sets the query parameter `name` as [`query`](Request::query) does, also to an empty value: `?name=`. It is for
    /// parameters whose document allows one.
    pub fn query_or_empty(mut self, name: &'static str, value: impl QueryValue) -> Self {
        let mut pairs = QueryPairs::default();
        let result = value.append(&mut pairs);
        self.set_query(name, pairs, (result, true));
        self
    }

    /// Sets the whole query to the text of a value, percent-encoded, without a name: `?{"a":1}`. The name is that of the
    /// parameter in messages. Other query parameters are added by an `&`.
    pub fn query_string(mut self, name: &'static str, value: impl QueryValue) -> Self {
        let mut pairs = QueryPairs::default();
        let result = value.append(&mut pairs);
        pairs.whole();
        self.set_query(name, pairs, (result, false));
        self
    }

    /// Not generic, so that it is compiled once.
    fn set_query(
        &mut self,
        name: &'static str,
        pairs: QueryPairs,
        (result, allows_empty): (Result<(), String>, bool),
    ) {
        if let Err(reason) = result {
            return self.refuse(Location::Query, name, reason);
        }
        if pairs.has_empty_value() && !allows_empty {
            let reason = "it is empty, which a server could treat as missing".to_owned();
            return self.refuse(Location::Query, name, reason);
        }
        self.query
            .retain(|pair| pair.extra || pair.parameter != name);
        self.query.extend(pairs.named(name));
    }

    /// Sets a query parameter to an encoded value.
    pub(super) fn query_encoded(mut self, name: &'static str, encoded: String) -> Self {
        let mut pairs = QueryPairs::default();
        pairs.push_encoded(encoded);
        self.set_query(name, pairs, (Ok(()), false));
        self
    }

    /// Removes a number from the query, however it was set, and returns it. The request is invalid if it is none, or less than
    /// `least`. `what` says which number it is.
    pub(crate) fn take_number(
        &mut self,
        name: &'static str,
        least: u64,
        what: &str,
    ) -> Option<u64> {
        let text = self.take_query(name)?;
        let number = text.parse().ok().filter(|number| *number >= least);
        if number.is_none() {
            let text = excerpt(text.as_bytes());
            let reason = format!("`{text}` is not the number of {what}, counted from {least}");
            self.refuse(Location::Query, name, reason);
        }
        number
    }

    /// Removes a parameter from the query, however it was set, and returns its first value.
    pub(crate) fn take_query(&mut self, name: &str) -> Option<String> {
        let text = self.query_value(name).map(Cow::into_owned)?;
        self.query.retain(|pair| pair.name != name);
        Some(text)
    }

    /// Adds a pair to the query, for parameters that the client does not know.
    ///
    /// Name and value are percent-encoded. Other pairs of the same name are kept.
    pub fn with_query(mut self, name: &str, value: impl Scalar) -> Self {
        match encode_scalar(&value) {
            Ok(encoded_value) => {
                self.query.push(Pair {
                    name: Cow::Owned(name.to_owned()),
                    encoded_value,
                    parameter: "",
                    extra: true,
                    secret: false,
                    is_whole: false,
                });
                self.recheck_credentials();
            }
            Err(reason) => self.refuse(Location::Query, name.to_owned(), reason),
        }
        self
    }

    /// Sets a header. A header of the same name is replaced, including those that the client sets.
    ///
    /// The request is invalid if the name or the value cannot be sent. `Content-Length` and `Transfer-Encoding` are not
    /// allowed, because they follow from the body.
    ///
    /// The values of headers with secrets are not printed, and are sent over plain http only to this machine. They are
    /// recognized by the names of the headers: `Authorization`, `Cookie`, `X-Api-Key`, `Private-Token` and the like, and
    /// that of a key of the client's [`Credentials`](crate::Credentials).
    ///
    /// Such a header counts as the credentials of the request, which is not refused then if the client has none.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let Err(reason) = headers::set(&mut self.headers, name, value) {
            self.refuse(Location::Header, name.to_owned(), reason);
        }
        self.client.shared().credentials.mark(&mut self.headers);
        self.recheck_credentials();
        self
    }

    /// Sets the time limit of one attempt. It replaces that of the client
    /// ([`ClientBuilder::timeout`](crate::ClientBuilder::timeout)). The request is invalid if it is zero.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        if timeout.is_zero() {
            let reason = "the timeout is zero, so that the request would fail".to_owned();
            self.refuse(Location::Request, "", reason);
        }
        self.timeout = timeout;
        self
    }

    /// Sets the rules for retries. They replace those of the client.
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }
}
