//! [`Call`]: the methods that every request of a generated client has.
//!
//! Each operation has a request type of its own, with a setter for each of its parameters. What does not depend on the
//! operation is here, once.

use std::time::Duration;

use serde::Serialize;

use crate::{
    encode::scalar::Scalar,
    exchange::{error::Error, raw_response::RawResponse},
    paginate::{
        by_key::EntriesByKey, chunks::Chunks, entries::Entries, key::Key, page::Page, pages::Pages,
        paging::Paging,
    },
    request::{Request, delivery::Delivery},
    response::{
        Response, byte_stream::ByteStream, decode::Decode, each_entry::EachEntry,
        error_body::ErrorBody, item_stream::ItemStream, items::Framing,
    },
    transport::retry::Retry,
};

/// The value of a successful response to a call: the result of [`Call::send`].
pub type Output<C> = <<C as Call>::Response as Delivery>::Output<<C as Call>::Error>;

/// A request to one operation of an API.
///
/// The methods of this trait are those that every request has. It must be imported to be used. Requests whose response
/// is a page are [`Paged`], those with a list that can be split are [`Split`], and those whose response can be larger
/// than memory are [`Streamed`].
///
/// A call is sent once. To send it again, clone it first.
pub trait Call: Sized {
    /// The way in which a successful response is read, such as [`Json<T>`](crate::Json).
    type Response: Delivery;

    /// The documented error body, or [`Undocumented`](crate::Undocumented).
    type Error: ErrorBody;

    /// Returns the request as it is so far: its URL, headers and body, and whether it is valid.
    fn request(&self) -> &Request;

    /// Makes a call from a changed request. For the methods of this trait only.
    #[doc(hidden)]
    fn from_request(request: Request) -> Self;

    /// Converts into the request. For the methods of this trait only.
    #[doc(hidden)]
    fn into_request(self) -> Request;

    /// Adds a query parameter that this client does not know.
    ///
    /// Name and value are percent-encoded. Other parameters of the same name are kept. If the value has no text, such as
    /// a float that is not finite, `send` fails before anything is sent.
    #[must_use = "a request does nothing until it is sent"]
    fn with_query(self, name: &str, value: impl Scalar) -> Self {
        Self::from_request(self.into_request().with_query(name, value))
    }

    /// Sets a header. A header of the same name is replaced.
    ///
    /// If the name or the value cannot be sent, `send` fails before anything is sent.
    #[must_use = "a request does nothing until it is sent"]
    fn with_header(self, name: &str, value: &str) -> Self {
        Self::from_request(self.into_request().with_header(name, value))
    }

    /// Sends the request without a body, where one is an argument of its function, and the document says that it can be left
    /// out.
    #[must_use = "a request does nothing until it is sent"]
    fn without_body(self) -> Self {
        Self::from_request(self.into_request().without_body())
    }

    /// Sends the request without the credentials of the client, such as to log in. The request is not refused because it has
    /// none.
    ///
    /// A header that is set by [`with_header`](Call::with_header) is sent, and so is one that a hook sets.
    #[must_use = "a request does nothing until it is sent"]
    fn without_credentials(self) -> Self {
        Self::from_request(self.into_request().without_credentials())
    }

    /// Sets the time limit of one attempt to send the request. It replaces that of the client.
    ///
    /// If it is zero, `send` fails before anything is sent.
    #[must_use = "a request does nothing until it is sent"]
    fn with_timeout(self, timeout: Duration) -> Self {
        Self::from_request(self.into_request().with_timeout(timeout))
    }

    /// Sets the rules for retries. They replace those of the client.
    #[must_use = "a request does nothing until it is sent"]
    fn with_retry(self, retry: Retry) -> Self {
        Self::from_request(self.into_request().with_retry(retry))
    }

    /// Sends the request and returns the value of the response.
    ///
    /// For a response of server-sent events, that is an [`EventStream`](crate::EventStream), as soon as the head of the
    /// response arrives.
    ///
    /// # Errors
    /// Fails if the request is invalid (nothing was sent then), if there is no complete response, if the response has an
    /// error status, or if it is not the documented one. See [`Error`].
    fn send(self) -> impl Future<Output = Result<Output<Self>, Error<Self::Error>>> + Send {
        Self::Response::deliver(self.into_request())
    }

