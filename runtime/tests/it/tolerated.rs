//! Deviations that are tolerated in responses, by default and by a strict client, and what a response lists of it.

use std::{collections::BTreeMap, pin::Pin};

use http::{Request as HttpRequest, Response as HttpResponse};
use runtime::{
    Client, ClientBuilder, Date, Error, Json, Method, Operation, Request, RequestBody, Response,
    ResponseBody, Retry, SendError, Timestamp, Tolerance, Transport, Undocumented, object,
    private::Decode, trial_union, union,
};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Kite {
    pub(crate) name: Option<String>,
    at: Option<Timestamp>,
    seen: Vec<Timestamp>,
    days: BTreeMap<String, Date>,
    born: Option<Date>,
    length: Option<i64>,
    weight: Option<f64>,
    level: Option<Level>,
    counts: Vec<u8>,
    wind: Option<Wind>,
    part: Option<Part>,
}

object!(Kite {
    name,
    at,
    seen,
    days,
    born,
    length,
    weight,
    level,
    counts,
    wind,
    part
});

runtime::integer_enum! {
    pub enum Level {
        One = 1,
        _ => Other,
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wind {
    Count(i32),
    At(Timestamp),
}

union!(Wind {
    Count: integer,
    At: text
});

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tail {
    sewn: Timestamp,
    knots: Vec<u8>,
}

object!(Tail { sewn, knots });

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    Tail(Tail),
    At(Timestamp),
    Text(String),
}

trial_union!(Part { Tail: object "sewn", At: text, Text: text });

pub(crate) static GET: Operation = Operation::new("get-kite", Method::GET, "/kite", &[200]);

/// Responds to each request in the same way.
#[derive(Clone)]
pub(crate) struct Canned {
    pub(crate) status: u16,
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) body: String,
}

impl Transport for Canned {
    fn send(
        &self,
        _: HttpRequest<RequestBody>,
    ) -> Pin<Box<dyn Future<Output = Result<HttpResponse<ResponseBody>, SendError>> + Send + '_>>
    {
        let mut response = HttpResponse::builder().status(self.status);
        for (name, value) in self.headers {
            response = response.header(*name, *value);
        }
        let body = ResponseBody::from(self.body.clone());
        Box::pin(async move { Ok(response.body(body).unwrap()) })
    }
}

pub(crate) fn request(operation: &'static Operation, canned: &Canned, strict: bool) -> Request {
    let builder = ClientBuilder::<Client>::new("https://kites.example")
        .retry(Retry::off())
        .transport(canned.clone());
    let builder = if strict { builder.strict() } else { builder };
    let request = builder.build().unwrap().request(operation);
    match operation.path.ends_with('}') {
        true => request.path("id", 7),
        false => request,
    }
}

/// The result of `send`, whose outcome is that of `send_raw`.
pub(crate) async fn sent<D: Decode<Output: std::fmt::Debug>>(
    operation: &'static Operation,
    (status, body): (u16, &str),
    strict: bool,
) -> Result<Response<D::Output>, Error<Undocumented>> {
    let canned = Canned {
        status,
        headers: &[],
        body: body.to_owned(),
    };
    request(operation, &canned, strict)
        .send_with_metadata::<D, Undocumented>()
        .await
}

async fn kite(body: &str) -> Response<Kite> {
    sent::<Json<Kite>>(&GET, (200, body), false).await.unwrap()
}

pub(crate) fn shown<T>(response: &Response<T>) -> Vec<String> {
    response
        .tolerated()
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// Whether a strict client refuses a body, with the path to the value that is refused.
async fn refused(body: &str, path: &str) {
    let error = sent::<Json<Kite>>(&GET, (200, body), true)
        .await
        .unwrap_err();
    let Error::Decode { error, .. } = error else {
        panic!("{body}: {error:?}")
    };
    assert_eq!(error.path().unwrap_or_default(), path, "{body}: {error}");
}

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) const NO_OFFSET: &str = "a date-time without an offset, which is read as UTC";

