//! [`Examples`]: the examples of a document, as responses of a mock.

use http::{HeaderMap, header::ACCEPT};

use super::response::MockResponse;

/// An example of a response. Generated code has those of its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    statuses: &'static str,
    is_success: bool,
    media_type: &'static str,
    body: &'static str,
    name: &'static str,
}

impl Example {
    /// Makes an example of a success. `statuses` are as the document writes them: `200`, `2XX` or `default`.
    #[must_use]
    pub const fn success(
        statuses: &'static str,
        media_type: &'static str,
        body: &'static str,
    ) -> Self {
        Self {
            statuses,
            is_success: true,
            media_type,
            body,
            name: "",
        }
    }

    /// Makes a success without a body.
    #[must_use]
    pub const fn empty(statuses: &'static str) -> Self {
        Self::success(statuses, "", "")
    }

    /// Makes an example of an error.
    #[must_use]
    pub const fn error(
        statuses: &'static str,
        media_type: &'static str,
        body: &'static str,
    ) -> Self {
        Self {
            is_success: false,
            ..Self::success(statuses, media_type, body)
        }
    }

    /// Sets the name that it has among several.
    #[must_use]
    pub const fn called(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Returns the name that it has among several. It is empty if the document has this one alone.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the statuses as the document writes them: `404`, `4XX` or `default`.
    pub const fn statuses(&self) -> &'static str {
        self.statuses
    }

    /// Whether it is an example of a success.
    pub const fn is_success(&self) -> bool {
        self.is_success
    }

    /// Returns the media type. It is empty if there is no body.
    pub const fn media_type(&self) -> &'static str {
        self.media_type
    }

    /// Returns the body, as it is sent.
    pub const fn body(&self) -> &'static str {
        self.body
    }

    /// Returns the status that it is sent with, if none is chosen: the first of a class, 200 for any success, and 500 for any
    /// error.
    fn status(&self) -> u16 {
        let class = self.statuses.chars().next().and_then(|c| c.to_digit(10));
        match (self.statuses.parse(), class) {
            (Ok(status), _) => status,
            (Err(_), Some(class)) => u16::try_from(class).unwrap_or_default() * 100,
            (Err(_), None) if self.is_success => 200,
            (Err(_), None) => 500,
        }
    }

    /// Returns how well it fits a status: better if the document names the status, and not only its class or any.
    fn fits(&self, status: u16) -> Option<u8> {
        let (exact, class) = (status.to_string(), format!("{}XX", status / 100));
        let ranks = [exact.as_str(), class.as_str(), "default"]
            .into_iter()
            .rev();
        let mut ranks = (0..).zip(ranks);
        let (rank, _) = ranks.find(|(_, statuses)| self.statuses.eq_ignore_ascii_case(statuses))?;
        Some(rank)
    }

    fn response(&self, status: Option<u16>) -> MockResponse {
        let status = status.unwrap_or_else(|| self.status());
        match self.media_type {
            "" => MockResponse::status(status),
            media_type => MockResponse::body(media_type, self.body).with_status(status),
        }
    }
}

/// The examples of the responses to an operation. Generated code has a constant for each operation.
///
/// The first example of a success is the response of a mock, unless [`status`](Examples::status) or
/// [`named`](Examples::named) chooses another one.
///
/// ```
/// use specwright_runtime::mock::{Example, Examples, Mock};
///
/// const GET_PET: Examples = Examples::new("get-pet", "GET /pets/{id}", &[
///     Example::success("200", "application/json", r#"{ "id": 7 }"#).called("young"),
///     Example::success("200", "application/json", r#"{ "id": 8 }"#).called("old"),
///     Example::error("404", "application/json", r#"{ "message": "no such pet" }"#),
/// ]);
///
/// let mock = Mock::of_examples(&[GET_PET]); // responds with `young`
/// let mock = mock.with(GET_PET.named("old")).with(GET_PET.status(404)); // with `old` once, and then with the error
/// # let _ = mock;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Examples {
    id: &'static str,
    route: &'static str,
    list: &'static [Example],
    /// The reason why there is none of a success.
    missing: &'static str,
    status: Option<u16>,
    name: Option<&'static str>,
}

