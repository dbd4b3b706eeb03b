// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

//! Record time, look it up, correct it and delete it.

use runtime::{Date, Id, Method, Operation, Request, Timestamp};
use super::super::filters::{Include, IntegrationStatus, OptionalField, Order};
use super::super::models::{
    ErrorBody, NewTimeEntry, TimeEntry, TimeEntryPage, TimeEntryUpdate,
};
use super::Client;

static GET_TIME_ENTRIES: Operation = Operation::new(
    "get-time-entries",
    Method::GET,
    "/time_entries",
    &[200],
);
static CREATE_TIME_ENTRY: Operation = Operation::new(
        "create-time-entry",
        Method::POST,
        "/time_entries",
        &[200],
    )
    .returns_sent();
static DELETE_TIME_ENTRIES: Operation = Operation::new(
    "delete-time-entries",
    Method::DELETE,
    "/time_entries",
    &[204],
);
static GET_TIME_ENTRY: Operation = Operation::new(
        "get-time-entry",
        Method::GET,
        "/time_entries/{id}",
        &[200],
    )
    .returns_named("id");
static UPDATE_TIME_ENTRY: Operation = Operation::new(
        "update-time-entry",
        Method::PUT,
        "/time_entries/{id}",
        &[200],
    )
    .returns_named("id");
static DELETE_TIME_ENTRY: Operation = Operation::new(
    "delete-time-entry",
    Method::DELETE,
    "/time_entries/{id}",
    &[204],
);

impl Client {
    /// List time entries
    ///
    /// Lists the time entries that the token's user may see, page by page. Filters narrow the list
    /// down together. `results` holds the order; the entries themselves are in `time_entries`, by
    /// id.
    ///
    /// Headers, also of errors: [`RequestIdHeaders`](super::super::models::RequestIdHeaders).
    ///
    /// `GET /time_entries`
    pub fn get_time_entries(&self) -> GetTimeEntries {
        GetTimeEntries {
            request: self.inner.request(&GET_TIME_ENTRIES),
        }
    }

    /// Create a time entry
    ///
    /// Records one time entry. There is no idempotency key: a request that is sent again, after a
    /// timeout say, records the time twice, and it is billed twice.
    ///
    /// Headers, also of errors: [`RequestIdHeaders`](super::super::models::RequestIdHeaders).
    ///
    /// - `time_entry`: A time entry to record. Fields left out are filled in by the service.
    ///
    /// `POST /time_entries`
    pub fn create_time_entry(&self, time_entry: NewTimeEntry) -> CreateTimeEntry {
        CreateTimeEntry {
            request: self
                .inner
                .request(&CREATE_TIME_ENTRY)
                .json_field("time_entry", &time_entry),
        }
    }

    /// Create several time entries
    ///
    /// Records up to 100 time entries in one request. Where an error concerns one of them, its
    /// `index` says which. There is no idempotency key: a request that is sent again, after a
    /// timeout say, records everything twice, and it is billed twice.
    ///
    /// Headers, also of errors: [`RequestIdHeaders`](super::super::models::RequestIdHeaders).
    ///
    /// - `time_entries`: The entries to record. Errors refer to them by their index. 1 to 100 items.
    ///   `chunks` sends more, in several requests.
    ///
    /// `POST /time_entries`
    pub fn create_time_entries(
        &self,
        time_entries: impl IntoIterator<Item = NewTimeEntry>,
    ) -> CreateTimeEntries {
        CreateTimeEntries {
            request: self
                .inner
                .request(&CREATE_TIME_ENTRY)
                .json_items("time_entries", time_entries, 100),
        }
    }

