//! Values that a schema describes: required properties alone, all at once, each variant of a union once, and the edges of
//! limits.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value, json};

use super::document::Document;
use super::scalars::{MAX_LENGTH, numbers, strings};
use super::schema::{Flat, add, flatten, variants};
use super::strings::string;

/// Optional properties deeper than this are left out.
const FULL_DEPTH: usize = 4;
/// A value that is nested deeper than this has no end.
const MAX_DEPTH: usize = 14;
/// The values of an enum, and the examples of a schema, that are tried.
const MAX_CHOICES: usize = 6;

/// The way that a value goes: properties of the other way are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the server: without `readOnly`.
    Request,
    /// From the server: without `writeOnly`.
    Response,
}

/// A value with the reason why it is tried.
#[derive(Clone, Debug)]
pub struct Sample {
    /// `required only`, `all`, or the choice that is made: `/kind|variant=2`.
    pub what: String,
    /// The value.
    pub value: Value,
}

/// The choices that a value is made with: by the path of the choice, the index of the alternative.
type Choices = BTreeMap<String, usize>;

/// Up to `most` values of a schema.
///
/// # Errors
/// The reason why there is none.
pub fn samples(
    document: &Document,
    schema: &Value,
    way: Way,
    most: usize,
) -> Result<Vec<Sample>, String> {
    let mut found: Vec<Sample> = Vec::new();
    let keep = |what: String, value: Value, found: &mut Vec<Sample>| {
        if found.iter().all(|known| known.value != value) {
            found.push(Sample { what, value });
        }
    };
    let (full, points) = attempt(document, schema, way, true, Choices::new());
    let full_fails = full.as_ref().err().cloned();
    if let Ok(value) = full {
        keep("all".to_owned(), value, &mut found);
    }
    if let (Ok(value), _) = attempt(document, schema, way, false, Choices::new()) {
        keep("required only".to_owned(), value, &mut found);
    }
    let mut seen: Vec<String> = Vec::new();
    let mut queue: VecDeque<Choices> = VecDeque::new();
    spread(&Choices::new(), points, &mut seen, &mut queue);
    while let Some(choices) = queue.pop_front().filter(|_| found.len() < most) {
        let what = choices
            .iter()
            .map(|(path, index)| format!("{path}={index}"));
        let what = what.collect::<Vec<_>>().join(" ");
        let (value, points) = attempt(document, schema, way, true, choices.clone());
        if let Ok(value) = value {
            keep(what, value, &mut found);
            spread(&choices, points, &mut seen, &mut queue);
        }
    }
    match full_fails {
        Some(reason) if found.is_empty() => Err(reason),
        _ => Ok(found),
    }
}

/// Queues each alternative of the choices that were not met before.
fn spread(
    made: &Choices,
    points: Vec<(String, usize)>,
    seen: &mut Vec<String>,
    queue: &mut VecDeque<Choices>,
) {
    for (path, count) in points {
        if made.contains_key(&path) || seen.contains(&path) {
            continue;
        }
        for index in 1..count {
            let mut choices = made.clone();
            choices.insert(path.clone(), index);
            queue.push_back(choices);
        }
        seen.push(path);
    }
}

fn attempt(
    document: &Document,
    schema: &Value,
    way: Way,
    is_full: bool,
    choices: Choices,
) -> (Result<Value, String>, Vec<(String, usize)>) {
    let mut maker = Maker {
        document,
        way,
        is_full,
        choices,
        points: Vec::new(),
    };
    let value = maker.value(schema, "", 0);
    (value, maker.points)
}

struct Maker<'d> {
    document: &'d Document,
    way: Way,
    is_full: bool,
    choices: Choices,
    /// The choices that were met, with the number of alternatives of each.
    points: Vec<(String, usize)>,
}

