//! Secrets are sent only over https, or to this machine.

use std::net::IpAddr;

use http::{
    Uri,
    header::{HeaderMap, HeaderValue},
    uri::Scheme,
};

/// Fails if a secret in a header, which includes cookies, or in the query would be sent unencrypted to another machine than
/// the `allowed` server.
pub(crate) fn check(
    url: &Uri,
    headers: &HeaderMap,
    has_secret_query: bool,
    allowed: Option<&Uri>,
) -> Result<(), String> {
    let has_secret = || has_secret_query || headers.values().any(HeaderValue::is_sensitive);
    let is_allowed = || allowed.is_some_and(|allowed| is_same_server(allowed, url));
    if is_readable_by_others(url) && has_secret() && !is_allowed() {
        return Err("a secret would be sent over plain http; use https".to_owned());
    }
    Ok(())
}

/// Whether two URLs have the same scheme, host and port.
pub(crate) fn is_same_server(one: &Uri, other: &Uri) -> bool {
    let port = |uri: &Uri| {
        let is_https = uri.scheme() == Some(&Scheme::HTTPS);
        uri.port_u16().unwrap_or(if is_https { 443 } else { 80 })
    };
    let host = |uri: &Uri| uri.host().unwrap_or_default().to_ascii_lowercase();
    one.scheme() == other.scheme() && host(one) == host(other) && port(one) == port(other)
}

/// Whether others can read what is sent to `url`.
pub(crate) fn is_readable_by_others(url: &Uri) -> bool {
    url.scheme() == Some(&Scheme::HTTP) && !is_loopback(url)
}

/// Whether the host of `url` is this machine.
pub(crate) fn is_loopback(url: &Uri) -> bool {
    let host = url.host().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match address.parse::<IpAddr>() {
        Ok(address) => address.to_canonical().is_loopback(),
        // RFC 6761, section 6.3.
        Err(_) => {
            let host = host.to_ascii_lowercase();
            host == "localhost" || host.ends_with(".localhost")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_machine_are_loopback() {
        for (address, expected) in [
            ("http://localhost:8080/v1", true),
            ("http://LOCALHOST", true),
            ("http://api.localhost", true),
            ("http://127.0.0.1", true),
            ("http://127.8.9.1:1", true),
            // The system may read it as 127.0.0.1, but this is no common form.
            ("http://0x7f.1", false),
            ("http://[::1]:4010", true),
            ("http://[::ffff:127.0.0.1]", true),
            ("http://localhost.example.com", false),
            ("http://127.0.0.1.example.com", false),
            ("http://notlocalhost", false),
            ("http://10.0.0.1", false),
            ("http://0.0.0.0", false),
            ("http://[::2]", false),
        ] {
            let url = Uri::from_static(address);
            assert_eq!(is_loopback(&url), expected, "{address}");
        }
    }

    #[test]
    fn a_permission_is_for_one_server() {
        let mut headers = HeaderMap::new();
        let mut key = HeaderValue::from_static("k");
        key.set_sensitive(true);
        headers.insert("x-key", key);
        let allowed = Uri::from_static("http://users.internal:8080/v1");
        for (url, is_sent) in [
            ("http://users.internal:8080/v2/a", true),
            ("http://USERS.internal:8080", true),
            ("http://users.internal/v1", false),
            ("http://users.internal:8081", false),
            ("http://other.internal:8080", false),
            ("https://other.internal", true),
            ("http://127.0.0.1", true),
        ] {
            let url = Uri::from_static(url);
            assert_eq!(
                check(&url, &headers, false, Some(&allowed)).is_ok(),
                is_sent,
                "{url}"
            );
        }
        assert!(check(&allowed, &headers, false, None).is_err());
        assert!(check(&allowed, &HeaderMap::new(), false, None).is_ok());
    }
}
