//! Items to text: what rustfmt would make of them, with blank lines where a reader wants them.

use proc_macro2::TokenStream;

use crate::ir::Type;
use crate::names::Name;

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder of generated files, parts joined by `/`.
    pub path: String,
    /// Its text, which ends with a line break.
    pub contents: String,
}

/// Stands for a line break in the tokens of a documentation comment, in no other text: control characters are
/// removed from descriptions.
pub(in crate::emit) const DOC_BREAK: &str = "\u{1}";

/// A part of a file, with a blank line before and after it.
pub(in crate::emit) enum Block {
    /// Items that the pretty-printer formats.
    Items(TokenStream),
    /// A call of a macro, which it would not know how to format.
    Text(String),
}

impl From<TokenStream> for Block {
    fn from(items: TokenStream) -> Self {
        Self::Items(items)
    }
}

/// A file of imports and blocks, a blank line between any two.
pub(in crate::emit) fn file(
    path: &str,
    imports: &[TokenStream],
    blocks: impl IntoIterator<Item = Block>,
) -> File {
    file_with_intro(path, &[], imports, blocks)
}

/// The same with a comment on the file itself, which is what stands behind each `//!`.
pub(in crate::emit) fn file_with_intro(
    path: &str,
    intro: &[String],
    imports: &[TokenStream],
    blocks: impl IntoIterator<Item = Block>,
) -> File {
    let intro: String = intro.iter().map(|line| format!("//!{line}\n")).collect();
    let mut texts: Vec<String> = vec![intro, print_each(imports.to_vec())];
    texts.extend(blocks.into_iter().map(|block| match block {
        Block::Items(items) => print(items),
        Block::Text(text) => text,
    }));
    assemble(path, &texts)
}

/// How wide a line of text is at most.
const WIDTH: usize = 100;

/// A call of a macro of the runtime that takes a type, a list in braces and what comes behind it: on one
/// line, or filling as many as it needs.
pub(in crate::emit) fn call(
    macro_name: &str,
    type_name: &str,
    parts: &[String],
    end: &str,
) -> String {
    let line = format!(
        "runtime::{macro_name}!({type_name} {{ {} }}{end});",
        parts.join(", ")
    );
    if line.len() <= WIDTH {
        return line + "\n";
    }
    let mut text = format!("runtime::{macro_name}!({type_name} {{");
    // Longer than any line, so that the first part begins one.
    let mut width = WIDTH;
    for part in parts {
        if width + part.len() + 2 > WIDTH {
            text.push_str("\n   ");
            width = 3;
        }
        text.push_str(&format!(" {part},"));
        width += part.len() + 2;
    }
    format!("{text}\n}}{end});\n")
}

/// A call of a macro of the runtime with a list in parentheses: on one line, or each part on its own.
pub(in crate::emit) fn list_call(macro_name: &str, parts: &[String]) -> String {
    let line = format!("runtime::{macro_name}!({});", parts.join(", "));
    if line.len() <= WIDTH {
        return line + "\n";
    }
    format!(
        "runtime::{macro_name}!(\n    {}\n);\n",
        parts.join(",\n    ")
    )
}

/// The attribute of a function with more arguments than clippy allows. The document decides their number.
pub(in crate::emit) fn too_many(arguments: usize) -> Option<TokenStream> {
    let allow = quote::quote! {
        #[allow(clippy::too_many_arguments, reason = "every one of them is required")]
    };
    (arguments > 7).then_some(allow)
}

/// The names of methods of the standard library's traits that clippy wants to be methods of these traits.
const TRAIT_METHODS: &[&str] = &[
    "add",
    "as_mut",
    "as_ref",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "cmp",
    "default",
    "deref",
    "deref_mut",
    "div",
    "drop",
    "eq",
    "from_iter",
    "from_str",
    "hash",
    "index",
    "index_mut",
    "into_iter",
    "mul",
    "neg",
    "next",
    "not",
    "rem",
    "shl",
    "shr",
    "sub",
];

