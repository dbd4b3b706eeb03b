// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

//! The examples of the document, as responses of a mock: `Client::builder(…).transport(examples::mock())`.

use runtime::mock::{Example, Examples, Mock};

/// Returns a mock that responds to every operation with its first example of a success.
#[must_use]
pub fn mock() -> Mock {
    Mock::of_examples(all())
}

/// Returns the examples of all operations, in the order of the document.
#[must_use]
pub fn all() -> &'static [Examples] {
    &[
        GET_TIME_ENTRIES,
        CREATE_TIME_ENTRY,
        DELETE_TIME_ENTRIES,
        GET_TIME_ENTRY,
        UPDATE_TIME_ENTRY,
        DELETE_TIME_ENTRY,
    ]
}

/// `GET /time_entries`
pub const GET_TIME_ENTRIES: Examples = Examples::new("get-time-entries", "GET /time_entries", &[
    Example::success("200", "application/json", r#"{
  "count": 2,
  "meta": {
    "count": 2,
    "page_count": 1,
    "page_number": 1,
    "page_size": 20
  },
  "results": [
    {
      "key": "time_entries",
      "id": "102"
    },
    {
      "key": "time_entries",
      "id": "101"
    }
  ],
  "time_entries": {
    "101": {
      "id": "101",
      "approved": false,
      "billable": true,
      "created_at": "2026-06-02T17:04:11-07:00",
      "currency": "USD",
      "currency_base_unit": 100,
      "currency_symbol": "$",
      "date_performed": "2026-06-01",
      "is_invoiced": false,
      "notes": null,
      "rate_in_cents": 15000,
      "story_id": "71",
      "taxable": false,
      "time_in_minutes": 90,
      "updated_at": "2026-06-02T17:04:11-07:00",
      "user_id": "31",
      "workspace_id": "11"
    },
    "102": {
      "id": "102",
      "approved": true,
      "billable": false,
      "created_at": "2026-06-02T17:05:48-07:00",
      "currency": "USD",
      "currency_base_unit": 100,
      "currency_symbol": "$",
      "date_performed": "2026-06-02",
      "is_invoiced": false,
      "notes": "Weekly review",
      "rate_in_cents": null,
      "story_id": null,
      "taxable": false,
      "time_in_minutes": 30,
      "updated_at": "2026-06-03T09:12:00-07:00",
      "user_id": "31",
      "workspace_id": "11"
    }
  },
  "stories": {
    "71": {
      "id": "71",
      "title": "Draft the layout",
      "story_type": "task",
      "state": "started",
      "priority": "normal"
    }
  },
  "users": {
    "31": {
      "id": "31",
      "full_name": "Ada Example",
      "headline": "Designer",
      "email_address": "ada@example.com"
    }
  }
}"#),
]);

/// `POST /time_entries`
pub const CREATE_TIME_ENTRY: Examples = Examples::new("create-time-entry", "POST /time_entries", &[
    Example::success("200", "application/json", CREATE_TIME_ENTRY_200_ONE_BODY).called("one"),
]);

/// `DELETE /time_entries`
pub const DELETE_TIME_ENTRIES: Examples = Examples::new("delete-time-entries", "DELETE /time_entries", &[
    Example::empty("204"),
]);

/// `GET /time_entries/{id}`
pub const GET_TIME_ENTRY: Examples = Examples::new("get-time-entry", "GET /time_entries/{id}", &[
    Example::success("200", "application/json", CREATE_TIME_ENTRY_200_ONE_BODY).called("one"),
]);

/// `PUT /time_entries/{id}`
pub const UPDATE_TIME_ENTRY: Examples = Examples::new("update-time-entry", "PUT /time_entries/{id}", &[
    Example::success("200", "application/json", CREATE_TIME_ENTRY_200_ONE_BODY).called("one"),
]);

/// `DELETE /time_entries/{id}`
pub const DELETE_TIME_ENTRY: Examples = Examples::new("delete-time-entry", "DELETE /time_entries/{id}", &[
    Example::empty("204"),
]);

/// A body that several operations have.
const CREATE_TIME_ENTRY_200_ONE_BODY: &str = r#"{
  "count": 1,
  "meta": {
    "count": 1,
    "page_count": 1,
    "page_number": 1,
    "page_size": 20
  },
  "results": [
    {
      "key": "time_entries",
      "id": "102"
    }
  ],
  "time_entries": {
    "102": {
      "id": "102",
      "approved": true,
      "billable": false,
      "created_at": "2026-06-02T17:05:48-07:00",
      "currency": "USD",
      "currency_base_unit": 100,
      "currency_symbol": "$",
      "date_performed": "2026-06-02",
      "is_invoiced": false,
      "notes": "Weekly review",
      "rate_in_cents": null,
      "story_id": null,
      "taxable": false,
      "time_in_minutes": 30,
      "updated_at": "2026-06-03T09:12:00-07:00",
      "user_id": "31",
      "workspace_id": "11"
    }
  }
}"#;
