//! Documentation comments: descriptions of the document, and the limits below them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::deprecation;
use super::format::DOC_BREAK;
use super::markdown;
use crate::ir::{Count, Docs, Link, Note, SentBy, Split};
use crate::names::Name;

/// The comment of an item, and that it is deprecated; nothing if the document says neither.
pub(in crate::emit) fn item(docs: &Docs) -> TokenStream {
    let (comment, deprecated) = (attributes(&text(docs)), deprecated(docs));
    quote!(#comment #deprecated)
}

/// The attribute of an item that is deprecated. Documentation shows it, so that no comment says it again.
pub(in crate::emit) fn deprecated(docs: &Docs) -> Option<TokenStream> {
    docs.deprecated.then(|| match deprecation::reason(docs) {
        Some(reason) => quote!(#[deprecated = #reason]),
        None => quote!(#[deprecated]),
    })
}

/// The same as text.
pub(in crate::emit) fn deprecated_text(docs: &Docs) -> Option<String> {
    docs.deprecated.then(|| match deprecation::reason(docs) {
        Some(reason) => format!("#[deprecated = {}]", Literal::string(&reason)),
        None => "#[deprecated]".to_owned(),
    })
}

/// The comment of a function: that of an item, what is said of its arguments, and in the last line what is requested.
pub(in crate::emit) fn function(
    docs: &Docs,
    arguments: &[(&Name, &Docs)],
    requested: &str,
) -> TokenStream {
    let mut lines = text(docs);
    let mut list = Vec::new();
    for (name, docs) in arguments {
        let mut sentences: Vec<String> = Vec::new();
        let description = docs.description.as_deref().map(markdown::paragraph);
        sentences.extend(description.filter(|description| !description.is_empty()));
        sentences.extend(docs.notes.iter().map(note));
        sentences.extend(docs.deprecated.then(|| "Deprecated.".to_owned()));
        if !sentences.is_empty() {
            list.extend(markdown::list_line(&format!(
                "`{name}`: {}",
                joined(&sentences)
            )));
        }
    }
    if !list.is_empty() {
        lines.extend((!lines.is_empty()).then(String::new));
        lines.extend(behind_slashes(&list));
    }
    lines.extend((!lines.is_empty()).then(String::new));
    lines.extend(behind_slashes(&[span(requested)]));
    let (comment, deprecated) = (attributes(&lines), deprecated(docs));
    quote!(#comment #deprecated)
}

/// Sentences on one line. Many a description ends without a full stop, which it needs before another sentence.
fn joined(sentences: &[String]) -> String {
    let mut line = String::new();
    for sentence in sentences {
        if line.ends_with(char::is_alphanumeric) {
            line.push('.');
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(sentence);
    }
    line
}

/// The same as text: what stands behind each `///`.
pub(in crate::emit) fn text(docs: &Docs) -> Vec<String> {
    let mut paragraphs: Vec<Vec<String>> = Vec::new();
    for text in [&docs.summary, &docs.description].into_iter().flatten() {
        let lines = markdown::lines(text);
        if !lines.is_empty() && !paragraphs.contains(&lines) {
            paragraphs.push(lines);
        }
    }
    let notes: Vec<String> = docs.notes.iter().map(note).collect();
    if !notes.is_empty() {
        paragraphs.push(markdown::wrap(&notes.join(" ")));
    }
    behind_slashes(&paragraphs.join(&String::new()))
}

/// A comment of one line that this crate wrote; text of the document in it goes through [`span`].
pub(in crate::emit) fn line(text: &str) -> TokenStream {
    attributes(&behind_slashes(&[text.to_owned()]))
}

/// A comment of several paragraphs that this crate wrote.
pub(in crate::emit) fn lines(paragraphs: &[&str]) -> TokenStream {
    let lines: Vec<String> = paragraphs.join("\n\n").lines().map(str::to_owned).collect();
    attributes(&behind_slashes(&lines))
}

/// Text of the document as it is, set as code.
pub(in crate::emit) fn span(text: &str) -> String {
    markdown::code_span(text)
}

/// One attribute for all lines: fewer tokens to make, to parse and to print. [`super::format`] makes lines of it.
fn attributes(lines: &[String]) -> TokenStream {
    let lines = (!lines.is_empty())
        .then(|| lines.join(DOC_BREAK))
        .into_iter();
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
        Note::Above(value) => format!("More than {}.", span(value)),
        Note::Below(value) => format!("Less than {}.", span(value)),
        Note::MultipleOf(value) => format!("A multiple of {}.", span(value)),
        Note::Properties(count) => format!("{}.", amount(*count, "properties")),
        Note::Items(count) => format!("{}.", amount(*count, "items")),
        Note::Split(Split::Chunks(_)) => "`chunks` sends more, in several requests.".to_owned(),
        Note::Split(Split::Pages) => {
            "`stream` and `pages` send a long list in several requests.".to_owned()
        }
        Note::Length(count) => format!("{}.", amount(*count, "characters")),
        Note::Pattern(value) => format!("Matches {}.", span(value)),
        Note::InputOf(name) => {
            format!("This is [the form of `{name}`](super::{name}) that is sent.")
        }
        Note::SentAs { input, by } => sent_as(input, by.as_ref()),
        Note::MediaTypes(types) => {
            let types: Vec<String> = types.iter().map(|media_type| span(media_type)).collect();
            format!("It needs a media type: {}.", types.join(" or "))
        }
        Note::TextIn(media_type) => format!("The text is sent as it is, as {}.", span(media_type)),
        Note::PartHeader(name) => format!("It needs the header {}.", span(name)),
        Note::MediaType(media_type) => {
            format!("The response is requested in {}.", span(media_type))
        }
        Note::Sets(property, value) => {
            format!("{} of the body is always {}.", span(property), span(value))
        }
        Note::OptionalBody => {
            "The body is optional: [`without_body`](runtime::Call::without_body) sends none."
                .to_owned()
        }
        Note::BodyOrNone => "`None` sends no body.".to_owned(),
        Note::Response(summary) => format!("Response: {}", markdown::lines(summary).join(" ")),
        Note::ParentTag(tag) => format!("Belongs to the tag {}.", span(tag)),
        Note::KindOfTag(kind) => format!("Kind of tag: {}.", span(kind)),
        Note::Header(name) => format!("The header {}.", span(name)),
        Note::Headers { success, error } => headers(success.as_ref(), error.as_ref()),
        Note::ReadFromHeaders => {
            "Documented headers of a response, read by [`headers_as`](runtime::Response::headers_as)."
                .to_owned()
        }
        Note::Link(link) => self::link(link),
        Note::FilledIn => {
            "Without it, each request has a key of its own, the same in all of its attempts."
                .to_owned()
        }
        Note::Also(function, media_type) => {
            format!(
                "`{function}` requests the response in {}.",
                span(media_type)
            )
        }
    }
}

/// The types of the headers of an operation's responses.
fn headers(success: Option<&Name>, error: Option<&Name>) -> String {
    let link = |name: &Name| format!("[`{name}`](super::super::models::{name})");
    match (success, error) {
        (Some(success), Some(error)) if success == error => {
            format!("Headers, also of errors: {}.", link(success))
        }
        (Some(success), Some(error)) => {
            format!("Headers: {}; of errors: {}.", link(success), link(error))
        }
        (Some(success), None) => format!("Headers: {}.", link(success)),
        (None, Some(error)) => format!("Headers of errors: {}.", link(error)),
        (None, None) => String::new(),
    }
}

/// A link to a page. One that does not say where it leads from here is code.
pub(in crate::emit) fn link(link: &Link) -> String {
    let address = &link.address;
    let is_absolute = ["https://", "http://"]
        .iter()
        .any(|scheme| address.starts_with(scheme));
    let label = link
        .label
        .as_deref()
        .map(|label| label.trim_end_matches('.'));
    match (label, is_absolute) {
        (Some(label), true) => {
            let label = label.replace(['[', ']'], "");
            markdown::paragraph(&format!("[{label}]({address})")) + "."
        }
        (None, true) => format!("See {}.", markdown::paragraph(address)),
        (label, false) => {
            let label = markdown::paragraph(label.unwrap_or("See"));
            format!("{label}: {}.", span(address))
        }
    }
}

/// The same as an item of a list.
pub(in crate::emit) fn link_line(link: &Link) -> Vec<String> {
    markdown::list_line(&self::link(link))
}

/// The form of a type that is sent.
fn sent_as(input: &Name, by: Option<&SentBy>) -> String {
    let made = match by {
        None => "",
        Some(SentBy::Into) => ", into which this converts",
        Some(SentBy::Method) => ", which [`into_input`](Self::into_input) makes of this",
    };
    format!("[What is sent](super::{input}) is `{input}`{made}.")
}

/// `things` in the plural.
fn amount(count: Count, things: &str) -> String {
    let of = |number: u64| match (number, things) {
        (1, "properties") => "1 property".to_owned(),
        (1, _) => format!("1 {}", things.trim_end_matches('s')),
        _ => format!("{number} {things}"),
    };
    match (count.min, count.max) {
        (Some(min), Some(max)) if min == max => format!("Exactly {}", of(min)),
        (Some(min), Some(max)) => format!("{min} to {}", of(max)),
        (Some(min), None) => format!("At least {}", of(min)),
        (None, Some(max)) => format!("At most {}", of(max)),
        (None, None) => format!("Any number of {things}"),
    }
}
