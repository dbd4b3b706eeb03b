//! Filters of the list.

use jiff::{Timestamp, civil::Date};

use crate::{
    error::Refused,
    parameters::Parameters,
    store::{Entry, Store},
};

/// Whether the default filters of lists let an entry through, which apply to single entries too.
pub(crate) fn is_in_sight(store: &Store, entry: &Entry, parameters: &Parameters) -> bool {
    let project = store.projects.get(&entry.workspace_id);
    project.is_some_and(|project| {
        (!project.is_archived || parameters.is_true("from_archived_workspaces", false))
            && (project.is_on_my_account || !parameters.is_true("on_my_account", true))
    })
}

/// The filters of a request.
pub(crate) struct Filter<'a> {
    parameters: &'a Parameters,
    includes_bounds: bool,
    only: Option<Vec<u64>>,
    users: Option<Vec<u64>>,
    projects: Option<Vec<u64>>,
    invoice: Option<u64>,
    submission: Option<u64>,
    billable: Option<bool>,
    days: Option<Days>,
    created: Bounds,
    updated: Bounds,
}

/// The first and the last of several days.
type Days = (Option<Date>, Option<Date>);

/// Instants between which another one has to be.
struct Bounds {
    after: Option<Timestamp>,
    before: Option<Timestamp>,
}

impl Bounds {
    fn new(parameters: &Parameters, after: &str, before: &str) -> Result<Self, Refused> {
        Ok(Self {
            after: parameters.parse(after)?,
            before: parameters.parse(before)?,
        })
    }

    fn contain(&self, instant: Timestamp, includes_bounds: bool) -> bool {
        let second = instant.as_second();
        let slack = i64::from(includes_bounds);
        self.after
            .is_none_or(|after| after.as_second() < second + slack)
            && self
                .before
                .is_none_or(|before| second < before.as_second() + slack)
    }
}

impl<'a> Filter<'a> {
    pub(crate) fn new(parameters: &'a Parameters, includes_bounds: bool) -> Result<Self, Refused> {
        let mut projects = parameters.ids("workspace_ids")?;
        if let Some(project) = parameters.parse("workspace_id")? {
            projects.get_or_insert_default().push(project);
        }
        Ok(Self {
            parameters,
            includes_bounds,
            only: parameters.ids("only")?,
            users: parameters.ids("with_user_ids")?,
            projects,
            invoice: parameters.parse("in_active_invoice_id")?,
            submission: parameters.parse("with_timesheet_id")?,
            billable: parameters.parse("billable")?,
            days: days(parameters)?,
            created: Bounds::new(parameters, "created_after", "created_before")?,
            updated: Bounds::new(parameters, "updated_after", "updated_before")?,
        })
    }

    pub(crate) fn admits(&self, store: &Store, entry: &Entry) -> bool {
        let has = |list: &Option<Vec<u64>>, id| list.as_ref().is_none_or(|ids| ids.contains(&id));
        let flag = |name, is_met: bool| !self.parameters.has(name) || is_met;
        is_in_sight(store, entry, self.parameters)
            && has(&self.only, entry.id)
            && has(&self.users, entry.user_id)
            && has(&self.projects, entry.workspace_id)
            && self.invoice.is_none_or(|id| entry.invoice_id == Some(id))
            && self
                .submission
                .is_none_or(|id| entry.submission_id == Some(id))
            && self
                .billable
                .is_none_or(|billable| entry.billable == billable)
            && flag("approved", entry.approved)
            && flag("invoiced", entry.invoice_id.is_some())
            && flag("uninvoiced", entry.invoice_id.is_none())
            && self.days.is_none_or(|(first, last)| {
                first.is_none_or(|first| first <= entry.date_performed)
                    && last.is_none_or(|last| entry.date_performed <= last)
            })
            && self.created.contain(entry.created_at, self.includes_bounds)
            && self.updated.contain(entry.updated_at, self.includes_bounds)
    }
}

/// Reads two days with a colon between them. Either can be missing.
fn days(parameters: &Parameters) -> Result<Option<Days>, Refused> {
    const NAME: &str = "date_performed_between";
    let Some(text) = parameters.get(NAME) else {
        return Ok(None);
    };
    let invalid = || Refused::bad_request(&format!("{NAME} is invalid"));
    let (first, last) = text.split_once(':').ok_or_else(invalid)?;
    let day = |text: &str| match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| invalid()),
    };
    Ok(Some((day(first)?, day(last)?)))
}
