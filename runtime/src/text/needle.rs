//! [`Needle`]: a form of a secret, and whether it is at a position of a text.
//!
//! A secret is found as it is, and after escapes are undone in up to four layers ([`escape`](super::escape)): so it is
//! found percent-encoded, in JSON, in JSON within JSON, in the output of `Debug`, in HTML, and in each of them within
//! another. It is found in base64 too, also within the base64 of a longer text.

use std::{ops::Range, str};

use base64::{Engine as _, prelude::BASE64_STANDARD_NO_PAD};
use zeroize::Zeroizing;

use super::{
    CUT,
    escape::{Unit, Units, begins_escape, units},
};

/// A secret of fewer characters is found only as a whole word: it can be a part of a word by chance.
const MIN_PART_LEN: usize = 8;

/// The number of bytes by which the beginning of a secret is recognized where a text is cut off.
const MIN_BEGINNING: usize = 3;

/// A form of a secret.
pub(super) struct Needle {
    bytes: Zeroizing<Vec<u8>>,
    is_base64: bool,
    /// Whether it counts only as a whole word.
    is_word: bool,
    /// Whether the characters before and after it in base64 have some of its bits.
    has_bits_around: (bool, bool),
}

/// A position in a text.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    pub(super) text: &'t [u8],
    pub(super) at: usize,
    /// The units that can be there.
    pub(super) units: &'t Units,
    /// The unit before it.
    pub(super) before: Option<(usize, Unit)>,
}

impl Needle {
    /// Makes the forms in which a secret is found: itself, and in base64.
    pub(super) fn forms(secret: &[u8]) -> Vec<Self> {
        let is_word = String::from_utf8_lossy(secret).chars().count() < MIN_PART_LEN;
        let form = |bytes, is_base64| Self {
            bytes,
            is_base64,
            is_word,
            has_bits_around: (false, false),
        };
        let mut forms = vec![form(secret.to_vec().into(), false)];
        if is_word {
            let encoded = BASE64_STANDARD_NO_PAD.encode(secret);
            forms.push(form(encoded.into_bytes().into(), true));
        } else {
            forms.extend((0..3).map(|offset| Self::in_base64(secret, offset)));
        }
        forms
    }

    /// Makes the form of a secret within the base64 of a longer text, where it begins at byte `offset` of a group of three.
    fn in_base64(secret: &[u8], offset: usize) -> Self {
        let mut shifted = Zeroizing::new(vec![0; offset]);
        shifted.extend_from_slice(secret);
        let mut encoded = Zeroizing::new(BASE64_STANDARD_NO_PAD.encode(&*shifted).into_bytes());
        // The characters that have bits of what is before or after the secret are not known.
        let (bits_before, bits) = (offset * 8, shifted.len() * 8);
        encoded.truncate(bits / 6);
        encoded.drain(..bits_before.div_ceil(6));
        Self {
            bytes: encoded,
            is_base64: true,
            is_word: false,
            has_bits_around: (bits_before % 6 != 0, bits % 6 != 0),
        }
    }

    /// Whether this is the secret itself.
    pub(super) fn is(&self, secret: &[u8]) -> bool {
        !self.is_base64 && **self.bytes == *secret
    }

    /// Whether it depends on the unit before it.
    pub(super) fn looks_back(&self) -> bool {
        self.is_word || self.has_bits_around.0
    }

    /// Returns the part of a text that begins at `place`, if it holds this needle or the beginning of it.
    pub(super) fn find(&self, place: Place<'_>) -> Option<Range<usize>> {
        let (end, cut) = self.ends(place.text, place.at, place.units);
        if self.is_word && (end.is_some() || cut.is_some()) && place.is_within_word() {
            return None;
        }
        match end {
            Some(end) if self.is_word && begins_word(place.text, end) => None,
            Some(end) if self.is_base64 => Some(self.with_neighbours(place, end)),
            Some(end) => Some(place.at..end),
            None => cut.map(|cut| place.at..cut),
        }
    }

