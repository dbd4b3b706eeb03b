//! Hooks that wait: their order among the others, the time that they take, and what they can ask for after an attempt.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_util::future::{BoxFuture, FutureExt as _, pending};
use generated_client::{
    AsyncHook, Attempt, Call, Client, ClientBuilder, Error, Hook, Next, Outcome, RawResponse,
    RequestBody, Retry, SendError, TransportError,
    http::{Request, Uri},
};
use runtime::Part;
use tests::body_multipart;
use tokio::time::{Instant, sleep};

use crate::{
    calls::{Kind, eager},
    fake::{Fake, Sent, builder, respond, success},
};

type Log = Arc<Mutex<Vec<String>>>;

/// Writes down what it sees. As an `AsyncHook`, it takes its time before and after.
#[derive(Clone, Default)]
struct Witness {
    name: &'static str,
    log: Log,
    before: Duration,
    after: Duration,
}

impl Witness {
    fn new(name: &'static str, log: &Log) -> Self {
        Self {
            name,
            log: log.clone(),
            ..Self::default()
        }
    }

    fn note(&self, what: &str) {
        self.log
            .lock()
            .unwrap()
            .push(format!("{} {what}", self.name));
    }

    fn note_result(&self, result: Result<&RawResponse, &TransportError>) {
        match result {
            Ok(response) => self.note(&format!("after {}", response.status().as_u16())),
            Err(error) => self.note(&format!("after: {error}")),
        }
    }
}

impl Hook for Witness {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        self.note("before");
        attempt.set_header("x-last", self.name)
    }

    fn after(&self, _: &Attempt, result: Result<&RawResponse, &TransportError>, _: Duration) {
        self.note_result(result);
    }
}

impl AsyncHook for Witness {
    fn before<'a>(&'a self, attempt: &'a mut Attempt) -> BoxFuture<'a, Result<(), String>> {
        Box::pin(async {
            self.note("before");
            if !self.before.is_zero() {
                sleep(self.before).await;
            }
            attempt.set_header("x-last", self.name)
        })
    }

    fn after<'a>(
        &'a self,
        _: &'a Attempt,
        result: Result<&'a RawResponse, &'a TransportError>,
        _: Duration,
    ) -> BoxFuture<'a, Next> {
        Box::pin(async move {
            self.note_result(result);
            if !self.after.is_zero() {
                sleep(self.after).await;
                self.note("waited");
            }
            Next::Proceed
        })
    }
}

fn scripted<const N: usize>(script: [Sent; N]) -> (Arc<Fake>, ClientBuilder<Client>, Log) {
    let transport = Fake::scripted(script);
    let client = builder(&transport).timeout(Duration::from_secs(5));
    (transport, client, Log::default())
}

#[tokio::test(start_paused = true)]
async fn both_kinds_of_hooks_run_in_the_order_in_which_they_were_added() {
    let (transport, client, log) =
        scripted([Err(SendError::maybe_sent("reset")), Ok(success(Kind::Get))]);
    let client = client
        .async_hook(Witness::new("a", &log))
        .hook(Witness::new("b", &log))
        .async_hook(Witness::new("c", &log));
    let client = client.build().unwrap();
    assert_eq!(Kind::Get.send(&client, eager()).await.unwrap(), 2);
    assert_eq!(
        *log.lock().unwrap(),
        [
            "a before",
            "b before",
            "c before",
            "a after: reset",
            "b after: reset",
            "c after: reset",
            "a before",
            "b before",
            "c before",
            "a after 200",
            "b after 200",
            "c after 200",
        ]
    );
    for got in transport.got() {
        assert_eq!(got.header("x-last"), "c");
    }
}