    /// Delete several time entries
    ///
    /// Deletes up to 100 time entries, named in the query. All of them go or none: if one cannot be
    /// deleted, the request fails and the error says which and why. A deleted entry cannot be
    /// brought back.
    ///
    /// Headers, also of errors: [`RequestIdHeaders`](super::super::models::RequestIdHeaders).
    ///
    /// - `ids`: The entries to delete, at most 100. Not sent when the body names them. 1 to 100
    ///   items. `chunks` sends more, in several requests.
    ///
    /// `DELETE /time_entries`
    pub fn delete_time_entries(
        &self,
        ids: impl IntoIterator<Item = impl Into<Id>>,
    ) -> DeleteTimeEntries {
        DeleteTimeEntries {
            request: self
                .inner
                .request(&DELETE_TIME_ENTRIES)
                .query_items("ids", ids.into_iter().map(runtime::integer_id), 100),
        }
    }

    /// Delete several time entries, named in the body
    ///
    /// Deletes up to 100 time entries, named in the body, which keeps the address short but is lost
    /// where a proxy drops the body of a DELETE. All of them go or none: if one cannot be deleted,
    /// the request fails and the error says which and why. A deleted entry cannot be brought back.
    ///
    /// Headers, also of errors: [`RequestIdHeaders`](super::super::models::RequestIdHeaders).
    ///
    /// - `ids`: The entries to delete, joined by commas; at most 100. 1 to 100 items. `chunks` sends
    ///   more, in several requests.
    ///
    /// `DELETE /time_entries`
    pub fn delete_time_entries_by_body(
        &self,
        ids: impl IntoIterator<Item = impl Into<Id>>,
    ) -> DeleteTimeEntriesByBody {
        DeleteTimeEntriesByBody {
            request: self
                .inner
                .request(&DELETE_TIME_ENTRIES)
                .joined_items("ids", ids.into_iter().map(runtime::integer_id), 100),
        }
    }

    /// Get a time entry
    ///
    /// Fetches one time entry, and with `include` what belongs to it. The default filters of the
    /// list apply: an entry of an archived project is not found, unless `from_archived_workspaces`
    /// is true.
    ///
    /// Headers, also of errors: [`RequestIdHeaders`](super::super::models::RequestIdHeaders).
    ///
    /// - `id`: The time entry to work on.
    ///
    /// `GET /time_entries/{id}`
    pub fn get_time_entry(&self, id: impl Into<Id>) -> GetTimeEntry {
        GetTimeEntry {
            request: self
                .inner
                .request(&GET_TIME_ENTRY)
                .path("id", runtime::integer_id(id)),
        }
    }

    /// Update a time entry
    ///
    /// Changes the fields that are sent and leaves the others alone, although it is a PUT. An
    /// explicit null clears a field; leaving the field out does not.
    ///
    /// Headers, also of errors: [`RequestIdHeaders`](super::super::models::RequestIdHeaders).
    ///
    /// - `id`: The time entry to work on.
    /// - `time_entry`: Changes to a time entry. A field that is left out keeps its value; where null
    ///   is allowed, null clears the field.
    ///
    /// `PUT /time_entries/{id}`
    pub fn update_time_entry(
        &self,
        id: impl Into<Id>,
        time_entry: TimeEntryUpdate,
    ) -> UpdateTimeEntry {
        UpdateTimeEntry {
            request: self
                .inner
                .request(&UPDATE_TIME_ENTRY)
                .path("id", runtime::integer_id(id))
                .json_field("time_entry", &time_entry),
        }
    }

    /// Delete a time entry
    ///
    /// Deletes one time entry for good. Refused while the entry is locked by date, invoiced, or
    /// tied to a time adjustment.
    ///
    /// Headers, also of errors: [`RequestIdHeaders`](super::super::models::RequestIdHeaders).
    ///
    /// - `id`: The time entry to work on.
    ///
    /// `DELETE /time_entries/{id}`
    pub fn delete_time_entry(&self, id: impl Into<Id>) -> DeleteTimeEntry {
        DeleteTimeEntry {
            request: self
                .inner
                .request(&DELETE_TIME_ENTRY)
                .path("id", runtime::integer_id(id)),
        }
    }
}

/// A request of [`Client::get_time_entries`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is sent"]
pub struct GetTimeEntries {
    request: Request,
}

impl GetTimeEntries {
    /// Only entries on approved timesheets, or in projects that need no approval. The server reads
    /// any value as true, and no parameter asks for entries that are not approved.
    pub fn approved(mut self) -> Self {
        self.request = self.request.query("approved", true);
        self
    }

