//! Identifiers: the only module that makes one from the text of the document.
//!
//! A name keeps the words of the text, in the case that Rust uses for it. Characters that Rust does not allow are
//! replaced by words (`+1` becomes `plus_1`) or by Latin letters (`プロジェクト` becomes its sound). A keyword gets an
//! underscore. If two names of a scope are the same, the exact spelling keeps it (`names/collisions.rs`), and the later one in the
//! document gets a number. What had a name in the last generation keeps it (`names/pins.rs`).

mod collisions;
pub(crate) mod contexts;
pub(crate) mod generics;
mod identifier;
mod pins;
pub(crate) mod variants;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

pub use self::identifier::Use;
use self::identifier::identifier;
pub(crate) use self::pins::Pins;

/// A valid Rust identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Name {
    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A name is printed as the identifier that it is.
impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(Ident::new(&self.0, Span::call_site()));
    }
}

/// The names of one scope, all of them distinct.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    names: BTreeSet<String>,
    /// The next number to try after a name.
    next: BTreeMap<String, usize>,
    /// Names that no setter can have.
    reserved: BTreeSet<String>,
    /// The names of texts that would have the same one.
    settled: BTreeMap<String, String>,
    /// The names that are kept.
    pins: Pins,
}

impl Scope {
    /// A scope in which what `pins` names keeps its names.
    pub(crate) fn with(pins: Pins) -> Self {
        Self {
            pins,
            ..Self::default()
        }
    }

    /// The names that are kept, with what has become of them.
    pub(crate) fn pins(&self) -> &Pins {
        &self.pins
    }

    /// Keeps names from setters: those of methods that the type has besides them.
    pub fn reserve(&mut self, names: &[impl AsRef<str>]) {
        let names = names.iter().map(|name| name.as_ref().to_owned());
        self.reserved.extend(names);
    }

    /// Settles the names of `texts` that would have the same one, in whatever order they are claimed later. Each stands for a
    /// source, which can keep its name. Only those that nothing distinguishes have numbers, in that order.
    pub(crate) fn settle<'t>(
        &mut self,
        texts: impl IntoIterator<Item = (&'t str, &'t str)>,
        usage: Use,
    ) {
        let (mut all, mut kept) = (Vec::new(), BTreeMap::new());
        for (source, text) in texts {
            all.push(text);
            kept.extend(self.pins.name(source).map(|name| (text, name)));
        }
        self.settled = collisions::settled(&all, usage, &kept);
    }

    /// Whether the text has a name that nothing has, or keeps.
    pub(crate) fn is_free(&self, text: &str, usage: Use) -> bool {
        let name = identifier(text, usage);
        !self.names.contains(&name) && !self.pins.is_kept(&name)
    }

    /// Takes a name that nothing of the document can have.
    pub(crate) fn take(&mut self, name: &str) {
        self.names.insert(name.to_owned());
    }

    /// The name for `text`, followed by a number if the scope has that name already.
    pub fn claim(&mut self, text: &str, usage: Use) -> Name {
        let settled = self.settled.get(text).cloned();
        let is_settled = settled.is_some();
        let mut name = settled.unwrap_or_else(|| identifier(text, usage));
        // Another text has it, whichever comes first.
        if !is_settled && self.settled.values().any(|other| *other == name) {
            return self.numbered(name, usage);
        }
        if usage == Use::Setter && self.reserved.contains(name.as_str()) {
            name.push('_');
        }
        self.unique(name, usage)
    }

    /// The name that `source` keeps, or else the one for `text`. A source is a part of the document, which the scope has
    /// once.
    pub(crate) fn claim_for(&mut self, source: &str, text: &str, usage: Use) -> Name {
        match self.kept(source, usage) {
            Some(name) => name,
            None => self.claim(text, usage),
        }
    }

    /// The name that `source` keeps, or else that of the type that it belongs to, and a word behind it.
    pub(crate) fn claim_type_beside(&mut self, source: &str, name: &Name, word: &str) -> Name {
        match self.kept(source, Use::Type) {
            Some(name) => name,
            None => self.unique(format!("{name}{word}"), Use::Type),
        }
    }

    /// The name that `source` keeps, if it still can have it.
    fn kept(&mut self, source: &str, usage: Use) -> Option<Name> {
        let name = self.pins.claim(source)?;
        let is_hidden = usage == Use::Setter && self.reserved.contains(&name);
        let is_possible = !is_hidden && collisions::is_name(&name, usage);
        (is_possible && self.names.insert(name.clone())).then_some(Name(name))
    }

    /// Takes a name, if nothing has it.
    fn insert(&mut self, name: &str) -> bool {
        !self.pins.keeps(name) && self.names.insert(name.to_owned())
    }

    fn unique(&mut self, name: String, usage: Use) -> Name {
        if self.insert(&name) {
            return Name(name);
        }
        self.numbered(name, usage)
    }

    fn numbered(&mut self, name: String, usage: Use) -> Name {
        let stem = match usage {
            // A number right after another one would read as a part of it.
            Use::Type | Use::Request | Use::Variant
                if !name.ends_with(|c: char| c.is_ascii_digit()) =>
            {
                name
            }
            Use::Value | Use::Module | Use::Setter | Use::Method => {
                format!("{}_", name.trim_end_matches('_'))
            }
            _ => format!("{name}_"),
        };
        // A name that is taken stays taken, so that no number is tried twice.
        let mut number = self.next.get(&stem).copied().unwrap_or(2);
        loop {
            let candidate = format!("{stem}{number}");
            number += 1;
            if self.insert(&candidate) {
                self.next.insert(stem, number);
                return Name(candidate);
            }
        }
    }
}

