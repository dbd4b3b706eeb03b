//! Schemas with two lists of alternatives, and parts that contradict one another.

use serde_json::json;
use tests::union_lists::models::*;

use crate::helpers::{comes_back, read, refused, written};

#[test]
fn one_of_beside_any_of_is_one_of_each() {
    let both: Both = comes_back(json!({ "id": "1", "kind": "dog", "trick": "sit", "tag": 7 }));
    assert!(matches!(both, Both::Dog(BothDog::Tag(dog)) if dog.tag == 7));
    let both: Both = comes_back(json!({ "id": "1", "kind": "cat", "lives": 9, "name": "Tom" }));
    assert!(matches!(both, Both::Cat(BothCat::Name(cat)) if cat.name == "Tom"));
    refused::<Both>(json!({ "id": "1", "kind": "cat" }));
}

#[test]
fn a_list_of_required_properties_leaves_the_other_list_its_alternatives() {
    let value: Presence = comes_back(json!({ "a": "x", "name": "n" }));
    assert!(matches!(value, Presence::Name(named) if named.name == "n"));
}

#[test]
fn two_lists_of_scalars_are_what_both_allow() {
    let kinds: Kinds = comes_back(json!("auto"));
    assert!(matches!(kinds, Kinds::Text(KindsText::Auto)));
    let kinds: Kinds = comes_back(json!(3));
    assert!(matches!(kinds, Kinds::Integer(3)));
}

#[test]
fn a_contradicting_constant_is_written_as_the_first_part_states_it() {
    assert_eq!(
        written(&Parcel::default().fast(true)),
        json!({ "kind": "Plain", "fast": true })
    );
}

#[test]
fn a_discriminator_has_the_values_that_the_children_state() {
    use tests::discriminator_values::models::{Pipe, SteelPipe};

    let pipe: Pipe = comes_back(json!({ "@odata.type": "#Acme.Pipes.Clay", "glaze": "blue" }));
    assert!(matches!(pipe, Pipe::Clay(clay) if clay.glaze.as_deref() == Some("blue")));
    let steel: Pipe = SteelPipe::default().grade("S1").into();
    assert_eq!(
        written(&steel),
        json!({ "@odata.type": "#Acme.Pipes.Steel", "grade": "S1" })
    );
    // A child without a value of its own has its name; any other value is kept.
    assert!(matches!(
        read(json!({ "@odata.type": "PlainPipe" })),
        Pipe::PlainPipe(_)
    ));
    assert!(matches!(
        read(json!({ "@odata.type": "#Acme.Pipes.Lead" })),
        Pipe::Other(_)
    ));
}
