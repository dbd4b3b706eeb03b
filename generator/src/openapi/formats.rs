//! The types that the configuration chooses for formats, and the formats that are seen.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Foreign, Type};

/// The types that the configuration chooses for formats.
#[derive(Default)]
pub(crate) struct Formats {
    chosen: BTreeMap<String, Type>,
    /// The formats of values that could have a type of another crate.
    seen: RefCell<BTreeSet<String>>,
    /// The formats that were used, with their types.
    used: RefCell<Vec<(String, Type)>>,
}

impl Formats {
    pub(crate) fn new(chosen: BTreeMap<String, Type>) -> Self {
        Self {
            chosen,
            ..Self::default()
        }
    }

    /// Whether a type is chosen for the format.
    pub(crate) fn has(&self, format: &str) -> bool {
        self.chosen.contains_key(format)
    }

    /// The type that is chosen for a format of strings.
    pub(crate) fn of_string(&self, format: &str) -> Option<Type> {
        self.see(format);
        self.used_as(format, self.chosen.get(format)?.clone())
    }

    /// The type that is chosen for a format of numbers.
    pub(crate) fn of_number(&self, format: &str) -> Option<Type> {
        match self.chosen.get(format)? {
            Type::Foreign(Foreign::DecimalText) => {
                self.see(format);
                self.used_as(format, Type::Foreign(Foreign::DecimalNumber))
            }
            _ => None,
        }
    }

    /// The formats of the document for which a type can be chosen.
    pub(crate) fn seen(&self) -> BTreeSet<String> {
        self.seen.borrow().clone()
    }

    /// Whether a value of the document has the type that is chosen for a format.
    pub(crate) fn is_used(&self, format: &str) -> bool {
        self.used.borrow().iter().any(|(used, _)| used == format)
    }

    /// The features of the runtime that the types need.
    pub(crate) fn features(&self) -> Vec<&'static str> {
        let used = self.used.borrow();
        let features = used.iter().filter_map(|(_, ty)| match ty {
            Type::Foreign(foreign) => foreign.feature(),
            _ => None,
        });
        features.collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn see(&self, format: &str) {
        if !format.is_empty() {
            self.seen.borrow_mut().insert(format.to_owned());
        }
    }

    fn used_as(&self, format: &str, ty: Type) -> Option<Type> {
        let mut used = self.used.borrow_mut();
        if !used.iter().any(|known| known.0 == format && known.1 == ty) {
            used.push((format.to_owned(), ty.clone()));
        }
        Some(ty)
    }
}
