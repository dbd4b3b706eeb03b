//! References to other addresses, relative to the one that they are found at (RFC 3986, section 5).

use http::Uri;

use super::uri::parse_uri;

/// Resolves a reference against a base (RFC 3986, section 5.2). Segments `.` and `..` are resolved, and a fragment is removed.
pub(crate) fn resolve(base: &Uri, reference: &str) -> Option<Uri> {
    let reference = reference.trim().split('#').next().unwrap_or_default();
    let scheme = base.scheme_str()?;
    let origin = format!("{scheme}://{}", base.authority()?);
    let has_scheme = reference
        .split(['/', '?'])
        .next()
        .is_some_and(|start| start.contains(':'));
    let text = if has_scheme {
        plain(reference)
    } else if reference.starts_with("//") {
        plain(&format!("{scheme}:{reference}"))
    } else if reference.is_empty() {
        base.to_string()
    } else if reference.starts_with('?') {
        format!("{origin}{}{reference}", base.path())
    } else {
        let (path, query) = split_query(reference);
        let merged = match path.starts_with('/') {
            true => path.to_owned(),
            false => {
                let folder = base
                    .path()
                    .rsplit_once('/')
                    .map_or("", |(folder, _)| folder);
                format!("{folder}/{path}")
            }
        };
        format!("{origin}{}{query}", without_dots(&merged))
    };
    parse_uri(&text).ok()
}

/// Splits the query off, which keeps its question mark.
fn split_query(reference: &str) -> (&str, &str) {
    let end = reference.find('?').unwrap_or(reference.len());
    reference.split_at(end)
}

/// Writes a URL with its scheme in lower case, and without the segments `.` and `..`.
fn plain(url: &str) -> String {
    let (url, query) = split_query(url);
    let Some((scheme, rest)) = url.split_once("://") else {
        return format!("{url}{query}");
    };
    let scheme = scheme.to_ascii_lowercase();
    let (host, path) = match rest.split_once('/') {
        Some((host, path)) => (host, without_dots(&format!("/{path}"))),
        None => (rest, String::new()),
    };
    format!("{scheme}://{host}{path}{query}")
}

/// Removes the segments `.` and `..` of a path (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let segments = path.split('/').skip(1);
    for segment in segments.clone() {
        match segment {
            "." => {}
            ".." => drop(kept.pop()),
            segment => kept.push(segment),
        }
    }
    let ends_in_folder = matches!(segments.last(), Some("." | ".."));
    let slash = if ends_in_folder && !kept.is_empty() {
        "/"
    } else {
        ""
    };
    format!("/{}{slash}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_of_dots_are_resolved_in_every_form_of_a_reference() {
        let base = Uri::from_static("https://h:8443/v1/pets?q=1");
        for (reference, expected) in [
            (
                "https://other/a/../b/./c?d=../e",
                "https://other/b/c?d=../e",
            ),
            ("https://other/../../b", "https://other/b"),
            ("HTTPS://other", "https://other/"),
            ("https://other?a", "https://other/?a"),
            ("//other/a/..", "https://other/"),
            ("../b", "https://h:8443/b"),
            ("?page=2", "https://h:8443/v1/pets?page=2"),
        ] {
            let found = resolve(&base, reference).map(|uri| uri.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{reference}");
        }
    }
}
