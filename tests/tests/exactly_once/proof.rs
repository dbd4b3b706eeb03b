//! Random plans are carried out, and the client's reports are compared with the entries of the server.

use std::{
    collections::BTreeMap,
    env,
    hash::{BuildHasher, Hasher, RandomState},
    sync::Arc,
    time::Duration,
};

use generated_client::{Client, Retry};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner},
};
use tokio::{runtime::Runtime, sync::Semaphore};

use crate::{
    behaviours::Behaviours,
    comparison::{Record, compare, never_read},
    lane::Lane,
    plan::{Plan, Step, plan},
    server::{Server, TIMEOUT},
    store::Store,
    tally::Tally,
};

/// The number of plans.
const CASES: usize = 32;

/// The number of plans that are carried out at once, each with a server and a client of its own. They wait most of the time.
const AT_ONCE: usize = 8;

/// Waits that are short enough for a test.
pub(crate) fn quick() -> Retry {
    Retry::default()
        .first_wait(Duration::from_millis(1))
        .max_wait(Duration::from_millis(8))
        .max_total(Duration::from_secs(5))
}

/// The client's reports on a plan, and the entries of the server.
struct Reports {
    records: Vec<Record>,
    tally: Tally,
    store: Store,
}

async fn carry_out(plan: &Plan, retry: Retry, behaviours: Behaviours) -> Reports {
    let server = Server::start(plan.seed, behaviours);
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
    let mut tally = Tally::default();
    for lane in lanes {
        let (of_lane, counts) = lane.await.unwrap();
        records.extend(of_lane);
        tally.add(counts);
    }
    drop(client);
    let store = server.settled().await;
    tally.never_read(never_read(&records, &store));
    Reports {
        records,
        tally,
        store,
    }
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

fn runner(seed: u64) -> TestRunner {
    TestRunner::new(Config {
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        // Each takes a while.
        max_shrink_iters: 100,
        ..Config::default()
    })
}

/// A plan that can be made smaller, with the differences that it showed.
struct Tried<T> {
    tree: T,
    problems: Vec<String>,
    tally: Tally,
}

/// Carries out `count` plans.
fn try_plans(
    runtime: &Runtime,
    runner: &mut TestRunner,
    count: usize,
) -> Vec<Tried<impl ValueTree<Value = Plan> + use<>>> {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let tried = (0..count).map(|_| {
        let tree = plan().new_tree(runner).unwrap();
        let (plan, permits) = (tree.current(), Arc::clone(&permits));
        let reports = runtime.spawn(async move {
            let _permit = permits.acquire().await.unwrap();
            let reports = carry_out(&plan, quick(), Behaviours::all()).await;
            (compare(&reports.records, &reports.store), reports.tally)
        });
        (tree, reports)
    });
    let tried: Vec<_> = tried.collect();
    let done = tried.into_iter().map(|(tree, reports)| {
        let (problems, tally) = runtime.block_on(reports).unwrap();
        Tried {
            tree,
            problems,
            tally,
        }
    });
    done.collect()
}

/// Makes a plan as small as it can be while it shows a difference, and returns that.
fn smallest(
    runtime: &Runtime,
    runner: &mut TestRunner,
    tried: Tried<impl ValueTree<Value = Plan>>,
) -> String {
    let plan = tried.tree.current();
    let result = runner.run_one(tried.tree, |plan| {
        let behaviours = Behaviours::all();
        let reports = runtime.block_on(carry_out(&plan, quick(), behaviours));
        let problems = compare(&reports.records, &reports.store);
        match problems.is_empty() {
            true => Ok(()),
            false => Err(TestCaseError::fail(problems.join("\n"))),
        }
    });
    match result {
        Err(TestError::Fail(reason, plan)) => {
            format!("(schedule {}) {plan:?}\n{reason}", plan.seed)
        }
        _ => {
            let problems = tried.problems.join("\n");
            format!(
                "(schedule {}, not each time) {plan:?}\n{problems}",
                plan.seed
            )
        }
    }
}

#[test]
fn the_reports_of_the_client_agree_with_the_entries_of_the_server() {
    let cases = variable("PROPTEST_CASES").map_or(CASES, |cases| cases.try_into().unwrap());
    let seed = seed();
    let (runtime, mut runner) = (runtime(), runner(seed));
    let mut seen = Tally::default();
    for tried in try_plans(&runtime, &mut runner, cases) {
        if !tried.problems.is_empty() {
            let smallest = smallest(&runtime, &mut runner, tried);
            panic!("EXACTLY_ONCE_SEED={seed}: {smallest}");
        }
        seen.add(tried.tally);
    }
    println!("EXACTLY_ONCE_SEED={seed}: {cases} plans, {seen}");
    // The comparison shows nothing unless every outcome occurred.
    if cases >= CASES {
        const CALLS: [&str; 3] = ["creation", "update", "deletion"];
        for call in CALLS {
            for what in ["Applied", "NotApplied", "Unknown", "sent again"] {
                let what = format!("{call} {what}");
                assert!(
                    seen.get(&what) > 0,
                    "EXACTLY_ONCE_SEED={seed}: no {what} in {seen}"
                );
            }
        }
        // A hold lasts for the rest of a plan, so it is too rare to meet each kind of call.
        let held = CALLS.map(|call| seen.get(&format!("{call} held back")));
        assert!(
            held.iter().sum::<usize>() > 0,
            "EXACTLY_ONCE_SEED={seed}: no call was held back in {seen}"
        );
    }
}

/// Counts the differences of many plans, and shows some of them.
#[test]
#[ignore = "takes minutes: to be run by hand"]
fn the_reports_of_the_client_agree_with_the_entries_of_the_server_in_a_long_run() {
    let calls = variable("EXACTLY_ONCE_CALLS").unwrap_or(100_000);
    let calls = usize::try_from(calls).unwrap();
    let seed = seed();
    let (runtime, mut runner) = (runtime(), runner(seed));
    let (mut seen, mut plans) = (Tally::default(), 0);
    let mut problems: BTreeMap<String, Vec<String>> = BTreeMap::new();
    while seen.calls() < calls {
        for tried in try_plans(&runtime, &mut runner, CASES) {
            plans += 1;
            seen.add(tried.tally);
            for problem in tried.problems {
                let kind = problem.split(':').next().unwrap_or_default().to_owned();
                problems.entry(kind).or_default().push(problem);
            }
        }
    }
    println!("EXACTLY_ONCE_SEED={seed}: {plans} plans, {seen}");
    let twice = problems.remove("created twice").unwrap_or_default();
    println!("duplicates: {}", twice.len());
    println!(
        "false outcomes: {}",
        problems.values().map(Vec::len).sum::<usize>()
    );
    for (kind, problems) in &problems {
        println!("  {kind}: {}, such as {}", problems.len(), problems[0]);
    }
    assert!(
        twice.is_empty() && problems.is_empty(),
        "EXACTLY_ONCE_SEED={seed}"
    );
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
    let reports = runtime().block_on(carry_out(&plan, bold, Behaviours::all()));
    let problems = compare(&reports.records, &reports.store);
    let twice = problems
        .iter()
        .filter(|problem| problem.starts_with("created twice"));
    assert!(twice.count() > 0, "{problems:?}");
}
