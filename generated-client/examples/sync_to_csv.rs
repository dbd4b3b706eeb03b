//! Keeps a CSV file up to date: the first run writes all time entries, and each later one adds those that are new or changed.
//!
//! ```text
//! KANTATA_TOKEN=… cargo run -p generated-client --example sync_to_csv -- entries.csv
//! ```
//!
//! A row is one version of an entry. The last row with an id is the current one. The place up to which was read is beside
//! the file, in `entries.checkpoint`. It is stored after the rows, so that a program that is killed loses none: the next run
//! adds some of them again. Deletions are in no list, so rows of deleted entries stay.

use std::env;
use std::error::Error;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

use generated_client::models::TimeEntry;
use generated_client::{Checkpoint, Client};

const COLUMNS: &str = "id,updated_at,date,minutes,project,person,notes";

/// The number of rows after which the checkpoint is stored.
const BATCH: usize = 200;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let Some(file) = env::args().nth(1) else {
        return Err("usage: sync_to_csv FILE.csv".into());
    };
    let rows = run(&Client::from_env()?, Path::new(&file)).await?;
    println!("{rows} rows added to {file}");
    Ok(())
}

/// Adds a row for each entry that is new or changed since the last run. Returns their number.
pub async fn run(client: &Client, file: &Path) -> Result<usize, Box<dyn Error>> {
    let checkpoint = file.with_extension("checkpoint");
    // Nothing is left out that the service leaves out unless told otherwise.
    let request = client.get_time_entries().from_archived_workspaces(true);
    let mut entries = request.on_my_account(false).stream_by_updated_at();
    if let Some(stored) = stored(&checkpoint)? {
        entries = entries.resume_from(stored)?;
    }
    let is_new = !file.exists();
    let mut rows =
        csv::Writer::from_writer(OpenOptions::new().create(true).append(true).open(file)?);
    if is_new {
        rows.write_record(COLUMNS.split(','))?;
    }
    let mut added = 0;
    let error = loop {
        match entries.next().await {
            Some(Ok(entry)) => rows.write_record(row(&entry))?,
            Some(Err(error)) => break Some(error),
            None => break None,
        }
        added += 1;
        if added % BATCH == 0 {
            store(&mut rows, &checkpoint, &entries.checkpoint())?;
        }
    };
    // What was read before an error is kept, too.
    store(&mut rows, &checkpoint, &entries.checkpoint())?;
    error.map_or(Ok(added), |error| Err(error.into()))
}

fn row(entry: &TimeEntry) -> [String; 7] {
    [
        entry.id.to_string(),
        text(entry.updated_at.as_ref()),
        text(entry.date_performed.as_ref()),
        text(entry.time_in_minutes.as_ref()),
        text(entry.workspace_id.as_ref()),
        text(entry.user_id.as_ref()),
        text(entry.notes.as_ref()),
    ]
}

fn text(value: Option<&impl ToString>) -> String {
    value.map_or_else(String::new, ToString::to_string)
}

/// The checkpoint of the last run, if there was one.
fn stored(path: &Path) -> Result<Option<Checkpoint>, Box<dyn Error>> {
    match fs::read(path) {
        Ok(text) => Ok(Some(serde_json::from_slice(&text)?)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Makes sure that the rows are in the file, and then replaces the checkpoint as a whole.
fn store(rows: &mut csv::Writer<File>, path: &Path, checkpoint: &Checkpoint) -> io::Result<()> {
    rows.flush()?;
    rows.get_ref().sync_data()?;
    let new = path.with_extension("checkpoint.new");
    fs::write(&new, serde_json::to_vec(checkpoint)?)?;
    fs::rename(new, path)
}
