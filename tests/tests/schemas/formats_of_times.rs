//! `[formats]`: dates and times in types of `chrono` and `time`.

use runtime::{Call, TimeDateTime, chrono, time::Month, time::UtcOffset};
use serde_json::json;
use tests::formats_of_times::{endpoints::Client, models::*};

use crate::helpers::{comes_back, read, refused};

#[test]
fn dates_and_times_come_back() {
    let event: Event = comes_back(json!({
        "day": "2024-01-31", "days": ["2024-02-29"], "begins": "2024-01-31T09:30:00+02:00",
        "changed": "2024-01-31T09:30:00Z", "changes": ["2024-01-31T09:30:00Z"],
        "when": "2024-01-31",
    }));
    let begins = event.begins.unwrap();
    assert_eq!(begins.offset(), UtcOffset::from_hms(2, 0, 0).unwrap());
    assert_eq!(event.days[0].month(), Month::February);
    assert_eq!(event.changed.unwrap().timestamp(), 1_706_693_400);
    assert!(matches!(event.when, Some(EventWhen::Date(_))));
    let event: Event = read(json!({ "when": "2024-01-31T09:30:00Z" }));
    assert!(matches!(event.when, Some(EventWhen::DateTime(_))));
}

#[test]
fn deviations_are_tolerated_as_for_any_date() {
    let event: Event = read(json!({
        "day": "2024-01-31T00:00:00Z", "begins": "2024-01-31T09:30:00", "changed": "2024-01-31T09:30:00",
    }));
    assert_eq!(event.day.unwrap().to_string(), "2024-01-31");
    assert_eq!(event.begins.unwrap().to_string(), "2024-01-31T09:30:00Z");
    assert_eq!(event.changed.unwrap().timestamp(), 1_706_693_400);
    let empty: Event = read(json!({ "day": "", "begins": "", "changed": "" }));
    assert_eq!(empty, Event::default());
    assert_eq!(
        refused::<Event>(json!({ "day": "2024-01-31T09:30:00Z" })),
        "expected a date such as `2024-01-31`: there is a time, too"
    );
    assert!(refused::<Event>(json!({ "begins": "x" })).starts_with("expected a date-time such as"));
}

#[test]
fn dates_and_times_are_parameters() {
    let since: TimeDateTime = "2024-01-31T09:30:00+02:00".parse().unwrap();
    let day = since.date();
    let until: chrono::DateTime<chrono::Utc> = "2024-01-31T09:30:00Z".parse().unwrap();
    let call = Client::new().unwrap().list_events(day);
    let request = call.since(since).until(until);
    assert_eq!(
        request.request().url().unwrap(),
        "https://events.example/events/2024-01-31?since=2024-01-31T09%3A30%3A00%2B02%3A00&until=2024-01-31T09%3A30%3A00Z"
    );
    let before = since.replace_year(-1).unwrap();
    let refused = Client::new().unwrap().list_events(day).since(before);
    assert!(refused.request().url().is_err());
}
