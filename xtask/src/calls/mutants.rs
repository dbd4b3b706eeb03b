//! Requests that are wrong on purpose: a judge that accepts all of them proves nothing for their operation.

use serde_json::Value;

use super::message::Recorded;

/// A part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The body.
    Body,
    /// A parameter or credentials.
    Parameter,
    /// The path, of an operation in which nothing else can be wrong.
    Path,
}

/// A wrong request.
#[derive(Clone, Debug)]
pub(super) struct Mutant {
    /// The part that is wrong.
    pub(super) part: Part,
    /// The change.
    pub(super) what: String,
    /// The request.
    pub(super) request: Recorded,
}

/// Changes one part of a request of `operation` at a time.
pub(super) fn mutants(operation: &str, request: &Recorded) -> Vec<Mutant> {
    let mut found = Vec::new();
    bodies(request, &mut found);
    parameters(operation, request, &mut found);
    let (path, query) = split(&request.target);
    let target = format!("{}/wrong/wrong{query}", path.trim_end_matches('/'));
    let wrong = Recorded {
        target,
        ..request.clone()
    };
    push(&mut found, Part::Path, "another path", wrong);
    found
}

fn push(found: &mut Vec<Mutant>, part: Part, what: impl Into<String>, request: Recorded) {
    found.push(Mutant {
        part,
        what: what.into(),
        request,
    });
}

fn bodies(request: &Recorded, found: &mut Vec<Mutant>) {
    if request.body.is_empty() && request.header("content-type").is_none() {
        return;
    }
    let with = |body: Vec<u8>| Recorded {
        body,
        ..request.clone()
    };
    let media_type = request.header("content-type").unwrap_or("").to_owned();
    if let Ok(value) = serde_json::from_slice::<Value>(&request.body) {
        json_bodies(&value, &with, found);
    } else if media_type.contains("urlencoded") {
        let text = String::from_utf8_lossy(&request.body).into_owned();
        for (name, rest) in without_each(&text) {
            push(
                found,
                Part::Body,
                format!("without `{name}`"),
                with(rest.into_bytes()),
            );
        }
        for (name, rest) in with_each_wrong(&text) {
            push(
                found,
                Part::Body,
                format!("`{name}` wrong"),
                with(rest.into_bytes()),
            );
        }
    } else if media_type.starts_with("multipart/") {
        push(
            found,
            Part::Body,
            "without parts",
            with(without_parts(&media_type)),
        );
    }
    let mut empty = with(Vec::new());
    empty
        .headers
        .retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
    push(found, Part::Body, "without the body", empty);
    let mut other = request.clone();
    for (name, value) in &mut other.headers {
        if name.eq_ignore_ascii_case("content-type") {
            *value = "application/x-wrong".to_owned();
        }
    }
    push(found, Part::Body, "of another media type", other);
}

fn json_bodies(value: &Value, with: &dyn Fn(Vec<u8>) -> Recorded, found: &mut Vec<Mutant>) {
    let mut add = |what: String, value: Value| {
        push(
            found,
            Part::Body,
            what,
            with(value.to_string().into_bytes()),
        );
    };
    let wrong = |value: &Value| match value {
        Value::Object(_) | Value::Array(_) => Value::from("wrong"),
        _ => serde_json::json!({ "wrong": { "wrong": [] } }),
    };
    add("the body of another type".to_owned(), wrong(value));
    for (name, inner) in value.as_object().into_iter().flatten() {
        let mut without = value.clone();
        let mut changed = value.clone();
        if let (Some(without), Some(changed)) = (without.as_object_mut(), changed.as_object_mut()) {
            without.remove(name);
            changed.insert(name.clone(), wrong(inner));
        }
        add(format!("without `{name}`"), without);
        add(format!("`{name}` of another type"), changed);
    }
    if let Some(first) = value.get(0) {
        add(
            "items of another type".to_owned(),
            Value::Array(vec![wrong(first)]),
        );
    }
}

/// The end of a body without any part.
fn without_parts(media_type: &str) -> Vec<u8> {
    let boundary = media_type
        .split("boundary=")
        .nth(1)
        .unwrap_or("")
        .trim_matches('"');
    format!("--{boundary}--\r\n").into_bytes()
}

