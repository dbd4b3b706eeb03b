//! The `Cookie` header of a request.

use http::header::{COOKIE, HeaderMap, HeaderValue};

use super::percent::encode;

/// Adds a cookie, already encoded as `name=value`, to the cookies of the request.
pub(crate) fn add_cookie(headers: &mut HeaderMap, pair: &str) {
    let before = headers.get(COOKIE).and_then(|value| value.to_str().ok());
    let all = match before {
        Some(before) => format!("{before}; {pair}"),
        None => pair.to_owned(),
    };
    if let Ok(mut value) = HeaderValue::from_str(&all) {
        value.set_sensitive(true);
        headers.insert(COOKIE, value);
    }
}

/// Removes all cookies with this name.
pub(crate) fn remove_cookies(headers: &mut HeaderMap, name: &str) {
    let Some(before) = headers.get(COOKIE).and_then(|value| value.to_str().ok()) else {
        return;
    };
    let begin = format!("{}=", encode(name));
    let others = before.split("; ").filter(|pair| !pair.starts_with(&begin));
    let others: Vec<String> = others.map(str::to_owned).collect();
    headers.remove(COOKIE);
    for pair in others {
        add_cookie(headers, &pair);
    }
}
