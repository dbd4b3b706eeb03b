//! The macros that generated code calls, so that what does not vary is written once.

/// Declares an enumeration of the texts that a request can hold.
///
/// ```
/// runtime::closed_enum! {
///     /// What to sort by.
///     pub enum Order {
///         Name = "name",
///         AgeDesc = "age:desc",
///     }
/// }
/// assert_eq!(Order::AgeDesc.as_str(), "age:desc");
/// assert!("age".parse::<Order>().is_err());
/// ```
///
/// The type is `Copy`, ordered and hashed as declared, and `#[non_exhaustive]`. It has a constant
/// `ALL` with every value and a method `as_str`, and implements `Display`, `AsRef<str>`, `FromStr`
/// (whose error, [`UnknownValue`](crate::UnknownValue), lists what is allowed), `Serialize`,
/// `Deserialize` and [`Scalar`](crate::Scalar).
#[macro_export]
macro_rules! closed_enum {
    ($(#[$attribute:meta])* pub enum $name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                // Any text can stand in it, so what rustdoc would say of it says nothing.
                #[allow(rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags, rustdoc::bare_urls)]
                #[doc = concat!("`", stringify!($text), "`")]
                $variant,
            )*
        }

        impl $name {
            /// Every value, in the order of the document.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The value as it is sent.
            #[must_use]
            #[inline]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl $crate::Property for $name {}

        $crate::__text_of_enum!($name);

        #[automatically_derived]
        impl ::core::str::FromStr for $name {
            type Err = $crate::UnknownValue;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::UnknownValue> {
                $crate::__private::from_str_closed(text, &[$($text),*], $name::ALL)
            }
        }

        #[automatically_derived]
        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::__private::serde::Deserializer<'de>,
            {
                $crate::__private::deserialize_closed(deserializer)
            }
        }
    };
}

/// Declares an enumeration of the texts that a response can hold: those that are known, and in a
/// variant of its own every other, as it came.
///
/// ```
/// runtime::open_enum! {
///     /// How far it is.
///     pub enum Status {
///         Draft = "draft",
///         _ => Other,
///     }
/// }
/// assert_eq!(Status::from("draft"), Status::Draft);
/// assert_eq!(Status::from("lost").as_str(), "lost");
/// ```
///
/// The type is ordered and hashed as declared, and `#[non_exhaustive]`. It has a method `as_str`, and
/// implements `From<&str>`, `From<String>`, `Display`, `AsRef<str>`, `PartialEq<str>`,
/// `PartialEq<&str>`, `Serialize`, `Deserialize` (any string is taken, anything else is an error) and
/// [`Scalar`](crate::Scalar).
#[macro_export]
macro_rules! open_enum {
    ($(#[$attribute:meta])* pub enum $name:ident { $($variant:ident = $text:literal,)* _ => $other:ident $(,)? }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[allow(rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags, rustdoc::bare_urls)]
                #[doc = concat!("`", stringify!($text), "`")]
                $variant,
            )*
            /// A value that the document does not list, as it came.
            $other(::std::string::String),
        }

        impl $name {
            /// The value as it came, or as it is sent.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$other(text) => text,
                }
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::$other(text.into()),
                }
            }
        }

        impl $crate::Property for $name {
            fn unknown_fields(value: &$crate::Value) -> usize {
                let text = value.as_str().unwrap_or_default();
                usize::from(matches!(<Self as ::core::convert::From<&str>>::from(text), Self::$other(_)))
            }
        }

        $crate::__text_of_enum!($name);

        #[automatically_derived]
        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                <Self as ::core::convert::From<&str>>::from(&text)
            }
        }

        #[automatically_derived]
        impl ::core::cmp::PartialEq<str> for $name {
            #[inline]
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        #[automatically_derived]
        impl ::core::cmp::PartialEq<&str> for $name {
            #[inline]
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        #[automatically_derived]
        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::__private::serde::Deserializer<'de>,
            {
                $crate::__private::deserialize_open(deserializer)
            }
        }
    };
}

/// What both kinds of enumeration have: everything that only needs the text of a value.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_of_enum {
    ($name:ident) => {
        #[automatically_derived]
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        #[automatically_derived]
        impl ::core::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        #[automatically_derived]
        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::__private::serde::Serializer,
            {
                serializer.serialize_str(self.as_str())
            }
        }

        #[automatically_derived]
        impl $crate::Scalar for $name {
            #[inline]
            fn write(
                &self,
                out: &mut ::std::string::String,
            ) -> ::core::result::Result<(), ::std::string::String> {
                out.push_str(self.as_str());
                ::core::result::Result::Ok(())
            }
        }
    };
}

