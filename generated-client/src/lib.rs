//! Client of the time entries API of Kantata OX, in which professional-services firms record the
//! hours that they bill.
//!
//! Everything below `generated` is written by `cargo xtask codegen` from the OpenAPI document in
//! `spec/time_entries.yaml`; this page and the re-exports are written by hand.
//!
//! # A first call
//!
//! ```no_run
//! use generated_client::filters::{Include, Order};
//! use generated_client::{Call, Client, date};
//!
//! # async fn run(token: String, project: generated_client::Id) -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(token)?;
//! let page = client
//!     .get_time_entries()
//!     .workspace_id(project)
//!     .date_performed_between(date(2026, 11, 1), date(2026, 11, 30))
//!     .include([Include::Story, Include::User])
//!     .order(Order::DatePerformedDesc)
//!     .uninvoiced()
//!     .per_page(200)
//!     .send()
//!     .await?;
//! for entry in page.time_entries() {
//!     let task = page.story(entry)?.and_then(|story| story.title.as_deref());
//!     println!("{} {:?} {:?}", entry.id, entry.time_in_minutes, task);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! A request is a value: it can be built, kept, cloned and looked at before it is sent.
//!
//! - Required parameters are arguments; optional ones are methods.
//! - The server reads `approved`, `invoiced` and `uninvoiced` as true whatever is sent. They take no
//!   argument: there is no `uninvoiced(false)` that would do the opposite of what it says.
//! - Values that are out of bounds (`per_page(201)`, no ids or more than a hundred to delete, a range of
//!   dates that ends before it begins) are refused by `send` before anything goes out. The server
//!   would not refuse all of them: it clamps or ignores some silently.
//! - An empty text, and a comma in an item of a list, are refused too: a server could take them for no
//!   filter at all, or for two items.
//! - A method that is called again replaces what was set before: give `include` everything at once.
//! - Parameters and headers that the document does not have are set by `with_query` and `with_header`.
//!
//! ```
//! # use generated_client::{Call, Client, date};
//! let client = Client::new("token")?;
//! let request = client.get_time_entries().workspace_ids([7, 8]).uninvoiced();
//! assert_eq!(
//!     request.request().url()?,
//!     "https://api.mavenlink.com/api/v1/time_entries?workspace_ids=7,8&uninvoiced=true",
//! );
//! let too_many = client.get_time_entries().per_page(201);
//! assert!(too_many.request().problem().is_some());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Pages
//!
//! Every response with entries is a [`TimeEntryPage`](models::TimeEntryPage). Its maps have no order:
//! [`time_entries()`](models::TimeEntryPage::time_entries) goes through the entries in the order of
//! the response, and [`story`](models::TimeEntryPage::story), [`user`](models::TimeEntryPage::user) and
//! the like look up what was loaded with them by `include`. An object that was loaded and cannot be read costs only that
//! object: its look-up returns an [`Unreadable`], and [`unreadable`](models::TimeEntryPage::unreadable) lists all.
//! What this version does not know of an object is in its field `additional`.
//!
//! A list is read to its end by `stream`, entry by entry, or by `pages`, with all that was loaded beside them:
//!
//! ```no_run
//! # use generated_client::Call;
//! # async fn run(client: generated_client::Client) -> Result<(), generated_client::Error> {
//! let mut minutes = 0;
//! let mut entries = client.get_time_entries().workspace_id(7).stream().concurrency(4);
//! while let Some(entry) = entries.next().await {
//!     minutes += i64::from(entry?.time_in_minutes.unwrap_or_default());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Pages are as large as they can be, and `concurrency` says how many are asked for at once. An entry that comes
//! on two pages, because others were recorded meanwhile, is given once by `stream`. One that moves to a page
//! that was read already, because others were deleted, is missed: list the entries in an order
//! in which new ones come last. A page that cannot be read is an error that names it, behind everything before it;
//! [`resume`](Entries::resume) goes on there. An entry that cannot be read is an error in its place, and
//! [`skip`](Entries::skip) goes on behind it.
//!
//! # Recording, correcting and deleting time
//!
//! ```no_run
//! use generated_client::models::{NewTimeEntry, TimeEntryUpdate};
//! use generated_client::{Call, Client, date};
//!
//! # async fn run(client: Client, first: generated_client::Id, second: generated_client::Id) -> Result<(), generated_client::Error> {
//! let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90).notes("Workshop");
//! let created = client.create_time_entry(entry.clone()).send().await?;
//! let id = created.time_entries().next().map(|entry| entry.id.clone());
//!
//! // Up to a hundred in one request; any number by `chunks`, which reports on each hundred.
//! let week = (23..=27).map(|day| NewTimeEntry::new(7, date(2026, 11, day), 480));
//! client.create_time_entries(week).send().await?;
//! let month = (1..=30).flat_map(|day| vec![NewTimeEntry::new(7, date(2026, 11, day), 30); 9]);
//! for chunk in client.create_time_entries(month).chunks().all().await {
//!     println!("entries {:?}: {:?}", chunk.items, chunk.outcome());
//!     for refusal in chunk.refusals() {
//!         println!("entry {:?}: {}", refusal.item, refusal.reason.message);
//!     }
//! }
//!
//! // A field that is not set keeps its value; `clear_…` sends null.
//! let update = TimeEntryUpdate::default().clear_story_id().billable(false);
//! client.update_time_entry(&first, update).send().await?;
//!
//! client.delete_time_entries([first, second]).send().await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Whether a request took effect
//!
//! The service has no idempotency key: a creation that is sent twice is billed twice. So this client sends again by
//! itself only what cannot do harm ([`Retry`] has the rules), and every error says by
//! [`outcome`](Error::outcome) the outcome of the request, over all its attempts:
//!
//! - [`Outcome::NotApplied`]: it was never sent, never arrived, or was refused. Sending it again is safe.
//! - [`Outcome::Applied`]: the response proves that it succeeded, although it is not as documented in one place.
//! - [`Outcome::Unknown`]: it was sent, and the response was lost or inconclusive. Look for the entry before sending
//!   it again; the example `record_once` shows how.
//!
//! # Errors
//!
//! `Ok` means that the server did what was asked and that its response was understood. Everything else
//! is an [`Error`], with a variant for each thing that a caller handles differently. An error with a response keeps
//! its status, headers, request id and body.
//!
//! ```no_run
//! use generated_client::{Call, Client, Error};
//!
//! # async fn run(client: Client, id: generated_client::Id) {
//! match client.get_time_entry(id).send().await {
//!     Ok(page) => println!("{} found", page.count),
//!     Err(Error::Api { body, .. }) => {
//!         for error in &body.errors {
//!             println!("{} ({:?})", error.message, error.field);
//!         }
//!     }
//!     Err(error) if error.is_timeout() => println!("no response in time: {:?}", error.outcome()),
//!     Err(error) => println!("{error}, request {:?}", error.request_id()),
//! }
//! # }
//! ```
//!
//! # Values
//!
//! - [`Id`] reads from JSON strings and numbers and is written as each place wants it, so that an id
//!   from one response goes into the next request as it is. `7`, `"7"` and `&id` are all taken for one.
//! - Dates and times are types of [`jiff`].
//! - Nearly every field of a response can be null or missing; both are `None`. A list that is null or
//!   missing is empty. A value of the wrong type is an error that names its place:
//!   `time_entries.123.time_in_minutes: …`.
//! - A value that the document does not list is kept as it came (`StoryState::Other("…")`); in requests,
//!   only the listed ones can be written.
//! - `date(2026, 11, 24)` panics if there is no such day; for days that come from outside, use
//!   [`Date::new`] or parse them.
//!
//! # Settings
//!
//! [`Client::builder`] has an address of your own (a test server), certificates, a [`Transport`] of your
//! own, time limits, the largest response, [`Retry`], user agent, headers, and [`Hook`]s that see every
//! attempt ([`AsyncHook`]s can wait). Each request has `with_timeout`, `with_retry`, `with_header` and
//! `with_query`.
//!
//! `send` returns the value. `send_with_metadata` has status, headers, request id and the number of attempts beside
//! it, and `send_raw` the bytes, whatever the status is, and the outcome.
//!
//! | feature | adds |
//! |---|---|
//! | `hyper` | the default transport, [`HttpTransport`], without TLS |
//! | `tls` | `hyper`, and TLS with a cryptography provider that the program installs |
//! | `ring` | `tls`, and ring as its provider. This is the default |
//! | `aws-lc` | `tls`, and aws-lc as its provider, which comes before ring if both are enabled |
//! | `http2` | `hyper`, and HTTP/2 if the server supports it |
//! | `reqwest` | `reqwest::Client` as a transport |
//! | `tower` | any `tower::Service` as a transport, and layers of tower before one |
//! | `blocking` | `.send().wait()` and `.stream().wait_each()` for programs without `async`: see `blocking` |
//! | `tracing` | spans and events for `tracing`, without the token, queries and bodies |
//! | `mock` | `examples::mock()`, a transport for tests that responds with the examples of the document |
//!
//! Without any feature, a client needs a transport of your own, and neither TCP nor TLS is in the tree.
//!
//! # Tokens that expire
//!
//! [`Client::new`] and [`Client::builder`] take a token, or a [`TokenSource`] that gets one by OAuth 2.0 and renews it:
//!
//! ```
//! use generated_client::{Client, TokenSource};
//!
//! # fn run(id: String, secret: String, stored: String, store: fn(&str)) -> Result<(), Box<dyn std::error::Error>> {
//! let source = TokenSource::client_credentials("https://auth.example/token", &id, secret.as_str())
//!     .scope("time:read time:write");
//! let client = Client::new(source)?;
//!
//! // On behalf of a user. A new refresh token takes the place of the stored one.
//! let source = TokenSource::refresh_token("https://auth.example/token", stored)
//!     .client(id, secret)
//!     .on_new_refresh_token(store);
//! let client = Client::new(source)?;
//! # Ok(())
//! # }
//! ```
//!
//! # Transports
//!
//! All requests go through a [`Transport`], which says of a failure whether the request left. One of your own needs no
//! server, as below, or stands before another one, such as to record what passes it:
//!
//! ```
//! use std::{pin::Pin, sync::{Arc, Mutex}};
//! use generated_client::http::{Request, Response};
//! use generated_client::{Client, HttpTransport, RequestBody, ResponseBody, SendError, Transport};
//!
//! /// Writes down each request and the status of its response.
//! struct Log<T> {
//!     inner: T,
//!     lines: Arc<Mutex<Vec<String>>>,
//! }
//!
//! impl<T: Transport> Transport for Log<T> {
//!     fn send(
//!         &self,
//!         request: Request<RequestBody>,
//!     ) -> Pin<Box<dyn Future<Output = Result<Response<ResponseBody>, SendError>> + Send + '_>> {
//!         Box::pin(async move {
//!             let sent = format!("{} {}", request.method(), request.uri().path());
//!             let result = self.inner.send(request).await;
//!             let line = match &result {
//!                 Ok(response) => format!("{sent}: {}", response.status()),
//!                 Err(error) => format!("{sent}: {:?}, {error}", error.departure()),
//!             };
//!             self.lines.lock().unwrap().push(line);
//!             result
//!         })
//!     }
//! }
//!
//! # fn run(inner: HttpTransport) -> Result<(), Box<dyn std::error::Error>> {
//! let lines = Arc::default();
//! let log = Log { inner, lines: Arc::clone(&lines) };
//! let client = Client::builder("token").transport(log).build()?;
//! # Ok(())
//! # }
//! ```
//!
//! With a clock that a test advances (`#[tokio::test(start_paused = true)]`), a transport without a server tests time
//! limits and retries in no time:
//!
//! ```
//! use std::{pin::Pin, time::Duration};
//! use generated_client::http::{Request, Response};
//! use generated_client::{Call, Client, Outcome, RequestBody, ResponseBody, SendError, Sending, Transport};
//! use generated_client::{date, models::NewTimeEntry};
//!
//! /// Never gets a connection.
//! struct Unreachable;
//!
//! impl Transport for Unreachable {
//!     fn send(
//!         &self,
//!         request: Request<RequestBody>,
//!     ) -> Pin<Box<dyn Future<Output = Result<Response<ResponseBody>, SendError>> + Send + '_>> {
//!         // Nothing leaves before `leave`, so that a request whose time is over counts as not sent.
//!         Sending::of(&request).wait();
//!         Box::pin(std::future::pending())
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?;
//! # runtime.block_on(async {
//! let client = Client::builder("token")
//!     .transport(Unreachable)
//!     .timeout(Duration::from_secs(30))
//!     .build()?;
//! let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
//! let error = client.create_time_entry(entry).send().await.unwrap_err();
//! assert!(error.is_timeout());
//! assert_eq!((error.attempts(), error.outcome()), (4, Outcome::NotApplied));
//! # Ok(())
//! # })
//! # }
//! ```
//!
//! # Testing code that uses this client
//!
//! Give the client the address of a server in the test. Its responses can be built from the types: those of
//! responses have a `new` that takes the required fields, and public fields for everything else. They are
//! `#[non_exhaustive]`, as the service adds fields.
//!
//! ```
//! use generated_client::models::{PageMeta, ResultRef, TimeEntry, TimeEntryPage};
//! use generated_client::{Call, Client, Retry};
//! use wiremock::matchers::{method, path, query_param};
//! use wiremock::{Mock, MockServer, ResponseTemplate};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut entry = TimeEntry::new(41);
//! entry.time_in_minutes = Some(90);
//! let mut page = TimeEntryPage::new(1);
//! page.meta = Some(PageMeta::new(1, 1, 1, 200));
//! page.results.push(ResultRef::new("time_entries", 41));
//! page.time_entries_by_id.insert(entry.id.clone(), entry);
//!
//! let server = MockServer::start().await;
//! Mock::given(method("GET"))
//!     .and(path("/time_entries"))
//!     .and(query_param("workspace_id", "7"))
//!     .respond_with(ResponseTemplate::new(200).set_body_json(&page))
//!     .expect(1)
//!     .mount(&server)
//!     .await;
//!
//! let client = Client::builder("token").base_url(server.uri()).retry(Retry::off()).build()?;
//! let entries = client.get_time_entries().workspace_id(7).stream().all().await?;
//! assert_eq!(entries[0].time_in_minutes, Some(90));
//! # Ok(())
//! # }
//! ```

