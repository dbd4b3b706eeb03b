//! [`Wire`]: the stream of a connection, which notes what passes it.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::socket::Socket;
use crate::transport::contract::sending::Sending;

/// The error of a request whose call ended before its first byte was written.
pub(super) const GIVEN_UP: &str = "the request was given up before it was sent";

/// A stream of bytes, encrypted or not.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// A record of what passed a connection, as far as it matters to the request that is on it.
#[derive(Default)]
pub(super) struct Log {
    /// The request that is next to be written, if no byte of it was.
    next: Mutex<Option<Sending>>,
    has_read: AtomicBool,
    /// Whether the server ended the TLS handshake because of the client's certificate, after the client took it for done.
    has_refused_certificate: AtomicBool,
}

impl Log {
    /// Notes that a request is about to be written.
    pub(super) fn expect(&self, sending: Sending) {
        *self.next() = Some(sending);
    }

    /// Whether the server refused this connection, so that no request on it was processed.
    pub(super) fn has_refused_certificate(&self) -> bool {
        self.has_refused_certificate.load(Ordering::Acquire)
    }

    fn next(&self) -> MutexGuard<'_, Option<Sending>> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The stream of a connection that has one request at a time.
///
/// It asks each request, before its first byte is written, whether it was given up meanwhile. It reads nothing between the
/// moment in which a request is next and its first byte: that would not be the response to it.
pub(super) struct Wire<S> {
    stream: S,
    /// The socket below the stream.
    socket: Socket,
    log: Arc<Log>,
}

impl<S> Wire<S> {
    pub(super) fn new(stream: S, socket: Socket, log: Arc<Log>) -> Self {
        Self {
            stream,
            socket,
            log,
        }
    }
}

impl<S: Stream> AsyncRead for Wire<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = ready!(Pin::new(&mut self.stream).poll_read(context, buffer));
        if let Err(error) = &result
            && !self.log.has_read.load(Ordering::Acquire)
            && is_certificate_refusal(error)
        {
            self.log
                .has_refused_certificate
                .store(true, Ordering::Release);
        }
        if buffer.filled().len() > before {
            self.log.has_read.store(true, Ordering::Release);
            if self.log.next().is_some() {
                let message = "the server sent something before it got the request";
                return Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, message)));
            }
        }
        Poll::Ready(result)
    }
}

impl<S: Stream> Wire<S> {
    /// Writes, unless the request was given up. If nothing can be written, the request is still next.
    ///
    /// An encrypted stream can fail after a part of the bytes left, so the socket decides.
    fn write(
        &mut self,
        context: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut S>, &mut Context<'_>) -> Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        let mut next = self.log.next();
        if let Some(sending) = &*next
            && !sending.leave()
        {
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::BrokenPipe, GIVEN_UP)));
        }
        let before = self.socket.written();
        let result = write(Pin::new(&mut self.stream), context);
        if matches!(result, Poll::Ready(Ok(written)) if written > 0)
            || self.socket.written() != before
        {
            *next = None;
        } else if let Some(sending) = &*next {
            sending.wait();
        }
        result
    }
}

impl<S: Stream> AsyncWrite for Wire<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.write(context, |stream, context| stream.poll_write(context, bytes))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.write(context, |stream, context| {
            stream.poll_write_vectored(context, slices)
        })
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Whether the server ended the connection because of the certificate of the client, or because there is none.
///
/// With TLS 1.3, the server judges the certificate when the client can send its request already (RFC 8446, sections 4.4.2
/// and 6.2). It cannot read the request before that, so it has not processed it.
#[cfg(feature = "tls")]
fn is_certificate_refusal(error: &io::Error) -> bool {
    use rustls::AlertDescription as Alert;

    let error = error.get_ref().and_then(|error| error.downcast_ref());
    matches!(
        error,
        Some(rustls::Error::AlertReceived(
            Alert::CertificateRequired
                | Alert::BadCertificate
                | Alert::UnsupportedCertificate
                | Alert::CertificateRevoked
                | Alert::CertificateExpired
                | Alert::CertificateUnknown
                | Alert::UnknownCA
                | Alert::AccessDenied
        ))
    )
}

