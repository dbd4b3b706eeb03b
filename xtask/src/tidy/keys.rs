//! Rule: only `generator/src/openapi` knows the keys of the specification, and `generator/src/overlay` those of overlays.

use syn::visit::{self, Visit};
use syn::{Expr, ExprLit, ExprMethodCall, Lit};

use super::finding::Finding;
use super::source::Source;

/// The modules that read nodes by key.
const READERS: [&str; 2] = ["generator/src/openapi/", "generator/src/overlay/"];

/// One call of `.get("…")`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Get {
    pub(crate) line: usize,
    pub(crate) key: String,
}

/// The calls of `.get("…")` with a text in a file.
pub(crate) fn gets(file: &syn::File) -> Vec<Get> {
    let mut visitor = Visitor { found: Vec::new() };
    visitor.visit_file(file);
    visitor.found
}

/// The calls outside of the modules that know the keys.
pub(crate) fn check(sources: &[Source]) -> Vec<Finding> {
    let files = sources.iter().filter(|source| {
        let is_reader = READERS.iter().any(|reader| source.path.starts_with(reader));
        source.path.starts_with("generator/src/") && !is_reader
    });
    let mut findings = Vec::new();
    for source in files {
        for get in source.syntax.iter().flat_map(gets) {
            findings.push(Finding {
                file: source.path.clone(),
                line: get.line,
                message: format!(
                    "`.get(\"{}\")` reads a node by a key of the specification",
                    get.key
                ),
                help: "give the key a function in generator/src/openapi, and call that".to_owned(),
            });
        }
    }
    findings
}

struct Visitor {
    found: Vec<Get>,
}

impl<'ast> Visit<'ast> for Visitor {
    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if let Some(Expr::Lit(ExprLit {
            lit: Lit::Str(key), ..
        })) = call.args.first()
            && call.method == "get"
        {
            self.found.push(Get {
                line: call.method.span().start().line,
                key: key.value(),
            });
        }
        visit::visit_expr_method_call(self, call);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_outside_of_the_reader_count() {
        let text = "\
//! A.
fn f(node: &Node, key: &str) {
    node.get(key);
    node
        .get(\"a\").and_then(|a| a.get(\"b\"));
}
#[cfg(test)]
mod tests { fn t() { node.get(\"c\"); } }
";
        let sources = [
            Source::new("generator/src/lower/a.rs", text),
            Source::new("generator/src/openapi/a.rs", text),
            Source::new("runtime/src/a.rs", text),
        ];
        let mut found: Vec<_> = check(&sources)
            .into_iter()
            .map(|finding| (finding.line, finding.message))
            .collect();
        found.sort();
        let message =
            |key: &str| format!("`.get(\"{key}\")` reads a node by a key of the specification");
        assert_eq!(found, [(5, message("a")), (5, message("b"))]);
    }
}
