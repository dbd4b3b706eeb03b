// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use std::collections::BTreeMap;
use runtime::{Date, Id, Timestamp, Value};

/// A project: what the web pages call a project is a workspace here. Ids of other objects are
/// often left out. Fields marked optional have to be requested from the workspaces resource
/// itself, so expect them to be missing here.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Workspace {
    /// The project's own id, and its key in `workspaces`.
    pub id: Id,
    /// How people come to join the project.
    pub access_level: Option<WorkspaceAccessLevel>,
    /// Colour of the account's palette that marks the project.
    pub account_color_id: Option<Id>,
    /// Account that owns the project. Another than the user's own for an external project.
    pub account_id: Option<Id>,
    /// Insights dashboards shown in the project.
    pub account_insights_mapping_ids: Vec<Id>,
    /// Whether additional invoice items count towards the project's actual fees. Administrators
    /// only.
    pub actual_fees_includes_additional_line_items: Option<bool>,
    /// Whether expenses count towards the project's actual fees. Administrators only.
    pub actual_fees_includes_expenses: Option<bool>,
    /// First of the project's time approvers whom the token's user can see, by user id.
    pub approver_id: Option<Id>,
    /// Users who may approve time in the project.
    pub approver_ids: Vec<Id>,
    /// Whether the project is archived. Its time entries are listed only with
    /// `from_archived_workspaces`.
    pub archived: Option<bool>,
    /// Billable time booked on the project, in minutes. Financial access needed. Optional field.
    pub billable_minutes: Option<i32>,
    /// Billing milestones of the project.
    pub billing_milestone_ids: Vec<Id>,
    /// Budget that is left, as formatted text. Financial access needed.
    pub budget_remaining: Option<String>,
    /// Budget spent so far, as formatted text such as `$257,615`. Financial access needed.
    pub budget_used: Option<String>,
    /// Budget spent so far, in cents. Financial access needed.
    pub budget_used_in_cents: Option<i64>,
    /// Whether a budget is tracked for the project.
    pub budgeted: Option<bool>,
    /// Whether the token's user may add time entries, expenses and other items to the project.
    pub can_create_line_items: Option<bool>,
    /// Whether the token's user may invite people to the project.
    pub can_invite: Option<bool>,
    /// Whether the project uses change orders.
    pub change_orders_enabled: Option<bool>,
    /// Name of the person who leads the client's team. Optional field.
    pub client_lead_name: Option<String>,
    /// What the client's team is called in this project.
    pub client_role_name: Option<String>,
    /// What the provider's team is called in this project.
    pub consultant_role_name: Option<String>,
    /// When the project was created.
    pub created_at: Option<Timestamp>,
    /// User who created the project.
    pub creator_id: Option<Id>,
    /// ISO code of the project's currency, such as `EUR`. Financial access needed.
    pub currency: Option<String>,
    /// How many cents make one unit of the currency: 100 for dollars, 1 for yen.
    pub currency_base_unit: Option<i32>,
    /// Sign to print before an amount, such as `$`.
    pub currency_symbol: Option<String>,
    /// Latest status report of the project.
    pub current_status_report_id: Option<Id>,
    /// Participation that joins the token's user to the project.
    pub current_user_participation_id: Option<Id>,
    /// Values of the project's custom fields.
    pub custom_field_value_ids: Vec<Id>,
    /// Hourly rate where no other applies, as decimal text in whole units of the currency, such as
    /// `250.00`.
    pub default_rate: Option<String>,
    /// What the project is about.
    pub description: Option<String>,
    /// Day on which the project should end.
    pub due_date: Option<Date>,
    /// Older name of `due_date`, which the vendor has deprecated.
    pub effective_due_date: Option<Date>,
    /// Sum of the estimates of the project's tasks, in minutes. Financial access needed. Optional
    /// field.
    pub estimated_minutes: Option<i32>,
    /// Whether archived tasks are left out of `percentage_complete`.
    pub exclude_archived_stories_percent_complete: Option<bool>,
    /// True when both `actual_fees_includes_expenses` and
    /// `actual_fees_includes_additional_line_items` are.
    pub expenses_in_burn_rate: Option<bool>,
    /// Button on the project's page that leads elsewhere. Sent only where that feature is switched
    /// on.
    pub external_link: Option<WorkspaceExternalLink>,
    /// Counterparts of the project in other systems.
    pub external_reference_ids: Vec<Id>,
    /// Users who may see the project's finances.
    pub financial_viewer_ids: Vec<Id>,
    /// Whether the project has expense reports that are active.
    pub has_active_expense_report_submissions: Option<bool>,
    /// Whether the project has timesheets that are active: pending or approved.
    pub has_active_timesheet_submissions: Option<bool>,
    /// Whether the token's user may see the budget.
    pub has_budget_access: Option<bool>,
    /// Address that posts to the project by mail as the token's user: keep it secret. Optional
    /// field.
    pub incoming_email_address: Option<String>,
    /// Account-wide date up to which time and expenses are locked. Null without a lock. Optional
    /// field.
    pub lock_date: Option<Date>,
    /// All time booked, adjustments included, in minutes. Financial access needed. Optional field.
    pub minutes_logged: Option<i32>,
    /// The next milestone that is not done yet.
    pub next_uncompleted_milestone_id: Option<Id>,
    /// Time booked that is not billable, in minutes. Financial access needed. Optional field.
    pub non_billable_minutes: Option<i32>,
    /// Whether more than the budget has been spent. Financial access needed.
    pub over_budget: Option<bool>,
    /// Users who take part in the project.
    pub participant_ids: Vec<Id>,
    /// Participations, each joining one user to the project.
    pub participation_ids: Vec<Id>,
    /// Share of the budget that is spent, in percent; can exceed 100. Financial access needed.
    pub percent_of_budget_used: Option<i32>,
    /// Progress of the project in percent, computed from its tasks.
    pub percentage_complete: Option<i32>,
    /// What the token's user may do in the project.
    pub permissions: Option<WorkspacePermissions>,
    /// Users who could be made time approvers of the project.
    pub possible_approver_ids: Vec<Id>,
    /// True when posts are private unless shared, false when all members see them.
    pub posts_require_privacy_decision: Option<bool>,
    /// Budget as formatted text; may be a word such as `TBD`. Financial access needed.
    pub price: Option<String>,
    /// Budget in cents. Null while none is set. Financial access needed.
    pub price_in_cents: Option<i64>,
    /// User who leads the client's team.
    pub primary_counterpart_id: Option<Id>,
    /// User who leads the provider's team.
    pub primary_maven_id: Option<Id>,
    /// Group that the project mainly belongs to.
    pub primary_workspace_group_id: Option<Id>,
    /// Name of the person who leads the provider's team. Optional field.
    pub provider_lead_name: Option<String>,
    /// Rate card that sets the project's hourly rates.
    pub rate_card_id: Option<Id>,
    /// Whether expenses of the project have to be approved.
    pub require_expense_approvals: Option<bool>,
    /// Whether every time entry of the project has to have notes.
    pub require_notes_on_time_entries: Option<bool>,
    /// Whether time has to be approved before it is invoiced. If not, all of it counts as approved.
    pub require_time_approvals: Option<bool>,
    /// Key of the method by which revenue is recognized, such as `123:percent_complete`. A text,
    /// although it is named like an id.
    pub revenue_recognition_method_id: Option<String>,
    /// Name of the method by which revenue is recognized.
    pub revenue_recognition_method_name: Option<String>,
    /// Whether this is still an estimate or a running project. Optional field.
    pub stage: Option<WorkspaceStage>,
    /// Day on which the project begins.
    pub start_date: Option<Date>,
    /// State of the project as shown to people. Missing if the user may not see it.
    pub status: Option<WorkspaceStatus>,
    /// Status reports written for the project.
    pub status_report_ids: Vec<Id>,
    /// Whether new tasks start with a fixed price. Administrators only.
    pub stories_are_fixed_fee_by_default: Option<bool>,
    /// Profit margin that the project aims at. Financial access needed.
    pub target_margin: Option<f64>,
    /// The set of statuses that the project's tasks can have.
    pub task_status_set_id: Option<Id>,
    /// Name of the set of statuses that the project's tasks can have.
    pub task_status_set_name: Option<String>,
    /// The statuses that the project's tasks can have, as words or as objects.
    pub task_statuses: Vec<WorkspaceTaskStatusesItem>,
    /// Whether new tasks start as not billable.
    pub tasks_default_non_billable: Option<bool>,
    /// Whether time can be booked on the project and its tasks.
    pub time_trackable: Option<bool>,
    /// Timesheets handed in for the project.
    pub timesheet_submission_ids: Vec<Id>,
    /// Name of the project.
    pub title: Option<String>,
    /// Sum of the project's expenses, in cents. Administrators only.
    pub total_expenses_in_cents: Option<i64>,
    /// Sum invoiced so far, as text in cents. Financial access needed. Optional field.
    pub total_invoiced: Option<String>,
    /// Approved time in minutes. Financial access needed. Optional field.
    pub total_minutes_approved: Option<i32>,
    /// When the project last changed.
    pub updated_at: Option<Timestamp>,
    /// Groups that the project belongs to.
    pub workspace_group_ids: Vec<Id>,
    /// Settings that the project's invoices are drawn up with.
    pub workspace_invoice_preference_id: Option<Id>,
    /// Named resources of the project.
    pub workspace_resource_ids: Vec<Id>,
    /// Resources of the project, unnamed placeholders included.
    pub workspace_resources_with_unnamed_ids: Vec<Id>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(Workspace {
    id, access_level, account_color_id, account_id: integer, account_insights_mapping_ids,
    actual_fees_includes_additional_line_items, actual_fees_includes_expenses, approver_id,
    approver_ids, archived, billable_minutes, billing_milestone_ids, budget_remaining, budget_used,
    budget_used_in_cents, budgeted, can_create_line_items, can_invite, change_orders_enabled,
    client_lead_name, client_role_name, consultant_role_name, created_at, creator_id, currency,
    currency_base_unit, currency_symbol, current_status_report_id, current_user_participation_id,
    custom_field_value_ids, default_rate, description, due_date, effective_due_date,
    estimated_minutes, exclude_archived_stories_percent_complete, expenses_in_burn_rate,
    external_link, external_reference_ids, financial_viewer_ids,
    has_active_expense_report_submissions, has_active_timesheet_submissions, has_budget_access,
    incoming_email_address, lock_date, minutes_logged, next_uncompleted_milestone_id,
    non_billable_minutes, over_budget, participant_ids, participation_ids, percent_of_budget_used,
    percentage_complete, permissions, possible_approver_ids, posts_require_privacy_decision, price,
    price_in_cents, primary_counterpart_id, primary_maven_id, primary_workspace_group_id,
    provider_lead_name, rate_card_id: integer, require_expense_approvals,
    require_notes_on_time_entries, require_time_approvals, revenue_recognition_method_id,
    revenue_recognition_method_name, stage, start_date, status, status_report_ids,
    stories_are_fixed_fee_by_default, target_margin, task_status_set_id, task_status_set_name,
    task_statuses, tasks_default_non_billable, time_trackable, timesheet_submission_ids, title,
    total_expenses_in_cents, total_invoiced, total_minutes_approved, updated_at,
    workspace_group_ids, workspace_invoice_preference_id: integer, workspace_resource_ids,
    workspace_resources_with_unnamed_ids,
} and additional);

