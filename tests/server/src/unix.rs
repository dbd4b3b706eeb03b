//! A server on a unix socket.

use std::{
    fs,
    io::Write as _,
    os::unix::net::UnixListener,
    path::{Path, PathBuf},
    sync::{
        atomic::{AtomicU32, Ordering},
        mpsc::{Receiver, channel},
    },
    thread,
};

use crate::received::{Received, read_request};

/// A path for a unix socket, in a folder of its own, which is removed at the end. Without [`serve`](UnixServer::serve),
/// nothing is there.
#[derive(Debug)]
pub struct UnixServer {
    path: PathBuf,
}

impl UnixServer {
    /// Returns a path that no other has.
    #[allow(clippy::new_without_default, reason = "it makes a folder")]
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = format!("test-server-{}-{count}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        fs::create_dir_all(&folder).unwrap();
        Self {
            path: folder.join("server.sock"),
        }
    }

    /// The path of the socket.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Serves one request on a connection for each of these responses. Returns the requests as they arrive.
    pub fn serve<R: Into<Vec<u8>>>(
        &self,
        responses: impl IntoIterator<Item = R>,
    ) -> Receiver<Received> {
        let listener = UnixListener::bind(&self.path).unwrap();
        let (sender, requests) = channel();
        let responses: Vec<Vec<u8>> = responses.into_iter().map(Into::into).collect();
        thread::spawn(move || {
            for response in responses {
                let (mut stream, _) = listener.accept().unwrap();
                let received = Received::new(read_request(&mut stream));
                // A test that looks at no requests has let go of them.
                let _ = sender.send(received);
                stream.write_all(&response).unwrap();
            }
        });
        requests
    }
}

impl Drop for UnixServer {
    fn drop(&mut self) {
        if let Some(folder) = self.path.parent() {
            let _ = fs::remove_dir_all(folder);
        }
    }
}
