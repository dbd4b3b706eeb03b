//! The front page of a crate: its `src/lib.rs` and its README, which are written once and then belong to people.

use super::print::docs;
use crate::ir::{Api, Auth, Call, Delivery, Docs, Method, Operation, Output, SchemePlace};

/// The front page of a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    /// The text of `src/lib.rs`.
    pub library: String,
    /// The text of `README.md`.
    pub readme: String,
}

/// The features of every generated crate.
const FEATURES: &str = "\
| feature | |
|---|---|
| `ring` (default) | TLS with ring |
| `aws-lc` | TLS with aws-lc |
| `tls` | TLS with a cryptography provider that the program installs |
| `hyper` | connections without TLS |
| `http2` | HTTP/2, if the server supports it |
| `reqwest`, `tower` | a `reqwest::Client` or a `tower::Service` as the transport |
| `blocking` | `.send().wait()`, without `async` |
| `tracing` | spans and events |
";

/// The feature of a crate with examples.
const MOCK: &str = "\
| `mock` | `examples::mock()`, a transport for tests that responds with the examples of the document |
";

/// Prints the front page of a crate called `package`, with a first call. `command` is the one that writes the generated
/// files.
#[must_use]
pub fn front(api: &Api, package: &str, command: &str) -> Front {
    let title = docs::text(&Docs {
        summary: Some(format!("Client of the API “{}”.", api.title)),
        description: api.description.clone(),
        ..Docs::default()
    });
    let mut title: String = title
        .iter()
        .map(|line| without_space(line) + "\n")
        .collect();
    title.extend((!api.links.is_empty()).then_some("\n"));
    let links = api.links.iter().flat_map(docs::link_line);
    title.extend(links.map(|line| line + "\n"));
    let program = program(api, &package.replace('-', "_"));
    let page = |features: &str, fence: &str, program: &str, link: &str| {
        format!(
            "{title}
```{fence}
{program}```

[`Client`] has a function for each operation. Required parameters are its arguments, optional ones are methods of the
request that it returns, and `send` sends that. {}{link}

`Ok` means that the server did what was asked, and that its response was understood. Everything else is an [`Error`],
which keeps the status, the headers and the body of a response, and says by `outcome()` whether the request took effect.

{features} Features

{FEATURES}{mock}",
            others(api),
            mock = api.examples.as_ref().map_or("", |_| MOCK),
        )
    };
    let docs = page("#", "no_run", &program, "");
    let docs: String = docs.lines().map(docs_line).collect();
    let shown: String = program
        .lines()
        .filter(|line| !line.starts_with("# "))
        .map(|line| format!("{line}\n"))
        .collect();
    let link = "\n`cargo doc --open` shows all of them.";
    let readme = page("##", "rust,ignore", &shown, link);
    let readme = readme
        .replace("[`Client`]", "`Client`")
        .replace("[`Error`]", "`Error`");
    let names = match api.auth {
        Auth::Schemes(_) => "{Client, Credentials, Error}",
        Auth::None | Auth::Bearer { .. } => "{Client, Error}",
    };
    let modules = MODULES
        .replace("{command}", command)
        .replace("{names}", names);
    Front {
        library: format!("{docs}{modules}"),
        readme: format!("# {package}\n\n{readme}"),
    }
}

/// The end of the library.
const MODULES: &str = "\
//!
//! The files below `generated` are written by `{command}`; this file was written once, and is yours.

#[rustfmt::skip]
mod generated;

pub use generated::endpoints::{names};
pub use generated::*;
pub use runtime::{self, Call, json};
";

/// A first program. The lines that documentation hides begin with `# `.
fn program(api: &Api, library: &str) -> String {
    let call = first_call(api);
    let mut imports = vec!["Client"];
    if call.is_some() {
        imports.insert(0, "Call");
    }
    if matches!(api.auth, Auth::Schemes(_)) {
        imports.push("Credentials");
    }
    let imports = match imports.as_slice() {
        [one] => (*one).to_owned(),
        several => format!("{{{}}}", several.join(", ")),
    };
    let sent = call.map_or_else(
        || "drop(client);\n".to_owned(),
        |call| {
            format!(
                "let response = client.{}().send().await?;\nprintln!(\"{{response:?}}\");\n",
                call.name
            )
        },
    );
    format!(
        "use {library}::{imports};

# async fn run() -> Result<(), Box<dyn std::error::Error>> {{
let client = {};
{sent}# Ok(())
# }}
",
        client(api)
    )
}

fn without_space(line: &str) -> String {
    line.strip_prefix(' ').unwrap_or(line).to_owned()
}

fn docs_line(line: &str) -> String {
    match line.is_empty() {
        true => "//!\n".to_owned(),
        false => format!("//! {line}\n"),
    }
}

/// A client, as one makes it first.
fn client(api: &Api) -> String {
    let credentials = match &api.auth {
        Auth::None => None,
        Auth::Bearer { .. } => Some("\"token\"".to_owned()),
        Auth::Schemes(schemes) => Some(schemes.first().map_or_else(
            || "Credentials::default()".to_owned(),
            |scheme| {
                let given = match scheme.place {
                    SchemePlace::Basic => "\"user\", \"password\"",
                    _ => "\"secret\"",
                };
                format!("Credentials::default().{}({given})", scheme.name)
            },
        )),
    };
    match (&api.base_url, credentials) {
        (Some(_), credentials) => format!("Client::new({})?", credentials.unwrap_or_default()),
        (None, credentials) => {
            let credentials = credentials.map(|credentials| format!(", {credentials}"));
            let credentials = credentials.unwrap_or_default();
            let path = api.server.as_deref().and_then(path).unwrap_or_default();
            format!("Client::builder(\"https://api.example{path}\"{credentials}).build()?")
        }
    }
}

/// The path of a server without a host, if it is one that an example can show.
fn path(server: &str) -> Option<&str> {
    let path = server.trim_end_matches('/');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~');
    (path.starts_with('/') && !path.starts_with("//") && path.chars().all(is_plain)).then_some(path)
}

/// A call without arguments whose response can be printed: one that reads, if there is one.
fn first_call(api: &Api) -> Option<&Call> {
    let operations = || api.groups.iter().flat_map(|group| &group.operations);
    let simple = |operation: &'_ Operation| {
        let is_value = matches!(operation.output, Output::Json { .. } | Output::Text);
        is_value && operation.base_url.is_none() && !operation.is_alternative
    };
    let reading = operations().filter(|operation| operation.method == Method::Get);
    reading
        .filter(|operation| simple(operation))
        .flat_map(|operation| &operation.calls)
        .find(|call| call.required.is_empty() && call.body.is_none())
}

/// One sentence on the calls that are more than one request and one response.
fn others(api: &Api) -> &'static str {
    let operations = || api.groups.iter().flat_map(|group| &group.operations);
    let is_paged = operations()
        .flat_map(|operation| &operation.calls)
        .any(|call| {
            matches!(
                call.delivery,
                Delivery {
                    paging: Some(_),
                    ..
                }
            )
        });
    let is_streamed = operations().any(|operation| {
        matches!(
            operation.output,
            Output::Events { .. } | Output::Items { .. }
        )
    });
    match (is_paged, is_streamed) {
        (true, true) => {
            "`stream` reads all pages of a list, and a stream of events or items is read by `next().await`."
        }
        (true, false) => "`stream` reads all pages of a list.",
        (false, true) => "A stream of events or items is read by `next().await`.",
        (false, false) => "`send_raw` gives a response as it arrived.",
    }
}
