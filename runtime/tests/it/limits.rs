//! Rate limits: those of a server, which responds with 429 and says nothing else, and the pace that a caller sets.

use std::{sync::Arc, time::Duration};

use futures_util::{FutureExt as _, future::join_all};
use runtime::{
    Client, Error, HeldBy, Id, Json, Method, Operation, Outcome, Page, PageParameters, Raw,
    RawResponse, Retry, Undocumented, object,
};
use tokio::time::{Instant, sleep};

use crate::limited::{Count, Limited};

const SECOND: Duration = Duration::from_secs(1);

static LIST: Operation = Operation::new("list", Method::GET, "/entries", &[200]);
static CREATE: Operation = Operation::new("create", Method::POST, "/entries", &[200]);

#[derive(Debug)]
struct Numbers {
    page_count: u64,
    ids: Vec<Id>,
}

object!(Numbers { page_count, ids });

impl Page for Numbers {
    type Entry = Id;

    fn page_count(&self) -> Option<u64> {
        Some(self.page_count)
    }

    fn ids(&self) -> Vec<Id> {
        self.ids.clone()
    }

    fn into_entries(self) -> impl Iterator<Item = (Option<Id>, Id)> {
        self.ids.into_iter().map(|id| (Some(id.clone()), id))
    }

    fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

const PARAMETERS: PageParameters = PageParameters {
    page: "page",
    per_page: "per_page",
    max_per_page: Some(200),
    unpaged: &[],
};

/// Reads a list of so many pages, four at once. Returns how long it took.
async fn read(client: &Client, pages: u64) -> Duration {
    let started = Instant::now();
    let request = client.request(&LIST);
    let mut stream = request
        .pages::<Json<Numbers>, Undocumented>(PARAMETERS)
        .concurrency(4);
    let mut read = 0;
    while let Some(page) = stream.next().await {
        read += 1;
        assert_eq!(page.unwrap().ids, [Id::from(read)]);
    }
    assert_eq!(read, pages);
    started.elapsed()
}

async fn send(
    client: &Client,
    operation: &'static Operation,
    retry: Retry,
) -> Result<RawResponse, Error<Undocumented>> {
    let request = client.request(operation).with_retry(retry);
    let response = request.send_with_metadata::<Raw, Undocumented>().await;
    response.map(|response| response.raw)
}

/// Checks that the server saw no more than `count` requests in any period.
fn assert_pace(arrivals: &[Instant], count: usize, period: Duration) {
    for pair in arrivals.windows(count + 1) {
        let took = pair[count] - pair[0];
        assert!(took > period, "{} requests in {took:?}", count + 1);
    }
}

/// An account of 617,000 entries in pages of 200.
#[tokio::test(start_paused = true)]
async fn a_large_account_is_read_to_its_end_against_a_server_that_says_only_429() {
    const PAGES: u64 = 3_085;
    for count in [
        Count::Fixed,
        Count::Sliding,
        Count::SlidingWithRefused,
        Count::Bucket,
    ] {
        for (limit, period) in [(10, 10 * SECOND), (100, 60 * SECOND)] {
            for latency in [Duration::ZERO, SECOND / 2] {
                let mut server = Limited::new(count, limit, period);
                server.pages = PAGES;
                server.latency = latency;
                let client = server.builder().build().unwrap();
                let took = read(&client, PAGES).await;
                let ideal = period.mul_f64(PAGES as f64 / f64::from(limit));
                let factor = took.div_duration_f64(ideal);
                let (accepted, refused) = server.counts();
                let what = format!("{count:?}, {limit} in {period:?}, {latency:?}");
                println!("{what}: {factor:.2} of the ideal, {refused} refused");
                assert_eq!(accepted, PAGES, "{what}");
                assert!(factor < 2.0, "{what}: {factor}");
                assert!(refused < PAGES / 2, "{what}: {refused} refused");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn no_request_of_a_herd_starves() {
    let server = Limited::new(Count::Fixed, 10, 10 * SECOND);
    let client = server.builder().build().unwrap();
    let started = Instant::now();
    let requests = (0..150).map(|_| send(&client, &CREATE, Retry::default()));
    for result in join_all(requests).await {
        assert_eq!(result.unwrap().outcome(), Outcome::Applied);
    }
    assert!(started.elapsed() < 250 * SECOND, "{:?}", started.elapsed());
    let (accepted, refused) = server.counts();
    assert_eq!(accepted, 150);
    // The herd left before the first 429, and was refused once.
    assert!(refused < 140 + 40, "{refused}");
}

#[tokio::test(start_paused = true)]
async fn a_server_that_always_refuses_is_asked_more_and_more_seldom_until_the_time_is_over() {
    let server = Limited::new(Count::Fixed, 0, SECOND);
    let client = server.builder().build().unwrap();
    let started = Instant::now();
    let error = send(&client, &CREATE, Retry::default()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 429);
    assert_eq!(error.outcome(), Outcome::NotApplied);
    let elapsed = started.elapsed();
    assert!(
        elapsed > 180 * SECOND && elapsed <= 300 * SECOND,
        "{elapsed:?}"
    );
    let arrivals = server.arrivals();
    assert_eq!(error.attempts() as usize, arrivals.len());
    let waits = arrivals.windows(2).map(|pair| pair[1] - pair[0]);
    let bounds = [1, 2, 4, 8, 16, 32, 64, 120, 120, 120, 120].map(|halves| halves * SECOND / 2);
    assert!(arrivals.len() >= 9, "{}", arrivals.len());
    for (wait, bound) in waits.zip(bounds) {
        let tick = Duration::from_millis(2);
        assert!(wait >= bound / 2, "{wait:?}, {bound:?}");
        assert!(wait <= bound + SECOND / 2 + tick, "{wait:?}, {bound:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_maximum_of_attempts_counts_429_unless_the_caller_says_otherwise() {
    let attempts = async |retry: Retry| {
        let server = Limited::new(Count::Fixed, 0, SECOND);
        let client = server.builder().build().unwrap();
        let error = send(&client, &CREATE, retry).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 429);
        error.attempts()
    };
    assert_eq!(attempts(Retry::off()).await, 1);
    assert_eq!(attempts(Retry::default().max_attempts(1)).await, 1);
    assert_eq!(attempts(Retry::default().max_attempts(3)).await, 3);
    let patient = Retry::default().max_attempts(1).count_429(false);
    assert!(attempts(patient).await > 5);
    let few = Retry::default().count_429(true);
    assert_eq!(attempts(few).await, 4);
    // Without waits, it would ask without an end.
    let hasty = Retry::default().first_wait(Duration::ZERO);
    assert_eq!(attempts(hasty.count_429(false)).await, 4);
}

#[tokio::test(start_paused = true)]
async fn a_limit_that_is_gone_slows_down_nothing_for_long() {
    let mut server = Limited::new(Count::Fixed, 10, 10 * SECOND);
    server.pages = 50;
    let client = server.builder().build().unwrap();
    read(&client, 50).await;
    // The same client, and a server without a limit.
    server.seen.lock().unwrap().window.clear();
    let unlimited = Arc::clone(&server.seen);
    let reset = async {
        loop {
            sleep(SECOND / 10).await;
            unlimited.lock().unwrap().window.clear();
        }
    };
    let many = async {
        let started = Instant::now();
        for _ in 0..500 {
            send(&client, &LIST, Retry::default()).await.unwrap();
        }
        started.elapsed()
    };
    let took = tokio::select! { took = many => took, () = reset => unreachable!() };
    assert!(took < 60 * SECOND, "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn a_paced_client_is_never_refused_however_the_server_counts() {
    for count in [
        Count::Fixed,
        Count::Sliding,
        Count::SlidingWithRefused,
        Count::Bucket,
    ] {
        for latency in [Duration::ZERO, SECOND] {
            let mut server = Limited::new(count, 10, 10 * SECOND);
            server.pages = 95;
            server.latency = latency;
            let builder = server.builder().requests_per(10, 10 * SECOND);
            let took = read(&builder.build().unwrap(), 95).await;
            assert_eq!(server.counts(), (95, 0), "{count:?}, {latency:?}");
            let least = 90 * SECOND;
            assert!(took >= least && took < least * 5 / 4, "{count:?}: {took:?}");
            assert_pace(&server.arrivals(), 10, 10 * SECOND);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn clones_share_the_pace_and_requests_keep_their_order() {
    let server = Limited::new(Count::Sliding, 3, SECOND);
    let client = server
        .builder()
        .requests_per(3, SECOND)
        .retry(Retry::off())
        .build()
        .unwrap();
    let requests = (1..=20_u64).map(|page| {
        let client = client.clone();
        async move {
            let request = client.request(&LIST).query("page", page);
            request.send::<Raw, Undocumented>().await.unwrap();
        }
    });
    join_all(requests).await;
    let seen = server.seen.lock().unwrap();
    let pages: Vec<_> = seen.arrivals.iter().map(|(_, page)| *page).collect();
    assert_eq!(pages, (1..=20).collect::<Vec<_>>());
    assert_eq!(seen.refused, 0);
}

#[tokio::test(start_paused = true)]
async fn retries_count_towards_the_pace() {
    // The server refuses each second request, whatever the pace is.
    let server = Limited::new(Count::Sliding, 1, 3 * SECOND);
    let client = server.builder().requests_per(2, SECOND).build().unwrap();
    for _ in 0..10 {
        send(&client, &LIST, Retry::default()).await.unwrap();
    }
    let arrivals = server.arrivals();
    assert!(arrivals.len() > 10);
    assert_pace(&arrivals, 2, SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_would_wait_in_line_for_too_long_fails_at_once_and_is_not_sent() {
    let server = Limited::new(Count::Sliding, 1, 60 * SECOND);
    let client = server
        .builder()
        .requests_per(1, 60 * SECOND)
        // It limits attempts, not the time in line.
        .timeout(SECOND)
        .build()
        .unwrap();
    let started = Instant::now();
    let requests = (0..9).map(|_| async {
        let result = send(&client, &CREATE, Retry::default()).await;
        (result, started.elapsed())
    });
    let results = join_all(requests).await;
    for (index, (result, took)) in results.into_iter().enumerate() {
        // Five minutes are enough for the first one and four more, and the fifth would begin when they are over.
        if index < 5 {
            result.unwrap();
            continue;
        }
        let error = result.unwrap_err();
        let Error::HeldBack { wait, by, .. } = &error else {
            panic!("{error:?}");
        };
        assert_eq!((*by, took), (HeldBy::Pace, Duration::ZERO));
        assert!(*wait >= 300 * SECOND, "{wait:?}");
        assert_eq!(
            (error.attempts(), error.outcome()),
            (0, Outcome::NotApplied)
        );
        assert!(
            error
                .to_string()
                .contains("not sent: its turn would come in")
        );
    }
    assert_eq!(server.counts(), (5, 0));
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_dropped_in_line_gives_its_place_to_the_next_one() {
    let server = Limited::new(Count::Sliding, 1, 10 * SECOND);
    let client = server
        .builder()
        .requests_per(1, 10 * SECOND)
        .build()
        .unwrap();
    let started = Instant::now();
    let retry = Retry::default();
    send(&client, &LIST, retry).await.unwrap();
    let mut impatient = Vec::new();
    for _ in 0..20 {
        let mut request = Box::pin(send(&client, &LIST, retry));
        assert!((&mut request).now_or_never().is_none());
        impatient.push(request);
    }
    let last = async {
        send(&client, &LIST, retry).await.unwrap();
        started.elapsed()
    };
    let drops = async {
        sleep(SECOND).await;
        drop(impatient);
    };
    let (took, ()) = tokio::join!(last, drops);
    assert!(took < 11 * SECOND, "{took:?}");
    // One that is dropped when it is under way counts.
    let mut slow = server.clone();
    slow.latency = 100 * SECOND;
    let client = slow.builder().requests_per(1, 10 * SECOND).build().unwrap();
    let dropped = tokio::time::timeout(SECOND, send(&client, &LIST, retry)).await;
    assert!(dropped.is_err());
    let again = tokio::time::timeout(9 * SECOND, send(&client, &LIST, retry)).await;
    assert!(again.is_err());
}

#[test]
fn a_pace_of_zero_is_refused() {
    for (requests, period) in [(0, SECOND), (1, Duration::ZERO)] {
        let builder = Limited::new(Count::Fixed, 1, SECOND).builder();
        let error = builder.requests_per(requests, period).build().unwrap_err();
        assert!(
            error
                .to_string()
                .contains("the pace of requests is invalid")
        );
    }
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_requests_wait_for_their_turn() {
    use runtime::blocking::Wait as _;

    let period = Duration::from_millis(50);
    let server = Limited::new(Count::Sliding, 1, period);
    let client = server.builder().requests_per(1, period).build().unwrap();
    for _ in 0..5 {
        send(&client, &LIST, Retry::default()).wait().unwrap();
    }
    assert_eq!(server.counts(), (5, 0));
}
