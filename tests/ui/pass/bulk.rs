//! One entry, and many of them, from whatever they are kept in.

use generated_client::filters::IntegrationStatus;
use generated_client::models::{NewExternalReference, NewTimeEntry};
use generated_client::{Call, Client, Date, Error, Id, date};

struct Row {
    project: String,
    day: Date,
    minutes: i32,
}

async fn import(client: &Client, rows: &[Row], story: Option<Id>) -> Result<Vec<Id>, Error> {
    let entries = rows.iter().map(|row| {
        let entry = NewTimeEntry::new(&row.project, row.day, row.minutes).billable(true);
        match &story {
            Some(story) => entry.story_id(story),
            None => entry,
        }
    });
    let page = client.create_time_entries(entries).send().await?;
    Ok(page.time_entries().map(|entry| entry.id.clone()).collect())
}

async fn one(client: &Client) -> Result<(), Error> {
    let reference =
        NewExternalReference::new("jira", "Worklog", "PRJ-1").status(IntegrationStatus::Successful);
    let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90)
        .notes("Workshop")
        .external_reference(reference);
    client.create_time_entry(entry.clone()).send().await?;
    client.create_time_entries(vec![entry]).send().await?;
    Ok(())
}

fn main() {
    let _ = (import, one);
}
