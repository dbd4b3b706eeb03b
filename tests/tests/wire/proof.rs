//! The outcome of successes: `Applied` only if the body is, but for one place, the documented one.

use generated_client::{
    Call, Error, Outcome, date,
    models::{NewTimeEntry, TimeEntryUpdate},
};
use test_server::{NO_CONTENT, Server, response, response_bytes};

use crate::{client::client, paging::page_of};

const JSON: &str = "content-type: application/json\r\n";

/// The writing requests.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Write {
    Create,
    CreateSeveral,
    Update,
    Delete,
    DeleteSeveral,
}

impl Write {
    const ALL: [Self; 5] = [
        Self::Create,
        Self::CreateSeveral,
        Self::Update,
        Self::Delete,
        Self::DeleteSeveral,
    ];

    /// Those whose responses have a body.
    const WITH_BODY: [Self; 3] = [Self::Create, Self::CreateSeveral, Self::Update];

    /// The outcome of a request that gets this response, by every way of sending it. An `Ok` is `None`.
    async fn outcome(self, reply: &[u8]) -> Option<Outcome> {
        macro_rules! outcome {
            ($client:ident => $request:expr) => {{
                let server = Server::sending(reply);
                let $client = client(&server);
                let sent = $request.send_with_metadata().await;
                let server = Server::sending(reply);
                let $client = client(&server);
                let raw = $request.send_raw().await;
                match (sent, raw) {
                    (Ok(sent), Ok(raw)) => {
                        assert_eq!(sent.raw.outcome(), raw.outcome());
                        assert_eq!(raw.outcome(), Outcome::Applied);
                        None
                    }
                    (Err(error), Ok(raw)) => {
                        assert_eq!(error.outcome(), raw.outcome(), "{error}");
                        assert_eq!(error.response().unwrap().outcome(), raw.outcome());
                        Some(error.outcome())
                    }
                    (sent, raw) => panic!("{:?} {:?}", sent.err(), raw.err()),
                }
            }};
        }
        let entry = || NewTimeEntry::new(7, date(2026, 11, 24), 90);
        match self {
            Self::Create => outcome!(client => client.create_time_entry(entry())),
            Self::CreateSeveral => {
                outcome!(client => client.create_time_entries([entry(), entry()]))
            }
            Self::Update => {
                outcome!(client => client.update_time_entry(7, TimeEntryUpdate::default()))
            }
            Self::Delete => outcome!(client => client.delete_time_entry(7)),
            Self::DeleteSeveral => outcome!(client => client.delete_time_entries([7, 8])),
        }
    }

    /// The page that is the documented response.
    fn page(self) -> String {
        match self {
            Self::CreateSeveral => page_of(1, 1, &[7, 8]),
            _ => page_of(1, 1, &[7]),
        }
    }

    /// The same with another status.
    fn page_with(self, status: &str) -> String {
        self.page().replacen("200 OK", status, 1)
    }
}

/// Every kind of success, documented or not.
const SUCCESSES: [&str; 11] = [
    "200 OK",
    "201 Created",
    "202 Accepted",
    "203 Non-Authoritative Information",
    "205 Reset Content",
    "206 Partial Content",
    "207 Multi-Status",
    "208 Already Reported",
    "226 IM Used",
    "250 Whatever",
    "299 Whatever",
];

/// Web pages of proxies and forms to log in.
const PAGES: [(&str, &[u8]); 8] = [
    (
        "content-type: text/html\r\n",
        b"<!DOCTYPE html><title>Log in</title>",
    ),
    (
        "content-type: text/html; charset=iso-8859-1\r\n",
        b"<html>D\xe9connect\xe9</html>",
    ),
    ("content-type: text/html\r\n", b"please log in"),
    ("content-type: application/xhtml+xml\r\n", b"<html/>"),
    ("", b"\r\n <!-- proxy -->\n<HTML><body>Log in</body>"),
    ("", b"\xef\xbb\xbf<!doctype html><form>"),
    ("content-type: application/json\r\n", b"<html>Log in</html>"),
    (
        "content-type: text/xml\r\n",
        b"<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
    ),
];

#[tokio::test]
async fn a_web_page_with_a_success_proves_nothing() {
    for write in Write::ALL {
        for status in SUCCESSES {
            let reply = response_bytes(status, PAGES[0].0, PAGES[0].1);
            let outcome = write.outcome(&reply).await;
            assert_eq!(outcome, Some(Outcome::Unknown), "{write:?}, {status}");
        }
        for (headers, body) in PAGES {
            let reply = response_bytes("200 OK", headers, body);
            let outcome = write.outcome(&reply).await;
            assert_eq!(outcome, Some(Outcome::Unknown), "{write:?}, {body:?}");
        }
    }
}

#[tokio::test]
async fn a_204_with_a_web_page_proves_nothing() {
    let reply = "HTTP/1.1 204 No Content\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\
                 connection: close\r\n\r\n<html>";
    for write in Write::ALL {
        let outcome = write.outcome(reply.as_bytes()).await;
        assert_eq!(outcome, Some(Outcome::Unknown), "{write:?}");
    }
}

