//! The three forms of a report.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use specwright::command::changes::{Arguments, Defaults, Format, changes};
use specwright::{Kind, Report};

use super::{DOCUMENT, compare};

/// A change of each section.
fn report() -> Report {
    let new = DOCUMENT
        .replace("harbour.example/v1", "harbour.example/v2")
        .replace(
            "style: form, explode: false",
            "style: pipeDelimited, explode: false",
        )
        .replace("        notes: { type: string, maxLength: 500 }\n", "")
        .replace("enum: [red, blue]", "enum: [red, blue, green]")
        .replace(
            "operationId: delete-boat",
            "operationId: delete-boat\n      deprecated: true",
        )
        .replace("maximum: 100", "maximum: 50")
        .replace("What it is called.", "Its name.");
    compare(DOCUMENT, &new)
}

#[test]
fn text() {
    let text = report().text("harbour.yaml", false);
    assert_eq!(text, include_str!("report.txt"));
}

#[test]
fn colors_are_for_terminals() {
    let (plain, colored) = (report().text("a", false), report().text("a", true));
    assert!(!plain.contains('\u{1b}'), "{plain}");
    assert!(
        colored.contains("\u{1b}[1;31mNo longer compiles\u{1b}[0m"),
        "{colored}"
    );
}

#[test]
fn markdown() {
    let text = report().markdown("harbour.yaml");
    assert_eq!(text, include_str!("report.md"));
}

#[test]
fn text_of_a_document_stays_text_in_markdown() {
    let new = DOCUMENT.replace("enum: [red, blue]", "enum: [red, blue, '`<script>`\n| x']");
    let text = compare(DOCUMENT, &new).markdown("a");
    assert!(!text.contains("<script>") || text.contains("`` "), "{text}");
    assert!(!text.contains("\n| x"), "{text}");
}

#[test]
fn errors_of_the_newer_document_are_said() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("errors_of_the_newer_document");
    fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let wrong = DOCUMENT
        .replace("Paint: { type: object", "Paint: { type: thing")
        .replace("- { name: kind, in: query", "- { name: kind, in: air");
    let arguments = |base: &str, to: &str| Arguments {
        spec: None,
        config: None,
        lock: None,
        base: Some(base.to_owned()),
        to: Some(to.to_owned()),
        format: Format::Text,
        max: None,
        deny: None,
        rename: Vec::new(),
        accept: Vec::new(),
        why: None,
        accepted: None,
        check_version: None,
    };
    let (right, wrong) = (file("right.yaml", DOCUMENT), file("wrong.yaml", &wrong));
    let text = |base: &str, to: &str| {
        let outcome = changes(&arguments(base, to), &Defaults::default());
        outcome.unwrap().text
    };
    let report = text(&right, &wrong);
    let second = report.lines().nth(1).unwrap();
    assert!(
        second.starts_with(
            "The document has 2 errors, and is compared as far as it can be read (`specwright check` has all): "
        ),
        "{second}"
    );
    assert!(
        second.ends_with("wrong.yaml:11:29: the parameter `kind` cannot be in `air`"),
        "{second}"
    );
    let report = text(&wrong, &right);
    assert!(!report.contains("The document has"), "{report}");
}

#[test]
fn nothing_has_changed() {
    let report = compare(DOCUMENT, DOCUMENT);
    assert_eq!(report.text("a.yaml", false), "a.yaml: no changes\n");
    assert_eq!(
        report.markdown("a.yaml"),
        "## `a.yaml`: no changes — **patch**\n"
    );
    assert_eq!(report.json("a.yaml")["changes"], Value::Array(Vec::new()));
}

#[test]
fn a_fingerprint_is_that_of_the_change_and_not_of_its_lines() {
    let prints = |document: &str| -> Vec<String> {
        let new = document.replace("enum: [red, blue]", "enum: [red, blue, green]");
        let report = compare(document, &new);
        report
            .changes
            .iter()
            .map(|change| change.fingerprint())
            .collect()
    };
    let moved = DOCUMENT.replace("paths:\n", "# A comment.\n\npaths:\n");
    assert_eq!(prints(DOCUMENT), prints(&moved));
    assert_eq!(prints(DOCUMENT).len(), 1);
    let all: Vec<String> = report()
        .changes
        .iter()
        .map(|change| change.fingerprint())
        .collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
}

/// The schema lists exactly the keys and the kinds that reports have.
#[test]
fn json_is_what_its_schema_says() {
    let path = xtask::repository().join("docs/changes.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let json = report().json("harbour.yaml");
    let keys = |object: &Value| -> BTreeSet<String> {
        object.as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(keys(&json), keys(&schema["properties"]));
    let change = &schema["$defs"]["change"];
    for found in json["changes"].as_array().unwrap() {
        assert_eq!(keys(found), keys(&change["properties"]));
        for verdict in ["old_client_new_server", "new_client_old_server"] {
            assert_eq!(
                keys(&found[verdict]),
                keys(&schema["$defs"]["wire"]["properties"])
            );
        }
    }
    let listed = change["properties"]["kind"]["enum"].as_array().unwrap();
    let listed: Vec<&str> = listed.iter().filter_map(Value::as_str).collect();
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.id()).collect();
    assert_eq!(listed, kinds);
}

#[test]
fn a_renaming_that_is_known_is_one_change() {
    let new = DOCUMENT.replace(
        "        notes: { type: string, maxLength: 500 }",
        "        remarks: { type: string, maxLength: 500 }",
    );
    let lowered = |text: &str| {
        let lowered = specwright::lower(
            specwright::parse(text).unwrap(),
            &specwright::Options::default(),
        )
        .unwrap();
        let files = specwright::emit(&lowered.api, "");
        (lowered.api, files)
    };
    let (old, new) = (lowered(DOCUMENT), lowered(&new));
    let renames = [
        ("Boat.notes".to_owned(), "remarks".to_owned()),
        ("Boat.sail".to_owned(), "canvas".to_owned()),
    ];
    let report = specwright::compare((&old.0, &old.1), (&new.0, &new.1), &renames);
    let found: Vec<String> = report.changes.iter().map(super::line).collect();
    assert_eq!(
        found,
        ["property-renamed | major | break | break | Boat::notes is called `remarks`"]
    );
    assert_eq!(report.unused_renames, ["Boat.sail=canvas"]);
}
