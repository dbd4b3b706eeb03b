//! [`Connected`]: the service as a transport, without sockets.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use generated_client::{
    Client, ClientBuilder, RequestBody, ResponseBody, SendError, Transport,
    http::{Request, Response, header::CONTENT_TYPE},
};
use test_service::{Random, Service, Store};

/// The time that a request takes.
const ROUND_TRIP: Duration = Duration::from_millis(700);

/// Something that happens in the service between two requests.
type Meanwhile = Box<dyn FnMut(&mut Store) + Send>;

/// A service as a transport.
#[derive(Clone)]
pub(crate) struct Connected(Arc<Shared>);

struct Shared {
    service: Service,
    meanwhile: Mutex<Meanwhile>,
}

impl Connected {
    /// Connects to a service in which something happens after each request.
    pub(crate) fn with(
        service: Service,
        meanwhile: impl FnMut(&mut Store) + Send + 'static,
    ) -> Self {
        Self(Arc::new(Shared {
            service,
            meanwhile: Mutex::new(Box::new(meanwhile)),
        }))
    }

    /// Connects to a service that makes up to `most` random changes after each request.
    pub(crate) fn changing(service: Service, mut random: Random, most: u64) -> Self {
        Self::with(service, move |store| {
            store.commit();
            for _ in 0..random.below(most + 1) {
                store.change(&mut random);
            }
        })
    }

    /// From now on, nothing happens between requests.
    pub(crate) fn still(&self) {
        *self.0.meanwhile.lock().unwrap() = Box::new(|store| store.commit());
    }

    pub(crate) fn service(&self) -> &Service {
        &self.0.service
    }

    pub(crate) fn builder(&self) -> ClientBuilder<Client> {
        Client::builder("token").transport(self.clone())
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

impl Transport for Connected {
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> std::pin::Pin<
        Box<dyn Future<Output = Result<Response<ResponseBody>, SendError>> + Send + '_>,
    > {
        Box::pin(async move {
            let target = request.uri().path_and_query().unwrap().as_str();
            let response = self.0.service.respond(test_service::Request {
                method: request.method().as_str(),
                target: target.strip_prefix("/api/v1").unwrap(),
                body: request.body().bytes().unwrap_or_default(),
            });
            self.0
                .service
                .edit(|store| (self.0.meanwhile.lock().unwrap())(store));
            tokio::time::sleep(ROUND_TRIP).await;
            let response_body = ResponseBody::from(response.body);
            let made = Response::builder().status(response.status);
            let made = made.header(CONTENT_TYPE, "application/json; charset=utf-8");
            made.body(response_body).map_err(SendError::maybe_sent)
        })
    }
}
