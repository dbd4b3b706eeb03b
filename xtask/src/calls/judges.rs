//! The judges of one document, together: their opinions on a request, and the response that the client reads.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use super::document::is_json;
use super::message::{Arrived, Recorded};
use super::prism::Prism;
use super::python::{Opinion, Python};
use super::reachable::reachable;
use super::responses::{accepted, is_framed};

/// Where the judges are installed.
#[derive(Clone, Debug)]
pub struct Tools {
    /// The folder with Prism in `node_modules`.
    pub prism: PathBuf,
    /// The interpreter of Python in its virtual environment.
    pub python: PathBuf,
    /// The script of the judges in Python.
    pub script: PathBuf,
    /// The file of the known faults of judges and documents.
    pub faults: PathBuf,
}

/// The opinion of each judge.
pub(super) type Opinions = Vec<(&'static str, Opinion)>;

/// Whether a response is in a media type that the request takes, and in its framing.
fn is_wanted(request: &Recorded, response: &Arrived) -> bool {
    let Some(media_type) = response.header("content-type") else {
        return true;
    };
    let is_accepted = accepted(request.header("accept"), media_type).is_some();
    is_accepted && is_framed(media_type, &response.body)
}

/// The opinion of Prism. A request that breaks its connection is one that it cannot judge.
fn by_prism(prism: &Prism, request: &Recorded) -> Opinion {
    let verdict = prism.judge(request).or_else(|_| prism.judge(request));
    match verdict {
        Ok(verdict) => Opinion::Objections(verdict.objections),
        Err(error) => Opinion::Unable(format!("Prism does not respond: {error}")),
    }
}

/// The judges.
pub(super) struct Judges {
    prism: Option<Prism>,
    /// The reason why Prism does not judge.
    pub(super) without_prism: Option<String>,
    pub(super) python: Python,
    /// The operations of the plan by their id.
    operations: BTreeMap<String, Value>,
    /// The objections of Prism to the requests that it made a response to.
    verdicts: Mutex<HashMap<Vec<u8>, Vec<String>>>,
}

impl Judges {
    /// Starts the judges. `folder` has the plan and the document as JSON.
    pub(super) fn start(
        tools: &Tools,
        document: &Path,
        folder: &Path,
        plan: &Value,
    ) -> io::Result<Self> {
        let log = folder.join("prism.log");
        let prism = Prism::start(&tools.prism, document, &log).or_else(|reason| {
            let document = reachable(folder).map_err(|error| error.to_string())?;
            Prism::start(&tools.prism, &document, &log).map_err(|_| reason)
        });
        let (prism, without_prism) = match prism {
            Ok(prism) => (Some(prism), None),
            Err(reason) => (None, Some(reason)),
        };
        let listed = plan.get("operations").and_then(Value::as_array);
        let operations = listed.into_iter().flatten().filter_map(|operation| {
            let id = operation.get("id").and_then(Value::as_str)?;
            Some((id.to_owned(), operation.clone()))
        });
        Ok(Self {
            prism,
            without_prism,
            python: Python::start(&tools.python, &tools.script, folder)?,
            operations: operations.collect(),
            verdicts: Mutex::default(),
        })
    }

    /// Ends the processes that outlive this program otherwise.
    pub(super) fn stop(&self) {
        if let Some(prism) = &self.prism {
            prism.stop();
        }
    }

    /// The opinions of all judges.
    pub(super) fn judge(&self, operation: &str, request: &Recorded) -> io::Result<Opinions> {
        let of_prism = match (&self.prism, &self.without_prism) {
            (Some(prism), _) => match self.verdicts().get(&request.bytes()) {
                Some(objections) => Opinion::Objections(objections.clone()),
                None => by_prism(prism, request),
            },
            (None, reason) => Opinion::Unable(reason.clone().unwrap_or_default()),
        };
        let mut opinions = vec![("prism", of_prism)];
        opinions.extend(self.python.request(operation, request)?);
        Ok(opinions)
    }

    fn verdicts(&self) -> MutexGuard<'_, HashMap<Vec<u8>, Vec<String>>> {
        self.verdicts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The opinion of one judge.
    pub(super) fn judge_by(
        &self,
        judge: &str,
        operation: &str,
        request: &Recorded,
    ) -> io::Result<Opinion> {
        let unable = Opinion::Unable(String::new());
        if let (Some(prism), "prism") = (&self.prism, judge) {
            return Ok(by_prism(prism, request));
        }
        let opinions = self.python.request(operation, request)?;
        let mut opinions = opinions.into_iter();
        let found = opinions.find(|(name, _)| *name == judge);
        Ok(found.map_or(unable, |(_, opinion)| opinion))
    }

    /// Whether the operation takes a body.
    pub(super) fn has_body(&self, operation: &str) -> bool {
        let bodies = self
            .operations
            .get(operation)
            .and_then(|known| known.get("bodies"));
        bodies
            .and_then(Value::as_object)
            .is_some_and(|bodies| !bodies.is_empty())
    }

    /// The bytes of a response that fits its schema: of Prism, of Prism without the document's examples, or made from the
    /// schema.
    pub(super) fn respond(&self, operation: &str, request: &Recorded) -> Vec<u8> {
        let dynamic = |request: &Recorded| {
            let mut request = request.clone();
            request
                .headers
                .push(("Prefer".to_owned(), "dynamic=true".to_owned()));
            request
        };
        for request in [request.clone(), dynamic(request)] {
            let verdict = self
                .prism
                .as_ref()
                .and_then(|prism| prism.judge(&request).ok());
            let Some(verdict) = verdict else {
                continue;
            };
            let known = verdict.objections.clone();
            self.verdicts().insert(request.bytes(), known);
            let is_success = (200..300).contains(&verdict.response.status);
            let is_made = is_success && verdict.objections.is_empty() && verdict.unmade.is_none();
            let is_wanted = is_wanted(&request, &verdict.response);
            if is_made && is_wanted && self.fits(operation, &request, &verdict.response) {
                return verdict.response.bytes(&request.method);
            }
        }
        self.made_up(operation, request)
    }

    /// Whether a response fits its schema; if no judge can tell, it does.
    fn fits(&self, operation: &str, request: &Recorded, response: &Arrived) -> bool {
        if response.body.is_empty() && response.status == 204 {
            return true;
        }
        let media_type = response.header("content-type").unwrap_or("").to_owned();
        if !is_json(&media_type) {
            return true;
        }
        // Prism makes no value without a schema, and nothing is no JSON.
        if response.body.is_empty() && request.method != "HEAD" {
            return false;
        }
        let Some(pointer) = self.pointer(operation, response.status, &media_type) else {
            return true;
        };
        match self.python.response(&pointer, &response.body) {
            Ok(Opinion::Objections(list)) => list.is_empty(),
            _ => true,
        }
    }

    /// The location of the schema of a response.
    fn pointer(&self, operation: &str, status: u16, media_type: &str) -> Option<String> {
        let responses = self.operations.get(operation)?.get("responses")?;
        let status = status.to_string();
        let class = format!("{}XX", status.get(..1)?);
        let of_status = [status.as_str(), &class, &class.to_lowercase(), "default"]
            .iter()
            .find_map(|key| responses.get(*key))?;
        let essence = |name: &str| name.split(';').next().unwrap_or("").trim().to_owned();
        let found = of_status
            .as_object()?
            .iter()
            .find(|(name, _)| essence(name) == essence(media_type))?;
        found
            .1
            .as_str()
            .filter(|pointer| !pointer.is_empty())
            .map(str::to_owned)
    }

    /// A response from the schema, in a media type that the request takes if there is one.
    fn made_up(&self, operation: &str, request: &Recorded) -> Vec<u8> {
        let made = self
            .operations
            .get(operation)
            .and_then(|known| known.get("made"));
        let made = made.and_then(Value::as_array);
        let accept = request.header("accept");
        let place = |made: &&Value| {
            let media_type = made.get("media_type").and_then(Value::as_str);
            let place = media_type.and_then(|media_type| accepted(accept, media_type));
            place.unwrap_or(usize::MAX)
        };
        let described = made.and_then(|made| made.iter().min_by_key(place));
        let get = |key: &str| described.and_then(|described| described.get(key));
        let status = get("status").and_then(Value::as_u64).unwrap_or(200);
        let mut head = format!("HTTP/1.1 {status} Made\r\nconnection: close\r\n");
        if let Some(media_type) = get("media_type").and_then(Value::as_str) {
            head.push_str(&format!("content-type: {media_type}\r\n"));
        }
        let body = get("body").and_then(Value::as_str).unwrap_or("");
        if status != 204 && status != 304 {
            head.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        format!("{head}\r\n{body}").into_bytes()
    }
}
