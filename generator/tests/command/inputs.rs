//! Inputs that are refused, and the commands that write nothing.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::{SPEC, folder, generate, said, specwright};

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
fn without_a_document_or_a_folder_the_message_says_what_to_do() {
    let folder = folder("nothing");
    for (arguments, expected) in [
        (
            &["check"][..],
            "error: name the document; or write its path into a configuration",
        ),
        (
            &["generate"],
            "error: name the document and, by `--out`, the folder of the crate",
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
