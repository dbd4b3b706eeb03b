//! The text to a configuration.

use toml::de::{DeTable, Error};

use super::code::Code;
use super::formats::formats;
use super::model::{Config, OperationSettings, Rename, Renames, Setting, TypeSettings};
use super::paging::paging;
use super::table::{Table, Text};
use crate::http::is_header;
use crate::problem::Problems;

/// The keys at the top.
const TOP: &[&str] = &[
    "spec",
    "overlays",
    "only",
    "exclude",
    "name",
    "runtime",
    "request-id",
    "docs-url",
    "examples",
    "rename",
    "formats",
    "types",
    "operations",
];

/// The tables of `[rename]`.
const RENAMED: &[&str] = &[
    "types",
    "fields",
    "variants",
    "operations",
    "parameters",
    "modules",
];

impl Config {
    /// Reads the text of a configuration. `file` is its name, which problems show: `specwright.toml:3:9`.
    ///
    /// # Errors
    /// Fails with all problems of the text: what is no TOML, settings that do not exist, and values that they cannot have.
    /// [`lower`](crate::lower()) reports the settings that match nothing in the document.
    pub fn parse(text: &str, file: &str) -> Result<Self, Problems> {
        let places = Text::new(file, text);
        let (table, errors) = DeTable::parse_recoverable(text);
        let start = |error: &Error| error.span().map_or(0, |span| span.start);
        // Those behind the first one follow from it.
        if let Some(error) = errors.iter().min_by_key(|error| start(error)) {
            let at = places.setting((), &error.span().unwrap_or(0..0), "");
            let message = format!("not valid TOML: {}", error.message());
            places.error(&at, message, "correct the syntax at this place");
        }
        let problems = |places: Text<'_>| Problems(places.into_problems());
        if places.has_problems() {
            return Err(problems(places));
        }
        let top = Table::top(&places, table.get_ref());
        top.check(TOP);
        let config = Self {
            file: file.to_owned(),
            spec: top.string("spec"),
            overlays: top.strings("overlays"),
            only: top.strings("only"),
            exclude: top.strings("exclude"),
            name: top.string("name"),
            runtime: top.string("runtime"),
            request_id: header(&top, "request-id", "X-Request-Id"),
            docs_url: docs_url(&top),
            examples: top.flag("examples").unwrap_or_default(),
            rename: renames(&top),
            formats: formats(&top),
            types: top.tables("types").iter().filter_map(types).collect(),
            operations: (top.tables("operations").iter())
                .filter_map(operations)
                .collect(),
        };
        match places.has_problems() {
            true => Err(problems(places)),
            false => Ok(config),
        }
    }
}

/// The name of a header.
fn header(table: &Table<'_, '_>, key: &str, example: &str) -> Option<Setting<String>> {
    let name = table.string(key)?;
    if !is_header(&name.value) {
        let message = format!("`{}` is not the name of a header", name.value);
        table.error(
            &name,
            message,
            &format!("write letters, digits and hyphens: `{example}`"),
        );
        return None;
    }
    Some(name)
}

fn docs_url(top: &Table<'_, '_>) -> Option<Setting<String>> {
    let url = top.string("docs-url")?;
    let authority = ["https://", "http://"]
        .iter()
        .find_map(|scheme| url.value.strip_prefix(scheme));
    let is_url = authority.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && url.value.chars().all(|c| c.is_ascii_graphic())
        && !url.value.contains(['<', '>', '"', '`', '\\', '(', ')']);
    if !is_url {
        let message = format!("`{}` is not the address of a website", url.value);
        let help = "write it with its scheme: `https://docs.example.com/api/`";
        top.error(&url, message, help);
        return None;
    }
    Some(url)
}

fn renames(top: &Table<'_, '_>) -> Renames {
    let Some(table) = top.table("rename") else {
        return Renames::default();
    };
    table.check(RENAMED);
    let of = |key: &str| {
        let pairs = table.table(key).map(|table| table.pairs());
        let pairs = pairs.unwrap_or_default().into_iter();
        pairs.map(|(from, to)| Rename { from, to }).collect()
    };
    Renames {
        types: of("types"),
        fields: of("fields"),
        variants: of("variants"),
        operations: of("operations"),
        parameters: of("parameters"),
        modules: of("modules"),
    }
}

/// The pattern of a table, which has to have other settings, too.
fn pattern(table: &Table<'_, '_>, example: &str, is_empty: bool) -> Option<Setting<String>> {
    let matches = table.string("match");
    let place = table.place();
    match &matches {
        None => table.error(
            &place,
            format!("a table of `{}` has no `match`", place.key),
            &format!("write what it is about: `match = \"{example}\"`"),
        ),
        Some(matches) if is_empty => table.error(
            matches,
            format!("nothing is set for `{}`", matches.value),
            "add a setting below it, or remove the table",
        ),
        Some(_) => {}
    }
    matches.filter(|_| !is_empty)
}

fn types(table: &Table<'_, '_>) -> Option<TypeSettings> {
    table.check(&["match", "derive", "attributes", "exhaustive"]);
    let checked = |key: &str, parse: fn(&str) -> Result<Code, String>, help: &str| -> Vec<Code> {
        let texts = table.strings(key).into_iter();
        texts
            .filter_map(|text| match parse(&text.value) {
                Ok(code) => Some(code),
                Err(reason) => {
                    let message = format!("`{}` is not what `{key}` takes: {reason}", text.value);
                    table.error(&text, message, help);
                    None
                }
            })
            .collect()
    };
    let derives = checked(
        "derive",
        Code::derive,
        "write the path of one derive: `schemars::JsonSchema`",
    );
    let attributes = checked(
        "attributes",
        Code::attribute,
        "write one attribute of an item: `#[my::attribute]`",
    );
    let exhaustive = table.flag("exhaustive");
    let has_any = ["derive", "attributes", "exhaustive"]
        .iter()
        .any(|key| table.has(key));
    Some(TypeSettings {
        matches: pattern(table, "Pet*", !has_any)?,
        derives,
        attributes,
        exhaustive,
    })
}

fn operations(table: &Table<'_, '_>) -> Option<OperationSettings> {
    table.check(&["match", "idempotent", "idempotency-key", "paging"]);
    let idempotent = table.flag("idempotent");
    let idempotency_key = header(table, "idempotency-key", "Idempotency-Key");
    let paging = paging(table);
    let keys = ["idempotent", "idempotency-key", "paging"];
    let has_any = keys.iter().any(|key| table.has(key));
    Some(OperationSettings {
        matches: pattern(table, "GET /reports/*", !has_any)?,
        idempotent,
        idempotency_key,
        paging,
    })
}
