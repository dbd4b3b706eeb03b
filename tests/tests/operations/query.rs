//! Parameters in path and query: how they are written, and which values are refused.

use runtime::{Call, Date, jiff::civil::date};
use tests::{parameters, parameters_of_path, path_item_references};

use crate::helpers::problem;

fn trains() -> parameters::endpoints::FindTrains {
    let client = parameters::endpoints::Client::new().unwrap();
    client.find_trains("S 1/ü", 7, date(2026, 11, 24))
}

#[test]
fn parameters_are_written_in_the_style_of_the_document() {
    use parameters::filters::Service;
    let start = "https://trains.example/lines/S%201%2F%C3%BC/trains/7?day=2026-11-24";
    assert_eq!(trains().request().url().unwrap(), start);
    let query = |request: parameters::endpoints::FindTrains| {
        request
            .request()
            .url()
            .unwrap()
            .strip_prefix(start)
            .unwrap()
            .to_owned()
    };
    assert_eq!(query(trains().via(["a;b", "c&d"])), "&via=a%3Bb,c%26d");
    problem(trains().via(["a,b"]).request());
    problem(trains().via([""]).request());
    assert_eq!(query(trains().via(Vec::<String>::new())), "");
    assert_eq!(query(trains().class([1, 2])), "&class=1&class=2");
    assert_eq!(
        query(trains().services([Service::Bikes, Service::Wifi])),
        "&services=bikes&services=wifi"
    );
    assert_eq!(query(trains().direct()), "&direct=true");
    assert_eq!(query(trains().sleeper(false)), "&sleeper=false");
    assert_eq!(
        query(trains().per_page(50).offset(0)),
        "&per_page=50&offset=0"
    );
    assert_eq!(query(trains().max_delay(-1)), "&max_delay=-1");
    assert_eq!(
        query(trains().max_price(0.1).speed(1.5)),
        "&max_price=0.1&speed=1.5"
    );
    assert_eq!(
        query(trains().between(date(2026, 1, 1), date(2026, 1, 1))),
        "&between=2026-01-01%3A2026-01-01"
    );
    assert_eq!(
        query(trains().after("2026-11-24T12:00:00+01:00".parse().unwrap())),
        "&after=2026-11-24T11%3A00%3A00Z"
    );
    assert_eq!(query(trains().operator_id("12")), "&operator_id=12");
    assert_eq!(
        query(trains().service(Service::Dining).service(Service::Wifi)),
        "&service=wifi"
    );
    assert_eq!(
        query(trains().days([date(2026, 1, 2), date(2026, 1, 3)])),
        "&days=2026-01-02,2026-01-03"
    );
    assert_eq!(query(trains().flags([true, false])), "&flags=true,false");
    assert_eq!(
        query(trains().name("ä b").with_query("x[]", "1 2")),
        "&name=%C3%A4%20b&x%5B%5D=1%202"
    );
}

#[test]
fn values_that_are_out_of_range_are_refused() {
    let client = parameters::endpoints::Client::new().unwrap();
    let day: Date = date(2026, 11, 24);
    for (request, parameter, told) in [
        (client.find_trains("S1", 0, day), "number", "at least 1"),
        (client.find_trains("", 1, day), "line", "empty"),
        (client.find_trains("..", 1, day), "line", ".."),
        (trains().via(["a", "b", "c", "d"]), "via", "4 items"),
        (trains().class([]), "class", "0 items"),
        (trains().per_page(51), "per_page", "1 to 50"),
        (trains().per_page(0), "per_page", "1 to 50"),
        (trains().offset(-1), "offset", "at least 0"),
        (trains().max_delay(0), "max_delay", "at most -1"),
        (trains().max_price(f64::NAN), "max_price", "finite"),
        (trains().flags([true]), "flags", "2"),
        (
            trains().between(day, date(2026, 11, 23)),
            "between",
            "ends before",
        ),
        (trains().operator_id("x"), "operator_id", "integer"),
    ] {
        let problem = problem(request.request());
        assert!(
            problem.contains(parameter) && problem.contains(told),
            "{problem}"
        );
    }
    // The first refusal stays, whatever is set later.
    assert!(
        trains()
            .per_page(51)
            .per_page(50)
            .request()
            .problem()
            .is_some()
    );
}

#[test]
fn an_operation_has_the_parameters_of_its_path() {
    let client = parameters_of_path::endpoints::Client::new().unwrap();
    let get = client.get_room("7", 2).lang("de");
    assert_eq!(
        get.request().url().unwrap(),
        "https://rooms.example/rooms/7?floor=2&lang=de"
    );
    let delete = client
        .delete_room("7")
        .floor("x")
        .lang(true)
        .query_room(false);
    assert_eq!(
        delete.request().url().unwrap(),
        "https://rooms.example/rooms/7?floor=x&lang=true&room=false"
    );
}

#[test]
fn keywords_beside_the_reference_of_a_path_item_count_before_those_of_its_target() {
    let client = path_item_references::endpoints::Client::new().unwrap();
    let get = client.get_well(7, true).depth(3).lang("de");
    assert_eq!(
        get.request().url().unwrap(),
        "https://deep.example/wells/7?dry=true&depth=3&lang=de"
    );
    let delete = client.close_well(7, false).lang(2);
    assert_eq!(
        delete.request().url().unwrap(),
        "https://deep.example/wells/7?dry=false&lang=2"
    );
    let put = client.dig_well(7, false);
    assert_eq!(
        put.request().url().unwrap(),
        "https://deep.example/wells/7?dry=false"
    );
}
