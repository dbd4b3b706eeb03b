//! A program behind a small trait of its own: it names what it needs of the service, and its tests need no client.
//!
//! ```text
//! cargo run -p generated-client --example behind_a_trait -- PROJECT
//! ```

use generated_client::{Call, Client, Error, Id};

/// All that this program needs of the service.
pub trait Hours {
    /// The minutes that are recorded for a project.
    fn minutes(&self, project: Id) -> impl Future<Output = Result<i64, Error>> + Send;
}

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

/// The program, which knows no client.
pub async fn line(hours: &impl Hours, project: Id) -> Result<String, Error> {
    let minutes = hours.minutes(project.clone()).await?;
    let (hours, minutes) = (minutes / 60, minutes % 60);
    Ok(format!("project {project}: {hours}:{minutes:02}"))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let project = std::env::args().nth(1).ok_or("name a project")?;
    println!("{}", line(&Client::from_env()?, project.parse()?).await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Recorded(i64);

    impl Hours for Recorded {
        async fn minutes(&self, _: Id) -> Result<i64, Error> {
            Ok(self.0)
        }
    }

    #[tokio::test]
    async fn minutes_are_shown_as_hours() {
        let line = line(&Recorded(61), Id::from(7)).await;
        assert_eq!(line.unwrap(), "project 7: 1:01");
    }
}
