//! The text of a lock.

use specwright::{Lock, LockError};

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
fn no_text_of_the_document_makes_a_line_of_its_own() {
    let evil = "Boat\\nmodels::Form <- #/components/schemas/Base\\n\\\"";
    let document = DOCUMENT
        .replace("schemas/Boat'", "schemas/Boat2'")
        .replace("    Boat:\n", &format!("    Boat2: {{ oneOf: [{{ $ref: \"#/components/schemas/{evil}\" }}, {{ type: object, required: [x], properties: {{ x: {{ type: string }} }} }}] }}\n    \"{evil}\":\n"));
    let before = generate(&document, None);
    assert!(
        !before
            .lock
            .contains("\nmodels::Form <- #~1components~1schemas~1Base"),
        "{}",
        before.lock
    );
    assert!(
        before
            .lock
            .contains("\\nmodels::Form <- #~1components~1schemas~1Base\\n"),
        "{}",
        before.lock
    );
    assert_eq!(generate(&document, Some(&before.lock)), before);
}

#[test]
fn a_text_that_is_no_lock_is_refused_with_the_line_and_the_way_out() {
    let lock = generate(DOCUMENT, None).lock;
    let message = |text: &str| Lock::read(text).unwrap_err().to_string();
    let lines = lock.lines().count();
    assert_eq!(
        message(&format!("{lock}<<<<<<< HEAD\n")),
        format!(
            "line {}: this is the mark of a conflict; take the file as it was on one side (`git checkout --ours` or `--theirs`) and generate again, or generate with `--repin`, which gives all names and orders anew",
            lines + 1
        )
    );
    assert_eq!(
        message("\nmodels::fn <- #/x\n# end\n"),
        "line 2: this is no line of a lock; correct it (each part of a path has to be a name that Rust allows), or generate with `--repin`, which gives all names and orders anew"
    );
    for line in [
        "models::Boat:: <- x",
        "models::<- x",
        "models::9 <- x",
        "Boat <- #/x",
        "models::A::b <- \"open",
        "pub struct Boat;",
    ] {
        let text = format!("{line}\n# end\n");
        assert_eq!(Lock::read(&text), Err(LockError::Line(1)), "{line}");
    }
}

#[test]
fn a_lock_that_is_cut_off_is_refused() {
    let lock = generate(DOCUMENT, None).lock;
    for len in [0, 1, lock.len() / 2, lock.len() - 3] {
        let text = lock.get(..len).unwrap();
        assert!(Lock::read(text).is_err(), "{text}");
    }
    assert_eq!(
        Lock::read("").unwrap_err().to_string(),
        "the file is cut off: its last line has to be `# end`; restore it from git, or generate with `--repin`, which gives all names and orders anew"
    );
    let before = generate(DOCUMENT, None);
    assert_eq!(generate(DOCUMENT, Some("# end\n")), before);
}
