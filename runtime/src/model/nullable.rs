//! [`Nullable`]: what a constructor takes for a required property that can be null.

/// An argument for a property that must be there and can be null: a value as it is, an `Option` of it, or `None` for null.
///
/// A text can be a `&str`, and a list an array.
///
/// ```
/// use specwright_runtime::Nullable;
///
/// fn text(value: impl Nullable<String>) -> Option<String> {
///     value.into_option()
/// }
///
/// assert_eq!(text("a"), Some("a".to_owned()));
/// assert_eq!(text(Some("a".to_owned())), Some("a".to_owned()));
/// assert_eq!(text(None), None);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a `{T}` nor an `Option` of it",
    note = "pass the value, `Some` of it, or `None` for null; what only converts into it needs `.into()` in `Some(…)`"
)]
pub trait Nullable<T> {
    /// Returns the value, or `None` for null.
    fn into_option(self) -> Option<T>;
}

impl<T> Nullable<T> for T {
    fn into_option(self) -> Option<T> {
        Some(self)
    }
}

impl<T> Nullable<T> for Option<T> {
    fn into_option(self) -> Self {
        self
    }
}

impl Nullable<String> for &str {
    fn into_option(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl<T, const N: usize> Nullable<Vec<T>> for [T; N] {
    fn into_option(self) -> Option<Vec<T>> {
        Some(self.into())
    }
}
