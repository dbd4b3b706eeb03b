//! One of several types: an enum, and a macro of the runtime that tells its variants apart.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::print::docs;
use super::super::print::format::{Block, call, nested, type_text};
use super::super::print::imports::Imports;
use super::super::print::types::{literal, rust};
use crate::ir::{
    AlsoFrom, Api, Conversion, JsonKind, TagSource, Type, TypeDef, Union, UnionTag, UnionVariant,
    VariantMark,
};

/// The enum, and how it is read and written.
pub(super) fn union(
    api: &Api,
    def: &TypeDef,
    shape: &Union,
    imports: &mut Imports<'_>,
) -> Vec<Block> {
    let name = &def.name;
    let docs = docs::item(&def.docs);
    let mut variants: Vec<TokenStream> = shape
        .variants
        .iter()
        .map(|variant| {
            let (name, ty) = (&variant.name, rust(api, &variant.ty, imports));
            let ty = if variant.is_boxed {
                quote!(Box<#ty>)
            } else {
                ty
            };
            let docs = recognized(variant).map(|text| docs::line(&text));
            quote!(#docs #name(#ty),)
        })
        .collect();
    if let UnionTag::Property { other, .. } = &shape.tag {
        let value = imports.runtime("Value");
        let docs = docs::line("A value that the document does not list, as it was received.");
        variants.push(quote!(#docs #other(#value),));
    }
    let allow = is_large(shape).then(|| {
        quote! {
            #[allow(clippy::large_enum_variant, reason = "a box would be in the way of matching")]
        }
    });
    let derives = super::object::derives(def);
    let non_exhaustive = super::object::non_exhaustive(def);
    let attributes = &def.added.attributes;
    let nested = nested(shape.variants.iter().map(|variant| &variant.ty));
    let declaration = quote! {
        #docs
        #allow
        #nested
        #derives
        #non_exhaustive
        #(#attributes)*
        pub enum #name { #(#variants)* }
    };
    let mut blocks = vec![declaration.into(), Block::Text(marks(def, shape))];
    blocks.extend(
        traits(api, def, shape, imports)
            .into_iter()
            .map(Block::Text),
    );
    blocks
}

/// The calls of macros that give the enum its other traits.
fn traits(api: &Api, def: &TypeDef, shape: &Union, imports: &mut Imports<'_>) -> Vec<String> {
    let name = def.name.as_str();
    let conversions: Vec<String> = (shape.variants.iter())
        .flat_map(|variant| conversions(api, variant, imports))
        .collect();
    let mut calls = Vec::new();
    if !conversions.is_empty() {
        calls.push(call("conversions", name, &conversions, ""));
    }
    if shape.is_shown {
        let names = shape
            .variants
            .iter()
            .map(|variant| variant.name.to_string());
        calls.push(call("display", name, &names.collect::<Vec<_>>(), ""));
    }
    calls
}

/// The types that convert into a variant.
fn conversions(api: &Api, variant: &UnionVariant, imports: &mut Imports<'_>) -> Vec<String> {
    let name = &variant.name;
    let ty = type_text(&rust(api, &variant.ty, imports));
    let mut found = match variant.conversion {
        Conversion::None => Vec::new(),
        Conversion::Value => vec![format!("{name}({ty})")],
        Conversion::Text => vec![format!("{name}({ty})"), format!("{name}(&str)")],
    };
    let also = variant.also.iter();
    found.extend(also.map(|also| format!("{name}({})", also_from(api, also, &ty, imports))));
    found
}

/// The text of a type that converts, besides that of the value of a variant, which is `held`.
fn also_from(api: &Api, also: &AlsoFrom, held: &str, imports: &mut Imports<'_>) -> String {
    let mut text = |other: &Type| type_text(&rust(api, other, imports));
    match also {
        AlsoFrom::Int32 => "i32".to_owned(),
        AlsoFrom::Array(item) => format!("[{}]", text(item)),
        AlsoFrom::ArrayInto(item) => format!("[impl Into<{}>]", text(item)),
        AlsoFrom::ArrayOfTexts => "[&str]".to_owned(),
        AlsoFrom::Inner(other) => format!("{} as {held}", text(other)),
        AlsoFrom::InnerText => format!("&str as {held}"),
        AlsoFrom::InnerArray(array) => {
            format!("{} as {held}", also_from(api, array, held, imports))
        }
    }
}

/// Describes how the variant is recognized, unless its type says so.
fn recognized(variant: &UnionVariant) -> Option<String> {
    match &variant.mark {
        VariantMark::Kind(_) => None,
        VariantMark::Values { values, .. } => {
            let values: Vec<String> = values.iter().map(|value| docs::span(value)).collect();
            Some(format!("Recognized by {}.", values.join(", ")))
        }
        VariantMark::Trial {
            kind,
            required,
            constants,
            ..
        } => {
            let required = required.iter().map(|wire_name| docs::span(wire_name));
            let listed = constants
                .iter()
                .map(|(wire_name, _)| format!("a listed value of {}", docs::span(wire_name)));
            let needs: Vec<String> = required.chain(listed).collect();
            let what = kind.map_or("a value", described);
            Some(match needs.is_empty() {
                true => format!("Recognized as {what} that fits."),
                false => format!("Recognized as {what} with {}.", needs.join(", ")),
            })
        }
    }
}

fn described(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Boolean => "a boolean",
        JsonKind::Integer => "an integer",
        JsonKind::Number => "a number",
        JsonKind::Text => "text",
        JsonKind::List => "a list",
        JsonKind::Object => "an object",
    }
}

fn word(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Boolean => "boolean",
        JsonKind::Integer => "integer",
        JsonKind::Number => "number",
        JsonKind::Text => "text",
        JsonKind::List => "list",
        JsonKind::Object => "object",
    }
}

/// Whether one variant can be much larger than another, by clippy's measure.
fn is_large(shape: &Union) -> bool {
    let is_object = |variant: &UnionVariant| {
        let kind = match &variant.mark {
            VariantMark::Kind(kind) => Some(*kind),
            VariantMark::Trial { kind, .. } => *kind,
            VariantMark::Values { .. } => None,
        };
        !variant.is_boxed && kind.is_none_or(|kind| kind == JsonKind::Object)
    };
    shape.variants.iter().any(is_object)
}

fn source_word(source: TagSource) -> &'static str {
    match source {
        TagSource::Type => "",
        TagSource::Union => " added",
        TagSource::Field => " held",
    }
}

/// The call of the macro that gives the enum its reading and writing.
fn marks(def: &TypeDef, shape: &Union) -> String {
    let integers = |variant: &UnionVariant| match variant.has_integer_ids {
        true => " integer",
        false => "",
    };
    let mut variants: Vec<&UnionVariant> = shape.variants.iter().collect();
    // In the order in which they are tried.
    variants.sort_by_key(|variant| match variant.mark {
        VariantMark::Trial { rank, .. } => rank,
        _ => 0,
    });
    let parts: Vec<String> = variants
        .iter()
        .map(|variant| {
            let name = &variant.name;
            match &variant.mark {
                VariantMark::Kind(kind) => format!("{name}: {}{}", word(*kind), integers(variant)),
                VariantMark::Values { values, source } => {
                    let values: Vec<String> = values
                        .iter()
                        .map(|value| Literal::string(value).to_string())
                        .collect();
                    format!("{name} = {}{}", values.join(" | "), source_word(*source))
                }
                VariantMark::Trial { .. } => trial(variant, integers(variant)),
            }
        })
        .collect();
    let exact = if shape.is_exact { " exact" } else { "" };
    match &shape.tag {
        UnionTag::Kind => call("union", def.name.as_str(), &parts, exact),
        UnionTag::Trial => call("trial_union", def.name.as_str(), &parts, exact),
        UnionTag::Property {
            wire_name,
            default,
            other,
        } => {
            let name = format!("{} by {}", def.name, Literal::string(wire_name));
            let default = default.iter().map(|name| format!(" or {name}"));
            let end = format!("{} else {other}{exact}", default.collect::<String>());
            call("tagged_union", &name, &parts, &end)
        }
    }
}

/// A variant in `trial_union!`: its kind, whether its ids are numbers, and what a value must have.
fn trial(variant: &UnionVariant, integers: &str) -> String {
    let VariantMark::Trial {
        kind,
        required,
        constants,
        ..
    } = &variant.mark
    else {
        return String::new();
    };
    let mut text = format!("{}: {}{integers}", variant.name, kind.map_or("any", word));
    for wire_name in required {
        text.push_str(&format!(" {}", Literal::string(wire_name)));
    }
    for (wire_name, values) in constants {
        let values: Vec<String> = values.iter().map(literal).collect();
        text.push_str(&format!(
            " [{} = {}]",
            Literal::string(wire_name),
            values.join(" | ")
        ));
    }
    text
}
