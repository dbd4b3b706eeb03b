//! A document as plain JSON, read anew: independent of the lowering that is judged with it.

use serde_json::{Map, Value};
use specwright::{Node, Parsed, Value as NodeValue};

/// References that lead further than this lead in a circle.
const MAX_STEPS: usize = 32;

/// The methods of a path item.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// A document.
#[derive(Debug)]
pub struct Document {
    /// Its value.
    pub root: Value,
}

/// A schema, or what takes the place of one, with its location.
#[derive(Clone, Debug)]
pub struct Place {
    /// The JSON pointer, as a URI fragment.
    pub pointer: String,
    /// The value there.
    pub value: Value,
}

/// A parameter, or the body for one media type.
#[derive(Clone, Debug)]
pub struct Input {
    /// `query:limit`, or `body`.
    pub key: String,
    /// Whether it must be there.
    pub required: bool,
    /// Its schema; for a parameter of Swagger 2.0 the parameter itself.
    pub schema: Place,
    /// The examples beside its schema.
    pub examples: Vec<Value>,
    /// The encodings of its properties, by their names.
    pub encoding: Value,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// `GET /pets/{id}`.
    pub id: String,
    /// `operationId`.
    pub operation_id: Option<String>,
    /// Its parameters except those that make up a form.
    pub parameters: Vec<Input>,
    /// Its body by media type.
    pub bodies: Vec<(String, Input)>,
    /// The bodies of its responses.
    pub responses: Vec<Documented>,
}

/// A response for one status and one media type.
#[derive(Clone, Debug)]
pub struct Documented {
    /// `200`, `2XX` or `default`.
    pub status: String,
    /// The media type; none if there is no body.
    pub media_type: Option<String>,
    /// The schema of the body.
    pub schema: Place,
    /// Whether it is the schema of each item of the body (`itemSchema`).
    pub is_item: bool,
}

impl Document {
    /// Takes the values of a document. Other files that it refers to are left out.
    #[must_use]
    pub fn new(parsed: &Parsed) -> Self {
        Self {
            root: json(&parsed.document.root),
        }
    }

    /// Whether it is Swagger 2.0.
    #[must_use]
    pub fn is_2_0(&self) -> bool {
        self.root.get("swagger").is_some()
    }

    /// The place after all references; `None` if one leads nowhere.
    #[must_use]
    pub fn resolve(&self, place: Place) -> Option<Place> {
        let mut place = place;
        for _ in 0..MAX_STEPS {
            let Some(reference) = place.value.get("$ref").and_then(Value::as_str) else {
                return Some(place);
            };
            place = self.at(reference)?;
        }
        None
    }

    /// The place that a reference within the document leads to.
    #[must_use]
    pub fn at(&self, reference: &str) -> Option<Place> {
        let path = reference.strip_prefix('#')?;
        self.place(&percent_decoded(path))
    }

    /// The place that a JSON pointer leads to.
    fn place(&self, pointer: &str) -> Option<Place> {
        Some(Place {
            pointer: format!("#{pointer}"),
            value: self.root.pointer(pointer)?.clone(),
        })
    }

    /// The operations of `paths`.
    #[must_use]
    pub fn endpoints(&self) -> Vec<Endpoint> {
        let mut endpoints = Vec::new();
        let paths = self.root.get("paths").and_then(Value::as_object);
        for path in paths.into_iter().flatten().map(|(path, _)| path) {
            let item = self.place(&format!("/paths/{}", escaped(path)));
            let Some(item) = item.and_then(|item| self.resolve(item)) else {
                continue;
            };
            for method in METHODS {
                let operation = item.child(method);
                if operation.value.is_object() {
                    endpoints.push(self.endpoint(path, method, &item, &operation));
                }
            }
        }
        endpoints
    }

