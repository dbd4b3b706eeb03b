//! Redirects, for a client that follows them (RFC 9110, section 15.4).

use http::{
    HeaderMap, Method, Response, Uri,
    header::{AUTHORIZATION, COOKIE, LOCATION},
    uri::Scheme,
};

use super::secrecy::is_same_server;
use crate::{
    encode::{reference::resolve, uri::parse_uri},
    exchange::{operation::Operation, secrets::Secrets},
};

/// Returns the URI to which a response redirects a request to `from`, if the redirect may be followed.
///
/// Only `GET` and `HEAD` are sent again, because a redirect does not say that the server did not process the request. A
/// redirect from https to http is followed only to the server for which plain http is `allowed`.
pub(super) fn target<B>(
    operation: &Operation,
    from: &Uri,
    response: &Response<B>,
    allowed: Option<&Uri>,
) -> Option<Uri> {
    let is_read = [Method::GET, Method::HEAD].contains(&operation.method);
    let is_redirect = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    if !is_read || !is_redirect || operation.succeeds_with(response.status()) {
        return None;
    }
    let location = response.headers().get(LOCATION)?;
    let to = resolve(from, std::str::from_utf8(location.as_bytes()).ok()?)?;
    let is_http = [Scheme::HTTP, Scheme::HTTPS]
        .iter()
        .any(|scheme| to.scheme() == Some(scheme));
    let is_downgrade = from.scheme() == Some(&Scheme::HTTPS)
        && to.scheme() != from.scheme()
        && !allowed.is_some_and(|allowed| is_same_server(allowed, &to));
    (is_http && !is_downgrade && to.host().is_some_and(|host| !host.is_empty())).then_some(to)
}

/// Removes what another server must not see: credentials, cookies, and every other secret.
pub(super) fn remove_secrets(headers: &mut HeaderMap, from: &Uri, to: &Uri) {
    if is_same_server(from, to) {
        return;
    }
    let secret: Vec<_> = headers
        .iter()
        .filter(|(name, value)| value.is_sensitive() || [AUTHORIZATION, COOKIE].contains(name))
        .map(|(name, _)| name.clone())
        .collect();
    for name in secret {
        headers.remove(name);
    }
}

/// Removes the pairs of the query that have a secret, if they would be sent to another server than `from`. A server can
/// repeat what the client has added.
pub(super) fn without_secrets(to: Uri, from: &Uri, secrets: &Secrets) -> Uri {
    if is_same_server(from, &to) {
        return to;
    }
    let text = to.to_string();
    let Some((path, query)) = text.split_once('?') else {
        return to;
    };
    let is_kept = |pair: &&str| !secrets.are_in(pair);
    let kept: Vec<&str> = query.split('&').filter(is_kept).collect();
    let text = match kept.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", kept.join("&")),
    };
    parse_uri(&text).unwrap_or(to)
}

/// Shows the addresses of redirects that are not followed any further, without their queries, and why.
pub(super) fn explain(addresses: &[Uri], target: &Uri, max: u32) -> String {
    let shown = |uri: &Uri| {
        let text = uri.to_string();
        text.split('?').next().unwrap_or_default().to_owned()
    };
    let path: Vec<String> = addresses.iter().chain([target]).map(shown).collect();
    let reason = match is_circle(addresses, target) {
        true => "redirects go in a circle".to_owned(),
        false if max == 1 => "more than one redirect".to_owned(),
        false => format!("more than {max} redirects"),
    };
    format!("{reason}: {}", path.join(", then "))
}

/// Whether a redirect leads back to an address before the last one. One to the same address can lead on after a while.
pub(super) fn is_circle(addresses: &[Uri], target: &Uri) -> bool {
    addresses.contains(target) && addresses.last() != Some(target)
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;

    const GET: Operation = Operation::new("get", Method::GET, "/", &[200]);

    fn redirected(
        operation: &Operation,
        from: &str,
        status: u16,
        location: &str,
    ) -> Option<String> {
        let response = Response::builder()
            .status(StatusCode::from_u16(status).unwrap())
            .header(LOCATION, location)
            .body(());
        let from: Uri = from.parse().unwrap();
        target(operation, &from, &response.unwrap(), None).map(|uri| uri.to_string())
    }

    #[test]
    fn a_location_is_relative_to_the_request() {
        let from = "https://h:8443/a/b/c?q=1";
        for (location, expected) in [
            ("https://other/x?y#z", "https://other/x?y"),
            ("//other/x", "https://other/x"),
            ("/x/./y/../z", "https://h:8443/x/z"),
            ("d", "https://h:8443/a/b/d"),
            ("./d?e=f", "https://h:8443/a/b/d?e=f"),
            ("../d", "https://h:8443/a/d"),
            ("../../../../d", "https://h:8443/d"),
            ("..", "https://h:8443/a/"),
            ("?r=2", "https://h:8443/a/b/c?r=2"),
            ("#z", "https://h:8443/a/b/c?q=1"),
            ("", "https://h:8443/a/b/c?q=1"),
            (" /a b ", "https://h:8443/a%20b"),
        ] {
            let found = redirected(&GET, from, 302, location);
            assert_eq!(found.as_deref(), Some(expected), "{location}");
        }
    }

    #[test]
    fn a_redirect_that_is_not_safe_is_not_followed() {
        let from = "https://h/a";
        for location in [
            "http://h/a",
            "ftp://h/a",
            "mailto:a",
            "https:///x",
            "https://",
        ] {
            assert_eq!(redirected(&GET, from, 302, location), None, "{location}");
        }
        for status in [200, 300, 304, 305, 400] {
            assert_eq!(redirected(&GET, from, status, "/b"), None, "{status}");
        }
        let documented = Operation::new("get", Method::GET, "/", &[302]);
        assert_eq!(redirected(&documented, from, 302, "/b"), None);
        let post = Operation::new("post", Method::POST, "/", &[200]);
        assert_eq!(redirected(&post, from, 307, "/b"), None);
        assert_eq!(redirected(&GET, "http://h/a", 302, "ftp://h/a"), None);
        let upgrade = redirected(&GET, "http://h/a", 308, "https://h/a");
        assert_eq!(upgrade.as_deref(), Some("https://h/a"));
    }

    #[test]
    fn secrets_stay_with_the_server() {
        for (to, stays) in [
            ("https://h/b", true),
            ("https://H:443/b", true),
            ("https://h:444/b", false),
            ("http://h/b", false),
            ("https://g.h/b", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("accept", "a".parse().unwrap());
            headers.insert(AUTHORIZATION, "b".parse().unwrap());
            let mut key: http::HeaderValue = "c".parse().unwrap();
            key.set_sensitive(true);
            headers.append("x-anything", key);
            let from = Uri::from_static("https://h/a");
            remove_secrets(&mut headers, &from, &to.parse().unwrap());
            assert_eq!(headers.len(), if stays { 3 } else { 1 }, "{to}");
        }
    }
}
