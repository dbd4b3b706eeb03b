//! Settings of a crate: its configuration, its manifest, and its runtime.

use std::fs;
use std::process::Command;

use crate::{SPEC, folder, generate, repository, said, specwright};

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
fn a_crate_with_examples_has_a_feature_for_them_and_is_told_if_it_lacks_it() {
    let folder = folder("examples");
    fs::write(folder.join("examples.toml"), "examples = true\n").unwrap();
    let output = generate(&folder, &["--config", "examples.toml"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(!said(&output).contains("mock = []"), "{}", said(&output));
    let path = folder.join("pet shop/Cargo.toml");
    let manifest = fs::read_to_string(&path).unwrap();
    assert!(manifest.contains("\nmock = []\n"), "{manifest}");
    let readme = fs::read_to_string(folder.join("pet shop/README.md")).unwrap();
    assert!(readme.contains("`examples::mock()`"), "{readme}");
    let generated = folder.join("pet shop/src/generated");
    let root = fs::read_to_string(generated.join("mod.rs")).unwrap();
    let module = "#[cfg(feature = \"mock\")]\npub mod examples;";
    assert!(root.contains(module), "{root}");

    fs::write(&path, manifest.replace("mock = []", "")).unwrap();
    let output = generate(&folder, &["--config", "examples.toml"]);
    let expected = "pet shop/Cargo.toml: `examples.rs` is behind a feature of this crate; add to `[features]` the line `mock = []`";
    assert!(said(&output).contains(expected), "{}", said(&output));

    // Without the setting, there are none.
    fs::write(folder.join("examples.toml"), "examples = false\n").unwrap();
    let output = generate(&folder, &["--config", "examples.toml"]);
    assert!(!said(&output).contains("mock = []"), "{}", said(&output));
    assert!(!generated.join("examples.rs").exists());
}
