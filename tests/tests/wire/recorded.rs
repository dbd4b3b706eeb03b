//! A transport that records what passes another one, and one that replays a recording.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use generated_client::{
    Bytes, Call, Client, Departure, Error, HeaderMap, Outcome, RequestBody, ResponseBody, Retry,
    SendError, Transport,
    http::{Request, Response, StatusCode},
};
use http_body_util::BodyExt as _;
use runtime::HttpTransport;
use test_server::{Reply, Server, response};

use crate::{
    calls::{Kind, eager},
    client::TOKEN,
    fake::Sends,
    paging::page_of,
};

/// A request and its result.
#[derive(Clone, Debug)]
struct Exchange {
    request: (String, Bytes),
    result: Result<(StatusCode, HeaderMap, Bytes), (Departure, String)>,
}

/// Sends requests by another transport, and keeps them with their responses.
struct Recorder<T> {
    inner: T,
    exchanges: Arc<Mutex<Vec<Exchange>>>,
}

/// The line of a request, and its body, with the request as it was.
async fn read(request: Request<RequestBody>) -> ((String, Bytes), Request<RequestBody>) {
    let (head, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let path = head.uri.path_and_query().unwrap();
    let line = format!("{} {path}", head.method);
    let request = Request::from_parts(head, RequestBody::from(body.clone()));
    ((line, body), request)
}

impl<T: Transport> Transport for Recorder<T> {
    fn send(&self, request: Request<RequestBody>) -> Sends<'_> {
        Box::pin(async move {
            let (seen, request) = read(request).await;
            let keep = |result| {
                let request = seen;
                let mut exchanges = self.exchanges.lock().unwrap();
                exchanges.push(Exchange { request, result });
            };
            match self.inner.send(request).await {
                Ok(response) => {
                    let (head, body) = response.into_parts();
                    let body = body
                        .collect()
                        .await
                        .map_err(SendError::maybe_sent)?
                        .to_bytes();
                    keep(Ok((head.status, head.headers.clone(), body.clone())));
                    Ok(Response::from_parts(head, body.into()))
                }
                Err(error) => {
                    keep(Err((error.departure(), error.to_string())));
                    Err(error)
                }
            }
        })
    }
}

/// Gives the results of a recording to the same requests in the same order.
struct Replay(Mutex<VecDeque<Exchange>>);

impl Transport for Replay {
    fn send(&self, request: Request<RequestBody>) -> Sends<'_> {
        Box::pin(async move {
            let (seen, _) = read(request).await;
            let next = self.0.lock().unwrap().pop_front();
            let Some(exchange) = next.filter(|exchange| exchange.request == seen) else {
                let message = format!("`{}` is not the next request of the recording", seen.0);
                return Err(SendError::not_sent(message).permanent());
            };
            match exchange.result {
                Ok((status, headers, body)) => {
                    let mut response = Response::new(ResponseBody::from(body));
                    *response.status_mut() = status;
                    *response.headers_mut() = headers;
                    Ok(response)
                }
                Err((Departure::NotSent, message)) => Err(SendError::not_sent(message)),
                Err((Departure::MaybeSent, message)) => Err(SendError::maybe_sent(message)),
            }
        })
    }
}

fn client(base_url: String, transport: impl Transport + 'static) -> Client {
    let builder = Client::builder(TOKEN).base_url(base_url);
    builder.transport(transport).retry(eager()).build().unwrap()
}

/// Makes several calls, and shows their results.
async fn work(client: &Client) -> Vec<String> {
    let mut shown = Vec::new();
    let entries = client.get_time_entries().stream().all().await.unwrap();
    shown.extend(entries.iter().map(|entry| entry.id.to_string()));
    shown.push(format!(
        "{:?}",
        Kind::Put.send(client, eager()).await.unwrap()
    ));
    let error = Kind::Post.send(client, eager()).await.unwrap_err();
    shown.push(format!("{error}, {:?}", error.outcome()));
    let error = client.get_time_entry(3).send().await.unwrap_err();
    shown.push(format!("{error}, {:?}", error.request_id()));
    shown
}

#[tokio::test]
async fn a_recording_has_the_same_results_when_it_is_replayed() {
    let replies = [
        page_of(1, 2, &[9, 2]),
        page_of(2, 2, &[7]),
        response("503 Service Unavailable", "", "busy"),
        Kind::Put.success(),
        String::new(),
        response("404 Not Found", "x-request-id: r-3\r\n", "no such entry"),
    ];
    let server = Server::replying(replies.map(|reply| Reply::Send(reply.into())));
    let exchanges = Arc::<Mutex<Vec<Exchange>>>::default();
    let recorder = Recorder {
        inner: http(),
        exchanges: exchanges.clone(),
    };
    let live = work(&client(server.base_url(), recorder)).await;
    let exchanges = exchanges.lock().unwrap().clone();
    let lines: Vec<_> = exchanges
        .iter()
        .map(|exchange| exchange.request.0.as_str())
        .collect();
    assert_eq!(
        lines,
        [
            "GET /api/v1/time_entries?per_page=200&page=1",
            "GET /api/v1/time_entries?per_page=200&page=2",
            "PUT /api/v1/time_entries/9",
            "PUT /api/v1/time_entries/9",
            "POST /api/v1/time_entries",
            "GET /api/v1/time_entries/3",
        ]
    );
    let post = &exchanges[4];
    assert_eq!(post.request.1, server.requests(6)[4].body);
    assert!(
        matches!(post.result, Err((Departure::MaybeSent, _))),
        "{post:?}"
    );

    let replay = Replay(Mutex::new(exchanges.into()));
    let replayed = work(&client(server.base_url(), replay)).await;
    assert_eq!(replayed, live);
    assert_eq!(live[..4], ["9", "2", "7", "2"]);
    assert!(live[4].ends_with(", Unknown"), "{live:?}");
}

#[tokio::test]
async fn a_request_that_was_not_recorded_is_an_error_that_says_which() {
    let replay = Replay(Mutex::default());
    let client = client("https://api.example/v1".to_owned(), replay);
    let error = client.get_time_entry(3).send().await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert_eq!(
        error.to_string(),
        "GET /time_entries/{id} (get-time-entry): no response: \
         `GET /v1/time_entries/3` is not the next request of the recording"
    );
    assert_eq!(error.attempts(), 1);
    let error = Kind::Post
        .send(&client, Retry::default())
        .await
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotApplied);
}

/// The transport that a client has by default.
fn http() -> HttpTransport {
    generated_client::HttpTransportBuilder::new()
        .no_proxy()
        .build()
        .unwrap()
}
