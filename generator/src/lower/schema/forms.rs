//! [`Forms`]: other forms in which a server writes an object (`x-from-text`) or a list (`x-from-map`).

use std::collections::HashSet;

use super::merged::MergedSchema;
use crate::document::{Node, NodeId};
use crate::ir::Type;
use crate::lower::draft::Field;
use crate::openapi::reader::{Reader, Spanned};
use crate::openapi::schema::Schema;

/// The forms that the document states. They are checked once all types are known.
#[derive(Default)]
pub(in crate::lower) struct Forms<'d> {
    /// Where they stand in schemas that were lowered.
    pub(in crate::lower) stated: Vec<(&'static str, &'d Node)>,
    /// Those that an object or a property has.
    pub(in crate::lower) used: HashSet<NodeId>,
    /// The properties that texts stand for, with their types.
    pub(in crate::lower) texts: Vec<(&'d Node, Type)>,
    /// The properties of items that keys are, with the types of the lists.
    pub(in crate::lower) maps: Vec<(Spanned<'d, &'d str>, Type)>,
}

impl<'d> Forms<'d> {
    /// Notes the forms that a schema states.
    pub(in crate::lower) fn note(&mut self, schema: Schema<'d>) {
        let extensions = schema.extensions();
        let stated = [
            ("x-from-text", extensions.text_form()),
            ("x-from-map", extensions.map_form()),
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
            .find_map(|part| part.extensions().text_form())?;
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
        let stated = schemas.find_map(|schema| schema.extensions().map_form())?;
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
