//! The examples of the client, run against the service.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use generated_client::{Id, date};
use indicatif::ProgressBar;
use test_service::Random;

use crate::reading::{filled, service};

// `main` is for the command line; here, `run` is called.
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../../generated-client/examples/copy_project.rs"]
mod copy_project;
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../../generated-client/examples/import_csv.rs"]
mod import_csv;
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../../generated-client/examples/invoice_report.rs"]
mod invoice_report;
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

#[tokio::test(start_paused = true)]
async fn import_csv_records_the_good_rows_and_reports_the_others() {
    let file = folder("import_csv").join("hours.csv");
    let mut text = "project,date,minutes,task,notes\n".to_owned();
    for row in 2..=250 {
        let (minutes, task) = match row {
            3 => (30, "999"),
            120 => (2_000, ""),
            _ => (30, "110"),
        };
        text.push_str(&format!("11,2026-11-02,{minutes},{task},\"row, {row}\"\n"));
    }
    fs::write(&file, text).unwrap();
    let connected = service(0).changing(Random::new(7), 0);
    let lines = import_csv::run(&connected.client(), &file).await.unwrap();
    assert_eq!(
        lines,
        [
            "row 3 refused: story_id: Task is not time trackable",
            "row 120 refused: time_in_minutes: must be between 1 and 1440",
            "247 rows recorded",
        ]
    );
    let notes = connected.service().edit(|store| {
        let notes = store.entries().map(|entry| entry.notes.clone().unwrap());
        notes.collect::<Vec<_>>()
    });
    let expected = (2..=250).filter(|row| ![3, 120].contains(row));
    let mut expected: Vec<_> = expected.map(|row| format!("row, {row}")).collect();
    let mut notes = notes;
    notes.sort();
    expected.sort();
    assert_eq!(notes, expected);
}

#[tokio::test(start_paused = true)]
async fn import_csv_sends_nothing_of_a_file_with_a_row_that_it_cannot_read() {
    let file = folder("import_csv_unreadable").join("hours.csv");
    let text = "project,date,minutes,task,notes\n11,2026-11-02,30,,\n11,2026-11-32,30,,\n";
    fs::write(&file, text).unwrap();
    let connected = service(0).changing(Random::new(7), 0);
    import_csv::run(&connected.client(), &file)
        .await
        .unwrap_err();
    assert_eq!(connected.service().requests(), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn invoice_report_has_exact_amounts() {
    let connected = service(3).changing(Random::new(7), 0);
    connected.service().edit(|store| {
        store.update(1, |entry| entry.time_in_minutes = 50);
        store.update(2, |entry| (entry.user_id, entry.time_in_minutes) = (32, 10));
        store.update(3, |entry| entry.invoice_id = Some(5));
        let entry = store.add(11);
        (entry.billable, entry.time_in_minutes) = (false, 7);
    });
    let first = connected.service().now();
    let first = generated_client::jiff::tz::Offset::UTC
        .to_datetime(first)
        .date();
    let first = first.first_of_month();
    let lines = invoice_report::run(&connected.client(), Id::from(11), first).await;
    // 125.00 an hour: 104.1666 and 20.8333, each rounded on its own.
    assert_eq!(
        lines.unwrap(),
        [
            "Total                    1:00 125.00 EUR",
            "User 31                  0:50 104.17 EUR",
            "User 32                  0:10 20.83 EUR",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn copy_project_says_which_entry_became_which() {
    let connected = service(120).changing(Random::new(7), 0);
    connected.service().edit(|store| {
        store.add_project(12);
        for id in 1..=120 {
            store.update(id, |entry| {
                entry.time_in_minutes = i64::try_from(id).unwrap();
                entry.story_id = Some(110);
            });
        }
    });
    let lines = copy_project::run(&connected.client(), Id::from(11), Id::from(12)).await;
    let lines = lines.unwrap();
    assert_eq!(lines.len(), 120);
    connected.service().edit(|store| {
        for line in lines {
            let (old, new) = line.split_once(" is ").unwrap();
            let [old, new] = [old, new].map(|id| store.get(id.parse().unwrap()).unwrap());
            assert_eq!((old.workspace_id, new.workspace_id), (11, 12));
            assert_eq!(old.time_in_minutes, new.time_in_minutes);
            assert_eq!(new.story_id, None);
        }
    });
}
