//! Unions: the types of their alternatives, and words for them.
//!
//! How the variants are recognized is settled when all types are known ([`crate::lower::finish`]).

use std::collections::BTreeSet;

use super::Schemas;
use super::alternatives::{Alternative, Alternatives};
use super::constants::constants;
use super::discriminator::lower_discriminator;
use super::graph::SchemaGraph;
use super::merged::MergedSchema;
use super::name_hint::NameHint;
use super::several::Several;
use crate::ir::{Literal, Type};
use crate::lower::draft::{Shape, Union, UnionVariant};
use crate::names::{contexts, generics};
use crate::openapi::json_type::JsonType;

impl<'d> Schemas<'_, 'd> {
    /// A union, or an alias if all alternatives have one type.
    pub(super) fn union(&mut self, alternatives: Alternatives<'d>, hint: &NameHint) -> Shape {
        let mut variants: Vec<UnionVariant> = Vec::new();
        let mut kept: Vec<&Alternative<'d>> = Vec::new();
        let labels = labels(self.graph(), &alternatives.list);
        let properties = own_properties(self.graph(), &alternatives.list, &labels);
        let labels = labels.into_iter().zip(properties);
        for (number, (alternative, labels)) in (1..).zip(alternatives.list.iter().zip(labels)) {
            let variant = self.variant(alternative, labels, number, hint);
            // Two alternatives of one type are one variant.
            if variants.iter().any(|known| known.ty == variant.ty) {
                continue;
            }
            variants.push(variant);
            kept.push(alternative);
        }
        if variants.len() < 2 && alternatives.discriminator.is_none() {
            return Shape::Alias(variants.pop().map_or(Type::Any, |variant| variant.ty));
        }
        let is_inherited = alternatives.is_inherited;
        let discriminator = alternatives.discriminator.and_then(|discriminator| {
            lower_discriminator(self.graph(), discriminator, is_inherited, &kept)
        });
        Shape::Union(Union {
            variants,
            discriminator,
        })
    }

    /// Declares a union of types that no list of alternatives names. The whole union can be null if one of them can.
    pub(super) fn declare_union(&mut self, types: &[Type], hint: &NameHint) -> Type {
        let is_nullable = types.iter().any(|ty| matches!(ty, Type::Nullable(_)));
        let mut variants: Vec<UnionVariant> = Vec::new();
        for ty in types {
            let ty = match ty {
                Type::Nullable(inner) => (**inner).clone(),
                ty => ty.clone(),
            };
            if !variants.iter().any(|known| known.ty == ty) {
                variants.push(UnionVariant {
                    ty,
                    word: None,
                    property: None,
                });
            }
        }
        let ty = if variants.len() < 2 {
            variants.pop().map_or(Type::Any, |variant| variant.ty)
        } else {
            let shape = Shape::Union(Union {
                variants,
                discriminator: None,
            });
            Type::Named(self.declared.add(hint, shape))
        };
        match is_nullable {
            true => Type::Nullable(Box::new(ty)),
            false => ty,
        }
    }

    /// The variant of an alternative. Null is not part of it: the whole union can be null.
    fn variant(
        &mut self,
        alternative: &Alternative<'d>,
        (label, property): (Option<String>, Option<String>),
        number: usize,
        hint: &NameHint,
    ) -> UnionVariant {
        let child = |types: Vec<JsonType>| {
            let of_type = match types.as_slice() {
                [json_type] => Some(word(*json_type).to_owned()),
                _ => None,
            };
            let word = property.clone().or(of_type);
            match &label {
                Some(label) => hint.alternative(label, title(alternative)),
                None => hint.child(&word.unwrap_or_else(|| format!("variant {number}"))),
            }
        };
        match alternative {
            Alternative::Schema(schema) => {
                let target = schema.target(self.reader());
                let types = target.map_or_else(Vec::new, |target| target.types());
                UnionVariant {
                    ty: self.lower(*schema, &child(types)),
                    word: label,
                    property,
                }
            }
            Alternative::Beside(_, merged) => UnionVariant {
                ty: self.lower_merged(merged, &child(merged.types())),
                word: label,
                property,
            },
            Alternative::Base(schema, merged) => UnionVariant {
                ty: self.lower_merged(merged, &hint.child("base")),
                word: self.graph().word(*schema).map(str::to_owned),
                property: None,
            },
            Alternative::Several(several) => UnionVariant {
                ty: self.several(several, &child_of_several(hint, label.as_deref())),
                word: label,
                property: None,
            },
            Alternative::Type(json_type, merged) => UnionVariant {
                ty: self.lower_merged(merged, &hint.child(word(*json_type))),
                word: Some(word(*json_type).to_owned()),
                property: None,
            },
        }
    }

    /// The type of several alternatives together. Whatever is wrong with it has been reported with its parts.
    fn several(&mut self, several: &Several<'d>, hint: &NameHint) -> Type {
        let reader = self.reader();
        let was_silent = reader.silence(true);
        let ty = match several.merged.alternatives() {
            Some(_) => self.lower_merged(&several.merged, hint),
            None => {
                let place = hint.words().to_owned();
                let properties = several.properties.clone();
                let shape = self.object(&place, &several.merged, properties, hint);
                Type::Named(self.declared.add(hint, shape))
            }
        };
        reader.silence(was_silent);
        ty
    }
}

