//! How much memory a response takes that was made to take much.
//!
//! The peak of the whole process is measured, so this is one test in a process of its own.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

// In generated code, and so in these tests, the runtime has this name.
extern crate specwright_runtime as runtime;

use std::fs;

use runtime::{
    Client, ClientBuilder, Error, Event, EventStream, Events, Id, Json, Method, Operation,
    RawResponse, Request, Retry, Text, Undocumented, Value, object,
};
use test_server::{Server, chunked, response};

static GET: Operation = Operation::new("get", Method::GET, "/", &[200]);

const MIB: usize = 1 << 20;

/// A field of `/proc/self/status`, in bytes.
fn status(field: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap();
    let number = line.split_whitespace().nth(1).unwrap();
    number.parse::<usize>().unwrap() * 1024
}

/// Returns the memory that `run` takes at its peak, beyond what is taken before, in MiB. It is 0 where the system does not
/// let the peak be measured anew.
async fn peak<T>(run: impl Future<Output = T>) -> (T, usize) {
    let is_reset = fs::write("/proc/self/clear_refs", "5").is_ok();
    let before = status("VmRSS");
    let result = run.await;
    let peak = status("VmHWM").saturating_sub(before) / MIB;
    (result, if is_reset { peak } else { 0 })
}

fn request(server: &Server, max_body: usize) -> Request {
    let builder = ClientBuilder::<Client>::new(server.base_url());
    let client = builder.retry(Retry::off()).max_body(max_body).build();
    client.unwrap().request(&GET)
}

async fn received(body: &str) -> RawResponse {
    let server = Server::sending(response("200 OK", "", body));
    let response = request(&server, 64 * MIB).send_raw::<Undocumented>().await;
    response.unwrap()
}

/// A list with as many of these items as fit.
fn list(item: &str, size: usize) -> String {
    let count = size / (item.len() + 1);
    format!("[{}{item}]", format!("{item},").repeat(count - 1))
}

#[derive(Debug)]
struct Numbers {
    numbers: Vec<u32>,
}

object!(Numbers { numbers });

async fn untyped_values() {
    for item in ["0", "{\"\":0}", "[[0]]", "\"\"", "{\"a\":{\"b\":0}}"] {
        let response = received(&list(item, 16 * MIB)).await;
        let (result, peak) = peak(async { response.json::<Value>() }).await;
        let error = result.unwrap_err().to_string();
        assert!(
            error.contains("the untyped values up to here take 256 MiB"),
            "{error}"
        );
        assert!(error.contains("`send_raw`"), "{error}");
        assert!(peak < 300, "{item}: {peak} MiB");
    }
    let body = "{\"\":0}".repeat(3);
    let events = format!("data: [{body}]\n\n")
        .replace("}{", "},{")
        .repeat(200_000);
    let server = Server::sending(response("200 OK", "", &events));
    let request = request(&server, 64 * MIB);
    let events = request.send::<Events<Json<Value>>, Undocumented>();
    let (result, peak) = peak(events).await;
    assert!(matches!(result, Err(Error::Decode { .. })), "{result:?}");
    assert!(peak < 400, "{peak} MiB");
}

/// The limit is for what is untyped and kept.
async fn typed_values() {
    let response = received(&list("0", 10 * MIB)).await;
    assert!(response.json::<Vec<u32>>().is_ok());
    assert!(response.json::<Vec<Id>>().is_ok());
    let unknown = list("{\"\":0}", 4 * MIB);
    let response = received(&format!("{{\"unknown\":{unknown},\"numbers\":[7]}}")).await;
    assert_eq!(response.json::<Numbers>().unwrap().numbers, [7]);
    // An error body is not the documented one then.
    let body = list("{\"\":0}", 4 * MIB);
    let server = Server::sending(test_server::response("404 Not Found", "", &body));
    let error = request(&server, 64 * MIB).send::<Text, Value>().await;
    assert!(matches!(error, Err(Error::Status { .. })), "{error:?}");
}

async fn ids_of_events() {
    let id = "i".repeat(MIB);
    let events = format!("id: {id}\ndata: 1\n\n{}", "data: 2\n\n".repeat(3000));
    let server = Server::sending(chunked(
        "200 OK",
        "content-type: text/event-stream\r\n",
        [events.as_bytes()],
    ));
    let read = async {
        let stream = request(&server, 2 * MIB).send_for_events::<Text, Undocumented>();
        let mut stream: EventStream<String, _> = stream.await.unwrap();
        let mut count = 0;
        while let Some(event) = stream.next().await {
            let event: Event<String> = event.unwrap();
            assert_eq!(event.id.len(), MIB);
            count += 1;
        }
        count
    };
    let (count, peak) = peak(read).await;
    assert_eq!(count, 3001);
    assert!(peak < 40, "{peak} MiB");
}

async fn events_as_a_whole() {
    let id = "i".repeat(MIB);
    for events in [
        format!("id: {id}\ndata: 1\n\n{}", "data: 2\n\n".repeat(3000)),
        "data\n\n".repeat(6 * MIB),
    ] {
        let server = Server::sending(response("200 OK", "", &events));
        let request = request(&server, 64 * MIB);
        let (result, peak) = peak(request.send::<Events<Text>, Undocumented>()).await;
        let error = result.unwrap_err().to_string();
        assert!(
            error.contains("256 MiB of memory, which is the limit"),
            "{error}"
        );
        assert!(peak < 400, "{peak} MiB");
    }
}

async fn paths_of_errors() {
    let key = "k".repeat(16 * MIB);
    let deep = "[".repeat(16 * MIB);
    for body in [
        format!("{{\"numbers\":[{}true]}}", "0,".repeat(8 * MIB)),
        format!("{{\"numbers\":{{\"{key}\":1}}}}"),
        format!("{{\"{key}\":1,\"numbers\":true}}"),
        format!("{{\"numbers\":\"{key}\"}}"),
        // Not JSON: it is not closed.
        format!("{{\"numbers\":{deep}"),
    ] {
        let response = received(&body).await;
        let (error, peak) = peak(async { response.json::<Numbers>().unwrap_err() }).await;
        assert!(error.path().is_none_or(|path| path.starts_with("numbers")));
        assert!(error.to_string().len() < 1000, "{error}");
        assert!(peak < 100, "{peak} MiB: {error}");
    }
    // serde skips what a type of the caller ignores, at any depth.
    let skipped = format!("{deep}{}", "]".repeat(16 * MIB));
    let response = received(&format!("{{\"skipped\":{skipped},\"numbers\":true}}")).await;
    let (error, peak) = peak(async { response.json::<Lenient>().unwrap_err() }).await;
    assert_eq!(error.path(), Some("numbers"));
    assert!(peak < 40, "{peak} MiB: {error}");
}

/// A type that ignores values as those of serde's derive do.
#[derive(Debug)]
struct Lenient;

impl<'de> serde::Deserialize<'de> for Lenient {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> serde::de::Visitor<'de> for Entries {
            type Value = Lenient;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Lenient, A::Error> {
                while let Some(key) = map.next_key::<String>()? {
                    if key == "numbers" {
                        map.next_value::<u32>()?;
                    } else {
                        map.next_value::<serde::de::IgnoredAny>()?;
                    }
                }
                Ok(Lenient)
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

#[tokio::test]
async fn the_memory_that_a_response_takes_is_bounded() {
    paths_of_errors().await;
    ids_of_events().await;
    events_as_a_whole().await;
    typed_values().await;
    untyped_values().await;
}