/// Whether a text is a name that an item can have.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    let is_first = |c: char| c == '_' || c.is_alphabetic();
    chars.next().is_some_and(is_first)
        && chars.all(|c| c == '_' || c.is_alphanumeric())
        && text != "_"
        && !identifier::KEYWORDS.contains(&text)
}

/// Whether a text can be a name of this kind as it is: in the case that Rust uses for it, and none that has a meaning already.
pub(crate) fn is_name(text: &str, usage: Use) -> bool {
    is_identifier(text) && collisions::is_name(text, usage)
}

/// The words of a text, in lower case.
pub(crate) fn words(text: &str) -> Vec<String> {
    identifier::snake_words(text)
}

/// Whether a text is a keyword of Rust.
pub(crate) fn is_keyword(text: &str) -> bool {
    identifier::KEYWORDS.contains(&text)
}

/// The name for `text` outside of any scope, where no other name can be the same.
#[must_use]
pub fn name(text: &str, usage: Use) -> Name {
    Name(identifier(text, usage))
}

#[cfg(test)]
mod tests {
    use super::identifier::{DEVICES, LONGEST_MODULE};
    use super::*;

    #[test]
    fn words_keep_their_meaning() {
        let value = |text| identifier(text, Use::Value);
        assert_eq!(value("storyId"), "story_id");
        assert_eq!(value("+1"), "plus_1");
        assert_eq!(value("-1"), "minus_1");
        assert_eq!(value("@id"), "id");
        assert_eq!(value("page[size]"), "page_size");
        assert_eq!(value("2fa"), "n2fa");
        assert_eq!(value(""), "empty");
        assert_eq!(value("*"), "star");
        assert_eq!(value("gen"), "gen_");
        assert_eq!(value("self"), "self_");
        assert_eq!(value("größe"), "grosse");
        assert_eq!(
            identifier("date_performed:desc", Use::Variant),
            "DatePerformedDesc"
        );
        assert_eq!(identifier("can't reproduce", Use::Variant), "CantReproduce");
        assert_eq!(identifier("-name", Use::Variant), "MinusName");
        assert_eq!(value("userIDs"), "user_ids");
        assert_eq!(value("URLsAndAPIs"), "urls_and_apis");
        assert_eq!(value("HTTPStatus"), "http_status");
        assert_eq!(value("APIkeyOfURLpath"), "api_key_of_url_path");
        assert_eq!(value("HTTPServer"), "http_server");
        assert_eq!(value("APIsOfIDs"), "apis_of_ids");
        assert_eq!(value("APIv2"), "api_v2");
        assert_eq!(value("IPhone"), "i_phone");
        assert_eq!(identifier("CreateAPIkey", Use::Type), "CreateApiKey");
        assert_eq!(value("getOAuth2Client"), "get_oauth2_client");
        assert_eq!(value("OAuthToken"), "oauth_token");
        assert_eq!(value("oAuth2Authorize"), "oauth2_authorize");
        assert_eq!(value("fooAuth"), "foo_auth");
        // Names that are kept are names as they are.
        assert_eq!(value("i_pv4_address"), "i_pv4_address");
        assert_eq!(value("NoOAuthorization"), "no_o_authorization");
        assert_eq!(identifier("OAuth2Client", Use::Type), "OAuth2Client");
        assert_eq!(identifier("OAuth", Use::Constant), "OAUTH");
        assert_eq!(value("publicIPv4Address"), "public_ipv4_address");
        assert_eq!(identifier("IPv6Range", Use::Type), "IPv6Range");
        assert_eq!(value("iOSVersion"), "ios_version");
        assert_eq!(identifier("min_iOS", Use::Variant), "MinIos");
        assert_eq!(value("audiOS"), "audi_os");
        assert_eq!(value("\""), "quote");
        assert_eq!(identifier("1.5", Use::Variant), "Value1_5");
        assert_eq!(identifier("15", Use::Variant), "Value15");
        assert_eq!(identifier("v1.10", Use::Type), "V1_10");
        assert_eq!(identifier("as_ref", Use::Type), "AsRefModel");
        assert_eq!(identifier("Self", Use::Variant), "SelfValue");
        assert_eq!(identifier("Option", Use::Type), "OptionModel");
        assert_eq!(identifier("send", Use::Setter), "send");
        assert_eq!(identifier("not", Use::Setter), "not");
        assert_eq!(identifier("cmp", Use::Method), "cmp");
        assert_eq!(identifier("clone", Use::Method), "clone_");
        assert_eq!(identifier("clone", Use::Request), "CloneRequest");
        assert_eq!(
            identifier("get-time-entries", Use::Constant),
            "GET_TIME_ENTRIES"
        );
    }

