//! Names that stay with what they stand for.

use specwright::Lock;

use super::{DOCUMENT, difference, edited, generate, kept};

#[test]
fn a_parameter_keeps_its_setter_beside_one_that_is_spelt_like_it() {
    assert_eq!(
        kept(
            "        - { name: per_page, in",
            "        - { name: per-page, in: header, schema: { type: string } }\n        - { name: per_page, in"
        ),
        ["+ endpoints::ListBoats::header_per_page(value: impl AsRef<str>) <- header per-page"]
    );
}

#[test]
fn a_property_keeps_its_field_beside_the_exact_spelling() {
    let old = DOCUMENT.replace("notes: {", "ship-notes: {");
    let before = generate(&old, None).lock;
    let new = old.replace(
        "            ship-notes: {",
        "            ship_notes: { type: integer }\n            ship-notes: {",
    );
    assert_eq!(
        difference(&before, &generate(&new, Some(&before)).lock),
        ["+ models::Boat::ship_notes_2: Option<i64> <- ship_notes"]
    );
}

#[test]
fn a_value_keeps_its_variant() {
    assert_eq!(
        kept("enum: [up, down]", "enum: [UP, up, down]"),
        ["+ filters::ListBoatsOrder::UpperUp <- UP"]
    );
}

#[test]
fn a_nameless_type_keeps_its_name_beside_a_schema_of_that_name() {
    assert_eq!(
        kept(
            "    Form: {",
            "    BoatState: { type: object, properties: { level: { $ref: '#/components/schemas/Form' } } }\n    Form: {"
        ),
        [
            "+ models::BoatState2 <- #/components/schemas/BoatState",
            "+ models::BoatState2: Clone + Debug + Default + Eq + Hash + PartialEq",
            "+ models::BoatState2::level: Option<Form> <- level"
        ]
    );
}

#[test]
fn a_name_is_free_again_where_its_part_is_gone() {
    let before = generate(DOCUMENT, None).lock;
    // The set of values gets a name in the document.
    let new = edited(
        "state: { type: string, enum: [afloat, ashore] }",
        "state: { $ref: '#/components/schemas/BoatState' }",
    )
    .replace(
        "    Form: {",
        "    BoatState: { type: string, enum: [afloat, ashore] }\n    Form: {",
    );
    let after = generate(&new, Some(&before)).lock;
    assert_eq!(
        difference(&before, &after),
        [
            "- models::BoatState <- #/components/schemas/Boat/allOf/1/properties/state",
            "+ models::BoatState <- #/components/schemas/BoatState"
        ]
    );
    let dropped = Lock::read(&before)
        .unwrap()
        .dropped(&Lock::read(&after).unwrap());
    assert_eq!(
        dropped,
        ["`BoatState` is gone, with #/components/schemas/Boat/allOf/1/properties/state"]
    );
}

#[test]
fn the_types_of_a_component_are_named_after_it() {
    // And not after the first operation that uses it.
    let lock = generate(DOCUMENT, None).lock;
    assert!(
        lock.contains(
            "\nmodels::Lost <- #/components/responses/Lost/content/application~1json/schema\n"
        ),
        "{lock}"
    );
    assert_eq!(
        kept(
            "paths:\n",
            "paths:\n  /anchors:\n    get: { operationId: get-anchor, tags: [anchors], responses: { '204': { description: Done. }, '404': { $ref: '#/components/responses/Lost' } } }\n"
        ),
        [
            "+ endpoints::Client::get_anchor() -> GetAnchor <- GET /anchors get-anchor ()",
            "+ endpoints::GetAnchor <- GET /anchors get-anchor",
            "+ endpoints::GetAnchor: Call(runtime::Empty, Lost) + Clone + Debug"
        ]
    );
}

#[test]
fn what_stands_in_an_operation_is_named_after_its_id() {
    assert_eq!(
        kept("operationId: list-boats", "operationId: find-boats"),
        [
            "- endpoints::Client::list_boats(harbour: impl AsRef<str>, owner: impl AsRef<str>) -> ListBoats <- GET /boats list-boats (query harbour, query owner)",
            "- endpoints::ListBoats <- GET /boats list-boats",
            "- endpoints::ListBoats: Call(runtime::Json<Vec<Boat>>, Lost) + Clone + Debug",
            "- endpoints::ListBoats::per_page(value: i64) <- query per_page",
            "- endpoints::ListBoats::order(value: ListBoatsOrder) <- query order",
            "- filters::ListBoatsOrder <- #/paths/~1boats/get/parameters/query.order/schema",
            "- filters::ListBoatsOrder: closed set of strings",
            "- filters::ListBoatsOrder::Up <- up",
            "- filters::ListBoatsOrder::Down <- down",
            "+ endpoints::Client::find_boats(harbour: impl AsRef<str>, owner: impl AsRef<str>) -> FindBoats <- GET /boats find-boats (query harbour, query owner)",
            "+ endpoints::FindBoats <- GET /boats find-boats",
            "+ endpoints::FindBoats: Call(runtime::Json<Vec<Boat>>, Lost) + Clone + Debug",
            "+ endpoints::FindBoats::per_page(value: i64) <- query per_page",
            "+ endpoints::FindBoats::order(value: FindBoatsOrder) <- query order",
            "+ filters::FindBoatsOrder <- #/paths/~1boats/get/parameters/query.order/schema",
            "+ filters::FindBoatsOrder: closed set of strings",
            "+ filters::FindBoatsOrder::Up <- up",
            "+ filters::FindBoatsOrder::Down <- down"
        ]
    );
}

