//! What the generated types and requests of the fixtures do, construct by construct. Nothing is sent.

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, fmt::Debug};

    use runtime::{Date, Id, InvalidRequest, Patch, jiff::civil::date};
    use serde_json::{Value, json};
    use tests::*;

    /// Reads a value, and writes it again.
    fn read<T: serde::de::DeserializeOwned>(json: Value) -> T {
        serde_json::from_value(json).unwrap()
    }

    fn refused<T: serde::de::DeserializeOwned + Debug>(json: Value) -> String {
        serde_json::from_value::<T>(json).unwrap_err().to_string()
    }

    fn written(value: &impl serde::Serialize) -> String {
        serde_json::to_string(value).unwrap()
    }

    fn body(request: &runtime::Request) -> &str {
        std::str::from_utf8(request.body().unwrap_or_default()).unwrap()
    }

    fn problem(request: &runtime::Request) -> String {
        request
            .url()
            .map_err(|problem: InvalidRequest| problem.to_string())
            .unwrap_err()
    }

    fn pairs(request: &runtime::Request) -> Vec<(String, String)> {
        request
            .query_pairs()
            .map(|(name, value)| (name.to_owned(), value.into_owned()))
            .collect()
    }

    // ---- clients ----

    #[test]
    fn a_client_is_made_of_what_the_document_does_not_say() {
        let ring = minimal::endpoints::Client::new().unwrap().ring();
        assert_eq!(
            ring.request().url().unwrap(),
            "https://doorbell.example/ring"
        );
        assert!(ring.request().headers().get("authorization").is_none());

        let open = bearer::endpoints::Client::new("secret")
            .unwrap()
            .open_vault();
        assert_eq!(
            open.request().url().unwrap(),
            "https://vault.example/api/v2/open"
        );
        assert_eq!(open.request().headers()["authorization"], "Bearer secret");
        assert!(!format!("{open:?}").contains("secret"));

        let read = no_server::endpoints::Client::builder("http://10.0.0.7:8080/t")
            .build()
            .unwrap()
            .read_temperature();
        assert_eq!(
            read.request().url().unwrap(),
            "http://10.0.0.7:8080/t/temperature"
        );

        let lights = no_server_bearer::endpoints::Client::builder("https://home.example", "secret");
        let out = lights.build().unwrap().lights_out();
        assert_eq!(out.request().headers()["authorization"], "Bearer secret");
    }

    // ---- answers ----

    fn report() -> Value {
        json!({
            "id": "7", "station_id": 8, "at": "2026-11-24T12:00:00+01:00", "day": "2026-11-24", "wind": 3,
            "sunny": true, "summary": "dry", "gust": null, "hail": null, "readings": [1, 2.5],
            "remarks": null, "sensor_ids": [1, "2"],
        })
    }

    fn report_with(key: &str, value: Value) -> Value {
        let mut report = report();
        report[key] = value;
        report
    }

    fn report_without(key: &str) -> Value {
        let mut report = report();
        report.as_object_mut().unwrap().remove(key);
        report
    }

    #[test]
    fn what_is_optional_can_be_missing_or_null() {
        use response_fields::models::Report;
        let read_report: Report = read(report());
        assert_eq!(read_report.id, Id::from(7));
        assert_eq!(read_report.station_id, Id::from("8"));
        assert_eq!(read_report.at.to_string(), "2026-11-24T11:00:00Z");
        assert_eq!(read_report.day, date(2026, 11, 24));
        assert_eq!(read_report.gust, None);
        assert_eq!(read_report.hail, None);
        assert_eq!(read_report.snow, None);
        assert_eq!(read_report.period, None);
        assert_eq!(read_report.remarks, Vec::<String>::new());
        assert_eq!(read_report.sensor_ids, [Id::from(1), Id::from(2)]);

        for key in [
            "period",
            "visibility",
            "humidity",
            "raw",
            "snow",
            "old_station_id",
        ] {
            assert_eq!(
                read::<Report>(report_with(key, Value::Null)),
                read_report,
                "{key}"
            );
        }
        assert_eq!(
            read::<Report>(report_with("unheard_of", json!([{}]))),
            read_report
        );
        let period: Report = read(report_with("period", json!("2026-11-01:2026-11-30")));
        assert_eq!(period.period.unwrap().end(), date(2026, 11, 30));
    }

    #[test]
    fn what_is_required_must_be_there() {
        use response_fields::models::Report;
        for key in [
            "id",
            "station_id",
            "at",
            "day",
            "wind",
            "sunny",
            "summary",
            "gust",
            "readings",
            "remarks",
        ] {
            let error = refused::<Report>(report_without(key));
            assert!(error.contains(&format!("`{key}`")), "{error}");
        }
        for key in ["id", "at", "day", "wind", "sunny", "summary"] {
            refused::<Report>(report_with(key, Value::Null));
        }
    }

    #[test]
    fn a_value_of_another_type_is_an_error() {
        use response_fields::models::Report;
        let wrong = [
            ("wind", json!("3")),
            ("wind", json!(1.5)),
            ("wind", json!(3_000_000_000_i64)),
            ("sunny", json!("true")),
            ("day", json!("2026-02-30")),
            ("at", json!("yesterday")),
            ("id", json!({})),
            ("pressure", json!("1")),
            ("readings", json!({})),
            ("period", json!("2026-11-30:2026-11-01")),
            ("hail", json!([1.0])),
        ];
        for (key, value) in wrong {
            refused::<Report>(report_with(key, value));
        }
    }

    #[test]
    fn lists_and_maps_hold_null_where_they_may() {
        use lists_and_maps::models::{Book, Shelf};
        let shelf: Shelf = read(json!({
            "rows": [[1], []], "gaps": ["a", null], "prices": {"x": null, "y": 2}, "names": null,
            "by_shelf": {"a": {"b": [{"c": 1}]}}, "books": {"10": {"title": "T"}, "9": {}},
            "anything": {"a": [1, "b", null]},
        }));
        assert_eq!(shelf.rows, [vec![1], vec![]]);
        assert_eq!(shelf.gaps, [Some("a".to_owned()), None]);
        assert_eq!(
            shelf.prices,
            BTreeMap::from([("x".to_owned(), None), ("y".to_owned(), Some(2.0))])
        );
        assert!(shelf.names.is_empty() && shelf.closed.is_empty());
        assert_eq!(shelf.by_shelf["a"]["b"][0]["c"], 1);
        assert_eq!(shelf.anything["a"], json!([1, "b", null]));
        // Keyed by ids: looked up by number or text alike.
        let Book { title, .. } = &shelf.books[&Id::from(10)];
        assert_eq!(title.as_deref(), Some("T"));
        assert!(shelf.books.contains_key(&Id::from("9")));

        refused::<Shelf>(json!({}));
        refused::<Shelf>(json!({"rows": [[null]]}));
        refused::<Shelf>(json!({"rows": [], "names": {"a": null}}));
        let empty: Shelf = read(json!({"rows": null}));
        assert_eq!(empty, Shelf::default());
    }

    // ---- bodies ----

    #[test]
    fn a_body_is_written_as_it_was_built() {
        use request_body::models::{Address, NewParcel};
        let parcel = NewParcel::new(1.5, "7", Address::new("Main St"), ["fragile"], None, true);
        assert_eq!(
            written(&parcel),
            r#"{"weight":1.5,"sender_id":7,"to":{"street":"Main St"},"labels":["fragile"],"return_to":null,"insured":true}"#
        );
        let parcel = parcel
            .ship_on(date(2026, 1, 2))
            .carrier_ids([1, 2])
            .tracking_ids(["a", "2"])
            .stops([
                Address::new("A").city("B").clear_floor(),
                Address::new("C").floor(0),
            ])
            .customs(BTreeMap::from([("x".to_owned(), 2.0)]));
        let json: Value = serde_json::to_value(&parcel).unwrap();
        assert_eq!(json["ship_on"], "2026-01-02");
        assert_eq!(json["carrier_ids"], json!([1, 2]));
        assert_eq!(json["tracking_ids"], json!(["a", "2"]));
        assert_eq!(
            json["stops"],
            json!([{"street": "A", "city": "B", "floor": null}, {"street": "C", "floor": 0}])
        );
        assert_eq!(json["customs"], json!({"x": 2.0}));
    }

    #[test]
    fn null_is_said_where_it_is_required() {
        use required_null_only::models::SetDeskBody;
        assert_eq!(written(&SetDeskBody::new(None)), r#"{"owner":null}"#);
        let ada = SetDeskBody::new(Some("Ada".to_owned()));
        assert_eq!(written(&ada), r#"{"owner":"Ada"}"#);
    }

    #[test]
    fn an_update_keeps_clears_and_sets() {
        use request_body::models::ParcelUpdate;
        assert_eq!(written(&ParcelUpdate::default()), "{}");
        let update = ParcelUpdate::default().clear_note().owner_id(3).weight(0.5);
        assert_eq!(
            written(&update),
            r#"{"note":null,"owner_id":3,"weight":0.5}"#
        );
        let update = update.note("x").clear_owner_id();
        assert_eq!(
            written(&update),
            r#"{"note":"x","owner_id":null,"weight":0.5}"#
        );
        assert_eq!(update.note, Patch::Value("x".to_owned()));
    }

    #[test]
    fn a_body_that_is_optional_is_left_out() {
        let client = request_body::endpoints::Client::new().unwrap();
        let request = client.update_parcel("a/b");
        assert_eq!(
            request.request().url().unwrap(),
            "https://parcels.example/parcels/a%2Fb"
        );
        assert_eq!(request.request().body(), None);
        let update = request_body::models::ParcelUpdate::default().clear_note();
        let request = request.body(update);
        assert_eq!(body(request.request()), r#"{"note":null}"#);
        assert_eq!(
            request.request().headers()["content-type"],
            "application/json"
        );
    }

    #[test]
    fn what_was_read_can_be_sent_back() {
        use request_and_response::models::{Note, NoteColor};
        let json = r#"{"text":"a","lines":[1,2],"reviewer_id":null,"title":null,"color":"green"}"#;
        let note: Note = serde_json::from_str(json).unwrap();
        assert_eq!(note.title, Patch::Null);
        assert_eq!(note.links, Patch::Absent);
        assert_eq!(note.color, Some(NoteColor::Other("green".to_owned())));
        assert_eq!(written(&note), json);
        let client = request_and_response::endpoints::Client::new().unwrap();
        assert_eq!(body(client.replace_note(note).request()), json);
    }

    #[test]
    fn ids_that_are_numbers_are_written_as_numbers() {
        use integer_ids::models::SetTeamBody;
        let team = SetTeamBody::new("7", ["8", "9"])
            .deputy_id(1)
            .pairs([vec![Id::from(2), Id::from("3")]])
            .key(4);
        assert_eq!(
            written(&team),
            r#"{"lead_id":7,"member_ids":[8,9],"deputy_id":1,"pairs":[[2,3]],"key":"4"}"#
        );
        let client = integer_ids::endpoints::Client::new().unwrap();
        let request = client
            .set_team(1, 2, team.clone())
            .member_ids(["3", "4"])
            .keys(["x", "y"]);
        assert_eq!(
            request.request().url().unwrap(),
            "https://teams.example/teams/1?key=2&member_ids=3,4&keys=x&keys=y"
        );
        for request in [
            client.set_team("abc", 2, team.clone()),
            client.set_team(-1, 2, team.clone()),
            client.set_team("", 2, team.clone()),
            client.set_team(1, "", team.clone()),
            client.set_team(1, 2, team.clone()).member_ids(["x"]),
            client.set_team(1, 2, SetTeamBody::new("x", [1])),
            client.set_team(1, 2, SetTeamBody::new(1, ["x"])),
        ] {
            assert!(request.request().problem().is_some(), "{request:?}");
        }
    }

    // ---- value sets ----

    #[test]
    fn a_value_set_of_answers_keeps_what_it_does_not_know() {
        use enums::{
            filters::Stance,
            models::{Vote, VoteReaction, VoteWeight},
        };
        let vote: Vote = read(json!({"stance": "abstain", "reaction": "+1", "weight": "huge"}));
        assert_eq!(vote.stance, Stance::Other("abstain".to_owned()));
        assert_eq!(vote.reaction, VoteReaction::Plus1);
        assert_eq!(vote.weight, Some(VoteWeight::Other("huge".to_owned())));
        assert_eq!(
            written(&vote),
            r#"{"stance":"abstain","reaction":"+1","weight":"huge"}"#
        );
        for text in [
            "",
            " ",
            "+1",
            "-1",
            "*",
            "1.5",
            "15",
            "in progress",
            "in-progress",
            "IN_PROGRESS",
            "投票",
            "\"quoted\"",
            "back\\slash",
        ] {
            let reaction = VoteReaction::from(text);
            assert!(!matches!(reaction, VoteReaction::Other(_)), "{text:?}");
            assert_eq!(reaction.as_str(), text);
            assert_eq!(read::<VoteReaction>(json!(text)), reaction);
        }
        assert_eq!(Stance::from("other"), Stance::Other2);
        refused::<Vote>(json!({"stance": "for", "reaction": 1}));
        refused::<Vote>(json!({"stance": "for", "reaction": null}));
    }

    #[test]
    fn a_value_set_of_requests_is_final() {
        use enums::{
            endpoints::Client,
            filters::{ListVotesLegacy, Order},
            models::{Ballot, BallotSecrecy, BallotStance},
        };
        assert_eq!("created_at:asc".parse(), Ok(Order::CreatedAtAsc));
        assert!("created_at".parse::<Order>().is_err());
        refused::<Order>(json!("created_at"));
        let client = Client::new().unwrap();
        let request = client
            .list_votes()
            .order(Order::PlusName)
            .legacy(ListVotesLegacy::Value1_50);
        assert_eq!(
            request.request().url().unwrap(),
            "https://votes.example/votes?order=%2Bname&legacy=1.50"
        );
        let texts: Vec<&str> = ListVotesLegacy::ALL
            .iter()
            .map(|value| value.as_str())
            .collect();
        assert_eq!(texts, ["yes", "no", "on", "off", "1", "1.50", "true"]);
        let ballot = Ballot::new(BallotStance::For).clear_secrecy();
        assert_eq!(written(&ballot), r#"{"stance":"for","secrecy":null}"#);
        assert_eq!(
            written(&ballot.secrecy(BallotSecrecy::Open)),
            r#"{"stance":"for","secrecy":"open"}"#
        );
    }

    // ---- parameters ----

    fn trains() -> parameters::endpoints::FindTrains {
        let client = parameters::endpoints::Client::new().unwrap();
        client.find_trains("S 1/ü", 7, date(2026, 11, 24))
    }

    #[test]
    fn parameters_are_written_as_the_document_says() {
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
    fn what_is_out_of_bounds_is_refused() {
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

    // ---- names ----

    #[test]
    fn a_name_in_rust_changes_nothing_on_the_wire() {
        let client = names_symbols::endpoints::Client::new().unwrap();
        let request = client
            .n2fa_verify_now("ä")
            .type_("a")
            .filter("b")
            .n3d(true)
            .empty("c")
            .filter_a_b("d")
            .a_equal_b_c("e");
        assert_eq!(
            pairs(request.request()),
            [
                ("@type", "a"),
                ("$filter", "b"),
                ("3d", "true"),
                ("", "c"),
                ("filter[a.b]", "d"),
                ("a=b&c", "e")
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
        assert_eq!(request.request().operation().id, "2fa.verify#now");
        let json = json!({"@id": "a", "_links": "b", "+1": 1, "-1": -1, "": "c", "😀": "d", "HTTPStatus": 200, "userIDs": [1]});
        let read: names_symbols::models::Type1Uberraschung = read(json.clone());
        assert_eq!(
            (read.plus_1, read.minus_1, &read.user_ids),
            (Some(1), Some(-1), &vec![1])
        );
        assert_eq!(serde_json::to_value(&read).unwrap(), json);

        let client = names_setters::endpoints::Client::new().unwrap();
        let request = client
            .index_()
            .send_()
            .put_("a")
            .request_("b")
            .with_query_("c")
            .with_header_("d")
            .clone_()
            .not_()
            .add_("e");
        let names: Vec<String> = pairs(request.request())
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(
            names,
            [
                "send",
                "put",
                "request",
                "with_query",
                "with_header",
                "clone",
                "not",
                "add"
            ]
        );

        let client = names_keywords::endpoints::Client::new().unwrap();
        let body_of = names_keywords::models::Match::new("a", 1)
            .clear_type()
            .self_(true);
        let request = client
            .loop_("t", "s", body_of)
            .gen_(true)
            .async_(["x"])
            .crate_();
        assert_eq!(
            request.request().url().unwrap(),
            "https://keywords.example/loop/t?self=s&gen=true&async=x&crate=true"
        );
        assert_eq!(
            body(request.request()),
            r#"{"fn":"a","struct":1,"type":null,"Self":true}"#
        );
    }

    #[test]
    fn names_that_collide_are_told_apart() {
        let client = names_collisions::endpoints::Client::new().unwrap();
        let pet = names_collisions::models::Pet2::default()
            .a_b("x")
            .clear_a_b_2_2()
            .clear_a_b(true)
            .new(false);
        let request = client
            .get_pet("p", "q", "b", pet)
            .query_id_2("i")
            .page_size(1)
            .page_size_2(2);
        assert_eq!(
            request.request().url().unwrap(),
            "https://collisions.example/pets/p?id=q&body=b&ID=i&page%5Bsize%5D=1&page_size=2"
        );
        assert_eq!(
            body(request.request()),
            r#"{"a-b":"x","a_b":null,"clear_a_b":true,"new":false}"#
        );
    }

    #[test]
    fn text_of_the_document_stays_text() {
        let client = hostile_names::endpoints::Client::new().unwrap();
        let request = client
            .panic("v")
            .r_x(hostile_names::filters::PanicRX::Panic);
        assert_eq!(
            pairs(request.request()),
            [("r#\"x\"#".to_owned(), "\"; panic!()".to_owned())]
        );
        assert_eq!(request.request().operation().id, "\"); panic!(\"");
        for value in hostile_names::filters::PanicRX::ALL {
            assert_eq!(value.as_str().parse(), Ok(*value));
        }
        let json = json!({"\"": "a", "\\": "b", "\n": "c", "*/": "d", "#[serde(skip)]": "e", "\u{202e}\u{200b}": "f"});
        let read: hostile_names::models::AB = read(json.clone());
        assert_eq!(serde_json::to_value(&read).unwrap(), json);
    }

    // ---- types that hold types ----

    #[test]
    fn a_type_can_hold_itself() {
        use recursive_types::models::{Graft, Tree, ValueModel};
        let json = json!({
            "label": "a", "parent": {"label": "b", "children": [], "by_name": {}},
            "children": [{"label": "c", "children": [], "by_name": {}}],
            "by_name": {"d": {"label": "d", "children": [], "by_name": {}}},
            "owner": {"favourite": {"label": "e", "children": [], "by_name": {}}},
            "next": ["f", ["g"], {"label": "h", "children": [], "by_name": {}}],
        });
        let tree: Tree = read(json.clone());
        assert_eq!(tree.parent.as_ref().unwrap().label, "b");
        assert!(
            matches!(tree.next.as_deref(), Some(ValueModel::List(values)) if values.len() == 3)
        );
        assert_eq!(serde_json::to_value(&tree).unwrap(), json);

        let graft = Graft::new("a")
            .then(Graft::new("b").clear_then())
            .else_(Graft::new("c"))
            .all([Graft::new("d")]);
        assert_eq!(
            written(&graft),
            r#"{"at":"a","then":{"at":"b","then":null},"else":{"at":"c"},"all":[{"at":"d"}]}"#
        );
    }

    #[test]
    fn a_union_is_told_by_the_kind_of_value() {
        use unions::models::{
            AddCellBody, AddCellBodyWidth, AddCellBodyWidthText, Cell, CellColor, CellStyle, Style,
            ValueModel, ValueObject,
        };
        for (json, value) in [
            (json!(true), ValueModel::Boolean(true)),
            (json!(1), ValueModel::Number(1.0)),
            (json!(-1.5), ValueModel::Number(-1.5)),
            (json!("1"), ValueModel::Text("1".to_owned())),
            (json!([]), ValueModel::List(vec![])),
            (
                json!({"formula": "=A1"}),
                ValueModel::Object(ValueObject::new("=A1")),
            ),
        ] {
            assert_eq!(read::<ValueModel>(json), value);
        }
        refused::<ValueModel>(json!(null));
        refused::<ValueModel>(json!([1]));
        refused::<ValueModel>(json!({"formul": "=A1"}));

        // A list is never taken for the object whose fields it could fill one by one.
        let cell: Cell = read(json!({"value": "a", "style": [{"bold": true}], "color": null}));
        assert!(matches!(&cell.style, Some(CellStyle::List(styles)) if styles.len() == 1));
        assert_eq!(cell.color, None);
        refused::<Cell>(json!({"value": "a", "style": [true, "Sans"]}));
        let cell: Cell = read(
            json!({"value": "a", "style": {"font": "Sans"}, "color": 7, "only": {}, "maybe": null}),
        );
        assert!(
            matches!(&cell.style, Some(CellStyle::Style(Style { font: Some(font), .. })) if font == "Sans")
        );
        assert_eq!(cell.color, Some(CellColor::Integer(7)));
        refused::<Cell>(json!({"value": "a", "color": 1.5}));

        let body = AddCellBody::new(ValueModel::Number(2.0))
            .width(AddCellBodyWidth::Text(AddCellBodyWidthText::Auto));
        assert_eq!(written(&body), r#"{"value":2.0,"width":"auto"}"#);
        assert_eq!(written(&AddCellBodyWidth::Integer(3)), "3");
    }

    #[test]
    fn what_cannot_be_told_apart_by_its_kind_is_tried() {
        use unions_tried::models::{Shape, ShapeDateOrText, ShapeTagged, ShapeTwoObjects};
        let json = json!({
            "two_objects": {"side": 1.5},
            "tagged": {"kind": "Triangle", "angles": 3},
            "integer_then_number": 7,
            "number_then_integer": 7,
            "date_or_text": "2026-11-24",
            "without_type": false,
            "both": {"radius": 1.5, "side": 2.5},
            "extended": {"radius": 1.5, "x": 2.5},
        });
        let shape: Shape = read(json.clone());
        // Both could be it, and one of them knows what it holds.
        assert!(matches!(
            shape.two_objects,
            Some(ShapeTwoObjects::Square(_))
        ));
        assert!(matches!(shape.tagged, Some(ShapeTagged::Other(_))));
        assert!(matches!(shape.date_or_text, Some(ShapeDateOrText::Date(_))));
        assert_eq!(serde_json::to_value(&shape).unwrap(), json);

        let shape: Shape =
            read(json!({"tagged": {"kind": "Circle", "radius": 2.5}, "date_or_text": "soon"}));
        assert!(matches!(shape.tagged, Some(ShapeTagged::Circle(_))));
        assert!(matches!(shape.date_or_text, Some(ShapeDateOrText::Text(text)) if text == "soon"));
        refused::<Shape>(json!({"two_objects": "neither"}));
    }

    // ---- extensions ----

    #[test]
    fn results_are_in_order_and_find_what_they_name() {
        use results::models::Page;
        use runtime::Links as _;
        let json = json!({
            "results": [{"in": "book-list", "key": "2"}, {"in": "people", "key": "9"}, {"in": "book-list", "key": 1}],
            "meta": {"page-count": 1},
            "book-list": {
                "1": {"id": "1", "type_id": "5", "author_id": 9, "sequel_ids": ["2", "3"]},
                "2": {"id": "2", "type_id": "6", "author_id": null},
                "4": {"id": "4", "type_id": "5"},
            },
            "people": {"9": {"name": "Ada"}},
            "kinds": {"5": {"name": "novel"}},
        });
        let mut page: Page = read(json);
        let ids: Vec<_> = page.book_list().map(|book| book.id.clone()).collect();
        assert_eq!(ids, [Id::from(2), Id::from(1)]);
        let second = page.book_list().next().unwrap();
        let first = page.book_list().nth(1).unwrap();
        assert_eq!(page.author(first).unwrap().name, "Ada");
        assert_eq!(page.author(second), None);
        assert_eq!(page.type_(first).unwrap().name.as_deref(), Some("novel"));
        assert_eq!(page.type_(second), None);
        assert_eq!(
            page.sequels(first)
                .map(|book| book.id.clone())
                .collect::<Vec<_>>(),
            [Id::from(2)]
        );
        assert_eq!(page.sequels(second).count(), 0);
        assert_eq!(page.dangling(), None);
        page.book_list.remove(&Id::from(1));
        assert!(page.dangling().unwrap().contains("book-list"));
    }

    #[test]
    #[expect(
        deprecated,
        reason = "deprecated in the document, and to be called all the same"
    )]
    fn one_operation_is_called_in_several_ways() {
        use calls::{endpoints::Client, models::Letter};
        let client = Client::new().unwrap();
        let letter = Letter::new("Ada");
        assert_eq!(
            body(client.send_letter(letter.clone()).express(true).request()),
            r#"{"letter":{"to":"Ada"}}"#
        );
        let two = client.send_letters([letter.clone(), Letter::new("Bob")]);
        assert_eq!(
            body(two.request()),
            r#"{"letters":[{"to":"Ada"},{"to":"Bob"}]}"#
        );
        assert!(problem(client.send_letters([]).request()).contains("letters"));
        assert!(problem(client.send_letters(vec![letter; 3]).request()).contains("3 items"));

        let burn = client.burn_letters([1, 2]).why("old");
        assert_eq!(
            burn.request().url().unwrap(),
            "https://mail.example/letters?ids=1,2&why=old"
        );
        assert_eq!(burn.request().body(), None);
        let burn = client.burn_letters_by_body(["1", "2"]);
        assert_eq!(
            burn.request().url().unwrap(),
            "https://mail.example/letters"
        );
        assert_eq!(body(burn.request()), r#"{"ids":"1,2"}"#);
        assert_eq!(client.burn_all_letters().request().body(), None);
        problem(client.burn_letters(Vec::<Id>::new()).request());
        problem(client.burn_letters([1, 2, 3, 4]).request());
        problem(client.burn_letters_by_body([1, 2, 3, 4]).request());
        problem(client.burn_letters_by_body(Vec::<Id>::new()).request());
        problem(client.burn_letters_by_body(["x"]).request());

        assert_eq!(
            body(client.set_stamps(["a", "b"]).request()),
            r#"{"names":"a,b"}"#
        );
        problem(client.set_stamps(["a,b"]).request());
        assert_eq!(client.add_note().request().body(), None);
        assert_eq!(
            body(client.add_note().note("n").request()),
            r#"{"note":"n"}"#
        );
    }

    #[test]
    fn a_list_is_a_body_too() {
        let client = lists_and_maps::endpoints::Client::new().unwrap();
        assert_eq!(
            body(client.set_labels(["a", "b"]).request()),
            r#"["a","b"]"#
        );
        assert!(problem(client.set_labels(["a"; 4]).request()).contains("1 to 3"));
        let shelf = lists_and_maps::models::NewShelf::new([vec![1]], BTreeMap::new())
            .clear_names()
            .books(BTreeMap::from([(
                Id::from(7),
                lists_and_maps::models::Book::default().title("T"),
            )]));
        assert_eq!(
            body(client.set_shelf(shelf).request()),
            r#"{"rows":[[1]],"extra":{},"names":null,"books":{"7":{"title":"T"}}}"#
        );
    }

    #[test]
    fn references_lead_to_one_type() {
        use references::models::{Chain, Room, RoomCurator, RoomMood};
        let room: Chain = read(
            json!({"curator": {"name": "Ada"}, "deputy": {}, "mood": "dark", "next_mood": "dim", "best": {"title": "T"}}),
        );
        let same: Room = room.clone();
        assert_eq!(same.curator, RoomCurator::default().name("Ada"));
        assert_eq!(same.next_mood, Some(RoomMood::Other("dim".to_owned())));
        let client = references::endpoints::Client::new().unwrap();
        assert_eq!(
            client.get_room("a").request().url().unwrap(),
            "https://museum.example/rooms/a"
        );
        assert_eq!(
            body(client.set_hall("b", same.curator).request()),
            r#"{"name":"Ada"}"#
        );
    }

    #[test]
    fn another_name_is_the_same_type() {
        use aliases::models::{Cents, Stamp};
        let stamp = Stamp::new(7, "abc")
            .more(["def"])
            .clear_cents()
            .pair(["1"])
            .any(json!([1]));
        assert_eq!(
            written(&stamp),
            r#"{"id":7,"code":"abc","more":["def"],"cents":null,"pair":[1],"any":[1]}"#
        );
        let cents: Cents = 3;
        assert_eq!(stamp.cents(cents).cents, Patch::Value(3));
        let client = aliases::endpoints::Client::new().unwrap();
        problem(client.get_stamp().page(10).request());
        problem(client.get_stamp().codes(["a"; 6]).request());
        assert_eq!(
            client
                .get_stamp()
                .codes(["a", "b"])
                .request()
                .url()
                .unwrap(),
            "https://stamps.example/stamp?codes=a&codes=b"
        );
    }

    #[test]
    fn every_method_of_http_can_be_used() {
        let client = response_kinds::endpoints::Client::new().unwrap();
        assert_eq!(client.head().request().method(), "HEAD");
        assert_eq!(client.options().request().method(), "OPTIONS");
        assert_eq!(client.trace().request().method(), "TRACE");
        assert_eq!(client.put_two().request().operation().success, [200, 202]);
    }
}
