//! The events of `tracing` that tell of waits, budgets and deviations.

use std::{
    cell::RefCell,
    fmt::{Debug, Write},
    sync::Once,
};

use runtime::Retry;
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
    subscriber::Interest,
};

use crate::retries::{OK, READ, SECOND, Script, Step, patient, send};

thread_local! {
    /// The events of this thread, one line each, if a test records them.
    static LINES: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// Hears all threads, because what is heard of a place in the source is decided once for all of them.
struct Everything;

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, "{}={value:?} ", field.name()).unwrap();
    }
}

impl Subscriber for Everything {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "runtime::trace" && LINES.with_borrow(Option::is_some)
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(String::new());
        event.record(&mut fields);
        LINES.with_borrow_mut(|lines| lines.iter_mut().for_each(|it| it.push(fields.0.clone())));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The events of a call that follows a script.
async fn events(script: &Script, retry_budget: u32, retry: Retry) -> Vec<String> {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| tracing::subscriber::set_global_default(Everything).unwrap());
    LINES.set(Some(Vec::new()));
    let client = script.builder().retry_budget(retry_budget).build().unwrap();
    // Its result is among the events.
    drop(send(&client, &READ, retry).await);
    LINES.take().unwrap()
}

/// Whether one event has all of these parts.
fn has(events: &[String], parts: &[&str]) -> bool {
    events
        .iter()
        .any(|event| parts.iter().all(|part| event.contains(part)))
}

#[tokio::test(start_paused = true)]
async fn attempts_and_waits_are_told_with_their_milliseconds() {
    let busy = Step::Status(503, &[("retry-after", "40")]);
    let script = Script::new([busy, Step::LateBusy(7 * SECOND)]);
    let events = events(&script, 9, patient().max_attempts(2)).await;
    let told = ["retry after a wait", "wait_ms=40000 ", "status=503"];
    assert!(has(&events, &told), "{events:?}");
    let elapsed = [7_000, 7_001, 7_002].map(|elapsed| format!("elapsed_ms={elapsed} "));
    let is_told = |elapsed: &String| has(&events, &["received a response", elapsed, "status=429"]);
    assert!(elapsed.iter().any(is_told), "{events:?}");
}

#[tokio::test(start_paused = true)]
async fn it_is_told_why_there_is_no_retry() {
    let script = Script::new([Step::Status(503, &[]), OK]);
    let told = ["no retry: the budget of the client is used up", "attempt=1"];
    assert!(has(&events(&script, 0, patient()).await, &told));
    let script = Script::new([Step::Status(503, &[]), OK]);
    assert!(!has(&events(&script, 9, patient()).await, &told[..1]));
}

#[tokio::test(start_paused = true)]
async fn what_was_tolerated_before_a_retry_is_told() {
    let script = Script::new([Step::Status(503, &[("retry-after-ms", "7")]), OK]);
    let events = events(&script, 9, patient()).await;
    let told = [
        "tolerated a deviation of the response",
        "operation=\"read\"",
        "status=503",
        "tolerated=retry-after-ms: a wait that is not in `Retry-After`",
    ];
    assert!(has(&events, &told), "{events:?}");
}
