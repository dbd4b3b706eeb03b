// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use std::collections::BTreeMap;
use runtime::{Date, Id, Timestamp, Value};

/// A task of a project: what the web pages call a task is a story here. Ids of other objects
/// are often left out. Fields marked optional have to be requested from the stories resource
/// itself, so expect them to be missing here.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Story {
    /// The task's own id, and its key in `stories`.
    pub id: Id,
    /// All tasks above this one. Empty for a task at the top.
    pub ancestor_ids: Vec<Id>,
    /// Levels between this task and the top: 0 for a top-level task, 4 at most.
    pub ancestry_depth: Option<i32>,
    /// Whether the task has been archived.
    pub archived: Option<bool>,
    /// Whether the token's user may edit the task although it is archived. Optional field.
    pub archived_editable: Option<bool>,
    /// Role in which the token's user is assigned to the task.
    pub assigned_role_id: Option<Id>,
    /// Users assigned to the task, without unnamed resources.
    pub assignee_ids: Vec<Id>,
    /// When the assignments last changed.
    pub assignment_timestamped_at: Option<Timestamp>,
    /// Files attached to the task's posts.
    pub attachment_ids: Vec<Id>,
    /// Whether time on the task is billable unless an entry says otherwise.
    pub billable: Option<bool>,
    /// Budget of the task in cents. Hidden without the right to see budgets.
    pub budget_estimate_in_cents: Option<i64>,
    /// Part of the budget already spent, in cents. Hidden without the right to see budgets.
    pub budget_used_in_cents: Option<i64>,
    /// Whether scheduled hours that no longer match the task's dates can be moved to its start.
    /// Optional field.
    pub can_align_time: Option<bool>,
    /// Whether the token's user may edit the task; for archived tasks see `archived_editable`.
    /// Optional field.
    pub can_edit: Option<bool>,
    /// Whether the token's user may post in the task's project. Optional field.
    pub can_post: Option<bool>,
    /// When the task was created.
    pub created_at: Option<Timestamp>,
    /// User who created the task.
    pub creator_id: Option<Id>,
    /// Assignments in force now, each joining the task to one resource.
    pub current_assignment_ids: Vec<Id>,
    /// Values of the task's custom fields.
    pub custom_field_value_ids: Vec<Id>,
    /// Status of the task in the task status set of its project. Null without such a set.
    pub custom_task_status_id: Option<Id>,
    /// When the task was deleted. Null while it exists.
    pub deleted_at: Option<Timestamp>,
    /// All tasks below this one, at any depth.
    pub descendant_ids: Vec<Id>,
    /// What is to be done, with its Markdown markup.
    pub description: Option<String>,
    /// Day by which the task should be done.
    pub due_date: Option<Date>,
    /// Counterparts of the task in other systems.
    pub external_reference_ids: Vec<Id>,
    /// True when the task has a fixed price, false when it is billed by time and materials.
    pub fixed_fee: Option<bool>,
    /// Users who are notified of changes to the task.
    pub follower_ids: Vec<Id>,
    /// The description with emoji and mentions rendered. Optional field.
    pub formatted_description: Option<String>,
    /// Google documents linked to the task.
    pub google_document_ids: Vec<Id>,
    /// Whether hours are scheduled before the start date or after the due date. Optional field.
    pub has_out_of_bounds_sads: Option<bool>,
    /// Whether proofing is available on the task. Dropped from the vendor's current contract; older
    /// accounts may still send it.
    pub has_proofing_access: Option<bool>,
    /// Amount invoiced for the task so far, in cents. Hidden without the right to see budgets.
    pub invoiced_balance_in_cents: Option<i64>,
    /// Whether the account's settings let tasks of this type take time and expenses. Optional
    /// field.
    pub is_time_trackable_type: Option<bool>,
    /// Billable time booked on the task itself, in minutes. Hidden without the right to see
    /// estimates.
    pub logged_billable_time_in_minutes: Option<i32>,
    /// Non-billable time booked on the task itself, in minutes. Hidden without the right to see
    /// estimates.
    pub logged_nonbillable_time_in_minutes: Option<i32>,
    /// The task directly above. Null for a top-level task.
    pub parent_id: Option<Id>,
    /// The description as plain text, without Markdown markup. Optional field.
    pub parsed_description: Option<String>,
    /// Share of the work that is done, from 0 to 100.
    pub percentage_complete: Option<i32>,
    /// Place among the tasks in the tracker. Not the outline number that the web page shows.
    pub position: Option<i32>,
    /// Named resources that could be assigned to the task.
    pub potential_workspace_resource_ids: Vec<Id>,
    /// Resources that could be assigned to the task, unnamed placeholders included.
    pub potential_workspace_resources_with_unnamed_ids: Vec<Id>,
    /// Urgency of the task. Documented as a number, but sent as a word.
    pub priority: Option<StoryPriority>,
    /// True for a task of the project plan, false for a personal to-do.
    pub project_plan: Option<bool>,
    /// Proofs attached to the task.
    pub proof_ids: Vec<Id>,
    /// Whether the token's user may look at the task but not edit it. Optional field.
    pub read_only: Option<bool>,
    /// Whether the account shows Markdown in descriptions as styled text. Optional field.
    pub render_description_markdown: Option<bool>,
    /// Replies in the task's discussion.
    pub reply_ids: Vec<Id>,
    /// The top-level task of the tree that this task is in.
    pub root_id: Option<Id>,
    /// Dependencies in which another task has to come before this one.
    pub source_dependency_ids: Vec<Id>,
    /// Day on which the work should begin.
    pub start_date: Option<Date>,
    /// How far the task is. The values from `new` on occur only on accounts without task status
    /// sets.
    pub state: Option<StoryState>,
    /// Name of the task's status in the account's own words, such as `Waiting on client`.
    pub status: Option<String>,
    /// History of the task's changes of state.
    pub story_state_change_ids: Vec<Id>,
    /// Items of the task's checklist.
    pub story_task_ids: Vec<Id>,
    /// Kind of task. Account settings decide which kinds take time; see `is_time_trackable_type`.
    pub story_type: Option<StoryStoryType>,
    /// Billable time booked on all tasks below, in minutes. Hidden without the right to see
    /// estimates.
    pub sub_stories_billable_time_in_minutes: Option<i32>,
    /// Sum of the budgets of all tasks below, in cents. Hidden without the right to see budgets.
    pub sub_stories_budget_estimate_in_cents: Option<i64>,
    /// Amount spent of the budgets of all tasks below, in cents. Hidden without the right to see
    /// budgets.
    pub sub_stories_budget_used_in_cents: Option<i64>,
    /// Estimated time of all tasks below, in minutes. Hidden without the right to see estimates.
    pub sub_stories_time_estimate_in_minutes: Option<i32>,
    /// Number of tasks below this one.
    pub sub_story_count: Option<i32>,
    /// Tasks directly below this one.
    pub sub_story_ids: Vec<Id>,
    /// Levels of tasks below this one; 0 when there are none.
    pub subtree_depth: Option<i32>,
    /// Labels put on the task.
    pub tag_ids: Vec<Id>,
    /// Dependencies in which this task has to come before another one.
    pub target_dependency_ids: Vec<Id>,
    /// Time that the task is expected to take, in minutes. Hidden without the right to see
    /// estimates.
    pub time_estimate_in_minutes: Option<i32>,
    /// Whether time can be booked on the task.
    pub time_trackable: Option<bool>,
    /// Name of the task.
    pub title: Option<String>,
    /// Amount still to be invoiced for the task, in cents. Hidden without the right to see budgets.
    pub uninvoiced_balance_in_cents: Option<i64>,
    /// When the task last changed.
    pub updated_at: Option<Timestamp>,
    /// How much a milestone counts in its project's progress; meaningless on other tasks. Hidden
    /// without the right to see estimates.
    pub weight: Option<f64>,
    /// Project that the task belongs to.
    pub workspace_id: Option<Id>,
    /// Named resources assigned to the task.
    pub workspace_resource_ids: Vec<Id>,
    /// Resources assigned to the task, unnamed placeholders included.
    pub workspace_resources_with_unnamed_ids: Vec<Id>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(Story {
    id, ancestor_ids, ancestry_depth, archived, archived_editable, assigned_role_id, assignee_ids,
    assignment_timestamped_at, attachment_ids, billable, budget_estimate_in_cents,
    budget_used_in_cents, can_align_time, can_edit, can_post, created_at, creator_id,
    current_assignment_ids, custom_field_value_ids, custom_task_status_id, deleted_at,
    descendant_ids, description, due_date, external_reference_ids, fixed_fee, follower_ids,
    formatted_description, google_document_ids, has_out_of_bounds_sads, has_proofing_access,
    invoiced_balance_in_cents, is_time_trackable_type, logged_billable_time_in_minutes,
    logged_nonbillable_time_in_minutes, parent_id, parsed_description, percentage_complete,
    position, potential_workspace_resource_ids, potential_workspace_resources_with_unnamed_ids,
    priority, project_plan, proof_ids, read_only, render_description_markdown, reply_ids, root_id,
    source_dependency_ids, start_date, state, status, story_state_change_ids, story_task_ids,
    story_type, sub_stories_billable_time_in_minutes, sub_stories_budget_estimate_in_cents,
    sub_stories_budget_used_in_cents, sub_stories_time_estimate_in_minutes, sub_story_count,
    sub_story_ids, subtree_depth, tag_ids, target_dependency_ids, time_estimate_in_minutes,
    time_trackable, title, uninvoiced_balance_in_cents, updated_at, weight, workspace_id,
    workspace_resource_ids, workspace_resources_with_unnamed_ids,
} and additional);

