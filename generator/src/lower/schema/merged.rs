//! Schemas that describe one value together: a schema merged with its `$ref` target and its `allOf`.

use super::others::Others;
use crate::document::{Node, NodeId};
use crate::limits::MERGED_SCHEMAS;
use crate::openapi::bounds::CountBounds;
use crate::openapi::json_type::JsonType;
use crate::openapi::reader::Reader;
use crate::openapi::schema::{Alternatives, Schema};

/// A conjunction of schemas, in the order of the document.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct MergedSchema<'d> {
    parts: Vec<Part<'d>>,
    /// The last of the schemas that were merged, which comes after what it refers to and is composed of.
    last: Option<Schema<'d>>,
    /// The only type that is considered, if several are possible.
    only: Option<JsonType>,
}

#[derive(Clone, Copy, Debug)]
struct Part<'d> {
    schema: Schema<'d>,
    /// Whether its `oneOf` counts, and its `anyOf`. They do not if they lead back to where the merging began.
    lists: [bool; 2],
}

impl<'d> Part<'d> {
    /// The lists of alternatives that count, each with its place in [`Part::lists`].
    fn alternatives(&self) -> impl Iterator<Item = (usize, Alternatives<'d>)> + use<'d> {
        let lists = self.schema.lists().into_iter().zip(self.lists);
        let lists = lists.enumerate();
        lists
            .filter_map(|(index, (list, counts))| list.filter(|_| counts).map(|list| (index, list)))
    }

    /// The first list that restricts more than which properties are required.
    fn first_list(&self) -> Option<(usize, Alternatives<'d>)> {
        self.alternatives().find(|(_, alternatives)| {
            let mut list = alternatives.list.iter();
            alternatives.list.is_empty() || list.any(|schema| schema.restricts_more_than_presence())
        })
    }
}

/// The identity of a conjunction: its parts, which of their lists of alternatives count, and the only type.
pub(super) type MergedKey = (Vec<(NodeId, [bool; 2])>, Option<JsonType>);

/// The properties of an object, merged from all parts.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct Properties<'d> {
    /// Each with the schemas that describe it, in the order in which the document first names it.
    pub(in crate::lower) list: Vec<(&'d str, Vec<Schema<'d>>)>,
    pub(in crate::lower) required: Vec<&'d str>,
    /// The properties besides those.
    pub(in crate::lower) others: Others<'d>,
}

impl<'d> MergedSchema<'d> {
    /// A schema with everything that it refers to and is composed of.
    pub(in crate::lower) fn of(reader: &Reader<'d>, schema: Schema<'d>) -> Self {
        Self::of_all(reader, &[schema])
    }

