//! `cargo xtask corpus`: generates a crate for each document of a folder, and reports the results.
//!
//! The crates are compiled and documented in a scratch workspace with one shared target folder.

mod table;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

pub use self::table::table;
use crate::calls::report::Calls;
use crate::calls::{Tools, session};
use specwright::project::drift;

/// A document that takes longer than this is reported as one without an end.
const PATIENCE: Duration = Duration::from_secs(60);

/// The arguments of the command.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of documents.
    pub folder: PathBuf,
    /// Where the crates are written.
    pub scratch: PathBuf,
    /// The folder of the runtime.
    pub runtime: PathBuf,
    /// Only the documents whose name contains this.
    pub only: Option<String>,
    /// How many documents are generated at once.
    pub jobs: usize,
    /// Whether the crates are compiled.
    pub check: bool,
    /// Whether their documentation is made.
    pub doc: bool,
    /// Whether the examples of the documents are read and written again.
    pub values: bool,
    /// The judges of calls, if every operation is called.
    pub calls: Option<Tools>,
}

/// The result of one document.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The name of the file.
    pub name: String,
    /// The output of `cargo xtask generate --json`; null if nothing was generated.
    pub stats: Value,
    /// The first line of the error, if nothing was generated.
    pub refused: Option<String>,
    /// Seconds for the whole process that generated.
    pub seconds: f64,
    /// Errors of the compiler.
    pub errors: usize,
    /// Warnings of the compiler.
    pub warnings: usize,
    /// Warnings and errors of rustdoc.
    pub doc_warnings: usize,
    /// The first few of these.
    pub messages: Vec<String>,
    /// The results of reading the examples and writing them again.
    pub values: Values,
    /// The results of the calls; none if there were none.
    pub calls: Option<Calls>,
}

/// The results of the examples that their own schemas accept.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// They were written exactly as they were read.
    pub exact: usize,
    /// They were written with the same meaning: equal numbers, the same instant, null in place of a missing value.
    pub alike: usize,
    /// They were written with another meaning: each difference.
    pub lost: Vec<String>,
}

/// Generates, and then compiles and documents if wanted, every document of the folder.
///
/// # Errors
/// A folder that cannot be read or written, or a command that cannot be started.
pub fn corpus(options: &Options) -> io::Result<Vec<Row>> {
    let documents = documents(options)?;
    fs::create_dir_all(&options.scratch).map_err(|error| drift::at(&options.scratch, &error))?;
    let rows = generate_all(options, &documents)?;
    let mut rows: BTreeMap<String, Row> = rows
        .into_iter()
        .map(|row| (package(&row.name), row))
        .collect();
    let generated: Vec<&String> = rows
        .iter()
        .filter(|(_, row)| row.refused.is_none())
        .map(|(package, _)| package)
        .collect();
    let is_built = options.check || options.doc || options.values || options.calls.is_some();
    if is_built && !generated.is_empty() {
        let members: Vec<String> = generated.iter().map(|name| format!("{name:?}")).collect();
        let manifest = format!(
            "[workspace]\nmembers = [{}]\nresolver = \"3\"\n",
            members.join(", ")
        );
        let path = options.scratch.join("Cargo.toml");
        fs::write(&path, manifest).map_err(|error| drift::at(&path, &error))?;
        let steps = [
            (options.check, &["check"][..], false),
            (options.doc, &["doc", "--no-deps"], true),
        ];
        for (_, arguments, is_doc) in steps.into_iter().filter(|(is_wanted, ..)| *is_wanted) {
            for message in cargo(&options.scratch, arguments)? {
                count(&mut rows, &message, is_doc);
            }
        }
        if options.values {
            for message in cargo(&options.scratch, &["build", "--examples"])? {
                if !options.check {
                    count(&mut rows, &message, false);
                }
                run_values(&mut rows, &message)?;
            }
        }
        if let Some(tools) = &options.calls {
            run_calls(tools, options, &mut rows)?;
        }
    }
    Ok(rows.into_values().collect())
}

