fn main() {
    let client = generated_client::Client::new("token").unwrap();
    let _ = client.get_time_entries().order("date_performed:desc");
}
