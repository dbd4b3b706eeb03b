//! Operations that state the entries of their responses (`x-returns`).

use runtime::{Call, Id, Outcome, Retry};
use test_server::{Received, Server, response};
use tests::returns::{
    endpoints::Client,
    models::{Dogs, NewDog},
};

/// The dogs of these ids.
fn dogs(ids: &[&str]) -> String {
    let list = |item: &dyn Fn(&&str) -> String| ids.iter().map(item).collect::<Vec<_>>().join(",");
    let order = list(&|id| format!(r#"{{"in":"dogs","id":"{id}"}}"#));
    let dogs = list(&|id| format!(r#""{id}":{{"age":3}}"#));
    format!(r#"{{"order":[{order}],"dogs":{{{dogs}}}}}"#)
}

/// The result of a call against a server that responds with these dogs: their number, or the error.
async fn result<C>(status: &str, ids: &[&str], call: impl FnOnce(Client) -> C) -> (Received, String)
where
    C: Call<Response = runtime::Linked<Dogs>>,
{
    let server = Server::sending(response(status, "", &dogs(ids)));
    let builder = Client::builder().base_url(server.base_url());
    let client = builder.retry(Retry::off()).build().unwrap();
    let result = match call(client).send_with_metadata().await {
        Ok(response) => format!("{} dogs", response.value.order.len()),
        Err(error) => {
            assert_eq!(error.status().unwrap().as_str(), &status[..3]);
            assert_ne!(error.outcome(), Outcome::Applied, "{error}");
            let text = error.to_string();
            let (_, reason) = text.split_once("not the documented response: ").unwrap();
            reason.to_owned()
        }
    };
    (server.request(), result)
}

macro_rules! assert_result {
    ($status:literal, $ids:expr, $client:ident => $call:expr, $expected:expr) => {
        let (_, result) = result($status, &$ids, |$client| $call).await;
        assert_eq!(result, $expected);
    };
}

#[tokio::test]
async fn an_entry_that_the_path_names_is_compared_as_text() {
    for (name, path) in [
        ("rex", "rex"),
        ("a/b", "a%2Fb"),
        ("7", "7"),
        ("007", "007"),
        ("é 100%", "%C3%A9%20100%25"),
    ] {
        let (request, found) = result("200 OK", &[name], |client| client.get_dog(name)).await;
        assert_eq!(request.line, format!("GET /api/v1/dogs/{path} HTTP/1.1"));
        assert_eq!(found, "1 dogs");
    }
    assert_result!(
        "200 OK", ["7"], client => client.get_dog("007"),
        "entry 007 was requested, and the response has entry 7"
    );
    assert_result!(
        "200 OK", ["Rex"], client => client.get_dog("rex"),
        "entry rex was requested, and the response has entry Rex"
    );
    // The parameter can be anywhere in the path.
    assert_result!("200 OK", ["7"], client => client.walk_dog(7), "1 dogs");
    assert_result!(
        "200 OK", [], client => client.walk_dog(Id::from("rex")),
        "entry rex was requested, and the response has no entry"
    );
}

#[tokio::test]
async fn a_body_has_an_entry_for_each_of_its_items() {
    let dog = NewDog::new;
    assert_result!("201 Created", ["1"], client => client.add_dog(dog("rex")), "1 dogs");
    assert_result!(
        "201 Created", [], client => client.add_dog(dog("rex")),
        "the response has 0 of the 1 item that was sent"
    );
    // A list that is not split. Equal objects are different entries.
    let pack = || ["rex", "rex", "bello"].map(dog);
    assert_result!("200 OK", ["1", "2", "3"], client => client.replace_dogs(pack()), "3 dogs");
    assert_result!(
        "200 OK", ["1", "2"], client => client.replace_dogs(pack()),
        "the response has 2 of the 3 items that were sent"
    );
    assert_result!("200 OK", [], client => client.replace_dogs([]), "0 dogs");
    // A list in a wrapper. Equal names are the same entry.
    let names = || ["rex", "rex", "bello"];
    assert_result!("200 OK", ["1", "2"], client => client.groom_dogs().names(names()), "2 dogs");
    assert_result!(
        "200 OK", ["1"], client => client.groom_dogs().names(names()),
        "the response has 1 of the 2 items that were sent"
    );
    // The same, joined by commas.
    assert_result!("200 OK", ["1", "2"], client => client.bathe_dogs(names()), "2 dogs");
    assert_result!(
        "200 OK", ["1", "2", "3"], client => client.bathe_dogs(names()),
        "the response has 3 entries for the 2 items that were sent"
    );
    assert_result!(
        "200 OK", ["1"], client => client.cancel_baths(["rex", "bello"]),
        "the response has 1 of the 2 items that were sent"
    );
    assert_result!("200 OK", ["1"], client => client.plan_baths(names()), "1 dogs");
    // Without a body, nothing is known.
    assert_result!("200 OK", ["1", "2", "3"], client => client.groom_dogs(), "3 dogs");
}

#[tokio::test]
async fn a_list_that_can_be_split_has_an_entry_for_each_of_its_items() {
    assert_result!("200 OK", ["1", "2"], client => client.book_visits(["rex", "bello"]), "2 dogs");
    assert_result!("200 OK", ["1"], client => client.book_visits(["rex", "rex"]), "1 dogs");
    assert_result!(
        "200 OK", ["1", "2"], client => client.book_visits(["rex"]),
        "the response has 2 entries for the 1 item that was sent"
    );
}
