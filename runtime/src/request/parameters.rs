//! Adding to a request: parameters in headers and cookies.

use percent_encoding::percent_decode_str;

use super::Request;
use crate::{
    encode::{
        cookie::{add_cookie, check_name, check_value, remove_cookies},
        query::{Pair, QueryValue, pairs, texts},
    },
    exchange::{headers, invalid_request::Location, secret_names::is_secret_cookie},
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
                self.recheck_credentials();
            }
            Err(reason) => self.refuse(Location::Header, name, reason),
        }
        self
    }

    /// Adds a cookie, percent-encoded. A value that was set before is replaced.
    ///
    /// It is a secret if its name is that of a session or of another secret: `sid`, `session`, `access_token`.
    pub fn cookie(mut self, name: &'static str, value: impl QueryValue) -> Self {
        match pairs(name, value) {
            Ok(pairs) => self.set_cookies(&pairs, Pair::encoded),
            Err(reason) => self.refuse(Location::Header, name, reason),
        }
        self
    }

    /// Adds a cookie as it is (`style: cookie` of OpenAPI 3.2). A value that was set before is replaced.
    ///
    /// The request is invalid if a cookie cannot hold the value (RFC 6265, section 4.1.1). Only between the items of a list
    /// there are commas.
    pub fn plain_cookie(mut self, name: &'static str, value: impl QueryValue) -> Self {
        let checked = pairs(name, value).and_then(|pairs| {
            for pair in &pairs {
                check_name(&pair.name)?;
                // Commas of a value are encoded, and those between values are not.
                pair.encoded_value.split(',').try_for_each(|part| {
                    let decoded = percent_decode_str(part).decode_utf8_lossy();
                    check_value(&decoded)
                })?;
            }
            Ok(pairs)
        });
        match checked {
            Ok(pairs) => {
                self.set_cookies(&pairs, |pair| format!("{}={}", pair.name, pair.value()));
            }
            Err(reason) => self.refuse(Location::Header, name, reason),
        }
        self
    }

    fn set_cookies(&mut self, pairs: &[Pair], encoded: impl Fn(&Pair) -> String) {
        for pair in pairs {
            remove_cookies(&mut self.headers, &pair.name);
        }
        for pair in pairs {
            let is_secret = is_secret_cookie(&pair.name);
            add_cookie(&mut self.headers, &encoded(pair), is_secret);
        }
        self.recheck_credentials();
    }
}
