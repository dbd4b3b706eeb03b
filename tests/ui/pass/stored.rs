//! A request is a value: kept in a struct, cloned, looked at, and sent later from another task.

use generated_client::endpoints::{CreateTimeEntry, GetTimeEntries};
use generated_client::models::TimeEntryPage;
use generated_client::{Call, Client, Error};
use tokio::task::JoinHandle;

#[derive(Clone, Debug)]
struct Job {
    list: GetTimeEntries,
    follow_up: Option<CreateTimeEntry>,
}

impl Job {
    fn new(client: &Client) -> Self {
        Self {
            list: client.get_time_entries().uninvoiced(),
            follow_up: None,
        }
    }

    fn start(&self, page: i32) -> JoinHandle<Result<TimeEntryPage, Error>> {
        tokio::spawn(self.list.clone().page(page).send())
    }
}

fn in_a_task(client: Client) -> JoinHandle<Result<i32, Error>> {
    tokio::spawn(async move {
        let job = Job::new(&client);
        if let Some(request) = job.follow_up.clone() {
            request.send().await?;
        }
        println!("{:?}", job.list.request().url());
        Ok(job.list.send().await?.count)
    })
}

fn main() {
    let _ = (Job::start, in_a_task);
}
