// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use std::collections::BTreeMap;
use runtime::{Date, Id, Value};
use super::{NewExternalReference, TimeEntry};

/// A time entry to record. Fields left out are filled in by the service.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[must_use]
#[non_exhaustive]
pub struct NewTimeEntry {
    /// Project to book the time on.
    pub workspace_id: Id,
    /// Day on which the work was done. A calendar day, without a time zone.
    pub date_performed: Date,
    /// Length of the work in minutes.
    pub time_in_minutes: i32,
    /// Whether the client is charged. If left out, the task decides; without a task, it is
    /// billable.
    pub billable: Option<bool>,
    /// Hourly rate to bill, in cents of the project's currency.
    pub rate_in_cents: Option<i64>,
    /// What one hour costs the provider, in cents of the project's currency.
    pub cost_rate_in_cents: Option<i64>,
    /// Free text about the work, line breaks allowed. Some projects insist on it.
    pub notes: Option<String>,
    /// Role in which the work was done.
    pub role_id: Option<Id>,
    /// Task of the project to book the time on.
    pub story_id: Option<Id>,
    /// Person who did the work. Ignored, and the token's user taken, unless that user may record
    /// time for others.
    pub user_id: Option<Id>,
    /// Ties a time entry to its counterpart in another system. Meant for integrations.
    pub external_reference: Option<NewExternalReference>,
    /// Name of a location that exists in the account.
    pub location: Option<String>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(NewTimeEntry {
    workspace_id: integer, date_performed, time_in_minutes, billable, rate_in_cents,
    cost_rate_in_cents, notes, role_id: integer, story_id: integer, user_id: integer,
    external_reference, location,
} and additional);

impl NewTimeEntry {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(
        workspace_id: impl Into<Id>,
        date_performed: Date,
        time_in_minutes: i32,
    ) -> Self {
        Self {
            workspace_id: workspace_id.into(),
            date_performed,
            time_in_minutes,
            billable: None,
            rate_in_cents: None,
            cost_rate_in_cents: None,
            notes: None,
            role_id: None,
            story_id: None,
            user_id: None,
            external_reference: None,
            location: None,
            additional: BTreeMap::new(),
        }
    }

    /// Whether the client is charged. If left out, the task decides; without a task, it is
    /// billable.
    pub fn billable(mut self, billable: bool) -> Self {
        self.billable = Some(billable);
        self
    }

    /// Hourly rate to bill, in cents of the project's currency.
    pub fn rate_in_cents(mut self, rate_in_cents: i64) -> Self {
        self.rate_in_cents = Some(rate_in_cents);
        self
    }

    /// What one hour costs the provider, in cents of the project's currency.
    pub fn cost_rate_in_cents(mut self, cost_rate_in_cents: i64) -> Self {
        self.cost_rate_in_cents = Some(cost_rate_in_cents);
        self
    }

    /// Free text about the work, line breaks allowed. Some projects insist on it.
    pub fn notes(mut self, notes: impl Into<String>) -> Self {
        self.notes = Some(notes.into());
        self
    }

    /// Role in which the work was done.
    pub fn role_id(mut self, role_id: impl Into<Id>) -> Self {
        self.role_id = Some(role_id.into());
        self
    }

    /// Task of the project to book the time on.
    pub fn story_id(mut self, story_id: impl Into<Id>) -> Self {
        self.story_id = Some(story_id.into());
        self
    }

    /// Person who did the work. Ignored, and the token's user taken, unless that user may record
    /// time for others.
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

    /// Name of a location that exists in the account.
    pub fn location(mut self, location: impl Into<String>) -> Self {
        self.location = Some(location.into());
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

impl TryFrom<&TimeEntry> for NewTimeEntry {
    type Error = runtime::MissingProperty;

    /// Copies the properties that both have. The others are absent.
    ///
    /// # Errors
    ///
    /// Fails with the name of a required property that has no value.
    fn try_from(entry: &TimeEntry) -> Result<Self, Self::Error> {
        Ok(Self {
            workspace_id: runtime::private::required(
                &entry.workspace_id,
                "workspace_id",
            )?,
            date_performed: runtime::private::required(
                &entry.date_performed,
                "date_performed",
            )?,
            time_in_minutes: runtime::private::required(
                &entry.time_in_minutes,
                "time_in_minutes",
            )?,
            billable: runtime::private::optional(&entry.billable),
            rate_in_cents: runtime::private::optional(&entry.rate_in_cents),
            cost_rate_in_cents: runtime::private::optional(&entry.cost_rate_in_cents),
            notes: runtime::private::optional(&entry.notes),
            role_id: runtime::private::optional(&entry.role_id),
            story_id: runtime::private::optional(&entry.story_id),
            user_id: runtime::private::optional(&entry.user_id),
            external_reference: Default::default(),
            location: runtime::private::optional(&entry.location),
            additional: Default::default(),
        })
    }
}

impl NewTimeEntry {
    /// Whether each property that is sent has the same value in `entry`.
    ///
    /// Properties that are not sent, and those that `entry` cannot have, are not compared.
    pub fn is_like(&self, entry: &TimeEntry) -> bool {
        runtime::private::agrees(&self.workspace_id, &entry.workspace_id)
            && runtime::private::agrees(&self.date_performed, &entry.date_performed)
            && runtime::private::agrees(&self.time_in_minutes, &entry.time_in_minutes)
            && self
                .billable
                .as_ref()
                .is_none_or(|sent| runtime::private::agrees(sent, &entry.billable))
            && self
                .rate_in_cents
                .as_ref()
                .is_none_or(|sent| runtime::private::agrees(sent, &entry.rate_in_cents))
            && self
                .cost_rate_in_cents
                .as_ref()
                .is_none_or(|sent| runtime::private::agrees(
                    sent,
                    &entry.cost_rate_in_cents,
                ))
            && self
                .notes
                .as_ref()
                .is_none_or(|sent| runtime::private::agrees(sent, &entry.notes))
            && self
                .role_id
                .as_ref()
                .is_none_or(|sent| runtime::private::agrees(sent, &entry.role_id))
            && self
                .story_id
                .as_ref()
                .is_none_or(|sent| runtime::private::agrees(sent, &entry.story_id))
            && self
                .user_id
                .as_ref()
                .is_none_or(|sent| runtime::private::agrees(sent, &entry.user_id))
            && self
                .location
                .as_ref()
                .is_none_or(|sent| runtime::private::agrees(sent, &entry.location))
    }
}

impl runtime::Like<TimeEntry> for NewTimeEntry {
    fn is_like(&self, entry: &TimeEntry) -> bool {
        self.is_like(entry)
    }
}
