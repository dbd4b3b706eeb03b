//! Ranges of allowed values: of numbers, and of the number of items of a list.

use std::ops::{Bound, RangeBounds};

use super::scalar::Scalar;

/// Makes a scalar of a number that must be within `range`. A request with any other number is invalid.
///
/// The reason for `limited(201, 1..=200)` is "201 given, allowed: 1 to 200".
pub fn limited<T>(value: T, range: impl RangeBounds<T>) -> Limited<T>
where
    T: Scalar + PartialOrd + Clone,
{
    Limited {
        value,
        range: Range::new(range),
    }
}

/// A number that must be within a range; see [`limited`].
#[derive(Clone, Debug)]
pub struct Limited<T> {
    value: T,
    range: Range<T>,
}

impl<T: Scalar + PartialOrd> Scalar for Limited<T> {
    fn write(&self, out: &mut String) -> Result<(), String> {
        let mut text = String::new();
        self.value.write(&mut text)?;
        self.range.check(&self.value)?;
        out.push_str(&text);
        Ok(())
    }
}

/// A range of any kind.
#[derive(Clone, Debug)]
pub(crate) struct Range<T> {
    start: Bound<T>,
    end: Bound<T>,
}

impl<T: Scalar + PartialOrd> Range<T> {
    pub(crate) fn new(range: impl RangeBounds<T>) -> Self
    where
        T: Clone,
    {
        Self {
            start: range.start_bound().cloned(),
            end: range.end_bound().cloned(),
        }
    }

    /// The range of all values.
    pub(crate) const fn full() -> Self {
        Self {
            start: Bound::Unbounded,
            end: Bound::Unbounded,
        }
    }

    /// Fails if `value` is outside of the range, with a reason such as `201 given, allowed: 1 to 200`.
    fn check(&self, value: &T) -> Result<(), String> {
        if self.contains(value) {
            return Ok(());
        }
        Err(format!(
            "{} given, allowed: {}",
            show(value),
            self.describe()
        ))
    }

    /// Returns the greatest value, if it is included.
    pub(crate) fn most(&self) -> Option<&T> {
        match &self.end {
            Bound::Included(end) => Some(end),
            Bound::Excluded(_) | Bound::Unbounded => None,
        }
    }

    fn contains(&self, value: &T) -> bool {
        (self.start.as_ref(), self.end.as_ref()).contains(value)
    }

    fn describe(&self) -> String {
        match (&self.start, &self.end) {
            (Bound::Included(start), Bound::Included(end)) if start == end => show(start),
            (Bound::Included(start), Bound::Included(end)) => {
                format!("{} to {}", show(start), show(end))
            }
            (start, end) => {
                let start = match start {
                    Bound::Included(start) => Some(format!("at least {}", show(start))),
                    Bound::Excluded(start) => Some(format!("more than {}", show(start))),
                    Bound::Unbounded => None,
                };
                let end = match end {
                    Bound::Included(end) => Some(format!("at most {}", show(end))),
                    Bound::Excluded(end) => Some(format!("less than {}", show(end))),
                    Bound::Unbounded => None,
                };
                start
                    .into_iter()
                    .chain(end)
                    .collect::<Vec<_>>()
                    .join(" and ")
            }
        }
    }
}

impl Range<usize> {
    /// Fails if `count` is outside of the range, with a reason such as `101 items given, allowed: 1 to 100`.
    pub(crate) fn check_items(&self, count: usize) -> Result<(), String> {
        if self.contains(&count) {
            return Ok(());
        }
        let items = if count == 1 { "item" } else { "items" };
        Err(format!(
            "{count} {items} given, allowed: {}",
            self.describe()
        ))
    }
}

/// Returns the text of a value, or the reason why it has none.
fn show(value: &impl Scalar) -> String {
    let mut text = String::new();
    match value.write(&mut text) {
        Ok(()) => text,
        Err(reason) => reason,
    }
}
