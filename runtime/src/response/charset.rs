//! The charset of a text, which must be UTF-8.

use std::str;

use http::header::CONTENT_TYPE;

use crate::exchange::{decode_error::DecodeError, raw_response::RawResponse};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Returns the body as text, without a byte order mark.
///
/// # Errors
/// Fails if the response states another charset than UTF-8, or if the body is not UTF-8.
pub(super) fn text_of(response: &RawResponse) -> Result<String, DecodeError> {
    let text = str::from_utf8(response.body());
    if let Some(charset) = other_charset(response)
        && (is_disguised(charset) || !text.is_ok_and(str::is_ascii))
    {
        return Err(unsupported(response, charset));
    }
    let text = text.map_err(|error| DecodeError::new(format!("the body is not UTF-8: {error}")))?;
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    Ok(text.to_owned())
}

/// Returns the error of a charset that is not read.
pub(super) fn unsupported(response: &RawResponse, charset: &str) -> DecodeError {
    let shown = response.show(charset.as_bytes());
    DecodeError::new(format!(
        "the charset of the body is `{shown}`, and only UTF-8 is read; decode the bytes of `send_raw`"
    ))
}

/// Returns the charset that the response states, if it is not UTF-8 or a part of it.
pub(super) fn other_charset(response: &RawResponse) -> Option<&str> {
    let content_type = response.header(CONTENT_TYPE.as_str())?;
    let mut parameters = content_type.split(';').skip(1);
    let charset = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches(['"', '\'']))
    })?;
    let known = ["utf-8", "utf8", "us-ascii", "ascii", ""];
    let is_known = known
        .iter()
        .any(|known| charset.eq_ignore_ascii_case(known));
    (!is_known).then_some(charset)
}

/// Whether texts of a charset can look like ASCII, although they are something else.
pub(super) fn is_disguised(charset: &str) -> bool {
    let charset = charset.to_ascii_lowercase();
    [
        "utf-16", "utf16", "utf-32", "utf-7", "ucs-2", "iso-2022", "hz-", "ibm", "cp037",
    ]
    .iter()
    .any(|prefix| charset.starts_with(prefix))
}