    fn endpoint(&self, path: &str, method: &str, item: &Place, operation: &Place) -> Endpoint {
        let mut endpoint = Endpoint {
            id: id(method, path),
            operation_id: (operation.value.get("operationId"))
                .and_then(Value::as_str)
                .map(str::to_owned),
            parameters: Vec::new(),
            bodies: Vec::new(),
            responses: self.responses(operation),
        };
        let mut form: Vec<(String, bool, Place)> = Vec::new();
        let own = operation.child("parameters").items();
        for place in own.into_iter().chain(item.child("parameters").items()) {
            let Some(parameter) = self.resolve(place) else {
                continue;
            };
            let text = |key: &str| parameter.value.get(key).and_then(Value::as_str);
            let (location, name) = (text("in").unwrap_or(""), text("name").unwrap_or(""));
            let required = parameter.value.get("required") == Some(&Value::Bool(true));
            match location {
                "body" => endpoint.bodies = self.body_of_2_0(operation, &parameter, required),
                "formData" => form.push((name.to_owned(), required, parameter.clone())),
                _ => {
                    let key = format!("{location}:{name}");
                    if endpoint.parameters.iter().all(|known| known.key != key) {
                        let input = input(key, required, &parameter);
                        endpoint.parameters.push(input);
                    }
                }
            }
        }
        if !form.is_empty() {
            endpoint.bodies = self.form_of_2_0(operation, form);
        }
        if let Some(body) = self.resolve(operation.child("requestBody")) {
            let required = body.value.get("required") == Some(&Value::Bool(true));
            let content = body.child("content");
            for media_type in content.keys() {
                let input = input("body".to_owned(), required, &content.child(&media_type));
                endpoint.bodies.push((media_type, input));
            }
        }
        endpoint
    }

    fn responses(&self, operation: &Place) -> Vec<Documented> {
        let responses = operation.child("responses");
        let mut found = Vec::new();
        for status in responses.keys() {
            let Some(response) = self.resolve(responses.child(&status)) else {
                continue;
            };
            let mut add = |media_type: Option<String>, schema: Place| {
                found.push(Documented {
                    status: status.clone(),
                    media_type,
                    is_item: schema.pointer.ends_with("/itemSchema"),
                    schema,
                });
            };
            let content = response.child("content");
            let media_types = content.keys();
            let schema = response.child("schema");
            if self.is_2_0() && schema.value.is_object() {
                let mut produced = self.media_types(operation, "produces");
                if produced.is_empty() {
                    produced.push("application/json".to_owned());
                }
                for media_type in produced {
                    add(Some(media_type), schema.clone());
                }
            } else if media_types.is_empty() {
                add(None, schema);
            }
            for media_type in media_types {
                let described = content.child(&media_type);
                let item = described.child("itemSchema");
                let schema = match item.value.is_null() {
                    true => described.child("schema"),
                    false => item,
                };
                add(Some(media_type), schema);
            }
        }
        found
    }

    /// The media types that an operation of Swagger 2.0 takes or returns.
    fn media_types(&self, operation: &Place, key: &str) -> Vec<String> {
        let own = operation.child(key).items();
        let all = match own.is_empty() {
            true => self
                .place(&format!("/{key}"))
                .map_or(own, |place| place.items()),
            false => own,
        };
        let names = all.iter().filter_map(|place| place.value.as_str());
        names.map(str::to_owned).collect()
    }

    fn body_of_2_0(
        &self,
        operation: &Place,
        parameter: &Place,
        required: bool,
    ) -> Vec<(String, Input)> {
        let mut consumed = self.media_types(operation, "consumes");
        if consumed.is_empty() {
            consumed.push("application/json".to_owned());
        }
        consumed.sort_by_key(|name| !is_json(name));
        let each = consumed.into_iter();
        each.map(|media_type| (media_type, input("body".to_owned(), required, parameter)))
            .collect()
    }

