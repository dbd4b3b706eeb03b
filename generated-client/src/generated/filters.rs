// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

runtime::closed_enum! {
    /// Association to load along with the entries, into the collection of its type. Others are
    /// ignored by the server without an error.
    pub enum Include {
        ActiveSubmission = "active_submission",
        ExternalReferences = "external_references",
        Invoice = "invoice",
        RecentSubmission = "recent_submission",
        Role = "role",
        Story = "story",
        User = "user",
        Workspace = "workspace",
    }
}

runtime::closed_enum! {
    /// Field of a time entry that is sent only on request.
    pub enum OptionalField {
        LocationId = "location_id",
        UserCanEdit = "user_can_edit",
    }
}

runtime::closed_enum! {
    /// Field to sort by and direction. Any other value is ignored by the server without an error.
    ///
    /// Default: `date_performed:desc`.
    pub enum Order {
        CreatedAtAsc = "created_at:asc",
        CreatedAtDesc = "created_at:desc",
        DatePerformedAsc = "date_performed:asc",
        DatePerformedDesc = "date_performed:desc",
        UpdatedAtAsc = "updated_at:asc",
        UpdatedAtDesc = "updated_at:desc",
    }
}

runtime::open_enum! {
    /// How the latest synchronisation with the other system went. Other words occur.
    pub enum IntegrationStatus {
        Pending = "pending",
        Successful = "successful",
        Failed = "failed",
        _ => Other,
    }
}
