//! The client's reports, compared with the entries of the server.

use std::collections::HashMap;

use generated_client::{Error, Outcome, Response};

use crate::store::Store;

/// The client's report of one call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    pub(crate) outcome: Outcome,
    /// How often it was sent.
    pub(crate) attempts: u32,
    /// Whether there is a result.
    pub(crate) is_ok: bool,
}

impl Call {
    pub(crate) fn of<T>(result: &Result<Response<T>, Error>) -> Self {
        match result {
            Ok(response) => Self {
                outcome: Outcome::Applied,
                attempts: response.attempts(),
                is_ok: true,
            },
            Err(error) => Self {
                outcome: error.outcome(),
                attempts: error.attempts(),
                is_ok: false,
            },
        }
    }

    /// Returns whether an attempt can still arrive after the call is over.
    fn can_arrive_late(self) -> bool {
        self.attempts > 1 || self.outcome == Outcome::Unknown
    }
}

/// The calls that were made for one entry, in order.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) note: u64,
    /// Known if a response said so.
    pub(crate) id: Option<u64>,
    pub(crate) creation: Call,
    /// Each with its minutes, which no other update of the entry has.
    pub(crate) updates: Vec<(i64, Call)>,
    pub(crate) deletions: Vec<Call>,
    /// The number of successes with another entry than this one.
    pub(crate) others: usize,
    /// Whether it is the first entry of the call that created it.
    pub(crate) is_first: bool,
}

impl Record {
    pub(crate) fn new(note: u64, id: Option<u64>, creation: Call) -> Self {
        Self {
            others: usize::from(creation.is_ok && id.is_none()),
            is_first: true,
            note,
            id,
            creation,
            updates: Vec::new(),
            deletions: Vec::new(),
        }
    }
}

/// Returns every difference between the reports and the entries of the server. Each begins with its kind and a colon.
pub(crate) fn compare(records: &[Record], store: &Store) -> Vec<String> {
    let mut problems = Vec::new();
    let mut held: HashMap<u64, Vec<i64>> = HashMap::new();
    for entry in store.entries.values() {
        held.entry(entry.note).or_default().push(entry.minutes);
    }
    for record in records {
        let created = store.created.get(&record.note).copied().unwrap_or(0);
        let minutes = held.remove(&record.note).unwrap_or_default();
        let checks = [
            check_creation(record, created),
            check_updates(record, store),
            check_presence(record, created, minutes.len()),
            check_minutes(record, &minutes),
            check(record.others == 0, "a success with another entry"),
        ];
        let found = checks.into_iter().filter_map(Result::err);
        problems.extend(found.map(|problem| format!("{problem}: {record:?}, held: {minutes:?}")));
    }
    problems.extend(
        held.keys()
            .map(|note| format!("created by no call: {note}")),
    );
    problems
}

fn check(is_so: bool, problem: &str) -> Result<(), String> {
    if is_so {
        Ok(())
    } else {
        Err(problem.to_owned())
    }
}

fn check_creation(record: &Record, created: usize) -> Result<(), String> {
    check(created <= 1, "created twice")?;
    match record.creation.outcome {
        Outcome::Applied => check(created == 1, "a creation was lost"),
        Outcome::NotApplied => check(created == 0, "created, and reported not to be"),
        Outcome::Unknown => Ok(()),
    }
}

fn check_updates(record: &Record, store: &Store) -> Result<(), String> {
    for (minutes, call) in &record.updates {
        let id = record.id.unwrap_or_default();
        let count = store.updated.get(&(id, *minutes)).copied().unwrap_or(0);
        check(
            count <= call.attempts as usize,
            "updated more often than it was sent",
        )?;
        match call.outcome {
            Outcome::Applied => check(count > 0, "an update was lost")?,
            Outcome::NotApplied => check(count == 0, "updated, and reported not to be")?,
            Outcome::Unknown => {}
        }
    }
    Ok(())
}

fn check_presence(record: &Record, created: usize, held: usize) -> Result<(), String> {
    let is_any = |outcome| record.deletions.iter().any(|call| call.outcome == outcome);
    if is_any(Outcome::Applied) {
        return check(held == 0, "deleted, and still there");
    }
    if is_any(Outcome::Unknown) {
        return Ok(());
    }
    check(
        held == created,
        "gone, and nothing reported to have deleted it",
    )
}

/// The entry has the minutes of the last update that succeeded, or of a later one whose outcome is unknown.
///
/// It can also have those of an earlier update with an attempt that got no response: that attempt can arrive at any time.
/// No client can prevent that, and the README says so.
fn check_minutes(record: &Record, held: &[i64]) -> Result<(), String> {
    let last = record
        .updates
        .iter()
        .rposition(|(_, call)| call.outcome == Outcome::Applied);
    let is_possible = |minutes: i64| match record.updates.iter().position(|(it, _)| *it == minutes)
    {
        None => last.is_none(),
        Some(place) => {
            let (_, call) = record.updates[place];
            let is_latest = last.is_none_or(|last| place >= last);
            is_latest && call.outcome != Outcome::NotApplied || call.can_arrive_late()
        }
    };
    check(
        held.iter().all(|minutes| is_possible(*minutes)),
        "another update is held",
    )
}

/// Returns the number of creations whose outcome is unknown, although the server never read them.
pub(crate) fn never_read(records: &[Record], store: &Store) -> usize {
    let unknown = records
        .iter()
        .filter(|record| record.is_first && record.creation.outcome == Outcome::Unknown);
    unknown
        .filter(|record| !store.asked.contains(&record.note))
        .count()
}
