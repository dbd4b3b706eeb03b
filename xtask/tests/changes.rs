//! `cargo xtask changes` as it is used: in a git repository and without, and what its options refuse.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SPEC: &str = "\
openapi: 3.0.3
info: { title: Pets, version: '1' }
servers: [{ url: 'https://pets.example' }]
paths:
  /pets:
    get:
      operationId: list-pets
      parameters:
        - { name: kind, in: query, schema: { type: string } }
        - { name: tags, in: query, explode: false, schema: { type: array, items: { type: string } } }
      responses:
        '200':
          description: All.
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
";

/// An empty folder outside of any repository.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("changes-{}-{name}", std::process::id()));
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(folder.join("spec")).unwrap();
    folder
}

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
}

/// A repository whose branch `main` has the document, and whose branch `work` is checked out.
fn repository(name: &str) -> PathBuf {
    let folder = folder(name);
    git(&folder, &["init", "-q", "-b", "main"]);
    fs::write(folder.join("spec/pets.yaml"), SPEC).unwrap();
    fs::write(
        folder.join("Cargo.toml"),
        "[package]\nname = \"pets\"\nversion = \"0.4.2\"\n",
    )
    .unwrap();
    commit(&folder);
    git(&folder, &["checkout", "-q", "-b", "work"]);
    folder
}

fn commit(folder: &Path) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", "a"]);
}

fn changes(folder: &Path, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(folder)
        .args(["changes", "--spec", "spec/pets.yaml"])
        .args(options)
        .output()
        .unwrap()
}

