//! Properties that the document does not name, in new entries and in updates.

use generated_client::{
    Call, Error, date,
    models::{NewTimeEntry, TimeEntryUpdate},
};
use serde_json::json;
use test_server::Server;

use crate::{client::client, paging::page_of};

fn entry() -> NewTimeEntry {
    NewTimeEntry::new(7, date(2026, 11, 24), 90)
}

#[tokio::test]
async fn a_property_that_the_document_does_not_name_is_sent() {
    let server = Server::repeating(3, &page_of(1, 1, &[9]));
    let client = client(&server);
    let extended = entry().additional("overtime", json!(true));
    let create = client.create_time_entry(extended.clone());
    create.send().await.unwrap();
    assert_eq!(
        server.request().body,
        r#"{"time_entry":{"workspace_id":7,"date_performed":"2026-11-24","time_in_minutes":90,"overtime":true}}"#
    );
    let create = client.create_time_entries([extended]);
    create.send().await.unwrap();
    assert_eq!(
        server.request().body,
        r#"{"time_entries":[{"workspace_id":7,"date_performed":"2026-11-24","time_in_minutes":90,"overtime":true}]}"#
    );
    let update = TimeEntryUpdate::default().additional("tags", json!(["a", null]));
    let update = client.update_time_entry(9, update.billable(true));
    update.send().await.unwrap();
    assert_eq!(
        server.request().body,
        r#"{"time_entry":{"billable":true,"tags":["a",null]}}"#
    );
}

#[tokio::test]
async fn a_property_that_the_document_names_is_refused_and_not_sent() {
    let server = Server::sending(page_of(1, 1, &[9]));
    let client = client(&server);
    for name in ["notes", "workspace_id"] {
        let create = client.create_time_entry(entry().additional(name, json!("x")));
        let error = create.send().await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error:?}");
        let reason = format!("`{name}` is a property that the document names: set it by its field");
        assert!(error.to_string().contains(&reason), "{error}");
    }
    assert!(server.is_untouched());
}
