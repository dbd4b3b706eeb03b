//! Lists that are sent in several requests, and items that the server refuses.

use runtime::{
    Chunk, Client, ClientBuilder, Empty, ItemErrors, Method, Operation, Request, Retry,
    mock::{MockResponse, from_fn},
    object,
};
use serde_json::{Value, json};

static CREATE: Operation = Operation::new("create-rows", Method::POST, "/rows", &[204]);

/// The error body of a server that refuses odd numbers.
#[derive(Debug)]
struct Odd {
    odd: Vec<u64>,
}

object!(Odd { odd: required });

impl ItemErrors for Odd {
    type Reason = u64;

    fn item_errors(&self) -> impl Iterator<Item = (Option<usize>, &u64)> {
        self.odd
            .iter()
            .map(|index| (usize::try_from(*index).ok(), index))
    }
}

/// A request that creates numbers, three at a time, on a server that takes no odd ones.
fn create(numbers: &[u64]) -> Request {
    let server = from_fn(async |request| {
        let numbers: Vec<u64> = request.json().unwrap();
        let indexes = (0..).zip(numbers).filter(|(_, number)| number % 2 == 1);
        let odd: Vec<Value> = indexes.map(|(index, _): (u64, _)| json!(index)).collect();
        match odd.is_empty() {
            true => MockResponse::status(204),
            false => MockResponse::json(&json!({ "odd": odd })).with_status(422),
        }
    });
    let client = ClientBuilder::<Client>::new("https://rows.example").transport(server);
    let client = client.retry(Retry::off()).build().unwrap();
    client.request(&CREATE).json_items("", numbers, 3)
}

/// The items that were sent, those that were left out, and those that the reasons are for.
fn parts(chunk: &Chunk<(), Odd>) -> [Vec<usize>; 3] {
    let refused = chunk.refusals().filter_map(|refusal| refusal.item);
    [
        chunk.sent_items().collect(),
        chunk.left_out().collect(),
        refused.collect(),
    ]
}

#[tokio::test]
async fn a_chunk_knows_which_items_were_sent_and_which_were_refused() {
    let numbers = [2, 4, 6, 8, 1, 10, 3];
    let chunks = create(&numbers).chunks::<Empty, Odd>().all().await;
    let found: Vec<_> = chunks.iter().map(parts).collect();
    assert_eq!(
        found,
        [
            [vec![0, 1, 2], vec![], vec![]],
            [vec![3, 4, 5], vec![], vec![4]],
            [vec![6], vec![], vec![6]],
        ]
    );
    let is_ok: Vec<bool> = chunks.iter().map(|chunk| chunk.result.is_ok()).collect();
    assert_eq!(is_ok, [true, false, false]);
}

#[tokio::test]
async fn items_that_are_refused_are_left_out_and_the_others_are_sent_again() {
    let chunks = create(&[2, 4, 6, 8, 1, 10]).chunks::<Empty, Odd>();
    let chunks = chunks.without_refused().all().await;
    let found: Vec<_> = chunks.iter().map(parts).collect();
    assert_eq!(
        found,
        [
            [vec![0, 1, 2], vec![], vec![]],
            [vec![3, 5], vec![4], vec![4]],
        ]
    );
    assert!(chunks.iter().all(|chunk| chunk.result.is_ok()));
}
