//! [`Like`]: objects that are sent, and the entries that a response has for them.

use std::{collections::VecDeque, error::Error, fmt};

/// An object that is sent, which can be compared with an entry of a response.
pub trait Like<E> {
    /// Whether all properties that are sent and that the entry can have are equal to those of the entry. A property that is not
    /// sent is not compared, because the server fills it in.
    fn is_like(&self, entry: &E) -> bool;
}

/// Returns for each sent object the entry that was made of it, as far as the content tells. Each entry is returned once at
/// most.
///
/// A server that does not promise to respond in the order of the request leaves only the content. Among equal objects, it makes
/// no difference which is which, and they get their entries in order. An object is `None` if no entry is like it: the server
/// has changed a property, such as a text that it trimmed. Then only the order of the response is left.
///
/// As many objects as possible get an entry: one that is like several entries leaves to another object the only entry that
/// is like that one.
///
/// ```
/// # use specwright_runtime::{Like, pair_up};
/// struct Named(&'static str);
///
/// impl Like<String> for Named {
///     fn is_like(&self, entry: &String) -> bool {
///         self.0 == entry
///     }
/// }
///
/// let created = ["b".to_owned(), "a".to_owned()];
/// let pairs = pair_up(&[Named("a"), Named("c"), Named("b")], &created);
/// assert_eq!(pairs, [Some(&created[1]), None, Some(&created[0])]);
/// ```
pub fn pair_up<'e, N: Like<E>, E>(
    sent: &[N],
    entries: impl IntoIterator<Item = &'e E>,
) -> Vec<Option<&'e E>> {
    let entries: Vec<&E> = entries.into_iter().collect();
    let likes: Vec<Vec<usize>> = sent
        .iter()
        .map(|object| {
            let alike = entries.iter().enumerate();
            let alike = alike.filter(|(_, entry)| object.is_like(entry));
            alike.map(|(index, _)| index).collect()
        })
        .collect();
    let mut objects = vec![None; entries.len()];
    for object in 0..sent.len() {
        assign(object, &likes, &mut objects);
    }
    let mut pairs = vec![None; sent.len()];
    for (entry, object) in entries.into_iter().zip(objects) {
        if let Some(pair) = object.and_then(|object| pairs.get_mut(object)) {
            *pair = Some(entry);
        }
    }
    pairs
}

/// Gives an entry to an object, if others can make room for it: an augmenting path, found in breadth.
fn assign(object: usize, likes: &[Vec<usize>], objects: &mut [Option<usize>]) {
    // For each entry that was reached, the object from which it was.
    let mut reached = vec![None; objects.len()];
    let mut queue = VecDeque::from([object]);
    while let Some(current) = queue.pop_front() {
        for entry in likes.get(current).into_iter().flatten().copied() {
            let Some(from @ None) = reached.get_mut(entry) else {
                continue;
            };
            *from = Some(current);
            match objects.get(entry).copied().flatten() {
                Some(owner) => queue.push_back(owner),
                None => return hand_on(entry, &reached, objects),
            }
        }
    }
}

/// Gives a free entry to the object from which it was reached, the entry of that to the one before, and so on.
fn hand_on(free: usize, reached: &[Option<usize>], objects: &mut [Option<usize>]) {
    let mut entry = Some(free);
    while let Some(current) = entry {
        let Some(taker) = reached.get(current).copied().flatten() else {
            return;
        };
        entry = objects.iter().position(|owner| *owner == Some(taker));
        if let Some(owner) = objects.get_mut(current) {
            *owner = Some(taker);
        }
        // A path never comes back to an entry, so the old place of the taker is the next one.
    }
}

/// The error of an object that cannot be made of another one, because that has no value for a required property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingProperty(&'static str);

impl MissingProperty {
    /// Returns the name of the property.
    pub fn name(&self) -> &'static str {
        self.0
    }
}

impl fmt::Display for MissingProperty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the property `{}` is missing, and is required", self.0)
    }
}

impl Error for MissingProperty {}

/// A field with a value of the type `T`, which can be missing.
pub trait Holds<T> {
    /// Returns the value.
    fn held(&self) -> Option<&T>;
}

impl<T> Holds<T> for T {
    fn held(&self) -> Option<&T> {
        Some(self)
    }
}

impl<T> Holds<T> for Option<T> {
    fn held(&self) -> Option<&T> {
        self.as_ref()
    }
}

/// Copies a value that an object requires.
pub fn required<T: Clone>(from: &impl Holds<T>, name: &'static str) -> Result<T, MissingProperty> {
    from.held().cloned().ok_or(MissingProperty(name))
}

/// Copies a value that an object can have.
pub fn optional<T: Clone>(from: &impl Holds<T>) -> Option<T> {
    from.held().cloned()
}

/// Whether a value that is sent is that of an entry.
pub fn agrees<T: PartialEq>(sent: &T, entry: &impl Holds<T>) -> bool {
    entry.held() == Some(sent)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Is like each entry that has these letters.
    struct Letters(&'static str);

    impl Like<&str> for Letters {
        fn is_like(&self, entry: &&str) -> bool {
            self.0.chars().all(|letter| entry.contains(letter))
        }
    }

    fn pairs(sent: &[&'static str], entries: &[&'static str]) -> Vec<Option<&'static str>> {
        let sent: Vec<_> = sent.iter().copied().map(Letters).collect();
        let paired = pair_up(&sent, entries).into_iter();
        paired.map(Option::<&&str>::copied).collect()
    }

    #[test]
    fn each_entry_belongs_to_one_object_and_as_many_objects_as_possible_have_one() {
        assert_eq!(pairs(&["a", "a"], &["a1", "a2"]), [Some("a1"), Some("a2")]);
        assert_eq!(pairs(&["a", "a"], &["a1"]), [Some("a1"), None]);
        // What is less specific makes room.
        assert_eq!(pairs(&["a", "ab"], &["ab", "ac"]), [Some("ac"), Some("ab")]);
        assert_eq!(
            pairs(&["a", "ab", "abc"], &["abc", "abd", "ae"]),
            [Some("ae"), Some("abd"), Some("abc")]
        );
        assert_eq!(pairs(&["x", "b"], &["a", "b"]), [None, Some("b")]);
        assert_eq!(pairs(&[], &["a"]), []);
    }

    #[test]
    fn a_value_that_is_there_is_copied_and_compared() {
        assert_eq!(required::<i32>(&7, "a").unwrap(), 7);
        assert_eq!(required::<i32>(&Some(7), "a").unwrap(), 7);
        let missing = required::<i32>(&None, "a").unwrap_err();
        assert_eq!(
            missing.to_string(),
            "the property `a` is missing, and is required"
        );
        assert_eq!(optional::<i32>(&7), Some(7));
        assert_eq!(optional::<i32>(&None), None);
        assert!(agrees(&7, &7) && agrees(&7, &Some(7)));
        assert!(!agrees(&7, &8) && !agrees(&7, &None));
    }
}
