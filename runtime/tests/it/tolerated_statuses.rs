//! Deviations of statuses and of bodies as a whole: tolerated by default, and errors of a strict client.

use runtime::{
    Empty, Error, Json, Method, Operation, Outcome, Raw, Undocumented, Value, responses,
};

use super::tolerated::{Canned, GET, Kite, NO_OFFSET, Tail, request, sent, shown};

static POST: Operation = Operation::new("fly-kite", Method::POST, "/kite", &[201]);
static QUEUE: Operation = Operation::new("queue-kite", Method::POST, "/queue", &[202]);
static DELETE: Operation = Operation::new("drop-kite", Method::DELETE, "/kite/{id}", &[204]);
static TOUCH: Operation = Operation::new("touch-kite", Method::POST, "/touch", &[200]);

const OTHER: &str = "another success than the documented ones, with the documented body";

#[tokio::test]
async fn a_success_in_place_of_another_one_is_a_success_with_the_documented_body() {
    let body = r#"{"name":"a"}"#;
    for (operation, status, outcome) in [
        (&GET, 201, Outcome::NotApplied),
        (&POST, 200, Outcome::Applied),
    ] {
        let response = sent::<Json<Kite>>(operation, (status, body), false)
            .await
            .unwrap();
        assert_eq!(response.value.name.as_deref(), Some("a"));
        assert_eq!(response.raw.outcome(), outcome);
        assert_eq!(shown(&response), [OTHER]);
        let error = sent::<Json<Kite>>(operation, (status, body), true)
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Status { .. }), "{error:?}");
        assert_eq!(error.outcome(), outcome);
    }
    for (operation, status) in [(&DELETE, 200), (&DELETE, 201), (&TOUCH, 201), (&TOUCH, 204)] {
        let response = sent::<Empty>(operation, (status, ""), false).await.unwrap();
        assert_eq!(response.raw.outcome(), Outcome::Applied);
        assert_eq!(shown(&response), [OTHER]);
        assert!(sent::<Empty>(operation, (status, ""), true).await.is_err());
    }
}

