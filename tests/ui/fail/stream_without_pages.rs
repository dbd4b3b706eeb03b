// An operation whose response is no page of a list has no `stream`.

use generated_client::{Call, Client};

fn all(client: Client) {
    let _ = client.get_time_entry(7).stream();
}

fn main() {}
