//! [`Mock`]: a transport with a response for each route.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures_core::future::BoxFuture;
use http::{Request, Response};

use super::{examples::Examples, request::MockRequest, response::MockResponse, route::Route};
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
    routes: Vec<Known>,
    /// The examples of a document.
    examples: Vec<(Route, Examples)>,
    requests: Vec<MockRequest>,
}

/// A route with its responses.
struct Known {
    text: String,
    route: Route,
    replies: VecDeque<Reply>,
}

/// A response, or an example that is looked up for each request.
#[derive(Clone)]
enum Reply {
    Given(Box<MockResponse>),
    Example(Examples),
}

impl Mock {
    /// Returns a transport without a route.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns a transport that responds to each operation with its first example of a success, in a media type that the
    /// request accepts. Generated code calls it with the examples of its document.
    ///
    /// A response that is given by [`on`](Mock::on) or [`with`](Mock::with) counts before the examples. A call of an operation
    /// without an example fails, and its error says how one is added.
    pub fn of_examples(examples: &[Examples]) -> Self {
        let routed = |it: &Examples| (Route::new(it.route()), *it);
        Self(Arc::new(Mutex::new(State {
            examples: examples.iter().map(routed).collect(),
            ..State::default()
        })))
    }

    /// Adds the response to a method and a path as the document writes it: `GET /pets/{id}`. Several for one route are sent one
    /// after another, and the last of them again and again.
    ///
    /// Of several routes that fit, the longest is taken, and then the one with the fewest placeholders. The path of the base URL
    /// is no part of a route.
    #[must_use]
    pub fn on(self, route: &str, response: MockResponse) -> Self {
        self.add(route, Reply::Given(Box::new(response)))
    }

    /// Adds an example as the response to its operation, as [`on`](Mock::on) does: `examples::GET_PET.status(404)`.
    #[must_use]
    pub fn with(self, example: Examples) -> Self {
        self.add(example.route(), Reply::Example(example))
    }

    fn add(self, route: &str, reply: Reply) -> Self {
        let mut state = self.state();
        match state.routes.iter_mut().find(|known| known.text == route) {
            Some(known) => known.replies.push_back(reply),
            None => state.routes.push(Known {
                text: route.to_owned(),
                route: Route::new(route),
                replies: [reply].into(),
            }),
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
        let reply = state.reply(&request);
        let response = match reply {
            Some(Reply::Given(response)) => Ok(*response),
            Some(Reply::Example(example)) => Ok(example.response_to(request.headers())),
            None => Err(state.explain(&request)),
        };
        state.requests.push(request);
        response
    }
}

impl State {
    fn reply(&mut self, request: &MockRequest) -> Option<Reply> {
        let (method, path) = (request.method().as_str(), request.path());
        let examples = self.examples_of(request).copied();
        let operations = &self.examples;
        let fitting = self.routes.iter_mut().filter_map(|known| {
            let is_operation = |it: &Examples| it.route() == known.text;
            // The route of another operation can fit the same path: `/pets/{id}` and `/pets/mine`.
            let is_other = examples.is_some_and(|examples| !is_operation(&examples))
                && operations.iter().any(|(_, it)| is_operation(it));
            let fit = known.route.fits(method, path);
            let fit = match examples.is_some_and(|examples| is_operation(&examples)) {
                true => fit.or(Some(known.route.size())),
                false => fit.filter(|_| !is_other),
            };
            Some((fit?, &mut known.replies))
        });
        // Of several that fit alike, the first.
        let best = fitting.rev().max_by_key(|(fit, _)| *fit);
        let reply = best.and_then(|(_, replies)| match replies.len() {
            0 | 1 => replies.front().cloned(),
            _ => replies.pop_front(),
        });
        reply.or_else(|| examples.map(Reply::Example))
    }

    /// The examples of the operation that a request is of, or else of the one whose path fits best.
    fn examples_of(&self, request: &MockRequest) -> Option<&Examples> {
        let (method, path) = (request.method().as_str(), request.path());
        let of_operation = request.operation().and_then(|operation| {
            let route = format!("{} {}", operation.method, operation.path);
            let mut known = self.examples.iter();
            known.find(|(_, it)| it.id() == operation.id && it.route() == route)
        });
        let by_path = || {
            let known = self.examples.iter();
            let fitting = known.filter_map(|known| Some((known.0.fits(method, path)?, known)));
            let best = fitting.rev().max_by_key(|(fit, _)| *fit);
            best.map(|(_, known)| known)
        };
        of_operation.or_else(by_path).map(|(_, examples)| examples)
    }

    fn explain(&self, request: &MockRequest) -> SendError {
        let (method, path) = (request.method(), request.path());
        let given = self.routes.iter().map(|known| known.text.as_str());
        let known = given.chain(self.examples.iter().map(|(_, examples)| examples.route()));
        let known: Vec<String> = known.map(|route| format!("`{route}`")).collect();
        let known = match known.is_empty() {
            true => "none; add one by `on`".to_owned(),
            false => known.join(", "),
        };
        SendError::not_sent(format!(
            "the mock has no response to `{method} {path}`; it has these: {known}"
        ))
        .permanent()
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
        let routes = state.routes.iter().map(|known| &known.text);
        let examples = state.examples.iter().map(|(_, examples)| examples.route());
        f.debug_struct("Mock")
            .field("routes", &routes.collect::<Vec<_>>())
            .field("examples", &examples.collect::<Vec<_>>())
            .field("requests", &state.requests)
            .finish()
    }
}
