//! Bodies in JSON: optional ones, lists, integer ids, and types by reference.

use std::collections::BTreeMap;

use runtime::{Call, Id, Patch};
use serde_json::json;
use tests::{
    aliases, integer_ids, lists_and_maps, null_alternatives, references, request_and_response,
    request_body,
};

use crate::helpers::{body, problem, read, written};

#[test]
fn a_body_that_is_optional_is_an_argument_that_can_be_none() {
    let client = request_body::endpoints::Client::new().unwrap();
    let request = client.update_parcel("a/b", None);
    assert_eq!(
        request.request().url().unwrap(),
        "https://parcels.example/parcels/a%2Fb"
    );
    assert_eq!(request.request().body(), None);
    assert_eq!(request.request().headers().get("content-type"), None);
    let update = request_body::models::ParcelUpdate::default();
    // Nothing changes, which is not the same as no body.
    let request = client.update_parcel("a/b", update.clone());
    assert_eq!(body(request.request()), "{}");
    let update = update.clear_note();
    let request = client.update_parcel("a/b", update.clone());
    assert_eq!(body(request.request()), r#"{"note":null}"#);
    assert_eq!(
        request.request().headers()["content-type"],
        "application/json"
    );
    let request = client.update_parcel("a/b", Some(update));
    assert_eq!(body(request.request()), r#"{"note":null}"#);
    assert_eq!(request.without_body().request().body(), None);
}

#[test]
fn ids_that_are_numbers_are_written_as_numbers() {
    use integer_ids::models::SetTeamBody;
    let team = SetTeamBody::new("7", ["8", "9"])
        .deputy_id(1)
        .pairs([vec![Id::from(2), Id::from("3")]])
        .key(4);
    assert_eq!(
        written(&team),
        r#"{"lead_id":7,"member_ids":[8,9],"deputy_id":1,"pairs":[[2,3]],"key":"4"}"#
    );
    let client = integer_ids::endpoints::Client::new().unwrap();
    let request = client
        .set_team(1, 2, team.clone())
        .member_ids(["3", "4"])
        .keys(["x", "y"]);
    assert_eq!(
        request.request().url().unwrap(),
        "https://teams.example/teams/1?key=2&member_ids=3,4&keys=x&keys=y"
    );
    for request in [
        client.set_team("abc", 2, team.clone()),
        client.set_team(-1, 2, team.clone()),
        client.set_team("", 2, team.clone()),
        client.set_team(1, "", team.clone()),
        client.set_team(1, 2, team.clone()).member_ids(["x"]),
        client.set_team(1, 2, SetTeamBody::new("x", [1])),
        client.set_team(1, 2, SetTeamBody::new(1, ["x"])),
    ] {
        assert!(request.request().problem().is_some(), "{request:?}");
    }
}

#[test]
fn a_list_is_a_body_too() {
    let client = lists_and_maps::endpoints::Client::new().unwrap();
    assert_eq!(
        body(client.set_labels(["a", "b"]).request()),
        r#"["a","b"]"#
    );
    assert!(problem(client.set_labels(["a"; 4]).request()).contains("1 to 3"));
    let shelf =
        lists_and_maps::models::NewShelf::new([vec![1]], BTreeMap::<String, runtime::Value>::new())
            .clear_names()
            .books(BTreeMap::from([(
                Id::from(7),
                lists_and_maps::models::Book::default().title("T"),
            )]));
    assert_eq!(
        body(client.set_shelf(shelf).request()),
        r#"{"rows":[[1]],"extra":{},"names":null,"books":{"7":{"title":"T"}}}"#
    );
}

#[test]
fn references_to_one_schema_give_one_type() {
    use references::models::{Chain, Room, RoomCurator, RoomMood};
    let room: Chain = read(
        json!({"curator": {"name": "Ada"}, "deputy": {}, "mood": "dark", "next_mood": "dim", "best": {"title": "T"}}),
    );
    let same: Room = room.clone();
    assert_eq!(same.curator, RoomCurator::default().name("Ada"));
    assert_eq!(same.next_mood, Some(RoomMood::Other("dim".to_owned())));
    let client = references::endpoints::Client::new().unwrap();
    assert_eq!(
        client.get_room("a").request().url().unwrap(),
        "https://museum.example/rooms/a"
    );
    assert_eq!(
        body(client.set_hall("b", same.curator).request()),
        r#"{"name":"Ada"}"#
    );
}

#[test]
fn an_alias_is_the_same_type() {
    use aliases::models::{Cents, Stamp};
    let stamp = Stamp::new(7, "abc")
        .more(["def"])
        .clear_cents()
        .pair(["1"])
        .any(json!([1]));
    assert_eq!(
        written(&stamp),
        r#"{"id":7,"code":"abc","more":["def"],"cents":null,"pair":[1],"any":[1]}"#
    );
    let cents: Cents = 3;
    assert_eq!(stamp.cents(cents).cents, Patch::Value(3));
    let client = aliases::endpoints::Client::new().unwrap();
    problem(client.get_stamp().page(10).request());
    problem(client.get_stamp().codes(["a"; 6]).request());
    assert_eq!(
        client
            .get_stamp()
            .codes(["a", "b"])
            .request()
            .url()
            .unwrap(),
        "https://stamps.example/stamp?codes=a&codes=b"
    );
}

#[test]
fn a_value_that_was_read_can_be_sent_back() {
    use request_and_response::models::{Note, NoteColor};
    let json = r#"{"text":"a","lines":[1,2],"reviewer_id":null,"title":null,"color":"green"}"#;
    let note: Note = serde_json::from_str(json).unwrap();
    assert_eq!(note.title, Patch::Null);
    assert_eq!(note.links, Patch::Absent);
    assert_eq!(note.color, Some(NoteColor::Other("green".to_owned())));
    assert_eq!(written(&note), json);
    let client = request_and_response::endpoints::Client::new().unwrap();
    assert_eq!(body(client.replace_note(note).request()), json);
}

#[test]
fn a_body_that_can_be_null_is_a_value_or_none() {
    use null_alternatives::models::Job;
    let client = null_alternatives::endpoints::Client::new().unwrap();
    for (request, expected) in [
        (client.set_title("T".to_owned()), r#""T""#),
        (client.set_title(Some("T".to_owned())), r#""T""#),
        (client.set_title(None), "null"),
    ] {
        assert_eq!(body(request.request()), expected);
    }
    let request = client.set_job(Job::new("j"));
    assert_eq!(body(request.request()), r#"{"id":"j"}"#);
    assert_eq!(body(client.set_job(None).request()), "null");
    // An optional body is left out, or null, or a list.
    assert_eq!(
        client.set_labels(None).without_body().request().body(),
        None
    );
    let request = client.set_labels(None);
    assert_eq!(body(request.request()), "null");
    let request = client.set_labels(vec!["a".to_owned()]);
    assert_eq!(body(request.request()), r#"["a"]"#);
}
