//! Everything that an id can come from.

use std::collections::{BTreeSet, HashMap};

use generated_client::models::{NewTimeEntry, TimeEntry, TimeEntryPage};
use generated_client::{Call, Client, Id, date};

fn requests(client: &Client, entry: &TimeEntry, page: &TimeEntryPage) {
    let text = String::from("7");
    let _ = client.get_time_entry(7);
    let _ = client.get_time_entry(7_i64);
    let _ = client.get_time_entry(7_u8);
    let _ = client.get_time_entry(7_u64);
    let _ = client.get_time_entry("7");
    let _ = client.get_time_entry(&text);
    let _ = client.get_time_entry(text);
    let _ = client.get_time_entry(&entry.id);
    let _ = client.get_time_entry(entry.id.clone());
    if let Some(project) = &entry.workspace_id {
        let _ = client.get_time_entries().workspace_id(project);
        let _ = NewTimeEntry::new(project, date(2026, 11, 24), 90);
    }
    let _ = client.delete_time_entries(page.time_entries_by_id.keys());
    let _ = client.delete_time_entries(page.results.iter().map(|result| &result.id));
    let people: BTreeSet<&Id> = page.users_by_id.keys().collect();
    let _ = client.get_time_entries().with_user_ids(people);

    let by_id: HashMap<Id, &TimeEntry> = HashMap::from([(entry.id.clone(), entry)]);
    let _ = by_id
        .get(&Id::from("7"))
        .and_then(|entry| entry.id.as_u64());
}

fn main() {
    let _ = requests;
    let _: Result<Id, _> = "7".parse();
}
