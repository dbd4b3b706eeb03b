//! The words of HTTP that documents and generated clients share: methods, statuses, the locations and styles of
//! parameters.

use std::fmt;

/// The methods of HTTP that an OpenAPI document can describe.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    Query,
    /// Another one, as it is sent.
    Other(String),
}

/// The keys of a path item that are methods.
pub(crate) const METHODS: &[(&str, Method)] = &[
    ("get", Method::Get),
    ("put", Method::Put),
    ("post", Method::Post),
    ("delete", Method::Delete),
    ("options", Method::Options),
    ("head", Method::Head),
    ("patch", Method::Patch),
    ("trace", Method::Trace),
    ("query", Method::Query),
];

impl Method {
    /// The method as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }

    /// Whether a text can be the name of a method (RFC 9110, section 5.6.2).
    pub(crate) fn is_name(text: &str) -> bool {
        let is_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        !text.is_empty() && text.bytes().all(is_token)
    }
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterLocation {
    Path,
    Query,
    /// The whole query (OpenAPI 3.2).
    QueryString,
    Header,
    Cookie,
}

/// The statuses that a response is documented for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statuses {
    /// A single status code.
    Code(u16),
    /// All status codes that begin with this digit (`4XX`).
    Class(u16),
    /// All status codes that no other response is documented for (`default`).
    Default,
}

/// As the document writes them: `404`, `4XX`, `default`.
impl fmt::Display for Statuses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Class(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

impl Statuses {
    /// Whether they mean success.
    pub(crate) fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Class(2))
    }

    /// Whether they mean a redirect.
    pub(crate) fn is_redirect(self) -> bool {
        matches!(self, Self::Code(300..=399) | Self::Class(3))
    }

    /// The reason phrase (RFC 9110, section 15, and the registry that it founds), or a word for the class.
    pub(crate) fn phrase(self) -> &'static str {
        match self {
            Self::Default => "Default",
            Self::Class(1) => "Informational",
            Self::Class(2) => "Success",
            Self::Class(3) => "Redirection",
            Self::Class(4) => "ClientError",
            Self::Class(_) => "ServerError",
            Self::Code(code) => registered_phrase(code).unwrap_or(match code {
                100..=199 => "OtherInformational",
                200..=299 => "OtherSuccess",
                300..=399 => "OtherRedirection",
                400..=499 => "OtherClientError",
                _ => "OtherServerError",
            }),
        }
    }
}

/// The reason phrase of a registered status code.
fn registered_phrase(code: u16) -> Option<&'static str> {
    Some(match code {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        418 => "ImATeapot",
        422 => "UnprocessableContent",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        507 => "InsufficientStorage",
        _ => return None,
    })
}

/// How the parts of a value are written as text (OpenAPI 3.0.3, section 4.7.12.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of OpenAPI")]
pub enum Style {
    Form,
    Simple,
    Matrix,
    Label,
    SpaceDelimited,
    TabDelimited,
    PipeDelimited,
    DeepObject,
    /// As JSON text, which is no style of OpenAPI: `content` describes it.
    Json,
    /// A scalar as text, an object as JSON, and the items of a list one by one, which is the default of fields and parts
    /// (OpenAPI 3.0.3, section 4.7.14.4).
    ByKind,
}

impl Style {
    /// Whether each item or property is written by itself unless the document says otherwise. For `deepObject`, there
    /// is no other way.
    pub(crate) fn explodes_by_default(self) -> bool {
        matches!(self, Self::Form | Self::DeepObject)
    }
}

/// Whether a text can be the name of a header (RFC 9110, section 5.6.2).
pub(crate) fn is_header(name: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_have_phrases() {
        for (statuses, phrase) in [
            (Statuses::Default, "Default"),
            (Statuses::Class(2), "Success"),
            (Statuses::Class(5), "ServerError"),
            (Statuses::Code(404), "NotFound"),
            (Statuses::Code(299), "OtherSuccess"),
            (Statuses::Code(599), "OtherServerError"),
        ] {
            assert_eq!(statuses.phrase(), phrase);
        }
    }
}
