//! The settings that need a finished client.

use std::collections::BTreeSet;

use super::settings::Configured;
use crate::ir::Api;

impl Configured<'_> {
    /// Applies what needs a finished client. `clashes` are the names of the configuration that something else would have.
    pub(in crate::lower) fn apply(&self, api: &mut Api, clashes: &BTreeSet<String>) {
        self.check_names();
        self.check_targets(api, clashes);
        self.apply_to_types(api);
        self.resolve_links(api);
        let header = self.config.and_then(|config| config.request_id.as_ref());
        api.request_id = header.map(|header| header.value.clone());
    }
}
