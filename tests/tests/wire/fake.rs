//! A transport without sockets, which notes what it gets and responds as a test says.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
};

use generated_client::{
    Client, ClientBuilder, HeaderMap, RequestBody, ResponseBody, SendError, Sending, Transport,
    http::{Request, Response, StatusCode, Uri},
};
use http_body_util::BodyExt as _;

use crate::{calls::Kind, client::TOKEN};

/// The result of a transport.
pub(crate) type Sent = Result<Response<ResponseBody>, SendError>;

/// The future that a transport returns.
pub(crate) type Sends<'a> = Pin<Box<dyn Future<Output = Sent> + Send + 'a>>;

/// A request, as a transport got it.
#[derive(Clone, Debug)]
pub(crate) struct Got {
    pub(crate) method: String,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    pub(crate) sending: Sending,
}

impl Got {
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }
}

/// A transport without sockets.
pub(crate) struct Fake {
    got: Mutex<Vec<Got>>,
    respond: Box<dyn Fn(Got) -> Sends<'static> + Send + Sync>,
}

impl Fake {
    /// Calls a function with each request.
    pub(crate) fn new<F>(respond: impl Fn(Got) -> F + Send + Sync + 'static) -> Arc<Self>
    where
        F: Future<Output = Sent> + Send + 'static,
    {
        Arc::new(Self {
            got: Mutex::default(),
            respond: Box::new(move |got| Box::pin(respond(got))),
        })
    }

    /// Returns one result after another.
    pub(crate) fn scripted<const N: usize>(script: [Sent; N]) -> Arc<Self> {
        let script = Mutex::new(script.into_iter());
        Self::new(move |_| {
            let next = script.lock().unwrap().next();
            async { next.expect("one request more than the script has") }
        })
    }

    /// Returns all requests so far.
    pub(crate) fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.got().len()
    }
}

impl Transport for Fake {
    fn send(&self, request: Request<RequestBody>) -> Sends<'_> {
        Box::pin(async move {
            let sending = Sending::of(&request);
            let (head, body) = request.into_parts();
            let body = body.collect().await.map_err(SendError::not_sent)?;
            let got = Got {
                method: head.method.to_string(),
                uri: head.uri,
                headers: head.headers,
                body: String::from_utf8(body.to_bytes().into()).unwrap(),
                sending,
            };
            self.got.lock().unwrap().push(got.clone());
            (self.respond)(got).await
        })
    }
}

/// A builder of a client with this transport, and an address that is not this machine.
pub(crate) fn builder(transport: &Arc<Fake>) -> ClientBuilder<Client> {
    Client::builder(TOKEN).transport(transport.clone())
}

/// A response with a status and a body.
pub(crate) fn respond(status: u16, body: impl Into<ResponseBody>) -> Response<ResponseBody> {
    let mut response = Response::new(body.into());
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    response
}

/// A documented success of this kind of requests.
pub(crate) fn success(kind: Kind) -> Response<ResponseBody> {
    let text = kind.success();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    respond(status, body.to_owned())
}
