//! Adding to a request: parameters in headers and cookies.

use super::Request;
use crate::{
    encode::{
        cookie::{add_cookie, remove_cookies},
        query::{QueryValue, pairs, texts},
    },
    exchange::{headers, invalid_request::Location},
};

impl Request {
    /// Sets a header to the text of a value. Several values are joined by commas. A value that was set before is
    /// replaced.
    pub fn header(mut self, name: &'static str, value: impl QueryValue) -> Self {
        match texts(value) {
            Ok(texts) if texts.is_empty() => {}
            Ok(texts) => {
                if let Err(reason) = headers::set(&mut self.headers, name, &texts.join(",")) {
                    self.refuse(Location::Header, name, reason);
                }
                self.client.shared().credentials.mark(&mut self.headers);
            }
            Err(reason) => self.refuse(Location::Header, name, reason),
        }
        self
    }

    /// Adds a cookie, percent-encoded. A value that was set before is replaced.
    pub fn cookie(mut self, name: &'static str, value: impl QueryValue) -> Self {
        match pairs(name, value) {
            Ok(pairs) => {
                for pair in &pairs {
                    remove_cookies(&mut self.headers, &pair.name);
                }
                for pair in &pairs {
                    add_cookie(&mut self.headers, &pair.encoded());
                }
            }
            Err(reason) => self.refuse(Location::Header, name, reason),
        }
        self
    }
}
