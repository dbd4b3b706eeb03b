//! A whole page with everything that can be included: look-ups, order, and each kind of value.

use generated_client::{
    Call, Date, Id, Timestamp, date,
    filters::IntegrationStatus,
    models::{
        InvoiceStatus, ResultRefKey, StoryPriority, StoryPriorityText, StoryState, StoryStoryType,
        TimeEntryPage, TimesheetSubmissionStatus, TimesheetSubmissionType, UserClassification,
        WorkspaceAccessLevel, WorkspaceStage,
    },
};
use test_server::{Server, json_response};

use crate::client::client;

const PAGE: &str = include_str!("page.json");

async fn full_page() -> TimeEntryPage {
    let server = Server::sending(json_response(PAGE));
    client(&server).get_time_entries().send().await.unwrap()
}

fn at(text: &str) -> Option<Timestamp> {
    Some(text.parse().unwrap())
}

#[tokio::test]
async fn counts_and_number_of_the_page() {
    let page = full_page().await;
    assert_eq!(page.count, 43);
    let meta = page.meta.as_ref().unwrap();
    assert_eq!((meta.count, meta.page_count), (43, 15));
    assert_eq!((meta.page_number, meta.page_size), (2, 3));
}

#[tokio::test]
async fn entries_come_in_the_order_of_the_results() {
    let page = full_page().await;
    let ids: Vec<_> = page
        .time_entries()
        .map(|entry| entry.id.to_string())
        .collect();
    assert_eq!(ids, ["102", "103", "101"]);
    let results: Vec<_> = page.results.iter().map(|result| &result.id).collect();
    assert_eq!(results, [&Id::from(102), &Id::from(103), &Id::from(101)]);
    assert!(
        page.results
            .iter()
            .all(|result| result.key == ResultRefKey::TimeEntries)
    );
}

#[tokio::test]
async fn a_look_up_finds_the_referenced_object() {
    let page = full_page().await;
    let entry = &page.time_entries_by_id[&Id::from("102")];
    let title = |id: &Option<Id>| id.as_ref().unwrap().to_string();

    let active = page.active_submission(entry).unwrap().unwrap();
    assert_eq!(active.id.to_string(), title(&entry.active_submission_id));
    assert_eq!(page.recent_submission(entry), Ok(Some(active)));
    let references = page.external_references(entry);
    let names: Vec<_> = references
        .map(|one| one.unwrap().service_name.as_deref())
        .collect();
    assert_eq!(names, [Some("netsuite"), Some("jira")]);
    assert_eq!(
        page.invoice(entry).unwrap().unwrap().user_invoice_number,
        Some(12)
    );
    assert_eq!(
        page.role(entry).unwrap().unwrap().name.as_deref(),
        Some("Designer")
    );
    assert_eq!(
        page.story(entry).unwrap().unwrap().title.as_deref(),
        Some("Review")
    );
    assert_eq!(
        page.user(entry).unwrap().unwrap().full_name.as_deref(),
        Some("Zoë Ünal")
    );
    assert_eq!(
        page.workspace(entry).unwrap().unwrap().title.as_deref(),
        Some("Intranet")
    );
}

#[tokio::test]
async fn a_look_up_without_a_reference_or_without_an_included_object_finds_none() {
    let page = full_page().await;
    let [_, third, first] = page.time_entries().collect::<Vec<_>>()[..] else {
        panic!("three entries")
    };
    // Not named.
    assert_eq!(first.active_submission_id, None);
    assert_eq!(page.active_submission(first), Ok(None));
    assert_eq!(page.external_references(first).count(), 0);
    assert_eq!(page.invoice(first), Ok(None));
    assert_eq!(page.role(first), Ok(None));
    // Two associations into the same collection have different look-ups.
    assert_eq!(
        page.recent_submission(first).unwrap().unwrap().status,
        Some(TimesheetSubmissionStatus::Rejected)
    );
    // Named, but not there.
    assert_eq!(third.role_id, Some(Id::from("902")));
    assert_eq!(page.role(third), Ok(None));
    assert_eq!(page.workspace(third), Ok(None));
    // Named by a number.
    assert_eq!(page.story(third).unwrap().unwrap().id, Id::from("73"));
}

