//! Base URLs, and what is not allowed in them.

use reqwest::Url;

/// Parses a base URL.
///
/// # Errors
/// Fails with the reason, which does not show the parts that can be secret: user name, password and query.
pub(crate) fn check(given: &str) -> Result<Url, String> {
    let url = Url::parse(given).map_err(|error| {
        let hint = "a URL such as https://api.example.com/v1 is needed";
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

/// Returns the URL without a trailing slash, so that a path can follow it.
pub(crate) fn text(url: &Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
}
