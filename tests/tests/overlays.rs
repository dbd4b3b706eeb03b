//! Overlays: what each action makes of a document, and what is refused. The expected documents are read by `serde_yaml`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a panic is how a test fails"
)]

use specwright::{Node, Problems, Value};

const DOCUMENT: &str = "\
openapi: 3.1.0
info: { title: Boats, version: '1' }
servers:
  - { url: 'https://one.example' }
  - { url: 'https://two.example' }
  - { url: 'https://three.example' }
paths:
  /boats:
    get:
      operationId: list-boats
      tags: [boats, public]
      parameters:
        - { name: flag, in: query }
        - { name: length, in: query }
    post:
      operationId: add-boat
      x-internal: true
  /boats/{id}:
    get: { operationId: get-boat, deprecated: true }
";

/// The actions of an overlay of version 1.1.
fn overlay(actions: &str) -> String {
    format!("overlay: 1.1.0\ninfo: {{ title: Fixes, version: '1' }}\nactions:\n{actions}")
}

/// A document with overlays applied.
fn applied(document: &str, overlays: &[&str]) -> Result<serde_json::Value, Problems> {
    let mut parsed = specwright::parse(document).unwrap().called("boats.yaml");
    for (index, text) in overlays.iter().enumerate() {
        parsed.overlay(&format!("overlays/{index}.yaml"), text)?;
    }
    Ok(json(&parsed.document.root))
}

fn json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::String(text) => text.as_str().into(),
        Value::Number(text) => serde_json::from_str(text).unwrap(),
        Value::Array(items) => items.iter().map(json).collect(),
        Value::Object(entries) => entries
            .iter()
            .map(|(key, node)| (key.clone(), json(node)))
            .collect(),
    }
}

fn yaml(text: &str) -> serde_json::Value {
    serde_yaml::from_str(text).unwrap()
}

/// Returns the value at the JSON pointer after `actions`.
fn at(pointer: &str, actions: &str) -> serde_json::Value {
    let document =
        applied(DOCUMENT, &[&overlay(actions)]).unwrap_or_else(|error| panic!("{error}"));
    document.pointer(pointer).cloned().unwrap_or_default()
}

/// The problems of `actions`, as they are shown.
fn refused(actions: &str) -> String {
    refused_overlay(&overlay(actions))
}

fn refused_overlay(text: &str) -> String {
    match applied(DOCUMENT, &[text]) {
        Ok(document) => panic!("applied: {document}"),
        Err(problems) => problems.render("spec/boats.yaml"),
    }
}

#[test]
fn an_object_is_merged_key_by_key_and_at_every_depth() {
    let info = at(
        "/info",
        "- target: $\n  update: { info: { title: Ships, license: { name: MIT } } }",
    );
    assert_eq!(
        info,
        yaml("{ title: Ships, version: '1', license: { name: MIT } }")
    );
}

#[test]
fn an_array_in_an_object_is_added_to_the_one_that_is_there() {
    let tags = at(
        "/paths/~1boats/get/tags",
        "- target: $.paths['/boats'].get\n  update: { tags: [more] }",
    );
    assert_eq!(tags, yaml("[boats, public, more]"));
}

#[test]
fn an_array_takes_items_and_arrays_of_items() {
    let actions = "\
- target: $.servers
  update: { url: 'https://four.example' }
- target: $.servers
  update: [{ url: 'https://five.example' }, { url: 'https://six.example' }]
- target: $.paths['/boats'].get.tags
  update: last
";
    assert_eq!(at("/servers", actions).as_array().unwrap().len(), 6);
    assert_eq!(
        at("/servers/5", actions),
        yaml("{ url: 'https://six.example' }")
    );
    assert_eq!(at("/paths/~1boats/get/tags/2", actions), "last");
}

#[test]
fn a_single_value_takes_the_place_of_another() {
    let title = at("/info/title", "- target: $.info.title\n  update: Ships");
    assert_eq!(title, "Ships");
    let flag = at(
        "/paths/~1boats~1{id}/get/deprecated",
        "- target: $..[?@.deprecated == true]\n  update: { deprecated: false }",
    );
    assert_eq!(flag, false);
}