#[tokio::test]
async fn every_value_of_an_entry() {
    let page = full_page().await;
    let entry = page.time_entries().next().unwrap();
    assert_eq!(entry.id, Id::from(102));
    assert_eq!(entry.approved, Some(true));
    assert_eq!(entry.billable, Some(false));
    assert_eq!(entry.cost_rate_in_cents, None);
    assert_eq!(entry.created_at, at("2026-06-02T11:20:48Z"));
    assert_eq!(entry.currency.as_deref(), Some("JPY"));
    assert_eq!(entry.currency_base_unit, Some(1));
    assert_eq!(entry.currency_symbol.as_deref(), Some("¥"));
    assert_eq!(entry.date_performed, Some(date(2026, 6, 2)));
    assert_eq!(entry.is_invoiced, Some(true));
    assert_eq!(entry.location.as_deref(), Some("Köln"));
    assert_eq!(entry.location_id, Some(Id::from("9")));
    assert_eq!(
        entry.notes.as_deref(),
        Some("Weekly review\nand \"planning\" 😀")
    );
    // More than an i32 holds.
    assert_eq!(entry.rate_in_cents, Some(3_000_000_000));
    assert_eq!(entry.taxable, Some(true));
    assert_eq!(entry.time_in_minutes, Some(30));
    assert_eq!(entry.updated_at, at("2026-06-03T09:12:00Z"));
    assert_eq!(entry.user_can_edit, Some(false));

    let first = &page.time_entries_by_id[&Id::from(101)];
    assert_eq!(first.updated_at, at("2026-06-03T00:04:11.25Z"));
    assert_eq!(first.notes, None);
    assert!(first.external_reference_ids.is_empty());
    assert_eq!(first.user_can_edit, None);
    let third = &page.time_entries_by_id[&Id::from(103)];
    assert_eq!(third.time_in_minutes, None);
    assert_eq!(third.date_performed, None);
}

#[tokio::test]
async fn values_that_the_document_lists_and_values_that_it_does_not() {
    let page = full_page().await;
    let story = |id: u32| &page.stories_by_id[&Id::from(id)];
    assert_eq!(story(71).state, Some(StoryState::CantReproduce));
    assert_eq!(
        story(72).state,
        Some(StoryState::Other("on hold".to_owned()))
    );
    assert_eq!(story(73).state, None);
    assert_eq!(story(71).story_type, Some(StoryStoryType::Task));
    assert_eq!(story(72).story_type.as_ref().unwrap().as_str(), "epic");

    let reference = |id: u32| page.external_references_by_id[&Id::from(id)].status.clone();
    assert_eq!(reference(501), Some(IntegrationStatus::Successful));
    assert_eq!(
        reference(502),
        Some(IntegrationStatus::Other("retrying".to_owned()))
    );

    let workspace = &page.workspaces_by_id[&Id::from(11)];
    assert_eq!(
        workspace.access_level,
        Some(WorkspaceAccessLevel::Invitation)
    );
    assert_eq!(
        workspace.stage,
        Some(WorkspaceStage::Other("sold".to_owned()))
    );

    let user = |id: u32| page.users_by_id[&Id::from(id)].classification.clone();
    assert_eq!(user(31), Some(UserClassification::Internal));
    assert_eq!(user(32), Some(UserClassification::from("Robot")));
    assert_eq!(
        page.invoices_by_id[&Id::from(801)].status,
        Some(InvoiceStatus::AcceptedPayment)
    );
    assert_eq!(
        page.timesheet_submissions_by_id[&Id::from(601)].type_,
        Some(TimesheetSubmissionType::TimesheetSubmission)
    );
}

#[tokio::test]
async fn a_priority_is_a_word_or_a_number() {
    let page = full_page().await;
    let priority = |id: u32| page.stories_by_id[&Id::from(id)].priority.clone();
    assert_eq!(
        priority(71),
        Some(StoryPriority::Text(StoryPriorityText::Normal))
    );
    assert_eq!(priority(72), Some(StoryPriority::Integer(3)));
    assert_eq!(priority(73), None);
}

