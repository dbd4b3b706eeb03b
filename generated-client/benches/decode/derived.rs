// Types as one would write them by hand, with the derive of serde: the fields of the client's types, nullable as there.
// Included into a module that defines `Id`, `IntegerId` and `Map`.
//
// The enumerations are the client's, which makes it easier for these: texts would cost them an allocation each.

use generated_client::filters::IntegrationStatus;
use generated_client::models::{
    InvoiceStatus, ResultRefKey, StoryPriority, StoryState, StoryStoryType,
    TimesheetSubmissionStatus, TimesheetSubmissionType, UserClassification, WorkspaceAccessLevel, WorkspaceTaskStatusesItem,
    WorkspaceStage,
};
use generated_client::{Date, Timestamp};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page {
    count: i32,
    meta: PageMeta,
    results: Vec<ResultRef>,
    time_entries: Option<Map<Id, TimeEntry>>,
    external_references: Option<Map<Id, ExternalReference>>,
    stories: Option<Map<Id, Story>>,
    workspaces: Option<Map<Id, Workspace>>,
    users: Option<Map<Id, User>>,
    timesheet_submissions: Option<Map<Id, TimesheetSubmission>>,
    invoices: Option<Map<Id, Invoice>>,
    roles: Option<Map<Id, Role>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageMeta {
    count: i32,
    page_count: i32,
    page_number: i32,
    page_size: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResultRef {
    key: ResultRefKey,
    id: Id,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimeEntry {
    id: Id,
    active_submission_id: Option<Id>,
    approved: Option<bool>,
    billable: Option<bool>,
    cost_rate_in_cents: Option<i64>,
    created_at: Option<Timestamp>,
    currency: Option<String>,
    currency_base_unit: Option<i32>,
    currency_symbol: Option<String>,
    date_performed: Option<Date>,
    external_reference_ids: Option<Vec<Id>>,
    invoice_id: Option<Id>,
    is_invoiced: Option<bool>,
    location: Option<String>,
    location_id: Option<IntegerId>,
    notes: Option<String>,
    rate_in_cents: Option<i64>,
    recent_submission_id: Option<Id>,
    role_id: Option<Id>,
    story_id: Option<Id>,
    taxable: Option<bool>,
    time_in_minutes: Option<i32>,
    updated_at: Option<Timestamp>,
    user_can_edit: Option<bool>,
    user_id: Option<Id>,
    workspace_id: Option<Id>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExternalReference {
    id: Id,
    created_at: Option<Timestamp>,
    external_link: Option<String>,
    external_message: Option<String>,
    external_status: Option<String>,
    last_synced_at: Option<Timestamp>,
    locked: Option<bool>,
    service_model: Option<String>,
    service_model_ref: Option<String>,
    service_name: Option<String>,
    status: Option<IntegrationStatus>,
    subject_id: Option<IntegerId>,
    subject_ref: Option<ExternalReferenceSubjectRef>,
    subject_type: Option<String>,
    updated_at: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExternalReferenceSubjectRef {
    key: Option<String>,
    id: Option<Id>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    id: Id,
    ancestor_ids: Option<Vec<Id>>,
    ancestry_depth: Option<i32>,
    archived: Option<bool>,
    archived_editable: Option<bool>,
    assigned_role_id: Option<Id>,
    assignee_ids: Option<Vec<Id>>,
    assignment_timestamped_at: Option<Timestamp>,
    attachment_ids: Option<Vec<Id>>,
    billable: Option<bool>,
    budget_estimate_in_cents: Option<i64>,
    budget_used_in_cents: Option<i64>,
    can_align_time: Option<bool>,
    can_edit: Option<bool>,
    can_post: Option<bool>,
    created_at: Option<Timestamp>,
    creator_id: Option<Id>,
    current_assignment_ids: Option<Vec<Id>>,
    custom_field_value_ids: Option<Vec<Id>>,
    custom_task_status_id: Option<Id>,
    deleted_at: Option<Timestamp>,
    descendant_ids: Option<Vec<Id>>,
    description: Option<String>,
    due_date: Option<Date>,
    external_reference_ids: Option<Vec<Id>>,
    fixed_fee: Option<bool>,
    follower_ids: Option<Vec<Id>>,
    formatted_description: Option<String>,
    google_document_ids: Option<Vec<Id>>,
    has_out_of_bounds_sads: Option<bool>,
    has_proofing_access: Option<bool>,
    invoiced_balance_in_cents: Option<i64>,
    is_time_trackable_type: Option<bool>,
    logged_billable_time_in_minutes: Option<i32>,
    logged_nonbillable_time_in_minutes: Option<i32>,
    parent_id: Option<Id>,
    parsed_description: Option<String>,
    percentage_complete: Option<i32>,
    position: Option<i32>,
    potential_workspace_resource_ids: Option<Vec<Id>>,
    potential_workspace_resources_with_unnamed_ids: Option<Vec<Id>>,
    priority: Option<StoryPriority>,
    project_plan: Option<bool>,
    proof_ids: Option<Vec<Id>>,
    read_only: Option<bool>,
    render_description_markdown: Option<bool>,
    reply_ids: Option<Vec<Id>>,
    root_id: Option<Id>,
    source_dependency_ids: Option<Vec<Id>>,
    start_date: Option<Date>,
    state: Option<StoryState>,
    status: Option<String>,
    story_state_change_ids: Option<Vec<Id>>,
    story_task_ids: Option<Vec<Id>>,
    story_type: Option<StoryStoryType>,
    sub_stories_billable_time_in_minutes: Option<i32>,
    sub_stories_budget_estimate_in_cents: Option<i64>,
    sub_stories_budget_used_in_cents: Option<i64>,
    sub_stories_time_estimate_in_minutes: Option<i32>,
    sub_story_count: Option<i32>,
    sub_story_ids: Option<Vec<Id>>,
    subtree_depth: Option<i32>,
    tag_ids: Option<Vec<Id>>,
    target_dependency_ids: Option<Vec<Id>>,
    time_estimate_in_minutes: Option<i32>,
    time_trackable: Option<bool>,
    title: Option<String>,
    uninvoiced_balance_in_cents: Option<i64>,
    updated_at: Option<Timestamp>,
    weight: Option<f64>,
    workspace_id: Option<Id>,
    workspace_resource_ids: Option<Vec<Id>>,
    workspace_resources_with_unnamed_ids: Option<Vec<Id>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Workspace {
    id: Id,
    access_level: Option<WorkspaceAccessLevel>,
    account_color_id: Option<Id>,
    account_id: Option<IntegerId>,
    account_insights_mapping_ids: Option<Vec<Id>>,
    actual_fees_includes_additional_line_items: Option<bool>,
    actual_fees_includes_expenses: Option<bool>,
    approver_id: Option<Id>,
    approver_ids: Option<Vec<Id>>,
    archived: Option<bool>,
    billable_minutes: Option<i32>,
    billing_milestone_ids: Option<Vec<Id>>,
    budget_remaining: Option<String>,
    budget_used: Option<String>,
    budget_used_in_cents: Option<i64>,
    budgeted: Option<bool>,
    can_create_line_items: Option<bool>,
    can_invite: Option<bool>,
    change_orders_enabled: Option<bool>,
    client_lead_name: Option<String>,
    client_role_name: Option<String>,
    consultant_role_name: Option<String>,
    created_at: Option<Timestamp>,
    creator_id: Option<Id>,
    currency: Option<String>,
    currency_base_unit: Option<i32>,
    currency_symbol: Option<String>,
    current_status_report_id: Option<Id>,
    current_user_participation_id: Option<Id>,
    custom_field_value_ids: Option<Vec<Id>>,
    default_rate: Option<String>,
    description: Option<String>,
    due_date: Option<Date>,
    effective_due_date: Option<Date>,
    estimated_minutes: Option<i32>,
    exclude_archived_stories_percent_complete: Option<bool>,
    expenses_in_burn_rate: Option<bool>,
    external_link: Option<WorkspaceExternalLink>,
    external_reference_ids: Option<Vec<Id>>,
    financial_viewer_ids: Option<Vec<Id>>,
    has_active_expense_report_submissions: Option<bool>,
    has_active_timesheet_submissions: Option<bool>,
    has_budget_access: Option<bool>,
    incoming_email_address: Option<String>,
    lock_date: Option<Date>,
    minutes_logged: Option<i32>,
    next_uncompleted_milestone_id: Option<Id>,
    non_billable_minutes: Option<i32>,
    over_budget: Option<bool>,
    participant_ids: Option<Vec<Id>>,
    participation_ids: Option<Vec<Id>>,
    percent_of_budget_used: Option<i32>,
    percentage_complete: Option<i32>,
    permissions: Option<WorkspacePermissions>,
    possible_approver_ids: Option<Vec<Id>>,
    posts_require_privacy_decision: Option<bool>,
    price: Option<String>,
    price_in_cents: Option<i64>,
    primary_counterpart_id: Option<Id>,
    primary_maven_id: Option<Id>,
    primary_workspace_group_id: Option<Id>,
    provider_lead_name: Option<String>,
    rate_card_id: Option<IntegerId>,
    require_expense_approvals: Option<bool>,
    require_notes_on_time_entries: Option<bool>,
    require_time_approvals: Option<bool>,
    revenue_recognition_method_id: Option<String>,
    revenue_recognition_method_name: Option<String>,
    stage: Option<WorkspaceStage>,
    start_date: Option<Date>,
    status: Option<WorkspaceStatus>,
    status_report_ids: Option<Vec<Id>>,
    stories_are_fixed_fee_by_default: Option<bool>,
    target_margin: Option<f64>,
    task_status_set_id: Option<Id>,
    task_status_set_name: Option<String>,
    task_statuses: Option<Vec<WorkspaceTaskStatusesItem>>,
    tasks_default_non_billable: Option<bool>,
    time_trackable: Option<bool>,
    timesheet_submission_ids: Option<Vec<Id>>,
    title: Option<String>,
    total_expenses_in_cents: Option<i64>,
    total_invoiced: Option<String>,
    total_minutes_approved: Option<i32>,
    updated_at: Option<Timestamp>,
    workspace_group_ids: Option<Vec<Id>>,
    workspace_invoice_preference_id: Option<IntegerId>,
    workspace_resource_ids: Option<Vec<Id>>,
    workspace_resources_with_unnamed_ids: Option<Vec<Id>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkspaceExternalLink {
    url: Option<String>,
    text: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkspacePermissions {
    can_upload_files: Option<bool>,
    can_private_message: Option<bool>,
    can_join: Option<bool>,
    is_participant: Option<bool>,
    access_level: Option<String>,
    team_lead: Option<bool>,
    user_is_client: Option<bool>,
    can_change_price: Option<bool>,
    can_change_story_billable: Option<bool>,
    can_post: Option<bool>,
    can_edit: Option<bool>,
    restricted: Option<bool>,
    can_see_financials: Option<bool>,
    is_guest_on_project: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkspaceStatus {
    color: Option<String>,
    key: Option<Id>,
    message: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct User {
    id: Id,
    abbreviated_timezone: Option<String>,
    account_membership_id: Option<Id>,
    bio: Option<String>,
    city: Option<String>,
    classification: Option<UserClassification>,
    country: Option<String>,
    custom_field_value_ids: Option<Vec<Id>>,
    email_address: Option<String>,
    external_reference_ids: Option<Vec<Id>>,
    full_name: Option<String>,
    headline: Option<String>,
    last_site_activity: Option<Timestamp>,
    manager_id: Option<Id>,
    photo_path: Option<String>,
    role_id: Option<Id>,
    skill_ids: Option<Vec<Id>>,
    skill_membership_ids: Option<Vec<Id>>,
    state: Option<String>,
    website: Option<String>,
    work_sample_ids: Option<Vec<Id>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimesheetSubmission {
    id: Id,
    comment: Option<String>,
    created_at: Option<Timestamp>,
    currency: Option<String>,
    currency_base_unit: Option<i32>,
    currency_symbol: Option<String>,
    current_resolution_created_at_date: Option<Timestamp>,
    current_resolution_creator_id: Option<IntegerId>,
    current_resolution_description: Option<String>,
    end_date: Option<Date>,
    external_reference_ids: Option<Vec<Id>>,
    line_item_total_formatted: Option<String>,
    line_item_total_in_cents: Option<i64>,
    permissions: Option<TimesheetSubmissionPermissions>,
    resolution_description: Option<String>,
    start_date: Option<Date>,
    status: Option<TimesheetSubmissionStatus>,
    time_entry_ids: Option<Vec<Id>>,
    title: Option<String>,
    #[serde(rename = "type")]
    type_: Option<TimesheetSubmissionType>,
    updated_at: Option<Timestamp>,
    user_id: Option<Id>,
    workspace_id: Option<Id>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimesheetSubmissionPermissions {
    can_cancel_submission: Option<bool>,
    can_approve_submission: Option<bool>,
    can_reject_submission: Option<bool>,
    can_resubmit_submission: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Invoice {
    id: Id,
    additional_item_ids: Option<Vec<Id>>,
    balance_in_cents: Option<i64>,
    billing_milestone_ids: Option<Vec<Id>>,
    created_at: Option<Timestamp>,
    currency: Option<String>,
    currency_base_unit: Option<i32>,
    currency_symbol: Option<String>,
    draft: Option<bool>,
    due_date: Option<Date>,
    expense_ids: Option<Vec<Id>>,
    external_reference_ids: Option<Vec<Id>>,
    fixed_fee_item_ids: Option<Vec<Id>>,
    invoice_date: Option<Date>,
    message: Option<String>,
    payment_schedule: Option<i32>,
    project_code: Option<String>,
    purchase_order: Option<String>,
    recipient_id: Option<Id>,
    status: Option<InvoiceStatus>,
    tax_rate: Option<f64>,
    time_entry_ids: Option<Vec<Id>>,
    title: Option<String>,
    updated_at: Option<Timestamp>,
    user_id: Option<Id>,
    user_invoice_number: Option<i32>,
    user_invoice_title: Option<String>,
    workspace_ids: Option<Vec<Id>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Role {
    id: Id,
    created_at: Option<Timestamp>,
    deleted_at: Option<Timestamp>,
    external_reference_ids: Option<Vec<Id>>,
    name: Option<String>,
    updated_at: Option<Timestamp>,
}
