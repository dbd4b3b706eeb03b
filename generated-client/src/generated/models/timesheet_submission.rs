// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use std::collections::BTreeMap;
use runtime::{Date, Id, Timestamp, Value};

/// A week's time entries of one person for one project, handed in for approval.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TimesheetSubmission {
    /// The submission's own id, and its key in `timesheet_submissions`.
    pub id: Id,
    /// Remark that the submitter added.
    pub comment: Option<String>,
    /// When the submission was handed in.
    pub created_at: Option<Timestamp>,
    /// ISO code of the currency of the totals.
    pub currency: Option<String>,
    /// How many cents make one unit of the currency: 100 for dollars, 1 for yen.
    pub currency_base_unit: Option<i32>,
    /// Sign to print before an amount, such as `$`.
    pub currency_symbol: Option<String>,
    /// When the decision in force was taken. Carries a time, whatever its name says.
    pub current_resolution_created_at_date: Option<Timestamp>,
    /// User who took the decision in force.
    pub current_resolution_creator_id: Option<Id>,
    /// Reason given with the decision in force.
    pub current_resolution_description: Option<String>,
    /// Last day of the week, included.
    pub end_date: Option<Date>,
    /// Counterparts of the submission in other systems.
    pub external_reference_ids: Vec<Id>,
    /// Sum of the submitted items as text for display.
    pub line_item_total_formatted: Option<String>,
    /// Sum of the submitted items, in cents.
    pub line_item_total_in_cents: Option<i64>,
    /// What the token's user may do with the submission.
    pub permissions: Option<TimesheetSubmissionPermissions>,
    /// Same text as `current_resolution_description`.
    pub resolution_description: Option<String>,
    /// First day of the week, included.
    pub start_date: Option<Date>,
    /// Where the submission stands. Pending and approved ones are active.
    pub status: Option<TimesheetSubmissionStatus>,
    /// Time entries handed in with the submission.
    pub time_entry_ids: Vec<Id>,
    /// Heading of the submission, for display.
    pub title: Option<String>,
    /// Whether time or an expense report was handed in.
    pub type_: Option<TimesheetSubmissionType>,
    /// When the submission last changed.
    pub updated_at: Option<Timestamp>,
    /// Person whose time it is.
    pub user_id: Option<Id>,
    /// The one project that the submission is for. A week on several projects gives one submission
    /// each.
    pub workspace_id: Option<Id>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(TimesheetSubmission {
    id, comment, created_at, currency, currency_base_unit, currency_symbol,
    current_resolution_created_at_date, current_resolution_creator_id: integer,
    current_resolution_description, end_date, external_reference_ids, line_item_total_formatted,
    line_item_total_in_cents, permissions, resolution_description, start_date, status,
    time_entry_ids, title, type_ = "type", updated_at, user_id, workspace_id,
} and additional);

impl TimesheetSubmission {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(id: impl Into<Id>) -> Self {
        Self {
            id: id.into(),
            comment: None,
            created_at: None,
            currency: None,
            currency_base_unit: None,
            currency_symbol: None,
            current_resolution_created_at_date: None,
            current_resolution_creator_id: None,
            current_resolution_description: None,
            end_date: None,
            external_reference_ids: Default::default(),
            line_item_total_formatted: None,
            line_item_total_in_cents: None,
            permissions: None,
            resolution_description: None,
            start_date: None,
            status: None,
            time_entry_ids: Default::default(),
            title: None,
            type_: None,
            updated_at: None,
            user_id: None,
            workspace_id: None,
            additional: BTreeMap::new(),
        }
    }
}

impl TimesheetSubmission {
    /// `line_item_total_in_cents` as an exact amount of money.
    ///
    /// It is `None` if the amount, its unit or its currency is missing.
    pub fn line_item_total(&self) -> Option<runtime::Money> {
        runtime::private::money(
            &self.line_item_total_in_cents,
            &self.currency_base_unit,
            &self.currency,
        )
    }
}

/// What the token's user may do with the submission.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TimesheetSubmissionPermissions {
    /// May withdraw it.
    pub can_cancel_submission: Option<bool>,
    /// May approve it.
    pub can_approve_submission: Option<bool>,
    /// May reject it.
    pub can_reject_submission: Option<bool>,
    /// May hand it in again.
    pub can_resubmit_submission: Option<bool>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(TimesheetSubmissionPermissions {
    can_cancel_submission, can_approve_submission, can_reject_submission, can_resubmit_submission,
} and additional);

runtime::open_enum! {
    /// Where the submission stands. Pending and approved ones are active.
    pub enum TimesheetSubmissionStatus {
        Pending = "pending",
        Approved = "approved",
        Rejected = "rejected",
        Cancelled = "cancelled",
        _ => Other,
    }
}

runtime::open_enum! {
    /// Whether time or an expense report was handed in.
    pub enum TimesheetSubmissionType {
        TimesheetSubmission = "TimesheetSubmission",
        ExpenseReportSubmission = "ExpenseReportSubmission",
        _ => Other,
    }
}
