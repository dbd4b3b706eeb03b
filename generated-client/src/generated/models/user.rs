// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use std::collections::BTreeMap;
use runtime::{Id, Timestamp, Value};

/// A person who takes part in projects. Fields marked optional have to be requested from the
/// users resource itself, so expect them to be missing here.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct User {
    /// The user's own id, and its key in `users`.
    pub id: Id,
    /// Short name of the user's time zone, such as `PST`. Optional field.
    pub abbreviated_timezone: Option<String>,
    /// Membership that joins the user to the account.
    pub account_membership_id: Option<Id>,
    /// What users write about themselves. Optional field.
    pub bio: Option<String>,
    /// Home city from the profile. Optional field.
    pub city: Option<String>,
    /// Whether the user belongs to the account or comes from outside. Optional field.
    pub classification: Option<UserClassification>,
    /// Home country from the profile. Optional field.
    pub country: Option<String>,
    /// Values of the user's custom fields.
    pub custom_field_value_ids: Vec<Id>,
    /// Mail address of the user.
    pub email_address: Option<String>,
    /// Counterparts of the user in other systems.
    pub external_reference_ids: Vec<Id>,
    /// Name to show, first and last together.
    pub full_name: Option<String>,
    /// One line that describes the user.
    pub headline: Option<String>,
    /// Latest sign-in. Account administrators only. Optional field.
    pub last_site_activity: Option<Timestamp>,
    /// User to whom this one reports.
    pub manager_id: Option<Id>,
    /// Address of the profile picture.
    pub photo_path: Option<String>,
    /// The user's usual role in the account; a time entry can name another.
    pub role_id: Option<Id>,
    /// Skills that the user has.
    pub skill_ids: Vec<Id>,
    /// Memberships that join the user to each skill.
    pub skill_membership_ids: Vec<Id>,
    /// Home state or province from the profile, not a status. Optional field.
    pub state: Option<String>,
    /// Web address that the user has given. Optional field.
    pub website: Option<String>,
    /// Samples of work shown on the profile.
    pub work_sample_ids: Vec<Id>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(User {
    id, abbreviated_timezone, account_membership_id, bio, city, classification, country,
    custom_field_value_ids, email_address, external_reference_ids, full_name, headline,
    last_site_activity, manager_id, photo_path, role_id, skill_ids, skill_membership_ids, state,
    website, work_sample_ids,
} and additional);

impl User {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(id: impl Into<Id>) -> Self {
        Self {
            id: id.into(),
            abbreviated_timezone: None,
            account_membership_id: None,
            bio: None,
            city: None,
            classification: None,
            country: None,
            custom_field_value_ids: Default::default(),
            email_address: None,
            external_reference_ids: Default::default(),
            full_name: None,
            headline: None,
            last_site_activity: None,
            manager_id: None,
            photo_path: None,
            role_id: None,
            skill_ids: Default::default(),
            skill_membership_ids: Default::default(),
            state: None,
            website: None,
            work_sample_ids: Default::default(),
            additional: BTreeMap::new(),
        }
    }
}

runtime::open_enum! {
    /// Whether the user belongs to the account or comes from outside. Optional field.
    pub enum UserClassification {
        Internal = "Internal",
        External = "External",
        _ => Other,
    }
}
