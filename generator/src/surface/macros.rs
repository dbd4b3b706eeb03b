//! Items that macros of the runtime declare, and what the macros say of others.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Token, Visibility};

use super::item::{Declaration, Items, add};
use super::text::text;

/// Adds what one call of a macro declares, and notes the behavior that it gives to items that are there.
pub(super) fn call(module: &str, call: &syn::Macro, items: &mut Items) {
    let Some(name) = call
        .path
        .segments
        .last()
        .map(|segment| segment.ident.to_string())
    else {
        return;
    };
    match name.as_str() {
        "closed_enum" | "open_enum" | "integer_enum" | "responses" | "error_bodies" => {
            if let Ok(declared) = syn::parse2::<Enum>(call.tokens.clone()) {
                enumeration(module, &name, &declared, items);
            }
        }
        "display" => display(module, call.tokens.clone(), items),
        "conversions" => conversions(module, call.tokens.clone(), items),
        "call" => request(module, call.tokens.clone(), items),
        _ => parts(module, &name, call.tokens.clone(), items),
    }
}

/// `pub enum Name { Variant = value, Variant(Type) = value, _ => Other }`.
struct Enum {
    attributes: Vec<Attribute>,
    name: Ident,
    variants: Vec<Variant>,
}

struct Variant {
    attributes: Vec<Attribute>,
    name: Ident,
    holds: Option<TokenStream>,
    /// The value or the statuses; nothing for the variant of all other values.
    value: String,
}

impl Parse for Enum {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        input.parse::<Token![enum]>()?;
        let name = input.parse()?;
        let body;
        syn::braced!(body in input);
        let mut variants = Vec::new();
        while !body.is_empty() {
            variants.push(body.parse()?);
            if body.peek(Token![,]) {
                body.parse::<Token![,]>()?;
            }
        }
        Ok(Self {
            attributes,
            name,
            variants,
        })
    }
}

impl Parse for Variant {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        if input.peek(Token![_]) {
            input.parse::<Token![_]>()?;
            input.parse::<Token![=>]>()?;
            return Ok(Self {
                attributes,
                name: input.parse()?,
                holds: None,
                value: String::new(),
            });
        }
        let name = input.parse()?;
        let holds = match input.peek(syn::token::Paren) {
            true => {
                let inside;
                syn::parenthesized!(inside in input);
                Some(inside.parse()?)
            }
            false => None,
        };
        input.parse::<Token![=]>()?;
        let mut value = Vec::new();
        while !input.is_empty() && !input.peek(Token![,]) {
            value.push(input.parse::<TokenTree>()?);
        }
        Ok(Self {
            attributes,
            name,
            holds,
            value: text(&value.into_iter().collect::<TokenStream>()),
        })
    }
}

fn enumeration(module: &str, kind: &str, declared: &Enum, items: &mut Items) {
    let path = format!("{module}::{}", declared.name);
    for (index, variant) in declared.variants.iter().enumerate() {
        // `Delivered => Value`: how the body is read, and what the variant holds.
        let holds = variant.holds.as_ref().map(text);
        let (read, holds) = match holds.as_deref().and_then(|holds| holds.split_once("=>")) {
            Some((read, held)) => (read.trim().to_owned(), Some(held.trim().to_owned())),
            None => (String::new(), holds),
        };
        let behavior = [read, variant.value.clone()].join(" ");
        let holds = match variant.value.is_empty() {
            true => Some(
                if kind == "integer_enum" {
                    "i64"
                } else {
                    "String"
                }
                .to_owned(),
            ),
            false => holds,
        };
        let declaration = Declaration::Variant { index, holds };
        let path = format!("{path}::{}", variant.name);
        add(
            items,
            path,
            declaration,
            &variant.attributes,
            behavior.trim(),
        );
    }
    // The traits and functions of a set differ with its kind, and whether it is open.
    let is_open = declared
        .variants
        .iter()
        .any(|variant| variant.value.is_empty());
    let traits = match (kind, is_open) {
        ("integer_enum", true) => "open set of integers",
        ("integer_enum", false) => "closed set of integers",
        ("open_enum", _) => "open set of strings",
        ("closed_enum", _) => "closed set of strings",
        ("responses", _) => "responses by status",
        _ => "error bodies by status",
    };
    add(
        items,
        format!("{path}: {traits}"),
        Declaration::Trait(String::new()),
        &[],
        "",
    );
    add(items, path, Declaration::Enum, &declared.attributes, "");
}

