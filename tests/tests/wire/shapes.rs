//! The shapes in which the service responds, as it was recorded, with invented values.

use generated_client::{
    Call, Id, Timestamp, date,
    filters::IntegrationStatus,
    models::{
        InvoiceStatus, StoryPriority, StoryPriorityText, StoryState, TimeEntryPage,
        TimesheetSubmissionStatus, WorkspaceAccessLevel,
    },
};
use serde_json::{Value, json};
use test_server::{Reply, Server, response};

use crate::client::client;

pub(crate) const JSON: &str = "content-type: application/json; charset=utf-8\r\n";

/// A page with the entry 101, which has these properties besides, and with these collections.
pub(crate) fn page_with(entry: &Value, more: Value) -> Value {
    let mut page = json!({
        "count": 1,
        "results": [{"key": "time_entries", "id": "101"}],
        "time_entries": {"101": {
            "location": null, "created_at": "2021-03-01T09:15:00-08:00", "updated_at": "2021-03-01T09:15:00-08:00",
            "date_performed": "2021-02-28", "time_in_minutes": 45, "billable": true, "notes": "",
            "rate_in_cents": 9900, "cost_rate_in_cents": null, "currency": "EUR", "currency_symbol": "€",
            "currency_base_unit": 100, "user_can_edit": true, "approved": false, "taxable": false,
            "is_invoiced": false, "story_id": "71", "workspace_id": "11", "user_id": "31",
            "active_submission_id": null, "recent_submission_id": null, "id": "101",
        }},
        "meta": {"count": 1, "page_count": 1, "page_number": 1, "page_size": 20},
    });
    merge(&mut page["time_entries"]["101"], entry.clone());
    merge(&mut page, more);
    page
}

fn merge(object: &mut Value, more: Value) {
    let Value::Object(more) = more else {
        panic!("an object")
    };
    object.as_object_mut().unwrap().extend(more);
}

pub(crate) async fn list(page: &Value) -> TimeEntryPage {
    let server = Server::sending(response("200 OK", JSON, &page.to_string()));
    client(&server).get_time_entries().send().await.unwrap()
}

fn at(text: &str) -> Option<Timestamp> {
    Some(text.parse().unwrap())
}

#[tokio::test]
async fn a_workspace_whose_dates_are_empty() {
    let page = list(&page_with(&json!({}), json!({"workspaces": {"11": {
        "title": "Example", "account_id": 630, "archived": false, "due_date": "", "effective_due_date": "",
        "start_date": "", "lock_date": "", "updated_at": "", "created_at": "2020-12-17T12:27:45-08:00",
        "percentage_complete": 0, "access_level": "admins", "default_rate": "0.00", "rate_card_id": 1009,
        "status": {"color": "green", "key": 310, "message": "In Progress"}, "update_whitelist": ["title"],
        "permissions": {"can_join": false, "access_level": "admin", "is_new": true}, "id": "11",
    }}})))
    .await;
    assert_eq!(page.unreadable().count(), 0);
    let entry = page.time_entries().next().unwrap();
    let workspace = page.workspace(entry).unwrap().unwrap();
    assert_eq!(
        (workspace.due_date, workspace.effective_due_date),
        (None, None)
    );
    assert_eq!((workspace.start_date, workspace.lock_date), (None, None));
    assert_eq!(workspace.updated_at, None);
    assert_eq!(workspace.created_at, at("2020-12-17T20:27:45Z"));
    let level = workspace.access_level.as_ref().unwrap();
    assert_eq!(*level, WorkspaceAccessLevel::Other("admins".to_owned()));
    assert_eq!(workspace.rate_card_id, Some(Id::from(1009)));
    assert_eq!(workspace.additional["update_whitelist"], json!(["title"]));
    let permissions = workspace.permissions.as_ref().unwrap();
    assert_eq!(permissions.additional["is_new"], true);
}

