//! The calls of one document: its program is run, and each of its requests is judged.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};

use super::faults::Faults;
use super::judges::{Judges, Tools};
use super::message::Recorded;
use super::mutants::{Part, mutants};
use super::python::Opinion;
use super::recorder::{Recorder, Respond};
use super::report::{Calls, Finding};

/// The calls of an operation that are changed until a judge refuses one.
const MAX_ORIGINALS: usize = 4;

/// The judges, by how much they see.
const JUDGES: [&str; 3] = ["openapi-core", "prism", "jsonschema"];

/// Runs the program of a document. `folder` is that of its crate.
///
/// # Errors
/// A judge that cannot be started or ends, or a file that cannot be read or written.
pub fn session(tools: &Tools, document: &Path, folder: &Path, program: &Path) -> io::Result<Calls> {
    let started = Instant::now();
    let text = fs::read_to_string(folder.join("calls.json"))?;
    let plan: Value = serde_json::from_str(&text)?;
    let judges = Arc::new(Judges::start(tools, document, folder, &plan)?);
    let result = judged(tools, document, folder, program, &plan, &judges);
    judges.stop();
    let mut calls = result?;
    calls.seconds = started.elapsed().as_secs_f64();
    // Each document's own result is there before those of all others are.
    fs::write(folder.join("judged.json"), calls.json().to_string())?;
    Ok(calls)
}

/// Makes the calls, and judges them.
fn judged(
    tools: &Tools,
    document: &Path,
    folder: &Path,
    program: &Path,
    plan: &Value,
    judges: &Arc<Judges>,
) -> io::Result<Calls> {
    let mut calls = Calls {
        without_prism: judges.without_prism.clone(),
        operations: list(plan, "operations").count(),
        ..Calls::default()
    };
    let made = fitting(judges, plan, &mut calls)?;
    let sent = folder.join("sent.json");
    fs::write(
        &sent,
        json!({ "calls": made.values().collect::<Vec<_>>() }).to_string(),
    )?;
    let operations: BTreeMap<u64, String> = made
        .iter()
        .map(|(id, call)| (*id, text_of(call, "operation").to_owned()))
        .collect();
    let recorder = recorder(judges, operations)?;
    let results = run(program, &sent, &recorder.url())?;
    let requests = recorder.requests();
    let mut trial = Trial {
        judges,
        calls,
        originals: BTreeMap::new(),
        against: BTreeMap::new(),
    };
    for (id, call) in &made {
        let result = results.get(id).cloned().unwrap_or_else(|| {
            (
                "other".to_owned(),
                "the program did not reach this call".to_owned(),
            )
        });
        trial.call(call, requests.get(id), &result)?;
    }
    trial.proofs()?;
    let mut calls = trial.calls;
    uncalled(plan, &requests, &made, &mut calls);
    let name = document.file_name().unwrap_or_default().to_string_lossy();
    excuse(&mut Faults::read(&tools.faults)?, &name, &mut calls);
    Ok(calls)
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn text_of<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or("")
}

fn recorder(judges: &Arc<Judges>, operations: BTreeMap<u64, String>) -> io::Result<Recorder> {
    let judges = Arc::clone(judges);
    let respond: Arc<Respond> = Arc::new(move |call, request| {
        let operation = operations.get(&call).map_or("", String::as_str);
        judges.respond(operation, request)
    });
    Recorder::start(respond)
}

/// The planned calls whose values fit their schemas. Of an operation without any, the first is kept, so that it is called.
fn fitting(judges: &Judges, plan: &Value, calls: &mut Calls) -> io::Result<BTreeMap<u64, Value>> {
    let mut made = BTreeMap::new();
    let mut left_out: Vec<(u64, &Value)> = Vec::new();
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    for call in list(plan, "calls") {
        let id = call.get("id").and_then(Value::as_u64).unwrap_or(0);
        if judges.python.values(call)?.is_empty() {
            reached.insert(text_of(call, "operation"));
            made.insert(id, call.clone());
        } else {
            left_out.push((id, call));
        }
    }
    for (id, call) in left_out {
        if reached.insert(text_of(call, "operation")) {
            made.insert(id, call.clone());
        } else {
            calls.left_out += 1;
        }
    }
    Ok(made)
}

/// The kind and the message of each call's result.
type Results = BTreeMap<u64, (String, String)>;

fn run(program: &Path, plan: &Path, url: &str) -> io::Result<Results> {
    let output = Command::new(program).arg(plan).arg(url).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let results = text.lines().filter_map(|line| {
        let mut parts = line.splitn(3, '\t');
        let id = parts.next()?.parse().ok()?;
        let kind = parts.next()?.to_owned();
        Some((id, (kind, parts.next().unwrap_or_default().to_owned())))
    });
    Ok(results.collect())
}

/// A request with a judge's objections to it.
type Original = (Recorded, Vec<String>);

/// The judgment of all calls.
struct Trial<'b> {
    judges: &'b Judges,
    calls: Calls,
    /// For each operation and judge, the requests that it judged, with its objections.
    originals: BTreeMap<(String, &'static str), Vec<Original>>,
    /// For each operation, why a judge does not count for it.
    against: BTreeMap<String, BTreeMap<&'static str, String>>,
}

