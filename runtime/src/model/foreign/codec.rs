//! [`Codec`]: how a type of another crate is written.

use std::fmt;

/// How a type of another crate is written: as one text, which is a string in JSON, or a number.
pub trait Codec<T> {
    /// The words for a value in messages: `a UUID`.
    const EXPECTED: &'static str;

    /// Whether the text is a number in JSON.
    const IS_NUMBER: bool = false;

    /// Whether the empty text is a value, so that it never stands for none.
    const HAS_EMPTY: bool = false;

    /// Reads a text.
    ///
    /// # Errors
    /// Fails with the reason, which does not repeat the text.
    fn read(text: &str) -> Result<T, String>;

    /// Writes the text of a value.
    ///
    /// # Errors
    /// Fails if the formatter does.
    fn write(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// Returns the reason why a value cannot be sent, if there is one. Most have a text for each value.
    fn refusal(value: &T) -> Option<String> {
        let _ = value;
        None
    }
}
