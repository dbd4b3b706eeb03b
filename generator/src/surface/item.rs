//! A public item.

use std::collections::BTreeMap;

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// A public item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// How it is declared.
    pub declaration: Declaration,
    /// Its documentation, lines joined by line breaks.
    pub docs: String,
    /// Whether it is deprecated.
    pub is_deprecated: bool,
    /// The tokens that say what it does.
    pub behavior: String,
}

/// How an item is declared. Types are text, with single spaces where a reader wants them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Declaration {
    /// A struct.
    Struct,
    /// An enum.
    Enum,
    /// An alias of this type.
    Alias(String),
    /// A public field of this type.
    Field(String),
    /// A variant, with its place among the variants, and the type that it holds.
    Variant {
        /// Its place, counted from 0.
        index: usize,
        /// The types in parentheses, if there are any.
        holds: Option<String>,
    },
    /// A constant of this type.
    Constant(String),
    /// A function or method.
    Function {
        /// `&self`, `self` or nothing.
        receiver: Option<String>,
        /// The arguments besides the receiver.
        arguments: Vec<Argument>,
        /// The result; empty if there is none.
        output: String,
    },
    /// A trait that is implemented, with its associated types.
    Trait(String),
}

/// An argument of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: String,
}

/// Items by their paths.
pub(super) type Items = BTreeMap<String, Item>;

/// Adds an item.
pub(super) fn add(
    items: &mut Items,
    path: String,
    declaration: Declaration,
    attributes: &[Attribute],
    behavior: &str,
) {
    let item = Item {
        declaration,
        docs: docs(attributes),
        is_deprecated: attributes
            .iter()
            .any(|attribute| attribute.path().is_ident("deprecated")),
        behavior: behavior.to_owned(),
    };
    items.insert(path, item);
}

fn docs(attributes: &[Attribute]) -> String {
    let lines = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(line),
                    ..
                }) => Some(line.value()),
                _ => None,
            },
            _ => None,
        });
    let lines: Vec<String> = lines.map(|line| line.trim().to_owned()).collect();
    lines.join("\n")
}
