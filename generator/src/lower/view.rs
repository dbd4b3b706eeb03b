//! What several schemas say of one value together: a schema with all that it refers to and is made of by `allOf`.

use crate::document::{Node, NodeId};
use crate::limits::MERGED_SCHEMAS;
use crate::openapi::reader::Reader;
use crate::openapi::schema::{Kind, Schema};

/// A conjunction of schemas, in the order in which they stand in the document.
#[derive(Clone, Debug, Default)]
pub(super) struct View<'d> {
    parts: Vec<Part<'d>>,
    /// The only kind that is looked at, where several are possible.
    only: Option<Kind>,
}

#[derive(Clone, Copy, Debug)]
struct Part<'d> {
    schema: Schema<'d>,
    /// Whether its `oneOf` and `anyOf` count: not where they lead back to where the view began.
    with_alternatives: bool,
}

/// What tells a conjunction from others: its parts, and whether their alternatives count.
pub(super) type ViewKey = (Vec<(NodeId, bool)>, Option<Kind>);

/// The properties of an object, gathered from all parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Properties<'d> {
    /// Each with the schemas that describe it, in the order in which it is first named.
    pub(super) list: Vec<(&'d str, Vec<&'d Node>)>,
    pub(super) required: Vec<&'d str>,
    /// `additionalProperties`, the first that there is.
    pub(super) additional: Option<&'d Node>,
}

impl<'d> View<'d> {
    /// What the schema at `node` says, with everything that it refers to.
    pub(super) fn of(reader: &Reader<'d>, node: &'d Node) -> Self {
        let mut view = Self::default();
        view.gather(reader, node, &mut vec![node.id]);
        view
    }

