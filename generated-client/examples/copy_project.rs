//! Copies the time entries of a project to another one, and prints which entry became which.
//!
//! ```text
//! KANTATA_TOKEN=… cargo run -p generated-client --example copy_project -- 1234567 7654321
//! ```
//!
//! Tasks and roles belong to a project, so they are not copied. Running it twice copies everything twice.

use std::env;
use std::error::Error;

use generated_client::models::NewTimeEntry;
use generated_client::{Call, Client, Id, pair_up};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(from), Some(to)) = (arguments.next(), arguments.next()) else {
        return Err("usage: copy_project FROM TO".into());
    };
    for line in run(&Client::from_env()?, from.parse()?, to.parse()?).await? {
        println!("{line}");
    }
    Ok(())
}

/// Returns a line for each entry that was copied, and for each request that failed.
pub async fn run(client: &Client, from: Id, to: Id) -> Result<Vec<String>, Box<dyn Error>> {
    let old = client.get_time_entries().workspace_id(from);
    let old = old.stream_by_created_at().all().await?;
    let mut new = Vec::new();
    for entry in &old {
        // Fails if the service left out the date or the time.
        let mut copy = NewTimeEntry::try_from(entry)?;
        copy.workspace_id = to.clone();
        copy.story_id = None;
        copy.role_id = None;
        new.push(copy);
    }
    let mut lines = Vec::new();
    let mut chunks = client.create_time_entries(new.clone()).chunks();
    while let Some(chunk) = chunks.next().await {
        let items = chunk.items.clone();
        let page = match &chunk.result {
            Ok(response) => &response.value,
            Err(error) => {
                lines.push(format!("entries {items:?}: {:?}: {error}", chunk.outcome()));
                continue;
            }
        };
        // The service does not promise an order, so the content tells which entry is which.
        let sent = new.get(items.clone()).unwrap_or_default();
        let created = pair_up(sent, page.time_entries());
        for (old, created) in old.iter().skip(items.start).zip(created) {
            lines.push(match created {
                Some(created) => format!("{} is {}", old.id, created.id),
                None => format!("{} is copied, but with other content", old.id),
            });
        }
    }
    Ok(lines)
}
