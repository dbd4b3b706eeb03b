//! The properties of an object besides those that it names: `additionalProperties`, `patternProperties` and
//! `unevaluatedProperties` of all of its parts.

use crate::openapi::schema::Schema;

/// The properties of an object besides those that it names.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct Others<'d> {
    /// Whether names that match no pattern are refused.
    is_closed: bool,
    /// Whether the document states something about names that match no pattern.
    is_stated: bool,
    /// The schemas that the values of these names match, all of them. If there are none, every value is allowed.
    rest: Vec<Schema<'d>>,
    /// The schemas of the values whose names match a pattern.
    patterns: Vec<Schema<'d>>,
    /// The first schema of them all that allows a value, be it any.
    first: Option<Schema<'d>>,
}

impl<'d> Others<'d> {
    /// The properties that the parts of an object allow together. `unevaluatedProperties` counts where no part has
    /// `additionalProperties`, which would have evaluated all of them.
    pub(super) fn of(parts: &[Schema<'d>]) -> Self {
        let all = |keyword: fn(Schema<'d>) -> Option<Schema<'d>>| {
            parts.iter().copied().filter_map(keyword).collect()
        };
        let mut stated: Vec<Schema<'d>> = all(Schema::additional_properties);
        if stated.is_empty() {
            stated = all(Schema::unevaluated_properties);
        }
        let named = parts.iter().flat_map(|part| part.pattern_properties());
        let patterns: Vec<(&str, Schema<'d>)> = named
            .filter(|(_, schema)| schema.as_bool() != Some(false))
            .collect();
        // No name is left for the rest.
        if patterns.iter().any(|(pattern, _)| matches_all(pattern)) {
            stated.clear();
        }
        let patterns: Vec<Schema<'d>> = patterns.into_iter().map(|(_, schema)| schema).collect();
        let mut all = stated.iter().chain(&patterns);
        Self {
            first: all.find(|schema| schema.as_bool() != Some(false)).copied(),
            is_closed: stated.iter().any(|schema| schema.as_bool() == Some(false)),
            is_stated: !stated.is_empty(),
            rest: stated.into_iter().filter(is_restriction).collect(),
            patterns,
        }
    }

    /// Whether the object has no other properties.
    pub(in crate::lower) fn are_refused(&self) -> bool {
        self.is_closed && self.patterns.is_empty()
    }

    /// The schema of other properties where one has to stand for all of them, if there can be any.
    pub(in crate::lower) fn first(&self) -> Option<Schema<'d>> {
        self.first.filter(|_| self.are_stated())
    }

    /// Whether the document states that the object has other properties.
    pub(in crate::lower) fn are_stated(&self) -> bool {
        !self.are_refused() && (self.is_stated || !self.patterns.is_empty())
    }

    /// The values that another property can have, if the document states that there are any: each the schemas that a
    /// value matches, all of them. No schema stands for any value.
    pub(in crate::lower) fn alternatives(&self) -> Vec<Vec<Schema<'d>>> {
        let patterns = self
            .patterns
            .iter()
            .map(|schema| match is_restriction(schema) {
                true => vec![*schema],
                false => Vec::new(),
            });
        let rest = (self.is_stated && !self.is_closed).then(|| self.rest.clone());
        patterns.chain(rest).collect()
    }
}

/// Whether the schema is an object that says something of the value.
fn is_restriction(schema: &Schema<'_>) -> bool {
    schema.is_object() && !schema.is_empty()
}

/// Whether every name matches the pattern, as far as its text says.
pub(super) fn matches_all(pattern: &str) -> bool {
    let without_start = pattern.strip_prefix('^').unwrap_or(pattern);
    let inner = without_start.strip_suffix('$').unwrap_or(without_start);
    let is_whole = pattern.starts_with('^') && pattern.ends_with('$');
    let inner = inner
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
        .unwrap_or(inner);
    matches!(inner, ".*" | ".+" | r"[\s\S]*" | r"[\s\S]+")
        || (!is_whole && matches!(inner, "" | "."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_that_every_name_matches() {
        for pattern in ["", ".*", "^.*$", "^(.*)$", ".", "^.+", "^", "$", "^(.+)$"] {
            assert!(matches_all(pattern), "{pattern}");
        }
        for pattern in [
            "^$", "^.$", "^x-", "x", "^[a-z]+$", "^(.*)x$", "^x.*$", "(a)(.*)",
        ] {
            assert!(!matches_all(pattern), "{pattern}");
        }
    }
}