fn parameters(operation: &str, request: &Recorded, found: &mut Vec<Mutant>) {
    let (path, query) = split(&request.target);
    let pairs = query.trim_start_matches('?');
    let mut with_target = |what: String, target: String| {
        let wrong = Recorded {
            target,
            ..request.clone()
        };
        push(found, Part::Parameter, what, wrong);
    };
    let with_query = |pairs: &str| match pairs {
        "" => path.to_owned(),
        pairs => format!("{path}?{pairs}"),
    };
    if !pairs.is_empty() {
        for (name, rest) in without_each(pairs) {
            with_target(format!("without `{name}`"), with_query(&rest));
        }
        for (name, rest) in with_each_wrong(pairs) {
            with_target(format!("`{name}` wrong"), with_query(&rest));
        }
    }
    for (name, wrong) in wrong_segments(operation, path) {
        with_target(format!("`{name}` wrong"), format!("{wrong}{query}"));
    }
    let usual = [
        "host",
        "user-agent",
        "accept",
        "accept-encoding",
        "content-type",
        "content-length",
        "connection",
        "transfer-encoding",
    ];
    for (name, _) in &request.headers {
        if usual.contains(&name.to_ascii_lowercase().as_str()) {
            continue;
        }
        let mut without = request.clone();
        without.headers.retain(|(known, _)| known != name);
        push(found, Part::Parameter, format!("without `{name}`"), without);
        let mut wrong = request.clone();
        for (_, value) in wrong.headers.iter_mut().filter(|(known, _)| known == name) {
            *value = "wrong value".to_owned();
        }
        push(found, Part::Parameter, format!("`{name}` wrong"), wrong);
    }
}

fn split(target: &str) -> (&str, &str) {
    let at = target.find('?').unwrap_or(target.len());
    target.split_at(at)
}

fn name(pair: &str) -> String {
    pair.split('=').next().unwrap_or_default().to_owned()
}

/// The pairs of a query or a form without each of the names.
fn without_each(pairs: &str) -> Vec<(String, String)> {
    let all: Vec<&str> = pairs.split('&').collect();
    let mut found: Vec<(String, String)> = Vec::new();
    for pair in &all {
        let name = name(pair);
        if found.iter().all(|(known, _)| *known != name) {
            let rest: Vec<&str> = all
                .iter()
                .copied()
                .filter(|pair| self::name(pair) != name)
                .collect();
            found.push((name, rest.join("&")));
        }
    }
    found
}

/// The pairs of a query or a form with another value for each.
fn with_each_wrong(pairs: &str) -> Vec<(String, String)> {
    let all: Vec<&str> = pairs.split('&').collect();
    let changed = all.iter().enumerate().map(|(index, pair)| {
        let name = name(pair);
        let wrong = format!("{name}=wrong%20value");
        let pairs: Vec<&str> = all
            .iter()
            .enumerate()
            .map(|(other, pair)| {
                if other == index {
                    wrong.as_str()
                } else {
                    *pair
                }
            })
            .collect();
        (name, pairs.join("&"))
    });
    changed.collect()
}

/// The path with each of its parameters empty, or with another value.
fn wrong_segments(operation: &str, path: &str) -> Vec<(String, String)> {
    let template = operation
        .split_once(' ')
        .map_or(operation, |(_, path)| path);
    let names: Vec<&str> = template.split('/').collect();
    let values: Vec<&str> = path.split('/').collect();
    let mut found = Vec::new();
    for (index, name) in names
        .iter()
        .enumerate()
        .filter(|(_, name)| name.contains('{'))
    {
        for wrong in ["", "wrong%20value"] {
            let segments: Vec<&str> = values
                .iter()
                .enumerate()
                .map(|(other, value)| if other == index { wrong } else { *value })
                .collect();
            found.push(((*name).to_owned(), segments.join("/")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(target: &str, body: &str) -> Recorded {
        Recorded {
            method: "POST".to_owned(),
            target: target.to_owned(),
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.as_bytes().to_vec(),
        }
    }

    #[test]
    fn each_parameter_is_left_out_and_changed() {
        let made = mutants("POST /pets/{id}", &request("/pets/7?a=1&b=2&a=3", "{}"));
        let targets: Vec<&str> = made
            .iter()
            .filter(|mutant| mutant.part == Part::Parameter)
            .map(|mutant| mutant.request.target.as_str())
            .collect();
        let expected = [
            "/pets/7?b=2",
            "/pets/7?a=1&a=3",
            "/pets/7?a=wrong%20value&b=2&a=3",
            "/pets/7?a=1&b=wrong%20value&a=3",
            "/pets/7?a=1&b=2&a=wrong%20value",
            "/pets/?a=1&b=2&a=3",
            "/pets/wrong%20value?a=1&b=2&a=3",
        ];
        assert_eq!(targets, expected);
    }

    #[test]
    fn each_property_is_left_out_and_changed() {
        let made = mutants("POST /pets", &request("/pets", r#"{"a":1,"b":[]}"#));
        let bodies: Vec<_> = made
            .iter()
            .filter(|mutant| mutant.part == Part::Body)
            .map(|mutant| String::from_utf8_lossy(&mutant.request.body).into_owned())
            .collect();
        let expected = [
            r#""wrong""#,
            r#"{"b":[]}"#,
            r#"{"a":{"wrong":{"wrong":[]}},"b":[]}"#,
            r#"{"a":1}"#,
            r#"{"a":1,"b":"wrong"}"#,
            "",
            r#"{"a":1,"b":[]}"#,
        ];
        assert_eq!(bodies, expected);
    }
}
