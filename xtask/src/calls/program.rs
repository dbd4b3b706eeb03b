//! The program that makes the calls of a plan with a generated crate. Each function of the client is called in one place,
//! with the values that the program reads when it runs: so its size grows with the functions, not with the calls.

use specwright::ir::{
    Api, Auth, Body, BodyContent, Call, Parameter, ParameterKind, Passed, SchemePlace, Streamed,
};

use super::keys::{header_key, key, media_types, type_key};
use super::plan::functions;
use super::types::{argument, text};

/// The text of the program. `library` is the generated crate.
#[must_use]
pub fn program(api: &Api, library: &str) -> String {
    let mut bodies = String::new();
    let mut arms = String::new();
    for (index, (_, call)) in functions(api).enumerate() {
        bodies.push_str(&Function::new(api, call, index).text());
        arms.push_str(&format!(
            "        {index} => f{index}(&client, call).await,\n"
        ));
    }
    let (credentials, builder) = builder(api);
    format!(
        "#![allow(deprecated, unused_variables, dead_code, clippy::all)]

use {library} as api;
use api::Call as _;

{HELPERS}{MAIN}
fn client(url: &str) -> Result<api::Client, String> {{
{credentials}    {builder}
        .retry(api::runtime::Retry::off())
        .timeout(std::time::Duration::from_secs(20))
        .build()
        .map_err(|error| format!(\"configuration\\t{{error}}\"))
}}

async fn make(url: &str, function: u64, call: &Values) -> Outcome {{
    let client = client(url)?;
    match function {{
{arms}        _ => Err(\"configuration\\tunknown function\".to_owned()),
    }}
}}
{bodies}"
    )
}

/// The statement that makes credentials, and the builder of a client for the server at `url`.
pub(crate) fn builder(api: &Api) -> (String, String) {
    let (credentials, passed) = credentials(api);
    let builder = match api.base_url {
        Some(_) => format!("api::Client::builder({passed}).base_url(url)"),
        None if passed.is_empty() => "api::Client::builder(url)".to_owned(),
        None => format!("api::Client::builder(url, {passed})"),
    };
    (credentials, builder)
}

/// The statement that makes credentials, and the argument that passes them.
fn credentials(api: &Api) -> (String, String) {
    match &api.auth {
        Auth::None => (String::new(), String::new()),
        Auth::Bearer { .. } => (String::new(), "\"token\"".to_owned()),
        Auth::Schemes(schemes) => {
            let mut made =
                "    let credentials = api::endpoints::Credentials::default()".to_owned();
            for scheme in schemes {
                let arguments = match scheme.place {
                    SchemePlace::Basic => "\"user\", \"password\"",
                    _ => "\"secret-token\"",
                };
                made.push_str(&format!(".{}({arguments})", scheme.name));
            }
            (format!("{made};\n"), "credentials".to_owned())
        }
    }
}

/// The function of a program that makes one call.
pub(crate) struct Function {
    /// The lines up to the request, with its arguments.
    pub(crate) start: String,
    /// A line for each setter, with its name.
    pub(crate) steps: Vec<(String, String)>,
    /// The lines that send the request. One that calls `kept` keeps a value.
    pub(crate) finish: &'static str,
}

impl Function {
    /// The function for a call.
    pub(crate) fn new(api: &Api, call: &Call, index: usize) -> Self {
        Self {
            start: format!(
                "async fn f{index}(client: &api::Client, call: &Values) -> Outcome {{
    let request = client.{}({});",
                call.name,
                arguments(api, call)
            ),
            steps: steps(api, call),
            finish: match call.delivery.streamed {
                Some(Streamed::Events | Streamed::Items) => {
                    "    let mut items = done(request.send().await)?;
    while let Some(item) = items.next().await {
        let value = done(item)?;
        kept(value);
    }
    Ok(())
}"
                }
                Some(Streamed::Bytes) | None => {
                    "    let value = done(request.send().await)?;
    kept(value);
    Ok(())
}"
                }
            },
        }
    }

    fn text(&self) -> String {
        let steps: String = self
            .steps
            .iter()
            .map(|(_, step)| format!("{step}\n"))
            .collect();
        format!("\n{}\n{steps}{}\n", self.start, self.finish)
    }
}

fn arguments(api: &Api, call: &Call) -> String {
    let mut arguments = Vec::new();
    for parameter in &call.required {
        let Some(passed) = passed(api, parameter) else {
            continue;
        };
        let read = format!("{passed}(call.need({:?})?)?", key(parameter));
        arguments.push(match &parameter.kind {
            ParameterKind::DateRange { .. } => format!("{read}.0, {read}.1"),
            _ => read,
        });
    }
    if let Some(body) = call.body.as_ref().filter(|body| body.passed.is_argument()) {
        let read = body_read(api, body);
        arguments.push(match body.passed {
            Passed::ArgumentOrNone => format!("call.get(\"body\").map({read}).transpose()?"),
            _ => format!("{read}(call.need(\"body\")?)?"),
        });
    }
    arguments.join(", ")
}

fn steps(api: &Api, call: &Call) -> Vec<(String, String)> {
    let mut steps = Vec::new();
    for parameter in &call.optional {
        let (key, name) = (key(parameter), &parameter.name);
        let set = match (&parameter.kind, passed(api, parameter)) {
            (ParameterKind::DateRange { .. }, _) => {
                format!("{{ let (first, last) = dates(value)?; request.{name}(first, last) }}")
            }
            (ParameterKind::Additional, _) => format!(
                "{{ let parts = parts(value)?.into_iter(); \
                 parts.fold(request, |request, (name, part)| request.{name}(name, part)) }}"
            ),
            (_, Some(passed)) => format!("request.{name}({passed}(value)?)"),
            (_, None) => format!("request.{name}()"),
        };
        steps.push((name.to_string(), step(&key, &set)));
    }
    if let Some(body) = call.body.as_ref().filter(|body| !body.passed.is_argument()) {
        let set = format!("request.{}({}(value)?)", body.name, body_read(api, body));
        steps.push((body.name.to_string(), step("body", &set)));
    }
    steps
}

fn step(key: &str, set: &str) -> String {
    format!(
        "    let request = match call.get({key:?}) {{ Some(value) => {set}, None => request }};"
    )
}

/// The function that reads the value of a parameter; `None` for a flag, which has no value.
fn passed(api: &Api, parameter: &Parameter) -> Option<String> {
    Some(match &parameter.kind {
        ParameterKind::Flag | ParameterKind::Empty | ParameterKind::Additional => return None,
        ParameterKind::DateRange { .. } => "dates".to_owned(),
        ParameterKind::Single { value, .. } | ParameterKind::Styled { value, .. } => {
            format!("read::<{}>", argument(api, &value.argument))
        }
        ParameterKind::List { items, .. } => {
            format!("read::<Vec<{}>>", argument(api, &items.argument))
        }
        ParameterKind::File | ParameterKind::Files { .. } | ParameterKind::Content => {
            file(parameter)
        }
    })
}

/// The function that makes a part, or several, with the media type and the headers that the caller has to name.
fn file(parameter: &Parameter) -> String {
    let made = match parameter.kind {
        ParameterKind::Content => "content",
        _ => "file",
    };
    let mut steps = String::new();
    if let Some(usual) = media_types(parameter).first() {
        let key = type_key(parameter);
        steps.push_str(&format!(".media_type(call.text({key:?}, {usual:?}))"));
    }
    for header in &parameter.part.headers {
        if header.value.is_none() {
            let (key, name) = (header_key(parameter, &header.name), &header.name);
            steps.push_str(&format!(".header({name:?}, call.text({key:?}, \"text\"))"));
        }
    }
    let one = format!("(|value: &Value| Ok::<_, String>({made}(value)?{steps}))");
    match parameter.kind {
        ParameterKind::Files { .. } => format!(
            "(|value: &Value| each(value).iter().map({one}).collect::<Result<Vec<_>, String>>())"
        ),
        _ => one,
    }
}

fn body_read(api: &Api, body: &Body) -> String {
    match &body.content {
        BodyContent::Json { value, .. } => format!("read::<{}>", argument(api, &value.argument)),
        BodyContent::Form(value) => format!("read::<{}>", text(api, &value.ty)),
        BodyContent::Parts => "parts".to_owned(),
        BodyContent::Text(_) => "plain".to_owned(),
        BodyContent::Bytes(_) => "bytes".to_owned(),
        BodyContent::List(items) | BodyContent::Lines { items, .. } => {
            format!("read::<Vec<{}>>", argument(api, &items.argument))
        }
        BodyContent::Joined(items) => {
            format!("split::<{}>", argument(api, &items.argument))
        }
    }
}

/// The part that is the same for every program. Values are read by the trait `Made`.
pub(crate) const HELPERS: &str = r#"use std::collections::BTreeMap;
use std::fmt::Debug;
use serde_json::Value;

type Outcome = Result<(), String>;

struct Values(BTreeMap<String, Value>);

impl Values {
    fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    fn need(&self, key: &str) -> Result<&Value, String> {
        self.get(key).ok_or_else(|| format!("value\tno value for `{key}`"))
    }

    fn text(&self, key: &str, usual: &str) -> String {
        self.get(key).and_then(|value| plain(value).ok()).unwrap_or_else(|| usual.to_owned())
    }
}

trait Made: Sized {
    fn made(value: &Value) -> Result<Self, String>;
}

fn read<T: Made>(value: &Value) -> Result<T, String> {
    T::made(value)
}

fn from_json<T: serde::de::DeserializeOwned>(value: &Value) -> Result<T, String> {
    let text = value.to_string();
    let cut: String = text.chars().take(200).collect();
    serde_json::from_str(&text)
        .map_err(|error| format!("value\t{error}: {cut} as {}", std::any::type_name::<T>()))
}

fn split<T: Made>(value: &Value) -> Result<Vec<T>, String> {
    let items = value.as_str().unwrap_or_default().split(',');
    items.map(|item| read(&Value::from(item))).collect()
}

fn dates(value: &Value) -> Result<(api::runtime::Date, api::runtime::Date), String> {
    let text = value.as_str().unwrap_or_default();
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    Ok((read(&Value::from(first))?, read(&Value::from(last))?))
}

fn plain(value: &Value) -> Result<String, String> {
    Ok(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

fn bytes(value: &Value) -> Result<Vec<u8>, String> {
    plain(value).map(String::into_bytes)
}

fn file(value: &Value) -> Result<api::runtime::Part, String> {
    Ok(api::runtime::Part::bytes(bytes(value)?).file_name("file.txt"))
}

fn each(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        one => std::slice::from_ref(one),
    }
}

fn content(value: &Value) -> Result<api::runtime::Part, String> {
    Ok(api::runtime::Part::from(plain(value)?))
}

fn part(value: &Value) -> Result<api::runtime::Part, String> {
    let part = api::runtime::Part::from(plain(value)?);
    Ok(if value.is_object() { part.media_type("application/json") } else { part })
}

fn parts(value: &Value) -> Result<Vec<(String, api::runtime::Part)>, String> {
    let mut parts = Vec::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        for one in each(value).iter().filter(|one| !one.is_null()) {
            parts.push((name.clone(), part(one)?));
        }
    }
    Ok(parts)
}

fn done<T, E: Debug>(result: Result<T, api::runtime::Error<E>>) -> Result<T, String> {
    use api::runtime::Error;
    result.map_err(|error| {
        let kind = match &error {
            Error::Invalid(_) => "invalid",
            Error::Transport { .. } => "transport",
            Error::Interrupted { .. } => "interrupted",
            Error::Api { .. } => "api",
            Error::Status { .. } => "status",
            Error::Decode { .. } => "decode",
            _ => "other",
        };
        format!("{kind}\t{error}")
    })
}
"#;

/// The rest of the program that calls a server. It prints a line for each call: its number, the kind of its result, and the
/// message.
const MAIN: &str = r#"
impl<T: serde::de::DeserializeOwned> Made for T {
    fn made(value: &Value) -> Result<Self, String> {
        from_json(value)
    }
}

fn kept<T>(_: T) {}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (plan, url) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    let text = std::fs::read_to_string(plan).unwrap_or_default();
    let plan: Value = serde_json::from_str(&text).unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    for call in plan["calls"].as_array().into_iter().flatten() {
        let values = call["values"].as_object().cloned().unwrap_or_default();
        let id = call["id"].as_u64().unwrap_or(0);
        let function = call["function"].as_u64().unwrap_or(0);
        let values = Values(values.into_iter().collect());
        let url = format!("{url}/~{id}");
        let result = runtime.block_on(make(&url, function, &values));
        match result {
            Ok(()) => println!("{id}\tok\t"),
            Err(error) => println!("{id}\t{}", error.replace(['\n', '\r'], " ")),
        }
    }
}
"#;
