//! Reading by a key while entries change: nothing is lost, and nothing comes twice.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
};

use generated_client::{Checkpoint, Client, models::TimeEntry};
use test_service::{Random, Settings};

use crate::{connected::Connected, reading::filled};

/// The number of runs by each key, each with another seed. `SERVICE_RUNS` sets another one.
fn runs() -> u64 {
    env::var("SERVICE_RUNS").map_or(100, |runs| runs.parse().unwrap())
}

/// The difference between the seed of the reader and that of the changes.
const OTHER: u64 = 1 << 32;

#[derive(Clone, Copy, PartialEq)]
enum By {
    Created,
    Updated,
}

/// The last version of each entry, as a program keeps it.
#[derive(Default)]
struct Kept {
    minutes: BTreeMap<u64, i32>,
    versions: BTreeSet<(u64, String, i32)>,
    twice: usize,
}

impl Kept {
    fn note(&mut self, entry: &TimeEntry, by: By) {
        let id = entry.id.to_string().parse().unwrap();
        let minutes = entry.time_in_minutes.unwrap();
        let is_known = self.minutes.insert(id, minutes).is_some();
        let version = (id, entry.updated_at.unwrap().to_string(), minutes);
        let is_same = !self.versions.insert(version);
        self.twice += usize::from(is_same || (is_known && by == By::Created));
    }
}

/// Reads from a checkpoint on, and returns the next one. A run can stop after any entry, as if its process were killed.
async fn run(
    client: &Client,
    by: By,
    stored: Option<String>,
    stop: Option<u64>,
    kept: &mut Kept,
) -> String {
    let request = client.get_time_entries().per_page(20);
    let mut entries = match by {
        By::Created => request.stream_by_created_at(),
        By::Updated => request.stream_by_updated_at(),
    };
    if let Some(stored) = stored {
        let checkpoint: Checkpoint = serde_json::from_str(&stored).unwrap();
        entries = entries.resume_from(checkpoint).unwrap();
    }
    let mut left = stop.unwrap_or(u64::MAX);
    while left > 0
        && let Some(entry) = entries.next().await
    {
        kept.note(&entry.unwrap(), by);
        left -= 1;
    }
    serde_json::to_string(&entries.checkpoint()).unwrap()
}

async fn check(by: By, seed: u64) {
    let settings = Settings {
        includes_bounds: seed.is_multiple_of(2),
        ..Settings::default()
    };
    let mut random = Random::new(seed);
    let connected = filled(130, settings).changing(Random::new(seed + OTHER), 3);
    let client = connected.client();
    let (mut kept, mut stored) = (Kept::default(), None);
    for _ in 0..3 {
        let stop = random.once_in(2).then(|| random.below(160));
        stored = Some(run(&client, by, stored, stop, &mut kept).await);
    }
    // From now on nothing changes any more.
    connected.still();
    run(&client, by, stored, None, &mut kept).await;
    assert_eq!(kept.twice, 0, "seed {seed}");
    compare(&connected, by, &kept, seed);
}

/// Compares with what is in the service.
fn compare(connected: &Connected, by: By, kept: &Kept, seed: u64) {
    connected.service().edit(|store| {
        for entry in store.entries() {
            let minutes = kept.minutes.get(&entry.id).copied().map(i64::from);
            match by {
                By::Created => assert!(minutes.is_some(), "seed {seed}: {entry:?} is lost"),
                By::Updated => assert_eq!(
                    minutes,
                    Some(entry.time_in_minutes),
                    "seed {seed}: {entry:?}"
                ),
            }
        }
    });
}

#[tokio::test(start_paused = true)]
async fn by_the_time_of_change_each_version_comes_once() {
    for seed in 0..runs() {
        check(By::Updated, seed).await;
    }
}

#[tokio::test(start_paused = true)]
async fn by_the_time_of_creation_each_entry_comes_once() {
    for seed in 0..runs() {
        check(By::Created, seed).await;
    }
}
