//! A configuration: every setting with its place.

use super::code::Code;
use crate::ir::Type;
use crate::problem::{Problem, Severity};

/// A configuration (`specwright.toml`). [`Config::parse`] reads one; the default has no settings.
///
/// `spec`, `overlays`, `only`, `exclude`, `name` and `runtime` are for the program that reads files and writes a package. Of
/// these, [`crate::lower()`] applies `only` and `exclude`. Paths are as they are written: they count from the folder of the
/// configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The name of the file, which problems show.
    pub file: String,
    /// The document.
    pub spec: Option<Setting<String>>,
    /// The overlays of the document, in their order.
    pub overlays: Vec<Setting<String>>,
    /// The operations that are generated: each an id, a tag, or `GET /pets/{id}`.
    pub only: Vec<Setting<String>>,
    /// The operations that are left out, written in the same way.
    pub exclude: Vec<Setting<String>>,
    /// The name of the package.
    pub name: Option<Setting<String>>,
    /// Where the package has the runtime from.
    pub runtime: Option<Setting<String>>,
    /// The response header with the id of a request.
    pub request_id: Option<Setting<String>>,
    /// The address from which relative links in descriptions count.
    pub docs_url: Option<Setting<String>>,
    /// Whether the examples of the document are generated, as responses of a mock.
    pub examples: bool,
    pub(crate) rename: Renames,
    pub(crate) formats: Vec<FormatSetting>,
    pub(crate) types: Vec<TypeSettings>,
    pub(crate) operations: Vec<OperationSettings>,
}

/// A value with its place in the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Its line, counted from 1.
    pub line: usize,
    /// Its column, in characters, counted from 1.
    pub column: usize,
    /// Its key, with the tables that it stands in: `rename.types.Pet`.
    pub key: String,
}

/// `[rename.…]`, each in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Renames {
    pub(crate) types: Vec<Rename>,
    pub(crate) fields: Vec<Rename>,
    pub(crate) variants: Vec<Rename>,
    pub(crate) operations: Vec<Rename>,
    pub(crate) parameters: Vec<Rename>,
    pub(crate) modules: Vec<Rename>,
}

/// A line of `[rename.…]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rename {
    /// The old name, at the place of the key.
    pub(crate) from: Setting<String>,
    /// The new name, at the place of the value.
    pub(crate) to: Setting<String>,
}

/// A line of `[formats]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormatSetting {
    /// The format, at the place of the key.
    pub(crate) format: Setting<String>,
    /// The type of its values, where these are strings.
    pub(crate) ty: Type,
}

/// `[[types]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypeSettings {
    /// The pattern of the names of types.
    pub(crate) matches: Setting<String>,
    pub(crate) derives: Vec<Code>,
    pub(crate) attributes: Vec<Code>,
    pub(crate) exhaustive: Option<bool>,
}

/// `[[operations]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OperationSettings {
    /// An id, a tag, `GET /path`, or a pattern of these.
    pub(crate) matches: Setting<String>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) idempotency_key: Option<Setting<String>>,
    pub(crate) paging: Option<PagingSettings>,
}

/// `paging` of `[[operations]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PagingSettings {
    /// The place of the whole table.
    pub(crate) place: Setting<()>,
    /// The settings that are texts, by their keys in `x-paging`.
    pub(crate) texts: Vec<(&'static str, Setting<String>)>,
    pub(crate) first_page: Option<u64>,
    pub(crate) link: bool,
    pub(crate) unpaged: Vec<Setting<String>>,
}

impl PagingSettings {
    /// The place of a setting, by its key in `x-paging`; that of the table for one that is not there.
    pub(crate) fn at(&self, key: &str, index: usize) -> Setting<()> {
        let texts = self.texts.iter().filter(|(known, _)| *known == key);
        let mut places = texts
            .map(|(_, setting)| setting)
            .chain(self.unpaged.iter().skip(index).filter(|_| key == "unpaged"));
        places.next().map_or_else(
            || self.place.clone(),
            |setting| Setting {
                value: (),
                line: setting.line,
                column: setting.column,
                key: setting.key.clone(),
            },
        )
    }
}

impl Config {
    /// Makes an error at the place of a setting.
    pub(crate) fn problem<T>(
        &self,
        at: &Setting<T>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Problem {
        problem(&self.file, at, message, help)
    }
}

/// Makes an error at the place of a setting in this file.
pub(super) fn problem<T>(
    file: &str,
    at: &Setting<T>,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Problem {
    Problem {
        is_tolerated: false,
        severity: Severity::Error,
        file: Some(file.to_owned()),
        is_setting: true,
        pointer: at.key.clone(),
        line: at.line,
        column: at.column,
        changed: Vec::new(),
        message: message.into(),
        help: help.into(),
        workaround: None,
    }
}
