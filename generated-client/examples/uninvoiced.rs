//! Lists the hours of a project that have not been invoiced, for one month, with their tasks.
//!
//! ```text
//! KANTATA_TOKEN=… cargo run -p generated-client --example uninvoiced -- 1234567 2026-11
//! ```
//!
//! `KANTATA_BASE_URL` sends it to another address than the service's own.

use std::collections::HashSet;
use std::env;
use std::error::Error;

use generated_client::filters::{Include, Order};
use generated_client::{Call, Client, Date, Id};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(project), Some(month)) = (arguments.next(), arguments.next()) else {
        return Err("usage: uninvoiced PROJECT YYYY-MM".into());
    };
    let client = Client::from_env()?;
    for line in run(&client, project.parse()?, format!("{month}-01").parse()?).await? {
        println!("{line}");
    }
    Ok(())
}

/// One line for each entry from `first` to the end of its month, and one with the sum.
pub async fn run(client: &Client, project: Id, first: Date) -> Result<Vec<String>, Box<dyn Error>> {
    let request = client
        .get_time_entries()
        .workspace_id(project)
        .date_performed_between(first, first.last_of_month())
        .uninvoiced()
        .include([Include::Story, Include::User])
        .order(Order::DatePerformedAsc);
    let mut lines = Vec::new();
    let mut minutes = 0;
    // Whole pages, because each has the tasks and people of its entries beside them. An entry can come on two
    // of them, if others are recorded meanwhile.
    let mut seen = HashSet::new();
    let mut pages = request.pages().concurrency(4);
    while let Some(page) = pages.next().await {
        let page = page?;
        for entry in page.time_entries() {
            if !seen.insert(entry.id.clone()) {
                continue;
            }
            let date = entry
                .date_performed
                .map_or_else(String::new, |date| date.to_string());
            let task = page.story(entry)?.and_then(|story| story.title.as_deref());
            let person = page.user(entry)?.and_then(|user| user.full_name.as_deref());
            let time = i64::from(entry.time_in_minutes.unwrap_or_default());
            lines.push(format!(
                "{date}  {:>6}  {}  {}",
                hours(time),
                person.unwrap_or("?"),
                task.unwrap_or("(no task)")
            ));
            minutes += time;
        }
    }
    lines.push(format!(
        "{} hours in {} entries",
        hours(minutes),
        lines.len()
    ));
    Ok(lines)
}

fn hours(minutes: i64) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}
