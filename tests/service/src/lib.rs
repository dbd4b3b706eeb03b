//! A service of time entries for tests, with the rules of the real one as far as a client can meet them.
//!
//! [`Service::respond`] takes a request and returns a response, both as plain values. It opens no socket and shares no code
//! with a client: a test joins it to a transport or to a server. Its clock is that of tokio, which a test can pause and
//! advance.
//!
//! - Filters narrow a list down together. Entries of archived projects are left out unless `from_archived_workspaces` asks
//!   for them, also by id and in `only`; those of other accounts likewise by `on_my_account`.
//! - Lists are ordered as `order` says, and entries with the same key by id. An unknown order is ignored. `per_page` is cut
//!   down to 200, `limit` and `offset` take the place of `page` and `per_page`, and with `only` there are no pages,
//!   although `page_count` is computed.
//! - Instants are shown and compared in whole seconds. Whether `created_after` and the like include their instant is a
//!   setting, because it is not documented.
//! - Projects without dates have `""` for them.
//! - A bulk request is applied as a whole or not at all.
//! - With a [limit](Settings::limit) on requests, those above it get 429, without `Retry-After`.
//!
//! [`Service::edit`] changes the entries at any time, and [`Store::change`] does so at random.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod change;
mod error;
mod filter;
mod limit;
mod list;
mod message;
mod parameters;
mod random;
mod service;
mod show;
mod store;
mod write;

pub use error::Refused;
pub use list::MAX_PAGE;
pub use message::{Request, Response};
pub use random::Random;
pub use service::{Service, Settings};
pub use store::{Entry, Project, Store};
