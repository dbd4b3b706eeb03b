//! Layers of tower before a transport, and services as transports.

use std::{
    convert::Infallible,
    error::Error as StdError,
    future::{Ready, ready},
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use futures_util::future::pending;
use generated_client::{
    Call, Client, Departure, Error, Outcome, RequestBody, ResponseBody, SendError, ServiceOf,
    Tower, Transport,
    http::{Request, Response},
};
use tower::{Service, ServiceBuilder, service_fn};

use crate::{
    calls::{Kind, eager},
    client::TOKEN,
    fake::{Fake, success},
};

fn client(transport: impl Transport + 'static) -> Client {
    let builder = Client::builder(TOKEN).retry(eager());
    builder.transport(transport).build().unwrap()
}

async fn post_error(transport: impl Transport + 'static) -> Error {
    Kind::Post
        .send(&client(transport), eager())
        .await
        .unwrap_err()
}

fn departure(error: &Error) -> Departure {
    match error {
        Error::Transport { error, .. } => error.departure(),
        error => panic!("{error:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_layer_can_change_a_request_and_its_response() {
    let transport = Fake::new(|_| async { Ok(success(Kind::Post)) });
    let service = ServiceBuilder::new()
        .map_request(|mut request: Request<RequestBody>| {
            request
                .headers_mut()
                .insert("x-trace", "t-1".parse().unwrap());
            request
        })
        .map_response(|mut response: Response<ResponseBody>| {
            response
                .headers_mut()
                .insert("x-request-id", "r-1".parse().unwrap());
            response
        })
        .service(ServiceOf::new(transport.clone()));
    let client = client(Tower::new(service));
    let response = client
        .get_time_entries()
        .send_with_metadata()
        .await
        .unwrap();
    assert_eq!(response.raw.request_id(), Some("r-1"));
    assert_eq!(transport.got()[0].header("x-trace"), "t-1");
}

#[tokio::test(start_paused = true)]
async fn after_the_time_limit_of_a_layer_the_record_of_the_transport_decides() {
    for (waits, leaves, expected) in [
        (false, false, Departure::MaybeSent),
        (true, false, Departure::NotSent),
        (true, true, Departure::MaybeSent),
    ] {
        let transport = Fake::new(move |got| async move {
            if waits {
                got.sending.wait();
            }
            if leaves {
                assert!(got.sending.leave());
            }
            pending().await
        });
        let service = ServiceBuilder::new()
            .timeout(Duration::from_secs(3))
            .service(ServiceOf::new(transport.clone()));
        let error = post_error(Tower::new(service)).await;
        assert_eq!(departure(&error), expected);
        assert!(error.to_string().ends_with("request timed out"), "{error}");
        let (attempts, outcome) = match expected {
            Departure::NotSent => (4, Outcome::NotApplied),
            Departure::MaybeSent => (1, Outcome::Unknown),
        };
        assert_eq!((error.attempts(), error.outcome()), (attempts, outcome));
        // What counts as not sent cannot leave any more.
        let left = transport
            .got()
            .iter()
            .filter(|got| got.sending.leave())
            .count();
        assert_eq!(left, if expected == Departure::NotSent { 0 } else { 1 });
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_of_the_transport_keeps_what_it_says_through_a_layer_that_boxes_it() {
    for (failure, departs, attempts) in [
        (
            (|| SendError::not_sent("no route").connect()) as fn() -> SendError,
            Departure::NotSent,
            4,
        ),
        (
            || SendError::maybe_sent("reset").timeout(),
            Departure::MaybeSent,
            1,
        ),
        (
            || SendError::not_sent("no such file").permanent(),
            Departure::NotSent,
            1,
        ),
    ] {
        let transport = Fake::new(move |_| async move { Err(failure()) });
        let service = ServiceBuilder::new()
            .timeout(Duration::from_secs(3))
            .service(ServiceOf::new(transport));
        let error = post_error(Tower::new(service)).await;
        assert_eq!(departure(&error), departs);
        assert_eq!(error.attempts(), attempts);
        let original = failure();
        assert_eq!(error.is_connect(), original.is_connect());
        assert_eq!(error.is_timeout(), original.is_timeout());
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_without_a_transport_of_this_client_may_have_sent_everything() {
    let service = service_fn(|_: Request<RequestBody>| async {
        Err::<Response<String>, _>(std::io::Error::from(std::io::ErrorKind::ConnectionRefused))
    });
    let error = post_error(Tower::new(service)).await;
    assert_eq!(departure(&error), Departure::MaybeSent);
    assert_eq!((error.attempts(), error.outcome()), (1, Outcome::Unknown));

    let body = Kind::Get.success();
    let body = body.split_once("\r\n\r\n").unwrap().1.to_owned();
    let service = service_fn(move |_: Request<RequestBody>| {
        ready(Ok::<_, Infallible>(Response::new(body.clone())))
    });
    let page = client(Tower::new(service)).get_time_entries().send().await;
    assert_eq!(page.unwrap().count, 1);
}

/// A service that never becomes ready.
#[derive(Clone)]
struct Broken(fn() -> Box<dyn StdError + Send + Sync>);

impl Service<Request<RequestBody>> for Broken {
    type Response = Response<ResponseBody>;
    type Error = Box<dyn StdError + Send + Sync>;
    type Future = Ready<Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Err(self.0()))
    }

    fn call(&mut self, _: Request<RequestBody>) -> Self::Future {
        panic!("it is not ready")
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_is_not_ready_has_not_sent_anything() {
    for (failure, attempts) in [
        (
            (|| "overloaded".into()) as fn() -> Box<dyn StdError + Send + Sync>,
            4,
        ),
        // It is about an earlier request.
        (|| Box::new(SendError::maybe_sent("reset")), 4),
        (|| Box::new(SendError::maybe_sent("closed").permanent()), 1),
    ] {
        let error = post_error(Tower::new(Broken(failure))).await;
        assert_eq!(departure(&error), Departure::NotSent);
        let expected = (attempts, Outcome::NotApplied);
        assert_eq!((error.attempts(), error.outcome()), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_transport_can_be_a_service_and_a_transport_again() {
    let transport = Fake::new(|_| async { Ok(success(Kind::Get)) });
    let same = Tower::new(ServiceOf::new(Tower::new(ServiceOf::new(
        transport.clone(),
    ))));
    client(Arc::new(same))
        .get_time_entries()
        .send()
        .await
        .unwrap();
    assert_eq!(transport.count(), 1);
}
