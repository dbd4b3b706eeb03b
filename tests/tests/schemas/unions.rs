//! Unions: which variant a value becomes.

use serde_json::json;
use tests::{
    union_constants::models as ledger, union_discriminator::models as zoo,
    union_of_children::models as garage, union_required::models as pay,
};

use crate::helpers::{comes_back, read, refused, written};

#[test]
fn a_discriminator_with_a_mapping() {
    use zoo::Mapped;
    for kind in ["cat", "kitten"] {
        let cat: Mapped = comes_back(json!({ "kind": kind, "lives": 9 }));
        assert!(matches!(cat, Mapped::Cat(cat) if cat.lives == 9 && cat.kind == kind));
    }
    let dog: Mapped = comes_back(json!({ "kind": "dog", "name": "Rex" }));
    assert!(matches!(&dog, Mapped::Dog(dog) if dog.name == "Rex"));

    // A value that the document does not list is kept as it arrived, as a whole.
    for unknown in [
        json!({ "kind": "eel", "length": [1, 2.5, null] }),
        json!({ "kind": null }),
        json!({ "lives": 9 }),
        json!(7),
    ] {
        let other: Mapped = comes_back(unknown.clone());
        assert!(matches!(other, Mapped::Other(value) if value == unknown));
    }
    // A listed value of the discriminator selects a schema, which the value must match.
    assert_eq!(
        refused::<Mapped>(json!({ "kind": "cat", "lives": "nine" })),
        "lives: invalid type: string \"nine\", expected i32"
    );
    assert_eq!(
        refused::<Mapped>(json!({ "kind": "dog" })),
        "missing field `name`"
    );
}

#[test]
fn a_discriminator_without_a_mapping_has_the_names_of_the_schemas() {
    use zoo::{ByName, Implied};
    let fish: Implied = comes_back(json!({ "species": "Fish", "fins": 3 }));
    assert!(matches!(&fish, Implied::Fish(fish) if fish.fins == Some(3)));
    assert!(matches!(
        read(json!({ "species": "Bird", "wings": 2 })),
        Implied::Bird(bird) if bird.wings == 2
    ));

    // Names in the mapping in place of references.
    let bird: ByName = comes_back(json!({ "species": "flies", "wings": 2 }));
    assert!(matches!(bird, ByName::Flies(_)));
    assert!(matches!(
        read(json!({ "species": "Fish" })),
        ByName::Other(_)
    ));

    // Two values for one type that does not hold them: a variant for each.
    let dives: ByName = comes_back(json!({ "species": "dives", "fins": 3 }));
    assert!(matches!(dives, ByName::Dives(_)));

    // The property is not one of the type's own: it is added.
    let mut fish = zoo::Fish::default();
    fish.fins = Some(1);
    assert_eq!(
        written(&ByName::Swims(fish)),
        json!({ "species": "swims", "fins": 1 })
    );
}

#[test]
fn a_union_within_a_union_has_its_own_discriminator_values() {
    use zoo::{Mapped, Nested, OneSet};
    let kitten: Nested = comes_back(json!({ "kind": "kitten", "lives": 9 }));
    assert!(matches!(kitten, Nested::Mapped(Mapped::Cat(_))));
    let snail: Nested = comes_back(json!({ "kind": "snail", "pace": 0.5 }));
    assert!(matches!(snail, Nested::Snail(_)));
    assert!(matches!(
        comes_back(json!({ "kind": "eel" })),
        Nested::Other(_)
    ));
    // All of these have the same set of values.
    assert!(matches!(
        comes_back(json!({ "insect": "Bee", "hive": "h" })),
        OneSet::Bee(bee) if bee.hive.as_deref() == Some("h")
    ));
    // One of one is that one.
    assert_eq!(
        comes_back::<zoo::Only>(json!({ "kind": "snail" })),
        zoo::Snail::default()
    );
}

