//! `cargo xtask generate`: from a document to a whole crate.
//!
//! `src/generated` is written each time. `Cargo.toml` and `src/lib.rs` are written once, and are edited by people from then
//! on.

use std::io;
use std::path::{Path, PathBuf};

use generator::{Lowered, Options};

use crate::calls;
use crate::calls::document::Document;
use crate::calls::plan::plan;
use crate::codegen::{locked, older_lock};
use crate::failure::Failure;
use crate::paths::{path_between, real};
use crate::place::Place;
use crate::sources;
use crate::tree::{self, Drift, Files};

/// A crate that is to be written.
#[derive(Debug)]
pub struct Package {
    /// The IR of the document, and the problems that did not stop it.
    pub lowered: Lowered,
    /// A line for each name of the lock that is not kept.
    pub dropped: Vec<String>,
    /// The differences below `src/generated`.
    generated: Drift,
    /// The files that are not there yet.
    new: Drift,
}

/// The source and the settings of a crate.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The document.
    pub spec: &'a Path,
    /// The overlays, in the order in which they are applied.
    pub overlays: &'a [PathBuf],
    /// The name of the package; by default, that of the folder.
    pub name: Option<&'a str>,
    /// The folder of the runtime, which the crate depends on.
    pub runtime: &'a Path,
    /// The operations that are wanted; all, if none is named.
    pub only: &'a [String],
    /// Whether all names and orders are given anew, whatever the lock of the crate says.
    pub repin: bool,
    /// Whether a program is written beside the crate that reads the document's examples and writes them again.
    pub values: bool,
    /// Whether a program is written beside the crate that calls every operation.
    pub calls: bool,
}

impl Source<'_> {
    /// Whether a program is written beside the crate.
    fn has_program(&self) -> bool {
        self.values || self.calls
    }
}

/// Generates a crate in lenient mode, and compares it with `folder`. Writes nothing.
///
/// # Errors
/// See [`Failure`].
pub fn package(source: Source<'_>, folder: &Path) -> Result<Package, Failure> {
    let parsed = sources::read(&Place::Disk, source.spec, source.overlays)?;
    let generated = folder.join("src/generated");
    let older = older_lock(&generated, source.repin)?;
    let options = Options {
        lenient: true,
        only: source.only.to_vec(),
        examples: source.values,
        lock: older.clone().filter(|_| !source.repin),
        ..Options::default()
    };
    let document = source.calls.then(|| Document::new(&parsed));
    let (lowered, files, dropped) = locked(parsed, &options, older, "cargo xtask generate")?;
    let name = match source.name {
        Some(name) => checked(name)?,
        None => package_name(folder)?,
    };
    let mut manifest = manifest(&name, folder, source.runtime)?;
    let mut wanted = Files::new();
    let library = name.replace('-', "_");
    if source.has_program() {
        manifest.push_str(OF_PROGRAMS);
    }
    if let Some(document) = document {
        let plan = plan(&lowered.api, &document).json();
        let program = calls::program(&lowered.api, &library);
        wanted.insert(format!("examples/calls_{library}.rs"), program);
        wanted.insert("calls.json".to_owned(), plan.to_string());
        wanted.insert("document.json".to_owned(), document.root.to_string());
    }
    if source.values {
        let program = generator::emit_values(&lowered.api, &lowered.examples, &library);
        wanted.insert(format!("examples/values_{library}.rs"), program);
    }
    for (path, contents) in [("Cargo.toml", manifest), ("src/lib.rs", LIBRARY.to_owned())] {
        if source.has_program() || !folder.join(path).exists() {
            wanted.insert(path.to_owned(), contents);
        }
    }
    let paths: Vec<&str> = wanted.keys().map(String::as_str).collect();
    Ok(Package {
        generated: tree::compare(&generated, &files)?,
        dropped,
        new: tree::compare_only(folder, &wanted, &paths)?,
        lowered,
    })
}

impl Package {
    /// Writes what differs.
    ///
    /// # Errors
    /// A file or folder that cannot be written or removed.
    pub fn write(&self) -> io::Result<()> {
        tree::repair(&[&self.generated, &self.new])
    }

    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_up_to_date(&self) -> bool {
        self.generated.is_none() && self.new.is_none()
    }
}

