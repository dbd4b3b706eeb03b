//! A program that reads the examples of a document with the generated types and writes them again: a measure of the
//! generator, written beside a crate on request and part of no client.

use proc_macro2::Literal;

use super::print::format::type_text;
use super::print::imports::{Imports, Part, Shadowed};
use super::print::types::rust;
use crate::ir::{Api, Section};
use crate::lower::Example;

/// The text of the program. `library` is the crate that it is written beside, as code calls it. It prints a line for
/// each example: `exact`, `alike`, or `lost` with what is different.
#[must_use]
pub fn emit_values(api: &Api, examples: &[Example], library: &str) -> String {
    let shadowed = Shadowed::find(api);
    let mut imports = Imports::new(Part::Example, &shadowed);
    let mut calls = String::new();
    for example in examples {
        let ty = type_text(&rust(api, &example.ty, &mut imports));
        let [json, kept] = [&example.json, &example.kept].map(|text| Literal::string(text));
        calls.push_str(&format!(
            "    check::<{ty}>({}, {json}, {kept});\n",
            example.line
        ));
    }
    let names = imports.runtime_names();
    let has = |section| api.types.values().any(|def| def.section == section);
    let modules: String = [("filters", Section::Filters), ("models", Section::Models)]
        .into_iter()
        .filter(|(_, section)| has(*section))
        .map(|(module, _)| format!("use {library}::{module}::*;\n"))
        .collect();
    format!(
        "#![allow(unused_imports, clippy::all)]

use std::collections::BTreeMap;
{modules}use {library}::runtime::{{self, {names}}};

{PROGRAM}
fn main() {{
{calls}}}
"
    )
}

/// The comparison. Numbers are the same if they are equal, times if they are the same instant. A property that is null,
/// or an empty list or object, counts as absent.
const PROGRAM: &str = r#"fn check<T: serde::de::DeserializeOwned + serde::Serialize>(line: u32, json: &str, kept: &str) {
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
    match serde_json::from_str::<T>(json) {
        Err(error) => println!("lost line {line}: not read: {error}: {}", json.chars().take(300).collect::<String>()),
        Ok(value) => match serde_json::to_value(&value) {
            Err(error) => println!("lost line {line}: not written: {error}"),
            Ok(back) if back == read(json) => println!("exact"),
            Ok(back) => match difference(&read(kept), &back) {
                None => println!("alike"),
                Some(what) => println!("lost line {line}: {what}"),
            },
        },
    }
}

fn difference(before: &serde_json::Value, after: &serde_json::Value) -> Option<String> {
    use serde_json::Value::*;
    let is_nothing = |value: &serde_json::Value| match value {
        Null => true,
        Array(items) => items.is_empty(),
        Object(entries) => entries.is_empty(),
        _ => false,
    };
    match (before, after) {
        (Number(a), Number(b)) if a.as_f64() == b.as_f64() => None,
        (String(a), String(b)) if a == b => None,
        (String(a), String(b)) => match (a.parse::<runtime::Timestamp>(), b.parse::<runtime::Timestamp>()) {
            (Ok(a), Ok(b)) if a == b => None,
            _ => Some(format!("{a:?} came back as {b:?}")),
        },
        (Array(a), Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(index, (a, b))| Some(format!("[{index}] {}", difference(a, b)?)))
        }
        (Object(a), Object(b)) => {
            let lost = a.iter().find_map(|(name, a)| match b.get(name) {
                Some(b) => Some(format!("{name}: {}", difference(a, b)?)),
                None if is_nothing(a) => None,
                None => Some(format!("{name}: {a} is lost")),
            });
            let added = || {
                let added = b.iter().find(|(name, b)| !a.contains_key(*name) && !is_nothing(b))?;
                Some(format!("{}: {} was added", added.0, added.1))
            };
            lost.or_else(added)
        }
        (a, b) if a == b => None,
        (a, b) if is_nothing(a) && is_nothing(b) => None,
        (a, b) => Some(format!("{a} came back as {b}")),
    }
}
"#;