    /// What all of `nodes` say.
    pub(super) fn of_all(reader: &Reader<'d>, nodes: &[&'d Node]) -> Self {
        let mut view = Self::default();
        for node in nodes {
            view.gather(reader, node, &mut vec![node.id]);
        }
        view
    }

    /// The same and what `node` says.
    pub(super) fn and(&self, reader: &Reader<'d>, node: &'d Node) -> Self {
        let mut view = self.clone();
        view.gather(reader, node, &mut vec![node.id]);
        view
    }

    /// The same for values of one kind.
    pub(super) fn only(&self, kind: Kind) -> Self {
        Self {
            only: Some(kind),
            ..self.clone()
        }
    }

    /// The same without what stands in `node` itself.
    pub(super) fn without_alternatives_of(&self, node: &'d Node) -> Self {
        let mut view = self.clone();
        for part in &mut view.parts {
            if part.schema.0.id == node.id {
                part.with_alternatives = false;
            }
        }
        view
    }

    fn gather(&mut self, reader: &Reader<'d>, node: &'d Node, within: &mut Vec<NodeId>) {
        if within.len() > MERGED_SCHEMAS
            || self.parts.iter().any(|part| part.schema.0.id == node.id)
        {
            return;
        }
        let schema = Schema(node);
        let leads_back = schema.alternatives().is_some_and(|(_, alternatives)| {
            within.len() > 1
                && alternatives.iter().any(|node| {
                    reader
                        .resolve(node)
                        .is_some_and(|node| within.contains(&node.id))
                })
        });
        self.parts.push(Part {
            schema,
            with_alternatives: !leads_back,
        });
        let target = schema.reference().and_then(|_| reader.resolve(node));
        let all_of = node.get("allOf").map_or(&[][..], Node::items);
        for next in target.into_iter().chain(all_of) {
            within.push(next.id);
            self.gather(reader, next, within);
            within.pop();
        }
    }

    /// What tells this conjunction from others.
    pub(super) fn key(&self) -> ViewKey {
        let parts = self.parts.iter().filter(|part| part.schema.is_structural());
        let parts = parts.map(|part| (part.schema.0.id, part.with_alternatives));
        (parts.collect(), self.only)
    }

    pub(super) fn schemas(&self) -> impl Iterator<Item = Schema<'d>> {
        self.parts.iter().map(|part| part.schema)
    }

    /// The first part that says anything.
    pub(super) fn node(&self) -> Option<&'d Node> {
        self.parts.first().map(|part| part.schema.0)
    }

    /// The first value of `key` in any part.
    pub(super) fn get(&self, key: &str) -> Option<&'d Node> {
        self.schemas().find_map(|schema| schema.get(key))
    }

    pub(super) fn format(&self) -> Option<&'d str> {
        self.schemas().find_map(Schema::format)
    }

    /// The schemas of the places of an array, where they have types of their own.
    pub(super) fn places(&self) -> &'d [Node] {
        self.schemas().find_map(Schema::tuple).unwrap_or_default()
    }

    /// The kinds that all parts allow which name any. `None` if no kind is in all of them: then the last counts.
    pub(super) fn stated_kinds(&self) -> (Vec<Kind>, bool) {
        let mut kinds: Vec<Kind> = Vec::new();
        let mut fits = true;
        for stated in self
            .schemas()
            .map(Schema::kinds)
            .filter(|kinds| !kinds.is_empty())
        {
            if kinds.is_empty() {
                kinds = stated;
                continue;
            }
            let is_in = |kind: &Kind, others: &[Kind]| {
                others.contains(kind) || (*kind == Kind::Integer && others.contains(&Kind::Number))
            };
            let mut both: Vec<Kind> = kinds
                .iter()
                .copied()
                .filter(|kind| is_in(kind, &stated))
                .collect();
            both.extend(
                stated
                    .iter()
                    .copied()
                    .filter(|kind| is_in(kind, &kinds) && !kinds.contains(kind)),
            );
            both.dedup();
            if both.contains(&Kind::Integer) {
                both.retain(|kind| *kind != Kind::Number);
            }
            fits &= !both.is_empty();
            kinds = if both.is_empty() { stated } else { both };
        }
        (kinds, fits)
    }

    /// The kinds that are named, or else the kind that the other keys speak of.
    pub(super) fn kinds(&self) -> Vec<Kind> {
        if let Some(kind) = self.only {
            return vec![kind];
        }
        let (stated, _) = self.stated_kinds();
        if !stated.is_empty() {
            return stated;
        }
        let has = |keys: &[&str]| keys.iter().any(|key| self.get(key).is_some());
        let by_format = || match self.format() {
            Some("int32" | "int64" | "uint32" | "uint64") => Some(Kind::Integer),
            Some("float" | "double") => Some(Kind::Number),
            Some(_) => Some(Kind::String),
            None => None,
        };
        let kind = if has(&[
            "properties",
            "additionalProperties",
            "required",
            "patternProperties",
            "maxProperties",
        ]) {
            Some(Kind::Object)
        } else if has(&["items", "prefixItems", "minItems", "maxItems"]) {
            Some(Kind::Array)
        } else if has(&["pattern", "minLength", "maxLength"]) {
            Some(Kind::String)
        } else {
            by_format()
                .or_else(|| has(&["minimum", "maximum", "multipleOf"]).then_some(Kind::Number))
        };
        kind.into_iter().collect()
    }

    /// The values that all parts allow which list any; if there is none, those of the first.
    pub(super) fn values(&self) -> Vec<&'d Node> {
        self.stated_values().0
    }

    /// The same, and whether there are any.
    pub(super) fn stated_values(&self) -> (Vec<&'d Node>, bool) {
        let mut fits = true;
        let mut lists = self
            .schemas()
            .map(Schema::values)
            .filter(|values| !values.is_empty());
        let Some(mut values) = lists.next() else {
            return (Vec::new(), fits);
        };
        for list in lists {
            let both: Vec<&Node> = values
                .iter()
                .copied()
                .filter(|value| list.iter().any(|other| other.as_text() == value.as_text()))
                .collect();
            fits &= !both.is_empty();
            if !both.is_empty() {
                values = both;
            }
        }
        let values = match self.only {
            Some(kind) => values
                .into_iter()
                // Among values of several kinds, a number is no text.
                .filter(|value| match kind {
                    Kind::String => value.as_str().is_some(),
                    _ => kind.holds(value),
                })
                .collect(),
            None => values,
        };
        (values, fits)
    }

    /// The part with alternatives that say more than which properties are required together, and these.
    pub(super) fn alternatives(&self) -> Option<(&'d Node, Vec<&'d Node>)> {
        if self.only.is_some() {
            return None;
        }
        let parts = self.parts.iter().filter(|part| part.with_alternatives);
        let mut found = parts.filter_map(|part| {
            let (_, alternatives) = part.schema.alternatives()?;
            let is_more = |node: &&Node| {
                node.entries().iter().any(|(key, _)| {
                    key != "required" && key != "not" && Schema(node).is_structural()
                        || key == "$ref"
                })
            };
            let matters = alternatives.iter().any(is_more) || alternatives.is_empty();
            matters.then_some((part.schema.0, alternatives))
        });
        found.next()
    }

    /// The parts with alternatives that are not looked at.
    pub(super) fn constraints(&self) -> impl Iterator<Item = &'d Node> {
        let chosen = self.alternatives().map(|(node, ..)| node.id);
        // Of those that are left aside, this is one.
        let parts = self.parts.iter().filter(|part| part.with_alternatives);
        parts.filter_map(move |part| {
            let (key, _) = part.schema.alternatives()?;
            (Some(part.schema.0.id) != chosen).then(|| part.schema.get(key))?
        })
    }

    /// Whether anything beside the alternatives of `node` is said of the value's parts.
    pub(super) fn has_more_than(&self, node: &Node) -> bool {
        const PARTS: &[&str] = &[
            "properties",
            "additionalProperties",
            "required",
            "items",
            "prefixItems",
            "enum",
            "const",
        ];
        self.schemas().any(|schema| {
            let has_parts = PARTS.iter().any(|key| {
                schema.get(key).is_some_and(|value| {
                    value.as_bool().is_some()
                        || !value.entries().is_empty()
                        || !value.items().is_empty()
                })
            });
            let other = schema.0.id != node.id && schema.alternatives().is_some();
            has_parts || other
        })
    }

    /// All properties.
    pub(super) fn properties(&self) -> Properties<'d> {
        let mut properties = Properties::default();
        for schema in self.schemas() {
            for (name, node) in schema.get("properties").map_or(&[][..], Node::entries) {
                match properties.list.iter_mut().find(|(known, _)| known == name) {
                    Some((_, nodes)) => nodes.push(node),
                    None => properties.list.push((name, vec![node])),
                }
            }
            let required = schema.get("required").map_or(&[][..], Node::items);
            properties
                .required
                .extend(required.iter().filter_map(Node::as_text));
        }
        properties.additional = self.get("additionalProperties");
        properties
    }
}
