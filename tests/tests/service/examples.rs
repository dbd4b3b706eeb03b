//! The examples of the client, run against the service.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use generated_client::date;
use indicatif::ProgressBar;
use test_service::Random;

use crate::reading::{filled, service};

// `main` is for the command line; here, `run` is called.
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../../generated-client/examples/nightly_export.rs"]
mod nightly_export;
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../../generated-client/examples/sync_to_csv.rs"]
mod sync_to_csv;

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn rows(file: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let rows = reader.records();
    rows.map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn sync_to_csv_keeps_the_last_version_of_each_entry() {
    let file = folder("sync_to_csv").join("entries.csv");
    let connected = service(450).changing(Random::new(7), 3);
    let client = connected.client();
    let first = sync_to_csv::run(&client, &file).await.unwrap();
    assert!(first >= 440, "{first}");
    connected.still();
    let second = sync_to_csv::run(&client, &file).await.unwrap();
    assert!(second < 40, "{second}");
    assert_eq!(sync_to_csv::run(&client, &file).await.unwrap(), 0);

    let rows = rows(&file);
    assert_eq!(rows.len(), first + second);
    let last: BTreeMap<u64, String> = rows
        .into_iter()
        .map(|row| (row[0].parse().unwrap(), row[3].clone()))
        .collect();
    connected.service().edit(|store| {
        for entry in store.entries() {
            assert_eq!(last[&entry.id], entry.time_in_minutes.to_string());
        }
    });
}

#[tokio::test(start_paused = true)]
async fn sync_to_csv_does_not_continue_with_a_damaged_checkpoint() {
    let file = folder("sync_to_csv_damaged").join("entries.csv");
    let connected = service(20).changing(Random::new(7), 0);
    fs::write(file.with_extension("checkpoint"), "{").unwrap();
    sync_to_csv::run(&connected.client(), &file)
        .await
        .unwrap_err();
    assert!(!file.exists());
}

#[tokio::test(start_paused = true)]
async fn nightly_export_has_the_names_and_is_complete_or_not_there() {
    let file = folder("nightly_export").join("hours.csv");
    let connected = service(450).changing(Random::new(7), 0);
    connected.service().edit(|store| {
        store.update(3, |entry| entry.story_id = Some(110));
    });
    let bar = ProgressBar::hidden();
    let (first, last) = (date(2026, 1, 1), date(2026, 12, 31));
    let client = connected.client();
    let warnings = nightly_export::run(&client, first, last, &file, &bar).await;
    assert_eq!(warnings.unwrap(), [""; 0]);
    assert_eq!((bar.position(), bar.length()), (450, Some(450)));
    let rows = rows(&file);
    assert_eq!(rows.len(), 450);
    let row: Vec<&str> = rows[2].iter().map(String::as_str).collect();
    let (id, names) = (row[0], &row[2..]);
    assert_eq!(id, "3");
    assert_eq!(names, ["90", "true", "Project 11", "Task 110", "User 31"]);

    let limited = filled(
        450,
        test_service::Settings {
            limit: Some((1, 1_000_000)),
            ..Default::default()
        },
    );
    let other = file.with_file_name("other.csv");
    let client = limited.changing(Random::new(7), 0).client();
    nightly_export::run(&client, first, last, &other, &bar)
        .await
        .unwrap_err();
    assert!(!other.exists());
}
