//! The command `specwright` as it is used: an empty folder becomes a crate, and stays its owner's.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

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

/// The root of the repository.
fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap().to_owned()
}

fn specwright(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_specwright"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn generate(folder: &Path, more: &[&str]) -> Output {
    let runtime = repository().join("runtime");
    let runtime = runtime.to_str().unwrap();
    let mut arguments = vec![
        "generate",
        "spec.yaml",
        "--out",
        "pet shop",
        "--runtime",
        runtime,
    ];
    arguments.extend(more);
    specwright(folder, &arguments)
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
        "spec.yaml: 3 operations (3 functions), 0 filters, 3 structs (3 fields), 0 enums\n\
         pet shop: 12 files written\n\
         `pet-shop` is a crate of its own: `cd pet shop && cargo doc --open` shows what is in it\n"
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
    fs::copy(repository().join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).current_dir(&package);
        command
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings");
        command.env("CARGO_TARGET_DIR", folder.with_file_name("target"));
        let build = command.output().unwrap();
        assert!(build.status.success(), "{}", said(&build));
        build
    };
    let build = cargo(&["check", "--offline", "--quiet", "--all-targets"]);
    assert_eq!(said(&build), "");
    // The first call on the front page.
    let tested = said(&cargo(&["test", "--offline", "--quiet", "--doc"]));
    assert!(tested.contains("test result: ok. 1 passed"), "{tested}");
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
    assert!(said(&generate(&folder, &[])).ends_with("pet shop: 1 file written\n"));
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

