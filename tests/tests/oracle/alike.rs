//! The document of the client and the fixtures, read by both parsers.

use std::fs;

use openapiv3::OpenAPI;
use xtask::{fixtures, repository};

use crate::comparison::compare;
use crate::exceptions::{NOT_COMPARED, UNREADABLE};

#[test]
fn both_parsers_read_the_document_alike() {
    let text = fs::read_to_string(repository().join("spec/time_entries.yaml")).unwrap();
    let comparison = compare("time_entries", &text);
    assert_eq!(comparison.differences, Vec::<String>::new());
    // Three of the schemas have `x-unwrap`, and are not counted.
    assert_eq!((comparison.operations, comparison.parameters), (6, 45));
    assert!(comparison.properties > 264, "{}", comparison.properties);
}

#[test]
fn both_parsers_read_the_fixtures_alike() {
    let mut differences = Vec::new();
    let mut compared = 0;
    for folder in fixtures::folders(&repository()).unwrap() {
        let name = folder.file_name().unwrap().to_str().unwrap();
        if name.starts_with("refused_")
            || UNREADABLE
                .iter()
                .chain(NOT_COMPARED)
                .any(|(other, _)| *other == name)
        {
            continue;
        }
        let text = fs::read_to_string(folder.join("spec.yaml")).unwrap();
        differences.extend(compare(name, &text).differences);
        compared += 1;
    }
    assert_eq!(differences, Vec::<String>::new());
    assert!(compared >= 30, "{compared}");
}

#[test]
fn fixtures_that_are_listed_as_unreadable_are_unreadable() {
    for (name, why) in UNREADABLE {
        let text = fs::read_to_string(
            repository()
                .join("tests/fixtures")
                .join(name)
                .join("spec.yaml"),
        )
        .unwrap();
        assert!(
            serde_yaml::from_str::<OpenAPI>(&text).is_err(),
            "{name}: {why}"
        );
    }
}
