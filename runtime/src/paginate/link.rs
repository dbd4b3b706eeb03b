//! The header `Link` (RFC 8288, section 3).

use http::header::{HeaderMap, LINK};

/// Returns the target of the first link with the relation `next`, or `None` if there is none.
///
/// Links with an `anchor` are about another resource. A part that cannot be read is ignored, unless it has the word `next`.
///
/// # Errors
/// Fails with the part that cannot be read and could be the wanted link.
pub(super) fn next_link(headers: &HeaderMap) -> Result<Option<String>, String> {
    for header in headers.get_all(LINK) {
        let text = String::from_utf8_lossy(header.as_bytes());
        let mut links = Links { rest: &text };
        while let Some(link) = links.next_link()? {
            if link.is_next {
                return Ok(Some(link.target.to_owned()));
            }
        }
    }
    Ok(None)
}

/// A link of a header.
struct Link<'t> {
    target: &'t str,
    is_next: bool,
}

/// The links of a header that were not read yet.
struct Links<'t> {
    rest: &'t str,
}

impl<'t> Links<'t> {
    fn next_link(&mut self) -> Result<Option<Link<'t>>, String> {
        loop {
            self.rest = self.rest.trim_start_matches([',', ' ', '\t']);
            if self.rest.is_empty() {
                return Ok(None);
            }
            let start = self.rest;
            if let Some(link) = self.link() {
                return Ok(Some(link));
            }
            self.rest = start;
            let part = self.skip_part();
            if part.to_ascii_lowercase().contains("next") {
                return Err(part.to_owned());
            }
        }
    }

    /// Reads a link up to the comma behind it. Returns `None` if that is none.
    fn link(&mut self) -> Option<Link<'t>> {
        let (target, rest) = self.rest.strip_prefix('<')?.split_once('>')?;
        self.rest = rest;
        let (mut relation, mut has_anchor) = (None, false);
        loop {
            self.skip_space();
            if self.rest.is_empty() || self.rest.starts_with(',') {
                break;
            }
            self.rest = self.rest.strip_prefix(';')?;
            let (name, value) = self.parameter()?;
            match name.to_ascii_lowercase().as_str() {
                // The first one counts.
                "rel" => relation = relation.or(Some(value)),
                "anchor" => has_anchor = true,
                _ => {}
            }
        }
        let relations = relation.unwrap_or_default();
        let mut relations = relations.split_ascii_whitespace();
        Some(Link {
            target: target.trim(),
            is_next: !has_anchor && relations.any(|relation| relation.eq_ignore_ascii_case("next")),
        })
    }

    /// Reads the name and the value of a parameter. Both are empty after a semicolon too many.
    fn parameter(&mut self) -> Option<(&'t str, String)> {
        self.skip_space();
        let name = self.token();
        self.skip_space();
        let Some(rest) = self.rest.strip_prefix('=') else {
            return Some((name, String::new()));
        };
        self.rest = rest;
        self.skip_space();
        let value = match self.rest.starts_with('"') {
            true => self.quoted()?,
            false => self.token().to_owned(),
        };
        Some((name, value))
    }

    fn token(&mut self) -> &'t str {
        let end = self.rest.find(['=', ';', ',', ' ', '\t', '"']);
        let (token, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        token
    }

    /// Reads a text in quotes. Returns `None` if they are not closed.
    fn quoted(&mut self) -> Option<String> {
        let mut text = String::new();
        let mut chars = self.rest.char_indices().skip(1);
        while let Some((at, char)) = chars.next() {
            match char {
                '\\' => text.push(chars.next()?.1),
                '"' => {
                    self.rest = self.rest.get(at + 1..)?;
                    return Some(text);
                }
                char => text.push(char),
            }
        }
        None
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
    }

    /// Returns the text up to the next link, which begins with a comma and `<`.
    fn skip_part(&mut self) -> &'t str {
        let mut commas = self.rest.match_indices(',');
        let end = commas.find(|(at, _)| {
            let behind = self.rest.get(at + 1..).unwrap_or_default();
            behind.trim_start_matches([' ', '\t']).starts_with('<')
        });
        let end = end.map_or(self.rest.len(), |(at, _)| at);
        let (part, rest) = self.rest.split_at(end);
        self.rest = rest;
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(values: &[&str]) -> Result<Option<String>, String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(LINK, value.parse().unwrap());
        }
        next_link(&headers)
    }

    #[test]
    fn the_link_with_the_relation_next_is_found() {
        for values in [
            &[r#"<a>; rel="next""#][..],
            &["<a>;rel=next"],
            &[" , <a> ;\trel = NEXT ; title=x, "],
            &[r#"<b>; rel="prev", <a>; rel="next", <c>; rel="next""#],
            &[r#"<b>; rel="prev""#, r#"<a>; rel="last next""#],
            &[r#"<b>; title="x, <c>; rel=next"; rel="last", <a>; REL="Next""#],
            &[r#"<b>; title="\", <c>; rel=next\\"; rel=prev, <a>; rel=next"#],
            &[r#"<b>; rel="prev"; rel="next", <a>; rel="next""#],
            &[r##"<b>; anchor="#x"; rel="next", <a>; rel="next""##],
            &[r#"<b>; nopush; rel=x;; , <a>; rel="next";"#],
            &[r#"garbage, <a>; rel="next""#],
            &[r#"<b>; rel="prev" x, < a >; rel="next""#],
        ] {
            assert_eq!(next(values), Ok(Some("a".to_owned())), "{values:?}");
        }
        let commas = r#"<https://h/?a=1,2;b=3>; rel="next""#;
        assert_eq!(next(&[commas]), Ok(Some("https://h/?a=1,2;b=3".to_owned())));
        assert_eq!(next(&[r#"<>; rel="next""#]), Ok(Some(String::new())));
    }

    #[test]
    fn other_relations_and_other_texts_are_no_next_link() {
        for values in [
            &[][..],
            &[""],
            &["<a>"],
            &["<a>; rel"],
            &[r#"<a>; rel="nextpage""#],
            &[r#"<a>; rel="prev"; title="next""#],
            &[r#"<a>; rel="#, ";;;,,,"],
            &["<a", ">", "\"", "<a>; rel=\"prev"],
        ] {
            assert_eq!(next(values), Ok(None), "{values:?}");
        }
    }

    #[test]
    fn a_part_that_cannot_be_read_and_could_be_the_link_is_an_error() {
        for value in [
            r#"<https://h/2; rel="next""#,
            r#"https://h/2; rel="next""#,
            r#"<https://h/2>; rel="next"#,
            r#"<https://h/2> rel="next""#,
        ] {
            assert_eq!(next(&[value]), Err(value.to_owned()));
        }
    }
}
