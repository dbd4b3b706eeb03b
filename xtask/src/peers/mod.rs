//! `cargo xtask bench-peers`: this generator beside others, on the same documents and in one run.
//!
//! | module | holds |
//! |---|---|
//! | `peer` | the generators: how each is installed and called |
//! | `measure` | times, and what comes of them |
//! | `decode` | a program that reads pets with the types of each |
//!
//! Everything is installed and built below `target/peers`. A generator that cannot be installed here is left out, and the
//! table says so.

mod decode;
mod measure;
mod peer;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use self::measure::Measured;
use self::peer::{PEERS, Peer};
use crate::repository;

/// The options of `cargo xtask bench-peers`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Counts the documents of this folder that each generator makes a crate of that compiles, in place of the times
    #[arg(value_name = "DIR")]
    pub documents: Option<PathBuf>,
    /// Only the generators whose name contains this
    #[arg(long, value_name = "NAME")]
    pub only: Option<String>,
}

/// A generator, and what was measured; or why nothing was.
struct Row {
    peer: &'static Peer,
    measured: Result<Measured, String>,
}

/// Installs the generators, calls each, builds what it wrote, and returns the table: of times, or of documents.
///
/// # Errors
/// A folder that cannot be read or written, or that has no document.
pub fn table(arguments: &Arguments) -> io::Result<String> {
    let root = repository();
    let target = root.join("target/peers");
    fs::create_dir_all(&target)?;
    let only = arguments.only.as_deref().unwrap_or_default();
    let peers = PEERS.iter().filter(|peer| peer.name.contains(only));
    if let Some(folder) = &arguments.documents {
        return documents_taken(peers, &documents(folder)?, &target);
    }
    let petstore = root.join("docs/petstore.yaml");
    let rows = peers.map(|peer| {
        eprintln!("{}", peer.name);
        let measured = peer
            .install(&target)
            .and_then(|()| measure::measure(peer, &petstore, &target));
        Row { peer, measured }
    });
    Ok(print(&rows.collect::<Vec<_>>()))
}

/// The table of the documents that generators make crates of.
fn documents_taken<'p>(
    peers: impl Iterator<Item = &'p Peer>,
    documents: &[PathBuf],
    target: &Path,
) -> io::Result<String> {
    let mut out = format!(
        "Of {} documents:\n\n| generator | a crate that compiles | a crate that does not compile | no crate |\n|---|---|---|---|\n",
        documents.len()
    );
    for peer in peers {
        eprintln!("{}", peer.name);
        let name = format!("{} {}", peer.name, peer.version);
        let _ = match peer.install(target) {
            Ok(()) => {
                let taken = measure::taken(peer, documents, target)?;
                let (compiles, fails) = (taken.compiles, taken.fails);
                writeln!(out, "| {name} | {compiles} | {fails} | {} |", taken.refused)
            }
            Err(reason) => writeln!(out, "| {name} | {reason} | | |"),
        };
    }
    Ok(out)
}

/// The documents of a folder.
fn documents(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let end = path.extension().and_then(|end| end.to_str());
        if matches!(end, Some("yaml" | "yml" | "json")) {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        let message = format!(
            "{}: no document (`.yaml`, `.yml` or `.json`)",
            folder.display()
        );
        return Err(io::Error::new(io::ErrorKind::NotFound, message));
    }
    Ok(files)
}

/// The table in Markdown. Times are in seconds; those of this generator are 1 in the columns with `×`.
fn print(rows: &[Row]) -> String {
    let own = rows.iter().find_map(|row| match &row.measured {
        Ok(measured) if row.peer.is_own() => Some(measured),
        _ => None,
    });
    let mut out = String::from(
        "| generator | generate | cargo check | release build | crates in the tree | decode |\n|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let name = format!("{} {}", row.peer.name, row.peer.version);
        let measured = match &row.measured {
            Ok(measured) => measured,
            Err(reason) => {
                let _ = writeln!(out, "| {name} | {reason} | | | | |");
                continue;
            }
        };
        let time = |of: fn(&Measured) -> Option<f64>| match (of(measured), own.and_then(of)) {
            (Some(seconds), Some(own)) if own > 0.0 => {
                format!("{} ({:.1}×)", shown(seconds), seconds / own)
            }
            (Some(seconds), _) => shown(seconds),
            (None, _) => "does not compile".to_owned(),
        };
        let _ = writeln!(
            out,
            "| {name} | {} | {} | {} | {} | {} |",
            time(|measured| Some(measured.generate)),
            time(|measured| measured.check),
            time(|measured| measured.release),
            measured.crates,
            time(|measured| measured.decode),
        );
    }
    out
}

fn shown(seconds: f64) -> String {
    match seconds {
        large if large >= 1.0 => format!("{large:.1} s"),
        small if small >= 0.001 => format!("{:.1} ms", small * 1e3),
        smaller => format!("{:.1} µs", smaller * 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_beside_those_of_this_generator() {
        let measured = |check| Measured {
            generate: 0.1,
            check,
            release: Some(2.0),
            crates: 60,
            decode: Some(0.000_05),
        };
        let rows = [
            Row {
                peer: &PEERS[0],
                measured: Ok(measured(Some(4.0))),
            },
            Row {
                peer: &PEERS[1],
                measured: Ok(measured(None)),
            },
            Row {
                peer: &PEERS[2],
                measured: Err("not installed: no network".to_owned()),
            },
        ];
        let table = print(&rows);
        let lines: Vec<&str> = table.lines().skip(2).collect();
        assert!(
            lines[0].ends_with(
                "| 100.0 ms (1.0×) | 4.0 s (1.0×) | 2.0 s (1.0×) | 60 | 50.0 µs (1.0×) |"
            ),
            "{table}"
        );
        assert!(
            lines[1].contains("| does not compile | 2.0 s (1.0×) |"),
            "{table}"
        );
        assert!(
            lines[2].contains("| not installed: no network |"),
            "{table}"
        );
    }
}
