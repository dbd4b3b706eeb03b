//! `cargo xtask tidy --figures --timings`: how long `cargo check` takes after a change of a generated crate.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Instant, SystemTime};

use specwright::project::drift;

/// How often each check is repeated. The median counts.
const TIMES: usize = 5;

/// The seconds for the client of the repository at `root`, and for the crate that its generator makes of `document`.
///
/// # Errors
/// A command that fails, and a file that cannot be written.
pub fn timings(root: &Path, document: Option<&Path>) -> io::Result<String> {
    let mut out = format!("cargo check after a touch, median of {TIMES}:");
    let client = median(
        root,
        &["-p", "generated-client"],
        &root.join("generated-client/src/lib.rs"),
    )?;
    let _ = write!(out, "\n  generated-client: {client:.2} s");
    if let Some(document) = document {
        let name = document.file_name().unwrap_or_default().to_string_lossy();
        let package = generate(root, document)?;
        let seconds = median(&package, &[], &package.join("src/lib.rs"))?;
        let _ = write!(out, "\n  {name}: {seconds:.2} s");
    }
    Ok(out)
}

/// A crate below `target`, with the dependencies that the repository has locked.
fn generate(root: &Path, document: &Path) -> io::Result<std::path::PathBuf> {
    let root = std::path::absolute(root)?;
    let package = root.join("target/figures/crate");
    if package.exists() {
        fs::remove_dir_all(&package).map_err(|error| drift::at(&package, &error))?;
    }
    let mut generate = cargo(&root, &["xtask", "generate", "--json", "--out"]);
    run(generate.arg(&package).arg(std::path::absolute(document)?))?;
    let manifest = package.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(|error| drift::at(&manifest, &error))?;
    fs::write(&manifest, text + "\n[workspace]\n").map_err(|error| drift::at(&manifest, &error))?;
    fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock"))?;
    Ok(package)
}

/// The median of the seconds that `cargo check` takes after `file` was touched.
fn median(folder: &Path, arguments: &[&str], file: &Path) -> io::Result<f64> {
    let check = || run(cargo(folder, &["check", "--quiet"]).args(arguments));
    // The dependencies are built before the clock runs.
    check()?;
    let mut seconds = Vec::new();
    for _ in 0..TIMES {
        let file = File::options()
            .append(true)
            .open(file)
            .map_err(|error| drift::at(file, &error))?;
        file.set_modified(SystemTime::now())?;
        let started = Instant::now();
        check()?;
        seconds.push(started.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    Ok(seconds.get(TIMES / 2).copied().unwrap_or_default())
}

fn cargo(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::null())
        // Those that `cargo xtask` itself is run with are for another folder.
        .env_remove("CARGO_MANIFEST_DIR")
        .env_remove("CARGO_TARGET_DIR");
    command
}

fn run(command: &mut Command) -> io::Result<()> {
    let status = command.status()?;
    match status.success() {
        true => Ok(()),
        false => Err(io::Error::other(format!("{command:?} failed: {status}"))),
    }
}