    /// The form that parameters of Swagger 2.0 make up, as an object.
    fn form_of_2_0(
        &self,
        operation: &Place,
        form: Vec<(String, bool, Place)>,
    ) -> Vec<(String, Input)> {
        let is_file = |place: &Place| place.value.get("type") == Some(&Value::from("file"));
        let has_file = form.iter().any(|(.., place)| is_file(place));
        let consumed = self.media_types(operation, "consumes");
        let multipart = "multipart/form-data".to_owned();
        let media_type = match has_file || consumed.contains(&multipart) {
            true => multipart,
            false => "application/x-www-form-urlencoded".to_owned(),
        };
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (name, is_required, place) in form {
            required.extend(is_required.then(|| Value::from(name.clone())));
            let mut schema = place.value;
            if let Some(schema) = schema.as_object_mut() {
                schema.remove("required");
                if schema.get("type") == Some(&Value::from("file")) {
                    schema.insert("type".to_owned(), Value::from("string"));
                    schema.insert("format".to_owned(), Value::from("binary"));
                }
            }
            properties.insert(name, schema);
        }
        let is_required = !required.is_empty();
        let value =
            serde_json::json!({ "type": "object", "properties": properties, "required": required });
        let input = Input {
            key: "body".to_owned(),
            required: is_required,
            schema: Place {
                pointer: String::new(),
                value,
            },
            examples: Vec::new(),
            encoding: Value::Null,
        };
        vec![(media_type, input)]
    }
}

impl Place {
    /// The value of a key; null if there is none.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        Self {
            pointer: format!("{}/{}", self.pointer, escaped(key)),
            value: self.value.get(key).cloned().unwrap_or_default(),
        }
    }

    fn keys(&self) -> Vec<String> {
        let object = self.value.as_object();
        object
            .into_iter()
            .flatten()
            .map(|(key, _)| key.clone())
            .collect()
    }

    fn items(&self) -> Vec<Self> {
        let items = self.value.as_array().into_iter().flatten();
        items
            .enumerate()
            .map(|(index, value)| Self {
                pointer: format!("{}/{index}", self.pointer),
                value: value.clone(),
            })
            .collect()
    }
}

/// A token of a JSON pointer.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// How operations are named here: `GET /pets/{id}`.
#[must_use]
pub fn id(method: &str, path: &str) -> String {
    format!("{} {path}", method.to_ascii_uppercase())
}

/// Whether values of a media type are written as JSON.
#[must_use]
pub fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// An input whose schema and examples are in `place`: a parameter or a media type.
fn input(key: String, required: bool, place: &Place) -> Input {
    let schema = place.child("schema");
    let content = place.child("content");
    let schema = match content.keys().first() {
        _ if !schema.value.is_null() => schema,
        Some(media_type) => content.child(media_type).child("schema"),
        None if place.value.get("in").is_some() => place.clone(),
        None => Place {
            value: Value::Bool(true),
            ..schema
        },
    };
    let mut examples: Vec<Value> = place.value.get("example").cloned().into_iter().collect();
    let named = place.value.get("examples").and_then(Value::as_object);
    examples.extend(
        named
            .into_iter()
            .flatten()
            .filter_map(|(_, example)| example.get("value").cloned()),
    );
    Input {
        key,
        required,
        schema,
        examples,
        encoding: place.child("encoding").value,
    }
}

fn json(node: &Node) -> Value {
    match &node.value {
        NodeValue::Null => Value::Null,
        NodeValue::Bool(value) => Value::Bool(*value),
        NodeValue::Number(text) => number(text),
        NodeValue::String(text) => Value::String(text.clone()),
        NodeValue::Array(items) => items.iter().map(json).collect(),
        NodeValue::Object(entries) => {
            let entries = entries.iter();
            Value::Object(
                entries
                    .map(|(key, node)| (key.clone(), json(node)))
                    .collect(),
            )
        }
    }
}

/// A number of YAML; as text if JSON cannot hold it.
fn number(text: &str) -> Value {
    let plain = text.trim_start_matches('+');
    if let Ok(value) = plain.parse::<i64>() {
        return Value::from(value);
    }
    if let Ok(value) = plain.parse::<u64>() {
        return Value::from(value);
    }
    match plain.parse::<f64>() {
        Ok(value) if value.is_finite() => Value::from(value),
        _ => Value::from(text),
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        let code = after
            .get(..2)
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}
