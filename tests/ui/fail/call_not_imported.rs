// The methods that all requests have are those of a trait. The compiler says which.

use generated_client::Client;

fn delete(client: Client) {
    let _ = client.delete_time_entry(7).send();
}

fn main() {}
