//! Lists that must not be missing: an empty one is refused where each item is written by itself.

use std::collections::BTreeMap;

use runtime::{Call, Part};
use test_server::{NO_CONTENT, Server};
use tests::required_lists::{
    endpoints::Client,
    models::{Names, SearchNamesItem, SearchPointsItem, Skill, Words},
};

use crate::helpers::{body, pairs, problem};

fn client() -> Client {
    Client::builder()
        .base_url("https://lists.example")
        .build()
        .unwrap()
}

fn files(count: usize) -> Vec<Part> {
    (0..count).map(|_| Part::bytes("a")).collect()
}

fn no_words() -> Vec<String> {
    Vec::new()
}

#[tokio::test]
async fn a_list_of_files_is_not_empty_in_a_body_that_can_be_left_out() {
    let request = client().create_skill_as_multipart(files(0));
    assert_eq!(
        problem(request.request()),
        "body field `files`: 0 items given, allowed: at least 1"
    );
    let request = client().create_skill_as_multipart(files(2)).without_body();
    assert!(request.request().body().is_none());

    let server = Server::sending(NO_CONTENT);
    let client = Client::builder()
        .base_url(server.base_url())
        .build()
        .unwrap();
    let call = client.create_skill_as_multipart(files(2));
    call.send().await.unwrap();
    let sent = server.request().body;
    assert_eq!(sent.matches("; name=\"files\"").count(), 2, "{sent}");
}

#[test]
fn a_list_of_files_has_as_many_items_as_the_document_allows() {
    let album = |count| client().create_album(files(count), "word");
    assert_eq!(
        problem(album(1).request()),
        "body field `photos`: 1 item given, allowed: 2 to 3"
    );
    assert_eq!(
        problem(album(4).request()),
        "body field `photos`: 4 items given, allowed: 2 to 3"
    );
    assert!(album(2).request().url().is_ok());
    let sounds = files(2)
        .into_iter()
        .map(|part| part.media_type("audio/ogg"));
    assert_eq!(
        problem(album(3).sounds(sounds).request()),
        "body field `sounds`: 2 items given, allowed: at most 1"
    );
}

#[test]
fn an_optional_list_of_files_that_is_empty_is_left_out() {
    let album = client().create_album(files(2), "word");
    let album = album.sounds(files(0)).films(files(0));
    let album = album.names(Names::List(no_words()));
    assert_eq!(album.request().problem().map(ToString::to_string), None);
    let sent = String::from_utf8_lossy(album.request().body().unwrap_or_default()).into_owned();
    assert!(
        !sent.contains("sounds") && !sent.contains("films") && !sent.contains("names"),
        "{sent}"
    );
}

#[test]
fn a_required_part_that_can_be_a_list_is_not_empty() {
    let words = Words::List(no_words());
    assert_eq!(
        problem(client().create_album(files(2), words).request()),
        "body field `words`: 0 items given, allowed: at least 1"
    );
    let words = Words::List(vec!["a".to_owned()]);
    let album = client().create_album(files(2), words);
    assert!(album.request().url().is_ok());
}

#[test]
fn a_required_field_of_a_form_that_can_be_a_list_is_not_empty() {
    let words = Words::List(no_words());
    assert_eq!(
        problem(client().send_form(words).request()),
        "body field `words`: 0 items given, allowed: at least 1"
    );
    let names = Names::List(no_words());
    let form = client().send_form("a").names(names);
    assert_eq!(body(form.request()), "words=a");
}

#[test]
fn a_required_list_in_a_query_is_not_empty() {
    let points = || [SearchPointsItem::from(1)];
    assert_eq!(
        problem(client().search([], "a").request()),
        "query parameter `points`: 0 items given, allowed: at least 1"
    );
    assert_eq!(
        problem(client().search(points(), Words::List(no_words())).request()),
        "query parameter `words`: 0 items given, allowed: at least 1"
    );
    let no_names: [SearchNamesItem; 0] = [];
    let search = client().search(points(), "a").names(no_names);
    let expected = [("points", "1"), ("words", "a")];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(pairs(search.request()), expected);
}

#[test]
fn a_required_object_in_a_header_has_a_property() {
    let labels = BTreeMap::from([("red".to_owned(), "1".to_owned())]);
    let call = client().find(labels);
    assert_eq!(call.request().problem().map(ToString::to_string), None);
    assert_eq!(call.request().headers()["x-labels"], "red,1");
    assert_eq!(
        problem(client().find(BTreeMap::new()).request()),
        "header `X-Labels`: no property of the object is set, so it would be missing"
    );
}

#[test]
fn an_empty_list_in_json_is_a_value() {
    let skill = Skill::new(Vec::<String>::new());
    let call = client().create_skill(skill);
    assert_eq!(body(call.request()), r#"{"files":[]}"#);
}
