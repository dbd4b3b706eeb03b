//! Clients without a network, for the tests of a program.
//!
//! A transport takes the place of the network: [`Mock`] has a response for each route, and [`from_fn`] calls a function.
//! Everything else is the client's own: what it sends, its retries, and how it reads responses and errors.
//!
//! A crate that is generated with `examples = true` has the [`Examples`] of its document, behind the feature `mock`. Its
//! `examples::mock()` is a [`Mock`] that responds to every operation with the first one of a success.
//!
//! ```
//! use specwright_runtime::{Call, Json, Method, Operation, Undocumented};
//! use specwright_runtime::mock::{Mock, MockResponse};
//!
//! static GET_PET: Operation = Operation::new("get-pet", Method::GET, "/pets/{id}", &[200]);
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mock = Mock::new().on("GET /pets/{id}", MockResponse::json(&"Rex"));
//! let client = specwright_runtime::ClientBuilder::<specwright_runtime::Client>::new("https://pets.example/api/v1")
//!     .transport(mock.clone())
//!     .build()?;
//! let name = client.request(&GET_PET).path("id", 7).send::<Json<String>, Undocumented>().await?;
//! assert_eq!(name, "Rex");
//! assert_eq!(mock.requests()[0].path(), "/api/v1/pets/7");
//! # Ok(())
//! # }
//! ```

pub use crate::transport::mock::{
    FromFn,
    examples::{Example, Examples},
    from_fn,
    request::MockRequest,
    response::{IntoReply, MockResponse},
    routes::Mock,
};
