//! Reading a response in which single objects are not as documented, so that they do not cost the rest of it.
//!
//! The objects of a response with [`Links`] are in collections, by id. If the response cannot be read as a whole, each of
//! them is read alone. Those that cannot be read are noted, and overwritten with spaces in a copy of the text, which is
//! read as a whole again. So a response without errors costs nothing more, and one with any number of them takes a time
//! and a memory that are proportional to its size: it is read three times, and copied once.

use std::{collections::HashSet, ops::Range, str, sync::Arc};

use serde::de::IgnoredAny;

use super::links::{Collection, Links};
use crate::{
    exchange::raw_response::RawResponse,
    model::{
        id::Id,
        unreadable::{Unreadable, UnreadableObjects},
    },
    text::{
        json_error::{error_place, from_json, without_position},
        members::{Member, Members, is_too_deep},
    },
};

/// The number of objects of a response whose reasons are kept. The others are kept with their path only.
const MAX_REASONS: usize = 1000;

/// A text in which the objects that cannot be read are overwritten.
pub(super) struct Isolated {
    /// It is as long as the text of the response, so that each value is in the same place.
    pub(super) text: String,
    pub(super) unreadable: UnreadableObjects,
}

/// Overwrites the objects of a response that cannot be read, those of the primary collection only `with_primary`.
///
/// Returns `None` if there are none, if the body is not valid JSON or nested too deeply, and if an id occurs twice: one of
/// its objects would be lost then.
pub(super) fn isolate<T: Links>(response: &RawResponse, with_primary: bool) -> Option<Isolated> {
    let collections = T::COLLECTIONS.iter();
    let collections = collections.filter(|known| with_primary || known.name != T::PRIMARY);
    isolate_in(response, &collections.collect::<Vec<_>>())
}

/// Not generic, so that it is compiled once.
fn isolate_in(response: &RawResponse, collections: &[&Collection]) -> Option<Isolated> {
    let body = response.json_text();
    let text = str::from_utf8(body).ok()?;
    if from_json::<IgnoredAny>(body).is_err() || is_too_deep(body) {
        return None;
    }
    let show = response.secrets().shower();
    let mut sieve = Sieve {
        text,
        show: &show,
        is_strict: response.is_strict(),
        blank: Vec::new(),
        unreadable: UnreadableObjects::default(),
        count: 0,
        unexplained: "not as documented; only the reasons of the first objects are kept".into(),
    };
    for member in Members::of(body, 0)? {
        let name: String = serde_json::from_str(text.get(member.key)?).ok()?;
        let collection = collections.iter().find(|known| known.name == name);
        if let (Some(collection), Some(objects)) =
            (collection, Members::of(body, member.value.start))
        {
            sieve.collection(collection, objects)?;
        }
    }
    let Sieve {
        blank, unreadable, ..
    } = sieve;
    (!blank.is_empty()).then(|| Isolated {
        text: overwrite(text, &blank),
        unreadable,
    })
}

struct Sieve<'t> {
    text: &'t str,
    /// Shows text of the server, without secrets.
    show: &'t dyn Fn(&[u8]) -> String,
    is_strict: bool,
    /// The parts that are overwritten, in the order of the text.
    blank: Vec<Range<usize>>,
    unreadable: UnreadableObjects,
    /// The number of objects that cannot be read.
    count: usize,
    /// The reason of those whose own is not kept.
    unexplained: Arc<str>,
}

impl Sieve<'_> {
    /// Reads each object of a collection. Returns `None` if an id occurs twice, and one of its objects cannot be read.
    fn collection(&mut self, collection: &Collection, objects: Members<'_>) -> Option<()> {
        let (mut readable, mut refused) = (HashSet::new(), HashSet::new());
        // The comma after the last object, which goes with the next one if that is kept.
        let mut comma: Option<usize> = None;
        let mut has_kept = false;
        for member in objects {
            let key: String = serde_json::from_str(self.text.get(member.key.clone())?).ok()?;
            let id = serde_json::from_str::<Id>(self.text.get(member.key.clone())?).ok();
            let is_kept = id.is_some() && self.check(collection, &member, &key, id.as_ref())?;
            // Between two objects that are kept there is one comma, and no other is left.
            if let Some(at) = comma.filter(|_| !(is_kept && has_kept)) {
                self.blank.push(at..at + 1);
            }
            if !is_kept {
                self.blank.push(member.key.start..member.value.end);
            }
            has_kept |= is_kept;
            comma = member.comma;
            if let Some(id) = id {
                let (own, other) = match is_kept {
                    true => (&mut readable, &refused),
                    false => (&mut refused, &readable),
                };
                if other.contains(&id) || !(own.insert(id) || is_kept) {
                    return None;
                }
            } else {
                self.note(collection, None, &key, None);
            }
        }
        Some(())
    }

    /// Whether an object can be read. Notes it if it cannot.
    fn check(
        &mut self,
        collection: &Collection,
        member: &Member,
        key: &str,
        id: Option<&Id>,
    ) -> Option<bool> {
        let object = self.text.get(member.value.clone())?;
        let check = || (collection.check)(object, self.is_strict);
        let Err(error) = check() else {
            return Some(true);
        };
        self.note(collection, id, key, Some((object, &error)));
        Some(false)
    }

    fn note(
        &mut self,
        collection: &Collection,
        id: Option<&Id>,
        key: &str,
        error: Option<(&str, &serde_json::Error)>,
    ) {
        self.count += 1;
        let mut path = format!("{}.{key}", collection.name);
        let is_explained = self.count <= MAX_REASONS;
        let reason = match error {
            _ if !is_explained => Arc::clone(&self.unexplained),
            None => "the key is not an id".into(),
            Some((object, error)) => {
                let (within, reason) = error_place(object.as_bytes(), error);
                if !(within.is_empty() || within.starts_with('[')) {
                    path.push('.');
                }
                path.push_str(&within);
                (self.show)(without_position(&reason).as_bytes()).into()
            }
        };
        if id.is_some() || is_explained {
            let path = (self.show)(path.as_bytes());
            self.unreadable
                .add(collection.name, id.cloned(), Unreadable::new(&path, reason));
        }
    }
}

/// Replaces parts of a text by as many spaces as they have bytes. Lines end where they ended.
fn overwrite(text: &str, blank: &[Range<usize>]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut end = 0;
    for range in blank {
        result.push_str(text.get(end..range.start).unwrap_or_default());
        let gone = text.get(range.clone()).unwrap_or_default().bytes();
        result.extend(gone.map(|byte| match byte {
            b'\n' => '\n',
            _ => ' ',
        }));
        end = range.end;
    }
    result.push_str(text.get(end..).unwrap_or_default());
    result
}
