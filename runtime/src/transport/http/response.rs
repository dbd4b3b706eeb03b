//! [`PooledBody`]: the body of a response, whose end makes its connection idle.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use tokio::{runtime::Handle, time::timeout};

use super::{
    connection::Connection,
    pool::{Key, Pool},
};

/// The time in which a connection must be ready for another request after the end of a response.
const PATIENCE: Duration = Duration::from_secs(1);

/// The body of a response. When it is read to its end, its connection can take another request. A body that is dropped
/// before closes the connection.
pub(super) struct PooledBody {
    body: Incoming,
    /// `None` after the end of the body, or if the connection must not be used again.
    connection: Option<(Connection, Key)>,
    pool: Arc<Pool>,
}

impl PooledBody {
    pub(super) fn new(
        body: Incoming,
        connection: Option<(Connection, Key)>,
        pool: Arc<Pool>,
    ) -> Self {
        let mut this = Self {
            body,
            connection,
            pool,
        };
        if this.body.is_end_stream() {
            this.end();
        }
        this
    }

    /// Returns the connection to the pool, as soon as it is ready for another request.
    fn end(&mut self) {
        let Some((mut connection, key)) = self.connection.take() else {
            return;
        };
        if connection.is_ready() {
            return self.pool.put(key, connection);
        }
        // The task of the connection has not noticed the end yet, or the body of the request is still being sent. The
        // server does not need it any more then.
        let Ok(runtime) = Handle::try_current() else {
            return;
        };
        let pool = self.pool.clone();
        runtime.spawn(async move {
            if let Ok(true) = timeout(PATIENCE, connection.ready()).await {
                pool.put(key, connection);
            }
        });
    }
}

impl Body for PooledBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        match &frame {
            Some(Ok(_)) if !self.body.is_end_stream() => {}
            Some(Ok(_)) | None => self.end(),
            Some(Err(_)) => self.connection = None,
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
