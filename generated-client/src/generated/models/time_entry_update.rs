// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use std::collections::BTreeMap;
use runtime::{Date, Id, Patch, Value};
use super::NewExternalReference;

/// Changes to a time entry. A field that is left out keeps its value; where null is allowed,
/// null clears the field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[must_use]
#[non_exhaustive]
pub struct TimeEntryUpdate {
    /// Project to move the entry to.
    pub workspace_id: Option<Id>,
    /// Day on which the work was done. A calendar day, without a time zone.
    pub date_performed: Option<Date>,
    /// Corrected length of the work in minutes.
    pub time_in_minutes: Option<i32>,
    /// Whether the client is charged.
    pub billable: Option<bool>,
    /// Hourly rate to bill, in cents of the project's currency. Null clears it.
    pub rate_in_cents: Patch<i64>,
    /// Free text about the work; replaces the old text. Null clears it.
    pub notes: Patch<String>,
    /// Role in which the work was done. Null clears it.
    pub role_id: Patch<Id>,
    /// Task to book the time on. Null takes the entry off its task.
    pub story_id: Patch<Id>,
    /// Person who did the work. Ignored unless the token's user may record time for others.
    pub user_id: Option<Id>,
    /// Ties a time entry to its counterpart in another system. Meant for integrations.
    pub external_reference: Option<NewExternalReference>,
    /// Name of a location that exists in the account. Null clears it.
    pub location: Patch<String>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(TimeEntryUpdate {
    workspace_id: integer, date_performed, time_in_minutes, billable, rate_in_cents, notes,
    role_id: integer, story_id: integer, user_id: integer, external_reference, location,
} and additional);

impl TimeEntryUpdate {
    /// Project to move the entry to.
    pub fn workspace_id(mut self, workspace_id: impl Into<Id>) -> Self {
        self.workspace_id = Some(workspace_id.into());
        self
    }

    /// Day on which the work was done. A calendar day, without a time zone.
    pub fn date_performed(mut self, date_performed: Date) -> Self {
        self.date_performed = Some(date_performed);
        self
    }

    /// Corrected length of the work in minutes.
    pub fn time_in_minutes(mut self, time_in_minutes: i32) -> Self {
        self.time_in_minutes = Some(time_in_minutes);
        self
    }

    /// Whether the client is charged.
    pub fn billable(mut self, billable: bool) -> Self {
        self.billable = Some(billable);
        self
    }

    /// Hourly rate to bill, in cents of the project's currency. Null clears it.
    pub fn rate_in_cents(mut self, rate_in_cents: i64) -> Self {
        self.rate_in_cents = Patch::Value(rate_in_cents);
        self
    }

    /// Sets `rate_in_cents` to null.
    pub fn clear_rate_in_cents(mut self) -> Self {
        self.rate_in_cents = Patch::Null;
        self
    }

    /// Free text about the work; replaces the old text. Null clears it.
    pub fn notes(mut self, notes: impl Into<String>) -> Self {
        self.notes = Patch::Value(notes.into());
        self
    }

    /// Sets `notes` to null.
    pub fn clear_notes(mut self) -> Self {
        self.notes = Patch::Null;
        self
    }

    /// Role in which the work was done. Null clears it.
    pub fn role_id(mut self, role_id: impl Into<Id>) -> Self {
        self.role_id = Patch::Value(role_id.into());
        self
    }

    /// Sets `role_id` to null.
    pub fn clear_role_id(mut self) -> Self {
        self.role_id = Patch::Null;
        self
    }

    /// Task to book the time on. Null takes the entry off its task.
    pub fn story_id(mut self, story_id: impl Into<Id>) -> Self {
        self.story_id = Patch::Value(story_id.into());
        self
    }

    /// Sets `story_id` to null.
    pub fn clear_story_id(mut self) -> Self {
        self.story_id = Patch::Null;
        self
    }

    /// Person who did the work. Ignored unless the token's user may record time for others.
    pub fn user_id(mut self, user_id: impl Into<Id>) -> Self {
        self.user_id = Some(user_id.into());
        self
    }

    /// Ties a time entry to its counterpart in another system. Meant for integrations.
    pub fn external_reference(
        mut self,
        external_reference: NewExternalReference,
    ) -> Self {
        self.external_reference = Some(external_reference);
        self
    }

    /// Name of a location that exists in the account. Null clears it.
    pub fn location(mut self, location: impl Into<String>) -> Self {
        self.location = Patch::Value(location.into());
        self
    }

    /// Sets `location` to null.
    pub fn clear_location(mut self) -> Self {
        self.location = Patch::Null;
        self
    }

    /// Sets a property that the document does not name.
    pub fn additional(
        mut self,
        name: impl Into<String>,
        value: impl Into<Value>,
    ) -> Self {
        self.additional.insert(name.into(), value.into());
        self
    }
}
