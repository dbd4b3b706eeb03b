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

mod attempts;
mod base_url;
#[cfg(feature = "blocking")]
pub mod blocking;
mod body;
mod byte_stream;
mod choice;
mod chunks;
mod client;
mod config;
mod credentials;
mod date_range;
mod decode;
mod error;
mod event_stream;
mod events;
mod headers;
mod hook;
mod http_date;
mod id;
mod integer_enum;
mod integer_ids;
mod invalid_request;
mod items;
mod json_path;
mod macros;
mod media;
mod multipart;
mod names;
mod object;
mod operation;
mod ordered;
mod paging;
mod part;
mod patch;
mod path_value;
mod per_status;
mod places;
mod query;
mod range;
mod rate_limit;
mod raw_response;
mod receive;
mod request;
mod response;
mod retry;
mod scalar;
mod string_enum;
mod style;
mod text;
mod tls;
mod token;
mod trace;
mod transport;
mod transport_error;
mod unions;

pub use attempts::Outcome;
pub use byte_stream::ByteStream;
pub use chunks::{Chunk, Chunks, ItemErrors, Refusal};
pub use client::Client;
pub use config::{ClientBuilder, ConfigError};
pub use credentials::Credentials;
pub use date_range::{DateRange, DateRangeError};
pub use decode::{Decode, DecodeError, Empty, Json, Linked, Links, Undocumented, dangling};
pub use error::Error;
pub use event_stream::EventStream;
pub use events::{DecodeEvent, Event, Events};
pub use hook::{Attempt, Hook};
pub use id::{EmptyId, Id};
pub use integer_ids::{IntegerIds, Integers, integer_ids, integers};
pub use invalid_request::{InvalidRequest, Location};
pub use media::{Raw, Text};
pub use object::Property;
pub use operation::{Idempotency, Operation};
pub use paging::{Entries, Page, PageError, PageParameters, Pages};
pub use part::Part;
pub use patch::Patch;
pub use path_value::PathValue;
pub use per_status::ErrorBody;
pub use query::{Comma, QueryPairs, QueryValue, Repeat, comma, pipes, repeat, spaces, tabs};
pub use range::{Limited, limited};
pub use raw_response::RawResponse;
pub use request::Request;
pub use response::Response;
pub use retry::Retry;
pub use scalar::{IntegerId, Scalar, integer_id};
pub use string_enum::UnknownValue;
pub use style::{Style, Styled, styled};
pub use token::Token;
pub use transport_error::TransportError;

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

/// What the macros of this crate expand to; not for other use, and free to change.
#[doc(hidden)]
pub mod __private {
    pub use crate::choice::{
        Trial, is_kind, read_choice, read_variant, unknown_fields_of, write_tagged,
    };
    pub use crate::integer_enum::read_integer;
    pub use crate::names::{slot_count, slots};
    pub use crate::object::{
        Constant, finish, finish_required, next_key, read_constant, read_other, read_value,
        skip_value, unknown_fields,
    };
    pub use crate::per_status::choose;
    pub use crate::string_enum::{deserialize_closed, deserialize_open, from_str_closed};
    pub use serde;
}
