//! How often each kind of call had each outcome.

use std::{collections::BTreeMap, fmt};

use generated_client::Outcome;

use crate::comparison::Call;

/// The number of calls by kind and outcome. A request of several entries is one call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally(BTreeMap<String, usize>);

impl Tally {
    pub(crate) fn count(&mut self, kind: &str, call: Call) {
        let mut count = |what: String| *self.0.entry(what).or_default() += 1;
        count(format!("{kind} {:?}", call.outcome));
        if call.attempts > 1 && call.outcome == Outcome::Applied {
            count(format!("{kind} sent again"));
        }
        if call.attempts == 0 {
            count(format!("{kind} held back"));
        }
    }

    /// Adds creations whose outcome is unknown, although the server never read them.
    pub(crate) fn never_read(&mut self, count: usize) {
        *self
            .0
            .entry("creation Unknown, never read".to_owned())
            .or_default() += count;
    }

    pub(crate) fn add(&mut self, other: Self) {
        for (what, count) in other.0 {
            *self.0.entry(what).or_default() += count;
        }
    }

    pub(crate) fn get(&self, what: &str) -> usize {
        self.0.get(what).copied().unwrap_or(0)
    }

    /// Returns the number of calls with this outcome. Reads are left out.
    fn with(&self, outcome: Outcome) -> usize {
        let kinds = ["creation", "update", "deletion"].iter();
        kinds
            .map(|kind| self.get(&format!("{kind} {outcome:?}")))
            .sum()
    }

    /// Returns the number of calls but for reads.
    pub(crate) fn calls(&self) -> usize {
        let outcomes = [Outcome::Applied, Outcome::NotApplied, Outcome::Unknown];
        outcomes.into_iter().map(|outcome| self.with(outcome)).sum()
    }
}

/// Shows the share of each outcome, of all calls and by kind.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let calls = self.calls();
        write!(f, "{calls} calls")?;
        for outcome in [Outcome::Applied, Outcome::NotApplied, Outcome::Unknown] {
            let count = self.with(outcome);
            let share = count * 1_000 / calls.max(1);
            write!(f, ", {outcome:?} {count} ({}.{} %)", share / 10, share % 10)?;
        }
        for (what, count) in &self.0 {
            write!(f, "\n  {what}: {count}")?;
        }
        Ok(())
    }
}
