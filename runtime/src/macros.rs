//! The macro that added methods to request types before [`Call`](crate::Call), for clients that still use it.

/// Adds the methods that every request has to a request type. [`Call`](crate::Call) has replaced it.
///
/// `request_methods!(GetPets, Linked<PetPage> => PetPage, Problem)` is for a
/// `struct GetPets { request: runtime::Request }` whose response is read by
/// [`Linked<PetPage>`](crate::Linked) into a `PetPage`, and whose error body is `Problem`
/// ([`Undocumented`](crate::Undocumented) if there is none). It adds the methods `with_query`, `with_header`,
/// `with_timeout`, `with_retry`, `request`, `send`, `send_with_metadata` and `send_raw`, and a private `put` for setters.
///
/// With `events(Json<Sale> => Sale)` as the response, `send` returns an [`EventStream`](crate::EventStream).
///
/// A fourth argument adds further methods: `pages("page", "per_page", Some(200))` adds `stream` and `pages`, if the
/// response is a [`Page`](crate::Page) with this maximum size. `chunks` adds `chunks`, if the request has a list that can
/// be split. `stream` adds `send_for_stream`, if the body can be larger than memory.
#[macro_export]
macro_rules! request_methods {
    // The first rule, because a type that does not parse is a hard error.
    ($name:ident, events($decode:ty => $data:ty), $error:ty) => {
        $crate::__request_settings!($name);

        impl $name {
            /// Sends the request and returns a stream of the events, as soon as the head of the response arrives.
            ///
            /// # Errors
            ///
            /// Fails if the request is invalid (nothing was sent then), if there is no response, if the response has
            /// an error status, or if it has no events. An error of an event is an item of the stream.
            pub async fn send(
                self,
            ) -> ::core::result::Result<$crate::EventStream<$data, $error>, $crate::Error<$error>> {
                self.request.send_for_events::<$decode, $error>().await
            }

            /// Sends the request and returns the response as it arrived, whatever its status is, when the stream ends.
            ///
            /// # Errors
            ///
            /// Fails if the request is invalid, or if there is no complete response.
            pub async fn send_raw(
                self,
            ) -> ::core::result::Result<$crate::RawResponse, $crate::Error<$error>> {
                self.request.send_raw().await
            }
        }
    };
    ($name:ident, $decode:ty => $output:ty, $error:ty, pages($page:literal, $per_page:literal, $max_per_page:expr)) => {
        $crate::request_methods!($name, $decode => $output, $error);

        impl $name {
            /// Returns a stream of all entries of the list in their order, across all pages.
            ///
            /// It starts with the page that the request names, or else with the first. Pages have the size that the
            /// request names, or else the maximum. An entry on two pages is returned once.
            pub fn stream(self) -> $crate::Entries<$output, $error> {
                self.pages().into()
            }

            /// Returns a stream of all pages of the list in their order.
            pub fn pages(self) -> $crate::Pages<$output, $error> {
                self.request.pages::<$decode, $error>($crate::PageParameters {
                    page: $page,
                    per_page: $per_page,
                    max_per_page: $max_per_page,
                })
            }
        }
    };
    ($name:ident, $decode:ty => $output:ty, $error:ty, chunks) => {
        $crate::request_methods!($name, $decode => $output, $error);

        impl $name {
            /// Splits the list of the request into several requests. Returns a stream that sends them.
            ///
            /// Each of them takes effect or fails separately. For an empty list there are none.
            pub fn chunks(self) -> $crate::Chunks<$output, $error> {
                self.request.chunks::<$decode, $error>()
            }
        }
    };
    ($name:ident, $decode:ty => $output:ty, $error:ty, stream) => {
        $crate::request_methods!($name, $decode => $output, $error);

        impl $name {
            /// Sends the request and returns the body of the response as a stream, as soon as the head of the response
            /// arrives. Neither the size of the body nor its total time is limited.
            ///
            /// # Errors
            ///
            /// Fails as `send` does, apart from errors of the body, which are items of the stream.
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
            /// Sends the request and returns the value of the response.
            ///
            /// # Errors
            ///
            /// Fails if the request is invalid (nothing was sent then), if there is no complete response, if the response
            /// has an error status, or if it is not the documented one.
            pub async fn send(self) -> ::core::result::Result<$output, $crate::Error<$error>> {
                self.request.send::<$decode, $error>().await
            }

            /// Sends the request and returns the value of the response, with its status, headers, request id and number
            /// of attempts.
            ///
            /// # Errors
            ///
            /// Fails as `send` does.
            pub async fn send_with_metadata(
                self,
            ) -> ::core::result::Result<$crate::Response<$output>, $crate::Error<$error>> {
                self.request.send_with_metadata::<$decode, $error>().await
            }

            /// Sends the request and returns the response as it arrived, whatever its status is.
            ///
            /// # Errors
            ///
            /// Fails if the request is invalid, or if there is no complete response.
            pub async fn send_raw(
                self,
            ) -> ::core::result::Result<$crate::RawResponse, $crate::Error<$error>> {
                self.request.send_raw().await
            }
        }
    };
}

/// The methods that do not depend on the response.
#[doc(hidden)]
#[macro_export]
macro_rules! __request_settings {
    ($name:ident) => {
        impl $name {
            /// Sets a query parameter. A value that was set before is replaced.
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
            /// Name and value are percent-encoded. Other parameters of the same name are kept. If the value has no text,
            /// such as a float that is not finite, `send` fails before anything is sent.
            pub fn with_query(mut self, name: &str, value: impl $crate::Scalar) -> Self {
                self.request = self.request.with_query(name, value);
                self
            }

            /// Sets a header. A header of the same name is replaced.
            ///
            /// If the name or the value cannot be sent, `send` fails before anything is sent.
            pub fn with_header(mut self, name: &str, value: &str) -> Self {
                self.request = self.request.with_header(name, value);
                self
            }

            /// Sets the time limit of one attempt to send the request. It replaces that of the client.
            pub fn with_timeout(mut self, timeout: ::core::time::Duration) -> Self {
                self.request = self.request.with_timeout(timeout);
                self
            }

            /// Sets the rules for retries. They replace those of the client.
            pub fn with_retry(mut self, retry: $crate::Retry) -> Self {
                self.request = self.request.with_retry(retry);
                self
            }

            /// Returns the request as it is so far: its URL, headers and body, and whether it is valid.
            pub fn request(&self) -> &$crate::Request {
                &self.request
            }
        }
    };
}