impl Trial<'_> {
    fn call(
        &mut self,
        call: &Value,
        request: Option<&Recorded>,
        (kind, message): &(String, String),
    ) -> io::Result<()> {
        let operation = text_of(call, "operation");
        let finding = |judge: &str, objections: Vec<String>, request: Option<&Recorded>| Finding {
            judge: judge.to_owned(),
            operation: operation.to_owned(),
            what: text_of(call, "what").to_owned(),
            objections,
            request: request.map_or_else(String::new, Recorded::shown),
        };
        let Some(request) = request else {
            let message = format!("{kind}: {message}");
            let finding = finding("client", vec![message], None);
            self.calls.unsent.push(finding);
            return Ok(());
        };
        self.calls.sent += 1;
        for (judge, opinion) in self.judges.judge(operation, request)? {
            match opinion {
                Opinion::Unable(reason) => {
                    let reasons = self.against.entry(operation.to_owned()).or_default();
                    reasons.entry(judge).or_insert(reason);
                }
                Opinion::Objections(list) => {
                    if !list.is_empty() {
                        let finding = finding(judge, list.clone(), Some(request));
                        self.calls.refused.push(finding);
                    }
                    let key = (operation.to_owned(), judge);
                    let of_judge = self.originals.entry(key).or_default();
                    of_judge.push((request.clone(), list));
                }
            }
        }
        if kind != "ok" {
            let message = format!("{kind}: {message}");
            let finding = finding("response", vec![message], Some(request));
            self.calls.unreadable.push(finding);
        }
        Ok(())
    }

    /// Finds out which judges count for which operations.
    fn proofs(&mut self) -> io::Result<()> {
        let opined = self.originals.keys().map(|(operation, _)| operation);
        let operations: BTreeSet<String> = opined.chain(self.against.keys()).cloned().collect();
        for operation in operations {
            let mut is_judged = false;
            for judge in JUDGES {
                if self.counts(&operation, judge)? {
                    *self.calls.by_judge.entry(judge).or_default() += 1;
                    is_judged = true;
                }
            }
            match is_judged {
                true => self.calls.judged += 1,
                false => {
                    let reasons = self.against.remove(&operation).unwrap_or_default();
                    let reasons = reasons
                        .iter()
                        .map(|(judge, reason)| format!("{judge}: {reason}"));
                    let reasons = reasons.collect::<Vec<_>>().join("; ");
                    self.calls.unjudged.push((operation, reasons));
                }
            }
        }
        Ok(())
    }

    /// Whether the judge refuses a wrong request of the operation: one with a wrong body, if it takes a body. If it has
    /// objections to the right one too, it must have another one.
    fn counts(&mut self, operation: &str, judge: &'static str) -> io::Result<bool> {
        let Some(originals) = self.originals.get(&(operation.to_owned(), judge)) else {
            return Ok(false);
        };
        let has_body = self.judges.has_body(operation);
        let mut originals = originals.clone();
        // Those with the body that is changed first, then those without objections. Those with the most in them can be wrong
        // in most ways.
        originals.sort_by_key(|(request, known)| {
            let size = request.body.len() + request.target.len();
            let lacks_body = has_body && request.body.is_empty();
            (lacks_body, !known.is_empty(), std::cmp::Reverse(size))
        });
        let mut accepted: BTreeSet<String> = BTreeSet::new();
        for (original, known) in originals.into_iter().take(MAX_ORIGINALS) {
            let mut wrong = mutants(operation, &original);
            wrong.retain(|mutant| !has_body || mutant.part == Part::Body);
            wrong.sort_by_key(|mutant| mutant.part == Part::Path);
            for mutant in wrong {
                let opinion = self.judges.judge_by(judge, operation, &mutant.request)?;
                if matches!(opinion, Opinion::Objections(list) if is_new(&list, &known)) {
                    return Ok(true);
                }
                accepted.insert(mutant.what);
            }
        }
        let accepted: Vec<String> = accepted.into_iter().take(8).collect();
        let reason = format!("accepts {}", accepted.join(", "));
        let reasons = self.against.entry(operation.to_owned()).or_default();
        reasons.entry(judge).or_insert(reason);
        Ok(false)
    }
}

/// Whether there is an objection that is not known.
fn is_new(list: &[String], known: &[String]) -> bool {
    list.iter().any(|objection| !known.contains(objection))
}

/// Counts the operations that were called, and lists the others.
fn uncalled(
    plan: &Value,
    requests: &BTreeMap<u64, Recorded>,
    made: &BTreeMap<u64, Value>,
    calls: &mut Calls,
) {
    let called: BTreeSet<&str> = requests
        .keys()
        .filter_map(|id| made.get(id))
        .map(|call| text_of(call, "operation"))
        .collect();
    calls.called = called.len();
    for operation in list(plan, "operations").map(|operation| text_of(operation, "id")) {
        if called.contains(operation) {
            continue;
        }
        let planned = list(plan, "uncalled")
            .find(|entry| entry.get(0).and_then(Value::as_str) == Some(operation))
            .and_then(|entry| entry.get(1).and_then(Value::as_str));
        let unsent = calls
            .unsent
            .iter()
            .find(|finding| finding.operation == operation);
        let planned = planned.map(str::to_owned);
        let reason = planned.or_else(|| unsent.map(Finding::message));
        let reason = reason.unwrap_or_else(|| "there is no call".to_owned());
        calls.uncalled.push((operation.to_owned(), reason));
    }
}

/// Takes the known faults out of the findings. Of a finding with other objections, too, those are left.
fn excuse(faults: &mut Faults, document: &str, calls: &mut Calls) {
    for list in [&mut calls.unsent, &mut calls.refused, &mut calls.unreadable] {
        let all = std::mem::take(list);
        for finding in all {
            match faults.why(document, &finding) {
                Ok(why) => calls.excused.push((finding, why)),
                Err(objections) => list.push(Finding {
                    objections,
                    ..finding
                }),
            }
        }
    }
    calls.unmet = faults.unmet(document);
}
