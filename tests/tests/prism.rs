//! The requests of the client, checked against the document by Prism, which shares no code with it.
//!
//! `.ci/prism` starts Prism and runs these. Without it they are skipped.

#[cfg(test)]
#[path = "wire/table.rs"]
mod table;

#[cfg(test)]
mod tests {
    use std::{
        env,
        io::{Write as _, stderr},
        sync::Once,
    };

    use generated_client::{
        Call, Client, Date, Error, RawResponse, date,
        filters::{Include, IntegrationStatus, OptionalField, Order},
        models::{ErrorBody, NewExternalReference, NewTimeEntry, TimeEntryPage, TimeEntryUpdate},
    };
    use runtime::{ClientBuilder, Decode, DecodeError, Method, Operation, Request};
    use serde_json::{Value, json};

    use crate::table::TABLE;

    const DAY: Date = date(2026, 11, 24);

    /// The header in which Prism reports violations of a request. The response is then a documented error, 422 or 401, with
    /// or without `--errors`.
    const VIOLATIONS: &str = "sl-violations";

    /// The address of Prism. Says once that these tests are skipped if there is none.
    fn address() -> Option<String> {
        static SAID: Once = Once::new();
        let address = env::var("PRISM_URL").ok();
        if address.is_none() {
            // Not with `eprintln!`, whose output is hidden if a test passes.
            SAID.call_once(|| {
                let message = "skipped: PRISM_URL is not set; `.ci/prism` runs these";
                writeln!(stderr(), "{message}").unwrap();
            });
        }
        address
    }

    fn prism() -> Option<Client> {
        // A response that a test asks for comes again and again.
        let builder = Client::builder("token").base_url(address()?);
        Some(builder.retry(runtime::Retry::off()).build().unwrap())
    }

    /// Takes any documented success as it is, headers included.
    enum Whole {}

    impl Decode for Whole {
        type Output = RawResponse;

        fn decode(response: &RawResponse) -> Result<RawResponse, DecodeError> {
            Ok(response.clone())
        }
    }

    /// Sends a request and fails if Prism says anything against it.
    async fn assert_accepted(request: &Request) -> RawResponse {
        let sent = request.clone().send::<Whole, ErrorBody>().await;
        let response = sent.unwrap_or_else(|error| {
            let violations = error.headers().and_then(|headers| headers.get(VIOLATIONS));
            panic!("{error}\n{request:?}\n{violations:?}")
        });
        let violations = response.headers().get(VIOLATIONS);
        assert_eq!(violations, None, "{request:?}");
        response
    }

    /// Returns the violations that Prism reports: the places of all, and the first message.
    fn violations<E>(error: &runtime::Error<E>) -> (Vec<String>, String) {
        let header = error.headers().unwrap()[VIOLATIONS].to_str().unwrap();
        let found: Value = serde_json::from_str(header).unwrap();
        let places = found.as_array().unwrap().iter().map(|one| {
            let place = one["location"].as_array().unwrap();
            let names: Vec<_> = place.iter().map(|name| name.as_str().unwrap()).collect();
            names.join(".")
        });
        let message = found[0]["message"].as_str().unwrap().to_owned();
        (places.collect(), message)
    }

    fn full_entry() -> NewTimeEntry {
        let reference = NewExternalReference::new("jira", "Worklog", "PRJ-1")
            .status(IntegrationStatus::Pending)
            .external_message("é")
            .external_link("https://jira.example/PRJ-1")
            .external_status("In Review")
            .locked(false);
        NewTimeEntry::new("7", DAY, 90)
            .billable(true)
            .rate_in_cents(3_000_000_000)
            .notes("Workshop\nday 1")
            .role_id(4)
            .story_id("71")
            .user_id(31)
            .external_reference(reference)
            .location("Köln")
    }

