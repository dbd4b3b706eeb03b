//! Reading page by page while entries change: which entries are lost, and whether the client says so.

use std::collections::{BTreeMap, BTreeSet};

use generated_client::{Call, filters::Order};
use test_service::{Random, Service, Settings};

use crate::connected::Connected;

/// The result of a run.
#[derive(Default, Debug)]
struct Tally {
    lost: usize,
    twice: usize,
    /// Runs that lost an entry, and the part of them after which there was an error.
    runs: usize,
    noticed: usize,
}

#[tokio::test(start_paused = true)]
async fn measure() {
    for order in [
        Order::CreatedAtAsc,
        Order::UpdatedAtAsc,
        Order::CreatedAtDesc,
    ] {
        let mut tally = Tally::default();
        for seed in 0..50 {
            let service = Service::new(Settings::default());
            service.edit(|store| {
                store.add_project(11);
                for _ in 0..900 {
                    store.add(11);
                }
            });
            let connected = Connected::changing(service, Random::new(seed), 3);
            let client = connected.client();
            let before: BTreeSet<u64> = connected
                .service()
                .edit(|store| store.entries().map(|entry| entry.id).collect());
            let mut entries = client.get_time_entries().order(order).stream();
            let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
            let mut failed = false;
            while let Some(entry) = entries.next().await {
                match entry {
                    Ok(entry) => {
                        *seen
                            .entry(entry.id.to_string().parse().unwrap())
                            .or_default() += 1
                    }
                    Err(error) => {
                        failed = true;
                        println!("{error}");
                    }
                }
            }
            let after: BTreeSet<u64> = connected
                .service()
                .edit(|store| store.entries().map(|entry| entry.id).collect());
            let lost = before
                .intersection(&after)
                .filter(|id| !seen.contains_key(id))
                .count();
            tally.lost += lost;
            tally.twice += seen.values().filter(|count| **count > 1).count();
            tally.runs += usize::from(lost > 0);
            tally.noticed += usize::from(lost > 0 && failed);
        }
        println!("{order:?}: {tally:?}");
    }
}
