// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use std::collections::BTreeMap;
use runtime::{Id, Unreadable};
use super::{
    ExternalReference, Invoice, PageMeta, ResultRef, Role, Story, TimeEntry,
    TimesheetSubmission, User, Workspace,
};

/// One page of time entries with whatever was included. Every operation that responds with
/// entries uses this shape, even for a single one. A collection is absent unless something in
/// it was asked for or included.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TimeEntryPage {
    /// Number of entries that match, over all pages. The same as `meta.count`.
    pub count: i32,
    /// Where this page stands in the whole list. Old responses of the service have none.
    pub meta: Option<PageMeta>,
    /// The entries asked for, in order, and nothing that was merely included.
    pub results: Vec<ResultRef>,
    /// Time entries by id. A map, so without order.
    pub time_entries_by_id: BTreeMap<Id, TimeEntry>,
    /// External references by id, loaded by `external_references`.
    pub external_references_by_id: BTreeMap<Id, ExternalReference>,
    /// Tasks by id, loaded by `story`.
    pub stories_by_id: BTreeMap<Id, Story>,
    /// Projects by id, loaded by `workspace`.
    pub workspaces_by_id: BTreeMap<Id, Workspace>,
    /// Users by id, loaded by `user`.
    pub users_by_id: BTreeMap<Id, User>,
    /// Submissions by id, loaded by `active_submission` and `recent_submission`.
    pub timesheet_submissions_by_id: BTreeMap<Id, TimesheetSubmission>,
    /// Invoices by id, loaded by `invoice`.
    pub invoices_by_id: BTreeMap<Id, Invoice>,
    /// Roles by id, loaded by `role`.
    pub roles_by_id: BTreeMap<Id, Role>,
    /// The objects that could not be read. They are not in JSON.
    unreadable: runtime::private::UnreadableObjects,
}

runtime::object!(TimeEntryPage {
    count, meta, results: required, time_entries_by_id = "time_entries",
    external_references_by_id = "external_references", stories_by_id = "stories",
    workspaces_by_id = "workspaces", users_by_id = "users",
    timesheet_submissions_by_id = "timesheet_submissions", invoices_by_id = "invoices",
    roles_by_id = "roles",
} beside unreadable);

impl TimeEntryPage {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(count: i32) -> Self {
        Self {
            count,
            meta: None,
            results: Default::default(),
            time_entries_by_id: Default::default(),
            external_references_by_id: Default::default(),
            stories_by_id: Default::default(),
            workspaces_by_id: Default::default(),
            users_by_id: Default::default(),
            timesheet_submissions_by_id: Default::default(),
            invoices_by_id: Default::default(),
            roles_by_id: Default::default(),
            unreadable: Default::default(),
        }
    }
}

impl TimeEntryPage {
    /// Returns the objects of `time_entries` in the order of `results`.
    pub fn time_entries(&self) -> impl Iterator<Item = &TimeEntry> {
        let results = self
            .results
            .iter()
            .filter(|result| result.key.as_str() == "time_entries");
        results.filter_map(|result| self.time_entries_by_id.get(&result.id))
    }

    /// Returns the objects that could not be read, each with its path and the reason. The others were read.
    pub fn unreadable(&self) -> impl Iterator<Item = &Unreadable> {
        self.unreadable.iter()
    }

    /// Returns the object that `time_entry.active_submission_id` refers to, if it is included.
    ///
    /// # Errors
    /// Fails if the object could not be read.
    pub fn active_submission(
        &self,
        time_entry: &TimeEntry,
    ) -> Result<Option<&TimesheetSubmission>, Unreadable> {
        self.unreadable
            .look_up(
                "timesheet_submissions",
                &self.timesheet_submissions_by_id,
                time_entry.active_submission_id.as_ref(),
            )
    }

    /// Returns the objects that `time_entry.external_reference_ids` refers to, as far as they are included.
    ///
    /// An object that could not be read is an error in its place.
    pub fn external_references(
        &self,
        time_entry: &TimeEntry,
    ) -> impl Iterator<Item = Result<&ExternalReference, Unreadable>> {
        time_entry
            .external_reference_ids
            .iter()
            .filter_map(|id| {
                self.unreadable
                    .look_up(
                        "external_references",
                        &self.external_references_by_id,
                        Some(id),
                    )
                    .transpose()
            })
    }

    /// Returns the object that `time_entry.invoice_id` refers to, if it is included.
    ///
    /// # Errors
    /// Fails if the object could not be read.
    pub fn invoice(
        &self,
        time_entry: &TimeEntry,
    ) -> Result<Option<&Invoice>, Unreadable> {
        self.unreadable
            .look_up("invoices", &self.invoices_by_id, time_entry.invoice_id.as_ref())
    }

    /// Returns the object that `time_entry.recent_submission_id` refers to, if it is included.
    ///
    /// # Errors
    /// Fails if the object could not be read.
    pub fn recent_submission(
        &self,
        time_entry: &TimeEntry,
    ) -> Result<Option<&TimesheetSubmission>, Unreadable> {
        self.unreadable
            .look_up(
                "timesheet_submissions",
                &self.timesheet_submissions_by_id,
                time_entry.recent_submission_id.as_ref(),
            )
    }