    #[tokio::test]
    async fn every_function_is_accepted_and_its_response_understood() {
        let Some(client) = prism() else { return };
        let entry = NewTimeEntry::new(7, DAY, 90);
        let includes = Include::ALL.iter().copied();
        let fields = OptionalField::ALL.iter().copied();
        let ids = || 1..=100;

        // A macro, because each request has a type of its own.
        macro_rules! accept {
            ($($request:expr),* $(,)?) => {$({
                let request = $request;
                assert_accepted(request.request()).await;
                match request.send().await {
                    Ok(_) => {}
                    // Prism responds with the entries of the example, whichever were sent or requested.
                    Err(Error::Decode { error, response, .. }) => {
                        assert!(error.to_string().contains("the response has"), "{error}");
                        let page: TimeEntryPage = response.json().unwrap();
                        assert_eq!(page.time_entries().count(), 2);
                    }
                    Err(error) => panic!("{error}"),
                }
            })*};
        }
        accept!(
            client.get_time_entries(),
            client.get_time_entry("123"),
            client
                .get_time_entry(123)
                .include(includes.clone())
                .optional_fields(fields.clone()),
            client.create_time_entry(entry.clone()),
            client
                .create_time_entry(full_entry())
                .include(includes.clone())
                .optional_fields(fields.clone()),
            client.create_time_entries([entry.clone()]),
            client
                .create_time_entries(vec![full_entry(); 100])
                .include(includes.clone())
                .optional_fields(fields.clone()),
            client.update_time_entry(123, TimeEntryUpdate::default()),
            client
                .update_time_entry(123, TimeEntryUpdate::default().billable(false))
                .include(includes)
                .optional_fields(fields),
            client.delete_time_entry(123),
            client.delete_time_entries([1]),
            client.delete_time_entries(ids()),
            client.delete_time_entries_by_body([1]),
            client.delete_time_entries_by_body(ids()),
        );
    }

    #[tokio::test]
    async fn every_parameter_of_the_list_is_accepted() {
        let Some(client) = prism() else { return };
        let mut all = client.get_time_entries();
        for (name, set, _) in TABLE {
            let alone = set(client.get_time_entries());
            assert_eq!(alone.request().query_pairs().count(), 1, "{name}");
            assert_accepted(alone.request()).await;
            all = set(all);
        }
        assert_eq!(all.request().query_pairs().count(), 34);
        assert_accepted(all.request()).await;
        assert_eq!(all.send().await.unwrap().time_entries().count(), 2);
    }

    #[tokio::test]
    async fn every_value_that_can_be_sent_is_accepted() {
        let Some(client) = prism() else { return };
        for order in Order::ALL {
            assert_accepted(client.get_time_entries().order(*order).request()).await;
        }
        for status in [
            IntegrationStatus::Pending,
            IntegrationStatus::Successful,
            IntegrationStatus::Failed,
        ] {
            let list = client.get_time_entries().external_reference_status(status);
            assert_accepted(list.request()).await;
        }
        for value in [false, true] {
            let list = client.get_time_entries();
            let list = list
                .on_my_account(value)
                .billable(value)
                .in_active_submission(value)
                .has_external_references(value)
                .from_archived_workspaces(value);
            assert_accepted(list.request()).await;
        }
        for text in ["a;b", "a b", "a&b=c", "é+%"] {
            let list = client.get_time_entries();
            let list = list
                .external_reference_service_name(text)
                .external_reference_service_model_refs(["x", text]);
            assert_accepted(list.request()).await;
        }
    }

    #[tokio::test]
    async fn every_change_of_an_entry_is_accepted() {
        let Some(client) = prism() else { return };
        let update = TimeEntryUpdate::default;
        let reference = NewExternalReference::new("jira", "Worklog", "PRJ-1");
        for change in [
            update().workspace_id(7),
            update().date_performed(DAY),
            update().time_in_minutes(0),
            update().billable(true),
            update().rate_in_cents(i64::from(i32::MAX) + 1),
            update().clear_rate_in_cents(),
            update().notes(""),
            update().clear_notes(),
            update().role_id("4"),
            update().clear_role_id(),
            update().story_id("71"),
            update().clear_story_id(),
            update().user_id("31"),
            update().external_reference(reference),
            update().location("Köln"),
            update().clear_location(),
        ] {
            assert_accepted(client.update_time_entry(7, change).request()).await;
        }
    }

    /// A wrong value for each parameter that can have one.
    const WRONG: &[(&str, &str)] = &[
        ("approved", "false"),
        ("created_after", "yesterday"),
        ("created_before", "2026-11-24"),
        ("created_by", "ada"),
        ("date_performed_between", "2026-11-24"),
        ("external_reference_service_model_ref", "PRJ-1"),
        ("external_reference_status", "lost"),
        ("from_archived_workspaces", "maybe"),
        ("has_external_references", "2"),
        ("billable", "perhaps"),
        ("in_active_invoice_id", "true"),
        ("in_active_submission", "x"),
        ("include", "storey"),
        ("invoiced", "false"),
        ("on_my_account", "no"),
        ("only", "1,b"),
        ("optional_fields", "notes"),
        ("order", "date_performed"),
        ("page", "0"),
        ("per_page", "201"),
        ("uninvoiced", "false"),
        ("updated_after", "1"),
        ("updated_before", "now"),
        ("with_recent_timesheet_ids", "1.5"),
        ("with_timesheet_id", "1,2"),
        ("with_user_ids", "ada,bob"),
        ("workspace_id", "website"),
        ("workspace_ids", "1;2"),
    ];

