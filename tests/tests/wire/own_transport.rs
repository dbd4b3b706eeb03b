//! A transport of the caller's own, without sockets: everything that calls do works with it.

use std::{
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_util::{StreamExt as _, future::pending, stream};
use generated_client::{
    Bytes, Call, Client, Error, Outcome, ResponseBody, Retry, SendError, Transport as _, date,
    http::{Response, header::HeaderValue},
    models::NewTimeEntry,
};
use http_body_util::StreamBody;
use runtime::Part;
use test_server::json_response;
use tests::{body_multipart, response_media};
use tokio::time::{Instant, sleep};

use crate::{
    calls::Kind,
    client::TOKEN,
    fake::{Fake, builder, respond, success},
    paging::page_of,
};

fn body_of(response: &str) -> String {
    response.split_once("\r\n\r\n").unwrap().1.to_owned()
}

/// A body that arrives in pieces, each after this time.
fn arriving(pieces: Vec<io::Result<&'static str>>, pause: Duration) -> ResponseBody {
    let pieces = stream::iter(pieces).then(move |piece| async move {
        sleep(pause).await;
        piece.map(|text| http_body::Frame::data(Bytes::from_static(text.as_bytes())))
    });
    ResponseBody::streamed(StreamBody::new(pieces))
}

fn with_headers<const N: usize>(
    mut response: Response<ResponseBody>,
    headers: [(&'static str, &'static str); N],
) -> Response<ResponseBody> {
    for (name, value) in headers {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

#[tokio::test(start_paused = true)]
async fn a_request_and_its_response() {
    let transport = Fake::scripted([Ok(with_headers(
        success(Kind::Post),
        [("x-request-id", "r-9"), ("server", "none")],
    ))]);
    let client = builder(&transport).build().unwrap();
    let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
    let call = client.create_time_entry(entry).with_header("x-team", "a");
    let response = call.send_with_metadata().await.unwrap();
    assert_eq!(response.value.time_entries().count(), 1);
    assert_eq!(response.raw.request_id(), Some("r-9"));
    assert_eq!(response.raw.headers()["server"], "none");
    assert_eq!(response.attempts(), 1);

    let got = transport.got().remove(0);
    assert_eq!(got.method, "POST");
    assert_eq!(got.uri, *format!("{}/time_entries", Client::BASE_URL));
    assert_eq!(got.header("authorization"), format!("Bearer {TOKEN}"));
    assert!(got.headers["authorization"].is_sensitive());
    assert_eq!(got.header("content-type"), "application/json");
    assert_eq!(got.header("x-team"), "a");
    // The transport adds them.
    assert!(!got.headers.contains_key("host") && !got.headers.contains_key("content-length"));
    assert!(got.body.contains(r#""time_in_minutes":90"#), "{}", got.body);
}

#[tokio::test(start_paused = true)]
async fn pages_and_chunks() {
    let pages = [page_of(1, 2, &[4, 5]), page_of(2, 2, &[6])];
    let transport = Fake::scripted(pages.map(|page| Ok(respond(200, body_of(&page)))));
    let client = builder(&transport).build().unwrap();
    let entries = client.get_time_entries().stream().concurrency(3);
    assert_eq!(entries.all().await.unwrap().len(), 3);
    assert_eq!(transport.got()[1].uri.query(), Some("per_page=200&page=2"));

    let transport = Fake::new(|_| async { Ok(respond(204, "")) });
    let client = builder(&transport).build().unwrap();
    let chunks = client.delete_time_entries(1..=250).chunks().all().await;
    assert_eq!(chunks.len(), 3);
    assert!(
        chunks
            .iter()
            .all(|chunk| chunk.outcome() == Outcome::Applied)
    );
    assert_eq!(transport.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn errors_of_each_kind() {
    let api = r#"{"errors":[{"type":"system","message":"Not found."}]}"#;
    for (status, body, expected) in [
        (404, api, "404 Not Found: {\"errors\""),
        (404, "<html>", "404 Not Found: <html>"),
        (302, "", "302 Found, no body"),
        (200, "{}", "200 OK: not the documented response: "),
    ] {
        let transport = Fake::scripted([Ok(respond(status, body))]);
        let client = builder(&transport).build().unwrap();
        let error = client.get_time_entry(7).send().await.unwrap_err();
        let text = error.to_string();
        assert!(text.contains(expected), "{text}");
        let is_api = matches!(error, Error::Api { .. });
        assert_eq!(is_api, body == api, "{error:?}");
        assert_eq!(error.raw_body(), Some(body.as_bytes()));
    }

    let transport = Fake::scripted([Err(SendError::maybe_sent(io::Error::other("no luck")))]);
    let client = builder(&transport).retry(Retry::off()).build().unwrap();
    let error = client.get_time_entry(7).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /time_entries/{id} (get-time-entry): no response: no luck"
    );
    for (failure, is_connect, is_timeout, what) in [
        (
            SendError::not_sent("x").connect(),
            true,
            false,
            "no connection: x",
        ),
        (
            SendError::maybe_sent("x").timeout(),
            false,
            true,
            "no response in time: x",
        ),
        (
            SendError::not_sent("x").connect().timeout(),
            true,
            true,
            "no connection in time: x",
        ),
    ] {
        let transport = Fake::scripted([Err(failure)]);
        let client = builder(&transport).retry(Retry::off()).build().unwrap();
        let error = client.get_time_entry(7).send().await.unwrap_err();
        assert_eq!(
            (error.is_connect(), error.is_timeout()),
            (is_connect, is_timeout)
        );
        assert!(error.to_string().ends_with(what), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn bodies_that_break_off_stall_or_are_too_large() {
    let second = Duration::from_secs(1);
    let broken = || io::Error::from(io::ErrorKind::ConnectionReset);
    for (body, expected) in [
        (
            arriving(vec![Ok("{\"c"), Err(broken())], second),
            "the response broke off after 3 bytes: connection reset",
        ),
        (
            arriving(vec![Ok("{\"c"), Ok("ou")], second * 6),
            "the response broke off after 0 bytes: nothing arrived for 5s",
        ),
        (
            arriving((0..100).map(|_| Ok("ab")).collect(), second),
            "the response broke off after 20 bytes: operation timed out",
        ),
        (
            "x".repeat(200).into(),
            "the response broke off after 0 bytes: it is larger than the limit of 100 bytes",
        ),
    ] {
        let transport = Fake::scripted([Ok(respond(200, body))]);
        let client = builder(&transport)
            .retry(Retry::off())
            .timeout(Duration::from_millis(10_500))
            .read_timeout(second * 5)
            .max_body(100);
        let client = client.build().unwrap();
        let error = client.get_time_entry(7).send().await.unwrap_err();
        assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
        assert!(error.to_string().ends_with(expected), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn time_limits_hold_with_a_clock_that_a_test_advances() {
    let transport = Fake::new(|_| pending());
    let client = builder(&transport).build().unwrap();
    let start = Instant::now();
    let call = client
        .get_time_entry(7)
        .with_timeout(Duration::from_secs(7));
    let error = call.with_retry(Retry::off()).send().await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(start.elapsed(), Duration::from_secs(7));

    let start = Instant::now();
    let retry = Retry::default().max_total(Duration::from_secs(9));
    let call = client.get_time_entry(7).with_retry(retry);
    call.send().await.unwrap_err();
    assert_eq!(start.elapsed(), Duration::from_secs(9));
}

#[tokio::test(start_paused = true)]
async fn events_and_bytes_arrive_one_after_another() {
    let second = Duration::from_secs(1);
    let events = vec![
        Ok("data: {\"star\""),
        Ok(": \"a\"}\n\ndata: {\"star\": \"b\"}\n\n"),
    ];
    let transport = Fake::scripted([Ok(with_headers(
        respond(200, arriving(events, second)),
        [("content-type", "text/event-stream")],
    ))]);
    let client = response_media::endpoints::Client::builder().transport(transport);
    let client = client.build().unwrap();
    let start = Instant::now();
    let body = response_media::models::WatchBody::new("Ulm");
    let mut stream = client.watch(body).send().await.unwrap();
    let mut stars = Vec::new();
    while let Some(event) = stream.next().await {
        stars.push(event.unwrap().data.star);
    }
    assert_eq!(stars, ["a", "b"]);
    assert_eq!(start.elapsed(), second * 2);

    let pieces = vec![Ok("ab"), Ok("c")];
    let transport = Fake::scripted([Ok(respond(200, arriving(pieces, second)))]);
    let client = response_media::endpoints::Client::builder().transport(transport);
    let client = client.build().unwrap();
    let mut stream = client.get_image().send_for_stream().await.unwrap();
    let mut pieces = Vec::new();
    while let Some(piece) = stream.next().await {
        pieces.push(piece.unwrap());
    }
    assert_eq!(pieces, ["ab", "c"]);
}

#[tokio::test(start_paused = true)]
async fn a_body_with_parts_is_read_by_the_transport_and_can_fail() {
    let part = Part::stream(stream::iter([Ok("a".into()), Ok("b".into())]));
    let transport = Fake::scripted([Ok(respond(204, ""))]);
    let client = body_multipart::endpoints::Client::builder().transport(transport.clone());
    let client = client.build().unwrap();
    client.upload(part, "letters").send().await.unwrap();
    let got = transport.got().remove(0);
    assert!(
        got.header("content-type")
            .starts_with("multipart/form-data; boundary=")
    );
    assert!(got.body.contains("\r\n\r\nab\r\n"), "{}", got.body);

    // The transport cannot read it, and says that it sent nothing.
    let part = Part::stream(stream::iter([Err(io::Error::other("no such file"))]));
    let error = client.upload(part, "letters").send().await.unwrap_err();
    assert!(
        error.to_string().ends_with("no response: no such file"),
        "{error}"
    );
    assert_eq!(error.outcome(), Outcome::NotApplied);
}

#[tokio::test(start_paused = true)]
async fn a_packed_response_is_unpacked() {
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write as _;

    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let body = body_of(&json_response(&body_of(&Kind::Get.success())));
    encoder.write_all(body.as_bytes()).unwrap();
    let packed = respond(200, encoder.finish().unwrap());
    let transport = Fake::scripted([Ok(with_headers(packed, [("content-encoding", "gzip")]))]);
    let client = builder(&transport).build().unwrap();
    let page = client.get_time_entries().send().await.unwrap();
    assert_eq!(page.count, 1);
    assert_eq!(transport.got()[0].header("accept-encoding"), "gzip");
}

#[tokio::test(start_paused = true)]
async fn requests_of_one_client_are_sent_at_once() {
    let under_way = Arc::new(Mutex::new((0, 0)));
    let counter = under_way.clone();
    let transport = Fake::new(move |_| {
        let counter = counter.clone();
        async move {
            {
                let (now, most) = &mut *counter.lock().unwrap();
                *now += 1;
                *most = (*most).max(*now);
            }
            sleep(Duration::from_secs(1)).await;
            counter.lock().unwrap().0 -= 1;
            Ok(success(Kind::Get))
        }
    });
    let client = builder(&transport).build().unwrap();
    let calls = (0..8).map(|_| client.get_time_entries().send());
    for result in futures_util::future::join_all(calls).await {
        result.unwrap();
    }
    assert_eq!(*under_way.lock().unwrap(), (0, 8));
}

#[tokio::test]
async fn a_transport_can_be_shared_by_clients() {
    let transport = Fake::new(|_| async { Ok(success(Kind::Get)) });
    for _ in 0..2 {
        let client = builder(&transport).build().unwrap();
        client.get_time_entries().send().await.unwrap();
    }
    // It is an ordinary value, and can be used without a client.
    let request = generated_client::http::Request::new(generated_client::RequestBody::empty());
    assert_eq!(transport.send(request).await.unwrap().status(), 200);
    assert_eq!(transport.count(), 3);
}
