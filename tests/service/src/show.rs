//! Entries and what belongs to them, as JSON.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::{
    list::Page,
    parameters::Parameters,
    store::{Entry, Project, Store},
};

/// Writes a page with its entries, and with what `include` asks for.
pub(crate) fn page(store: &Store, page: &Page, parameters: &Parameters) -> String {
    let entries: Vec<&Entry> = page.ids.iter().filter_map(|id| store.get(*id)).collect();
    let key = |entry: &&Entry| json!({"key": "time_entries", "id": entry.id.to_string()});
    let mut body = json!({
        "count": page.count,
        "results": entries.iter().map(key).collect::<Vec<_>>(),
        "meta": {
            "count": page.count,
            "page_count": page.page_count,
            "page_number": page.page_number,
            "page_size": page.page_size,
        },
    });
    body["time_entries"] = objects(
        entries
            .iter()
            .map(|entry| (entry.id, self::entry(store, entry))),
    );
    let ids = |id: &dyn Fn(&Entry) -> Option<u64>| -> BTreeSet<u64> {
        entries.iter().filter_map(|entry| id(entry)).collect()
    };
    for include in parameters.list("include").unwrap_or_default() {
        match include {
            "workspace" => {
                let projects = ids(&|entry| Some(entry.workspace_id));
                let projects = projects.iter().filter_map(|id| store.projects.get(id));
                let shown = projects.map(|project| (project.id, workspace(project)));
                body["workspaces"] = objects(shown);
            }
            "story" => {
                let shown = ids(&|entry| entry.story_id);
                let story = |id: u64| json!({"title": format!("Task {id}"), "story_type": "task"});
                body["stories"] = objects(shown.into_iter().map(|id| (id, story(id))));
            }
            "user" => {
                let shown = ids(&|entry| Some(entry.user_id));
                let user = |id: u64| json!({"full_name": format!("User {id}")});
                body["users"] = objects(shown.into_iter().map(|id| (id, user(id))));
            }
            "invoice" => {
                let shown = ids(&|entry| entry.invoice_id);
                let invoice = |_| json!({"status": "new", "currency_base_unit": 100});
                body["invoices"] = objects(shown.into_iter().map(|id| (id, invoice(id))));
            }
            // Ignored without an error.
            _ => {}
        }
    }
    body.to_string()
}

/// Writes objects by id. Each has its id as a string.
fn objects(objects: impl Iterator<Item = (u64, Value)>) -> Value {
    let mut map = Map::new();
    for (id, mut object) in objects {
        object["id"] = id.to_string().into();
        map.insert(id.to_string(), object);
    }
    map.into()
}

fn entry(store: &Store, entry: &Entry) -> Value {
    let id = |id: Option<u64>| id.map(|id| id.to_string());
    let project = store.projects.get(&entry.workspace_id).unwrap();
    json!({
        "created_at": instant(entry.created_at),
        "updated_at": instant(entry.updated_at),
        "date_performed": entry.date_performed.to_string(),
        "time_in_minutes": entry.time_in_minutes,
        "billable": entry.billable,
        "notes": entry.notes,
        "rate_in_cents": entry.rate_in_cents,
        "cost_rate_in_cents": entry.cost_rate_in_cents,
        "currency": project.currency,
        "currency_symbol": "¤",
        "currency_base_unit": project.currency_base_unit,
        "user_can_edit": true,
        "approved": entry.approved,
        "taxable": false,
        "is_invoiced": entry.invoice_id.is_some(),
        "location": entry.location,
        "role_id": id(entry.role_id),
        "invoice_id": id(entry.invoice_id),
        "story_id": id(entry.story_id),
        "workspace_id": entry.workspace_id.to_string(),
        "user_id": entry.user_id.to_string(),
        "active_submission_id": id(entry.submission_id),
        "recent_submission_id": id(entry.submission_id),
    })
}

fn workspace(project: &Project) -> Value {
    json!({
        "title": project.title,
        "archived": project.is_archived,
        "due_date": "",
        "effective_due_date": "",
        "start_date": "",
        "access_level": "admins",
        "currency": project.currency,
        "currency_base_unit": project.currency_base_unit,
    })
}

/// Writes an instant as the service does: in whole seconds, with an offset.
fn instant(instant: Timestamp) -> String {
    let local = jiff::tz::offset(-8).to_datetime(instant);
    format!("{}-08:00", local.strftime("%Y-%m-%dT%H:%M:%S"))
}
