//! [`Checkpoint`]: a place in a list that is read by a key, to be stored.

use std::{collections::BTreeMap, fmt};

use jiff::Timestamp;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::Error as _,
    ser::{SerializeMap as _, SerializeStruct as _},
};
use serde_json::{Map, Value};

use super::key::{Seen, Version};
use crate::{exchange::error::Error, model::id::Id};

/// The version of the format that this crate writes and reads.
const VERSION: u64 = 1;

/// A place in a list that is read by a key: everything before it was returned. Another process can continue there; see
/// [`EntriesByKey::resume_from`](crate::EntriesByKey::resume_from).
///
/// It is stored as JSON or in another format of serde that describes itself. It has the ids of the entries that were
/// returned and could come again, and none of their content. It has the filters of the list as they are in the address,
/// but no secret.
///
/// ```
/// # fn example(checkpoint: &specwright_runtime::Checkpoint) -> Result<(), serde_json::Error> {
/// let stored = serde_json::to_string(checkpoint)?;
/// let checkpoint: specwright_runtime::Checkpoint = serde_json::from_str(&stored)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// The name of the key.
    pub(super) key: String,
    /// The list, or `None` if it does not matter.
    pub(super) list: Option<String>,
    /// The instant before which everything was returned, or `None` if the list is still at its start.
    pub(super) after: Option<Timestamp>,
    /// The instant at which the caller had the list start.
    pub(super) from: Option<Timestamp>,
    /// The versions that were returned. Those of a key that never changes have no digest.
    pub(super) seen: BTreeMap<Timestamp, BTreeMap<Id, Option<u64>>>,
}

impl Checkpoint {
    /// Allows another list to continue here: one with other filters, or at another path. Entries that only that list
    /// has, and whose key is before the checkpoint, are not returned.
    pub fn for_any_list(mut self) -> Self {
        self.list = None;
        self
    }

    /// Collects the versions with a key from `since` on.
    pub(super) fn collect(
        seen: &Seen,
        since: Option<Timestamp>,
        is_constant: bool,
    ) -> BTreeMap<Timestamp, BTreeMap<Id, Option<u64>>> {
        let mut collected: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for (id, version) in &seen.versions {
            if since.is_none_or(|since| version.key >= since) {
                let digest = (!is_constant).then_some(version.digest);
                let ids = collected.entry(version.key).or_default();
                ids.insert(id.clone(), digest);
            }
        }
        collected
    }

    /// Returns the versions that were returned.
    pub(super) fn into_seen(self) -> Seen {
        let mut seen = Seen::default();
        for (key, ids) in self.seen {
            for (id, digest) in ids {
                let digest = digest.unwrap_or_default();
                seen.insert(id, Version { key, digest });
            }
        }
        seen
    }
}

/// The error of a [`Checkpoint`] of another list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CheckpointError {
    /// It is of another list.
    OtherList {
        /// The list of the checkpoint.
        checkpoint: String,
        /// The list of the stream.
        stream: String,
    },
    /// It is of another key.
    OtherKey {
        /// The key of the checkpoint.
        checkpoint: String,
        /// The key of the stream.
        stream: &'static str,
    },
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherList { checkpoint, stream } => write!(
                f,
                "the checkpoint is of the list `{checkpoint}`, and this is `{stream}`; use the same filters, or allow \
                 it by `for_any_list`"
            ),
            Self::OtherKey { checkpoint, stream } => write!(
                f,
                "the checkpoint is of a list by `{checkpoint}`, and this one is by `{stream}`; read it by \
                 `{checkpoint}`, or start without a checkpoint"
            ),
        }
    }
}

impl std::error::Error for CheckpointError {}

impl<E> From<CheckpointError> for Error<E> {
    fn from(error: CheckpointError) -> Self {
        Self::Value(error.into())
    }
}

/// Writes the ids with one key.
struct Ids<'a>(&'a BTreeMap<Id, Option<u64>>);

impl Serialize for Ids<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, digest) in self.0 {
            let digest = digest.map(|digest| format!("{digest:016x}"));
            map.serialize_entry(&id.to_string(), &digest)?;
        }
        map.end()
    }
}

/// Writes the versions by their keys.
struct Keys<'a>(&'a BTreeMap<Timestamp, BTreeMap<Id, Option<u64>>>);

impl Serialize for Keys<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, ids) in self.0 {
            map.serialize_entry(&key.to_string(), &Ids(ids))?;
        }
        map.end()
    }
}

impl Serialize for Checkpoint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = |instant: Option<Timestamp>| instant.map(|instant| instant.to_string());
        let mut fields = serializer.serialize_struct("Checkpoint", 6)?;
        fields.serialize_field("version", &VERSION)?;
        fields.serialize_field("key", &self.key)?;
        fields.serialize_field("list", &self.list)?;
        fields.serialize_field("after", &text(self.after))?;
        fields.serialize_field("from", &text(self.from))?;
        fields.serialize_field("seen", &Keys(&self.seen))?;
        fields.end()
    }
}

impl<'de> Deserialize<'de> for Checkpoint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = Map::deserialize(deserializer)?;
        read(&fields).map_err(|reason| D::Error::custom(format!("not a checkpoint: {reason}")))
    }
}

