//! The `Cookie` header of a request.

use http::header::{COOKIE, HeaderMap};

use super::{
    percent::encode,
    sensitive::{joined, sensitive_value},
};

/// Adds a cookie, already encoded as `name=value`, to the cookies of the request.
pub(crate) fn add_cookie(headers: &mut HeaderMap, pair: &str) {
    let before = headers.get(COOKIE).and_then(|value| value.to_str().ok());
    let all = match before {
        Some(before) => joined(&[before, "; ", pair]),
        None => joined(&[pair]),
    };
    if let Some(value) = sensitive_value(all) {
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
