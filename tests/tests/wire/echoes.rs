//! A secret that was sent is shown nowhere, in whatever form a server repeats it: by place.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{Arc, Mutex},
};

use generated_client::{Attempt, Hook, Retry, models::TimeEntryPage};
use runtime::{
    Client, ClientBuilder, Credentials, Error, Event, Events, Json, Linked, Method, Operation,
    Request, Text, object,
};
use test_server::{HandlerServer, Reaction, Then, chunked, json_response, response};

type Builder = ClientBuilder<Client>;

/// A secret whose forms all differ.
pub(crate) const SECRET: &str = r#"s3cret-?>/+"k\y&~"#;

/// The forms in which servers repeat it.
pub(crate) const FORMS: [&str; 15] = [
    SECRET,
    // Percent-encoded, as this client does it, as browsers do it, and every byte.
    "s3cret-%3F%3E%2F%2B%22k%5Cy%26~",
    "s3cret-%3f%3e%2f%2b%22k%5cy%26~",
    "s3cret-?%3E/+%22k\\y&~",
    "%73%33%63%72%65%74%2D%3F%3E%2F%2B%22%6B%5C%79%26%7E",
    // Twice.
    "s3cret-%253F%253E%252F%252B%2522k%255Cy%2526~",
    // In JSON, in JSON within JSON, in `Debug` output of bytes, and in HTML.
    r#"s3cret-?>/+\"k\\y&~"#,
    r#"s3cret-?>\/+\u0022k\u005cy\u0026~"#,
    r#"s3cret-?>/+\\\"k\\\\y&~"#,
    r#"s3cret-?>/+\x22k\x5cy&~"#,
    "s3cret-?&gt;/+&quot;k\\y&amp;~",
    "s3cret-?&#62;/+&#x22;k\\y&#38;~",
    // Base64.
    "czNjcmV0LT8+Lysia1x5Jn4=",
    "czNjcmV0LT8-Lysia1x5Jn4",
    "czNjcmV0LT8%2BLysia1x5Jn4%3D",
];

/// Parts of the forms, of which none may be shown.
const PARTS: [&str; 8] = [
    "s3cr", "3cret", "k\\y", "%73%33", "k%5", "k%2", "czNj", "Lysi",
];

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Echo {
    echo: String,
}

object!(Echo { echo });

#[derive(Clone, Debug, PartialEq)]
struct Numbers {
    numbers: BTreeMap<String, u32>,
}

object!(Numbers { numbers });

pub(crate) static OPEN: Operation = Operation::new("open", Method::GET, "/open", &[200]);
pub(crate) static LOCKED: Operation =
    Operation::new("locked", Method::GET, "/locked", &[200]).security(&[&["key"]]);

/// The ways to send a secret.
const WAYS: [&str; 9] = [
    "header",
    "query",
    "cookie",
    "basic",
    "bearer",
    "with_header",
    "default_header",
    "hook",
    "unused",
];

struct Sets(&'static str, String);

impl Hook for Sets {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        attempt.set_header(self.0, &self.1)
    }
}

/// A client that sends the secret in one way, and its server.
pub(crate) struct Peer {
    way: &'static str,
    client: Client,
    operation: &'static Operation,
    reply: Arc<Mutex<Vec<u8>>>,
}

impl Peer {
    pub(crate) fn new(way: &'static str) -> Self {
        let none = Credentials::default;
        Self::start(way, |builder| match way {
            "header" => (
                builder.credentials(none().header("key", "X-Team", SECRET)),
                &LOCKED,
            ),
            "query" => (
                builder.credentials(none().query("key", "k", SECRET)),
                &LOCKED,
            ),
            "cookie" => (
                // A cookie cannot hold all of its characters, so that the caller has encoded it.
                builder.credentials(none().cookie("key", "k", FORMS[1])),
                &LOCKED,
            ),
            "basic" => (
                builder.credentials(none().basic("key", "Ann", SECRET)),
                &LOCKED,
            ),
            "bearer" => (builder.bearer(SECRET), &OPEN),
            "default_header" => (builder.default_header("X-Api-Key", SECRET), &OPEN),
            "hook" => (builder.hook(Sets("X-Api-Key", SECRET.to_owned())), &OPEN),
            // Other requests of the same client send it.
            "unused" => (builder.credentials(none().query("key", "k", SECRET)), &OPEN),
            _ => (builder, &OPEN),
        })
    }

