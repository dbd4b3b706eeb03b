//! Lists the files of the runtime, which `--runtime vendored` writes beside a crate.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    // A link to the folder of the runtime in the repository; a folder in a package. Where links cannot be checked out, the
    // link is a file.
    let link = here.join("vendored/src");
    let source = match link.is_dir() {
        true => link,
        false => here.join("../runtime/src"),
    };
    println!("cargo::rerun-if-changed={}", source.display());
    let mut files = Vec::new();
    list(&source, "src", &mut files)?;
    for license in ["LICENSE-APACHE", "LICENSE-MIT"] {
        files.push((license.to_owned(), here.join(license)));
    }
    files.sort();
    let mut text = String::from("&[\n");
    for (name, path) in &files {
        let path = path.display().to_string();
        let _ = writeln!(text, "    ({name:?}, include_str!({path:?})),");
    }
    text.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("vendored.rs"), text)
}

fn list(folder: &Path, name: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = format!(
            "{name}/{}",
            path.file_name().unwrap_or_default().to_string_lossy()
        );
        match path.is_dir() {
            true => list(&path, &name, files)?,
            false => files.push((name, path)),
        }
    }
    Ok(())
}