    #[test]
    fn a_name_whose_words_are_apart_can_be_kept() {
        let is_value = |text| is_name(text, Use::Value);
        assert!(is_value("i_pv4_address") && is_value("ipv4_address"));
        assert!(is_value("o_auth") && is_value("type_"));
        for text in ["type", "a__b", "a_", "_a", "aB", "a-b", ""] {
            assert!(!is_value(text), "{text}");
        }
        assert!(!is_name("O_Auth", Use::Type) && is_name("OAuth", Use::Type));
    }

    #[test]
    fn modules_are_names_of_files_everywhere() {
        let module = |text: &str| identifier(text, Use::Module);
        for device in DEVICES {
            assert_eq!(module(device), format!("{device}_"));
        }
        assert_eq!(module("Console"), "console");
        assert_eq!(module("type"), "type_");
        let long = module(&"Dictionary of strings, ".repeat(20));
        assert!(long.len() <= LONGEST_MODULE, "{long}");
        assert!(
            long.ends_with("_dictionary") || long.ends_with("_of") || long.ends_with("_strings"),
            "{long}"
        );
        assert_eq!(module(&"x".repeat(300)).len(), LONGEST_MODULE);
        let mut scope = Scope::default();
        assert_eq!(scope.claim("con", Use::Module).as_str(), "con_");
        assert_eq!(scope.claim("CON", Use::Module).as_str(), "con_2");
    }

    #[test]
    fn every_name_is_an_identifier() {
        let texts = [
            "",
            " ",
            "🦀",
            "日本",
            "r#type",
            "a b",
            "\"; panic!()",
            "_",
            "__",
            "crate",
            "0",
            "é",
            "ß",
            "\u{202e}x",
            "async",
        ];
        for text in texts {
            for usage in [
                Use::Type,
                Use::Variant,
                Use::Value,
                Use::Module,
                Use::Setter,
                Use::Method,
                Use::Request,
                Use::Constant,
            ] {
                let name = identifier(text, usage);
                assert!(
                    syn::parse_str::<Ident>(&name).is_ok(),
                    "{text:?} as {usage:?} is {name:?}"
                );
            }
        }
    }

    #[test]
    fn setters_leave_the_names_of_other_methods_alone() {
        let mut scope = Scope::default();
        scope.reserve(&["send"]);
        assert_eq!(scope.claim("send", Use::Setter).as_str(), "send_");
        assert_eq!(scope.claim("stream", Use::Setter).as_str(), "stream");
        // An argument is no method.
        assert_eq!(scope.claim("send", Use::Value).as_str(), "send");
    }

    #[test]
    fn the_same_name_twice_gets_a_number() {
        let mut scope = Scope::default();
        assert_eq!(scope.claim("a-b", Use::Value).as_str(), "a_b");
        assert_eq!(scope.claim("a_b", Use::Value).as_str(), "a_b_2");
        assert_eq!(scope.claim("a b", Use::Value).as_str(), "a_b_3");
        assert_eq!(scope.claim("type", Use::Value).as_str(), "type_");
        assert_eq!(scope.claim("Type", Use::Value).as_str(), "type_2");
        assert_eq!(scope.claim("Pet", Use::Type).as_str(), "Pet");
        assert_eq!(scope.claim("pet", Use::Type).as_str(), "Pet2");
        // Not `V102`, which reads like another version.
        assert_eq!(scope.claim("v10", Use::Type).as_str(), "V10");
        assert_eq!(scope.claim("V10", Use::Type).as_str(), "V10_2");
    }
}
