use generated_client::models::TimeEntryUpdate;

fn main() {
    let _ = TimeEntryUpdate::default().approved(true);
}
