//! Documents that are large in one way: each of these would take minutes if the time grew with the square of the size.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::fmt::Write as _;

use specwright::{Lowered, Options, emit, lower, parse};

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: Large, version: '1'}\npaths: {}\n";

fn lowered(rest: &str) -> Lowered {
    let options = Options {
        lenient: true,
        ..Options::default()
    };
    lower(parse(&format!("{HEAD}{rest}")).unwrap(), &options).unwrap()
}

#[test]
fn many_keys_some_of_them_twice() {
    let mut text = String::from("x-a: &all\n");
    for key in (0..30_000).chain(0..10) {
        writeln!(text, "  k{key}: 1").unwrap();
    }
    text.push_str("x-b:\n  <<: *all\n");
    for key in 0..30_000 {
        writeln!(text, "  j{key}: 1").unwrap();
    }
    let repeated = lowered(&text).degradations;
    assert_eq!(repeated.len(), 10);
    assert_eq!(repeated.first().unwrap().pointer, "#/x-a/k0");
}

#[test]
fn many_schemas_that_refer_to_each_other() {
    let mut text = String::from("components:\n  schemas:\n");
    for number in 0..15_000 {
        writeln!(
            text,
            "    S{number}: {{type: array, items: {{$ref: '#/components/schemas/S{}'}}}}",
            (number * 7919 + 1) % 15_000
        )
        .unwrap();
    }
    assert_eq!(lowered(&text).coverage.schemas_covered, 15_000);
}

#[test]
fn many_names_that_are_the_same() {
    let mut text =
        String::from("components:\n  schemas:\n    S:\n      type: string\n      enum:\n");
    for number in 0..5_000 {
        let (short, long) = (number % 150, number / 150);
        let (dashes, dots) = ("-".repeat(short), ".".repeat(long));
        writeln!(text, "        - 'a{dashes}{dots}'").unwrap();
    }
    let lowered = lowered(&text);
    assert_eq!(lowered.coverage.schemas_covered, 1);
}

#[test]
fn descriptions_full_of_what_is_never_closed() {
    for part in [
        "[",
        "[a](",
        "[a](https://e.com ",
        "<https://e.com ",
        "a ` b `` c ``` ",
        "https://e.com/(((",
    ] {
        let text = part.repeat(200_000 / part.len());
        let text =
            format!("components:\n  schemas:\n    S: {{type: object, description: '{text}'}}\n");
        assert!(!emit(&lowered(&text).api, "cargo test").is_empty());
    }
    let brackets = format!("https://e.com/{}", ")".repeat(200_000));
    let ticks: String = (1..1200)
        .map(|length| format!("{} ", "`".repeat(length)))
        .collect();
    for text in [brackets, ticks] {
        let text =
            format!("components:\n  schemas:\n    S: {{type: object, description: '{text}'}}\n");
        assert!(!emit(&lowered(&text).api, "cargo test").is_empty());
    }
}

#[test]
fn what_anchors_hold_is_bounded() {
    let opened: String = (0..150).map(|number| format!("&a{number} [")).collect();
    let text = format!(
        "{HEAD}x-a: {opened}{}{}",
        "1,".repeat(20_000),
        "]".repeat(150)
    );
    let problems = parse(&text).unwrap_err();
    assert!(problems.to_string().contains("more than 2000000 values"));
}

#[test]
fn many_files_come_in_the_order_of_the_document() {
    let mut text = String::from("components:\n  schemas:\n");
    for number in 0..500 {
        writeln!(
            text,
            "    S{number}: {{type: object, properties: {{a: {{type: string}}}}}}"
        )
        .unwrap();
    }
    let files = emit(&lowered(&text).api, "cargo test");
    let models = files
        .iter()
        .filter(|file| file.path.starts_with("models/s"));
    let expected = (0..500).map(|number| format!("models/s{number}.rs"));
    assert!(models.map(|file| file.path.clone()).eq(expected));
}
