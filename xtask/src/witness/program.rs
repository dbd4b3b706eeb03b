//! The program that makes calls without a network: it writes down each request, and reads the response that it is given.

use specwright::ir::Api;

use super::source::{Part, Source};
use super::values;
use crate::calls::plan::functions;
use crate::calls::program::{Function, HELPERS, builder};

/// The program for all functions of a client.
pub(super) fn program(api: &Api) -> Source {
    let mut parts = Vec::new();
    let mut arms = String::new();
    for (index, (_, call)) in functions(api).enumerate() {
        let function = Function::new(api, call, index);
        let mut part =
            Part::new(format!("endpoints::Client::{}()", call.name)).line(&function.start);
        for (name, step) in &function.steps {
            part = part.optional(format!("endpoints::{}::{name}()", call.type_name), step);
        }
        for line in function.finish.lines() {
            part = match line.trim_start().starts_with("kept(") {
                true => part.optional(format!("kept by {}", call.name), line),
                false => part.line(line),
            };
        }
        parts.push(part.instead(format!(
            "async fn f{index}(client: &api::Client, call: &Values) -> Outcome {{ gone() }}"
        )));
        arms.push_str(&format!(
            "        {index} => f{index}(&client, call).await,\n"
        ));
    }
    parts.extend(values::parts(api));
    parts.push(client(api));
    let head = format!(
        "#![allow(warnings)]
#![allow(clippy::all)]

use api::Call as _;

{HELPERS}{}
async fn make(function: u64, call: &Values) -> Outcome {{
    let client = client()?;
    match function {{
{arms}        _ => gone(),
    }}
}}
",
        include_str!("program.txt")
    );
    Source::new(head, parts)
}

fn client(api: &Api) -> Part {
    let (credentials, builder) = builder(api);
    let text = format!(
        "fn client() -> Result<api::Client, String> {{
    let url = \"https://witness.example\";
{credentials}    {builder}
        .transport(Witness)
        .retry(api::runtime::Retry::off())
        .strict()
        .build()
        .map_err(|error| format!(\"configuration\\t{{error}}\"))
}}"
    );
    Part::new("endpoints::Client::builder()")
        .line(&text)
        .instead("fn client() -> Result<api::Client, String> { Err(\"configuration\\tgone\".to_owned()) }")
}
