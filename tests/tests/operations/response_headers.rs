//! Documented headers of responses, which are read by their types when a caller asks for them.

use runtime::{Call, DocumentedHeaders, Error, HeaderError, RawResponse, Retry};
use test_server::{Server, response};
use tests::{
    response_headers::{
        endpoints::Client,
        models::{
            CreateParcelErrorHeaders, CreateParcelHeaders, DeleteParcelHeaders, Field,
            GetValuesHeaders, GetValuesResponseXLevel, RateLimitHeaders, RetryAfterHeaders, XState,
        },
    },
    response_headers_2_0,
};

fn client(server: &Server) -> Client {
    Client::builder()
        .base_url(server.base_url())
        .retry(Retry::off())
        .build()
        .unwrap()
}

/// The response to `get_values` with these headers.
async fn values(headers: &str) -> RawResponse {
    let server = Server::sending(response("204 No Content", headers, ""));
    let values = client(&server).get_values().send_with_metadata();
    values.await.unwrap().raw
}

async fn read(headers: &str) -> Result<GetValuesHeaders, HeaderError> {
    // One of them is required.
    let headers = format!("X-Numbers: 1\r\n{headers}");
    values(&headers).await.headers_as()
}

/// The message about a header that is not as documented.
async fn refused(headers: &str) -> String {
    read(headers).await.unwrap_err().to_string()
}

#[tokio::test]
async fn the_headers_of_a_success_have_their_types() {
    let headers = "x-rate-limit-limit: 60\r\nX-Rate-Limit-Remaining: 59\r\n";
    let server = Server::sending(response("200 OK", headers, "[]"));
    let parcels = client(&server).list_parcels().send_with_metadata().await;
    let limits = parcels.unwrap().headers_as::<RateLimitHeaders>().unwrap();
    assert_eq!(
        (limits.x_rate_limit_limit, limits.x_rate_limit_remaining),
        (Some(60), Some(59))
    );
    let server = Server::sending(response("200 OK", "", "[]"));
    let parcels = client(&server).list_parcels().send_with_metadata().await;
    let limits = parcels.unwrap().headers_as::<RateLimitHeaders>().unwrap();
    assert_eq!(limits, RateLimitHeaders::default());
}

#[tokio::test]
async fn the_headers_of_an_error_are_read_from_the_error() {
    let server = Server::sending(response(
        "429 Too Many Requests",
        "Retry-After: 120\r\n",
        r#"{"message":"slowly"}"#,
    ));
    let error = client(&server).list_parcels().send().await.unwrap_err();
    assert!(matches!(error, Error::Api { .. }), "{error}");
    let headers = error.headers_as::<RetryAfterHeaders>().unwrap().unwrap();
    assert_eq!(headers.retry_after, 120);
    // Whatever its body is.
    let server = Server::sending(response("400 Bad Request", "X-Field: size\r\n", "<html>"));
    let error = client(&server).create_parcel().send().await.unwrap_err();
    assert!(matches!(error, Error::Status { .. }), "{error}");
    let headers = error.headers_as::<CreateParcelErrorHeaders>();
    let headers = headers.unwrap().unwrap();
    #[expect(deprecated)]
    let field = headers.x_field;
    assert_eq!((field, headers.retry_after), (Some(Field::Size), None));
    // There is no response at all.
    let nowhere = Client::builder().base_url("http://127.0.0.1:1");
    let nowhere = nowhere.retry(Retry::off()).build().unwrap();
    let error = nowhere.create_parcel().send().await.unwrap_err();
    assert!(error.headers_as::<CreateParcelErrorHeaders>().is_none());
}

#[tokio::test]
async fn a_header_is_required_if_every_success_requires_it() {
    let created = response("201 Created", "Location: /parcels/1\r\nETag: \"a\"\r\n", "");
    let server = Server::sending(created);
    let created = client(&server).create_parcel().send_with_metadata().await;
    let headers = created.unwrap().headers_as::<CreateParcelHeaders>();
    let headers = headers.unwrap();
    assert_eq!(headers.location, "/parcels/1");
    assert_eq!(headers.etag.as_deref(), Some("\"a\""));
    let server = Server::sending(response("202 Accepted", "X-Job: 7\r\n", ""));
    let accepted = client(&server).create_parcel().send_with_metadata().await;
    let error = accepted.unwrap().headers_as::<CreateParcelHeaders>();
    let error = error.map(|headers| headers.location).unwrap_err();
    assert_eq!(error.to_string(), "the header `Location` is missing");
    assert_eq!((error.name(), error.is_missing()), ("Location", true));
}

