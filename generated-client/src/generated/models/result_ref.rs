// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use runtime::Id;

/// Points to one object of the response.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ResultRef {
    /// Collection of the response that holds the object.
    pub key: ResultRefKey,
    /// Key of the object in that collection.
    pub id: Id,
}

runtime::object!(ResultRef { key, id });

impl ResultRef {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(key: impl Into<ResultRefKey>, id: impl Into<Id>) -> Self {
        Self {
            key: key.into(),
            id: id.into(),
        }
    }
}

runtime::open_enum! {
    /// Collection of the response that holds the object.
    pub enum ResultRefKey {
        TimeEntries = "time_entries",
        ExternalReferences = "external_references",
        Stories = "stories",
        Workspaces = "workspaces",
        Users = "users",
        TimesheetSubmissions = "timesheet_submissions",
        Invoices = "invoices",
        Roles = "roles",
        _ => Other,
    }
}
