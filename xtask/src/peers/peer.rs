//! The generators: how each is installed and called, and where it puts the type of a pet.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::repository;

/// The place that a generator is installed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// This repository.
    Own,
    /// A registry of crates.
    Cargo,
    /// A package of Python, which has the program for Java in it.
    Python,
}

/// A generator.
#[derive(Debug)]
pub(super) struct Peer {
    /// Its name.
    pub(super) name: &'static str,
    /// The version that is measured.
    pub(super) version: &'static str,
    /// The package that it is installed from.
    package: &'static str,
    origin: Origin,
    /// The program.
    program: &'static str,
    /// The arguments: `{spec}`, `{out}` and `{name}` stand for the document, the folder and the name of the crate.
    arguments: &'static [&'static str],
    /// The type of a pet in the crate.
    pub(super) pet: &'static str,
}

/// All generators, this one first.
pub(super) const PEERS: [Peer; 6] = [
    Peer {
        name: "specwright",
        version: env!("CARGO_PKG_VERSION"),
        package: "specwright",
        origin: Origin::Own,
        program: "specwright",
        arguments: &[
            "generate",
            "{spec}",
            "--out",
            "{out}",
            "--name",
            "{name}",
            "--runtime",
            "{runtime}",
        ],
        pet: "models::Pet",
    },
    Peer {
        name: "progenitor",
        version: "0.15.1",
        package: "cargo-progenitor",
        origin: Origin::Cargo,
        program: "cargo-progenitor",
        arguments: &[
            "progenitor",
            "--input",
            "{spec}",
            "--output",
            "{out}",
            "--name",
            "{name}",
            "--version",
            "0.1.0",
        ],
        pet: "types::Pet",
    },
    Peer {
        name: "ploidy",
        version: "0.15.0",
        package: "ploidy",
        origin: Origin::Cargo,
        program: "ploidy",
        arguments: &[
            "generate", "rust", "{spec}", "--output", "{out}", "--name", "{name}",
        ],
        pet: "types::Pet",
    },
    Peer {
        name: "openapi-to-rust",
        version: "0.23.0",
        package: "openapi-to-rust",
        origin: Origin::Cargo,
        program: "openapi-to-rust",
        arguments: &["generate", "{spec}", "--output-dir", "{out}/src/generated"],
        pet: "generated::Pet",
    },
    Peer {
        name: "oas3-gen",
        version: "0.29.0",
        package: "oas3-gen",
        origin: Origin::Cargo,
        program: "oas3-gen",
        arguments: &[
            "generate",
            "client-mod",
            "--input",
            "{spec}",
            "--output",
            "{out}",
            "--workspace",
        ],
        pet: "Pet",
    },
    Peer {
        name: "openapi-generator",
        version: "7.26.0",
        package: "openapi-generator-cli",
        origin: Origin::Python,
        program: "openapi-generator-cli",
        arguments: &[
            "generate",
            "-g",
            "rust",
            "-i",
            "{spec}",
            "-o",
            "{out}",
            "--additional-properties=packageName={name}",
        ],
        pet: "models::Pet",
    },
];

impl Peer {
    /// Whether it is this generator.
    pub(super) fn is_own(&self) -> bool {
        self.origin == Origin::Own
    }

    /// Installs the generator below `target`, unless it is there.
    ///
    /// # Errors
    /// The reason why it cannot be installed.
    pub(super) fn install(&self, target: &Path) -> Result<(), String> {
        let failed = |reason: String| format!("not installed: {reason}");
        if !self.is_own() && self.path(target).is_file() {
            return Ok(());
        }
        match self.origin {
            Origin::Own => run(Command::new(env!("CARGO")).current_dir(repository()).args([
                "build",
                "--release",
                "--quiet",
                "--package",
                "specwright",
            ])),
            Origin::Cargo => run(Command::new(env!("CARGO"))
                .args(["install", "--quiet", "--locked", "--root"])
                .arg(target.join(self.name))
                .arg(format!("{}@{}", self.package, self.version))
                .env("CARGO_TARGET_DIR", target.join("installing"))),
            Origin::Python => {
                run(Command::new("java").arg("-version").stderr(Stdio::null())).map_err(failed)?;
                let folder = target.join(self.name);
                run(Command::new("python3").args(["-m", "venv"]).arg(&folder)).map_err(failed)?;
                run(Command::new(folder.join("bin/pip"))
                    .args(["install", "--quiet"])
                    .arg(format!("{}=={}", self.package, self.version)))
            }
        }
        .map_err(failed)
    }

