//! `docs-url`: relative links in descriptions lead to the website that they were written for.

use super::settings::Configured;
use crate::ir::{Api, Auth, Call, Docs, Note, Shape};
use crate::openapi::uri::resolved;

impl Configured<'_> {
    /// Makes the links of all descriptions absolute.
    pub(super) fn resolve_links(&self, api: &mut Api) {
        let Some(base) = self.config.and_then(|config| config.docs_url.as_ref()) else {
            return;
        };
        let base = base.value.as_str();
        let absolute = |text: &mut Option<String>| {
            if let Some(text) = text {
                *text = with_links(text, base);
            }
        };
        absolute(&mut api.description);
        for link in &mut api.links {
            link.address = from(base, &link.address);
        }
        each_docs(api, &mut |docs| {
            for note in &mut docs.notes {
                if let Note::Link(link) = note {
                    link.address = from(base, &link.address);
                }
            }
            absolute(&mut docs.summary);
            absolute(&mut docs.description);
        });
    }
}

/// Goes through all documentation of a client.
fn each_docs(api: &mut Api, change: &mut dyn FnMut(&mut Docs)) {
    for def in api.types.values_mut() {
        change(&mut def.docs);
        match &mut def.shape {
            Shape::Struct(shape) => shape.fields.iter_mut().for_each(|it| change(&mut it.docs)),
            Shape::StringEnum(set) => set.variants.iter_mut().for_each(|it| change(&mut it.docs)),
            Shape::IntegerEnum(set) => set.variants.iter_mut().for_each(|it| change(&mut it.docs)),
            Shape::Union(_) | Shape::Alias(_) => {}
        }
    }
    if let Auth::Schemes(schemes) = &mut api.auth {
        schemes.iter_mut().for_each(|it| change(&mut it.docs));
    }
    for group in &mut api.groups {
        change(&mut group.docs);
        let calls = group.operations.iter_mut().flat_map(|it| &mut it.calls);
        calls.for_each(|call| each_docs_of_call(call, change));
    }
}

fn each_docs_of_call(call: &mut Call, change: &mut dyn FnMut(&mut Docs)) {
    change(&mut call.docs);
    let parameters = call.required.iter_mut().chain(&mut call.optional);
    parameters.for_each(|it| change(&mut it.docs));
    if let Some(body) = &mut call.body {
        change(&mut body.docs);
    }
}

/// The text with its relative links (`[label](../page)`) counted from `base`.
fn with_links(text: &str, base: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_fenced = false;
    for line in text.split_inclusive('\n') {
        let is_fence = line.trim_start().starts_with("```");
        is_fenced ^= is_fence;
        match is_fenced || is_fence {
            true => out.push_str(line),
            false => line_with_links(line, base, &mut out),
        }
    }
    out
}

fn line_with_links(line: &str, base: &str, out: &mut String) {
    let mut rest = line;
    let mut backticks = 0;
    while let Some((before, behind)) = rest.split_once("](") {
        out.push_str(before);
        out.push_str("](");
        rest = behind;
        backticks += before.matches('`').count();
        let end = behind.find([')', ' ', '\t', '\n']).unwrap_or(behind.len());
        let (address, after) = behind.split_at_checked(end).unwrap_or((behind, ""));
        // In a code span, it is no link.
        let is_link = backticks % 2 == 0 && !address.is_empty() && !address.starts_with('<');
        if is_link {
            out.push_str(&from(base, address));
            rest = after;
        }
    }
    out.push_str(rest);
}

/// The address of a link that counts from `base`.
fn from(base: &str, address: &str) -> String {
    let page = base.split(['#', '?']).next().unwrap_or(base);
    match address.split_once('#') {
        Some(("", fragment)) => format!("{page}#{fragment}"),
        Some((path, fragment)) => format!("{}#{fragment}", resolved(page, path)),
        None => resolved(page, address),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_links_count_from_the_website() {
        for (text, expected) in [
            ("See [a](b).", "See [a](https://docs.example/api/b)."),
            (
                "[a](/b#c) and [d](../e)",
                "[a](https://docs.example/b#c) and [d](https://docs.example/e)",
            ),
            ("[a](#b)", "[a](https://docs.example/api/#b)"),
            (
                "[a](https://other.example/b)",
                "[a](https://other.example/b)",
            ),
            ("[a](mailto:b@c.example)", "[a](mailto:b@c.example)"),
            (
                "[a](b \"title\")",
                "[a](https://docs.example/api/b \"title\")",
            ),
            (
                "`[a](b)` [c](d)",
                "`[a](b)` [c](https://docs.example/api/d)",
            ),
            (
                "```\n[a](b)\n```\n[a](b)",
                "```\n[a](b)\n```\n[a](https://docs.example/api/b)",
            ),
            ("a](", "a]("),
        ] {
            assert_eq!(with_links(text, "https://docs.example/api/"), expected);
        }
    }
}
