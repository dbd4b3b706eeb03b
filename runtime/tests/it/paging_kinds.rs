//! Where the pages of a list lead: by numbers, offsets, cursors and addresses, with servers that say odd things.

use std::{
    collections::VecDeque,
    pin::Pin,
    sync::{Arc, Mutex},
};

use http::{Request as HttpRequest, Response as HttpResponse};
use runtime::{
    Client, ClientBuilder, Cursor, Entries, Id, Json, Method, Operation, Page, Pages, Paging,
    Request, RequestBody, ResponseBody, Retry, SendError, Transport, Undocumented, comma, object,
};
use serde_json::{Value, json};

static LIST: Operation = Operation::new("list-rows", Method::GET, "/rows", &[200]);

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) id: Id,
}

object!(Row { id });

#[derive(Debug)]
struct Rows {
    rows: Vec<Row>,
}

object!(Rows { rows: required });

impl Page for Rows {
    type Entry = Row;

    fn into_entries(self) -> impl Iterator<Item = (Option<Id>, Row)> {
        self.rows.into_iter().map(|row| (Some(row.id.clone()), row))
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// A server with these responses, each with its status.
#[derive(Clone)]
pub(crate) struct Script {
    responses: Arc<Mutex<VecDeque<(u16, Value)>>>,
    queries: Arc<Mutex<Vec<String>>>,
}

impl Script {
    pub(crate) fn new(responses: impl IntoIterator<Item = (u16, Value)>) -> Self {
        Self {
            responses: Arc::new(Mutex::new(responses.into_iter().collect())),
            queries: Arc::default(),
        }
    }

    pub(crate) fn ok(bodies: impl IntoIterator<Item = Value>) -> Self {
        Self::new(bodies.into_iter().map(|body| (200, body)))
    }

    pub(crate) fn client(&self) -> Client {
        ClientBuilder::<Client>::new("https://rows.example")
            .retry(Retry::off())
            .transport(self.clone())
            .build()
            .unwrap()
    }

    pub(crate) fn request(&self) -> Request {
        self.client().request(&LIST)
    }

    fn pages(&self, paging: Paging) -> Pages<Rows, Undocumented> {
        self.request().pages::<Json<Rows>, Undocumented>(paging)
    }

    fn entries(&self, paging: Paging) -> Entries<Rows, Undocumented> {
        self.pages(paging).into()
    }

    pub(crate) fn queries(&self) -> Vec<String> {
        self.queries.lock().unwrap().clone()
    }
}

impl Transport for Script {
    fn send(
        &self,
        request: HttpRequest<RequestBody>,
    ) -> Pin<Box<dyn Future<Output = Result<HttpResponse<ResponseBody>, SendError>> + Send + '_>>
    {
        let query = request.uri().query().unwrap_or_default().to_owned();
        self.queries.lock().unwrap().push(query);
        let response = self.responses.lock().unwrap().pop_front();
        Box::pin(async move {
            // Requests at once are all sent before the first response.
            tokio::task::yield_now().await;
            // There is no page behind the last one.
            let (status, body) = response.unwrap_or((404, json!({})));
            let response = HttpResponse::builder().status(status);
            let body = ResponseBody::from(body.to_string());
            Ok(response.body(body).unwrap())
        })
    }
}

fn rows(ids: &[u64]) -> Vec<Value> {
    ids.iter().map(|id| json!({ "id": id })).collect()
}

/// Reads entries to the end or to an error.
async fn read(entries: &mut Entries<Rows, Undocumented>) -> (Vec<u64>, Option<String>) {
    let mut ids = Vec::new();
    loop {
        match entries.next().await {
            Some(Ok(row)) => ids.push(row.id.as_u64().unwrap()),
            Some(Err(error)) => return (ids, Some(error.to_string())),
            None => return (ids, None),
        }
    }
}

pub(crate) const NUMBERS: Paging = Paging::page("page")
    .entries("/rows")
    .count("/count")
    .more("/more");
const OFFSETS: Paging = Paging::offset("offset").entries("/rows").more("/more");
pub(crate) const CURSORS: Paging = Paging::cursor("after", Cursor::Body("/after"));

#[tokio::test]
async fn as_many_pages_are_requested_at_once_as_the_number_of_entries_makes() {
    let page = |ids: &[u64]| json!({ "rows": rows(ids), "count": 5 });
    let script = Script::ok([page(&[1, 2])]);
    let mut pages = script.pages(NUMBERS).concurrency(9);
    assert_eq!(pages.next().await.unwrap().unwrap().rows.len(), 2);
    assert!(pages.next().await.unwrap().is_err());
    assert_eq!(script.queries(), ["page=1", "page=2", "page=3"]);
}

#[tokio::test]
async fn pages_by_offset_are_requested_at_once_by_the_length_of_the_first() {
    let script = Script::ok([json!({ "rows": rows(&[1, 2]), "count": 5 })]);
    let mut pages = script.pages(OFFSETS.count("/count")).concurrency(9);
    assert_eq!(pages.next().await.unwrap().unwrap().rows.len(), 2);
    assert!(pages.next().await.unwrap().is_err());
    assert_eq!(script.queries(), ["offset=0", "offset=2", "offset=4"]);
}

#[tokio::test]
async fn a_page_without_entries_says_nothing_of_the_number_of_pages() {
    let script = Script::ok([json!({ "rows": [], "count": 5, "more": true })]);
    let mut pages = script.pages(NUMBERS).concurrency(9);
    assert!(pages.next().await.unwrap().unwrap().rows.is_empty());
    assert!(pages.next().await.unwrap().is_err());
    assert_eq!(script.queries(), ["page=1", "page=2"]);
}

/// A page whose entries have no ids.
#[derive(Debug)]
struct Blocks {
    blocks: Vec<i64>,
    pages: i64,
}

object!(Blocks { blocks, pages });

impl Page for Blocks {
    type Entry = i64;

    fn page_count(&self) -> Option<u64> {
        self.pages.try_into().ok()
    }

    fn into_entries(self) -> impl Iterator<Item = (Option<Id>, i64)> {
        self.blocks.into_iter().map(|block| (None, block))
    }

    fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

#[tokio::test]
async fn counted_pages_of_equal_entries_are_all_returned() {
    let page = || json!({ "blocks": [7, 7], "pages": 5 });
    let script = Script::ok((0..5).map(|_| page()));
    let request = script.request();
    let pages = request.pages::<Json<Blocks>, Undocumented>(Paging::page("page"));
    assert_eq!(Entries::from(pages).all().await.unwrap(), [7; 10]);
}

#[tokio::test]
async fn a_list_that_is_the_whole_body_ends_with_the_first_page_without_entries() {
    let script = Script::ok([json!(rows(&[1, 2])), json!(rows(&[3])), json!([])]);
    let request = script.request();
    let pages = request.pages::<Json<Vec<Row>>, Undocumented>(Paging::page("page"));
    let all = Entries::from(pages).all().await.unwrap();
    assert_eq!(all.len(), 3);
    assert_eq!(script.queries(), ["page=1", "page=2", "page=3"]);
}

#[tokio::test]
async fn the_last_page_by_offset_ends_the_list_if_it_is_skipped() {
    let script = Script::ok([
        json!({ "rows": rows(&[1, 2]), "more": true }),
        json!({ "rows": [{ "id": {} }], "more": false }),
    ]);
    let mut entries = script.entries(OFFSETS);
    let (ids, error) = read(&mut entries).await;
    assert_eq!(ids, [1, 2]);
    assert!(error.unwrap().contains("rows[0].id"));
    entries.skip();
    assert!(entries.next().await.is_none());
    assert_eq!(script.queries(), ["offset=0", "offset=2"]);
}

#[tokio::test]
async fn a_first_page_by_offset_is_not_skipped_because_its_length_is_not_known() {
    let script = Script::new([(503, json!({})), (200, json!({ "rows": rows(&[1]) }))]);
    let mut entries = script.entries(OFFSETS);
    assert!(entries.next().await.unwrap().is_err());
    entries.skip();
    assert!(entries.next().await.is_none());
    assert_eq!(script.queries(), ["offset=0"]);
    // To request it again is possible.
    entries.resume();
    assert!(entries.next().await.unwrap().is_ok());
}

#[tokio::test]
async fn a_cursor_of_the_last_entry_needs_to_know_where_the_entries_are() {
    let script = Script::ok([json!({ "rows": rows(&[1]) })]);
    let paging = Paging::cursor("after", Cursor::Last("/id"));
    let (ids, error) = read(&mut script.entries(paging)).await;
    assert_eq!(ids, [1]);
    let error = error.unwrap();
    assert!(error.contains("set `Paging::entries`"), "{error}");
    assert_eq!(script.queries(), [""]);
}

#[tokio::test]
async fn a_cursor_that_no_query_can_have_is_an_error() {
    for cursor in [json!({ "id": 1 }), json!([1]), json!(true)] {
        let script = Script::ok([json!({ "rows": rows(&[1]), "after": cursor })]);
        let (ids, error) = read(&mut script.entries(CURSORS)).await;
        assert_eq!(ids, [1]);
        let error = error.unwrap();
        assert!(
            error.contains("neither a string nor a number"),
            "{cursor}: {error}"
        );
    }
    // These say that there is none.
    for cursor in [json!(null), json!(""), json!(false)] {
        let script = Script::ok([json!({ "rows": rows(&[1]), "after": cursor })]);
        let read = read(&mut script.entries(CURSORS)).await;
        assert_eq!(read, (vec![1], None), "{cursor}");
    }
}

#[tokio::test]
async fn an_address_in_the_body_leads_on() {
    let script = Script::ok([
        json!({ "rows": rows(&[1]), "next": "/rows?from=2" }),
        json!({ "rows": rows(&[2]), "next": "https://rows.example/rows?from=3" }),
        json!({ "rows": rows(&[3]) }),
    ]);
    let read = read(&mut script.entries(Paging::next("/next"))).await;
    assert_eq!(read, (vec![1, 2, 3], None));
    assert_eq!(script.queries(), ["", "from=2", "from=3"]);
}

#[tokio::test]
async fn an_address_in_the_body_is_a_text_or_there_is_none() {
    for next in [json!(null), json!(false), json!(""), json!(" ")] {
        let script = Script::ok([json!({ "rows": rows(&[1]), "next": next })]);
        let read = read(&mut script.entries(Paging::next("/next"))).await;
        assert_eq!(read, (vec![1], None), "{next}");
    }
    for next in [json!(true), json!(2), json!({})] {
        let script = Script::ok([json!({ "rows": rows(&[1]), "next": next })]);
        let (ids, error) = read(&mut script.entries(Paging::next("/next"))).await;
        assert_eq!(ids, [1]);
        let error = error.unwrap();
        let reason = "the address at `/next` is not a string";
        assert!(error.contains(reason), "{next}: {error}");
    }
}

/// Lists two items, which make the longest address that can be sent with what is kept free for the place of a page.
fn longest(request: &Request, free: usize, more: usize) -> Request {
    let list = |len| {
        let items = ["first".to_owned(), "x".repeat(len)];
        request.clone().query_list("ids", comma(items))
    };
    let rest = list(1).url().unwrap().len() - 1;
    list(4_000 - free - rest + more)
}

#[tokio::test]
async fn an_address_keeps_free_what_the_place_of_a_page_takes() {
    let longest_number = "18446744073709551615".len();
    for (paging, free) in [
        (OFFSETS, "&offset=".len() + longest_number),
        // Cursors have no maximum length.
        (CURSORS, "after".len() + 512),
    ] {
        let last = || json!({ "rows": [], "more": false });
        for (more, parts) in [(0, 1), (1, 2)] {
            let script = Script::ok([last(), last()]);
            let request = longest(&script.request(), free, more);
            let pages = request.pages::<Json<Rows>, Undocumented>(paging);
            assert_eq!(Entries::from(pages).all().await.unwrap(), []);
            assert_eq!(script.queries().len(), parts, "{paging:?}");
        }
    }
}
