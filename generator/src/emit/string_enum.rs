//! Strings out of a set: an enum each, declared by a macro of the runtime.
//!
//! The macro is written as text: a value stands beside its name, so that a new value is one line of
//! a diff.

use proc_macro2::Literal;

use super::docs;
use crate::ir::{StringEnum, TypeDef};

/// The declaration of the enum.
pub(super) fn string_enum(def: &TypeDef, shape: &StringEnum) -> String {
    let name = &def.name;
    let mut lines: Vec<String> = docs::text(&def.docs, &format!("The values of `{name}`."))
        .into_iter()
        .map(|line| format!("    ///{line}"))
        .collect();
    lines.push(format!("    pub enum {name} {{"));
    for variant in &shape.variants {
        lines.push(format!(
            "        {} = {},",
            variant.name,
            Literal::string(&variant.value)
        ));
    }
    if shape.open {
        lines.push(format!("        _ => {},", shape.other));
    }
    lines.push("    }".to_owned());
    let name = if shape.open {
        "open_enum"
    } else {
        "closed_enum"
    };
    format!("runtime::{name}! {{\n{}\n}}\n", lines.join("\n"))
}
