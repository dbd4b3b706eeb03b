//! The scratch workspace, in which generated crates and the programs on them are compiled.

use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use specwright::File;
use specwright::project::drift;

use super::source::Source;

/// More rounds than parts of a program hide the errors of others.
const MAX_ROUNDS: usize = 12;
/// The errors that are shown.
const MAX_SHOWN: usize = 5;

/// The scratch workspace of one comparison: a crate of each side, and programs on them.
pub(super) struct Workspace {
    folder: PathBuf,
    target: PathBuf,
}

/// Which generated crate a program is compiled against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Against {
    Old,
    New,
}

impl Against {
    fn word(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
        }
    }
}

/// An error of the compiler: its lines in the program, and its text.
struct Fault {
    primary: Vec<usize>,
    others: Vec<usize>,
    text: String,
}

impl Workspace {
    /// Writes both crates below `scratch`. The compiled files are kept there, too, for the next comparison.
    pub(super) fn new(scratch: &Path, old: &[File], new: &[File]) -> io::Result<Self> {
        let workspace = Self {
            folder: scratch.join("pair"),
            target: scratch.join("target"),
        };
        if workspace.folder.exists() {
            fs::remove_dir_all(&workspace.folder)
                .map_err(|error| drift::at(&workspace.folder, &error))?;
        }
        let root = crate::repository();
        let manifest = "[workspace]\nmembers = [\"*-crate\", \"*-program\"]\nresolver = \"3\"\n[profile.dev]\ndebug = false\n";
        workspace.write("Cargo.toml", manifest)?;
        // The versions that are there already.
        let locked = fs::read_to_string(root.join("Cargo.lock"))?;
        workspace.write("Cargo.lock", &locked)?;
        for (side, files) in [(Against::Old, old), (Against::New, new)] {
            let name = side.word();
            let runtime = format!("{:?}", root.join("runtime"));
            workspace.write(
                &format!("{name}-crate/Cargo.toml"),
                &format!(
                    "{}runtime = {{ package = \"specwright-runtime\", path = {runtime}, default-features = false }}\n",
                    package(&format!("{name}-crate"))
                ),
            )?;
            workspace.write(&format!("{name}-crate/src/lib.rs"), LIBRARY)?;
            for file in files {
                let path = format!("{name}-crate/src/generated/{}", file.path);
                workspace.write(&path, &file.contents)?;
            }
            workspace.write(
                &format!("{name}-program/Cargo.toml"),
                &format!(
                    "{}api = {{ path = \"../{name}-crate\", package = \"{name}-crate\" }}\n{OF_PROGRAMS}",
                    package(&format!("{name}-program"))
                ),
            )?;
            workspace.write(&format!("{name}-program/src/lib.rs"), "")?;
        }
        Ok(workspace)
    }

