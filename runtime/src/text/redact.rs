//! Redaction: secrets in a text from outside, in every form in which a server can repeat them.
//!
//! A secret is found as it is, and after escapes are undone in up to four layers ([`escape`](super::escape)): so it is
//! found percent-encoded, in JSON, in JSON within JSON, in the output of `Debug`, in HTML, and in each of them within
//! another. It is found in base64 too, also within the base64 of a longer text.

use std::{borrow::Cow, ops::Range, str};

use base64::{Engine as _, prelude::BASE64_STANDARD_NO_PAD};
use zeroize::Zeroizing;

use super::escape::{Unit, begins_escape, unit};

/// Replaces a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// The number of layers of escapes that are undone.
const MAX_DEPTH: u8 = 4;

/// A shorter secret is found only as a whole word: it can be a part of a word by chance.
const MIN_PART_LEN: usize = 8;

/// The number of bytes by which the beginning of a secret is recognized where a text is cut off.
const MIN_BEGINNING: usize = 3;

/// The mark at the end of a text that is shown in part.
pub(super) const CUT: &str = "…";

/// The texts to be redacted.
#[derive(Default)]
pub(crate) struct Needles(Vec<Needle>);

struct Needle {
    bytes: Zeroizing<Vec<u8>>,
    is_base64: bool,
    /// Whether it counts only as a whole word.
    is_word: bool,
    /// Whether the characters before and after it in base64 have some of its bits.
    has_bits_around: (bool, bool),
}

impl Needles {
    /// Adds a secret in all its forms.
    pub(crate) fn add(&mut self, secret: &[u8]) {
        if secret.is_empty() || self.0.iter().any(|needle| **needle.bytes == *secret) {
            return;
        }
        let is_word = secret.len() < MIN_PART_LEN;
        self.0.push(Needle {
            bytes: secret.to_vec().into(),
            is_base64: false,
            is_word,
            has_bits_around: (false, false),
        });
        if is_word {
            self.0.push(Needle {
                bytes: BASE64_STANDARD_NO_PAD.encode(secret).into_bytes().into(),
                is_base64: true,
                is_word,
                has_bits_around: (false, false),
            });
        } else {
            self.0
                .extend((0..3).map(|offset| in_base64(secret, offset)));
        }
    }

    /// Returns `text` without the secrets.
    pub(crate) fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let found = self.find(text.as_bytes(), text.len());
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        let redacted = without(text.as_bytes(), &found);
        Cow::Owned(String::from_utf8_lossy(&redacted).into_owned())
    }

    /// Returns the beginning of `text`, at least `len` bytes of it, without the secrets, and how much of it that was.
    pub(super) fn redact_beginning(&self, text: &[u8], len: usize) -> (Vec<u8>, usize) {
        let found = self.find(text, len);
        let end = found.last().map_or(len, |last| last.end.max(len));
        let beginning = text.get(..end).unwrap_or(text);
        (without(beginning, &found), beginning.len())
    }

    /// Returns the parts of `text` that hold a secret and begin before `limit`, in order.
    fn find(&self, text: &[u8], limit: usize) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.0.is_empty() {
            return found;
        }
        for depth in 0..=MAX_DEPTH {
            let has_escapes = self.find_at_depth(text, limit, depth, &mut found);
            // What is left has nothing to undo, unless it is beyond the limit.
            if depth > 0 && !has_escapes && limit >= text.len() {
                break;
            }
        }
        merged(found)
    }

    /// Finds secrets in a text with `depth` layers of escapes undone. Returns whether it has any escapes there.
    fn find_at_depth(
        &self,
        text: &[u8],
        limit: usize,
        depth: u8,
        found: &mut Vec<Range<usize>>,
    ) -> bool {
        let mut has_escapes = false;
        let mut before = None;
        let mut at = 0;
        while at < limit
            && let Some(first) = unit(text, at, depth)
        {
            let place = Place {
                text,
                at,
                depth,
                before,
            };
            found.extend(self.0.iter().filter_map(|needle| needle.find(place, first)));
            has_escapes |= first.is_escaped;
            before = Some((at, first));
            at = first.end;
        }
        has_escapes
    }
}

