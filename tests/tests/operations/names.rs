//! Names of operations, parameters and fields: the names of the document are sent, whatever they are in Rust.

use runtime::Call;
use serde_json::json;
use tests::{hostile_names, names_collisions, names_keywords, names_setters, names_symbols};

use crate::helpers::{body, pairs, read};

#[test]
fn names_of_the_document_are_sent() {
    let client = names_symbols::endpoints::Client::new().unwrap();
    let request = client
        .n2fa_verify_now("ä")
        .type_("a")
        .filter("b")
        .n3d(true)
        .empty("c")
        .filter_a_b("d")
        .a_equal_b_c("e");
    assert_eq!(
        pairs(request.request()),
        [
            ("@type", "a"),
            ("$filter", "b"),
            ("3d", "true"),
            ("", "c"),
            ("filter[a.b]", "d"),
            ("a=b&c", "e")
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
    assert_eq!(request.request().operation().id, "2fa.verify#now");
    let json = json!({"@id": "a", "_links": "b", "+1": 1, "-1": -1, "": "c", "😀": "d", "HTTPStatus": 200, "userIDs": [1]});
    let read: names_symbols::models::Type1Uberraschung = read(json.clone());
    assert_eq!(
        (read.plus_1, read.minus_1, &read.user_ids),
        (Some(1), Some(-1), &vec![1])
    );
    assert_eq!(serde_json::to_value(&read).unwrap(), json);

    let client = names_setters::endpoints::Client::new().unwrap();
    let request = client
        .index()
        .send_()
        .put("a")
        .request_("b")
        .with_query_("c")
        .with_header_("d")
        .clone_()
        .not()
        .add("e");
    let names: Vec<String> = pairs(request.request())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        names,
        [
            "send",
            "put",
            "request",
            "with_query",
            "with_header",
            "clone",
            "not",
            "add"
        ]
    );

    let client = names_keywords::endpoints::Client::new().unwrap();
    let body_of = names_keywords::models::Match::new("a", 1)
        .clear_type()
        .self_(true);
    let request = client
        .loop_("t", "s", body_of)
        .gen_(true)
        .async_(["x"])
        .crate_();
    assert_eq!(
        request.request().url().unwrap(),
        "https://keywords.example/loop/t?self=s&gen=true&async=x&crate=true"
    );
    assert_eq!(
        body(request.request()),
        r#"{"fn":"a","struct":1,"type":null,"Self":true}"#
    );
}

#[test]
fn colliding_names_get_numbers() {
    let client = names_collisions::endpoints::Client::new().unwrap();
    let pet = names_collisions::models::LowerPet::default()
        .a_b_2("x")
        .clear_a_b_3()
        .clear_a_b(true)
        .new(false);
    let request = client
        .get_pet("p", "q", "b", pet)
        .query_id_2("i")
        .page_size(1)
        .page_size_2(2);
    assert_eq!(
        request.request().url().unwrap(),
        "https://collisions.example/pets/p?id=q&body=b&ID=i&page%5Bsize%5D=1&page_size=2"
    );
    assert_eq!(
        body(request.request()),
        r#"{"a-b":"x","a_b":null,"clear_a_b":true,"new":false}"#
    );
}

#[test]
fn text_of_the_document_does_not_become_code() {
    let client = hostile_names::endpoints::Client::new().unwrap();
    let request = client
        .panic("v")
        .r_x(hostile_names::filters::PanicRX::Panic);
    assert_eq!(
        pairs(request.request()),
        [("r#\"x\"#".to_owned(), "\"; panic!()".to_owned())]
    );
    assert_eq!(request.request().operation().id, "\"); panic!(\"");
    for value in hostile_names::filters::PanicRX::ALL {
        assert_eq!(value.as_str().parse(), Ok(*value));
    }
    let json = json!({"\"": "a", "\\": "b", "\n": "c", "*/": "d", "#[serde(skip)]": "e", "\u{202e}\u{200b}": "f"});
    let read: hostile_names::models::AB = read(json.clone());
    assert_eq!(serde_json::to_value(&read).unwrap(), json);
}