fn documents(options: &Options) -> io::Result<Vec<PathBuf>> {
    let mut documents = Vec::new();
    for entry in
        fs::read_dir(&options.folder).map_err(|error| drift::at(&options.folder, &error))?
    {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_document = [".yaml", ".yml", ".json"]
            .iter()
            .any(|end| name.ends_with(end));
        if is_document
            && options
                .only
                .as_ref()
                .is_none_or(|only| name.contains(only.as_str()))
        {
            documents.push((std::cmp::Reverse(entry.metadata()?.len()), path));
        }
    }
    documents.sort();
    Ok(documents.into_iter().map(|(_, path)| path).collect())
}

/// The package and folder for a document.
fn package(name: &str) -> String {
    let mut package = String::from("c-");
    package.extend(name.chars().map(|c| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    }));
    package
}

fn generate_all(options: &Options, documents: &[PathBuf]) -> io::Result<Vec<Row>> {
    let next = AtomicUsize::new(0);
    let rows = Mutex::new(Vec::new());
    thread::scope(|scope| {
        let worker = || -> io::Result<()> {
            while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                let row = generate(options, document)?;
                rows.lock()
                    .unwrap_or_else(|lock| lock.into_inner())
                    .push(row);
            }
            Ok(())
        };
        let workers: Vec<_> = (0..options.jobs.max(1))
            .map(|_| scope.spawn(worker))
            .collect();
        workers.into_iter().try_for_each(|worker| {
            let result = worker.join();
            result.unwrap_or_else(|_| Err(io::Error::other("a worker gave up")))
        })
    })?;
    Ok(rows.into_inner().unwrap_or_else(|lock| lock.into_inner()))
}

/// Generates in a process of its own, so that a crash stays there and its memory can be measured.
fn generate(options: &Options, document: &Path) -> io::Result<Row> {
    let name = document
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let started = Instant::now();
    let mut child = Command::new(std::env::current_exe()?)
        .args(["generate", "--repin"])
        .arg(document)
        .arg("--out")
        .arg(options.scratch.join(package(&name)))
        .arg("--runtime")
        .arg(&options.runtime)
        .arg("--json")
        .args(options.values.then_some("--values"))
        .args(options.calls.is_some().then_some("--calls"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let [out, err] = [
        child.stdout.take().map(drain),
        child.stderr.take().map(drain),
    ];
    let status = loop {
        match child.try_wait()? {
            Some(status) => break Some(status),
            None if started.elapsed() > PATIENCE => {
                child.kill()?;
                child.wait()?;
                break None;
            }
            None => thread::sleep(Duration::from_millis(2)),
        }
    };
    let seconds = started.elapsed().as_secs_f64();
    let text = |reader: Option<thread::JoinHandle<String>>| {
        reader
            .and_then(|reader| reader.join().ok())
            .unwrap_or_default()
    };
    let (out, err) = (text(out), text(err));
    let mut row = Row {
        name,
        seconds,
        stats: serde_json::from_str(&out).unwrap_or(Value::Null),
        ..Row::default()
    };
    row.refused = match status {
        None => Some(format!("not finished after {} s", PATIENCE.as_secs())),
        Some(status) if status.success() && row.stats.is_object() => None,
        Some(status) if err.trim().is_empty() => Some(status.to_string()),
        Some(_) => Some(err.lines().next().unwrap_or_default().to_owned()),
    };
    Ok(row)
}

fn drain(pipe: impl io::Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // A part that cannot be read is missing from a message, and nothing else.
        drop(BufReader::new(pipe).read_until(0, &mut bytes));
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Runs cargo for all crates together, and returns its messages.
fn cargo(scratch: &Path, arguments: &[&str]) -> io::Result<Vec<Value>> {
    let mut child = Command::new("cargo")
        .args(arguments)
        .args([
            "--workspace",
            "--keep-going",
            "--quiet",
            "--message-format",
            "json",
        ])
        .current_dir(scratch)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env_remove("CARGO_TARGET_DIR")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut messages = Vec::new();
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).lines() {
            messages.extend(serde_json::from_str(&line?).ok());
        }
    }
    child.wait()?;
    Ok(messages)
}

fn count(rows: &mut BTreeMap<String, Row>, message: &Value, is_doc: bool) {
    let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
    if text("/reason") != Some("compiler-message") {
        return;
    }
    let name = text("/target/name").unwrap_or_default();
    let name = name
        .trim_start_matches("values_")
        .trim_start_matches("calls_");
    let Some(row) = rows.get_mut(&name.replace('_', "-")) else {
        return;
    };
    // Summaries have no place.
    let spans = message.pointer("/message/spans").and_then(Value::as_array);
    if spans.is_none_or(Vec::is_empty) {
        return;
    }
    match (is_doc, text("/message/level")) {
        (true, Some("error" | "warning")) => row.doc_warnings += 1,
        (false, Some("error")) => row.errors += 1,
        (false, Some("warning")) => row.warnings += 1,
        _ => return,
    }
    if row.messages.len() < 200 {
        row.messages
            .extend(text("/message/rendered").map(str::to_owned));
    }
}

/// Runs a program that was built, and counts the results that it prints.
fn run_values(rows: &mut BTreeMap<String, Row>, message: &Value) -> io::Result<()> {
    let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
    let (Some(name), Some(program)) = (text("/target/name"), text("/executable")) else {
        return Ok(());
    };
    let package = name
        .strip_prefix("values_")
        .map(|name| name.replace('_', "-"));
    let Some(row) = package.and_then(|package| rows.get_mut(&package)) else {
        return Ok(());
    };
    let output = Command::new(program).output()?;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        match line {
            "exact" => row.values.exact += 1,
            "alike" => row.values.alike += 1,
            lost => row
                .values
                .lost
                .push(lost.trim_start_matches("lost ").to_owned()),
        }
    }
    if !output.status.success() {
        row.values
            .lost
            .push(format!("the program ended with {}", output.status));
    }
    Ok(())
}

