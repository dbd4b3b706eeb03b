use generated_client::{date, models::NewTimeEntry};

fn main() {
    let _ = NewTimeEntry::new(7, date(2026, 11, 24));
}
