//! Edits: the lines that they change, and the order that they leave as it was.

use super::{DOCUMENT, Generated, edited, generate, kept};

/// Generates from a document after an edit, which must change nothing.
fn unchanged(from: &str, to: &str) {
    let before = generate(DOCUMENT, None);
    let edited = edited(from, to);
    assert_ne!(
        generate(&edited, None).files,
        before.files,
        "without the lock, the edit changes something: `{from}`"
    );
    assert_eq!(generate(&edited, Some(&before.lock)), before, "`{from}`");
}

#[test]
fn what_changes_places_in_the_document_stays_where_it_was() {
    for (from, to) in [
        // The arguments of a constructor.
        (
            "        name: { type: string }\n        port: { type: string }\n",
            "        port: { type: string }\n        name: { type: string }\n",
        ),
        // The arguments of a function.
        (
            "        - { name: harbour, in: query, required: true, schema: { type: string } }\n        - { name: owner, in: query, required: true, schema: { type: string } }\n",
            "        - { name: owner, in: query, required: true, schema: { type: string } }\n        - { name: harbour, in: query, required: true, schema: { type: string } }\n",
        ),
        // Those that are the fields of a form.
        (
            "properties: { b: { type: string }, a: { type: string } }",
            "properties: { a: { type: string }, b: { type: string } }",
        ),
        // Fields of a part that has no type of its own.
        (
            "properties: { id: { type: string }, place: { type: string } }",
            "properties: { place: { type: string }, id: { type: string } }",
        ),
        // Values.
        ("enum: [afloat, ashore]", "enum: [ashore, afloat]"),
        ("enum: [up, down]", "enum: [down, up]"),
        // Media types: their functions stand in this order.
        (
            "          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Form' } }\n          multipart/form-data: { schema: { $ref: '#/components/schemas/Form' } }\n",
            "          multipart/form-data: { schema: { $ref: '#/components/schemas/Form' } }\n          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Form' } }\n",
        ),
    ] {
        unchanged(from, to);
    }
}

/// The document with all keys sorted.
fn sorted(document: &str) -> String {
    // An object of this crate is sorted by its keys.
    let value: serde_json::Value = serde_yaml::from_str(document).unwrap();
    value.to_string()
}

#[test]
fn a_document_with_sorted_keys_gives_the_same_client() {
    let before = generate(DOCUMENT, None);
    assert_ne!(generate(&sorted(DOCUMENT), None), before);
    assert_eq!(generate(&sorted(DOCUMENT), Some(&before.lock)), before);
}

/// The first lines that differ in the locks, or else in the files.
fn first_difference<'a>(before: &'a Generated, after: &'a Generated) -> Option<(&'a str, &'a str)> {
    let of_lock = before.lock.lines().zip(after.lock.lines());
    let files = before.files.iter().zip(&after.files);
    let of_files = files.flat_map(|((_, was), (_, is))| was.lines().zip(is.lines()));
    let different = of_lock.chain(of_files).find(|(was, is)| was != is);
    different.or((before != after).then_some(("", "")))
}

#[test]
fn every_fixture_gives_the_same_client_with_its_own_lock() {
    let root = xtask::repository();
    let mut wrong = Vec::new();
    for folder in xtask::fixtures::folders(&root).unwrap() {
        let text = std::fs::read_to_string(folder.join("spec.yaml")).unwrap();
        let Ok(parsed) = specwright::parse(&text) else {
            continue;
        };
        let options = specwright::Options {
            lenient: true,
            ..specwright::Options::default()
        };
        // What has no client at all has no lock.
        if specwright::lower(parsed, &options).is_err() {
            continue;
        }
        let before = generate(&text, None);
        let again = generate(&text, Some(&before.lock));
        if let Some(different) = first_difference(&before, &again) {
            wrong.push(format!("{}: {different:?}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn schemas_that_are_parts_of_one_another_are_put_in_order_once_each() {
    let all = |name: &str, parts: &str| {
        format!(
            "    {name}: {{ allOf: [{parts}, {{ type: object, properties: {{ {name}: {{ type: string }} }} }}] }}\n"
        )
    };
    let part = |name: &str| format!("{{ $ref: '#/components/schemas/{name}' }}");
    let names = ["A", "B", "C", "D"];
    let parts = names.map(part).join(", ");
    let circle: String = names.map(|name| all(name, &parts)).concat();
    let document = format!("{DOCUMENT}{circle}");
    let before = generate(&document, None);
    assert_eq!(generate(&document, Some(&before.lock)), before);
}

#[test]
fn what_is_new_stands_behind_what_it_follows() {
    assert_eq!(
        kept(
            "        name: { type: string }\n",
            "        name: { type: string }\n        flag: { type: string }\n"
        ),
        [
            "+ models::NewBoat::flag: Option<String> <- flag",
            "+ models::NewBoat::flag(flag: impl Into<String>)"
        ]
    );
    let before = generate(DOCUMENT, None).lock;
    let edited = edited("enum: [afloat, ashore]", "enum: [afloat, sunk, ashore]");
    let Generated { lock, .. } = generate(&edited, Some(&before));
    let values: Vec<&str> = lock
        .lines()
        .filter(|line| line.starts_with("models::BoatState::"))
        .collect();
    assert_eq!(
        values,
        [
            "models::BoatState::Afloat <- afloat",
            "models::BoatState::Sunk <- sunk",
            "models::BoatState::Ashore <- ashore",
            "models::BoatState::Other(String)"
        ]
    );
}

#[test]
fn an_edit_of_one_property_is_one_line() {
    assert_eq!(
        kept("notes: { type: string }", "notes: { type: integer }"),
        [
            "- models::Boat::notes: Option<String> <- notes",
            "+ models::Boat::notes: Option<i64> <- notes"
        ]
    );
}