#[tokio::test(start_paused = true)]
async fn the_time_before_an_attempt_is_a_part_of_its_time() {
    let (transport, client, log) = scripted([]);
    let slow = Witness {
        before: Duration::from_secs(6),
        ..Witness::new("slow", &log)
    };
    let client = client.hook(Witness::new("sync", &log)).async_hook(slow);
    let client = client.build().unwrap();
    let start = Instant::now();
    let error = Kind::Post.send(&client, Retry::off()).await.unwrap_err();
    assert_eq!(start.elapsed(), Duration::from_secs(5));
    assert_eq!(
        error.to_string(),
        "POST /time_entries (create-time-entry): no response in time: the hooks were not done before the attempt"
    );
    assert!(error.is_timeout() && !error.is_connect());
    assert_eq!(error.outcome(), Outcome::NotApplied);
    // There was no attempt to tell the end of.
    assert_eq!(*log.lock().unwrap(), ["sync before", "slow before"]);
    // Nothing was sent, so that it can be retried whatever it does.
    let error = Kind::Post.send(&client, eager()).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.outcome()),
        (4, Outcome::NotApplied)
    );
    assert_eq!(transport.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn the_time_before_an_attempt_is_missing_after_it() {
    let transport = Fake::new(|_| async {
        sleep(Duration::from_secs(3)).await;
        Ok(success(Kind::Post))
    });
    let slow = Witness {
        before: Duration::from_secs(3),
        ..Witness::default()
    };
    let client = builder(&transport).timeout(Duration::from_secs(5));
    let client = client.async_hook(slow).build().unwrap();
    let error = Kind::Post.send(&client, eager()).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!((error.attempts(), error.outcome()), (1, Outcome::Unknown));
}

#[tokio::test(start_paused = true)]
async fn the_time_after_an_attempt_is_a_part_of_its_time_too_and_the_result_stays() {
    for (seconds, waited) in [(4, true), (6, false)] {
        let (_, client, log) = scripted([Ok(success(Kind::Post))]);
        let slow = Witness {
            after: Duration::from_secs(seconds),
            ..Witness::new("slow", &log)
        };
        let client = client.async_hook(slow).hook(Witness::new("sync", &log));
        let client = client.build().unwrap();
        let start = Instant::now();
        assert_eq!(Kind::Post.send(&client, eager()).await.unwrap(), 1);
        assert_eq!(start.elapsed(), Duration::from_secs(seconds.min(5)));
        let mut expected = vec!["slow before", "sync before", "slow after 200"];
        expected.extend(waited.then_some("slow waited"));
        expected.push("sync after 200");
        assert_eq!(*log.lock().unwrap(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn after_the_time_of_an_attempt_a_hook_is_told_but_cannot_wait() {
    let transport = Fake::new(|_| pending());
    let log = Log::default();
    let slow = Witness {
        after: Duration::from_secs(1),
        ..Witness::new("slow", &log)
    };
    let client = builder(&transport).timeout(Duration::from_secs(5));
    let client = client.async_hook(slow).build().unwrap();
    let start = Instant::now();
    let error = Kind::Post.send(&client, eager()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(start.elapsed(), Duration::from_secs(5));
    assert_eq!(
        *log.lock().unwrap(),
        ["slow before", "slow after: operation timed out"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_in_the_middle_of_an_attempt_is_told_to_hooks_that_do_not_wait() {
    let transport = Fake::new(|_| pending());
    let log = Log::default();
    let client = builder(&transport)
        .hook(Witness::new("a", &log))
        .async_hook(Witness::new("b", &log))
        .hook(Witness::new("c", &log))
        .build()
        .unwrap();
    let call = client.get_time_entries().send();
    assert!(call.now_or_never().is_none());
    assert_eq!(
        *log.lock().unwrap(),
        [
            "a before",
            "b before",
            "c before",
            "a after: the call was dropped",
            "c after: the call was dropped",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_while_a_hook_waits_after_an_attempt_is_told_to_those_behind_it() {
    let (_, client, log) = scripted([Ok(success(Kind::Get))]);
    let slow = Witness {
        after: Duration::from_secs(1),
        ..Witness::new("b", &log)
    };
    let client = client
        .hook(Witness::new("a", &log))
        .async_hook(slow)
        .async_hook(Witness::new("c", &log))
        .hook(Witness::new("d", &log))
        .build()
        .unwrap();
    assert!(client.get_time_entries().send().now_or_never().is_none());
    // Each once, and with the response, which was there.
    assert_eq!(
        log.lock().unwrap()[4..],
        ["a after 200", "b after 200", "d after 200"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_before_an_attempt_has_none_to_tell_of() {
    let (transport, client, log) = scripted([]);
    let slow = Witness {
        before: Duration::from_secs(1),
        ..Witness::new("slow", &log)
    };
    let client = client.hook(Witness::new("a", &log)).async_hook(slow);
    let client = client.build().unwrap();
    assert!(client.get_time_entries().send().now_or_never().is_none());
    assert_eq!(*log.lock().unwrap(), ["a before", "slow before"]);
    assert_eq!(transport.count(), 0);
}

/// Wants each request to be sent again.
struct Again;

impl AsyncHook for Again {
    fn after<'a>(
        &'a self,
        _: &'a Attempt,
        _: Result<&'a RawResponse, &'a TransportError>,
        _: Duration,
    ) -> BoxFuture<'a, Next> {
        Box::pin(async { Next::SendAgain })
    }
}

/// How often a request is sent for a hook that always wants it again, if it always has this result.
async fn sent(kind: Kind, result: impl Fn() -> Sent + Send + Sync + 'static) -> usize {
    let transport = Fake::new(move |_| {
        let result = result();
        async { result }
    });
    // One hook that does not want it does not change that.
    let client = builder(&transport)
        .async_hook(Again)
        .async_hook(Witness::default())
        .build()
        .unwrap();
    let _ = kind.send(&client, Retry::off()).await;
    transport.count()
}

#[tokio::test(start_paused = true)]
async fn a_request_is_sent_again_for_a_hook_once_and_only_after_a_rejection() {
    for kind in Kind::ALL {
        for status in [400, 401, 402, 403, 404, 407, 409, 418, 422, 451, 499] {
            let times = sent(kind, move || Ok(respond(status, "{}"))).await;
            assert_eq!(times, 2, "{kind:?} {status}");
        }
        for status in [200, 202, 204, 302, 307, 408, 429, 500, 502, 503, 504] {
            let times = sent(kind, move || Ok(respond(status, "{}"))).await;
            assert_eq!(times, 1, "{kind:?} {status}");
        }
        for failure in [SendError::maybe_sent, SendError::not_sent] {
            let times = sent(kind, move || Err(failure("reset"))).await;
            assert_eq!(times, 1, "{kind:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_can_be_sent_once_is_not_sent_again_for_a_hook() {
    let transport = Fake::new(|_| async { Ok(respond(401, "{}")) });
    let client = body_multipart::endpoints::Client::builder()
        .transport(transport.clone())
        .async_hook(Again)
        .build()
        .unwrap();
    for (part, times) in [
        (Part::bytes("a"), 2),
        (
            Part::stream(futures_util::stream::iter([Ok("a".into())])),
            1,
        ),
    ] {
        let before = transport.count();
        let call = client.upload(part, "a picture");
        call.send().await.unwrap_err();
        assert_eq!(transport.count() - before, times);
    }
}

/// Sets a header.
struct Sets(&'static str);

impl AsyncHook for Sets {
    fn before<'a>(&'a self, attempt: &'a mut Attempt) -> BoxFuture<'a, Result<(), String>> {
        Box::pin(async { attempt.set_header(self.0, "s3cret") })
    }
}

#[tokio::test(start_paused = true)]
async fn a_secret_that_such_a_hook_sets_is_not_sent_over_plain_http() {
    for (name, is_sent) in [
        ("authorization", false),
        ("x-api-key", false),
        ("x-team", true),
    ] {
        let transport = Fake::new(|_| async { Ok(success(Kind::Get)) });
        let client = ClientBuilder::<Client>::new("http://api.example")
            .transport(transport.clone())
            .async_hook(Sets(name))
            .build()
            .unwrap();
        let result = Kind::Get.send(&client, eager()).await;
        assert_eq!(result.is_ok(), is_sent, "{name}");
        assert_eq!(transport.count(), usize::from(is_sent));
    }
    let (transport, client, _) = scripted([]);
    let client = client.async_hook(Sets("content-length")).build().unwrap();
    let error = Kind::Get.send(&client, eager()).await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    assert_eq!(transport.count(), 0);
}

/// Sends a request of its own before an attempt, and remembers when the attempt began.
struct Asks(Log);

#[derive(Clone)]
struct Began(Instant);

impl AsyncHook for Asks {
    fn before<'a>(&'a self, attempt: &'a mut Attempt) -> BoxFuture<'a, Result<(), String>> {
        Box::pin(async {
            let mut request = Request::new(RequestBody::empty());
            *request.uri_mut() = Uri::from_static("https://clock.example/");
            let response = attempt.transport().clone().send(request).await;
            let response = response.map_err(|error| error.to_string())?;
            assert!(attempt.extensions().get::<Began>().is_none());
            attempt.extensions_mut().insert(Began(Instant::now()));
            attempt.set_header("x-status", response.status().as_str())
        })
    }

    fn after<'a>(
        &'a self,
        attempt: &'a Attempt,
        _: Result<&'a RawResponse, &'a TransportError>,
        _: Duration,
    ) -> BoxFuture<'a, Next> {
        let Began(began) = attempt.extensions().get().unwrap();
        let line = format!("{} {:?}", attempt.number(), began.elapsed());
        self.0.lock().unwrap().push(line);
        Box::pin(async { Next::Proceed })
    }
}

#[tokio::test(start_paused = true)]
async fn a_hook_can_use_the_transport_and_keep_values_of_an_attempt() {
    let transport = Fake::new(|got| async move {
        if got.uri.host() == Some("clock.example") {
            return Ok(respond(418, ""));
        }
        sleep(Duration::from_secs(1)).await;
        Err(SendError::not_sent("no route"))
    });
    let log = Log::default();
    let client = builder(&transport).async_hook(Asks(log.clone()));
    let client = client.build().unwrap();
    let twice = eager().max_attempts(2);
    Kind::Get.send(&client, twice).await.unwrap_err();
    assert_eq!(*log.lock().unwrap(), ["1 1s", "2 1s"]);
    let hosts = transport
        .got()
        .into_iter()
        .map(|got| got.uri.host().unwrap().to_owned());
    let api = Uri::from_static(Client::BASE_URL);
    let api = api.host().unwrap();
    assert_eq!(
        hosts.collect::<Vec<_>>(),
        ["clock.example", api, "clock.example", api]
    );
    assert_eq!(transport.got()[1].header("x-status"), "418");
}
