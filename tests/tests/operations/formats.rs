//! `[formats]`: values of types of other crates, as they are sent.

use runtime::{
    Base64, Call, DecimalNumber, TimeDate,
    chrono::NaiveDate,
    jiff::{ToSpan, civil::date},
    rust_decimal::Decimal,
    url::Url,
    uuid::Uuid,
};
use test_server::{NO_CONTENT, Server, response};
use tests::{
    formats::{endpoints::Client, models::*},
    formats_of_times,
};

use crate::helpers::{body, pairs};

const ID: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";

fn id() -> Uuid {
    Uuid::parse_str(ID).unwrap()
}

#[test]
fn the_values_of_formats_are_parameters() {
    let request = Client::new()
        .unwrap()
        .get_file(id())
        .other([id(), Uuid::nil()])
        .from(Url::parse("https://a.example/?b=c&d").unwrap())
        .above(Decimal::new(10, 2))
        .since(date(2024, 1, 31).at(9, 30, 0, 0))
        .hash([0xfb, 0xff].as_slice())
        .age(2.hours().minutes(30))
        .filter(
            GetFileFilter::default()
                .owner(id())
                .day(NaiveDate::from_ymd_opt(2024, 1, 31).unwrap()),
        )
        .x_owner(id())
        .session(id());
    let sent = pairs(request.request());
    let expected = [
        ("other", ID),
        ("other", "00000000-0000-0000-0000-000000000000"),
        ("from", "https://a.example/?b=c&d"),
        ("above", "0.10"),
        ("since", "2024-01-31T09:30:00"),
        ("hash", "+/8="),
        ("age", "PT2H30M"),
        ("filter[owner]", ID),
        ("filter[day]", "2024-01-31"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(sent, expected);
    let url = request.request().url().unwrap();
    assert!(
        url.starts_with(&format!("https://files.example/files/{ID}?")),
        "{url}"
    );
    // A plus would be read as a space.
    assert!(
        url.contains("hash=%2B/8%3D") || url.contains("hash=%2B%2F8%3D"),
        "{url}"
    );
    assert_eq!(request.request().headers()["x-owner"], ID);
    assert_eq!(
        request.request().headers()["cookie"],
        format!("Session={ID}")
    );
}

#[test]
fn the_values_of_formats_are_in_bodies() {
    let client = Client::new().unwrap();
    let file = File::new(id(), b"hello")
        .parent(Uuid::nil())
        .price(3)
        .steps([Decimal::new(10, 2)])
        .chunks([vec![0], vec![1, 2]])
        .lifetime(1.weeks())
        .tried(id());
    let request = client.put_file(id(), file);
    let expected = format!(
        r#"{{"id":"{ID}","content":"aGVsbG8=","parent":"00000000-0000-0000-0000-000000000000","price":3,"lifetime":"P1W","chunks":["AA==","AQI="],"steps":[0.10],"tried":"{ID}"}}"#
    );
    assert_eq!(body(request.request()), expected);
    let request = client
        .post_form(id(), id())
        .content(b"a")
        .prices([DecimalNumber::from(2), Decimal::new(250, 2).into()]);
    assert_eq!(
        body(request.request()),
        format!("owner={ID}&content=YQ%3D%3D&prices=2&prices=2.50")
    );
}

#[tokio::test]
async fn the_values_of_formats_are_parts() {
    let server = Server::sending(NO_CONTENT);
    let client = Client::builder().base_url(server.base_url());
    let source = Source::default().url(Url::parse("https://a.example/").unwrap());
    let content: Base64 = "aGVsbG8".parse().unwrap();
    let call = client.build().unwrap().patch_parts(id(), id());
    call.content(content).file(source).send().await.unwrap();
    let body = server.request().body;
    for part in [
        &*format!("name=\"owner\"\r\n\r\n{ID}\r\n"),
        "name=\"content\"\r\n\r\naGVsbG8=\r\n",
        "Content-Type: application/json\r\n\r\n{\"url\":\"https://a.example/\"}\r\n",
    ] {
        assert!(body.contains(part), "{part} is not in\n{body}");
    }
}

#[tokio::test]
async fn an_error_has_the_path_of_the_value() {
    let body = format!(r#"{{"id":"{ID}","content":"","chunks":["AA==","x!"]}}"#);
    let server = Server::sending(response(
        "200 OK",
        "Content-Type: application/json\r\n",
        &body,
    ));
    let client = Client::builder().base_url(server.base_url());
    let call = client.build().unwrap().get_file(id());
    let error = call.send().await.unwrap_err().to_string();
    assert!(
        error.contains("chunks[1]: expected bytes in base64: Invalid symbol 33, offset 1"),
        "{error}"
    );
}

#[tokio::test]
async fn times_in_lists_are_read_as_tolerantly_as_any() {
    let body = r#"[{"changes":["2024-01-31T09:30:00"],"days":["2024-01-31T00:00:00Z"]}]"#;
    let server = Server::sending(response(
        "200 OK",
        "Content-Type: application/json\r\n",
        body,
    ));
    let client = formats_of_times::endpoints::Client::builder().base_url(server.base_url());
    let day: TimeDate = "2024-01-31".parse().unwrap();
    let call = client.build().unwrap().list_events(day);
    let events = call.send().await.unwrap();
    assert_eq!(events[0].changes[0].timestamp(), 1_706_693_400);
    assert_eq!(events[0].days, [day]);
}
