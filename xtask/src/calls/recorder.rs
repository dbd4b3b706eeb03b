//! A server on the loopback interface that records each request, and responds with what the judges make.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::message::Recorded;

/// Makes the response to the request of a call.
pub(super) type Respond = dyn Fn(u64, &Recorded) -> Vec<u8> + Send + Sync;

/// The server.
pub(super) struct Recorder {
    address: SocketAddr,
    requests: Arc<Mutex<BTreeMap<u64, Recorded>>>,
    has_ended: Arc<AtomicBool>,
}

impl Recorder {
    /// Starts the server. It runs until this is dropped.
    pub(super) fn start(respond: Arc<Respond>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let requests = Arc::new(Mutex::new(BTreeMap::new()));
        let recorded = Arc::clone(&requests);
        let has_ended = Arc::new(AtomicBool::new(false));
        let ends = Arc::clone(&has_ended);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ends.load(Ordering::Relaxed) {
                    break;
                }
                let (recorded, respond) = (Arc::clone(&recorded), Arc::clone(&respond));
                thread::spawn(move || drop(serve(&stream, &recorded, &*respond)));
            }
        });
        Ok(Self {
            address,
            requests,
            has_ended,
        })
    }

    /// The URL that the number of a call is appended to: `http://127.0.0.1:1234`.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far by the number of their call.
    pub(super) fn requests(&self) -> BTreeMap<u64, Recorded> {
        let requests = self.requests.lock();
        requests.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.has_ended.store(true, Ordering::Relaxed);
        // The server sees that at its next connection.
        drop(TcpStream::connect(self.address));
    }
}

fn serve(
    stream: &TcpStream,
    recorded: &Mutex<BTreeMap<u64, Recorded>>,
    respond: &Respond,
) -> io::Result<()> {
    let Some(mut request) = Recorded::read(&mut BufReader::new(stream))? else {
        return Ok(());
    };
    let Some((call, target)) = of_call(&request.target) else {
        return Ok(());
    };
    request.target = target;
    let response = respond(call, &request);
    let mut requests = recorded.lock().unwrap_or_else(PoisonError::into_inner);
    requests.insert(call, request);
    drop(requests);
    let mut stream = stream;
    stream.write_all(&response)
}

/// The number of the call, and the target that is sent on: `/~17/pets` is call 17 of `/pets`.
fn of_call(target: &str) -> Option<(u64, String)> {
    let rest = target.strip_prefix("/~")?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (number, rest) = rest.split_at(end);
    let target = match rest.starts_with('/') {
        true => rest.to_owned(),
        false => format!("/{rest}"),
    };
    Some((number.parse().ok()?, target))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_call_is_taken_from_the_path() {
        assert_eq!(of_call("/~17/pets?a=1"), Some((17, "/pets?a=1".to_owned())));
        assert_eq!(of_call("/~17?a=1"), Some((17, "/?a=1".to_owned())));
        assert_eq!(of_call("/pets"), None);
    }
}
