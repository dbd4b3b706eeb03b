//! [`Numbers`]: the numbers of a JSON text, as they are written.

use std::ops::Range;

/// The places of the numbers in a text that is valid JSON, in their order. Those in strings are none.
pub(crate) struct Numbers<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Numbers<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
        }
    }

    /// Goes past the rest of a string.
    fn skip_string(&mut self) {
        while let Some(byte) = self.text.get(self.at) {
            self.at += match byte {
                b'\\' => 2,
                _ => 1,
            };
            if *byte == b'"' {
                return;
            }
        }
    }
}

impl Iterator for Numbers<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            let start = self.at;
            self.at += 1;
            match self.text.get(start)? {
                b'"' => self.skip_string(),
                b'-' | b'0'..=b'9' => {
                    let rest = self.text.get(self.at..).unwrap_or_default();
                    let len = rest.iter().take_while(|byte| is_in_number(**byte)).count();
                    self.at += len;
                    return Some(start..self.at);
                }
                _ => {}
            }
        }
    }
}

fn is_in_number(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')
}

/// Whether a number is beyond the range of floating-point numbers, so that serde_json reads it for none of its types.
pub(crate) fn is_too_large(number: &str) -> bool {
    number.parse::<f64>().is_ok_and(f64::is_infinite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_as_they_are_written() {
        let numbers = |text| {
            let found = Numbers::of(text).map(|range| &text[range]);
            found.collect::<Vec<&str>>()
        };
        assert_eq!(numbers(""), [""; 0]);
        assert_eq!(numbers(" -0.10 "), ["-0.10"]);
        assert_eq!(
            numbers(r#"{"1":[1,2.50,{"a\"3":1E+2}],"b\\":-7e-3,"c":true,"d":"4,5","e":null}"#),
            ["1", "2.50", "1E+2", "-7e-3"]
        );
        assert_eq!(numbers("\"1\\"), [""; 0]);
    }

    #[test]
    fn a_number_is_too_large_beyond_the_range_of_floats() {
        for (number, expected) in [
            ("1e308", false),
            ("1e309", true),
            ("-1e999", true),
            ("1e-999", false),
            ("0.10", false),
        ] {
            assert_eq!(is_too_large(number), expected, "{number}");
        }
        assert!(is_too_large(&"9".repeat(400)));
    }
}
