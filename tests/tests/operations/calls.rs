//! Operations with several functions (`x-calls`).

use runtime::{Call, Id};
use tests::calls;

use crate::helpers::{body, problem};

#[test]
#[expect(
    deprecated,
    reason = "deprecated in the document, and to be called all the same"
)]
fn one_operation_has_several_functions() {
    use calls::{endpoints::Client, models::Letter};
    let client = Client::new().unwrap();
    let letter = Letter::new("Ada");
    assert_eq!(
        body(client.send_letter(letter.clone()).express(true).request()),
        r#"{"letter":{"to":"Ada"}}"#
    );
    let two = client.send_letters([letter.clone(), Letter::new("Bob")]);
    assert_eq!(
        body(two.request()),
        r#"{"letters":[{"to":"Ada"},{"to":"Bob"}]}"#
    );
    assert!(problem(client.send_letters([]).request()).contains("letters"));
    assert!(problem(client.send_letters(vec![letter; 3]).request()).contains("3 items"));

    let burn = client.burn_letters([1, 2]).why("old");
    assert_eq!(
        burn.request().url().unwrap(),
        "https://mail.example/letters?ids=1,2&why=old"
    );
    assert_eq!(burn.request().body(), None);
    let burn = client.burn_letters_by_body(["1", "2"]);
    assert_eq!(
        burn.request().url().unwrap(),
        "https://mail.example/letters"
    );
    assert_eq!(body(burn.request()), r#"{"ids":"1,2"}"#);
    assert_eq!(client.burn_all_letters().request().body(), None);
    problem(client.burn_letters(Vec::<Id>::new()).request());
    problem(client.burn_letters([1, 2, 3, 4]).request());
    problem(client.burn_letters_by_body([1, 2, 3, 4]).request());
    problem(client.burn_letters_by_body(Vec::<Id>::new()).request());
    problem(client.burn_letters_by_body(["x"]).request());

    assert_eq!(
        body(client.set_stamps(["a", "b"]).request()),
        r#"{"names":"a,b"}"#
    );
    problem(client.set_stamps(["a,b"]).request());
    assert_eq!(client.add_note().request().body(), None);
    assert_eq!(
        body(client.add_note().note("n").request()),
        r#"{"note":"n"}"#
    );
}
