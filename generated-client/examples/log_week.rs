//! Logs eight hours on each day from Monday to Friday, in one request.
//!
//! ```text
//! KANTATA_TOKEN=… cargo run -p generated-client --example log_week -- 1234567 2026-11-23
//! ```
//!
//! `KANTATA_BASE_URL` sends it to another address than the service's own.

use std::env;
use std::error::Error;

use generated_client::jiff::ToSpan;
use generated_client::models::NewTimeEntry;
use generated_client::{Call, Client, Date, Error as ApiError, Id, Outcome};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(project), Some(monday)) = (arguments.next(), arguments.next()) else {
        return Err("usage: log_week PROJECT YYYY-MM-DD".into());
    };
    let client = Client::from_env()?;
    for line in run(&client, project.parse()?, monday.parse()?).await? {
        println!("{line}");
    }
    Ok(())
}

/// One line for each entry that was recorded; the error has one for each that was refused.
pub async fn run(
    client: &Client,
    project: Id,
    monday: Date,
) -> Result<Vec<String>, Box<dyn Error>> {
    let mut week = Vec::new();
    for day in 0..5 {
        let date = monday.checked_add(day.days())?;
        week.push(NewTimeEntry::new(&project, date, 8 * 60).notes("Regular work"));
    }
    match client.create_time_entries(week).send().await {
        Ok(created) => {
            let lines = created.time_entries().map(|entry| {
                let date = entry
                    .date_performed
                    .map_or_else(String::new, |date| date.to_string());
                format!("recorded {} for {date}", entry.id)
            });
            Ok(lines.collect())
        }
        // Sent, and the outcome is unknown: look before trying again. `record_once` shows how.
        Err(error) if error.outcome() == Outcome::Unknown => {
            Err(format!("it is unknown whether the week was recorded: {error}").into())
        }
        // `index` is the place in the list of the entry that an error is about.
        Err(ApiError::Api { body, .. }) => {
            let lines = body.errors.iter().map(|error| match error.index {
                Some(index) => format!("refused entry {index}: {}", error.message),
                None => format!("refused: {}", error.message),
            });
            Err(lines.collect::<Vec<_>>().join("\n").into())
        }
        Err(error) => Err(error.into()),
    }
}
