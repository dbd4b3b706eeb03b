//! The selection of the operations that are generated.

use super::configured::Configured;
use super::configured::operations::{is_name_of, names_of};
use crate::config::{Setting, suggest};
use crate::openapi::OpenApi;
use crate::openapi::operation::Endpoint;

/// The name of an operation or of several, and its place if it is in the configuration.
struct Wanted<'s> {
    name: &'s str,
    setting: Option<&'s Setting<String>>,
}

/// Which operations are generated: all of them, if none are named.
pub(super) struct Selection<'s> {
    only: Vec<Wanted<'s>>,
    exclude: Vec<Wanted<'s>>,
}

impl<'s> Selection<'s> {
    /// The operations that a caller names. What a caller selects counts in place of what the configuration selects; what either
    /// excludes is left out.
    pub(super) fn of(configured: &Configured<'s>) -> Self {
        let options = configured.options;
        let config = options.config.as_ref();
        let named = |name: &'s String| Wanted {
            name,
            setting: None,
        };
        let set = |setting: &'s Setting<String>| Wanted {
            name: &setting.value,
            setting: Some(setting),
        };
        let by_config = config.map_or(&[][..], |config| &config.only);
        let only = match options.only.is_empty() {
            false => options.only.iter().map(named).collect(),
            true => by_config.iter().map(set).collect(),
        };
        let by_config = config.map_or(&[][..], |config| &config.exclude);
        let by_caller = options.exclude.iter().map(named);
        Self {
            only,
            exclude: by_caller.chain(by_config.iter().map(set)).collect(),
        }
    }

    /// Whether all operations are selected.
    pub(super) fn is_all(&self) -> bool {
        self.only.is_empty() && self.exclude.is_empty()
    }

    /// Whether the selected operations are named, so that nothing else is generated.
    pub(super) fn is_named(&self) -> bool {
        !self.only.is_empty()
    }

    /// Whether the operation is selected: by its id, by one of its tags, or as `GET /pets/{id}`.
    pub(super) fn takes(&self, endpoint: &Endpoint<'_>) -> bool {
        let is_in = |list: &[Wanted<'_>]| list.iter().any(|it| is_name_of(it.name, endpoint));
        (self.only.is_empty() || is_in(&self.only)) && !is_in(&self.exclude)
    }

    /// Reports the names that select none of the operations, and a selection of nothing.
    pub(super) fn check(
        &self,
        openapi: &OpenApi<'_, '_>,
        endpoints: &[Endpoint<'_>],
        configured: &Configured<'_>,
    ) {
        let report = |wanted: &Wanted<'_>, message: String, help: String| match wanted.setting {
            Some(setting) => configured.error(setting, message, help),
            None => openapi.reader.fatal(openapi.root, message, help),
        };
        let mut are_all_known = true;
        for wanted in self.only.iter().chain(&self.exclude) {
            let name = wanted.name;
            if endpoints.iter().any(|endpoint| is_name_of(name, endpoint)) {
                continue;
            }
            are_all_known = false;
            let message = format!("`{name}` is not an operation of this document");
            let names: Vec<String> = endpoints.iter().flat_map(names_of).collect();
            let names = names.iter().map(String::as_str);
            let help = "write the id of an operation, a tag, or a method and a path: `GET /pets`";
            report(wanted, message, suggest::help(name, names, help));
        }
        let is_empty = !endpoints.iter().any(|endpoint| self.takes(endpoint));
        if let Some(wanted) = self.exclude.first()
            && are_all_known
            && is_empty
        {
            let message = "every selected operation is excluded".to_owned();
            report(wanted, message, "exclude fewer of them".to_owned());
        }
    }
}
