//! Merging a value into one of the document (Overlay 1.1, section 4.4.3.2).

use crate::document::{Changes, Node, Value};

/// The kinds of values that merging distinguishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    Array,
    /// Everything else, null included.
    Single,
}

impl Kind {
    pub(super) fn of(node: &Node) -> Self {
        match node.value {
            Value::Object(_) => Self::Object,
            Value::Array(_) => Self::Array,
            _ => Self::Single,
        }
    }
}

/// Two values that cannot be merged.
pub(super) struct Mismatch<'o> {
    /// The value that would be merged.
    pub(super) update: &'o Node,
    /// In words, what is at its place in the document.
    pub(super) target: &'static str,
}

/// Merges `update` into `target`: objects by their keys, an array or a value to the end of an array, a single value in
/// place of a single value. Returns whether anything changed. The changes are noted as those of `by`, or else of the
/// values in `update` themselves.
pub(super) fn merge<'o>(
    target: &mut Node,
    update: &'o Node,
    changes: &mut Changes,
    by: Option<&Node>,
) -> Result<bool, Mismatch<'o>> {
    let kinds = (Kind::of(target), Kind::of(update));
    let is_changed = match (&mut target.value, &update.value) {
        (Value::Object(entries), Value::Object(updates)) => {
            let mut is_changed = false;
            for (key, update) in updates {
                is_changed |= match entries.iter_mut().find(|(name, _)| name == key) {
                    Some((_, node)) => merge_entry(node, update, changes, by)?,
                    None => {
                        entries.push((key.clone(), update.clone()));
                        true
                    }
                };
            }
            is_changed
        }
        (Value::Array(items), Value::Array(more)) => {
            items.extend(more.iter().cloned());
            !more.is_empty()
        }
        (Value::Array(items), _) => {
            items.push(update.clone());
            true
        }
        _ if kinds == (Kind::Single, Kind::Single) => {
            let is_changed = !target.is_same(update);
            if is_changed {
                *target = update.clone();
            }
            return Ok(is_changed);
        }
        _ => {
            return Err(Mismatch {
                update,
                target: target.kind(),
            });
        }
    };
    if is_changed {
        changes.note(target.id, by.unwrap_or(update));
    }
    Ok(is_changed)
}

/// Merges inside of an object, where an array takes an array only.
fn merge_entry<'o>(
    target: &mut Node,
    update: &'o Node,
    changes: &mut Changes,
    by: Option<&Node>,
) -> Result<bool, Mismatch<'o>> {
    if Kind::of(target) == Kind::of(update) {
        return merge(target, update, changes, by);
    }
    Err(Mismatch {
        update,
        target: target.kind(),
    })
}
