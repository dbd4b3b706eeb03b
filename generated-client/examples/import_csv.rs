//! Records the rows of a CSV file, and reports the result for each.
//!
//! ```text
//! KANTATA_TOKEN=… cargo run -p generated-client --example import_csv -- hours.csv
//! ```
//!
//! The columns are `project,date,minutes,task,notes`; task and notes can be empty. Rows that the service refuses are reported
//! with its reasons, and the others of the same request are sent again without them. If it is unknown whether rows were
//! recorded, look for them before they are sent again: `record_once` shows how.

use std::env;
use std::error::Error;
use std::path::Path;

use generated_client::models::NewTimeEntry;
use generated_client::{Call, Client, Date, Id, Outcome};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let Some(file) = env::args().nth(1) else {
        return Err("usage: import_csv FILE.csv".into());
    };
    for line in run(&Client::from_env()?, Path::new(&file)).await? {
        println!("{line}");
    }
    Ok(())
}

/// Records all rows. Returns a line for each row that was not recorded, and one with the number of the others.
pub async fn run(client: &Client, file: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let (mut entries, mut rows) = (Vec::new(), Vec::new());
    // Nothing is sent if a row cannot be read.
    for row in csv::Reader::from_path(file)?.deserialize() {
        let row: Row = row?;
        rows.push(rows.len() + 2); // the first line has the names of the columns
        entries.push(row.into_entry()?);
    }
    let mut lines = Vec::new();
    let mut recorded = 0;
    let chunks = client.create_time_entries(entries).chunks();
    let mut chunks = chunks.without_refused();
    while let Some(chunk) = chunks.next().await {
        for refusal in chunk.refusals() {
            let row = refusal.item.and_then(|item| rows.get(item));
            let place = row.map_or("a row".to_owned(), |row| format!("row {row}"));
            let field = refusal.reason.field.as_deref().unwrap_or("entry");
            lines.push(format!(
                "{place} refused: {field}: {}",
                refusal.reason.message
            ));
        }
        let sent: Vec<_> = chunk
            .sent_items()
            .filter_map(|item| rows.get(item))
            .collect();
        match (chunk.outcome(), &chunk.result) {
            (Outcome::Applied, _) => recorded += sent.len(),
            // All reasons are above.
            (Outcome::NotApplied, Err(error)) if error.api().is_some() => {}
            (outcome, Err(error)) => {
                let what = if outcome == Outcome::Unknown {
                    "unknown"
                } else {
                    "not recorded"
                };
                lines.push(format!("rows {sent:?} {what}: {error}"));
            }
            (_, Ok(_)) => lines.push(format!("rows {sent:?} unknown")),
        }
    }
    lines.push(format!("{recorded} rows recorded"));
    Ok(lines)
}

/// A row of the file.
#[derive(serde::Deserialize)]
struct Row {
    project: String,
    date: String,
    minutes: i32,
    task: Option<String>,
    notes: Option<String>,
}

impl Row {
    fn into_entry(self) -> Result<NewTimeEntry, Box<dyn Error>> {
        let project: Id = self.project.parse()?;
        let mut entry = NewTimeEntry::new(project, self.date.parse::<Date>()?, self.minutes);
        if let Some(task) = self.task {
            entry = entry.story_id(task.parse::<Id>()?);
        }
        entry.notes = self.notes;
        Ok(entry)
    }
}