/// The output of `codegen`, which must succeed.
fn codegen(folder: &Path, options: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(folder)
        .args(["codegen", "--spec", "spec/pets.yaml", "--out", "out"])
        .args(options)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
    said(&output)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn edit(folder: &Path, from: &str, to: &str) {
    let path = folder.join("spec/pets.yaml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replace(from, to)).unwrap();
}

const FIELD: (&str, &str) = (
    "{ name: { type: string } }",
    "{ name: { type: string }, age: { type: integer } }",
);
const STYLE: (&str, &str) = ("explode: false", "explode: true");

#[test]
fn the_base_is_where_the_branch_comes_from() {
    let folder = repository("base");
    edit(&folder, FIELD.0, FIELD.1);
    commit(&folder);
    // What has happened on the main branch since then is not a change of this one.
    git(&folder, &["checkout", "-q", "main"]);
    edit(&folder, "name: kind", "name: sort");
    commit(&folder);
    git(&folder, &["checkout", "-q", "work"]);
    let output = changes(&folder, &[]);
    assert_eq!(output.status.code(), Some(0));
    let text = said(&output);
    assert!(text.starts_with("spec/pets.yaml: 1 change\n"), "{text}");
    assert!(text.contains("Pet::age is new"), "{text}");
    // Against the main branch as it is now, and a commit that is named.
    assert!(
        said(&changes(&folder, &["--base", "main"])).contains("3 changes"),
        "{}",
        said(&changes(&folder, &["--base", "main"]))
    );
    assert!(said(&changes(&folder, &["--base", "HEAD"])).contains("no changes"));
    assert!(said(&changes(&folder, &["--base", "HEAD~1", "--to", "HEAD"])).contains("1 change\n"));
}

#[test]
fn files_are_compared_without_a_repository() {
    let folder = folder("files");
    fs::write(folder.join("old.yaml"), SPEC).unwrap();
    fs::write(folder.join("new.yaml"), SPEC.replace(FIELD.0, FIELD.1)).unwrap();
    let output = changes(&folder, &["--base", "old.yaml", "--to", "new.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(
        said(&output).starts_with("new.yaml: 1 change\n"),
        "{}",
        said(&output)
    );
    fs::write(folder.join("spec/pets.yaml"), SPEC).unwrap();
    let output = changes(&folder, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("in no git repository; name two files"),
        "{}",
        said(&output)
    );
}

#[test]
fn overlays_of_each_revision_count() {
    let folder = repository("overlays");
    fs::create_dir(folder.join("spec/overlays")).unwrap();
    let overlay = "overlay: 1.0.0\ninfo: { title: a, version: '1' }\nactions:\n- target: $.components.schemas.Pet.properties\n  update: { age: { type: integer } }\n";
    fs::write(folder.join("spec/overlays/age.yaml"), overlay).unwrap();
    let text = said(&changes(&folder, &[]));
    assert!(text.contains("Pet::age is new"), "{text}");
    // The vendor has corrected the document: the overlay has become superfluous.
    edit(&folder, FIELD.0, FIELD.1);
    let output = changes(&folder, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("the action changes nothing"),
        "{}",
        said(&output)
    );
    fs::remove_dir_all(folder.join("spec/overlays")).unwrap();
    assert!(said(&changes(&folder, &[])).contains("Pet::age is new"));
}

#[test]
fn what_is_refused_ends_with_1() {
    let folder = repository("refused");
    edit(&folder, FIELD.0, FIELD.1);
    assert_eq!(changes(&folder, &["--max", "minor"]).status.code(), Some(0));
    let output = changes(&folder, &["--max", "patch"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("error: the change is minor, and at most patch is allowed"),
        "{}",
        said(&output)
    );
    assert_eq!(
        changes(&folder, &["--deny", "silent"]).status.code(),
        Some(0)
    );
    edit(&folder, STYLE.0, STYLE.1);
    let output = changes(&folder, &["--deny", "silent"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("programs can compile as they are, and mean something else"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_change_is_accepted_with_a_reason_until_it_is_gone() {
    let folder = repository("accepted");
    edit(&folder, STYLE.0, STYLE.1);
    let json = changes(&folder, &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let print = json["changes"][0]["fingerprint"].as_str().unwrap();
    let without = changes(&folder, &["--accept", print]);
    assert_eq!(without.status.code(), Some(2), "{}", said(&without));
    let unknown = changes(&folder, &["--accept", "00000000", "--why", "x"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        said(&unknown).contains("`00000000` is the fingerprint of no change"),
        "{}",
        said(&unknown)
    );
    let output = changes(
        &folder,
        &[
            "--accept",
            print,
            "--why",
            "the server takes both",
            "--deny",
            "silent",
        ],
    );
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let file = fs::read_to_string(folder.join("spec/accepted-changes.txt")).unwrap();
    assert!(
        file.ends_with(&format!("{print} the server takes both\n")),
        "{file}"
    );
    let output = changes(&folder, &["--deny", "silent"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        said(&output).contains("Accepted: 1, `ListPets::tags`: the server takes both"),
        "{}",
        said(&output)
    );
    edit(&folder, STYLE.1, STYLE.0);
    let output = changes(&folder, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains(&format!("there is no such change any more: {print}")),
        "{}",
        said(&output)
    );
}

#[test]
fn the_version_has_to_grow_as_much_as_the_changes_ask_for() {
    let folder = repository("version");
    edit(&folder, "name: kind", "name: sort");
    let check = ["--check-version", "Cargo.toml"];
    let output = changes(&folder, &check);
    assert_eq!(output.status.code(), Some(1));
    let message =
        "the version went from 0.4.2 to 0.4.2, and a major change asks for at least 0.5.0";
    assert!(said(&output).contains(message), "{}", said(&output));
    fs::write(
        folder.join("Cargo.toml"),
        "[package]\nname = \"pets\"\nversion = \"0.5.0\"\n",
    )
    .unwrap();
    assert_eq!(changes(&folder, &check).status.code(), Some(0));
}

#[test]
fn revisions_and_documents_that_cannot_be_read_end_with_2() {
    let folder = repository("unreadable");
    for (options, message) in [
        (
            &["--base", "nope"][..],
            "`nope` is neither a file nor a revision",
        ),
        (&["--rename", "Pet"], "`Pet` is no renaming"),
        (
            &["--rename", "Pet.name=title"],
            "nothing was renamed like this: Pet.name=title",
        ),
    ] {
        let output = changes(&folder, options);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(message), "{}", said(&output));
    }
    fs::write(folder.join("spec/pets.yaml"), "a: [").unwrap();
    assert_eq!(changes(&folder, &[]).status.code(), Some(2));
    // A clone without history does not know where its branch comes from.
    let shallow = folder.join("shallow");
    let url = format!("file://{}", folder.display());
    git(
        &folder,
        &[
            "clone", "-q", "--depth", "1", "--branch", "work", &url, "shallow",
        ],
    );
    let output = changes(&shallow, &["--base", "HEAD~1"]);
    assert!(
        said(&output).contains("git fetch --unshallow"),
        "{}",
        said(&output)
    );
}

#[test]
fn with_the_lock_an_order_is_no_change() {
    let folder = repository("lock");
    let fields = "properties: { name: { type: string } }";
    let two =
        "required: [name, kind], properties: { name: { type: string }, kind: { type: string } }";
    edit(&folder, fields, two);
    edit(
        &folder,
        "      responses:\n",
        "      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }\n      responses:\n",
    );
    codegen(&folder, &[]);
    commit(&folder);
    let swapped =
        "required: [name, kind], properties: { kind: { type: string }, name: { type: string } }";
    edit(&folder, two, swapped);
    let without = changes(&folder, &["--base", "HEAD"]);
    assert!(
        said(&without).contains("takes its arguments in another order"),
        "{}",
        said(&without)
    );
    for lock in ["out/api.lock", "./out/../out/api.lock"] {
        let with = changes(&folder, &["--base", "HEAD", "--lock", lock]);
        assert!(said(&with).contains("no changes"), "{}", said(&with));
    }
    // A fresh start is a choice that the report shows.
    let text = codegen(&folder, &["--repin"]);
    assert!(text.contains("1 change since HEAD: major"), "{text}");
    let with = changes(&folder, &["--base", "HEAD", "--lock", "out/api.lock"]);
    assert!(
        said(&with).contains("takes its arguments in another order"),
        "{}",
        said(&with)
    );
}

#[test]
fn codegen_prints_a_line_about_what_it_changed() {
    let folder = repository("codegen");
    let text = codegen(&folder, &[]);
    assert!(!text.contains("since HEAD"), "{text}");
    edit(&folder, FIELD.0, FIELD.1);
    let text = codegen(&folder, &[]);
    assert!(
        text.ends_with("1 change since HEAD: minor; `cargo xtask changes` shows it\n"),
        "{text}"
    );
}
