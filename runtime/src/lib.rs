//! The runtime of generated API clients.
//!
//! A generated client has what its API document describes: operations, types and values. Everything that is the same for
//! every API is here: transport, authentication, retries, paging, encodings and errors.
//!
//! # Guarantees
//!
//! - **No secret is printed**, neither by `Debug` nor in errors: tokens, keys, passwords, cookies, and every header that is
//!   marked as sensitive. A server can repeat them, as they are, percent-encoded, in base64 or escaped, and they are
//!   redacted wherever its text is shown. They do not follow a redirect to another host. They are
//!   not sent over plain http, except to this machine.
//! - **An invalid request is not sent.** If a value is not allowed, [`Call::send`] returns the error and opens no
//!   connection.
//! - **An HTTP error is an `Err`.** `Ok` is a documented success, read as a whole, with the documented body, and with the
//!   entries that were sent or requested where the document says which those are.
//! - **[`Outcome::Applied`] is proven** by the body of a response, and not only by its status.
//! - **Nothing is lost.** An [`Error`] has the status, the headers and the body as they arrived, even if the body is not
//!   JSON, not documented, or not complete.
//!
//! # Generated code
//!
//! An operation is a `static` [`Operation`]. Each operation has a request type that contains a [`Request`] and implements
//! [`Call`], which says how the response is read ([`Json`], [`Linked`], [`Empty`] and others) and has the methods of all
//! requests. The setters of its parameters add values by the methods of [`Request`].
//!
//! ```no_run
//! use specwright_runtime::{Call, Id, Json, Method, Operation, Request, closed_enum};
//!
//! #[derive(Clone, Debug, PartialEq, Eq, Hash)]
//! pub struct Pet {
//!     pub id: Id,
//!     pub name: Option<String>,
//! }
//!
//! specwright_runtime::object!(Pet { id, name });
//!
//! #[derive(Clone, Debug, PartialEq, Eq, Hash)]
//! pub struct Problem {
//!     pub message: String,
//! }
//!
//! specwright_runtime::object!(Problem { message });
//!
//! closed_enum! {
//!     /// A sort order.
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
//!     client: specwright_runtime::Client,
//! }
//!
//! impl From<specwright_runtime::Client> for Client {
//!     fn from(client: specwright_runtime::Client) -> Self {
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
//! #[must_use = "nothing happens until it is sent"]
//! pub struct ListPets {
//!     request: Request,
//! }
//!
//! impl ListPets {
//!     pub fn order(mut self, values: impl IntoIterator<Item = Order>) -> Self {
//!         self.request = self.request.query("order", specwright_runtime::comma(values).items(1..=2));
//!         self
//!     }
//! }
//!
//! specwright_runtime::call!(ListPets: Json<Vec<Pet>>, Problem);
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = specwright_runtime::ClientBuilder::<Client>::new("https://pets.example/api/v1")
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
mod call;
mod client;
mod encode;
mod exchange;
pub mod leniency;
pub mod mock;
mod model;
mod paginate;
#[doc(hidden)]
pub mod private;
mod request;
mod response;
mod text;
mod transport;

pub use call::{Call, Output, Paged, Split, Streamed};
pub use client::{
    Client, bearer::Bearer, builder::ClientBuilder, credentials::Credentials, token::Token,
    token_source::TokenSource,
};
pub use encode::{
    list::{Comma, Repeat, comma, pipes, repeat, spaces, tabs},
    part::Part,
    path::PathValue,
    query::{QueryPairs, QueryValue},
    range::{Limited, limited},
    scalar::{IntegerId, Scalar, integer_id},
    style::{Style, Styled, styled},
    upload::Upload,
};
pub use exchange::{
    config_error::ConfigError,
    decode_error::DecodeError,
    documented_headers::DocumentedHeaders,
    error::{Error, HeldBy},
    header_error::HeaderError,
    invalid_request::{InvalidRequest, Location},
    operation::{Idempotency, Operation},
    outcome::Outcome,
    raw_response::RawResponse,
    send_error::{Departure, SendError},
    tolerated::{Tolerance, Tolerated},
    transport_error::TransportError,
};
#[cfg(feature = "rust_decimal")]
pub use model::foreign::exact::{DecimalNumber, DecimalText, ExactNumber, ExactText};
#[cfg(feature = "time")]
pub use model::foreign::times::{InRfc3339, TimeDate, TimeDateTime};
pub use model::{
    alike::{Like, MissingProperty, pair_up},
    date_range::{DateRange, DateRangeError},
    decimal::{Decimal, DecimalError},
    foreign::{
        adapter::Foreign,
        as_text::{AsText, ByDisplay},
        base64::{Base64, InBase64},
        codec::Codec,
        duration::{InIso8601, IsoDuration},
    },
    id::{EmptyId, Id},
    json::JsonObject,
    money::{Money, Rounding},
    nullable::Nullable,
    patch::Patch,
    property::Property,
    string_enum::UnknownValue,
    unreadable::Unreadable,
};
pub use paginate::{
    by_key::EntriesByKey,
    checkpoint::{Checkpoint, CheckpointError},
    chunk::{Chunk, ItemErrors, Refusal},
    chunks::Chunks,
    count::Changes,
    entries::Entries,
    key::Key,
    page::{Page, PageParameters},
    page_error::PageError,
    pages::Pages,
    paging::{Cursor, Paging},
};
pub use request::{
    Request,
    delivery::{Delivery, ServerSentEvents},
};
pub use response::{
    Response,
    any_body::AnyBody,
    by_content_type::ByContentType,
    byte_stream::ByteStream,
    decode::{Decode, Empty, Json, Raw, Text},
    error_body::{ErrorBody, SharedErrorBody, Undocumented},
    event::{DecodeEvent, Envelope, Event},
    event_stream::EventStream,
    events::Events,
    item_stream::ItemStream,
    items::{Framing, Items, JsonLines, JsonSequence},
    linked::Linked,
};
#[cfg(all(feature = "hyper", unix))]
pub use transport::http::unix::UnixSocket;
#[cfg(feature = "hyper")]
pub use transport::http::{builder::HttpTransportBuilder, transport::HttpTransport};
#[cfg(feature = "tower")]
pub use transport::tower::{ServiceOf, Tower};
pub use transport::{
    contract::{
        Transport,
        body::{RequestBody, ResponseBody},
        sending::Sending,
    },
    hook::{AsyncHook, Attempt, Hook, Next},
    retry::Retry,
};

pub use bytes::Bytes;
#[cfg(feature = "chrono")]
pub use chrono;
pub use futures_core::Stream;
pub use http;
pub use http::{
    Method, StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};
pub use jiff;
pub use jiff::{Timestamp, civil::Date};
#[cfg(feature = "reqwest")]
pub use reqwest;
#[cfg(feature = "rust_decimal")]
pub use rust_decimal;
#[cfg(feature = "tls")]
pub use rustls;
pub use serde_json::Value;
#[cfg(feature = "time")]
pub use time;
#[cfg(feature = "url")]
pub use url;
#[cfg(feature = "uuid")]
pub use uuid;