    /// True for entries that are charged to the client, false for those that are not.
    pub fn billable(mut self, value: bool) -> Self {
        self.request = self.request.query("billable", value);
        self
    }

    /// Only entries recorded after this instant. Whether that instant itself counts is not
    /// documented.
    pub fn created_after(mut self, value: Timestamp) -> Self {
        self.request = self.request.query("created_after", value);
        self
    }

    /// Only entries recorded before this instant. Whether that instant itself counts is not
    /// documented.
    pub fn created_before(mut self, value: Timestamp) -> Self {
        self.request = self.request.query("created_before", value);
        self
    }

    /// Only entries recorded by this user, who need not be the one that did the work.
    pub fn created_by(mut self, id: impl Into<Id>) -> Self {
        self.request = self.request.query("created_by", runtime::integer_id(id));
        self
    }

    /// Only work done from the first of these days to the second, both included. Without the
    /// second, all work done since the first.
    pub fn date_performed_between(
        mut self,
        first: Date,
        last: impl Into<Option<Date>>,
    ) -> Self {
        self.request = self
            .request
            .query("date_performed_between", runtime::DateRange::new(first, last));
        self
    }

    /// Only entries with an external reference that has exactly this message.
    pub fn external_reference_external_message(
        mut self,
        value: impl AsRef<str>,
    ) -> Self {
        self.request = self
            .request
            .query("external_reference_external_message", value.as_ref());
        self
    }

    /// Only entries whose counterpart is in this state, in the other system's own words.
    pub fn external_reference_external_status(mut self, value: impl AsRef<str>) -> Self {
        self.request = self
            .request
            .query("external_reference_external_status", value.as_ref());
        self
    }

    /// Only entries whose counterpart is of this kind, in the other system's own words.
    pub fn external_reference_service_model(mut self, value: impl AsRef<str>) -> Self {
        self.request = self
            .request
            .query("external_reference_service_model", value.as_ref());
        self
    }

    /// Only entries whose counterpart has this id in the other system, where ids are numbers. For
    /// several ids, or ids that are text, use `external_reference_service_model_refs`.
    pub fn external_reference_service_model_ref(mut self, value: i64) -> Self {
        self.request = self.request.query("external_reference_service_model_ref", value);
        self
    }

    /// Only entries whose counterpart has one of these ids in the other system, at most 200.
    ///
    /// 1 to 200 items. `stream` and `pages` send a long list in several requests.
    pub fn external_reference_service_model_refs(
        mut self,
        values: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.request = self
            .request
            .query_list(
                "external_reference_service_model_refs",
                runtime::comma(values.into_iter().map(Into::<String>::into))
                    .items(1..=200),
            );
        self
    }

    /// Only entries that are linked by the integration of this name.
    pub fn external_reference_service_name(mut self, value: impl AsRef<str>) -> Self {
        self.request = self
            .request
            .query("external_reference_service_name", value.as_ref());
        self
    }

    /// Only entries whose latest synchronisation went like this. Words that are not listed occur.
    pub fn external_reference_status(mut self, value: IntegrationStatus) -> Self {
        self.request = self.request.query("external_reference_status", value);
        self
    }

    /// True adds the entries of archived projects to the others. Without it, they are left out,
    /// also where `only` names them.
    ///
    /// Default: `false`.
    pub fn from_archived_workspaces(mut self, value: bool) -> Self {
        self.request = self.request.query("from_archived_workspaces", value);
        self
    }

    /// True for entries that have a counterpart in another system, false for those that have none.
    pub fn has_external_references(mut self, value: bool) -> Self {
        self.request = self.request.query("has_external_references", value);
        self
    }

    /// Only entries on the active invoice with this id.
    pub fn in_active_invoice_id(mut self, id: impl Into<Id>) -> Self {
        self.request = self
            .request
            .query("in_active_invoice_id", runtime::integer_id(id));
        self
    }

