//! `Cargo.toml` of a generated crate.

use std::io;
use std::path::Path;

use super::runtime::Runtime;
use super::toml::quoted;
use crate::ir::Api;

/// The license of a crate, unless another one is named: that of most crates.
pub(crate) const LICENSE: &str = "MIT OR Apache-2.0";

/// Names that Cargo refuses for a package, or that a crate cannot have beside the standard library and the runtime.
const REFUSED: [&str; 8] = [
    "alloc",
    "build",
    "core",
    "deps",
    "examples",
    "proc_macro",
    "runtime",
    "std",
];

/// Returns a name of a package, if Cargo takes it and the code that is generated can have it.
///
/// # Errors
/// Any other name.
pub(super) fn checked(name: &str) -> io::Result<String> {
    let is_first = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_rest = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    match is_first && name.len() <= 64 && name.chars().all(is_rest) && !is_refused(name) {
        true => Ok(name.to_owned()),
        false => Err(io::Error::other(format!(
            "`{name}` cannot be the name of the package: give one by `--name` that has up to 64 letters, digits, `-` and `_`, a letter first, and that is no keyword of Rust and none of {}",
            REFUSED.map(|name| format!("`{name}`")).join(", ")
        ))),
    }
}

fn is_refused(name: &str) -> bool {
    let is_keyword = syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_err();
    // `gen` is a keyword since edition 2024, which `syn` does not go by.
    is_keyword
        || matches!(name, "gen" | "test")
        || REFUSED.contains(&name.to_ascii_lowercase().as_str())
}

/// Makes the name of a package of that of a folder: letters, digits and `-`, a letter first.
pub(super) fn package_name(folder: &Path) -> io::Result<String> {
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
    package.truncate(57);
    let package = package.trim_matches('-');
    Ok(match package.chars().next() {
        Some(first) if first.is_ascii_alphabetic() && !is_refused(package) => package.to_owned(),
        Some(_) => format!("client-{package}"),
        None => "client".to_owned(),
    })
}

/// The features of every crate, which are those of the runtime.
const FEATURES: &str = "\
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
";

/// The feature of the examples, in a crate that has them.
const MOCK: &str = "\
# Responses of a mock, for tests: the examples of the document.
mock = []
";

/// Prints the manifest of a crate in `folder`.
///
/// # Errors
/// A runtime that is not where it is said to be.
pub(super) fn manifest(
    name: &str,
    api: &Api,
    license: &str,
    folder: &Path,
    runtime: &Runtime,
) -> io::Result<String> {
    let title = &api.title;
    let mock = api.examples.as_ref().map_or("", |_| MOCK);
    let features: Vec<String> = api
        .runtime_features
        .iter()
        .map(|name| quoted(name))
        .collect();
    let features = match features.is_empty() {
        true => String::new(),
        false => format!(", features = [{}]", features.join(", ")),
    };
    Ok(format!(
        "[package]
name = {name}
version = \"0.1.0\"
edition = \"2024\"
rust-version = \"{rust}\"
description = {description}
license = {license}
readme = \"README.md\"
categories = [\"api-bindings\"]

# Documentation with everything in it.
[package.metadata.docs.rs]
all-features = true

{FEATURES}{mock}
[dependencies]
runtime = {{ {runtime}, default-features = false{features} }}
",
        name = quoted(name),
        rust = env!("CARGO_PKG_RUST_VERSION"),
        description = quoted(&format!("Client of the API “{title}”.")),
        license = quoted(license),
        runtime = runtime.dependency(folder)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_cargo_refuses_is_refused() {
        let long = "a".repeat(65);
        for name in [
            "Foo Bar", "", "9lives", "a/b", "runtime", "é", "fn", "gen", "test", "std", &long,
        ] {
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
            ("/tmp/test", "client-test"),
        ] {
            assert_eq!(package_name(Path::new(folder)).unwrap(), name);
        }
    }
}