    /// Several schemas, each with everything that it refers to and is composed of.
    pub(in crate::lower) fn of_all(reader: &Reader<'d>, schemas: &[Schema<'d>]) -> Self {
        let mut merged = Self::default();
        for schema in schemas {
            merged.gather(reader, *schema, &mut vec![schema.id()]);
        }
        merged.last = schemas.last().copied();
        merged
    }

    /// The same merged with another schema.
    pub(in crate::lower) fn and(&self, reader: &Reader<'d>, schema: Schema<'d>) -> Self {
        let mut merged = self.clone();
        merged.gather(reader, schema, &mut vec![schema.id()]);
        merged.last = Some(schema);
        merged
    }

    /// The same for values of one type.
    pub(super) fn only(&self, json_type: JsonType) -> Self {
        Self {
            only: Some(json_type),
            ..self.clone()
        }
    }

    /// The same without the alternatives of `schema` that [`Self::alternatives`] returns. It can have another list.
    pub(in crate::lower) fn without_alternatives_of(&self, schema: Schema<'d>) -> Self {
        let mut merged = self.clone();
        let mut parts = merged.parts.iter_mut();
        if let Some(part) = parts.find(|part| part.schema.id() == schema.id())
            && let Some((index, _)) = part.first_list()
            && let Some(counts) = part.lists.get_mut(index)
        {
            *counts = false;
        }
        merged
    }

    fn gather(&mut self, reader: &Reader<'d>, schema: Schema<'d>, within: &mut Vec<NodeId>) {
        let is_known = |part: &Part<'d>| part.schema.id() == schema.id();
        if within.len() > MERGED_SCHEMAS || self.parts.iter().any(is_known) {
            return;
        }
        let leads_back = |alternative: &Schema<'d>| {
            let target = alternative.target(reader);
            target.is_some_and(|target| within.contains(&target.id()))
        };
        let lists = schema.lists().map(|alternatives| {
            within.len() <= 1
                || !alternatives
                    .is_some_and(|alternatives| alternatives.list.iter().any(leads_back))
        });
        self.parts.push(Part { schema, lists });
        let target = schema.reference().and_then(|_| schema.target(reader));
        for next in target.into_iter().chain(schema.all_of()) {
            within.push(next.id());
            self.gather(reader, next, within);
            within.pop();
        }
    }

    /// The identity of the conjunction.
    pub(super) fn key(&self) -> MergedKey {
        let parts = self.parts.iter().filter(|part| part.schema.is_structural());
        let parts = parts.map(|part| (part.schema.id(), part.lists));
        (parts.collect(), self.only)
    }

    /// The schemas that it is merged from.
    pub(in crate::lower) fn parts(&self) -> impl Iterator<Item = Schema<'d>> {
        self.parts.iter().map(|part| part.schema)
    }

    /// The first part.
    pub(super) fn first(&self) -> Option<Schema<'d>> {
        self.parts().next()
    }

    /// The last of the schemas that were merged: that of the special part, if they go from the general to the special.
    pub(super) fn last(&self) -> Option<Schema<'d>> {
        self.last
    }

    /// The value of a keyword in the first part that has it.
    pub(in crate::lower) fn find<T>(&self, keyword: impl Fn(Schema<'d>) -> Option<T>) -> Option<T> {
        self.parts().find_map(keyword)
    }

    /// The format of the first part that has one.
    pub(super) fn format(&self) -> Option<&'d str> {
        self.find(Schema::format)
    }

    /// The schemas of the places of an array, if they have schemas of their own.
    pub(super) fn tuple(&self) -> Vec<Schema<'d>> {
        self.find(Schema::tuple).unwrap_or_default()
    }

    /// The bounds on the number of items.
    pub(super) fn item_bounds(&self) -> Option<CountBounds<'d>> {
        self.parts()
            .map(Schema::item_bounds)
            .reduce(CountBounds::or)
    }

    /// Whether an array has exactly as many items as there are places.
    pub(super) fn has_fixed_length(&self, places: usize) -> bool {
        let bounds = self.item_bounds();
        let of_rest = |keyword: fn(Schema<'d>) -> Option<Schema<'d>>| {
            self.find(keyword).and_then(Schema::as_bool) == Some(false)
        };
        let is_closed = of_rest(Schema::items) || of_rest(Schema::unevaluated_items);
        bounds.is_some_and(|bounds| (is_closed || bounds.end_at(places)) && bounds.begin_at(places))
    }

    /// The types that all parts allow which state any, and whether there are such types. If there are none, the types
    /// of the last part count.
    pub(super) fn stated_types(&self) -> (Vec<JsonType>, bool) {
        let mut types: Vec<JsonType> = Vec::new();
        let mut fits = true;
        let stated = self.parts().map(Schema::types);
        for stated in stated.filter(|types| !types.is_empty()) {
            if types.is_empty() {
                types = stated;
                continue;
            }
            let both = types_of_both(&types, &stated);
            fits &= !both.is_empty();
            types = if both.is_empty() { stated } else { both };
        }
        (types, fits)
    }

    /// The types that are stated, or else the inferred type.
    pub(in crate::lower) fn types(&self) -> Vec<JsonType> {
        if let Some(json_type) = self.only {
            return vec![json_type];
        }
        let (stated, _) = self.stated_types();
        if stated.is_empty() {
            self.inferred_type().into_iter().collect()
        } else {
            stated
        }
    }

    /// The type whose keywords the schema has.
    fn inferred_type(&self) -> Option<JsonType> {
        let suggests = |json_type: &JsonType| self.parts().any(|part| part.suggests(*json_type));
        let by_keywords = [JsonType::Object, JsonType::Array, JsonType::String];
        let by_format = || {
            Some(match self.format()? {
                "int32" | "int64" | "uint32" | "uint64" => JsonType::Integer,
                "float" | "double" => JsonType::Number,
                _ => JsonType::String,
            })
        };
        by_keywords
            .into_iter()
            .find(suggests)
            .or_else(by_format)
            .or_else(|| Some(JsonType::Number).filter(suggests))
    }

    /// The values that all parts allow which list any. If there are none, those of the first part.
    pub(super) fn values(&self) -> Vec<&'d Node> {
        self.stated_values().0
    }

    /// The same, and whether there are values that all parts allow.
    pub(super) fn stated_values(&self) -> (Vec<&'d Node>, bool) {
        let mut fits = true;
        let lists = self.parts().map(Schema::values);
        let mut lists = lists.filter(|values| !values.is_empty());
        let Some(mut values) = lists.next() else {
            return (Vec::new(), fits);
        };
        for list in lists {
            let is_listed = |value: &&Node| {
                let mut others = list.iter();
                others.any(|other| other.as_text() == value.as_text())
            };
            let both: Vec<&Node> = values.iter().copied().filter(is_listed).collect();
            fits &= !both.is_empty();
            if !both.is_empty() {
                values = both;
            }
        }
        if let Some(json_type) = self.only {
            // Among values of several types, a number is no string.
            values.retain(|value| match json_type {
                JsonType::String => value.as_str().is_some(),
                _ => json_type.holds(value),
            });
        }
        (values, fits)
    }

    /// The first part whose alternatives restrict more than which properties are required, with its alternatives.
    pub(in crate::lower) fn alternatives(&self) -> Option<(Schema<'d>, Vec<Schema<'d>>)> {
        if self.only.is_some() {
            return None;
        }
        let mut parts = self.parts.iter();
        parts.find_map(|part| {
            let (_, alternatives) = part.first_list()?;
            Some((part.schema, alternatives.list))
        })
    }

    /// The nodes of the alternatives that are not considered: those that only say which properties are required. Other lists
    /// than the first are alternatives of each of its alternatives.
    pub(super) fn ignored_alternatives(&self) -> impl Iterator<Item = &'d Node> {
        let lists = self.parts.iter().flat_map(Part::alternatives);
        lists.filter_map(|(_, alternatives)| {
            let mut list = alternatives.list.iter();
            let is_ignored = !alternatives.list.is_empty()
                && !list.any(|schema| schema.restricts_more_than_presence());
            is_ignored.then_some(alternatives.node)
        })
    }

    /// Whether anything beside the alternatives of `schema` describes the parts of the value.
    pub(in crate::lower) fn has_more_than(&self, schema: Schema<'d>) -> bool {
        self.parts().any(|part| {
            let others = match part.id() == schema.id() {
                true => part.has_two_lists(),
                false => part.alternatives().is_some(),
            };
            part.describes_parts() || others
        })
    }

    /// All properties. One that a part allows no value for is none.
    pub(in crate::lower) fn properties(&self) -> Properties<'d> {
        let mut properties = Properties::default();
        for part in self.parts() {
            for (name, schema) in part.properties() {
                match properties.list.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, schemas)) => schemas.push(schema),
                    None => properties.list.push((name, vec![schema])),
                }
            }
            properties.required.extend(part.required());
        }
        let is_possible = |schema: &Schema<'d>| schema.as_bool() != Some(false);
        (properties.list).retain(|(_, schemas)| schemas.iter().all(is_possible));
        properties.others = Others::of(&self.parts().collect::<Vec<_>>());
        properties
    }

    /// The schemas that every item of an array matches. An item of a tuple has a place of its own.
    pub(in crate::lower) fn items(&self) -> Vec<Schema<'d>> {
        let items = self.parts().filter_map(Schema::items);
        items
            .filter(|schema| schema.node().items().is_empty())
            .collect()
    }
}

/// The types that both lists allow. An integer is a number, too.
fn types_of_both(left: &[JsonType], right: &[JsonType]) -> Vec<JsonType> {
    let is_in = |json_type: JsonType, others: &[JsonType]| {
        others.contains(&json_type)
            || (json_type == JsonType::Integer && others.contains(&JsonType::Number))
    };
    let of_left = left.iter().filter(|known| is_in(**known, right));
    let of_right = right
        .iter()
        .filter(|known| is_in(**known, left) && !left.contains(known));
    let mut both: Vec<JsonType> = of_left.chain(of_right).copied().collect();
    both.dedup();
    if both.contains(&JsonType::Integer) {
        both.retain(|known| *known != JsonType::Number);
    }
    both
}