impl Story {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(id: impl Into<Id>) -> Self {
        Self {
            id: id.into(),
            ancestor_ids: Default::default(),
            ancestry_depth: None,
            archived: None,
            archived_editable: None,
            assigned_role_id: None,
            assignee_ids: Default::default(),
            assignment_timestamped_at: None,
            attachment_ids: Default::default(),
            billable: None,
            budget_estimate_in_cents: None,
            budget_used_in_cents: None,
            can_align_time: None,
            can_edit: None,
            can_post: None,
            created_at: None,
            creator_id: None,
            current_assignment_ids: Default::default(),
            custom_field_value_ids: Default::default(),
            custom_task_status_id: None,
            deleted_at: None,
            descendant_ids: Default::default(),
            description: None,
            due_date: None,
            external_reference_ids: Default::default(),
            fixed_fee: None,
            follower_ids: Default::default(),
            formatted_description: None,
            google_document_ids: Default::default(),
            has_out_of_bounds_sads: None,
            has_proofing_access: None,
            invoiced_balance_in_cents: None,
            is_time_trackable_type: None,
            logged_billable_time_in_minutes: None,
            logged_nonbillable_time_in_minutes: None,
            parent_id: None,
            parsed_description: None,
            percentage_complete: None,
            position: None,
            potential_workspace_resource_ids: Default::default(),
            potential_workspace_resources_with_unnamed_ids: Default::default(),
            priority: None,
            project_plan: None,
            proof_ids: Default::default(),
            read_only: None,
            render_description_markdown: None,
            reply_ids: Default::default(),
            root_id: None,
            source_dependency_ids: Default::default(),
            start_date: None,
            state: None,
            status: None,
            story_state_change_ids: Default::default(),
            story_task_ids: Default::default(),
            story_type: None,
            sub_stories_billable_time_in_minutes: None,
            sub_stories_budget_estimate_in_cents: None,
            sub_stories_budget_used_in_cents: None,
            sub_stories_time_estimate_in_minutes: None,
            sub_story_count: None,
            sub_story_ids: Default::default(),
            subtree_depth: None,
            tag_ids: Default::default(),
            target_dependency_ids: Default::default(),
            time_estimate_in_minutes: None,
            time_trackable: None,
            title: None,
            uninvoiced_balance_in_cents: None,
            updated_at: None,
            weight: None,
            workspace_id: None,
            workspace_resource_ids: Default::default(),
            workspace_resources_with_unnamed_ids: Default::default(),
            additional: BTreeMap::new(),
        }
    }
}