    /// True for entries on a pending or approved submission, false for those on none.
    pub fn in_active_submission(mut self, value: bool) -> Self {
        self.request = self.request.query("in_active_submission", value);
        self
    }

    /// Associations to load along with the entries. Each one adds the object to the collection of
    /// its type. The entry has `story_id`, `workspace_id`, `user_id`, `active_submission_id` and
    /// `recent_submission_id` in any case; an include is needed for the objects, and for the other
    /// id fields. Unknown values are ignored by the server without an error.
    pub fn include(mut self, values: impl IntoIterator<Item = Include>) -> Self {
        self.request = self.request.query("include", runtime::comma(values));
        self
    }

    /// Only entries invoiced already. The server reads any value as true; for the opposite, use
    /// `uninvoiced`.
    pub fn invoiced(mut self) -> Self {
        self.request = self.request.query("invoiced", true);
        self
    }

    /// True for projects of the user's own account only, false for projects of other accounts too.
    ///
    /// Default: `true`.
    pub fn on_my_account(mut self, value: bool) -> Self {
        self.request = self.request.query("on_my_account", value);
        self
    }

    /// Only the entries with these ids. The default filters still apply: entries of archived
    /// projects come only with `from_archived_workspaces`.
    ///
    /// At least 1 item. `stream` and `pages` send a long list in several requests.
    pub fn only(mut self, ids: impl IntoIterator<Item = impl Into<Id>>) -> Self {
        self.request = self
            .request
            .query_list(
                "only",
                runtime::comma(ids.into_iter().map(runtime::integer_id)).items(1..),
            );
        self
    }

    /// Fields to send that are otherwise left out of the entries.
    pub fn optional_fields(
        mut self,
        values: impl IntoIterator<Item = OptionalField>,
    ) -> Self {
        self.request = self.request.query("optional_fields", runtime::comma(values));
        self
    }

    /// Order of `results`. Unknown values are ignored by the server without an error.
    ///
    /// Default: `date_performed:desc`.
    pub fn order(mut self, value: Order) -> Self {
        self.request = self.request.query("order", value);
        self
    }

    /// Page to fetch, counted from 1. `meta.page_count` says how many there are. The server also
    /// knows `limit` and `offset`, which override `page` and `per_page`, so never send both.
    ///
    /// Default: `1`. At least `1`.
    pub fn page(mut self, value: i32) -> Self {
        self.request = self.request.query("page", runtime::limited(value, 1..));
        self
    }

    /// Entries on a page. The server cuts more than 200 down to 200 without an error. A short page
    /// need not be the last one; `meta.page_count` tells. Overridden by `limit` and `offset`, see
    /// `page`.
    ///
    /// Default: `20`. At least `1`. At most `200`.
    pub fn per_page(mut self, value: i32) -> Self {
        self.request = self.request.query("per_page", runtime::limited(value, 1..=200));
        self
    }

    /// Only entries not invoiced yet. The server reads any value as true; for the opposite, use
    /// `invoiced`.
    pub fn uninvoiced(mut self) -> Self {
        self.request = self.request.query("uninvoiced", true);
        self
    }

    /// Only entries that changed after this instant. Whether that instant itself counts is not
    /// documented.
    pub fn updated_after(mut self, value: Timestamp) -> Self {
        self.request = self.request.query("updated_after", value);
        self
    }

    /// Only entries that last changed before this instant. Whether that instant itself counts is
    /// not documented.
    pub fn updated_before(mut self, value: Timestamp) -> Self {
        self.request = self.request.query("updated_before", value);
        self
    }

    /// Only entries whose latest submission is one of these, cancelled and rejected ones included.
    /// An entry that was handed in again counts for the new submission alone.
    ///
    /// At least 1 item. `stream` and `pages` send a long list in several requests.
    pub fn with_recent_timesheet_ids(
        mut self,
        ids: impl IntoIterator<Item = impl Into<Id>>,
    ) -> Self {
        self.request = self
            .request
            .query_list(
                "with_recent_timesheet_ids",
                runtime::comma(ids.into_iter().map(runtime::integer_id)).items(1..),
            );
        self
    }

