//! Which file of a crate names which other one: by `use`, by a path in code, or by a macro.

use std::collections::BTreeMap;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, ItemMod, ItemUse, Macro, Path, Visibility};

use super::modules::{Modules, imports};
use super::source::Source;

/// The place where one file names another one for the first time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: usize,
    /// The path as it is written.
    pub(crate) path: String,
}

/// For each file of a crate, the files that it names.
pub(crate) type Files = BTreeMap<String, BTreeMap<String, Place>>;

/// The imports of one crate.
#[derive(Default)]
pub(crate) struct Imports {
    pub(crate) files: Files,
    /// The paths that lead through a re-export of the root (`crate::Name`), each with its file.
    pub(crate) through_root: Vec<(String, Place)>,
}

/// Macros whose tokens are other code than that of this crate.
const TEMPLATES: [&str; 5] = [
    "macro_rules",
    "parse_quote",
    "quote",
    "quote_spanned",
    "trybuild",
];

/// The imports of the crate whose root is `root`.
///
/// A re-export (`pub use`) imports nothing. Code that uses the name imports the file of the definition.
pub(crate) fn imports_of(root: &Source, sources: &[Source]) -> Imports {
    let modules = Modules::new(root, sources);
    let mut all = Imports::default();
    for (id, file) in modules.files() {
        let source = sources.iter().find(|source| source.path == file);
        let Some(syntax) = source.and_then(|source| source.syntax.as_ref()) else {
            continue;
        };
        let mut visitor = Visitor {
            modules: &modules,
            module: id,
            file,
            found: BTreeMap::new(),
            through_root: Vec::new(),
        };
        visitor.visit_file(syntax);
        all.files.insert(file.to_owned(), visitor.found);
        let through_root = visitor.through_root.into_iter();
        all.through_root
            .extend(through_root.map(|place| (file.to_owned(), place)));
    }
    all
}

struct Visitor<'a> {
    modules: &'a Modules,
    /// The module whose code is being visited.
    module: usize,
    file: &'a str,
    found: BTreeMap<String, Place>,
    through_root: Vec<Place>,
}

impl Visitor<'_> {
    fn name(&mut self, path: &[String], span: Span) {
        if self.modules.is_through_root(self.module, path) {
            self.through_root.push(place(path, span));
        }
        let file = self.modules.file_of(self.module, path);
        self.add(file.map(str::to_owned), path, span);
    }

    fn add(&mut self, file: Option<String>, path: &[String], span: Span) {
        if let Some(file) = file.filter(|file| file != self.file) {
            self.found.entry(file).or_insert_with(|| place(path, span));
        }
    }

    /// The paths in the tokens of a macro.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut start = Span::call_site();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 || path.is_empty() {
                        self.name_if_any(&path, start);
                        path.clear();
                        start = ident.span();
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                other => {
                    self.name_if_any(&path, start);
                    path.clear();
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.name_if_any(&path, start);
    }

    fn name_if_any(&mut self, path: &[String], span: Span) {
        if !path.is_empty() {
            self.name(path, span);
        }
    }
}

fn place(path: &[String], span: Span) -> Place {
    Place {
        line: span.start().line,
        path: path.join("::"),
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        let child = self.modules.child(self.module, &module.ident.to_string());
        if let (Some(child), true) = (child, module.content.is_some()) {
            let outer = std::mem::replace(&mut self.module, child);
            visit::visit_item_mod(self, module);
            self.module = outer;
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        for import in imports(item).iter().filter(|import| !import.is_public) {
            let path = match import.name {
                // All of a module: the module itself.
                None => [import.path.as_slice(), &["*".to_owned()]].concat(),
                Some(_) => import.path.clone(),
            };
            self.name(&path, item.span());
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        if path.leading_colon.is_none() {
            self.name(&names, path.span());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast Macro) {
        let path: Vec<String> = item
            .path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let file = self.modules.file_of_macro(&path).map(str::to_owned);
        self.add(file, &path, item.path.span());
        if !path
            .last()
            .is_some_and(|name| TEMPLATES.contains(&name.as_str()))
        {
            self.tokens(item.tokens.clone());
        }
    }

    /// Attributes and visibilities name no code.
    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_through_the_root() {
        let sources = [
            (
                "a/src/lib.rs",
                "mod x; mod y; pub use x::X; pub use bytes::Bytes; pub struct Own; fn f(x: X) {}",
            ),
            ("a/src/x.rs", "pub struct X;"),
            (
                "a/src/y.rs",
                "use crate::{Bytes, Own, X};\nuse crate::x::X as Right;\nfn y() { crate::X; }",
            ),
        ]
        .map(|(path, text)| Source::new(path, text));
        let through = imports_of(&sources[0], &sources).through_root;
        let shown: Vec<String> = through
            .iter()
            .map(|(file, place)| format!("{file}:{} {}", place.line, place.path))
            .collect();
        assert_eq!(shown, ["a/src/y.rs:1 crate::X", "a/src/y.rs:3 crate::X"]);
    }
}
