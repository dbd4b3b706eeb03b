//! [`Reading`]: the entries that a reader of a list saw, compared with those that were there all the time.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::AddAssign,
    time::Duration,
};

use generated_client::models::TimeEntry;
use test_service::{Entry, Service, Settings};

use crate::connected::Connected;

/// The number of runs, each with another seed.
pub(crate) const SEEDS: u64 = 20;

/// A service with so many entries in one project, ten in each second.
pub(crate) struct Filled(Service);

pub(crate) fn service(entries: usize) -> Filled {
    filled(entries, Settings::default())
}

pub(crate) fn filled(entries: usize, settings: Settings) -> Filled {
    let service = Service::new(settings);
    let start = service.now();
    service.edit(|store| {
        store.add_project(11);
        for index in 0..entries {
            let entry = store.add(11);
            let before = Duration::from_secs((entries - index).div_ceil(10) as u64);
            entry.created_at = start - before;
            entry.updated_at = start - before;
        }
    });
    Filled(service)
}

impl Filled {
    /// Makes up to `most` random changes after each request.
    pub(crate) fn changing(self, random: test_service::Random, most: u64) -> Connected {
        Connected::changing(self.0, random, most)
    }

    /// Does something after each request.
    pub(crate) fn meanwhile(
        self,
        meanwhile: impl FnMut(&mut test_service::Store) + Send + 'static,
    ) -> Connected {
        Connected::with(self.0, meanwhile)
    }
}

/// The entries that a reader saw of a list.
pub(crate) struct Reading {
    before: BTreeSet<u64>,
    /// The number of times that each entry was seen, and its last content.
    seen: BTreeMap<u64, (usize, i32)>,
    /// Whether there was an error that entries are missing.
    pub(crate) is_noticed: bool,
}

/// The results of several readings.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    /// Entries that were there all the time and were not seen.
    pub(crate) lost: usize,
    /// Entries that were seen twice.
    pub(crate) twice: usize,
    /// Entries that were seen, but not as they are in the end.
    pub(crate) outdated: usize,
    /// Readings that lost an entry.
    pub(crate) with_loss: usize,
    /// Those of them after which there was an error.
    pub(crate) noticed: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.lost += other.lost;
        self.twice += other.twice;
        self.outdated += other.outdated;
        self.with_loss += other.with_loss;
        self.noticed += other.noticed;
    }
}

impl Reading {
    pub(crate) fn start(connected: &Connected) -> Self {
        Self {
            before: contents(connected).into_keys().collect(),
            seen: BTreeMap::new(),
            is_noticed: false,
        }
    }

    pub(crate) fn note(&mut self, entry: &TimeEntry) {
        let seen = self.seen.entry(entry.id.to_string().parse().unwrap());
        let seen = seen.or_default();
        *seen = (seen.0 + 1, entry.time_in_minutes.unwrap());
    }

    pub(crate) fn finish(self, connected: &Connected) -> Tally {
        let after = contents(connected);
        let stayed = self.before.iter().filter(|id| after.contains_key(id));
        let lost = stayed.filter(|id| !self.seen.contains_key(id)).count();
        let outdated = |(id, (_, minutes)): &(&u64, &(usize, i32))| {
            let entry = after.get(id);
            entry.is_some_and(|entry| entry.time_in_minutes != i64::from(*minutes))
        };
        Tally {
            lost,
            twice: self.seen.values().filter(|(count, _)| *count > 1).count(),
            outdated: self.seen.iter().filter(outdated).count(),
            with_loss: usize::from(lost > 0),
            noticed: usize::from(lost > 0 && self.is_noticed),
        }
    }
}

/// All entries of the service.
fn contents(connected: &Connected) -> BTreeMap<u64, Entry> {
    let service = connected.service();
    service.edit(|store| {
        store
            .entries()
            .map(|entry| (entry.id, entry.clone()))
            .collect()
    })
}
