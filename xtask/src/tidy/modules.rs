//! The modules of one crate, and the file in which a path of its code is defined.
//!
//! This is a small part of what the compiler does: enough to tell which file of a crate another one names. Re-exports
//! are followed to the file of the definition.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Ident, Item, ItemMod, ItemUse, UseTree, Visibility};

use super::source::Source;

/// The modules of one crate.
pub(crate) struct Modules {
    modules: Vec<Module>,
    /// The files of the macros that `macro_rules!` defines, by name.
    macros: BTreeMap<String, String>,
}

/// One module: a file, or a part of one.
pub(crate) struct Module {
    pub(crate) file: String,
    parent: usize,
    children: BTreeMap<String, usize>,
    /// The names that it defines itself.
    items: BTreeSet<String>,
    /// The names that it imports, also for others.
    imports: Vec<Import>,
}

/// One name of a `use` declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Import {
    /// The name in scope; none for `*`.
    pub(crate) name: Option<String>,
    pub(crate) path: Vec<String>,
    /// Whether it is a re-export, with any visibility.
    pub(crate) is_public: bool,
}

/// Where a path leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Module(usize),
    /// An item that is defined in this module.
    Item(usize),
}

/// Re-exports of re-exports are followed this far. Longer chains are circles.
const MAX_REEXPORTS: usize = 16;

impl Modules {
    /// The modules of the crate whose root is `root`.
    pub(crate) fn new(root: &Source, sources: &[Source]) -> Self {
        let mut modules = Self {
            modules: Vec::new(),
            macros: BTreeMap::new(),
        };
        let folder = parent_folder(&root.path);
        if let Some(syntax) = &root.syntax {
            modules.add(0, &root.path, &folder, &syntax.items, sources);
        }
        modules
    }

    fn add(
        &mut self,
        parent: usize,
        file: &str,
        folder: &str,
        items: &[Item],
        sources: &[Source],
    ) -> usize {
        let id = self.modules.len();
        self.modules.push(Module {
            file: file.to_owned(),
            parent,
            children: BTreeMap::new(),
            items: BTreeSet::new(),
            imports: Vec::new(),
        });
        for item in items {
            match item {
                Item::Mod(module) => {
                    if let Some(child) = self.add_child(id, file, folder, module, sources) {
                        self.with(id, |parent| {
                            parent.children.insert(module.ident.to_string(), child)
                        });
                    }
                }
                Item::Use(item) => {
                    let imports = imports(item);
                    self.with(id, |module| module.imports.extend(imports));
                }
                Item::Macro(item) if item.mac.path.is_ident("macro_rules") => {
                    let names = item.ident.iter().map(ToString::to_string);
                    self.macros
                        .extend(names.map(|name| (name, file.to_owned())));
                }
                item => {
                    let name = name_of(item).map(ToString::to_string);
                    self.with(id, |module| module.items.extend(name));
                }
            }
        }
        id
    }

    fn add_child(
        &mut self,
        parent: usize,
        file: &str,
        folder: &str,
        module: &ItemMod,
        sources: &[Source],
    ) -> Option<usize> {
        let below = format!("{folder}{}/", module.ident);
        if let Some((_, items)) = &module.content {
            return Some(self.add(parent, file, &below, items, sources));
        }
        let candidates = [
            format!("{folder}{}.rs", module.ident),
            format!("{below}mod.rs"),
        ];
        let source = sources
            .iter()
            .find(|source| candidates.contains(&source.path))?;
        let items = &source.syntax.as_ref()?.items;
        Some(self.add(parent, &source.path, &below, items, sources))
    }

    fn with<T>(&mut self, id: usize, change: impl FnOnce(&mut Module) -> T) {
        self.modules.get_mut(id).map(change);
    }

    pub(crate) fn get(&self, id: usize) -> Option<&Module> {
        self.modules.get(id)
    }

    /// The child `name` of the module `id`.
    pub(crate) fn child(&self, id: usize, name: &str) -> Option<usize> {
        self.get(id)?.children.get(name).copied()
    }

