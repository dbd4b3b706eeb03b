//! Discriminators: the values of the property that stand for each alternative of a union.

use super::alternatives::Alternative;
use super::graph::SchemaGraph;
use super::merged::MergedSchema;
use crate::document::{Node, NodeId};
use crate::limits::NESTED_DISCRIMINATORS;
use crate::lower::draft;
use crate::openapi::discriminator::Discriminator;
use crate::openapi::schema::Schema;

/// The discriminating property, and its values for each alternative as far as the document states them.
pub(super) fn lower_discriminator<'d>(
    graph: &SchemaGraph<'_, 'd>,
    discriminator: Discriminator<'d>,
    is_inherited: bool,
    alternatives: &[&Alternative<'d>],
) -> Option<draft::Discriminator> {
    let property = discriminator.property(graph.reader)?;
    let mut values = match is_inherited {
        true => alternatives.iter().map(|_| Vec::new()).collect(),
        false => mapped_values(graph, discriminator, alternatives),
    };
    for (alternative, values) in alternatives.iter().zip(&mut values) {
        if values.is_empty() {
            values.extend(unmapped_values(graph, alternative, property));
        }
    }
    report_tags(graph, discriminator, property, alternatives, &values);
    Some(draft::Discriminator {
        wire_name: property.to_owned(),
        values,
        default: default_alternative(graph, discriminator, alternatives),
    })
}

/// The alternative of objects whose value the mapping does not name, or which have none (`defaultMapping`).
fn default_alternative<'d>(
    graph: &SchemaGraph<'_, 'd>,
    discriminator: Discriminator<'d>,
    alternatives: &[&Alternative<'d>],
) -> Option<usize> {
    let entry = discriminator.default_mapping()?;
    let covered = alternatives.iter();
    let covered: Vec<Vec<NodeId>> = covered.map(|known| covered_by(graph, known)).collect();
    let found = graph
        .openapi
        .mapped(entry)
        .and_then(|target| position_of(target, &covered));
    if found.is_none() {
        let message = format!(
            "`defaultMapping` names none of the alternatives, `{}`: it is ignored",
            entry.target.value
        );
        let help = "name one of the alternatives, or add this one to them";
        graph.reader.degrade(entry.target.node, message, help);
    }
    found
}

/// The alternative that is a schema, or else one that has it among its variants.
fn position_of(target: Schema<'_>, covered: &[Vec<NodeId>]) -> Option<usize> {
    let is_it = |covered: &Vec<NodeId>| covered.first() == Some(&target.id());
    let holds_it = |covered: &Vec<NodeId>| covered.contains(&target.id());
    let by_itself = covered.iter().position(is_it);
    by_itself.or_else(|| covered.iter().position(holds_it))
}

/// Reports the values that stand for two alternatives, and those of the mapping that the schema of their alternative does not
/// allow.
fn report_tags<'d>(
    graph: &SchemaGraph<'_, 'd>,
    discriminator: Discriminator<'d>,
    property: &str,
    alternatives: &[&Alternative<'d>],
    values: &[Vec<String>],
) {
    let mut known: Vec<(&str, &Alternative<'d>)> = Vec::new();
    for (alternative, values) in alternatives.iter().zip(values) {
        for value in values {
            let is_other = |other: &Alternative<'d>| !std::ptr::eq(other, *alternative);
            let mut before = known
                .iter()
                .filter(|(other, place)| other == value && is_other(place));
            if let Some((_, other)) = before.next() {
                let message = format!(
                    "`{property}: {value}` stands for two alternatives, in lines {} and {}: they are told apart by the rest of a value",
                    line(graph, other),
                    line(graph, alternative)
                );
                let help = "give each alternative a value of its own";
                graph.reader.degrade(discriminator.node, message, help);
            }
            known.push((value, alternative));
        }
    }
    for entry in discriminator.mapping() {
        let is_it = |values: &&Vec<String>| holds(values, entry.value);
        let index = values.iter().position(|values| is_it(&values));
        let Some(alternative) = index.and_then(|index| alternatives.get(index)) else {
            continue;
        };
        let (own, places) = own_values(graph, alternative, property);
        if let Some(at) = places.filter(|_| !own.is_empty() && !holds(&own, entry.value)) {
            let message = format!(
                "`{}` maps to a schema whose `{property}` is `{}` (line {}): both are read, and {} is written",
                entry.value,
                own.join("`, `"),
                at.line,
                match own.as_slice() {
                    [only] => format!("`{only}`"),
                    _ => format!("`{}`", entry.value),
                }
            );
            let help = "let the mapping and the property state the same values";
            graph.reader.degrade(entry.target.node, message, help);
        }
    }
}

fn line<'d>(graph: &SchemaGraph<'_, 'd>, alternative: &Alternative<'d>) -> u32 {
    match alternative {
        Alternative::Schema(schema)
        | Alternative::Beside(schema, _)
        | Alternative::Base(schema, _) => {
            schema.target(graph.reader).unwrap_or(*schema).node().line
        }
        Alternative::Several(several) => several
            .merged
            .first()
            .map_or(0, |schema| schema.node().line),
        Alternative::Type(_, merged) => merged.first().map_or(0, |schema| schema.node().line),
    }
}