#[tokio::test]
async fn another_success_without_the_documented_body_proves_nothing() {
    for body in [
        "",
        "{}",
        "null",
        r#"{"error":"log in"}"#,
        "<html>",
        r#"{"name":7}"#,
        "[]",
    ] {
        let error = sent::<Json<Kite>>(&POST, (200, body), false)
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Status { .. }), "{body}: {error:?}");
        assert_eq!(error.outcome(), Outcome::Unknown, "{body}");
        if !body.is_empty() {
            let error = sent::<Empty>(&DELETE, (200, body), false)
                .await
                .unwrap_err();
            assert_eq!(error.outcome(), Outcome::Unknown, "{body}");
        }
    }
    let page = Canned {
        status: 200,
        headers: &[("content-type", "text/html")],
        body: String::new(),
    };
    let error = request(&DELETE, &page, false)
        .send::<Empty, Undocumented>()
        .await;
    assert_eq!(error.unwrap_err().outcome(), Outcome::Unknown);
    // Nothing is done yet, or not by the documented server.
    for status in [202, 203, 206, 226, 299] {
        assert!(
            sent::<Empty>(&DELETE, (status, ""), false).await.is_err(),
            "{status}"
        );
        assert!(
            sent::<Json<Kite>>(&POST, (status, r#"{"name":"a"}"#), false)
                .await
                .is_err()
        );
    }
}

responses! {
    pub enum Flown {
        Kite(Json<Kite> => Kite) = 201,
        Part(Json<Tail> => Tail) = 202,
        Nothing = 204,
    }
}

responses! {
    pub enum Moved {
        Kite(Json<Kite> => Kite) = 302,
        Part(Json<Tail> => Tail) = 202,
    }
}

#[tokio::test]
async fn the_body_of_a_status_that_is_no_success_is_that_of_no_other_success() {
    let body = r#"{"name":"a"}"#;
    // No success is documented that another one could stand for.
    static MOVE: Operation = Operation::new("move", Method::GET, "/moved", &[302]);
    assert!(sent::<Json<Kite>>(&MOVE, (302, body), false).await.is_ok());
    assert!(sent::<Json<Kite>>(&MOVE, (200, body), false).await.is_err());
    static BOTH: Operation = Operation::new("both", Method::GET, "/both", &[202, 302]);
    let moved = sent::<Moved>(&BOTH, (302, body), false).await.unwrap();
    assert!(matches!(moved.value, Moved::Kite(_)), "{moved:?}");
    assert!(sent::<Moved>(&BOTH, (200, body), false).await.is_err());
}

#[tokio::test]
async fn bodies_that_differ_by_status_are_told_apart_by_what_arrives() {
    static FLY: Operation = Operation::new("fly", Method::POST, "/fly", &[201, 202, 204]);
    let response = sent::<Flown>(&FLY, (200, r#"{"name":"a"}"#), false)
        .await
        .unwrap();
    assert!(matches!(response.value, Flown::Kite(_)), "{response:?}");
    assert_eq!(shown(&response), [OTHER]);
    let tail = r#"{"sewn":"2026-11-26T12:00:00","knots":[]}"#;
    let response = sent::<Flown>(&FLY, (200, tail), false).await.unwrap();
    assert!(matches!(response.value, Flown::Part(_)), "{response:?}");
    assert_eq!(
        shown(&response),
        [OTHER.to_owned(), format!("sewn: {NO_OFFSET}")]
    );
    let response = sent::<Flown>(&FLY, (200, ""), false).await.unwrap();
    assert_eq!(response.value, Flown::Nothing);
    assert_eq!(response.raw.outcome(), Outcome::Applied);
    for body in ["{}", "<html>"] {
        let error = sent::<Flown>(&FLY, (200, body), false).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{body}");
    }
}

#[tokio::test]
async fn a_body_after_a_status_that_has_none_is_ignored() {
    for body in ["{}", "ok"] {
        let response = sent::<Empty>(&DELETE, (204, body), false).await.unwrap();
        assert_eq!(response.raw.outcome(), Outcome::Applied);
        assert_eq!(
            shown(&response),
            ["a body after a status that has none, which is ignored"]
        );
        let error = sent::<Empty>(&DELETE, (204, body), true).await.unwrap_err();
        assert!(matches!(error, Error::Decode { .. }), "{error:?}");
    }
    let error = sent::<Empty>(&DELETE, (204, "<html>"), false).await;
    assert_eq!(error.unwrap_err().outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn a_202_without_its_body_is_a_success_if_nothing_of_it_is_required() {
    let response = sent::<Json<Kite>>(&QUEUE, (202, ""), false).await.unwrap();
    assert_eq!(response.value.name, None);
    assert_eq!(response.raw.outcome(), Outcome::Unknown);
    assert_eq!(
        shown(&response),
        ["no body with 202, where one is documented"]
    );
    let response = sent::<Json<Value>>(&QUEUE, (202, " \r\n"), false)
        .await
        .unwrap();
    assert_eq!(response.value, Value::Null);
    assert!(sent::<Json<Tail>>(&QUEUE, (202, ""), false).await.is_err());
    assert!(sent::<Json<Kite>>(&QUEUE, (202, ""), true).await.is_err());
    assert!(sent::<Json<Kite>>(&POST, (201, ""), false).await.is_err());
}

#[tokio::test]
async fn a_206_is_a_success_if_a_part_was_requested() {
    let part = Canned {
        status: 206,
        headers: &[("content-range", "bytes 0-3/9")],
        body: "kite".to_owned(),
    };
    let ranged = |strict| request(&GET, &part, strict).with_header("Range", "bytes=0-3");
    let response = ranged(false)
        .send_with_metadata::<Raw, Undocumented>()
        .await
        .unwrap();
    assert_eq!(&response.value[..], b"kite");
    assert_eq!(shown(&response), [OTHER]);
    let mut stream = ranged(false)
        .send_for_stream::<Undocumented>()
        .await
        .unwrap();
    assert_eq!(&stream.next().await.unwrap().unwrap()[..], b"kite");
    assert!(ranged(true).send::<Raw, Undocumented>().await.is_err());
    assert!(
        ranged(true)
            .send_for_stream::<Undocumented>()
            .await
            .is_err()
    );
    assert!(
        request(&GET, &part, false)
            .send::<Raw, Undocumented>()
            .await
            .is_err()
    );
}
