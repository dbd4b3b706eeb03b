//! Every filter of the list: a call of its setter, and the query that it becomes.

use generated_client::{
    Id, Timestamp, date,
    endpoints::GetTimeEntries,
    filters::{Include, IntegrationStatus, OptionalField, Order},
};

/// The name of a parameter, a call of its setter, and the query that it becomes.
pub(crate) type Row = (
    &'static str,
    fn(GetTimeEntries) -> GetTimeEntries,
    &'static str,
);

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[rustfmt::skip]
pub(crate) const TABLE: &[Row] = &[
    ("approved", |list| list.approved(), "approved=true"),
    ("billable", |list| list.billable(false), "billable=false"),
    ("created_after", |list| list.created_after(instant("2026-11-01T08:30:00Z")), "created_after=2026-11-01T08%3A30%3A00Z"),
    ("created_before", |list| list.created_before(instant("2026-11-01T08:30:00+01:00")), "created_before=2026-11-01T07%3A30%3A00Z"),
    ("created_by", |list| list.created_by("31"), "created_by=31"),
    ("date_performed_between", |list| list.date_performed_between(date(2026, 11, 1), date(2026, 11, 30)), "date_performed_between=2026-11-01%3A2026-11-30"),
    ("external_reference_external_message", |list| list.external_reference_external_message("no such issue"), "external_reference_external_message=no%20such%20issue"),
    ("external_reference_external_status", |list| list.external_reference_external_status("In Review"), "external_reference_external_status=In%20Review"),
    ("external_reference_service_model", |list| list.external_reference_service_model("Issue"), "external_reference_service_model=Issue"),
    ("external_reference_service_model_ref", |list| list.external_reference_service_model_ref(-5_000_000_000), "external_reference_service_model_ref=-5000000000"),
    ("external_reference_service_model_refs", |list| list.external_reference_service_model_refs(["A-1", "2"]), "external_reference_service_model_refs=A-1,2"),
    ("external_reference_service_name", |list| list.external_reference_service_name(String::from("jira")), "external_reference_service_name=jira"),
    ("external_reference_status", |list| list.external_reference_status(IntegrationStatus::Failed), "external_reference_status=failed"),
    ("from_archived_workspaces", |list| list.from_archived_workspaces(true), "from_archived_workspaces=true"),
    ("has_external_references", |list| list.has_external_references(false), "has_external_references=false"),
    ("in_active_invoice_id", |list| list.in_active_invoice_id(801), "in_active_invoice_id=801"),
    ("in_active_submission", |list| list.in_active_submission(false), "in_active_submission=false"),
    ("include", |list| list.include([Include::Story, Include::ExternalReferences]), "include=story,external_references"),
    ("invoiced", |list| list.invoiced(), "invoiced=true"),
    ("on_my_account", |list| list.on_my_account(false), "on_my_account=false"),
    ("only", |list| list.only(["3", "1", "2"]), "only=3,1,2"),
    ("optional_fields", |list| list.optional_fields([OptionalField::UserCanEdit]), "optional_fields=user_can_edit"),
    ("order", |list| list.order(Order::UpdatedAtAsc), "order=updated_at%3Aasc"),
    ("page", |list| list.page(i32::MAX), "page=2147483647"),
    ("per_page", |list| list.per_page(200), "per_page=200"),
    ("uninvoiced", |list| list.uninvoiced(), "uninvoiced=true"),
    ("updated_after", |list| list.updated_after(instant("2026-11-01T08:30:00.25-07:00")), "updated_after=2026-11-01T15%3A30%3A00.25Z"),
    ("updated_before", |list| list.updated_before(instant("1969-12-31T23:59:59.999999999Z")), "updated_before=1969-12-31T23%3A59%3A59.999999999Z"),
    ("with_recent_timesheet_ids", |list| list.with_recent_timesheet_ids([5_u64, u64::MAX]), "with_recent_timesheet_ids=5,18446744073709551615"),
    ("with_timesheet_id", |list| list.with_timesheet_id(Id::from("5")), "with_timesheet_id=5"),
    ("with_user_ids", |list| list.with_user_ids(vec![Id::from(31), Id::from("32")]), "with_user_ids=31,32"),
    ("without_external_reference_service_name", |list| list.without_external_reference_service_name("jira"), "without_external_reference_service_name=jira"),
    ("workspace_id", |list| list.workspace_id(String::from("7")), "workspace_id=7"),
    ("workspace_ids", |list| list.workspace_ids([7, 8]), "workspace_ids=7,8"),
];