    /// Only entries of this submission. A cancelled or rejected submission gives none.
    pub fn with_timesheet_id(mut self, id: impl Into<Id>) -> Self {
        self.request = self.request.query("with_timesheet_id", runtime::integer_id(id));
        self
    }

    /// Only work done by one of these users.
    ///
    /// At least 1 item. `stream` and `pages` send a long list in several requests.
    pub fn with_user_ids(
        mut self,
        ids: impl IntoIterator<Item = impl Into<Id>>,
    ) -> Self {
        self.request = self
            .request
            .query_list(
                "with_user_ids",
                runtime::comma(ids.into_iter().map(runtime::integer_id)).items(1..),
            );
        self
    }

    /// Leaves out entries that are linked by the integration of this name.
    pub fn without_external_reference_service_name(
        mut self,
        value: impl AsRef<str>,
    ) -> Self {
        self.request = self
            .request
            .query("without_external_reference_service_name", value.as_ref());
        self
    }

    /// Only entries of this project. For several projects, use `workspace_ids`.
    pub fn workspace_id(mut self, id: impl Into<Id>) -> Self {
        self.request = self.request.query("workspace_id", runtime::integer_id(id));
        self
    }

    /// Only entries of one of these projects.
    ///
    /// At least 1 item. `stream` and `pages` send a long list in several requests.
    pub fn workspace_ids(
        mut self,
        ids: impl IntoIterator<Item = impl Into<Id>>,
    ) -> Self {
        self.request = self
            .request
            .query_list(
                "workspace_ids",
                runtime::comma(ids.into_iter().map(runtime::integer_id)).items(1..),
            );
        self
    }

    /// Returns a stream of all entries by `updated_at`: each once, and again after a change.
    ///
    /// None is lost if others change meanwhile, and another process can continue the stream. See
    /// [`EntriesByKey`](runtime::EntriesByKey).
    pub fn stream_by_updated_at(
        self,
    ) -> runtime::EntriesByKey<TimeEntryPage, ErrorBody> {
        runtime::Call::stream_by(
            self,
            runtime::Key {
                name: "updated_at",
                after: "updated_after",
                order: ("order", "updated_at:asc"),
                is_constant: false,
                of: |entry: &TimeEntry| entry.updated_at,
            },
        )
    }

    /// Returns a stream of all entries by `created_at`: each once.
    ///
    /// None is lost if others change meanwhile, and another process can continue the stream. See
    /// [`EntriesByKey`](runtime::EntriesByKey).
    pub fn stream_by_created_at(
        self,
    ) -> runtime::EntriesByKey<TimeEntryPage, ErrorBody> {
        runtime::Call::stream_by(
            self,
            runtime::Key {
                name: "created_at",
                after: "created_after",
                order: ("order", "created_at:asc"),
                is_constant: true,
                of: |entry: &TimeEntry| entry.created_at,
            },
        )
    }
}

runtime::call!(
    GetTimeEntries: runtime::Linked<TimeEntryPage>,
    ErrorBody,
    paged("page", "per_page", Some(200), unpaged: ["only"])
);

/// A request of [`Client::create_time_entry`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is sent"]
pub struct CreateTimeEntry {
    request: Request,
}

impl CreateTimeEntry {
    /// Associations to load along with the entries. Each one adds the object to the collection of
    /// its type. The entry has `story_id`, `workspace_id`, `user_id`, `active_submission_id` and
    /// `recent_submission_id` in any case; an include is needed for the objects, and for the other
    /// id fields. Unknown values are ignored by the server without an error.
    pub fn include(mut self, values: impl IntoIterator<Item = Include>) -> Self {
        self.request = self.request.query("include", runtime::comma(values));
        self
    }

    /// Fields to send that are otherwise left out of the entries.
    pub fn optional_fields(
        mut self,
        values: impl IntoIterator<Item = OptionalField>,
    ) -> Self {
        self.request = self.request.query("optional_fields", runtime::comma(values));
        self
    }
}

