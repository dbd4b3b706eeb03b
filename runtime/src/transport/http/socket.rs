//! [`Socket`]: a TCP connection, and [`Probe`], by which it can be looked at while it is in use.

use std::{
    io::{self, IoSlice},
    mem::MaybeUninit,
    net::Shutdown,
    pin::Pin,
    sync::{
        Arc, Weak,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll, ready},
};

use socket2::SockRef;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

/// A TCP connection. A clone is the same connection.
#[derive(Clone)]
pub(super) struct Socket(Arc<Shared>);

struct Shared {
    stream: TcpStream,
    /// The number of bytes that the operating system took.
    written: AtomicU64,
}

impl Socket {
    pub(super) fn new(stream: TcpStream) -> Self {
        Self(Arc::new(Shared {
            stream,
            written: AtomicU64::new(0),
        }))
    }

    /// Returns the number of bytes that the operating system took.
    pub(super) fn written(&self) -> u64 {
        self.0.written.load(Ordering::Acquire)
    }

    pub(super) fn probe(&self) -> Probe {
        Probe(Arc::downgrade(&self.0))
    }
}

/// Looks at a TCP connection. It does not keep the connection open.
#[derive(Clone)]
pub(super) struct Probe(Weak<Shared>);

impl Probe {
    /// Whether the connection is open and nothing arrived that was not read.
    ///
    /// The operating system is asked. What tokio knows can be old, if its thread was busy with something else.
    pub(super) fn is_quiet(&self) -> bool {
        let Some(shared) = self.0.upgrade() else {
            return false;
        };
        let mut byte = [MaybeUninit::uninit()];
        match SockRef::from(&shared.stream).peek(&mut byte) {
            Ok(_) => false,
            Err(error) => error.kind() == io::ErrorKind::WouldBlock,
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            ready!(self.0.stream.poll_read_ready(context))?;
            match self.0.stream.try_read_buf(buffer) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                result => return Poll::Ready(result.map(drop)),
            }
        }
    }
}

impl Socket {
    fn poll_write_with(
        &self,
        context: &mut Context<'_>,
        write: impl Fn(&TcpStream) -> io::Result<usize>,
    ) -> Poll<io::Result<usize>> {
        loop {
            ready!(self.0.stream.poll_write_ready(context))?;
            match write(&self.0.stream) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
                Ok(written) => {
                    self.0.written.fetch_add(written as u64, Ordering::AcqRel);
                    return Poll::Ready(Ok(written));
                }
            }
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_write_with(context, |stream| stream.try_write(bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.poll_write_with(context, |stream| stream.try_write_vectored(slices))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(SockRef::from(&self.0.stream).shutdown(Shutdown::Write))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };

    use super::*;

    /// Returns both ends of a connection.
    pub(in crate::transport::http) async fn connected() -> (Socket, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap());
        let (client, server) = tokio::join!(client, listener.accept());
        (Socket::new(client.unwrap()), server.unwrap().0)
    }

    #[tokio::test]
    async fn what_the_operating_system_does_not_take_yet_is_written_later() {
        let (mut socket, mut server) = connected().await;
        // More than the buffers of both ends hold.
        let sent = b"all in its order".repeat(1 << 20);
        let write = async {
            socket.write_all(&sent).await.unwrap();
            socket.shutdown().await.unwrap();
            // The end is sent once.
            assert!(socket.write_all(b"more").await.is_err());
        };
        let mut received = Vec::new();
        let read = async { server.read_to_end(&mut received).await.unwrap() };
        tokio::join!(write, read);
        assert!(received == sent);
        assert_eq!(socket.written(), sent.len() as u64);
    }

    #[tokio::test]
    async fn a_write_to_a_connection_that_was_reset_fails() {
        let (mut socket, server) = connected().await;
        server.set_zero_linger().unwrap();
        drop(server);
        assert!(socket.read(&mut [0]).await.is_err());
        assert!(socket.write(b"GET").await.is_err());
        assert_eq!(socket.written(), 0);
    }
}
