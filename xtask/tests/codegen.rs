//! `cargo xtask codegen` as it is used: what it writes, what it leaves alone, and what it says.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

const SPEC: &str = "\
openapi: 3.0.3
info: { title: Pets, version: '1' }
servers: [{ url: 'https://pets.example' }]
paths:
  /pets/{id}:
    get:
      operationId: get-pet
      tags: [pets]
      parameters: [{ name: id, in: path, required: true, schema: { type: string, format: id } }]
      responses:
        '200':
          description: The pet.
          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string }
";

/// An empty folder with the document in it.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("spec.yaml"), SPEC).unwrap();
    folder
}

fn codegen(folder: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(folder)
        .args(["codegen", "--spec", "spec.yaml", "--out", "out"])
        .args(more)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn files(folder: &Path) -> Vec<(String, SystemTime)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push((
                path.display().to_string(),
                fs::metadata(&path).unwrap().modified().unwrap(),
            ));
        }
    }
    files.sort();
    files
}

#[test]
fn writes_everything_once_and_then_nothing() {
    let folder = folder("writes");
    let first = codegen(&folder, &[]);
    assert!(first.status.success(), "{}", said(&first));
    let expected = "\
spec.yaml: 1 operation (1 function), 0 filters, 1 struct (1 field), 0 enums
out:
  new      api.lock
  new      endpoints/mod.rs
  new      endpoints/pets.rs
  new      mod.rs
  new      models/mod.rs
  new      models/pet.rs
";
    assert_eq!(said(&first), expected);

    let written = files(&folder);
    let second = codegen(&folder, &[]);
    assert!(
        said(&second).ends_with("out: up to date\n"),
        "{}",
        said(&second)
    );
    assert_eq!(files(&folder), written);
}

#[test]
fn touches_only_what_differs_and_removes_what_is_not_its_own() {
    let folder = folder("repairs");
    codegen(&folder, &[]);
    let untouched = fs::metadata(folder.join("out/models/pet.rs"))
        .unwrap()
        .modified()
        .unwrap();
    fs::write(folder.join("out/models/mod.rs"), "edited\n").unwrap();
    fs::create_dir(folder.join("out/old")).unwrap();
    fs::write(folder.join("out/old/orphan.rs"), "// Generated once\n").unwrap();

    let output = codegen(&folder, &[]);
    assert!(
        said(&output).ends_with("out:\n  changed  models/mod.rs\n  removed  old/orphan.rs\n"),
        "{}",
        said(&output)
    );
    assert!(!folder.join("out/old").exists());
    assert_eq!(
        fs::metadata(folder.join("out/models/pet.rs"))
            .unwrap()
            .modified()
            .unwrap(),
        untouched
    );
    assert!(
        fs::read_to_string(folder.join("out/models/mod.rs"))
            .unwrap()
            .starts_with("// Generated")
    );
}

#[test]
fn a_file_that_was_not_generated_is_not_removed() {
    let folder = folder("strange");
    fs::create_dir(folder.join("out")).unwrap();
    fs::write(folder.join("out/notes.txt"), "mine\n").unwrap();
    let before = files(&folder);
    let output = codegen(&folder, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        said(&output),
        "error: out/notes.txt was not generated, and everything else in this folder is: \
         move it away, or name another folder\n"
    );
    assert_eq!(files(&folder), before);
}