#[tokio::test]
async fn each_kind_of_value_is_read() {
    let headers = read(concat!(
        "X-Text:  a, b \r\nX-Integer: 007\r\nX-Number: -1.5\r\nX-Flag: True\r\nX-State: sent\r\nX-Level: 2\r\n",
        "X-Day: 2026-11-26\r\nX-Time: 2026-11-26T10:00:00+01:00\r\n",
        "X-Json: {\"message\": \"a\"}\r\nX-Plain: +3\r\nX-Any: any\r\n",
        "X-Object: r=1\r\nX-Either: 1\r\nX-Rate-Limit: 1\r\nx_rate_limit: 2\r\nType: t\r\n!#$: n\r\n",
    ))
    .await
    .unwrap();
    assert_eq!(headers.x_text.as_deref(), Some("a, b"));
    assert_eq!((headers.x_integer, headers.x_number), (Some(7), Some(-1.5)));
    assert_eq!(headers.x_flag, Some(true));
    assert_eq!(headers.x_state, Some(XState::Sent));
    assert_eq!(headers.x_level, Some(GetValuesResponseXLevel::Value2));
    assert_eq!(headers.x_day.unwrap().to_string(), "2026-11-26");
    assert_eq!(headers.x_time.unwrap().to_string(), "2026-11-26T09:00:00Z");
    assert_eq!(headers.x_json.unwrap().message.as_deref(), Some("a"));
    assert_eq!(headers.x_plain, Some(3));
    assert_eq!(headers.x_any.as_deref(), Some("any"));
    assert_eq!(headers.x_object.as_deref(), Some("r=1"));
    assert_eq!(headers.x_either.as_deref(), Some("1"));
    assert_eq!(
        (headers.x_rate_limit_2, headers.x_rate_limit),
        (Some(1), Some(2))
    );
    assert_eq!(
        (headers.type_.as_deref(), headers.not.as_deref()),
        (Some("t"), Some("n"))
    );
    // A value that is not listed is kept, and what is not there is `None`.
    let headers = read("X-State: found\r\nX-Text:\r\nX-Integer:\r\n")
        .await
        .unwrap();
    assert_eq!(headers.x_state.unwrap().as_str(), "found");
    assert_eq!(headers.x_text.as_deref(), Some(""));
    assert_eq!((headers.x_integer, headers.x_number), (None, None));
}

#[tokio::test]
async fn dates_are_read_as_the_document_and_as_http_writes_them() {
    const TIME: &str = "1994-11-06T08:49:37Z";
    for date in [TIME, "Sun, 06 Nov 1994 08:49:37 GMT"] {
        let names = ["X-Time", "X-Http-Time", "Date", "Expires", "Last-Modified"];
        let headers: Vec<String> = names.map(|name| format!("{name}: {date}\r\n")).into();
        let headers = read(&headers.concat()).await.unwrap();
        let read = [
            headers.x_time,
            headers.x_http_time,
            headers.date,
            headers.expires,
            headers.last_modified,
        ];
        assert_eq!(read, [Some(TIME.parse().unwrap()); 5], "{date}");
    }
    // RFC 9111, section 5.3.
    let expired = read("Expires: 0\r\n").await.unwrap().expires;
    assert_eq!(expired.unwrap().to_string(), "1970-01-01T00:00:00Z");
    let message = refused("Last-Modified: 0\r\n").await;
    assert!(
        message.starts_with("the header `Last-Modified`: "),
        "{message}"
    );
    assert!(message.ends_with(", and it is `0`"), "{message}");
    // A number of seconds, or a date.
    let wait = read("Retry-After: 120\r\n").await.unwrap().retry_after;
    assert_eq!(wait.as_deref(), Some("120"));
}

#[tokio::test]
async fn lists_are_separated_by_commas_outside_of_quotation_marks() {
    let headers = read("Vary: a,  b,,\r\nVary: \"c, d\"\r\nVary:\r\n")
        .await
        .unwrap();
    assert_eq!(headers.vary, ["a", "b", "\"c, d\""]);
    assert!(read("").await.unwrap().vary.is_empty());
    let numbers = values("X-Numbers: 1, 2\r\nX-Numbers: 3\r\n").await;
    let numbers = numbers.headers_as::<GetValuesHeaders>().unwrap().x_numbers;
    assert_eq!(numbers, [1, 2, 3]);
    // This one is required.
    let missing = values("").await.headers_as::<GetValuesHeaders>();
    let missing = missing.unwrap_err().to_string();
    assert_eq!(missing, "the header `X-Numbers` is missing");
    let empty = values("X-Numbers:\r\n").await;
    let empty = empty.headers_as::<GetValuesHeaders>().unwrap().x_numbers;
    assert!(empty.is_empty());
}

#[tokio::test]
async fn several_lines_are_one_value() {
    let headers = read("X-Text: a\r\nX-Text: b\r\nLink: <1>; rel=\"next\"\r\nLink: <2>\r\n");
    let headers = headers.await.unwrap();
    assert_eq!(headers.x_text.as_deref(), Some("a, b"));
    assert_eq!(headers.link.as_deref(), Some("<1>; rel=\"next\", <2>"));
    assert_eq!(
        refused("X-Integer: 1\r\nX-Integer: 2\r\n").await,
        "the header `X-Integer`: expected a number, and it is `1, 2`"
    );
    // A comma is a part of a cookie.
    let headers = read("Set-Cookie: a=1; expires=Sun, 06 Nov 1994\r\nSet-Cookie: b=2\r\n");
    let cookies = headers.await.unwrap().set_cookie.unwrap();
    assert_eq!(cookies, "a=1; expires=Sun, 06 Nov 1994\nb=2");
}