/// The attribute of a method that is called like one of a well-known trait. The document decides its name.
pub(in crate::emit) fn like_a_trait_method(name: &Name) -> Option<TokenStream> {
    let allow = quote::quote! {
        #[allow(clippy::should_implement_trait, reason = "the document names it so")]
    };
    TRAIT_METHODS.contains(&name.as_str()).then_some(allow)
}

/// The attribute of an item whose types are nested more deeply than clippy allows. The document decides the depth.
pub(in crate::emit) fn nested<'a>(
    mut types: impl Iterator<Item = &'a Type>,
) -> Option<TokenStream> {
    fn depth(ty: &Type) -> usize {
        match ty {
            Type::List(inner) | Type::Nullable(inner) | Type::Map { value: inner, .. } => {
                1 + depth(inner)
            }
            Type::Tuple(places) => 1 + places.iter().map(depth).sum::<usize>(),
            _ => 0,
        }
    }
    /// The complexity by which clippy judges, which is 250 at most.
    fn complexity(ty: &Type, nesting: usize) -> usize {
        let inner = match ty {
            Type::List(inner) | Type::Nullable(inner) => complexity(inner, nesting + 1),
            Type::Map { value, .. } => 10 * (nesting + 1) + complexity(value, nesting + 1),
            Type::Tuple(places) => places.iter().map(|ty| complexity(ty, nesting + 1)).sum(),
            _ => 0,
        };
        10 * nesting + inner
    }
    let allow = quote::quote! {
        #[allow(clippy::type_complexity, reason = "the document nests them so")]
    };
    // A field can be in an `Option`.
    let is_complex = |ty: &Type| depth(ty) > 3 || 10 + complexity(ty, 2) > 250;
    types.any(is_complex).then_some(allow)
}

/// A type as text.
pub(in crate::emit) fn type_text(ty: &TokenStream) -> String {
    let alias = print(quote::quote!(type T = #ty;));
    alias
        .trim_start_matches("type T = ")
        .trim_end()
        .trim_end_matches(';')
        .to_owned()
}

/// A file of modules and of what they export, each in a block without blank lines.
pub(in crate::emit) fn index(
    path: &str,
    modules: Vec<TokenStream>,
    exports: Vec<TokenStream>,
) -> File {
    let blocks = [modules, exports].map(print_each);
    assemble(path, &blocks)
}

fn assemble(path: &str, blocks: &[String]) -> File {
    let blocks = blocks.iter().filter(|block| !block.is_empty());
    let blocks: Vec<&str> = blocks.map(String::as_str).collect();
    File {
        path: path.to_owned(),
        contents: blocks.join("\n"),
    }
}

fn print_each(items: Vec<TokenStream>) -> String {
    items.into_iter().map(print).collect()
}

/// One item as text. Whatever is printed is made of tokens, so that it can be parsed again.
fn print(item: TokenStream) -> String {
    match syn::parse2::<syn::File>(item) {
        Ok(file) => separate(&prettyplease::unparse(&file)),
        // Tokens that are no item can only come from a fault in this crate; the compiler of the
        // output then shows which.
        Err(error) => format!("{}\n", error.to_compile_error()),
    }
}

/// Puts a blank line behind each function that is followed by another item of its block.
fn separate(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut previous = "";
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let in_comment = previous.trim_start().starts_with("//");
        let same_level = !in_comment && previous.len() - previous.trim_start().len() == indent;
        let ends = same_level
            && (previous.trim_start() == "}"
                || (previous.ends_with(';')
                    && ["///", "fn "]
                        .iter()
                        .any(|start| line.trim_start().starts_with(start)))
                || previous.trim_start().starts_with("type "));
        let begins = || {
            [
                "///", "#[", "pub ", "fn ", "impl", "const ", "static ", "async ",
            ]
            .iter()
            .any(|start| line.trim_start().starts_with(start))
        };
        if ends && begins() {
            out.push('\n');
        }
        for (index, doc) in line.split(DOC_BREAK).enumerate() {
            if index > 0 {
                out.push_str(line.get(..indent).unwrap_or_default());
                out.push_str("///");
            }
            out.push_str(doc.trim_end());
            out.push('\n');
        }
        previous = line;
    }
    out
}
