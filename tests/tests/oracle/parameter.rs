//! Parameters.

use openapiv3::{ParameterSchemaOrContent, PathItem, ReferenceOr, Schema, SchemaKind};
use specwright::ir::{Call, ListStyle, Operation, Parameter, ParameterKind, ParameterPlace, Type};

use crate::comparison::Comparison;

impl Comparison {
    /// Returns the parameters of the operation and of its path. Those of the operation override the others.
    pub(crate) fn parameters_of(
        &self,
        item: &PathItem,
        operation: &openapiv3::Operation,
    ) -> Vec<openapiv3::Parameter> {
        let mut parameters: Vec<openapiv3::Parameter> = Vec::new();
        for parameter in operation.parameters.iter().chain(&item.parameters) {
            let mut parameter = parameter.clone();
            while let ReferenceOr::Reference { reference } = &parameter {
                let name = reference.strip_prefix("#/components/parameters/").unwrap();
                parameter = self.spec.components.as_ref().unwrap().parameters[name].clone();
            }
            let parameter = parameter.into_item().unwrap();
            if !parameters
                .iter()
                .any(|known| place(known) == place(&parameter) && name(known) == name(&parameter))
            {
                parameters.push(parameter);
            }
        }
        parameters
    }

    pub(crate) fn parameter(
        &mut self,
        at: &str,
        operation: &Operation,
        seen: &openapiv3::Operation,
        parameter: &openapiv3::Parameter,
    ) {
        self.parameters += 1;
        let at = format!("{at}: parameter `{}`", name(parameter));
        let is_it = |known: &&Parameter| {
            known.wire_name == name(parameter) && Some(known.place) == place(parameter)
        };
        // With `x-calls`, a parameter that one function requires is not a parameter of the others.
        let has_calls = seen.extensions.contains_key("x-calls");
        let find = |call: &Call| {
            let required = call
                .required
                .iter()
                .find(is_it)
                .map(|known| (known.clone(), true));
            required.or_else(|| {
                call.optional
                    .iter()
                    .find(is_it)
                    .map(|known| (known.clone(), false))
            })
        };
        let found: Vec<(Parameter, bool)> = operation.calls.iter().filter_map(find).collect();
        self.expect(
            !found.is_empty() && (has_calls || found.len() == operation.calls.len()),
            &at,
            "it is missing",
        );
        let data = parameter.parameter_data_ref();
        let ParameterSchemaOrContent::Schema(schema) = &data.format else {
            return self.differs(&at, "it has no schema");
        };
        for (known, is_required) in found {
            self.expect(
                is_required == data.required || (has_calls && is_required),
                &at,
                "required or not",
            );
            self.kind(&known.kind, schema, data.explode.unwrap_or(true), &at);
        }
    }

    fn kind(
        &mut self,
        kind: &ParameterKind,
        schema: &ReferenceOr<Schema>,
        explode: bool,
        at: &str,
    ) {
        match kind {
            // A boolean that can only be true is a flag.
            ParameterKind::Flag => {
                let is_flag = matches!(schema.as_item().map(|schema| &schema.schema_kind),
                    Some(SchemaKind::Type(openapiv3::Type::Boolean(boolean))) if boolean.enumeration == [Some(true)]);
                self.expect(is_flag, at, "no flag");
            }
            ParameterKind::Styled { value, .. } => self.schema(&value.ty, schema, at, false),
            ParameterKind::File
            | ParameterKind::Files { .. }
            | ParameterKind::Content
            | ParameterKind::Additional => self.differs(at, "a file"),
            ParameterKind::Empty => {}
            ParameterKind::DateRange { .. } => self.schema(&Type::DateRange, schema, at, false),
            ParameterKind::Single { value, .. } => self.schema(&value.ty, schema, at, false),
            ParameterKind::List { items, style } => {
                self.schema(&Type::List(Box::new(items.ty.clone())), schema, at, true);
                let expected = if explode {
                    ListStyle::Repeat
                } else {
                    ListStyle::Comma
                };
                self.expect(*style == expected, at, "written in another way");
            }
        }
    }
}

fn place(parameter: &openapiv3::Parameter) -> Option<ParameterPlace> {
    match parameter {
        openapiv3::Parameter::Path { .. } => Some(ParameterPlace::Path),
        openapiv3::Parameter::Query { .. } => Some(ParameterPlace::Query),
        openapiv3::Parameter::Header { .. } => Some(ParameterPlace::Header),
        openapiv3::Parameter::Cookie { .. } => Some(ParameterPlace::Cookie),
    }
}

fn name(parameter: &openapiv3::Parameter) -> &str {
    &parameter.parameter_data_ref().name
}