// The code in the README and in its documentation compiles, too.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
#[doc = include_str!("../../docs/client.md")]
#[doc = include_str!("../README.md")]
struct Readme;

#[rustfmt::skip]
mod generated;

pub use generated::endpoints::{Client, Error};
#[cfg(feature = "mock")]
pub use generated::examples;
pub use generated::{endpoints, filters, models};
#[cfg(feature = "blocking")]
pub use runtime::blocking;
pub use runtime::jiff::civil::date;
pub use runtime::mock;
#[cfg(feature = "reqwest")]
pub use runtime::reqwest;
#[cfg(feature = "tls")]
pub use runtime::rustls;
pub use runtime::{
    AsyncHook, Attempt, Bearer, Bytes, Call, Changes, Checkpoint, CheckpointError, Chunk, Chunks,
    ClientBuilder, ConfigError, Date, DateRange, DateRangeError, Departure, Entries, EntriesByKey,
    HeaderMap, HeldBy, Hook, Id, Idempotency, InvalidRequest, Like, Method, MissingProperty, Money,
    Next, Outcome, Page, PageError, Pages, Patch, RawResponse, Refusal, RequestBody, Response,
    ResponseBody, Retry, Rounding, SendError, Sending, StatusCode, Stream, Timestamp, Token,
    TokenSource, Tolerance, Tolerated, Transport, TransportError, Unreadable, Value, http, jiff,
    leniency, pair_up,
};
#[cfg(feature = "hyper")]
pub use runtime::{HttpTransport, HttpTransportBuilder};
#[cfg(feature = "tower")]
pub use runtime::{ServiceOf, Tower};
