//! Removing a value from the object or array that holds it.

use crate::document::{Node, Value};

use super::select::{Step, node_mut};

/// Removes the value at the end of `steps`. Returns the object or array that held it; `None` if nothing is there, which
/// is so for the root.
pub(super) fn remove<'n>(root: &'n mut Node, steps: &[Step]) -> Option<&'n mut Node> {
    let (last, before) = steps.split_last()?;
    let holder = node_mut(root, before)?;
    match (last, &mut holder.value) {
        (Step::Key(key), Value::Object(entries)) => {
            let index = entries.iter().position(|(name, _)| name == key)?;
            entries.remove(index);
        }
        (Step::Index(index), Value::Array(items)) if *index < items.len() => {
            items.remove(*index);
        }
        _ => return None,
    }
    Some(holder)
}
