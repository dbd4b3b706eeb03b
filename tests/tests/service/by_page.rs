//! Reading page by page while entries change: which entries are lost, and whether the client says so.

use generated_client::{Call, Client, filters::Order};
use test_service::Random;

use crate::reading::{Reading, SEEDS, Tally, service};

/// Reads a list to its end, by page and in this order.
async fn read(client: &Client, order: Order, reading: &mut Reading) {
    let mut entries = client.get_time_entries().order(order).stream();
    while let Some(entry) = entries.next().await {
        match entry {
            Ok(entry) => reading.note(&entry),
            Err(error) => {
                assert!(error.to_string().contains("are missing"), "{error}");
                reading.is_noticed = true;
            }
        }
    }
    reading.is_noticed |= !entries.changes().is_empty();
}

#[tokio::test(start_paused = true)]
async fn deletions_lose_nothing_in_the_order_of_creation() {
    for seed in 0..SEEDS {
        let mut random = Random::new(seed);
        let connected = service(450).meanwhile(move |store| {
            let ids: Vec<u64> = store.entries().map(|entry| entry.id).collect();
            let index = usize::try_from(random.below(ids.len() as u64)).unwrap();
            store.delete(ids[index]);
        });
        let mut reading = Reading::start(&connected);
        read(&connected.client(), Order::CreatedAtAsc, &mut reading).await;
        let tally = reading.finish(&connected);
        assert_eq!((tally.lost, tally.twice), (0, 0), "seed {seed}");
    }
}

#[tokio::test(start_paused = true)]
async fn random_changes_lose_entries_and_most_of_it_is_noticed() {
    for order in [
        Order::CreatedAtAsc,
        Order::CreatedAtDesc,
        Order::UpdatedAtAsc,
    ] {
        let mut tally = Tally::default();
        for seed in 0..SEEDS {
            let connected = service(900).changing(Random::new(seed), 3);
            let mut reading = Reading::start(&connected);
            read(&connected.client(), order, &mut reading).await;
            tally += reading.finish(&connected);
        }
        println!("{order:?}: {tally:?}");
        // Only reading by a key loses nothing. Most losses are noticed: the number of entries changed.
        assert_eq!(tally.twice, 0, "{order:?}");
        assert!(tally.lost > 0, "{order:?}: the changes do no harm");
        assert!(tally.noticed * 2 > tally.with_loss, "{order:?}: {tally:?}");
    }
}
