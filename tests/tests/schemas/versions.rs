//! One API, written in each version of OpenAPI, is one client: the three documents in `tests/versions` say the same
//! in the words that each version has for it.

use std::fs;

use specwright::Options;
use xtask::{fixtures, repository};

/// The files for a document, and what was said of it.
fn generated(name: &str) -> Vec<(String, String)> {
    let path = repository().join("tests/versions").join(name);
    let text = fs::read_to_string(&path).unwrap();
    let (lowered, files) = fixtures::generate(&text, &Options::default())
        .unwrap_or_else(|problems| panic!("{}", problems.render(name)));
    let said: Vec<String> = lowered
        .degradations
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(said.is_empty(), "{name}: {said:#?}");
    files.into_iter().collect()
}

#[test]
fn every_version_gives_the_same_files() {
    let expected = generated("openapi_3_0.yaml");
    assert!(expected.len() > 8);
    for name in ["openapi_3_1.yaml", "swagger_2_0.yaml"] {
        let files = generated(name);
        let paths = |files: &[(String, String)]| -> Vec<String> {
            files.iter().map(|(path, _)| path.clone()).collect()
        };
        assert_eq!(paths(&files), paths(&expected), "{name}");
        for ((path, text), (_, expected)) in files.iter().zip(&expected) {
            assert_eq!(text, expected, "{name}: {path}");
        }
    }
}