/// Makes the needle of a secret within the base64 of a longer text, where it begins at byte `offset` of a group of three.
fn in_base64(secret: &[u8], offset: usize) -> Needle {
    let mut shifted = Zeroizing::new(vec![0; offset]);
    shifted.extend_from_slice(secret);
    let mut encoded = Zeroizing::new(BASE64_STANDARD_NO_PAD.encode(&*shifted).into_bytes());
    // The characters that have bits of what is before or after the secret are not known.
    let (bits_before, bits) = (offset * 8, shifted.len() * 8);
    encoded.truncate(bits / 6);
    encoded.drain(..bits_before.div_ceil(6));
    Needle {
        bytes: encoded,
        is_base64: true,
        is_word: false,
        has_bits_around: (bits_before % 6 != 0, bits % 6 != 0),
    }
}

/// A position in a text.
#[derive(Clone, Copy)]
struct Place<'t> {
    text: &'t [u8],
    at: usize,
    depth: u8,
    /// The unit before it.
    before: Option<(usize, Unit)>,
}

impl Needle {
    /// Returns the part of a text that begins at `place` with the unit `first`, if it holds this needle.
    fn find(&self, place: Place<'_>, first: Unit) -> Option<Range<usize>> {
        let mut rest = self.after(&self.bytes, first)?;
        if self.is_word && place.is_within_word() {
            return None;
        }
        let (text, depth) = (place.text, place.depth);
        let mut end = first.end;
        // Where the needle or an escape in it is cut off.
        let mut cut = None;
        while !rest.is_empty() {
            let matched = self.bytes.len() - rest.len();
            if matched >= MIN_BEGINNING && is_cut_off(text, end) {
                cut = Some(end);
            }
            let next = unit(text, end, depth);
            match next.and_then(|next| Some((self.after(rest, next)?, next.end))) {
                Some((after, after_end)) => (rest, end) = (after, after_end),
                None => {
                    // A quote within it ends a text in JSON, as which a parser shows the part before the quote.
                    let is_quote = matched > MIN_BEGINNING && text.get(end - 1) == Some(&b'"');
                    let cut = cut.or(is_quote.then_some(end));
                    return cut.map(|cut| place.at..cut);
                }
            }
        }
        if self.is_word && begins_word(text, end, depth) {
            return None;
        }
        Some(match self.is_base64 {
            true => self.with_neighbours(place, end),
            false => place.at..end,
        })
    }

    /// Returns what follows `unit` in `rest`, the rest of the needle, or `None` if `rest` does not begin with it.
    fn after<'n>(&self, rest: &'n [u8], unit: Unit) -> Option<&'n [u8]> {
        let (first, after) = rest.split_first()?;
        let byte = unit.ascii();
        let is_first = match byte {
            // The alphabets for URLs and file names.
            Some(b'-') if self.is_base64 => *first == b'+',
            Some(b'_') if self.is_base64 => *first == b'/',
            // A space in a form.
            Some(b'+') if *first == b' ' => true,
            _ => return rest.strip_prefix(unit.bytes()),
        };
        is_first.then_some(after)
    }

    /// Adds the padding, and the characters that have some bits of the secret.
    fn with_neighbours(&self, place: Place<'_>, end: usize) -> Range<usize> {
        let (before, after) = self.has_bits_around;
        let start = match place.before {
            Some((start, unit)) if before && is_base64(unit) => start,
            _ => place.at,
        };
        let next = |end| unit(place.text, end, place.depth);
        let mut end = match next(end) {
            Some(unit) if after && is_base64(unit) => unit.end,
            _ => end,
        };
        while let Some(unit) = next(end).filter(|unit| unit.ascii() == Some(b'=')) {
            end = unit.end;
        }
        start..end
    }
}

fn is_base64(unit: Unit) -> bool {
    let is_symbol = |byte| matches!(byte, b'+' | b'/' | b'-' | b'_');
    unit.ascii()
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || is_symbol(byte))
}

impl Place<'_> {
    /// Whether the character before it belongs to a word.
    fn is_within_word(self) -> bool {
        let Some((start, unit)) = self.before else {
            return false;
        };
        // A character that is not escaped has a unit for each of its bytes.
        let is_part = unit.end == start + 1 && !unit.bytes().is_ascii();
        let lengths = if is_part { 2..=4 } else { 0..=0 };
        let whole = lengths
            .filter_map(|len| self.text.get(self.at.checked_sub(len)?..self.at))
            .find_map(single_char);
        whole
            .or_else(|| single_char(unit.bytes()))
            .is_some_and(char::is_alphanumeric)
    }
}

