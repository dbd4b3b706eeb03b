use generated_client::filters::Include;

fn main() {
    let client = generated_client::Client::new("token").unwrap();
    let _ = client.get_time_entries().include([Include::Task]);
}
