//! Names of texts that would have the same one, where all texts of a scope are known.
//!
//! The exact spelling keeps the name: `host_fqdn` beside `host-fqdn`, `type` beside `@type`, in whatever order they stand.
//! The others are told apart by what differs: a symbol is spelt out (`at_type`), and so is the case (`MW` beside `mW`,
//! `upper_t` beside `t`). If nothing readable is left, they get numbers, in the order of the document.

use std::collections::{BTreeMap, BTreeSet};

use super::identifier::{KEYWORDS, PRELUDE, Use, identifier, symbols};

/// Returns the names of the texts that would have the same one as another. Those that are not in it get their own, or a
/// number. `kept` are the texts that have a name already.
pub(super) fn settled(
    texts: &[&str],
    usage: Use,
    kept: &BTreeMap<&str, &str>,
) -> BTreeMap<String, String> {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for text in texts {
        let name = identifier(text, usage).to_ascii_lowercase();
        let group = groups.entry(name).or_default();
        if !group.contains(text) {
            group.push(text);
        }
    }
    let (collide, others): (Vec<_>, Vec<_>) = groups
        .into_values()
        .partition(|group| do_collide(group, usage));
    let others = others.iter().flatten();
    let mut used: BTreeSet<String> = others.map(|text| identifier(text, usage)).collect();
    let mut found = BTreeMap::new();
    used.extend(kept.values().map(|name| (*name).to_owned()));
    for group in collide {
        settle(&group, usage, kept, &mut used, &mut found);
    }
    found
}

/// Whether two texts have one name, or a text is the name of another.
fn do_collide(group: &[&str], usage: Use) -> bool {
    let names: Vec<String> = group.iter().map(|text| identifier(text, usage)).collect();
    let distinct: BTreeSet<&String> = names.iter().collect();
    let is_taken = |text: &&str| is_camel(text, usage) && is_name_of_other(group, text, usage);
    distinct.len() < group.len() || group.iter().any(is_taken)
}

fn settle(
    group: &[&str],
    usage: Use,
    kept: &BTreeMap<&str, &str>,
    used: &mut BTreeSet<String>,
    found: &mut BTreeMap<String, String>,
) {
    // The exact spellings first: a keyword has an underscore in Rust.
    let is_camel_case = matches!(usage, Use::Type | Use::Request | Use::Variant);
    let rank = |text: &&str| match *text {
        text if kept.contains_key(text) => 0,
        text if !is_camel_case && KEYWORDS.contains(&text) => 0,
        text if is_camel(text, usage) || identifier(text, usage) == text => 1,
        _ => 2,
    };
    let mut ordered = group.to_vec();
    ordered.sort_by_key(rank);
    for (index, text) in ordered.iter().enumerate() {
        if kept.contains_key(text) {
            continue;
        }
        let own = identifier(text, usage);
        let is_alone = !ordered
            .iter()
            .any(|other| other != text && identifier(other, usage) == own);
        let differs_in_case =
            (ordered.iter().take(index)).any(|other| text.eq_ignore_ascii_case(other));
        let candidates = [
            (is_camel(text, usage) && is_name_of_other(group, text, usage))
                .then(|| (*text).to_owned()),
            Some(own),
            (differs_in_case || is_alone).then(|| identifier(&text.to_ascii_lowercase(), usage)),
            spelt(text).map(|words| identifier(&words, usage)),
            differs_in_case.then(|| identifier(&with_case(text), usage)),
        ];
        let mut candidates = candidates.into_iter().flatten();
        if let Some(name) = candidates.find(|name| !used.contains(name)) {
            used.insert(name.clone());
            found.insert((*text).to_owned(), name);
        }
    }
}

/// Whether another text of the group would be called as this one is written.
fn is_name_of_other(group: &[&str], text: &str, usage: Use) -> bool {
    let mut others = group.iter().filter(|other| **other != text);
    others.any(|other| identifier(other, usage) == text)
}

/// Whether a text can be the name of a type or variant as it is.
fn is_camel(text: &str, usage: Use) -> bool {
    matches!(usage, Use::Type | Use::Variant)
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric())
        && text != "Self"
        && !PRELUDE.contains(&text)
}

/// Whether a name can be one of this kind, as it is: in the case that Rust uses for it, and none that has a meaning already.
pub(super) fn is_name(name: &str, usage: Use) -> bool {
    let own = identifier(name, usage);
    own == name || is_camel(name, usage) && own.eq_ignore_ascii_case(name)
}

/// The text with a word for its case.
fn with_case(text: &str) -> String {
    match text.contains(|c: char| c.is_ascii_uppercase()) {
        true => format!("upper {text}"),
        false => format!("lower {text}"),
    }
}

/// The text with words for its symbols, but for those that only separate words; `None` if there are none.
fn spelt(text: &str) -> Option<String> {
    let separators = ['_', '-', '.', ' ', '/'];
    let inner = text.trim_matches(separators);
    let start = text.len() - text.trim_start_matches(separators).len();
    let mut words = String::new();
    for (index, c) in text.char_indices() {
        let is_inner = index >= start && index < start + inner.len();
        let word = match c {
            '_' | '-' | '.' | ' ' | '/' if is_inner => String::new(),
            c => symbols(&c.to_string()),
        };
        if word.is_empty() {
            words.push(c);
        } else {
            words.push_str(&format!(" {word} "));
        }
    }
    (words != text).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of texts that are settled, in the order of the texts; a hyphen for others.
    fn names(texts: &[&str], usage: Use) -> Vec<String> {
        let found = settled(texts, usage, &BTreeMap::new());
        let name = |text: &&str| found.get(*text).cloned().unwrap_or_else(|| "-".to_owned());
        texts.iter().map(name).collect()
    }

    #[test]
    fn the_exact_spelling_keeps_the_name_in_any_order() {
        for (texts, expected) in [
            (["host-fqdn", "host_fqdn"], ["-", "host_fqdn"]),
            (["host_fqdn", "host-fqdn"], ["host_fqdn", "-"]),
            (["@type", "type"], ["at_type", "type_"]),
            (["$type", "@type"], ["type_", "at_type"]),
            (["_links", "links"], ["underscore_links", "links"]),
            (["T", "t"], ["upper_t", "t"]),
            (["a", "b"], ["-", "-"]),
        ] {
            assert_eq!(names(&texts, Use::Value), expected, "{texts:?}");
        }
    }

    #[test]
    fn cases_are_told_apart_by_the_case() {
        for (texts, expected) in [
            (["mW", "MW"], ["Mw", "MW"]),
            (["MW", "mW"], ["MW", "Mw"]),
            (["a", "A"], ["LowerA", "A"]),
            (["kWh", "KWH"], ["-", "-"]),
            (["static", "Static"], ["LowerStatic", "Static"]),
        ] {
            assert_eq!(names(&texts, Use::Variant), expected, "{texts:?}");
        }
    }

    #[test]
    fn no_name_is_given_twice() {
        let texts = ["mW", "MW", "m-w", "Mw", "mw", "M W", "@mw", "$mw", "at-mw"];
        let found = settled(&texts, Use::Variant, &BTreeMap::new());
        let distinct: BTreeSet<&String> = found.values().collect();
        assert_eq!(distinct.len(), found.len(), "{found:?}");
    }
}
