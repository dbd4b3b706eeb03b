//! A program that reads pets with the types of each generator.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::peer::{Peer, cargo, run};

/// The pets in the text that is read.
const PETS: usize = 1_000;

/// Builds and runs the program. Returns the seconds for reading a text of 1,000 pets.
///
/// # Errors
/// The reason why it does not compile or run.
pub(super) fn seconds(
    peer: &Peer,
    package: &Path,
    name: &str,
    build: &Path,
) -> Result<f64, String> {
    let library = name.replace('-', "_");
    let folder = package.join("examples");
    let written = fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("decode.rs"), program(&library, peer.pet)));
    written.map_err(|error| error.to_string())?;
    // What the program needs, if the crate does not have it.
    let mut manifest =
        fs::read_to_string(package.join("Cargo.toml")).map_err(|error| error.to_string())?;
    if !manifest.contains("[dev-dependencies]") {
        manifest.push_str("\n[dev-dependencies]\nserde_json = \"1\"\n");
        fs::write(package.join("Cargo.toml"), manifest).map_err(|error| error.to_string())?;
    }
    run(cargo(package, build).args(["build", "--release", "--quiet", "--example", "decode"]))?;
    let output = Command::new(build.join("release/examples/decode")).output();
    let output = output.map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.trim()
        .parse()
        .map_err(|_| format!("the program printed `{}`", text.trim()))
}

/// The program: the best of many rounds, in seconds.
fn program(library: &str, pet: &str) -> String {
    format!(
        r##"//! Reads pets.

use std::hint::black_box;
use std::time::Instant;

use {library}::{pet};

fn main() {{
    let pet = r#"{{"id":123456,"name":"Ada","born":"2026-02-03","status":"available","tags":["small","grey","likes boxes"]}}"#;
    let text = format!("[{{}}]", vec![pet; {PETS}].join(","));
    let mut best = f64::INFINITY;
    for _ in 0..200 {{
        let start = Instant::now();
        let pets: Vec<Pet> = serde_json::from_str(black_box(&text)).unwrap();
        best = best.min(start.elapsed().as_secs_f64());
        assert_eq!(black_box(pets).len(), {PETS});
    }}
    println!("{{best:e}}");
}}
"##
    )
}
