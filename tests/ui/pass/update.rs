//! The three states of a field in an update: left alone, cleared, set.

use generated_client::models::TimeEntryUpdate;
use generated_client::{Call, Client, Error, Id, Patch};

async fn correct(client: &Client, id: &Id, notes: Option<String>) -> Result<(), Error> {
    let update = TimeEntryUpdate::default().billable(false).clear_story_id();
    let mut update = match notes {
        Some(notes) => update.notes(notes),
        None => update.clear_notes(),
    };
    update.rate_in_cents = Patch::Value(12_500);
    if update.role_id.is_absent() {
        update.location = Patch::Absent;
    }
    let page = client.update_time_entry(id, update).send().await?;
    assert_eq!(page.results.len(), 1);
    Ok(())
}

fn main() {
    let _ = correct;
}