    /// The modules that are files, each with its id.
    pub(crate) fn files(&self) -> impl Iterator<Item = (usize, &str)> {
        let modules = self.modules.iter().enumerate();
        modules
            .filter(|(id, module)| {
                let parent = self.get(module.parent);
                *id == 0 || parent.is_some_and(|parent| parent.file != module.file)
            })
            .map(|(id, module)| (id, module.file.as_str()))
    }

    /// The file that defines what `path` names in the module `from`. None for what is not of this crate, and for what
    /// is itself a module: that is only the way to something.
    pub(crate) fn file_of(&self, from: usize, path: &[String]) -> Option<&str> {
        match self.resolve(from, path, 0)? {
            Target::Module(_) => None,
            Target::Item(module) => Some(&self.get(module)?.file),
        }
    }

    /// Whether a path goes through the root of the crate to an item that another file defines: the root only re-exports
    /// it.
    pub(crate) fn is_through_root(&self, from: usize, path: &[String]) -> bool {
        let is_elsewhere = |file| self.get(0).is_some_and(|root| root.file != file);
        match path.get(..2) {
            Some(path @ [first, _]) if first == "crate" && from != 0 => {
                self.file_of(from, path).is_some_and(is_elsewhere)
            }
            _ => false,
        }
    }

    /// The file that defines the macro of this path.
    pub(crate) fn file_of_macro(&self, path: &[String]) -> Option<&str> {
        let is_local = path.len() == 1 || path.first().is_some_and(|first| first == "crate");
        let name = path.last().filter(|_| is_local)?;
        self.macros.get(name).map(String::as_str)
    }

    fn resolve(&self, from: usize, path: &[String], depth: usize) -> Option<Target> {
        let (first, rest) = path.split_first()?;
        let start = match first.as_str() {
            "crate" => Target::Module(0),
            "self" => Target::Module(from),
            "super" => Target::Module(self.get(from)?.parent),
            name => self.lookup(from, name, depth)?,
        };
        let mut target = start;
        for name in rest {
            target = match target {
                Target::Module(id) if name == "super" => Target::Module(self.get(id)?.parent),
                // Something that a macro defines is not known by name.
                Target::Module(id) => self.lookup(id, name, depth).unwrap_or(Target::Item(id)),
                // A variant, or an associated item.
                item @ Target::Item(_) => item,
            };
        }
        Some(target)
    }

    fn lookup(&self, id: usize, name: &str, depth: usize) -> Option<Target> {
        let module = self.get(id).filter(|_| depth < MAX_REEXPORTS)?;
        if let Some(child) = module.children.get(name) {
            return Some(Target::Module(*child));
        }
        if module.items.contains(name) {
            return Some(Target::Item(id));
        }
        let named = module
            .imports
            .iter()
            .find(|import| import.name.as_deref() == Some(name));
        if let Some(import) = named {
            return self.resolve(id, &import.path, depth + 1);
        }
        let globs = module.imports.iter().filter(|import| import.name.is_none());
        globs
            .filter_map(|glob| self.resolve(id, &glob.path, depth + 1))
            .find_map(|target| match target {
                Target::Module(other) if other != id => self.lookup(other, name, depth + 1),
                _ => None,
            })
    }
}

/// The folder of a file, with a `/` at its end.
fn parent_folder(path: &str) -> String {
    path.rsplit_once('/')
        .map(|(folder, _)| format!("{folder}/"))
        .unwrap_or_default()
}

/// The names of a `use` declaration.
pub(crate) fn imports(item: &ItemUse) -> Vec<Import> {
    let is_public = !matches!(item.vis, Visibility::Inherited);
    let mut imports = Vec::new();
    if item.leading_colon.is_none() {
        flatten(&item.tree, &mut Vec::new(), is_public, &mut imports);
    }
    imports
}