/// The values that the schema of an alternative lists for a property itself, and where.
fn own_values<'d>(
    graph: &SchemaGraph<'_, 'd>,
    alternative: &Alternative<'d>,
    property: &str,
) -> (Vec<String>, Option<&'d Node>) {
    let merged = match alternative {
        Alternative::Schema(schema) => MergedSchema::of(graph.reader, *schema),
        Alternative::Several(several) => several.merged.clone(),
        Alternative::Beside(_, merged)
        | Alternative::Base(_, merged)
        | Alternative::Type(_, merged) => merged.clone(),
    };
    let properties = merged.properties().list.into_iter();
    let schemas: Vec<Schema<'d>> = properties
        .filter(|(name, _)| *name == property)
        .flat_map(|(_, schemas)| schemas)
        .collect();
    let values = MergedSchema::of_all(graph.reader, &schemas).values();
    let texts = values.iter().filter_map(|value| value.as_text());
    (
        texts.map(str::to_owned).collect(),
        schemas.first().map(|schema| schema.node()),
    )
}

/// The values that the mapping states for each alternative.
fn mapped_values<'d>(
    graph: &SchemaGraph<'_, 'd>,
    discriminator: Discriminator<'d>,
    alternatives: &[&Alternative<'d>],
) -> Vec<Vec<String>> {
    let covered: Vec<Vec<NodeId>> = alternatives
        .iter()
        .map(|alternative| covered_by(graph, alternative))
        .collect();
    let mut values: Vec<Vec<String>> = alternatives.iter().map(|_| Vec::new()).collect();
    for entry in discriminator.checked_mapping(graph.reader) {
        let target = graph.openapi.mapped(entry);
        let index = target.and_then(|target| position_of(target, &covered));
        match index.and_then(|index| values.get_mut(index)) {
            Some(known) => known.push(entry.value.to_owned()),
            None => {
                let message = format!(
                    "`{}` maps to none of the alternatives: such a value is kept as it is",
                    entry.value
                );
                let help = "add it to the alternatives, or remove it";
                graph.reader.degrade(entry.target.node, message, help);
            }
        }
    }
    values
}

/// The schema of an alternative, and the schemas of all of its variants.
fn covered_by<'d>(graph: &SchemaGraph<'_, 'd>, alternative: &Alternative<'d>) -> Vec<NodeId> {
    let mut covered = Vec::new();
    match alternative {
        Alternative::Schema(schema) | Alternative::Beside(schema, _) => {
            cover(graph, *schema, &mut covered);
        }
        Alternative::Base(schema, _) => covered.push(schema.id()),
        Alternative::Type(..) | Alternative::Several(_) => {}
    }
    covered
}

fn cover<'d>(graph: &SchemaGraph<'_, 'd>, schema: Schema<'d>, covered: &mut Vec<NodeId>) {
    let Some(target) = schema.target(graph.reader) else {
        return;
    };
    if covered.contains(&target.id()) {
        return;
    }
    covered.push(target.id());
    for variant in graph.variants_of(target) {
        cover(graph, variant, covered);
    }
}

/// The values of an alternative that the mapping of the union does not name.
fn unmapped_values<'d>(
    graph: &SchemaGraph<'_, 'd>,
    alternative: &Alternative<'d>,
    property: &str,
) -> Vec<String> {
    match alternative {
        Alternative::Schema(schema) => implied_values(graph, *schema, None, property, 0),
        Alternative::Beside(schema, merged) => {
            implied_values(graph, *schema, Some(merged), property, 0)
        }
        Alternative::Base(schema, _) => values_of_base(graph, *schema, property),
        Alternative::Type(..) | Alternative::Several(_) => Vec::new(),
    }
}

/// Whether the mapping of a base names the base itself.
pub(super) fn is_mapped_to_itself<'d>(graph: &SchemaGraph<'_, 'd>, base: Schema<'d>) -> bool {
    let discriminator = base.discriminator();
    let property = discriminator.and_then(Discriminator::stated_property);
    !values_mapped_by_bases(graph, base, property.unwrap_or_default()).is_empty()
}

