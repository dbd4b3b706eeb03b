//! The objects of the page: the lines of each, and a line is a property.

use super::values::{
    USERS, at, day, entry, external_reference, ids, invoice, name, pick, role, story, submission,
    user, workspace,
};

pub(crate) fn time_entry(n: u64) -> String {
    let notes = pick(
        n,
        &[
            "Weekly review",
            "Workshop with the client on the new booking flow; follow-up on open questions",
            "Fixed the export: \\\"totals\\\" were off by one cent.\\nReviewed with finance.",
            "Call",
            "Implementation of the import, tests, and a first draft of the handbook for the team in Zürich",
        ],
    );
    format!(
        r#""id": "{id}"
        "active_submission_id": "{submission}"
        "approved": {approved}
        "billable": true
        "cost_rate_in_cents": 6250
        "created_at": {created}
        "currency": "USD"
        "currency_base_unit": 100
        "currency_symbol": "$"
        "date_performed": {performed}
        "external_reference_ids": {references}
        "invoice_id": "{invoice}"
        "is_invoiced": false
        "location": "Portland"
        "location_id": {location}
        "notes": "{notes}"
        "rate_in_cents": 15000
        "recent_submission_id": "{submission}"
        "role_id": "{role}"
        "story_id": "{story}"
        "taxable": false
        "time_in_minutes": {minutes}
        "updated_at": {updated}
        "user_can_edit": true
        "user_id": "{user}"
        "workspace_id": "{workspace}""#,
        id = entry(n),
        submission = submission(n),
        approved = n.is_multiple_of(3),
        created = at(n),
        performed = day(n),
        references = ids(external_reference(n), 1),
        invoice = invoice(n),
        location = 120 + n % 4,
        role = role(n),
        story = story(n),
        minutes = 15 * (n % 32 + 1),
        updated = at(n + 9),
        user = user(n),
        workspace = workspace(n),
    )
}

pub(crate) fn external_reference_body(n: u64) -> String {
    format!(
        r#""id": "{id}"
        "created_at": {created}
        "external_link": "https://issues.example.com/browse/KAN-{key}"
        "external_message": "Synchronised"
        "external_status": "In Review"
        "last_synced_at": {synced}
        "locked": false
        "service_model": "Worklog"
        "service_model_ref": "{key}"
        "service_name": "jira"
        "status": "successful"
        "subject_id": {subject}
        "subject_ref": {{"key":"time_entries","id":"{subject}"}}
        "subject_type": "TimeEntry"
        "updated_at": {synced}"#,
        id = external_reference(n),
        created = at(n),
        key = 40_000 + n,
        synced = at(n + 5),
        subject = entry(n),
    )
}

pub(crate) fn story_body(n: u64) -> String {
    let id = story(n);
    format!(
        r#""id": "{id}"
        "ancestor_ids": {one}
        "ancestry_depth": 1
        "archived": false
        "archived_editable": true
        "assigned_role_id": "{role}"
        "assignee_ids": {two}
        "assignment_timestamped_at": {created}
        "attachment_ids": {none}
        "billable": true
        "budget_estimate_in_cents": 1250000
        "budget_used_in_cents": 480050
        "can_align_time": false
        "can_edit": true
        "can_post": true
        "created_at": {created}
        "creator_id": "{user}"
        "current_assignment_ids": {two}
        "custom_field_value_ids": {many}
        "custom_task_status_id": "41"
        "deleted_at": {updated}
        "descendant_ids": {three}
        "description": "Draft the **layout** of the pages, have it reviewed, and hand it over with notes."
        "due_date": {due}
        "external_reference_ids": {one}
        "fixed_fee": false
        "follower_ids": {three}
        "formatted_description": "<p>Draft the <strong>layout</strong> of the pages, have it reviewed.</p>"
        "google_document_ids": {none}
        "has_out_of_bounds_sads": false
        "has_proofing_access": false
        "invoiced_balance_in_cents": 240000
        "is_time_trackable_type": true
        "logged_billable_time_in_minutes": 4230
        "logged_nonbillable_time_in_minutes": 120
        "parent_id": "{parent}"
        "parsed_description": "Draft the layout of the pages, have it reviewed, and hand it over with notes."
        "percentage_complete": 65
        "position": {n}
        "potential_workspace_resource_ids": {many}
        "potential_workspace_resources_with_unnamed_ids": {many}
        "priority": "{priority}"
        "project_plan": true
        "proof_ids": {none}
        "read_only": false
        "render_description_markdown": true
        "reply_ids": {three}
        "root_id": "{parent}"
        "source_dependency_ids": {one}
        "start_date": {start}
        "state": "{state}"
        "status": "In progress"
        "story_state_change_ids": {three}
        "story_task_ids": {two}
        "story_type": "task"
        "sub_stories_billable_time_in_minutes": 0
        "sub_stories_budget_estimate_in_cents": 0
        "sub_stories_budget_used_in_cents": 0
        "sub_stories_time_estimate_in_minutes": 0
        "sub_story_count": 3
        "sub_story_ids": {three}
        "subtree_depth": 1
        "tag_ids": {two}
        "target_dependency_ids": {none}
        "time_estimate_in_minutes": 9600
        "time_trackable": true
        "title": "Layout of the pages, part {n}"
        "uninvoiced_balance_in_cents": 240050
        "updated_at": {updated}
        "weight": 10
        "workspace_id": "{workspace}"
        "workspace_resource_ids": {two}
        "workspace_resources_with_unnamed_ids": {two}"#,
        none = ids(id, 0),
        one = ids(id + 1, 1),
        two = ids(id + 10, 2),
        three = ids(id + 100, 3),
        many = ids(id + 1000, 7),
        role = role(n),
        created = at(n),
        updated = at(n + 3),
        user = user(n),
        due = day(n + 8),
        start = day(n),
        parent = id - 40,
        priority = pick(n, &["normal", "high", "critical", "low"]),
        state = pick(n, &["started", "not started", "completed", "needs info"]),
        workspace = workspace(n),
    )
}

