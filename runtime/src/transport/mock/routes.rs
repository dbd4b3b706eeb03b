//! [`Mock`]: a transport with a response for each route.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures_core::future::BoxFuture;
use http::{Request, Response};

use super::{request::MockRequest, response::MockResponse, route::Route};
use crate::{
    exchange::send_error::SendError,
    transport::contract::{
        Transport,
        body::{RequestBody, ResponseBody},
    },
};

/// A transport that responds by method and path, and notes the requests that it gets. A clone is the same transport, so that
/// a test can keep one.
///
/// ```
/// use specwright_runtime::mock::{Mock, MockResponse};
///
/// let mock = Mock::new()
///     .on("GET /pets/{id}", MockResponse::json(&"Rex"))
///     .on("DELETE /pets/{id}", MockResponse::status(503))
///     .on("DELETE /pets/{id}", MockResponse::status(204));
/// // Client::builder().transport(mock.clone()).build()?
/// assert!(mock.requests().is_empty());
/// ```
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    routes: Vec<(String, Route, VecDeque<MockResponse>)>,
    requests: Vec<MockRequest>,
}

impl Mock {
    /// Returns a transport without a route.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the response to a method and a path as the document writes it: `GET /pets/{id}`. Several for one route are sent one
    /// after another, and the last of them again and again.
    ///
    /// Of several routes that fit, the longest is taken, and then the one with the fewest placeholders. The path of the base URL
    /// is no part of a route.
    #[must_use]
    pub fn on(self, route: &str, response: MockResponse) -> Self {
        let mut state = self.state();
        match state.routes.iter_mut().find(|(known, ..)| known == route) {
            Some((_, _, responses)) => responses.push_back(response),
            None => {
                let added = (route.to_owned(), Route::new(route), [response].into());
                state.routes.push(added);
            }
        }
        drop(state);
        self
    }

    /// Returns the requests so far.
    pub fn requests(&self) -> Vec<MockRequest> {
        self.state().requests.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn respond(&self, request: MockRequest) -> Result<MockResponse, SendError> {
        let mut state = self.state();
        let (method, path) = (request.method().to_string(), request.path().to_owned());
        state.requests.push(request);
        let routes = state.routes.iter_mut();
        let fitting = routes
            .filter_map(|(_, route, responses)| Some((route.fits(&method, &path)?, responses)));
        // Of several that fit alike, the first.
        let best = fitting.rev().max_by_key(|(fit, _)| *fit);
        let response = best.and_then(|(_, responses)| match responses.len() {
            0 | 1 => responses.front().cloned(),
            _ => responses.pop_front(),
        });
        response.ok_or_else(|| {
            let known = state.routes.iter().map(|(route, ..)| format!("`{route}`"));
            let known = known.collect::<Vec<_>>().join(", ");
            SendError::not_sent(format!(
                "the mock has no response to `{method} {path}`; it has these: {known}"
            ))
            .permanent()
        })
    }
}

impl Transport for Mock {
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, SendError>> {
        Box::pin(async move {
            let request = MockRequest::read(request).await?;
            self.respond(request)?.into_response()
        })
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        let routes = state.routes.iter().map(|(route, ..)| route);
        f.debug_struct("Mock")
            .field("routes", &routes.collect::<Vec<_>>())
            .field("requests", &state.requests)
            .finish()
    }
}
