//! Identifiers: the only module that makes one from the text of the document.
//!
//! A name keeps the words of the text, in the case that Rust uses for it. Characters that Rust does not allow are
//! replaced by words (`+1` becomes `plus_1`) or by Latin letters (`プロジェクト` becomes its sound). A keyword gets an
//! underscore. If two names of a scope are the same, the later one in the document gets a number.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

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

/// The use of a name, which decides its case and the words that it must not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A struct, enum or alias: `TimeEntry`.
    Type,
    /// A variant of an enum: `DatePerformedDesc`.
    Variant,
    /// A field, function or argument: `time_entry`.
    Value,
    /// A module, which is a file: `time_entry`.
    Module,
    /// A method of a request, beside the methods that all requests have.
    Setter,
    /// A method of anything else.
    Method,
    /// The type of a request: `GetTimeEntries`. It stands beside the client.
    Request,
    /// A constant: `GET_TIME_ENTRIES`.
    Constant,
}

/// The names of one scope, all of them distinct.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    names: BTreeSet<String>,
    /// The next number to try after a name.
    next: BTreeMap<String, usize>,
    /// Names that no setter can have.
    reserved: BTreeSet<String>,
}

impl Scope {
    /// Keeps names from setters: those of methods that the type has besides them.
    pub fn reserve(&mut self, names: &[impl AsRef<str>]) {
        let names = names.iter().map(|name| name.as_ref().to_owned());
        self.reserved.extend(names);
    }

    /// The name for `text`, followed by a number if the scope has that name already.
    pub fn claim(&mut self, text: &str, usage: Use) -> Name {
        let mut name = identifier(text, usage);
        if usage == Use::Setter && self.reserved.contains(name.as_str()) {
            name.push('_');
        }
        self.unique(name, usage)
    }

    /// The name of a type that belongs to another one: that name, and a word behind it.
    pub fn claim_type_beside(&mut self, name: &Name, word: &str) -> Name {
        self.unique(format!("{name}{word}"), Use::Type)
    }

    fn unique(&mut self, name: String, usage: Use) -> Name {
        if self.names.insert(name.clone()) {
            return Name(name);
        }
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
        let number = self.next.entry(stem.clone()).or_insert(2);
        loop {
            let candidate = format!("{stem}{number}");
            *number += 1;
            if self.names.insert(candidate.clone()) {
                return Name(candidate);
            }
        }
    }
}

/// The name for `text` outside of any scope, where no other name can be the same.
#[must_use]
pub fn name(text: &str, usage: Use) -> Name {
    Name(identifier(text, usage))
}

/// The keywords of all editions up to 2024, strict and reserved. They get an underscore, so that no raw identifier is
/// needed.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Types and traits that every Rust file has by these names (the prelude of edition 2024), and `Self`. A type that
/// took one of them would hide it wherever it is imported.
const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// The names that no file can have on Windows, whatever its ending.
const DEVICES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// How long the name of a module is at most, in bytes: its file has four more, and a number may follow. File systems
/// allow 255 bytes, and archives of packages 100.
const LONGEST_MODULE: usize = 90;

/// The types that stand beside the requests of a client.
const BESIDE_REQUESTS: &[&str] = &["Client", "Credentials", "Error"];

fn identifier(text: &str, usage: Use) -> String {
    let words = words(text);
    let cased = match usage {
        Use::Type | Use::Request | Use::Variant => camel(&words),
        Use::Module => file_name(words.to_snake_case()),
        Use::Value | Use::Setter | Use::Method => words.to_snake_case(),
        Use::Constant => words.to_shouty_snake_case(),
    };
    let cased = match (cased.chars().next(), usage) {
        (None, Use::Type | Use::Request | Use::Variant) => "Empty".to_owned(),
        (None, Use::Value | Use::Module | Use::Setter | Use::Method) => "empty".to_owned(),
        (None, Use::Constant) => "EMPTY".to_owned(),
        (Some(first), Use::Type | Use::Request) if first.is_ascii_digit() => format!("Type{cased}"),
        (Some(first), Use::Variant) if first.is_ascii_digit() => format!("Value{cased}"),
        (Some(first), Use::Value | Use::Module | Use::Setter | Use::Method)
            if first.is_ascii_digit() =>
        {
            format!("n{cased}")
        }
        (Some(first), Use::Constant) if first.is_ascii_digit() => format!("N{cased}"),
        _ => cased,
    };
    match usage {
        Use::Type if PRELUDE.contains(&cased.as_str()) => format!("{cased}Model"),
        Use::Request
            if PRELUDE.contains(&cased.as_str()) || BESIDE_REQUESTS.contains(&cased.as_str()) =>
        {
            format!("{cased}Request")
        }
        Use::Variant if cased == "Self" => "SelfValue".to_owned(),
        // Every type of generated code has it.
        Use::Method if cased == "clone" => "clone_".to_owned(),
        Use::Module if DEVICES.contains(&cased.as_str()) => format!("{cased}_"),
        Use::Value | Use::Module | Use::Setter | Use::Method
            if KEYWORDS.contains(&cased.as_str()) =>
        {
            format!("{cased}_")
        }
        _ => cased,
    }
}

