//! [`DocumentedHeaders`]: the headers of a response that the document describes, each with its type.
//!
//! They are read when a caller asks for them, and never before: a header that is not as documented fails no call.

use std::fmt;

use http::header::{EXPIRES, HeaderMap, SET_COOKIE};
use jiff::Timestamp;
use serde::de::DeserializeOwned;

use super::{header_error::HeaderError, raw_response::RawResponse, secret_names::is_secret_name};
use crate::text::{
    header_list::items, http_date::parse_http_date, json_error::from_json, json_error::reason,
    redact::REDACTED,
};

/// The documented headers of a response: a struct of [`headers!`](crate::headers), read by
/// [`headers_as`](crate::Response::headers_as).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct of documented headers",
    note = "the documentation of an operation names that of its responses; `headers` has all headers as they arrived"
)]
pub trait DocumentedHeaders: Sized {
    /// Reads them. For the macro only.
    #[doc(hidden)]
    fn read(headers: &ReadHeaders<'_>) -> Result<Self, HeaderError>;
}

/// Implements [`DocumentedHeaders`] and `Debug` for a struct, whose fields are headers.
///
/// ```
/// #[derive(Clone, Default, PartialEq)]
/// pub struct RateLimitHeaders {
///     pub x_rate_limit_remaining: Option<i64>,
///     pub vary: Vec<String>,
///     pub set_cookie: Option<String>,
/// }
///
/// specwright_runtime::headers!(RateLimitHeaders {
///     x_rate_limit_remaining = "X-Rate-Limit-Remaining": number,
///     vary = "Vary": list,
///     set_cookie = "Set-Cookie",
/// });
///
/// # fn example(response: &specwright_runtime::RawResponse) -> Result<(), specwright_runtime::HeaderError> {
/// let limits = response.headers_as::<RateLimitHeaders>()?;
/// println!("{:?} requests are left", limits.x_rate_limit_remaining);
/// # Ok(())
/// # }
/// # let headers = RateLimitHeaders { set_cookie: Some("sid=1".into()), ..Default::default() };
/// # assert!(format!("{headers:?}").contains("set_cookie: [redacted]"));
/// ```
///
/// All fields are listed, each with the name of its header. The value of a header is text, unless something else is said:
/// `number`, `boolean`, `time` (a date-time, or a date of HTTP), or `json`. With `list`, the field is a list of such values.
/// With `required`, a missing list is an error.
///
/// - A header that is missing is `None` or an empty list. If the field can be neither, it is an error. So is a header without
///   a value, if its type has none for the empty text.
/// - The items of a list are separated by commas, those of several lines are one list (RFC 9110, section 5.3), and empty ones
///   are left out. A comma in quotation marks separates nothing; an item keeps its quotation marks.
/// - The lines of one header whose value is no list are joined by a comma and a space. Those of `Set-Cookie` are not values of
///   a list: they are joined by line breaks, or are the items.
/// - An `Expires` that is not a date has expired: it is the beginning of 1970 (RFC 9111, section 5.3).
/// - `Debug` does not show the value of a header that is a secret by its name.
#[macro_export]
macro_rules! headers {
    ($name:ident { $($field:ident = $header:literal $(: $($form:ident)+)?),* $(,)? }) => {
        impl $crate::DocumentedHeaders for $name {
            fn read(
                headers: &$crate::private::ReadHeaders<'_>,
            ) -> ::core::result::Result<Self, $crate::HeaderError> {
                ::core::result::Result::Ok(Self {
                    $($field: headers.get($header, $crate::private::HeaderForm::TEXT $($(.$form())+)?)?,)*
                })
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(::core::stringify!($name))
                    $(.field(::core::stringify!($field), &$crate::private::ShownHeader($header, &self.$field)))*
                    .finish()
            }
        }
    };
}

/// How the text of a header is read.
#[derive(Clone, Copy, Debug)]
pub struct HeaderForm {
    value: Value,
    is_list: bool,
    is_required: bool,
}

/// How one value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value {
    Text,
    Number,
    Boolean,
    Time,
    Json,
}

impl HeaderForm {
    /// A text, which can be a date, a value of a set and the like.
    pub const TEXT: Self = Self {
        value: Value::Text,
        is_list: false,
        is_required: false,
    };

    const fn of(self, value: Value) -> Self {
        Self { value, ..self }
    }

    /// A number.
    #[must_use]
    pub const fn number(self) -> Self {
        self.of(Value::Number)
    }

    /// `true` or `false`.
    #[must_use]
    pub const fn boolean(self) -> Self {
        self.of(Value::Boolean)
    }

    /// A date-time, or a date of HTTP.
    #[must_use]
    pub const fn time(self) -> Self {
        self.of(Value::Time)
    }

    /// JSON.
    #[must_use]
    pub const fn json(self) -> Self {
        self.of(Value::Json)
    }

    /// A list of such values.
    #[must_use]
    pub const fn list(self) -> Self {
        Self {
            is_list: true,
            ..self
        }
    }

    /// A list that must not be missing.
    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            is_required: true,
            ..self
        }
    }
}

/// The headers of a response while they are read.
pub struct ReadHeaders<'r>(&'r RawResponse);

