//! The library as it is used by a task of one's own.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SPEC: &str = "\
openapi: 3.1.0
info: { title: Kites, version: '1' }
paths: {}
components: { schemas: { Kite: { type: object, properties: { length: { type: integer } } } } }
";

/// Runs the example.
fn task(folder: &Path, more: &[&str]) -> Output {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--example", "task", "--manifest-path"]);
    command
        .arg(manifest)
        .args(["--", "kites.yaml", "src/generated"]);
    command.args(more).current_dir(folder).output().unwrap()
}

#[test]
fn the_task_writes_compares_and_refuses() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("task");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("kites.yaml"), SPEC).unwrap();

    let output = task(&folder, &["--check"]);
    assert!(!output.status.success());
    assert!(!folder.join("src").exists());
    assert!(task(&folder, &[]).status.success());
    assert!(task(&folder, &["--check"]).status.success());
    let root = fs::read_to_string(folder.join("src/generated/mod.rs")).unwrap();
    assert!(root.contains("`cargo xtask client`"), "{root}");

    fs::write(folder.join("kites.yaml"), SPEC.replace("length", "span")).unwrap();
    let output = task(&folder, &["--check"]);
    assert!(!output.status.success());
    let difference = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        difference.contains("+    pub span: Option<i64>,"),
        "{difference}"
    );

    // An error names the file.
    fs::write(folder.join("kites.yaml"), "openapi: [").unwrap();
    let output = task(&folder, &[]);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(message.contains("kites.yaml:1:"), "{message}");
}