    fn path(&self, target: &Path) -> PathBuf {
        match self.origin {
            Origin::Own => repository().join("target/release").join(self.program),
            Origin::Cargo | Origin::Python => target.join(self.name).join("bin").join(self.program),
        }
    }

    /// Generates a crate called `name` in `out`, which is removed before.
    ///
    /// # Errors
    /// The reason why nothing was generated.
    pub(super) fn generate(
        &self,
        target: &Path,
        spec: &Path,
        out: &Path,
        name: &str,
    ) -> Result<(), String> {
        if out.exists() {
            fs::remove_dir_all(out).map_err(|error| error.to_string())?;
        }
        let folder = out.parent().unwrap_or(out);
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let runtime = repository().join("runtime");
        let mut command = Command::new(self.path(target));
        command.current_dir(folder);
        for argument in self.arguments {
            let argument = argument
                .replace("{spec}", &spec.display().to_string())
                .replace("{out}", &out.display().to_string())
                .replace("{runtime}", &runtime.display().to_string())
                .replace("{name}", name);
            command.arg(argument);
        }
        run(&mut command)
    }

    /// Makes a crate of what was generated, where the generator leaves that to people, and one that is in no workspace.
    ///
    /// # Errors
    /// A file that cannot be read or written.
    pub(super) fn complete(&self, out: &Path, name: &str) -> std::io::Result<()> {
        let manifest = out.join("Cargo.toml");
        let text = match fs::read_to_string(&manifest) {
            Ok(text) => text,
            Err(_) => {
                let needed = fs::read_to_string(out.join("src/generated/REQUIRED_DEPS.toml"))?;
                fs::write(out.join("src/lib.rs"), "pub mod generated;\n")?;
                format!(
                    "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{needed}\n"
                )
            }
        };
        match text.contains("[workspace]") {
            true => fs::write(&manifest, text),
            false => fs::write(&manifest, text + "\n[workspace]\n"),
        }
    }
}

/// Runs a command to its end.
///
/// # Errors
/// What it printed to the standard error: its first error, or else the last line.
pub(super) fn run(command: &mut Command) -> Result<(), String> {
    let command = command.env("RUST_BACKTRACE", "0").stdout(Stdio::null());
    let output = command.output();
    let output = output.map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    if output.status.success() {
        return Ok(());
    }
    Err(reason(&String::from_utf8_lossy(&output.stderr)).replace('|', "/"))
}

/// The line of an output that says most: the first error, the message of a panic, or else the last line.
fn reason(text: &str) -> &str {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines
        .clone()
        .find(|line| line.to_ascii_lowercase().starts_with("error"));
    let panic = || {
        lines
            .clone()
            .skip_while(|line| !line.contains("panicked at"))
            .nth(1)
    };
    let found = first.or_else(panic).or_else(|| lines.next_back());
    found.unwrap_or("it failed without a message")
}

/// Cargo in the folder of a crate.
pub(super) fn cargo(package: &Path, build: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(package).env("CARGO_TARGET_DIR", build);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_that_says_most_is_the_reason() {
        for (text, expected) in [
            ("", "it failed without a message"),
            ("reading\nno such file\n\n", "no such file"),
            (
                "error[E0061]: one\n --> a\nerror: could not compile",
                "error[E0061]: one",
            ),
            (
                "\nthread 'main' panicked at src/a.rs:1:2:\nnot yet\nnote: run with",
                "not yet",
            ),
        ] {
            assert_eq!(reason(text), expected);
        }
    }
}