pub(crate) fn workspace_body(n: u64) -> String {
    let id = workspace(n);
    format!(
        r#""id": "{id}"
        "access_level": "invitation"
        "account_color_id": "7"
        "account_id": 5001234
        "account_insights_mapping_ids": {none}
        "actual_fees_includes_additional_line_items": true
        "actual_fees_includes_expenses": false
        "approver_id": "{user}"
        "approver_ids": {two}
        "archived": false
        "billable_minutes": 128400
        "billing_milestone_ids": {one}
        "budget_remaining": "$142,385"
        "budget_used": "$257,615"
        "budget_used_in_cents": 25761500
        "budgeted": true
        "can_create_line_items": true
        "can_invite": true
        "change_orders_enabled": false
        "client_lead_name": "{lead}"
        "client_role_name": "Client"
        "consultant_role_name": "Consultants"
        "created_at": {created}
        "creator_id": "{user}"
        "currency": "USD"
        "currency_base_unit": 100
        "currency_symbol": "$"
        "current_status_report_id": "{user}"
        "current_user_participation_id": "{user}"
        "custom_field_value_ids": {many}
        "default_rate": "150.00"
        "description": "Everything from the first workshop to the day on which the new booking goes live."
        "due_date": {due}
        "effective_due_date": {due}
        "estimated_minutes": 240000
        "exclude_archived_stories_percent_complete": true
        "expenses_in_burn_rate": false
        "external_link": {{"url":"https://wiki.example.com/p/{n}","text":"Wiki"}}
        "external_reference_ids": {one}
        "financial_viewer_ids": {two}
        "has_active_expense_report_submissions": false
        "has_active_timesheet_submissions": true
        "has_budget_access": true
        "incoming_email_address": "project-{n}@in.example.com"
        "lock_date": {start}
        "minutes_logged": 151200
        "next_uncompleted_milestone_id": "{story}"
        "non_billable_minutes": 22800
        "over_budget": false
        "participant_ids": {many}
        "participation_ids": {many}
        "percent_of_budget_used": 64
        "percentage_complete": 58
        "permissions": {permissions}
        "possible_approver_ids": {many}
        "posts_require_privacy_decision": false
        "price": "$400,000"
        "price_in_cents": 40000000
        "primary_counterpart_id": "{user}"
        "primary_maven_id": "{user}"
        "primary_workspace_group_id": "{user}"
        "provider_lead_name": "{lead}"
        "rate_card_id": 90210
        "require_expense_approvals": true
        "require_notes_on_time_entries": true
        "require_time_approvals": true
        "revenue_recognition_method_id": "123:percent_complete"
        "revenue_recognition_method_name": "Percent complete"
        "stage": "project"
        "start_date": {start}
        "status": {{"color":"green","key":"310","message":"In Progress"}}
        "status_report_ids": {three}
        "stories_are_fixed_fee_by_default": false
        "target_margin": 32.5
        "task_status_set_id": "8"
        "task_status_set_name": "Default"
        "task_statuses": ["In progress","Done"]
        "tasks_default_non_billable": false
        "time_trackable": true
        "timesheet_submission_ids": {many}
        "title": "Booking portal, phase {n}"
        "total_expenses_in_cents": 1250000
        "total_invoiced": "20000000"
        "total_minutes_approved": 139200
        "updated_at": {updated}
        "workspace_group_ids": {two}
        "workspace_invoice_preference_id": 33011
        "workspace_resource_ids": {many}
        "workspace_resources_with_unnamed_ids": {many}"#,
        none = ids(id, 0),
        one = ids(id + 1, 1),
        two = ids(id + 10, 2),
        three = ids(id + 100, 3),
        many = ids(id + 1000, USERS),
        user = user(n),
        lead = name(n),
        created = at(n),
        updated = at(n + 3),
        due = day(n + 8),
        start = day(n),
        story = story(n),
        permissions = concat!(
            r#"{"can_upload_files":true,"can_private_message":true,"can_join":false,"is_participant":true,"#,
            r#""access_level":"admin","team_lead":true,"user_is_client":false,"can_change_price":true,"#,
            r#""can_change_story_billable":true,"can_post":true,"can_edit":true,"restricted":false,"#,
            r#""can_see_financials":true,"is_guest_on_project":false}"#,
        ),
    )
}

