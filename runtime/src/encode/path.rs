//! [`PathValue`]: values of path parameters.

use super::{
    list::Comma,
    percent::encode,
    query::{QueryPairs, QueryValue},
    scalar::Scalar,
    style::Styled,
};

/// A value of a path parameter: a [`Scalar`], a list made by [`comma`](crate::comma), or a value of any shape made by
/// [`styled`](crate::styled).
pub trait PathValue {
    /// Returns the value of the path parameter `name`, percent-encoded.
    ///
    /// # Errors
    /// Fails with the reason if the value is not allowed in a path.
    fn segment(self, name: &str) -> Result<String, String>;
}

impl<T: Scalar> PathValue for T {
    fn segment(self, _: &str) -> Result<String, String> {
        let mut raw = String::new();
        self.write(&mut raw)?;
        match raw.as_str() {
            "" => Err("it is empty".to_owned()),
            "." | ".." => Err(format!("`{raw}` has a special meaning in a path")),
            raw => Ok(encode(raw).into_owned()),
        }
    }
}

impl<I> PathValue for Comma<I>
where
    I: IntoIterator,
    I::Item: Scalar,
{
    fn segment(self, _: &str) -> Result<String, String> {
        let mut pairs = QueryPairs::default();
        self.append(&mut pairs)?;
        match pairs.encoded.pop() {
            None => Err("the list is empty".to_owned()),
            Some((_, segment)) if matches!(segment.as_str(), "." | "..") => {
                Err(format!("`{segment}` has a special meaning in a path"))
            }
            Some((_, segment)) => Ok(segment),
        }
    }
}

impl PathValue for Styled {
    fn segment(self, name: &str) -> Result<String, String> {
        match self.in_path(name)? {
            segment if segment.is_empty() => Err("it is empty".to_owned()),
            segment if matches!(segment.as_str(), "." | "..") => {
                Err(format!("`{segment}` has a special meaning in a path"))
            }
            segment => Ok(segment),
        }
    }
}