/// Gives a request type the methods that every request has.
///
/// `request_methods!(GetPets, Linked<PetPage> => PetPage, Problem)` is for a
/// `struct GetPets { request: runtime::Request }` whose answer is read by
/// [`Linked<PetPage>`](crate::Linked) into a `PetPage`, and whose error bodies are `Problem`
/// ([`Undocumented`](crate::Undocumented) if there are none). It adds the methods `with_query`,
/// `with_header`, `with_timeout`, `with_retry`, `request`, `send`, `send_with_metadata` and `send_raw`, and for
/// its setters a private `put`.
///
/// `events(Json<Sale> => Sale)` in place of how the answer is read is for a stream of events: `send` then gives an
/// [`EventStream`](crate::EventStream).
///
/// Behind that, `pages("page", "per_page", Some(200))` adds `stream` and `pages`, for an answer that is a
/// [`Page`](crate::Page); the number is the largest size of a page, if it is known. `chunks` adds
/// `chunks`, for a request with a list that can be split, and `stream` adds `send_for_stream`, for a body that can
/// be larger than memory.
#[macro_export]
macro_rules! request_methods {
    // First, because what begins like a type has to be one.
    ($name:ident, events($decode:ty => $data:ty), $error:ty) => {
        $crate::__request_settings!($name);

        impl $name {
            /// Sends the request, and gives the events one by one as they arrive.
            ///
            /// # Errors
            ///
            /// A value that the API does not allow (then nothing was sent), no answer, an HTTP
            /// error, or an answer that holds no events. What is wrong with an event comes in its place.
            pub async fn send(
                self,
            ) -> ::core::result::Result<$crate::EventStream<$data, $error>, $crate::Error<$error>> {
                self.request.send_for_events::<$decode, $error>().await
            }

            /// Sends the request and returns the answer as it came, whatever its status is, once all of
            /// it is there: not before the stream ends.
            ///
            /// # Errors
            ///
            /// A value that the API does not allow, or no complete answer.
            pub async fn send_raw(
                self,
            ) -> ::core::result::Result<$crate::RawResponse, $crate::Error<$error>> {
                self.request.send_raw().await
            }
        }
    };
    ($name:ident, $decode:ty => $output:ty, $error:ty, pages($page:literal, $per_page:literal, $most:expr)) => {
        $crate::request_methods!($name, $decode => $output, $error);

        impl $name {
            /// Every entry of the list, in its order, across all pages.
            ///
            /// The pages are as large as they can be, unless the request names a size, and follow from the
            /// one that it names. An entry that comes on two pages is given once.
            pub fn stream(self) -> $crate::Entries<$output, $error> {
                self.pages().into()
            }

            /// Every page of the list, in its order, with all that belongs to it.
            pub fn pages(self) -> $crate::Pages<$output, $error> {
                self.request.pages::<$decode, $error>($crate::PageParameters {
                    page: $page,
                    per_page: $per_page,
                    most: $most,
                })
            }
        }
    };
    ($name:ident, $decode:ty => $output:ty, $error:ty, chunks) => {
        $crate::request_methods!($name, $decode => $output, $error);

        impl $name {
            /// Splits a list of any length into as many requests as it needs.
            ///
            /// Each takes effect, or is refused, by itself. An empty list needs none.
            pub fn chunks(self) -> $crate::Chunks<$output, $error> {
                self.request.chunks::<$decode, $error>()
            }
        }
    };
    ($name:ident, $decode:ty => $output:ty, $error:ty, stream) => {
        $crate::request_methods!($name, $decode => $output, $error);

        impl $name {
            /// Sends the request, and gives the body piece by piece as it arrives: for what is larger
            /// than memory. Neither its size nor its time as a whole is limited.
            ///
            /// # Errors
            ///
            /// As for `send`; what is wrong with the body comes behind its pieces.
            pub async fn send_for_stream(
                self,
            ) -> ::core::result::Result<$crate::ByteStream<$error>, $crate::Error<$error>> {
                self.request.send_for_stream::<$error>().await
            }
        }
    };
    ($name:ident, $decode:ty => $output:ty, $error:ty) => {
        $crate::__request_settings!($name);

        impl $name {
            /// Sends the request and reads the answer.
            ///
            /// # Errors
            ///
            /// A value that the API does not allow (then nothing was sent), no answer, an HTTP
            /// error, or an answer that is not what is documented.
            pub async fn send(self) -> ::core::result::Result<$output, $crate::Error<$error>> {
                self.request.send::<$decode, $error>().await
            }

            /// The same, with status, headers, request id and number of attempts beside the value.
            ///
            /// # Errors
            ///
            /// As for `send`.
            pub async fn send_with_metadata(
                self,
            ) -> ::core::result::Result<$crate::Response<$output>, $crate::Error<$error>> {
                self.request.send_with_metadata::<$decode, $error>().await
            }

            /// Sends the request and returns the answer as it came, whatever its status is.
            ///
            /// # Errors
            ///
            /// A value that the API does not allow, or no complete answer.
            pub async fn send_raw(
                self,
            ) -> ::core::result::Result<$crate::RawResponse, $crate::Error<$error>> {
                self.request.send_raw().await
            }
        }
    };
}

/// What every request has, however its answer is read.
#[doc(hidden)]
#[macro_export]
macro_rules! __request_settings {
    ($name:ident) => {
        impl $name {
            /// Sets a query parameter, in place of what was set before.
            #[allow(
                dead_code,
                reason = "not every operation has parameters that can be left out"
            )]
            fn put(self, name: &'static str, value: impl $crate::QueryValue) -> Self {
                Self {
                    request: self.request.query(name, value),
                }
            }

            /// Adds a query parameter that this client does not know.
            ///
            /// Name and value are percent-encoded. The pair is added to those that are there
            /// already, also to those of the same name. A value that has no text (such as a float
            /// that is not finite) makes `send` fail before anything is sent.
            pub fn with_query(mut self, name: &str, value: impl $crate::Scalar) -> Self {
                self.request = self.request.with_query(name, value);
                self
            }

            /// Sets a header of this request, in place of one of the same name.
            ///
            /// A name or value that cannot be sent makes `send` fail before anything is sent.
            pub fn with_header(mut self, name: &str, value: &str) -> Self {
                self.request = self.request.with_header(name, value);
                self
            }

            /// How long one attempt at this request may take, in place of the client's limit.
            pub fn with_timeout(mut self, timeout: ::core::time::Duration) -> Self {
                self.request = self.request.with_timeout(timeout);
                self
            }

            /// When this request is sent again, in place of the client's rules.
            pub fn with_retry(mut self, retry: $crate::Retry) -> Self {
                self.request = self.request.with_retry(retry);
                self
            }

            /// The request as it stands: its address, headers and body, and whether it is valid.
            pub fn request(&self) -> &$crate::Request {
                &self.request
            }
        }
    };
}
