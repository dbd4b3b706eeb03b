//! Base URLs, and what is not allowed in them.

use http::{Uri, uri::Scheme};

use crate::encode::uri::parse_uri;

/// Parses a base URL.
///
/// # Errors
/// Fails with the reason, which does not show the parts that can be secret: user name, password and query.
pub(crate) fn check(given: &str) -> Result<Uri, String> {
    let given = given.trim();
    let hint = "a URL such as https://api.example.com/v1 is needed";
    let Some((scheme, rest)) = given
        .split_once(':')
        .filter(|(scheme, _)| is_scheme(scheme))
    else {
        return Err(format!("relative URL without a base ({hint})"));
    };
    if !["http", "https"].contains(&&*scheme.to_ascii_lowercase()) {
        return Err(format!(
            "it starts with `{scheme}:`, not `https:` or `http:`"
        ));
    }
    let Some(rest) = rest.strip_prefix("//") else {
        return Err(format!("`{scheme}:` is not followed by `//` ({hint})"));
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    if authority.contains('@') {
        return Err("it has a user name or a password".to_owned());
    }
    if path.contains('#') {
        return Err("it has a fragment (`#`)".to_owned());
    }
    if path.contains('?') {
        return Err("it has a query (`?`)".to_owned());
    }
    if authority.is_empty() || authority.starts_with(':') {
        return Err(format!("empty host ({hint})"));
    }
    if !authority.is_ascii() {
        return Err(
            "its host has characters that are not ASCII; write it as the DNS does (`xn--…`)"
                .to_owned(),
        );
    }
    normalized(scheme, authority, path).ok_or_else(|| format!("it cannot be parsed ({hint})"))
}

/// Parses a URL with scheme and host in lower case and without the default port, so that equal servers have equal URLs.
fn normalized(scheme: &str, authority: &str, path: &str) -> Option<Uri> {
    let lower = authority.to_ascii_lowercase();
    let (scheme, port) = match scheme.to_ascii_lowercase() {
        scheme if scheme == Scheme::HTTP.as_str() => (scheme, ":80"),
        scheme => (scheme, ":443"),
    };
    let host = lower.strip_suffix(port).unwrap_or(&lower);
    let uri = parse_uri(&format!("{scheme}://{host}{path}")).ok()?;
    // A port that is not a number is no error to `Uri`.
    let port = host.rsplit_once(':').map(|(_, port)| port);
    let is_port = |port: &str| port.ends_with(']') || port.parse::<u16>().is_ok();
    (!uri.host()?.is_empty() && port.is_none_or(is_port)).then_some(uri)
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|char: char| char.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// Returns the URL without a trailing slash, so that a path can follow it.
pub(crate) fn text(url: &Uri) -> String {
    url.to_string().trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_servers_have_equal_urls() {
        for (given, expected) in [
            ("HTTPS://API.Example:443/V1/", "https://api.example/V1"),
            ("http://h:80", "http://h"),
            ("http://h:443", "http://h:443"),
            ("http://[::1]:8080/a b", "http://[::1]:8080/a%20b"),
            ("https://[2001:DB8::1]", "https://[2001:db8::1]"),
            (" https://h/é ", "https://h/%C3%A9"),
        ] {
            assert_eq!(text(&check(given).unwrap()), expected, "{given}");
        }
    }

    #[test]
    fn what_is_no_url_is_refused() {
        for given in [
            "https://h:x",
            "https://h:99999",
            "https://:80",
            "https://a b",
            "https:h",
            "https:///x",
            "https://[::1",
            "https://hé",
        ] {
            assert!(check(given).is_err(), "{given}");
        }
    }

    #[test]
    fn a_scheme_begins_with_a_letter_and_has_no_blank() {
        for (given, expected) in [
            ("1http://h", "relative URL without a base"),
            ("ht tp://h", "relative URL without a base"),
            ("://h", "relative URL without a base"),
            ("web+http://h", "it starts with `web+http:`"),
            ("localhost:8080", "it starts with `localhost:`"),
        ] {
            let reason = check(given).unwrap_err();
            assert!(reason.starts_with(expected), "{given}: {reason}");
        }
    }
}