impl Workspace {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(id: impl Into<Id>) -> Self {
        Self {
            id: id.into(),
            access_level: None,
            account_color_id: None,
            account_id: None,
            account_insights_mapping_ids: Default::default(),
            actual_fees_includes_additional_line_items: None,
            actual_fees_includes_expenses: None,
            approver_id: None,
            approver_ids: Default::default(),
            archived: None,
            billable_minutes: None,
            billing_milestone_ids: Default::default(),
            budget_remaining: None,
            budget_used: None,
            budget_used_in_cents: None,
            budgeted: None,
            can_create_line_items: None,
            can_invite: None,
            change_orders_enabled: None,
            client_lead_name: None,
            client_role_name: None,
            consultant_role_name: None,
            created_at: None,
            creator_id: None,
            currency: None,
            currency_base_unit: None,
            currency_symbol: None,
            current_status_report_id: None,
            current_user_participation_id: None,
            custom_field_value_ids: Default::default(),
            default_rate: None,
            description: None,
            due_date: None,
            effective_due_date: None,
            estimated_minutes: None,
            exclude_archived_stories_percent_complete: None,
            expenses_in_burn_rate: None,
            external_link: None,
            external_reference_ids: Default::default(),
            financial_viewer_ids: Default::default(),
            has_active_expense_report_submissions: None,
            has_active_timesheet_submissions: None,
            has_budget_access: None,
            incoming_email_address: None,
            lock_date: None,
            minutes_logged: None,
            next_uncompleted_milestone_id: None,
            non_billable_minutes: None,
            over_budget: None,
            participant_ids: Default::default(),
            participation_ids: Default::default(),
            percent_of_budget_used: None,
            percentage_complete: None,
            permissions: None,
            possible_approver_ids: Default::default(),
            posts_require_privacy_decision: None,
            price: None,
            price_in_cents: None,
            primary_counterpart_id: None,
            primary_maven_id: None,
            primary_workspace_group_id: None,
            provider_lead_name: None,
            rate_card_id: None,
            require_expense_approvals: None,
            require_notes_on_time_entries: None,
            require_time_approvals: None,
            revenue_recognition_method_id: None,
            revenue_recognition_method_name: None,
            stage: None,
            start_date: None,
            status: None,
            status_report_ids: Default::default(),
            stories_are_fixed_fee_by_default: None,
            target_margin: None,
            task_status_set_id: None,
            task_status_set_name: None,
            task_statuses: Default::default(),
            tasks_default_non_billable: None,
            time_trackable: None,
            timesheet_submission_ids: Default::default(),
            title: None,
            total_expenses_in_cents: None,
            total_invoiced: None,
            total_minutes_approved: None,
            updated_at: None,
            workspace_group_ids: Default::default(),
            workspace_invoice_preference_id: None,
            workspace_resource_ids: Default::default(),
            workspace_resources_with_unnamed_ids: Default::default(),
            additional: BTreeMap::new(),
        }
    }
}

