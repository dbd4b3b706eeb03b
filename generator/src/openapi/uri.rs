//! Relative references to URIs (RFC 3986, section 5.2), as far as `$id` and `$ref` need them.

/// The scheme of an absolute URI, with its colon.
fn scheme(uri: &str) -> Option<&str> {
    let end = uri.find(':')?;
    let name = uri.get(..end)?;
    let is_scheme = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| uri.get(..=end)).flatten()
}

/// Returns the URI that `reference` leads to from `base`. Neither has a fragment. A base that is not absolute, such as the
/// path of a file, gives a URI that is not absolute.
pub(crate) fn resolved(base: &str, reference: &str) -> String {
    if scheme(reference).is_some() {
        return reference.to_owned();
    }
    let (origin, path) = origin(base);
    if let Some(rest) = reference.strip_prefix("//") {
        return format!("{}//{rest}", scheme(base).unwrap_or_default());
    }
    if reference.starts_with('/') {
        return format!("{origin}{}", without_dots(reference));
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let separator = if path.contains('/') || !origin.is_empty() {
        "/"
    } else {
        ""
    };
    format!(
        "{origin}{}",
        without_dots(&format!("{folder}{separator}{reference}"))
    )
}

/// A URI in two: up to the authority, and the path.
fn origin(uri: &str) -> (&str, &str) {
    let start = scheme(uri).map_or(0, str::len);
    let rest = uri.get(start..).unwrap_or_default();
    let end = match rest.strip_prefix("//") {
        Some(authority) => start + 2 + authority.find('/').unwrap_or(authority.len()),
        None => start,
    };
    uri.split_at_checked(end).unwrap_or((uri, ""))
}

/// A path without the steps `.` and `..`, as far as there is something to step out of.
fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| !matches!(*last, ".." | "")) => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_lead_from_the_base() {
        for (base, reference, expected) in [
            (
                "https://a.example/s/page",
                "town",
                "https://a.example/s/town",
            ),
            (
                "https://a.example/s/page",
                "../town",
                "https://a.example/town",
            ),
            (
                "https://a.example/s/page",
                "/town",
                "https://a.example/town",
            ),
            ("https://a.example", "town", "https://a.example/town"),
            (
                "https://a.example/s/page",
                "//b.example/town",
                "https://b.example/town",
            ),
            (
                "https://a.example/page",
                "https://b.example/town",
                "https://b.example/town",
            ),
            ("https://a.example/page", "urn:town", "urn:town"),
            ("", "town", "town"),
            ("api.yaml", "town", "town"),
            ("schemas/api.yaml", "./town", "schemas/town"),
            ("schemas/api.yaml", "../town", "town"),
        ] {
            assert_eq!(resolved(base, reference), expected, "{base} {reference}");
        }
    }
}
