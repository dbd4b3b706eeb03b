//! Tests a program without the service, in two ways: by a trait of its own in place of the client, and by a transport in place
//! of the network.
//!
//! ```text
//! cargo run -p generated-client --example mock
//! ```

use generated_client::mock::{Mock, MockResponse};
use generated_client::{Call, Client, Error, Id};

/// All that this program needs of the service. The rest of it knows no client.
pub trait Hours {
    /// The minutes that are recorded for a project.
    fn minutes(&self, project: Id) -> impl Future<Output = Result<i64, Error>> + Send;
}

/// The service itself.
impl Hours for Client {
    async fn minutes(&self, project: Id) -> Result<i64, Error> {
        let mut entries = self.get_time_entries().workspace_id(project).stream();
        let mut minutes = 0;
        while let Some(entry) = entries.next().await {
            minutes += i64::from(entry?.time_in_minutes.unwrap_or_default());
        }
        Ok(minutes)
    }
}

/// A project of these minutes, for tests of what is made of them.
pub struct Recorded(pub i64);

impl Hours for Recorded {
    async fn minutes(&self, _: Id) -> Result<i64, Error> {
        Ok(self.0)
    }
}

/// The line that this program is about.
pub async fn line(hours: &impl Hours, project: Id) -> Result<String, Error> {
    let minutes = hours.minutes(project.clone()).await?;
    Ok(format!(
        "project {project}: {}:{:02}",
        minutes / 60,
        minutes % 60
    ))
}

/// A network with one page of two entries, for tests of what is sent and read.
pub fn network() -> Mock {
    let page = r#"{
        "count": 2,
        "meta": { "count": 2, "page_count": 1, "page_number": 1, "page_size": 200 },
        "results": [{ "key": "time_entries", "id": "5" }, { "key": "time_entries", "id": "6" }],
        "time_entries": {
            "5": { "id": "5", "time_in_minutes": 90 },
            "6": { "id": "6", "time_in_minutes": 35 }
        }
    }"#;
    Mock::new().on(
        "GET /time_entries",
        MockResponse::body("application/json", page),
    )
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    println!("{}", line(&Recorded(61), Id::from(7)).await?);
    let network = network();
    let client = Client::builder("token")
        .transport(network.clone())
        .build()?;
    println!("{}", line(&client, Id::from(7)).await?);
    println!("requests: {:?}", network.requests());
    Ok(())
}
