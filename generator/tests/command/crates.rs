//! The files of a crate: which are written, and which are left alone.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::{SPEC, folder, functions, generate, models, repository, said};

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
    assert!(pet_shop::json!({ \"any\": [1, null] }).contains_key(\"any\"));
    let client = Client::new().map(|client| drop(sales(&client)));
    assert!(client.is_ok());
}
";
    fs::write(package.join("examples/sales.rs"), example).unwrap();
    let checked = cargo(
        &package,
        &["check", "--offline", "--quiet", "--all-targets"],
    );
    assert_eq!(checked, "");
    // The first call on the front page.
    let tested = cargo(&package, &["test", "--offline", "--quiet", "--doc"]);
    assert!(tested.contains("test result: ok. 1 passed"), "{tested}");
}

/// Runs cargo in a crate, and returns its output. Errors fail the test, and so do warnings.
fn cargo(package: &Path, arguments: &[&str]) -> String {
    // The versions that are built already.
    fs::copy(repository().join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).current_dir(package);
    command
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings");
    let folder = package.parent().unwrap();
    command.env("CARGO_TARGET_DIR", folder.with_file_name("target"));
    let build = command.output().unwrap();
    assert!(build.status.success(), "{}", said(&build));
    said(&build)
}

#[test]
fn the_front_page_of_a_client_with_credentials_compiles() {
    let folder = folder("credentials");
    let schemes = "\
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    token: { type: http, scheme: bearer }
security: [{ key: [] }, { token: [] }]
";
    fs::write(folder.join("spec.yaml"), SPEC.to_owned() + schemes).unwrap();
    let output = generate(&folder, &[]);
    assert!(output.status.success(), "{}", said(&output));
    let package = folder.join("pet shop");
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    fs::write(package.join("Cargo.toml"), manifest + "\n[workspace]\n").unwrap();
    let tested = cargo(&package, &["test", "--offline", "--quiet", "--doc"]);
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
