//! Exports the time entries of a year to CSV, with the names of projects, tasks and people, and shows the progress.
//!
//! ```text
//! KANTATA_TOKEN=… cargo run -p generated-client --example nightly_export -- 2026 hours.csv
//! ```
//!
//! The file is complete or not there: rows go to `hours.csv.part`, which is renamed at the end.

use std::collections::HashSet;
use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use generated_client::filters::{Include, Order};
use generated_client::{Call, Client, Date, date};
use indicatif::{ProgressBar, ProgressStyle};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(year), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("usage: nightly_export YEAR FILE.csv".into());
    };
    let bar = ProgressBar::no_length();
    bar.set_style(ProgressStyle::with_template(
        "{bar:40} {pos} of {len} entries, {eta} left",
    )?);
    // The account is used by others too: the export leaves them most of its limit.
    let client = Client::builder_from_env()?
        .requests_per(10, std::time::Duration::from_secs(10))
        .build()?;
    let first = date(year.parse()?, 1, 1);
    for warning in run(&client, first, first.last_of_year(), Path::new(&file), &bar).await? {
        eprintln!("{warning}");
    }
    Ok(())
}

/// Writes one row for each entry between two days. Returns what could not be read beside the entries.
pub async fn run(
    client: &Client,
    first: Date,
    last: Date,
    file: &Path,
    bar: &ProgressBar,
) -> Result<Vec<String>, Box<dyn Error>> {
    let request = client
        .get_time_entries()
        .date_performed_between(first, last)
        .include([Include::Workspace, Include::Story, Include::User])
        // New entries come last, so that they move none that was not read yet.
        .order(Order::CreatedAtAsc);
    let part = file.with_extension("csv.part");
    let mut rows = csv::Writer::from_path(&part)?;
    rows.write_record([
        "id", "date", "minutes", "billable", "project", "task", "person",
    ])?;
    let (mut seen, mut warnings) = (HashSet::new(), Vec::new());
    let mut pages = request.pages().concurrency(4);
    while let Some(page) = pages.next().await {
        let page = page?;
        bar.set_length(page.count.try_into()?);
        warnings.extend(page.unreadable().map(ToString::to_string));
        for entry in page
            .time_entries()
            .filter(|entry| seen.insert(entry.id.clone()))
        {
            // One that cannot be read is among the warnings. The entry counts all the same.
            let project = page.workspace(entry).ok().flatten();
            let task = page.story(entry).ok().flatten();
            let person = page.user(entry).ok().flatten();
            rows.write_record([
                entry.id.to_string(),
                entry
                    .date_performed
                    .map_or_else(String::new, |date| date.to_string()),
                entry.time_in_minutes.unwrap_or_default().to_string(),
                entry.billable.unwrap_or_default().to_string(),
                project.and_then(|it| it.title.clone()).unwrap_or_default(),
                task.and_then(|it| it.title.clone()).unwrap_or_default(),
                person
                    .and_then(|it| it.full_name.clone())
                    .unwrap_or_default(),
            ])?;
            bar.inc(1);
        }
    }
    rows.flush()?;
    fs::rename(part, file)?;
    bar.finish();
    Ok(warnings)
}