    /// The parameters that take any text.
    const FREE: &[&str] = &[
        "external_reference_external_message",
        "external_reference_external_status",
        "external_reference_service_model",
        "external_reference_service_model_refs",
        "external_reference_service_name",
        "without_external_reference_service_name",
    ];

    #[test]
    fn every_parameter_has_a_wrong_value_or_takes_any_text() {
        let wrong = WRONG.iter().map(|(name, _)| *name);
        let mut names: Vec<_> = wrong.chain(FREE.iter().copied()).collect();
        names.sort_unstable();
        let all: Vec<_> = TABLE.iter().map(|(name, ..)| *name).collect();
        assert_eq!(names, all);
    }

    #[tokio::test]
    async fn a_wrong_value_of_a_parameter_is_refused() {
        let Some(client) = prism() else { return };
        for (name, value) in WRONG {
            let list = client.get_time_entries().with_query(name, *value);
            let Err(error) = list.send().await else {
                panic!("{name}={value} was accepted")
            };
            assert!(matches!(error, Error::Api { .. }), "{error:?}");
            assert_eq!(error.status().unwrap().as_u16(), 422, "{error}");
            let (places, message) = violations(&error);
            for place in places {
                let start = format!("request.query.{name}");
                assert!(place.starts_with(&start), "{place}: {message}");
            }
        }
    }