runtime::call!(CreateTimeEntry: runtime::Linked<TimeEntryPage>, ErrorBody);

/// A request of [`Client::create_time_entries`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is sent"]
pub struct CreateTimeEntries {
    request: Request,
}

impl CreateTimeEntries {
    /// Associations to load along with the entries. Each one adds the object to the collection of
    /// its type. The entry has `story_id`, `workspace_id`, `user_id`, `active_submission_id` and
    /// `recent_submission_id` in any case; an include is needed for the objects, and for the other
    /// id fields. Unknown values are ignored by the server without an error.
    pub fn include(mut self, values: impl IntoIterator<Item = Include>) -> Self {
        self.request = self.request.query("include", runtime::comma(values));
        self
    }

    /// Fields to send that are otherwise left out of the entries.
    pub fn optional_fields(
        mut self,
        values: impl IntoIterator<Item = OptionalField>,
    ) -> Self {
        self.request = self.request.query("optional_fields", runtime::comma(values));
        self
    }
}

runtime::call!(CreateTimeEntries: runtime::Linked<TimeEntryPage>, ErrorBody, split);

/// A request of [`Client::delete_time_entries`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is sent"]
pub struct DeleteTimeEntries {
    request: Request,
}

runtime::call!(DeleteTimeEntries: runtime::Empty, ErrorBody, split);

/// A request of [`Client::delete_time_entries_by_body`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is sent"]
pub struct DeleteTimeEntriesByBody {
    request: Request,
}

runtime::call!(DeleteTimeEntriesByBody: runtime::Empty, ErrorBody, split);

/// A request of [`Client::get_time_entry`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is sent"]
pub struct GetTimeEntry {
    request: Request,
}

impl GetTimeEntry {
    /// True finds the entry in an archived project too.
    ///
    /// Default: `false`.
    pub fn from_archived_workspaces(mut self, value: bool) -> Self {
        self.request = self.request.query("from_archived_workspaces", value);
        self
    }

    /// Associations to load along with the entries. Each one adds the object to the collection of
    /// its type. The entry has `story_id`, `workspace_id`, `user_id`, `active_submission_id` and
    /// `recent_submission_id` in any case; an include is needed for the objects, and for the other
    /// id fields. Unknown values are ignored by the server without an error.
    pub fn include(mut self, values: impl IntoIterator<Item = Include>) -> Self {
        self.request = self.request.query("include", runtime::comma(values));
        self
    }

    /// Fields to send that are otherwise left out of the entries.
    pub fn optional_fields(
        mut self,
        values: impl IntoIterator<Item = OptionalField>,
    ) -> Self {
        self.request = self.request.query("optional_fields", runtime::comma(values));
        self
    }
}

runtime::call!(GetTimeEntry: runtime::Linked<TimeEntryPage>, ErrorBody);

/// A request of [`Client::update_time_entry`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is sent"]
pub struct UpdateTimeEntry {
    request: Request,
}

impl UpdateTimeEntry {
    /// Associations to load along with the entries. Each one adds the object to the collection of
    /// its type. The entry has `story_id`, `workspace_id`, `user_id`, `active_submission_id` and
    /// `recent_submission_id` in any case; an include is needed for the objects, and for the other
    /// id fields. Unknown values are ignored by the server without an error.
    pub fn include(mut self, values: impl IntoIterator<Item = Include>) -> Self {
        self.request = self.request.query("include", runtime::comma(values));
        self
    }

    /// Fields to send that are otherwise left out of the entries.
    pub fn optional_fields(
        mut self,
        values: impl IntoIterator<Item = OptionalField>,
    ) -> Self {
        self.request = self.request.query("optional_fields", runtime::comma(values));
        self
    }
}

runtime::call!(UpdateTimeEntry: runtime::Linked<TimeEntryPage>, ErrorBody);

/// A request of [`Client::delete_time_entry`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is sent"]
pub struct DeleteTimeEntry {
    request: Request,
}

runtime::call!(DeleteTimeEntry: runtime::Empty, ErrorBody);
