//! Changes of extensions, in the document of the client.

use std::fs;

use super::{compare, line};

/// The changes of the client's document after an edit of one place.
fn lines(from: &str, to: &str) -> Vec<String> {
    let spec = fs::read_to_string(xtask::repository().join("spec/time_entries.yaml")).unwrap();
    assert!(spec.contains(from), "{from}");
    let report = compare(&spec, &spec.replacen(from, to, 1));
    report.changes.iter().map(line).collect()
}

#[test]
fn pages() {
    assert_eq!(
        lines("      x-paging:\n", "      x-paging-off:\n"),
        [
            "paging-changed | major | ok | ok | Client::get_time_entries no longer reads all pages: `stream` is gone"
        ]
    );
}

#[test]
fn entries_of_a_success() {
    assert_eq!(
        lines("      x-returns: { body: true }\n", ""),
        [
            "returns-changed | patch | ok | ok | Client::create_time_entry, Client::create_time_entries expects other entries in its success"
        ]
    );
}

#[test]
fn lists_that_are_split() {
    assert_eq!(
        lines(
            "            maxItems: 100\n            x-split: true\n",
            "            maxItems: 100\n"
        ),
        [
            "split-changed | major | ok | ok | Client::delete_time_entries, Client::delete_time_entries_by_body no longer sends long lists in several requests: `chunks` is gone"
        ]
    );
}

#[test]
fn a_smaller_page_is_a_limit() {
    assert_eq!(
        lines("maximum: 200", "maximum: 100"),
        [
            "limit-tightened | patch | risk | ok | GetTimeEntries::per_page allows `1..=100` values in place of `1..=200`"
        ]
    );
}