/// Urgency of the task. Documented as a number, but sent as a word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StoryPriority {
    Integer(i32),
    Text(StoryPriorityText),
}

runtime::union!(StoryPriority { Integer: integer, Text: text });

runtime::conversions!(StoryPriority { Integer(i32), Text(StoryPriorityText) });

runtime::display!(StoryPriority { Integer, Text });

runtime::open_enum! {
    pub enum StoryPriorityText {
        Critical = "critical",
        High = "high",
        Normal = "normal",
        Low = "low",
        _ => Other,
    }
}

runtime::open_enum! {
    /// How far the task is. The values from `new` on occur only on accounts without task status
    /// sets.
    pub enum StoryState {
        NotStarted = "not started",
        Started = "started",
        NeedsInfo = "needs info",
        Completed = "completed",
        New = "new",
        Reopened = "reopened",
        InProgress = "in progress",
        Blocked = "blocked",
        Fixed = "fixed",
        Duplicate = "duplicate",
        CantReproduce = "can't reproduce",
        Resolved = "resolved",
        WontFix = "won't fix",
        _ => Other,
    }
}

runtime::open_enum! {
    /// Kind of task. Account settings decide which kinds take time; see `is_time_trackable_type`.
    pub enum StoryStoryType {
        Task = "task",
        Deliverable = "deliverable",
        Milestone = "milestone",
        Issue = "issue",
        _ => Other,
    }
}
