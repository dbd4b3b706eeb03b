//! Every field of every object of a response, by the document: read and written again as it came, null, missing, and of
//! a wrong type.

use std::sync::LazyLock;

use generated_client::{Call, Error, models::TimeEntryPage};
use serde_json::{Map, Value, json};
use test_server::{Reply, Server, json_response};

use crate::{
    client::client,
    spec::{SPEC, resolve},
};

/// A value that a schema allows, with everything in it that the document names.
fn example(name: &str, schema: &Value) -> Value {
    let schema = resolve(schema);
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    if let Some(options) = schema["oneOf"].as_array() {
        return example(name, options.last().unwrap());
    }
    let format = schema["format"].as_str();
    match (schema["type"].as_str().unwrap(), format) {
        ("string", Some("id")) => json!("7"),
        ("string", Some("date")) => json!("2026-06-02"),
        ("string", Some("date-time")) => json!("2026-06-02T17:05:48.5Z"),
        ("string", None) => json!(format!("the {name}")),
        ("integer", Some("id")) => json!(7),
        ("integer", Some("int32")) => json!(i32::MIN),
        ("integer", Some("int64")) => json!(i64::MIN),
        ("number", Some("double")) => json!(12.5),
        ("boolean", None) => json!(true),
        ("array", None) => json!([example(name, &schema["items"])]),
        ("object", None) if schema["additionalProperties"].is_object() => {
            json!({ "7": example(name, &schema["additionalProperties"]) })
        }
        ("object", None) => fields(schema)
            .map(|(name, schema)| (name.clone(), example(name, schema)))
            .collect::<Map<_, _>>()
            .into(),
        other => panic!("{name}: {other:?}"),
    }
}

fn fields(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema["properties"].as_object().unwrap().iter()
}

fn page_schema() -> &'static Value {
    &SPEC["components"]["schemas"]["TimeEntryPage"]
}

/// A page with one object in each collection, and in it every field.
static WHOLE_PAGE: LazyLock<Value> = LazyLock::new(|| example("page", page_schema()));

/// A field of a response: the place of an example in the page, and its description in the document.
struct Field {
    pointer: String,
    property: &'static Value,
    /// The property behind its `$ref`.
    schema: &'static Value,
    required: bool,
}

/// Every field below `schema`, of which an example is at `pointer`.
fn all_fields(pointer: &str, schema: &'static Value, found: &mut Vec<Field>) {
    let schema = resolve(schema);
    if schema["type"] == "array" {
        all_fields(&format!("{pointer}/0"), &schema["items"], found);
    } else if schema.get("properties").is_some() {
        for (name, property) in fields(schema) {
            let pointer = format!("{pointer}/{name}");
            let required = schema["required"].as_array();
            let required = required.is_some_and(|names| names.contains(&json!(name)));
            found.push(Field {
                pointer: pointer.clone(),
                property,
                schema: resolve(property),
                required,
            });
            all_fields(&pointer, property, found);
        }
    } else if schema["additionalProperties"].is_object() {
        all_fields(
            &format!("{pointer}/7"),
            &schema["additionalProperties"],
            found,
        );
    }
}

fn every_field() -> Vec<Field> {
    let mut found = Vec::new();
    all_fields("", page_schema(), &mut found);
    assert!(found.len() > 250, "{}", found.len());
    found
}

impl Field {
    fn is_list(&self) -> bool {
        matches!(self.schema["type"].as_str(), Some("array")) || self.is_map()
    }

    fn is_map(&self) -> bool {
        self.schema["additionalProperties"].is_object()
    }

    fn is_nullable(&self) -> bool {
        let options = self.schema["oneOf"].as_array();
        (self.property["nullable"] == true || self.schema["nullable"] == true)
            || options.is_some_and(|options| options.iter().any(|one| one["nullable"] == true))
    }

    /// As errors name it: `time_entries.7.id`.
    fn path(&self) -> String {
        let path = self.pointer.trim_start_matches('/').replace('/', ".");
        path.replace("results.0", "results[0]")
    }