#[test]
fn properties_beside_one_of_belong_to_every_variant() {
    use zoo::Shared;
    let tame: Shared = comes_back(json!({ "id": 1, "state": "tame", "home": "h", "owner": "o" }));
    assert!(
        matches!(&tame, Shared::Tame(tame) if tame.id == 1 && tame.home.as_deref() == Some("h"))
    );
    let wild: Shared = comes_back(json!({ "id": 1, "state": "wild", "hungry": true }));
    assert!(matches!(wild, Shared::Wild(_)));
    assert_eq!(
        refused::<Shared>(json!({ "state": "wild", "hungry": true })),
        "missing field `id`"
    );
}

#[test]
fn a_reference_to_a_base_means_any_of_its_children() {
    use garage::Vehicle;
    let car: Vehicle = comes_back(json!({
        "type": "car", "plate": "A 1", "seats": 4,
        "trailer": { "type": "Bicycle", "plate": "B 2" },
    }));
    let Vehicle::Car(car) = car else {
        panic!("{car:?}")
    };
    assert!(
        matches!(car.trailer.as_deref(), Some(Vehicle::Bicycle(bicycle)) if bicycle.plate == "B 2")
    );
    assert!(matches!(
        comes_back(json!({ "type": "tanker", "plate": "C", "load": 1.5, "litres": 7 })),
        Vehicle::Tanker(tanker) if tanker.litres == Some(7) && tanker.load == Some(1.5)
    ));
    assert!(matches!(
        comes_back(json!({ "type": "lorry", "plate": "C" })),
        Vehicle::Lorry(_)
    ));
    assert!(matches!(
        comes_back(json!({ "type": "ship" })),
        Vehicle::Other(_)
    ));
    assert_eq!(
        refused::<Vehicle>(
            json!({ "type": "car", "plate": "A", "seats": 4, "trailer": { "type": "car", "plate": "B" } })
        ),
        "trailer: missing field `seats`"
    );

    // With one child, a value that is not that child is kept all the same.
    use garage::Spot;
    assert!(matches!(
        comes_back(json!({ "kind": "Roofed", "height": 2.5 })),
        Spot::Roofed(_)
    ));
    assert!(matches!(
        comes_back(json!({ "kind": "open" })),
        Spot::Other(_)
    ));

    // A base by itself, and what is made of a base below it.
    use garage::{GuestPermit, Permit};
    let plain: Permit = comes_back(json!({ "class": "plain", "until": "2027-01-31" }));
    assert!(matches!(plain, Permit::Plain(plain) if plain.until.is_some()));
    let guest: Permit = comes_back(json!({ "class": "guest", "host": "h" }));
    assert!(matches!(guest, Permit::Guest(GuestPermit::Guest(_))));
    let day: Permit = comes_back(json!({ "class": "day", "host": "h", "day": "2027-01-31" }));
    assert!(matches!(day, Permit::Guest(GuestPermit::Day(_))));

    let tow =
        garage::Car::new("A 1", 4).trailer(Vehicle::Lorry(Box::new(garage::Lorry::new("B 2"))));
    assert_eq!(
        written(&Vehicle::Car(Box::new(tow))),
        json!({ "type": "car", "plate": "A 1", "seats": 4, "trailer": { "type": "lorry", "plate": "B 2" } })
    );
}

#[test]
fn constants_distinguish_variants() {
    use ledger::{Event, EventsRepliesItem, EventsVersionsItem};
    let paid: Event = comes_back(json!({ "type": "paid", "version": 1, "cents": 5 }));
    assert_eq!(paid, Event::Paid(ledger::Paid::new(5)));
    let moved: Event = comes_back(json!({ "type": "returned", "to": "A" }));
    assert!(matches!(moved, Event::Moved(moved) if moved.type_ == ledger::MovedType::Returned));
    assert!(matches!(
        comes_back(json!({ "type": "lost" })),
        Event::Other(_)
    ));
    assert_eq!(
        refused::<Event>(json!({ "type": "paid", "version": 2, "cents": 5 })),
        "`version` is 2, and not 1"
    );

    assert!(matches!(
        comes_back(json!({ "v": 1, "old": "o" })),
        EventsVersionsItem::Version1(_)
    ));
    assert!(matches!(
        comes_back(json!({ "v": 2 })),
        EventsVersionsItem::Version2(_)
    ));
    assert!(matches!(
        comes_back(json!({ "ok": false, "reason": "r" })),
        EventsRepliesItem::OkFalse(no) if no.reason == "r"
    ));
    assert_eq!(
        refused::<EventsRepliesItem>(json!({ "ok": true, "reason": "r" })),
        "{\"ok\":true,\"reason\":\"r\"} has none of the types of EventsRepliesItem"
    );
}

