//! Tables of TOML: their values, each with its place, and what is wrong with their keys and kinds.

use std::cell::RefCell;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::model::{Setting, problem};
use super::suggest;
use crate::problem::Problem;

/// A value with its place.
type Spanned<'t> = toml::Spanned<DeValue<'t>>;

/// The text of a configuration, and the problems so far.
pub(super) struct Text<'t> {
    file: &'t str,
    text: &'t str,
    problems: RefCell<Vec<Problem>>,
}

impl<'t> Text<'t> {
    pub(super) fn new(file: &'t str, text: &'t str) -> Self {
        Self {
            file,
            text,
            problems: RefCell::default(),
        }
    }

    /// The value with the place of `span`.
    pub(super) fn setting<T>(&self, value: T, span: &Range<usize>, key: &str) -> Setting<T> {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Setting {
            value,
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            key: key.to_owned(),
        }
    }

    /// Records an error at a place.
    pub(super) fn error<T>(&self, at: &Setting<T>, message: impl Into<String>, help: &str) {
        let problem = problem(self.file, at, message, help);
        self.problems.borrow_mut().push(problem);
    }

    /// Whether anything is wrong so far.
    pub(super) fn has_problems(&self) -> bool {
        !self.problems.borrow().is_empty()
    }

    /// All problems, in the order of the text.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| (problem.line, problem.column));
        problems
    }
}

/// A table, at its place.
pub(super) struct Table<'a, 't> {
    text: &'a Text<'t>,
    table: &'a DeTable<'t>,
    span: Range<usize>,
    /// Its key, with those of the tables that it stands in; empty at the top.
    key: String,
}

impl<'a, 't> Table<'a, 't> {
    /// The whole configuration.
    pub(super) fn top(text: &'a Text<'t>, table: &'a DeTable<'t>) -> Self {
        Self {
            text,
            table,
            span: 0..0,
            key: String::new(),
        }
    }

    /// Reports the keys that are not in `known`.
    pub(super) fn check(&self, known: &[&str]) {
        for name in self.table.keys() {
            let word = name.get_ref().as_ref();
            if known.contains(&word) {
                continue;
            }
            let at = self.text.setting((), &name.span(), &self.key_of(word));
            let all: Vec<String> = known.iter().map(|known| format!("`{known}`")).collect();
            let all = format!("known are {}", all.join(", "));
            let help = suggest::help(word, known.iter().copied(), &all);
            let message = format!("`{word}` is not a setting");
            self.text.error(&at, message, &help);
        }
    }

    /// Whether a key is there, whatever its value is.
    pub(super) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// The place of the table itself.
    pub(super) fn place(&self) -> Setting<()> {
        self.text.setting((), &self.span, &self.key)
    }

    /// Records an error at a place.
    pub(super) fn error<T>(&self, at: &Setting<T>, message: impl Into<String>, help: &str) {
        self.text.error(at, message, help);
    }

    /// A text that is not empty.
    pub(super) fn string(&self, key: &str) -> Option<Setting<String>> {
        let value = self.value(key)?;
        self.text_of(value, &self.key_of(key))
    }

    /// A list of texts, or a single one.
    pub(super) fn strings(&self, key: &str) -> Vec<Setting<String>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let path = self.key_of(key);
        match value.get_ref() {
            DeValue::Array(items) => (items.iter())
                .filter_map(|item| self.text_of(item, &path))
                .collect(),
            _ => self.text_of(value, &path).into_iter().collect(),
        }
    }

    /// A boolean.
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        let value = self.value(key)?;
        if value.get_ref().as_bool().is_none() {
            self.other_kind(value, &self.key_of(key), "`true` or `false`");
        }
        value.get_ref().as_bool()
    }

    /// A whole number that is not negative.
    pub(super) fn number(&self, key: &str) -> Option<u64> {
        let value = self.value(key)?;
        let number = value.get_ref().as_integer();
        let number =
            number.and_then(|number| u64::from_str_radix(number.as_str(), number.radix()).ok());
        if number.is_none() {
            self.other_kind(value, &self.key_of(key), "a whole number, 0 or more");
        }
        number
    }

    /// A table in this one.
    pub(super) fn table(&self, key: &str) -> Option<Table<'a, 't>> {
        self.table_of(self.value(key)?, self.key_of(key))
    }

    /// The tables of a list (`[[key]]`).
    pub(super) fn tables(&self, key: &str) -> Vec<Table<'a, 't>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let path = self.key_of(key);
        match value.get_ref() {
            DeValue::Array(items) => (items.iter())
                .filter_map(|item| self.table_of(item, path.clone()))
                .collect(),
            _ => {
                self.other_kind(value, &path, &format!("tables: write `[[{key}]]`"));
                Vec::new()
            }
        }
    }

    /// Its keys with their texts, in the order of the text.
    pub(super) fn pairs(&self) -> Vec<(Setting<String>, Setting<String>)> {
        let mut pairs: Vec<_> = self
            .table
            .iter()
            .filter_map(|(name, value)| {
                let word = name.get_ref().as_ref();
                let key = self.key_of(word);
                let from = self.text.setting(word.to_owned(), &name.span(), &key);
                if let DeValue::Table(_) = value.get_ref() {
                    let help = "write the whole name in quotes, since a dot begins a table: `\"Pet.born\" = \"birthday\"`";
                    self.error(&from, format!("`{key}` is a table and not a text"), help);
                    return None;
                }
                Some((from, self.text_of(value, &key)?))
            })
            .collect();
        pairs.sort_by_key(|(from, _)| (from.line, from.column));
        pairs
    }

    fn value(&self, key: &str) -> Option<&'a Spanned<'t>> {
        self.table.get(key)
    }

    fn text_of(&self, value: &Spanned<'t>, key: &str) -> Option<Setting<String>> {
        let Some(text) = value.get_ref().as_str() else {
            self.other_kind(value, key, "a text in quotes");
            return None;
        };
        let setting = self.text.setting(text.to_owned(), &value.span(), key);
        if text.is_empty() {
            let message = format!("`{key}` is empty");
            self.error(&setting, message, "write a value, or remove the line");
            return None;
        }
        Some(setting)
    }

    fn table_of(&self, value: &'a Spanned<'t>, key: String) -> Option<Table<'a, 't>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(Table {
                text: self.text,
                table,
                span: value.span(),
                key,
            }),
            _ => {
                self.other_kind(value, &key, "a table");
                None
            }
        }
    }

    /// Reports a value of another kind than the expected one.
    fn other_kind(&self, value: &Spanned<'t>, key: &str, expected: &str) {
        let at = self.text.setting((), &value.span(), key);
        let kind = value.get_ref().type_str();
        let message = format!("`{key}` is of the kind {kind}");
        self.error(&at, message, &format!("it has to be {expected}"));
    }

    /// The key of a value in this table. One that is no word is in quotes.
    fn key_of(&self, key: &str) -> String {
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let key = match !key.is_empty() && key.chars().all(is_word) {
            true => key.to_owned(),
            false => format!("{key:?}"),
        };
        match self.key.is_empty() {
            true => key,
            false => format!("{}.{key}", self.key),
        }
    }
}
