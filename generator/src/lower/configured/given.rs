//! `[rename]`, as far as the document alone says what is renamed: components, operations and tags.

use super::operations::place;
use super::settings::{Configured, Renamed};
use crate::config::Rename;
use crate::names::{Use, name};
use crate::openapi::OpenApi;
use crate::openapi::operation::Endpoint;
use crate::openapi::reader::Reader;

impl<'c> Configured<'c> {
    /// Finds the components and operations that are renamed. `source` is that of the function of an operation.
    pub(in crate::lower) fn find_given(
        &self,
        openapi: &OpenApi<'_, '_>,
        endpoints: &[Endpoint<'_>],
        source: impl Fn(&Endpoint<'_>, &str) -> String,
    ) {
        let Some(config) = self.config else {
            return;
        };
        for rename in &config.rename.types {
            let mut components = openapi.schemas();
            if let Some((_, schema)) = components.find(|(name, _)| *name == rename.from.value) {
                let place = openapi.reader.place(schema.node());
                self.add(rename, Renamed::Type(place));
            }
        }
        for endpoint in endpoints {
            if let Some(rename) = self.rename_of(endpoint) {
                let source = source(endpoint, &rename.to.value);
                self.add(rename, Renamed::Function(source));
            }
        }
    }

    /// The name of an operation in place of its id, if the configuration gives one.
    pub(in crate::lower) fn operation_name(&self, endpoint: &Endpoint<'_>) -> Option<&'c str> {
        Some(self.rename_of(endpoint)?.to.value.as_str())
    }

    fn rename_of(&self, endpoint: &Endpoint<'_>) -> Option<&'c Rename> {
        let is_it = |rename: &&Rename| {
            let from = rename.from.value.as_str();
            endpoint.has_id(from) || from == place(endpoint)
        };
        let mut renames = self.config?.rename.operations.iter();
        renames.find(is_it)
    }

    /// Puts the names of several functions of an operation (`x-calls`) in place of their ids.
    pub(in crate::lower) fn rename_calls<'i>(
        &self,
        endpoint: &Endpoint<'_>,
        ids: impl Iterator<Item = &'i mut String>,
    ) {
        let renames = self.config.map_or(&[][..], |it| &it.rename.operations);
        for id in ids.filter(|_| endpoint.extensions().has_calls()) {
            if let Some(rename) = renames.iter().find(|rename| rename.from.value == *id) {
                id.clone_from(&rename.to.value);
            }
        }
    }

    /// The name of the module of a tag, if the configuration gives one.
    pub(in crate::lower) fn module(&self, tag: &str) -> Option<&'c str> {
        let mut renames = self.config?.rename.modules.iter();
        let rename = renames.find(|rename| rename.from.value == tag)?;
        Some(rename.to.value.as_str())
    }

    /// Reports the names of operations and modules that match nothing, and those that two would have.
    pub(super) fn check_renames<'d>(&self, reader: &Reader<'d>, endpoints: &[Endpoint<'d>]) {
        let Some(config) = self.config else {
            return;
        };
        let places: Vec<String> = endpoints.iter().map(place).collect();
        let ids = endpoints.iter().filter_map(Endpoint::stated_id);
        let calls = endpoints
            .iter()
            .flat_map(|it| it.extensions().calls(reader));
        let calls = calls.filter_map(|call| call.id);
        let mut known: Vec<&str> = ids.chain(calls).collect();
        let tags = endpoints
            .iter()
            .map(|it| it.first_tag(reader).unwrap_or("default"));
        let tags: Vec<&str> = tags.collect();
        known.extend(places.iter().map(String::as_str));
        for rename in &config.rename.operations {
            self.check_known(rename, &known, "an operation of the document");
        }
        for rename in &config.rename.modules {
            self.check_known(rename, &tags, "the first tag of an operation");
            let natural = |tag: &&&str| {
                self.module(tag).is_none() && name(tag, Use::Module).as_str() == rename.to.value
            };
            if let Some(tag) = tags.iter().find(natural) {
                self.clash(rename, &format!("the module of the tag `{tag}`"));
            }
        }
    }
}
