//! Random plans are carried out, and the client's reports are compared with the entries of the server.

use std::{
    collections::BTreeMap,
    env,
    hash::{BuildHasher, Hasher, RandomState},
    sync::Mutex,
    time::Duration,
};

use generated_client::{Client, Retry};
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};
use tokio::runtime::Runtime;

use crate::{
    comparison::{Record, compare, tally},
    lane::Lane,
    plan::{Plan, Step, plan},
    server::{Server, TIMEOUT},
    store::Store,
};

/// The number of plans.
const CASES: u32 = 16;

/// Waits that are short enough for a test.
pub(crate) fn quick() -> Retry {
    Retry::default()
        .first_wait(Duration::from_millis(1))
        .max_wait(Duration::from_millis(8))
        .max_total(Duration::from_secs(5))
}

/// Carries out a plan, and returns the client's reports and the entries of the server.
async fn carry_out(plan: &Plan, retry: Retry) -> (Vec<Record>, Store) {
    let server = Server::start(plan.seed);
    let builder = Client::builder("token").base_url(server.base_url());
    let client = builder
        .timeout(TIMEOUT)
        .retry_budget(u32::MAX)
        .build()
        .unwrap();
    let lanes = plan.lanes.iter().enumerate().map(|(number, steps)| {
        let retry = match number % 8 {
            6 => retry.max_wait(Duration::from_millis(1)),
            7 => retry.max_attempts(1),
            _ => retry,
        };
        let lane = Lane::new(client.clone(), retry, number + 1);
        tokio::spawn(lane.run(steps.clone()))
    });
    let lanes: Vec<_> = lanes.collect();
    let mut records = Vec::new();
    for lane in lanes {
        records.extend(lane.await.unwrap());
    }
    drop(client);
    (records, server.settled().await)
}

pub(crate) fn runtime() -> Runtime {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(2).enable_all().build().unwrap()
}

fn variable(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

/// A new seed each time, unless the environment sets it.
pub(crate) fn seed() -> u64 {
    let random = RandomState::new().build_hasher().finish();
    variable("EXACTLY_ONCE_SEED").unwrap_or(random)
}

#[test]
fn the_reports_of_the_client_agree_with_the_entries_of_the_server() {
    let cases = variable("PROPTEST_CASES").map_or(CASES, |cases| cases.try_into().unwrap());
    let seed = seed();
    let mut runner = TestRunner::new(Config {
        cases,
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        // Each takes a while.
        max_shrink_iters: 100,
        ..Config::default()
    });
    let runtime = runtime();
    let seen = Mutex::new(BTreeMap::new());
    let result = runner.run(&plan(), |plan| {
        let (records, store) = runtime.block_on(carry_out(&plan, quick()));
        tally(&records, &mut seen.lock().unwrap());
        let problems = compare(&records, &store);
        match problems.is_empty() {
            true => Ok(()),
            false => Err(TestCaseError::fail(problems.join("\n"))),
        }
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(reason, plan)) => {
            panic!(
                "EXACTLY_ONCE_SEED={seed} (schedule {}): {plan:?}\n{reason}",
                plan.seed
            )
        }
        Err(error) => panic!("EXACTLY_ONCE_SEED={seed}: {error}"),
    }

    let seen = seen.into_inner().unwrap();
    println!("EXACTLY_ONCE_SEED={seed}: {seen:#?}");
    // The comparison shows nothing unless every outcome occurred.
    if cases >= CASES {
        for call in ["creation", "update", "deletion"] {
            for what in [
                "Applied",
                "NotApplied",
                "Unknown",
                "sent again",
                "held back",
            ] {
                let what = format!("{call} {what}");
                assert!(
                    seen.contains_key(&what),
                    "EXACTLY_ONCE_SEED={seed}: no {what} in {seen:?}"
                );
            }
        }
    }
}

/// A client that is told to send creations again when their outcome is unknown creates some of them twice, and the
/// comparison reports those.
#[test]
fn the_comparison_reports_entries_that_were_created_twice() {
    let plan = Plan {
        seed: 1,
        lanes: vec![vec![Step::Create; 100]; 8],
    };
    let bold = quick().not_idempotent_too(true);
    let (records, store) = runtime().block_on(carry_out(&plan, bold));
    let problems = compare(&records, &store);
    let twice = problems
        .iter()
        .filter(|problem| problem.starts_with("created twice"));
    assert!(twice.count() > 0, "{problems:?}");
}
