//! Events as they arrive.

use std::{
    io::Write,
    sync::mpsc::{Receiver, channel},
    time::Duration,
};
use test_server::{Reply, Server, chunked, response};

use runtime::{
    Call, Error, Event, EventStream, Outcome, Retry,
    blocking::{Wait, WaitEach},
};
use tests::response_media::{
    endpoints::{Client, Watch},
    models::{Problem, Sighting, WatchBody},
};

const HEAD: &str = "content-type: text/event-stream; charset=utf-8\r\nx-request-id: r-7\r\n";

fn client(server: &Server) -> Client {
    let builder = Client::builder().base_url(server.base_url()).max_body(100);
    let retry = Retry::default().first_wait(Duration::from_millis(1));
    builder.retry(retry).build().unwrap()
}

fn watch(server: &Server) -> Watch {
    client(server).watch(WatchBody::new("Ulm"))
}

/// The stars that come, and the error behind them.
async fn stars(
    mut stream: EventStream<Sighting, Problem>,
) -> (Vec<String>, Option<Error<Problem>>) {
    let mut stars = Vec::new();
    while let Some(event) = stream.next().await {
        match event {
            Ok(event) => stars.push(event.data.star),
            Err(error) => {
                assert!(stream.next().await.is_none());
                return (stars, Some(error));
            }
        }
    }
    assert!(stream.next().await.is_none());
    (stars, None)
}

async fn stars_of(pieces: &[&[u8]]) -> (Vec<String>, Option<Error<Problem>>) {
    let server = Server::sending(chunked("200 OK", HEAD, pieces.iter().copied()));
    stars(watch(&server).send().await.unwrap()).await
}

fn star(name: &str) -> String {
    format!("data: {{\"star\":\"{name}\"}}\n\n")
}

#[tokio::test]
async fn what_is_sent() {
    let server = Server::sending(chunked("200 OK", HEAD, []));
    let stream = watch(&server).send().await.unwrap();
    assert_eq!(stream.response().request_id(), Some("r-7"));
    assert_eq!(stars(stream).await.0, Vec::<String>::new());
    let received = server.request();
    assert_eq!(received.line, "POST /api/v1/events HTTP/1.1");
    assert_eq!(received.header("accept"), ["text/event-stream"]);
    assert_eq!(received.header("accept-encoding"), ["identity"]);
    assert_eq!(received.body, r#"{"at":"Ulm"}"#);
}

#[tokio::test]
async fn events_cut_anywhere() {
    let text = format!(
        "\u{feff}: hello\r\n\r\nid: 1\r\nevent: seen\r\ndata: {{\"star\":\r\ndata: \"Gänse\"}}\r\n\r\n{}: bye\n",
        star("b")
    );
    for at in 0..text.len() {
        let (first, second) = text.as_bytes().split_at(at);
        let pieces: Vec<&[u8]> = [first, second]
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect();
        let (stars, error) = stars_of(&pieces).await;
        assert!(error.is_none(), "{at}: {error:?}");
        assert_eq!(stars, ["Gänse", "b"], "{at}");
    }
}

#[tokio::test]
async fn names_ids_and_data_that_is_text() {
    let text =
        "event: a\nid: 1\ndata: not json\ndata:  two\n\ndata\n\n: c\nretry: 3\nid\ndata: [1]\n\n";
    let server = Server::sending(chunked("200 OK", HEAD, [text.as_bytes()]));
    let mut stream = client(&server).follow().send().await.unwrap();
    let mut events = Vec::new();
    while let Some(event) = stream.next().await {
        let Event { name, id, data, .. } = event.unwrap();
        events.push([name, id, data]);
    }
    assert_eq!(
        events,
        [["a", "1", "not json\n two"], ["", "1", ""], ["", "", "[1]"]]
    );
}

#[tokio::test]
async fn done_ends_the_stream_although_the_server_goes_on() {
    let text = star("a") + "data: [DONE]\n\n" + &star("b");
    let (stars, error) = stars_of(&[text.as_bytes()]).await;
    assert!(error.is_none());
    assert_eq!(stars, ["a"]);
    let text = star("a") + "data: [DONE]";
    let (stars, error) = stars_of(&[text.as_bytes()]).await;
    assert!(error.is_none());
    assert_eq!(stars, ["a"]);
}

/// A server that goes on when it is told to.
fn stepwise(steps: Vec<(Receiver<()>, String)>) -> Server {
    Server::doing(move |stream| {
        let head = format!("HTTP/1.1 200 OK\r\n{HEAD}transfer-encoding: chunked\r\n\r\n");
        stream.write_all(head.as_bytes())?;
        for (signal, text) in steps {
            let _ = signal.recv();
            write!(stream, "{:x}\r\n{text}\r\n", text.len())?;
        }
        Ok(())
    })
}

#[tokio::test]
async fn each_event_is_there_before_the_next_is_sent() {
    let (first, first_signal) = channel();
    let (second, second_signal) = channel();
    let server = stepwise(vec![(first_signal, star("a")), (second_signal, star("b"))]);
    // The head alone is enough for a stream.
    let mut stream = watch(&server).send().await.unwrap();
    first.send(()).unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data.star, "a");
    second.send(()).unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data.star, "b");
    // It breaks off without the last chunk.
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error}");
    assert!(
        error.to_string().contains("broke off after 40 bytes"),
        "{error}"
    );
}