    fn write(&self, path: &str, text: &str) -> io::Result<()> {
        let path = self.folder.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| drift::at(folder, &error))?;
        }
        fs::write(&path, text).map_err(|error| drift::at(&path, &error))
    }

    /// Builds a program, and leaves out what is refused until the rest compiles. Returns the path of the executable.
    ///
    /// # Errors
    /// An error that is in no part of the program.
    pub(super) fn reduce(
        &self,
        against: Against,
        name: &str,
        source: &mut Source,
    ) -> io::Result<PathBuf> {
        for _ in 0..MAX_ROUNDS {
            let compiled = self.compile(against, name, source)?;
            if let (Some(program), true) = (compiled.program, compiled.faults.is_empty()) {
                return Ok(program);
            }
            let faults = compiled.faults;
            // The other lines are those that the first ones are in conflict with.
            let primary = faults
                .iter()
                .flat_map(|fault| fault.primary.iter().copied());
            let others = faults.iter().flat_map(|fault| fault.others.iter().copied());
            if !source.leave_out(&primary.collect()) && !source.leave_out(&others.collect()) {
                return Err(refused(against, &faults));
            }
        }
        Err(io::Error::other(
            "the witness does not compile, however much is left out",
        ))
    }

    /// Builds a program that has to compile as it is.
    pub(super) fn build(
        &self,
        against: Against,
        name: &str,
        source: &Source,
    ) -> io::Result<PathBuf> {
        let compiled = self.compile(against, name, source)?;
        let program = compiled.program.filter(|_| compiled.faults.is_empty());
        program.ok_or_else(|| refused(against, &compiled.faults))
    }

    fn compile(&self, against: Against, name: &str, source: &Source) -> io::Result<Compiled> {
        let package = format!("{}-program", against.word());
        // Programs of both sides are in one folder.
        let name = &format!("{}_{name}", against.word());
        self.write(&format!("{package}/src/bin/{name}.rs"), &source.text())?;
        let mut child = Command::new("cargo")
            .args(["build", "--offline", "--quiet", "--message-format", "json"])
            .args(["--package", &package, "--bin", name])
            .current_dir(&self.folder)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TARGET_DIR", &self.target)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let errors = child.stderr.take();
        let errors = std::thread::spawn(move || errors.map(io::read_to_string));
        let mut compiled = Compiled::default();
        if let Some(out) = child.stdout.take() {
            for line in BufReader::new(out).lines() {
                let message: Value = serde_json::from_str(&line?).unwrap_or_default();
                compiled.note(&message, name);
            }
        }
        let status = child.wait()?;
        let said = errors
            .join()
            .ok()
            .flatten()
            .transpose()?
            .unwrap_or_default();
        if !status.success() && compiled.faults.is_empty() {
            compiled.faults.push(Fault {
                primary: Vec::new(),
                others: Vec::new(),
                text: said,
            });
        }
        Ok(compiled)
    }
}

/// The words of the compiler on a program.
#[derive(Default)]
struct Compiled {
    faults: Vec<Fault>,
    program: Option<PathBuf>,
}

impl Compiled {
    fn note(&mut self, message: &Value, name: &str) {
        let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
        if text("/target/name") == Some(name) {
            self.program = text("/executable")
                .map(PathBuf::from)
                .or(self.program.take());
        }
        if text("/message/level") != Some("error") {
            return;
        }
        let spans = message.pointer("/message/spans").and_then(Value::as_array);
        let Some(spans) = spans.filter(|spans| !spans.is_empty()) else {
            return;
        };
        let end = format!("src/bin/{name}.rs");
        let (primary, others): (Vec<&Value>, Vec<&Value>) = spans
            .iter()
            .partition(|span| span.get("is_primary").and_then(Value::as_bool) != Some(false));
        let lines = |spans: Vec<&Value>| {
            spans
                .into_iter()
                .filter_map(|span| line(span, &end))
                .collect()
        };
        self.faults.push(Fault {
            primary: lines(primary),
            others: lines(others),
            text: text("/message/rendered").unwrap_or_default().to_owned(),
        });
    }
}

/// The line in the program to which a span leads, also through macros.
fn line(span: &Value, end: &str) -> Option<usize> {
    let mut span = span;
    loop {
        if span
            .get("file_name")
            .and_then(Value::as_str)?
            .ends_with(end)
        {
            return usize::try_from(span.get("line_start")?.as_u64()?).ok();
        }
        span = span.pointer("/expansion/span")?;
    }
}

fn refused(against: Against, faults: &[Fault]) -> io::Error {
    io::Error::other(format!(
        "the witness is wrong: it does not compile with the {} client:\n{}",
        against.word(),
        shown(faults)
    ))
}

fn shown(faults: &[Fault]) -> String {
    let texts = faults
        .iter()
        .take(MAX_SHOWN)
        .map(|fault| fault.text.trim_end());
    texts.collect::<Vec<_>>().join("\n")
}

fn package(name: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n"
    )
}

/// The dependencies of programs besides the client.
const OF_PROGRAMS: &str = "\
serde = \"1\"
serde_json = { version = \"1\", features = [\"float_roundtrip\"] }
http-body = \"1\"
futures-core = { version = \"0.3\", default-features = false, features = [\"alloc\"] }
tokio = { version = \"1\", default-features = false, features = [\"rt\", \"time\"] }
";

/// The library of a crate: what `generate` writes, without its documentation.
const LIBRARY: &str = "\
#[rustfmt::skip]
mod generated;

pub use generated::endpoints::{Client, Error};
pub use generated::*;
pub use runtime::{self, Call, json};
";
