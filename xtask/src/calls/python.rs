//! openapi-core and jsonschema as judges: a process of Python that reads and writes lines of JSON (`.ci/judge.py`).

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::message::Recorded;

/// The process.
#[derive(Debug)]
pub(super) struct Python {
    child: Child,
    pipes: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
}

/// One judge's result for a request.
#[derive(Clone, Debug)]
pub(super) enum Opinion {
    /// It refuses the request for these reasons; none if it accepts it.
    Objections(Vec<String>),
    /// It cannot judge the request, for this reason.
    Unable(String),
}

impl Python {
    /// Starts the process for the document and the plan in `folder`.
    pub(super) fn start(program: &Path, script: &Path, folder: &Path) -> io::Result<Self> {
        let mut child = Command::new(program)
            .args(["-W", "ignore"])
            .arg(script)
            .arg(folder.join("document.json"))
            .arg(folder.join("calls.json"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let Some((input, output)) = pipes else {
            return Err(io::Error::other("the judge in Python has no pipes"));
        };
        let python = Self {
            child,
            pipes: Mutex::new((input, BufReader::new(output))),
        };
        python.line()?;
        Ok(python)
    }

    fn line(&self) -> io::Result<Value> {
        let mut pipes = self.pipes.lock().unwrap_or_else(PoisonError::into_inner);
        let mut line = String::new();
        if pipes.1.read_line(&mut line)? == 0 {
            return Err(io::Error::other("the judge in Python ended"));
        }
        serde_json::from_str(&line).map_err(io::Error::other)
    }

    fn ask(&self, message: &Value) -> io::Result<Value> {
        {
            let mut pipes = self.pipes.lock().unwrap_or_else(PoisonError::into_inner);
            writeln!(pipes.0, "{message}")?;
            pipes.0.flush()?;
        }
        self.line()
    }

    /// The objections against the values of a planned call.
    pub(super) fn values(&self, call: &Value) -> io::Result<Vec<String>> {
        let mut message = call.clone();
        if let Some(message) = message.as_object_mut() {
            message.insert("command".to_owned(), Value::from("values"));
        }
        Ok(match opinion(&self.ask(&message)?) {
            Opinion::Objections(list) => list,
            Opinion::Unable(_) => Vec::new(),
        })
    }

    /// The opinions of both judges on a request.
    pub(super) fn request(
        &self,
        operation: &str,
        request: &Recorded,
    ) -> io::Result<[(&'static str, Opinion); 2]> {
        let message = json!({
            "command": "request",
            "operation": operation,
            "method": request.method,
            "target": request.target,
            "headers": request.headers,
            "body": hex(&request.body),
        });
        let result = self.ask(&message)?;
        Ok(["openapi-core", "jsonschema"].map(|judge| {
            let of_judge = result.get(judge).unwrap_or(&result);
            (judge, opinion(of_judge))
        }))
    }

    /// The objections against the body of a response, by its schema at `pointer`.
    pub(super) fn response(&self, pointer: &str, body: &[u8]) -> io::Result<Opinion> {
        let message = json!({ "command": "response", "pointer": pointer, "body": hex(body) });
        Ok(opinion(&self.ask(&message)?))
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn opinion(result: &Value) -> Opinion {
    let text = |key: &str| result.get(key).and_then(Value::as_str);
    match text("unable").or(text("failed")) {
        Some(reason) => Opinion::Unable(reason.to_owned()),
        None => {
            let list = result.get("objections").and_then(Value::as_array);
            let list = list.into_iter().flatten().filter_map(Value::as_str);
            Opinion::Objections(list.map(str::to_owned).collect())
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
