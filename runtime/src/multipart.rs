//! Bodies of several parts on their way (`multipart/form-data`, RFC 7578).

use std::{
    collections::VecDeque,
    hash::{BuildHasher, Hasher},
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use reqwest::header::{CONTENT_TYPE, HeaderValue};

use crate::{
    body::Body,
    part::{Part, PartContent},
};

impl Body {
    /// Puts the parts into a request, with the header that says where they end.
    pub(crate) fn multipart(&self, http: &mut reqwest::Request) {
        let boundary = boundary();
        let content_type = format!("multipart/form-data; boundary={boundary}");
        if let Ok(value) = HeaderValue::from_str(&content_type) {
            http.headers_mut().insert(CONTENT_TYPE, value);
        }
        let parts = Multipart::new(self.parts().unwrap_or_default(), &boundary);
        *http.body_mut() = Some(reqwest::Body::wrap(parts));
    }
}

/// A line that no content holds, as good as surely: 128 bits that nobody can foresee.
fn boundary() -> String {
    let random = || std::hash::RandomState::new().build_hasher().finish();
    format!("part-{:016x}{:016x}", random(), random())
}

/// What is left to be sent.
struct Multipart {
    pieces: VecDeque<PartContent>,
}

impl Multipart {
    fn new(parts: &[(String, Part)], boundary: &str) -> Self {
        let text = |text: String| PartContent::Bytes(Some(text.into()));
        let mut pieces = VecDeque::with_capacity(parts.len() * 2 + 1);
        let mut line = format!("--{boundary}");
        for (name, part) in parts {
            pieces.push_back(text(format!("{line}\r\n{}", part.head(name))));
            pieces.push_back(part.content());
            line = format!("\r\n--{boundary}");
        }
        pieces.push_back(text(format!("{line}--\r\n")));
        Self { pieces }
    }
}

impl http_body::Body for Multipart {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        while let Some(piece) = self.pieces.front_mut() {
            match piece.poll_next(context) {
                Poll::Ready(Some(Ok(bytes))) if bytes.is_empty() => {}
                Poll::Ready(Some(bytes)) => return Poll::Ready(Some(bytes.map(Frame::data))),
                Poll::Ready(None) => drop(self.pieces.pop_front()),
                Poll::Pending => return Poll::Pending,
            }
        }
        Poll::Ready(None)
    }

    fn size_hint(&self) -> SizeHint {
        let sum: Option<u64> = self.pieces.iter().map(PartContent::len).sum();
        sum.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
