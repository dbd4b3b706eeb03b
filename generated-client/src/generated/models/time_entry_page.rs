// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use std::collections::BTreeMap;
use runtime::Id;
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
    /// Where this page stands in the whole list.
    pub meta: PageMeta,
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
}

runtime::object!(TimeEntryPage {
    count, meta, results: required, time_entries_by_id = "time_entries",
    external_references_by_id = "external_references", stories_by_id = "stories",
    workspaces_by_id = "workspaces", users_by_id = "users",
    timesheet_submissions_by_id = "timesheet_submissions", invoices_by_id = "invoices",
    roles_by_id = "roles",
});

impl TimeEntryPage {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(count: i32, meta: PageMeta) -> Self {
        Self {
            count,
            meta,
            results: Default::default(),
            time_entries_by_id: Default::default(),
            external_references_by_id: Default::default(),
            stories_by_id: Default::default(),
            workspaces_by_id: Default::default(),
            users_by_id: Default::default(),
            timesheet_submissions_by_id: Default::default(),
            invoices_by_id: Default::default(),
            roles_by_id: Default::default(),
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

    /// Returns the object that `time_entry.active_submission_id` refers to, if it is included.
    #[must_use]
    pub fn active_submission(
        &self,
        time_entry: &TimeEntry,
    ) -> Option<&TimesheetSubmission> {
        self.timesheet_submissions_by_id.get(time_entry.active_submission_id.as_ref()?)
    }

    /// Returns the objects that `time_entry.external_reference_ids` refers to, as far as they are included.
    pub fn external_references(
        &self,
        time_entry: &TimeEntry,
    ) -> impl Iterator<Item = &ExternalReference> {
        time_entry
            .external_reference_ids
            .iter()
            .filter_map(|id| self.external_references_by_id.get(id))
    }

    /// Returns the object that `time_entry.invoice_id` refers to, if it is included.
    #[must_use]
    pub fn invoice(&self, time_entry: &TimeEntry) -> Option<&Invoice> {
        self.invoices_by_id.get(time_entry.invoice_id.as_ref()?)
    }

    /// Returns the object that `time_entry.recent_submission_id` refers to, if it is included.
    #[must_use]
    pub fn recent_submission(
        &self,
        time_entry: &TimeEntry,
    ) -> Option<&TimesheetSubmission> {
        self.timesheet_submissions_by_id.get(time_entry.recent_submission_id.as_ref()?)
    }

    /// Returns the object that `time_entry.role_id` refers to, if it is included.
    #[must_use]
    pub fn role(&self, time_entry: &TimeEntry) -> Option<&Role> {
        self.roles_by_id.get(time_entry.role_id.as_ref()?)
    }

    /// Returns the object that `time_entry.story_id` refers to, if it is included.
    #[must_use]
    pub fn story(&self, time_entry: &TimeEntry) -> Option<&Story> {
        self.stories_by_id.get(time_entry.story_id.as_ref()?)
    }

    /// Returns the object that `time_entry.user_id` refers to, if it is included.
    #[must_use]
    pub fn user(&self, time_entry: &TimeEntry) -> Option<&User> {
        self.users_by_id.get(time_entry.user_id.as_ref()?)
    }

    /// Returns the object that `time_entry.workspace_id` refers to, if it is included.
    #[must_use]
    pub fn workspace(&self, time_entry: &TimeEntry) -> Option<&Workspace> {
        self.workspaces_by_id.get(time_entry.workspace_id.as_ref()?)
    }
}

impl runtime::private::Links for TimeEntryPage {
    fn dangling(&self) -> Option<String> {
        let results = self
            .results
            .iter()
            .map(|result| (result.key.as_str(), &result.id));
        let primary = ("time_entries", self.time_entries_by_id.len());
        runtime::private::dangling(
            primary,
            &[
                "time_entries",
                "external_references",
                "stories",
                "workspaces",
                "users",
                "timesheet_submissions",
                "invoices",
                "roles",
            ],
            results,
            |id| self.time_entries_by_id.contains_key(id),
        )
    }

    fn ids(&self) -> Option<Vec<&Id>> {
        let results = self
            .results
            .iter()
            .filter(|result| result.key.as_str() == "time_entries");
        Some(results.map(|result| &result.id).collect())
    }
}

impl runtime::Page for TimeEntryPage {
    type Entry = TimeEntry;

    fn page_count(&self) -> Option<u64> {
        self.meta.page_count.try_into().ok()
    }

    fn page_number(&self) -> Option<u64> {
        Some(self.meta.page_number.try_into().unwrap_or_default())
    }

    fn count(&self) -> Option<u64> {
        self.meta.count.try_into().ok()
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

    fn is_empty(&self) -> bool {
        self.time_entries().next().is_none()
    }
}
