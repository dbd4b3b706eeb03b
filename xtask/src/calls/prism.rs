//! Prism as a judge: a mock server that checks each request, and makes up a response.

use std::fs::{self, File};
use std::io::{self, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::message::{Arrived, Recorded};

/// A document that needs longer than this does not start.
const PATIENCE: Duration = Duration::from_secs(120);

/// How often Prism is started again for a document. Each start takes seconds.
const MAX_STARTS: u32 = 8;

/// Responses that say that a request is not one that the document describes (the ends of `type`).
const REFUSALS: [&str; 6] = [
    "UNPROCESSABLE_ENTITY",
    "UNAUTHORIZED",
    "NO_PATH_MATCHED_ERROR",
    "NO_METHOD_MATCHED_ERROR",
    "INVALID_CONTENT_TYPE",
    "METHOD_NOT_ALLOWED",
];

/// A process of Prism. It is started again if a request ends it.
#[derive(Debug)]
pub(super) struct Prism {
    program: PathBuf,
    document: PathBuf,
    log: PathBuf,
    address: SocketAddr,
    /// The process, and how often it can still be started.
    child: Mutex<(Child, u32)>,
}

/// Prism's result for a request.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    /// The response that it made.
    pub(super) response: Arrived,
    /// Its objections.
    pub(super) objections: Vec<String>,
    /// The reason why the response is not one that the document describes, although there is no objection.
    pub(super) unmade: Option<String>,
}

impl Prism {
    /// Starts Prism with a document. `home` is the folder that it is installed in.
    ///
    /// # Errors
    /// The reason why it does not start.
    pub(super) fn start(home: &Path, document: &Path, log: &Path) -> Result<Self, String> {
        let program = home.join("node_modules/.bin/prism");
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let address = free.map_err(|error| error.to_string())?;
        let child = spawn(&program, document, log, address)?;
        Ok(Self {
            program,
            document: document.to_owned(),
            log: log.to_owned(),
            address,
            child: Mutex::new((child, MAX_STARTS)),
        })
    }

    /// Ends the process. A thread of the recorder can hold the judges for longer than this program runs.
    pub(super) fn stop(&self) {
        let mut held = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let (child, starts) = &mut *held;
        *starts = 0;
        drop(child.kill());
        drop(child.wait());
    }

    /// A connection to Prism.
    fn connect(&self) -> io::Result<TcpStream> {
        let mut held = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let (child, starts) = &mut *held;
        if matches!(child.try_wait(), Ok(None)) {
            drop(held);
            return TcpStream::connect(self.address);
        }
        if *starts == 0 {
            return Err(io::Error::other(
                "requests of this document end its process",
            ));
        }
        *starts -= 1;
        *child = spawn(&self.program, &self.document, &self.log, self.address)
            .map_err(io::Error::other)?;
        TcpStream::connect(self.address)
    }

    /// Sends a request to Prism.
    pub(super) fn judge(&self, request: &Recorded) -> io::Result<Verdict> {
        let mut stream = self.connect()?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        stream.write_all(&request.bytes())?;
        let response = Arrived::read(&mut BufReader::new(stream), &request.method)?;
        let value: Value = serde_json::from_slice(&response.body).unwrap_or_default();
        let kind = value.get("type").and_then(Value::as_str).unwrap_or("");
        let of_prism = kind
            .strip_prefix("https://stoplight.io/prism/errors#")
            .map(str::to_owned);
        let mut objections: Vec<String> = Vec::new();
        if let Some(violations) = response.header("sl-violations") {
            objections.extend(violated(
                &serde_json::from_str(violations).unwrap_or_default(),
            ));
        }
        let is_refusal = |kind: &String| REFUSALS.contains(&kind.as_str());
        if let Some(kind) = of_prism.as_ref().filter(|kind| is_refusal(kind)) {
            objections.extend(violated(value.get("validation").unwrap_or(&Value::Null)));
            if objections.is_empty() {
                let detail = value.get("detail").and_then(Value::as_str).unwrap_or("");
                objections.push(cut(&format!("{kind}: {detail}")));
            }
        }
        objections.dedup();
        let status = response.status;
        if request.method == "HEAD" && [401, 404, 405, 415, 422].contains(&status) {
            // There is no body that says more.
            objections.push(format!("status {status}"));
        }
        let unmade = of_prism.filter(|kind| !is_refusal(kind)).map(|kind| {
            let detail = value.get("detail").and_then(Value::as_str).unwrap_or("");
            cut(&format!("{kind}: {detail}"))
        });
        Ok(Verdict {
            response,
            objections,
            unmade,
        })
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Starts a process, and waits until it accepts connections.
fn spawn(
    program: &Path,
    document: &Path,
    log: &Path,
    address: SocketAddr,
) -> Result<Child, String> {
    let failed = |error: io::Error| format!("Prism cannot be started: {error}");
    let out = File::create(log).map_err(failed)?;
    let err = out.try_clone().map_err(failed)?;
    let mut child = Command::new("node")
        .arg(program)
        .args(["mock", "--host", "127.0.0.1", "--port"])
        .arg(address.port().to_string())
        .arg(document)
        // It would write each violation to its log, which takes longer than the judgment.
        .args(["-v", "fatal"])
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(err)
        .spawn()
        .map_err(failed)?;
    let started = Instant::now();
    while TcpStream::connect(address).is_err() {
        if !matches!(child.try_wait(), Ok(None)) || started.elapsed() > PATIENCE {
            drop(child.kill());
            drop(child.wait());
            return Err(reason(log));
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(child)
}

/// The objections of a list of violations, other than those against Prism's own responses.
fn violated(list: &Value) -> Vec<String> {
    let text = |one: &Value| {
        let place = one.get("location").and_then(Value::as_array);
        let mut place: Vec<String> = place
            .into_iter()
            .flatten()
            .map(|part| {
                part.as_str()
                    .map_or_else(|| part.to_string(), str::to_owned)
            })
            .collect();
        let severity = one.get("severity").and_then(Value::as_str);
        let is_note = severity.is_some_and(|severity| severity != "Error");
        // A deprecated parameter is no violation.
        if is_note || place.first().map(String::as_str) == Some("response") {
            return None;
        }
        place.retain(|part| part != "request");
        let message = one.get("message").and_then(Value::as_str).unwrap_or("");
        Some(cut(&format!("{}: {message}", place.join("."))))
    };
    let list = list.as_array().into_iter().flatten();
    list.filter_map(text).take(4).collect()
}

fn cut(text: &str) -> String {
    text.chars().take(500).collect()
}

/// The line of Prism's log that says why it ended.
fn reason(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let said = lines.clone().find(|line| {
        let line = line.to_ascii_lowercase();
        line.contains("error") || line.contains("fatal")
    });
    let line = said
        .or_else(|| lines.next_back())
        .unwrap_or("it ended without a message");
    // Without the time.
    let line = line
        .split_once("[CLI]")
        .map_or(line, |(_, message)| message);
    let line = line.trim_matches(|c: char| !c.is_ascii() || c.is_whitespace());
    format!("Prism does not start: {}", cut(line))
}
