//! Tests a program without the service: a mock takes the place of the network. It responds with the examples of the document,
//! and with what a test gives it.
//!
//! ```text
//! cargo run -p generated-client --features mock --example mock
//! ```

use generated_client::mock::{Mock, MockResponse};
use generated_client::{Call, Client, Error, Id, examples};

/// The program: the minutes that are recorded for a project.
pub async fn minutes(client: &Client, project: Id) -> Result<i64, Error> {
    let mut entries = client.get_time_entries().workspace_id(project).stream();
    let mut minutes = 0;
    while let Some(entry) = entries.next().await {
        minutes += i64::from(entry?.time_in_minutes.unwrap_or_default());
    }
    Ok(minutes)
}

/// The service of the document.
pub fn documented() -> Mock {
    examples::mock()
}

/// The same, but that the token may not read entries.
pub fn forbidden() -> Mock {
    examples::mock().on("GET /time_entries", MockResponse::status(403))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    for network in [documented(), forbidden()] {
        let client = Client::builder("token").transport(network.clone());
        match minutes(&client.build()?, Id::from(7)).await {
            Ok(minutes) => println!("{minutes} minutes"),
            Err(error) => println!("{error}"),
        }
        println!("requests: {:?}", network.requests());
    }
    Ok(())
}
