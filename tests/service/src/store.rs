//! [`Store`]: the entries and projects of the service.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::Offset};

/// A time entry.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the fields are those of the API")]
pub struct Entry {
    pub id: u64,
    pub workspace_id: u64,
    pub user_id: u64,
    pub story_id: Option<u64>,
    pub date_performed: Date,
    pub time_in_minutes: i64,
    pub billable: bool,
    pub notes: Option<String>,
    pub rate_in_cents: i64,
    pub cost_rate_in_cents: Option<i64>,
    pub location: Option<String>,
    pub role_id: Option<u64>,
    pub approved: bool,
    pub invoice_id: Option<u64>,
    pub submission_id: Option<u64>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A project, which the API calls a workspace.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the fields are those of the API")]
pub struct Project {
    pub id: u64,
    pub title: String,
    pub currency: &'static str,
    pub currency_base_unit: i64,
    pub is_archived: bool,
    pub is_on_my_account: bool,
    /// The ids of its tasks.
    pub stories: Vec<u64>,
}

/// The entries and projects of the service.
#[derive(Debug, Default)]
pub struct Store {
    pub(crate) now: Timestamp,
    pub(crate) entries: BTreeMap<u64, Entry>,
    pub(crate) projects: BTreeMap<u64, Project>,
    last: u64,
    /// Entries that are not visible yet.
    pub(crate) hidden: Vec<Entry>,
}

impl Store {
    pub(crate) fn set_clock(&mut self, now: Timestamp) {
        self.now = now;
    }

    /// Adds a project in euros, and returns it. Its tasks have ten times its id, and one more.
    pub fn add_project(&mut self, id: u64) -> &mut Project {
        let project = Project {
            id,
            title: format!("Project {id}"),
            currency: "EUR",
            currency_base_unit: 100,
            is_archived: false,
            is_on_my_account: true,
            stories: vec![id * 10, id * 10 + 1],
        };
        self.projects.entry(id).or_insert(project)
    }

    /// Adds an entry of 90 minutes to a project, and returns it.
    ///
    /// # Panics
    /// Panics if there is no such project.
    pub fn add(&mut self, project: u64) -> &mut Entry {
        let entry = self.make(project);
        self.entries.entry(entry.id).or_insert(entry)
    }

    /// Makes an entry with the next id, as of now.
    pub(crate) fn make(&mut self, project: u64) -> Entry {
        assert!(self.projects.contains_key(&project), "no project {project}");
        self.last += 1;
        Entry {
            id: self.last,
            workspace_id: project,
            user_id: 31,
            story_id: None,
            date_performed: Offset::UTC.to_datetime(self.now).date(),
            time_in_minutes: 90,
            billable: true,
            notes: None,
            rate_in_cents: 12_500,
            cost_rate_in_cents: None,
            location: None,
            role_id: None,
            approved: false,
            invoice_id: None,
            submission_id: None,
            created_at: self.now,
            updated_at: self.now,
        }
    }

    /// Changes an entry, which is updated now. Returns `false` if there is none with this id.
    pub fn update(&mut self, id: u64, change: impl FnOnce(&mut Entry)) -> bool {
        let now = self.now;
        let Some(entry) = self.entries.get_mut(&id) else {
            return false;
        };
        change(entry);
        entry.updated_at = now;
        true
    }

    /// Deletes an entry. Returns `false` if there is none with this id.
    pub fn delete(&mut self, id: u64) -> bool {
        self.entries.remove(&id).is_some()
    }

    /// Returns an entry.
    pub fn get(&self, id: u64) -> Option<&Entry> {
        self.entries.get(&id)
    }

    /// Returns all entries, ordered by id.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// Makes the entries visible that were added with a delay.
    pub fn commit(&mut self) {
        for entry in self.hidden.drain(..) {
            self.entries.insert(entry.id, entry);
        }
    }
}
