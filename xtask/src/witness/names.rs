//! Types of a generated file, as a program outside of the crate writes them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Ident, Item, UseTree};

/// The names of a file, and the paths that they stand for.
pub(super) struct Names {
    /// Its module, such as `["endpoints", "pets"]`.
    module: Vec<String>,
    /// Whole paths by the names that are imported.
    imported: BTreeMap<String, String>,
    /// The names that it declares.
    declared: BTreeSet<String>,
}

impl Names {
    /// Reads the names of a file, such as `endpoints/pets.rs`.
    pub(super) fn of(path: &str, file: &syn::File) -> Self {
        let parts = path.trim_end_matches(".rs").split('/');
        let mut names = Self {
            module: parts
                .filter(|part| *part != "mod")
                .map(str::to_owned)
                .collect(),
            imported: BTreeMap::new(),
            declared: BTreeSet::new(),
        };
        for item in &file.items {
            match item {
                Item::Use(item) => names.import(&mut Vec::new(), &item.tree),
                Item::Struct(item) => names.declare(&item.ident),
                Item::Enum(item) => names.declare(&item.ident),
                Item::Type(item) => names.declare(&item.ident),
                Item::Macro(item) => names.declare_in(&item.mac.tokens),
                _ => {}
            }
        }
        names
    }

    fn declare(&mut self, name: &Ident) {
        self.declared.insert(name.to_string());
    }

    /// `pub enum Name` in the call of a macro.
    fn declare_in(&mut self, tokens: &TokenStream) {
        let mut tokens = tokens.clone().into_iter();
        let is_enum = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "enum");
        if tokens.any(|token| is_enum(&token))
            && let Some(TokenTree::Ident(name)) = tokens.next()
        {
            self.declared.insert(name.to_string());
        }
    }

    fn import(&mut self, path: &mut Vec<String>, tree: &UseTree) {
        match tree {
            UseTree::Path(tree) => {
                path.push(tree.ident.to_string());
                self.import(path, &tree.tree);
                path.pop();
            }
            UseTree::Name(tree) => {
                let name = tree.ident.to_string();
                let whole = self.whole(path, &name);
                self.imported.insert(name, whole);
            }
            UseTree::Rename(tree) => {
                let whole = self.whole(path, &tree.ident.to_string());
                self.imported.insert(tree.rename.to_string(), whole);
            }
            UseTree::Group(tree) => {
                for tree in &tree.items {
                    self.import(path, tree);
                }
            }
            UseTree::Glob(_) => {}
        }
    }

    /// The whole path of a name in a module. Files are private, and what they declare is in the module above them.
    fn whole(&self, path: &[String], name: &str) -> String {
        let ups = path.iter().take_while(|part| *part == "super").count();
        let rest = path.get(ups..).unwrap_or_default();
        let is_outside = matches!(rest.first().map(String::as_str), Some("std" | "core"));
        let mut parts: Vec<&str> = Vec::new();
        if !is_outside {
            parts.push("api");
        }
        if ups > 0 {
            let from = self.module.len().saturating_sub(ups);
            let above = self.module.iter().take(from).take(1);
            parts.extend(above.map(String::as_str));
        } else if rest.is_empty() {
            parts.extend(self.module.first().map(String::as_str));
        }
        parts.extend(rest.iter().map(String::as_str));
        parts.push(name);
        parts.join("::")
    }

    /// A type of the file, where `Self` is `owner`. With a lifetime, references have that one.
    pub(super) fn written(&self, ty: &str, owner: &str, lifetime: Option<&str>) -> String {
        let Ok(tokens) = ty.parse::<TokenStream>() else {
            return ty.to_owned();
        };
        let mut out = String::new();
        self.write(tokens, owner, lifetime, &mut out);
        out
    }

    fn write(&self, tokens: TokenStream, owner: &str, lifetime: Option<&str>, out: &mut String) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut index = 0;
        while let Some(token) = tokens.get(index) {
            index += 1;
            match token {
                TokenTree::Ident(_) if !is_start(&tokens, index - 1) => {
                    out.push_str(&token.to_string());
                }
                TokenTree::Ident(name) => {
                    let (written, next) = self.path(name, &tokens, index, owner);
                    out.push_str(&written);
                    index = next;
                }
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::None => ("", ""),
                    };
                    out.push_str(open);
                    self.write(group.stream(), owner, lifetime, out);
                    out.push_str(close);
                }
                TokenTree::Punct(punct) => {
                    out.push(punct.as_char());
                    let has_own = is_punct(tokens.get(index), '\'');
                    if let Some(lifetime) = lifetime.filter(|_| punct.as_char() == '&' && !has_own)
                    {
                        out.push_str(lifetime);
                        out.push(' ');
                    }
                }
                TokenTree::Literal(literal) => out.push_str(&literal.to_string()),
            }
            let is_word = |token: Option<&TokenTree>| {
                matches!(token, Some(TokenTree::Ident(_) | TokenTree::Literal(_)))
            };
            if is_word(tokens.get(index.wrapping_sub(1))) && is_word(tokens.get(index)) {
                out.push(' ');
            }
        }
    }

    /// The path that begins with a name, as far as it has to be written in another way, and the index of the token after
    /// that.
    fn path(
        &self,
        name: &Ident,
        tokens: &[TokenTree],
        next: usize,
        owner: &str,
    ) -> (String, usize) {
        let text = name.to_string();
        if text == "super" {
            let mut path = vec![text];
            let mut index = next;
            while let (Some(TokenTree::Ident(part)), true) =
                (tokens.get(index + 2), is_colons(tokens, index))
            {
                path.push(part.to_string());
                index += 3;
            }
            let name = path.pop().unwrap_or_default();
            return (self.whole(&path, &name), index);
        }
        // `Iterator<Item = …>`.
        let is_binding = is_punct(tokens.get(next), '=');
        let written = match self.imported.get(&text) {
            _ if text == "Self" => owner.to_owned(),
            _ if text == "runtime" => "api::runtime".to_owned(),
            _ if is_binding => text,
            Some(whole) => whole.clone(),
            None if self.declared.contains(&text) => self.whole(&[], &text),
            None => text,
        };
        (written, next)
    }
}

