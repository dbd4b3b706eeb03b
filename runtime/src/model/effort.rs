//! The effort of reading a value whose type has to be found out.
//!
//! A value within a union is read once to find its type, and a second time to explain why it has none. Where unions
//! contain unions, each of them would double the effort, so that a short text could keep a client busy for hours.
//! Therefore an explanation is made only where it is used, and the effort for one value is limited.

use std::cell::Cell;

use serde_json::Value;

/// The number of values that may be read for any value, however small it is.
const MIN_LIMIT: usize = 1 << 20;

/// The number of times that each part of a large value may be read.
const MAX_TIMES: usize = 64;

/// The number of values that may be in memory at the same time. Each union within another has a copy of its value.
const MIN_ALIVE_LIMIT: usize = 8 << 20;

/// The bytes of a text that count as a value.
const BYTES: usize = 64;

thread_local! {
    static EFFORT: Cell<Effort> = const { Cell::new(Effort::NONE) };
    static IS_SILENT: Cell<bool> = const { Cell::new(false) };
}

/// The effort for one value and for those in it.
#[derive(Clone, Copy)]
struct Effort {
    /// The number of values that were read.
    read: usize,
    max_read: usize,
    /// The number of values that are in memory.
    alive: usize,
    max_alive: usize,
}

impl Effort {
    const NONE: Self = Self {
        read: 0,
        max_read: 0,
        alive: 0,
        max_alive: 0,
    };

    /// Returns the effort with that for a value of this size, which is within other values if there are any alive.
    fn with(self, count: usize) -> Self {
        if self.alive > 0 {
            return Self {
                read: self.read.saturating_add(count),
                alive: self.alive.saturating_add(count),
                ..self
            };
        }
        Self {
            read: count,
            max_read: count.saturating_mul(MAX_TIMES).max(MIN_LIMIT),
            alive: count,
            max_alive: count.saturating_mul(2).max(MIN_ALIVE_LIMIT),
        }
    }
}

/// Runs `read` for a value of this size, unless that is too much effort together with the values that it is in.
///
/// # Errors
/// Fails if `read` does, or if it is too much effort.
pub(super) fn limited<U>(
    size: usize,
    read: impl FnOnce() -> Result<U, String>,
) -> Result<U, String> {
    let effort = EFFORT.get().with(size);
    if effort.read > effort.max_read || effort.alive > effort.max_alive {
        return Err(
            "it is nested too deeply in types that are found out by the content of a value"
                .to_owned(),
        );
    }
    EFFORT.set(effort);
    let _done = OnDrop(|| {
        let effort = EFFORT.get();
        let alive = effort.alive.saturating_sub(size);
        EFFORT.set(Effort { alive, ..effort });
    });
    read()
}

/// Returns the size of a value: a count of the values in it, in which a long string counts as several.
pub(super) fn size(value: &Value) -> usize {
    match value {
        Value::String(text) => 1 + size_of_text(text),
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(properties) => {
            let sizes = properties
                .iter()
                .map(|(key, value)| size_of_text(key) + size(value));
            1 + sizes.sum::<usize>()
        }
        _ => 1,
    }
}

/// Returns the number of values that take as much memory as a text.
pub(super) fn size_of_text(text: &str) -> usize {
    text.len() / BYTES
}

/// Runs `read`, whose error is not used.
pub(super) fn silently<T>(read: impl FnOnce() -> T) -> T {
    let before = IS_SILENT.replace(true);
    let _done = OnDrop(|| IS_SILENT.set(before));
    read()
}

/// Whether the error of what is read is not used.
pub(super) fn is_silent() -> bool {
    IS_SILENT.get()
}

/// Runs a function when it is dropped, also by a panic.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_long_string_counts_as_several_values() {
        assert_eq!(size(&json!([1, "a", null, { "a": [] }])), 6);
        assert_eq!(size(&json!("a".repeat(640))), 11);
        assert_eq!(size(&json!({ "a".repeat(640): true })), 12);
    }

    #[test]
    fn copies_of_a_long_string_are_limited() {
        fn nested(levels: usize, size: usize) -> Result<usize, String> {
            limited(size, || match levels {
                0 => Ok(0),
                _ => nested(levels - 1, size).map(|levels| levels + 1),
            })
        }

        assert_eq!(nested(4, size_of_text(&"a".repeat(64 << 20))), Ok(4));
        let refused = nested(100, size_of_text(&"a".repeat(64 << 20))).unwrap_err();
        assert!(refused.starts_with("it is nested too deeply"), "{refused}");
        // Nothing is left of it.
        assert_eq!(nested(100, 1), Ok(100));
    }

    #[test]
    fn as_much_effort_as_is_allowed_is_no_error() {
        // Within a value of its own, which counts as well.
        let outer = MIN_LIMIT;
        let inner = MIN_ALIVE_LIMIT - outer;
        for (inner, is_allowed) in [(inner, true), (inner + 1, false)] {
            let read = limited(outer, || limited(inner, || Ok(())));
            assert_eq!(read.is_ok(), is_allowed, "{inner}");
        }
        // One after another, so that none of them is alive.
        let read = |count: usize| limited(1, || (1..count).try_for_each(|_| limited(1, || Ok(()))));
        assert!(read(MIN_LIMIT).is_ok());
        assert!(read(MIN_LIMIT + 1).is_err());
    }
}