    /// Returns the object that `time_entry.role_id` refers to, if it is included.
    ///
    /// # Errors
    /// Fails if the object could not be read.
    pub fn role(&self, time_entry: &TimeEntry) -> Result<Option<&Role>, Unreadable> {
        self.unreadable.look_up("roles", &self.roles_by_id, time_entry.role_id.as_ref())
    }

    /// Returns the object that `time_entry.story_id` refers to, if it is included.
    ///
    /// # Errors
    /// Fails if the object could not be read.
    pub fn story(&self, time_entry: &TimeEntry) -> Result<Option<&Story>, Unreadable> {
        self.unreadable
            .look_up("stories", &self.stories_by_id, time_entry.story_id.as_ref())
    }

    /// Returns the object that `time_entry.user_id` refers to, if it is included.
    ///
    /// # Errors
    /// Fails if the object could not be read.
    pub fn user(&self, time_entry: &TimeEntry) -> Result<Option<&User>, Unreadable> {
        self.unreadable.look_up("users", &self.users_by_id, time_entry.user_id.as_ref())
    }

    /// Returns the object that `time_entry.workspace_id` refers to, if it is included.
    ///
    /// # Errors
    /// Fails if the object could not be read.
    pub fn workspace(
        &self,
        time_entry: &TimeEntry,
    ) -> Result<Option<&Workspace>, Unreadable> {
        self.unreadable
            .look_up(
                "workspaces",
                &self.workspaces_by_id,
                time_entry.workspace_id.as_ref(),
            )
    }
}

impl runtime::private::Links for TimeEntryPage {
    const COLLECTIONS: &'static [runtime::private::Collection] = &[
        runtime::private::Collection::of::<TimeEntry>("time_entries"),
        runtime::private::Collection::of::<ExternalReference>("external_references"),
        runtime::private::Collection::of::<Story>("stories"),
        runtime::private::Collection::of::<Workspace>("workspaces"),
        runtime::private::Collection::of::<User>("users"),
        runtime::private::Collection::of::<TimesheetSubmission>("timesheet_submissions"),
        runtime::private::Collection::of::<Invoice>("invoices"),
        runtime::private::Collection::of::<Role>("roles"),
    ];
    const PRIMARY: &'static str = "time_entries";

    fn dangling(&self) -> Option<String> {
        let results = self
            .results
            .iter()
            .map(|result| (result.key.as_str(), &result.id));
        let len = self.time_entries_by_id.len() + self.unreadable.count("time_entries");
        runtime::private::dangling(
            ("time_entries", len),
            Self::COLLECTIONS,
            results,
            |id| {
                self.time_entries_by_id.contains_key(id)
                    || self.unreadable.get("time_entries", id).is_some()
            },
        )
    }

    fn ids(&self) -> Option<Vec<&Id>> {
        let results = self
            .results
            .iter()
            .filter(|result| result.key.as_str() == "time_entries");
        Some(results.map(|result| &result.id).collect())
    }

    fn missing(&self) -> Vec<(usize, &Id)> {
        let results = self.results.iter().enumerate();
        let results = results
            .filter(|(_, result)| {
                result.key.as_str() == "time_entries"
                    && !self.time_entries_by_id.contains_key(&result.id)
                    && self.unreadable.get("time_entries", &result.id).is_none()
            });
        results.map(|(index, result)| (index, &result.id)).collect()
    }

    fn unreadable_mut(&mut self) -> Option<&mut runtime::private::UnreadableObjects> {
        Some(&mut self.unreadable)
    }
}

impl runtime::Page for TimeEntryPage {
    type Entry = TimeEntry;

    fn page_count(&self) -> Option<u64> {
        self.meta.as_ref()?.page_count.try_into().ok()
    }

    fn page_number(&self) -> Option<u64> {
        Some(self.meta.as_ref()?.page_number.try_into().unwrap_or_default())
    }

    fn count(&self) -> Option<u64> {
        self.meta.as_ref()?.count.try_into().ok()
    }

    fn ids(&self) -> Vec<Id> {
        runtime::private::Links::ids(self).into_iter().flatten().cloned().collect()
    }

    fn into_entries(mut self) -> impl Iterator<Item = (Option<Id>, TimeEntry)> {
        let results = self
            .results
            .into_iter()
            .filter(|result| result.key.as_str() == "time_entries");
        results
            .filter_map(move |result| {
                let entry = self.time_entries_by_id.remove(&result.id)?;
                Some((Some(result.id), entry))
            })
    }

    fn into_results(
        mut self,
    ) -> impl Iterator<Item = (Option<Id>, Result<TimeEntry, Unreadable>)> {
        let results = self
            .results
            .into_iter()
            .filter(|result| result.key.as_str() == "time_entries");
        results
            .filter_map(move |result| {
                let entry = self
                    .unreadable
                    .take("time_entries", &mut self.time_entries_by_id, &result.id)?;
                Some((Some(result.id), entry))
            })
    }

    fn is_empty(&self) -> bool {
        !self.results.iter().any(|result| result.key.as_str() == "time_entries")
    }
}
