//! The example `record_once` against the same server: it runs twice for each entry, and records no entry twice.

use std::time::Duration;

use generated_client::{Client, date, models::NewTimeEntry};

use crate::{
    behaviours::{Behaviour, Behaviours},
    proof::{quick, runtime, seed},
    server::{Server, TIMEOUT},
};

// `main` is for the command line; here, `run` is called.
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../../generated-client/examples/record_once.rs"]
mod example;

/// Much longer than the late effects of the server take, because the example cannot rule out an effect that comes later
/// than it waits.
const WAITS: [Duration; 2] = [Duration::ZERO, Duration::from_secs(1)];

/// The report of one entry: its id, or the error.
struct Report {
    note: u64,
    result: Result<u64, String>,
}

/// Records the entries of one lane, one after another, and all of them again.
async fn record(client: Client, lane: u64) -> Vec<Report> {
    let mut reports = Vec::new();
    for _ in 0..2 {
        for note in (lane * 1_000)..(lane * 1_000 + 8) {
            let entry = NewTimeEntry::new(7, date(2026, 11, 24), 1);
            let result = example::run(&client, entry, &note.to_string(), &WAITS).await;
            let result = result.map(|id| id.as_u64().unwrap());
            let result = result.map_err(|error| error.to_string());
            reports.push(Report { note, result });
        }
        // After an unknown outcome, a user does not run it again at once.
        tokio::time::sleep(WAITS[1]).await;
    }
    reports
}

#[test]
fn no_entry_is_recorded_twice() {
    let seed = seed();
    // A read that takes the response to another one for its own may miss an entry. No client can see that.
    let behaviours = Behaviours::all().without(Behaviour::RespondsTwice);
    let (reports, store) = runtime().block_on(async {
        let server = Server::start(seed, behaviours);
        let builder = Client::builder("token").base_url(server.base_url());
        let builder = builder
            .timeout(TIMEOUT)
            .retry(quick())
            .retry_budget(u32::MAX);
        let client = builder.build().unwrap();
        let lanes = (1..=16).map(|lane| tokio::spawn(record(client.clone(), lane)));
        let lanes: Vec<_> = lanes.collect();
        let mut reports = Vec::new();
        for lane in lanes {
            reports.extend(lane.await.unwrap());
        }
        drop(client);
        (reports, server.settled().await)
    });
    for report in &reports {
        let note = report.note;
        let created = store.created.get(&note).copied().unwrap_or(0);
        assert!(
            created <= 1,
            "EXACTLY_ONCE_SEED={seed}: {note} is there {created} times"
        );
        if let Ok(id) = report.result {
            assert_eq!(store.entries[&id].note, note, "EXACTLY_ONCE_SEED={seed}");
        }
    }
    let recorded = reports
        .iter()
        .filter(|report| report.result.is_ok())
        .count();
    println!(
        "EXACTLY_ONCE_SEED={seed}: {recorded} of {} recorded",
        reports.len()
    );
    assert!(recorded > 0);
}
