//! Lists and objects in every style, as they are in the request line.

use runtime::Call;
use std::collections::BTreeMap;
use test_server::{NO_CONTENT, Server};

use serde_json::json;
use tests::parameter_styles::{
    endpoints::Client,
    models::{Colour, Filter, FilterCreated},
};

fn colour() -> Colour {
    Colour::default().red(100).green(200)
}

/// Returns the part of the address behind the base address.
macro_rules! target {
    ($client:ident => $call:expr) => {{
        let server = Server::sending(NO_CONTENT);
        let $client = Client::builder()
            .base_url(server.base_url())
            .build()
            .unwrap();
        $call.send().await.unwrap();
        let line = server.request().line;
        let target = line.split(' ').nth(1).unwrap();
        target.strip_prefix("/api/v1").unwrap().to_owned()
    }};
}

#[tokio::test]
async fn objects_in_a_query() {
    let filter = Filter::default()
        .created(FilterCreated::default().gte(1).lt(9))
        .tags(["a", "b"])
        .text("x&y");
    let map = BTreeMap::from([("a b".to_owned(), "c=d".to_owned())]);
    assert_eq!(
        target!(client => client.query().object(colour().name("a b"))),
        "/query?red=100&green=200&name=a%20b"
    );
    assert_eq!(
        target!(client => client.query().flat(colour())),
        "/query?flat=red,100,green,200"
    );
    assert_eq!(
        target!(client => client.query().deep(filter)),
        "/query?deep%5Bcreated%5D%5Bgte%5D=1&deep%5Bcreated%5D%5Blt%5D=9\
         &deep%5Btags%5D%5B0%5D=a&deep%5Btags%5D%5B1%5D=b&deep%5Btext%5D=x%26y"
    );
    assert_eq!(
        target!(client => client.query().map(map)),
        "/query?a%20b=c%3Dd"
    );
    assert_eq!(
        target!(client => client.query().json(colour()).json_text("a\"b")),
        "/query?json=%7B%22red%22%3A100%2C%22green%22%3A200%7D&json_text=%22a%5C%22b%22"
    );
    assert_eq!(
        target!(client => client.query().deep_text("x")),
        "/query?deep_text=x"
    );
    assert_eq!(
        target!(client => client.query().any(json!([1, "a"]))),
        "/query?any=1&any=a"
    );
    assert_eq!(
        target!(client => client.query().any(json!({"a": [1, 2]}))),
        "/query?a=1&a=2"
    );
}

#[tokio::test]
async fn a_parameter_that_is_set_again_replaces_the_value() {
    let request = target!(client => client.query().object(colour()).flat(colour())
        .object(Colour::default().name("x")));
    assert_eq!(request, "/query?flat=red,100,green,200&name=x");
}

#[tokio::test]
async fn lists_in_a_query() {
    assert_eq!(
        target!(client => client.query().spaces(["a", "b&c"]).pipes(["d", "e"]).pipes_exploded(["f", "g h"])),
        "/query?spaces=a%20b%26c&pipes=d%7Ce&pipes_exploded=f&pipes_exploded=g%20h"
    );
    assert_eq!(
        target!(client => client.query().lists([vec!["a".to_owned(), "b".to_owned()], vec![]])),
        "/query?lists=%5B%22a%22%2C%22b%22%5D&lists=%5B%5D"
    );
    assert_eq!(
        target!(client => client.query().url("https://x.example/a?b=c&d#e+f g")),
        "/query?url=https://x.example/a?b=c%26d%23e%2Bf%20g"
    );
    assert_eq!(
        target!(client => client.query().urls(["a/b", "c:d"])),
        "/query?urls=a/b,c:d"
    );
    assert_eq!(
        target!(client => client.required(colour(), ["a"])),
        "/required?colour%5Bred%5D=100&colour%5Bgreen%5D=200&names=a"
    );
}

#[tokio::test]
async fn every_style_in_a_path() {
    assert_eq!(
        target!(client => client.simple(["a/b", "c"], colour(), colour())),
        "/simple/a%2Fb,c/red,100,green,200/red=100,green=200"
    );
    assert_eq!(
        target!(client => client.label("x", [1, 2], [3, 4], colour())),
        "/label/.x/.1,2/.3.4/.red=100.green=200"
    );
    assert_eq!(
        target!(client => client.matrix("x;y", ["a", "b"], ["c", "d"], colour(), colour())),
        "/matrix/;one=x%3By/;list=a,b/;exploded=c;exploded=d/;object=red,100,green,200/;red=100;green=200"
    );
    assert_eq!(
        target!(client => client.partial("CA/1")),
        "/calls/CA%2F1.json"
    );
    assert_eq!(target!(client => client.two_in_one(-1, 2)), "/range/-1...2");
}

#[tokio::test]
async fn an_item_with_a_comma_is_not_sent() {
    let client = Client::new().unwrap();
    let problem = |request: &runtime::Request| request.problem().unwrap().to_string();
    for (request, expected) in [
        (
            client.query().spaces(["a b"]),
            "query parameter `spaces`: item 1 has a space, which would split it in two",
        ),
        (
            client.query().pipes(["a", "b|c"]),
            "query parameter `pipes`: item 2 has a pipe, which would split it in two",
        ),
        (
            client.query().flat(colour().name("a,b")),
            "query parameter `flat`: a part of it contains `,`, which would split it in two",
        ),
        (
            client.query().urls(["a,b"]),
            "query parameter `urls`: a part of it contains `,`, which would split it in two",
        ),
    ] {
        assert_eq!(problem(request.request()), expected);
    }
    let empty: [&str; 0] = [];
    assert_eq!(
        problem(client.simple(empty, colour(), colour()).request()),
        "path parameter `list`: 0 items given, allowed: at least 1"
    );
    assert_eq!(
        problem(client.simple([".."], colour(), colour()).request()),
        "path parameter `list`: `..` has a special meaning in a path"
    );
    assert_eq!(
        problem(client.simple(["a"], Colour::default(), colour()).request()),
        "path parameter `object`: it is empty"
    );
}