    /// Sends the request and returns the value of the response, with its status, headers, request id and number of
    /// attempts.
    ///
    /// # Errors
    /// Fails as [`send`](Call::send) does.
    fn send_with_metadata(
        self,
    ) -> impl Future<Output = Result<Response<Whole<Self>>, Error<Self::Error>>> + Send
    where
        Self::Response: Decode,
    {
        self.into_request()
            .send_with_metadata::<Self::Response, Self::Error>()
    }

    /// Sends the request and returns the response as it arrived, whatever its status is. Whether the request took effect
    /// is [`RawResponse::outcome`].
    ///
    /// A response of server-sent events arrived when the stream ends.
    ///
    /// # Errors
    /// Fails if the request is invalid, or if there is no complete response.
    fn send_raw(self) -> impl Future<Output = Result<RawResponse, Error<Self::Error>>> + Send {
        self.into_request()
            .send_raw_as::<Self::Response, Self::Error>()
    }

    /// Sends the request and returns the body of the response as a stream, as soon as the head of the response arrives.
    ///
    /// Neither the size of the body nor its total time is limited, so it can be larger than memory.
    ///
    /// # Errors
    /// Fails as [`send`](Call::send) does, apart from errors of the body, which are items of the stream.
    fn send_for_stream(
        self,
    ) -> impl Future<Output = Result<ByteStream<Self::Error>, Error<Self::Error>>> + Send
    where
        Self: Streamed,
    {
        self.into_request().send_for_stream()
    }

    /// Sends the request and returns the items of the response as a stream, as soon as the head of the response arrives: for
    /// responses whose items the document does not describe. `F` says how they are told apart, and what they are.
    ///
    /// ```no_run
    /// # use specwright_runtime::{Call, Error, JsonLines, Streamed, Undocumented, Value};
    /// # async fn example<C: Call<Error = Undocumented> + Streamed>(pull_image: C) -> Result<(), Error<Undocumented>> {
    /// let mut lines = pull_image.send_for_items::<JsonLines<Value>>().await?;
    /// while let Some(line) = lines.next().await {
    ///     println!("{}", line?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Fails as [`send`](Call::send) does, apart from errors of items, which are items of the stream.
    fn send_for_items<F: Framing>(self) -> impl Future<Output = ItemsOf<F, Self::Error>> + Send
    where
        Self: Streamed,
    {
        self.into_request().send_for_items::<F, Self::Error>()
    }

    /// Returns a stream of all entries of the list in their order, across all pages.
    ///
    /// It starts with the page that the request names (by its number, its offset or its cursor), or else with the first. Pages
    /// have the size that the request names, or else the maximum. An entry on two pages is returned once. A list of the request that is too long for one
    /// is sent in several, one after another.
    ///
    /// If others write meanwhile, it depends on the order of the list what happens:
    ///
    /// | order | inserted | changed | deleted |
    /// |---|---|---|---|
    /// | ascending by a key that never changes | safe | safe | the pages before are read again: safe |
    /// | descending by such a key | missing, but noticed | safe | as above |
    /// | ascending by the time of the change | safe | the entries behind can be lost | as above |
    /// | any other | missing, but noticed; others come twice and are recognized | it or others can be lost | as above |
    ///
    /// Both deletions and insertions are noticed by the number of entries, if pages have it ([`Page::count`]): "noticed" is
    /// an error at the end. A deletion and an insertion between the same two pages are not seen by it. Only a stream by a key
    /// loses nothing at all: [`stream_by`](Call::stream_by).
    fn stream(self) -> Entries<Whole<Self>, Self::Error>
    where
        Self: Paged,
    {
        let paging = Self::PAGING;
        let pages = self
            .into_request()
            .pages::<EachEntry<Self::Response>, Self::Error>(paging);
        pages.into()
    }

    /// Returns a stream of all entries of the list by a key, which loses none if others change meanwhile. Generated requests
    /// have a method for each key of the document.
    ///
    /// It sets the order and the page. If one of them is set already, the stream has an error, and nothing is sent.
    fn stream_by(self, key: Key<EntryOf<Self>>) -> EntriesByKey<Whole<Self>, Self::Error>
    where
        Self: Paged,
        EntryOf<Self>: Serialize,
    {
        let paging = Self::PAGING;
        self.into_request()
            .entries_by_key::<EachEntry<Self::Response>, Self::Error>(paging, key)
    }

    /// Returns a stream of all pages of the list in their order.
    fn pages(self) -> Pages<Whole<Self>, Self::Error>
    where
        Self: Paged,
    {
        let paging = Self::PAGING;
        self.into_request()
            .pages::<Self::Response, Self::Error>(paging)
    }