#[test]
fn a_crate_that_is_out_of_date_is_refused_with_the_difference() {
    let folder = folder("checked");
    let output = generate(&folder, &["--check"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(!folder.join("pet shop").exists());

    generate(&folder, &[]);
    let output = generate(&folder, &["--check"]);
    assert!(output.status.success(), "{}", said(&output));

    fs::write(folder.join("spec.yaml"), SPEC.replace("cents", "pence")).unwrap();
    let output = generate(&folder, &["--check"]);
    assert_eq!(output.status.code(), Some(1));
    for part in [
        "-    pub cents: Option<i64>,",
        "+    pub pence: Option<i64>,",
        "pet shop: out of date; run `specwright generate` without `--check`",
    ] {
        assert!(said(&output).contains(part), "{}", said(&output));
    }
    let sale = fs::read_to_string(folder.join("pet shop/src/generated/models/sale.rs")).unwrap();
    assert!(sale.contains("cents"), "{sale}");
}

#[test]
fn a_folder_with_another_crate_is_refused() {
    let folder = folder("other");
    let other = folder.join("pet shop");
    fs::create_dir_all(other.join("src")).unwrap();
    fs::write(other.join("Cargo.toml"), "[package]\nname = \"other\"\n").unwrap();
    fs::write(other.join("src/lib.rs"), "//! Mine.\n").unwrap();
    let output = generate(&folder, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("there is another crate in this folder"),
        "{}",
        said(&output)
    );
    assert!(
        said(&output).contains("add `mod generated;`"),
        "{}",
        said(&output)
    );
    assert!(!other.join("src/generated").exists());

    // After that, it is a module of this crate.
    fs::write(other.join("src/lib.rs"), "//! Mine.\nmod generated;\n").unwrap();
    let output = generate(&folder, &[]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(other.join("src/generated/mod.rs").exists());
    assert!(!other.join("README.md").exists());
}

#[test]
fn a_file_in_the_place_of_the_folder_is_refused() {
    let folder = folder("file");
    fs::write(folder.join("a"), "").unwrap();
    for out in ["a", "a/b"] {
        let output = specwright(&folder, &["generate", "spec.yaml", "--out", out]);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(
            said(&output),
            "error: a: this is a file; name a folder by `--out`\n"
        );
    }
}

#[test]
fn inputs_that_are_no_files_of_this_machine() {
    let folder = folder("inputs");
    let output = specwright(&folder, &["check", "https://pets.example/openapi.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("download the document first"),
        "{}",
        said(&output)
    );

    let mut child = Command::new(env!("CARGO_BIN_EXE_specwright"))
        .current_dir(&folder)
        .args(["list", "operations", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(SPEC.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        said(&output),
        "GET   /pets        list_pets()     pets\nPOST  /pets        add_pet()       pets\nGET   /shops/{id}  get_shops_id()  shops\n"
    );
}

#[test]
fn names_licenses_and_places_of_the_runtime() {
    let folder = folder("manifest");
    let output = generate(&folder, &["--name", "fn"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("`fn` cannot be the name of the package"),
        "{}",
        said(&output)
    );

    let arguments = [
        "generate",
        "spec.yaml",
        "--out",
        "a",
        "--license",
        "BSD-3-Clause",
    ];
    assert!(specwright(&folder, &arguments).status.success());
    let manifest = fs::read_to_string(folder.join("a/Cargo.toml")).unwrap();
    for part in [
        "license = \"BSD-3-Clause\"\n",
        "description = \"Client of the API “Pet Shop”.\"\n",
        "runtime = { package = \"specwright-runtime\", version = \"0.1\", default-features = false }\n",
    ] {
        assert!(manifest.contains(part), "{manifest}");
    }
    let readme = fs::read_to_string(folder.join("a/README.md")).unwrap();
    assert!(
        readme.contains("let response = client.list_pets().send().await?;"),
        "{readme}"
    );

    let arguments = ["generate", "spec.yaml", "--out", "b", "--runtime", "."];
    let output = specwright(&folder, &arguments);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("not the folder of the package"),
        "{}",
        said(&output)
    );
}

/// The table of a manifest, without its name.
fn table<'a>(manifest: &'a str, name: &str) -> &'a str {
    let (_, rest) = manifest.split_once(&format!("[{name}]\n")).unwrap();
    rest.split("\n[").next().unwrap()
}

#[test]
fn the_manifest_of_a_copied_runtime_is_that_of_the_runtime() {
    let read = |path: &str| fs::read_to_string(repository().join(path)).unwrap();
    let (workspace, own) = (read("Cargo.toml"), read("runtime/Cargo.toml"));
    let copied = read("generator/vendored/manifest.toml");
    assert_eq!(table(&copied, "features"), table(&own, "features"));
    let value = |table: &'static str, name: &str| {
        let line = |line: &&str| line.split_once(" = ").is_some_and(|(key, _)| key == name);
        let found = self::table(&workspace, table).lines().find(line).unwrap();
        found.to_owned()
    };
    for (name, of_workspace) in [
        ("package", "workspace.package"),
        ("dependencies", "workspace.dependencies"),
    ] {
        let expected = table(&own, name)
            .lines()
            .filter(|line| !line.starts_with("include = "));
        let expected = expected.map(|line| {
            if let Some(name) = line.strip_suffix(".workspace = true") {
                return value(of_workspace, name);
            }
            match line.split_once(" = { workspace = true, ") {
                Some((name, more)) => {
                    let whole = value(of_workspace, name);
                    format!("{}, {more}", whole.strip_suffix(" }").unwrap())
                }
                None => line.to_owned(),
            }
        });
        assert_eq!(
            table(&copied, name).lines().collect::<Vec<_>>(),
            expected.collect::<Vec<_>>(),
            "write what is expected into generator/vendored/manifest.toml"
        );
    }
}

#[test]
fn a_copy_of_the_runtime_goes_with_the_crate() {
    let folder = folder("vendored");
    let arguments = [
        "generate",
        "spec.yaml",
        "--out",
        "pets",
        "--runtime",
        "vendored",
    ];
    assert!(specwright(&folder, &arguments).status.success());
    let output = specwright(&folder, &arguments);
    assert!(
        said(&output).ends_with("pets: up to date\n"),
        "{}",
        said(&output)
    );
    let package = folder.join("pets");
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    assert!(
        manifest.contains("{ package = \"specwright-runtime\", path = \"runtime\", "),
        "{manifest}"
    );
    fs::write(package.join("Cargo.toml"), manifest + "\n[workspace]\n").unwrap();
    fs::copy(repository().join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    let build = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .current_dir(&package)
        .env("CARGO_TARGET_DIR", folder.with_file_name("target"))
        .output()
        .unwrap();
    assert!(build.status.success(), "{}", said(&build));
}

#[test]
fn the_lists_of_a_document() {
    let folder = folder("lists");
    let list = |things: &str, more: &[&str]| {
        let mut arguments = vec!["list", things, "spec.yaml"];
        arguments.extend(more);
        said(&specwright(&folder, &arguments))
    };
    assert_eq!(
        list("tags", &[]),
        "pets   2 operations\nshops  1 operation\n"
    );
    assert_eq!(
        list("schemas", &["--only", "shops"]),
        "Sale  #/components/schemas/Sale\n"
    );
    let operations: serde_json::Value =
        serde_json::from_str(&list("operations", &["--json"])).unwrap();
    assert_eq!(operations[1]["id"], "add-pet");
    assert_eq!(operations[1]["function"], "add_pet");
}

#[test]
fn a_document_is_checked_as_by_its_author() {
    let folder = folder("document");
    let output = specwright(&folder, &["check", "spec.yaml"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(
        said(&output).ends_with("spec.yaml: no errors\n"),
        "{}",
        said(&output)
    );

    fs::write(
        folder.join("spec.yaml"),
        SPEC.replace("schemas/Pet'", "schemas/Pot'"),
    )
    .unwrap();
    let output = specwright(&folder, &["check", "spec.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("--> spec.yaml:10:"),
        "{}",
        said(&output)
    );
    assert!(
        said(&output).ends_with("spec.yaml: 1 error; `generate` goes on where it can\n"),
        "{}",
        said(&output)
    );
}

#[test]
fn cargo_finds_the_command() {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-specwright"))
        .args(["specwright", "--version"])
        .output()
        .unwrap();
    assert!(
        said(&output).ends_with(&format!("{}\n", env!("CARGO_PKG_VERSION"))),
        "{}",
        said(&output)
    );
}

#[test]
fn a_project_is_begun_and_then_goes_by_its_configuration() {
    let folder = folder("init");
    let runtime = repository().join("runtime");
    let runtime = runtime.to_str().unwrap();
    let arguments = ["init", "spec.yaml", "--out", "pets", "--runtime", runtime];
    let output = specwright(&folder, &arguments);
    assert!(output.status.success(), "{}", said(&output));
    let path = folder.join("pets/specwright.toml");
    let settings = fs::read_to_string(&path).unwrap();
    assert!(settings.contains("spec = \"../spec.yaml\"\n"), "{settings}");
    let output = specwright(&folder, &arguments);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("there is a configuration already"),
        "{}",
        said(&output)
    );

    // In its folder, and for it from elsewhere.
    for (place, arguments) in [
        ("pets", &["generate"][..]),
        ("", &["generate", "--out", "pets"]),
        ("", &["generate", "--config", "pets/specwright.toml"]),
    ] {
        let output = specwright(&folder.join(place), arguments);
        assert!(
            said(&output).ends_with(": up to date\n"),
            "{arguments:?}: {}",
            said(&output)
        );
    }
    assert!(
        said(&specwright(&folder.join("pets"), &["check"])).ends_with("spec.yaml: no errors\n")
    );

    // The settings count, and the command line before them.
    fs::write(
        &path,
        settings.clone() + "[rename.types]\nPet = \"Animal\"\n",
    )
    .unwrap();
    assert!(
        specwright(&folder.join("pets"), &["generate"])
            .status
            .success()
    );
    assert!(folder.join("pets/src/generated/models/animal.rs").exists());
    let output = specwright(
        &folder.join("pets"),
        &["list", "operations", "--exclude", "pets"],
    );
    assert_eq!(said(&output), "GET  /shops/{id}  get_shops_id()  shops\n");

    // What matches nothing is told with its place, as one would open it.
    fs::write(&path, settings + "[rename.types]\nPot = \"Animal\"\n").unwrap();
    let output = specwright(&folder, &["generate", "--out", "pets"]);
    assert_eq!(output.status.code(), Some(1));
    for part in ["--> pets/specwright.toml:", "write `Pet`, if that is meant"] {
        assert!(said(&output).contains(part), "{}", said(&output));
    }
}

#[test]
fn features_that_a_format_needs_are_in_a_new_manifest_and_told_of_an_old_one() {
    let folder = folder("formats");
    let spec = SPEC.replacen(
        "name: { type: string } } }",
        "name: { type: string, format: uuid } } }",
        1,
    );
    assert_ne!(spec, SPEC);
    fs::write(folder.join("spec.yaml"), spec).unwrap();
    fs::write(
        folder.join("formats.toml"),
        "[formats]\nuuid = \"uuid::Uuid\"\n",
    )
    .unwrap();
    let output = generate(&folder, &["--config", "formats.toml"]);
    assert!(output.status.success(), "{}", said(&output));
    let path = folder.join("pet shop/Cargo.toml");
    let manifest = fs::read_to_string(&path).unwrap();
    let features = ", default-features = false, features = [\"uuid\"] }";
    assert!(manifest.contains(features), "{manifest}");

    fs::write(&path, manifest.replace(", features = [\"uuid\"]", "")).unwrap();
    let output = generate(&folder, &["--config", "formats.toml"]);
    let expected = "pet shop/Cargo.toml: the code needs features of `runtime`; add to it `features = [\"uuid\"]`";
    assert!(said(&output).contains(expected), "{}", said(&output));
}

#[test]
fn without_a_document_or_a_folder_the_message_says_what_to_do() {
    let folder = folder("nothing");
    for (arguments, expected) in [
        (
            &["check"][..],
            "error: name the document; or write its path into a configuration",
        ),
        (
            &["generate", "spec.yaml"],
            "error: name the folder of the crate by `--out`",
        ),
        (
            &["changes"],
            "error: name the document whose revisions are compared by `--spec FILE`",
        ),
    ] {
        let output = specwright(&folder, arguments);
        assert_ne!(output.status.code(), Some(0));
        assert!(said(&output).starts_with(expected), "{}", said(&output));
    }
    fs::write(folder.join("specwright.toml"), "name = \"a\"\n").unwrap();
    let output = specwright(&folder, &["generate"]);
    assert!(
        said(&output).contains("specwright.toml: there is no document in it"),
        "{}",
        said(&output)
    );
}
