//! [`SharedToken`]: the current token, and one token request at a time for all who wait for it.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_core::future::BoxFuture;
use futures_util::future::{FutureExt as _, Shared};
use http::header::HeaderValue;
use tokio::time::Instant;

use super::fetch::{Fetched, Refused};
use crate::client::token::Token;

/// A token is renewed no earlier than this before its end.
const EARLY: Duration = Duration::from_secs(60);

/// The time until a token that is still valid, and could not be renewed, is tried to be renewed again.
const PAUSE: Duration = Duration::from_secs(10);

/// The current token. Its locks are never held while anything is awaited.
pub(super) struct SharedToken {
    known: Mutex<Known>,
    /// Held while a new refresh token is noted and given to the caller, so that the caller gets the last one last.
    handing_over: Mutex<()>,
}

struct Known {
    token: Option<Held>,
    refresh_token: Option<Token>,
    /// Whether the server has replaced a refresh token.
    rotates: bool,
    /// Why the refresh token cannot be used again.
    used_up: Option<String>,
    under_way: Option<UnderWay>,
    /// The number of token requests so far.
    count: u64,
}

/// A token that can be used.
struct Held {
    authorization: HeaderValue,
    /// `None` if it is used until the server rejects it.
    renewal: Option<Instant>,
    end: Option<Instant>,
}

impl Held {
    fn is_valid(&self, now: Instant) -> bool {
        self.end.is_none_or(|end| end > now)
    }
}

/// A token request that is under way. It goes on as long as any call waits for it, and when none does, it stops until the
/// next call comes. So it is not sent twice if a call is dropped.
#[derive(Clone)]
struct UnderWay {
    number: u64,
    request: Shared<BoxFuture<'static, Fetched>>,
}

/// The next step of a call for a token.
enum Step {
    Use(HeaderValue),
    Fail(String),
    /// Waits for a token request.
    Wait {
        under_way: UnderWay,
        /// Whether no other call waits for it, although it is under way. Its time may be over then.
        was_left: bool,
    },
}

impl SharedToken {
    pub(super) fn new(refresh_token: Option<Token>) -> Self {
        Self {
            known: Mutex::new(Known {
                token: None,
                refresh_token,
                rotates: false,
                used_up: None,
                under_way: None,
                count: 0,
            }),
            handing_over: Mutex::default(),
        }
    }

    /// Returns the `Authorization` header with the current token. If there is none, or if it ends soon, one is fetched by the
    /// request that `start` makes with the current refresh token, unless one is under way already. `on_new` gets a new
    /// refresh token.
    ///
    /// # Errors
    /// Fails with the reason why there is no token.
    pub(super) async fn get(
        &self,
        start: impl Fn(Option<Token>) -> BoxFuture<'static, Fetched>,
        on_new: impl Fn(&str),
    ) -> Result<HeaderValue, String> {
        loop {
            let step = self.known().step(&start);
            let (under_way, was_left) = match step {
                Step::Use(authorization) => return Ok(authorization),
                Step::Fail(reason) => return Err(reason),
                Step::Wait {
                    under_way,
                    was_left,
                } => (under_way, was_left),
            };
            let UnderWay { number, request } = under_way;
            let fetched = request.await;
            if was_left && fetched.as_ref().is_err_and(Refused::may_be_stale) {
                self.known().take_under_way(number);
                continue;
            }
            return self.end(number, fetched, on_new);
        }
    }

    /// Notes the result of a token request, of which each call is told that waited for it.
    fn end(
        &self,
        number: u64,
        fetched: Fetched,
        on_new: impl Fn(&str),
    ) -> Result<HeaderValue, String> {
        let order = lock(&self.handing_over);
        let mut known = self.known();
        let new = match known.take_under_way(number) {
            Some(_) => known.end(&fetched),
            None => None,
        };
        let result = match fetched {
            Ok(fresh) => Ok(fresh.authorization),
            Err(refused) => known.valid_or(refused.reason),
        };
        drop(known);
        if let Some(token) = new {
            on_new(token.expose());
        }
        drop(order);
        result
    }

    /// Notes that the server has rejected a token. It can be one that is not the current one any more.
    pub(super) fn reject(&self, authorization: &HeaderValue) {
        let mut known = self.known();
        let current = known.token.take();
        known.token = current.filter(|held| held.authorization != authorization);
    }

    pub(super) fn refresh_token(&self) -> Option<Token> {
        self.known().refresh_token.clone()
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        lock(&self.known)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Known {
    fn step(&mut self, start: impl Fn(Option<Token>) -> BoxFuture<'static, Fetched>) -> Step {
        let now = Instant::now();
        let is_due = |held: &Held| held.renewal.is_some_and(|renewal| renewal <= now);
        if let Some(held) = self.token.as_ref().filter(|held| !is_due(held)) {
            return Step::Use(held.authorization.clone());
        }
        if let Some(reason) = self.used_up.clone() {
            return match self.valid_or(reason) {
                Ok(authorization) => Step::Use(authorization),
                Err(reason) => Step::Fail(reason),
            };
        }
        let was_left = self
            .under_way
            .as_ref()
            .is_some_and(|under_way| under_way.request.strong_count() == Some(1));
        let (count, refresh_token) = (&mut self.count, &self.refresh_token);
        let under_way = self.under_way.get_or_insert_with(|| {
            *count += 1;
            UnderWay {
                number: *count,
                request: start(refresh_token.clone()).shared(),
            }
        });
        Step::Wait {
            under_way: under_way.clone(),
            was_left,
        }
    }

    /// Takes the token request with this number, unless it was taken before.
    fn take_under_way(&mut self, number: u64) -> Option<UnderWay> {
        self.under_way
            .take_if(|under_way| under_way.number == number)
    }

    /// Notes the result of a token request. Returns the refresh token if it is a new one.
    fn end(&mut self, fetched: &Fetched) -> Option<Token> {
        let fresh = match fetched {
            Ok(fresh) => fresh,
            Err(refused) => {
                self.fail(refused);
                return None;
            }
        };
        let end = fresh.lifetime.map(|lifetime| fresh.since + lifetime);
        let early = fresh.lifetime.map(|lifetime| EARLY.min(lifetime / 10));
        self.token = Some(Held {
            authorization: fresh.authorization.clone(),
            renewal: end.zip(early).map(|(end, early)| end - early),
            end,
        });
        let old = self.refresh_token.as_ref()?;
        let new = fresh.refresh_token.clone().filter(|new| new != old)?;
        self.rotates = true;
        self.refresh_token = Some(new.clone());
        Some(new)
    }

    fn fail(&mut self, refused: &Refused) {
        if refused.may_be_used_up && self.rotates {
            let reason = &refused.reason;
            let reason = format!("{reason}; the refresh token may be used up, get a new one");
            self.used_up = Some(reason);
        }
        if let Some(held) = &mut self.token {
            let soon = Instant::now() + PAUSE;
            held.renewal = Some(held.end.map_or(soon, |end| end.min(soon)));
        }
    }

    /// Returns the token if it is still valid, or else fails with `reason`, or with a reason that lasts.
    fn valid_or(&self, reason: String) -> Result<HeaderValue, String> {
        match &self.token {
            Some(held) if held.is_valid(Instant::now()) => Ok(held.authorization.clone()),
            _ => Err(self.used_up.clone().unwrap_or(reason)),
        }
    }
}
