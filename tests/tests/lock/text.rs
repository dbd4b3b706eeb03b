//! The text of a lock.

use generator::Lock;

use super::{DOCUMENT, generate};

#[test]
fn the_lock_of_a_document() {
    let lock = generate(DOCUMENT, None).lock;
    let expected = include_str!("expected.lock");
    assert_eq!(lock, expected, "{lock}");
}

#[test]
fn unusual_names_come_back() {
    let document = DOCUMENT
        .replace("notes: {", "\"no, tes (2) <- x\": {")
        .replace("name: per_page", "name: \"per page, \\\"quoted\\\"\"")
        .replace("/boats:", "\"/boats({id} as x)\":")
        .replace("enum: [up, down]", "enum: [\"\", \" \", \"a as b\", \"(\"]")
        .replace(
            "operationId: add-boat",
            "operationId: \"add a boat, (soon)\"",
        );
    let before = generate(&document, None);
    assert_eq!(generate(&document, Some(&before.lock)), before);
}

#[test]
fn a_line_of_no_lock_is_refused_with_its_number() {
    let lock = generate(DOCUMENT, None).lock;
    let message = |text: &str| Lock::read(text).unwrap_err().to_string();
    let lines = lock.lines().count();
    assert_eq!(
        message(&format!("{lock}<<<<<<< HEAD\n")),
        "line 65: this is the mark of a conflict; take the file as it was on one side (`git checkout --ours` or `--theirs`) and generate again, or generate with `--repin`, which gives all names and orders anew"
    );
    assert_eq!(
        message(&format!("{lock}pub struct Boat;\n"))
            .split(';')
            .next(),
        Some(format!("line {}: this is no line of a lock", lines + 1).as_str())
    );
    for line in [
        "models::Boat::b <- x",
        "models::<- x",
        "models::9 <- x",
        "Boat <- #/x",
        "models::A::b <- \"open",
    ] {
        assert!(Lock::read(line).is_err(), "{line}");
    }
}

#[test]
fn a_lock_without_lines_keeps_nothing() {
    let before = generate(DOCUMENT, None);
    for empty in ["", "# Nothing.\n\n"] {
        assert_eq!(generate(DOCUMENT, Some(empty)), before);
    }
}