impl Maker<'_> {
    fn choose(&mut self, path: String, count: usize) -> usize {
        let chosen = self.choices.get(&path).copied().unwrap_or(0);
        self.points.push((path, count));
        chosen.min(count.saturating_sub(1))
    }

    fn value(&mut self, schema: &Value, path: &str, depth: usize) -> Result<Value, String> {
        if depth > MAX_DEPTH {
            return Err(format!("the schema at `{path}` has no end"));
        }
        if schema == &Value::Bool(false) {
            return Err(format!("nothing fits the schema at `{path}`"));
        }
        let mut flat = flatten(self.document, schema);
        for _ in 0..8 {
            if !self.pick_variant(&mut flat, path) {
                break;
            }
        }
        let mut candidates = self.candidates(&flat);
        if candidates.is_empty() {
            return self.built(&flat, path, depth);
        }
        let index = match candidates.len() {
            1 => 0,
            count => self.choose(format!("{path}|value"), count),
        };
        Ok(candidates.swap_remove(index))
    }

    /// Merges one variant of a union into the schema. Returns whether there was one.
    fn pick_variant(&mut self, flat: &mut Flat, path: &str) -> bool {
        let mut list = variants(self.document, flat);
        let discriminator = flat.remove("discriminator");
        let (one, any) = (flat.remove("oneOf"), flat.remove("anyOf"));
        // A second list of alternatives is the next round's.
        if let (Some(_), Some(any)) = (one, any) {
            flat.insert("anyOf".to_owned(), any);
        }
        // Of alternatives that are one value each, those that the schema beside them allows.
        if let Some(allowed) = flat.get("enum").and_then(Value::as_array) {
            list.retain(|(variant, _)| {
                variant
                    .get("const")
                    .is_none_or(|value| allowed.contains(value))
            });
        }
        for (variant, _) in &mut list {
            // This is how schemars writes that a value can be null.
            if *variant == json!({ "nullable": true }) {
                *variant = json!({ "type": "null" });
            }
        }
        // The plain variant of a value that can be null comes first.
        list.sort_by_key(|(variant, _)| variant.get("type") == Some(&Value::from("null")));
        if list.is_empty() {
            return discriminator.is_some() && flat.contains_key("anyOf");
        }
        let index = self.choose(format!("{path}|variant"), list.len());
        let (variant, tag) = list.swap_remove(index);
        let variant = flatten(self.document, &variant);
        for (key, value) in &variant {
            match key.as_str() {
                "discriminator" => {}
                "type" | "nullable" => {
                    flat.insert(key.clone(), value.clone());
                }
                _ => add(flat, key, value),
            }
        }
        if let Some((property, value)) = tag {
            tag_with(flat, &property, &value, self.document);
        }
        true
    }

    /// Values that are complete: of enums and examples, and scalars with their edges.
    fn candidates(&self, flat: &Flat) -> Vec<Value> {
        if let Some(constant) = flat.get("const") {
            return vec![constant.clone()];
        }
        if let Some(values) = flat.get("enum").and_then(Value::as_array) {
            let fits = |value: &&Value| is_of(value, kind(flat)) || is_nullable(flat);
            let found: Vec<Value> = values
                .iter()
                .filter(fits)
                .take(MAX_CHOICES)
                .cloned()
                .collect();
            // Values that are all of another type are a mistake of the document.
            if !found.is_empty() {
                return found;
            }
        }
        let mut found = match kind(flat) {
            "string" => match flat.get("contentSchema") {
                Some(content) => self.json_text(content).into_iter().collect(),
                None => strings(flat),
            },
            "integer" => numbers(flat, true),
            "number" => numbers(flat, false),
            "boolean" => vec![json!(true), json!(false)],
            "null" => vec![Value::Null],
            _ => return Vec::new(),
        };
        if is_nullable(flat) {
            found.push(Value::Null);
        }
        found
    }

    /// A text that is JSON of this schema.
    fn json_text(&self, content: &Value) -> Option<Value> {
        let (value, _) = attempt(self.document, content, self.way, true, Choices::new());
        value.ok().map(|value| Value::from(value.to_string()))
    }

    fn built(&mut self, flat: &Flat, path: &str, depth: usize) -> Result<Value, String> {
        match kind(flat) {
            "array" => self.array(flat, path, depth),
            "object" => self.object(flat, path, depth),
            "string" => Err(format!("no text for the pattern at `{path}`")),
            _ => Ok(json!("any")),
        }
    }

    fn array(&mut self, flat: &Flat, path: &str, depth: usize) -> Result<Value, String> {
        let limit = |key: &str| flat.get(key).and_then(Value::as_u64);
        let (least, most) = (limit("minItems").unwrap_or(0), limit("maxItems"));
        let places = flat.get("prefixItems").and_then(Value::as_array);
        let mut items = Vec::new();
        for (index, place) in places.into_iter().flatten().enumerate() {
            items.push(self.value(place, &format!("{path}/{index}"), depth + 1)?);
        }
        let is_short = !self.is_full && least == 0 || depth > FULL_DEPTH + 2;
        let usual = match is_short {
            true => least,
            false => 1.max(least).min(most.unwrap_or(u64::MAX)),
        };
        let mut counts = vec![usual, least];
        counts.extend(
            most.or(Some(2))
                .filter(|most| *most <= MAX_LENGTH && *most >= least),
        );
        counts.dedup();
        let unique = flat.get("uniqueItems") == Some(&Value::Bool(true));
        let count = match depth <= 2 && !unique && counts.len() > 1 {
            true => {
                let index = self.choose(format!("{path}|items"), counts.len());
                counts.get(index).copied().unwrap_or(usual)
            }
            false => usual,
        };
        let any = Value::Bool(true);
        let schema = flat.get("items").unwrap_or(&any);
        if (items.len() as u64) < count {
            let made = self.value(schema, &format!("{path}/*"), depth + 1);
            match made {
                Ok(item) if unique => items.extend(others(item, count as usize - items.len())),
                Ok(item) => items.resize(count as usize, item),
                Err(_) if least == 0 => {}
                Err(reason) => return Err(reason),
            }
        }
        Ok(Value::Array(items))
    }

    fn object(&mut self, flat: &Flat, path: &str, depth: usize) -> Result<Value, String> {
        let mut made = Map::new();
        let required: Vec<&str> = flat
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let properties = flat.get("properties").and_then(Value::as_object);
        for (name, schema) in properties.into_iter().flatten() {
            let is_required = required.contains(&name.as_str());
            if self.goes_other_way(schema) || !is_required && (!self.is_full || depth > FULL_DEPTH)
            {
                continue;
            }
            match self.value(schema, &format!("{path}/{name}"), depth + 1) {
                Ok(value) => {
                    made.insert(name.clone(), value);
                }
                Err(reason) if is_required => return Err(reason),
                Err(_) => {}
            }
        }
        let missing = required.iter().filter(|name| !made.contains_key(**name));
        let undeclared: Vec<String> = missing
            .filter(|name| properties.is_none_or(|known| !known.contains_key(**name)))
            .map(|name| (*name).to_owned())
            .collect();
        for name in undeclared {
            made.insert(name, json!("any"));
        }
        self.additional(flat, &mut made, path, depth);
        Ok(Value::Object(made))
    }

    /// Adds a property besides those that are listed, where the schema describes it.
    fn additional(&mut self, flat: &Flat, made: &mut Map<String, Value>, path: &str, depth: usize) {
        let least = flat
            .get("minProperties")
            .and_then(Value::as_u64)
            .unwrap_or(0);
        let is_wanted = self.is_full && depth <= FULL_DEPTH || (made.len() as u64) < least;
        let patterns = flat.get("patternProperties").and_then(Value::as_object);
        let pattern = patterns.and_then(|patterns| patterns.iter().next());
        if let Some((pattern, schema)) = pattern.filter(|_| is_wanted) {
            let mut key = Flat::new();
            key.insert("pattern".to_owned(), Value::from(pattern.clone()));
            let value = self.value(schema, &format!("{path}/*"), depth + 1);
            if let (Some(name), Ok(value)) = (string(&key), value) {
                made.insert(name, value);
            }
            return;
        }
        let schema = match flat.get("additionalProperties") {
            Some(schema @ (Value::Object(_) | Value::Bool(true))) => schema,
            _ => return,
        };
        let names = flat
            .get("propertyNames")
            .map(|names| flatten(self.document, names));
        let listed = names
            .as_ref()
            .and_then(|names| names.get("enum"))
            .and_then(|values| values.get(0))
            .and_then(Value::as_str)
            .map(str::to_owned);
        let name = listed
            .or_else(|| names.as_ref().and_then(string))
            .unwrap_or_else(|| "more".to_owned());
        if is_wanted && let Ok(value) = self.value(schema, &format!("{path}/*"), depth + 1) {
            made.insert(name, value);
        }
    }

    fn goes_other_way(&self, schema: &Value) -> bool {
        let key = match self.way {
            Way::Request => "readOnly",
            Way::Response => "writeOnly",
        };
        flatten(self.document, schema).get(key) == Some(&Value::Bool(true))
    }
}

