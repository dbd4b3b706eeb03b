//! A page as the service would send it: 200 entries of a small agency's month, every field filled, and all that
//! they refer to loaded beside them. The same bytes every time.

mod objects;
mod values;

use objects::{
    external_reference_body, invoice_body, role_body, story_body, submission_body, time_entry,
    user_body, workspace_body,
};
use values::{
    INVOICES, ROLES, STORIES, SUBMISSIONS, USERS, WORKSPACES, entry, external_reference, invoice,
    role, story, submission, user, workspace,
};

/// In which order an object's properties come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Order {
    /// As the document lists them.
    Documented,
    /// In another one, the same for all objects of a kind, as a service does that does not sort.
    Other,
}

pub(crate) const ENTRIES: u64 = 200;

/// The body of the response.
pub(crate) fn page(order: Order) -> String {
    let results = (0..ENTRIES).rev();
    let results = results.map(|n| {
        let id = entry(n);
        object(
            order,
            &format!("\"key\": \"time_entries\"\n\"id\": \"{id}\""),
        )
    });
    let results: Vec<String> = results.collect();
    let map = |count: u64, id: fn(u64) -> u64, make: fn(u64) -> String| {
        let entries = (0..count).map(|n| format!("\"{}\":{}", id(n), object(order, &make(n))));
        let entries: Vec<String> = entries.collect();
        format!("{{{}}}", entries.join(","))
    };
    let properties = [
        ("count", "7311".to_owned()),
        (
            "meta",
            object(
                order,
                "\"count\": 7311\n\"page_count\": 37\n\"page_number\": 3\n\"page_size\": 200",
            ),
        ),
        ("results", format!("[{}]", results.join(","))),
        ("time_entries", map(ENTRIES, entry, time_entry)),
        (
            "external_references",
            map(ENTRIES, external_reference, external_reference_body),
        ),
        ("stories", map(STORIES, story, story_body)),
        ("workspaces", map(WORKSPACES, workspace, workspace_body)),
        ("users", map(USERS, user, user_body)),
        (
            "timesheet_submissions",
            map(SUBMISSIONS, submission, submission_body),
        ),
        ("invoices", map(INVOICES, invoice, invoice_body)),
        ("roles", map(ROLES, role, role_body)),
    ];
    let properties = properties.map(|(name, value)| format!("\"{name}\":{value}"));
    object(order, &properties.join("\n"))
}

/// An object of lines, each a property.
fn object(order: Order, lines: &str) -> String {
    let mut lines: Vec<&str> = lines.lines().map(str::trim).collect();
    if order == Order::Other {
        // Any order will do that has nothing to do with that of the document.
        lines.sort_by_key(|line| {
            let name = line.split(':').next().unwrap_or(line);
            let hash = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            name.bytes().fold(0x811c_9dc5, hash)
        });
    }
    let lines = lines
        .into_iter()
        .map(|line| line.replacen("\": ", "\":", 1));
    format!("{{{}}}", lines.collect::<Vec<_>>().join(","))
}
