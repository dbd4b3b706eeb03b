//! Random responses, byte by byte: no panic, no hang, and `Ok` only for valid JSON of the documented types.

use std::{
    error::Error as _,
    io::Write,
    net::{SocketAddr, TcpListener},
    sync::{Arc, LazyLock, Mutex},
    thread,
    time::Duration,
};

use generated_client::{
    Call, Client, Error, Response, Retry, Value, models::TimeEntryPage, reqwest::redirect::Policy,
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
    test_runner::TestCaseResult,
};
use test_server::{NO_CONTENT, chunked, json_response, read_request, response, response_bytes};
use tokio::runtime::{Builder, Runtime};

use crate::client::{TOKEN, own_http};

/// A server that sends any response that a test wants, and a client of it.
struct Pair {
    response: Arc<Mutex<Vec<u8>>>,
    client: Client,
    runtime: Runtime,
}

impl Pair {
    fn new() -> Self {
        let response: Arc<Mutex<Vec<u8>>> = Arc::default();
        let address = serve(response.clone());
        // No connection is used twice: bytes that a response leaves on a connection are tested elsewhere.
        let http = own_http()
            .redirect(Policy::none())
            .pool_max_idle_per_host(0);
        let client = Client::builder(TOKEN)
            .base_url(format!("http://{address}"))
            .transport(http.build().unwrap())
            .retry(Retry::off())
            // The server closes each connection, so nothing can take long but a mistake of the client.
            .timeout(Duration::from_secs(60))
            .build()
            .unwrap();
        let runtime = Builder::new_current_thread().enable_all().build();
        Self {
            response,
            client,
            runtime: runtime.unwrap(),
        }
    }

    /// Lists entries and deletes one, with this response to both.
    fn check(&self, response: &[u8]) -> TestCaseResult {
        *self.response.lock().unwrap() = response.to_vec();
        let client = &self.client;
        let listed = client.get_time_entries().send_with_metadata();
        check_page(self.runtime.block_on(listed))?;
        let deleted = client.delete_time_entry(7).send_with_metadata();
        match self.runtime.block_on(deleted) {
            // A 200 or 201 without a body is tolerated.
            Ok(response) if response.status() != 204 => {
                prop_assert!(matches!(response.status().as_u16(), 200 | 201));
                prop_assert!(response.raw.body().is_empty());
                prop_assert!(!response.tolerated().is_empty());
            }
            Ok(_) => {}
            Err(error) => check_error(&error)?,
        }
        Ok(())
    }
}

fn serve(response: Arc<Mutex<Vec<u8>>>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            read_request(&mut stream);
            // The client may have gone away.
            let _ = stream.write_all(&response.lock().unwrap());
        }
    });
    address
}

fn check_page(result: Result<Response<TimeEntryPage>, Error>) -> TestCaseResult {
    let response = match result {
        Ok(response) => response,
        Err(error) => return check_error(&error),
    };
    if response.status() != 200 {
        prop_assert_eq!(response.status(), 201);
        prop_assert!(!response.tolerated().is_empty());
    }
    // A parser that shares no code with the client's own.
    let value: Value = match serde_json::from_slice(response.raw.body()) {
        Ok(value) => value,
        // A number that is too large for the other parser makes one object unreadable, not the page.
        Err(_) if response.value.unreadable().next().is_some() => return Ok(()),
        Err(error) => return Err(TestCaseError::fail(format!("{error}: {response:?}"))),
    };
    prop_assert!(value.is_object(), "{value}");
    let page = response.value;
    prop_assert_eq!(value["count"].as_f64(), Some(f64::from(page.count)));
    prop_assert_eq!(
        integer(&value["meta"]["page_count"]),
        page.meta.as_ref().map(|meta| i64::from(meta.page_count))
    );
    let results = value["results"].as_array().map_or(0, Vec::len);
    prop_assert_eq!(results, page.results.len());
    let entries = value["time_entries"].as_object();
    prop_assert_eq!(
        entries.map_or(0, |it| it.len()),
        page.time_entries_by_id.len()
    );
    for (id, entry) in &page.time_entries_by_id {
        let value = &value["time_entries"][id.to_string()];
        prop_assert_eq!(value["notes"].as_str(), entry.notes.as_deref());
        let minutes = integer(&value["time_in_minutes"]);
        prop_assert_eq!(minutes, entry.time_in_minutes.map(i64::from));
    }
    Ok(())
}

