//! Lists that are read by a key, while they change.

use std::{collections::HashMap, time::Duration};

use runtime::{Checkpoint, Error, Key};
use tokio::time::sleep;

use crate::pet_list::{BY_CREATION, BY_UPDATE, ByKey, Manner, Pet, Random, Server};

/// The versions that were returned: how often, by id and version.
type Returned = HashMap<(u64, i64), u32>;

fn note(returned: &mut Returned, pet: &Pet) {
    let id = pet.id.as_u64().unwrap();
    *returned.entry((id, pet.version)).or_default() += 1;
}

/// Reads to the end, or for so many entries. Returns whether the end was reached.
async fn read(entries: &mut ByKey, mut most: u64, returned: &mut Returned, seed: u64) -> bool {
    loop {
        if most == 0 {
            return false;
        }
        match entries.next().await {
            Some(Ok(pet)) => note(returned, &pet),
            Some(Err(Error::Transport { .. })) => entries.resume(),
            Some(Err(error)) => panic!("seed {seed}: {error}"),
            None => return true,
        }
        most -= 1;
    }
}

fn store(entries: &ByKey) -> Checkpoint {
    let text = serde_json::to_string(&entries.checkpoint()).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Reads a list that changes in several runs, each of which stops anywhere, until it no longer changes.
async fn run(key: Key<Pet>, seed: u64) {
    let mut random = Random::new(seed ^ 0x5555);
    let manner = Manner {
        is_inclusive: random.is_one_in(2),
        has_fractions: random.is_one_in(2),
        hides_pages: random.is_one_in(4),
        late: [0, 0, 30_000][usize::try_from(random.below(3)).unwrap()],
        ..Manner::default()
    };
    let pets = random.below(80);
    let server = Server::open(seed, manner.clone(), pets);
    let mut returned = Returned::new();
    let mut checkpoint: Option<Checkpoint> = None;
    let overlap = Duration::from_secs(60);
    for pass in 0..5 {
        if pass == 4 {
            // Everything is visible now, and nothing changes any more.
            server.set_changes(0);
            sleep(Duration::from_secs(100)).await;
        }
        let mut entries = server.by(key).overlap(overlap);
        if let Some(checkpoint) = checkpoint.take() {
            entries = entries.resume_from(checkpoint).unwrap();
        }
        let most = if pass == 4 {
            u64::MAX
        } else {
            random.below(120)
        };
        read(&mut entries, most, &mut returned, seed).await;
        checkpoint = Some(store(&entries));
        sleep(Duration::from_millis(random.below(90_000))).await;
    }
    let twice: Vec<_> = if key.is_constant {
        let mut by_id: HashMap<u64, u32> = HashMap::new();
        for ((id, _), count) in &returned {
            *by_id.entry(*id).or_default() += count;
        }
        by_id
            .into_iter()
            .filter(|(_, count)| *count > 1)
            .map(|(id, _)| id)
            .collect()
    } else {
        let twice = returned.iter().filter(|(_, count)| **count > 1);
        twice.map(|((id, _), _)| *id).collect()
    };
    assert!(twice.is_empty(), "seed {seed}: {twice:?} twice, {manner:?}");
    let lost: Vec<_> = (server.pets().into_iter())
        .filter(|(id, version)| match key.is_constant {
            true => !returned.keys().any(|(other, _)| other == id),
            false => !returned.contains_key(&(*id, *version)),
        })
        .collect();
    assert!(lost.is_empty(), "seed {seed}: {lost:?} lost, {manner:?}");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_lost_and_nothing_comes_twice_by_the_time_of_change() {
    for seed in 0..500 {
        run(BY_UPDATE, seed).await;
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_lost_and_nothing_comes_twice_by_the_time_of_creation() {
    for seed in 500..1_000 {
        run(BY_CREATION, seed).await;
    }
}
