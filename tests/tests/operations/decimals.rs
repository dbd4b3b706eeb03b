//! `format: decimal` in parameters, forms and parts: the digits are sent as they are.

use runtime::{Call, Decimal};
use tests::decimals::{endpoints::Client, models::*};

use crate::helpers::{body, pairs};

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn decimals_of_parameters_keep_their_digits() {
    let long = decimal("1234567890.123456789012345678");
    let request = Client::new()
        .unwrap()
        .list_prices()
        .above(long)
        .among([decimal("0.10"), decimal("1.00")])
        .filter(ListPricesFilter::default().most(decimal("2.50")))
        .x_least(decimal("-0.0"));
    let sent = pairs(request.request());
    let expected = [
        ("above", "1234567890.123456789012345678"),
        ("among", "0.10,1.00"),
        ("filter[most]", "2.50"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(sent, expected);
    assert_eq!(request.request().headers()["x-least"], "-0.0");
    let integer = Client::new().unwrap().list_prices().above(3);
    assert!(integer.request().url().unwrap().ends_with("?above=3"));
}

#[test]
fn decimals_of_bodies_keep_their_digits() {
    let client = Client::new().unwrap();
    let price = Price::new(decimal("0.10")).tried(decimal("1E+2"));
    let request = client.put_price(price);
    assert_eq!(body(request.request()), r#"{"net":0.10,"tried":1E+2}"#);
    let request = client
        .post_form(decimal("0.10"))
        .amounts([decimal("1.0"), 7.into()]);
    assert_eq!(body(request.request()), "amount=0.10&amounts=1.0&amounts=7");
}