/// Returns an integer as it is meant: `-0` and `1.0` are no integers of the other parser.
fn integer(value: &Value) -> Option<i64> {
    let whole = value.as_f64().filter(|number| number.fract() == 0.0);
    let whole = || format!("{:.0}", whole?).parse().ok();
    value.as_i64().or_else(whole)
}

/// An error is one line, without the token, and is not a timeout.
fn check_error(error: &Error) -> TestCaseResult {
    let text = error.to_string();
    prop_assert!(!text.contains(char::is_control), "{text:?}");
    let mut all = format!("{text} {error:?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        all.push_str(&format!(" {error} {error:?}"));
        cause = error.source();
    }
    prop_assert!(!all.contains(TOKEN), "{all}");
    prop_assert!(!error.is_timeout() && !error.is_connect(), "{text}");
    let known = matches!(
        error,
        Error::Transport { .. }
            | Error::Interrupted { .. }
            | Error::Api { .. }
            | Error::Status { .. }
            | Error::Decode { .. }
    );
    prop_assert!(known, "{text}");
    Ok(())
}

const BODY: &str = r#"{"count":2,"meta":{"count":2,"page_count":1,"page_number":1,"page_size":20},"results":[{"key":"time_entries","id":"1"},{"key":"time_entries","id":2}],"time_entries":{"1":{"id":"1","notes":"caf\u00e9 \"é\"","time_in_minutes":90,"date_performed":"2026-11-24","created_at":"2026-06-02T17:05:48-07:00","external_reference_ids":["4"],"new":[{"a":[1.5e3,null,true]},"x"]},"2":{"id":2,"story_id":71}},"stories":{"71":{"id":"71","priority":"high","state":"started"}},"users":null}"#;

/// Responses that are correct.
static GOOD: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let error =
        r#"{"errors":[{"type":"validation","message":"No.","field":"story_id","index":3}]}"#;
    let mut compressed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    compressed.write_all(BODY.as_bytes()).unwrap();
    let headers = "content-encoding: gzip\r\nx-request-id: r-1\r\n";
    vec![
        json_response(BODY).into(),
        chunked("200 OK", "", BODY.as_bytes().chunks(60)),
        response_bytes("200 OK", headers, &compressed.finish().unwrap()),
        response("422 Unprocessable Entity", "retry-after: 9\r\n", error).into(),
        response("302 Found", "location: https://h.example/\r\n", "").into(),
        NO_CONTENT.into(),
        format!("HTTP/1.1 100 Continue\r\n\r\n{}", json_response(BODY)).into(),
        format!("HTTP/1.0 200 OK\r\n\r\n{BODY}").into(),
    ]
});

/// Bytes with a meaning in HTTP, in JSON, or in gzip.
const TOKENS: [&[u8]; 32] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"\\",
    b",",
    b":",
    b"\r\n",
    b"\r\n\r\n",
    b"\n",
    b"\0",
    b"\xff",
    b"\xe2\x82",
    b"\xef\xbb\xbf",
    b"null",
    b"true",
    b"-",
    b"1e999",
    b"99999999999999999999",
    b"\\u",
    b"\\ud800",
    b"\"1\":",
    b"\"id\":",
    b"\"results\":",
    b"HTTP/1.1 200 OK\r\n",
    b"content-length: 5\r\n",
    b"transfer-encoding: chunked\r\n",
    b"content-encoding: gzip\r\n",
    b"\x1f\x8b\x08\0",
    b"0\r\n\r\n",
    b"ffffffff\r\n",
];