#[test]
fn required_properties_distinguish_variants() {
    use pay::Method;
    let card: Method = comes_back(json!({ "number": "1", "holder": "A", "expires": "2027-01-31" }));
    assert!(matches!(card, Method::Card(_)));
    assert!(matches!(
        comes_back(json!({ "iban": "1", "holder": "A" })),
        Method::Account(_)
    ));
    assert!(matches!(
        comes_back(json!({ "holder": "A" })),
        Method::Cash(_)
    ));
    assert_eq!(refused::<Method>(json!({})), "missing field `holder`");
    // A value that is not a card can still be cash, which may have other properties.
    assert!(matches!(
        read(json!({ "number": 1, "holder": "A" })),
        Method::Cash(_)
    ));
}

/// Where nothing else tells, what knows the most of the value counts, and else the first.
#[test]
fn the_variant_that_knows_more_fields_is_chosen() {
    use pay::*;
    assert!(matches!(
        comes_back(json!({ "a": "x", "b": "y" })),
        PaymentSmallOrLarge::Large(_)
    ));
    assert!(matches!(
        comes_back(json!({ "a": "x" })),
        PaymentSmallOrLarge::Small(_)
    ));
    assert!(matches!(
        comes_back(json!([1, 2])),
        PaymentLists::IntegerList(_)
    ));
    assert!(matches!(
        comes_back(json!(["1"])),
        PaymentLists::TextList(_)
    ));

    assert_eq!(
        comes_back::<PaymentSets>(json!("light")),
        PaymentSets::Shade(Shade::Light)
    );
    assert_eq!(
        comes_back::<PaymentSets>(json!("red")),
        PaymentSets::Colour(Colour::Red)
    );
    assert_eq!(
        comes_back::<PaymentSets>(json!("odd")),
        PaymentSets::Colour(Colour::Other("odd".to_owned()))
    );
    assert_eq!(
        comes_back::<PaymentLevels>(json!(9)),
        PaymentLevels::High(PaymentLevelsHigh::Value9)
    );
    assert!(matches!(
        comes_back(json!("2026-11-25T10:00:00Z")),
        PaymentWhen::DateTime(_)
    ));
    assert!(matches!(
        comes_back(json!("2026-11-25")),
        PaymentWhen::Date(_)
    ));
    let none = refused::<PaymentWhen>(json!("tomorrow"));
    assert!(none.contains("invalid digit"), "{none}");
}

#[test]
fn kinds_of_values_distinguish_variants() {
    use pay::*;
    assert_eq!(
        comes_back::<PaymentOneOrMany>(json!("a")),
        PaymentOneOrMany::Text("a".into())
    );
    assert!(matches!(
        comes_back(json!(["a"])),
        PaymentOneOrMany::List(_)
    ));
    assert_eq!(
        comes_back::<PaymentAmount>(json!(0.5)),
        PaymentAmount::Number(0.5)
    );
    assert_eq!(
        comes_back::<PaymentAmount>(json!(true)),
        PaymentAmount::Boolean(true)
    );
    // Unions in a union, without a name, are one.
    assert_eq!(comes_back::<PaymentDeep>(json!(3)), PaymentDeep::Integer(3));
    assert!(matches!(comes_back(json!([])), PaymentDeep::List(_)));
    assert_eq!(
        refused::<PaymentDeep>(json!({})),
        "invalid type: map, expected one of these: text integer boolean list"
    );
}
