//! A list with filters, and what is made of its answer.

use generated_client::filters::{Include, IntegrationStatus, OptionalField, Order};
use generated_client::{Call, Client, Id, Timestamp, date};

async fn hours(client: &Client, project: &Id, since: Timestamp) -> Result<f64, Box<dyn std::error::Error>> {
    let page = client
        .get_time_entries()
        .workspace_id(project)
        .date_performed_between(date(2026, 11, 1), date(2026, 11, 30))
        .created_after(since)
        .include([Include::Story, Include::User])
        .optional_fields([OptionalField::UserCanEdit])
        .external_reference_status(IntegrationStatus::Failed)
        .external_reference_service_model_refs(["A-1", "A-2"])
        .order(Order::DatePerformedDesc)
        .uninvoiced()
        .on_my_account(false)
        .page(1)
        .per_page(200)
        .with_query("a_new_filter", 7)
        .with_header("x-trace", "1")
        .send()
        .await?;
    let mut minutes = 0;
    for entry in page.time_entries() {
        let task: Option<&str> = page.story(entry)?.and_then(|story| story.title.as_deref());
        println!("{} {:?} {:?}", entry.id, entry.date_performed, task);
        minutes += entry.time_in_minutes.unwrap_or_default();
    }
    Ok(f64::from(minutes) / 60.0)
}

fn main() {
    let _ = hours;
}
