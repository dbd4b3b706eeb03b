//! A wrong value in a response is an error with its path, from the outermost object on.

use runtime::Call;
use serde_json::{Value, json};
use test_server::{Server, json_response};

/// Starts a server that responds with this to one request.
fn server(body: &Value) -> String {
    Server::sending(json_response(&body.to_string())).base_url()
}

macro_rules! wrong {
    ($fixture:ident, $operation:ident, $response:expr) => {{
        let client = tests::$fixture::endpoints::Client::builder()
            .base_url(&server(&$response))
            .build()
            .unwrap();
        let error = client.$operation().send().await.unwrap_err().to_string();
        let (_, said) = error.split_once("not the documented response: ").unwrap();
        said.to_owned()
    }};
}

#[tokio::test]
async fn wrong_values_are_placed() {
    let said = [
        wrong!(
            union_discriminator,
            list_animals,
            json!({ "nested": { "kind": "cat", "lives": "nine" }, "mapped": { "kind": "eel" } })
        ),
        wrong!(
            union_of_children,
            list_vehicles,
            json!([{ "type": "lorry", "plate": "A", "trailer": { "type": "car", "plate": "B" } }])
        ),
        wrong!(
            union_constants,
            list_events,
            json!({ "object": "list", "events": [{ "type": "paid", "version": 1, "cents": 0.5 }] })
        ),
        wrong!(
            union_constants,
            list_events,
            json!({ "events": [{ "type": "moved" }], "object": "set" })
        ),
        wrong!(
            union_constants,
            list_events,
            json!({ "versions": [{ "v": 2 }, { "v": 3 }], "events": [] })
        ),
        wrong!(
            union_required,
            list_payments,
            json!({ "when": "tomorrow", "amount": 1 })
        ),
        wrong!(
            union_required,
            list_payments,
            json!({ "amount": [], "deep": true })
        ),
        wrong!(
            union_required,
            list_payments,
            json!({ "levels": 1.5, "deep": true })
        ),
        wrong!(
            additional_properties,
            list_labels,
            json!({ "objects": { "a": "b", "c": { "b": 1 } } })
        ),
        wrong!(
            tuples,
            get_map,
            json!({ "centre": [0, 1], "named": ["a", "b", {}] })
        ),
    ];
    let expected = [
        r#"nested.lives: invalid type: string "nine", expected i32"#,
        "[0].trailer: missing field `seats`",
        "events[0].cents: invalid type: floating point `0.5`, expected i64",
        r#"`object` is "set", and not "list""#,
        r#"versions[1]: {"v":3} has none of the types of EventsVersionsItem"#,
        "when: ",
        "amount: invalid type: sequence, expected one of these: number text boolean",
        "levels: 1.5 has none of the types of PaymentLevels",
        "objects.c.b: invalid type: integer `1`, expected a boolean",
        r#"named[1]: invalid type: string "b", expected i64"#,
    ];
    for (said, expected) in said.iter().zip(expected) {
        assert!(said.starts_with(expected), "{said}");
    }
}