#[cfg(not(feature = "tls"))]
fn is_certificate_refusal(_: &io::Error) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, BufWriter};

    use super::{super::socket::tests::connected, *};
    use crate::exchange::send_error::Departure;

    /// A wire on which a request is next.
    fn wire<S>(stream: S, socket: Socket) -> (Wire<S>, Sending) {
        let log = Arc::new(Log::default());
        let sending = Sending::default();
        sending.wait();
        log.expect(sending.clone());
        (Wire::new(stream, socket, log), sending)
    }

    #[tokio::test]
    async fn bytes_before_the_request_are_not_the_response_to_it() {
        let (socket, mut server) = connected().await;
        let (mut wire, _) = wire(socket.clone(), socket);
        server.write_all(b"HTTP/1.1 200 OK").await.unwrap();
        let error = wire.read(&mut [0; 64]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }

    #[tokio::test]
    async fn the_end_of_the_connection_before_the_request_is_no_response_to_it() {
        let (socket, server) = connected().await;
        let (mut wire, sending) = wire(socket.clone(), socket);
        drop(server);
        assert_eq!(wire.read(&mut [0; 64]).await.unwrap(), 0);
        assert_eq!(sending.give_up(), Departure::NotSent);
    }

    #[tokio::test]
    async fn bytes_after_the_request_are_read() {
        let (socket, mut server) = connected().await;
        let (mut wire, sending) = wire(socket.clone(), socket);
        wire.write_all(b"GET").await.unwrap();
        server.write_all(b"HTTP").await.unwrap();
        let mut read = [0; 4];
        wire.read_exact(&mut read).await.unwrap();
        assert_eq!(&read, b"HTTP");
        assert_eq!(sending.give_up(), Departure::MaybeSent);
    }

    #[tokio::test]
    async fn a_request_that_was_given_up_is_not_written() {
        let (socket, mut server) = connected().await;
        let (mut wire, sending) = wire(socket.clone(), socket);
        assert_eq!(sending.give_up(), Departure::NotSent);
        assert!(wire.write_all(b"GET").await.is_err());
        drop(wire);
        assert_eq!(server.read(&mut [0]).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_connection_that_is_reset_refuses_no_certificate() {
        let (socket, server) = connected().await;
        let (mut wire, sending) = wire(socket.clone(), socket);
        wire.write_all(b"POST").await.unwrap();
        server.set_zero_linger().unwrap();
        drop(server);
        assert!(wire.read(&mut [0]).await.is_err());
        assert!(!wire.log.has_refused_certificate());
        assert_eq!(sending.give_up(), Departure::MaybeSent);
    }

    #[tokio::test]
    async fn what_the_stream_holds_back_leaves_when_it_is_flushed_or_shut_down() {
        for is_end in [false, true] {
            let (socket, mut server) = connected().await;
            let (mut wire, _) = wire(BufWriter::new(socket.clone()), socket);
            wire.write_all(b"GET").await.unwrap();
            match is_end {
                true => wire.shutdown().await.unwrap(),
                false => wire.flush().await.unwrap(),
            }
            drop(wire);
            let mut received = Vec::new();
            server.read_to_end(&mut received).await.unwrap();
            assert_eq!(received, b"GET");
        }
    }

    /// An encrypted stream that fails, before or after bytes left.
    struct Failing {
        socket: Socket,
        writes: bool,
    }

    impl AsyncRead for Failing {
        fn poll_read(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            _: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            Poll::Pending
        }
    }

    impl AsyncWrite for Failing {
        fn poll_write(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
            bytes: &[u8],
        ) -> Poll<io::Result<usize>> {
            if self.writes {
                let _ = Pin::new(&mut self.socket).poll_write(context, bytes);
            }
            Poll::Ready(Err(io::ErrorKind::InvalidData.into()))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    #[tokio::test]
    async fn a_write_that_fails_counts_as_one_if_bytes_left() {
        for (writes, departure) in [(false, Departure::NotSent), (true, Departure::MaybeSent)] {
            let (socket, _server) = connected().await;
            let stream = Failing {
                socket: socket.clone(),
                writes,
            };
            let (mut wire, sending) = wire(stream, socket);
            assert!(wire.write_all(b"GET").await.is_err());
            assert_eq!(sending.give_up(), departure);
        }
    }
}
