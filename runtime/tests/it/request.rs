//! Building and inspecting a request: URLs, headers, bodies, and invalid values.

use runtime::{
    Call, ClientBuilder, Id, Location, Method, Operation, Request, Style, comma, styled,
};
use serde_json::json;

use crate::api::{CREATE, DELETE, GET, LIST, TOKEN, builder, client, request};

static TWO: Operation = Operation::new("two", Method::GET, "/a/{first}/b/{second}.json", &[200]);

#[test]
fn a_trailing_slash_of_the_base_url_makes_no_difference() {
    for base in [
        "https://h.example",
        "https://h.example/",
        "https://h.example/v1",
        "https://h.example/v1/",
    ] {
        let client = builder(base).build().unwrap();
        let base = base.trim_end_matches('/');
        assert_eq!(client.0.base_url(), base);
        assert_eq!(
            client.0.request(&LIST).url().unwrap(),
            format!("{base}/pets")
        );
    }
}

#[test]
fn path_values_are_one_segment() {
    let url = |id: &str| request(&GET).path("id", id).url().unwrap();
    assert_eq!(url("7"), "https://pets.example/api/v1/pets/7");
    assert_eq!(
        url("a/../b?c#d e%2e"),
        "https://pets.example/api/v1/pets/a%2F..%2Fb%3Fc%23d%20e%252e"
    );
    assert_eq!(url("..."), "https://pets.example/api/v1/pets/...");
    assert_eq!(url("{id}"), "https://pets.example/api/v1/pets/%7Bid%7D");
}

#[test]
fn path_parameters_are_set_in_any_order_and_can_be_replaced() {
    let request = request(&TWO)
        .path("second", 2)
        .path("first", 0)
        .path("first", 1);
    assert_eq!(
        request.url().unwrap(),
        "https://pets.example/api/v1/a/1/b/2.json"
    );
}

#[test]
fn values_that_lead_to_another_path_are_invalid() {
    for (id, reason) in [
        ("", "it is empty"),
        (".", "`.` has a special meaning in a path"),
        ("..", "`..` has a special meaning in a path"),
    ] {
        let request = request(&DELETE).path("id", id);
        assert_eq!(
            request.problem().unwrap().to_string(),
            format!("path parameter `id`: {reason}")
        );
    }
    let request = request(&DELETE).path("id", Id::from(""));
    assert_eq!(
        request.problem().unwrap().to_string(),
        "path parameter `id`: an id cannot be empty"
    );
}

#[test]
fn path_parameters_must_exist_and_be_set() {
    let unfilled = request(&GET).url().unwrap_err();
    assert_eq!(unfilled.to_string(), "path parameter `id`: it is not set");
    assert_eq!(unfilled.location(), Location::Path);
    assert_eq!(unfilled.name(), "id");
    assert_eq!(unfilled.operation().id, "get-pet");

    let unknown = request(&LIST).path("id", 7);
    let problem = unknown.problem().unwrap().to_string();
    assert_eq!(
        problem,
        "path parameter `id`: the path has no such parameter"
    );
}

#[test]
fn a_query_parameter_that_is_set_again_is_replaced() {
    let request = request(&LIST)
        .query("a", runtime::repeat([1, 2]))
        .query("b", 3)
        .query("a", "x y");
    assert_eq!(
        request.url().unwrap(),
        "https://pets.example/api/v1/pets?b=3&a=x%20y"
    );
    let pairs: Vec<_> = request
        .query_pairs()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    assert_eq!(pairs, ["b=3", "a=x y"]);

    let left_out = request.query("a", comma(Vec::<u8>::new()));
    assert_eq!(
        left_out.url().unwrap(),
        "https://pets.example/api/v1/pets?b=3"
    );
}

