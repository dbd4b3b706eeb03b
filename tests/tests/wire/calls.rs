//! One request of each kind, and a successful response to it.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use generated_client::{Attempt, Call, Client, Error, Hook, Retry, date, models::NewTimeEntry};

use test_server::{NO_CONTENT, Reply, Server, json_response};
use tokio::time;

use crate::client::TOKEN;

/// The kinds of requests, by the effect of sending them twice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Get,
    Put,
    Delete,
    Post,
    DeleteSeveral,
}

impl Kind {
    pub(crate) const ALL: [Self; 5] = [
        Self::Get,
        Self::Put,
        Self::Delete,
        Self::Post,
        Self::DeleteSeveral,
    ];

    /// Whether a second time does harm.
    pub(crate) fn is_idempotent(self) -> bool {
        matches!(self, Self::Get | Self::Put | Self::Delete)
    }

    /// Sends one; how many attempts it took, or the error.
    pub(crate) async fn send(self, client: &Client, retry: Retry) -> Result<u32, Error> {
        // They have no type in common.
        macro_rules! attempts {
            ($request:expr) => {{
                let response = $request.with_retry(retry).send_with_metadata().await?;
                Ok(response.attempts())
            }};
        }
        let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
        match self {
            Self::Get => attempts!(client.get_time_entries()),
            Self::Put => attempts!(client.update_time_entry(9, Default::default())),
            Self::Delete => attempts!(client.delete_time_entry(9)),
            Self::Post => attempts!(client.create_time_entry(entry)),
            Self::DeleteSeveral => attempts!(client.delete_time_entries([9, 8])),
        }
    }

    /// A documented success.
    pub(crate) fn success(self) -> String {
        match self {
            Self::Delete | Self::DeleteSeveral => NO_CONTENT.to_owned(),
            Self::Get | Self::Put | Self::Post => success_with(9),
        }
    }

    /// The beginning of a success.
    pub(crate) fn cut_off(self) -> Reply {
        let mut success = self.success();
        // A 204 has no body: the end of its headers is missing.
        success.truncate(success.len() - 4);
        Reply::Send(success.into())
    }
}

/// A documented success with one entry.
pub(crate) fn success_with(id: u32) -> String {
    json_response(&format!(
        r#"{{"count":1,"meta":{{"count":1,"page_count":1,"page_number":1,"page_size":20}},"results":[{{"key":"time_entries","id":"{id}"}}],"time_entries":{{"{id}":{{"id":"{id}"}}}}}}"#,
    ))
}

/// Sends again at once.
pub(crate) fn eager() -> Retry {
    Retry::default().first_wait(Duration::ZERO)
}

/// A client with this hook.
pub(crate) fn hooked(base_url: String, hook: impl Hook + 'static) -> Client {
    let builder = Client::builder(TOKEN).base_url(base_url);
    builder.hook(hook).build().unwrap()
}

/// A hook that counts the attempts, and resumes the clock at the next one.
#[derive(Clone, Default)]
pub(crate) struct Counter(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    attempts: Vec<u32>,
    stands_still: bool,
}

impl Counter {
    /// The numbers of the attempts, in the order in which they began.
    pub(crate) fn attempts(&self) -> Vec<u32> {
        self.0.lock().unwrap().attempts.clone()
    }

    /// Does `work`. When `server` has read a request to which it does not respond, the clock is paused, and the runtime
    /// advances to the next timer. So the time limit passes at once.
    pub(crate) async fn without_patience<F: Future>(&self, server: &Server, work: F) -> F::Output {
        let stop = async {
            loop {
                server.stalled.notified().await;
                time::pause();
                self.0.lock().unwrap().stands_still = true;
            }
        };
        let output = tokio::select! {
            output = work => output,
            never = stop => never,
        };
        self.go_on();
        output
    }

    fn go_on(&self) {
        if std::mem::take(&mut self.0.lock().unwrap().stands_still) {
            time::resume();
        }
    }
}

impl Hook for Counter {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        self.0.lock().unwrap().attempts.push(attempt.number());
        self.go_on();
        Ok(())
    }
}
