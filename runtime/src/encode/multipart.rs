//! [`Multipart`]: a body of several parts while it is sent (`multipart/form-data`, RFC 7578).

use std::{
    collections::VecDeque,
    hash::{BuildHasher, Hasher},
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::{
    body::{MultipartKind, NamedPart},
    part::PartContent,
};

/// Returns a random boundary of 128 bits, which cannot occur in the content by chance.
fn boundary() -> String {
    let random = || std::hash::RandomState::new().build_hasher().finish();
    format!("part-{:016x}{:016x}", random(), random())
}

/// Returns the media type of a body. That of `multipart/related` has the media type of its root (RFC 2387, section 3.1).
fn content_type(parts: &[&NamedPart], kind: Option<MultipartKind>, boundary: &str) -> String {
    let media_type = kind.map_or("multipart/form-data", |kind| kind.media_type);
    let root = parts.first().filter(|_| media_type == "multipart/related");
    let root = root.map(|root| format!("; type=\"{}\"", root.part.essence()));
    format!(
        "{media_type}{}; boundary={boundary}",
        root.unwrap_or_default()
    )
}

/// The parts that are not sent yet.
pub(crate) struct Multipart {
    content_type: String,
    pieces: VecDeque<PartContent>,
}

impl Multipart {
    /// Takes the content of all parts. Without a kind, they are sent as `multipart/form-data`.
    pub(crate) fn new(parts: &[&NamedPart], kind: Option<MultipartKind>) -> Self {
        let boundary = boundary();
        let text = |text: String| PartContent::Bytes(Some(text.into()));
        let mut pieces = VecDeque::with_capacity(parts.len() * 2 + 1);
        let mut line = format!("--{boundary}");
        for NamedPart { name, part, .. } in parts {
            let name = kind.is_none().then_some(name.as_str());
            pieces.push_back(text(format!("{line}\r\n{}", part.head(name))));
            pieces.push_back(part.content());
            line = format!("\r\n--{boundary}");
        }
        pieces.push_back(text(format!("{line}--\r\n")));
        Self {
            content_type: content_type(parts, kind, &boundary),
            pieces,
        }
    }

    /// Returns the value of the `Content-Type` header, which has the boundary between the parts.
    pub(crate) fn content_type(&self) -> &str {
        &self.content_type
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