/// The values that stand for a schema by `x-ms-discriminator-value`, by its own mapping, or by those of the schemas that it is composed of.
fn values_mapped_by_bases<'d>(
    graph: &SchemaGraph<'_, 'd>,
    schema: Schema<'d>,
    property: &str,
) -> Vec<String> {
    let Some(target) = schema.target(graph.reader) else {
        return Vec::new();
    };
    let own = target.extensions().discriminator_value();
    let mut values: Vec<String> = own.into_iter().map(str::to_owned).collect();
    for part in MergedSchema::of(graph.reader, target).parts() {
        let discriminator = part.discriminator();
        let discriminator = discriminator.filter(|known| known.is_property(property));
        let entries = discriminator.into_iter().flat_map(Discriminator::mapping);
        for entry in entries {
            let mapped = graph.openapi.mapped(entry);
            let is_it = mapped.is_some_and(|mapped| mapped.id() == target.id());
            if is_it && !values.iter().any(|known| known == entry.value) {
                values.push(entry.value.to_owned());
            }
        }
    }
    values
}

/// The values that stand for a base by itself. One in the middle of a hierarchy has its name, if no mapping names it.
fn values_of_base<'d>(
    graph: &SchemaGraph<'_, 'd>,
    base: Schema<'d>,
    property: &str,
) -> Vec<String> {
    let mut values = values_mapped_by_bases(graph, base, property);
    let target = base.target(graph.reader).unwrap_or(base);
    if values.is_empty() && graph.inherited_discriminator(target).is_some() {
        values.extend(graph.name_of(target).map(str::to_owned));
    }
    values
}

/// The values of the property in a variant that no mapping names: those that its schema allows, or else its name.
fn implied_values<'d>(
    graph: &SchemaGraph<'_, 'd>,
    schema: Schema<'d>,
    merged: Option<&MergedSchema<'d>>,
    property: &str,
    depth: usize,
) -> Vec<String> {
    let reader = graph.reader;
    let target = schema.target(reader);
    let mapped = values_mapped_by_bases(graph, schema, property);
    if !mapped.is_empty() && !target.is_some_and(|target| graph.is_base(target)) {
        return mapped;
    }
    if let Some(target) = target
        && depth < NESTED_DISCRIMINATORS
    {
        let variants = graph.variants_of(target);
        if !variants.is_empty() {
            return values_of_variants(graph, target, &variants, property, depth);
        }
    }
    let own = MergedSchema::of(reader, schema);
    let properties = merged.unwrap_or(&own).properties().list.into_iter();
    let schemas: Vec<Schema<'d>> = properties
        .filter(|(name, _)| *name == property)
        .flat_map(|(_, schemas)| schemas)
        .collect();
    let allowed = MergedSchema::of_all(reader, &schemas).values().into_iter();
    let allowed: Vec<String> = allowed
        .filter_map(Node::as_text)
        .map(str::to_owned)
        .collect();
    match graph.name_of_target(schema) {
        // If all variants allow the same set of values, each is meant by its name.
        Some(name) if allowed.is_empty() || (allowed.len() > 1 && holds(&allowed, name)) => {
            vec![name.to_owned()]
        }
        _ => allowed,
    }
}

/// The values of an alternative that is a union itself.
fn values_of_variants<'d>(
    graph: &SchemaGraph<'_, 'd>,
    union: Schema<'d>,
    variants: &[Schema<'d>],
    property: &str,
    depth: usize,
) -> Vec<String> {
    let discriminator = union.discriminator();
    let entries = discriminator.into_iter();
    let entries = entries.flat_map(|discriminator| discriminator.checked_mapping(graph.reader));
    let mut values = Vec::new();
    let mut mapped: Vec<NodeId> = Vec::new();
    for entry in entries {
        values.push(entry.value.to_owned());
        mapped.extend(graph.openapi.mapped(entry).map(Schema::id));
    }
    if graph.is_base(union) {
        let own = values_of_base(graph, union, property);
        let unknown: Vec<String> = own
            .into_iter()
            .filter(|value| !holds(&values, value))
            .collect();
        values.extend(unknown);
    }
    for variant in variants {
        let target = variant.target(graph.reader);
        if target.is_none_or(|target| !mapped.contains(&target.id())) {
            values.extend(implied_values(graph, *variant, None, property, depth + 1));
        }
    }
    values
}

fn holds(values: &[String], value: &str) -> bool {
    values.iter().any(|known| known == value)
}
