//! Documentation comments: prose of the document, and the facts below it.

use proc_macro2::TokenStream;
use quote::quote;

use super::markdown;
use crate::ir::{Count, Docs, Note};

/// The comment of an item; `fallback`, which must be safe, if the document says nothing of it.
pub(super) fn item(docs: &Docs, fallback: &str) -> TokenStream {
    attributes(&text(docs, fallback))
}

/// The same as text: what stands behind each `///`.
pub(super) fn text(docs: &Docs, fallback: &str) -> Vec<String> {
    let mut paragraphs: Vec<Vec<String>> = Vec::new();
    for text in [&docs.summary, &docs.description].into_iter().flatten() {
        let lines = markdown::lines(text);
        if !lines.is_empty() && !paragraphs.contains(&lines) {
            paragraphs.push(lines);
        }
    }
    if paragraphs.is_empty() && !fallback.is_empty() {
        paragraphs.push(vec![fallback.to_owned()]);
    }
    let notes: Vec<String> = docs.notes.iter().map(note).collect();
    if !notes.is_empty() {
        paragraphs.push(markdown::wrap(&notes.join(" ")));
    }
    behind_slashes(&paragraphs.join(&String::new()))
}

/// A comment of one line that this crate wrote; text of the document in it goes through [`span`].
pub(super) fn line(text: &str) -> TokenStream {
    attributes(&behind_slashes(&[text.to_owned()]))
}

/// A comment of several paragraphs that this crate wrote.
pub(super) fn lines(paragraphs: &[&str]) -> TokenStream {
    let lines: Vec<String> = paragraphs.join("\n\n").lines().map(str::to_owned).collect();
    attributes(&behind_slashes(&lines))
}

/// Text of the document as it is, set as code.
pub(super) fn span(text: &str) -> String {
    markdown::code_span(text)
}

fn attributes(lines: &[String]) -> TokenStream {
    quote!(#(#[doc = #lines])*)
}

fn behind_slashes(lines: &[String]) -> Vec<String> {
    lines
        .iter()
        .map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            }
        })
        .collect()
}

fn note(note: &Note) -> String {
    match note {
        Note::Default(value) => format!("Default: {}.", span(value)),
        Note::Minimum(value) => format!("At least {}.", span(value)),
        Note::Maximum(value) => format!("At most {}.", span(value)),
        Note::Items(count) => format!("{}.", amount(*count, "items")),
        Note::Length(count) => format!("{}.", amount(*count, "characters")),
        Note::Pattern(value) => format!("Matches {}.", span(value)),
    }
}

fn amount(count: Count, things: &str) -> String {
    match (count.min, count.max) {
        (Some(min), Some(max)) if min == max => format!("Exactly {min} {things}"),
        (Some(min), Some(max)) => format!("{min} to {max} {things}"),
        (Some(min), None) => format!("At least {min} {things}"),
        (None, Some(max)) => format!("At most {max} {things}"),
        (None, None) => format!("Any number of {things}"),
    }
}
