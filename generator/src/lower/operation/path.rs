//! Paths: their placeholders, and the form in which they are sent.

/// A placeholder of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placeholder<'d> {
    /// The name of its parameter.
    pub(super) name: &'d str,
    /// Whether the value can have slashes and other reserved characters (`{+name}`, RFC 6570, section 3.2.3).
    pub(super) is_reserved: bool,
}

/// The placeholders of a path, each name once.
pub(super) fn placeholders(path: &str) -> Vec<Placeholder<'_>> {
    let mut placeholders: Vec<Placeholder<'_>> = Vec::new();
    for part in path.split('{').skip(1) {
        let Some((inside, _)) = part.split_once('}') else {
            continue;
        };
        let placeholder = placeholder(inside);
        if !placeholders
            .iter()
            .any(|known| known.name == placeholder.name)
        {
            placeholders.push(placeholder);
        }
    }
    placeholders
}

fn placeholder(inside: &str) -> Placeholder<'_> {
    let reserved = inside.strip_prefix('+').filter(|name| !name.is_empty());
    Placeholder {
        name: reserved.unwrap_or(inside),
        is_reserved: reserved.is_some(),
    }
}

/// The path as it is sent: it begins with a slash, its placeholders are plain, and it has no fragment, which is never sent
/// to a server.
pub(super) fn sent_path(path: &str) -> String {
    let path = path.split('#').next().unwrap_or_default();
    let mut sent = String::from(if path.starts_with('/') { "" } else { "/" });
    let mut parts = path.split('{');
    sent.push_str(parts.next().unwrap_or_default());
    for part in parts {
        sent.push('{');
        match part.split_once('}') {
            Some((inside, after)) => {
                sent.push_str(placeholder(inside).name);
                sent.push('}');
                sent.push_str(after);
            }
            None => sent.push_str(part),
        }
    }
    sent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plus_is_no_part_of_the_name() {
        assert_eq!(sent_path("docs/{+path}/{id}#x"), "/docs/{path}/{id}");
        assert_eq!(sent_path("/a{+}{b"), "/a{+}{b");
        let found = placeholders("/docs/{+path}/{id}/{id}");
        let found: Vec<_> = found.iter().map(|it| (it.name, it.is_reserved)).collect();
        assert_eq!(found, [("path", true), ("id", false)]);
    }
}
