//! The client that the build script has generated.

use build_script::kites::endpoints::Client;
use build_script::kites::filters::Colour;
use runtime::Call;
use test_server::{Server, json_response};

#[tokio::test]
async fn a_client_of_a_build_script_sends_and_reads() {
    let kites = r#"[{"name": "Ada", "colour": "blue"}]"#;
    let server = Server::sending(json_response(kites));
    let client = Client::builder()
        .base_url(server.base_url())
        .build()
        .unwrap();
    let kites = client
        .list_kites()
        .colour(Colour::Blue)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (kites[0].name.as_str(), &kites[0].colour),
        ("Ada", &Colour::Blue)
    );
    assert_eq!(server.request().target(), "/api/v1/kites?colour=blue");
}