#[test]
fn every_selected_value_is_changed() {
    let actions = "- target: $.paths.*.get\n  update: { x-safe: true }";
    assert_eq!(at("/paths/~1boats/get/x-safe", actions), true);
    assert_eq!(at("/paths/~1boats~1{id}/get/x-safe", actions), true);
    assert!(at("/paths/~1boats/post/x-safe", actions).is_null());
}

#[test]
fn items_of_an_array_are_removed_from_the_last_to_the_first() {
    let servers = at("/servers", "- target: $.servers[0, 1]\n  remove: true");
    assert_eq!(servers, yaml("[{ url: 'https://three.example' }]"));
    let servers = at(
        "/servers",
        "- target: $.servers[?search(@.url, 'one|three')]\n  remove: true",
    );
    assert_eq!(servers, yaml("[{ url: 'https://two.example' }]"));
}

#[test]
fn a_value_is_removed_with_what_is_inside_of_it() {
    let document = at("", "- target: $..['get', 'operationId']\n  remove: true");
    let paths = yaml("{ /boats: { post: { x-internal: true } }, '/boats/{id}': {} }");
    assert_eq!(document["paths"], paths);
}

#[test]
fn single_values_are_removed_too() {
    let tags = at(
        "/paths/~1boats/get/tags",
        "- target: $..tags[?@ == 'public']\n  remove: true",
    );
    assert_eq!(tags, yaml("[boats]"));
    assert_eq!(
        at("/info", "- target: $.info.title\n  remove: true"),
        yaml("{ version: '1' }")
    );
}

#[test]
fn actions_see_what_those_before_them_did() {
    let actions = "\
- target: $.servers
  remove: true
- target: $
  update: { servers: [{ url: 'https://test.example' }] }
- target: $.servers[?@.url == 'https://test.example']
  update: { description: For tests. }
";
    let servers = yaml("[{ url: 'https://test.example', description: For tests. }]");
    assert_eq!(at("/servers", actions), servers);
}

#[test]
fn a_copy_is_merged_like_an_update() {
    let actions = "\
- target: $.paths['/boats/{id}'].get
  copy: $.paths['/boats'].get
- target: $.paths['/boats'].get
  remove: true
";
    let get = at("/paths/~1boats~1{id}/get", actions);
    assert_eq!(get["operationId"], "list-boats");
    assert_eq!(get["deprecated"], true);
    assert_eq!(get["parameters"].as_array().unwrap().len(), 2);
    assert!(at("/paths/~1boats/get", actions).is_null());
}

#[test]
fn overlays_are_applied_one_after_another() {
    let first = overlay("- target: $.info\n  update: { title: Ships }");
    let second = overlay("- target: $[?@.title == 'Ships']\n  update: { title: Fleet }");
    let document = applied(DOCUMENT, &[&first, &second]).unwrap();
    assert_eq!(document["info"]["title"], "Fleet");
    let problems = applied(DOCUMENT, &[&second, &first]).unwrap_err();
    assert!(
        problems.to_string().contains("selects nothing"),
        "{problems}"
    );
}

#[test]
fn a_selection_of_nothing_says_how_far_it_leads() {
    let text = refused("- target: $.paths['/boats'].put\n  remove: true");
    assert_eq!(
        text,
        "\
error: `$.paths['/boats'].put` selects nothing
  --> spec/overlays/0.yaml:4:11
   at #/actions/0/target
 help: `$.paths['/boats']` has `get`, `post`: correct the rest of it, or remove the action if it is no longer needed
"
    );
    let text = refused("- target: $.path['/boats']\n  remove: true");
    assert!(
        text.contains("`$` has `info`, `openapi`, `paths`, `servers`"),
        "{text}"
    );
    let text = refused("- target: $.paths.*.get[?@.summary]\n  remove: true");
    assert!(
        text.contains("`$.paths.*.get` still selects something"),
        "{text}"
    );
}

#[test]
fn an_action_that_changes_nothing_is_refused() {
    for actions in [
        "- target: $.info\n  update: { title: Boats }",
        "- target: $.info.title\n  update: Boats",
        "- target: $.paths['/boats/{id}'].get\n  copy: $.paths['/boats/{id}'].get",
    ] {
        let text = refused(actions);
        assert!(text.contains("the action changes nothing"), "{text}");
    }
    // One of several values that changes is enough.
    let actions = "- target: $.paths.*.get\n  update: { deprecated: true }";
    assert_eq!(at("/paths/~1boats/get/deprecated", actions), true);
}

