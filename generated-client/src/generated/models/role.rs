// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use std::collections::BTreeMap;
use runtime::{Id, Timestamp, Value};

/// A position that people fill, such as the one an hourly rate is agreed for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Role {
    /// The role's own id, and its key in `roles`.
    pub id: Id,
    /// When the role was created.
    pub created_at: Option<Timestamp>,
    /// When the role was deleted. Null while it is in use.
    pub deleted_at: Option<Timestamp>,
    /// Counterparts of the role in other systems.
    pub external_reference_ids: Vec<Id>,
    /// Title of the role, such as `Senior Consultant`.
    pub name: Option<String>,
    /// When the role last changed.
    pub updated_at: Option<Timestamp>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(Role {
    id, created_at, deleted_at, external_reference_ids, name, updated_at,
} and additional);

impl Role {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(id: impl Into<Id>) -> Self {
        Self {
            id: id.into(),
            created_at: None,
            deleted_at: None,
            external_reference_ids: Default::default(),
            name: None,
            updated_at: None,
            additional: BTreeMap::new(),
        }
    }
}
