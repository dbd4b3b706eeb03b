//! Values of a JSON text by JSON pointers (RFC 6901), without reading the rest.

use std::ops::Range;

use serde_json::value::RawValue;

use super::members::Members;

/// Returns the text of the value at `pointer` in a text that is valid JSON, or `None` if there is none. An empty pointer is
/// the whole text. Only objects are followed.
pub(crate) fn value_at<'t>(text: &'t [u8], pointer: &str) -> Option<&'t [u8]> {
    let mut value = text;
    for token in pointer.split('/').skip(1) {
        let name = token.replace("~1", "/").replace("~0", "~");
        let members = Members::of(value, 0)?;
        let is_named = |key: Range<usize>| {
            let key = value.get(key).unwrap_or_default();
            serde_json::from_slice::<String>(key).is_ok_and(|key| key == name)
        };
        let found = members.filter(|member| is_named(member.key.clone())).last();
        value = value.get(found?.value)?;
    }
    Some(value.trim_ascii())
}

/// Returns the texts of the items of the array at `pointer`. Empty if there is no array.
pub(crate) fn items_at<'t>(text: &'t [u8], pointer: &str) -> Vec<&'t RawValue> {
    let items = value_at(text, pointer);
    let items = items.and_then(|items| serde_json::from_slice(items).ok());
    items.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_leads_to_the_text_of_a_value() {
        let json = br#" {"a":{"b/c":[1, 2],"~d":null,"e":" x "},"e":{"a":7.00},"a ":0} "#;
        let found = |pointer| value_at(json, pointer).map(|text| str::from_utf8(text).unwrap());
        for (pointer, expected) in [
            ("/a/b~1c", Some("[1, 2]")),
            ("/a/~0d", Some("null")),
            ("/a/e", Some("\" x \"")),
            ("/e/a", Some("7.00")),
            ("/e/a/b", None),
            ("/f", None),
            ("/a/b~1c/0", None),
        ] {
            assert_eq!(found(pointer), expected, "{pointer}");
        }
        assert_eq!(found("").map(str::len), Some(json.len() - 2));
        let items = items_at(json, "/a/b~1c");
        let items: Vec<&str> = items.iter().map(|item| item.get()).collect();
        assert_eq!(items, ["1", "2"]);
        assert!(items_at(json, "/a").is_empty());
        assert!(items_at(json, "/a/~0d").is_empty());
    }
}