#[tokio::test]
async fn objects_within_objects() {
    let page = full_page().await;
    let workspace = &page.workspaces_by_id[&Id::from(11)];
    let permissions = workspace.permissions.as_ref().unwrap();
    assert_eq!(permissions.can_edit, Some(true));
    assert_eq!(permissions.can_join, None);
    assert_eq!(permissions.access_level.as_deref(), Some("Edit access"));
    let status = workspace.status.as_ref().unwrap();
    assert_eq!(status.key, Some(Id::from("310")));
    assert_eq!(workspace.account_id, Some(Id::from(5)));
    assert_eq!(workspace.participant_ids, [Id::from(31), Id::from(32)]);
    assert_eq!(workspace.target_margin, Some(35.0));

    let other = &page.workspaces_by_id[&Id::from(12)];
    assert_eq!(other.status, None);
    assert_eq!(other.external_link.as_ref().unwrap().url, None);

    let reference = &page.external_references_by_id[&Id::from(501)];
    assert_eq!(reference.subject_id, Some(Id::from(102)));
    let subject = reference.subject_ref.as_ref().unwrap();
    assert_eq!(subject.key.as_deref(), Some("time_entries"));
    assert_eq!(subject.id, Some(Id::from(102)));

    let submission = &page.timesheet_submissions_by_id[&Id::from(601)];
    let days: [Option<Date>; 2] = [submission.start_date, submission.end_date];
    assert_eq!(days, [Some(date(2026, 6, 1)), Some(date(2026, 6, 7))]);
    assert_eq!(
        submission.current_resolution_created_at_date,
        at("2026-06-04T15:00:00Z")
    );

    let invoice = &page.invoices_by_id[&Id::from(801)];
    assert_eq!(invoice.tax_rate, Some(19.0));
    assert_eq!(invoice.balance_in_cents, Some(-250));
}

#[tokio::test]
async fn an_id_of_a_response_goes_into_the_next_request() {
    let page = full_page().await;
    let entry = page.time_entries().next().unwrap();
    let server = Server::sending(test_server::NO_CONTENT);
    let request = client(&server).delete_time_entry(&entry.id);
    request.send().await.unwrap();
    assert_eq!(
        server.request().line,
        "DELETE /api/v1/time_entries/102 HTTP/1.1"
    );
    let ids: Vec<Id> = page.time_entries().map(|entry| entry.id.clone()).collect();
    let request = client(&server).delete_time_entries(&ids);
    let query: Vec<_> = request.request().query_pairs().collect();
    assert_eq!(query, [("ids", "102,103,101".into())]);
}

#[tokio::test]
async fn results_of_other_collections_are_not_entries() {
    let body = r#"{"count":1,"meta":{"count":1,"page_count":1,"page_number":1,"page_size":1},
        "results":[{"key":"users","id":"1"},{"key":"time_entries","id":"3"}],
        "time_entries":{"3":{"id":"3"},"4":{"id":"4"}}}"#;
    let server = Server::sending(json_response(body));
    let page = client(&server).get_time_entries().send().await.unwrap();
    let ids: Vec<_> = page.time_entries().map(|entry| &entry.id).collect();
    assert_eq!(ids, [&Id::from(3)]);
    // An object that was not included is in the map all the same.
    assert!(page.time_entries_by_id.contains_key(&Id::from(4)));
}

#[tokio::test]
async fn entries_that_would_be_passed_over_are_an_error() {
    let start = r#"{"count":1,"meta":{"count":1,"page_count":1,"page_number":1,"page_size":1},"#;
    for (rest, message) in [
        (
            r#""results":[{"key":"time_entry","id":"1"}],"time_entries":{"1":{"id":"1"}}}"#,
            "results[0] refers to `time_entry`, which is not a documented collection",
        ),
        (
            r#""results":[],"time_entries":{"1":{"id":"1"},"2":{"id":"2"}}}"#,
            "there are no results, but 2 in time_entries",
        ),
        (
            r#""results":null,"time_entries":{"1":{"id":"1"}}}"#,
            "there are no results, but 1 in time_entries",
        ),
        (
            r#""results":[{"key":"time_entries","id":"1"}],"time_entries":{"1":{"id":"1"},"1":{"id":"1"}}}"#,
            "time_entries: duplicate key: one of its values would be lost",
        ),
    ] {
        let server = Server::sending(json_response(&format!("{start}{rest}")));
        let error = client(&server).get_time_entries().send().await.unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
    }
}
