//! Records one time entry, and never a second time: not if the response is lost, and not if it is run again.
//!
//! ```text
//! KANTATA_TOKEN=… cargo run -p generated-client --example record_once -- 1234567 2026-11-24 90 T-4711 Workshop
//! ```
//!
//! `T-4711` is a reference that belongs to this entry alone, such as a number in the system that the time comes
//! from. It is put behind the notes, and the entry is looked for by it. `KANTATA_BASE_URL` sends it to another address
//! than the service's own.
//!
//! One case remains: the service has no idempotency key, so a lost request can still be carried out after the last look,
//! or after another program with the same reference has looked. Then the entry is there twice, both with the reference. If
//! this program sees that, it reports both.

use std::env;
use std::error::Error;
use std::time::Duration;

use generated_client::filters::Order;
use generated_client::models::NewTimeEntry;
use generated_client::{Call, Client, Id, Outcome};

/// How often the entry is sent at most.
const TIMES: usize = 2;

/// How long to wait before each look for an entry whose response was lost; together longer than the three minutes after
/// which servers and the proxies before them commonly give up on a request.
const WAITS: [Duration; 4] = [
    Duration::from_secs(1),
    Duration::from_secs(10),
    Duration::from_secs(50),
    Duration::from_secs(180),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [project, day, minutes, reference, notes @ ..] = arguments.as_slice() else {
        return Err("usage: record_once PROJECT YYYY-MM-DD MINUTES REFERENCE [NOTES]".into());
    };
    let client = Client::from_env()?;
    let entry = NewTimeEntry::new(project.parse::<Id>()?, day.parse()?, minutes.parse()?);
    let entry = entry.notes(notes.join(" "));
    println!("{}", run(&client, entry, reference, &WAITS).await?);
    Ok(())
}

/// The id of the entry, which was recorded now or earlier. Before each look for an entry whose response was lost, one
/// of `waits` passes.
pub async fn run(
    client: &Client,
    mut entry: NewTimeEntry,
    reference: &str,
    waits: &[Duration],
) -> Result<Id, Box<dyn Error>> {
    // With a bracket in it, one reference could be found in another.
    if reference.is_empty() || reference.contains(['[', ']']) {
        return Err("a reference is a text without brackets".into());
    }
    let mark = format!("[{reference}]");
    let notes = entry.notes.unwrap_or_default();
    entry.notes = Some(format!("{notes} {mark}").trim_start().to_owned());

    // An earlier run may have recorded it.
    let found = find(client, &entry, &mark).await?;
    if !found.is_empty() {
        return only(&found, &mark);
    }
    let mut lost = None;
    for _ in 0..TIMES {
        let error = match client.create_time_entry(entry.clone()).send().await {
            Ok(created) => {
                if let Some(lost) = lost {
                    // The one that was lost may have turned up after all.
                    let found = find(client, &entry, &mark).await.map_err(|error| {
                        format!("recorded, perhaps for the second time: {lost}; {error}")
                    })?;
                    if found.len() > 1 {
                        return only(&found, &mark);
                    }
                }
                let id = created.time_entries().next().map(|entry| &entry.id);
                return Ok(id.ok_or("recorded, and the response has no id")?.clone());
            }
            // Refused, or never sent. That says nothing of one that was lost before.
            Err(error) if error.outcome() == Outcome::NotApplied => {
                return Err(match lost {
                    Some(lost) => unknown(format!("{lost}; {error}")),
                    None => error.into(),
                });
            }
            Err(error) => error,
        };
        // Not there yet is not lost yet: the server may still be at it.
        for wait in waits {
            tokio::time::sleep(*wait).await;
            let found = find(client, &entry, &mark).await;
            let found = found.map_err(|failure| unknown(format!("{error}; {failure}")))?;
            if !found.is_empty() {
                return only(&found, &mark);
            }
        }
        if error.outcome() == Outcome::Applied {
            return Err(format!("recorded, and not to be found: {error}").into());
        }
        lost = Some(error.to_string());
    }
    Err(unknown(lost.unwrap_or_default()))
}

fn unknown(why: String) -> Box<dyn Error> {
    format!("it is unknown whether the entry was recorded: {why}").into()
}

/// The one that was found, unless there are several.
fn only(found: &[Id], mark: &str) -> Result<Id, Box<dyn Error>> {
    if let [id] = found {
        return Ok(id.clone());
    }
    let ids: Vec<_> = found.iter().map(ToString::to_string).collect();
    Err(format!("{mark} is there {} times: {}", ids.len(), ids.join(", ")).into())
}

/// The ids of all entries with this mark.
async fn find(
    client: &Client,
    entry: &NewTimeEntry,
    mark: &str,
) -> Result<Vec<Id>, Box<dyn Error>> {
    // What is not seen is sent again. So nothing is left out that the service leaves out unless told otherwise, and
    // the person is not asked for: the service may have taken another one than the entry names. The newest come
    // first, so that an entry that is deleted meanwhile moves none of them off to a page that was read already.
    let mut entries = client
        .get_time_entries()
        .workspace_id(&entry.workspace_id)
        .date_performed_between(entry.date_performed, entry.date_performed)
        .from_archived_workspaces(true)
        .on_my_account(false)
        .order(Order::CreatedAtDesc)
        .stream();
    let mut ids = Vec::new();
    while let Some(entry) = entries.next().await {
        let entry = entry?;
        if entry.notes.is_some_and(|notes| notes.contains(mark)) {
            ids.push(entry.id);
        }
    }
    Ok(ids)
}
