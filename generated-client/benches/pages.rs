//! How long it takes to read 50 pages from a server that needs 100 ms for each, by the number of pages that are
//! asked for at once: `cargo bench -p generated-client --bench pages`.

use std::error::Error;
use std::time::{Duration, Instant};

use generated_client::{Call, Client};
use test_server::{HandlerServer, Reaction, Received, plain_response};
use tokio::time::sleep;

const PAGES: u64 = 50;
const PER_PAGE: u64 = 20;
const DELAY: Duration = Duration::from_millis(100);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = HandlerServer::start(async |request: Received| {
        sleep(DELAY).await;
        let body = page_number(&request).map(page).unwrap_or_default();
        Reaction::send(plain_response("200 OK", "", &body))
    });
    let client = Client::builder("token")
        .base_url(server.base_url())
        .build()?;
    let mut one_at_a_time = None;
    println!("{:>11} {:>9} {:>7}", "concurrency", "seconds", "ratio");
    for concurrency in [1, 2, 4, 8, 16, 50] {
        let start = Instant::now();
        let stream = client.get_time_entries().stream().concurrency(concurrency);
        let entries = stream.all().await?;
        let seconds = start.elapsed().as_secs_f64();
        let in_order = (1..=PAGES * PER_PAGE).eq(entries.iter().filter_map(|it| it.id.as_u64()));
        if !in_order {
            return Err("entries are missing, or not in order".into());
        }
        let ratio = *one_at_a_time.get_or_insert(seconds) / seconds;
        println!("{concurrency:>11} {seconds:>9.2} {ratio:>7.1}");
    }
    Ok(())
}

fn page_number(request: &Received) -> Option<u64> {
    let mut parameters = request.query().split('&');
    parameters.find_map(|parameter| parameter.strip_prefix("page=")?.parse().ok())
}

fn page(number: u64) -> String {
    let ids = (number - 1) * PER_PAGE + 1..=number * PER_PAGE;
    let join = |parts: Vec<String>| parts.join(",");
    let results = ids
        .clone()
        .map(|id| format!(r#"{{"key":"time_entries","id":"{id}"}}"#));
    let entries = ids.map(|id| format!(r#""{id}":{{"id":"{id}","time_in_minutes":60}}"#));
    format!(
        r#"{{"count":{},"meta":{{"count":{},"page_count":{PAGES},"page_number":{number},"page_size":{PER_PAGE}}},"results":[{}],"time_entries":{{{}}}}}"#,
        PAGES * PER_PAGE,
        PAGES * PER_PAGE,
        join(results.collect()),
        join(entries.collect()),
    )
}