impl Examples {
    /// Makes the examples of an operation. `route` is its method and path: `GET /pets/{id}`.
    #[must_use]
    pub const fn new(id: &'static str, route: &'static str, list: &'static [Example]) -> Self {
        Self {
            id,
            route,
            list,
            missing: "",
            status: None,
            name: None,
        }
    }

    /// Sets why there is no example of a success.
    #[must_use]
    pub const fn missing(mut self, reason: &'static str) -> Self {
        self.missing = reason;
        self
    }

    /// Chooses the first example of the responses with this status. One for a class (`4XX`) or for any status (`default`) is
    /// taken if there is none for the status itself.
    #[must_use]
    pub const fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Chooses the example that has this name in the document.
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    /// Returns the `operationId`.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Returns the method and the path: `GET /pets/{id}`.
    pub const fn route(&self) -> &'static str {
        self.route
    }

    /// Returns all examples of the operation, whichever is chosen.
    pub const fn all(&self) -> &'static [Example] {
        self.list
    }

    /// Returns the chosen example as a response, such as for a [`from_fn`](super::from_fn). Without such an example, the call
    /// that gets the response fails, and the error says which there are.
    #[must_use]
    pub fn response(&self) -> MockResponse {
        self.response_to(&HeaderMap::new())
    }

    /// Returns the chosen example in a media type that the request accepts.
    pub(super) fn response_to(&self, headers: &HeaderMap) -> MockResponse {
        match self.chosen(headers) {
            Some(example) => example.response(self.status),
            None => MockResponse::failing(self.explain(headers)),
        }
    }

    fn chosen(&self, headers: &HeaderMap) -> Option<&'static Example> {
        let is_named = |example: &&Example| self.name.is_none_or(|name| example.name == name);
        let named = self.list.iter().filter(is_named);
        let fitting: Vec<&Example> = match (self.status, self.name) {
            (Some(status), _) => {
                let best = named.clone().filter_map(|it| it.fits(status)).max();
                let is_best = |it: &&Example| best.is_some() && it.fits(status) == best;
                named.filter(is_best).collect()
            }
            (None, Some(_)) => named.collect(),
            (None, None) => named.filter(|it| it.is_success).collect(),
        };
        let is_plain = self.status.is_none() && self.name.is_none();
        let mut accepted = fitting.iter().copied();
        let accepted = accepted.find(|example| accepts(headers, example.media_type));
        // A response that a test has chosen is sent whatever the request accepts, as a server does with errors.
        accepted.or_else(|| fitting.into_iter().next().filter(|_| !is_plain))
    }

    /// The error of a call for which there is no example.
    fn explain(&self, headers: &HeaderMap) -> String {
        let is_success = self.status.is_none() && self.name.is_none();
        let accepted = header(headers);
        let mut wanted = self.name.map_or(String::new(), |name| format!(" `{name}`"));
        match self.status {
            Some(status) => wanted.push_str(&format!(" with the status {status}")),
            None if is_success && self.missing.is_empty() && !accepted.is_empty() => {
                wanted.push_str(&format!(" of a success in `{accepted}`"));
            }
            None if is_success => wanted.push_str(" of a success"),
            None => {}
        }
        let list: Vec<String> = self.list.iter().map(Example::shown).collect();
        let why = match (self.missing, list.is_empty()) {
            (reason, _) if is_success && !reason.is_empty() => format!(": {reason}"),
            (_, true) => String::new(),
            (_, false) => format!(": there are these: {}", list.join(", ")),
        };
        // The help first: errors of a client show the beginning of long texts.
        format!(
            "the document has no example{wanted}; add an `example` to it, or a response to the mock by `on`{why}"
        )
    }
}

impl Example {
    /// `404 text/plain`, ``200 `old` application/json``.
    fn shown(&self) -> String {
        let Self {
            statuses,
            media_type,
            name,
            ..
        } = self;
        let named = match *name {
            "" => String::new(),
            name => format!(" `{name}`"),
        };
        let typed = match *media_type {
            "" => " without a body".to_owned(),
            media_type => format!(" {media_type}"),
        };
        format!("{statuses}{named}{typed}")
    }
}

/// The values of `Accept`.
fn header(headers: &HeaderMap) -> String {
    let values = headers.get_all(ACCEPT).iter();
    let values = values.filter_map(|value| value.to_str().ok());
    values.collect::<Vec<_>>().join(", ")
}

