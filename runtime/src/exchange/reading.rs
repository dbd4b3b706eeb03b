//! [`Reading`]: the settings by which a client reads responses.

use http::header::{HeaderMap, HeaderName, HeaderValue};

/// The settings by which a client reads responses. The rules are in [`leniency`](crate::leniency).
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Whether every deviation is an error.
    pub(crate) is_strict: bool,
    /// The header with the id of a request, if the caller has named it.
    pub(crate) request_id: Option<HeaderName>,
}

/// The headers with the id that a server gives to a request, before those that other names end in.
const OWN_IDS: [&str; 3] = ["x-request-id", "request-id", "x-amzn-requestid"];

/// How the names of such headers end: `x-github-request-id`, `x-amz-request-id`, `x-slack-req-id`.
const ENDINGS: [&str; 3] = ["request-id", "requestid", "req-id"];

/// Headers by which several services recognize what belongs together, and those of proxies before the server.
const OTHER_IDS: [&str; 11] = [
    "x-correlation-id",
    "correlation-id",
    "x-trace-id",
    "trace-id",
    "atl-traceid",
    "x-fb-trace-id",
    "x-amzn-trace-id",
    "x-cloud-trace-context",
    "traceparent",
    "x-vercel-id",
    "cf-ray",
];

impl Reading {
    /// Returns the id of the request, by which the operators of the server can find it.
    pub(crate) fn request_id<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        let get = |name: &str| headers.get(name).and_then(shown);
        let named = self.request_id.as_ref();
        let named = named.and_then(|name| get(name.as_str()));
        named
            .or_else(|| OWN_IDS.iter().find_map(|name| get(name)))
            .or_else(|| vendor_id(headers))
            .or_else(|| OTHER_IDS.iter().find_map(|name| get(name)))
    }
}

/// Returns the id in a header whose name ends as that of an id. One that the client has made is none of the server.
fn vendor_id(headers: &HeaderMap) -> Option<&str> {
    headers
        .iter()
        .filter(|(name, value)| {
            let name = name.as_str();
            let is_id = ENDINGS.iter().any(|ending| name.ends_with(ending));
            is_id && !name.contains("client") && !value.is_sensitive()
        })
        .find_map(|(_, value)| shown(value))
}

/// Returns a value that is not empty.
fn shown(value: &HeaderValue) -> Option<&str> {
    let text = value.to_str().ok()?.trim();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(reading: &Reading, headers: &[(&'static str, &'static str)]) -> Option<String> {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                let value = HeaderValue::from_static(value);
                (HeaderName::from_static(name), value)
            })
            .collect();
        reading.request_id(&headers).map(str::to_owned)
    }

    #[test]
    fn each_usual_name_is_known() {
        for name in [
            "x-request-id",
            "request-id",
            "x-amzn-requestid",
            "x-amzn-request-id",
            "x-amz-request-id",
            "x-ms-request-id",
            "apim-request-id",
            "x-github-request-id",
            "x-goog-request-id",
            "opc-request-id",
            "x-slack-req-id",
            "x-correlation-id",
            "x-trace-id",
            "traceparent",
            "cf-ray",
        ] {
            let id = found(&Reading::default(), &[("date", "x"), (name, "r-1")]);
            assert_eq!(id.as_deref(), Some("r-1"), "{name}");
        }
    }

    #[test]
    fn the_id_of_the_server_comes_before_those_of_traces_and_proxies() {
        let order = [
            ("cf-ray", "9"),
            ("traceparent", "8"),
            ("x-trace-id", "7"),
            ("x-correlation-id", "6"),
            ("x-github-request-id", "5"),
            ("x-amzn-requestid", "4"),
            ("request-id", "3"),
            ("x-request-id", "2"),
        ];
        for count in 1..=order.len() {
            let (headers, expected) = (&order[..count], order[count - 1].1);
            let id = found(&Reading::default(), headers);
            assert_eq!(id.as_deref(), Some(expected));
        }
        let own = Reading {
            request_id: Some(HeaderName::from_static("x-ticket")),
            ..Reading::default()
        };
        let both = [("x-request-id", "2"), ("x-ticket", "1")];
        assert_eq!(found(&own, &both).as_deref(), Some("1"));
        assert_eq!(found(&own, &both[..1]).as_deref(), Some("2"));
    }

    #[test]
    fn an_empty_id_and_the_id_of_the_client_are_none() {
        for headers in [
            [("x-request-id", "")],
            [("x-ms-client-request-id", "c")],
            [("x-request-id-source", "lb")],
        ] {
            assert_eq!(found(&Reading::default(), &headers), None);
        }
        let headers = [("x-request-id", " "), ("cf-ray", "9")];
        let id = found(&Reading::default(), &headers);
        assert_eq!(id.as_deref(), Some("9"));
    }
}
