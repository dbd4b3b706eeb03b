//! Items to text: what rustfmt would make of them, with blank lines where a reader wants them.

use proc_macro2::TokenStream;

use super::File;

/// The line that every generated file begins with.
const HEADER: &str = "// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.\n";

/// What stands in a file between two blank lines.
pub(super) enum Block {
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
pub(super) fn file(
    path: &str,
    imports: &[TokenStream],
    blocks: impl IntoIterator<Item = Block>,
) -> File {
    let mut texts: Vec<String> = vec![imports.iter().map(print).collect()];
    texts.extend(blocks.into_iter().map(|block| match block {
        Block::Items(items) => print(&items),
        Block::Text(text) => text,
    }));
    assemble(path, &texts)
}

/// How wide a line of text is at most.
const WIDTH: usize = 100;

/// A call of a macro of the runtime that takes a type and a list in braces: on one line, or filling
/// as many as it needs.
pub(super) fn call(macro_name: &str, type_name: &str, parts: &[String]) -> String {
    let line = format!(
        "runtime::{macro_name}!({type_name} {{ {} }});",
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
    text + "\n});\n"
}

/// A type as text.
pub(super) fn type_text(ty: &TokenStream) -> String {
    let alias = print(&quote::quote!(type T = #ty;));
    alias
        .trim_start_matches("type T = ")
        .trim_end()
        .trim_end_matches(';')
        .to_owned()
}

/// A file of modules and of what they export, each in a block without blank lines.
pub(super) fn index(path: &str, modules: Vec<TokenStream>, exports: Vec<TokenStream>) -> File {
    let blocks = [modules, exports].map(|items| items.iter().map(print).collect::<String>());
    assemble(path, &blocks)
}

fn assemble(path: &str, blocks: &[String]) -> File {
    let mut contents = String::from(HEADER);
    for block in blocks.iter().filter(|block| !block.is_empty()) {
        contents.push('\n');
        contents.push_str(block);
    }
    File {
        path: path.to_owned(),
        contents,
    }
}

/// One item as text. Whatever is printed is made of tokens, so that it can be parsed again.
fn print(item: &TokenStream) -> String {
    match syn::parse2::<syn::File>(item.clone()) {
        Ok(file) => separate(&prettyplease::unparse(&file)),
        // Tokens that are no item can only come from a fault in this crate; the compiler of the
        // output then shows which.
        Err(_) => format!("{item}\n"),
    }
}

/// Puts a blank line behind each function that is followed by another item of its block.
fn separate(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut previous = "";
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let same_level = previous.len() - previous.trim_start().len() == indent;
        let ends = same_level
            && (previous.trim_start() == "}"
                || (previous.ends_with(';') && line.trim_start().starts_with("///")));
        let begins = [
            "///", "#[", "pub ", "fn ", "impl", "const ", "static ", "async ",
        ]
        .iter()
        .any(|start| line.trim_start().starts_with(start));
        if ends && begins {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        previous = line;
    }
    out
}
