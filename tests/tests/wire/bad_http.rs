//! Responses that violate HTTP: undocumented statuses, wrong lengths, and several responses to one request.

use std::io::{Read, Write};

use generated_client::{Call, Error, models::TimeEntryPage};
use test_server::{Reply, Server, json_response, response};

use crate::client::{client, empty_page};

const START: &str = "GET /time_entries (get-time-entries): ";

const META: &str =
    r#""meta":{"count":0,"page_count":0,"page_number":1,"page_size":20},"results":[]"#;

async fn list(reply: impl Into<Vec<u8>>) -> Result<TimeEntryPage, Error> {
    let server = Server::sending(reply);
    client(&server).get_time_entries().send().await
}

#[tokio::test]
async fn statuses_that_are_not_registered() {
    for (status, shown) in [
        (
            "203 Non-Authoritative Information",
            ": a success that is not documented: {}",
        ),
        ("226 IM Used", ": a success that is not documented: {}"),
        ("299 Odd", ": a success that is not documented: {}"),
        ("300 Multiple Choices", ": {}"),
        ("306 Unused", ": {}"),
        ("399 Odd", ": {}"),
        ("451 Unavailable For Legal Reasons", ": {}"),
        ("600 Odd", ": {}"),
        ("999 Denied", ": {}"),
    ] {
        let error = list(response(status, "x-request-id: r-1\r\n", "{}")).await;
        let error = error.unwrap_err();
        assert!(matches!(error, Error::Status { .. }), "{error:?}");
        assert_eq!(error.raw_body(), Some(&b"{}"[..]));
        let status = error.status().unwrap().to_string();
        assert_eq!(
            error.to_string(),
            format!("{START}{status} (request id r-1){shown}")
        );
    }
    // A status that does not have three digits, or is below 100, is not HTTP.
    for status in [
        "099 Low",
        "000 None",
        "1000 High",
        "20 Short",
        "2OO Letters",
        "",
    ] {
        let error = list(response(status, "", "{}")).await.unwrap_err();
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        let start = format!("{START}no response: invalid HTTP");
        assert!(error.to_string().starts_with(&start), "{error}");
    }
}

#[tokio::test]
async fn an_interim_response_is_not_the_response() {
    let early = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\nx-request-id: early\r\n\r\n";
    let go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    let odd = "HTTP/1.1 199 Odd\r\n\r\n";
    for before in [early, go_on, odd, &[early, go_on, odd].concat().repeat(50)] {
        let server = Server::sending(format!("{before}{}", empty_page()));
        let request = client(&server).get_time_entries();
        let response = request.send_with_metadata().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.request_id(), Some("r-1"));
        assert!(!response.headers().contains_key("link"));
    }
    // Nothing comes behind it.
    for before in [early, go_on] {
        let error = list(before).await.unwrap_err();
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        assert_eq!(error.status(), None);
    }
    // The client did not ask for another protocol, and no response in HTTP can follow.
    let switch = "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n";
    let error = list(format!("{switch}{}", empty_page())).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{START}101 Switching Protocols, no body")
    );
}

#[tokio::test]
async fn bytes_that_are_not_http() {
    for response in [
        "SSH-2.0-OpenSSH_9.6\r\n",
        "220 mail.example ESMTP\r\n",
        "{\"count\":0}\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nname with spaces: 1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nx: a\0b\r\n\r\n",
        "HTTP/1.1 200 O\x07K\r\n\r\n",
        "ICY 200 OK\r\n\r\n",
        "\x15\x03\x01\0\x02\x02\x46",
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    ] {
        let error = list(response).await.unwrap_err();
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        let start = format!("{START}no response: invalid HTTP");
        assert!(
            error.to_string().starts_with(&start),
            "{response:?}: {error}"
        );
        assert!(!error.is_timeout() && !error.is_connect());
    }
}

#[tokio::test]
async fn a_length_that_is_too_short_cuts_the_body_and_the_rest_is_nothing() {
    let body = format!("{{\"count\":0,{META}}}");
    let length = body.len() - 1;
    let response =
        format!("HTTP/1.1 200 OK\r\nx-request-id: r-1\r\ncontent-length: {length}\r\n\r\n{body}");
    let error = list(response).await.unwrap_err();
    assert!(matches!(error, Error::Decode { .. }), "{error:?}");
    assert_eq!(error.raw_body(), body.as_bytes().get(..length));
    let start = format!(
        "{START}200 OK (request id r-1): not the documented response: the body is not JSON: \
         EOF while parsing an object at line 1 column {length}; "
    );
    assert!(error.to_string().starts_with(&start), "{error}");

    let response = format!("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n{body}");
    assert_eq!(
        list(response).await.unwrap_err().to_string(),
        format!("{START}200 OK: not the documented response: the body is empty, expected JSON")
    );
}

#[tokio::test]
async fn a_body_that_looks_whole_before_its_length_is_reached_is_not_taken() {
    let body = format!("{{\"count\":0,{META}}}");
    let length = body.len() + 1;
    let response = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}");
    let error = list(response).await.unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    assert_eq!(error.raw_body(), Some(body.as_bytes()));
}

#[tokio::test]
async fn lengths_that_cannot_be_read_or_contradict_each_other() {
    let body = format!("{{\"count\":0,{META}}}");
    let length = body.len();
    for headers in [
        "content-length: -1".to_owned(),
        "content-length: many".to_owned(),
        "content-length: 18446744073709551616".to_owned(),
        format!("content-length: {length}\r\ncontent-length: 3"),
        format!("content-length: +{length}"),
        format!("content-length: {length},3"),
    ] {
        let response = format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n{body}");
        assert_eq!(
            list(response).await.unwrap_err().to_string(),
            format!("{START}no response: invalid content-length parsed")
        );
    }
    // Said twice, but the same.
    let headers = format!("content-length: {length}\r\ncontent-length: {length}");
    list(format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n{body}"))
        .await
        .unwrap();
}

#[tokio::test]
async fn pieces_that_are_none() {
    let head = "HTTP/1.1 200 OK\r\nx-request-id: r-1\r\ntransfer-encoding: chunked\r\n\r\n";
    for pieces in [
        "{}\r\n",
        "-1\r\n{}",
        "x\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}{}\r\n0\r\n\r\n",
        "ffffffffffffffff0\r\n{}",
        "9\r\n{}\r\n0\r\n\r\n",
    ] {
        let error = list(format!("{head}{pieces}")).await.unwrap_err();
        assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
        let start = format!("{START}200 OK (request id r-1): the response broke off after ");
        assert!(error.to_string().starts_with(&start), "{error}");
    }
}

#[tokio::test]
async fn a_surplus_response_is_not_the_response_to_the_next_request() {
    let response = |count: u32| {
        let response = json_response(&format!("{{\"count\":{count},{META}}}"));
        // The connection could be used again.
        response.replace("connection: close\r\n", "")
    };
    let twice = [response(1), response(666)].concat();
    let stray = [&*response(1), "HTTP/1.1 204 No Content\r\n\r\n"].concat();
    let garbage = [&*response(1), "hello"].concat();
    for first in [twice, stray, garbage] {
        let first = Reply::Do(Box::new(move |stream| {
            stream.write_all(first.as_bytes())?;
            // Open until the client closes it, so that only the client decides.
            while stream.read(&mut [0; 512])? > 0 {}
            Ok(())
        }));
        let server = Server::replying([first, Reply::Send(response(2).into())]);
        let client = client(&server);
        assert_eq!(client.get_time_entries().send().await.unwrap().count, 1);
        assert_eq!(client.get_time_entries().send().await.unwrap().count, 2);
    }
}