/// Builds the programs that call every operation, without TLS, which no call needs. Runs each with the judges.
fn run_calls(tools: &Tools, options: &Options, rows: &mut BTreeMap<String, Row>) -> io::Result<()> {
    let arguments = [
        "build",
        "--examples",
        "--no-default-features",
        "--features",
        "hyper",
    ];
    let mut programs = Vec::new();
    for message in cargo(&options.scratch, &arguments)? {
        if !options.check {
            count(rows, &message, false);
        }
        programs.extend(calling_program(&message));
    }
    for (package, program) in programs {
        let Some(row) = rows.get_mut(&package) else {
            continue;
        };
        let document = options.folder.join(&row.name);
        let folder = options.scratch.join(&package);
        let result = session(tools, &document, &folder, Path::new(&program));
        row.calls = Some(result.unwrap_or_else(|error| Calls {
            failed: Some(error.to_string()),
            ..Calls::default()
        }));
    }
    Ok(())
}

/// The package of a program that was built, and the program.
fn calling_program(message: &Value) -> Option<(String, String)> {
    let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
    let name = text("/target/name")?.strip_prefix("calls_")?;
    Some((name.replace('_', "-"), text("/executable")?.to_owned()))
}

impl Row {
    fn number(&self, pointer: &str) -> u64 {
        self.stats
            .pointer(pointer)
            .and_then(Value::as_u64)
            .unwrap_or(0)
    }

    fn degradations(&self) -> u64 {
        let kinds = self.stats.get("degradations").and_then(Value::as_object);
        kinds.map_or(0, |kinds| kinds.values().filter_map(Value::as_u64).sum())
    }

    /// Whether its crate compiles, and has documentation, without an error or a warning.
    fn is_clean(&self) -> bool {
        self.refused.is_none() && self.errors + self.warnings + self.doc_warnings == 0
    }

    /// Whether something is wrong that is not a matter of the document.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.errors > 0 || self.calls.as_ref().is_some_and(|calls| !calls.is_clean())
    }

    /// The whole row as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "document": self.name,
            "refused": self.refused,
            "seconds": self.seconds,
            "errors": self.errors,
            "warnings": self.warnings,
            "doc_warnings": self.doc_warnings,
            "messages": self.messages,
            "stats": self.stats,
            "values": { "exact": self.values.exact, "alike": self.values.alike, "lost": self.values.lost },
            "calls": self.calls.as_ref().map(Calls::json),
        })
    }
}
