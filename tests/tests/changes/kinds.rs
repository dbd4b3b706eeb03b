//! A line for each kind of change.

use super::edits::{BACK, Case, NAMES, OPERATIONS, PARAMETERS, TYPES};
use super::{DOCUMENT, compare, compare_with, line, lines, lines_back};

fn check(cases: &[Case], lines: fn(&str, &str) -> Vec<String>) {
    let mut wrong = Vec::new();
    for (from, to, expected) in cases {
        let found = lines(from, to);
        if found != *expected {
            wrong.push(format!("@@{from}\n=>{to}\n==\n{}\n", found.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn operations() {
    check(OPERATIONS, lines);
}

#[test]
fn parameters_and_bodies() {
    check(PARAMETERS, lines);
}

/// A body that can be `None` is passed as the same value, so that a program compiles as before.
#[test]
fn a_body_that_can_be_left_out_takes_the_same_value() {
    let optional = "      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Paint' } } } }";
    let required = optional.replace("{ content:", "{ required: true, content:");
    assert_eq!(
        lines_back(optional, &required),
        ["body-optional | minor | ok | ok | Client::paint_boat has a body that can be left out"]
    );
}

#[test]
fn the_path_of_a_server_without_a_host_is_compared() {
    let at = |path: &str| DOCUMENT.replace("https://harbour.example/v1", path);
    let report = compare(&at("/v1"), &at("/v2"));
    let found: Vec<String> = report.changes.iter().map(line).collect();
    assert_eq!(
        found,
        [
            "server-changed | patch | risk | risk | Client::builder takes the URL of a server that is `/v2` in place of `/v1`"
        ]
    );
}

#[test]
fn types() {
    check(TYPES, lines);
}

#[test]
fn names() {
    check(NAMES, lines);
}

#[test]
fn edits_that_are_taken_back() {
    check(BACK, lines_back);
}

/// Compares the document with itself after `from` has become `to` everywhere.
fn everywhere(from: &str, to: &str) -> Vec<String> {
    between(DOCUMENT, &DOCUMENT.replace(from, to))
}

#[test]
fn a_type_with_another_name_is_one_change() {
    assert_eq!(
        everywhere("Owner", "Person"),
        ["type-renamed | major | ok | ok | Owner is called `Person`"]
    );
}

/// The document with these headers of the responses to `list-boats` and `add-boat`.
fn with_headers(list: &str, add: &str) -> String {
    let list = format!("'200': {{ description: All., headers: {{ {list} }},");
    let add = format!("'201': {{ description: Added., headers: {{ {add} }},");
    let document = DOCUMENT.replace("'200': { description: All.,", &list);
    let headers = "components:
  headers:
    Left: { schema: { type: integer } }
    LeftText: { schema: { type: string } }
";
    let document = document.replace("'201': { description: Added.,", &add);
    document.replace("components:\n", headers)
}

const LEFT: &str = "X-Left: { $ref: '#/components/headers/Left' }";

#[test]
fn a_header_of_another_type_is_a_change_of_its_field() {
    const BOTH: &str = "X-Left: { $ref: '#/components/headers/Left' }, X-Limit: { $ref: '#/components/headers/Left' }";
    // All operations that have it.
    for (from, to, expected) in [
        (
            LEFT,
            "X-Left: { $ref: '#/components/headers/LeftText' }",
            &[
                "property-type-changed | major | risk | risk | LeftHeaders::x_left is `String` in place of `i64`",
            ][..],
        ),
        (
            LEFT,
            "X-Left: { required: true, schema: { type: integer } }",
            &[
                "property-required | major | ok | risk | LeftHeaders::x_left has to be there, and was optional",
            ],
        ),
        // The case of the name says nothing.
        (LEFT, "x-left: { $ref: '#/components/headers/Left' }", &[]),
        ("", "", &[]),
    ] {
        assert_eq!(
            between(&with_headers(from, from), &with_headers(to, to)),
            expected
        );
    }
    // The set has one more, and is called otherwise.
    assert_eq!(
        between(&with_headers(LEFT, LEFT), &with_headers(BOTH, BOTH)),
        [
            "type-renamed | major | ok | ok | LeftHeaders is called `ListBoatsHeaders`",
            "property-added | minor | ok | ok | ListBoatsHeaders::x_limit is new",
        ]
    );
}

#[test]
fn a_header_that_an_operation_no_longer_has_is_a_change() {
    // Other operations have it still.
    let all = with_headers(LEFT, LEFT);
    assert_eq!(
        between(&all, &with_headers(LEFT, "")),
        [
            "headers-changed | major, silent | risk | ok | Client::add_boat no longer has the header `X-Left`"
        ]
    );
    assert_eq!(
        between(&all, &with_headers("", LEFT)),
        [
            "headers-changed | major, silent | risk | ok | Client::list_boats no longer has the header `X-Left`"
        ]
    );
    assert_eq!(
        between(&with_headers(LEFT, ""), &all),
        ["headers-changed | patch | ok | ok | Client::add_boat has the header `X-Left`"]
    );
    // No operation has it any more, and the first one has it.
    assert_eq!(
        between(&all, &with_headers("", "")),
        [
            "headers-changed | major | risk | ok | Client::add_boat and 1 more no longer have the header `X-Left`",
            "type-removed | major | ok | ok | LeftHeaders is gone",
        ]
    );
    assert_eq!(
        between(&with_headers("", ""), &with_headers("", LEFT)),
        [
            "type-added | minor | ok | ok | LeftHeaders is new",
            "headers-changed | patch | ok | ok | Client::add_boat has the header `X-Left`",
        ]
    );
}

#[test]
fn an_operation_with_another_id_is_one_change_with_its_request() {
    assert_eq!(
        everywhere("list-boats", "find-boats"),
        ["operation-renamed | major | ok | ok | Client::list_boats is called `Client::find_boats`"]
    );
}

#[test]
fn a_renamed_operation_says_what_its_request_is_called() {
    let report = compare(DOCUMENT, &DOCUMENT.replace("get-log", "read-log"));
    let advice: Vec<_> = report.changes.iter().map(|it| &it.advice).collect();
    assert_eq!(
        advice,
        [&Some(
            "call `Client::read_log`; its request `GetLog` is `ReadLog`".to_owned()
        )]
    );
}

#[test]
fn parameters_that_change_places_in_a_path_are_named() {
    let path = "/boats/{fleet}/{id}/{deck}";
    let old = DOCUMENT.replace("  /boats/{id}:\n", &format!("  {path}:\n")).replace(
        "[{ name: id, in: path, required: true, schema: { type: string } }]",
        "[{ name: fleet, in: path, required: true, schema: { type: string } }, { name: id, in: path, required: true, schema: { type: string } }, { name: deck, in: path, required: true, schema: { type: string } }]",
    );
    let line = |function: &str, places: &str| {
        format!(
            "parameter-moved | major, silent | break | break | Client::{function} sends {places} in the path"
        )
    };
    let swapped = "`id` where `fleet` was, `fleet` where `id` was";
    assert_eq!(
        between(&old, &old.replace(path, "/boats/{id}/{fleet}/{deck}")),
        [line("delete_boat", swapped), line("paint_boat", swapped)]
    );
    let turned = "`deck` where `fleet` was, `fleet` where `id` was, `id` where `deck` was";
    assert_eq!(
        between(&old, &old.replace(path, "/boats/{deck}/{fleet}/{id}")),
        [line("delete_boat", turned), line("paint_boat", turned)]
    );
}

#[test]
fn a_field_that_becomes_another_property_is_said_to() {
    // The exact spelling takes the name: a program compiles, and reads another property.
    let old = DOCUMENT.replace("notes: { type: string", "ship-notes: { type: string");
    let new = old.replace(
        "        ship-notes:",
        "        ship_notes: { type: string }\n        ship-notes:",
    );
    assert_eq!(
        between(&old, &new),
        [
            "means-another | major, silent | ok | ok | Boat::ship_notes is `ship_notes` in place of `ship-notes`"
        ]
    );
}

#[test]
fn what_is_written_in_another_way_is_no_change() {
    // The order of properties, of schemas and of operations, a reference in place of a schema, and the version.
    for (from, to) in [
        (
            "        kind: { $ref: '#/components/schemas/Kind' }\n        colour: { $ref: '#/components/schemas/Colour' }\n",
            "        colour: { $ref: '#/components/schemas/Colour' }\n        kind: { $ref: '#/components/schemas/Kind' }\n",
        ),
        (
            "    Kind: { type: string, enum: [sail, motor, row] }\n    Colour: { type: string, enum: [red, blue] }\n",
            "    Colour: { type: string, enum: [red, blue] }\n    Kind: { type: string, enum: [sail, motor, row] }\n",
        ),
        ("openapi: 3.1.0", "openapi: 3.1.1"),
        (
            "name: { type: string, description: What it is called. }",
            "name: { allOf: [{ type: string }], description: What it is called. }",
        ),
        (
            "info: { title: Harbour, version: '1' }",
            "info: { title: Harbour, version: '2' }",
        ),
    ] {
        assert_eq!(lines(from, to), Vec::<String>::new(), "{from}");
    }
    let moved = DOCUMENT.replace(
        "  /boats/{id}:\n    delete:",
        "  /boats/{number}:\n    delete:",
    );
    let moved = moved.replace("{ name: id, in: path", "{ name: number, in: path");
    let report = compare(DOCUMENT, &moved);
    assert!(
        report
            .changes
            .iter()
            .all(|change| change.level != specwright::Level::Major || change.is_silent),
        "{report:?}"
    );
}

/// The lines of the report on two documents.
fn between(old: &str, new: &str) -> Vec<String> {
    compare(old, new).changes.iter().map(line).collect()
}

#[test]
fn a_limit_of_a_body_is_said() {
    let with = |least: u32| {
        let body = format!(
            "requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ type: array, minItems: {least}, items: {{ type: string }} }} }} }} }}"
        );
        DOCUMENT.replace(
            "requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Paint' } } } }",
            &body,
        )
    };
    assert_eq!(
        between(&with(1), &with(2)),
        [
            "limit-tightened | patch | risk | ok | Client::paint_boat has a body that has the number of items `2..=` in place of `1..=`"
        ]
    );
    assert_eq!(
        between(&with(2), &with(1)),
        [
            "limit-loosened | patch | ok | risk | Client::paint_boat has a body that has the number of items `1..=` in place of `2..=`"
        ]
    );
}

#[test]
fn an_operation_that_begins_with_the_name_of_another_is_not_taken_for_it() {
    let with = |security: &str| {
        let other = format!(
            "  /log/{{id}}:\n    get:\n      operationId: get-log-entry\n      tags: [boats]\n      security: {security}\n      parameters: [{{ name: id, in: path, required: true, schema: {{ type: string }} }}]\n      responses: {{ '204': {{ description: None. }} }}\n  /log:\n"
        );
        DOCUMENT.replace("  /log:\n", &other)
    };
    assert_eq!(
        between(&with("[]"), &with("[{ key: [] }]")),
        [
            "security-changed | patch | risk | risk | Client::get_log_entry needs `key` in place of none"
        ]
    );
}

#[test]
fn an_argument_that_takes_more_is_said_once() {
    // Without a property that is only sent, the type that is received can be sent, too.
    let old = DOCUMENT
        .replace(
            "        flag: { type: string }\n        length",
            "        flag: { type: string, writeOnly: true }\n        berth: { type: string, readOnly: true }\n        length",
        )
        .replace(
            "Added., content: { application/json: { schema: { $ref: '#/components/schemas/Boat' } } }",
            "Added., content: { application/json: { schema: { $ref: '#/components/schemas/NewBoat' } } }",
        );
    let new = old
        .replace("        flag: { type: string, writeOnly: true }\n", "")
        .replace("required: [name, flag]", "required: [name]");
    assert_eq!(
        between(&old, &new),
        [
            "item-changed | major | ok | ok | NewBoat::into_input is gone",
            "property-removed | major | risk | break | NewBoatInput::flag is gone",
            "item-changed | minor | ok | ok | Client::add_boat is declared `fn(&self, body: impl Into<NewBoatInput>) -> AddBoat` in place of `fn(&self, body: NewBoatInput) -> AddBoat`",
        ]
    );
}

#[test]
fn a_document_has_no_changes_from_itself() {
    let mut changed = Vec::new();
    for folder in xtask::fixtures::folders(&xtask::repository()).unwrap() {
        let text = std::fs::read_to_string(folder.join("spec.yaml")).unwrap_or_default();
        let options = specwright::Options {
            lenient: true,
            ..Default::default()
        };
        let lowered =
            specwright::parse(&text).and_then(|parsed| specwright::lower(parsed, &options));
        if let Ok(lowered) = lowered {
            let files = specwright::emit(&lowered.api, "cargo xtask codegen");
            let (api, files) = (&lowered.api, files.as_slice());
            let report = specwright::compare((api, files), (api, files), &[]);
            changed.extend(report.changes.iter().map(line));
        }
    }
    assert_eq!(changed, Vec::<String>::new());
}

#[test]
fn the_setter_of_an_empty_parameter_is_one_of_its_own() {
    let with = |parameter: &str| {
        DOCUMENT.replace(
            "        - { name: tags, in: query",
            &format!("{parameter}        - {{ name: tags, in: query"),
        )
    };
    let (plain, empty) = (
        with("        - { name: mark, in: query, schema: { type: string } }\n"),
        with(
            "        - { name: mark, in: query, allowEmptyValue: true, schema: { type: integer } }\n",
        ),
    );
    assert_eq!(between(&empty, &empty), Vec::<String>::new());
    let lines = between(&plain, &empty);
    assert!(
        lines.contains(
            &"parameter-added | minor | ok | ok | ListBoats::mark_empty is new".to_owned()
        ),
        "{lines:?}"
    );
}

#[test]
fn an_argument_for_something_else_is_silent() {
    // The program compiles as it is, and its value is sent under another name.
    let of = |old: &str, new: &str| between(DOCUMENT, &DOCUMENT.replace(old, new));
    assert_eq!(
        of(
            "- { name: owner, in: query, required: true",
            "- { name: keeper, in: query, required: true"
        ),
        [
            "required-parameter-added | major, silent | break | ok | Client::list_boats takes `keeper`",
            "parameter-removed | patch | risk | break | Client::list_boats no longer takes `owner`"
        ]
    );
    assert_eq!(
        of(
            "required: [name, flag]\n      properties:\n        name: { type: string }\n",
            "required: [title, flag]\n      properties:\n        title: { type: string }\n"
        ),
        [
            "required-property-added | major, silent | break | ok | NewBoat::title is new, and `NewBoat::new` takes it",
            "property-removed | major | risk | break | NewBoat::name is gone"
        ]
    );
    let report = generator_report(
        "        name: { type: string }\n        flag",
        "NewBoat.name=title",
    );
    assert_eq!(
        report,
        ["property-renamed | major, silent | break | break | NewBoat::name is called `title`"]
    );
}

/// The lines of the report on a required property that is renamed to `title`, which `rename` says.
fn generator_report(property: &str, rename: &str) -> Vec<String> {
    let new = DOCUMENT
        .replace(property, &property.replace("name:", "title:"))
        .replace("required: [name, flag]", "required: [title, flag]");
    let (from, to) = rename.split_once('=').unwrap();
    let renames = [(from.to_owned(), to.to_owned())];
    compare_with(DOCUMENT, &new, &renames)
        .changes
        .iter()
        .map(line)
        .collect()
}

#[test]
fn an_optional_parameter_that_moves_is_silent_and_breaks_both_ways() {
    let new = DOCUMENT.replace(
        "{ name: per_page, in: query",
        "{ name: per_page, in: header",
    );
    assert_eq!(
        between(DOCUMENT, &new),
        [
            "parameter-moved | major, silent | break | break | ListBoats::per_page sends `per_page` in the header in place of the query"
        ]
    );
}
