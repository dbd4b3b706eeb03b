//! Lists that are read by a key: the requests, the checkpoints, and servers that do not obey.

use runtime::{Checkpoint, CheckpointError, Error, Timestamp, comma};

use crate::{
    pet_list::{BY_CREATION, BY_UPDATE, ByKey, Manner, Server},
    pet_responses::{Responses, at, by, page},
};

/// Responds to a request, whose number and query it gets.
type Respond = fn(usize, &str) -> String;

const START: &str = "GET /pets (list-pets): 200 OK: not the documented response: ";

async fn ids(entries: ByKey) -> Vec<u64> {
    let pets = entries.all().await.unwrap();
    pets.iter().map(|pet| pet.id.as_u64().unwrap()).collect()
}

/// Pages of five of a list in which each pet has a second. What comes before `updated_after` is left out.
fn steady(pets: Vec<(u64, i64)>) -> std::sync::Arc<Responses> {
    Responses::new(move |_, query| {
        let after = query.split("updated_after=").nth(1).map(|rest| {
            let text = rest.split('&').next().unwrap().replace("%3A", ":");
            let after: Timestamp = text.parse().unwrap();
            after.as_second() - at(0).parse::<Timestamp>().unwrap().as_second()
        });
        let number = query
            .rsplit_once("page=")
            .unwrap()
            .1
            .parse::<usize>()
            .unwrap();
        let rows = pets
            .iter()
            .filter(|(_, second)| after.is_none_or(|after| *second > after));
        let rows: Vec<_> = rows.copied().collect();
        let shown: Vec<_> = rows
            .iter()
            .copied()
            .skip((number - 1) * 5)
            .take(5)
            .collect();
        page((rows.len(), rows.len().div_ceil(5), number), &shown)
    })
}

/// The instants and the pages that were requested.
fn windows(server: &Responses) -> Vec<(String, usize)> {
    let after = |query: &String| {
        let after = query.split("updated_after=").nth(1);
        let after = after.map(|rest| rest.split('&').next().unwrap().replace("%3A", ":"));
        after.unwrap_or_default()
    };
    let windows = server.queries();
    windows.iter().map(after).zip(server.numbers()).collect()
}

#[tokio::test]
async fn each_request_asks_for_what_comes_a_second_before_the_last_key() {
    let server = steady(
        (1..=12)
            .map(|id| (id, 10 * i64::try_from(id).unwrap()))
            .collect(),
    );
    assert_eq!(
        ids(server.by(BY_UPDATE)).await,
        (1..=12).collect::<Vec<_>>()
    );
    let expected = [(String::new(), 1), (at(49), 1), (at(89), 1)];
    assert_eq!(windows(&server), expected);
    assert_eq!(
        server.queries()[0],
        "order=updated_at%3Aasc&per_page=5&page=1"
    );
}

#[tokio::test]
async fn pages_of_one_second_are_read_forwards_and_once_more_backwards() {
    // Twelve in one second, and three later.
    let pets = (1..=12)
        .map(|id| (id, 7))
        .chain([(13, 8), (14, 9), (15, 20)]);
    let server = steady(pets.collect());
    assert_eq!(
        ids(server.by(BY_UPDATE)).await,
        (1..=15).collect::<Vec<_>>()
    );
    let requests: Vec<_> = windows(&server);
    let first = (String::new(), 1);
    // The first page starts a window of its own: a second before it is where the list begins.
    assert_eq!(requests[0], first);
    let pages = |numbers: &[usize]| {
        numbers
            .iter()
            .map(|number| (at(6), *number))
            .collect::<Vec<_>>()
    };
    assert_eq!(requests[1..6], pages(&[1, 2, 3, 2, 1]));
    assert_eq!(requests[6..], [(at(19), 1)]);
}

