//! Clients on transports without a network.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use futures_util::future::BoxFuture;
use http_body::Body as _;
use runtime::{
    Attempt, ClientBuilder, Departure, Error, Hook, Json, Outcome, Part, Raw, RawResponse, Request,
    RequestBody, ResponseBody, Retry, SendError, Transport, TransportError, Undocumented, Upload,
    mock::{Example, Examples, Mock, MockResponse, from_fn},
};
use serde_json::{Value, json};

use crate::api::{CREATE, Client, DELETE, GET, LIST, TOKEN};

fn request(transport: impl Transport + 'static, operation: &'static runtime::Operation) -> Request {
    let client = ClientBuilder::<Client>::new("https://pets.example/api/v1");
    let client = client
        .bearer(TOKEN)
        .transport(transport)
        .retry(Retry::default());
    client.build().unwrap().0.request(operation)
}

#[tokio::test(start_paused = true)]
async fn a_function_responds_to_what_is_sent() {
    let transport = from_fn(async |request| {
        assert_eq!(request.method(), "POST");
        assert_eq!(request.path(), "/api/v1/pets");
        assert_eq!(request.query("full name").as_deref(), Some("Rex & Co"));
        assert_eq!(request.query("other"), None);
        assert_eq!(request.header("content-type"), Some("application/json"));
        let pet: Value = request.json().unwrap();
        MockResponse::json(&json!({ "got": pet })).with_header("x-request-id", "r-1")
    });
    let request = request(transport, &CREATE).with_query("full name", "Rex & Co");
    let response = request
        .json(&json!({ "id": 7 }))
        .send_with_metadata::<Json<Value>, Undocumented>();
    let response = response.await.unwrap();
    assert_eq!(response.value, json!({ "got": { "id": 7 } }));
    assert_eq!(response.request_id(), Some("r-1"));
}

#[tokio::test(start_paused = true)]
async fn a_function_can_fail_and_is_asked_again() {
    let times = Arc::new(AtomicU32::new(0));
    let seen = Arc::clone(&times);
    let transport = from_fn(move |_| {
        let time = seen.fetch_add(1, Ordering::Relaxed);
        async move {
            match time {
                0 => Err(SendError::not_sent("no route")),
                1 => Ok(MockResponse::status(503)),
                _ => Ok(MockResponse::body("text/plain", "there")),
            }
        }
    });
    let response = request(transport, &GET)
        .path("id", 7)
        .send_with_metadata::<Raw, Undocumented>();
    let response = response.await.unwrap();
    assert_eq!(&response.value[..], b"there");
    assert_eq!((response.attempts(), times.load(Ordering::Relaxed)), (3, 3));
}

/// Numbers attempts, and notes the status of each.
#[derive(Clone, Default)]
struct Numbers(Arc<Mutex<Vec<(u32, u16)>>>);

impl Hook for Numbers {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        let number = attempt.number();
        attempt.extensions_mut().insert(number);
        attempt.set_header("x-attempt", &number.to_string())
    }

    fn after(&self, attempt: &Attempt, result: Result<&RawResponse, &TransportError>, _: Duration) {
        assert_eq!(attempt.headers()["x-attempt"], attempt.number().to_string());
        let number = *attempt.extensions().get().unwrap();
        let status = result.unwrap().status().as_u16();
        self.0.lock().unwrap().push((number, status));
    }
}

#[tokio::test(start_paused = true)]
async fn a_hook_sees_each_attempt_before_it_is_sent_and_after_its_response() {
    let mock = Mock::new()
        .on("GET /pets", MockResponse::status(503))
        .on("GET /pets", MockResponse::json(&["all"]));
    let numbers = Numbers::default();
    let client = ClientBuilder::<Client>::new("https://pets.example");
    let client = client.transport(mock.clone()).hook(numbers.clone()).build();
    let call = client.unwrap().0.request(&LIST);
    call.send::<Json<Vec<String>>, Undocumented>()
        .await
        .unwrap();
    assert_eq!(*numbers.0.lock().unwrap(), [(1, 503), (2, 200)]);
    let sent = mock.requests();
    let sent = sent.iter().map(|sent| sent.header("x-attempt").unwrap());
    assert_eq!(sent.collect::<Vec<_>>(), ["1", "2"]);
}

