//! The table in the documentation of `Retry`, cell by cell, with a transport that says whether a request left.

use std::{collections::BTreeSet, time::Duration};

use futures_util::future::pending;
use generated_client::{Departure, Error, Outcome, Retry, SendError};

use crate::{
    calls::Kind,
    fake::{Fake, Sent, builder, respond, success},
};

/// The rows of the table, with the kinds of requests that each is about.
const ROWS: [(&str, &[Kind]); 3] = [
    ("safe", &[Kind::Get]),
    ("idempotent", &[Kind::Put, Kind::Delete]),
    ("not idempotent", &[Kind::Post, Kind::DeleteSeveral]),
];

/// The result of an attempt.
#[derive(Clone, Copy, Debug)]
enum End {
    NotSent,
    MaybeSent,
    Status(u16),
}

impl End {
    fn of_attempt(self) -> Sent {
        match self {
            Self::NotSent => Err(SendError::not_sent("no route").connect()),
            Self::MaybeSent => Err(SendError::maybe_sent("reset")),
            Self::Status(status) => Ok(respond(status, "<html>")),
        }
    }
}

/// The columns of the table, with the results of attempts that each is about.
fn columns() -> Vec<(&'static str, Vec<End>)> {
    let others = (500..600).filter(|status| !(501..=506).contains(status));
    let others = others.filter(|status| ![508, 510, 511].contains(status));
    let statuses = |list: &[u16]| list.iter().copied().map(End::Status).collect();
    vec![
        ("not sent", vec![End::NotSent]),
        ("429", statuses(&[429])),
        ("408, 502, 503, 504", statuses(&[408, 502, 503, 504])),
        ("500 and other 5xx", others.map(End::Status).collect()),
        ("maybe sent, no response", vec![End::MaybeSent]),
    ]
}

/// Returns the cells of the table in the documentation, by row and column.
fn documented() -> Vec<(String, Vec<(String, String)>)> {
    let source = include_str!("../../../runtime/src/transport/retry.rs");
    let lines = source.lines().filter_map(|line| line.strip_prefix("/// |"));
    let mut rows = lines.map(|line| {
        let cells = line.trim_end_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect::<Vec<_>>()
    });
    let head = rows.next().unwrap();
    let rows = rows.filter(|row| row[0] != "---");
    let rows = rows.map(|row| {
        let cells = head.iter().zip(&row).skip(1);
        let cells = cells.map(|(column, cell)| (column.clone(), cell.clone()));
        (row[0].clone(), cells.collect())
    });
    rows.collect()
}

/// Sends a request to a transport that always has this result. Returns the number of attempts, and the outcome.
async fn send(kind: Kind, end: End, retry: Retry) -> (usize, Outcome) {
    let transport = Fake::new(move |_| async move { end.of_attempt() });
    let client = builder(&transport).retry_budget(99).build().unwrap();
    let error = kind.send(&client, retry).await.unwrap_err();
    assert_eq!(error.attempts() as usize, transport.count());
    (transport.count(), error.outcome())
}

/// The outcome that follows from a result of the last attempt, if no other is in doubt.
fn outcome(kind: Kind, end: End) -> Outcome {
    match end {
        End::NotSent | End::Status(429) => Outcome::NotApplied,
        _ if kind == Kind::Get => Outcome::NotApplied,
        _ => Outcome::Unknown,
    }
}

#[tokio::test(start_paused = true)]
async fn each_cell_of_the_table_is_as_documented() {
    let documented = documented();
    let rows: Vec<_> = documented.iter().map(|(row, _)| row.as_str()).collect();
    assert_eq!(rows, ROWS.map(|(row, _)| row));
    let mut cells = BTreeSet::new();
    for ((row, kinds), (_, documented)) in ROWS.iter().zip(&documented) {
        for ((column, ends), (documented_column, cell)) in columns().iter().zip(documented) {
            assert_eq!(column, documented_column);
            let (usual, bold) = match cell.as_str() {
                "retried" => (4, 4),
                "never retried" => (1, 1),
                "only with [`not_idempotent_too`](Retry::not_idempotent_too)" => (1, 4),
                other => panic!("{other}"),
            };
            for kind in *kinds {
                for end in ends {
                    for (retry, attempts) in [
                        (Retry::default(), usual),
                        (Retry::default().not_idempotent_too(true), bold),
                        (Retry::off(), 1),
                    ] {
                        let expected = (attempts, outcome(*kind, *end));
                        let mut got = send(*kind, *end, retry).await;
                        // A 429 counts only if there is a maximum of attempts. Time limits the others.
                        if *column == "429" && retry != Retry::off() {
                            assert!(got.0 > 8, "{got:?}");
                            got.0 = attempts;
                        }
                        assert_eq!(got, expected, "{row}, {column}: {kind:?} {end:?}");
                    }
                }
            }
            cells.insert((*row, *column));
        }
    }
    assert_eq!(cells.len(), 15);
}

