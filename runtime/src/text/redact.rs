//! Redaction: a text from outside without the secrets in it, in whatever form a server repeats them.

use std::{borrow::Cow, ops::Range};

use super::{
    escape::{MAX_DEPTH, Unit, begins_escape, unit, units},
    needle::{Needle, Place},
};

/// Replaces a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// The texts to be redacted.
#[derive(Default)]
pub(crate) struct Needles(Vec<Needle>);

impl Needles {
    /// Adds a secret in all its forms.
    pub(crate) fn add(&mut self, secret: &[u8]) {
        if !secret.is_empty() && !self.0.iter().any(|needle| needle.is(secret)) {
            self.0.extend(Needle::forms(secret));
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
            // Escapes beyond the limit are undone where a secret that begins before it is compared.
            if !self.find_at_depth(text, limit, depth, &mut found) {
                break;
            }
        }
        merged(found)
    }

    /// Finds secrets that begin in a text with `depth` layers of escapes undone. Returns whether there are any escapes.
    fn find_at_depth(
        &self,
        text: &[u8],
        limit: usize,
        depth: u8,
        found: &mut Vec<Range<usize>>,
    ) -> bool {
        // A needle for which it makes no difference what is before it was found with the first depth.
        let needles: Vec<&Needle> = self
            .0
            .iter()
            .filter(|it| depth == 0 || it.looks_back())
            .collect();
        let starts = Starts::of(&needles);
        let mut has_escapes = false;
        let mut before = None;
        let mut at = 0;
        while at < limit
            && let Some(next) = unit(text, at, depth)
        {
            has_escapes |= next.is_escaped || next.ascii().is_some_and(begins_escape);
            let units = units(text, at);
            if units.iter().flatten().any(|unit| starts.has(unit)) {
                let place = Place {
                    text,
                    at,
                    units: &units,
                    before,
                };
                found.extend(needles.iter().filter_map(|needle| needle.find(place)));
            }
            before = Some((at, next));
            at = next.end;
        }
        has_escapes
    }
}

/// The bytes with which needles begin.
struct Starts([bool; 256]);

impl Starts {
    fn of(needles: &[&Needle]) -> Self {
        let mut starts = [false; 256];
        for (byte, slot) in (0..=u8::MAX).zip(&mut starts) {
            *slot = needles.iter().any(|needle| needle.begins_with(byte));
        }
        Self(starts)
    }

    fn has(&self, unit: &Unit) -> bool {
        let first = unit.bytes().first();
        first.is_some_and(|byte| self.0.get(usize::from(*byte)) == Some(&true))
    }
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
    use base64::{Engine as _, prelude::BASE64_STANDARD_NO_PAD};

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
        assert_eq!(
            redacted(&["kéy6789"], "akéy67891 kéy6789"),
            "akéy67891 [redacted]"
        );
        assert_eq!(redacted(&["k3y6789"], "ak3y67891"), "ak3y67891");
    }

    #[test]
    fn the_base64_of_a_secret_has_the_characters_that_share_its_bits_and_no_more() {
        let secret = "k3y67890-";
        for (before, after, expected) in [
            ("", "", "[redacted]"),
            // It ends where a character does.
            ("", "xyz", "[redacted]eHl6"),
            // The second character has bits of both texts.
            ("a", "", "Y[redacted]"),
            ("ab", "", "YW[redacted]"),
            ("abc", "", "YWJj[redacted]"),
            ("abc", "xyz", "YWJj[redacted]eHl6"),
        ] {
            let text = BASE64_STANDARD_NO_PAD.encode(format!("{before}{secret}{after}"));
            assert_eq!(redacted(&[secret], &text), expected, "{before}, {after}");
        }
        // The padding belongs to base64 alone.
        assert_eq!(redacted(&[secret], "?key=k3y67890-=1"), "?key=[redacted]=1");
    }

    #[test]
    fn symbols_stand_for_others_in_base64_and_in_forms_alone() {
        for secret in ["sk_live-t0ken", "sk+live/t0ken"] {
            assert_eq!(redacted(&[secret], secret), REDACTED);
        }
        assert_eq!(
            redacted(&["sk+live/t0ken"], "sk-live_t0ken"),
            "sk-live_t0ken"
        );
        assert_eq!(redacted(&["s3cret t0ken"], "s3cret+t0ken"), REDACTED);
        assert_eq!(redacted(&["s3cret-t0ken"], "s3cret+t0ken"), "s3cret+t0ken");
    }

    #[test]
    fn the_beginning_of_a_text_ends_where_it_should_or_behind_a_secret() {
        let mut needles = Needles::default();
        needles.add(b"secret-one");
        let beginning = |text: &str, len| {
            let (shown, end) = needles.redact_beginning(text.as_bytes(), len);
            (String::from_utf8(shown).unwrap(), end)
        };
        assert_eq!(beginning("ab secret-one cd", 3), ("ab ".to_owned(), 3));
        assert_eq!(
            beginning("ab secret-one cd", 4),
            ("ab [redacted]".to_owned(), 13)
        );
        assert_eq!(
            beginning("ab secret-one cd", 13),
            ("ab [redacted]".to_owned(), 13)
        );
        assert_eq!(
            beginning("ab secret%2Done cd", 4),
            ("ab [redacted]".to_owned(), 15)
        );
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
            for repeat in [1, 2, 3, 7, 20] {
                let text = text.repeat(repeat);
                assert_eq!(needles.redact(&text), text);
                for len in 0..text.len() {
                    needles.redact_beginning(text.as_bytes(), len);
                }
            }
        }
    }
}