#[tokio::test]
async fn json_that_is_not_recognizably_the_documented_body_proves_nothing() {
    for body in [
        "{}",
        "null",
        "true",
        "7",
        "\"login required\"",
        r#"{"error":"login required"}"#,
        r#"{"error":{"count":1}}"#,
        r#"{"errors":[{"type":"oauth","message":"Log in."}]}"#,
        r#"{"count":1}"#,
        r#"{"error":"\ud800"}"#,
        r#"{"error":1e999}"#,
        r#"{"message":"no","status":401}"#,
        "[]",
        r#"[{"count":"one"}]"#,
        r#"["login required"]"#,
        "",
        " \r\n",
        r#"{"count":"#,
        r#"{"count":"one""#,
        r#"{"count":"one"} <html>"#,
    ] {
        for write in Write::WITH_BODY {
            let reply = response("200 OK", JSON, body);
            let outcome = write.outcome(reply.as_bytes()).await;
            assert_eq!(outcome, Some(Outcome::Unknown), "{write:?}, {body}");
        }
    }
}

#[tokio::test]
async fn the_documented_body_that_is_wrong_in_one_place_is_proof() {
    let meta = r#""meta":{"count":1,"page_count":1,"page_number":1,"page_size":20}"#;
    let results = r#""results":[{"key":"time_entries","id":"7"}]"#;
    for body in [
        r#"{"count":"one"}"#.to_owned(),
        r#"{"unknown":{},"count":1e999}"#.to_owned(),
        format!(r#"{{"count":1,{meta},{results},"time_entries":{{}}}}"#),
        format!(r#"{{"count":1,{meta},"results":[{{"key":"time_entries"}}]}}"#),
        format!(
            r#"{{"count":1,{meta},{results},"time_entries":{{"7":{{"id":"7","time_in_minutes":"x"}}}}}}"#
        ),
        format!(
            r#"{{"count":1,{meta},{results},"time_entries":{{"7":{{"id":"7","notes":"\ud800"}}}}}}"#
        ),
        format!(
            "\u{feff}{{\"count\":1,{meta},{results},\"time_entries\":{{\"7\":{{\"id\":7,\"notes\":7}}}}}}"
        ),
    ] {
        for write in [Write::Create, Write::Update] {
            let reply = response("200 OK", JSON, &body);
            let outcome = write.outcome(reply.as_bytes()).await;
            assert_eq!(outcome, Some(Outcome::Applied), "{write:?}, {body}");
        }
    }
}

#[tokio::test]
async fn the_documented_body_is_proof_with_every_success_but_202() {
    for write in Write::WITH_BODY {
        let outcome = write.outcome(write.page().as_bytes()).await;
        assert_eq!(outcome, None, "{write:?}");
        for status in &SUCCESSES[1..] {
            let outcome = write.outcome(write.page_with(status).as_bytes()).await;
            // It is alike, so that it is a success.
            if *status == "201 Created" {
                assert_eq!(outcome, None, "{write:?}");
                continue;
            }
            let expected = match *status {
                // Nothing is applied yet.
                "202 Accepted" => Outcome::Unknown,
                _ => Outcome::Applied,
            };
            assert_eq!(outcome, Some(expected), "{write:?}, {status}");
        }
    }
}

#[tokio::test]
async fn a_success_that_is_not_documented_proves_nothing_without_the_documented_body() {
    for status in SUCCESSES {
        for body in [
            "",
            "{}",
            r#"{"error":"login required"}"#,
            r#"{"count":"one"}"#,
        ] {
            for write in Write::ALL {
                let has_body = Write::WITH_BODY.contains(&write);
                if status == "200 OK" && has_body {
                    continue;
                }
                // No body is the documented one, and the status is alike.
                if ["200 OK", "201 Created"].contains(&status) && !has_body && body.is_empty() {
                    let outcome = write.outcome(response(status, "", "").as_bytes()).await;
                    assert_eq!(outcome, None, "{write:?}, {status}");
                    continue;
                }
                let reply = response(status, JSON, body);
                let outcome = write.outcome(reply.as_bytes()).await;
                assert_eq!(
                    outcome,
                    Some(Outcome::Unknown),
                    "{write:?}, {status}, {body}"
                );
            }
        }
    }
    for write in Write::WITH_BODY {
        let outcome = write.outcome(NO_CONTENT.as_bytes()).await;
        assert_eq!(outcome, Some(Outcome::Unknown), "{write:?}");
    }
    for write in [Write::Delete, Write::DeleteSeveral] {
        assert_eq!(write.outcome(NO_CONTENT.as_bytes()).await, None);
    }
}

#[tokio::test]
async fn a_request_that_only_reads_is_never_applied() {
    for reply in [
        response("200 OK", JSON, "{}"),
        response("201 Created", "", "<html>"),
        page_of(1, 1, &[7]),
    ] {
        let server = Server::sending(reply.clone());
        let raw = client(&server).get_time_entry(7).send_raw().await.unwrap();
        assert_eq!(raw.outcome(), Outcome::NotApplied, "{reply}");
        let server = Server::sending(reply);
        let sent = client(&server).get_time_entry(7).send_with_metadata().await;
        let outcome = sent.map_or_else(|error| error.outcome(), |sent| sent.raw.outcome());
        assert_eq!(outcome, Outcome::NotApplied);
    }
}

#[tokio::test]
async fn errors_say_what_came_in_place_of_the_documented_body() {
    for (body, message) in [
        ("{}", "missing field `count` at line 1 column 2"),
        (
            "\"login required\"",
            "invalid type: string \"login required\", expected an object at line 1 column 16",
        ),
    ] {
        let server = Server::sending(response("200 OK", JSON, body));
        let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
        let error = client(&server).create_time_entry(entry).send().await;
        let error = error.unwrap_err();
        assert!(matches!(error, Error::Decode { .. }), "{error:?}");
        assert_eq!(
            error.to_string(),
            format!(
                "POST /time_entries (create-time-entry): 200 OK: not the documented response: {message}"
            )
        );
    }
}
