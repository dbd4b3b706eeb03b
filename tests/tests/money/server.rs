//! A server that speaks HTTP over TCP, keeps entries, and mistreats requests by a schedule.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::Notify,
    task::{JoinHandle, JoinSet},
    time::sleep,
};

use crate::{
    schedule::{Answer, Effect, Fate, Schedule},
    store::{Change, Store, reply},
};

/// How long the client waits for an answer.
pub(crate) const TIMEOUT: Duration = Duration::from_millis(100);

/// When the client does not wait any more.
const LATE: Duration = Duration::from_millis(140);

/// For how long connections are refused when the server is down.
const DOWN: Duration = Duration::from_millis(5);

pub(crate) struct Server {
    address: SocketAddr,
    state: Arc<State>,
    stop: Arc<Notify>,
    /// Gives the connections that are still open.
    accepting: JoinHandle<JoinSet<()>>,
}

struct State {
    store: Mutex<Store>,
    schedule: Schedule,
}

impl Server {
    pub(crate) fn start(seed: u64) -> Self {
        // Holds the port while nobody listens, so that nobody else gets it.
        let holder = bind("127.0.0.1:0".parse().unwrap());
        let address = holder.local_addr().unwrap();
        let state = Arc::new(State {
            store: Mutex::default(),
            schedule: Schedule::new(seed),
        });
        let stop = Arc::new(Notify::new());
        let listener = listen(address);
        let accepting = accept(listener, holder, Arc::clone(&state), Arc::clone(&stop));
        Self {
            address,
            state,
            stop,
            accepting: tokio::spawn(accepting),
        }
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What the server holds when everything that was sent to it is done, the late included. To be asked when
    /// the client is gone.
    pub(crate) async fn settled(self) -> Store {
        self.stop.notify_one();
        let connections = self.accepting.await.unwrap();
        connections.join_all().await;
        std::mem::take(&mut *self.state.store())
    }
}

impl State {
    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap()
    }
}

fn bind(address: SocketAddr) -> TcpSocket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_reuseaddr(true).unwrap();
    socket.bind(address).unwrap();
    socket
}

fn listen(address: SocketAddr) -> TcpListener {
    bind(address).listen(128).unwrap()
}

async fn accept(
    mut listener: TcpListener,
    holder: TcpSocket,
    state: Arc<State>,
    stop: Arc<Notify>,
) -> JoinSet<()> {
    let mut connections = JoinSet::new();
    for number in 0.. {
        let stream = tokio::select! {
            // First those who came before the end.
            biased;
            accepted = listener.accept() => accepted.unwrap().0,
            () = stop.notified() => break,
        };
        if !state.schedule.closes(number) {
            connections.spawn(serve(stream, Arc::clone(&state)));
        }
        if state.schedule.goes_down(number) {
            drop(listener);
            sleep(DOWN).await;
            listener = listen(holder.local_addr().unwrap());
        }
    }
    connections
}

/// Serves one connection to its end.
async fn serve(mut stream: TcpStream, state: Arc<State>) {
    while let Some(request) = read(&mut stream).await {
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let mut line = head.split(' ');
        let (method, target) = (line.next().unwrap(), line.next().unwrap());
        let change = Change::read(method, target, body);
        let fate = state.schedule.fate(&format!("{method} {target} {body}"));
        if !meet(fate, &change, &mut stream, &state).await {
            return;
        }
    }
}

/// Lets a request meet its fate; whether the connection is used further. That the client is gone by then is
/// its own affair.
async fn meet(fate: Fate, change: &Change, stream: &mut TcpStream, state: &State) -> bool {
    if fate.effect == Effect::Late {
        sleep(LATE).await;
    }
    let proper = match fate.effect {
        Effect::None => String::new(),
        Effect::AtOnce | Effect::Late => state.store().apply(change),
    };
    let answer = match fate.answer {
        Answer::Proper | Answer::ThenClose => proper,
        Answer::Late => {
            sleep(LATE).await;
            proper
        }
        Answer::CutOff(thousandths) => {
            let length = proper.len() * usize::try_from(thousandths).unwrap() / 1_000;
            proper[..length].to_owned()
        }
        Answer::Garbled if proper.contains("200 OK") => reply("200 OK", "", "<html>"),
        Answer::Garbled => proper.replace("\r\n\r\n", "\r\ncontent-length: 6\r\n\r\n<html>"),
        Answer::Status(status, headers) => reply(status, headers, ""),
        Answer::Close => return false,
        Answer::Reset => {
            stream.set_zero_linger().unwrap();
            return false;
        }
    };
    let written = stream.write_all(answer.as_bytes()).await;
    written.is_ok()
        && matches!(
            fate.answer,
            Answer::Proper | Answer::Late | Answer::Status(..)
        )
}

/// The next request; `None` if the client closed the connection, or broke it off.
async fn read(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    while !is_complete(&bytes) {
        match stream.read_buf(&mut bytes).await {
            Ok(count) if count > 0 => {}
            _ => return None,
        }
    }
    Some(String::from_utf8(bytes).unwrap())
}

fn is_complete(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}
