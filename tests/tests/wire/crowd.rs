//! A server that accepts any number of requests at once, and responds to each when the test says so.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex, MutexGuard},
    thread,
    time::Duration,
};
use test_server::{Received, read_request};

/// Requests are told apart by a number, that of a page say.
pub(crate) struct Crowd {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    number: Box<dyn Fn(&Received) -> u64 + Send + Sync>,
    /// An empty response closes the connection.
    response: Box<dyn Fn(u64) -> String + Send + Sync>,
}

#[derive(Default)]
struct State {
    /// The requests in the order in which they came.
    came: Vec<u64>,
    /// The requests that the server may respond to; all of them if this is `None`.
    released: Option<Vec<u64>>,
    /// The requests whose connection the client closed before there was a response.
    given_up: Vec<u64>,
    /// The number of requests that got a response or were given up.
    done: usize,
    most_under_way: usize,
}

impl Crowd {
    /// Responds to every request as soon as it comes.
    pub(crate) fn open(
        number: impl Fn(&Received) -> u64 + Send + Sync + 'static,
        response: impl Fn(u64) -> String + Send + Sync + 'static,
    ) -> Self {
        Self::new(None, Box::new(number), Box::new(response))
    }

    /// Responds to a request once it is released.
    pub(crate) fn closed(
        number: impl Fn(&Received) -> u64 + Send + Sync + 'static,
        response: impl Fn(u64) -> String + Send + Sync + 'static,
    ) -> Self {
        Self::new(Some(Vec::new()), Box::new(number), Box::new(response))
    }

    fn new(
        released: Option<Vec<u64>>,
        number: Box<dyn Fn(&Received) -> u64 + Send + Sync>,
        response: Box<dyn Fn(u64) -> String + Send + Sync>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = State {
            released,
            ..State::default()
        };
        let shared = Arc::new(Shared {
            state: state.into(),
            changed: Condvar::new(),
            number,
            response,
        });
        let server = shared.clone();
        thread::spawn(move || {
            while let Ok((stream, _)) = listener.accept() {
                let shared = server.clone();
                thread::spawn(move || shared.serve(stream));
            }
        });
        Self { address, shared }
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Lets the server respond to the requests with these numbers, now or when they come.
    pub(crate) fn release(&self, numbers: impl IntoIterator<Item = u64>) {
        self.shared.change(|state| {
            if let Some(released) = &mut state.released {
                released.extend(numbers);
            }
        });
    }

    /// Waits until so many requests have come in all, and a moment longer, in which more could come that should
    /// not. Their numbers, sorted.
    pub(crate) async fn wait_for(&self, count: usize) -> Vec<u64> {
        self.wait(move |state| (state.came.len() >= count).then(|| state.came.clone()))
            .await
    }

    /// Waits until the client has given up so many requests. Their numbers, sorted.
    pub(crate) async fn wait_for_given_up(&self, count: usize) -> Vec<u64> {
        self.wait(move |state| (state.given_up.len() >= count).then(|| state.given_up.clone()))
            .await
    }

    async fn wait(&self, get: impl Fn(&State) -> Option<Vec<u64>> + Send + 'static) -> Vec<u64> {
        let shared = self.shared.clone();
        // On another thread, so that this one can go on with the client.
        let waited = tokio::task::spawn_blocking(move || {
            drop(shared.wait(|state| get(state).is_some()));
            thread::sleep(Duration::from_millis(50));
            get(&shared.lock()).unwrap()
        });
        let mut numbers = waited.await.unwrap();
        numbers.sort_unstable();
        numbers
    }

    /// The requests that have come so far, in their order.
    pub(crate) fn came(&self) -> Vec<u64> {
        self.shared.lock().came.clone()
    }

    /// Returns the largest number of requests that waited for a response at once.
    pub(crate) fn most_under_way(&self) -> usize {
        self.shared.lock().most_under_way
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    fn wait(&self, until: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let not_yet = |state: &mut State| !until(state);
        self.changed.wait_while(self.lock(), not_yet).unwrap()
    }

    fn serve(self: Arc<Self>, mut stream: TcpStream) {
        let bytes = read_request(&mut stream);
        if bytes.is_empty() {
            return;
        }
        let number = (self.number)(&Received::new(bytes));
        self.change(|state| {
            state.came.push(number);
            let under_way = state.came.len() - state.done;
            state.most_under_way = state.most_under_way.max(under_way);
        });
        self.clone().watch(stream.try_clone().unwrap(), number);
        let is_due = |state: &State| {
            let released = state.released.as_ref();
            released.is_none_or(|released| released.contains(&number))
                || state.given_up.contains(&number)
        };
        drop(self.wait(is_due));
        let response = (self.response)(number);
        // Before the response is sent: after it, the client may have sent the next request already.
        self.change(|state| state.done += 1);
        // The client may be gone.
        let _ = stream.write_all(response.as_bytes());
        let _ = stream.shutdown(std::net::Shutdown::Both);
    }

    /// Records whether the client closes the connection before there is a response.
    fn watch(self: Arc<Self>, mut stream: TcpStream, number: u64) {
        thread::spawn(move || {
            let _ = stream.read(&mut [0]);
            self.change(|state| {
                let released = state.released.as_ref();
                if released.is_some_and(|released| !released.contains(&number)) {
                    state.given_up.push(number);
                }
            });
        });
    }
}