#[tokio::test(start_paused = true)]
async fn statuses_about_the_request_are_never_retried() {
    for status in [501, 505, 506, 508, 510, 511] {
        for kind in Kind::ALL {
            let end = End::Status(status);
            let retry = Retry::default().not_idempotent_too(true);
            let expected = (1, outcome(kind, end));
            assert_eq!(send(kind, end, retry).await, expected, "{kind:?} {status}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_another_attempt_would_have_too_is_not_retried() {
    for kind in Kind::ALL {
        for (departure, expected) in [
            (Departure::NotSent, Outcome::NotApplied),
            (Departure::MaybeSent, outcome(kind, End::MaybeSent)),
        ] {
            let transport = Fake::new(move |_| async move {
                Err(match departure {
                    Departure::NotSent => SendError::not_sent("no such certificate").permanent(),
                    Departure::MaybeSent => SendError::maybe_sent("redirected").permanent(),
                })
            });
            let client = builder(&transport).build().unwrap();
            let error = kind.send(&client, Retry::default()).await.unwrap_err();
            assert_eq!(
                (transport.count(), error.outcome()),
                (1, expected),
                "{kind:?}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_outcome_considers_all_attempts() {
    let rejected = End::Status(422);
    for (kind, first, last, expected) in [
        (Kind::Post, End::NotSent, rejected, Outcome::NotApplied),
        (Kind::Post, End::NotSent, End::MaybeSent, Outcome::Unknown),
        (Kind::Post, End::Status(429), rejected, Outcome::NotApplied),
        (Kind::Put, End::MaybeSent, rejected, Outcome::Unknown),
        (Kind::Put, End::MaybeSent, End::NotSent, Outcome::Unknown),
        (Kind::Put, End::Status(500), End::NotSent, Outcome::Unknown),
        (
            Kind::Put,
            End::Status(503),
            End::Status(429),
            Outcome::Unknown,
        ),
        (Kind::Put, End::NotSent, End::NotSent, Outcome::NotApplied),
        (
            Kind::Get,
            End::MaybeSent,
            End::MaybeSent,
            Outcome::NotApplied,
        ),
    ] {
        let transport = Fake::scripted([first.of_attempt(), last.of_attempt()]);
        let client = builder(&transport).build().unwrap();
        let twice = Retry::default().max_attempts(2);
        let error = kind.send(&client, twice).await.unwrap_err();
        assert_eq!(error.attempts(), 2);
        assert_eq!(error.outcome(), expected, "{kind:?} {first:?} {last:?}");
    }
}

/// The moment in which the time limit ends an attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Moment {
    /// The transport says nothing about it.
    Unsaid,
    Waiting,
    Left,
    /// The connection took nothing of the request, which waits again.
    HandedBack,
}

#[tokio::test(start_paused = true)]
async fn after_a_time_limit_the_record_of_the_transport_decides() {
    for kind in Kind::ALL {
        for moment in [
            Moment::Unsaid,
            Moment::Waiting,
            Moment::Left,
            Moment::HandedBack,
        ] {
            let transport = Fake::new(move |got| async move {
                let sending = got.sending;
                if moment != Moment::Unsaid {
                    sending.wait();
                }
                if [Moment::Left, Moment::HandedBack].contains(&moment) {
                    assert!(sending.leave());
                }
                if moment == Moment::HandedBack {
                    sending.wait();
                }
                pending().await
            });
            let client = builder(&transport)
                .timeout(Duration::from_secs(3))
                .build()
                .unwrap();
            let error = kind.send(&client, Retry::default()).await.unwrap_err();
            let end = match moment {
                Moment::Unsaid | Moment::Left => End::MaybeSent,
                Moment::Waiting | Moment::HandedBack => End::NotSent,
            };
            let (attempts, _) = send(kind, end, Retry::default()).await;
            assert_eq!(transport.count(), attempts, "{kind:?} {moment:?}");
            assert_eq!(error.outcome(), outcome(kind, end), "{kind:?} {moment:?}");
            assert!(error.is_timeout());
            assert!(matches!(error, Error::Transport { .. }), "{error:?}");
            // A request that counts as not sent never leaves.
            let left = transport
                .got()
                .iter()
                .filter(|got| got.sending.leave())
                .count();
            let expected = match end {
                End::NotSent => 0,
                _ => attempts,
            };
            assert_eq!(left, expected, "{kind:?} {moment:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn only_requests_that_read_can_use_a_connection_again() {
    for kind in Kind::ALL {
        let transport = Fake::new(move |_| async move { Ok(success(kind)) });
        let client = builder(&transport).build().unwrap();
        kind.send(&client, Retry::default()).await.unwrap();
        let needs = transport.got()[0].sending.needs_fresh_connection();
        assert_eq!(needs, kind != Kind::Get, "{kind:?}");
    }
}
