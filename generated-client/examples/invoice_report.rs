//! Sums up what can be invoiced for a project in a month: the hours and the exact amount for each person.
//!
//! ```text
//! KANTATA_TOKEN=… cargo run -p generated-client --example invoice_report -- 1234567 2026-11
//! ```

use std::collections::BTreeMap;
use std::env;
use std::error::Error;

use generated_client::filters::{Include, Order};
use generated_client::{Call, Client, Date, Id, Money, Rounding};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(project), Some(month)) = (arguments.next(), arguments.next()) else {
        return Err("usage: invoice_report PROJECT YYYY-MM".into());
    };
    let first = format!("{month}-01").parse()?;
    for line in run(&Client::from_env()?, project.parse()?, first).await? {
        println!("{line}");
    }
    Ok(())
}

/// Returns a line for each person and currency, and one with each total. Fails rather than to leave out an entry.
pub async fn run(client: &Client, project: Id, first: Date) -> Result<Vec<String>, Box<dyn Error>> {
    let mut pages = client
        .get_time_entries()
        .workspace_id(project)
        .date_performed_between(first, first.last_of_month())
        .billable(true)
        .uninvoiced()
        .include([Include::User])
        .order(Order::CreatedAtAsc)
        .pages();
    let mut entries = BTreeMap::new();
    let mut people = BTreeMap::new();
    while let Some(page) = pages.next().await {
        let page = page?;
        for entry in page.time_entries() {
            if let (Some(id), Some(user)) = (&entry.user_id, page.user(entry)?) {
                people.insert(id.clone(), user.full_name.clone().unwrap_or_default());
            }
            // One that is on two pages counts once.
            entries.insert(entry.id.clone(), entry.clone());
        }
    }
    // An invoice must not miss an entry that was deleted or inserted meanwhile.
    if !pages.changes().is_empty() {
        return Err("the entries changed while they were read; run this again".into());
    }
    let mut sums: BTreeMap<(String, String), (i64, Money)> = BTreeMap::new();
    for entry in entries.values() {
        let minutes = i64::from(entry.time_in_minutes.ok_or("an entry has no time")?);
        let rate = entry.rate();
        let rate = rate.ok_or_else(|| format!("entry {} has no rate or no currency", entry.id))?;
        // Each entry is rounded on its own, as on an invoice with a line for each.
        let fee = rate.checked_mul_ratio(minutes, 60, Rounding::HalfUp);
        let fee = fee.ok_or("an amount is too large")?;
        let person = entry.user_id.as_ref().and_then(|id| people.get(id));
        for name in [person.map_or("?", String::as_str), "Total"] {
            let key = (fee.currency().to_owned(), name.to_owned());
            let zero = (
                0,
                Money::new(0, fee.unit(), fee.currency()).ok_or("no currency")?,
            );
            let (sum, amount) = sums.entry(key).or_insert(zero);
            *sum += minutes;
            *amount = amount
                .checked_add(&fee)
                .ok_or("the amounts cannot be added")?;
        }
    }
    let lines = sums.iter().map(|((_, name), (minutes, amount))| {
        format!("{name:20} {:>5}:{:02} {amount}", minutes / 60, minutes % 60)
    });
    Ok(lines.collect())
}