    /// Splits the list of the request into several requests. Returns a stream that sends them.
    ///
    /// Each of them takes effect or fails separately. For an empty list there are none.
    fn chunks(self) -> Chunks<Whole<Self>, Self::Error>
    where
        Self: Split,
    {
        self.into_request().chunks::<Self::Response, Self::Error>()
    }
}

/// The value of a successful response that is read as a whole. It is [`Output`], in a form that generic code can name.
type Whole<C> = <<C as Call>::Response as Decode>::Output;

/// The items of a response, or the error of a request for them.
type ItemsOf<F, E> = Result<ItemStream<<F as Framing>::Item, E>, Error<E>>;

/// An entry of a page.
type EntryOf<C> = <Whole<C> as Page>::Entry;

/// A call whose response is a [`Page`] of a list.
#[diagnostic::on_unimplemented(
    message = "the response to `{Self}` is not a page of a list",
    label = "this operation has no pages",
    note = "send the request with `send`; only operations with pages have `stream` and `pages`. Events are read by `send` of the function whose name ends in `_as_events`, and a body in pieces by `send_for_stream`"
)]
pub trait Paged:
    Call<Response: Decode<Output: Page + Send> + 'static, Error: Send + 'static>
{
    /// How its pages are requested.
    const PAGING: Paging;
}

/// A call with a list that can be split into several requests.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no list that can be split into several requests",
    label = "this request cannot be split",
    note = "send the request with `send`; only operations with a limited list have `chunks`"
)]
pub trait Split: Call<Response: Decode<Output: Send> + 'static, Error: Send + 'static> {}

/// A call whose response can be larger than memory, or is not described.
#[diagnostic::on_unimplemented(
    message = "the response to `{Self}` cannot be read as a stream of bytes",
    label = "this response is read as a whole",
    note = "send the request with `send`; only operations with a binary or text response, or with none that is documented, have `send_for_stream`"
)]
pub trait Streamed: Call {}

/// Implements [`Call`] for a request type: a struct whose only field is `request`.
///
/// ```
/// # use specwright_runtime::{Empty, Json, Raw, Request, Undocumented};
/// # #[derive(Clone)]
/// # pub struct GetPet { request: Request }
/// # #[derive(Clone)]
/// # pub struct GetPhoto { request: Request }
/// # #[derive(Clone)]
/// # pub struct DeletePet { request: Request }
/// specwright_runtime::call!(GetPet: Json<String>, Undocumented);
/// specwright_runtime::call!(GetPhoto: Raw, Undocumented, streamed);
/// specwright_runtime::call!(DeletePet: Empty, Undocumented);
/// ```
///
/// The name is followed by the way in which the response is read and by the error body. Further arguments implement the
/// traits for some calls:
///
/// - `paged("page", "per_page", Some(200))` implements [`Paged`], with the query parameters for the number of the page and
///   its size, and the maximum size, if it is known. `unpaged: ["only"]` after them names the parameters with which
///   there is one page.
/// - `paging(Paging::offset("skip").per_page("take", Some(50)))` implements [`Paged`] with any other [`Paging`].
/// - `split` implements [`Split`].
/// - `streamed` implements [`Streamed`].
#[macro_export]
macro_rules! call {
    ($name:ident: $response:ty, $error:ty $(, $more:ident $(($($arguments:tt)*))?)*) => {
        impl $crate::Call for $name {
            type Response = $response;
            type Error = $error;

            fn request(&self) -> &$crate::Request {
                &self.request
            }

            fn from_request(request: $crate::Request) -> Self {
                Self { request }
            }

            fn into_request(self) -> $crate::Request {
                self.request
            }
        }

        $($crate::__call!($more $name $(($($arguments)*))?);)*
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __unpaged {
    () => {
        &[]
    };
    ($unpaged:expr) => {
        &$unpaged
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    (paged $name:ident ($page:literal, $per_page:literal, $max_per_page:expr $(, unpaged: $unpaged:expr)?)) => {
        impl $crate::Paged for $name {
            const PAGING: $crate::Paging = $crate::Paging::page($page)
                .per_page($per_page, $max_per_page)
                .unpaged($crate::__unpaged!($($unpaged)?));
        }
    };
    (paging $name:ident ($paging:expr)) => {
        impl $crate::Paged for $name {
            const PAGING: $crate::Paging = $paging;
        }
    };
    (split $name:ident) => {
        impl $crate::Split for $name {}
    };
    (streamed $name:ident) => {
        impl $crate::Streamed for $name {}
    };
}
