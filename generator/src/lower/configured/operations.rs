//! `[[operations]]`, and how operations are named in settings.

use super::settings::Configured;
use crate::config::{OperationSettings, PagingSettings, Setting, matches, suggest};
use crate::http::Method;
use crate::openapi::operation::Endpoint;
use crate::openapi::reader::Reader;

/// Whether `name` names the operation: by its id, by one of its tags, as `GET /pets/{id}`, or by a pattern of one of these.
pub(in crate::lower) fn is_name_of(name: &str, endpoint: &Endpoint<'_>) -> bool {
    let is_place = name.split_once(' ').is_some_and(|(method, path)| {
        endpoint.method.as_str().eq_ignore_ascii_case(method) && matches(path.trim(), endpoint.path)
    });
    let is_id = endpoint.stated_id().is_some_and(|id| matches(name, id));
    is_place || is_id || endpoint.tags().any(|tag| matches(name, tag))
}

/// The names of an operation in settings.
pub(in crate::lower) fn names_of(endpoint: &Endpoint<'_>) -> Vec<String> {
    let id = endpoint.stated_id().map(str::to_owned);
    let tags = endpoint.tags().map(str::to_owned);
    id.into_iter()
        .chain(tags)
        .chain([place(endpoint)])
        .collect()
}

/// `GET /pets/{id}`.
pub(super) fn place(endpoint: &Endpoint<'_>) -> String {
    plain_place(&endpoint.method, endpoint.path)
}

/// `GET /pets/{id}`, of a method and a path.
pub(super) fn plain_place(method: &Method, path: &str) -> String {
    format!("{} {path}", method.as_str())
}

/// The settings of an operation.
#[derive(Clone, Copy, Default)]
pub(in crate::lower) struct OperationSetting<'c> {
    /// Whether it is idempotent.
    pub(in crate::lower) idempotent: Option<bool>,
    /// The header that makes it repeatable.
    pub(in crate::lower) idempotency_key: Option<&'c Setting<String>>,
}

impl<'c> Configured<'c> {
    /// Returns the settings of an operation. Of several tables, the last one that says something counts.
    pub(in crate::lower) fn of_operation(&self, endpoint: &Endpoint<'_>) -> OperationSetting<'c> {
        let mut setting = OperationSetting::default();
        let tables = self.operation_tables().iter();
        for table in tables.filter(|table| is_name_of(&table.matches.value, endpoint)) {
            setting.idempotent = table.idempotent.or(setting.idempotent);
            let key = table.idempotency_key.as_ref();
            setting.idempotency_key = key.or(setting.idempotency_key);
        }
        setting
    }

    /// Returns the settings for the pages of an operation, the last one first, and whether it is named by each: one that is
    /// for a pattern or a tag is ignored where it does not fit.
    pub(in crate::lower) fn paging(
        &self,
        endpoint: &Endpoint<'_>,
    ) -> Vec<(&'c PagingSettings, bool)> {
        let tables = self.operation_tables().iter().rev();
        let of_operation = tables.filter(|table| is_name_of(&table.matches.value, endpoint));
        of_operation
            .filter_map(|table| {
                let name = table.matches.value.as_str();
                let is_named = endpoint.stated_id() == Some(name) || place(endpoint) == name;
                Some((table.paging.as_ref()?, is_named))
            })
            .collect()
    }

    /// Notes that a setting for pages fits an operation, or that its misfits are reported.
    pub(in crate::lower) fn settle_paging(&self, setting: &PagingSettings) {
        self.settled.borrow_mut().insert(setting.place.line);
    }

    /// Reports the settings for pages that fit none of the operations that they are for.
    pub(in crate::lower) fn check_paging(&self) {
        for table in self.operation_tables() {
            let Some(paging) = &table.paging else {
                continue;
            };
            // What the caller has left out can be what fits.
            let is_settled =
                self.is_partial() || self.settled.borrow().contains(&paging.place.line);
            if !is_settled && !self.has_problem_at(&table.matches) {
                let message = format!(
                    "no operation that `{}` is about has such pages",
                    table.matches.value
                );
                let help =
                    "name one of the operations by its id, and the part that does not fit is shown";
                self.error(&paging.place, message, help);
            }
        }
    }

    /// Reports the settings that are about none of the operations: tables, and new names.
    pub(in crate::lower) fn check_operations<'d>(
        &self,
        reader: &Reader<'d>,
        endpoints: &[Endpoint<'d>],
    ) {
        self.check_renames(reader, endpoints);
        for table in self.operation_tables() {
            let name = table.matches.value.as_str();
            if endpoints.iter().any(|endpoint| is_name_of(name, endpoint)) {
                continue;
            }
            let names: Vec<String> = endpoints.iter().flat_map(names_of).collect();
            let names = names.iter().map(String::as_str);
            let help = "write the id of an operation, a tag, or a method and a path: `GET /pets/*`";
            let message = format!("`{name}` is not an operation of the document");
            self.error(&table.matches, message, suggest::help(name, names, help));
        }
    }

    fn operation_tables(&self) -> &'c [OperationSettings] {
        self.config.map_or(&[], |config| &config.operations)
    }
}
