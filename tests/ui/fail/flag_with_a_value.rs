// The server would read `false` as true.
fn main() {
    let client = generated_client::Client::new("token").unwrap();
    let _ = client.get_time_entries().uninvoiced(false);
}
