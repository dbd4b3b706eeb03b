//! The ways to read a body of which the tests of documents make little use, and what each of them proves.

use std::{
    collections::{BTreeMap, HashSet},
    fmt::Debug,
};

use runtime::{
    AnyBody, ByContentType, Client, ClientBuilder, Credentials, Empty, Error, Event, Events, Id,
    Items, Json, JsonLines, Linked, Method, Operation, Outcome, Text, Undocumented, Value, headers,
    object,
    private::{Collection, Decode, Links, UnreadableObjects},
};

use super::{
    api::{Page, Problem},
    tolerated::{Canned, GET, Kite, request, sent},
};

static POST: Operation = Operation::new("fly-kite", Method::POST, "/kite", &[201]);

/// The outcome of a creation with this response, and whether it is a success.
async fn created<D: Decode<Output: Debug>>(status: u16, body: &str) -> (bool, Outcome) {
    match sent::<D>(&POST, (status, body), false).await {
        Ok(response) => (true, response.raw.outcome()),
        Err(error) => (false, error.outcome()),
    }
}

#[tokio::test]
async fn another_success_proves_a_creation_if_its_body_is_recognized() {
    let pets = r#"{"results":["7"],"pets":{"7":{"id":7}}}"#;
    assert_eq!(
        created::<Linked<Page>>(200, pets).await,
        (true, Outcome::Applied)
    );
    let kite = r#"{"name":"a"}"#;
    assert_eq!(
        created::<ByContentType<Kite>>(200, kite).await,
        (true, Outcome::Applied)
    );
    // These are read, but any other server could send them.
    for body in ["{}", r#"{"other":1}"#] {
        assert_eq!(
            created::<Linked<Page>>(200, body).await,
            (false, Outcome::Unknown)
        );
        let read = created::<ByContentType<Kite>>(200, body).await;
        assert_eq!(read, (false, Outcome::Unknown));
    }
}

