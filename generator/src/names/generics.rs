//! Names of generic types: `Page<Town>`, `Page«Town»`, `Page[Town]`, and those of .NET (``Page`1[[Town, towns]]``).

/// Returns the words of a generic type: `Page of Town`, `Map of Text and Town`. Other texts are returned as they are.
pub(crate) fn words(text: &str) -> String {
    let decoded = text
        .replace("%60", "`")
        .replace("%20", " ")
        .replace("%5B", "[")
        .replace("%5D", "]");
    let mut reader = Reader { rest: &decoded };
    match reader.generic() {
        Some(Generic {
            words,
            has_arguments: true,
        }) if reader.rest.is_empty() => words,
        _ => text.to_owned(),
    }
}

struct Generic {
    words: String,
    has_arguments: bool,
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn take(&mut self, token: &str) -> bool {
        self.rest = self.rest.trim_start();
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// A name, and its arguments in brackets.
    fn generic(&mut self) -> Option<Generic> {
        self.rest = self.rest.trim_start();
        let end = self
            .rest
            .find(['<', '>', '«', '»', '[', ']', ',', '`'])
            .unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at_checked(end)?;
        let name = name.trim();
        if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return None;
        }
        self.rest = rest;
        if self.take("`") {
            return self.of_dot_net(name);
        }
        for (open, close) in [("<", ">"), ("«", "»"), ("[", "]")] {
            if !self.take(open) {
                continue;
            }
            let arguments = self.arguments(close)?;
            return Some(Generic {
                words: format!("{name} of {}", arguments.join(" and ")),
                has_arguments: true,
            });
        }
        Some(Generic {
            words: name.to_owned(),
            has_arguments: false,
        })
    }

    fn arguments(&mut self, close: &str) -> Option<Vec<String>> {
        let mut arguments = vec![self.generic()?.words];
        while self.take(",") {
            arguments.push(self.generic()?.words);
        }
        self.take(close).then_some(arguments)
    }

    /// The rest after a backtick: the number of arguments, and each of them in brackets with its assembly.
    fn of_dot_net(&mut self, name: &str) -> Option<Generic> {
        self.rest = self.rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let name = without_namespace(name);
        if !self.take("[") {
            return Some(Generic {
                words: name.to_owned(),
                has_arguments: true,
            });
        }
        let mut arguments: Vec<String> = Vec::new();
        loop {
            let is_qualified = self.take("[");
            let argument = self.generic()?.words;
            arguments.push(without_namespace(&argument).to_owned());
            if is_qualified {
                // The assembly, its version and its key.
                let end = self.rest.find(']')?;
                self.rest = self.rest.get(end + 1..)?;
            }
            if !self.take(",") {
                break;
            }
        }
        self.take("]").then(|| Generic {
            words: format!("{name} of {}", arguments.join(" and ")),
            has_arguments: true,
        })
    }
}

/// The last part of a name with dots.
fn without_namespace(name: &str) -> &str {
    match name.contains(' ') {
        true => name,
        false => name.rsplit(['.', '+']).next().unwrap_or(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generic_types_are_words() {
        for (text, expected) in [
            ("Response<Page<Town>>", "Response of Page of Town"),
            ("Result«List«Pet»»", "Result of List of Pet"),
            ("PagedResult[Town]", "PagedResult of Town"),
            ("Map<String, List<Town>>", "Map of String and List of Town"),
            (
                "ServiceResponse`1[[System.String, mscorlib, Version=4.0.0.0, Culture=neutral]]",
                "ServiceResponse of String",
            ),
            (
                "Acme.Pair`2[[System.Collections.Generic.List`1[[Acme.Town, Acme]], mscorlib],[System.Int32, mscorlib]]",
                "Pair of List of Town and Int32",
            ),
            ("Page%601[[Acme.Town,%20Acme]]", "Page of Town"),
            ("Page`1[Acme.Town]", "Page of Town"),
            ("Page`1", "Page"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
        for text in [
            "Town",
            "a < b",
            "x<",
            "<x>",
            "filter[0]",
            "a[b]c",
            "Acme.Town",
            "",
            "[]",
        ] {
            assert_eq!(words(text), text);
        }
    }
}
