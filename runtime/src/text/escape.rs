//! Escapes in a text: percent-encoding, those of JSON and of Rust, and those of HTML.
//!
//! A text can be escaped several times: a server escapes a percent-encoded text for JSON, and `Debug` escapes that
//! once more. [`unit`] reads a text with a number of such layers undone, one unit after another.

/// The part of a text that stands for one character or for one byte of it.
#[derive(Clone, Copy)]
pub(super) struct Unit {
    bytes: [u8; 4],
    len: usize,
    /// The position after the unit.
    pub(super) end: usize,
    /// Whether it is escaped in the outermost layer that was undone.
    pub(super) is_escaped: bool,
}

impl Unit {
    fn of_byte(byte: u8, end: usize) -> Self {
        Self {
            bytes: [byte, 0, 0, 0],
            len: 1,
            end,
            is_escaped: false,
        }
    }

    fn of_char(char: char, end: usize) -> Self {
        let mut bytes = [0; 4];
        let len = char.encode_utf8(&mut bytes).len();
        Self {
            bytes,
            len,
            end,
            is_escaped: true,
        }
    }

    /// Returns the bytes that it stands for.
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// Returns the ASCII character that it stands for, if it is one.
    pub(super) fn ascii(&self) -> Option<u8> {
        match self.bytes() {
            [byte] if byte.is_ascii() => Some(*byte),
            _ => None,
        }
    }
}

/// The number of layers that are undone.
pub(super) const MAX_DEPTH: u8 = 4;

/// Whether a byte begins an escape.
pub(super) fn begins_escape(byte: u8) -> bool {
    matches!(byte, b'%' | b'\\' | b'&')
}

/// Returns the unit of `text` at a position, with `depth` layers of escapes undone. An invalid escape stands for itself.
pub(super) fn unit(text: &[u8], at: usize, depth: u8) -> Option<Unit> {
    let byte = *text.get(at)?;
    let Some(depth) = depth.checked_sub(1).filter(|_| begins_escape(byte)) else {
        return Some(Unit::of_byte(byte, at + 1));
    };
    let first = unit(text, at, depth)?;
    let mut cursor = Cursor {
        text,
        at: first.end,
        depth,
    };
    let escape = match first.ascii() {
        Some(b'%') => cursor.percent(),
        Some(b'\\') => cursor.backslash(),
        Some(b'&') => cursor.entity(),
        _ => None,
    };
    Some(escape.unwrap_or(Unit {
        is_escaped: false,
        ..first
    }))
}

/// The units that a text can have at a position: with each number of layers of escapes undone. A secret can contain what
/// looks like an escape, so that no single number is right for all of it.
pub(super) type Units = [Option<Unit>; MAX_DEPTH as usize + 1];

pub(super) fn units(text: &[u8], at: usize) -> Units {
    let mut units = Units::default();
    if let [first, ..] = &mut units
        && let Some(byte) = text.get(at)
        && !begins_escape(*byte)
    {
        *first = unit(text, at, 0);
        return units;
    }
    let mut end = at;
    for (depth, slot) in (0..=MAX_DEPTH).zip(&mut units) {
        let unit = unit(text, at, depth);
        // A unit of the same length is the same.
        *slot = unit.filter(|unit| unit.end > end);
        end = unit.map_or(end, |unit| unit.end);
    }
    units
}

/// Reads an escape after its first character.
struct Cursor<'t> {
    text: &'t [u8],
    at: usize,
    depth: u8,
}