    #[tokio::test]
    async fn violations_are_reported() {
        let Some(client) = prism() else { return };
        let list = client.get_time_entries().with_query("per_page", 201);
        assert_eq!(
            violations(&list.send().await.unwrap_err()),
            (
                vec!["request.query.per_page".to_owned()],
                "Request query parameter per_page must be <= 200".to_owned()
            )
        );
        let range = "2026-11-01..2026-11-30";
        let list = client
            .get_time_entries()
            .with_query("date_performed_between", range);
        let (_, message) = violations(&list.send().await.unwrap_err());
        let start = "Request query parameter date_performed_between must match pattern ";
        assert!(message.starts_with(start), "{message}");
        let get = client
            .get_time_entry(7)
            .with_header("Authorization", "Basic abc");
        let error = get.send().await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), 401);
        assert_eq!(violations(&error).1, "Invalid security scheme used");
        let create = client
            .create_time_entry(full_entry())
            .with_header("Content-Type", "text/plain");
        assert_eq!(
            violations(&create.send().await.unwrap_err()).1,
            "Supported content types: application/json"
        );
    }

    /// Sends bodies that the client cannot make, with what it stands on.
    struct Bare(runtime::Client);

    impl From<runtime::Client> for Bare {
        fn from(client: runtime::Client) -> Self {
            Self(client)
        }
    }

    static CREATE: Operation = Operation::new("create", Method::POST, "/time_entries", &[200]);
    static UPDATE: Operation = Operation::new("update", Method::PUT, "/time_entries/7", &[200]);
    static DELETE: Operation = Operation::new("delete", Method::DELETE, "/time_entries", &[204]);

    #[tokio::test]
    async fn a_wrong_body_is_refused() {
        let Some(address) = address() else { return };
        let builder = ClientBuilder::<Bare>::new(address).bearer("token");
        let client = builder.build().unwrap();
        let right =
            json!({"workspace_id": 7, "date_performed": "2026-11-24", "time_in_minutes": 9});
        let with = |name: &str, value: Value| {
            let mut entry = right.clone();
            entry[name] = value;
            json!({ "time_entry": entry })
        };
        let without = |name: &str| {
            let mut entry = right.clone();
            entry.as_object_mut().unwrap().remove(name);
            json!({ "time_entry": entry })
        };
        // The correct value is accepted, so that the mistake is the only reason for the refusal.
        let create = |body: &Value| client.0.request(&CREATE).json(body);
        assert_accepted(&create(&json!({ "time_entry": right }))).await;
        let update = |body: &Value| client.0.request(&UPDATE).json(body);
        assert_accepted(&update(&json!({ "time_entry": {} }))).await;
        let delete = |body: &Value| client.0.request(&DELETE).json(body);
        assert_accepted(&delete(&json!({ "ids": "1,2" }))).await;

        for (request, message) in [
            (
                create(&without("time_in_minutes")),
                "time_entry must have required property 'time_in_minutes'",
            ),
            (
                create(&with("workspace_id", json!("7"))),
                "time_entry.workspace_id must be integer",
            ),
            (
                create(&with("date_performed", json!("24.11.2026"))),
                "time_entry.date_performed must match format \"date\"",
            ),
            (
                create(&with("notes", Value::Null)),
                "time_entry.notes must be string",
            ),
            (
                create(&with("external_reference", json!({"service_name": "jira"}))),
                "time_entry.external_reference must have required property 'service_model'",
            ),
            (
                create(&json!({"time_entries": []})),
                "time_entries must NOT have fewer than 1 items",
            ),
            (
                create(&json!({"time_entries": vec![right.clone(); 101]})),
                "time_entries must NOT have more than 100 items",
            ),
            (
                create(&json!({"time_entry": right, "time_entries": [right]})),
                "must NOT have additional properties; found 'time_entries'",
            ),
            (
                update(&json!({"time_entry": {"workspace_id": null}})),
                "time_entry.workspace_id must be integer",
            ),
            (
                update(&json!({"story_id": 1})),
                "must have required property 'time_entry'",
            ),
            (
                delete(&json!({"ids": "1, 2"})),
                "ids must match pattern \"^\\d+(,\\d+)*$\"",
            ),
            (delete(&json!({"ids": [1, 2]})), "ids must be string"),
        ] {
            let shown = format!("{request:?}");
            let Err(error) = request.send::<Whole, ErrorBody>().await else {
                panic!("accepted: {shown}, {message}")
            };
            let found = error.headers().unwrap()[VIOLATIONS].to_str().unwrap();
            let found: Value = serde_json::from_str(found).unwrap();
            let messages: Vec<_> = found.as_array().unwrap().iter().collect();
            let expected = |one: &&&Value| one["message"].as_str().unwrap().ends_with(message);
            assert!(
                messages.iter().any(|one| expected(&one)),
                "{message}: {found:#}"
            );
            assert_eq!(error.status().unwrap().as_u16(), 422);
        }
    }

    #[tokio::test]
    async fn every_documented_error_is_typed() {
        let Some(client) = prism() else { return };
        for status in [400, 401, 403, 404, 422, 503] {
            let prefer = format!("code={status}");
            let get = client.get_time_entry(7).with_header("Prefer", &prefer);
            let error = get.send().await.unwrap_err();
            assert_eq!(error.status().unwrap().as_u16(), status);
            assert_eq!(error.api().unwrap().errors.len(), 1, "{error:?}");
            assert_eq!(error.request_id(), Some("string"));
        }
        let delete = client
            .delete_time_entries([1])
            .with_header("Prefer", "code=429");
        let error = delete.send().await.unwrap_err();
        assert!(matches!(error, Error::Status { .. }), "{error:?}");
        assert_eq!(error.status().unwrap().as_u16(), 429);
    }

    /// No id is negative, but the document does not say so, and Prism makes up such ones.
    fn make_ids_positive(json: &mut Value) {
        match json {
            Value::Array(items) => items.iter_mut().for_each(make_ids_positive),
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value.as_i64() {
                        Some(id) if name.ends_with("_id") => *value = json!(id.unsigned_abs()),
                        _ => make_ids_positive(value),
                    }
                }
            }
            _ => {}
        }
    }

    #[tokio::test]
    async fn pages_that_prism_makes_up_from_the_document_can_be_read() {
        let Some(client) = prism() else { return };
        for _ in 0..20 {
            let list = client
                .get_time_entries()
                .with_header("Prefer", "dynamic=true");
            let response = assert_accepted(list.request()).await;
            let mut body: Value = serde_json::from_slice(response.body()).unwrap();
            make_ids_positive(&mut body);
            let body = body.to_string();
            // Its results name entries that it does not hold, so only the reading is tried.
            if let Err(error) = serde_json::from_str::<TimeEntryPage>(&body) {
                panic!("{error}\n{body}");
            }
        }
    }
}
