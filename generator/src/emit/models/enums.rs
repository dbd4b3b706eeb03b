//! Values out of a set: an enum each, declared by a macro of the runtime.
//!
//! The macro is written as text: a value stands beside its name, so that a new value is one line of
//! a diff.

use proc_macro2::Literal;

use super::super::print::docs;
use crate::config::Code;
use crate::ir::{IntegerEnum, StringEnum, TypeDef, Variant};
use crate::names::Name;

/// The declaration of an enum of texts.
pub(super) fn string_enum(def: &TypeDef, shape: &StringEnum) -> String {
    let variants = shape
        .variants
        .iter()
        .map(|variant| (variant, Literal::string(&variant.value).to_string()));
    let macro_name = if shape.other.is_some() {
        "open_enum"
    } else {
        "closed_enum"
    };
    declaration(macro_name, def, variants, shape.other.as_ref())
}

/// The declaration of an enum of whole numbers.
pub(super) fn integer_enum(def: &TypeDef, shape: &IntegerEnum) -> String {
    let variants = shape
        .variants
        .iter()
        .map(|variant| (variant, variant.value.to_string()));
    declaration("integer_enum", def, variants, shape.other.as_ref())
}

/// A macro with a line for each value.
fn declaration<'a, T: 'a>(
    macro_name: &str,
    def: &TypeDef,
    variants: impl Iterator<Item = (&'a Variant<T>, String)>,
    other: Option<&Name>,
) -> String {
    let name = &def.name;
    let mut lines: Vec<String> = docs::text(&def.docs)
        .into_iter()
        .map(|line| format!("    ///{line}"))
        .collect();
    lines.extend(docs::deprecated_text(&def.docs).map(|attribute| format!("    {attribute}")));
    let added = &def.added;
    if !added.derives.is_empty() {
        let derives: Vec<&str> = added.derives.iter().map(Code::as_str).collect();
        lines.push(format!("    #[derive({})]", derives.join(", ")));
    }
    let attributes = added.attributes.iter();
    lines.extend(attributes.map(|attribute| format!("    {}", attribute.as_str())));
    lines.push(format!("    pub enum {name} {{"));
    for (variant, value) in variants {
        let docs = docs::text(&variant.docs);
        // The macro adds a paragraph with the value.
        let end = (!docs.is_empty()).then(String::new);
        let docs = docs.into_iter().chain(end);
        lines.extend(docs.map(|line| format!("        ///{line}")));
        let deprecated = docs::deprecated_text(&variant.docs);
        lines.extend(deprecated.map(|attribute| format!("        {attribute}")));
        lines.push(format!("        {} = {value},", variant.name));
    }
    lines.extend(other.map(|other| format!("        _ => {other},")));
    lines.push("    }".to_owned());
    format!("runtime::{macro_name}! {{\n{}\n}}\n", lines.join("\n"))
}