impl Cursor<'_> {
    fn next(&mut self) -> Option<u8> {
        let unit = unit(self.text, self.at, self.depth)?;
        self.at = unit.end;
        unit.ascii()
    }

    fn hex_digit(&mut self) -> Option<u32> {
        char::from(self.next()?).to_digit(16)
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let mut number = 0;
        for _ in 0..digits {
            number = number * 16 + self.hex_digit()?;
        }
        Some(number)
    }

    fn byte(&self, byte: u8) -> Unit {
        Unit {
            is_escaped: true,
            ..Unit::of_byte(byte, self.at)
        }
    }

    fn char(&self, number: u32) -> Option<Unit> {
        let char = char::from_u32(number)?;
        Some(Unit::of_char(char, self.at))
    }

    /// `%2F`
    fn percent(&mut self) -> Option<Unit> {
        let byte = u8::try_from(self.hex(2)?).ok()?;
        Some(self.byte(byte))
    }

    /// `\n`, `\"`, `\u002f`, `\u{2f}`, `\x2f`
    fn backslash(&mut self) -> Option<Unit> {
        let byte = match self.next()? {
            same @ (b'"' | b'\'' | b'\\' | b'/') => same,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 0x08,
            b'f' => 0x0c,
            b'0' => 0,
            b'x' => u8::try_from(self.hex(2)?).ok()?,
            b'u' => return self.unicode(),
            _ => return None,
        };
        Some(self.byte(byte))
    }

    fn unicode(&mut self) -> Option<Unit> {
        let before = self.at;
        if self.next()? == b'{' {
            let number = self.number(16, b'}')?;
            return self.char(number);
        }
        self.at = before;
        let number = self.hex(4)?;
        // JSON writes a character beyond 16 bits as two surrogates.
        if !(0xd800..0xdc00).contains(&number) {
            return self.char(number);
        }
        if self.next()? != b'\\' || self.next()? != b'u' {
            return None;
        }
        let low = self
            .hex(4)?
            .checked_sub(0xdc00)
            .filter(|low| *low < 0x400)?;
        self.char(0x10000 + (number - 0xd800) * 0x400 + low)
    }

    /// `&amp;`, `&#38;`, `&#x26;`
    fn entity(&mut self) -> Option<Unit> {
        let before = self.at;
        if self.next()? == b'#' {
            let before = self.at;
            let radix = match self.next()? {
                b'x' | b'X' => 16,
                _ => {
                    self.at = before;
                    10
                }
            };
            let number = self.number(radix, b';')?;
            return self.char(number);
        }
        self.at = before;
        let mut name = [0; 5];
        for slot in &mut name {
            *slot = self.next()?;
            if *slot == b';' {
                break;
            }
        }
        let char = match &name {
            b"amp;\0" => b'&',
            b"lt;\0\0" => b'<',
            b"gt;\0\0" => b'>',
            b"quot;" => b'"',
            b"apos;" => b'\'',
            _ => return None,
        };
        Some(self.byte(char))
    }

    /// Reads a number of one to eight digits up to `end`.
    fn number(&mut self, radix: u32, end: u8) -> Option<u32> {
        let mut number = char::from(self.next()?).to_digit(radix)?;
        for _ in 0..8 {
            let byte = self.next()?;
            if byte == end {
                return Some(number);
            }
            let digit = char::from(byte).to_digit(radix)?;
            number = number.checked_mul(radix)?.checked_add(digit)?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole of a text with this number of layers undone.
    fn undone(text: &str, depth: u8) -> String {
        let (mut bytes, mut at) = (Vec::new(), 0);
        while let Some(unit) = unit(text.as_bytes(), at, depth) {
            bytes.extend(unit.bytes());
            at = unit.end;
        }
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn one_layer_of_escapes_is_undone_at_a_time() {
        for (text, expected) in [
            ("plain é", "plain é"),
            ("%2F%2f%C3%A4", "//ä"),
            (r#"\"\'\\\/\n\r\t\b\f\0"#, "\"'\\/\n\r\t\u{8}\u{c}\0"),
            (r"\u002f\u{2f}\u{1F600}\x2f", "//😀/"),
            (r"\ud83d\ude00", "😀"),
            ("&amp;&lt;&gt;&quot;&apos;&#38;&#x26;&#X26;", "&<>\"'&&&"),
            ("%252F", "%2F"),
            (r"\\u002f", r"\u002f"),
            (r"&#37;2F", "%2F"),
        ] {
            assert_eq!(undone(text, 1), expected, "{text}");
            assert_eq!(undone(text, 0), text);
        }
        assert_eq!(undone(r"&#37;5C&#37;75002f %25252F", 3), "/ /");
    }

    #[test]
    fn an_invalid_escape_stands_for_itself() {
        for text in [
            "%",
            "%2",
            "%2G",
            "%%",
            r"\",
            r"\q",
            r"\u",
            r"\u12",
            r"\u{12",
            r"\u{}x",
            r"\x1",
            r"\ud83d",
            r"\ud83d\q",
            "&",
            "&;",
            "&amp",
            "&amps;",
            "&#;x",
            "&#x",
            "&#999999999999;",
            r"\u{110000}",
        ] {
            for depth in 0..4 {
                assert_eq!(undone(text, depth), text);
            }
        }
    }

    #[test]
    fn a_surrogate_without_the_other_stands_for_itself() {
        // These are the last of the other, and the first character behind them.
        assert_eq!(undone(r"\ud83d\udfff", 1), "\u{1f7ff}");
        assert_eq!(undone(r"\ud83d\ue000", 1), "\\ud83d\u{e000}");
    }
}