#[tokio::test]
async fn an_entry_has_the_ids_of_what_was_not_included() {
    let page = list(&page_with(
        &json!({"from_a_later_version": {"type": 1}, "type_": 2, "match": null}),
        json!({}),
    ))
    .await;
    let entry = page.time_entries().next().unwrap();
    assert_eq!(entry.id, Id::from(101));
    assert_eq!(
        (&entry.story_id, &entry.workspace_id),
        (&Some(Id::from(71)), &Some(Id::from(11)))
    );
    assert_eq!(entry.date_performed, Some(date(2021, 2, 28)));
    assert_eq!(entry.created_at, at("2021-03-01T17:15:00Z"));
    assert_eq!(
        (entry.time_in_minutes, entry.rate_in_cents),
        (Some(45), Some(9900))
    );
    assert_eq!((entry.notes.as_deref(), &entry.location), (Some(""), &None));
    // Dangling links into collections that were not included are none.
    assert_eq!(page.story(entry), Ok(None));
    assert_eq!(page.workspace(entry), Ok(None));
    assert_eq!(page.user(entry), Ok(None));
    let names: Vec<&str> = entry.additional.keys().map(String::as_str).collect();
    assert_eq!(names, ["from_a_later_version", "match", "type_"]);
    assert_eq!(entry.additional["from_a_later_version"], json!({"type": 1}));
}

#[tokio::test]
async fn a_response_of_2013_has_no_meta() {
    let mut body = page_with(&json!({}), json!({}));
    body.as_object_mut().unwrap().remove("meta");
    let server = Server::sending(response("200 OK", JSON, &body.to_string()));
    let page = client(&server).get_time_entry(101).send().await.unwrap();
    assert_eq!((page.count, &page.meta), (1, &None));
    assert_eq!(page.time_entries().next().unwrap().id, Id::from(101));

    // A list ends with its first empty page.
    let empty = r#"{"count":1,"results":[],"time_entries":{}}"#;
    let replies = [body.to_string().as_str(), empty]
        .map(|body| Reply::Send(response("200 OK", JSON, body).into()));
    let server = Server::replying(replies);
    let entries = client(&server)
        .get_time_entries()
        .stream()
        .all()
        .await
        .unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(server.requests(2).len(), 2);
}

#[tokio::test]
async fn an_empty_list_has_the_page_number_0_or_1() {
    for (number, count) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
        let body = json!({
            "count": 0, "results": [],
            "meta": {"count": 0, "page_count": count, "page_number": number, "page_size": 20},
        });
        let server = Server::sending(response("200 OK", JSON, &body.to_string()));
        let entries = client(&server)
            .get_time_entries()
            .stream()
            .all()
            .await
            .unwrap();
        assert!(entries.is_empty());
        assert_eq!(server.requests(1).len(), 1);
    }
    // With entries, it is another page than the requested one.
    let body = page_with(
        &json!({}),
        json!({"meta": {"count": 1, "page_count": 1, "page_number": 0, "page_size": 20}}),
    );
    let server = Server::sending(response("200 OK", JSON, &body.to_string()));
    let error = client(&server)
        .get_time_entries()
        .stream()
        .all()
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("page 1 was requested, and the response is page 0"),
        "{error}"
    );
}

#[tokio::test]
async fn a_story_has_a_weight_with_a_fraction() {
    let page = list(&page_with(&json!({}), json!({"stories": {"71": {
        "title": "T", "updated_at": "2018-10-13T10:37:39-07:00", "due_date": null, "start_date": "2018-10-01",
        "story_type": "task", "state": "not started", "status": "Waiting", "custom_task_status_id": null,
        "priority": "normal", "weight": 1.5, "deleted_at": "", "id": "71",
    }}})))
    .await;
    let story = page
        .story(page.time_entries().next().unwrap())
        .unwrap()
        .unwrap();
    assert_eq!(
        (story.weight, story.start_date),
        (Some(1.5), Some(date(2018, 10, 1)))
    );
    assert_eq!((story.deleted_at, story.due_date), (None, None));
    assert_eq!(story.state, Some(StoryState::NotStarted));
    assert_eq!(
        story.priority,
        Some(StoryPriority::Text(StoryPriorityText::Normal))
    );
    assert_eq!(story.updated_at, at("2018-10-13T17:37:39Z"));
    let whole = list(&page_with(
        &json!({}),
        json!({"stories": {"71": {"id": "71", "weight": 2}}}),
    ))
    .await;
    assert_eq!(whole.stories_by_id[&Id::from(71)].weight, Some(2.0));
}