    /// Returns the end of this needle, if it is at `at`, and the end of what is there of it, if that is cut off.
    fn ends(&self, text: &[u8], at: usize, first: &Units) -> (Option<usize>, Option<usize>) {
        let (mut end, mut cut) = (None, None);
        // The rest of the needle, and where it has to be.
        let mut open: Vec<(&[u8], usize)> = Vec::new();
        let mut seen = Vec::new();
        let mut next = Some((self.bytes.as_slice(), at, *first));
        while let Some((rest, at, units_there)) = next {
            let mut goes_on = false;
            for unit in units_there.into_iter().flatten() {
                let Some(after) = self.after(rest, unit) else {
                    continue;
                };
                goes_on = true;
                let state = (after.len(), unit.end);
                if after.is_empty() {
                    end = end.max(Some(unit.end));
                } else if !seen.contains(&state) {
                    // Several ways can meet only after an escape.
                    if unit.end > at + 1 {
                        seen.push(state);
                    }
                    open.push((after, unit.end));
                }
            }
            let is_beginning = self.bytes.len() - rest.len() >= MIN_BEGINNING;
            if is_beginning && (is_cut_off(text, at) || !goes_on && is_after_quote(text, at)) {
                cut = cut.max(Some(at));
            }
            next = open.pop().map(|(rest, at)| (rest, at, units(text, at)));
        }
        (end, cut)
    }

    /// Whether a unit with this first byte can be the first one of it.
    pub(super) fn begins_with(&self, byte: u8) -> bool {
        let first = self.bytes.first();
        first.is_some_and(|first| self.is_same(*first, byte))
    }

    /// Returns what follows `unit` in `rest`, the rest of the needle, or `None` if `rest` does not begin with it.
    fn after<'n>(&self, rest: &'n [u8], unit: Unit) -> Option<&'n [u8]> {
        let (first, after) = rest.split_first()?;
        match unit.ascii() {
            Some(byte) => self.is_same(*first, byte).then_some(after),
            None => rest.strip_prefix(unit.bytes()),
        }
    }

    /// Whether a byte of a text stands for a byte of the needle.
    fn is_same(&self, own: u8, byte: u8) -> bool {
        match byte {
            // The alphabets for URLs and file names.
            b'-' if self.is_base64 => own == b'+',
            b'_' if self.is_base64 => own == b'/',
            // A space in a form.
            b'+' if own == b' ' => true,
            byte => byte == own,
        }
    }

    /// Adds the padding, and the characters that have some bits of the secret.
    fn with_neighbours(&self, place: Place<'_>, end: usize) -> Range<usize> {
        let (before, after) = self.has_bits_around;
        let start = match place.before {
            Some((start, unit)) if before && is_base64(unit) => start,
            _ => place.at,
        };
        let next = |end, is_part: fn(Unit) -> bool| {
            let mut units = units(place.text, end).into_iter().flatten();
            units.find(|unit| is_part(*unit))
        };
        let mut end = match next(end, is_base64) {
            Some(unit) if after => unit.end,
            _ => end,
        };
        while let Some(unit) = next(end, |unit| unit.ascii() == Some(b'=')) {
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
fn begins_word(text: &[u8], at: usize) -> bool {
    let mut chars = (1..=4).filter_map(|len| text.get(at..at + len));
    chars
        .find_map(single_char)
        .is_some_and(char::is_alphanumeric)
}

fn single_char(bytes: &[u8]) -> Option<char> {
    let mut chars = str::from_utf8(bytes).ok()?.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// Whether a string in JSON ends before `at`, so that a parser shows only the part before it.
fn is_after_quote(text: &[u8], at: usize) -> bool {
    at.checked_sub(1).and_then(|last| text.get(last)) == Some(&b'"')
}

/// Whether a text is cut off at `at`, or within an escape that begins there.
fn is_cut_off(text: &[u8], at: usize) -> bool {
    /// An escape is shorter, also within another one.
    const LONGEST_ESCAPE: usize = 12;

    let ends = |at| {
        let rest: &[u8] = text.get(at..).unwrap_or_default();
        rest.is_empty() || rest.starts_with(CUT.as_bytes())
    };
    let is_in_escape = |byte: &u8| byte.is_ascii_alphanumeric() || b"%\\&#{".contains(byte);
    let is_escape = text.get(at).is_some_and(|byte| begins_escape(*byte));
    let escape = text.iter().skip(at).take(LONGEST_ESCAPE);
    let len = escape.take_while(|byte| is_in_escape(byte)).count();
    ends(at) || is_escape && ends(at + len)
}
