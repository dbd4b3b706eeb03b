//! Additional properties of objects that are sent.

use serde::ser::Error;

/// Fails if an additional property has the name of one that the object has a field for: both would be written.
///
/// # Errors
/// Fails with the name, and what to do.
pub fn check_other<E: Error>(name: &str, known: &[&str]) -> Result<(), E> {
    if known.contains(&name) {
        return Err(E::custom(format!(
            "`{name}` is a property that the document names: set it by its field"
        )));
    }
    Ok(())
}