#[test]
fn an_empty_array_is_not_a_replacement() {
    let text = refused("- target: $.paths['/boats'].get.tags\n  update: []");
    assert!(text.contains("an empty array adds nothing"), "{text}");
    assert!(
        text.contains("to replace an array, remove it, and then"),
        "{text}"
    );
}

#[test]
fn an_action_has_one_change() {
    let several = "the action has several of `update`, `copy` and `remove`";
    for (change, message) in [
        ("update: { a: 1 }\n  remove: true", several),
        ("update: { a: 1 }\n  copy: $.servers", several),
        ("copy: $.servers\n  remove: true", several),
        ("remove: false", "the action does nothing"),
        ("description: Later.", "the action does nothing"),
        ("remove: 'yes'", "`remove` is not a boolean"),
    ] {
        let text = refused(&format!("- target: $.info\n  {change}"));
        assert!(text.contains(message), "{text}");
    }
    let actions = "- target: $.info\n  update: { title: Ships }\n  remove: false";
    assert_eq!(at("/info/title", actions), "Ships");
}

#[test]
fn a_copy_is_of_one_value() {
    let text = refused("- target: $.info\n  copy: $.paths.*.get");
    assert!(text.contains("`copy` selects 2 values"), "{text}");
    let text = refused("- target: $.info\n  copy: $.license");
    assert!(text.contains("`$.license` selects nothing"), "{text}");
}

#[test]
fn values_of_several_kinds_are_not_selected_together() {
    let text = refused("- target: $.paths['/boats'].get['tags', 'operationId']\n  update: x");
    assert!(text.contains("selects values of several kinds"), "{text}");
    // Removing has the same meaning for all kinds.
    let get = at(
        "/paths/~1boats/get",
        "- target: $.paths['/boats'].get['tags', 'operationId', 'parameters']\n  remove: true",
    );
    assert_eq!(get, yaml("{}"));
}

#[test]
fn values_of_different_kinds_are_not_merged() {
    for (actions, message) in [
        (
            "- target: $.info\n  update: Ships",
            "a string cannot be merged with an object",
        ),
        (
            "- target: $.info\n  update: [a]",
            "an array cannot be merged with an object",
        ),
        (
            "- target: $.info.title\n  update: { a: b }",
            "an object cannot be merged with a string",
        ),
        (
            "- target: $\n  update: { servers: { url: x } }",
            "an object cannot be merged with an array",
        ),
        (
            "- target: $.info\n  copy: $.servers",
            "an array cannot be merged with an object",
        ),
    ] {
        let text = refused(actions);
        assert!(text.contains(message), "{text}");
        assert!(
            text.contains("help: remove the value in an action before"),
            "{text}"
        );
    }
}

#[test]
fn the_root_is_not_removed() {
    let text = refused("- target: $\n  remove: true");
    assert!(
        text.contains("the root of the document cannot be removed"),
        "{text}"
    );
}

#[test]
fn expressions_that_are_none_are_refused_with_the_way_to_write_names() {
    for target in [
        "$.paths./boats.get",
        "$..x-internal",
        "paths",
        "$.paths[",
        "$.paths[?@.a ==]",
    ] {
        let text = refused(&format!("- target: '{target}'\n  remove: true"));
        assert!(
            text.contains("is not a JSONPath expression (RFC 9535)"),
            "{text}"
        );
        assert!(
            text.contains("in brackets: `['/pets']`, `['x-internal']`"),
            "{text}"
        );
    }
}

