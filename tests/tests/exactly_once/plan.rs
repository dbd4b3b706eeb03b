//! Random plans: several lanes that run at once, each a sequence of steps.

use std::ops::RangeInclusive;

use proptest::{collection::vec, prelude::*};

#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// The seed of the schedule by which the server treats requests.
    pub(crate) seed: u64,
    pub(crate) lanes: Vec<Vec<Step>>,
}

/// One call, mostly. A call that needs entries takes those that its own lane has created, counted in a circle.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Create,
    Update(usize),
    Delete(usize),
    /// Creates this many, in chunks.
    CreateSeveral(u64),
    /// Deletes this many, in chunks.
    DeleteSeveral(usize),
    /// Reads one. It leaves an idle connection behind.
    Read(usize),
    /// Keeps the thread busy for so many microseconds, so that no connection is looked after.
    Busy(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let size: RangeInclusive<u64> = 1..=230;
    prop_oneof![
        40 => Just(Step::Create),
        40 => (0..40_usize).prop_map(Step::Update),
        15 => (0..40_usize).prop_map(Step::Delete),
        4 => size.prop_map(Step::CreateSeveral),
        4 => (1..=110_usize).prop_map(Step::DeleteSeveral),
        15 => (0..40_usize).prop_map(Step::Read),
        5 => (100..2_000_u64).prop_map(Step::Busy),
    ]
}

pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    let lanes = vec(vec(step(), 1..60), 1..20);
    // A smaller seed is no simpler.
    (any::<u64>().no_shrink(), lanes).prop_map(|(seed, lanes)| Plan { seed, lanes })
}