#[test]
fn a_value_of_any_shape_is_written_in_its_style() {
    let list = ["blue", "black"];
    let object = json!({ "R": 100, "G": null, "B": 7 });
    for (value, query) in [
        (styled(list, Style::Form), Some("color=blue,black")),
        (
            styled(list, Style::SpaceDelimited),
            Some("color=blue%20black"),
        ),
        (
            styled(list, Style::TabDelimited),
            Some("color=blue%09black"),
        ),
        (
            styled(list, Style::PipeDelimited),
            Some("color=blue%7Cblack"),
        ),
        (styled(&object, Style::Form), Some("color=B,7,R,100")),
        (styled(&object, Style::Form).explode(), Some("B=7&R=100")),
        // What has no text leaves the parameter out.
        (styled(None::<u8>, Style::Form), None),
        (styled([0; 0], Style::Form), None),
    ] {
        let url = request(&LIST).query("color", value).url().unwrap();
        assert_eq!(url.split_once('?').map(|(_, query)| query), query);
    }
    for (value, reason) in [
        (styled(["a b"], Style::SpaceDelimited), "contains ` `"),
        (styled(["a\tb"], Style::TabDelimited), "contains `\t`"),
        (styled(["a|b"], Style::PipeDelimited), "contains `|`"),
        (styled([0; 0], Style::Form).not_empty(), "0 items given"),
    ] {
        let error = request(&LIST).query("color", value).url().unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
    }
}

#[test]
fn a_form_is_an_object() {
    assert_eq!(
        body_of(request(&CREATE).form(&json!({ "a": 1 }))),
        Ok("a=1".to_owned())
    );
    for value in [json!(7), json!([1]), json!("a")] {
        let reason = body_of(request(&CREATE).form(&value)).unwrap_err();
        assert!(reason.contains("a form is an object"), "{reason}");
    }
}

/// The body, or the reason why there is none.
fn body_of(request: Request) -> Result<String, String> {
    match request.problem() {
        Some(problem) => Err(problem.to_string()),
        None => Ok(String::from_utf8_lossy(request.body().unwrap()).into_owned()),
    }
}

#[test]
fn the_parts_of_one_name_are_counted() {
    let request = request(&CREATE).parts(["a", "b", "a"].map(|name| (name, "content")));
    for (name, count) in [("a", 2), ("b", 1), ("c", 0)] {
        let is_valid = |allowed| {
            request
                .clone()
                .count_parts(name, allowed)
                .problem()
                .is_none()
        };
        assert!(is_valid(count..=count), "{name}");
        assert!(!is_valid(count + 1..=9), "{name}");
    }
}

#[test]
fn with_query_adds_a_pair() {
    let request = request(&LIST)
        .query("a", 1)
        .with_query("a", 2)
        .with_query("new", "é");
    assert_eq!(
        request.url().unwrap(),
        "https://pets.example/api/v1/pets?a=1&a=2&new=%C3%A9"
    );

    let refused = request.with_query("n", f64::NAN);
    let problem = refused.problem().unwrap().to_string();
    assert_eq!(problem, "query parameter `n`: NaN is not a finite number");
}

