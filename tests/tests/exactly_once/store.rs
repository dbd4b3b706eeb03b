//! The entries of the server, and the history of its changes.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value, json};
use test_server::plain_response;

/// An entry: its note, which the client makes unique, and its minutes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) note: u64,
    pub(crate) minutes: i64,
}

#[derive(Debug, Default)]
pub(crate) struct Store {
    /// The entries, by id.
    pub(crate) entries: BTreeMap<u64, Entry>,
    /// The notes of the entries in all requests that were read, whether or not they took effect.
    pub(crate) asked: HashSet<u64>,
    /// The number of times that an entry with this note was created, deleted ones included.
    pub(crate) created: HashMap<u64, usize>,
    /// The number of times that an entry, by its id, got these minutes.
    pub(crate) updated: HashMap<(u64, i64), usize>,
}

/// The change that a request asks for.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    /// Nothing: a list of all entries.
    List,
    /// Nothing: one entry.
    Read(u64),
    Create(Vec<Entry>),
    Update(u64, i64),
    /// All of them or none.
    Delete(Vec<u64>),
}

impl Change {
    /// Reads a request as the service would.
    pub(crate) fn read(method: &str, target: &str, body: &str) -> Self {
        let body: Value = serde_json::from_str(body).unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let id = path.strip_prefix("/time_entries/");
        let id = id.map(|id| id.parse().unwrap());
        match (method, id) {
            ("GET", None) => Self::List,
            ("GET", Some(id)) => Self::Read(id),
            ("POST", None) => match body["time_entries"].as_array() {
                Some(entries) => Self::Create(entries.iter().map(entry).collect()),
                None => Self::Create(vec![entry(&body["time_entry"])]),
            },
            ("PUT", Some(id)) => {
                Self::Update(id, body["time_entry"]["time_in_minutes"].as_i64().unwrap())
            }
            ("DELETE", Some(id)) => Self::Delete(vec![id]),
            ("DELETE", None) => {
                let ids = query.strip_prefix("ids=").unwrap().split(',');
                Self::Delete(ids.map(|id| id.parse().unwrap()).collect())
            }
            _ => panic!("{method} {target}"),
        }
    }

    /// Half of the entries, if it creates some.
    pub(crate) fn in_part(mut self) -> Self {
        if let Self::Create(entries) = &mut self {
            entries.truncate(entries.len() / 2);
        }
        self
    }
}

/// The entries that a response lists.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Shown {
    All,
    /// All but the last.
    OneLess,
    /// The first in place of the last, or twice if it is the only one.
    OneTwice,
}

impl Shown {
    fn of(self, mut ids: Vec<u64>) -> Vec<u64> {
        match self {
            Self::All => {}
            Self::OneLess => {
                ids.pop();
            }
            Self::OneTwice => {
                let last = if ids.len() > 1 {
                    ids.pop()
                } else {
                    ids.last().copied()
                };
                ids.extend(last.and(ids.first().copied()));
            }
        }
        ids
    }
}

/// The text of a note: its number, as the example `record_once` writes it.
pub(crate) fn note(number: u64) -> String {
    format!("[{number}]")
}

/// The number of a note.
pub(crate) fn number(note: &str) -> u64 {
    note.trim_matches(['[', ']']).parse().unwrap()
}

fn entry(json: &Value) -> Entry {
    Entry {
        note: number(json["notes"].as_str().unwrap()),
        minutes: json["time_in_minutes"].as_i64().unwrap(),
    }
}

impl Store {
    /// Records that a request for a change was read.
    pub(crate) fn ask(&mut self, change: &Change) {
        if let Change::Create(entries) = change {
            self.asked.extend(entries.iter().map(|entry| entry.note));
        }
    }

    /// Applies a change, and returns the response with a part of its entries.
    pub(crate) fn apply(&mut self, change: &Change, shown: Shown) -> String {
        match change {
            Change::List => {
                let ids: Vec<_> = self.entries.keys().copied().collect();
                self.page(&ids)
            }
            Change::Read(id) if self.entries.contains_key(id) => self.page(&shown.of(vec![*id])),
            Change::Create(entries) => {
                let ids: Vec<_> = entries.iter().map(|entry| self.create(entry)).collect();
                self.page(&shown.of(ids))
            }
            Change::Update(id, minutes) => match self.entries.get_mut(id) {
                Some(entry) => {
                    entry.minutes = *minutes;
                    *self.updated.entry((*id, *minutes)).or_default() += 1;
                    self.page(&shown.of(vec![*id]))
                }
                None => not_found(),
            },
            Change::Delete(ids) if ids.iter().all(|id| self.entries.contains_key(id)) => {
                self.entries.retain(|id, _| !ids.contains(id));
                "HTTP/1.1 204 No Content\r\n\r\n".to_owned()
            }
            Change::Read(_) | Change::Delete(_) => not_found(),
        }
    }

    /// The id follows from the note, so that a plan runs in the same way in every order of its requests.
    fn create(&mut self, entry: &Entry) -> u64 {
        let before = self.created.entry(entry.note).or_default();
        let id = entry.note * 100 + u64::try_from(*before).unwrap();
        *before += 1;
        self.entries.insert(id, entry.clone());
        id
    }

    fn page(&self, ids: &[u64]) -> String {
        let entries: Map<_, _> = ids
            .iter()
            .map(|id| {
                let entry = &self.entries[id];
                let (id, notes) = (id.to_string(), note(entry.note));
                let json = json!({"id": id, "notes": notes, "time_in_minutes": entry.minutes});
                (id, json)
            })
            .collect();
        let results = ids
            .iter()
            .map(|id| json!({"key": "time_entries", "id": id.to_string()}));
        let count = ids.len();
        let page = json!({
            "count": count,
            "meta": {"count": count, "page_count": 1, "page_number": 1, "page_size": 200},
            "results": results.collect::<Vec<_>>(),
            "time_entries": entries,
        });
        plain_response("200 OK", "", &page.to_string())
    }
}

fn not_found() -> String {
    let body = r#"{"errors":[{"type":"system","message":"There is no such entry."}]}"#;
    plain_response("404 Not Found", "", body)
}