#[tokio::test(start_paused = true)]
async fn each_route_has_its_responses_one_after_another() {
    let mock = Mock::new()
        .on("GET /pets/{id}", MockResponse::json(&"any"))
        .on("GET /pets/first", MockResponse::json(&"first"))
        .on("GET /pets", MockResponse::status(503))
        .on("GET /pets", MockResponse::json(&["all"]));
    let get = async |id: &str| {
        let call = request(mock.clone(), &GET).path("id", id);
        call.send::<Json<String>, Undocumented>().await.unwrap()
    };
    assert_eq!(get("7").await, "any");
    assert_eq!(get("first").await, "first");
    // The last one again and again.
    for attempts in [2, 1, 1] {
        let all = request(mock.clone(), &LIST);
        let all = all
            .send_with_metadata::<Json<Vec<String>>, Undocumented>()
            .await
            .unwrap();
        assert_eq!(
            (all.value.clone(), all.attempts()),
            (vec!["all".to_owned()], attempts)
        );
    }
    let paths: Vec<String> = mock
        .requests()
        .iter()
        .map(|got| got.path().to_owned())
        .collect();
    assert_eq!(
        paths[..3],
        ["/api/v1/pets/7", "/api/v1/pets/first", "/api/v1/pets"]
    );
    assert_eq!(paths.len(), 6);
    assert!(!format!("{mock:?}").contains(TOKEN));
}

#[tokio::test(start_paused = true)]
async fn a_mock_keeps_what_was_sent() {
    let mock = Mock::new().on("POST /pets", MockResponse::json(&json!({})));
    let call = request(mock.clone(), &CREATE).with_query("q", "a b");
    let call = call.bytes("text/plain", "Ümit".into());
    call.send::<Json<Value>, Undocumented>().await.unwrap();
    let [sent] = &mock.requests()[..] else {
        panic!("{mock:?}")
    };
    assert_eq!(sent.uri(), "https://pets.example/api/v1/pets?q=a%20b");
    assert_eq!((sent.body(), &*sent.text()), ("Ümit".as_bytes(), "Ümit"));
}

#[tokio::test(start_paused = true)]
async fn a_content_that_can_be_sent_once_is_not_sent_again() {
    let mock = Mock::new().on("POST /pets", MockResponse::json(&json!({})));
    let content = futures_util::stream::iter([Ok("abc".into())]);
    let call = request(mock.clone(), &CREATE).upload("text/plain", Upload::stream(content));
    let again = call.clone();
    call.send::<Json<Value>, Undocumented>().await.unwrap();
    let error = again.send::<Json<Value>, Undocumented>().await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    assert!(
        error.to_string().contains("can be sent only once"),
        "{error}"
    );
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_part_that_arrives_in_pieces_is_sent_without_empty_ones() {
    /// Responds to a body whose frames all have bytes.
    struct Frames;

    impl Transport for Frames {
        fn send(
            &self,
            request: http::Request<RequestBody>,
        ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, SendError>> {
            Box::pin(async move {
                let mut body = request.into_body();
                while let Some(frame) = poll_fn(|it| Pin::new(&mut body).poll_frame(it)).await {
                    assert!(!frame.unwrap().into_data().unwrap().is_empty());
                }
                Ok(http::Response::new(ResponseBody::from("{}")))
            })
        }
    }

    let pieces = ["", "a", "", "b"].map(|piece| Ok(piece.into()));
    let part = Part::stream(futures_util::stream::iter(pieces));
    let call = request(Frames, &CREATE).additional_part("file", part);
    call.send::<Json<Value>, Undocumented>().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_response_of_a_test_counts_before_an_example() {
    const JSON: &str = "application/json";
    const EXAMPLES: &[Examples] = &[
        // An operation of another document that has the same id.
        Examples::new(
            "get-pet",
            "GET /animals/{id}",
            &[Example::success("200", JSON, r#""other""#)],
        ),
        Examples::new(
            "get-pet",
            "GET /pets/{id}",
            &[Example::success("200", JSON, r#""example""#)],
        ),
    ];
    let mock = Mock::of_examples(EXAMPLES).on("GET /pets/7", MockResponse::json(&"given"));
    for (id, expected) in [("7", "given"), ("8", "example")] {
        let call = request(mock.clone(), &GET).path("id", id);
        let found = call.send::<Json<String>, Undocumented>().await;
        assert_eq!(found.unwrap(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_without_a_route_fails_at_once_and_names_the_routes() {
    let mock = Mock::new().on("GET /pets", MockResponse::json(&["all"]));
    let call = request(mock.clone(), &DELETE).path("id", 7);
    let error = call.send::<Raw, Undocumented>().await.unwrap_err();
    let Error::Transport { error: cause, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(cause.departure(), Departure::NotSent);
    assert_eq!(
        (error.outcome(), error.attempts()),
        (Outcome::NotApplied, 1)
    );
    let expected = "the mock has no response to `DELETE /api/v1/pets/7`; it has these: `GET /pets`";
    assert!(error.to_string().ends_with(expected), "{error}");
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_response_that_cannot_be_made_says_why() {
    let mock = Mock::new().on(
        "GET /pets",
        MockResponse::status(200).with_header("a b", "c"),
    );
    let error = request(mock, &LIST)
        .send::<Raw, Undocumented>()
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("invalid HTTP header name"),
        "{error}"
    );
}
