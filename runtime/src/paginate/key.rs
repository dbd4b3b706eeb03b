//! [`Key`]: the property of entries by which a list is read, and [`Seen`]: the entries that were returned already.

use std::{collections::HashMap, fmt};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::{encode::ordered::Ordered, model::id::Id};

/// The resolution of keys, as a server shows and compares them.
pub(super) const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// A way to read a list by a key: an instant that each of its entries has, such as that of its last change.
///
/// The operation has a parameter that leaves out entries with an earlier key, and an order in which keys ascend. Keys
/// have a resolution of a second or finer, and entries with the same key keep their order.
pub struct Key<T> {
    /// The name of the property.
    pub name: &'static str,
    /// The name of the query parameter for the instant after which entries are wanted. Whether that instant itself is
    /// wanted does not matter.
    pub after: &'static str,
    /// The name of the query parameter for the order, and its value for the ascending order of the key.
    pub order: (&'static str, &'static str),
    /// Whether the key of an entry never changes.
    pub is_constant: bool,
    /// Returns the key of an entry, or `None` if it has none.
    pub of: fn(&T) -> Option<Timestamp>,
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key")
            .field("name", &self.name)
            .field("after", &self.after)
            .field("order", &self.order)
            .field("is_constant", &self.is_constant)
            .finish_non_exhaustive()
    }
}

/// A version of an entry: its key, and a digest of its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) key: Timestamp,
    pub(super) digest: u64,
}

/// The difference of an entry of a page from the versions that were returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Novelty {
    /// It was returned, or a later version was.
    Known,
    /// Its content is new, and its key is not.
    Changed,
    /// It has another key than before, or was not returned yet.
    New,
    /// It has another key than before, although keys never change.
    Moved,
}

/// The versions of the entries that were returned, as far as they can come again.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    pub(super) versions: HashMap<Id, Version>,
    /// The number of entries after which those are removed that cannot come again.
    limit: usize,
}

impl Seen {
    /// Notes that a version was returned.
    pub(super) fn insert(&mut self, id: Id, version: Version) {
        self.versions.insert(id, version);
    }

    /// Compares an entry with the version of it that was returned.
    pub(super) fn compare(&self, id: &Id, version: Version, is_constant: bool) -> Novelty {
        let Some(known) = self.versions.get(id) else {
            return Novelty::New;
        };
        match version.key.cmp(&known.key) {
            std::cmp::Ordering::Equal if is_constant || version.digest == known.digest => {
                Novelty::Known
            }
            std::cmp::Ordering::Equal => Novelty::Changed,
            _ if is_constant => Novelty::Moved,
            std::cmp::Ordering::Greater => Novelty::New,
            // A copy of the database that is behind.
            std::cmp::Ordering::Less => Novelty::Known,
        }
    }

    /// Removes the versions with a key before `since`, once there are many.
    pub(super) fn prune(&mut self, since: Timestamp) {
        if self.versions.len() < self.limit.max(1_000) {
            return;
        }
        self.versions.retain(|_, version| version.key >= since);
        // Each is looked at twice or less on average.
        self.limit = self.versions.len() * 2;
    }
}

/// Returns the last whole second that is not after `key`, and one second less: after that instant is everything that has
/// this key, as a server shows it, whatever fractions of a second it keeps, and whether it includes the instant or not.
pub(super) fn just_before(key: Timestamp) -> Timestamp {
    let floor = match key.subsec_nanosecond() {
        ..0 => key.as_second().saturating_sub(1),
        _ => key.as_second(),
    };
    let before = floor.saturating_sub(1);
    Timestamp::from_second(before).unwrap_or(Timestamp::MIN)
}

/// Returns an instant before another.
pub(super) fn earlier(instant: Timestamp, by: SignedDuration) -> Timestamp {
    instant.checked_sub(by).unwrap_or(Timestamp::MIN)
}

/// Returns a digest of the content of an entry. It is the same in every process and every version of this crate: FNV-1a
/// with 64 bits, over the JSON of the entry with its properties in the order of their names. Numbers have all of their digits.
pub(super) fn digest<T: Serialize>(entry: &T) -> u64 {
    let mut hash = Fnv::default();
    // An entry that was read as JSON can be written as JSON.
    hash.value(&Ordered::of(entry).unwrap_or(Ordered::Null));
    hash.0
}

struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Adds a text with its end, so that two texts in a row cannot be two others.
    fn text(&mut self, kind: u8, text: &str) {
        self.bytes(&[kind]);
        self.bytes(text.as_bytes());
        // No UTF-8 has this byte.
        self.bytes(&[0xff]);
    }

    fn value(&mut self, value: &Ordered) {
        match value {
            Ordered::Null => self.bytes(b"n"),
            Ordered::Bool(true) => self.bytes(b"t"),
            Ordered::Bool(false) => self.bytes(b"f"),
            Ordered::Number(number) => self.text(b'#', number.get()),
            Ordered::Text(text) => self.text(b'"', text),
            Ordered::List(items) => {
                self.bytes(b"[");
                for item in items {
                    self.value(item);
                }
                self.bytes(b"]");
            }
            Ordered::Object(properties) => {
                let mut properties: Vec<_> = properties.iter().collect();
                properties.sort_unstable_by_key(|(name, _)| name);
                self.bytes(b"{");
                for (name, value) in properties {
                    self.text(b':', name);
                    self.value(value);
                }
                self.bytes(b"}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::Decimal;

    #[test]
    fn decimals_that_differ_in_any_digit_have_different_digests() {
        let texts = [
            "0.1",
            "0.10",
            "1234567890.123456789012345678",
            "1234567890.123456789012345679",
            "1e999",
        ];
        let digests = texts.map(|text| digest(&[text.parse::<Decimal>().unwrap()]));
        let distinct: std::collections::HashSet<_> = digests.into_iter().collect();
        assert_eq!(distinct.len(), texts.len());
    }

    #[test]
    fn the_digest_is_the_same_in_every_version() {
        let text = r#"{"id":"7","notes":"Überstunden","minutes":90,"rate":1.5,"tags":["a",null,true,false],"more":{}}"#;
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(format!("{:016x}", digest(&value)), "0304bb2144f2bee1");
        assert_eq!(digest(&Value::Null), 0xaf63_e34c_8601_f871);
    }

    #[test]
    fn values_that_differ_in_their_structure_have_different_digests() {
        let texts = [
            "[]",
            "{}",
            "null",
            "\"\"",
            "[[]]",
            "[\"\"]",
            "[\"a\",\"b\"]",
            "[\"ab\"]",
            "[\"a\",[\"b\"]]",
            "[[\"a\"],\"b\"]",
            "{\"a\":\"b\"}",
            "{\"a\":null}",
            "0",
            "\"0\"",
            "[0,0]",
            "[00.0]",
            "true",
            "\"t\"",
        ];
        let digests =
            texts.map(|text| serde_json::from_str(text).map_or(0, |value: Value| digest(&value)));
        let distinct: std::collections::HashSet<_> = digests.into_iter().collect();
        assert_eq!(distinct.len(), texts.len());
    }

    #[test]
    fn just_before_a_key_is_a_whole_second_that_lies_a_second_back_or_more() {
        let cases = [
            ("2026-11-24T12:00:05Z", "2026-11-24T12:00:04Z"),
            ("2026-11-24T12:00:05.999Z", "2026-11-24T12:00:04Z"),
            ("1969-12-31T23:59:58Z", "1969-12-31T23:59:57Z"),
            ("1969-12-31T23:59:58.5Z", "1969-12-31T23:59:57Z"),
        ];
        for (key, before) in cases {
            assert_eq!(just_before(key.parse().unwrap()).to_string(), before);
        }
        assert_eq!(just_before(Timestamp::MIN), Timestamp::MIN);
    }

    #[test]
    fn versions_that_cannot_come_again_are_removed_once_there_are_many() {
        let mut seen = Seen::default();
        let at = |second| Timestamp::from_second(second).unwrap();
        let fill = |seen: &mut Seen, seconds: std::ops::Range<i64>| {
            for second in seconds {
                let (key, digest) = (at(second), 0);
                seen.insert(Id::from(second.unsigned_abs()), Version { key, digest });
            }
        };
        fill(&mut seen, 0..999);
        seen.prune(at(900));
        assert_eq!(seen.versions.len(), 999);
        fill(&mut seen, 999..4_000);
        seen.prune(at(1_000));
        assert_eq!(seen.versions.len(), 3_000);
        // The next time when there are twice as many.
        fill(&mut seen, 4_000..6_999);
        seen.prune(at(6_000));
        assert_eq!(seen.versions.len(), 5_999);
        fill(&mut seen, 6_999..7_000);
        seen.prune(at(6_000));
        assert_eq!(seen.versions.len(), 1_000);
        assert!(
            seen.versions
                .values()
                .all(|version| version.key >= at(6_000))
        );
    }
}
