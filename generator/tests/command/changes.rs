//! `specwright changes` for a crate with a configuration.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{folder, repository, said, specwright};

fn git(folder: &Path, arguments: &[&str]) {
    let who = ["-c", "user.name=n", "-c", "user.email=n@example.com"];
    let output = Command::new("git")
        .current_dir(folder)
        .args(who)
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
}

/// Replaces a part of a file.
fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn changes_have_the_names_of_the_configuration_of_each_side() {
    let folder = folder("changes");
    let (pets, spec) = (folder.join("pets"), folder.join("spec.yaml"));
    let settings = pets.join("specwright.toml");
    let runtime = repository().join("runtime");
    let arguments = ["init", "spec.yaml", "--out", "pets", "--runtime"];
    let output = specwright(
        &folder,
        &[&arguments[..], &[runtime.to_str().unwrap()]].concat(),
    );
    assert!(output.status.success(), "{}", said(&output));
    let renamed = "[rename.types]\nPet = \"Animal\"\n";
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, format!("exclude = [\"shops\"]\n{text}{renamed}")).unwrap();
    assert!(specwright(&pets, &["generate"]).status.success());
    git(&folder, &["init", "-q", "-b", "main"]);
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-q", "-m", "a"]);

    // In its folder, without an option; what is excluded is compared no more than it is generated.
    let new = "Pet: { type: object, properties: { age: { type: integer }, ";
    edit(&spec, "Pet: { type: object, properties: { ", new);
    edit(&spec, "cents: { type: integer }", "cents: { type: string }");
    let output = specwright(&pets, &["changes"]);
    let report = said(&output);
    assert!(output.status.success(), "{report}");
    assert!(report.starts_with("../spec.yaml: 1 change\n"), "{report}");
    assert!(report.contains("Animal::age is new"), "{report}");
    // From elsewhere, with the option, and for files that are named.
    fs::copy(&spec, folder.join("new.yaml")).unwrap();
    for (place, arguments) in [
        ("", &["--config", "pets/specwright.toml"][..]),
        ("pets", &["--spec", "../spec.yaml"]),
        (
            "pets",
            &[
                "--base",
                "HEAD",
                "--to",
                "../new.yaml",
                "--config",
                "specwright.toml",
            ],
        ),
    ] {
        let output = specwright(&folder.join(place), &[&["changes"], arguments].concat());
        let report = said(&output);
        assert!(
            report.contains("Animal::age is new"),
            "{arguments:?}: {report}"
        );
        assert!(!report.contains("Sale"), "{arguments:?}: {report}");
    }
    // The configuration here is about another document.
    let arguments = ["changes", "--base", "../spec.yaml", "--to", "../new.yaml"];
    let output = specwright(&pets, &arguments);
    assert_eq!(said(&output), "../new.yaml: no changes\n");

    // Each side has its own configuration, and a setting without a match is said.
    edit(&settings, "\"Animal\"", "\"Beast\"");
    edit(&settings, "\nPet =", "\nPot = \"Kettle\"\nPet =");
    let output = specwright(&pets, &["changes"]);
    let report = said(&output);
    assert!(output.status.success(), "{report}");
    assert!(report.contains("Animal is called `Beast`"), "{report}");
    assert!(
        report.contains("The document or its configuration has an error, and is compared"),
        "{report}"
    );
    assert!(report.contains("specwright.toml:"), "{report}");

    // A configuration that no revision has yet.
    git(&folder, &["rm", "-q", "--cached", "pets/specwright.toml"]);
    git(&folder, &["commit", "-q", "-m", "b"]);
    let report = said(&specwright(&pets, &["changes"]));
    assert!(report.contains("Client::get_shops_id is gone"), "{report}");
}
