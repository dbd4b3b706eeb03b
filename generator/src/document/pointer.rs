//! JSON pointers (RFC 6901) and the references that use them.

use std::borrow::Cow;

/// Escapes one token of a JSON pointer in a URI fragment (RFC 6901, sections 3 and 6).
pub(crate) fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// Undoes [`escape`], and percent-encoding with it.
pub(super) fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains(['%', '~']) {
        Cow::Owned(percent_decode(token).replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

/// Undoes percent-encoding; text that is not valid UTF-8 afterwards is returned as it was.
pub(crate) fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) if byte == b'%' => {
                bytes.push(decoded);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Returns the path of the file that a reference in the file `from` leads to. Both paths begin at the folder of the
/// document. `None` if the reference stays in its file or is a URL.
pub(crate) fn file_of(from: &str, reference: &str) -> Option<String> {
    let file = reference.split('#').next().unwrap_or_default();
    if file.is_empty() || file.contains("://") || file.starts_with('/') || file.contains('\\') {
        return None;
    }
    let file = &percent_decode(file);
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_start_at_the_folder_of_the_first_file() {
        for (from, reference, expected) in [
            ("", "pet.yaml#/Pet", Some("pet.yaml")),
            ("", "./schemas/pet.yaml", Some("schemas/pet.yaml")),
            (
                "schemas/pet.yaml",
                "tag.yaml#/Tag",
                Some("schemas/tag.yaml"),
            ),
            ("schemas/pet.yaml", "../common.yaml", Some("common.yaml")),
            ("pet.yaml", "../common.yaml", Some("../common.yaml")),
            ("schemas/pet.yaml", "#/Pet", None),
            ("", "https://pets.example/pet.yaml", None),
            ("", "my%20parts/a%2Bb.yaml#/Pet", Some("my parts/a+b.yaml")),
            ("", "/etc/passwd", None),
        ] {
            assert_eq!(
                file_of(from, reference).as_deref(),
                expected,
                "{from} {reference}"
            );
        }
    }
}