/// Whether the character at `at` belongs to a word.
fn begins_word(text: &[u8], at: usize, depth: u8) -> bool {
    let Some(unit) = unit(text, at, depth) else {
        return false;
    };
    let whole = (2..=4)
        .filter(|_| !unit.bytes().is_ascii())
        .filter_map(|len| text.get(at..at + len))
        .find_map(single_char);
    whole
        .or_else(|| single_char(unit.bytes()))
        .is_some_and(char::is_alphanumeric)
}

fn single_char(bytes: &[u8]) -> Option<char> {
    let mut chars = str::from_utf8(bytes).ok()?.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// Whether a text is cut off at `at`, or within an escape that begins there.
fn is_cut_off(text: &[u8], at: usize) -> bool {
    /// An escape is shorter, also within another one.
    const LONGEST_ESCAPE: usize = 12;

    let rest = text.get(at..).unwrap_or_default();
    let ends = |rest: &[u8]| rest.is_empty() || rest.starts_with(CUT.as_bytes());
    let is_escape = rest.first().is_some_and(|byte| begins_escape(*byte));
    let escape = rest.iter().position(|byte| {
        !byte.is_ascii_alphanumeric() && !begins_escape(*byte) && !b"#{".contains(byte)
    });
    let escape = escape.unwrap_or(rest.len());
    ends(rest) || is_escape && escape < LONGEST_ESCAPE && rest.get(escape..).is_some_and(ends)
}

/// Sorts parts of a text, and joins those that overlap.
fn merged(mut parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    parts.sort_by_key(|part| (part.start, part.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match merged.last_mut() {
            Some(last) if part.start < last.end => last.end = last.end.max(part.end),
            _ => merged.push(part),
        }
    }
    merged
}

/// Replaces parts of a text, which are in order.
fn without(text: &[u8], parts: &[Range<usize>]) -> Vec<u8> {
    let mut shown = Vec::with_capacity(text.len());
    let mut end = 0;
    for part in parts {
        shown.extend_from_slice(text.get(end..part.start).unwrap_or_default());
        shown.extend_from_slice(REDACTED.as_bytes());
        end = part.end;
    }
    shown.extend_from_slice(text.get(end..).unwrap_or_default());
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(secrets: &[&str], text: &str) -> String {
        let mut needles = Needles::default();
        for secret in secrets {
            needles.add(secret.as_bytes());
        }
        needles.redact(text).into_owned()
    }

    #[test]
    fn every_form_of_a_secret_is_found() {
        let secret = "pass/wörd \"1\\+";
        for form in [
            "pass/wörd \"1\\+",
            "pass%2Fw%C3%B6rd%20%221%5C%2B",
            "pass%2fw%c3%b6rd+%221%5c%2b",
            "pass/wörd \\\"1\\\\+",
            "pass\\/w\\u00f6rd \\u00221\\u005C+",
            "pass\\/w\\u{f6}rd \\x221\\x5c+",
            "pass/wörd \\\\\\\"1\\\\\\\\+",
            "pass&#47;w&#xf6;rd &quot;1\\+",
            // Escapes of several kinds within each other.
            "pass%252Fw%25C3%25B6rd%2520%25221%255C%252B",
            "pass%2Fw%C3%B6rd%20%5C%221%5C%5C%2B",
            "pass/w\\\\u00f6rd \\\\\\\"1\\\\\\\\+",
            "cGFzcy93w7ZyZCAiMVwr",
            "cGFzcy93w7ZyZCAiMVwr==",
            "cGFzcy93w7ZyZCAiMVwr",
            "cGFzcy93w7ZyZCAiMVwr%3D",
            "cGFzcy93w7ZyZCAiMVwr\\u003d",
        ] {
            assert_eq!(redacted(&[secret], form), REDACTED, "{form}");
            let text = format!("<é\\{form}%>{form}");
            let shown = redacted(&[secret], &text);
            assert_eq!(shown.matches(REDACTED).count(), 2, "{text}: {shown}");
            assert!(shown.len() < 32, "{text}: {shown}");
        }
        assert_eq!(redacted(&[secret], "pass/wörd."), "pass/wörd.");
        assert_eq!(redacted(&[], secret), secret);
        assert_eq!(redacted(&[""], secret), secret);
    }

    #[test]
    fn a_secret_is_found_within_the_base64_of_a_longer_text() {
        for before in ["", "a", "ab", "abc", "Authorization: Bearer "] {
            for after in ["", "x", "xy", "xyz"] {
                let text = BASE64_STANDARD_NO_PAD.encode(format!("{before}s3cret~>t0ken?{after}"));
                for text in [
                    text.clone(),
                    text.replace('+', "-").replace('/', "_"),
                    text + "=",
                ] {
                    let shown = redacted(&["s3cret~>t0ken?"], &text);
                    let known = text.len() - shown.len() + REDACTED.len();
                    assert!(
                        (18..=22).contains(&known),
                        "{before}, {after}: {text}, {shown}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_short_secret_is_found_as_a_whole_word() {
        for (text, expected) in [
            ("k3y", "[redacted]"),
            ("(k3y)", "([redacted])"),
            ("k3y5 ak3y 1k3y k3yé ék3y", "k3y5 ak3y 1k3y k3yé ék3y"),
            (
                "…k3y… _k3y_ k3y-k3y",
                "…[redacted]… _[redacted]_ [redacted]-[redacted]",
            ),
            // The letter before it belongs to an escape.
            (r"a\nk3y\n", r"a\n[redacted]\n"),
            (r"a\\nk3y\\n", r"a\\n[redacted]\\n"),
            ("a%20k3y%20", "a%20[redacted]%20"),
            ("%6Bk3y", "%6Bk3y"),
            ("%6B%33%79", "[redacted]"),
            ("azN5 azN5= azN5azN5", "[redacted] [redacted] azN5azN5"),
        ] {
            assert_eq!(redacted(&["k3y"], text), expected);
        }
        assert_eq!(redacted(&["k3y67890"], "ak3y678901"), "a[redacted]1");
        assert_eq!(redacted(&["k3y6789"], "ak3y67891"), "ak3y67891");
    }

    #[test]
    fn overlapping_secrets_leave_no_rest() {
        let secrets = ["secret-one", "secret-one-two", "one-two-three"];
        for (text, expected) in [
            ("<secret-one>", "<[redacted]>"),
            ("<secret-one-two>", "<[redacted]>"),
            ("<secret-one-two-three>", "<[redacted]>"),
            ("<secret-onesecret-one>", "<[redacted][redacted]>"),
        ] {
            assert_eq!(redacted(&secrets, text), expected);
        }
        assert_eq!(redacted(&["aaaaaaaa"], &"a".repeat(20)), REDACTED);
    }

    #[test]
    fn the_beginning_of_a_secret_is_found_where_the_text_is_cut_off() {
        let secret = "s3c\"ret-t0ken";
        for form in [
            "s3c\"ret-t0ken",
            "s3c%22ret-t0ken",
            "s3c\\u0022ret-t0ken",
            "czNjInJldC10MGtlbg",
        ] {
            for len in 3..form.len() {
                let text = form.get(..len).unwrap();
                let shown = redacted(&[secret], text);
                assert!(
                    shown.starts_with(REDACTED) && !shown.contains("s3c"),
                    "{text}: {shown}"
                );
                let shown = redacted(&[secret], &format!("{text}… (999 bytes)"));
                assert!(
                    shown.starts_with(REDACTED) && shown.ends_with("… (999 bytes)"),
                    "{shown}"
                );
                let whole = format!("{text} and on");
                if len + 1 < form.len() && !text.ends_with('"') {
                    assert_eq!(redacted(&[secret], &whole), whole);
                }
            }
        }
        assert_eq!(
            redacted(&["s3cr\"et\\t0ken"], "\"s3cr\", expected"),
            "\"[redacted], expected"
        );
        assert_eq!(redacted(&["s3cr\\ut0ken"], "s3cr\\u00"), "[redacted]\\u00");
        assert_eq!(redacted(&["s3cret"], "s3cr"), REDACTED);
        assert_eq!(redacted(&["s3cret"], "xs3cr s3"), "xs3cr s3");
    }

    #[test]
    fn any_text_is_redacted_without_a_panic() {
        let mut needles = Needles::default();
        needles.add("s3crét%".as_bytes());
        needles.add(b"\xff\xfe%\\&");
        for text in [
            "%",
            "\\",
            "&",
            "%%%%%%%%%%",
            "\\\\\\\\\\",
            "&&#&#x",
            "é",
            "\\u{",
            "%C3",
            "%C3é",
        ] {
            for repeat in 1..20 {
                let text = text.repeat(repeat);
                assert_eq!(needles.redact(&text), text);
                for len in 0..text.len() {
                    needles.redact_beginning(text.as_bytes(), len);
                }
            }
        }
    }
}