#[tokio::test]
async fn a_linked_page_counts_its_objects() {
    let pets = r#"{"results":["7","8"],"pets":{"7":{"id":7},"8":{"id":8}}}"#;
    let page = sent::<Linked<Page>>(&GET, (200, pets), false)
        .await
        .unwrap();
    assert_eq!(Linked::<Page>::count(&page.value), Some(2));
    for (body, count) in [(r#"{"kites":{"1":{},"2":{}}}"#, 2), (r#"{"kites":{}}"#, 0)] {
        let kites = sent::<Linked<Kites>>(&GET, (200, body), false).await;
        assert_eq!(Linked::<Kites>::count(&kites.unwrap().value), Some(count));
    }
    // Bodies whose objects are not known are not counted.
    let text = sent::<Text>(&GET, (200, "both"), false).await.unwrap();
    assert_eq!(Text::count(&text.value), None);
}

#[tokio::test]
async fn a_page_has_an_object_for_each_item_that_was_sent() {
    let pets = r#"{"results":["7","8"],"pets":{"7":{"id":7},"8":{"id":8}}}"#;
    let canned = Canned {
        status: 201,
        headers: &[],
        body: pets.to_owned(),
    };
    for (count, is_ok) in [(2, true), (3, false), (1, false)] {
        let request = request(&POST, &canned, false).json_items("pets", 0..count, 9);
        let page = request.send::<Linked<Page>, Undocumented>().await;
        assert_eq!(page.is_ok(), is_ok, "{count}: {page:?}");
    }
}

#[tokio::test]
async fn nothing_is_read_in_place_of_a_web_page() {
    let page = Canned {
        status: 200,
        headers: &[("content-type", "text/html")],
        body: "<html>".to_owned(),
    };
    let raw = request(&GET, &page, false)
        .send_raw::<Undocumented>()
        .await
        .unwrap();
    assert!(Empty::decode(&raw).is_err());
}

/// Reads events as a whole.
async fn events(body: &str) -> Result<Vec<Event<Value>>, String> {
    let sent = sent::<Events<Json<Value>>>(&GET, (200, body), false).await;
    sent.map(|response| response.value)
        .map_err(|error| error.to_string())
}

#[tokio::test]
async fn events_that_are_read_as_a_whole_end_where_a_stream_of_them_would() {
    let data = async |body: &str| {
        let events = events(body).await?;
        Ok::<_, String>(
            events
                .into_iter()
                .map(|event| event.data)
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(data("data: 1\n\ndata: 2\n\n").await.unwrap(), [1, 2]);
    assert_eq!(
        data("data: 1\n\ndata: [DONE]\n\ndata: no\n\n")
            .await
            .unwrap(),
        [1]
    );
    // The last event is whole without the empty line behind it.
    assert_eq!(data("data: 1\n\ndata: []").await.unwrap().len(), 2);
    let error = data("data: 1\n\ndata: {\"a\":").await.unwrap_err();
    assert!(
        error.contains("event 2: the stream ends within the event"),
        "{error}"
    );
    let error = data("data: 1\n\ndata: 2\n\ndata: no\n\n")
        .await
        .unwrap_err();
    assert!(error.contains("event 3: "), "{error}");
}

#[tokio::test]
async fn events_that_are_read_as_a_whole_may_be_many_or_have_long_names_and_ids() {
    let long = "n".repeat(10_000);
    for body in [
        "data: 1\n\n".repeat(100_000),
        format!("event: {long}\ndata: 1\n\n").repeat(1_000),
        format!("id: {long}\ndata: 1\n\n").repeat(500),
        format!("event: {long}\nid: {long}\ndata: 1\n\n").repeat(10),
    ] {
        let events = events(&body).await.unwrap();
        assert_eq!(events.len(), body.matches("data").count());
    }
}

#[tokio::test]
async fn events_are_equal_if_name_id_and_data_are() {
    let body = "event: a\nid: 1\ndata: 1\n\n\
                event: a\nid: 1\ndata: 1\n\n\
                event: b\nid: 1\ndata: 1\n\n\
                event: a\nid: 2\ndata: 1\n\n\
                event: a\nid: 1\ndata: 2\n\n";
    let sent = sent::<Events<Text>>(&GET, (200, body), false)
        .await
        .unwrap();
    let events = sent.value;
    assert_eq!(events[0], events[1]);
    for other in &events[2..] {
        assert_ne!(events[0], *other);
    }
    assert_eq!(events.iter().collect::<HashSet<_>>().len(), 4);
}

#[tokio::test]
async fn an_item_that_cannot_be_read_is_named_by_its_number() {
    for (body, number) in [("no\n", 1), ("1\n\n2\nno\n4\n", 3)] {
        let read = sent::<Items<JsonLines<u8>>>(&GET, (200, body), false).await;
        let error = read.unwrap_err().to_string();
        assert!(error.contains(&format!("item {number}: ")), "{error}");
    }
}

#[tokio::test]
async fn a_byte_order_mark_proves_nothing_where_the_rest_is_not_the_documented_body() {
    for (body, outcome) in [
        ("\u{feff}{\"name\":\"a\"}", Outcome::Applied),
        ("\u{feff}{\"name\":7}", Outcome::Unknown),
        ("\u{feff}{\"error\":\"no\"}", Outcome::Unknown),
    ] {
        let error = sent::<Json<Kite>>(&POST, (201, body), true)
            .await
            .unwrap_err();
        assert_eq!(error.outcome(), outcome, "{body}");
    }
}

#[tokio::test]
async fn an_error_body_is_of_one_type() {
    let canned = Canned {
        status: 400,
        headers: &[],
        body: r#"{"errors":["no"]}"#.to_owned(),
    };
    let error = request(&GET, &canned, false).send::<Json<Kite>, Problem>();
    let error: Error<AnyBody> = error.await.unwrap_err().into();
    let body = error.api().unwrap();
    assert!(body.is::<Problem>() && !body.is::<Kite>());
    assert_eq!(error.body_as::<Problem>().unwrap().errors, ["no"]);
}

/// The error bodies that a response with this body and a success status has.
async fn stated(body: &str) -> Option<Vec<Value>> {
    #[derive(Debug)]
    struct Reason {
        reason: Value,
    }
    object!(Reason { reason });
    let canned = Canned {
        status: 200,
        headers: &[],
        body: body.to_owned(),
    };
    let error = request(&GET, &canned, false).send::<Json<Kite>, Vec<Reason>>();
    let error = error.await.err()?;
    let reasons = error.api()?.iter();
    Some(reasons.map(|stated| stated.reason.clone()).collect())
}

#[tokio::test]
async fn a_success_states_an_error_by_a_text_in_one_of_a_list() {
    for body in [
        r#"[{"reason":"no"}]"#,
        r#"[{"reason":null},{"reason":"no"}]"#,
        r#"[{"reason":"no"},{"reason":null}]"#,
        r#"[{"reason":[7,"no"]}]"#,
    ] {
        assert!(stated(body).await.is_some(), "{body}");
    }
    for body in [
        "[]",
        r#"[{"reason":null}]"#,
        r#"[{"reason":true}]"#,
        r#"[{"reason":-7}]"#,
        r#"[{"reason":7}]"#,
        r#"[{"reason":0.5}]"#,
        r#"[{"reason":" "}]"#,
        r#"[{"other":"no"}]"#,
    ] {
        assert_eq!(stated(body).await, None, "{body}");
    }
}

/// Objects in a collection, of which some cannot be read.
#[derive(Debug)]
struct Kites {
    kites: BTreeMap<Id, Kite>,
    unreadable: UnreadableObjects,
}

object!(Kites { kites } beside unreadable);

impl Links for Kites {
    const COLLECTIONS: &'static [Collection] = &[Collection::of::<Kite>("kites")];

    fn dangling(&self) -> Option<String> {
        None
    }

    fn ids(&self) -> Option<Vec<&Id>> {
        // Each of them twice.
        Some(self.kites.keys().chain(self.kites.keys()).collect())
    }

    fn unreadable_mut(&mut self) -> Option<&mut UnreadableObjects> {
        Some(&mut self.unreadable)
    }
}

/// The same, without a place for those that cannot be read.
#[derive(Debug)]
struct Whole {
    kites: BTreeMap<Id, Kite>,
}

object!(Whole { kites });

impl Links for Whole {
    const COLLECTIONS: &'static [Collection] = Kites::COLLECTIONS;

    fn dangling(&self) -> Option<String> {
        None
    }
}

#[tokio::test]
async fn a_body_that_cannot_keep_an_object_that_was_not_read_is_an_error() {
    let body = r#"{"kites":{"1":{"name":"a"},"2":{"name":7}}}"#;
    assert!(
        sent::<Linked<Kites>>(&GET, (200, body), false)
            .await
            .is_ok()
    );
    let error = sent::<Linked<Whole>>(&GET, (200, body), false)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("kites.2.name"), "{error}");
    let read = sent::<Linked<Whole>>(&GET, (200, r#"{"kites":{"1":{}}}"#), false).await;
    assert_eq!(read.unwrap().value.kites.len(), 1);
}

/// Paths and reasons of the objects that cannot be read.
async fn unreadable(objects: &str) -> Vec<[String; 2]> {
    let body = format!(r#"{{"kites":{{{objects}}}}}"#);
    let read = sent::<Linked<Kites>>(&GET, (200, &body), false)
        .await
        .unwrap();
    let unreadable = read.value.unreadable.iter();
    unreadable
        .map(|it| [it.path(), it.reason()].map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn an_object_that_cannot_be_read_has_its_path_and_the_reason() {
    let found = unreadable(r#""1":{"name":"a"},"2":{"name":7},"3":8,"4":{"counts":[1,"x"]}"#).await;
    let paths: Vec<&str> = found.iter().map(|[path, _]| &**path).collect();
    assert_eq!(paths, ["kites.2.name", "kites.3", "kites.4.counts[1]"]);
    assert!(
        found[0][1].starts_with("invalid type: integer `7`"),
        "{found:?}"
    );
}

#[tokio::test]
async fn an_object_that_cannot_be_read_is_counted_and_becomes_an_error() {
    let body = r#"{"kites":{"1":{"name":"a"},"2":8}}"#;
    let read = sent::<Linked<Kites>>(&GET, (200, body), false).await;
    let unreadable = read.unwrap().value.unreadable;
    assert_eq!(
        (unreadable.count("kites"), unreadable.count("tails")),
        (1, 0)
    );
    let error = unreadable.get("kites", &Id::from(2)).unwrap().clone();
    let error = Error::<Problem>::from(error).to_string();
    assert!(
        error.starts_with("not the documented response: kites.2: "),
        "{error}"
    );
}

#[tokio::test]
async fn a_thousand_objects_that_cannot_be_read_are_explained() {
    let objects: Vec<String> = (1..=1_200)
        .map(|id| format!(r#""{id}":{{"name":{id}}}"#))
        .collect();
    let found = unreadable(&objects.join(",")).await;
    assert_eq!(found.len(), 1_200);
    let is_explained = |reason: &str| reason.starts_with("invalid type");
    let explained = found.iter().filter(|[_, reason]| is_explained(reason));
    assert_eq!(explained.count(), 1_000);
}

#[tokio::test]
async fn a_variable_that_is_not_set_is_no_base_url() {
    let name = "SPECWRIGHT_TEST_OF_A_MISSING_URL";
    let error = runtime::private::required_base_url(name).unwrap_err();
    assert!(error.to_string().contains(name), "{error}");
}

#[derive(Debug)]
struct Row {
    id: u64,
}

object!(Row { id });

/// The items of a creation, and its error: the outcome, and the text.
async fn items(max_body: usize, lines: &str) -> (Vec<u64>, Option<(Outcome, String)>) {
    let canned = Canned {
        status: 201,
        headers: &[],
        body: lines.to_owned(),
    };
    let builder = ClientBuilder::<Client>::new("https://kites.example").max_body(max_body);
    let client = builder.transport(canned).build().unwrap();
    let request = client.request(&POST);
    let items = request.send_for_items::<JsonLines<Row>, Undocumented>();
    let mut items = items.await.unwrap();
    let mut ids = Vec::new();
    loop {
        match items.next().await {
            Some(Ok(row)) => ids.push(row.id),
            Some(Err(error)) => return (ids, Some((error.outcome(), error.to_string()))),
            None => return (ids, None),
        }
    }
}

#[tokio::test]
async fn an_item_behind_another_one_proves_that_the_request_took_effect() {
    let line = r#"{"id":1}"#;
    let (ids, error) = items(100, &format!("{line}\nno\n")).await;
    assert_eq!((ids, error.unwrap().0), (vec![1], Outcome::Applied));
    let (ids, error) = items(100, &format!("\nno\n{line}\n")).await;
    assert_eq!((ids, error.unwrap().0), (vec![], Outcome::Unknown));
}

#[tokio::test]
async fn an_item_as_long_as_the_limit_is_read() {
    let line = r#"{"id":1}"#;
    let lines = format!("{line}\n{line}\n{line}");
    assert_eq!(items(line.len(), &lines).await, (vec![1; 3], None));
    let (ids, error) = items(line.len() - 1, &lines).await;
    assert!(ids.is_empty() && error.unwrap().1.contains("larger than the limit"));
}

/// Headers of which one is a key of the client.
struct Tags {
    tag: u64,
    key: Option<u64>,
}

headers!(Tags { tag = "X-Tag": number, key = "X-Field": number });

/// Headers that can be missing.
struct Lists {
    json: Vec<u64>,
    by_name: BTreeMap<String, u64>,
    items: Vec<u64>,
}

headers!(Lists {
    json = "X-Json": json,
    by_name = "X-By-Name": json,
    items = "X-Items": number list,
});

#[tokio::test]
async fn what_is_wrong_with_a_header_is_shown_unless_it_is_a_secret() {
    for (headers, name, is_missing, shown) in [
        (&[][..], "X-Tag", true, ""),
        (&[("x-tag", "soon")], "X-Tag", false, "soon"),
        // Secret by the credentials of the client, and by its name.
        (
            &[("x-tag", "7"), ("x-field", "s3cret")],
            "X-Field",
            false,
            "",
        ),
    ] {
        let canned = Canned {
            status: 200,
            headers,
            body: "{}".to_owned(),
        };
        let credentials = Credentials::default().header("key", "X-Field", "another");
        let builder = ClientBuilder::<Client>::new("https://kites.example");
        let client = builder.credentials(credentials).transport(canned).build();
        let request = client.unwrap().request(&GET);
        let raw = request.send_raw::<Undocumented>().await.unwrap();
        let error = raw.headers_as::<Tags>().unwrap_err();
        assert_eq!((error.name(), error.is_missing()), (name, is_missing));
        let text = error.to_string();
        assert!(text.contains(shown) && !text.contains("s3cret"), "{text}");
    }
    // What is missing is the value that stands for it.
    let raw = request(
        &GET,
        &Canned {
            status: 200,
            headers: &[],
            body: "{}".to_owned(),
        },
        false,
    );
    let lists: Lists = raw
        .send_raw::<Undocumented>()
        .await
        .unwrap()
        .headers_as()
        .unwrap();
    assert!(lists.json.is_empty() && lists.by_name.is_empty() && lists.items.is_empty());
    let canned = Canned {
        status: 200,
        headers: &[("x-tag", "7"), ("x-field", "8")],
        body: "{}".to_owned(),
    };
    let raw = request(&GET, &canned, false).send_raw::<Undocumented>();
    let tags: Tags = raw.await.unwrap().headers_as().unwrap();
    assert_eq!((tags.tag, tags.key), (7, Some(8)));
}