    /// The page with another value for this field, or without it.
    fn page_with(&self, value: Option<Value>) -> Value {
        let mut page = WHOLE_PAGE.clone();
        let (parent, name) = self.pointer.rsplit_once('/').unwrap();
        let object = page.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        match value {
            Some(value) => object.insert(name.to_owned(), value),
            None => object.remove(name),
        };
        page
    }
}

/// Reads a page as the client does, but without a server: there are too many of them.
fn read(page: &Value) -> Result<TimeEntryPage, String> {
    let text = page.to_string();
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

#[tokio::test]
async fn every_field_is_read_and_written_as_it_came() {
    let server = Server::sending(json_response(&WHOLE_PAGE.to_string()));
    let page = client(&server).get_time_entries().send().await.unwrap();
    assert_eq!(serde_json::to_value(&page).unwrap(), *WHOLE_PAGE);
    assert_eq!(page.time_entries().count(), 1);
}

#[test]
fn every_field_that_can_be_null_or_missing() {
    for field in every_field() {
        // Without these, the page does not hold the objects that `results` names, but it can be read.
        for value in [Some(Value::Null), None] {
            let result = read(&field.page_with(value.clone()));
            let allowed = match value {
                Some(_) => field.is_nullable() || field.is_list(),
                None => !field.required,
            };
            let path = field.path();
            assert_eq!(result.is_ok(), allowed, "{path} {value:?}: {result:?}");
            let Ok(page) = result else { continue };
            // Both are absent, and no other field changes.
            let nothing = match field.is_list() {
                true if field.is_map() => Some(json!({})),
                true => Some(json!([])),
                false => None,
            };
            assert_eq!(
                serde_json::to_value(&page).unwrap(),
                field.page_with(nothing),
                "{path}"
            );
        }
    }
}

// Each kind of schema in each collection once.
#[tokio::test]
async fn every_collection_names_the_path_of_a_wrong_value() {
    let mut seen = Vec::new();
    let mut responses = Vec::new();
    let mut paths = Vec::new();
    for field in every_field() {
        let collection = field.pointer.split('/').nth(1).unwrap().to_owned();
        let kind = (
            collection,
            field.schema["type"].clone(),
            field.schema["format"].clone(),
        );
        if seen.contains(&kind) || field.schema.get("oneOf").is_some() {
            continue;
        }
        seen.push(kind);
        // No object is a text, no list is within a list, and no other field is a list.
        let (wrong, index) = match field.schema["type"].as_str() {
            Some("object") => (json!("a text"), ""),
            Some("array") => (json!([[]]), "[0]"),
            _ => (json!([]), ""),
        };
        let body = field.page_with(Some(wrong)).to_string();
        responses.push(Reply::Send(json_response(&body).into()));
        paths.push(field.path() + index);
    }
    assert!(paths.len() > 40, "{paths:?}");
    let server = Server::replying(responses);
    let client = client(&server);
    for path in paths {
        let (shown, found) = match client.get_time_entries().send().await {
            Err(Error::Decode { error, .. }) => {
                (error.to_string(), error.path().map(str::to_owned))
            }
            // An object beside the entries: they are there.
            Ok(page) => {
                assert_eq!(page.time_entries().count(), 1);
                let [unreadable] = page.unreadable().collect::<Vec<_>>()[..] else {
                    panic!("{path}")
                };
                (unreadable.to_string(), Some(unreadable.path().to_owned()))
            }
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(found.as_deref(), Some(path.as_str()));
        assert!(shown.starts_with(&format!("{path}: invalid")), "{shown}");
    }
}

#[test]
fn every_known_value_of_a_response_has_a_name_and_others_are_kept() {
    for field in every_field() {
        let Some(values) = field.schema["enum"].as_array() else {
            continue;
        };
        for value in values {
            let page = read(&field.page_with(Some(value.clone()))).unwrap();
            let shown = format!("{page:?}");
            assert!(!shown.contains("Other("), "{}: {value}", field.path());
        }
        let page = read(&field.page_with(Some(json!("never heard of")))).unwrap();
        let written = serde_json::to_value(&page).unwrap();
        assert_eq!(written.pointer(&field.pointer).unwrap(), "never heard of");
        assert!(format!("{page:?}").contains("Other(\"never heard of\")"));
    }
}