#[tokio::test]
async fn a_date_time_without_an_offset_is_in_utc() {
    for (text, expected) in [
        ("2026-11-26T10:00:00", "2026-11-26T10:00:00Z"),
        ("2026-11-26 10:00:00", "2026-11-26T10:00:00Z"),
        ("2026-11-26T10:00:00.123456", "2026-11-26T10:00:00.123456Z"),
        ("2026-11-26T10:00", "2026-11-26T10:00:00Z"),
    ] {
        let body = format!(r#"{{"at":"{text}"}}"#);
        let response = kite(&body).await;
        assert_eq!(response.value.at, Some(instant(expected)), "{text}");
        assert_eq!(shown(&response), [format!("at: {NO_OFFSET}")]);
        refused(&body, "at").await;
    }
    for text in [
        "2026-11-26T10:00:00Z",
        "2026-11-26T12:00:00+02:00",
        "2026-11-26T02:00:00-08:00",
    ] {
        let response = kite(&format!(r#"{{"at":"{text}"}}"#)).await;
        assert_eq!(
            response.value.at,
            Some(instant("2026-11-26T10:00:00Z")),
            "{text}"
        );
        assert_eq!(response.tolerated(), []);
    }
    for text in [
        "2026-11-26",
        "10:00:00",
        "2026-11-26T25:00:00",
        "2026-13-26T10:00:00",
        "soon",
        "2026-11-26T",
    ] {
        let body = format!(r#"{{"at":"{text}"}}"#);
        let result = sent::<Json<Kite>>(&GET, (200, &body), false).await;
        assert!(result.is_err(), "{text}");
    }
}

#[tokio::test]
async fn dates_are_tolerated_in_lists_maps_and_unions_and_listed_with_their_paths() {
    let body = r#"{"name":"é\"]}","seen":["2026-11-26T10:00:00Z","2026-11-26T10:00:00"],
        "days":{"a.b":"2026-11-26T00:00:00Z","c":"2026-11-27"},"wind":"2026-11-26T11:00:00",
        "part":{"sewn":"2026-11-26T12:00:00","knots":[1,2.0]}}"#;
    let response = kite(body).await;
    let value = &response.value;
    assert_eq!(value.seen, [instant("2026-11-26T10:00:00Z"); 2]);
    assert_eq!(value.days["a.b"], "2026-11-26".parse().unwrap());
    assert_eq!(value.wind, Some(Wind::At(instant("2026-11-26T11:00:00Z"))));
    let tail = Tail {
        sewn: instant("2026-11-26T12:00:00Z"),
        knots: vec![1, 2],
    };
    assert_eq!(value.part, Some(Part::Tail(tail)));
    let paths: Vec<_> = response.tolerated().iter().map(|it| it.path()).collect();
    assert_eq!(
        paths,
        [
            Some("seen[1]"),
            Some("days.a.b"),
            Some("wind"),
            Some("part.sewn")
        ]
    );
    assert_eq!(
        response.tolerated()[1].tolerance(),
        Tolerance::MidnightForDate
    );
    refused(body, "seen[1]").await;
    refused(
        r#"{"part":{"sewn":"2026-11-26T12:00:00","knots":[]}}"#,
        "part.sewn",
    )
    .await;
}

#[tokio::test]
async fn an_alternative_that_fits_exactly_comes_before_one_that_is_tolerated() {
    let response = kite(r#"{"part":"2026-11-26T12:00:00"}"#).await;
    assert_eq!(
        response.value.part,
        Some(Part::Text("2026-11-26T12:00:00".to_owned()))
    );
}

#[tokio::test]
async fn a_text_that_is_a_date_in_another_form_is_a_text_if_it_can_be() {
    for text in [
        "20261126",
        "20261126T120000Z",
        "2026-11-26T120000Z",
        "2026-11-26T12:00Z",
        "2026-11-26T12:00:00+0200",
        "2026-11-26T12:00:00+02:00[Europe/Berlin]",
        "+002026-11-26T12:00:00Z",
    ] {
        let response = kite(&format!(r#"{{"part":"{text}"}}"#)).await;
        assert_eq!(response.value.part, Some(Part::Text(text.to_owned())));
    }
    for text in [
        "2026-11-26T12:00:00Z",
        "2026-11-26t12:00:00.5z",
        "2026-11-26 14:00:00+02:00",
    ] {
        let response = kite(&format!(r#"{{"part":"{text}"}}"#)).await;
        assert_eq!(response.value.part, Some(Part::At(instant(text))));
        assert_eq!(response.tolerated(), []);
    }
    // Where it must be a date, it is one.
    let response = kite(r#"{"born":"20261126"}"#).await;
    assert_eq!(response.value.born, Some("2026-11-26".parse().unwrap()));
}

#[tokio::test]
async fn a_date_time_at_midnight_is_a_date() {
    for text in [
        "2026-11-26T00:00:00Z",
        "2026-11-26T00:00:00",
        "2026-11-26 00:00:00",
        "2026-11-26T00:00:00.000Z",
        "2026-11-26T00:00:00+02:00",
    ] {
        let body = format!(r#"{{"born":"{text}"}}"#);
        let response = kite(&body).await;
        assert_eq!(
            response.value.born,
            Some("2026-11-26".parse().unwrap()),
            "{text}"
        );
        assert_eq!(
            shown(&response),
            ["born: a date-time at midnight, which is read as its date"]
        );
        refused(&body, "born").await;
    }
    for text in [
        "2026-11-26T10:00:00Z",
        "2026-11-26T00:00:01",
        "2026-11-26 00:00:00.5",
        "2026-11-26T00:00:00x",
    ] {
        for strict in [false, true] {
            let body = format!(r#"{{"born":"{text}"}}"#);
            let error = sent::<Json<Kite>>(&GET, (200, &body), strict)
                .await
                .unwrap_err();
            assert!(error.to_string().contains("born: "), "{text}: {error}");
        }
    }
}

#[tokio::test]
async fn a_date_time_that_stands_for_no_end_is_the_last_instant() {
    for text in [
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.9999999Z",
        "9999-12-31T23:59:59",
        "9999-12-31T23:59:59.999999999999+02:00",
        "9999-12-30T23:00:00z",
    ] {
        let body = format!(r#"{{"at":"{text}","wind":"{text}"}}"#);
        let response = kite(&body).await;
        assert_eq!(response.value.at, Some(Timestamp::MAX), "{text}");
        assert_eq!(response.value.wind, Some(Wind::At(Timestamp::MAX)));
        assert!(
            shown(&response).contains(&format!("at: {AFTER}")),
            "{text}: {:?}",
            shown(&response)
        );
        refused(&body, "at").await;
    }
    // No date, no time, and one that is held.
    for text in ["9999-12-32T00:00:00Z", "9999-12-31T24:61:00Z", "9999-12-3"] {
        let body = format!(r#"{{"at":"{text}"}}"#);
        let error = sent::<Json<Kite>>(&GET, (200, &body), false).await;
        assert!(error.is_err(), "{text}");
    }
    let response = kite(r#"{"at":"9999-12-30T21:59:59Z"}"#).await;
    assert_eq!(response.value.at, Some(instant("9999-12-30T21:59:59Z")));
    assert_eq!(response.tolerated(), []);
}

const AFTER: &str =
    "a date-time after the last one that a `Timestamp` can hold, which is read as that one";

#[tokio::test]
async fn digits_of_a_second_beyond_nanoseconds_are_no_deviation() {
    for (text, expected) in [
        (
            "2026-11-26T10:00:00.1234567891Z",
            "2026-11-26T10:00:00.123456789Z",
        ),
        (
            "2026-11-26T10:00:00.12345678999999999999+02:00",
            "2026-11-26T08:00:00.123456789Z",
        ),
        ("2026-11-26T10:00:00.000000000000Z", "2026-11-26T10:00:00Z"),
    ] {
        let body = format!(r#"{{"at":"{text}"}}"#);
        for strict in [false, true] {
            let response = sent::<Json<Kite>>(&GET, (200, &body), strict)
                .await
                .unwrap();
            assert_eq!(response.value.at, Some(instant(expected)), "{text}");
            assert_eq!(response.tolerated(), []);
        }
    }
}

#[tokio::test]
async fn an_empty_text_is_no_date_and_no_number_where_none_is_required() {
    let body = r#"{"name":"","at":"","born":"","length":"","weight":""}"#;
    let response = kite(body).await;
    let value = &response.value;
    assert_eq!(value.name.as_deref(), Some(""));
    assert_eq!(
        (value.at, value.born, value.length, value.weight),
        (None, None, None, None)
    );
    let paths: Vec<_> = response
        .tolerated()
        .iter()
        .filter_map(|it| it.path())
        .collect();
    assert_eq!(paths, ["at", "born", "length", "weight"]);
    for name in ["at", "born", "length", "weight"] {
        refused(&format!(r#"{{"{name}":""}}"#), name).await;
    }
    for body in [
        r#"{"length":"7"}"#,
        r#"{"length":" "}"#,
        r#"{"weight":"1.5"}"#,
        r#"{"name":7}"#,
        r#"{"counts":[""]}"#,
    ] {
        assert!(
            sent::<Json<Kite>>(&GET, (200, body), false).await.is_err(),
            "{body}"
        );
    }
    let error = sent::<Json<Kite>>(&GET, (200, r#"{"length":"7"}"#), false).await;
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("length: invalid type: string \"7\", expected i64"),
        "{error}"
    );
}

#[tokio::test]
async fn a_number_with_a_zero_fraction_is_an_integer_for_a_strict_client_too() {
    let body = r#"{"length":1e3,"weight":2,"level":1.0,"counts":[0,1.0,2e1,-0.0],"wind":-4.0}"#;
    for strict in [false, true] {
        let response = sent::<Json<Kite>>(&GET, (200, body), strict).await.unwrap();
        let value = &response.value;
        assert_eq!((value.length, value.weight), (Some(1000), Some(2.0)));
        assert_eq!(value.level, Some(Level::One));
        assert_eq!(value.counts, [0, 1, 20, 0]);
        assert_eq!(value.wind, Some(Wind::Count(-4)));
        assert_eq!(response.tolerated(), []);
    }
    for (length, expected) in [
        ("9007199254740993", 9007199254740993),
        ("-9223372036854775808", i64::MIN),
    ] {
        let response = kite(&format!(r#"{{"length":{length}}}"#)).await;
        assert_eq!(response.value.length, Some(expected));
    }
    // The digits beyond 2⁵³ are not known, or there is a fraction.
    for body in [
        r#"{"length":9007199254740993.0}"#,
        r#"{"length":1.5}"#,
        r#"{"counts":[1.5]}"#,
        r#"{"counts":[256.0]}"#,
        r#"{"counts":[-1.0]}"#,
        r#"{"wind":1.5}"#,
        r#"{"level":1.5}"#,
    ] {
        assert!(
            sent::<Json<Kite>>(&GET, (200, body), false).await.is_err(),
            "{body}"
        );
    }
}

#[tokio::test]
async fn without_a_client_properties_are_read_in_the_same_way() {
    let kite: Kite = serde_json::from_str(
        r#"{"at":"2026-11-26T10:00:00","born":"2026-11-26T00:00:00","length":"","weight":1}"#,
    )
    .unwrap();
    assert_eq!(kite.at, Some(instant("2026-11-26T10:00:00Z")));
    assert_eq!(kite.length, None);
}

#[tokio::test]
async fn a_list_of_what_was_tolerated_is_short_and_without_secrets() {
    let dates = vec![r#""2026-11-26T10:00:00""#; 5000].join(",");
    let response = kite(&format!(r#"{{"seen":[{dates}]}}"#)).await;
    assert_eq!(response.value.seen.len(), 5000);
    assert_eq!(response.tolerated().len(), 100);
    assert_eq!(response.tolerated()[99].path(), Some("seen[99]"));
}

#[tokio::test]
async fn a_byte_order_mark_is_left_out() {
    let body = "\u{feff}{\"name\":\"a\",\"at\":\"2026-11-26T10:00:00\"}";
    let response = kite(body).await;
    assert_eq!(response.value.name.as_deref(), Some("a"));
    assert_eq!(
        shown(&response),
        [
            "a byte order mark before JSON, which is left out".to_owned(),
            format!("at: {NO_OFFSET}")
        ]
    );
    assert_eq!(response.raw.body(), body.as_bytes());
    assert_eq!(response.raw.json::<Kite>().unwrap(), response.value);
    let error = sent::<Json<Kite>>(&GET, (200, body), true)
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("begins with a byte order mark"),
        "{error}"
    );
}