pub(crate) fn user_body(n: u64) -> String {
    let id = user(n);
    format!(
        r#""id": "{id}"
        "abbreviated_timezone": "PST"
        "account_membership_id": "{membership}"
        "bio": "Has built booking systems for hotels and theatres since 2009."
        "city": "Portland"
        "classification": "Internal"
        "country": "US"
        "custom_field_value_ids": {many}
        "email_address": "person.{n}@agency.example.com"
        "external_reference_ids": {one}
        "full_name": "{name}"
        "headline": "Senior Consultant"
        "last_site_activity": {seen}
        "manager_id": "{manager}"
        "photo_path": "https://app.example.com/images/users/{id}/portrait.png?size=small&v=1764000000"
        "role_id": "{role}"
        "skill_ids": {three}
        "skill_membership_ids": {three}
        "state": "Oregon"
        "website": "https://agency.example.com/people/{n}"
        "work_sample_ids": {none}"#,
        none = ids(id, 0),
        one = ids(id + 1, 1),
        three = ids(id + 100, 3),
        many = ids(id + 1000, 7),
        membership = id + 77,
        name = name(n),
        seen = at(n),
        manager = user(n + 1),
        role = role(n),
    )
}

pub(crate) fn submission_body(n: u64) -> String {
    format!(
        r#""id": "{id}"
        "comment": "All of last week"
        "created_at": {created}
        "currency": "USD"
        "currency_base_unit": 100
        "currency_symbol": "$"
        "current_resolution_created_at_date": {updated}
        "current_resolution_creator_id": {creator}
        "current_resolution_description": "Looks good"
        "end_date": {end}
        "external_reference_ids": {one}
        "line_item_total_formatted": "$6,000.00"
        "line_item_total_in_cents": 600000
        "permissions": {permissions}
        "resolution_description": "Looks good"
        "start_date": {start}
        "status": "approved"
        "time_entry_ids": {entries}
        "title": "Week of {name}"
        "type": "TimesheetSubmission"
        "updated_at": {updated}
        "user_id": "{user}"
        "workspace_id": "{workspace}""#,
        id = submission(n),
        created = at(n),
        updated = at(n + 2),
        creator = user(n + 1),
        end = day(n + 6),
        one = ids(external_reference(n), 1),
        permissions = concat!(
            r#"{"can_cancel_submission":true,"can_approve_submission":true,"#,
            r#""can_reject_submission":false,"can_resubmit_submission":false}"#,
        ),
        start = day(n),
        entries = ids(entry(n), 5),
        name = name(n),
        user = user(n),
        workspace = workspace(n),
    )
}

pub(crate) fn invoice_body(n: u64) -> String {
    let id = invoice(n);
    format!(
        r#""id": "{id}"
        "additional_item_ids": {one}
        "balance_in_cents": 1875000
        "billing_milestone_ids": {one}
        "created_at": {created}
        "currency": "USD"
        "currency_base_unit": 100
        "currency_symbol": "$"
        "draft": false
        "due_date": {due}
        "expense_ids": {two}
        "external_reference_ids": {one}
        "fixed_fee_item_ids": {none}
        "invoice_date": {day}
        "message": "Thank you. Payment within thirty days, please."
        "payment_schedule": 30
        "project_code": "KAN-2026-{n}"
        "purchase_order": "PO 4500{n}"
        "recipient_id": "{user}"
        "status": "new"
        "tax_rate": 8.25
        "time_entry_ids": {entries}
        "title": "Invoice #{number}"
        "updated_at": {updated}
        "user_id": "{user}"
        "user_invoice_number": {number}
        "user_invoice_title": "November, part {n}"
        "workspace_ids": {workspaces}"#,
        none = ids(id, 0),
        one = ids(id + 1, 1),
        two = ids(id + 10, 2),
        created = at(n),
        updated = at(n + 2),
        due = day(n + 14),
        day = day(n),
        user = user(n),
        entries = ids(entry(n), 17),
        number = 1200 + n,
        workspaces = ids(workspace(n), 1),
    )
}

pub(crate) fn role_body(n: u64) -> String {
    format!(
        r#""id": "{id}"
        "created_at": {created}
        "deleted_at": {updated}
        "external_reference_ids": {one}
        "name": "{name}"
        "updated_at": {updated}"#,
        id = role(n),
        created = at(n),
        updated = at(n + 2),
        one = ids(external_reference(n), 1),
        name = pick(
            n,
            &["Senior Consultant", "Designer", "Engineer", "Project lead"]
        ),
    )
}
