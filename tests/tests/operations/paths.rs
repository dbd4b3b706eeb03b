//! Path parameters whose values can have slashes, and segments that would lead to another path.

use runtime::{Call, Request};
use tests::{
    parameter_styles,
    path_reserved::{endpoints::Client, filters::ReadNameName},
};

fn path(request: &Request) -> String {
    let url = request.url().unwrap();
    url.strip_prefix("https://docs.example/v1")
        .unwrap()
        .to_owned()
}

#[test]
fn a_reserved_value_keeps_its_slashes_and_ends_neither_the_path_nor_the_query() {
    let client = Client::new().unwrap();
    for (value, expected) in [
        ("a/b;c=d,e:f@g!$&'()*+", "a/b;c=d,e:f@g!$&'()*+"),
        ("x?admin=true", "x%3Fadmin=true"),
        ("x#y", "x%23y"),
        ("a b/é", "a%20b/%C3%A9"),
        ("a%2Fb", "a%2Fb"),
        ("100%", "100%25"),
        ("a..b/...", "a..b/..."),
    ] {
        assert_eq!(
            path(client.read_doc(value).request()),
            format!("/docs/{expected}")
        );
        assert_eq!(
            path(client.read_file(value).request()),
            format!("/files/{expected}")
        );
    }
}

#[test]
fn dot_segments_in_any_spelling_are_not_sent() {
    let client = Client::new().unwrap();
    for value in [
        "../../../admin/users",
        "..",
        "a/../b",
        "a/.",
        "%2e%2E/x",
        ".%2e",
        "a%2f..%2fb",
        "..\\x",
        "..;a=b/x",
        "",
    ] {
        let request = client.read_doc(value);
        let problem = request.request().url().unwrap_err().to_string();
        let starts = [
            "path parameter `path`: `.",
            "path parameter `path`: it is empty",
        ];
        assert!(
            starts.iter().any(|start| problem.starts_with(start)),
            "{problem}"
        );
        assert!(client.read_file(value).request().url().is_err(), "{value}");
    }
}

#[test]
fn dots_that_only_the_whole_path_has_are_not_sent() {
    let client = Client::new().unwrap();
    let problem = client.read_hidden("./x").request().url().unwrap_err();
    assert!(
        problem.to_string().contains("`.` has a special meaning"),
        "{problem}"
    );
    let request = client.read_hidden("/x");
    assert_eq!(
        request.request().url().unwrap_err().to_string(),
        "URL: its segment `.` has a special meaning in a path"
    );
    assert_eq!(path(client.read_hidden("a/b").request()), "/hidden/.a/b");
    let styles = parameter_styles::endpoints::Client::new().unwrap();
    for value in [".", "..", ""] {
        assert!(styles.partial(value).request().url().is_err(), "{value}");
    }
}

#[test]
fn a_listed_value_that_is_no_segment_is_not_sent() {
    let client = Client::new().unwrap();
    let all = [ReadNameName::A].map(|name| client.read_name(name).request().url().is_ok());
    assert_eq!(all, [true]);
    for text in ["", ".."] {
        let name: ReadNameName = text.parse().unwrap();
        assert!(client.read_name(name).request().url().is_err(), "{text}");
    }
}