/// The name of a module as that of a file: its first words, if there are too many.
fn file_name(mut name: String) -> String {
    if name.len() > LONGEST_MODULE {
        name.truncate(LONGEST_MODULE);
        if let Some(end) = name.rfind('_') {
            name.truncate(end);
        }
    }
    name
}

/// The words in camel case. Two numbers stay apart, so that `1.5` is not read as `15`.
fn camel(words: &str) -> String {
    let mut cased = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        let is_digit = |c: char| c.is_ascii_digit();
        if cased.ends_with(is_digit) && word.starts_with(is_digit) {
            cased.push('_');
        }
        cased.push_str(&word.to_upper_camel_case());
    }
    cased
}

/// The text in ASCII, with words for the symbols that often are the only difference between two names.
fn words(text: &str) -> String {
    let ascii = plurals(&deunicode::deunicode_with_tofu(text, " "));
    let mut words = String::with_capacity(ascii.len());
    let mut chars = ascii.chars().peekable();
    let mut at_start = true;
    while let Some(c) = chars.next() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => words.push(c),
            // A negative number, or a descending order: `-created_at`.
            '-' if at_start && chars.peek().is_some_and(char::is_ascii_alphanumeric) => {
                words.push_str("minus ")
            }
            '+' => words.push_str(" plus "),
            '<' => words.push_str(" less "),
            '>' => words.push_str(" greater "),
            '=' => words.push_str(" equal "),
            '!' if at_start => words.push_str("not "),
            // An apostrophe is part of its word: "can't".
            '\'' => {}
            _ => words.push(' '),
        }
        at_start = false;
    }
    if words.trim().is_empty() {
        symbols(&ascii)
    } else {
        words
    }
}

/// Turns the plural of an abbreviation into one word: `userIDs` into `userIds`.
fn plurals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut capitals = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let ends = !chars.peek().is_some_and(char::is_ascii_lowercase);
        if c == 's' && capitals > 1 && ends {
            let tail = out.split_off(out.len() - (capitals - 1));
            out.push_str(&tail.to_ascii_lowercase());
        }
        capitals = if c.is_ascii_uppercase() {
            capitals + 1
        } else {
            0
        };
        out.push(c);
    }
    out
}

/// Names for a text that has neither letters nor digits.
fn symbols(text: &str) -> String {
    let names: Vec<&str> = text
        .chars()
        .filter_map(|c| match c {
            '*' => Some("star"),
            '"' => Some("quote"),
            '\'' => Some("apostrophe"),
            '`' => Some("backtick"),
            '\\' => Some("backslash"),
            '-' => Some("minus"),
            '/' => Some("slash"),
            '.' => Some("dot"),
            '_' => Some("underscore"),
            '@' => Some("at"),
            '#' => Some("hash"),
            '$' => Some("dollar"),
            '%' => Some("percent"),
            '&' => Some("and"),
            '|' => Some("or"),
            '~' => Some("tilde"),
            '^' => Some("caret"),
            '?' => Some("question"),
            '!' => Some("not"),
            ',' => Some("comma"),
            ':' => Some("colon"),
            ';' => Some("semicolon"),
            _ => None,
        })
        .collect();
    names.join(" ")
}

#[cfg(test)]
mod tests {
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