#[test]
fn a_word_of_the_document_for_a_value_counts() {
    assert_eq!(
        kept(
            "enum: [up, down] }",
            "enum: [up, down], x-enum-varnames: [Rising, Falling] }"
        ),
        [
            "- filters::ListBoatsOrder::Up <- up",
            "- filters::ListBoatsOrder::Down <- down",
            "+ filters::ListBoatsOrder::Rising <- up as Rising",
            "+ filters::ListBoatsOrder::Falling <- down as Falling"
        ]
    );
}

#[test]
fn a_name_that_was_chosen_by_hand_is_kept() {
    let before = generate(DOCUMENT, None).lock;
    let chosen = before
        .replace("models::BoatState", "models::Whereabouts")
        .replace("Option<BoatState>", "Option<Whereabouts>");
    assert_ne!(before, chosen);
    assert_eq!(generate(DOCUMENT, Some(&chosen)).lock, chosen);
}

#[test]
fn a_name_that_cannot_be_one_is_not_kept_and_told() {
    let before = generate(DOCUMENT, None).lock;
    for (from, to, told) in [
        // A function of the client itself, a name of the prelude, and the wrong case.
        (
            "Client::add_boat(",
            "Client::builder(",
            "`builder` is called `add_boat` now",
        ),
        (
            "models::NewBoat",
            "models::Option",
            "`Option` is called `NewBoat` now",
        ),
        (
            "models::NewBoat",
            "models::new_boat",
            "`new_boat` is called `NewBoat` now",
        ),
        // The method of every request, and the name of another field.
        (
            "::per_page(",
            "::send(",
            "`ListBoats::send` is called `per_page` now",
        ),
        (
            "models::Base::place",
            "models::Base::id",
            "`Base::id` is called `place` now",
        ),
    ] {
        let by_hand = before.replace(from, to);
        assert_ne!(before, by_hand);
        let after = generate(DOCUMENT, Some(&by_hand)).lock;
        assert_eq!(after, before, "{to}");
        let older = Lock::read(&by_hand).unwrap();
        let dropped = older.dropped(&Lock::read(&after).unwrap());
        assert_eq!(dropped, [told]);
    }
}

/// Two operations with the same errors by status.
fn with_errors(first: &str, second: &str) -> String {
    let late = "'409': { description: Late., content: { application/json: { schema: { $ref: '#/components/schemas/Form' } } } }";
    let wrong = "'400': { description: Wrong., content: { application/json: { schema: { $ref: '#/components/schemas/NewBoat' } } } }";
    let of = |which: &str| match which {
        "both" => format!(", {late}, {wrong}"),
        "late" => format!(", {late}"),
        _ => String::new(),
    };
    DOCUMENT.replace(
        "responses: { '204': { description: Added. } }",
        &format!(
            "responses: {{ '204': {{ description: Added. }}{} }}\n  /sink:\n    post: {{ operationId: sink, responses: {{ '204': {{ description: Sunk. }}{} }} }}",
            of(first),
            of(second)
        ),
    )
}

/// The names of the enums of errors in a lock, and the part of each.
fn error_enums(lock: &str) -> Vec<&str> {
    let lines = lock
        .lines()
        .filter(|line| line.contains(" <- errors ") || line.ends_with(" error"));
    lines.collect()
}

#[test]
fn operations_with_the_same_errors_share_their_type() {
    let lock = generate(&with_errors("both", "both"), None).lock;
    let shared = "endpoints::NewBoatOrForm <- errors #/components/schemas/Form, #/components/schemas/NewBoat";
    assert_eq!(error_enums(&lock), [shared]);
    // Another name, once it is written in the lock.
    let named = lock.replace("NewBoatOrForm", "Trouble");
    let again = generate(&with_errors("both", "both"), Some(&named)).lock;
    assert_eq!(again, named);
    // It stays with the one that still has these bodies.
    let alone = generate(&with_errors("both", "late"), Some(&lock)).lock;
    assert_eq!(error_enums(&alone), [shared]);
    let alone = generate(&with_errors("none", "both"), Some(&lock)).lock;
    assert_eq!(error_enums(&alone), [shared]);
}

#[test]
fn the_error_type_of_one_operation_keeps_its_name_when_another_gets_the_same() {
    let before = generate(&with_errors("both", "none"), None).lock;
    let line = "endpoints::AddBoatError <- POST /boats add-boat error";
    assert_eq!(error_enums(&before), [line]);
    let after = generate(&with_errors("both", "both"), Some(&before)).lock;
    assert_eq!(error_enums(&after), [line]);
    // And then stays, for both.
    let again = generate(&with_errors("both", "both"), Some(&after)).lock;
    assert_eq!(again, after);
}
