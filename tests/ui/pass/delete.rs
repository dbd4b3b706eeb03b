//! One deletion, and many at once. There is nothing in their answers.

use generated_client::models::TimeEntryPage;
use generated_client::{Call, Client, Error};

async fn clean_up(client: &Client, page: &TimeEntryPage) -> Result<(), Error> {
    if let Some(entry) = page.time_entries().next() {
        let () = client.delete_time_entry(&entry.id).send().await?;
    }
    let ids = page.time_entries().map(|entry| &entry.id);
    client.delete_time_entries(ids).send().await?;
    client.delete_time_entries_by_body([1, 2, 3]).send().await?;
    client.delete_time_entries(vec!["4", "5"]).send().await
}

fn main() {
    let _ = clean_up;
}