fn read(fields: &Map<String, Value>) -> Result<Checkpoint, String> {
    match fields.get("version").map(Value::as_u64) {
        Some(Some(VERSION)) => {}
        None => return Err("it has no `version`".to_owned()),
        Some(version) => {
            let version =
                version.map_or("an unknown version".to_owned(), |v| format!("version {v}"));
            return Err(format!(
                "it has {version}, and this program reads version {VERSION}; read it by the version of the program \
                 that wrote it, or start without it"
            ));
        }
    }
    let Some(Value::Object(keys)) = fields.get("seen") else {
        return Err("`seen` is not an object".to_owned());
    };
    let mut seen = BTreeMap::new();
    for (key, ids) in keys {
        let wrong = || format!("`seen` has no ids at {key:?}");
        let key: Timestamp = key.parse().map_err(|_| wrong())?;
        let ids = ids.as_object().ok_or_else(wrong)?.iter();
        let ids = ids.map(|(id, digest)| Some((Id::from(id.as_str()), read_digest(digest)?)));
        let ids: Option<BTreeMap<_, _>> = ids.collect();
        seen.insert(key, ids.ok_or_else(wrong)?);
    }
    Ok(Checkpoint {
        key: text(fields, "key")?.ok_or("it has no `key`")?.to_owned(),
        list: text(fields, "list")?.map(str::to_owned),
        after: instant(fields, "after")?,
        from: instant(fields, "from")?,
        seen,
    })
}

/// Reads a digest, or null. The outer `None` is an error.
fn read_digest(value: &Value) -> Option<Option<u64>> {
    match value {
        Value::Null => Some(None),
        Value::String(text) if text.len() == 16 => Some(Some(u64::from_str_radix(text, 16).ok()?)),
        _ => None,
    }
}

fn text<'a>(fields: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, String> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("`{name}` is not a string")),
    }
}

fn instant(fields: &Map<String, Value>, name: &str) -> Result<Option<Timestamp>, String> {
    let Some(text) = text(fields, name)? else {
        return Ok(None);
    };
    let instant = text.parse();
    instant
        .map(Some)
        .map_err(|_| format!("`{name}` is not an instant"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As it was stored by the first version.
    const STORED: &str = r#"{"version":1,"key":"updated_at","list":"GET /pets?age=3","after":"2026-11-24T12:00:04Z","from":"2026-01-01T00:00:00Z","seen":{"2026-11-24T12:00:04Z":{"9":"00000000000000ff"},"2026-11-24T12:00:05.25Z":{"7":"fedcba9876543210","12":"0123456789abcdef"}}}"#;

    #[test]
    fn a_stored_checkpoint_is_read_and_written_as_it_was() {
        let checkpoint: Checkpoint = serde_json::from_str(STORED).unwrap();
        assert_eq!(checkpoint.seen.len(), 2);
        assert_eq!(serde_json::to_string(&checkpoint).unwrap(), STORED);
        // A key that never changes needs no digests, and a list at its start has no instant.
        let start = r#"{"version":1,"key":"created_at","list":null,"after":null,"from":null,"seen":{"2026-11-24T12:00:04Z":{"9":null}}}"#;
        let checkpoint: Checkpoint = serde_json::from_str(start).unwrap();
        assert_eq!(serde_json::to_string(&checkpoint).unwrap(), start);
        // Formats that have no texts without escapes, and properties that a later program adds.
        let value: Value = serde_json::from_str(STORED).unwrap();
        assert_eq!(
            serde_json::to_value(Checkpoint::deserialize(value.clone()).unwrap()).unwrap(),
            value
        );
        let more = STORED.replace(r#""seen""#, r#""note":1,"seen""#);
        serde_json::from_str::<Checkpoint>(&more).unwrap();
    }

    #[test]
    fn what_is_no_checkpoint_of_this_version_is_refused_with_the_reason() {
        let cases = [
            (
                r#""version":1"#,
                r#""version":2"#,
                "it has version 2, and this program reads version 1; read it by the version of the program that wrote it, or start without it",
            ),
            (
                r#""version":1"#,
                r#""version":"1""#,
                "it has an unknown version, and this program reads version 1; read it by the version of the program that wrote it, or start without it",
            ),
            (r#""version":1,"#, "", "it has no `version`"),
            (r#""key":"updated_at","#, "", "it has no `key`"),
            (
                r#""list":"GET /pets?age=3""#,
                r#""list":7"#,
                "`list` is not a string",
            ),
            (
                r#""after":"2026-"#,
                r#""after":"2O26-"#,
                "`after` is not an instant",
            ),
            (
                r#""9":"00000000000000ff""#,
                r#""9":"ff""#,
                r#"`seen` has no ids at "2026-11-24T12:00:04Z""#,
            ),
            (
                r#"{"9":"00000000000000ff"}"#,
                "[]",
                r#"`seen` has no ids at "2026-11-24T12:00:04Z""#,
            ),
            (
                r#""seen":{"2026"#,
                r#""seen":{"now":{},"2026"#,
                r#"`seen` has no ids at "now""#,
            ),
            (r#""seen""#, r#""saw""#, "`seen` is not an object"),
        ];
        for (text, other, reason) in cases {
            assert!(STORED.contains(text), "{text}");
            let error =
                serde_json::from_str::<Checkpoint>(&STORED.replace(text, other)).unwrap_err();
            assert_eq!(error.to_string(), format!("not a checkpoint: {reason}"));
        }
    }
}