impl Workspace {
    /// `budget_used_in_cents` as an exact amount of money.
    ///
    /// It is `None` if the amount, its unit or its currency is missing.
    pub fn budget_used_amount(&self) -> Option<runtime::Money> {
        runtime::private::money(
            &self.budget_used_in_cents,
            &self.currency_base_unit,
            &self.currency,
        )
    }

    /// `price_in_cents` as an exact amount of money.
    ///
    /// It is `None` if the amount, its unit or its currency is missing.
    pub fn price_amount(&self) -> Option<runtime::Money> {
        runtime::private::money(
            &self.price_in_cents,
            &self.currency_base_unit,
            &self.currency,
        )
    }

    /// `total_expenses_in_cents` as an exact amount of money.
    ///
    /// It is `None` if the amount, its unit or its currency is missing.
    pub fn total_expenses(&self) -> Option<runtime::Money> {
        runtime::private::money(
            &self.total_expenses_in_cents,
            &self.currency_base_unit,
            &self.currency,
        )
    }
}

runtime::open_enum! {
    /// How people come to join the project.
    pub enum WorkspaceAccessLevel {
        Invitation = "invitation",
        Open = "open",
        Admin = "admin",
        _ => Other,
    }
}

/// Button on the project's page that leads elsewhere. Sent only where that feature is switched
/// on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct WorkspaceExternalLink {
    /// Where the button leads.
    pub url: Option<String>,
    /// What the button says.
    pub text: Option<String>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(WorkspaceExternalLink { url, text } and additional);