#[tokio::test]
async fn a_healthy_stream_outlives_the_limit_of_an_attempt_and_a_silent_one_does_not_last() {
    let builder = |server: &Server| {
        let builder = Client::builder().base_url(server.base_url());
        let builder = builder.timeout(Duration::from_millis(150));
        let client = builder.read_timeout(Duration::from_millis(300)).build();
        client.unwrap().watch(WatchBody::new("Ulm")).send()
    };
    let slow = |pause: u64| {
        Server::doing(move |stream| {
            let head = format!("HTTP/1.1 200 OK\r\n{HEAD}\r\n");
            stream.write_all(head.as_bytes())?;
            for _ in 0..4 {
                std::thread::sleep(Duration::from_millis(pause));
                stream.write_all(star("a").as_bytes())?;
            }
            Ok(())
        })
    };
    let (all, error) = stars(builder(&slow(80)).await.unwrap()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(all.len(), 4);
    let (all, error) = stars(builder(&slow(1000)).await.unwrap()).await;
    let error = error.unwrap();
    assert!(all.is_empty() && error.is_timeout(), "{error}");
    assert_eq!(error.request_id(), Some("r-7"));
}

#[tokio::test]
async fn an_end_in_the_middle_is_no_end() {
    for cut in ["data: {\"star\":\"b\"\n", "data: {\"st", "event: x"] {
        let text = star("a") + cut;
        let (stars, error) = stars_of(&[text.as_bytes()]).await;
        let error = error.unwrap();
        assert_eq!(stars, ["a"]);
        assert!(
            error
                .to_string()
                .ends_with("event 2: the stream ends within the event"),
            "{error}"
        );
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    }
}

#[tokio::test]
async fn an_event_that_is_not_what_is_documented_is_an_error_in_its_place() {
    let text = star("a") + "data: {\"star\":7}\n\n" + &star("b");
    let server = Server::sending(chunked("200 OK", HEAD, [text.as_bytes()]));
    let mut stream = watch(&server).send().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data.star, "a");
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(stream.next().await.unwrap().unwrap().data.star, "b");
    assert!(stream.next().await.is_none());
    assert_eq!(error.raw_body(), Some(&b"{\"star\":7}"[..]));
    assert_eq!(error.request_id(), Some("r-7"));
    let shown = error.to_string();
    assert!(
        shown.contains("not the documented response: event 2: "),
        "{shown}"
    );
    assert!(shown.ends_with("data: {\"star\":7}"), "{shown}");

    let (stars, error) = stars_of(&[b"data: {\"star\":\"\xff\"}\n\n"]).await;
    assert!(stars.is_empty());
    assert!(
        error
            .unwrap()
            .to_string()
            .contains("event 1: it is not UTF-8")
    );
}

#[tokio::test]
async fn the_limit_is_for_one_event_and_not_for_all() {
    let many = star("a").repeat(50);
    let (stars, error) = stars_of(&[many.as_bytes()]).await;
    assert!(error.is_none());
    assert_eq!(stars.len(), 50);
    let large = star("a") + &star(&"x".repeat(100));
    let (stars, error) = stars_of(&[large.as_bytes()]).await;
    let error = error.unwrap();
    assert_eq!(stars, ["a"]);
    assert!(
        error
            .to_string()
            .ends_with("it is larger than the limit of 100 bytes"),
        "{error}"
    );
}

#[tokio::test]
async fn errors_are_read_as_ever_and_attempts_made_until_there_is_a_head() {
    let server = Server::sending(response("403 Forbidden", HEAD, r#"{"message":"no"}"#));
    let error = watch(&server).send().await.unwrap_err();
    assert_eq!(
        error.api().map(|problem| problem.message.as_str()),
        Some("no")
    );
    assert_eq!(error.request_id(), Some("r-7"));

    let server = Server::replying([
        Reply::Send(response("429 Slow Down", "retry-after: 0\r\n", "").into()),
        Reply::Send(chunked("200 OK", HEAD, [star("a").as_bytes()])),
    ]);
    let stream = watch(&server).send().await.unwrap();
    assert_eq!(stream.response().attempts(), 2);
    assert_eq!(stars(stream).await.0, ["a"]);
}

#[tokio::test]
async fn a_body_that_is_not_a_stream_of_events_is_an_error() {
    let page = response("200 OK", "content-type: text/html\r\n", "<html>");
    let error = watch(&Server::sending(page)).send().await.unwrap_err();
    let shown = error.to_string();
    assert!(
        shown.ends_with("content type: text/html; expected text/event-stream"),
        "{shown}"
    );
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn a_wrong_event_proves_something_within_a_documented_property_or_after_another_event() {
    let good = star("a");
    let foreign = "data: {\"error\":\"log in\"}\n\n";
    for (events, outcome) in [
        ("data: {\"star\":7}\n\n".to_owned(), Outcome::Applied),
        (format!("{good}{foreign}"), Outcome::Applied),
        (foreign.to_owned(), Outcome::Unknown),
        ("data: <html>\n\n".to_owned(), Outcome::Unknown),
    ] {
        let (_, error) = stars_of(&[events.as_bytes()]).await;
        assert_eq!(error.unwrap().outcome(), outcome, "{events}");
    }
    // As a whole, a response is recognized by its media type.
    for (headers, outcome) in [
        (HEAD, Outcome::Applied),
        ("content-type: text/html\r\n", Outcome::Unknown),
        ("", Outcome::Unknown),
    ] {
        let server = Server::sending(response("200 OK", headers, &good));
        let raw = watch(&server).send_raw().await.unwrap();
        assert_eq!(raw.outcome(), outcome, "{headers}");
    }
}

#[test]
fn without_async() {
    let text = star("a") + &star("b");
    let server = Server::sending(chunked("200 OK", HEAD, [text.as_bytes()]));
    let stream = watch(&server).send().wait().unwrap();
    let stars: Vec<_> = stream
        .wait_each()
        .map(|event| event.unwrap().data.star)
        .collect();
    assert_eq!(stars, ["a", "b"]);
}
