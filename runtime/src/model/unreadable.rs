//! [`Unreadable`]: an object of a response that could not be read, while the rest of the response could.

use std::{collections::BTreeMap, error::Error, fmt, sync::Arc};

use super::id::Id;

/// An object within a response that is not as documented: where it is, and why it could not be read.
///
/// The other objects of the response were read. Look-ups of this one return this error, and a page lists all of them by
/// its method `unreadable`. Secrets of the client are redacted in it, and it is cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unreadable {
    path: Arc<str>,
    reason: Arc<str>,
}

impl Unreadable {
    pub(crate) fn new(path: &str, reason: impl Into<Arc<str>>) -> Self {
        Self {
            path: path.into(),
            reason: reason.into(),
        }
    }

    /// Returns the path to the value in the response that is not as documented, such as `workspaces.11.due_date`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the reason why the value could not be read.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// `workspaces.11.due_date: invalid type: integer `5`, expected a string`
impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

impl Error for Unreadable {}

/// The objects of a response that could not be read, by collection and id. Most responses have none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct UnreadableObjects(Option<Arc<Notes>>);

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Notes {
    by_id: BTreeMap<&'static str, BTreeMap<Id, Unreadable>>,
    /// Objects whose key is no id.
    others: Vec<Unreadable>,
}

impl UnreadableObjects {
    /// Notes an object. Without an id, only [`iter`](UnreadableObjects::iter) leads to it.
    pub(crate) fn add(&mut self, collection: &'static str, id: Option<Id>, object: Unreadable) {
        let notes = Arc::make_mut(self.0.get_or_insert_default());
        match id {
            Some(id) => drop(
                notes
                    .by_id
                    .entry(collection)
                    .or_default()
                    .insert(id, object),
            ),
            None => notes.others.push(object),
        }
    }

    /// Returns all of them.
    pub fn iter(&self) -> impl Iterator<Item = &Unreadable> {
        let notes = self.0.as_deref().into_iter();
        notes.flat_map(|notes| {
            let by_id = notes.by_id.values().flat_map(BTreeMap::values);
            by_id.chain(&notes.others)
        })
    }

    /// Returns the one with this id.
    #[must_use]
    pub fn get(&self, collection: &str, id: &Id) -> Option<&Unreadable> {
        self.0.as_ref()?.by_id.get(collection)?.get(id)
    }

    /// Returns the number of those with an id in a collection.
    #[must_use]
    pub fn count(&self, collection: &str) -> usize {
        let by_id = self
            .0
            .as_ref()
            .and_then(|notes| notes.by_id.get(collection));
        by_id.map_or(0, BTreeMap::len)
    }

    /// Looks up an object in the map of a collection. Without an id, there is none.
    ///
    /// # Errors
    /// Fails if the object could not be read.
    pub fn look_up<'m, T>(
        &self,
        collection: &str,
        map: &'m BTreeMap<Id, T>,
        id: Option<&Id>,
    ) -> Result<Option<&'m T>, Unreadable> {
        let Some(id) = id else {
            return Ok(None);
        };
        match (map.get(id), self.get(collection, id)) {
            (None, Some(unreadable)) => Err(unreadable.clone()),
            (found, _) => Ok(found),
        }
    }

    /// Takes an object out of the map of a collection. Returns `None` if there is none, or the reason why it could not be
    /// read.
    pub fn take<T>(
        &self,
        collection: &str,
        map: &mut BTreeMap<Id, T>,
        id: &Id,
    ) -> Option<Result<T, Unreadable>> {
        let unreadable = || self.get(collection, id).cloned().map(Err);
        map.remove(id).map(Ok).or_else(unreadable)
    }
}