#[derive(Clone, Debug)]
enum Change {
    Flip(Index, u8),
    Delete(Index, usize),
    Insert(Index, Vec<u8>),
    Truncate(Index),
    /// Inserts a part of another response here.
    Splice(Index, Index, Index, usize),
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        // Any place, the end included.
        let place = |index: &Index, bytes: &[u8]| index.index(bytes.len() + 1);
        match self {
            Self::Flip(index, bit) => {
                let place = place(index, bytes);
                if let Some(byte) = bytes.get_mut(place) {
                    *byte ^= 1 << bit;
                }
            }
            Self::Delete(index, count) => {
                let start = place(index, bytes);
                let end = bytes.len().min(start + count);
                bytes.drain(start..end);
            }
            Self::Insert(index, new) => {
                let place = place(index, bytes);
                bytes.splice(place..place, new.iter().copied());
            }
            Self::Truncate(index) => bytes.truncate(place(index, bytes)),
            Self::Splice(index, response, from, count) => {
                let other = response.get(&GOOD);
                let start = place(from, other);
                let part = other[start..].iter().take(*count).copied();
                let place = place(index, bytes);
                bytes.splice(place..place, part);
            }
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    let new = prop_oneof![
        3 => select(&TOKENS[..]).prop_map(<[u8]>::to_vec),
        1 => vec(any::<u8>(), 1..20),
    ];
    prop_oneof![
        3 => (index(), 0_u8..8).prop_map(|(place, bit)| Change::Flip(place, bit)),
        2 => (index(), 1_usize..30).prop_map(|(place, count)| Change::Delete(place, count)),
        3 => (index(), new).prop_map(|(place, new)| Change::Insert(place, new)),
        1 => index().prop_map(Change::Truncate),
        1 => (index(), index(), index(), 1_usize..200)
            .prop_map(|(place, response, from, count)| Change::Splice(place, response, from, count)),
    ]
}

/// JSON of any shape, some of it with the names of the document.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|it| it.to_string()),
        any::<i64>().prop_map(|it| it.to_string()),
        any::<f64>().prop_map(|it| Value::from(it).to_string()),
        any::<String>().prop_map(|it| Value::from(it).to_string()),
        select(vec!["1e999", "-0", "1E5", "\"1\"", "\"time_entries\""]).prop_map(str::to_owned),
    ];
    let key = select(vec![
        "count",
        "meta",
        "results",
        "time_entries",
        "users",
        "id",
        "key",
        "notes",
        "1",
        "",
    ]);
    leaf.prop_recursive(5, 60, 6, move |inner| {
        let pair = (key.clone(), inner.clone()).prop_map(|(key, value)| format!("{key:?}:{value}"));
        prop_oneof![
            vec(inner, 0..6).prop_map(|items| format!("[{}]", items.join(","))),
            vec(pair, 0..6).prop_map(|pairs| format!("{{{}}}", pairs.join(","))),
        ]
    })
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

#[test]
fn an_integer_is_compared_as_it_is_meant() {
    for (json, expected) in [
        ("-0", Some(0)),
        ("1.0", Some(1)),
        ("-3", Some(-3)),
        ("1.5", None),
    ] {
        let value = serde_json::from_str(json).unwrap();
        assert_eq!(integer(&value), expected, "{json}");
    }
}

#[test]
fn correct_responses_are_understood() {
    let pair = Pair::new();
    for response in &*GOOD {
        pair.check(response).unwrap();
    }
    *pair.response.lock().unwrap() = GOOD[2].clone();
    let listed = pair.client.get_time_entries().send();
    let page = pair.runtime.block_on(listed).unwrap();
    assert_eq!(page.time_entries().count(), 2);
}

#[test]
fn any_bytes_in_the_place_of_a_response() {
    let pair = Pair::new();
    let head = select(vec!["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n\r\n"]);
    proptest!(config(), |(head in head, bytes in vec(any::<u8>(), 0..400))| {
        pair.check(&[head.as_bytes(), &bytes].concat())?;
    });
}

#[test]
fn any_bytes_and_any_json_in_the_place_of_a_body() {
    let pair = Pair::new();
    let tokens = vec(select(&TOKENS[..]), 0..40).prop_map(|tokens| tokens.concat());
    let body = prop_oneof![
        vec(any::<u8>(), 0..400),
        tokens,
        json().prop_map(String::into_bytes),
        // A page with something in the place of one of its values.
        (
            json(),
            select(vec![
                "90",
                "null",
                "\"1\"",
                "[1.5e3,null,true]",
                "\"high\"",
                "2"
            ])
        )
            .prop_map(|(new, old)| BODY.replacen(old, &new, 1).into_bytes()),
    ];
    let status = select(vec!["200 OK", "204 No Content", "400 Bad Request"]);
    let headers = select(vec!["", "content-encoding: gzip\r\n"]);
    proptest!(config(), |(status in status, headers in headers, body in body)| {
        pair.check(&response_bytes(status, headers, &body))?;
    });
}

#[test]
fn a_good_response_with_a_few_changes() {
    let pair = Pair::new();
    let response = any::<Index>().prop_map(|index| index.get(&GOOD).clone());
    proptest!(config(), |(response in response, changes in vec(change(), 1..6))| {
        let mut response = response;
        for change in &changes {
            change.apply(&mut response);
        }
        pair.check(&response)?;
    });
}
