//! Servers: the base URL of the client, and the servers of single operations.

use crate::lower::draft::Server;
use crate::openapi::OpenApi;
use crate::openapi::extensions;
use crate::openapi::operation::Endpoint;
use crate::problem::Help;

/// The first server. The others, and one that no request can be sent to, are reported.
pub(in crate::lower) fn first(openapi: &OpenApi<'_, '_>) -> Server {
    let reader = openapi.reader;
    let mut servers = openapi.servers().into_iter();
    let Some(first) = servers.next() else {
        return Server::default();
    };
    for other in servers {
        let message = format!(
            "the server `{}` is not used: the first one is the client's base URL",
            other.url
        );
        let help = Help::for_callers("set its URL in the client's builder");
        reader.degrade(other.node, message, help);
    }
    let base_url = usable(&first.url).map(str::to_owned);
    if base_url.is_none() {
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
    Server {
        without_host: base_url.is_none().then_some(first.url),
        base_url,
        env: extensions::env(reader, first.node).map(str::to_owned),
    }
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
