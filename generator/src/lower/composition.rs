//! `oneOf`, `anyOf` and `allOf`: a schema that is made of others.

use super::schema::{Origin, Schemas};
use crate::document::Node;
use crate::ir::{JsonKind, Shape, Union, UnionTag, UnionVariant, VariantMark};
use crate::names::{Scope, Use};

impl<'d> Schemas<'_, 'd> {
    pub(super) fn union(&mut self, node: &'d Node, key: &str, origin: &Origin) -> Shape {
        let parts = self.reader.items(node, key);
        if let [part] = parts {
            return Shape::Alias(self.lower(part, origin));
        }
        if node.get("properties").is_some()
            || node.get("allOf").is_some()
            || node.get("discriminator").is_some()
        {
            let message =
                format!("`{key}` beside `properties`, `allOf` or `discriminator` is untyped");
            return Shape::Alias(self.untyped(
                node,
                &message,
                "describe the possibilities by objects of their own, or the value by one `type`",
            ));
        }
        let mut scope = Scope::default();
        let mut kinds: Vec<JsonKind> = Vec::new();
        let mut variants = Vec::new();
        for part in parts {
            let kind = self
                .json_kind(part)
                .filter(|kind| !kinds.iter().any(|known| clashes(*known, *kind)));
            let Some(kind) = kind else {
                let message = format!(
                    "two possibilities of `{key}` can be the same kind of JSON value: the value is untyped"
                );
                return Shape::Alias(self.untyped(
                    node,
                    &message,
                    "describe the value by one `type`",
                ));
            };
            kinds.push(kind);
            let word = format!("{kind:?}");
            let ty = self.lower(part, &origin.child(&word));
            variants.push(UnionVariant {
                name: scope.claim(&word, Use::Variant),
                mark: VariantMark::Kind(kind),
                ty,
            });
        }
        Shape::Union(Union {
            tag: UnionTag::Kind,
            variants,
        })
    }

    /// The kind of JSON value that a schema describes, if it is one only.
    fn json_kind(&self, node: &'d Node) -> Option<JsonKind> {
        let target = self.reader.resolve(node)?;
        match target.get("type").and_then(Node::as_str)? {
            "object" => Some(JsonKind::Object),
            "array" => Some(JsonKind::List),
            "string" => Some(JsonKind::Text),
            "boolean" => Some(JsonKind::Boolean),
            "integer" => Some(JsonKind::Integer),
            "number" => Some(JsonKind::Number),
            _ => None,
        }
    }

    /// One part is that part, with what stands beside it said of it; more are not supported yet.
    pub(super) fn all_of(&mut self, node: &'d Node, origin: &Origin) -> Shape {
        let help = "write the properties of all parts into one object";
        let message = match single(node, "allOf") {
            Some(part) if node.get("properties").is_none() => {
                return Shape::Alias(self.lower(part, origin));
            }
            Some(_) => "`allOf` beside `properties` is untyped",
            None => "`allOf` with more than one part is untyped",
        };
        Shape::Alias(self.untyped(node, message, help))
    }
}

/// Whether one value can be of both kinds.
fn clashes(left: JsonKind, right: JsonKind) -> bool {
    let is_number = |kind| matches!(kind, JsonKind::Integer | JsonKind::Number);
    left == right || (is_number(left) && is_number(right))
}

/// The possibilities of a `oneOf` or `anyOf`.
pub(super) fn union_parts(node: &Node) -> &[Node] {
    node.get("oneOf")
        .or_else(|| node.get("anyOf"))
        .map_or(&[], Node::items)
}

/// The only item of the array at `key`.
pub(super) fn single<'d>(node: &'d Node, key: &str) -> Option<&'d Node> {
    match node.get(key)?.items() {
        [part] => Some(part),
        _ => None,
    }
}