/// A word for each alternative, if the document has one: the name of its schema, its title, or the value that
/// distinguishes it from those that have neither.
fn labels<'d>(graph: &SchemaGraph<'_, 'd>, list: &[Alternative<'d>]) -> Vec<Option<String>> {
    let words = list.iter().map(|alternative| match alternative {
        Alternative::Schema(schema) | Alternative::Beside(schema, _) => {
            graph.word(*schema).map(generics::words)
        }
        Alternative::Several(several) => Some(word_of_several(graph, several)),
        Alternative::Base(..) | Alternative::Type(..) => None,
    });
    let mut words: Vec<Option<String>> = words.collect();
    let nameless = list
        .iter()
        .zip(&words)
        .filter(|(_, word)| word.is_none())
        .map(|(alternative, _)| constants_of(graph, alternative));
    let nameless: Vec<Vec<(&str, Literal)>> = nameless.collect();
    let slots = words.iter_mut().filter(|word| word.is_none());
    for (slot, word) in slots.zip(distinguishing_words(&nameless)) {
        *slot = Some(word);
    }
    words
}

/// For each of several objects without a label, the only property that it requires, or the only one that it has: `failed`
/// for `{"failed": {…}}`. None has one if two have the same.
fn own_properties<'d>(
    graph: &SchemaGraph<'_, 'd>,
    list: &[Alternative<'d>],
    labels: &[Option<String>],
) -> Vec<Option<String>> {
    let mut objects = 0;
    let own = list.iter().zip(labels).map(|(alternative, label)| {
        let merged = match alternative {
            Alternative::Schema(schema) => MergedSchema::of(graph.reader, *schema),
            Alternative::Beside(_, merged) => merged.clone(),
            Alternative::Base(..) | Alternative::Type(..) | Alternative::Several(_) => return None,
        };
        let properties = merged.properties();
        if label.is_none() && !properties.list.is_empty() {
            objects += 1;
        }
        let required = properties.required.as_slice();
        let name = match (required, properties.list.as_slice()) {
            ([name], _) => Some(*name),
            (_, [(name, _)]) => Some(*name),
            _ => None,
        };
        name.filter(|_| label.is_none()).map(str::to_owned)
    });
    let own: Vec<Option<String>> = own.collect();
    let mut seen = BTreeSet::new();
    let are_distinct = own.iter().flatten().all(|name| seen.insert(name));
    match are_distinct && objects > 1 {
        true => own,
        false => vec![None; list.len()],
    }
}

/// The properties with a single value that an alternative has.
fn constants_of<'d>(
    graph: &SchemaGraph<'_, 'd>,
    alternative: &Alternative<'d>,
) -> Vec<(&'d str, Literal)> {
    match alternative {
        Alternative::Schema(schema) => {
            constants(graph.reader, &MergedSchema::of(graph.reader, *schema))
        }
        Alternative::Beside(_, merged) => constants(graph.reader, merged),
        Alternative::Base(..) | Alternative::Type(..) | Alternative::Several(_) => Vec::new(),
    }
}

/// The title of an alternative that stands in the union.
fn title<'d>(alternative: &Alternative<'d>) -> Option<&'d str> {
    match alternative {
        Alternative::Schema(schema) | Alternative::Beside(schema, _) => schema.title_or_nothing(),
        Alternative::Base(..) | Alternative::Several(_) | Alternative::Type(..) => None,
    }
}

/// The hint for several alternatives together, whose words together can be longer than a name is good for.
fn child_of_several(hint: &NameHint, label: Option<&str>) -> NameHint {
    let label = label.unwrap_or("several");
    let child = hint.child(label);
    match contexts::is_long(label) {
        true => child.shown("both"),
        false => child,
    }
}

/// The word for several alternatives together: that of both, if there are two.
fn word_of_several<'d>(graph: &SchemaGraph<'_, 'd>, several: &Several<'d>) -> String {
    let words: Option<Vec<&str>> = (several.schemas.iter())
        .map(|schema| graph.word(*schema))
        .collect();
    match words.as_deref() {
        Some([left, right]) => format!("{left} and {right}"),
        _ => "several".to_owned(),
    }
}

/// A word for each list of constants, by the first property whose value differs in all of them; none if there is no
/// such property.
fn distinguishing_words(constants: &[Vec<(&str, Literal)>]) -> Vec<String> {
    let candidates = constants.first().into_iter().flatten();
    let mut words = candidates.filter_map(|(name, _)| {
        let values: Option<Vec<&Literal>> = constants
            .iter()
            .map(|constants| {
                let mut found = constants.iter().filter(|(known, _)| known == name);
                found.next().map(|(_, value)| value)
            })
            .collect();
        let values = values?;
        let distinct: BTreeSet<&Literal> = values.iter().copied().collect();
        let words = values.iter().map(|value| match value {
            Literal::Text(text) => text.clone(),
            Literal::Integer(number) => format!("{name} {number}"),
            Literal::Bool(value) => format!("{name} {value}"),
        });
        (distinct.len() == values.len()).then(|| words.collect())
    });
    words.next().unwrap_or_default()
}

/// The word for the variant that holds values of a type.
fn word(json_type: JsonType) -> &'static str {
    match json_type {
        JsonType::Object => "object",
        JsonType::Array => "list",
        JsonType::String => "text",
        JsonType::Number => "number",
        JsonType::Integer => "integer",
        JsonType::Boolean => "boolean",
    }
}