fn flatten(tree: &UseTree, path: &mut Vec<String>, is_public: bool, imports: &mut Vec<Import>) {
    let mut push = |path: &[String], last: Option<&Ident>, name: Option<&Ident>| {
        let mut path = path.to_vec();
        // `use a::{self}` imports `a`.
        path.extend(last.filter(|last| *last != "self").map(ToString::to_string));
        let name = match name {
            Some(name) if name == "self" => path.last().cloned(),
            name => name.map(ToString::to_string),
        };
        imports.push(Import {
            name,
            path,
            is_public,
        });
    };
    match tree {
        UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            flatten(&tree.tree, path, is_public, imports);
            path.pop();
        }
        UseTree::Name(tree) => push(path, Some(&tree.ident), Some(&tree.ident)),
        UseTree::Rename(tree) => push(path, Some(&tree.ident), Some(&tree.rename)),
        UseTree::Glob(_) => push(path, None, None),
        UseTree::Group(tree) => {
            for tree in &tree.items {
                flatten(tree, path, is_public, imports);
            }
        }
    }
}

/// The name that an item defines.
fn name_of(item: &Item) -> Option<&Ident> {
    match item {
        Item::Const(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        Item::Fn(item) => Some(&item.sig.ident),
        Item::Static(item) => Some(&item.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::TraitAlias(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        Item::Union(item) => Some(&item.ident),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modules(files: &[(&str, &str)]) -> Modules {
        let sources: Vec<Source> = files
            .iter()
            .map(|(path, text)| Source::new(*path, *text))
            .collect();
        Modules::new(sources.first().unwrap(), &sources)
    }

    fn path(text: &str) -> Vec<String> {
        text.split("::").map(str::to_owned).collect()
    }

    #[test]
    fn paths_lead_to_the_file_of_the_definition() {
        let modules = modules(&[
            (
                "src/lib.rs",
                "mod a; pub mod b; pub use a::Deep; pub use b::*; use std::fmt;",
            ),
            (
                "src/a/mod.rs",
                "mod deep; pub use self::deep::Deep; pub struct Own;",
            ),
            ("src/a/deep.rs", "pub struct Deep; use super::Own;"),
            (
                "src/b.rs",
                "pub fn in_b() {} pub use crate::a as again; made_by_a_macro!(Made);",
            ),
        ]);
        let deep = modules.files().find(|(_, file)| *file == "src/a/deep.rs");
        let deep = deep.unwrap().0;
        for (text, file) in [
            ("crate::Deep", Some("src/a/deep.rs")),
            ("crate::a::Deep::new", Some("src/a/deep.rs")),
            ("crate::in_b", Some("src/b.rs")),
            ("crate::b::again::Own", Some("src/a/mod.rs")),
            ("crate::b::Made", Some("src/b.rs")),
            ("super::Own", Some("src/a/mod.rs")),
            ("super::super::b::in_b", Some("src/b.rs")),
            ("Own", Some("src/a/mod.rs")),
            ("crate::a", None),
            ("std::fmt::Debug", None),
        ] {
            assert_eq!(modules.file_of(deep, &path(text)), file, "{text}");
        }
    }

    #[test]
    fn names_of_a_use_declaration() {
        let item: ItemUse =
            syn::parse_str("pub(crate) use a::{self, b::C, d as e, f::*};").unwrap();
        let expected = [
            (Some("a"), "a"),
            (Some("C"), "a::b::C"),
            (Some("e"), "a::d"),
            (None, "a::f"),
        ];
        let expected = expected.map(|(name, text)| Import {
            name: name.map(str::to_owned),
            path: path(text),
            is_public: true,
        });
        assert_eq!(imports(&item), expected);
    }

    #[test]
    fn macros_are_found_by_name() {
        let modules = modules(&[
            ("src/lib.rs", "mod macros; mod a;"),
            ("src/macros.rs", "macro_rules! shout { () => {}; }"),
            ("src/a.rs", ""),
        ]);
        assert_eq!(
            modules.file_of_macro(&path("crate::shout")),
            Some("src/macros.rs")
        );
        assert_eq!(modules.file_of_macro(&path("std::shout")), None);
        assert_eq!(modules.file_of_macro(&path("vec")), None);
    }
}
