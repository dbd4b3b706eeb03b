//! Types that programs can list completely, because they are not `#[non_exhaustive]`: what is added to them breaks programs.

use syn::{Attribute, Fields, Item, Visibility};

use super::names::Names;

/// A function `w` for each such type of a file, with the path of the type.
pub(super) fn uses(module: &str, names: &Names, file: &syn::File) -> Vec<(String, String)> {
    let mut uses = Vec::new();
    for item in &file.items {
        match item {
            Item::Enum(item) if is_open(&item.vis, &item.attrs) => {
                let path = format!("{module}::{}", item.ident);
                let arms = item.variants.iter().map(|variant| {
                    let holds = match variant.fields {
                        Fields::Unit => "",
                        Fields::Unnamed(_) => "(..)",
                        Fields::Named(_) => " { .. }",
                    };
                    format!("api::{path}::{}{holds} => {{}}, ", variant.ident)
                });
                let arms: String = arms.collect();
                let text = format!("fn w(v: api::{path}) {{ match v {{ {arms}}} }}");
                uses.push((path, text));
            }
            Item::Struct(item) if is_open(&item.vis, &item.attrs) && is_made(&item.fields) => {
                let path = format!("{module}::{}", item.ident);
                let (mut taken, mut given) = (String::new(), String::new());
                for field in &item.fields {
                    let name = field
                        .ident
                        .as_ref()
                        .map(ToString::to_string)
                        .unwrap_or_default();
                    let ty = quote::ToTokens::to_token_stream(&field.ty).to_string();
                    let ty = names.written(&ty, &format!("api::{path}"), None);
                    taken.push_str(&format!("{name}: {ty}, "));
                    given.push_str(&format!("{name}, "));
                }
                let text = format!("fn w({taken}) -> api::{path} {{ api::{path} {{ {given}}} }}");
                uses.push((path, text));
            }
            _ => {}
        }
    }
    uses
}

fn is_open(visibility: &Visibility, attributes: &[Attribute]) -> bool {
    let is_closed = |attribute: &Attribute| attribute.path().is_ident("non_exhaustive");
    is_public(visibility) && !attributes.iter().any(is_closed)
}

/// Whether programs can write it down: it has fields, all of which are public and have names.
fn is_made(fields: &Fields) -> bool {
    let mut all = fields.iter();
    !fields.is_empty() && all.all(|field| field.ident.is_some() && is_public(&field.vis))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a panic is how a test fails")]
mod tests {
    use super::*;

    #[test]
    fn types_that_can_be_listed_are_listed() {
        let text = "use runtime::Id;\npub enum A { B, C(Id) }\n#[non_exhaustive] pub enum D { E }\npub struct F { pub g: Id }\npub struct H { i: Id }";
        let file = syn::parse_str(text).unwrap();
        let names = Names::of("models/a.rs", &file);
        let expected = [
            (
                "models::A",
                "fn w(v: api::models::A) { match v { api::models::A::B => {}, api::models::A::C(..) => {}, } }",
            ),
            (
                "models::F",
                "fn w(g: api::runtime::Id, ) -> api::models::F { api::models::F { g, } }",
            ),
        ];
        let expected = expected.map(|(path, text)| (path.to_owned(), text.to_owned()));
        assert_eq!(uses("models", &names, &file), expected);
    }
}