/// What the token's user may do in the project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct WorkspacePermissions {
    /// May add files.
    pub can_upload_files: Option<bool>,
    /// May write posts that only chosen people see.
    pub can_private_message: Option<bool>,
    /// May become a member without an invitation.
    pub can_join: Option<bool>,
    /// Is a member of the project.
    pub is_participant: Option<bool>,
    /// Name of the user's permission level in the project.
    pub access_level: Option<String>,
    /// Leads a team of the project.
    pub team_lead: Option<bool>,
    /// Is on the client's side.
    pub user_is_client: Option<bool>,
    /// May change the project's price, which is its budget.
    pub can_change_price: Option<bool>,
    /// May switch tasks between billable and not billable.
    pub can_change_story_billable: Option<bool>,
    /// May write posts.
    pub can_post: Option<bool>,
    /// May change the project itself.
    pub can_edit: Option<bool>,
    /// Is a restricted member.
    pub restricted: Option<bool>,
    /// May see rates, budgets and other figures. Without it, money fields are null or missing.
    pub can_see_financials: Option<bool>,
    /// May look at the project without being a member.
    pub is_guest_on_project: Option<bool>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(WorkspacePermissions {
    can_upload_files, can_private_message, can_join, is_participant, access_level, team_lead,
    user_is_client, can_change_price, can_change_story_billable, can_post, can_edit, restricted,
    can_see_financials, is_guest_on_project,
} and additional);

runtime::open_enum! {
    /// Whether this is still an estimate or a running project. Optional field.
    pub enum WorkspaceStage {
        Estimate = "estimate",
        Project = "project",
        _ => Other,
    }
}

/// State of the project as shown to people. Missing if the user may not see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct WorkspaceStatus {
    /// Colour shown with the status, such as `green`.
    pub color: Option<String>,
    /// Key of the status in the account's list, such as `310`.
    pub key: Option<Id>,
    /// Words shown for the status, such as `In Progress`.
    pub message: Option<String>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(WorkspaceStatus { color, key, message } and additional);

#[allow(clippy::large_enum_variant, reason = "a box would be in the way of matching")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WorkspaceTaskStatusesItem {
    Object(BTreeMap<String, Value>),
    Text(String),
}

runtime::union!(WorkspaceTaskStatusesItem { Object: object, Text: text });

runtime::conversions!(WorkspaceTaskStatusesItem {
    Object(BTreeMap<String, Value>), Text(String), Text(&str),
});
