//! The document against what the vendor documents, as kept in `facts/time_entries.json`.
//!
//! The facts are the vendor's own: its parameters and fields with its types. Where the document says
//! more than they do, a test says what and why.

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Map, Value, json};

    /// Parameters of the list that are newer than the vendor's page.
    const NEWER_PARAMETERS: &[&str] = &["billable"];

    /// Properties that are newer than the vendor's page, by schema, with their types.
    const NEWER_PROPERTIES: &[(&str, &str, &str)] = &[
        ("Story", "custom_task_status_id", "string"),
        ("Story", "status", "string"),
        ("Workspace", "billing_milestone_ids", "array"),
        ("Workspace", "revenue_recognition_method_id", "string"),
        ("Workspace", "revenue_recognition_method_name", "string"),
        ("Workspace", "task_status_set_id", "string"),
        ("Workspace", "task_status_set_name", "string"),
        ("Workspace", "task_statuses", "array"),
        ("Invoice", "billing_milestone_ids", "array"),
        ("NewTimeEntry", "cost_rate_in_cents", "integer"),
    ];

    /// Parameters whose type is newer than the vendor's page: a truth value there, and an id in its contract.
    const NEWER_TYPES: &[(&str, &str)] = &[("in_active_invoice_id", "integer")];

    /// Properties that the vendor's contract has dropped, and that servers may still send.
    const DROPPED: &[(&str, &str)] = &[("Story", "has_proofing_access")];

    fn newer_than_the_page(name: &str) -> impl Iterator<Item = &'static str> + use<'_> {
        let newer = NEWER_PROPERTIES
            .iter()
            .filter(move |(schema, ..)| *schema == name);
        newer.map(|(_, property, _)| *property)
    }

    fn spec() -> Value {
        let path = xtask::repository().join("spec/time_entries.yaml");
        serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    fn facts() -> Value {
        serde_json::from_str(include_str!("../facts/time_entries.json")).unwrap()
    }

    /// Resolves references.
    fn resolve<'a>(spec: &'a Value, value: &'a Value) -> &'a Value {
        match value.get("$ref") {
            Some(reference) => {
                let pointer = reference.as_str().unwrap().strip_prefix('#').unwrap();
                resolve(spec, spec.pointer(pointer).unwrap())
            }
            None => value,
        }
    }

    fn schema<'a>(spec: &'a Value, name: &str) -> &'a Value {
        resolve(spec, &spec["components"]["schemas"][name])
    }

    fn keys(object: &Value) -> Vec<&str> {
        object
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect()
    }

    fn strings(list: &Value) -> Vec<&str> {
        list.as_array()
            .unwrap()
            .iter()
            .map(|item| item.as_str().unwrap())
            .collect()
    }

    /// The parameters of an operation by name.
    fn parameters(spec: &Value, path: &str, method: &str) -> BTreeMap<String, Value> {
        let list = spec["paths"][path][method]["parameters"]
            .as_array()
            .unwrap();
        let resolved = list.iter().map(|parameter| resolve(spec, parameter));
        resolved
            .map(|parameter| {
                (
                    parameter["name"].as_str().unwrap().to_owned(),
                    parameter.clone(),
                )
            })
            .collect()
    }

    /// The schema of the JSON in a response or body.
    fn content<'a>(spec: &'a Value, holder: &'a Value) -> &'a Value {
        resolve(
            spec,
            &resolve(spec, holder)["content"]["application/json"]["schema"],
        )
    }

    #[test]
    fn the_operations_are_the_vendors() {
        let (spec, facts) = (spec(), facts());
        assert_eq!(spec["servers"][0]["url"], facts["base_url"]);
        assert_eq!(spec["security"], json!([{"bearerAuth": []}]));
        let operations = facts["operations"].as_array().unwrap();
        let count: usize = spec["paths"]
            .as_object()
            .unwrap()
            .values()
            .map(|item| item.as_object().unwrap().len())
            .sum();
        assert_eq!(count, operations.len());
        for fact in operations {
            let operation =
                &spec["paths"][fact["path"].as_str().unwrap()][fact["method"].as_str().unwrap()];
            assert_eq!(operation["operationId"], fact["id"]);
            let responses = operation["responses"].as_object().unwrap();
            let success = fact["success"].to_string();
            let successes: Vec<&String> = responses
                .keys()
                .filter(|status| status.starts_with('2'))
                .collect();
            assert_eq!(successes, [&success], "{}", fact["id"]);
            if success == "204" {
                assert_eq!(
                    resolve(&spec, &responses[&success]).get("content"),
                    None,
                    "{}",
                    fact["id"]
                );
            } else {
                assert_eq!(
                    content(&spec, &responses[&success]),
                    schema(&spec, "TimeEntryPage"),
                    "{}",
                    fact["id"]
                );
            }
            for status in facts["error_statuses"].as_array().unwrap() {
                let response = &responses[&status.to_string()];
                assert_eq!(
                    content(&spec, response),
                    schema(&spec, "ErrorBody"),
                    "{} {status}",
                    fact["id"]
                );
            }
        }
    }

    #[test]
    fn the_list_has_the_vendors_parameters() {
        let (spec, facts) = (spec(), facts());
        let parameters = parameters(&spec, "/time_entries", "get");
        let facts_list = facts["list_parameters"].as_array().unwrap();
        assert_eq!(facts_list.len(), 33);
        let names: Vec<&str> = facts_list
            .iter()
            .map(|fact| fact["name"].as_str().unwrap())
            .collect();
        let mut sorted = [&names, NEWER_PARAMETERS].concat();
        sorted.sort_unstable();
        assert_eq!(
            parameters.keys().map(String::as_str).collect::<Vec<_>>(),
            sorted
        );

        for fact in facts_list {
            let name = fact["name"].as_str().unwrap();
            let parameter = &parameters[name];
            let schema = resolve(&spec, &parameter["schema"]);
            assert_eq!(parameter["in"], "query", "{name}");
            assert_eq!(parameter.get("required"), None, "{name}");
            assert_eq!(schema.get("default"), fact.get("default"), "{name}");
            assert_eq!(schema.get("maximum"), fact.get("maximum"), "{name}");
            let kind = schema["type"].as_str().unwrap();
            let format = schema.get("format").and_then(Value::as_str);
            // A text with several values or two dates is compared by its parts.
            let is_list =
                kind == "array" && parameter["explode"] == false && parameter["style"] == "form";
            if let Some((_, newer)) = NEWER_TYPES.iter().find(|(newer, _)| *newer == name) {
                assert_eq!((kind, format), (*newer, Some("id")), "{name}");
                continue;
            }
            let fits = match (&fact["type"], kind, format) {
                (Value::Array(items), "array", None) => items == &[json!("string")] && is_list,
                (Value::String(fact), kind, format) => match (fact.as_str(), kind) {
                    ("boolean", "boolean") => format.is_none(),
                    ("string/date-time", "string") => format == Some("date-time"),
                    ("integer/int32", "integer") => {
                        matches!(format, Some("id" | "int32" | "int64"))
                    }
                    ("string", "string") => matches!(format, None | Some("date-range")),
                    ("string", "array") => is_list,
                    _ => false,
                },
                _ => false,
            };
            assert!(fits, "{name}: {} is not {}", schema, fact["type"]);
        }
        // The server reads any value of these as true, so only true can be sent.
        let only_true = |parameter: &Value| parameter["schema"]["enum"] == json!([true]);
        let flags: Vec<&str> = parameters
            .iter()
            .filter(|(_, parameter)| only_true(parameter))
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(flags, strings(&facts["always_true"]));
    }

    #[test]
    fn every_include_fills_a_field_and_points_into_a_collection() {
        let (spec, facts) = (spec(), facts());
        let mut values = strings(&schema(&spec, "Include")["enum"]);
        values.sort_unstable();
        assert_eq!(values, keys(&facts["include"]));
        let entry = &schema(&spec, "TimeEntry")["properties"];
        for (include, fact) in facts["include"].as_object().unwrap() {
            let [field, collection] = strings(fact)[..] else {
                panic!("{fact}")
            };
            assert_eq!(
                entry[field]["x-references"],
                json!({"collection": collection, "as": include})
            );
        }
        assert_eq!(
            strings(&schema(&spec, "OptionalField")["enum"]),
            ["location_id", "user_can_edit"]
        );
    }

    #[test]
    fn the_response_has_the_vendors_collections() {
        let (spec, facts) = (spec(), facts());
        let page = &schema(&spec, "TimeEntryPage")["properties"];
        for (collection, object) in facts["collections"].as_object().unwrap() {
            let reference = format!("#/components/schemas/{}", object.as_str().unwrap());
            assert_eq!(
                page[collection]["additionalProperties"],
                json!({"$ref": reference})
            );
            assert_eq!(page[collection]["nullable"], true);
        }
        let others = ["count", "meta", "results"];
        assert_eq!(
            keys(page).len(),
            facts["collections"].as_object().unwrap().len() + others.len()
        );
        let mut keys_of_results = strings(&schema(&spec, "ResultRef")["properties"]["key"]["enum"]);
        keys_of_results.sort_unstable();
        assert_eq!(keys_of_results, keys(&facts["collections"]));
    }

    #[test]
    fn the_objects_have_the_vendors_fields() {
        let (spec, facts) = (spec(), facts());
        let mut fields = 0;
        for (name, fact) in facts["schemas"].as_object().unwrap() {
            let object = schema(&spec, name);
            // Every object carries its id, though the vendor lists it for none.
            let mut fact: Map<String, Value> = fact.as_object().unwrap().clone();
            fields += fact.len();
            assert_eq!(object["required"], json!(["id"]), "{name}");
            fact.insert("id".to_owned(), json!("string"));
            assert_object(&spec, object, &fact, name);
        }
        assert_eq!(fields, 264);
    }

    /// Compares the properties of an object with the vendor's fields.
    fn assert_object(spec: &Value, object: &Value, fields: &Map<String, Value>, at: &str) {
        let properties = &object["properties"];
        let mut known: Vec<&str> = fields.keys().map(String::as_str).collect();
        newer_than_the_page(at).for_each(|name| known.push(name));
        known.sort_unstable();
        let mut seen = keys(properties);
        seen.sort_unstable();
        assert_eq!(seen, known, "{at}");
        for (field, fact) in fields {
            let at = format!("{at}.{field}");
            assert_field(spec, resolve(spec, &properties[field]), fact, &at);
        }
    }

    fn assert_field(spec: &Value, property: &Value, fact: &Value, at: &str) {
        // Documented as an integer, and sent as a word.
        if at == "Story.priority" {
            assert_eq!(property["oneOf"][0]["type"], "integer");
            assert_eq!(property["oneOf"][1]["type"], "string");
            return;
        }
        // Documented as an integer, and sent with a fraction.
        if at == "Story.weight" {
            assert_eq!(
                (&property["type"], fact),
                (&json!("number"), &json!("integer"))
            );
            return;
        }
        // Fields that permissions hide are null or missing.
        let is_own_id = at.ends_with(".id") && at.matches('.').count() == 1;
        if !is_own_id && !at.ends_with("[]") {
            assert_eq!(property["nullable"], true, "{at} can be null");
        }
        match fact {
            Value::Object(fields) => assert_object(spec, property, fields, at),
            Value::Array(items) => {
                assert_eq!(property["type"], "array", "{at}");
                assert_field(
                    spec,
                    resolve(spec, &property["items"]),
                    &items[0],
                    &format!("{at}[]"),
                );
            }
            Value::String(kind) => {
                let (kind, format) = kind
                    .split_once('/')
                    .map_or((kind.as_str(), None), |(kind, format)| (kind, Some(format)));
                assert_eq!(property["type"], kind, "{at}");
                let seen = property.get("format").and_then(Value::as_str);
                match (kind, format) {
                    (_, Some(format)) => assert_eq!(seen, Some(format), "{at}"),
                    ("string", None) => {
                        assert!(matches!(seen, None | Some("id")), "{at}: {seen:?}")
                    }
                    ("integer", None) => assert!(
                        matches!(seen, Some("int32" | "int64" | "id")),
                        "{at}: {seen:?}"
                    ),
                    ("number", None) => {
                        assert!(matches!(seen, None | Some("double")), "{at}: {seen:?}")
                    }
                    _ => assert_eq!(seen, None, "{at}"),
                }
                // A field with the name of an id is an id, and no other field is, except for a key that arrives as a number.
                let is_id = at.ends_with("_id") || at.ends_with("_ids[]") || at.ends_with(".id");
                assert_eq!(
                    seen == Some("id"),
                    is_id || at == "Workspace.status.key",
                    "{at}"
                );
            }
            _ => panic!("{at}: {fact}"),
        }
    }

    #[test]
    fn the_bodies_have_the_vendors_fields() {
        let (spec, facts) = (spec(), facts());
        let body = &facts["request_body"];
        let fields = body["fields"].as_object().unwrap();
        for (name, is_update) in [("NewTimeEntry", false), ("TimeEntryUpdate", true)] {
            let object = schema(&spec, name);
            let required = object
                .get("required")
                .map_or(Vec::new(), |required| strings(required));
            let expected = if is_update {
                Vec::new()
            } else {
                strings(&body["required_on_create"])
            };
            assert_eq!(required, expected, "{name}");
            let mut seen = keys(&object["properties"]);
            seen.sort_unstable();
            let mut known: Vec<&str> = fields.keys().map(String::as_str).collect();
            newer_than_the_page(name).for_each(|name| known.push(name));
            known.sort_unstable();
            assert_eq!(seen, known, "{name}");
            for (field, fact) in fields {
                let property = resolve(&spec, &object["properties"][field]);
                match fact {
                    Value::String(fact) => assert_body_field(property, fact, field),
                    fact => {
                        assert_eq!(property["required"], body["external_reference_required"]);
                        let inner = fact.as_object().unwrap();
                        assert_eq!(
                            property["properties"].as_object().unwrap().len(),
                            inner.len()
                        );
                        for (field, fact) in inner {
                            let property = resolve(&spec, &property["properties"][field]);
                            assert_body_field(property, fact.as_str().unwrap(), field);
                        }
                    }
                }
            }
        }
        for (path, method, schema_name) in [
            ("/time_entries", "post", "CreateTimeEntryBody"),
            ("/time_entries/{id}", "put", "UpdateTimeEntryBody"),
        ] {
            assert_eq!(spec["paths"][path][method]["requestBody"]["required"], true);
            assert_eq!(
                keys(&schema(&spec, schema_name)["properties"]),
                [body["wrapper"].as_str().unwrap()]
            );
        }
        // In bulk, under the plural, and never more than a hundred; the same for deletions.
        let bulk = &schema(&spec, "CreateTimeEntriesBody")["properties"]["time_entries"];
        assert_eq!(
            (&bulk["type"], &bulk["maxItems"]),
            (&json!("array"), &json!(100))
        );
        assert_eq!(
            parameters(&spec, "/time_entries", "delete")["ids"]["schema"]["maxItems"],
            100
        );
        let ids = &schema(&spec, "DeleteTimeEntriesBody")["properties"]["ids"];
        assert_eq!(
            (&ids["type"], &ids["x-comma-separated"]["maxItems"]),
            (&json!("string"), &json!(100))
        );
    }

    #[test]
    fn the_document_is_newer_than_the_vendors_page_in_these_places() {
        let (spec, facts) = (spec(), facts());
        for (name, property, kind) in NEWER_PROPERTIES {
            let found = resolve(&spec, &schema(&spec, name)["properties"][property]);
            assert_eq!(found["type"], *kind, "{name}.{property}");
            let is_response = facts["schemas"].get(name).is_some();
            assert_eq!(found.get("nullable").is_some(), is_response, "{property}");
        }
        for (name, property) in DROPPED {
            let found = &schema(&spec, name)["properties"][property];
            let text = found["description"].as_str().unwrap();
            assert!(text.contains("Dropped from the vendor's"), "{property}");
        }
        let list = parameters(&spec, "/time_entries", "get");
        assert_eq!(list["billable"]["schema"], json!({"type": "boolean"}));
        for name in ["page", "per_page"] {
            let text = list[name]["description"].as_str().unwrap();
            assert!(
                text.contains("`limit`") && text.contains("`offset`"),
                "{name}"
            );
        }
        // The default filters apply to a single entry too.
        let show = &parameters(&spec, "/time_entries/{id}", "get")["from_archived_workspaces"];
        assert_eq!(show["schema"], list["from_archived_workspaces"]["schema"]);
        let not_found = &spec["components"]["responses"]["NotFound"]["description"];
        assert!(
            not_found
                .as_str()
                .unwrap()
                .contains("from_archived_workspaces")
        );
        // The documentation of the client lists them too.
        let readme = std::fs::read_to_string(xtask::repository().join("docs/client.md")).unwrap();
        let section = readme
            .split("## Newer than the vendor's page")
            .nth(1)
            .unwrap();
        let section = section.split("\n#").next().unwrap();
        let properties = NEWER_PROPERTIES.iter().map(|(_, property, _)| property);
        let dropped = DROPPED.iter().map(|(_, property)| property);
        let types = NEWER_TYPES.iter().map(|(name, _)| name);
        for name in properties
            .chain(dropped)
            .chain(types)
            .chain(NEWER_PARAMETERS)
        {
            assert!(section.contains(&format!("`{name}`")), "{name}");
        }
    }

    /// Ids are integers in requests.
    fn assert_body_field(property: &Value, fact: &str, field: &str) {
        let (kind, format) = fact
            .split_once('/')
            .map_or((fact, None), |(kind, format)| (kind, Some(format)));
        assert_eq!(property["type"], kind, "{field}");
        let seen = property.get("format").and_then(Value::as_str);
        match kind {
            "integer" if field.ends_with("_id") => assert_eq!(seen, Some("id"), "{field}"),
            "integer" => assert!(matches!(seen, Some("int32" | "int64")), "{field}"),
            _ => assert_eq!(seen, format, "{field}"),
        }
    }
}
