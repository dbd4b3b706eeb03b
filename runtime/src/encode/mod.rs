//! How values are written into a request: paths, query parameters, cookies, and bodies.
//!
//! Values become text by `scalar`, lists and objects by `list` and `style`. `percent` encodes the parts of a URL, and
//! `sensitive` makes the values of headers with secrets.
//! `body` collects the body of a request, whose parts `part` and `multipart` describe and send, and `upload` is one that is
//! read while it is sent.

pub(crate) mod body;
pub(crate) mod cookie;
pub(crate) mod json;
pub(crate) mod list;
pub(crate) mod multipart;
pub(crate) mod ordered;
pub(crate) mod part;
pub(crate) mod path;
pub(crate) mod percent;
pub(crate) mod query;
pub(crate) mod range;
pub(crate) mod reference;
pub(crate) mod scalar;
pub(crate) mod sensitive;
pub(crate) mod style;
pub(crate) mod upload;
pub(crate) mod uri;
