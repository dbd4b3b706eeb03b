//! [`PathValue`]: what can stand in a path.

use crate::{Comma, QueryPairs, QueryValue, Scalar, query::encode, style::Styled};

/// A value that [`Request::path`](crate::Request::path) takes: any [`Scalar`], a list made by [`comma`](crate::comma), and
/// what [`styled`](crate::styled) makes.
pub trait PathValue {
    /// The value for the placeholder `name`, percent-encoded, or why it cannot stand there.
    fn segment(self, name: &str) -> Result<String, String>;
}

impl<T: Scalar> PathValue for T {
    fn segment(self, _: &str) -> Result<String, String> {
        let mut raw = String::new();
        self.write(&mut raw)?;
        match raw.as_str() {
            "" => Err("it is empty".to_owned()),
            "." | ".." => Err(format!("`{raw}` has a meaning of its own in a path")),
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
                Err(format!("`{segment}` has a meaning of its own in a path"))
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
                Err(format!("`{segment}` has a meaning of its own in a path"))
            }
            segment => Ok(segment),
        }
    }
}
