//! The examples of a document, as responses of a mock.

use runtime::{
    Call, Retry,
    mock::{Mock, MockResponse},
};
use tests::examples_mock::{endpoints::Client, examples, models::Pet};

fn client(mock: &Mock) -> Client {
    let builder = Client::builder().transport(mock.clone());
    builder.retry(Retry::off()).build().unwrap()
}

fn name(pets: &[Pet]) -> Vec<&str> {
    pets.iter().map(|pet| pet.name.as_str()).collect()
}

#[tokio::test]
async fn every_operation_responds_with_its_first_example_of_a_success() {
    let client = client(&examples::mock());
    let pets = client.list_pets().send().await.unwrap();
    assert_eq!(name(&pets), ["Rex", "Ümit"]);
    let tags = pets[0].tags.as_ref().unwrap();
    assert_eq!(tags, &["old", "\"quoted\""]);
    let added = client
        .add_pet(Pet::new(1, "New"))
        .send_with_metadata()
        .await;
    let added = added.unwrap();
    assert_eq!(
        (added.status().as_u16(), added.value.name.as_str()),
        (201, "Bella")
    );
    let pet = client.get_pet(5).send().await.unwrap();
    assert_eq!((pet.id, pet.name.as_str()), (7, "Rex"));
    client.delete_pet(5).send().await.unwrap();
    assert_eq!(client.get_report().send().await.unwrap().message, "fine");
}

#[tokio::test]
async fn a_request_gets_the_example_of_its_own_operation() {
    let mock = examples::mock().on("GET /pets/{id}", MockResponse::status(404));
    let client = client(&mock);
    // Both paths fit `/pets/{id}`, or `/{kind}/pets` behind `/v1`.
    assert_eq!(client.get_mine().send().await.unwrap().name, "Mine");
    assert_eq!(client.list_pets().send().await.unwrap().len(), 2);
    let cats = client.list_pets_of_kind("cat").send().await.unwrap();
    assert_eq!(name(&cats), [] as [&str; 0]);
    let missing = client.get_pet(5).send().await.unwrap_err();
    assert!(missing.to_string().contains("404 Not Found"), "{missing}");
    let operations = mock.requests();
    let operations = operations.iter().map(|it| it.operation().unwrap().id);
    let expected = ["get-mine", "list-pets", "list-pets-of-kind", "get-pet"];
    assert_eq!(operations.collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn an_example_is_in_the_media_type_that_is_accepted() {
    let client = client(&examples::mock());
    let csv = client.list_pets_as_csv().send().await.unwrap();
    assert_eq!(csv, "id,name\n7,Rex\n");
    assert_eq!(
        &client.get_photo().send().await.unwrap()[..],
        b"not an image"
    );
}

#[tokio::test]
async fn a_test_chooses_an_example_by_name_and_by_status() {
    let mock = examples::mock()
        .with(examples::LIST_PETS.named("none"))
        .with(examples::LIST_PETS.status(429))
        .with(examples::GET_PET.status(404))
        .with(examples::GET_PET.status(503))
        .with(examples::ADD_PET.status(409).named("too-long"));
    let client = client(&mock);
    assert_eq!(client.list_pets().send().await.unwrap().len(), 0);
    let limited = client.list_pets().send().await.unwrap_err().to_string();
    assert!(limited.contains("429 Too Many Requests"), "{limited}");
    assert!(
        limited.contains("There were too many requests"),
        "{limited}"
    );
    let missing = client.get_pet(5).send().await.unwrap_err().to_string();
    assert!(missing.contains("404 Not Found"), "{missing}");
    assert!(missing.contains("no such pet"), "{missing}");
    let broken = client.get_pet(5).send().await.unwrap_err().to_string();
    assert!(broken.contains("503 Service Unavailable"), "{broken}");
    assert!(broken.contains("broken"), "{broken}");
    let refused = client
        .add_pet(Pet::new(1, "New"))
        .send()
        .await
        .unwrap_err()
        .to_string();
    assert!(refused.contains("409 Conflict"), "{refused}");
    assert!(refused.contains("The name is too long."), "{refused}");
}

#[tokio::test]
async fn a_body_is_made_of_the_examples_of_its_parts() {
    let client = client(&examples::mock());
    let page = client.list_owners().send().await.unwrap();
    assert_eq!((page.total, page.owners.len()), (1, 1));
    assert_eq!(page.owners[0].name, "Ada");
    assert_eq!(page.next, None);
    let example = &examples::LIST_OWNERS.all()[0];
    let json: serde_json::Value = serde_json::from_str(example.body()).unwrap();
    assert_eq!(
        json["owners"][0],
        serde_json::json!({ "name": "Ada", "state": "active", "pet": { "type": "cat", "lives": 9 } })
    );
}

#[tokio::test]
async fn a_call_without_an_example_says_how_one_is_added() {
    let mock = examples::mock();
    let client = client(&mock);
    let missing = client.get_house(1).send().await.unwrap_err().to_string();
    for part in [
        "GET /owners/{id}/house (get-house)",
        "the document has no example of a success; add an `example` to it, or a response to the mock by `on`",
        "`address.street` of its schema",
    ] {
        assert!(missing.contains(part), "{missing}");
    }
    let notes = client.get_notes().send().await.unwrap_err().to_string();
    assert!(
        notes.contains("cannot be written as `text/plain`"),
        "{notes}"
    );
    let misspelt = mock.with(examples::LIST_PETS.named("tow"));
    let misspelt = self::client(&misspelt)
        .list_pets()
        .send()
        .await
        .unwrap_err();
    let misspelt = misspelt.to_string();
    assert!(misspelt.contains("no example `tow`;"), "{misspelt}");
    assert!(
        misspelt.contains("200 `two` application/json"),
        "{misspelt}"
    );
}

#[tokio::test]
async fn an_example_that_its_schema_refuses_is_sent_and_cannot_be_read() {
    let client = client(&examples::mock());
    let refused = client.replace_pet(7).send().await.unwrap_err().to_string();
    assert!(
        refused.contains("name: invalid type: sequence"),
        "{refused}"
    );
    let problems = include_str!("../../fixtures/examples_mock/problems.txt");
    assert!(problems.contains("an example is not as its schema describes it here"));
}

#[tokio::test]
async fn streams_have_an_item_for_each_of_the_example() {
    let client = client(&examples::mock());
    let mut messages = Vec::new();
    let mut events = client.watch().send().await.unwrap();
    while let Some(event) = events.next().await {
        messages.push(event.unwrap().data.message);
    }
    let mut raw = client.watch_raw().send().await.unwrap();
    while let Some(event) = raw.next().await {
        messages.push(event.unwrap().data.message);
    }
    let mut lines = client.tail().send().await.unwrap();
    while let Some(line) = lines.next().await {
        messages.push(line.unwrap().message);
    }
    assert_eq!(messages, ["one", "two", "one", "one", "two"]);
}
