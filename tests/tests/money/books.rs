//! What the client reported, compared with what the server holds.

use std::collections::{BTreeMap, HashMap};

use generated_client::{Error, Outcome, Response};

use crate::store::Store;

/// What a call reported.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    pub(crate) outcome: Outcome,
    /// How often it was sent.
    pub(crate) attempts: u32,
}

impl Call {
    pub(crate) fn of<T>(result: &Result<Response<T>, Error>) -> Self {
        match result {
            Ok(answer) => Self {
                outcome: Outcome::Applied,
                attempts: answer.attempts(),
            },
            Err(error) => Self {
                outcome: error.outcome(),
                attempts: error.attempts(),
            },
        }
    }

    /// Whether something that was sent can still arrive after the call is over.
    fn can_arrive_late(self) -> bool {
        self.attempts > 1 || self.outcome == Outcome::Unknown
    }
}

/// Everything that was asked for about one entry, in order.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) note: u64,
    /// Known if the answer said so.
    pub(crate) id: Option<u64>,
    pub(crate) creation: Call,
    /// Each with its minutes, which no other update of the entry has.
    pub(crate) updates: Vec<(i64, Call)>,
    pub(crate) deletions: Vec<Call>,
}

impl Record {
    pub(crate) fn new(note: u64, id: Option<u64>, creation: Call) -> Self {
        Self {
            note,
            id,
            creation,
            updates: Vec::new(),
            deletions: Vec::new(),
        }
    }
}

/// Every way in which the server holds something else than what was reported.
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
        ];
        let found = checks.into_iter().filter_map(Result::err);
        problems.extend(found.map(|problem| format!("{problem}: {record:?}, held: {minutes:?}")));
    }
    problems.extend(held.keys().map(|note| format!("nobody created {note}")));
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

/// What is held is what the last update that succeeded has set, or one after it whose outcome is unknown.
///
/// Or one before it of which something was sent that had no answer: it can arrive at any time. No client can
/// prevent that, and the README says so.
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

/// How often each kind of call had each outcome, and how often one that was sent again succeeded.
pub(crate) fn tally(records: &[Record], tally: &mut BTreeMap<String, usize>) {
    let mut count = |what: &str, call: &Call| {
        *tally
            .entry(format!("{what} {:?}", call.outcome))
            .or_default() += 1;
        if call.attempts > 1 && call.outcome == Outcome::Applied {
            *tally.entry(format!("{what} sent again")).or_default() += 1;
        }
        if call.attempts == 0 {
            *tally.entry(format!("{what} held back")).or_default() += 1;
        }
    };
    for record in records {
        count("creation", &record.creation);
        record
            .updates
            .iter()
            .for_each(|(_, call)| count("update", call));
        record
            .deletions
            .iter()
            .for_each(|call| count("deletion", call));
    }
}
