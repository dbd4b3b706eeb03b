//! Discriminating properties: the union writes the value of a variant, whatever the variant holds.

use serde_json::json;
use tests::union_tags::models::{Circle, Dot, Kind, Line, Loop, Odd, Post, Shape, Star};

use crate::helpers::{comes_back, read, written, written_text};

#[test]
fn a_type_that_is_only_a_variant_has_its_value_as_a_constant() {
    let circle = Shape::from(Circle::new(3));
    assert_eq!(written(&circle), json!({ "kind": "circle", "radius": 3 }));
    assert!(matches!(
        comes_back(json!({ "kind": "star", "points": 5 })),
        Shape::Star(star) if star == Star::default().points(5)
    ));
}

#[test]
fn the_union_writes_a_value_of_the_variant_in_place_of_any_other() {
    let mut line = Line::default().length(2);
    line.kind = Kind::Dot;
    assert_eq!(written(&line), json!({ "kind": "dot", "length": 2 }));
    assert_eq!(
        written_text(&Shape::from(line)),
        r#"{"kind":"line","length":2}"#
    );
    let dot = Dot::default().size(1);
    assert_eq!(
        written_text(&Shape::from(dot.clone())),
        r#"{"size":1,"kind":"dot"}"#
    );
    assert_eq!(
        written_text(&Shape::from(dot.kind("point"))),
        r#"{"kind":"point","size":1}"#
    );
    for kind in ["dot", "point"] {
        let _: Shape = comes_back(json!({ "kind": kind, "size": 1 }));
    }
}

#[test]
fn a_new_object_has_the_only_value_of_its_variant_and_any_value_that_it_was_read_with() {
    let line = Line::default().length(2);
    assert_eq!(written(&line), json!({ "kind": "line", "length": 2 }));
    assert_eq!(
        written(&Post::new(3)),
        json!({ "kind": "post", "height": 3 })
    );
    let line: Line = comes_back(json!({ "kind": "circle", "length": 2 }));
    assert_eq!(line.kind, Kind::Circle);
    let post: Post = comes_back(json!({ "kind": "pillar", "height": 2 }));
    assert_eq!(post.kind, "pillar");
}

#[test]
fn a_value_that_can_be_missing_is_added_by_the_union_alone() {
    let _: Loop = comes_back(json!({ "turns": 1 }));
    let _: Loop = comes_back(json!({ "kind": "loop", "turns": 1 }));
    let alone = Loop::default().turns(2);
    assert_eq!(
        written(&Shape::from(alone)),
        json!({ "kind": "loop", "turns": 2 })
    );
}

#[test]
fn a_value_of_the_mapping_is_read_and_the_constant_of_the_schema_is_written() {
    let left: Odd = read(json!({ "side": "l", "a": 1 }));
    assert_eq!(written(&left), json!({ "side": "left", "a": 1 }));
    let left: Odd = comes_back(json!({ "side": "left", "a": 1 }));
    assert!(matches!(left, Odd::Left(left) if left.a == Some(1)));
    assert!(matches!(comes_back(json!({ "side": "r" })), Odd::Other(_)));
}

#[test]
fn a_discriminator_can_be_an_integer_or_a_boolean() {
    use tests::union_codes::models::{Check, Failed, Job};

    let done = comes_back(json!({ "code": 0, "result": { "ok": true, "score": 1.5 } }));
    let Job::Done(done) = done else {
        panic!("{done:?}")
    };
    assert!(matches!(done.result, Some(Check::Passed(_))));
    let missed = comes_back(json!({ "ok": false, "by": 2.5 }));
    assert!(matches!(missed, Check::Missed(_)));
    // Each of the values of a variant stays as it is.
    for code in [-1, -2] {
        let failed = comes_back(json!({ "code": code, "reason": "full" }));
        assert!(
            matches!(&failed, Job::Failed(failed) if failed.code == code),
            "{failed:?}"
        );
    }
    let later = comes_back(json!({ "code": 1, "at": "2026-11-26T10:00:00Z" }));
    assert!(matches!(later, Job::Later(_)));
    assert!(matches!(read(json!({ "code": 1.0 })), Job::Later(_)));
    // Codes that are not listed, or no integers.
    for code in [json!(7), json!(0.5), json!(null), json!([-1])] {
        assert!(
            matches!(comes_back(json!({ "code": code })), Job::Other(_)),
            "{code}"
        );
    }
    // One that is not the variant's is replaced by an integer.
    assert_eq!(
        written_text(&Job::from(Failed::new(7, "full"))),
        r#"{"code":-1,"reason":"full"}"#
    );
}
