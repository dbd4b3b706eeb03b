// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use std::collections::BTreeMap;
use runtime::{Id, Timestamp, Value};
use super::super::filters::IntegrationStatus;

/// Link between an object here and its counterpart in another system, kept by an integration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ExternalReference {
    /// The reference's own id, and its key in `external_references`.
    pub id: Id,
    /// When the link to the other system was made.
    pub created_at: Option<Timestamp>,
    /// Address of the counterpart in the other system.
    pub external_link: Option<String>,
    /// Remark from the integration, such as the reason for a failed sync.
    pub external_message: Option<String>,
    /// State of the counterpart in the other system's own words.
    pub external_status: Option<String>,
    /// When the integration last synchronised the pair. Null if it never has.
    pub last_synced_at: Option<Timestamp>,
    /// Whether the object is closed to changes on the Kantata side. So far only rejected expense
    /// reports obey it.
    pub locked: Option<bool>,
    /// Kind of the counterpart in the other system's terms, such as `Issue`.
    pub service_model: Option<String>,
    /// Id of the counterpart in the other system. Not an id of this API.
    pub service_model_ref: Option<String>,
    /// Name of the integration. An object has at most one reference for each name.
    pub service_name: Option<String>,
    /// How the last synchronisation went.
    pub status: Option<IntegrationStatus>,
    /// Id of the object on the Kantata side; `subject_type` says of which kind.
    pub subject_id: Option<Id>,
    /// The same object as an entry of the response. Comes only where the subject itself was
    /// included.
    pub subject_ref: Option<ExternalReferenceSubjectRef>,
    /// Kind of object that `subject_id` belongs to, such as `TimeEntry` or `Invoice`.
    pub subject_type: Option<String>,
    /// When the reference last changed.
    pub updated_at: Option<Timestamp>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(ExternalReference {
    id, created_at, external_link, external_message, external_status, last_synced_at, locked,
    service_model, service_model_ref, service_name, status, subject_id: integer, subject_ref,
    subject_type, updated_at,
} and additional);

impl ExternalReference {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(id: impl Into<Id>) -> Self {
        Self {
            id: id.into(),
            created_at: None,
            external_link: None,
            external_message: None,
            external_status: None,
            last_synced_at: None,
            locked: None,
            service_model: None,
            service_model_ref: None,
            service_name: None,
            status: None,
            subject_id: None,
            subject_ref: None,
            subject_type: None,
            updated_at: None,
            additional: BTreeMap::new(),
        }
    }
}

/// The same object as an entry of the response. Comes only where the subject itself was
/// included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ExternalReferenceSubjectRef {
    /// Collection that holds the object, such as `time_entries`.
    pub key: Option<String>,
    /// Key of the object in that collection.
    pub id: Option<Id>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(ExternalReferenceSubjectRef { key, id } and additional);
