//! One document, read by both parsers, and the differences.

use openapiv3::{OpenAPI, ReferenceOr, Schema};
use specwright::ir::{Api, Type, TypeId};
use xtask::fixtures;

/// The two readings of a document, what was compared, and the differences.
pub(crate) struct Comparison {
    pub(crate) name: String,
    pub(crate) spec: OpenAPI,
    pub(crate) api: Api,
    /// The schemas of `components` that are types, in the order of the document and of the types. A schema with `x-unwrap` is
    /// not one: callers give the value of its property.
    pub(crate) schemas: Vec<String>,
    /// Whether the generator reported a degradation. Only then may any value stand where the other parser reads a type.
    pub(crate) is_loose: bool,
    pub(crate) operations: usize,
    pub(crate) parameters: usize,
    pub(crate) properties: usize,
    pub(crate) differences: Vec<String>,
}

pub(crate) fn compare(name: &str, text: &str) -> Comparison {
    let spec: OpenAPI =
        serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let (lowered, _) = fixtures::generate(text, &specwright::Options::default()).unwrap();
    let components = spec
        .components
        .iter()
        .flat_map(|components| &components.schemas);
    let schemas = components
        .filter(|(_, schema)| !is_unwrapped(schema))
        .map(|(name, _)| name.clone())
        .collect();
    let is_loose = !lowered.degradations.is_empty();
    let mut comparison = Comparison {
        name: name.to_owned(),
        spec,
        api: lowered.api,
        schemas,
        is_loose,
        operations: 0,
        parameters: 0,
        properties: 0,
        differences: Vec::new(),
    };
    comparison.walk();
    comparison
}

fn is_unwrapped(schema: &ReferenceOr<Schema>) -> bool {
    schema
        .as_item()
        .is_some_and(|schema| schema.schema_data.extensions.contains_key("x-unwrap"))
}

impl Comparison {
    fn walk(&mut self) {
        let spec = self.spec.clone();
        let components = spec.components.clone().unwrap_or_default().schemas;
        for (index, name) in self.schemas.clone().iter().enumerate() {
            match self.api.types.get(&TypeId(index)) {
                Some(_) => self.schema(&Type::Named(TypeId(index)), &components[name], name, true),
                None => self.differs(name, "no type"),
            }
        }
        for (path, item) in &spec.paths.paths {
            // The other parser does not follow references to path items.
            let Some(item) = item.as_item() else { continue };
            for (method, operation) in item.iter() {
                self.operation(path, item, method, operation);
            }
        }
        let operations = self
            .api
            .groups
            .iter()
            .flat_map(|group| &group.operations)
            .filter(|operation| !operation.is_alternative)
            .count();
        let unread = spec
            .paths
            .paths
            .values()
            .filter(|item| item.as_item().is_none())
            .count();
        if operations != self.operations + unread {
            self.differs("paths", "more operations than there are");
        }
    }

    pub(crate) fn differs(&mut self, at: &str, what: impl std::fmt::Display) {
        self.differences
            .push(format!("{}: {at}: {what}", self.name));
    }

    pub(crate) fn expect(&mut self, is: bool, at: &str, what: impl std::fmt::Display) {
        if !is {
            self.differs(at, what);
        }
    }
}
