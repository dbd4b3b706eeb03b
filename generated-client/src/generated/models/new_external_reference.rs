// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use super::super::filters::IntegrationStatus;

/// Ties a time entry to its counterpart in another system. Meant for integrations.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[must_use]
#[non_exhaustive]
pub struct NewExternalReference {
    /// Name of the integration; at most one reference of a time entry may bear it.
    pub service_name: String,
    /// Kind of the counterpart in the other system's terms, such as `Worklog`.
    pub service_model: String,
    /// Id of the counterpart in the other system. Any text; not an id of this API.
    pub service_model_ref: String,
    /// How the latest synchronisation with the other system went. Other words occur.
    pub status: Option<IntegrationStatus>,
    /// Remark to show with the reference, such as the reason of a failure.
    pub external_message: Option<String>,
    /// Address of the counterpart in the other system.
    pub external_link: Option<String>,
    /// State of the counterpart in the other system's own words.
    pub external_status: Option<String>,
    /// Asks for the entry to be closed to changes. So far only rejected expense reports obey it.
    pub locked: Option<bool>,
}

runtime::object!(NewExternalReference {
    service_name, service_model, service_model_ref, status, external_message, external_link,
    external_status, locked,
} only);

impl NewExternalReference {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(
        service_name: impl Into<String>,
        service_model: impl Into<String>,
        service_model_ref: impl Into<String>,
    ) -> Self {
        Self {
            service_name: service_name.into(),
            service_model: service_model.into(),
            service_model_ref: service_model_ref.into(),
            status: None,
            external_message: None,
            external_link: None,
            external_status: None,
            locked: None,
        }
    }

    /// How the latest synchronisation with the other system went. Other words occur.
    pub fn status(mut self, status: IntegrationStatus) -> Self {
        self.status = Some(status);
        self
    }

    /// Remark to show with the reference, such as the reason of a failure.
    pub fn external_message(mut self, external_message: impl Into<String>) -> Self {
        self.external_message = Some(external_message.into());
        self
    }

    /// Address of the counterpart in the other system.
    pub fn external_link(mut self, external_link: impl Into<String>) -> Self {
        self.external_link = Some(external_link.into());
        self
    }

    /// State of the counterpart in the other system's own words.
    pub fn external_status(mut self, external_status: impl Into<String>) -> Self {
        self.external_status = Some(external_status.into());
        self
    }

    /// Asks for the entry to be closed to changes. So far only rejected expense reports obey it.
    pub fn locked(mut self, locked: bool) -> Self {
        self.locked = Some(locked);
        self
    }
}
