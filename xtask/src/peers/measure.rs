//! Times, and what comes of them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use super::decode;
use super::peer::{Peer, cargo, run};

/// How often a document is generated for the time; the shortest counts.
const RUNS: usize = 5;

/// The figures of one generator, in seconds.
pub(super) struct Measured {
    /// The whole process that generates.
    pub(super) generate: f64,
    /// `cargo check` of the crate, with its dependencies; `None` if it does not compile.
    pub(super) check: Option<f64>,
    /// `cargo build --release` of the crate, with its dependencies, from nothing.
    pub(super) release: Option<f64>,
    /// The crates in its tree.
    pub(super) crates: usize,
    /// The time to read a list of pets.
    pub(super) decode: Option<f64>,
}

/// Generates the crate of a document, and builds it.
///
/// # Errors
/// The reason why nothing was generated.
pub(super) fn measure(peer: &Peer, spec: &Path, target: &Path) -> Result<Measured, String> {
    // Some name the crate after the folder.
    let name = format!("pets-of-{}", peer.name);
    let out = target.join("crates").join(&name);
    let mut generate = f64::INFINITY;
    for _ in 0..RUNS {
        let start = Instant::now();
        peer.generate(target, spec, &out, &name)?;
        generate = generate.min(start.elapsed().as_secs_f64());
    }
    peer.complete(&out, &name)
        .map_err(|error| error.to_string())?;
    let build = target.join("building").join(peer.name);
    // What is downloaded is no part of the times.
    run(cargo(&out, &build).arg("fetch"))?;
    let timed = |arguments: &[&str]| {
        drop(fs::remove_dir_all(&build));
        let start = Instant::now();
        let built = run(cargo(&out, &build).args(arguments).arg("--offline"));
        if let Err(reason) = &built {
            eprintln!("{}: {reason}", peer.name);
        }
        built.is_ok().then(|| start.elapsed().as_secs_f64())
    };
    let check = timed(&["check", "--quiet"]);
    let release = timed(&["build", "--release", "--quiet"]);
    let decode = decode::seconds(peer, &out, &name, &build);
    if let Err(reason) = &decode {
        eprintln!("{}: {reason}", peer.name);
    }
    Ok(Measured {
        generate,
        check,
        release,
        crates: crates(&out),
        decode: decode.ok(),
    })
}

/// The number of crates that are compiled for a crate, itself among them.
fn crates(package: &Path) -> usize {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(package);
    command.args([
        "tree",
        "--offline",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--no-dedupe",
    ]);
    let printed = command
        .output()
        .map(|output| output.stdout)
        .unwrap_or_default();
    let text = String::from_utf8_lossy(&printed).into_owned();
    let mut lines: Vec<&str> = text
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines.len()
}

/// The documents of which a generator makes crates that compile, and the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Taken {
    /// Crates that compile.
    pub(super) compiles: usize,
    /// Crates that do not.
    pub(super) fails: usize,
    /// Documents that no crate is made of.
    pub(super) refused: usize,
}

/// Makes a crate of each document, and checks it. The reason of each failure goes to the standard error.
///
/// # Errors
/// A file that cannot be written.
pub(super) fn taken(peer: &Peer, documents: &[PathBuf], target: &Path) -> io::Result<Taken> {
    let build = target.join("building").join(peer.name);
    let out = target
        .join("crates")
        .join(format!("{}-of-a-document", peer.name));
    let mut taken = Taken::default();
    for document in documents {
        let name = document.file_name().unwrap_or_default().to_string_lossy();
        let said = |what: &str, reason: &str| eprintln!("{}: {name}: {what}: {reason}", peer.name);
        if let Err(reason) = peer.generate(target, document, &out, "document-client") {
            said("no crate", &reason);
            taken.refused += 1;
            continue;
        }
        peer.complete(&out, "document-client")?;
        match run(cargo(&out, &build).args(["check", "--quiet"])) {
            Ok(()) => taken.compiles += 1,
            Err(reason) => {
                said("does not compile", &reason);
                taken.fails += 1;
            }
        }
    }
    Ok(taken)
}