#[tokio::test]
async fn an_invoice_a_user_and_a_role() {
    let page = list(&page_with(&json!({"invoice_id": "9", "role_id": "3"}), json!({
        "invoices": {"9": {
            "invoice_date": "2021-02-17", "due_date": "", "status": "new", "title": "Invoice #12",
            "user_invoice_number": 12, "tax_rate": 0.0, "payment_schedule": 30, "balance_in_cents": 0,
            "recipient_id": null, "workspace_ids": ["11"], "billing_milestone_ids": [], "id": "9",
        }},
        "users": {"31": {"full_name": "Ada Example", "headline": "", "account_id": "630", "generic": false, "id": "31"}},
        "roles": {"3": {"name": "R", "created_at": null, "external_reference_ids": [], "id": "3"}},
    })))
    .await;
    let entry = page.time_entries().next().unwrap();
    let invoice = page.invoice(entry).unwrap().unwrap();
    assert_eq!(
        (invoice.invoice_date, invoice.due_date),
        (Some(date(2021, 2, 17)), None)
    );
    assert_eq!(
        (&invoice.status, invoice.tax_rate),
        (&Some(InvoiceStatus::New), Some(0.0))
    );
    assert_eq!(invoice.workspace_ids, [Id::from(11)]);
    let user = page.user(entry).unwrap().unwrap();
    assert_eq!(user.full_name.as_deref(), Some("Ada Example"));
    assert_eq!(user.additional["generic"], false);
    assert_eq!(
        page.role(entry).unwrap().unwrap().name.as_deref(),
        Some("R")
    );
}

#[tokio::test]
async fn a_reference_and_a_submission_with_words_that_are_not_documented() {
    let entry = json!({"external_reference_ids": ["5"], "active_submission_id": "4"});
    let page = list(&page_with(&entry, json!({
        "external_references": {"5": {
            "external_message": "", "last_synced_at": "", "locked": false, "service_model": "Worklog",
            "service_model_ref": "4711", "service_name": "jira", "status": "success", "subject_id": 101,
            "subject_type": "TimeEntry", "id": "5",
        }},
        "timesheet_submissions": {"4": {
            "comment": "", "current_resolution_created_at_date": "", "end_date": "2021-02-21",
            "line_item_total_in_cents": 18750, "permissions": {}, "status": "withdrawn", "title": "Week", "id": "4",
        }},
    })))
    .await;
    let entry = page.time_entries().next().unwrap();
    let reference = page.external_references(entry).next().unwrap().unwrap();
    assert_eq!(
        reference.status,
        Some(IntegrationStatus::Other("success".to_owned()))
    );
    assert_eq!(
        (reference.last_synced_at, reference.locked),
        (None, Some(false))
    );
    let submission = page.active_submission(entry).unwrap().unwrap();
    assert_eq!(
        submission.status,
        Some(TimesheetSubmissionStatus::Other("withdrawn".to_owned()))
    );
    assert_eq!(submission.current_resolution_created_at_date, None);
    assert_eq!(submission.end_date, Some(date(2021, 2, 21)));
    assert_eq!(submission.line_item_total_in_cents, Some(18750));
}

#[tokio::test]
async fn a_result_without_its_entry() {
    let results = json!({"results": [{"key": "time_entries", "id": "101"}, {"key": "time_entries", "id": "102"}]});
    let body = page_with(&json!({}), results).to_string();
    let server = Server::sending(response("200 OK", JSON, &body));
    let error = client(&server).get_time_entries().send().await.unwrap_err();
    let message = "results[1] refers to time_entries 102, which the response does not contain";
    assert!(error.to_string().ends_with(message), "{error}");

    let server = Server::sending(response("200 OK", JSON, &body));
    let mut entries = client(&server).get_time_entries().stream();
    assert_eq!(entries.next().await.unwrap().unwrap().id, Id::from(101));
    let error = entries.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("results[1]"), "{error}");
    entries.skip();
    assert!(entries.next().await.is_none());
}
