//! Base addresses: what can be one, and which of them are on this machine.

use std::net::IpAddr;

use reqwest::Url;

/// The base address, or why it is none. The reason shows nothing of what may be secret in an address: user,
/// password, query.
pub(crate) fn check(given: &str) -> Result<Url, String> {
    let url = Url::parse(given).map_err(|error| {
        let hint = "an address such as https://api.example.com/v1 is needed";
        format!("{error} ({hint})")
    })?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!(
            "it starts with `{}:`, not `https:` or `http:`",
            url.scheme()
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("it has a user name or a password".to_owned());
    }
    if url.query().is_some() {
        return Err("it has a query (`?`)".to_owned());
    }
    if url.fragment().is_some() {
        return Err("it has a fragment (`#`)".to_owned());
    }
    Ok(url)
}

/// The address without a slash at its end, so that a path can be put behind it.
pub(crate) fn text(url: &Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
}

/// Whether the address is one of this machine, so that nobody else sees what is sent to it.
pub(crate) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match address.parse::<IpAddr>() {
        Ok(address) => address.to_canonical().is_loopback(),
        // RFC 6761, section 6.3.
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
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
            ("http://0x7f.1", true),
            ("http://[::1]:4010", true),
            ("http://[::ffff:127.0.0.1]", true),
            ("http://localhost.example.com", false),
            ("http://127.0.0.1.example.com", false),
            ("http://notlocalhost", false),
            ("http://10.0.0.1", false),
            ("http://0.0.0.0", false),
            ("http://[::2]", false),
        ] {
            let url = check(address).unwrap();
            assert_eq!(is_loopback(&url), expected, "{address}");
        }
    }
}
