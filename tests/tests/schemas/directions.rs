//! Types that differ between requests and responses, and the conversion of what was received into what is sent.

use runtime::{Call, Patch};
use serde_json::{Value, json};
use tests::directions::{
    endpoints::Client,
    models::{
        Desk, DeskInput, Drawer, DrawerInput, Lamp, LampInput, Member, MemberInput, Owner,
        OwnerInput2, Plant, Room, Team, Thing, ThingInput, Top, TopInput,
    },
};

use crate::helpers::{comes_back, read, refused, written};

/// A desk as the server sends it, with every property.
fn desk() -> Value {
    let owner = |name: &str| json!({ "id": format!("of {name}"), "name": name });
    json!({
        "object": "desk", "id": 7, "made": "2026-11-25T10:00:00Z", "changed": "2026-11-25T11:00:00Z", "label": "L",
        "colour": "red", "size": 3, "owner": owner("a"), "guest": owner("b"), "former": owner("c"),
        "drawers": [{ "height": 1, "number": 1 }, { "height": 2 }], "by_name": { "d": owner("d") },
        "pair": [owner("e"), "x"], "top": { "tree": "oak", "rings": 9 },
        "beside": { "object": "desk", "id": 8, "label": "M", "owner": owner("f"), "drawers": [], "notes": [] },
        "notes": ["n"], "tags": ["t"], "marks": ["m"], "place": { "floor": 1 }, "more": owner("g"),
    })
}

/// The same without everything that only the server sets.
fn sent_desk() -> Value {
    json!({
        "label": "L", "colour": "red", "size": 3, "owner": { "name": "a" }, "guest": { "name": "b" },
        "former": { "name": "c" }, "drawers": [{ "height": 1 }, { "height": 2 }], "by_name": { "d": { "name": "d" } },
        "pair": [{ "name": "e" }, "x"], "top": { "tree": "oak" },
        "beside": { "label": "M", "owner": { "name": "f" }, "drawers": [], "notes": [] },
        "notes": ["n"], "tags": ["t"], "marks": ["m"], "place": { "floor": 1 }, "more": { "name": "g" },
    })
}

#[test]
fn what_was_received_is_sent_without_what_only_the_server_sets() {
    let received: Desk = read(desk());
    assert_eq!(
        (received.id, received.owner.id.as_str()),
        (7, "of a"),
        "required properties of responses are not optional"
    );
    assert_eq!(written(&DeskInput::from(received.clone())), sent_desk());
    // A function takes the one and the other.
    let client = Client::new().unwrap();
    for request in [
        client.add_desk(received.clone()),
        client.add_desk(DeskInput::from(received)),
    ] {
        let body: Value = serde_json::from_slice(request.request().body().unwrap()).unwrap();
        assert_eq!(body, sent_desk());
    }
}

#[test]
fn what_was_absent_stays_absent() {
    let least = json!({
        "object": "desk", "id": 7, "label": "L", "owner": { "id": "o", "name": "a" }, "drawers": [], "notes": [],
    });
    let received: Desk = read(least);
    let sent = DeskInput::from(received);
    assert_eq!(sent.colour, Patch::Absent);
    assert_eq!(
        written(&sent),
        json!({ "label": "L", "owner": { "name": "a" }, "drawers": [], "notes": [] })
    );
}

#[test]
fn a_required_property_of_responses_must_be_there() {
    for missing in ["id", "label", "owner", "drawers", "notes"] {
        let mut without = desk();
        without.as_object_mut().unwrap().remove(missing);
        assert_eq!(
            refused::<Desk>(without),
            format!("missing field `{missing}`")
        );
    }
}

#[test]
fn what_is_sent_is_built_without_what_only_the_server_sets() {
    let desk = DeskInput::new("L", OwnerInput2::new("a"), [DrawerInput::new(1)], ["n"])
        .top(TopInput::Glass(tests::directions::models::Glass::new(0.5)));
    assert_eq!(
        written(&desk),
        json!({
            "label": "L", "owner": { "name": "a" }, "drawers": [{ "height": 1 }], "notes": ["n"],
            "top": { "thickness": 0.5 },
        })
    );
    // A part that was received converts by itself.
    let owner: Owner = read(json!({ "id": "o", "name": "b" }));
    let desk = desk.guest(owner);
    assert_eq!(written(&desk.guest), json!({ "name": "b" }));
    // A union converts variant by variant.
    let top: Top = read(json!({ "tree": "oak", "rings": 9 }));
    assert_eq!(written(&TopInput::from(top)), json!({ "tree": "oak" }));
    assert_eq!(written(&TopInput::from(Top::from("tin"))), json!("tin"));
}

#[test]
fn what_responses_do_not_have_is_asked_of_the_caller() {
    let member: Member = comes_back(json!({ "id": 7, "name": "Ada" }));
    let sent: MemberInput = member.clone().into_input("secret", None);
    assert_eq!(
        written(&sent.clone().hint("h")),
        json!({ "name": "Ada", "password": "secret", "roles": null, "hint": "h" })
    );
    // An object around such parts takes them, also where they are optional: they would be lost otherwise.
    let team: Team = read(json!({
        "members": [{ "id": 7, "name": "Ada" }], "leader": { "id": 8, "name": "Bo" }, "slogan": "s",
    }));
    let team = team.into_input([sent.clone()], Some(sent));
    let member = json!({ "name": "Ada", "password": "secret", "roles": null });
    assert_eq!(
        written(&team),
        json!({ "members": [member], "leader": member, "slogan": "s" })
    );
}

#[test]
fn a_type_of_requests_alone_is_one_type_of_what_is_sent() {
    assert_eq!(
        written(&Room::new(OwnerInput2::new("a")).size(3)),
        json!({ "owner": { "name": "a" }, "size": 3 })
    );
    // In parts, a property that only the server sets is none either: `number` is not an argument.
    let client = Client::new().unwrap();
    let request = client.add_room_as_multipart(OwnerInput2::new("a")).size(3);
    assert_eq!(
        request.request().url().unwrap(),
        "https://desks.example/rooms"
    );
}

#[test]
fn a_property_that_distinguishes_variants_is_sent_although_the_server_sets_it() {
    let thing: Thing = comes_back(json!({ "kind": "plant", "water": 3 }));
    assert!(
        matches!(&thing, Thing::Plant(Plant { water: Some(3), .. })),
        "{thing:?}"
    );
    assert_eq!(
        written(&ThingInput::from(thing)),
        json!({ "kind": "plant" })
    );
    let lamp = ThingInput::from(LampInput::new(5));
    assert_eq!(written(&lamp), json!({ "kind": "lamp", "watts": 5 }));
    let lamp: Lamp = read(json!({ "kind": "lamp", "watts": 5 }));
    assert_eq!(lamp.watts, 5);
    assert_eq!(written(&lamp), json!({ "kind": "lamp", "watts": 5 }));
}

#[test]
fn a_type_without_a_difference_is_one_type() {
    // The same type in both, and a list of a type that differs.
    let place: Option<tests::directions::models::Place> =
        DeskInput::from(read::<Desk>(desk())).place;
    assert_eq!(place.unwrap().floor, 1);
    let drawer: Drawer = read(json!({ "height": 1, "number": 2 }));
    assert_eq!(written(&DrawerInput::from(drawer)), json!({ "height": 1 }));
}