/// A value, and others like it up to the number of `count`: with a digit more for each, where the value allows that.
fn others(first: Value, count: usize) -> Vec<Value> {
    let other = |index: usize| match (&first, index) {
        (value, 0) => value.clone(),
        (Value::String(text), index) if text.starts_with('0') => Value::from(index.to_string()),
        (Value::String(text), index) => Value::from(format!("{text}{index}")),
        (Value::Number(number), index) => match number.as_i64() {
            Some(number) => Value::from(number + index as i64),
            None => Value::Number(number.clone()),
        },
        (value, _) => value.clone(),
    };
    (0..count).map(other).collect()
}

/// Sets the discriminating property, unless the variant itself says which values it has.
fn tag_with(flat: &mut Flat, property: &str, value: &str, document: &Document) {
    let properties = flat
        .entry("properties")
        .or_insert_with(|| Value::Object(Map::new()));
    let Some(properties) = properties.as_object_mut() else {
        return;
    };
    let known = properties
        .get(property)
        .map(|schema| flatten(document, schema));
    let values = known
        .as_ref()
        .and_then(|known| known.get("enum"))
        .and_then(Value::as_array);
    let has_own = known
        .as_ref()
        .is_some_and(|known| known.contains_key("const"))
        || values.is_some_and(|values| !values.contains(&Value::from(value)));
    if !has_own {
        properties.insert(property.to_owned(), json!({ "const": value }));
    }
    add(flat, "required", &json!([property]));
}

/// The type of the values of a schema; empty if it can be any.
fn kind(flat: &Flat) -> &str {
    let named = match flat.get("type") {
        Some(Value::String(name)) => Some(name.as_str()),
        Some(Value::Array(names)) => {
            let mut names = names.iter().filter_map(Value::as_str);
            names.clone().find(|name| *name != "null").or(names.next())
        }
        _ => None,
    };
    let has = |key: &str| flat.contains_key(key);
    match named {
        Some(name) => name,
        None if has("properties") || has("additionalProperties") || has("required") => "object",
        None if has("items") || has("prefixItems") => "array",
        None if has("minLength") || has("pattern") => "string",
        None if has("format") => match flat.get("format").and_then(Value::as_str) {
            Some("int32" | "int64") => "integer",
            Some("float" | "double") => "number",
            _ => "string",
        },
        None => "",
    }
}

/// Whether a value is of a type.
fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        _ => true,
    }
}

fn is_nullable(flat: &Flat) -> bool {
    let listed = flat.get("type").and_then(Value::as_array);
    flat.get("nullable") == Some(&Value::Bool(true))
        || listed.is_some_and(|names| names.len() > 1 && names.contains(&Value::from("null")))
}
