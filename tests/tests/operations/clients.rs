//! How a client is made: servers and credentials of the document, and those of the caller.

use runtime::Call;
use tests::{bearer, minimal, no_server, no_server_bearer};

#[test]
fn a_client_takes_the_server_and_the_token_that_the_document_leaves_open() {
    let ring = minimal::endpoints::Client::new().unwrap().ring();
    assert_eq!(
        ring.request().url().unwrap(),
        "https://doorbell.example/ring"
    );
    assert!(ring.request().headers().get("authorization").is_none());

    let open = bearer::endpoints::Client::new("secret")
        .unwrap()
        .open_vault();
    assert_eq!(
        open.request().url().unwrap(),
        "https://vault.example/api/v2/open"
    );
    assert_eq!(open.request().headers()["authorization"], "Bearer secret");
    assert!(!format!("{open:?}").contains("secret"));

    let read = no_server::endpoints::Client::builder("http://10.0.0.7:8080/t")
        .build()
        .unwrap()
        .read_temperature();
    assert_eq!(
        read.request().url().unwrap(),
        "http://10.0.0.7:8080/t/temperature"
    );

    let lights = no_server_bearer::endpoints::Client::builder("https://home.example", "secret");
    let out = lights.build().unwrap().lights_out();
    assert_eq!(out.request().headers()["authorization"], "Bearer secret");
}