/// Whether the name at this index begins a path, and is no lifetime.
fn is_start(tokens: &[TokenTree], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|index| tokens.get(index));
    !is_punct(before, ':') && !is_punct(before, '\'')
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

fn is_colons(tokens: &[TokenTree], index: usize) -> bool {
    is_punct(tokens.get(index), ':') && is_punct(tokens.get(index + 1), ':')
}

/// The parts of a text between commas that are in no brackets.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_i32;
    for c in text.chars() {
        depth += i32::from(matches!(c, '(' | '[' | '<' | '{'));
        depth -= i32::from(matches!(c, ')' | ']' | '>' | '}'));
        match parts.last_mut() {
            _ if c == ',' && depth == 0 => parts.push(String::new()),
            Some(part) => part.push(c),
            None => {}
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a panic is how a test fails")]
mod tests {
    use super::*;

    #[test]
    fn types_are_written_with_their_whole_paths() {
        let file = "use runtime::{Id, Date};\nuse super::super::models::{Pet, Item};\nuse super::Client;\nuse std::collections::BTreeMap;\npub struct ListPets {}\nruntime::closed_enum! { pub enum Kind { A = \"a\" } }";
        let names = Names::of("endpoints/pets.rs", &syn::parse_str(file).unwrap());
        for (ty, written) in [
            (
                "BTreeMap<Id, Vec<Pet>>",
                "std::collections::BTreeMap<api::runtime::Id,Vec<api::models::Pet>>",
            ),
            (
                "impl IntoIterator<Item = impl Into<Item>>",
                "impl IntoIterator<Item=impl Into<api::models::Item>>",
            ),
            (
                "runtime::Json<Self>",
                "api::runtime::Json<api::endpoints::ListPets>",
            ),
            ("ListPets", "api::endpoints::ListPets"),
            ("Kind", "api::endpoints::Kind"),
            ("Client", "api::endpoints::Client"),
            (
                "runtime::Error<super::super::models::Problem>",
                "api::runtime::Error<api::models::Problem>",
            ),
            ("Option<&Pet>", "Option<&'a api::models::Pet>"),
            ("&'static str", "&'static str"),
        ] {
            let found = names.written(ty, "api::endpoints::ListPets", Some("'a"));
            assert_eq!(found, written);
        }
        let names = Names::of("endpoints/mod.rs", &syn::parse_str("").unwrap());
        assert_eq!(
            names.written("super::models::Problem", "", None),
            "api::models::Problem"
        );
        let names = Names::of(
            "filters.rs",
            &syn::parse_str("use super::models::Pet;").unwrap(),
        );
        assert_eq!(names.written("Pet", "", None), "api::models::Pet");
    }
}
