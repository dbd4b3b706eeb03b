//! What generated API clients stand on.
//!
//! A generated client describes an API: its operations, its structures, its values. Everything that
//! is the same for every API is here: transport, authentication, encodings and errors. This crate
//! knows nothing of any particular API.
//!
//! # Rules
//!
//! - **The token is never printed**: not by `Debug`, not in errors. It does not follow a redirect.
//! - **Nothing is sent that was refused.** A value that the API does not allow is found while the
//!   request is built; [`Request::send`] then returns the first refusal and opens no connection.
//! - **An HTTP error is an `Err`.** `Ok` means: a documented success, read in full and understood.
//! - **Nothing is lost.** Whatever came back (status, headers, body) can be had from the [`Error`],
//!   also when it was not JSON, not documented, or not complete.
//!
//! # What generated code does
//!
//! An operation is a `static` [`Operation`]. A call starts with [`Client::request`], adds values
//! with the methods of [`Request`], and ends in [`Request::send`], which is told how to read the
//! answer ([`Json`], [`Linked`], [`Empty`]) and an error body.
//!
//! ```no_run
//! use runtime::{Id, Json, Method, Operation, Request, closed_enum, request_methods};
//!
//! #[derive(Debug)]
//! pub struct Pet {
//!     pub id: Id,
//!     pub name: Option<String>,
//! }
//!
//! runtime::object!(Pet { id, name });
//!
//! #[derive(Debug)]
//! pub struct Problem {
//!     pub message: String,
//! }
//!
//! runtime::object!(Problem { message });
//!
//! closed_enum! {
//!     /// What to sort by.
//!     pub enum Order {
//!         Name = "name",
//!         Age = "age",
//!     }
//! }
//!
//! static LIST_PETS: Operation = Operation::new("list-pets", Method::GET, "/pets", &[200]);
//!
//! #[derive(Clone, Debug)]
//! pub struct Client {
//!     client: runtime::Client,
//! }
//!
//! impl From<runtime::Client> for Client {
//!     fn from(client: runtime::Client) -> Self {
//!         Self { client }
//!     }
//! }
//!
//! impl Client {
//!     pub fn list_pets(&self) -> ListPets {
//!         ListPets { request: self.client.request(&LIST_PETS) }
//!     }
//! }
//!
//! #[derive(Clone, Debug)]
//! pub struct ListPets {
//!     request: Request,
//! }
//!
//! impl ListPets {
//!     pub fn order(self, values: impl IntoIterator<Item = Order>) -> Self {
//!         self.put("order", runtime::comma(values).items(1..=2))
//!     }
//! }
//!
//! request_methods!(ListPets, Json<Vec<Pet>> => Vec<Pet>, Problem);
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = runtime::ClientBuilder::<Client>::new("https://pets.example/api/v1")
//!     .bearer(std::env::var("PETS_TOKEN")?)
//!     .build()?;
//! for pet in client.list_pets().order([Order::Name]).send().await? {
//!     println!("{} {:?}", pet.id, pet.name);
//! }
//! # Ok(())
//! # }
//! ```

#[cfg(feature = "blocking")]
pub mod blocking;
mod client;
mod encode;
mod exchange;
mod macros;
mod model;
mod paginate;
#[doc(hidden)]
pub mod private;
mod request;
mod response;
mod text;
mod transport;

pub use client::{
    Client, builder::ClientBuilder, config_error::ConfigError, credentials::Credentials,
    token::Token,
};
pub use encode::{
    list::{Comma, Repeat, comma, pipes, repeat, spaces, tabs},
    part::Part,
    path::PathValue,
    query::{QueryPairs, QueryValue},
    range::{Limited, limited},
    scalar::{IntegerId, Scalar, integer_id},
    style::{Style, Styled, styled},
};
pub use exchange::{
    decode_error::DecodeError,
    error::Error,
    invalid_request::{InvalidRequest, Location},
    operation::{Idempotency, Operation},
    outcome::Outcome,
    raw_response::RawResponse,
    transport_error::TransportError,
};
pub use model::{
    date_range::{DateRange, DateRangeError},
    id::{EmptyId, Id},
    integer_ids::{IntegerIds, Integers, integer_ids, integers},
    patch::Patch,
    property::Property,
    string_enum::UnknownValue,
};
pub use paginate::{
    chunk::{Chunk, ItemErrors, Refusal},
    chunks::Chunks,
    entries::Entries,
    page::{Page, PageParameters},
    pages::{PageError, Pages},
};
pub use request::Request;
pub use response::{
    Response,
    byte_stream::ByteStream,
    decode::{Decode, Empty, Json, Raw, Text},
    error_body::{ErrorBody, Undocumented},
    event::{DecodeEvent, Event},
    event_stream::EventStream,
    events::Events,
    linked::{Linked, Links, dangling},
};
pub use transport::{
    hook::{Attempt, Hook},
    retry::Retry,
};

pub use bytes::Bytes;
pub use futures_core::Stream;
pub use jiff;
pub use jiff::{Timestamp, civil::Date};
pub use reqwest;
pub use reqwest::{
    Method, StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};
pub use serde_json::Value;
