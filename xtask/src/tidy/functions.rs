//! The functions of a file, with their lengths.

use proc_macro2::LineColumn;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, ImplItemFn, ItemFn, ItemImpl, ItemTrait, Signature, TraitItemFn, Type};

/// One function with a body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Function {
    /// The name, after that of the type or trait that it belongs to: `Node::get`.
    pub(crate) name: String,
    /// The line of its signature, from 1.
    pub(crate) line: usize,
    /// From the signature to the closing brace, both included.
    pub(crate) lines: usize,
    /// The body as tokens, so that two functions that differ in spaces alone are equal.
    pub(crate) body: String,
}

/// All functions of a file, those inside of other functions included.
pub(crate) fn functions(file: &syn::File) -> Vec<Function> {
    let mut collector = Collector::default();
    collector.visit_file(file);
    collector.functions
}

fn lines(start: LineColumn, end: LineColumn) -> usize {
    end.line - start.line + 1
}

#[derive(Default)]
struct Collector {
    /// The type or trait whose functions are being visited.
    owner: Option<String>,
    functions: Vec<Function>,
}

impl Collector {
    fn add(&mut self, signature: &Signature, body: &Block) {
        let start = signature.span().start();
        let name = signature.ident.to_string();
        self.functions.push(Function {
            name: match &self.owner {
                Some(owner) => format!("{owner}::{name}"),
                None => name,
            },
            line: start.line,
            lines: lines(start, body.span().end()),
            body: body.to_token_stream().to_string(),
        });
    }

    fn inside(&mut self, owner: Option<String>, visit: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.owner, owner);
        visit(self);
        self.owner = outer;
    }
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.add(&function.sig, &function.block);
        self.inside(None, |inner| visit::visit_item_fn(inner, function));
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        self.inside(type_name(&item.self_ty), |inner| {
            visit::visit_item_impl(inner, item)
        });
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        let owner = Some(item.ident.to_string());
        self.inside(owner, |inner| visit::visit_item_trait(inner, item));
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.add(&function.sig, &function.block);
        self.inside(None, |inner| visit::visit_impl_item_fn(inner, function));
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        if let Some(body) = &function.default {
            self.add(&function.sig, body);
            self.inside(None, |inner| visit::visit_trait_item_fn(inner, function));
        }
    }
}

/// The name of the type of an `impl`, without its arguments.
fn type_name(of: &Type) -> Option<String> {
    match of {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string()),
        Type::Reference(reference) => type_name(&reference.elem),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_lengths() {
        let text = "\
//! A file.

/// Documentation is not counted.
pub fn one() { }

impl<T> Page<T> {
    fn two(
        &self,
    ) {
        fn inner() {}
        inner()
    }
}

trait Three { fn declared(); fn given() {} }
";
        let file = syn::parse_file(text).unwrap();
        let found: Vec<_> = functions(&file)
            .into_iter()
            .map(|function| (function.name, function.line, function.lines))
            .collect();
        let expected = [
            ("one", 4, 1),
            ("Page::two", 7, 6),
            ("inner", 10, 1),
            ("Three::given", 15, 1),
        ];
        assert_eq!(
            found,
            expected.map(|(name, line, lines)| (name.to_owned(), line, lines))
        );
    }
}