/// The name of a package that Cargo takes, and that is not that of the runtime.
fn checked(name: &str) -> io::Result<String> {
    let is_first = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_rest = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    match is_first && name.chars().all(is_rest) && name != "runtime" {
        true => Ok(name.to_owned()),
        false => Err(io::Error::other(format!(
            "`{name}` cannot be the name of the package: give one of letters, digits, `-` and `_`, a letter first, other than `runtime`, by `--name`"
        ))),
    }
}

/// The name of the folder as that of a package: letters, digits and `-`, a letter first.
fn package_name(folder: &Path) -> io::Result<String> {
    let absolute = std::path::absolute(folder)?;
    let name = absolute.file_name().unwrap_or_default().to_string_lossy();
    let mut package = String::new();
    for c in name.chars().map(|c| c.to_ascii_lowercase()) {
        match c {
            'a'..='z' | '0'..='9' | '_' => package.push(c),
            _ if !package.ends_with('-') => package.push('-'),
            _ => {}
        }
    }
    let package = package.trim_matches('-');
    Ok(match package.chars().next() {
        Some(first) if first.is_ascii_alphabetic() && package != "runtime" => package.to_owned(),
        Some(_) => format!("client-{package}"),
        None => "client".to_owned(),
    })
}

fn manifest(name: &str, folder: &Path, runtime: &Path) -> io::Result<String> {
    let runtime = path_between(&real(folder)?, &real(runtime)?);
    let runtime = toml_text(&runtime.to_string_lossy());
    Ok(format!(
        "[package]
name = {name}
version = \"0.1.0\"
edition = \"2024\"
rust-version = \"1.88\"
publish = false

[features]
default = [\"ring\"]
# The transport on TCP connections, without TLS.
hyper = [\"runtime/hyper\"]
# TLS with a cryptography provider that the program installs.
tls = [\"hyper\", \"runtime/tls\"]
# TLS with ring.
ring = [\"tls\", \"runtime/ring\"]
# TLS with aws-lc.
aws-lc = [\"tls\", \"runtime/aws-lc\"]
# HTTP/2, if the server supports it.
http2 = [\"hyper\", \"runtime/http2\"]
# A `reqwest::Client` as a transport.
reqwest = [\"runtime/reqwest\"]
# A `tower::Service` as a transport.
tower = [\"runtime/tower\"]
# Calls without `async`.
blocking = [\"runtime/blocking\"]
# Spans and events for `tracing`.
tracing = [\"runtime/tracing\"]

[dependencies]
runtime = {{ path = {runtime}, default-features = false }}
",
        name = toml_text(name),
    ))
}

/// A basic string of TOML. Rust's escapes are among those of TOML, for what can be in a path.
fn toml_text(text: &str) -> String {
    format!("{text:?}")
}

/// The dependencies of programs beside a crate.
const OF_PROGRAMS: &str = "
[dev-dependencies]
serde = \"1\"
serde_json = { version = \"1\", features = [\"float_roundtrip\"] }
tokio = { version = \"1\", default-features = false, features = [\"net\", \"rt\", \"time\"] }
";

/// Written once: the title of the document stands at the client, where text of documents is made safe.
pub(crate) const LIBRARY: &str = "\
//! A client, generated from an OpenAPI document: [`Client`] has a function for each operation.
//!
//! The files below `generated` are written by `cargo xtask generate`; this file is not touched again.

#[rustfmt::skip]
mod generated;

pub use generated::endpoints::{Client, Error};
pub use generated::*;
pub use runtime::{self, Call};
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_cargo_refuses_is_refused() {
        for name in ["Foo Bar", "", "9lives", "a/b", "runtime", "é"] {
            assert!(checked(name).is_err(), "{name}");
        }
        assert_eq!(checked("pet_store-2").unwrap(), "pet_store-2");
    }

    #[test]
    fn names_of_packages() {
        for (folder, name) in [
            ("/tmp/pet store", "pet-store"),
            ("/tmp/Pets_API.v2", "pets_api-v2"),
            ("/tmp/2checkout", "client-2checkout"),
            ("/tmp/Ö", "client"),
            // The crate depends on the runtime under this name.
            ("/tmp/runtime", "client-runtime"),
        ] {
            assert_eq!(package_name(Path::new(folder)).unwrap(), name);
        }
    }
}