#[tokio::test]
async fn a_list_that_ends_with_pages_of_one_second_is_read_until_nothing_new_comes() {
    let server = steady((1..=12).map(|id| (id, 7)).collect());
    assert_eq!(
        ids(server.by(BY_UPDATE)).await,
        (1..=12).collect::<Vec<_>>()
    );
    let numbers: Vec<_> = windows(&server)[1..]
        .iter()
        .map(|(_, number)| *number)
        .collect();
    assert_eq!(numbers, [1, 2, 3, 2, 1, 3]);
}

#[tokio::test]
async fn the_list_starts_where_the_caller_has_it_start() {
    let server = steady(
        (1..=12)
            .map(|id| (id, 10 * i64::try_from(id).unwrap()))
            .collect(),
    );
    let from: Timestamp = at(85).parse().unwrap();
    let request = server.request().query("updated_after", from);
    let mut entries = by(request, BY_UPDATE);
    assert_eq!(entries.next().await.unwrap().unwrap().id.as_u64(), Some(9));
    // No overlap goes further back.
    let checkpoint = entries.checkpoint();
    let entries = server.by(BY_UPDATE).resume_from(checkpoint).unwrap();
    assert_eq!(ids(entries).await, [10, 11, 12]);
    assert!(windows(&server).iter().all(|(after, _)| *after >= at(85)));
    assert_eq!(windows(&server)[0], (at(85), 1));

    // With an end, too.
    let request = server.request().query("updated_before", from);
    assert!(by(request, BY_UPDATE).next().await.unwrap().is_ok());
    let last = server.queries().pop().unwrap();
    assert!(last.starts_with("updated_before="), "{last}");
}

#[tokio::test]
async fn what_the_stream_sets_itself_must_not_be_set() {
    let server = steady(Vec::new());
    let sets = "reading by `updated_at` sets it; do not set it, or use `stream`";
    for (name, value, reason) in [
        ("order", "id:asc", sets),
        ("page", "2", sets),
        (
            "updated_after",
            "yesterday",
            "it is not an instant, from which the list could be read",
        ),
    ] {
        for request in [
            server.request().with_query(name, value),
            server
                .request()
                .query("order", "x")
                .with_query("order", "y"),
        ]
        .into_iter()
        .take(if name == "order" { 2 } else { 1 })
        {
            let mut entries = by(request, BY_UPDATE);
            let error = entries.next().await.unwrap().unwrap_err();
            assert!(matches!(error, Error::Invalid(_)), "{error:?}");
            assert_eq!(
                error.to_string(),
                format!("GET /pets (list-pets): not sent: query parameter `{name}`: {reason}")
            );
            assert!(entries.next().await.is_none());
        }
    }
    assert!(server.queries().is_empty());
}

#[tokio::test]
async fn a_list_that_needs_several_requests_is_refused_and_one_that_needs_one_is_not() {
    let server = steady(vec![(1, 1)]);
    let list = |len: u64| {
        server
            .request()
            .query_list("owners", comma(1..=len).items(1..=3))
    };
    let error = by(list(4), BY_UPDATE).all().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /pets (list-pets): not sent: query parameter `owners`: the list needs 2 requests, and reading by \
         `updated_at` is for a single list; read by key with fewer items at a time, each with a checkpoint of its \
         own, or use `stream`"
    );
    assert!(server.queries().is_empty());
    assert_eq!(ids(by(list(3), BY_UPDATE)).await, [1]);
    assert!(server.queries()[0].starts_with("owners=1,2,3&"));
}

