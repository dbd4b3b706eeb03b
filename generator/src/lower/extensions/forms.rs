//! `x-from-text` and `x-from-map`: other forms in which a server writes an object or a list.

use std::collections::HashSet;

use crate::document::{Node, NodeId};
use crate::ir::Type;
use crate::lower::draft::{Field, Shape};
use crate::lower::schema::Schemas;
use crate::lower::schema::merged::MergedSchema;
use crate::openapi::reader::{Reader, Spanned};
use crate::openapi::schema::Schema;

/// The forms that the document states. They are checked once all types are known.
#[derive(Default)]
pub(in crate::lower) struct Forms<'d> {
    /// Where they stand in schemas that were lowered.
    stated: Vec<(&'static str, &'d Node)>,
    /// Those that an object or a property has.
    used: HashSet<NodeId>,
    texts: Vec<(&'d Node, Type)>,
    maps: Vec<(Spanned<'d, &'d str>, Type)>,
}

impl<'d> Forms<'d> {
    /// Notes the forms that a schema states.
    pub(in crate::lower) fn note(&mut self, schema: Schema<'d>) {
        let extensions = schema.extensions();
        let stated = [
            ("x-from-text", extensions.from_text()),
            ("x-from-map", extensions.from_map()),
        ];
        let stated = stated.into_iter();
        self.stated
            .extend(stated.filter_map(|(name, text)| Some((name, text?.node))));
    }

    /// Returns the property that a text stands for, if the object with these fields can be written as one. Anything but
    /// one of its properties is an error.
    pub(in crate::lower) fn text(
        &mut self,
        reader: &Reader<'d>,
        merged: &MergedSchema<'d>,
        fields: &[Field],
    ) -> Option<String> {
        let stated = merged
            .parts()
            .find_map(|part| part.extensions().from_text())?;
        if !self.used.insert(stated.node.id) || !is_string(reader, stated, "x-from-text") {
            return None;
        }
        let name = stated.value;
        let Some(field) = fields.iter().find(|field| field.wire_name == name) else {
            let message =
                format!("`x-from-text` names `{name}`, which is not a property of this object");
            reader.error(
                stated.node,
                message,
                "name a property that is a string, without a constant",
            );
            return None;
        };
        let is_missing = |field: &&Field| field.required && field.wire_name != name;
        if let Some(other) = fields.iter().find(is_missing) {
            let message = format!(
                "a text has only `{name}`, and `{}` is required too",
                other.wire_name
            );
            let help = "remove the other properties from `required`, or remove `x-from-text`";
            reader.error(stated.node, message, help);
            return None;
        }
        self.texts.push((stated.node, field.ty.clone()));
        Some(name.to_owned())
    }

    /// Returns the property of its items that a key is, if the array of a property can be written as a map.
    pub(in crate::lower) fn map_key(
        &mut self,
        reader: &Reader<'d>,
        schemas: &[Schema<'d>],
        ty: &Type,
    ) -> Option<String> {
        let targets = schemas.iter().filter_map(|schema| schema.target(reader));
        let mut schemas = schemas.iter().copied().chain(targets);
        let stated = schemas.find_map(|schema| schema.extensions().from_map())?;
        // Several properties can refer to one array.
        let is_first = self.used.insert(stated.node.id);
        if stated.node.as_str().is_none() {
            return is_first
                .then(|| is_string(reader, stated, "x-from-map"))
                .and(None);
        }
        self.maps.push((stated, ty.clone()));
        Some(stated.value.to_owned())
    }
}

/// Whether the value of an extension is a string; an error if it is not.
fn is_string(reader: &Reader<'_>, stated: Spanned<'_, &str>, name: &str) -> bool {
    let node = stated.node;
    if node.as_str().is_none() {
        let message = format!("`{name}` is {} and not a string", node.kind());
        reader.error(node, message, "write the name of a property");
    }
    node.as_str().is_some()
}

/// Reports the forms that lead to properties of other types, and those that no object and no property has.
pub(in crate::lower) fn check_forms(schemas: &mut Schemas<'_, '_>) {
    let reader = schemas.reader();
    let forms = schemas.take_forms();
    for (node, ty) in &forms.texts {
        if !is_text(schemas, ty) {
            let message = "`x-from-text` names a property that is not a string";
            reader.error(node, message, "name a property of `type: string`");
        }
    }
    let mut checked = HashSet::new();
    for (stated, ty) in &forms.maps {
        if let Some((message, help)) = misfit(schemas, stated.value, ty)
            && checked.insert(stated.node.id)
        {
            reader.error(stated.node, message, help);
        }
    }
    for (name, node) in &forms.stated {
        if !forms.used.contains(&node.id) {
            let (message, help) = match *name {
                "x-from-text" => (
                    "`x-from-text` is ignored: only an object with properties can have it",
                    "move it to one that has, or remove it",
                ),
                _ => (
                    "`x-from-map` is ignored: only an array that is a property of an object can have it",
                    "move it to such an array, or remove it",
                ),
            };
            reader.degrade(node, message, help);
        }
    }
}

/// Why an array cannot be written as a map whose keys are the property `key` of the items.
fn misfit(schemas: &Schemas<'_, '_>, key: &str, ty: &Type) -> Option<(String, &'static str)> {
    let Type::List(item) = schemas.types().through_alias(ty) else {
        let message = "`x-from-map` on a property that is not an array of any length".to_owned();
        return Some((message, "move it to an array of objects, or remove it"));
    };
    let Some((_, item)) = schemas.structure(item) else {
        let message = "`x-from-map` on an array whose items are not objects".to_owned();
        return Some((message, "describe the items as objects with properties"));
    };
    let help = "name a property of the items that is a string";
    match item.field(key) {
        None => {
            let message =
                format!("`x-from-map` names `{key}`, which is not a property of the items");
            Some((message, help))
        }
        Some(field) if !is_text(schemas, &field.ty) => {
            let message = format!("`x-from-map` names `{key}`, which is not a string");
            Some((message, help))
        }
        Some(_) => None,
    }
}

/// Whether any text is a value of the type.
fn is_text(schemas: &Schemas<'_, '_>, ty: &Type) -> bool {
    match schemas.types().through_alias(ty) {
        Type::String => true,
        Type::Named(id) => matches!(schemas.types().shape(*id), Some(Shape::StringEnum(_))),
        _ => false,
    }
}