impl ReadHeaders<'_> {
    /// Reads one of them.
    ///
    /// # Errors
    /// Fails if it is not of this form, or not there although it has to be.
    pub fn get<T: DeserializeOwned>(
        &self,
        name: &'static str,
        form: HeaderForm,
    ) -> Result<T, HeaderError> {
        let text = match text_of(self.0.headers(), name, form.is_list) {
            Ok(Some(text)) => text,
            Ok(None) => return missing(form).ok_or_else(|| HeaderError::missing(self.0, name)),
            Err(problem) => return Err(HeaderError::of(self.0, name, problem)),
        };
        read(name, &text, form)
            // Without a value, it says as little as if it were missing.
            .or_else(|problem| match text.is_empty() {
                true => missing(form).ok_or(problem),
                false => Err(problem),
            })
            .map_err(|problem| HeaderError::of(self.0, name, problem))
    }
}

impl RawResponse {
    /// Reads the documented headers of the response. The documentation of an operation names the struct of them.
    ///
    /// # Errors
    /// Fails if one of them is not as documented, or is missing although the document requires it. The call has not failed
    /// then, and [`headers`](Self::headers) has all of them as they arrived.
    pub fn headers_as<H: DocumentedHeaders>(&self) -> Result<H, HeaderError> {
        H::read(&ReadHeaders(self))
    }
}

/// The value of a header that is missing, if its type has one.
fn missing<T: DeserializeOwned>(form: HeaderForm) -> Option<T> {
    let empty: &[&[u8]] = match (form.is_list, form.value) {
        _ if form.is_required => &[],
        (true, _) => &[b"[]"],
        (false, Value::Json) => &[b"null", b"[]", b"{}"],
        (false, _) => &[b"null"],
    };
    empty.iter().find_map(|json| from_json(json).ok())
}

/// Returns the text of a header, all of its lines. Fails if it is no text.
fn text_of(headers: &HeaderMap, name: &str, is_list: bool) -> Result<Option<String>, String> {
    let mut lines = Vec::new();
    for line in headers.get_all(name) {
        let line = std::str::from_utf8(line.as_bytes());
        lines.push(
            line.map_err(|_| "expected text in UTF-8".to_owned())?
                .trim(),
        );
    }
    let is_cookie = name.eq_ignore_ascii_case(SET_COOKIE.as_str());
    let between = match is_cookie {
        true => "\n",
        false => ", ",
    };
    // Lines of a list that are empty have no item.
    lines.retain(|line| !is_list || !line.is_empty());
    match headers.contains_key(name) {
        true => Ok(Some(lines.join(between))),
        false => Ok(None),
    }
}

/// Reads the text of a header.
fn read<T: DeserializeOwned>(name: &str, text: &str, form: HeaderForm) -> Result<T, String> {
    let json = match form.is_list {
        true => {
            let items: Vec<&str> = match name.eq_ignore_ascii_case(SET_COOKIE.as_str()) {
                true => text.lines().collect(),
                false => items(text),
            };
            let items: Result<Vec<String>, String> = (items.into_iter())
                .map(|item| json_of(name, item, form.value))
                .collect();
            format!("[{}]", items?.join(","))
        }
        false => json_of(name, text, form.value)?,
    };
    from_json(json.as_bytes()).map_err(|error| reason(&error))
}

/// Returns the value as JSON: what types can be read from is one thing for bodies and headers.
fn json_of(name: &str, text: &str, value: Value) -> Result<String, String> {
    let string = |text: &str| serde_json::Value::from(text).to_string();
    match value {
        Value::Text => Ok(string(text)),
        Value::Json => Ok(text.to_owned()),
        Value::Number => number(text).ok_or_else(|| "expected a number".to_owned()),
        Value::Boolean => ["true", "false"]
            .into_iter()
            .find(|known| known.eq_ignore_ascii_case(text))
            .map(str::to_owned)
            .ok_or_else(|| "expected `true` or `false`".to_owned()),
        Value::Time => Ok(match parse_http_date(text) {
            Some(time) => string(&time.to_string()),
            None if name.eq_ignore_ascii_case(EXPIRES.as_str()) && !is_date(text) => {
                string(&Timestamp::UNIX_EPOCH.to_string())
            }
            None => string(text),
        }),
    }
}

/// Whether a text is a date-time of RFC 3339.
fn is_date(text: &str) -> bool {
    text.parse::<Timestamp>().is_ok()
}

/// Returns a number as JSON writes it: headers have zeros in front of it, and a plus.
fn number(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let is_digit = |c: char| c.is_ascii_digit();
    if !digits.starts_with(is_digit) {
        return None;
    }
    let rest = digits.trim_start_matches('0');
    let zero = match rest.starts_with(is_digit) {
        true => "",
        false => "0",
    };
    let number = format!("{sign}{zero}{rest}");
    serde_json::from_str::<serde_json::Number>(&number)
        .is_ok()
        .then_some(number)
}

/// The value of a header as `Debug` shows it.
pub struct ShownHeader<'h, T>(pub &'static str, pub &'h T);

impl<T: fmt::Debug> fmt::Debug for ShownHeader<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(name, value) = self;
        // One that is missing is none.
        let is_there = || !matches!(format!("{value:?}").as_str(), "None" | "[]");
        match is_secret_name(name) && is_there() {
            true => f.write_str(REDACTED),
            false => value.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn the_lines_of_a_header_are_joined() {
        let mut headers = HeaderMap::new();
        for line in ["a", "", " b "] {
            headers.append("x-tag", HeaderValue::from_static(line));
        }
        headers.append("x-empty", HeaderValue::from_static(""));
        let text = |name, is_list| text_of(&headers, name, is_list).unwrap();
        // An empty line is no item of a list.
        assert_eq!(text("x-tag", true).as_deref(), Some("a, b"));
        assert_eq!(text("x-tag", false).as_deref(), Some("a, , b"));
        assert_eq!(text("x-empty", true).as_deref(), Some(""));
        assert_eq!(text("x-other", true), None);
    }
}
