//! The identifier of a text, by the use of the name.

use heck::{ToSnakeCase, ToUpperCamelCase};

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

/// The keywords of all editions up to 2024, strict and reserved. They get an underscore, so that no raw identifier is
/// needed.
pub(super) const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Types and traits that every Rust file has by these names (the prelude of edition 2024), and `Self`. A type that
/// took one of them would hide it wherever it is imported.
pub(super) const PRELUDE: &[&str] = &[
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
pub(super) const DEVICES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// How long the name of a module is at most, in bytes: its file has four more, and a number may follow. File systems
/// allow 255 bytes, and archives of packages 100.
pub(super) const LONGEST_MODULE: usize = 90;

/// The types that stand beside the requests of a client.
const BESIDE_REQUESTS: &[&str] = &["Client", "Credentials", "Error"];

pub(super) fn identifier(text: &str, usage: Use) -> String {
    let cased = match usage {
        Use::Type | Use::Request | Use::Variant => camel(&words(text)),
        Use::Module => file_name(snake(text)),
        Use::Value | Use::Setter | Use::Method => snake(text),
        Use::Constant => snake(text).to_ascii_uppercase(),
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

/// The words of a text, in lower case.
pub(super) fn snake_words(text: &str) -> Vec<String> {
    let snake = words(text).to_snake_case();
    let words = snake.split('_').filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
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
    let ascii = replaced(&ascii, &BRANDS, |before| before.is_ascii_alphabetic());
    let ascii = abbreviations(&ascii);
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

/// Terms of several capitals that are one word in snake case.
const TERMS: [(&str, &str); 3] = [("OAuth", "Oauth"), ("IPv4", "Ipv4"), ("IPv6", "Ipv6")];

/// Terms whose first letter is small, which are one word in any case.
const BRANDS: [(&str, &str); 4] = [
    ("iOS", "Ios"),
    ("iPad", "Ipad"),
    ("iPhone", "Iphone"),
    ("iPod", "Ipod"),
];

/// Abbreviations that end where small letters follow: `APIkey`. Those of two letters are the beginning of too many words.
const ABBREVIATIONS: [&str; 24] = [
    "API", "AWS", "CPU", "CSS", "CSV", "DNS", "GCP", "GPU", "HTML", "HTTP", "HTTPS", "JSON", "JWT",
    "PDF", "SAML", "SCIM", "SDK", "SMTP", "SQL", "SSO", "URI", "URL", "UUID", "XML",
];

/// Replaces terms that are whole words: no small letter follows, and no letter that `is_inside` stands before.
fn replaced(text: &str, terms: &[(&str, &str)], is_inside: fn(char) -> bool) -> String {
    let mut text = text.to_owned();
    for (term, word) in terms {
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once(term) {
            out.push_str(before);
            let is_whole =
                !out.ends_with(is_inside) && !after.starts_with(|c: char| c.is_ascii_lowercase());
            out.push_str(if is_whole { word } else { term });
            rest = after;
        }
        out.push_str(rest);
        text = out;
    }
    text
}

/// The words in snake case. `OAuth2` and `IPv4` are one word each. In camel case, they keep their capitals.
fn snake(text: &str) -> String {
    let terms = replaced(text, &TERMS, |before| before.is_ascii_uppercase());
    let terms = replaced(&terms, &[("oAuth", "oauth")], |before| {
        before.is_ascii_alphabetic()
    });
    words(&terms).to_snake_case()
}

/// Sets an abbreviation apart from the small letters behind it: `APIkey` is `API key`, and not `AP Ikey`. If it is another
/// one without its last letter, that one begins a word: `HTTPServer`.
fn abbreviations(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars() {
        if c.is_ascii_lowercase() {
            let shorter = run.get(..run.len().saturating_sub(1)).unwrap_or_default();
            if ABBREVIATIONS.contains(&run.as_str()) && !ABBREVIATIONS.contains(&shorter) {
                out.push(' ');
            }
        }
        match c.is_ascii_uppercase() {
            true => run.push(c),
            false => run.clear(),
        }
        out.push(c);
    }
    out
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
pub(super) fn symbols(text: &str) -> String {
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