#[test]
fn an_overlay_names_its_version_and_has_no_unknown_keys() {
    let head =
        "info: { title: Fixes, version: '1' }\nactions: [{ target: $.info, remove: true }]\n";
    for (text, message) in [
        (head.to_owned(), "this is not an overlay"),
        (format!("overlay: 2.0.0\n{head}"), "version `2.0.0` of the Overlay Specification is not supported"),
        (format!("overlay: 1.2.0\n{head}"), "version `1.2.0` of the Overlay Specification is not supported"),
        (format!("overlay: 1.0.0\nextend: a\n{head}"), "`extend` is not a key of an overlay"),
        ("overlay: 1.0.0\ninfo: { title: Fixes, version: '1' }\nactions: []\n".to_owned(), "has no actions"),
        ("overlay: 1.0.0\ninfo: { title: Fixes }\nactions: [{ target: $.info, remove: true }]\n".to_owned(), "`info` has no `version`"),
        (overlay("- targets: $.info\n  remove: true"), "`targets` is not a key of an action"),
        (overlay("- target: $.info\n  remove: true\n  remove: true"), "the key `remove` is listed a second time"),
        (overlay("- remove: true"), "the action has no `target`"),
        (overlay("- target: $.info.title\n  remove: true\n- target: $.info.title\n  remove: true"), "the action is there twice"),
        ("overlay: 1.0.0\ninfo: { title: Fixes, version: '1' }\nactions: [{ target: $.info, copy: $.paths }]\n".to_owned(), "version 1.0 of the Overlay Specification has no `copy`"),
    ] {
        let shown = refused_overlay(&text);
        assert!(shown.contains(message), "{shown}");
        assert!(shown.contains("--> spec/overlays/0.yaml:"), "{shown}");
    }
    let extended = overlay("- target: $.info.title\n  remove: true\n  x-why: secret\n");
    assert!(applied(DOCUMENT, &[&format!("x-owner: us\n{extended}")]).is_ok());
}

#[test]
fn an_overlay_of_another_document_is_refused() {
    let extends = |document: &str| {
        let actions = overlay("- target: $.info.title\n  remove: true\n");
        format!("extends: '{document}'\n{actions}")
    };
    for document in ["../boats.yaml", "https://example.com/v1/boats.yaml"] {
        assert!(
            applied(DOCUMENT, &[&extends(document)]).is_ok(),
            "{document}"
        );
    }
    for document in [
        "boats.yaml",
        "../ships.yaml",
        "../v2/boats.yaml",
        "https://example.com/ships.yaml",
    ] {
        let text = refused_overlay(&extends(document));
        assert!(
            text.contains(&format!("the overlay is for `{document}`")),
            "{text}"
        );
    }
}

#[test]
fn a_document_that_would_become_too_large_is_refused() {
    let copies: String = (0..40)
        .map(|n| {
            format!(
                "- target: $.info\n  update: {{ x{n}: {{}} }}\n- target: $.info.x{n}\n  copy: $\n"
            )
        })
        .collect();
    let text = refused(&copies);
    assert!(
        text.contains("the document would have more than 2000000 values"),
        "{text}"
    );
    let deep = format!("{}{}", "{ a: ".repeat(100), "}".repeat(100));
    let deeper = format!(
        "- target: $.info\n  update: {deep}\n- target: $.info{}\n  update: {{ b: {deep} }}",
        ".a".repeat(99)
    );
    let text = refused(&deeper);
    assert!(text.contains("nested more than 200 levels deep"), "{text}");
}

#[test]
fn problems_show_where_an_overlay_brought_or_changed_a_value() {
    let text = overlay(
        "\
- target: $.paths['/boats'].get.parameters[0]
  update:
    schema: { type: strin }
- target: $.paths['/boats'].post['x-internal']
  remove: true
- target: $.paths['/boats'].get
  update: { responses: { '200': { description: All. } } }
",
    );
    let mut parsed = specwright::parse(DOCUMENT).unwrap().called("boats.yaml");
    parsed.overlay("overlays/fix.yaml", &text).unwrap();
    let options = specwright::Options {
        lenient: true,
        ..specwright::Options::default()
    };
    let lowered = specwright::lower(parsed, &options).unwrap();
    let shown: Vec<String> = lowered
        .degradations
        .iter()
        .map(|problem| problem.render("spec/boats.yaml"))
        .collect();
    let brought = shown
        .iter()
        .find(|shown| shown.contains("strin"))
        .expect("the misspelt type is reported");
    assert!(
        brought.contains("--> spec/overlays/fix.yaml:6:"),
        "{brought}"
    );
    assert!(
        brought.contains("at #/paths/~1boats/get/parameters/0/schema"),
        "{brought}"
    );
    let changed = shown
        .iter()
        .find(|shown| shown.contains("at #/paths/~1boats/post\n"))
        .expect("the operation without responses is reported");
    assert!(changed.contains("--> spec/boats.yaml:16:"), "{changed}");
    assert!(
        changed.contains("  and spec/overlays/fix.yaml:7:"),
        "{changed}"
    );
}
