//! `cargo xtask generate` as it is used: an empty folder becomes a crate, and stays its owner's.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SPEC: &str = "\
openapi: 3.1.0
info: { title: Pet Shop, version: '1' }
servers: [{ url: 'https://pets.example' }]
paths:
  /pets:
    get:
      operationId: list-pets
      tags: [pets]
      responses:
        '200': { description: d, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } }
    post:
      operationId: add-pet
      tags: [pets, admin]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } } }
      responses: { '204': { description: d } }
  /shops/{id}:
    get:
      tags: [shops]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: d, content: { text/event-stream: { schema: { $ref: '#/components/schemas/Sale' } } } } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
    NewPet: { type: object, required: [name], properties: { name: { type: string } } }
    Sale: { type: object, properties: { cents: { type: integer } } }
";

/// An empty folder with the document in it.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("generate")
        .join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("spec.yaml"), SPEC).unwrap();
    folder
}

fn generate(folder: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(folder)
        .args(["generate", "spec.yaml", "--out", "pet shop"])
        .args(more)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The functions of the client, in the order of the files.
fn functions(folder: &Path) -> Vec<String> {
    let endpoints = folder.join("pet shop/src/generated/endpoints");
    let files = fs::read_dir(endpoints).unwrap();
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().map(|path| fs::read_to_string(path).unwrap());
    texts
        .flat_map(|text| {
            let starts = text.split("    pub fn ").skip(1);
            let calls = starts.filter(|rest| rest.split('{').next().unwrap().contains("(&self"));
            calls
                .map(|rest| rest.split('(').next().unwrap().to_owned())
                .collect::<Vec<_>>()
        })
        .collect()
}

fn models(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder.join("pet shop/src/generated/models")).unwrap();
    let name = |file: fs::DirEntry| file.file_name().into_string().unwrap();
    let mut names: Vec<String> = files.map(|file| name(file.unwrap())).collect();
    names.retain(|name| name != "mod.rs");
    names.sort();
    names
}

#[test]
fn an_empty_folder_becomes_a_crate_that_builds_without_a_warning() {
    let folder = folder("builds");
    let output = generate(&folder, &[]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(
        said(&output),
        "spec.yaml: 3 operations (3 functions), 0 filters, 3 structs (3 fields), 0 enums\npet shop: written\n"
    );
    let package = folder.join("pet shop");
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"pet-shop\"\n"), "{manifest}");

    // What a user would write first; and a workspace of its own, because it is below this one.
    fs::write(package.join("Cargo.toml"), manifest + "\n[workspace]\n").unwrap();
    fs::create_dir_all(package.join("examples")).unwrap();
    let example = "\
use pet_shop::{Call, Client, Error};

async fn sales(client: &Client) -> Result<Option<i64>, Error> {
    let mut sales = client.get_shops_id(\"1\").send().await?;
    let mut last = None;
    while let Some(sale) = sales.next().await {
        last = sale?.data.cents;
    }
    Ok(last)
}

fn main() {
    let client = Client::new().map(|client| drop(sales(&client)));
    assert!(client.is_ok());
}
";
    fs::write(package.join("examples/sales.rs"), example).unwrap();
    // The versions that are built already.
    fs::copy(
        xtask::repository().join("Cargo.lock"),
        package.join("Cargo.lock"),
    )
    .unwrap();
    let build = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--all-targets"])
        .current_dir(&package)
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_TARGET_DIR", folder.with_file_name("target"))
        .output()
        .unwrap();
    assert!(build.status.success(), "{}", said(&build));
    assert_eq!(said(&build), "");
}

#[test]
fn what_belongs_to_people_is_left_alone() {
    let folder = folder("edited");
    generate(&folder, &[]);
    assert!(said(&generate(&folder, &[])).ends_with("pet shop: up to date\n"));

    let package = folder.join("pet shop");
    for (file, text) in [("Cargo.toml", "# mine\n"), ("src/lib.rs", "// mine\n")] {
        fs::write(package.join(file), text).unwrap();
    }
    fs::write(package.join("src/generated/models/mod.rs"), "// theirs\n").unwrap();
    fs::write(package.join("src/more.rs"), "// mine\n").unwrap();
    assert!(said(&generate(&folder, &[])).ends_with("pet shop: written\n"));
    let read = |file: &str| fs::read_to_string(package.join(file)).unwrap();
    assert_eq!(read("Cargo.toml"), "# mine\n");
    assert_eq!(read("src/lib.rs"), "// mine\n");
    assert_eq!(read("src/more.rs"), "// mine\n");
    assert!(read("src/generated/models/mod.rs").starts_with("// Generated"));

    fs::remove_file(package.join("src/lib.rs")).unwrap();
    generate(&folder, &[]);
    assert!(read("src/lib.rs").contains("pub use generated::endpoints::{Client, Error};"));
}