#[tokio::test]
async fn a_parameter_without_pages_gives_one_page() {
    let server = Responses::new(|_, _| {
        page(
            (7, 3, 1),
            &[(1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6), (7, 7)],
        )
    });
    let request = server.request().query("only", comma(1..=7));
    assert_eq!(ids(by(request, BY_UPDATE)).await, [1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(
        server.queries(),
        ["only=1,2,3,4,5,6,7&order=updated_at%3Aasc"]
    );
}

#[tokio::test]
async fn an_entry_of_the_second_before_the_instant_can_be_among_those_after_it() {
    // Servers compare with fractions of a second, which they do not show.
    for (second, is_allowed) in [(48, true), (47, false)] {
        let server = Responses::new(move |request, _| match request {
            0 => page((3, 2, 1), &[(1, 1), (2, 50)]),
            _ => page((2, 1, 1), &[(3, second), (2, 50)]),
        });
        let result = server.by(BY_UPDATE).all().await;
        assert_eq!(result.is_ok(), is_allowed, "{second}");
    }
}

#[tokio::test]
async fn servers_that_do_not_obey_are_errors_that_say_how() {
    let (one, two, three) = (at(1), at(2), at(50));
    let cases: [(Respond, String, usize); 5] = [
        (
            |_, _| page((9, 2, 1), &[(1, 2), (2, 1)]),
            format!("entry 1 with the `updated_at` {two} comes before entry 2 with {one}; the server does not follow `order=updated_at:asc`"),
            1,
        ),
        (
            // The instant is ignored.
            |_, _| page((9, 2, 1), &[(1, 1), (2, 50)]),
            format!("entry 1 has the `updated_at` {one}, and entries after {} were requested; the server does not follow `updated_after`", at(49)),
            2,
        ),
        (
            |_, _| page((9, 2, 1), &[(1, 1)]).replace(&format!(r#""updated_at":"{}""#, at(1)), r#""updated_at":null"#),
            "entry 1 has no `updated_at`, so that its place is not known; filter such entries out, or read the list by page".to_owned(),
            1,
        ),
        (
            |_, _| page((9, 9, 2), &[(1, 1)]),
            "page 1 was requested, and the response is page 2".to_owned(),
            1,
        ),
        (
            // Pages of one second without an end, whose number is not shown.
            |request, _| page((9, 1_000_000, 1 + request), &[(1, 50), (2, 50)]).replace(&format!("\"page\":{}", request + 1), "\"page\":-1"),
            "3 pages in a row have no new entries; page 4 has 2 entries, and the number of pages is 1000000".to_owned(),
            5,
        ),
    ];
    for (respond, reason, requests) in cases {
        let server = Responses::new(respond);
        let mut entries = server.by(BY_UPDATE);
        let error = loop {
            match entries.next().await.unwrap() {
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        assert_eq!(error.to_string(), format!("{START}{reason}"), "{three}");
        assert!(entries.next().await.is_none());
        assert_eq!(server.queries().len(), requests, "{reason}");
    }
}

#[tokio::test]
async fn a_key_that_is_said_to_be_constant_must_be() {
    let server = Responses::new(|request, _| match request {
        0 => page((9, 2, 1), &[(1, 1), (2, 50)]),
        _ => page((9, 2, 1), &[(2, 50), (1, 51)]),
    });
    let error = server.by(BY_CREATION).all().await.unwrap_err();
    let reason = "`created_at` of entry 1 changed, although it never changes by the document";
    assert_eq!(error.to_string(), format!("{START}{reason}"));
}

#[tokio::test(start_paused = true)]
async fn pages_of_one_second_without_an_order_are_an_error() {
    let manner = Manner {
        is_disorderly: true,
        is_reliable: true,
        ..Manner::default()
    };
    let mut errors = 0;
    for seed in 0..20 {
        let server = Server::open(seed, manner.clone(), 0);
        server.set_changes(0);
        for id in 1..=30 {
            server.insert(id, -5_000);
        }
        if let Err(error) = server.by(BY_UPDATE).all().await {
            let reason = error.to_string();
            assert!(
                reason.contains("entries changed their order from one request to the next"),
                "{reason}"
            );
            errors += 1;
        }
    }
    assert_eq!(errors, 20);
}

#[tokio::test]
async fn a_checkpoint_of_another_list_is_refused_and_can_be_allowed() {
    let server = steady(vec![(1, 1), (2, 2)]);
    let list = |age: u32| server.request().query("age", age).query("name", "a b");
    let mut entries = by(list(3), BY_UPDATE);
    entries.next().await.unwrap().unwrap();
    let checkpoint = entries.checkpoint();

    let error = by(list(4), BY_UPDATE)
        .resume_from(checkpoint.clone())
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the checkpoint is of the list `GET /pets?age=3&name=a%20b`, and this is `GET /pets?age=4&name=a%20b`; use \
         the same filters, or allow it by `for_any_list`"
    );
    assert!(matches!(error, CheckpointError::OtherList { .. }));
    let error = by(list(3), BY_CREATION)
        .resume_from(checkpoint.clone())
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the checkpoint is of a list by `updated_at`, and this one is by `created_at`; read it by `updated_at`, or \
         start without a checkpoint"
    );
    let entries = by(list(4), BY_UPDATE).resume_from(checkpoint.clone().for_any_list());
    assert_eq!(ids(entries.unwrap()).await, [2]);

    // The order in which parameters are set does not matter, nor do those of the paging and secrets.
    let same = server
        .request()
        .with_query("api_key", "s3cret")
        .query("name", "a b");
    let same = same.query("age", 3).query("per_page", 2);
    assert!(
        !serde_json::to_string(&by(same.clone(), BY_UPDATE).checkpoint())
            .unwrap()
            .contains("s3cret")
    );
    assert_eq!(
        ids(by(same, BY_UPDATE).resume_from(checkpoint).unwrap()).await,
        [2]
    );
}

#[tokio::test]
async fn a_checkpoint_has_what_can_come_again_and_no_more() {
    let mut pets: Vec<_> = (1..=100)
        .map(|id| (id, 1_000 * i64::try_from(id).unwrap()))
        .collect();
    pets.push((101, 100_100));
    let server = steady(pets);
    let mut entries = server.by(BY_UPDATE);
    while entries.next().await.is_some() {}
    let text = serde_json::to_string(&entries.checkpoint()).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let seen = value["seen"].as_object().unwrap();
    // Those of the five minutes before the last window.
    let expected = [at(100_000), at(100_100)];
    assert_eq!(
        seen.keys().collect::<Vec<_>>(),
        expected.iter().collect::<Vec<_>>()
    );
    let checkpoint: Checkpoint = serde_json::from_str(&text).unwrap();
    let before = server.queries().len();
    assert_eq!(
        ids(server.by(BY_UPDATE).resume_from(checkpoint).unwrap()).await,
        [0; 0]
    );
    assert_eq!(server.queries().len(), before + 1);
}

#[tokio::test]
async fn another_page_than_the_requested_one_is_an_error_also_if_there_is_only_one() {
    let server = Responses::new(|_, _| page((2, 1, 2), &[(1, 1), (2, 2)]));
    let error = server.by(BY_UPDATE).all().await.unwrap_err().to_string();
    assert!(
        error.contains("page 1 was requested, and the response is page 2"),
        "{error}"
    );
}

#[tokio::test]
async fn debug_output_shows_the_request() {
    let server = Responses::new(|_, _| page((0, 0, 1), &[]));
    let shown = format!("{:?}", server.by(BY_UPDATE));
    assert!(shown.contains("list-pets"), "{shown}");
}

#[tokio::test]
async fn entries_that_cannot_come_again_are_forgotten_and_none_comes_twice() {
    let server = steady(
        (1..=3_000)
            .map(|id| (id, i64::try_from(id).unwrap() / 3))
            .collect(),
    );
    let mut entries = server.by(BY_UPDATE);
    let (mut ids, mut most) = (Vec::new(), 0);
    while let Some(pet) = entries.next().await {
        ids.push(pet.unwrap().id.as_u64().unwrap());
        let shown = format!("{entries:?}");
        let recognized = shown.split("recognized: ").nth(1).unwrap();
        let recognized: usize = recognized.split(',').next().unwrap().parse().unwrap();
        most = most.max(recognized);
    }
    assert!(ids.into_iter().eq(1..=3_000));
    // Without that, it would be all of them.
    assert!(most < 2_000, "{most}");
}
