//! Items of a file.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Attribute, Fields, FnArg, ImplItem, ItemImpl, Pat, ReturnType, Signature, Visibility};

use super::item::{Argument, Declaration, Items, add};
use super::macros;
use super::text::{parts, text};

/// Adds the public items of a file in `module`.
pub(super) fn file(module: &str, file: &syn::File, items: &mut Items) {
    let statics = statics(file);
    for item in &file.items {
        match item {
            syn::Item::Struct(item) => structure(module, item, items),
            syn::Item::Enum(item) => enumeration(module, item, items),
            syn::Item::Type(item) if is_public(&item.vis) => {
                let declaration = Declaration::Alias(text(&item.ty));
                add(
                    items,
                    format!("{module}::{}", item.ident),
                    declaration,
                    &item.attrs,
                    "",
                );
            }
            syn::Item::Impl(item) => implementation(module, item, &statics, items),
            _ => {}
        }
    }
    // After all types, whose variants and fields they say more of.
    for item in &file.items {
        if let syn::Item::Macro(item) = item {
            macros::call(module, &item.mac, items);
        }
    }
}

/// The descriptions of operations, by the names of their statics.
fn statics(file: &syn::File) -> BTreeMap<String, String> {
    let statics = file.items.iter().filter_map(|item| match item {
        syn::Item::Static(item) => Some((item.ident.to_string(), text(&item.expr))),
        _ => None,
    });
    statics.collect()
}

fn structure(module: &str, item: &syn::ItemStruct, items: &mut Items) {
    if !is_public(&item.vis) {
        return;
    }
    let path = format!("{module}::{}", item.ident);
    derives(&path, &item.attrs, items);
    for field in &item.fields {
        if let Some(name) = field.ident.as_ref().filter(|_| is_public(&field.vis)) {
            let declaration = Declaration::Field(text(&field.ty));
            add(
                items,
                format!("{path}::{name}"),
                declaration,
                &field.attrs,
                "",
            );
        }
    }
    add(items, path, Declaration::Struct, &item.attrs, "");
}

fn enumeration(module: &str, item: &syn::ItemEnum, items: &mut Items) {
    if !is_public(&item.vis) {
        return;
    }
    let path = format!("{module}::{}", item.ident);
    derives(&path, &item.attrs, items);
    for (index, variant) in item.variants.iter().enumerate() {
        let holds = match &variant.fields {
            Fields::Unnamed(fields) => Some(text(&fields.unnamed)),
            _ => None,
        };
        let declaration = Declaration::Variant { index, holds };
        let path = format!("{path}::{}", variant.ident);
        add(items, path, declaration, &variant.attrs, "");
    }
    add(items, path, Declaration::Enum, &item.attrs, "");
}

fn implementation(
    module: &str,
    item: &ItemImpl,
    statics: &BTreeMap<String, String>,
    items: &mut Items,
) {
    let owner = format!("{module}::{}", text(&item.self_ty));
    if let Some((path, _)) = &item.trait_ {
        // A mark for conversions of errors, which follows from the alias beside it.
        if path
            .segments
            .last()
            .is_some_and(|it| it.ident == "SharedErrorBody")
        {
            return;
        }
        let behavior = item.items.iter().map(|item| in_any_order(&text(item)));
        let behavior: Vec<String> = behavior.collect();
        let declaration = Declaration::Trait(String::new());
        let path = format!("{owner}: {}", text(path));
        return add(items, path, declaration, &item.attrs, &behavior.join("\n"));
    }
    for item in &item.items {
        match item {
            ImplItem::Fn(function) if is_public(&function.vis) => {
                let declaration = signature(&function.sig);
                let mut behavior = in_any_order(&text(&function.block));
                let words: BTreeSet<&str> = behavior
                    .split(|c: char| !c.is_alphanumeric() && c != '_')
                    .collect();
                let described = statics
                    .iter()
                    .filter(|(name, _)| words.contains(name.as_str()));
                let described: String = described
                    .map(|(_, operation)| format!("\n{operation}"))
                    .collect();
                behavior.push_str(&described);
                let path = format!("{owner}::{}()", function.sig.ident);
                add(items, path, declaration, &function.attrs, &behavior);
            }
            ImplItem::Const(constant) if is_public(&constant.vis) => {
                let declaration = Declaration::Constant(text(&constant.ty));
                let path = format!("{owner}::{}", constant.ident);
                add(
                    items,
                    path,
                    declaration,
                    &constant.attrs,
                    &text(&constant.expr),
                );
            }
            _ => {}
        }
    }
}

/// Sorts the fields of the values of `Self` in a text: their order means nothing.
fn in_any_order(text: &str) -> String {
    const START: &str = "Self { ";
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(START) {
        let (before, inside) = rest.split_at(at + START.len());
        out.push_str(before);
        let end = end_of_braces(inside);
        let (fields, after) = inside.split_at(end);
        let mut fields = parts(fields);
        fields.retain(|field| !field.is_empty());
        fields.sort();
        out.push_str(&fields.join(", "));
        out.push(' ');
        rest = after;
    }
    out + rest
}

/// The index of the brace that ends what a text is in.
fn end_of_braces(text: &str) -> usize {
    let mut depth = 0_usize;
    for (index, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return index,
            '}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

fn signature(signature: &Signature) -> Declaration {
    let mut receiver = None;
    let mut arguments = Vec::new();
    for input in &signature.inputs {
        match input {
            FnArg::Receiver(this) => {
                receiver = Some(
                    if matches!(this.kind, syn::ReceiverKind::Reference(..)) {
                        "&self"
                    } else {
                        "self"
                    }
                    .to_owned(),
                );
            }
            FnArg::Typed(argument) => arguments.push(Argument {
                name: match &*argument.pat {
                    Pat::Ident(name) => name.ident.to_string(),
                    other => text(other),
                },
                ty: text(&argument.ty),
            }),
        }
    }
    Declaration::Function {
        receiver,
        arguments,
        output: match &signature.output {
            ReturnType::Default => String::new(),
            ReturnType::Type(_, ty) => text(ty),
        },
    }
}

/// Adds the traits that a type derives.
fn derives(path: &str, attributes: &[Attribute], items: &mut Items) {
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
    {
        let parsed = attribute.parse_nested_meta(|derived| {
            let declaration = Declaration::Trait(String::new());
            let path = format!("{path}: {}", text(&derived.path));
            add(items, path, declaration, &[], "");
            Ok(())
        });
        debug_assert!(parsed.is_ok(), "a derive is a list of paths");
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}
