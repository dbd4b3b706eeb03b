//! Where requests go.

use crate::document::Node;
use crate::form::Form;

/// The first server's address, if it is a whole one.
pub(super) fn base_url(form: &Form<'_, '_>) -> Option<String> {
    let reader = form.reader;
    let servers = form.servers();
    let first = servers.first()?;
    let at = form.root.get("servers").unwrap_or(form.root);
    for (other, node) in servers.iter().zip(at.items()).skip(1) {
        let message = format!(
            "the server `{}` is not the client's base address: the first is",
            other.url
        );
        reader.degrade(node, message, "give its address to the client's builder");
    }
    let at = at.items().first().unwrap_or(at);
    let url = usable(&first.url);
    if url.is_none() {
        reader.degrade(
            at,
            format!(
                "`{}` is no whole address: the caller has to give one",
                first.url
            ),
            "write an address that begins with `https://`",
        );
    }
    url.map(str::to_owned)
}

/// An address that requests can go to.
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

/// The address of an operation with a server of its own, if that is another than the client's.
pub(super) fn of_operation(url: &str, base_url: Option<&str>) -> Option<String> {
    let own = usable(url)?;
    (Some(own) != base_url.map(|url| url.trim_end_matches('/'))).then(|| own.to_owned())
}

/// Names the servers of operations that no request can go to.
pub(super) fn check(form: &Form<'_, '_>, node: &Node) {
    for server in node.get("servers").map_or(&[][..], Node::items) {
        let url = server
            .get("url")
            .and_then(Node::as_text)
            .unwrap_or_default();
        if usable(url).is_none() && !url.contains('{') {
            let message = format!("the server `{url}` is ignored: it is no whole address");
            form.reader.degrade(
                server,
                message,
                "write an address that begins with `https://`",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_addresses() {
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
