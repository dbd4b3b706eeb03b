//! Values out of a set: an enum each, declared by a macro of the runtime.
//!
//! The macro is written as text: a value stands beside its name, so that a new value is one line of
//! a diff.

use proc_macro2::Literal;

use super::super::print::docs;
use crate::ir::{IntegerEnum, StringEnum, TypeDef};
use crate::names::Name;

/// The declaration of an enum of texts.
pub(super) fn string_enum(def: &TypeDef, shape: &StringEnum) -> String {
    let variants = shape
        .variants
        .iter()
        .map(|variant| (&variant.name, Literal::string(&variant.value).to_string()));
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
        .map(|variant| (&variant.name, variant.value.to_string()));
    declaration("integer_enum", def, variants, shape.other.as_ref())
}

/// A macro with a line for each value.
fn declaration<'a>(
    macro_name: &str,
    def: &TypeDef,
    variants: impl Iterator<Item = (&'a Name, String)>,
    other: Option<&Name>,
) -> String {
    let name = &def.name;
    let mut lines: Vec<String> = docs::text(&def.docs)
        .into_iter()
        .map(|line| format!("    ///{line}"))
        .collect();
    lines.push(format!("    pub enum {name} {{"));
    lines.extend(variants.map(|(name, value)| format!("        {name} = {value},")));
    lines.extend(other.map(|other| format!("        _ => {other},")));
    lines.push("    }".to_owned());
    format!("runtime::{macro_name}! {{\n{}\n}}\n", lines.join("\n"))
}
