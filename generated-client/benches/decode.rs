//! How long it takes to read a page of 200 entries with everything loaded beside them, and what is allocated for it:
//! by the client, by structs as one would write them with serde's derive, and by `serde_json::Value`.
//!
//! `cargo bench -p generated-client --bench decode [-- CONTENDER]`; medians of 301 rounds, in each of which all of them
//! have their turn, so that a busy machine is as busy for each. With the name of a contender, only this one is run,
//! ten times: for a profiler.
//!
//! The time of the same instructions moves by 5 % with their place in the program, for each contender by itself. So whether
//! a change costs anything is told by `valgrind --tool=callgrind`, for one contender.

use std::alloc::System;
use std::error::Error;
use std::time::{Duration, Instant};
use std::{env, hint, str};

use generated_client::models::TimeEntryPage;
use generated_client::{Call, Client, RawResponse};
use runtime::{Decode, Linked};
use serde_json::Value;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use test_server::Server;

#[path = "decode/page.rs"]
mod page;

/// Counts what is allocated. It has no switch, so the times hold the counting, too: four atomic additions
/// for each allocation that is made and freed.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const ROUNDS: usize = 301;

/// The types of the client where the derive has something to decide.
#[allow(dead_code, reason = "only read")]
mod same_types {
    type Map<K, V> = std::collections::BTreeMap<K, V>;
    type Id = generated_client::Id;
    type IntegerId = generated_client::Id;

    include!("decode/derived.rs");
}

#[allow(dead_code, reason = "only read")]
mod text_in_tree {
    type Map<K, V> = std::collections::BTreeMap<K, V>;
    type Id = String;
    type IntegerId = u64;

    include!("decode/derived.rs");
}

#[allow(dead_code, reason = "only read")]
mod text_in_hash {
    type Map<K, V> = std::collections::HashMap<K, V>;
    type Id = String;
    type IntegerId = u64;

    include!("decode/derived.rs");
}

type Times = Result<[Duration; 2], Box<dyn Error>>;

/// Reads the page, and says how long that took and how long it took to be rid of it.
type Contender = (&'static str, fn(&RawResponse) -> Times);

const CONTENDERS: [Contender; 6] = [
    ("client", |response| {
        time(|| Ok(Linked::<TimeEntryPage>::decode(response)?))
    }),
    ("derive, same types", |response| {
        time(|| Ok(serde_json::from_slice::<same_types::Page>(response.body())?))
    }),
    // For who knows that one check of the whole is faster than one of each text.
    ("the same by from_str", |response| {
        time(|| {
            let body = str::from_utf8(response.body())?;
            Ok(serde_json::from_str::<same_types::Page>(body)?)
        })
    }),
    ("derive, String, BTreeMap", |response| {
        time(|| {
            Ok(serde_json::from_slice::<text_in_tree::Page>(
                response.body(),
            )?)
        })
    }),
    ("derive, String, HashMap", |response| {
        time(|| {
            Ok(serde_json::from_slice::<text_in_hash::Page>(
                response.body(),
            )?)
        })
    }),
    ("serde_json::Value", |response| {
        time(|| Ok(serde_json::from_slice::<Value>(response.body())?))
    }),
];

fn time<T>(read: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Times {
    let start = Instant::now();
    let value = hint::black_box(read()?);
    let read = start.elapsed();
    drop(value);
    Ok([read, start.elapsed() - read])
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // As a test, it makes sure that everyone reads the whole page, and measures nothing.
    let is_test = !env::args().any(|argument| argument == "--bench");
    let name = env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    if let Some(name) = name.filter(|_| !is_test) {
        let response = response(page::page(page::Order::Documented)).await?;
        let found = CONTENDERS.iter().find(|contender| contender.0 == name);
        let (_, read) = found.ok_or("there is no such contender")?;
        return (0..10).try_for_each(|_| read(&response).map(drop));
    }
    for order in [page::Order::Documented, page::Order::Other] {
        let response = response(page::page(order)).await?;
        let page: TimeEntryPage = response.json()?;
        let is_complete = page.time_entries().count() as u64 == page::ENTRIES
            && count(&serde_json::to_value(&page)?) == count(&response.json()?);
        let has_unknown = format!("{page:?}").contains("additional: {\"");
        if !is_complete || has_unknown {
            return Err("the page holds something that the client does not know".into());
        }
        if is_test {
            CONTENDERS
                .iter()
                .try_for_each(|(_, read)| read(&response).map(drop))?;
            continue;
        }
        let size = response.body().len() / 1000;
        println!("\n{size} KB of JSON, properties in order: {order:?}");
        measure(&response)?;
    }
    Ok(())
}

/// The response that the client has for this body: only a server can make it one.
async fn response(body: String) -> Result<RawResponse, Box<dyn Error>> {
    let server = Server::sending(test_server::response("200 OK", "", &body));
    let client = Client::builder("token")
        .base_url(server.base_url())
        .build()?;
    Ok(client.get_time_entries().send_raw().await?)
}

/// How many values there are in a value.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(properties) => properties.values().map(count).sum(),
        _ => 0,
    }
}

fn measure(response: &RawResponse) -> Result<(), Box<dyn Error>> {
    let mut times = CONTENDERS.map(|_| [const { Vec::new() }; 2]);
    for _ in 0..ROUNDS {
        for ((_, read), times) in CONTENDERS.iter().zip(&mut times) {
            // The first time only fills the caches with what this contender needs.
            read(response)?;
            for (times, time) in times.iter_mut().zip(read(response)?) {
                times.push(time);
            }
        }
    }
    println!(
        "{:<25} {:>8} {:>6} {:>8} {:>12} {:>9}",
        "", "read, µs", "ratio", "drop, µs", "allocations", "KB"
    );
    let mut first = None;
    for ((name, read), times) in CONTENDERS.iter().zip(times) {
        let region = Region::new(ALLOCATOR);
        read(response)?;
        let allocated = region.change();
        let [read, drop] = times.map(|times| median(times).as_secs_f64() * 1e6);
        let ratio = read / *first.get_or_insert(read);
        // A list that grows is moved, which costs as much.
        let allocations = allocated.allocations + allocated.reallocations;
        let kilobytes = allocated.bytes_allocated / 1000;
        println!(
            "{name:<25} {read:>8.0} {ratio:>6.2} {drop:>8.0} {allocations:>12} {kilobytes:>9}"
        );
    }
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
