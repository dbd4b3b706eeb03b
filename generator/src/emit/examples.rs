//! `examples.rs`: the examples of the document, as responses of a mock.

use std::collections::HashMap;

use quote::quote;

use super::print::docs;
use super::print::format::{self, Block, File};
use crate::ir::{Examples, ResponseExample, ResponseExamples, Statuses};
use crate::names::Name;

/// The comment of the file, with a choice that can be made.
fn intro(operations: &[ResponseExamples]) -> Vec<String> {
    let intro = " The examples of the document, as responses of a mock: `Client::builder(…).transport(examples::mock())`.";
    let mut lines = vec![intro.to_owned()];
    let errors = operations.iter().flat_map(|operation| {
        let list = operation.list.iter().filter(|it| !it.is_success);
        list.map(move |it| (&operation.constant, it.statuses))
    });
    let mut choices = errors.filter_map(|(constant, statuses)| match statuses {
        Statuses::Code(code) => Some(format!("{constant}.status({code})")),
        _ => None,
    });
    if let Some(choice) = choices.next() {
        lines.push(String::new());
        lines.push(format!(
            " Another example is chosen by `examples::mock().with(examples::{choice})`."
        ));
    }
    lines
}

/// The file of all examples.
pub(super) fn file(examples: &Examples) -> File {
    let shared = examples.shared.iter();
    let names: HashMap<&str, &Name> = shared.map(|(name, text)| (text.as_str(), name)).collect();
    let operations = &examples.operations;
    let constants = operations.iter().map(|it| &it.constant);
    let has_any = operations.iter().any(|it| !it.list.is_empty());
    let example = has_any.then(|| quote!(Example,));
    let functions = quote! {
        #[doc = " Returns a mock that responds to every operation with its first example of a success."]
        #[must_use]
        pub fn mock() -> Mock {
            Mock::of_examples(all())
        }

        #[doc = " Returns the examples of all operations, in the order of the document."]
        #[must_use]
        pub fn all() -> &'static [Examples] {
            &[#(#constants),*]
        }
    };
    let mut blocks = vec![Block::Items(functions)];
    blocks.extend(
        operations
            .iter()
            .map(|it| Block::Text(operation(it, &names))),
    );
    let shared = examples.shared.iter();
    blocks.extend(shared.map(|(name, text)| {
        let body = literal(text);
        Block::Text(format!(
            "/// A body that several operations have.\nconst {name}: &str = {body};\n"
        ))
    }));
    let intro = intro(operations);
    let imports = [quote!(use runtime::mock::{#example Examples, Mock};)];
    format::file_with_intro("examples.rs", &intro, &imports, blocks)
}

/// The constant of an operation.
fn operation(examples: &ResponseExamples, names: &HashMap<&str, &Name>) -> String {
    let ResponseExamples {
        constant,
        id,
        route,
        list,
        missing,
    } = examples;
    let lines = list.iter().map(|it| format!("    {},\n", one(it, names)));
    let list = match list.is_empty() {
        true => "&[]".to_owned(),
        false => format!("&[\n{}]", lines.collect::<String>()),
    };
    let missing = missing.as_ref().map_or(String::new(), |reason| {
        format!("\n    .missing({})", literal(reason))
    });
    format!(
        "/// {}\npub const {constant}: Examples = Examples::new({}, {}, {list}){missing};\n",
        docs::span(route),
        literal(id),
        literal(route),
    )
}

fn one(example: &ResponseExample, names: &HashMap<&str, &Name>) -> String {
    let statuses = literal(&example.statuses.to_string());
    let name = example.name.as_ref();
    let called = name.map_or(String::new(), |name| format!(".called({})", literal(name)));
    let Some((media_type, body)) = &example.body else {
        return format!("Example::empty({statuses}){called}");
    };
    let kind = if example.is_success {
        "success"
    } else {
        "error"
    };
    let body = match names.get(body.as_str()) {
        Some(name) => name.to_string(),
        None => literal(body),
    };
    let media_type = literal(media_type);
    format!("Example::{kind}({statuses}, {media_type}, {body}){called}")
}

/// The most `#` that Rust allows on each side of a raw string.
const MAX_HASHES: usize = 255;

/// A string literal: a raw one, so that it can be read, unless something in it cannot be seen, or cannot be in a raw one.
fn literal(text: &str) -> String {
    let is_seen =
        |c: char| matches!(c, '\n' | '\t' | '"' | '\'' | '\\') || c.escape_debug().len() == 1;
    if !text.chars().all(is_seen) {
        return format!("\"{}\"", text.escape_debug());
    }
    if !text.contains(['\n', '\t', '"', '\\']) {
        return format!("\"{text}\"");
    }
    let mut hashes = String::new();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    if hashes.len() > MAX_HASHES {
        return format!("\"{}\"", text.escape_debug());
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_a_literal_of_itself() {
        for (text, expected) in [
            ("a b", "\"a b\""),
            ("it's", "\"it's\""),
            ("a\nb", "r\"a\nb\""),
            ("\"a\"", "r#\"\"a\"\"#"),
            ("\"#", "r##\"\"#\"##"),
            ("\\", "r\"\\\""),
            ("a\r\"", "\"a\\r\\\"\""),
            ("\u{202e}x\u{200b}", "\"\\u{202e}x\\u{200b}\""),
        ] {
            let literal = literal(text);
            assert_eq!(literal, expected);
            let read: syn::LitStr = syn::parse_str(&literal).unwrap();
            assert_eq!(read.value(), text);
        }
    }

    #[test]
    fn a_text_that_no_raw_string_can_hold_is_escaped() {
        let hashes = |count| format!("\"{}", "#".repeat(count));
        assert!(literal(&hashes(254)).starts_with("r#"));
        assert!(literal(&hashes(255)).starts_with("\"\\\""));
        let read: syn::LitStr = syn::parse_str(&literal(&hashes(300))).unwrap();
        assert_eq!(read.value(), hashes(300));
    }
}