    pub(crate) fn with(credentials: Credentials) -> Self {
        Self::start("credentials", |builder| {
            (builder.credentials(credentials), &LOCKED)
        })
    }

    fn start(
        way: &'static str,
        build: impl FnOnce(Builder) -> (Builder, &'static Operation),
    ) -> Self {
        let reply = Arc::new(Mutex::new(Vec::new()));
        let said = Arc::clone(&reply);
        let server = HandlerServer::start(move |_| {
            let bytes = said.lock().unwrap().clone();
            async {
                Reaction {
                    then: Then::Close,
                    ..Reaction::send(bytes)
                }
            }
        });
        let builder = ClientBuilder::new(server.base_url()).retry(Retry::off());
        let (builder, operation) = build(builder);
        Self {
            way,
            client: builder.build().unwrap(),
            operation,
            reply,
        }
    }

    /// The end of the error for this body.
    pub(crate) async fn error(&self, body: &str) -> String {
        let request = self.request(response("500 Internal Server Error", "", body));
        let error = request
            .send::<Json<Echo>, Echo>()
            .await
            .unwrap_err()
            .to_string();
        let (_, text) = error.split_once("500 Internal Server Error: ").unwrap();
        text.to_owned()
    }

    /// A request that the server responds to in this way.
    pub(crate) fn request(&self, reply: impl Into<Vec<u8>>) -> Request {
        *self.reply.lock().unwrap() = reply.into();
        let request = self.client.request(self.operation);
        match self.way {
            "with_header" => request.with_header("X-Api-Key", SECRET),
            _ => request,
        }
    }
}

pub(crate) fn assert_hidden(context: &str, shown: &str) {
    for part in PARTS {
        assert!(!shown.contains(part), "{context}: {part} is in {shown}");
    }
    assert!(shown.contains("[redacted]"), "{context}: {shown}");
}

/// Everything that can be printed of a result.
pub(crate) fn shown<T: Debug, E: Debug>(result: &Result<T, Error<E>>) -> String {
    match result {
        Ok(value) => format!("{value:?} {value:#?}"),
        Err(error) => {
            let mut text = format!("{error} {error:?} {error:#?}");
            let mut cause = std::error::Error::source(error);
            while let Some(error) = cause {
                text.push_str(&format!(" {error} {error:?}"));
                cause = error.source();
            }
            text
        }
    }
}

fn json_text(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// Calls `check` with each way and each form.
async fn each(check: impl AsyncFn(&Peer, &str)) {
    for way in WAYS {
        let peer = Peer::new(way);
        for form in FORMS {
            check(&peer, form).await;
        }
    }
}

#[tokio::test]
async fn in_the_body_and_the_headers_of_an_error() {
    each(async |peer, form| {
        let headers = format!("x-request-id: {form}\r\nx-seen: a {form}, b\r\n");
        for status in ["500 Internal Server Error", "404 Not Found", "202 Accepted"] {
            let body = format!("<pre>{form}</pre>");
            let request = peer.request(response(status, &headers, &body));
            let error = request.send::<Json<Echo>, Echo>().await;
            assert_hidden(peer.way, &shown(&error));
            let error = error.unwrap_err();
            assert!(matches!(error, Error::Status { .. }));
            assert_eq!(error.raw_body(), Some(body.as_bytes()));
            assert_eq!(error.request_id(), Some(form));
        }
    })
    .await;
}

#[tokio::test]
async fn in_a_typed_body() {
    each(async |peer, form| {
        let body = format!(r#"{{"echo":{}}}"#, json_text(&format!("<{form}>\n")));
        let request = peer.request(response("422 Unprocessable", "", &body));
        let error = request.send::<Json<Echo>, Echo>().await;
        assert!(matches!(error, Err(Error::Api { .. })));
        assert_hidden(peer.way, &shown(&error));
        let request = peer.request(json_response(&body));
        let response = request.send_with_metadata::<Json<Echo>, Echo>().await;
        assert_hidden(peer.way, &shown(&response));
        assert_eq!(response.unwrap().value.echo, format!("<{form}>\n"));
    })
    .await;
}

#[tokio::test]
async fn in_the_path_and_the_reason_of_a_value_of_the_wrong_type() {
    each(async |peer, form| {
        let text = json_text(form);
        for body in [
            format!(r#"{{"numbers":{{{text}:true}}}}"#),
            format!(r#"{{"numbers":{{"a":{text}}}}}"#),
            format!(r#"{{"numbers":{text}}}"#),
        ] {
            let request = peer.request(json_response(&body));
            let error = request.send::<Json<Numbers>, Echo>().await;
            assert_hidden(peer.way, &shown(&error));
            let Err(Error::Decode { error, .. }) = error else {
                panic!("{error:?}")
            };
            let told = format!("{error} {error:?} {:?}", error.path());
            assert_hidden(peer.way, &told);
            // As a caller reads it.
            let request = peer.request(json_response(&body));
            let raw = request.send_raw::<Echo>().await.unwrap();
            let error = raw.json::<Numbers>().unwrap_err();
            assert_hidden(peer.way, &format!("{error} {error:?} {:?}", error.path()));
        }
    })
    .await;
}

#[tokio::test]
async fn in_the_target_of_a_redirect_and_in_media_types() {
    each(async |peer, form| {
        for (status, headers) in [
            (
                "302 Found",
                format!("location: https://h.example/a/{form}/b\r\n"),
            ),
            ("200 OK", format!("content-type: text/{form}\r\n")),
            ("200 OK", format!("content-encoding: {form}\r\n")),
        ] {
            // A question mark begins a query, which is not shown at all.
            let headers = headers.replace("-?", "-%3F");
            let request = peer.request(response(status, &headers, "<html>"));
            let error = request.send::<Json<Echo>, Echo>().await;
            assert_hidden(peer.way, &shown(&error));
        }
        let headers = format!("content-type: text/{form}\r\n");
        let request = peer.request(response("200 OK", &headers, "<html>"));
        let error = request.send_for_events::<Text, Echo>().await;
        assert_hidden(peer.way, &shown(&error));
    })
    .await;
}

fn stream(text: impl AsRef<[u8]>) -> Vec<u8> {
    let headers = "content-type: text/event-stream\r\nx-request-id: r-1\r\n";
    chunked("200 OK", headers, [text.as_ref()])
}

#[tokio::test]
async fn in_events() {
    each(async |peer, form| {
        let data = format!(r#"{{"echo":{}}}"#, json_text(form));
        let text = format!("event: {form}\nid: {form}\ndata: {data}\n\ndata: {{}}\n\n");
        let request = peer.request(stream(&text));
        let mut events = request.send_for_events::<Json<Echo>, Echo>().await.unwrap();
        let event = events.next().await.unwrap();
        assert_hidden(peer.way, &shown(&event));
        let event = event.unwrap();
        let parts = (&*event.name, &*event.id, &*event.data.echo);
        assert_eq!(parts, (form, form, form));
        assert_eq!(event, event.clone());

        let whole = peer
            .request(response("200 OK", "", &text))
            .send::<Events<Text>, Echo>();
        let whole: Result<Vec<Event<String>>, _> = whole.await;
        assert_hidden(peer.way, &shown(&whole));
        assert_eq!(whole.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn in_the_errors_of_events() {
    each(async |peer, form| {
        let not_text = [b"data: \xff", form.as_bytes(), b"\n\n"].concat();
        for text in [
            format!("data: \"{form}\"\n\n").as_bytes(),
            format!("data: [\"{form}").as_bytes(),
            &not_text,
        ] {
            let request = peer.request(stream(text));
            let mut events = request.send_for_events::<Json<Echo>, Echo>().await.unwrap();
            let error = events.next().await.unwrap();
            assert_hidden(peer.way, &shown(&error));
        }
    })
    .await;
}

#[tokio::test]
async fn in_references_to_a_collection_and_to_an_object() {
    each(async |peer, form| {
        let meta = r#""count":1,"meta":{"count":1,"page_count":1,"page_number":1,"page_size":20}"#;
        let text = json_text(form);
        for (result, end) in [
            (
                format!(r#"{{"key":{text},"id":"1"}}"#),
                "`, which is not a documented collection",
            ),
            (
                format!(r#"{{"key":"time_entries","id":{text}}}"#),
                ", which the response does not contain",
            ),
        ] {
            let request = peer.request(json_response(&format!(
                r#"{{{meta},"time_entries":{{"1":{{"id":1}}}},"results":[{result}]}}"#
            )));
            let error = request.send::<Linked<TimeEntryPage>, Echo>().await;
            assert_hidden(peer.way, &shown(&error));
            let text = error.unwrap_err().to_string();
            assert!(text.ends_with(end), "{text}");
        }
    })
    .await;
}