/// `Name { Variant(Type), … }`: a `From` for each type.
fn conversions(module: &str, tokens: TokenStream, items: &mut Items) {
    let Some((name, parts)) = named(tokens) else {
        return;
    };
    for part in parts {
        let Some((variant, held)) = part.split_once('(') else {
            continue;
        };
        let from = converted(held.trim_end_matches(')'));
        let path = format!("{module}::{name}: From<{from}>");
        add(items, path, Declaration::Trait(String::new()), &[], variant);
    }
}

/// `Name { Variant, … }`: `Display` of a union.
fn display(module: &str, tokens: TokenStream, items: &mut Items) {
    if let Some((name, _)) = named(tokens) {
        let path = format!("{module}::{name}: Display");
        add(items, path, Declaration::Trait(String::new()), &[], "");
    }
}

/// The type that is converted: of an array, that of one item stands for all lengths.
fn converted(stated: &str) -> String {
    let stated = stated.split_once(" as ").map_or(stated, |(from, _)| from);
    let of_array = stated
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    if let Some(item) = of_array {
        let item = item.trim();
        let into = item
            .strip_prefix("impl Into<")
            .and_then(|rest| rest.strip_suffix('>'));
        return format!("[{}; 1]", into.unwrap_or(item));
    }
    stated.to_owned()
}

/// `Name: Success, Error, options`: how a request is sent.
fn request(module: &str, tokens: TokenStream, items: &mut Items) {
    let mut tokens = tokens.into_iter();
    let Some(TokenTree::Ident(name)) = tokens.next() else {
        return;
    };
    let rest = text(&tokens.skip(1).collect::<TokenStream>());
    let path = format!("{module}::{name}: Call");
    add(items, path, Declaration::Trait(rest), &[], "");
}

/// `Name … { part, … } …`: each part belongs to the field or variant that it begins with, and the rest to the type.
fn parts(module: &str, macro_name: &str, tokens: TokenStream, items: &mut Items) {
    let rest: TokenStream = tokens
        .clone()
        .into_iter()
        .filter(|token| brace(token).is_none())
        .collect();
    let Some((name, parts)) = named(tokens) else {
        return;
    };
    let path = format!("{module}::{name}");
    // The case of the name of a header says nothing.
    let is_of_headers = macro_name == "headers";
    for part in parts {
        let part = match is_of_headers {
            true => part.to_ascii_lowercase(),
            false => part,
        };
        let end = part
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(part.len());
        let member = part.get(..end).unwrap_or_default();
        if let Some(item) = items.get_mut(&format!("{path}::{member}")) {
            item.behavior = part;
        }
    }
    if let Some(item) = items.get_mut(&path) {
        item.behavior = format!("{macro_name} {}", text(&rest));
    }
}

/// The name that the tokens begin with, and the parts in their braces, separated by commas.
fn named(tokens: TokenStream) -> Option<(String, Vec<String>)> {
    let mut tokens = tokens.into_iter();
    let TokenTree::Ident(name) = tokens.next()? else {
        return None;
    };
    let group = tokens.find_map(|token| brace(&token).cloned())?;
    let mut parts = vec![TokenStream::new()];
    let mut depth = 0_i32;
    for token in group.stream() {
        let punct = match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        depth += i32::from(punct == '<') - i32::from(punct == '>');
        match parts.last_mut() {
            _ if punct == ',' && depth == 0 => parts.push(TokenStream::new()),
            Some(part) => part.extend([token]),
            None => {}
        }
    }
    let parts = parts.iter().filter(|part| !part.is_empty()).map(text);
    Some((name.to_string(), parts.collect()))
}

fn brace(token: &TokenTree) -> Option<&Group> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group),
        _ => None,
    }
}
