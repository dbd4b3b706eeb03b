//! Derives and attributes: the only texts of a configuration that are printed as Rust. They are checked as what they are, so
//! that no text can end an attribute and begin other code.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::Parser;
use syn::{Attribute, Path};

/// A piece of Rust of one kind: the path of a derive, or a whole attribute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(String);

impl Code {
    /// The text, as one line.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of a derive: `Hash`, `schemars::JsonSchema`.
    ///
    /// # Errors
    /// Fails with the reason if the text is anything else.
    pub(super) fn derive(text: &str) -> Result<Self, String> {
        let path = Path::parse_mod_style.parse_str(text);
        // A path has no spaces.
        path.map(|path| Self(path.to_token_stream().to_string().replace(' ', "")))
            .map_err(|error| error.to_string())
    }

    /// The path of a type: `my_crate::Kind`.
    ///
    /// # Errors
    /// Fails with the reason if the text is anything else.
    pub(super) fn path(text: &str) -> Result<Self, String> {
        Self::derive(text)
    }

    /// An attribute of an item: `#[cfg_attr(feature = "x", derive(Y))]`.
    ///
    /// # Errors
    /// Fails with the reason if the text is anything else, such as two attributes, or one of a module.
    pub(super) fn attribute(text: &str) -> Result<Self, String> {
        let attributes = Attribute::parse_outer
            .parse_str(text)
            .map_err(|error| error.to_string())?;
        match attributes.as_slice() {
            // As it is written, unless that could go on behind the line.
            [_] if !text.contains(['\n', '\r']) && !text.contains("//") && !text.contains("/*") => {
                Ok(Self(text.trim().to_owned()))
            }
            [attribute] => Ok(Self(attribute.to_token_stream().to_string())),
            [] => Err("there is no attribute".to_owned()),
            _ => Err("there are several attributes".to_owned()),
        }
    }

    /// The last word of a path: the name of the derived trait, if it is one of the standard library.
    pub(crate) fn standard_trait(&self) -> Option<&str> {
        let inside = ["std", "core"];
        let path = self.0.trim_start_matches("::");
        match path.split("::").collect::<Vec<_>>().as_slice() {
            [name] => Some(name),
            [first, .., name] if inside.contains(first) => Some(name),
            _ => None,
        }
    }
}

/// A piece of code is printed as it is.
impl ToTokens for Code {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        // It has been parsed before.
        tokens.extend(self.0.parse::<TokenStream>().unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_derive_is_a_path_and_nothing_else() {
        for text in ["Hash", "schemars::JsonSchema", "::a::B", "r#type"] {
            assert!(Code::derive(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "Hash, Eq",
            "Hash)]",
            "Hash)] struct X; #[derive(Y",
            "a<B>",
            "Hash // x",
            "\"Hash\"",
        ] {
            let code = Code::derive(text);
            assert!(
                code.is_err() || code.as_ref().is_ok_and(|code| code.as_str() == "Hash"),
                "{text}: {code:?}"
            );
        }
    }

    #[test]
    fn an_attribute_is_one_attribute_of_an_item() {
        for text in [
            "#[serde]",
            "#[cfg_attr(feature = \"x\", derive(Y))]",
            "#[doc = \"]\"]",
        ] {
            assert!(Code::attribute(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "serde",
            "#![allow(unused)]",
            "#[a] #[b]",
            "#[a] struct X;",
            "#[a(]",
            "#[a]]",
        ] {
            assert!(Code::attribute(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_trait_of_the_standard_library_is_known_by_any_path() {
        let known = |text| {
            Code::derive(text)
                .ok()
                .and_then(|code| code.standard_trait().map(str::to_owned))
        };
        assert_eq!(known("Hash").as_deref(), Some("Hash"));
        assert_eq!(known("std::hash::Hash").as_deref(), Some("Hash"));
        assert_eq!(known("other::Hash"), None);
    }
}
