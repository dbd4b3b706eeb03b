// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use std::collections::BTreeMap;
use runtime::{Date, Id, Timestamp, Value};

/// Work that one person did on one day for a project. Which fields come depends on the user's
/// permissions and on `optional_fields`. The ids of the task, the project, the user and the
/// submissions come in any case; those of the role, the invoice and external references come
/// with the include of the same name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TimeEntry {
    /// The entry's own id, and its key in `time_entries`.
    pub id: Id,
    /// The submission that currently holds the entry: pending or approved. Null when there is none.
    pub active_submission_id: Option<Id>,
    /// Whether the time counts as approved, either by a timesheet or because its project asks for
    /// no approval.
    pub approved: Option<bool>,
    /// Whether the time is charged to the client.
    pub billable: Option<bool>,
    /// What one hour of this work costs the provider, in cents of `currency`. Permissions may hide
    /// it.
    pub cost_rate_in_cents: Option<i64>,
    /// When the entry was recorded, which can be long after the work. The day of the work is
    /// `date_performed`.
    pub created_at: Option<Timestamp>,
    /// ISO code of the project's currency when the entry was recorded, such as `USD`.
    pub currency: Option<String>,
    /// How many cents make one unit of the currency: 100 for dollars, 1 for yen.
    pub currency_base_unit: Option<i32>,
    /// Sign to print before an amount, such as `$`.
    pub currency_symbol: Option<String>,
    /// Day on which the work was done. A calendar day, without a time zone.
    pub date_performed: Option<Date>,
    /// Counterparts of the entry in other systems.
    pub external_reference_ids: Vec<Id>,
    /// The invoice that bills this entry. Null while it is on none.
    pub invoice_id: Option<Id>,
    /// Whether the entry has been invoiced. An invoiced entry cannot be deleted.
    pub is_invoiced: Option<bool>,
    /// Name of the place where the work was done. Sent only on accounts that use locations.
    pub location: Option<String>,
    /// The account location that `location` names. Sent only when `optional_fields` asks for it.
    pub location_id: Option<Id>,
    /// Free text about the work; may hold line breaks.
    pub notes: Option<String>,
    /// What one hour is billed at, in cents of `currency`.
    pub rate_in_cents: Option<i64>,
    /// The latest submission that the entry was part of, cancelled and rejected ones included.
    pub recent_submission_id: Option<Id>,
    /// The role in which the work was done. Null when none was given.
    pub role_id: Option<Id>,
    /// The task that the time was spent on. Null when the entry is booked on the project itself.
    pub story_id: Option<Id>,
    /// Whether tax is added when the entry is invoiced.
    pub taxable: Option<bool>,
    /// Length of the work in minutes.
    pub time_in_minutes: Option<i32>,
    /// When the entry last changed.
    pub updated_at: Option<Timestamp>,
    /// Whether the token's user may change this entry. Sent only when `optional_fields` asks for
    /// it.
    pub user_can_edit: Option<bool>,
    /// The person who did the work.
    pub user_id: Option<Id>,
    /// The project that the time is booked on.
    pub workspace_id: Option<Id>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(TimeEntry {
    id, active_submission_id, approved, billable, cost_rate_in_cents, created_at, currency,
    currency_base_unit, currency_symbol, date_performed, external_reference_ids, invoice_id,
    is_invoiced, location, location_id: integer, notes, rate_in_cents, recent_submission_id,
    role_id, story_id, taxable, time_in_minutes, updated_at, user_can_edit, user_id, workspace_id,
} and additional);

impl TimeEntry {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(id: impl Into<Id>) -> Self {
        Self {
            id: id.into(),
            active_submission_id: None,
            approved: None,
            billable: None,
            cost_rate_in_cents: None,
            created_at: None,
            currency: None,
            currency_base_unit: None,
            currency_symbol: None,
            date_performed: None,
            external_reference_ids: Default::default(),
            invoice_id: None,
            is_invoiced: None,
            location: None,
            location_id: None,
            notes: None,
            rate_in_cents: None,
            recent_submission_id: None,
            role_id: None,
            story_id: None,
            taxable: None,
            time_in_minutes: None,
            updated_at: None,
            user_can_edit: None,
            user_id: None,
            workspace_id: None,
            additional: BTreeMap::new(),
        }
    }
}

impl TimeEntry {
    /// `rate_in_cents` as an exact amount of money.
    ///
    /// It is `None` if the amount, its unit or its currency is missing.
    pub fn rate(&self) -> Option<runtime::Money> {
        runtime::private::money(
            &self.rate_in_cents,
            &self.currency_base_unit,
            &self.currency,
        )
    }

    /// `cost_rate_in_cents` as an exact amount of money.
    ///
    /// It is `None` if the amount, its unit or its currency is missing.
    pub fn cost_rate(&self) -> Option<runtime::Money> {
        runtime::private::money(
            &self.cost_rate_in_cents,
            &self.currency_base_unit,
            &self.currency,
        )
    }
}