#[tokio::test]
async fn a_header_that_is_not_as_documented_fails_no_call_and_is_named() {
    for (header, message) in [
        (
            "X-Integer: many",
            "the header `X-Integer`: expected a number, and it is `many`",
        ),
        (
            "X-Integer: 3000000000",
            "the header `X-Integer`: invalid value: integer `3000000000`, expected i32, and it is `3000000000`",
        ),
        (
            "X-Integer: 1.5",
            "the header `X-Integer`: invalid type: floating point `1.5`, expected i32, and it is `1.5`",
        ),
        (
            "X-Flag: yes",
            "the header `X-Flag`: expected `true` or `false`, and it is `yes`",
        ),
        (
            "X-Numbers: a",
            "the header `X-Numbers`: expected a number, and it is `1, a`",
        ),
    ] {
        assert_eq!(refused(&format!("{header}\r\n")).await, message);
    }
    for number in ["", "-", "0x1", "1e", "NaN", "inf", "1 2", "--1", ".5"] {
        let message = format!("expected a number, and it is `{number}`");
        let header = format!("X-Number: {number}\r\n");
        match number {
            "" => assert_eq!(read(&header).await.unwrap().x_number, None),
            _ => assert_eq!(
                refused(&header).await,
                format!("the header `X-Number`: {message}")
            ),
        }
    }
}

#[tokio::test]
async fn the_error_of_a_header_converts_into_that_of_a_call() {
    async fn left(
        server: &Server,
    ) -> Result<Option<i64>, Error<tests::response_headers::models::Problem>> {
        let parcels = client(server).list_parcels().send_with_metadata().await?;
        Ok(parcels
            .headers_as::<RateLimitHeaders>()?
            .x_rate_limit_remaining)
    }
    let server = Server::sending(response("200 OK", "X-Rate-Limit-Remaining: some\r\n", "[]"));
    let error = left(&server).await.unwrap_err();
    assert!(matches!(error, Error::Header(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "not the documented response: the header `X-Rate-Limit-Remaining`: expected a number, and it is `some`"
    );
    // The request took effect, whatever the header says.
    let created = "X-Job: some\r\nLocation: a\r\n";
    let server = Server::sending(response("201 Created", created, ""));
    let created = client(&server).create_parcel().send_with_metadata().await;
    let created = created.unwrap();
    let outcome = created.raw.outcome();
    let error = created.headers_as::<CreateParcelHeaders>().err().unwrap();
    assert_eq!(Error::<()>::from(error).outcome(), outcome);
}

#[tokio::test]
async fn no_secret_is_shown() {
    let headers = read("Set-Cookie: sid=hush\r\nX-Text: said\r\n")
        .await
        .unwrap();
    let shown = format!("{headers:?}");
    assert!(!shown.contains("hush"), "{shown}");
    assert!(shown.contains("set_cookie: [redacted]") && shown.contains(r#"x_text: Some("said")"#));
    let shown = format!("{:?}", read("").await.unwrap());
    assert!(shown.contains("set_cookie: None"), "{shown}");

    #[derive(PartialEq)]
    struct Secret {
        token: Option<i64>,
    }
    runtime::headers!(Secret {
        token = "X-Auth-Token": number,
    });
    let response = values("X-Auth-Token: hush\r\n").await;
    let error = response.headers_as::<Secret>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the header `X-Auth-Token`: the value is another one"
    );
    assert!(!format!("{error:?}").contains("hush"));
}

#[tokio::test]
async fn a_header_with_two_types_is_text() {
    let server = Server::sending(response("200 OK", "X-Count: 7\r\nX-State: lost\r\n", ""));
    let deleted = client(&server).delete_parcel(1).send_with_metadata().await;
    let headers = deleted.unwrap().headers_as::<DeleteParcelHeaders>();
    let headers = headers.unwrap();
    assert_eq!(headers.x_count.as_deref(), Some("7"));
    assert_eq!(headers.x_state, Some(XState::Lost));
}

#[tokio::test]
async fn headers_of_swagger_2_0_have_types_too() {
    use response_headers_2_0::{endpoints::Client, models::ListParcelsHeaders};

    let headers = "X-Total: 9000000000\r\nX-Tags: a,b\r\nX-Pipes: a|b\r\n";
    let server = Server::sending(response("200 OK", headers, ""));
    let client = Client::builder().base_url(server.base_url()).build();
    let parcels = client.unwrap().list_parcels().send_with_metadata().await;
    let headers: ListParcelsHeaders = parcels.unwrap().headers_as().unwrap();
    assert_eq!(headers.x_total, Some(9_000_000_000));
    assert_eq!(headers.x_tags, ["a", "b"]);
    assert_eq!(headers.x_pipes.as_deref(), Some("a|b"));
}

#[test]
fn a_struct_of_headers_is_a_type_of_headers() {
    fn is<H: DocumentedHeaders>() {}
    is::<RateLimitHeaders>();
}