#[test]
fn headers_are_set_replaced_and_checked() {
    let value = |request: &Request, name: &str| {
        request
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    let plain = request(&LIST);
    assert_eq!(value(&plain, "accept").unwrap(), "application/json");
    assert_eq!(value(&plain, "user-agent").unwrap(), "pets/1.0");
    assert_eq!(
        value(&plain, "authorization").unwrap(),
        format!("Bearer {TOKEN}")
    );
    assert_eq!(value(&plain, "content-type"), None);

    let set = request(&CREATE)
        .with_header("Content-Type", "application/vnd.pets+json")
        .json(&1)
        .with_header("X-A", "1")
        .with_header("x-a", "2")
        .with_header("Authorization", "Basic abc");
    assert_eq!(
        value(&set, "content-type").unwrap(),
        "application/vnd.pets+json"
    );
    assert_eq!(set.headers().get_all("x-a").iter().count(), 1);
    assert_eq!(value(&set, "x-a").unwrap(), "2");
    assert!(set.headers()["authorization"].is_sensitive());

    let refusal = |name: &str, value: &str| {
        let request = request(&LIST).with_header(name, value);
        let problem = request.problem().unwrap();
        assert_eq!(problem.location(), Location::Header);
        problem.to_string()
    };
    let name = "a header name can have only ASCII letters, digits and symbols";
    let value = "a header value can have only visible ASCII characters, spaces and tabs";
    assert_eq!(refusal("a b", "1"), format!("header `a b`: {name}"));
    assert_eq!(refusal("", "1"), format!("header ``: {name}"));
    assert_eq!(refusal("a\n", "1"), format!("header `a\\n`: {name}"));
    assert_eq!(refusal("a", "1\r\nb: 2"), format!("header `a`: {value}"));
    assert_eq!(refusal("a", "é"), format!("header `a`: {value}"));
    assert!(refusal("Content-Length", "3").contains("this header is set by the transport"));
}

#[test]
fn a_header_of_an_empty_list_is_left_out() {
    let request = request(&LIST).header("x-tag", comma([0; 0]));
    assert!(!request.headers().contains_key("x-tag"));
    let request = request.header("x-tag", "a").header("x-tag", comma([0; 0]));
    assert_eq!(request.headers()["x-tag"], "a");
}

#[test]
fn a_client_without_credentials_sends_what_can_be_some_of_the_caller() {
    static CLOSED: Operation =
        Operation::new("closed", Method::GET, "/closed", &[200]).security(&[&["key"]]);
    let client: runtime::Client = ClientBuilder::new("https://pets.example").build().unwrap();
    let is_refused = |change: fn(Request) -> Request| {
        let request = change(client.request(&CLOSED));
        let problem = request.problem().map(ToString::to_string);
        problem.is_some_and(|problem| problem.contains("the client has no credentials"))
    };
    assert!(is_refused(|request| request));
    assert!(is_refused(|request| request.with_query("page", 2)));
    // A parameter of the document is none of its security schemes.
    assert!(is_refused(|request| request.query("api_key", "k")));
    assert!(is_refused(|request| request.with_header("x-tag", "t")));
    assert!(!is_refused(|request| request.with_query("api_key", "k")));
    assert!(!is_refused(
        |request| request.with_header("authorization", "k")
    ));
    assert!(!is_refused(Request::without_credentials));
}

#[test]
fn without_credentials_only_those_of_the_client_are_left_out() {
    let authorization = |request: &Request| {
        let value = request.headers().get("authorization")?;
        Some(value.to_str().unwrap().to_owned())
    };
    let of_client = request(&LIST);
    assert_eq!(authorization(&of_client), Some(format!("Bearer {TOKEN}")));
    assert_eq!(authorization(&of_client.without_credentials()), None);
    let own = || request(&LIST).with_header("authorization", "Bearer own");
    let without = own().without_credentials();
    assert_eq!(authorization(&without).as_deref(), Some("Bearer own"));
    let header = ClientBuilder::<runtime::Client>::new("https://pets.example");
    let header = header.default_header("authorization", "Bearer default");
    let request = header.build().unwrap().request(&LIST);
    assert!(authorization(&request).is_some());
    assert_eq!(authorization(&request.without_credentials()), None);
}

#[test]
fn bodies_are_json() {
    let body = |request: Request| {
        assert_eq!(request.headers()["content-type"], "application/json");
        String::from_utf8(request.body().unwrap().to_vec()).unwrap()
    };
    let create = || request(&CREATE);
    assert_eq!(create().body(), None);
    assert_eq!(body(create().json(&json!({"a": 1}))), r#"{"a":1}"#);
    assert_eq!(body(create().json("é\n")), "\"é\\n\"");
    assert_eq!(
        body(create().json_field("pet", &[1, 2])),
        r#"{"pet":[1,2]}"#
    );
    assert_eq!(
        body(create().json_field("a", &1).json_field("b", &2)),
        r#"{"a":1,"b":2}"#
    );
    assert_eq!(
        body(create().json_field("a", &1).json_field("a", &2)),
        r#"{"a":2}"#
    );
    assert_eq!(
        body(create().json(&1).json_field("a\"", &2)),
        r#"{"a\"":2}"#
    );
    assert_eq!(body(create().json_field("a", &1).json(&2)), "2");
    assert_eq!(
        body(create().json_joined("ids", comma([1, 2, 3]))),
        r#"{"ids":"1,2,3"}"#
    );
    assert_eq!(
        body(create().json_joined("ids", comma(["a b", "\""]))),
        r#"{"ids":"a b,\""}"#
    );
}

#[test]
fn bodies_that_cannot_be_written_are_invalid() {
    let refusal = |request: Request| {
        assert_eq!(request.problem().unwrap().location(), Location::Body);
        request.problem().unwrap().to_string()
    };
    let create = || request(&CREATE);
    let none = Vec::<Id>::new;
    assert_eq!(
        refusal(create().json_joined("ids", comma(none()))),
        "body field `ids`: the list is empty"
    );
    assert_eq!(
        refusal(create().json_joined("ids", comma(none()).items(1..=100))),
        "body field `ids`: 0 items given, allowed: 1 to 100"
    );
    assert_eq!(
        refusal(create().json_joined("ids", comma(["a", "b,c"]))),
        "body field `ids`: item 2 has a comma, which would split it in two"
    );
    assert_eq!(
        refusal(create().check_items("pets", 101, 1..=100)),
        "body field `pets`: 101 items given, allowed: 1 to 100"
    );
    assert!(
        create()
            .check_items("pets", 100, 1..=100)
            .problem()
            .is_none()
    );
    assert_eq!(
        refusal(create().json(&json_with(Id::from("")))),
        "body: pets[1].id: an id cannot be empty"
    );
    assert_eq!(
        refusal(create().json_field("pet", &Id::from(-1))),
        "body field `pet`: an id cannot be negative, but this is -1"
    );
}

fn json_with(id: Id) -> impl serde::Serialize {
    use crate::api::Pet;

    let pet = |id| Pet {
        id,
        age_in_months: None,
    };
    std::collections::BTreeMap::from([("pets", vec![pet(Id::from(1)), pet(id)])])
}

#[test]
fn the_first_error_is_kept() {
    let request = request(&GET)
        .path("id", "")
        .query("a", f64::NAN)
        .path("id", 7);
    assert_eq!(
        request.problem().unwrap().to_string(),
        "path parameter `id`: it is empty"
    );
    assert_eq!(request.url().unwrap_err(), *request.problem().unwrap());
}

#[test]
fn a_request_can_be_cloned_and_inspected() {
    let request = client().get_pet(7);
    let clone = request.clone().with_query("a", 1);
    assert_eq!(request.request().query_pairs().count(), 0);
    assert_eq!(clone.request().query_pairs().count(), 1);
    assert_eq!(clone.request().method(), Method::GET);
    assert_eq!(clone.request().operation().id, "get-pet");
    assert_eq!(
        clone.request().operation().to_string(),
        "GET /pets/{id} (get-pet)"
    );
}

#[test]
fn debug_shows_the_request_and_no_secret() {
    let debug = format!(
        "{:?}",
        client()
            .list_pets()
            .per_page(0)
            .with_query("q", "a b")
            .with_header("Cookie", "c00kie")
    );
    for part in [
        "GET /pets (list-pets)",
        "https://pets.example/api/v1",
        "q=a%20b",
        "user-agent",
        "authorization",
        "per_page",
    ] {
        assert!(debug.contains(part), "{part} is missing in {debug}");
    }
    assert!(
        !debug.contains(TOKEN) && !debug.contains("c00kie"),
        "{debug}"
    );
}
