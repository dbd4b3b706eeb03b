// Fields can be added to what comes back.
use generated_client::{Id, models::ResultRef, models::ResultRefKey};

fn main() {
    let _ = ResultRef {
        key: ResultRefKey::TimeEntries,
        id: Id::from(7),
    };
}
