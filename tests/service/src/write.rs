//! Creating, changing and deleting entries.

use serde_json::{Map, Value};

use crate::{
    error::Refused,
    parameters::Parameters,
    store::{Entry, Store},
};

/// The most items of one request.
const MAX_ITEMS: usize = 100;

/// The most minutes of a day.
const DAY: i64 = 24 * 60;

/// The reason why an entry is refused: the field and the message.
type Reason = (&'static str, &'static str);

/// Creates one entry or several. Returns their ids, in the order of the request.
pub(crate) fn create(store: &mut Store, body: &[u8]) -> Result<Vec<u64>, Refused> {
    let body = object(body)?;
    let items: Vec<&Value> = match (body.get("time_entry"), body.get("time_entries")) {
        (Some(item), None) => vec![item],
        (None, Some(Value::Array(items))) => items.iter().collect(),
        _ => {
            return Err(Refused::bad_request(
                "time_entry or time_entries is missing",
            ));
        }
    };
    check_len(items.len())?;
    let mut made = Vec::new();
    let mut reasons = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        match new_entry(store, item) {
            Ok(entry) => made.push(entry),
            Err((field, message)) => reasons.push((index, field, message)),
        }
    }
    if let Some(refused) = Refused::invalid(reasons) {
        return Err(refused);
    }
    let ids = made.iter().map(|entry| entry.id).collect();
    store
        .entries
        .extend(made.into_iter().map(|entry| (entry.id, entry)));
    Ok(ids)
}

/// Changes an entry.
pub(crate) fn update(store: &mut Store, id: u64, body: &[u8]) -> Result<(), Refused> {
    let body = object(body)?;
    let Some(Value::Object(fields)) = body.get("time_entry") else {
        return Err(Refused::bad_request("time_entry is missing"));
    };
    let mut entry = store.get(id).ok_or_else(Refused::not_found)?.clone();
    let set = set(store, &mut entry, fields);
    if let Some(refused) = Refused::invalid(set.err().into_iter().map(|(f, m)| (0, f, m)).collect())
    {
        return Err(refused);
    }
    store.update(id, |old| *old = entry);
    Ok(())
}

/// Deletes entries, all of them or none.
pub(crate) fn delete(store: &mut Store, ids: &[u64]) -> Result<(), Refused> {
    check_len(ids.len())?;
    let mut reasons = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        match store.get(*id) {
            None => return Err(Refused::not_found()),
            Some(entry) if entry.invoice_id.is_some() => {
                reasons.push((index, "base", "Time is invoiced"));
            }
            Some(_) => {}
        }
    }
    if let Some(refused) = Refused::invalid(reasons) {
        return Err(refused);
    }
    for id in ids {
        store.delete(*id);
    }
    Ok(())
}

/// Reads the ids of a bulk deletion, from the query or from the body.
pub(crate) fn ids(parameters: &Parameters, body: &[u8]) -> Result<Vec<u64>, Refused> {
    if let Some(ids) = parameters.ids("ids")? {
        return Ok(ids);
    }
    let body = object(body)?;
    let text = body.get("ids").and_then(Value::as_str).unwrap_or_default();
    let ids = text.split(',').map(|id| id.parse());
    ids.collect::<Result<_, _>>()
        .map_err(|_| Refused::bad_request("ids is invalid"))
}

fn check_len(len: usize) -> Result<(), Refused> {
    match len {
        1..=MAX_ITEMS => Ok(()),
        _ => Err(Refused::bad_request("between 1 and 100 items are allowed")),
    }
}

fn object(body: &[u8]) -> Result<Map<String, Value>, Refused> {
    serde_json::from_slice(body).map_err(|_| Refused::bad_request("the body is no JSON object"))
}

fn new_entry(store: &mut Store, item: &Value) -> Result<Entry, Reason> {
    let fields = item.as_object().ok_or(("base", "is not an object"))?;
    let project = fields.get("workspace_id").and_then(Value::as_u64);
    let project = project.filter(|id| store.projects.contains_key(id));
    let mut entry = store.make(project.ok_or(("workspace_id", "is not a project"))?);
    for (required, message) in [
        ("date_performed", "can't be blank"),
        ("time_in_minutes", "can't be blank"),
    ] {
        if fields.get(required).is_none_or(Value::is_null) {
            return Err((required, message));
        }
    }
    set(store, &mut entry, fields)?;
    Ok(entry)
}

/// Sets the fields of an entry.
fn set(store: &Store, entry: &mut Entry, fields: &Map<String, Value>) -> Result<(), Reason> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    for (name, value) in fields {
        match name.as_str() {
            "time_in_minutes" => match value.as_i64() {
                Some(minutes @ 1..=DAY) => entry.time_in_minutes = minutes,
                _ => return Err(("time_in_minutes", "must be between 1 and 1440")),
            },
            "date_performed" => {
                let date = value.as_str().and_then(|text| text.parse().ok());
                entry.date_performed = date.ok_or(("date_performed", "is not a date"))?;
            }
            "story_id" => {
                let story = value.as_u64();
                let project = store.projects.get(&entry.workspace_id).unwrap();
                if story.is_some_and(|story| !project.stories.contains(&story)) {
                    return Err(("story_id", "Task is not time trackable"));
                }
                entry.story_id = story;
            }
            "notes" => entry.notes = text(value),
            "billable" => entry.billable = value.as_bool().unwrap_or(true),
            "location" => entry.location = text(value),
            "rate_in_cents" => entry.rate_in_cents = value.as_i64().unwrap_or_default(),
            "cost_rate_in_cents" => entry.cost_rate_in_cents = value.as_i64(),
            "role_id" => entry.role_id = value.as_u64(),
            "user_id" => entry.user_id = value.as_u64().ok_or(("user_id", "is not a user"))?,
            // Ignored without an error.
            _ => {}
        }
    }
    Ok(())
}