#[test]
fn check_shows_the_difference_and_writes_nothing() {
    let folder = folder("checks");
    codegen(&folder, &[]);
    assert!(codegen(&folder, &["--check"]).status.success());

    let spec = SPEC.replace(
        "name: { type: string }",
        "name: { type: string }\n        age: { type: integer, format: int32 }",
    );
    fs::write(folder.join("spec.yaml"), spec).unwrap();
    fs::write(folder.join("out/orphan.rs"), "// Generated once\n").unwrap();
    let before = files(&folder);
    let output = codegen(&folder, &["--check"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(files(&folder), before);
    let said = said(&output);
    for part in [
        "--- a/models/pet.rs\n+++ b/models/pet.rs\n",
        "+    pub age: Option<i32>,\n",
        "-runtime::object!(Pet { name });\n+runtime::object!(Pet { name, age });\n",
        "--- a/orphan.rs\n+++ /dev/null\n",
        "out: out of date\n  changed  api.lock\n  changed  models/pet.rs\n  removed  orphan.rs\n",
        "run `cargo xtask codegen`, and read the difference\n",
    ] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
}

/// The lock, with an edit of `SPEC` after which it is read.
fn lock(folder: &Path) -> String {
    fs::read_to_string(folder.join("out/api.lock")).unwrap()
}

#[test]
fn names_of_the_lock_are_kept_and_the_rest_is_told() {
    let folder = folder("locks");
    codegen(&folder, &[]);
    let chosen = lock(&folder)
        .replace("models::Pet", "models::Animal")
        .replace("Pet>", "Animal>");
    fs::write(folder.join("out/api.lock"), &chosen).unwrap();
    let output = codegen(&folder, &["--check"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(
        said(&output).contains("+pub struct Animal {"),
        "{}",
        said(&output)
    );
    codegen(&folder, &[]);
    assert!(lock(&folder).contains("models::Animal <- #/components/schemas/Pet\n"));
    // A schema of another name is another one.
    fs::write(
        folder.join("spec.yaml"),
        SPEC.replace("Pet:", "Dog:")
            .replace("schemas/Pet'", "schemas/Dog'"),
    )
    .unwrap();
    let output = codegen(&folder, &[]);
    assert!(
        said(&output).contains("\napi.lock: `Animal` is gone, with #/components/schemas/Pet\n"),
        "{}",
        said(&output)
    );
    assert!(lock(&folder).contains("models::Dog <- #/components/schemas/Dog\n"));
}

#[test]
fn another_document_needs_a_folder_of_its_own() {
    let folder = folder("elsewhere");
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(&folder)
        .args(["codegen", "--spec", "spec.yaml"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        said(&output),
        "error: name the folder for this document: `--out DIR`\n"
    );
}

#[test]
fn repin_gives_all_names_anew() {
    let folder = folder("repins");
    codegen(&folder, &[]);
    let written = lock(&folder);
    let chosen = written.replace("models::Pet", "models::Animal");
    fs::write(folder.join("out/api.lock"), chosen).unwrap();
    let output = codegen(&folder, &["--repin"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(
        said(&output).contains("\napi.lock: `Animal` is called `Pet` now\n"),
        "{}",
        said(&output)
    );
    assert_eq!(lock(&folder), written);
}

#[test]
fn a_lock_that_cannot_be_read_stops_with_its_line() {
    let folder = folder("conflicts");
    codegen(&folder, &[]);
    let written = lock(&folder);
    fs::write(
        folder.join("out/api.lock"),
        format!("<<<<<<< HEAD\n{written}"),
    )
    .unwrap();
    let before = files(&folder);
    let output = codegen(&folder, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).starts_with(
            "error: out/api.lock: line 1: this is the mark of a conflict; take the file"
        ),
        "{}",
        said(&output)
    );
    assert_eq!(files(&folder), before);
    assert!(codegen(&folder, &["--repin"]).status.success());
    assert_eq!(lock(&folder), written);
}

#[test]
fn a_document_with_errors_changes_nothing_and_shows_all_of_them() {
    let folder = folder("errors");
    codegen(&folder, &[]);
    let spec = SPEC
        .replace("schemas/Pet' } } }", "schemas/Pat' } } }")
        .replace("type: string }", "type: sting }");
    fs::write(folder.join("spec.yaml"), spec).unwrap();
    let before = files(&folder.join("out"));
    let output = codegen(&folder, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(files(&folder.join("out")), before);
    let expected = "\
error: `#/components/schemas/Pat` does not exist in this document
  --> spec.yaml:13:58
   at #/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema/$ref
 help: correct the reference, or add its target

error: `sting` is not a type: it is ignored
  --> spec.yaml:19:23
   at #/components/schemas/Pet/properties/name/type
 help: use one of `object`, `array`, `string`, `integer`, `number`, `boolean`

error: nothing was generated
";
    assert_eq!(said(&output), expected);
}

#[test]
fn degradations_are_listed_and_a_missing_document_is_named() {
    let folder = folder("says");
    fs::write(
        folder.join("spec.yaml"),
        SPEC.replace("{ type: string }", "{ description: Anything. }"),
    )
    .unwrap();
    let output = codegen(&folder, &[]);
    assert!(output.status.success());
    let expected = "\
degraded: the schema has no `type`: its value is untyped (spec.yaml:19:15)
 help: describe the value with `type`
";
    assert!(said(&output).contains(expected), "{}", said(&output));
    let output = codegen(&folder, &["--verbose"]);
    let expected = "\
degraded: the schema has no `type`: its value is untyped
  --> spec.yaml:19:15
   at #/components/schemas/Pet/properties/name
 help: describe the value with `type`
";
    assert!(said(&output).contains(expected), "{}", said(&output));

    fs::remove_dir_all(folder.join("out")).unwrap();
    let output = codegen(&folder, &["--deny-degradations"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).ends_with("error: nothing was written: degradations are denied\n"));
    assert!(!folder.join("out").exists());

    fs::remove_file(folder.join("spec.yaml")).unwrap();
    let output = codegen(&folder, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).starts_with("error: spec.yaml: "),
        "{}",
        said(&output)
    );
}

const OVERLAY: &str = "\
overlay: 1.1.0
info: { title: Fixes, version: '1' }
extends: ../spec.yaml
actions:
  - target: $.components.schemas.Pet.properties
    update: { born: { type: string, format: date } }
";

#[test]
fn overlays_beside_the_document_are_applied_in_the_order_of_their_names() {
    let folder = folder("overlays");
    fs::create_dir(folder.join("overlays")).unwrap();
    fs::write(folder.join("overlays/10-born.yaml"), OVERLAY).unwrap();
    let later = OVERLAY.replace("format: date", "format: date-time");
    fs::write(folder.join("overlays/20-time.yml"), later).unwrap();
    fs::write(folder.join("overlays/notes.md"), "not an overlay").unwrap();
    let output = codegen(&folder, &[]);
    assert!(output.status.success(), "{}", said(&output));
    let pet = fs::read_to_string(folder.join("out/models/pet.rs")).unwrap();
    assert!(pet.contains("pub born: Option<Timestamp>"), "{pet}");

    // An overlay that no longer fits: nothing is written.
    let written = files(&folder.join("out"));
    fs::write(
        folder.join("overlays/30-again.yaml"),
        OVERLAY.replace(", format: date", ""),
    )
    .unwrap();
    let output = codegen(&folder, &[]);
    assert!(!output.status.success());
    let text = said(&output);
    assert!(text.contains("the action changes nothing"), "{text}");
    assert!(text.contains("--> overlays/30-again.yaml:5:5"), "{text}");
    assert_eq!(files(&folder.join("out")), written);
}

#[test]
fn nothing_changes_if_a_file_cannot_be_written() {
    let folder = folder("unwritable");
    codegen(&folder, &[]);
    let two = SPEC.replace(
        "    Pet:\n",
        "    Tag: { type: object, properties: { a: { type: string } } }\n    Pet:\n",
    );
    fs::write(folder.join("spec.yaml"), two.replace("name: {", "born: {")).unwrap();
    // A folder where the new file would be written.
    fs::create_dir(folder.join("out/models/tag.rs.new")).unwrap();
    let before = files(&folder.join("out"));
    let output = codegen(&folder, &[]);
    assert!(!output.status.success());
    assert!(
        said(&output).contains("out/models/tag.rs: "),
        "{}",
        said(&output)
    );
    assert_eq!(files(&folder.join("out")), before);
}
