#![deny(unused_must_use)]

fn main() {
    let client = generated_client::Client::new("token").unwrap();
    client.delete_time_entry(7);
}
