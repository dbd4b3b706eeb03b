//! `cargo xtask corpus` as it is used: a row for each document, also for a refused one.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const PETS: &str = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets/{id}:
    get:
      operationId: get-pet
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: A pet., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
    delete: { operationId: delete-pet, responses: { '204': { description: Gone. } } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: [string, 'null'], examples: [Tom] } }, not: {} }
";

fn corpus(name: &str, more: &[&str]) -> std::process::Output {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    // The crates of all runs share a folder: each test has documents of its own.
    let document = |end: &str| folder.join(format!("corpus-test-{name}-{end}"));
    fs::write(document("pets.yaml"), PETS).unwrap();
    fs::write(document("broken.json"), "{\"openapi\": ").unwrap();
    fs::write(folder.join("README.md"), "no document").unwrap();
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("corpus")
        .arg(&folder)
        .args(more)
        .output()
        .unwrap()
}

#[test]
fn every_document_has_a_row_and_a_refusal_its_reason() {
    let output = corpus("rows", &["--json"]);
    assert!(output.status.success(), "{output:?}");
    let rows: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(rows.len(), 2);
    let [broken, pets] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    assert_eq!(broken["document"], "corpus-test-rows-broken.json");
    let reason = broken["refused"].as_str().unwrap();
    assert!(
        reason.starts_with("error: not valid YAML or JSON"),
        "{reason}"
    );
    assert_eq!(pets["refused"], Value::Null);
    assert_eq!(pets["stats"]["operations"]["covered"], 2);
    assert_eq!(pets["stats"]["operations"]["total"], 2);
    assert_eq!(pets["stats"]["schemas"]["covered"], 1);
    // One for `not`, and one for the placeholder that an operation does not declare.
    let degradations = pets["stats"]["degradations"].as_object().unwrap();
    assert_eq!(degradations.len(), 2, "{degradations:?}");
    assert_eq!(degradations["`…` in the path has no parameter"], 1);
}

#[test]
fn the_table_counts_documents_and_degradations() {
    let output = corpus("table", &["--only", "pets", "--jobs", "2"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("\n1 documents, 0 refused"), "{said}");
    assert!(
        said.contains("\n      1    1  `…` in the path has no parameter\n"),
        "{said}"
    );
    assert!(!said.contains("broken"), "{said}");
}
