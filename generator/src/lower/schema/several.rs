//! Values that match several alternatives of an `anyOf`: an object with the properties of all of them.

use super::constants::constants;
use super::merged::{MergedSchema, Properties};
use crate::openapi::json_type::JsonType;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// The alternatives that one object can match together.
pub(super) struct Several<'d> {
    pub(super) schemas: Vec<Schema<'d>>,
    pub(super) merged: MergedSchema<'d>,
    /// All of their properties. Those are required that all of them require.
    pub(super) properties: Properties<'d>,
}

/// The alternatives that one object can match together, each without a property of another one. `list` has each alternative
/// with everything beside it.
pub(super) fn several<'d>(
    reader: &Reader<'d>,
    list: &[(Schema<'d>, MergedSchema<'d>)],
) -> Option<Several<'d>> {
    let objects: Vec<Object<'_, 'd>> = (list.iter())
        .filter_map(|(schema, merged)| Object::of(reader, *schema, merged))
        .collect();
    let overlaps = |object: &Object<'_, 'd>| {
        let mut others = objects.iter();
        others.any(|other| object.overlaps(reader, other))
    };
    let found: Vec<&Object<'_, 'd>> = objects.iter().filter(|object| overlaps(object)).collect();
    let (first, rest) = found.split_first()?;
    let merged = rest.iter().fold(first.merged.clone(), |merged, object| {
        merged.and(reader, object.schema)
    });
    let mut properties = merged.properties();
    properties.required.retain(|name| {
        found
            .iter()
            .all(|object| object.properties.required.contains(name))
    });
    let has_alternatives = merged.alternatives().is_some();
    for (_, schemas) in &mut properties.list {
        if !agree(reader, schemas) {
            if has_alternatives {
                return None;
            }
            // No value is both: it is untyped.
            schemas.clear();
        }
    }
    Some(Several {
        schemas: found.iter().map(|object| object.schema).collect(),
        merged,
        properties,
    })
}

/// Whether one value can match all schemas, by their types and listed values.
fn agree<'d>(reader: &Reader<'d>, schemas: &[Schema<'d>]) -> bool {
    let merged = MergedSchema::of_all(reader, schemas);
    merged.stated_types().1 && merged.stated_values().1
}

/// An alternative that is an object with known properties, and loses others.
struct Object<'m, 'd> {
    schema: Schema<'d>,
    merged: &'m MergedSchema<'d>,
    properties: Properties<'d>,
}

impl<'m, 'd> Object<'m, 'd> {
    fn of(reader: &Reader<'d>, schema: Schema<'d>, merged: &'m MergedSchema<'d>) -> Option<Self> {
        let properties = merged.properties();
        let is_object = merged.types() == [JsonType::Object]
            && merged.values().is_empty()
            // Those of a list beside this one are alternatives of both together, too.
            && MergedSchema::of(reader, schema).alternatives().is_none()
            && merged.find(Schema::discriminator).is_none();
        let loses_others = !properties.others.are_refused() && !properties.others.are_stated();
        let is_known = !properties.list.is_empty() && schema.target(reader).is_some();
        (is_object && loses_others && is_known).then_some(Self {
            schema,
            merged,
            properties,
        })
    }

    /// Whether an object can match both, and neither knows all properties of the other.
    fn overlaps(&self, reader: &Reader<'d>, other: &Self) -> bool {
        !self.knows_all_of(other) && !other.knows_all_of(self) && !self.contradicts(reader, other)
    }

    fn schemas(&self, name: &str) -> Option<&[Schema<'d>]> {
        let mut list = self.properties.list.iter();
        let found = list.find(|(known, _)| *known == name);
        found.map(|(_, schemas)| schemas.as_slice())
    }

    fn knows_all_of(&self, other: &Self) -> bool {
        let mut names = other.properties.list.iter();
        names.all(|(name, _)| self.schemas(name).is_some())
    }

    /// Whether a property that both require has no value that both allow.
    fn contradicts(&self, reader: &Reader<'d>, other: &Self) -> bool {
        let of_other = constants(reader, other.merged);
        let own = constants(reader, self.merged);
        let differs = own.iter().any(|(name, value)| {
            of_other
                .iter()
                .any(|(known, other)| known == name && other != value)
        });
        let mut required = self.properties.required.iter();
        differs
            || required.any(|name| {
                let both = self.schemas(name).zip(other.schemas(name));
                other.properties.required.contains(name)
                    && both.is_some_and(|(own, others)| !agree(reader, &[own, others].concat()))
            })
    }
}
