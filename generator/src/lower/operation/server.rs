//! Servers: the base URL of the client, and the servers of single operations.

use crate::openapi::OpenApi;
use crate::openapi::extensions;
use crate::openapi::operation::Endpoint;
use crate::problem::Help;

/// The URL of the first server, if it is absolute.
pub(in crate::lower) fn base_url(openapi: &OpenApi<'_, '_>) -> Option<String> {
    let reader = openapi.reader;
    let servers = openapi.servers();
    let first = servers.first()?;
    for other in servers.iter().skip(1) {
        let message = format!(
            "the server `{}` is not used: the first one is the client's base URL",
            other.url
        );
        let help = Help::for_callers("set its URL in the client's builder");
        reader.degrade(other.node, message, help);
    }
    let url = usable(&first.url);
    if url.is_none() {
        reader.degrade(
            first.node,
            format!(
                "`{}` is not an absolute URL: the caller has to give one",
                first.url
            ),
            Help::with_workaround(
                "write a URL that begins with `https://`",
                "give the URL to the client's builder",
            ),
        );
    }
    url.map(str::to_owned)
}

/// The environment variable with the URL, as the first server states it.
pub(in crate::lower) fn base_url_env(openapi: &OpenApi<'_, '_>) -> Option<String> {
    let first = openapi.servers().into_iter().next()?;
    extensions::env(openapi.reader, first.node).map(str::to_owned)
}

/// The URL, if it is absolute and requests can be sent to it.
fn usable(url: &str) -> Option<&str> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let is_plain = |c: char| !c.is_control() && !matches!(c, ' ' | '{' | '}' | '?' | '#' | '$');
    let host = rest.split('/').next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let is_host = !name.is_empty()
        && port.parse::<u16>().is_ok()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
        && !name.starts_with('.')
        && !name.contains("..");
    (is_host && rest.chars().all(is_plain)).then_some(url.trim_end_matches('/'))
}

/// The URL of an operation's own server, if it differs from that of the client.
pub(super) fn of_operation(url: &str, base_url: Option<&str>) -> Option<String> {
    let own = usable(url)?;
    (Some(own) != base_url.map(|url| url.trim_end_matches('/'))).then(|| own.to_owned())
}

/// Reports the servers of operations to which no request can be sent.
pub(in crate::lower) fn check(openapi: &OpenApi<'_, '_>, endpoint: &Endpoint<'_>) {
    for server in endpoint.server_urls() {
        let url = server.value;
        if usable(url).is_none() && !url.contains('{') {
            let message = format!("the server `{url}` is ignored: it is not an absolute URL");
            openapi.reader.degrade(
                server.node,
                message,
                "write a URL that begins with `https://`",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_urls() {
        for (url, expected) in [
            (
                "https://api.example.com/v1/",
                Some("https://api.example.com/v1"),
            ),
            ("http://localhost:8080", Some("http://localhost:8080")),
            ("/v1", None),
            ("https://{host}/v1", None),
            ("https://", None),
            ("https://host:port", None),
            ("https://user@host", None),
            ("https://a b", None),
        ] {
            assert_eq!(usable(url), expected, "{url}");
        }
    }
}
