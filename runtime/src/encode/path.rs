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
        let path = self.in_path(name)?;
        if path.is_empty() {
            return Err("it is empty".to_owned());
        }
        match hidden_dot_segment(&path) {
            Some(segment) => Err(format!("`{segment}` has a special meaning in a path")),
            None => Ok(path),
        }
    }
}

/// Returns the first segment of an encoded path that is `.` or `..`, also where its dots are percent-encoded. Clients and
/// servers remove it with the segment before it (RFC 3986, section 5.2.4).
pub(crate) fn dot_segment(path: &str) -> Option<String> {
    let decoded = path.replace("%2e", ".").replace("%2E", ".");
    let mut segments = decoded.split('/');
    let found = segments.find(|segment| matches!(*segment, "." | ".."));
    found.map(str::to_owned)
}

/// Returns the first segment of a value of several segments that is `.` or `..` for some server, as in [`dot_segment`], or
/// also where slashes are percent-encoded or backslashes, or where parameters follow (`..;a=b`).
fn hidden_dot_segment(value: &str) -> Option<String> {
    let mut slashes = value.to_owned();
    for slash in ["%2f", "%2F", "%5c", "%5C"] {
        slashes = slashes.replace(slash, "/");
    }
    let segments = slashes
        .split('/')
        .filter_map(|segment| segment.split(';').next());
    dot_segment(&segments.collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_found_in_every_spelling() {
        for path in [
            "..",
            ".",
            "a/../b",
            "a/.",
            "%2e%2E",
            ".%2e",
            "a%2F..%2fb",
            "..%5Cb",
            "..;a=b/c",
            "a/%2e",
        ] {
            assert!(hidden_dot_segment(path).is_some(), "{path}");
        }
        for path in [
            "a",
            "...",
            "a..b",
            "a/.b/c.",
            "..a",
            "%252e%252e",
            "a/",
            ";a=..",
            "/",
        ] {
            assert!(hidden_dot_segment(path).is_none(), "{path}");
        }
        for (path, expected) in [
            ("/a/%2e./b", Some("..")),
            ("/a/.", Some(".")),
            ("/a%2F..%2Fb", None),
            ("/a..b", None),
        ] {
            assert_eq!(dot_segment(path).as_deref(), expected, "{path}");
        }
    }
}
