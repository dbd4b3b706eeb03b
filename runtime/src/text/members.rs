//! The properties of an object in a JSON text, by their places.

use std::ops::Range;

/// The number of levels that serde_json reads.
const MAX_LEVELS: usize = 127;

/// Whether the values of a text that is valid JSON are nested more deeply than they can be read.
pub(crate) fn is_too_deep(text: &[u8]) -> bool {
    let mut members = Members { text, at: 0 };
    let mut depth = 0_usize;
    while let Some(byte) = members.next_byte() {
        match byte {
            b'"' => {
                if members.skip_string().is_none() {
                    return false;
                }
                continue;
            }
            b'{' | b'[' if depth == MAX_LEVELS => return true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        members.at += 1;
    }
    false
}

/// A property of an object: where its parts are in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// The key with its quotes.
    pub(crate) key: Range<usize>,
    pub(crate) value: Range<usize>,
    /// The comma after it.
    pub(crate) comma: Option<usize>,
}

/// The properties of an object in a text that is valid JSON, in their order. Their values are not read.
pub(crate) struct Members<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Members<'t> {
    /// Returns the properties of the object at `start`, or `None` if there is no object.
    pub(crate) fn of(text: &'t [u8], start: usize) -> Option<Self> {
        let mut members = Self { text, at: start };
        (members.next_byte()? == b'{').then(|| {
            members.at += 1;
            members
        })
    }

    /// Returns the next byte that is no white space, without going past it.
    fn next_byte(&mut self) -> Option<u8> {
        loop {
            match self.text.get(self.at)? {
                b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                byte => return Some(*byte),
            }
        }
    }

    /// Goes past a string.
    fn skip_string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            match self.text.get(self.at)? {
                b'\\' => self.at += 2,
                b'"' => break,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(())
    }

    /// Goes past a value.
    fn skip_value(&mut self) -> Option<Range<usize>> {
        let mut depth = 0_usize;
        let first = self.next_byte()?;
        let start = self.at;
        loop {
            match self.text.get(self.at) {
                Some(b'"') => {
                    self.skip_string()?;
                    if depth == 0 {
                        break;
                    }
                    continue;
                }
                Some(b'{' | b'[') => depth += 1,
                Some(b'}' | b']') if depth <= 1 && matches!(first, b'{' | b'[') => {
                    self.at += 1;
                    break;
                }
                Some(b'}' | b']' | b',' | b' ' | b'\t' | b'\r' | b'\n') if depth == 0 => break,
                Some(b'}' | b']') => depth -= 1,
                Some(_) => {}
                None => break,
            }
            self.at += 1;
        }
        Some(start..self.at)
    }
}

impl Iterator for Members<'_> {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        if self.next_byte()? != b'"' {
            return None;
        }
        let start = self.at;
        self.skip_string()?;
        let key = start..self.at;
        if self.next_byte()? != b':' {
            return None;
        }
        self.at += 1;
        let value = self.skip_value()?;
        let comma = (self.next_byte() == Some(b',')).then_some(self.at);
        self.at += usize::from(comma.is_some());
        Some(Member { key, value, comma })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(text: &str) -> Vec<(&str, &str, bool)> {
        let members = Members::of(text.as_bytes(), 0).into_iter().flatten();
        let parts = members.map(|member| {
            let comma = member
                .comma
                .inspect(|at| assert_eq!(text.get(*at..=*at), Some(",")));
            (&text[member.key], &text[member.value], comma.is_some())
        });
        parts.collect()
    }

    #[test]
    fn each_property_has_a_key_and_a_value() {
        assert_eq!(members("{}"), []);
        assert_eq!(members(" { \n} "), []);
        assert_eq!(
            members(
                r#"{"a":1,"b" : "x\"},{" , "":{"c":[{}]},"d\\":[[1,{"e":2}],"]"] ,"f":null , "g":-1.5e3}"#
            ),
            [
                ("\"a\"", "1", true),
                ("\"b\"", r#""x\"},{""#, true),
                ("\"\"", r#"{"c":[{}]}"#, true),
                (r#""d\\""#, r#"[[1,{"e":2}],"]"]"#, true),
                ("\"f\"", "null", true),
                ("\"g\"", "-1.5e3", false),
            ]
        );
    }

    #[test]
    fn a_text_is_too_deep_if_it_cannot_be_read() {
        for levels in [1, 126, 127, 128, 1000] {
            for (open, close) in [("[", "]"), ("{\"[\":", "}")] {
                let text = open.repeat(levels) + "\"[\"" + &close.repeat(levels);
                let can_be_read = serde_json::from_str::<serde_json::Value>(&text).is_ok();
                assert_eq!(is_too_deep(text.as_bytes()), !can_be_read, "{levels}");
            }
        }
        assert!(!is_too_deep("[[]],".repeat(1000).as_bytes()));
    }

    #[test]
    fn anything_but_an_object_has_none() {
        for text in [
            "",
            " ",
            "[]",
            "[{\"a\":1}]",
            "1",
            "null",
            "\"{\"",
            "\"{\\\"a\\\":1}\"",
        ] {
            assert_eq!(members(text), [], "{text}");
        }
    }

    #[test]
    fn a_text_that_is_cut_off_ends() {
        let text = r#"{"a\"":[{"b":"c\\"}, 1.5],"d":"e"}"#;
        for end in 0..text.len() {
            let count = members(&text[..end]).len();
            assert!(count <= 2, "{end}");
        }
    }
}
