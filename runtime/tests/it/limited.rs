//! [`Limited`]: a server with a rate limit, on a simulated clock.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use futures_core::future::BoxFuture;
use futures_util::FutureExt as _;
use http::{Request, Response};
use runtime::{Client, ClientBuilder, RequestBody, ResponseBody, SendError, Transport};
use tokio::time::{Instant, sleep};

/// The way in which a server counts requests.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Count {
    /// In windows that begin with the first request after the one before.
    Fixed,
    /// In a window that slides.
    Sliding,
    /// In a window that slides, refused requests too.
    SlidingWithRefused,
    /// By a bucket that is filled all the time.
    Bucket,
}

/// A server with a limit, which responds to everything above it with 429 and an empty body.
#[derive(Clone)]
pub(crate) struct Limited {
    pub(crate) count: Count,
    pub(crate) limit: u32,
    pub(crate) period: Duration,
    pub(crate) pages: u64,
    pub(crate) latency: Duration,
    pub(crate) seen: Arc<Mutex<Seen>>,
    pub(crate) turn: Arc<AtomicU64>,
}

#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) window: VecDeque<Instant>,
    pub(crate) start: Option<Instant>,
    pub(crate) tokens: f64,
    pub(crate) accepted: u64,
    pub(crate) refused: u64,
    /// The arrivals of all requests, with the numbers of their pages.
    pub(crate) arrivals: Vec<(Instant, u64)>,
}

impl Limited {
    pub(crate) fn new(count: Count, limit: u32, period: Duration) -> Self {
        let seen = Seen {
            tokens: f64::from(limit),
            ..Seen::default()
        };
        Self {
            count,
            limit,
            period,
            pages: 1,
            latency: Duration::ZERO,
            seen: Arc::new(Mutex::new(seen)),
            turn: Arc::default(),
        }
    }

    pub(crate) fn builder(&self) -> ClientBuilder<Client> {
        ClientBuilder::new("https://pets.example").transport(self.clone())
    }

    pub(crate) fn counts(&self) -> (u64, u64) {
        let seen = self.seen.lock().unwrap();
        (seen.accepted, seen.refused)
    }

    pub(crate) fn arrivals(&self) -> Vec<Instant> {
        let seen = self.seen.lock().unwrap();
        seen.arrivals.iter().map(|(instant, _)| *instant).collect()
    }

    pub(crate) fn accepts(&self, page: u64) -> bool {
        let now = Instant::now();
        let mut seen = self.seen.lock().unwrap();
        let seen = &mut *seen;
        let (limit, period) = (self.limit as usize, self.period);
        seen.arrivals.push((now, page));
        let is_accepted = match self.count {
            Count::Fixed => {
                if seen.start.is_none_or(|start| now >= start + period) {
                    seen.start = Some(now);
                    seen.window.clear();
                }
                seen.window.len() < limit
            }
            Count::Sliding | Count::SlidingWithRefused => {
                seen.window.retain(|instant| now < *instant + period);
                seen.window.len() < limit
            }
            Count::Bucket => {
                let since = seen.start.replace(now).unwrap_or(now);
                let filled = (now - since).div_duration_f64(period) * limit as f64;
                seen.tokens = (seen.tokens + filled).min(limit as f64);
                let is_enough = seen.tokens >= 1.0;
                seen.tokens -= f64::from(u8::from(is_enough));
                is_enough
            }
        };
        if is_accepted || matches!(self.count, Count::SlidingWithRefused) {
            seen.window.push_back(now);
        }
        match is_accepted {
            true => seen.accepted += 1,
            false => seen.refused += 1,
        }
        is_accepted
    }

    /// Returns the time of a request on its way, which varies.
    pub(crate) fn way(&self) -> Duration {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        self.latency * u32::try_from(turn * 7 % 10).unwrap() / 10
    }
}

impl Transport for Limited {
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, SendError>> {
        let query = request.uri().query().unwrap_or_default().to_owned();
        let number = query.split('&').find_map(|pair| pair.strip_prefix("page="));
        let number: u64 = number.map_or(1, |number| number.parse().unwrap());
        async move {
            sleep(self.way()).await;
            let is_accepted = self.accepts(number);
            sleep(self.way()).await;
            if !is_accepted {
                let response = Response::builder().status(429);
                return Ok(response.body(ResponseBody::from("")).unwrap());
            }
            let page = format!(r#"{{"page_count":{},"ids":[{number}]}}"#, self.pages);
            Ok(Response::new(ResponseBody::from(page)))
        }
        .boxed()
    }
}