/// Whether a request accepts a media type (RFC 9110, section 12.5.1). `application/json` stands for every kind of JSON.
fn accepts(headers: &HeaderMap, media_type: &str) -> bool {
    let accepted = header(headers);
    let wanted = essence(media_type);
    let is_json = |it: &str| it.ends_with("/json") || it.ends_with("+json");
    let mut ranges = accepted.split(',').map(essence);
    let (kind, _) = wanted.split_once('/').unwrap_or((&wanted, ""));
    wanted.is_empty()
        || accepted.is_empty()
        || ranges.any(|range| {
            range == wanted
                || range == "*/*"
                || range.strip_suffix("/*") == Some(kind)
                // It stands for a range that the document has: bytes of an unknown media type.
                || (range.ends_with("/*") && wanted == "application/octet-stream")
                || (range == "application/json" && is_json(&wanted))
        })
}

/// The media type without its parameters, in lower case.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    static LIST: Examples = Examples::new(
        "list",
        "GET /pets",
        &[
            Example::error("404", "text/plain", "exact"),
            Example::error("4XX", "text/plain", "class"),
            Example::error("4XX", "text/plain", "other").called("other"),
            Example::error("default", "text/plain", "any").called("any error"),
            Example::success("2XX", "application/hal+json", "[]"),
            Example::success("200", "text/csv", "a,b"),
            Example::success("default", "text/csv", "").called("any success"),
        ],
    );

    fn body(examples: Examples, accept: &'static str) -> Option<(u16, &'static str)> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        let example = examples.chosen(&headers)?;
        let status = examples.status.unwrap_or_else(|| example.status());
        Some((status, example.body))
    }

    #[test]
    fn the_status_that_is_named_comes_before_its_class_and_any() {
        for (status, expected) in [(404, "exact"), (429, "class"), (503, "any")] {
            assert_eq!(body(LIST.status(status), "*/*"), Some((status, expected)));
        }
        assert_eq!(
            body(LIST.status(429).named("other"), "*/*"),
            Some((429, "other"))
        );
        assert_eq!(body(LIST.named("other"), "*/*"), Some((400, "other")));
        assert_eq!(body(LIST.status(503).named("other"), "*/*"), None);
        // For any status, the most common one is sent.
        assert_eq!(body(LIST.named("any error"), "*/*"), Some((500, "any")));
        assert_eq!(body(LIST.named("any success"), "*/*"), Some((200, "")));
    }

    #[test]
    fn the_first_success_in_an_accepted_media_type_is_taken() {
        for (accept, expected) in [
            ("application/json", Some((200, "[]"))),
            ("text/csv", Some((200, "a,b"))),
            ("text/csv; q=0.5, image/png", Some((200, "a,b"))),
            ("text/*", Some((200, "a,b"))),
            ("*/*", Some((200, "[]"))),
            ("image/png", None),
        ] {
            assert_eq!(body(LIST, accept), expected, "{accept}");
        }
    }

    #[test]
    fn what_is_missing_says_which_example_was_wanted() {
        let explained = |examples: Examples, accept: &'static str| {
            let mut headers = HeaderMap::new();
            if !accept.is_empty() {
                headers.insert(ACCEPT, HeaderValue::from_static(accept));
            }
            let text = examples.explain(&headers);
            let wanted = text.split(';').next().unwrap();
            let why = text.rsplit_once("by `on`").unwrap().1;
            let wanted = wanted.strip_prefix("the document has no example").unwrap();
            (wanted.to_owned(), why.to_owned())
        };
        const NONE: Examples = Examples::new("a", "GET /a", &[]);
        const WHY: Examples = NONE.missing("its schema has no end");
        const ONE: Examples = Examples::new("a", "GET /a", &[Example::empty("204")]);
        for (examples, accept, wanted, why) in [
            (NONE, "image/png", " of a success in `image/png`", ""),
            (NONE, "", " of a success", ""),
            (WHY, "image/png", " of a success", ": its schema has no end"),
            (WHY.status(404), "image/png", " with the status 404", ""),
            (WHY.named("b"), "image/png", " `b`", ""),
            (
                ONE.status(404).named("b"),
                "",
                " `b` with the status 404",
                ": there are these: 204 without a body",
            ),
        ] {
            let expected = (wanted.to_owned(), why.to_owned());
            assert_eq!(explained(examples, accept), expected);
        }
    }
}