#[test]
fn a_part_of_a_document_and_what_it_reaches() {
    let folder = folder("only");
    for (only, expected, reached) in [
        (&["list-pets"][..], &["list_pets"][..], &["pet.rs"][..]),
        (
            &["pets"],
            &["list_pets", "add_pet"],
            &["new_pet.rs", "pet.rs"],
        ),
        (&["admin"], &["add_pet"], &["new_pet.rs"]),
        (&["GET /shops/{id}"], &["get_shops_id"], &["sale.rs"]),
        (
            &["get /shops/{id}", "add-pet"],
            &["add_pet", "get_shops_id"],
            &["new_pet.rs", "sale.rs"],
        ),
    ] {
        let arguments: Vec<&str> = only.iter().flat_map(|it| ["--only", *it]).collect();
        let output = generate(&folder, &arguments);
        assert!(output.status.success(), "{}", said(&output));
        assert_eq!(functions(&folder), expected, "{only:?}");
        assert_eq!(models(&folder), reached, "{only:?}");
    }

    let before = functions(&folder);
    let output = generate(&folder, &["--only", "list-pats", "--only", "GET /pats"]);
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    for part in [
        "`list-pats` is not an operation of this document",
        "`GET /pats` is not an operation of this document",
        "error: nothing was generated\n",
    ] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
    assert_eq!(functions(&folder), before);
}

#[test]
fn degradations_are_listed_or_denied() {
    let folder = folder("degraded");
    let cents = "{ type: integer }";
    let spec = SPEC.replace(cents, "{ type: integer, not: { const: 0 } }");
    fs::write(folder.join("spec.yaml"), spec).unwrap();
    let output = generate(&folder, &["--deny-degradations"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).ends_with("error: nothing was written: degradations are denied\n"),
        "{}",
        said(&output)
    );
    assert!(!folder.join("pet shop").exists());

    let output = generate(&folder, &[]);
    assert!(output.status.success());
    assert!(
        said(&output).contains(
            "degraded: `not` is ignored: more values are accepted than it allows (spec.yaml:"
        ),
        "{}",
        said(&output)
    );
    let output = generate(&folder, &["-v"]);
    assert!(
        said(&output).contains(
            "degraded: `not` is ignored: more values are accepted than it allows\n  --> spec.yaml:"
        ),
        "{}",
        said(&output)
    );
    // Users of an API cannot change its document.
    assert!(!said(&output).contains("help"), "{}", said(&output));
    let output = generate(&folder, &["--json"]);
    let figures: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let place = &figures["places"][0];
    assert_eq!(
        place["message"],
        "`not` is ignored: more values are accepted than it allows"
    );
    assert!(place["pointer"].as_str().unwrap().ends_with("/cents/not"));
    assert!(folder.join("pet shop/Cargo.toml").exists());
}

#[test]
fn what_is_no_document_makes_no_crate() {
    let folder = folder("refused");
    for (text, expected) in [
        ("name: a package\nversion: 1\n", "error: "),
        ("[]", "error: "),
        ("", "error: "),
        ("{ openapi: ", "error: "),
        ("<html></html>", "error: "),
    ] {
        fs::write(folder.join("spec.yaml"), text).unwrap();
        let output = generate(&folder, &[]);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{text:?}: {said}");
        assert!(said.starts_with(expected), "{text:?}: {said}");
        assert!(said.contains("--> spec.yaml:"), "{text:?}: {said}");
        assert!(said.ends_with("error: nothing was generated\n"), "{said}");
        assert!(!folder.join("pet shop").exists());
    }
    fs::remove_file(folder.join("spec.yaml")).unwrap();
    let output = generate(&folder, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).starts_with("error: spec.yaml: "));
}

#[test]
fn overlays_that_are_named_are_applied_and_only_those() {
    let folder = folder("overlaid");
    let elsewhere = folder.join("elsewhere");
    fs::create_dir_all(folder.join("overlays")).unwrap();
    fs::create_dir_all(&elsewhere).unwrap();
    let overlay = |name: &str| {
        format!(
            "overlay: 1.0.0\ninfo: {{ title: A, version: '1' }}\nactions:\n- target: $.info\n  update: {{ title: {name} }}\n"
        )
    };
    fs::write(folder.join("overlays/ignored.yaml"), overlay("ignored")).unwrap();
    fs::write(elsewhere.join("one.yaml"), overlay("One")).unwrap();
    fs::write(elsewhere.join("two.yaml"), overlay("Overlaid")).unwrap();
    let named = [
        "--overlay",
        "elsewhere/one.yaml",
        "--overlay",
        "elsewhere/two.yaml",
    ];
    let output = generate(&folder, &named);
    assert!(output.status.success(), "{}", said(&output));
    let client =
        fs::read_to_string(folder.join("pet shop/src/generated/endpoints/mod.rs")).unwrap();
    assert!(client.contains("Overlaid"), "{client}");

    let output = generate(&folder, &["--overlay", "elsewhere/none.yaml"]);
    assert!(!output.status.success());
    assert!(
        said(&output).contains("elsewhere/none.yaml"),
        "{}",
        said(&output)
    );
}

#[test]
fn an_operation_with_several_functions_counts_once() {
    let folder = folder("alternatives");
    let json = "content: { application/json: { schema: { type: array";
    let spec = SPEC.replace(
        json,
        &json.replace("{ app", "{ text/csv: { schema: { type: string } }, app"),
    );
    fs::write(folder.join("spec.yaml"), spec).unwrap();
    let (before, after) = {
        let plain = self::folder("no_alternatives");
        (said(&generate(&plain, &[])), said(&generate(&folder, &[])))
    };
    let operations = |text: &str| text.split(" operations (").next().unwrap().to_owned();
    assert_eq!(operations(&before), operations(&after));
    assert_ne!(before, after);
}
