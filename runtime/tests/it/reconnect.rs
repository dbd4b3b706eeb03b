//! Streams of events that are opened again after they ended, on a clock that does not wait.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_core::future::BoxFuture;
use http::{HeaderMap, Request, Response};
use runtime::{
    Client, ClientBuilder, Error, EventStream, Method, Operation, RequestBody, ResponseBody, Retry,
    SendError, Text, Transport, Undocumented,
};
use tokio::time::Instant;

static READ: Operation = Operation::new("read", Method::GET, "/events", &[200]);
static ASK: Operation = Operation::new("ask", Method::POST, "/events", &[200]);

#[derive(Clone, Copy)]
enum Step {
    /// A stream of these bytes.
    Events(&'static str),
    /// The same, and the connection breaks.
    Broken(&'static str),
    Status(u16),
    NoConnection,
}

/// Follows its steps, and keeps the headers and the instant of each request.
#[derive(Clone)]
struct Script {
    steps: Arc<Mutex<VecDeque<Step>>>,
    sent: Arc<Mutex<Vec<(Instant, HeaderMap)>>>,
}

/// The bytes of a body that then breaks off.
struct Breaks(Option<&'static str>);

impl http_body::Body for Breaks {
    type Data = runtime::Bytes;
    type Error = &'static str;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<runtime::Bytes>, &'static str>>> {
        std::task::Poll::Ready(Some(match self.0.take() {
            Some(text) => Ok(http_body::Frame::data(text.into())),
            None => Err("broken"),
        }))
    }
}

impl Transport for Script {
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, SendError>> {
        let sent = (Instant::now(), request.headers().clone());
        self.sent.lock().unwrap().push(sent);
        let step = self.steps.lock().unwrap().pop_front().unwrap();
        let response = Response::builder().header("content-type", "text/event-stream");
        Box::pin(async move {
            Ok(match step {
                Step::Events(text) => response.body(text.into()),
                Step::Broken(text) => response.body(ResponseBody::streamed(Breaks(Some(text)))),
                Step::Status(status) => response.status(status).body(ResponseBody::empty()),
                Step::NoConnection => return Err(SendError::not_sent("no way").connect()),
            }
            .unwrap())
        })
    }
}

impl Script {
    fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: Arc::new(Mutex::new(steps.into_iter().collect())),
            sent: Arc::default(),
        }
    }

    async fn open(&self, operation: &'static Operation) -> EventStream<String, Undocumented> {
        let client: Client = ClientBuilder::new("https://pets.example")
            .retry(Retry::off())
            .transport(self.clone())
            .build()
            .unwrap();
        let request = client.request(operation);
        request.send_for_events::<Text, _>().await.unwrap()
    }

    /// Returns the `Last-Event-ID` of each request.
    fn ids(&self) -> Vec<Option<String>> {
        let sent = self.sent.lock().unwrap();
        let ids = sent.iter().map(|(_, headers)| headers.get("last-event-id"));
        ids.map(|id| id.map(|id| String::from_utf8(id.as_bytes().to_vec()).unwrap()))
            .collect()
    }

    fn waits(&self) -> Vec<Duration> {
        let sent = self.sent.lock().unwrap();
        sent.windows(2).map(|pair| pair[1].0 - pair[0].0).collect()
    }
}

/// Reads a stream to its end.
async fn read(
    mut stream: EventStream<String, Undocumented>,
) -> (Vec<String>, Option<Error<Undocumented>>) {
    let mut events = Vec::new();
    while let Some(event) = stream.next().await {
        match event {
            Ok(event) => events.push(event.data),
            Err(error) => {
                assert!(stream.next().await.is_none(), "an error is the last item");
                return (events, Some(error));
            }
        }
    }
    (events, None)
}

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn a_stream_is_continued_after_the_last_event_that_arrived_as_a_whole() {
    let script = Script::new([
        Step::Events("data: a\n\nid: 1\ndata: b\n\n"),
        // This event does not end, and comes again. Its id is not the last.
        Step::Broken("data: c\n\nid: ü2\ndata: d\n\nid: 3\ndata: e"),
        Step::NoConnection,
        Step::Status(503),
        Step::Events("id: 3\ndata: e\n\n"),
        // `[DONE]` would be a text like any other.
        Step::Status(204),
    ]);
    let stream = script.open(&READ).await.reconnect(3);
    let (events, error) = read(stream).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(events, ["a", "b", "c", "d", "e"]);
    let ids = script.ids();
    let ids: Vec<_> = ids.iter().map(Option::as_deref).collect();
    assert_eq!(
        ids,
        [
            None,
            Some("1"),
            Some("ü2"),
            Some("ü2"),
            Some("ü2"),
            Some("3")
        ]
    );
    for (wait, least) in script.waits().into_iter().zip([1, 1, 2, 4]) {
        let least = least * SECOND;
        assert!(wait >= least && wait <= 2 * least + SECOND / 10, "{wait:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_can_name_the_wait_but_not_a_long_one() {
    let script = Script::new([
        Step::Events("retry: 100\ndata: a\n\n"),
        Step::Events("retry: soon\nretry: 9999999999999999999999\ndata: b\n\n"),
        Step::Events("retry: 86400000\ndata: c\n\n"),
        Step::Status(204),
    ]);
    let (events, error) = read(script.open(&READ).await.reconnect(1)).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(events, ["a", "b", "c"]);
    let waits = script.waits();
    assert!(
        waits[0] >= SECOND / 10 && waits[0] <= SECOND / 4,
        "{waits:?}"
    );
    assert!(waits[1] <= 3 * SECOND, "{waits:?}");
    assert!(
        waits[2] >= 60 * SECOND && waits[2] <= 121 * SECOND,
        "{waits:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_stream_without_further_events_ends_after_so_many_times() {
    let steps = [
        Step::Events("data: a\n\n"),
        Step::Events(""),
        Step::Events(":\n"),
    ];
    let script = Script::new(steps);
    let (events, error) = read(script.open(&READ).await.reconnect(2)).await;
    assert!(error.is_none());
    assert_eq!(events, ["a"]);
    assert_eq!(script.ids().len(), 3);

    let script = Script::new([Step::Events("data: a\n\n"), Step::Broken("data: b")]);
    let (_, error) = read(script.open(&READ).await.reconnect(1)).await;
    assert!(
        matches!(error, Some(Error::Interrupted { .. })),
        "{error:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn what_another_time_cannot_change_ends_the_stream() {
    for status in [404, 401, 302] {
        let script = Script::new([Step::Events("data: a\n\n"), Step::Status(status)]);
        let (_, error) = read(script.open(&READ).await.reconnect(9)).await;
        assert_eq!(error.unwrap().status().unwrap(), status);
    }
    // Without being asked, and for a request with an effect, no stream is opened again.
    for (operation, times) in [(&READ, 0), (&ASK, 9)] {
        let script = Script::new([Step::Broken("data: a\n\n")]);
        let (events, error) = read(script.open(operation).await.reconnect(times)).await;
        assert_eq!(events, ["a"]);
        assert!(
            matches!(error, Some(Error::Interrupted { .. })),
            "{error:?}"
        );
    }
}
