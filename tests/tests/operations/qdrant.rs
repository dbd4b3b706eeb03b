//! The example `qdrant`, run against a server that replies as the service does.

use test_server::{Reply, Server, json_response, response};
use tests::qdrant_points::endpoints::{Client, Credentials};

// `main` is for the command line; here, its parts are called.
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/qdrant.rs"]
mod example;

const DONE: &str = r#"{"result":true,"status":"ok","time":0.031095451}"#;
const COMPLETED: &str =
    r#"{"result":{"operation_id":0,"status":"completed"},"status":"ok","time":0.000206061}"#;

fn client(server: &Server) -> Client {
    let credentials = Credentials::default().api_key("secret");
    let url = format!("http://{}", server.address);
    let builder = Client::builder(credentials).base_url(url);
    builder.build().unwrap()
}

fn serving<const N: usize>(bodies: [&str; N]) -> Server {
    Server::replying(bodies.map(|body| Reply::Send(json_response(body).into())))
}

#[tokio::test]
async fn a_collection_is_made_and_filled() {
    let server = serving([DONE, COMPLETED]);
    example::fill(&client(&server), "cities").await.unwrap();
    let created = server.request();
    assert_eq!(created.line, "PUT /collections/cities HTTP/1.1");
    assert_eq!(created.header("api-key"), ["secret"]);
    assert_eq!(
        created.body,
        r#"{"vectors":{"size":4,"distance":"Cosine"}}"#
    );
    let filled = server.request();
    assert_eq!(
        filled.line,
        "PUT /collections/cities/points?wait=true HTTP/1.1"
    );
    assert_eq!(
        filled.body,
        concat!(
            r#"{"points":[{"id":1,"vector":[0.05,0.61,0.76,0.74],"payload":{"city":"Berlin","country":"de"}},"#,
            r#"{"id":2,"vector":[0.19,0.81,0.75,0.11],"payload":{"city":"London","country":"uk"}},"#,
            r#"{"id":3,"vector":[0.36,0.55,0.47,0.94],"payload":{"city":"Munich","country":"de"}}]}"#
        )
    );
}

#[tokio::test]
async fn points_are_found_by_a_vector_and_a_filter_and_deleted_by_a_filter() {
    let found = r#"{"result":{"points":[{"id":3,"version":0,"score":0.98,"payload":{"city":"Munich","country":"de"}},
{"id":"550e8400-e29b-41d4-a716-446655440000","version":1,"score":0.75,"payload":null}]},"status":"ok","time":0.000055785}"#;
    let server = serving([found, COMPLETED]);
    let client = client(&server);
    let points = example::nearest(&client, "cities", ("de", [0.2, 0.1, 0.9, 0.7]));
    let points = points.await.unwrap();
    assert_eq!(points[0].payload["city"], "Munich");
    assert!(points[1].payload.is_empty());
    example::keep(&client, "cities", "de").await.unwrap();
    let condition = r#"{"key":"country","match":{"value":"de"}}"#;
    let query = server.request();
    assert_eq!(query.line, "POST /collections/cities/points/query HTTP/1.1");
    assert_eq!(
        query.body,
        format!(
            r#"{{"query":[0.2,0.1,0.9,0.7],"filter":{{"must":{condition}}},"limit":3,"with_payload":true}}"#
        )
    );
    let deleted = server.request();
    assert_eq!(
        deleted.line,
        "POST /collections/cities/points/delete?wait=true HTTP/1.1"
    );
    assert_eq!(
        deleted.body,
        format!(r#"{{"filter":{{"must_not":[{condition}]}}}}"#)
    );
}

#[tokio::test]
async fn the_words_of_the_service_are_in_the_error() {
    let body = r#"{"status":{"error":"Wrong input: Collection `cities` already exists!"},"time":0.000012}"#;
    let server = Server::sending(response(
        "409 Conflict",
        "content-type: application/json\r\n",
        body,
    ));
    let error = example::fill(&client(&server), "cities").await.unwrap_err();
    assert!(error.to_string().contains("already exists"), "{error}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(409));
}
