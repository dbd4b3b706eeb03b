// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

mod time_entry_page;
mod page_meta;
mod result_ref;
mod time_entry;
mod external_reference;
mod story;
mod workspace;
mod user;
mod timesheet_submission;
mod invoice;
mod role;
mod new_time_entry;
mod time_entry_update;
mod new_external_reference;
mod error_body;
mod error_detail;
mod response_headers;

pub use time_entry_page::TimeEntryPage;
pub use page_meta::PageMeta;
pub use result_ref::{ResultRef, ResultRefKey};
pub use time_entry::TimeEntry;
pub use external_reference::{ExternalReference, ExternalReferenceSubjectRef};
pub use story::{Story, StoryPriority, StoryPriorityText, StoryState, StoryStoryType};
pub use workspace::{
    Workspace, WorkspaceAccessLevel, WorkspaceExternalLink, WorkspacePermissions,
    WorkspaceStage, WorkspaceStatus, WorkspaceTaskStatusesItem,
};
pub use user::{User, UserClassification};
pub use timesheet_submission::{
    TimesheetSubmission, TimesheetSubmissionPermissions, TimesheetSubmissionStatus,
    TimesheetSubmissionType,
};
pub use invoice::{Invoice, InvoiceStatus};
pub use role::Role;
pub use new_time_entry::NewTimeEntry;
pub use time_entry_update::TimeEntryUpdate;
pub use new_external_reference::NewExternalReference;
pub use error_body::ErrorBody;
pub use error_detail::{ErrorDetail, ErrorDetailType};
pub use response_headers::RequestIdHeaders;
