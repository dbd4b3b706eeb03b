//! A secret that was sent is shown nowhere, in whatever form a server repeats it: by secret, and by form.

use std::time::Duration;

use generated_client::{Attempt, Call, Client as Entries, Hook, Retry, date, models::NewTimeEntry};
use runtime::{Client, ClientBuilder, Credentials, Error, Json};
use test_server::{Reply, Server, response};

use crate::{
    client::TOKEN,
    echoes::{Echo, FORMS, OPEN, Peer, assert_hidden, shown},
};

#[tokio::test]
async fn the_base64_of_a_user_and_a_password_is_a_secret_and_so_is_the_password() {
    let peer = Peer::with(Credentials::default().basic("key", "Aladdin", "open sesame"));
    for (body, expected) in [
        ("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Basic [redacted]"),
        ("(QWxhZGRpbjpvcGVuIHNlc2FtZQ)", "([redacted])"),
        ("Aladdin:open sesame", "[redacted]"),
        ("Aladdin, open sesame", "Aladdin, [redacted]"),
        (
            "user=Aladdin&password=open+sesame",
            "user=Aladdin&password=[redacted]",
        ),
        ("https://Aladdin:open%20sesame@h/", "https://[redacted]@h/"),
        ("password b3BlbiBzZXNhbWU=.", "password [redacted]."),
    ] {
        assert_eq!(peer.error(body).await, expected);
    }
}

#[tokio::test]
async fn a_short_secret_is_redacted_as_a_whole_word() {
    for credentials in [
        Credentials::default().header("key", "X-Team", "k3y"),
        Credentials::default().query("key", "team", "k3y"),
        Credentials::default().cookie("key", "team", "k3y"),
        Credentials::default().bearer("key", "k3y"),
        Credentials::default().basic("key", "Ann", "k3y"),
    ] {
        let body = r#"k3y monk3y k3ys k3y5 "k3y" _k3y_ azN5 Äk3y k3y"#;
        let expected =
            r#"[redacted] monk3y k3ys k3y5 "[redacted]" _[redacted]_ [redacted] Äk3y [redacted]"#;
        assert_eq!(Peer::with(credentials).error(body).await, expected);
    }
}

#[tokio::test]
async fn the_longest_of_several_secrets_leaves_no_rest() {
    let peer = Peer::with(
        Credentials::default()
            .header("a", "X-One", "secret-one")
            .header("b", "X-Two", "secret-one-and-two")
            .query("key", "three", "and-two-and-three"),
    );
    let body = "(secret-one) (secret-one-and-two) (secret-one-and-two-and-three) (secret-on)";
    let expected = "([redacted]) ([redacted]) ([redacted]) (secret-on)";
    assert_eq!(peer.error(body).await, expected);
}

#[tokio::test]
async fn a_body_that_is_shown_in_part_shows_no_part_of_a_secret() {
    let peer = Peer::new("query");
    for form in FORMS {
        for padding in 170..=200 {
            let body = format!("{}{form}{}", "-".repeat(padding), "-".repeat(5000));
            let shown = peer.error(&body).await;
            assert!(!shown.contains("s3") && !shown.contains("czN"), "{shown}");
            assert!(
                !shown.contains("%73") && shown.ends_with(" bytes)"),
                "{shown}"
            );
        }
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_within_a_secret_shows_no_beginning_of_it() {
    let peer = Peer::new("query");
    let head = "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 99\r\n\r\n<";
    for form in FORMS {
        for length in 9..form.len() {
            let body = form.get(..length).unwrap();
            let request = peer.request(format!("{head}{body}"));
            let error = request.send::<Json<Echo>, Echo>().await;
            assert!(matches!(error, Err(Error::Interrupted { .. })));
            assert_hidden(body, &shown(&error));
        }
    }
}

#[tokio::test]
async fn a_secret_in_the_name_of_a_header_is_not_shown() {
    let peer = Peer::with(Credentials::default().query("key", "k", "s3cret-t0ken"));
    let request = peer.request(response("404 Not Found", "x-s3cret-t0ken: 1\r\n", ""));
    let error = request.send::<Json<Echo>, Echo>().await.unwrap_err();
    let shown = format!("{error:?}");
    assert!(shown.contains(r#"("x-[redacted]", "1")"#), "{shown}");
}

#[tokio::test]
async fn a_header_of_the_name_of_a_key_is_not_shown() {
    let headers = "x-team: another\r\nx-other: visible\r\n";
    let request = Peer::new("header").request(response("404 Not Found", headers, ""));
    let error = request.send::<Json<Echo>, Echo>().await.unwrap_err();
    let shown = format!("{error:?}");
    assert!(
        !shown.contains("another") && shown.contains("visible"),
        "{shown}"
    );
    let headers = error.headers().unwrap();
    assert_eq!(headers["x-team"], "another");
    assert!(headers["x-team"].is_sensitive() && !headers["x-other"].is_sensitive());
}

/// Has another token for each attempt.
struct Renews;

impl Hook for Renews {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        let token = format!("Bearer t0ken-number-{}", attempt.number());
        attempt.set_header("Authorization", &token)
    }
}

#[tokio::test]
async fn the_secret_of_an_earlier_attempt_is_not_shown_either() {
    let unavailable = response("503 Service Unavailable", "", "");
    let body = "t0ken-number-1 t0ken-number-2 t0ken-number-3";
    let last = response("404 Not Found", "", body);
    let replies = [unavailable, last].map(|reply| Reply::Send(reply.into()));
    let server = Server::replying(replies);
    let client = ClientBuilder::<Client>::new(server.base_url())
        .retry(Retry::default().first_wait(Duration::ZERO))
        .hook(Renews)
        .build()
        .unwrap();
    let error = client.request(&OPEN).send::<Json<Echo>, Echo>().await;
    let text = error.unwrap_err().to_string();
    assert!(
        text.ends_with(": [redacted] [redacted] t0ken-number-3"),
        "{text}"
    );
}

#[tokio::test]
async fn the_reason_why_an_item_was_refused_shows_no_secret() {
    let body = format!(r#"{{"errors":[{{"type":"a","message":"no {TOKEN}","index":0}}]}}"#);
    let server = Server::sending(response("422 Unprocessable Entity", "", &body));
    let client = Entries::builder(TOKEN).base_url(server.base_url());
    let client = client.build().unwrap();
    let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
    let chunks = client.create_time_entries([entry]).chunks().all().await;
    let refusals: Vec<_> = chunks[0].refusals().collect();
    assert_eq!(refusals[0].reason.message, format!("no {TOKEN}"));
    let shown = format!("{refusals:?} {chunks:?}");
    assert!(!shown.contains(TOKEN), "{shown}");
    assert_eq!(shown.matches("no [redacted]").count(), 3, "{shown}");
}
