//! Responses: how they are read, and the types of their content.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::print::format::type_text;
use super::super::print::imports::Imports;
use super::super::print::types::rust;
use crate::ir::{Api, ErrorBody, EventForm, Framing, Operation, Output, StatusVariant, Statuses};
use crate::names::Name;

/// Statuses as the document writes them: `200`, `2XX`, `default`.
fn names(statuses: &[Statuses]) -> Vec<String> {
    let name = |statuses: &Statuses| match statuses {
        Statuses::Code(code) => code.to_string(),
        Statuses::Class(class) => format!("{class}XX"),
        Statuses::Default => "default".to_owned(),
    };
    statuses.iter().map(name).collect()
}

/// A list of statuses as the runtime takes it.
pub(super) fn list(statuses: &[Statuses]) -> TokenStream {
    let names = names(statuses).into_iter().map(|name| {
        // A name is a literal with a suffix, or a word: both are tokens.
        name.parse::<TokenStream>().unwrap_or_default()
    });
    let is_plain = statuses
        .iter()
        .all(|statuses| matches!(statuses, Statuses::Code(_)));
    match is_plain {
        true => quote!(&[#(#names),*]),
        false => quote!(runtime::statuses![#(#names),*]),
    }
}

/// How the content of a response is read, and the type of its value.
pub(super) fn output(
    api: &Api,
    output: &Output,
    imports: &mut Imports<'_>,
) -> (TokenStream, TokenStream) {
    match output {
        Output::Empty => (quote!(runtime::Empty), quote!(())),
        Output::Text => (quote!(runtime::Text), quote!(String)),
        Output::Bytes => (quote!(runtime::Raw), quote!(runtime::Bytes)),
        Output::Events { .. } => {
            let (decode, data) = event(api, output, imports);
            (
                quote!(runtime::Events<#decode>),
                quote!(Vec<runtime::Event<#data>>),
            )
        }
        Output::Items { .. } => {
            let (items, item) = items(api, output, imports);
            (quote!(runtime::Items<#items>), quote!(Vec<#item>))
        }
        Output::ByContentType(ty) => {
            let ty = rust(api, ty, imports);
            (quote!(runtime::ByContentType<#ty>), ty)
        }
        Output::PerStatus { name, .. } => (quote!(#name), quote!(#name)),
        Output::Json { ty, is_linked } => {
            let decode = match is_linked {
                true => quote!(runtime::Linked),
                false => quote!(runtime::Json),
            };
            let ty = rust(api, ty, imports);
            (quote!(#decode<#ty>), ty)
        }
    }
}

/// How the data of an event is read, and the type of its value. For other content, the same as [`output`].
pub(super) fn event(
    api: &Api,
    output: &Output,
    imports: &mut Imports<'_>,
) -> (TokenStream, TokenStream) {
    let Output::Events { data, form } = output else {
        return self::output(api, output, imports);
    };
    let data = rust(api, data, imports);
    match form {
        EventForm::Text => (quote!(runtime::Text), data),
        EventForm::Json => (quote!(runtime::Json<#data>), data),
        EventForm::Envelope => (quote!(runtime::Envelope<#data>), data),
    }
}

/// How items are told apart, and the type of each. For other content, the same as [`output`].
pub(super) fn items(
    api: &Api,
    output: &Output,
    imports: &mut Imports<'_>,
) -> (TokenStream, TokenStream) {
    let Output::Items { item, framing } = output else {
        return self::output(api, output, imports);
    };
    let item = rust(api, item, imports);
    match framing {
        Framing::Lines => (quote!(runtime::JsonLines<#item>), item),
        Framing::Sequence => (quote!(runtime::JsonSequence<#item>), item),
    }
}

/// The type of error bodies.
pub(super) fn error(api: &Api, error: &ErrorBody, imports: &mut Imports<'_>) -> TokenStream {
    match error {
        ErrorBody::Undocumented => quote!(runtime::Undocumented),
        ErrorBody::One(ty) => rust(api, ty, imports),
        ErrorBody::PerStatus { name, .. } => imports.beside(name),
    }
}

/// The enums of an operation whose responses or errors differ by status.
pub(super) fn declarations(
    api: &Api,
    operation: &Operation,
    imports: &mut Imports<'_>,
) -> Vec<String> {
    let first = operation.calls.first();
    let function = first.map_or("", |call| call.name.as_str());
    let mut declared = Vec::new();
    if let Output::PerStatus { name, variants, .. } = &operation.output {
        let docs = format!(
            "The response to [`Client::{function}`](super::Client::{function}), by status."
        );
        let lines = variants
            .iter()
            .map(|variant| line(api, variant, true, imports));
        declared.push(declaration("responses", &docs, name, lines));
    }
    if let ErrorBody::PerStatus {
        name,
        variants,
        sharers,
        is_declared: true,
        ..
    } = &operation.error
    {
        let others = match sharers.saturating_sub(1) {
            0 => String::new(),
            1 => " and one other operation".to_owned(),
            others => format!(" and {others} other operations"),
        };
        let docs = format!(
            "The error body of [`Client::{function}`](super::Client::{function}){others}, by status."
        );
        let lines = variants
            .iter()
            .map(|variant| line(api, variant, false, imports));
        declared.push(declaration("error_bodies", &docs, name, lines));
    }
    declared
}

/// An enum with a line for each status.
fn declaration(
    macro_name: &str,
    docs: &str,
    name: &Name,
    lines: impl Iterator<Item = String>,
) -> String {
    let lines: String = lines.collect();
    format!(
        "runtime::{macro_name}! {{\n    /// {docs}\n    pub enum {name} {{\n{lines}    }}\n}}\n"
    )
}

fn line(api: &Api, variant: &StatusVariant, is_output: bool, imports: &mut Imports<'_>) -> String {
    let (decode, ty) = output(api, &variant.output, imports);
    let held = match (&variant.output, is_output) {
        (Output::Empty, _) => String::new(),
        (_, true) => format!("({} => {})", type_text(&decode), type_text(&ty)),
        (_, false) => format!("({})", type_text(&ty)),
    };
    format!(
        "        {}{held} = {},\n",
        variant.name,
        names(&variant.statuses).join(" | ")
    )
}
