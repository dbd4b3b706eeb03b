//! The documents as another reader understands them, compared with what the generator makes of them.
//!
//! `serde_yaml` and `openapiv3` share nothing with the generator's own reader. Whatever operation,
//! parameter, schema or property they see must be in the generator's representation under the same
//! name, required and nullable where it is, and of the same type. What is something else there on
//! purpose is in [`tests::Seen`] with its reason.

#[cfg(test)]
mod tests {
    use std::fs;

    use generator::ir::{
        Api, BodyContent, Call, ErrorBody, Field, IdForm, ListStyle, MapKey, Method, Operation,
        Output, Parameter, ParameterKind, ParameterPlace, Shape, Statuses, Type, TypeId,
        UnionVariant,
    };
    use openapiv3::{
        AdditionalProperties, IntegerFormat, NumberFormat, OpenAPI, ParameterSchemaOrContent,
        PathItem, ReferenceOr, Schema, SchemaKind, StatusCode, StringFormat,
        VariantOrUnknownOrEmpty,
    };
    use xtask::{codegen, fixtures, repository};

    /// Fixtures that the other reader cannot read, and why.
    const UNREADABLE: &[(&str, &str)] = &[
        (
            "additional_properties",
            "lists of types, which the other reader refuses",
        ),
        (
            "enums_of_numbers",
            "lists of types, which the other reader refuses",
        ),
        (
            "nullable_3_1",
            "lists of types, which the other reader refuses",
        ),
        ("tuples", "`items: false`, which the other reader refuses"),
        (
            "union_constants",
            "lists of types, which the other reader refuses",
        ),
        (
            "degradations",
            "full of mistakes, which the other reader refuses",
        ),
        (
            "degradations_of_keywords",
            "a limit that is no number, which the other reader refuses",
        ),
        (
            "schema_type_list",
            "a list of types, which the other reader refuses",
        ),
        (
            "yaml_features",
            "the version is not quoted, so it is no string",
        ),
    ];

    /// Fixtures of what this comparison knows nothing of; their tests are in `fixture_behaviour` and `schemas`.
    const BEYOND: &[(&str, &str)] = &[
        ("references_to_files", "a document of several files"),
        ("body_form", "fields in place of a body"),
        ("body_kinds", "several ways to write a body"),
        ("body_multipart", "parts in place of a body"),
        (
            "lenient_response_without_success",
            "an answer that no response describes",
        ),
        ("parameter_places", "headers that no parameter can set"),
        (
            "parameter_styles",
            "styles, and a parameter without `schema`",
        ),
        ("response_media", "answers that are no JSON"),
        ("response_statuses", "answers by status"),
        ("security", "security by operation"),
        ("servers", "variables in addresses"),
        (
            "swagger_2",
            "a version that the other reader takes for another",
        ),
        ("lenient_schemas", "errors, which are degradations there"),
        ("names_types", "properties that always have the same value"),
        ("nullable_3_0", "an extension by which a value can be null"),
        ("read_and_write_only", "properties that go one way only"),
        ("union_required", "sets of numbers, and unions in a union"),
        ("webhooks", "properties that go one way only"),
        ("unions_tried", "schemas that are made of several"),
        ("all_of", "schemas that are made of several"),
        (
            "nullable_2_0",
            "a version that the other reader takes for another",
        ),
        (
            "number_formats",
            "formats and kinds that the other reader does not know",
        ),
        (
            "reference_siblings",
            "references with something beside them",
        ),
        ("union_discriminator", "schemas that are made of several"),
        ("union_of_children", "schemas that are made of several"),
    ];

    #[test]
    fn the_document_is_understood_alike() {
        let text = fs::read_to_string(repository().join("spec/time_entries.yaml")).unwrap();
        let seen = compare("time_entries", &text);
        assert_eq!(seen.differences, Vec::<String>::new());
        // Three of the schemas are unwrapped, and not counted among these.
        assert_eq!((seen.operations, seen.parameters), (6, 43));
        assert!(seen.properties > 264, "{}", seen.properties);
    }

    #[test]
    fn the_fixtures_are_understood_alike() {
        let mut differences = Vec::new();
        let mut compared = 0;
        for folder in fixtures::folders(&repository()).unwrap() {
            let name = folder.file_name().unwrap().to_str().unwrap();
            if name.starts_with("refused_")
                || UNREADABLE
                    .iter()
                    .chain(BEYOND)
                    .any(|(other, _)| *other == name)
            {
                continue;
            }
            let text = fs::read_to_string(folder.join("spec.yaml")).unwrap();
            differences.extend(compare(name, &text).differences);
            compared += 1;
        }
        assert_eq!(differences, Vec::<String>::new());
        assert!(compared >= 30, "{compared}");
    }

    #[test]
    fn what_cannot_be_read_really_cannot() {
        for (name, why) in UNREADABLE {
            let text = fs::read_to_string(
                repository()
                    .join("tests/fixtures")
                    .join(name)
                    .join("spec.yaml"),
            )
            .unwrap();
            assert!(
                serde_yaml::from_str::<OpenAPI>(&text).is_err(),
                "{name}: {why}"
            );
        }
    }

    fn compare(name: &str, text: &str) -> Seen {
        let spec: OpenAPI =
            serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (lowered, _) = codegen::generate(text, &generator::Options::default()).unwrap();
        let components = spec
            .components
            .iter()
            .flat_map(|components| &components.schemas);
        let schemas = components
            .filter(|(_, schema)| !is_unwrapped(schema))
            .map(|(name, _)| name.clone())
            .collect();
        let is_loose = !lowered.degradations.is_empty();
        let mut seen = Seen {
            name: name.to_owned(),
            spec,
            api: lowered.api,
            schemas,
            is_loose,
            operations: 0,
            parameters: 0,
            properties: 0,
            differences: Vec::new(),
        };
        seen.walk();
        seen
    }

    fn is_unwrapped(schema: &ReferenceOr<Schema>) -> bool {
        schema
            .as_item()
            .is_some_and(|schema| schema.schema_data.extensions.contains_key("x-unwrap"))
    }

    /// What was compared, and what was different.
    struct Seen {
        name: String,
        spec: OpenAPI,
        api: Api,
        /// The schemas of `components` that are types, in the order of the document, as their types
        /// are. One with `x-unwrap` is none: callers give what is in it.
        schemas: Vec<String>,
        /// Whether the generator said that it makes something looser of this document. Then, and
        /// only then, any value may stand where the other reader sees a type.
        is_loose: bool,
        operations: usize,
        parameters: usize,
        properties: usize,
        differences: Vec<String>,
    }

    impl Seen {
        fn walk(&mut self) {
            let spec = self.spec.clone();
            let components = spec.components.clone().unwrap_or_default().schemas;
            for (index, name) in self.schemas.clone().iter().enumerate() {
                match self.api.types.get(&TypeId(index)) {
                    Some(_) => {
                        self.schema(&Type::Named(TypeId(index)), &components[name], name, true)
                    }
                    None => self.differs(name, "no type"),
                }
            }
            for (path, item) in &spec.paths.paths {
                // The other reader has no way to follow a reference to a path item.
                let Some(item) = item.as_item() else { continue };
                for (method, operation) in item.iter() {
                    self.operation(path, item, method, operation);
                }
            }
            let operations = self
                .api
                .groups
                .iter()
                .map(|group| group.operations.len())
                .sum::<usize>();
            let unread = spec
                .paths
                .paths
                .values()
                .filter(|item| item.as_item().is_none())
                .count();
            if operations != self.operations + unread {
                self.differs("paths", "more operations than there are");
            }
        }

        fn differs(&mut self, at: &str, what: impl std::fmt::Display) {
            self.differences
                .push(format!("{}: {at}: {what}", self.name));
        }

        fn expect(&mut self, is: bool, at: &str, what: impl std::fmt::Display) {
            if !is {
                self.differs(at, what);
            }
        }

        // ---- operations ----

        fn operation(
            &mut self,
            path: &str,
            item: &PathItem,
            method: &str,
            seen: &openapiv3::Operation,
        ) {
            self.operations += 1;
            let at = format!("{method} {path}");
            let tag = seen.tags.first().map_or("default", String::as_str);
            let found = self.api.groups.iter().find(|group| group.tag == tag);
            let found = found.and_then(|group| {
                group
                    .operations
                    .iter()
                    .find(|known| known.path == path && name_of(known.method) == method)
            });
            let Some(operation) = found.cloned() else {
                return self.differs(&at, "no operation");
            };
            // An empty id names nothing.
            if let Some(id) = seen.operation_id.as_ref().filter(|id| !id.is_empty()) {
                self.expect(operation.id == *id, &at, "another id");
            }
            let codes: Vec<u16> = seen
                .responses
                .responses
                .keys()
                .filter_map(|code| {
                    if let StatusCode::Code(code) = code {
                        Some(*code)
                    } else {
                        None
                    }
                })
                .collect();
            let success: Vec<u16> = codes
                .iter()
                .copied()
                .filter(|code| (200..300).contains(code))
                .collect();
            let known: Vec<u16> = operation
                .success
                .iter()
                .filter_map(|statuses| match statuses {
                    Statuses::Code(code) => Some(*code),
                    Statuses::Class(_) | Statuses::Default => None,
                })
                .collect();
            self.expect(known == success, &at, "other successes");
            for (code, response) in &seen.responses.responses {
                let Some(response) = self.response(response) else {
                    continue;
                };
                let schema = response
                    .content
                    .values()
                    .next()
                    .and_then(|media| media.schema.clone());
                let is_success = matches!(code, StatusCode::Code(code) if success.contains(code));
                match (schema, &operation.output, &operation.error) {
                    (Some(schema), Output::Json { ty, .. }, _) if is_success => {
                        // A body that is null has no field to be kept in.
                        let ty = match ty {
                            Type::Nullable(inner) => inner,
                            ty => ty,
                        };
                        self.schema(ty, &schema, &format!("{at}: answer"), false)
                    }
                    (None, Output::Empty, _) if is_success => {}
                    (Some(schema), _, ErrorBody::One(ty)) if !is_success => {
                        self.schema(ty, &schema, &format!("{at}: error"), false)
                    }
                    // What is no JSON, and what differs by status, is tested with the fixtures that have it.
                    (_, Output::Text | Output::Bytes | Output::PerStatus { .. }, _)
                        if is_success => {}
                    (Some(_), _, ErrorBody::PerStatus { .. }) if !is_success => {}
                    (None, _, _) if !is_success => {}
                    _ => self.differs(&at, "another answer"),
                }
            }
            let parameters = self.parameters_of(item, seen);
            for parameter in &parameters {
                self.parameter(&at, &operation, seen, parameter);
            }
            let is_known = |known: &Parameter| {
                parameters
                    .iter()
                    .any(|seen| seen.parameter_data_ref().name == known.wire_name)
            };
            let all_known = operation
                .calls
                .iter()
                .flat_map(|call| call.required.iter().chain(&call.optional))
                .all(is_known);
            self.expect(all_known, &at, "a parameter that is not there");
            self.body(&at, &operation, seen);
        }

        fn response(
            &mut self,
            response: &ReferenceOr<openapiv3::Response>,
        ) -> Option<openapiv3::Response> {
            let mut response = response.clone();
            while let ReferenceOr::Reference { reference } = &response {
                let name = reference.strip_prefix("#/components/responses/")?;
                response = self.spec.components.as_ref()?.responses.get(name)?.clone();
            }
            response.into_item()
        }

        /// Those of the path and of the operation, where the operation's come first.
        fn parameters_of(
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
                if !parameters.iter().any(|known| {
                    place(known) == place(&parameter) && name(known) == name(&parameter)
                }) {
                    parameters.push(parameter);
                }
            }
            parameters
        }

        fn parameter(
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
            // With `x-calls`, a call that requires a parameter keeps it to itself.
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
                // A boolean that can only be true takes no value.
                ParameterKind::Flag => {
                    let is_flag = matches!(schema.as_item().map(|schema| &schema.schema_kind),
                        Some(SchemaKind::Type(openapiv3::Type::Boolean(boolean))) if boolean.enumeration == [Some(true)]);
                    self.expect(is_flag, at, "no flag");
                }
                ParameterKind::Styled { value, .. } => self.schema(&value.ty, schema, at, false),
                ParameterKind::File | ParameterKind::Files => self.differs(at, "a file"),
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

        fn body(&mut self, at: &str, operation: &Operation, seen: &openapiv3::Operation) {
            let mut body = seen.request_body.clone();
            while let Some(ReferenceOr::Reference { reference }) = &body {
                let name = reference
                    .strip_prefix("#/components/requestBodies/")
                    .unwrap();
                body = Some(self.spec.components.as_ref().unwrap().request_bodies[name].clone());
            }
            let Some(seen_body) = body.and_then(ReferenceOr::into_item) else {
                let none = operation.calls.iter().all(|call| call.body.is_none());
                return self.expect(none, at, "a body that is not there");
            };
            // What the calls of `x-calls` send is said there.
            if seen.extensions.contains_key("x-calls") {
                return;
            }
            let schema = seen_body
                .content
                .values()
                .next()
                .and_then(|media| media.schema.clone());
            let [
                Call {
                    body: Some(body), ..
                },
            ] = operation.calls.as_slice()
            else {
                return self.differs(at, "no body");
            };
            self.expect(
                body.required == seen_body.required,
                at,
                "a body required or not",
            );
            let schema = schema.unwrap();
            let target = self.target(&schema);
            // Callers give what is in a schema with `x-unwrap`.
            let inner = target
                .filter(|schema| schema.schema_data.extensions.contains_key("x-unwrap"))
                .map(|schema| match schema.schema_kind {
                    SchemaKind::Type(openapiv3::Type::Object(object)) => object
                        .properties
                        .first()
                        .map(|(name, schema)| (name.clone(), schema.clone().unbox())),
                    _ => None,
                });
            let (wrapper, schema) = match inner {
                Some(inner) => inner.map(|(name, schema)| (Some(name), schema)).unwrap(),
                None => (None, schema),
            };
            self.expect(body.wrapper == wrapper, at, "a body wrapped or not");
            match &body.content {
                // These are tested with the fixtures that have them.
                BodyContent::Form(_)
                | BodyContent::Parts
                | BodyContent::Text(_)
                | BodyContent::Bytes(_) => {}
                BodyContent::Json { value, .. } => {
                    self.schema(&value.ty, &schema, &format!("{at}: body"), false)
                }
                BodyContent::List(items) => self.schema(
                    &Type::List(Box::new(items.ty.clone())),
                    &schema,
                    &format!("{at}: body"),
                    false,
                ),
                // A string to the other reader, which knows no lists in one.
                BodyContent::Joined(_) => {
                    self.schema(&Type::String, &schema, &format!("{at}: body"), false)
                }
            }
        }

        // ---- schemas ----

        /// The schema that a reference leads to, as long as it is one of `components`.
        fn target(&self, schema: &ReferenceOr<Schema>) -> Option<Schema> {
            let mut schema = schema.clone();
            while let ReferenceOr::Reference { reference } = &schema {
                schema = self
                    .spec
                    .components
                    .as_ref()?
                    .schemas
                    .get(&component(reference)?)?
                    .clone();
            }
            schema.into_item()
        }

        /// Whether null is allowed, by everything that can say so.
        fn is_nullable(&self, schema: &ReferenceOr<Schema>) -> bool {
            let Some(schema) = self.target(schema) else {
                return false;
            };
            let any =
                |parts: &[ReferenceOr<Schema>]| parts.iter().any(|part| self.is_nullable(part));
            schema.schema_data.nullable
                || match &schema.schema_kind {
                    SchemaKind::OneOf { one_of: parts } | SchemaKind::AnyOf { any_of: parts } => {
                        any(parts)
                    }
                    SchemaKind::AllOf { all_of: parts } => parts.len() == 1 && any(parts),
                    SchemaKind::Type(openapiv3::Type::String(string)) => {
                        string.enumeration.contains(&None)
                    }
                    SchemaKind::Any(schema) => {
                        any(&schema.one_of)
                            || any(&schema.any_of)
                            || (schema.all_of.len() == 1 && any(&schema.all_of))
                            || schema.enumeration.iter().any(serde_json::Value::is_null)
                    }
                    _ => false,
                }
        }

        /// Compares a type with a schema. `through` looks into a named type, where its definition
        /// is meant and not a use of it.
        fn schema(&mut self, ty: &Type, schema: &ReferenceOr<Schema>, at: &str, through: bool) {
            if let ReferenceOr::Reference { reference } = schema {
                // The other reader has no way to follow a reference into the inside of a schema.
                let Some(mut name) = component(reference) else {
                    return;
                };
                let components = self.spec.components.clone().unwrap_or_default().schemas;
                while let Some(ReferenceOr::Reference { reference }) = components.get(&name) {
                    name = component(reference).unwrap();
                }
                let index = self.schemas.iter().position(|known| *known == name);
                let same = matches!(self.alias(ty), Type::Named(id) if Some(id.0) == index)
                    || matches!(ty, Type::Named(id) if Some(id.0) == index);
                // A name for what is not a struct, enum or union is seen through.
                return match self.target(schema) {
                    _ if same => {}
                    Some(target) if through || !matches!(self.alias(ty), Type::Named(_)) => {
                        self.kind_of(ty, &target, at)
                    }
                    _ => self.differs(at, format!("not a `{name}`")),
                };
            }
            if let ReferenceOr::Item(schema) = schema {
                self.kind_of(ty, schema, at);
            }
        }

        /// What a type is once no other name for it is left.
        fn alias(&self, ty: &Type) -> Type {
            match ty {
                Type::Named(id) => match &self.api.types[id].shape {
                    Shape::Alias(ty) => self.alias(ty),
                    _ => ty.clone(),
                },
                _ => ty.clone(),
            }
        }

        fn kind_of(&mut self, ty: &Type, schema: &Schema, at: &str) {
            let ty = self.alias(ty);
            if ty == Type::Any && self.is_loose {
                return;
            }
            match &schema.schema_kind {
                SchemaKind::Type(kind) => self.typed(&ty, kind, schema, at),
                SchemaKind::OneOf { one_of: parts } | SchemaKind::AnyOf { any_of: parts } => {
                    self.union(&ty, parts, at)
                }
                SchemaKind::AllOf { all_of: parts } if parts.len() == 1 => {
                    self.schema(&ty, &parts[0], at, false)
                }
                SchemaKind::Any(any) => self.mixed(&ty, any, at),
                SchemaKind::AllOf { .. } | SchemaKind::Not { .. } => {
                    self.differs(at, "this is not supported")
                }
            }
        }

        /// A schema that the other reader cannot sort into a kind.
        fn mixed(&mut self, ty: &Type, any: &openapiv3::AnySchema, at: &str) {
            let is_string = |value: &&serde_json::Value| value.is_string();
            if !any.enumeration.is_empty() {
                let values: Vec<String> = any
                    .enumeration
                    .iter()
                    .filter(is_string)
                    .map(|value| value.as_str().unwrap().to_owned())
                    .collect();
                return self.enumeration(ty, &values, at);
            }
            let parts = [&any.one_of, &any.any_of];
            if let Some(parts) = parts.into_iter().find(|parts| !parts.is_empty()) {
                return self.union(ty, parts, at);
            }
            if let [part] = any.all_of.as_slice() {
                return self.schema(ty, part, at, false);
            }
            match (&any.additional_properties, ty) {
                (Some(AdditionalProperties::Schema(inner)), Type::Map { value, .. }) => {
                    self.inner(value, &inner.clone(), at)
                }
                _ => self.expect(*ty == Type::Any, at, "a type where there is none"),
            }
        }

        fn typed(&mut self, ty: &Type, kind: &openapiv3::Type, schema: &Schema, at: &str) {
            let expected = match kind {
                openapiv3::Type::Boolean(_) => Type::Bool,
                openapiv3::Type::Integer(integer) => match &integer.format {
                    VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32) => Type::Int32,
                    VariantOrUnknownOrEmpty::Unknown(format) if format == "id" => {
                        Type::Id(IdForm::Integer)
                    }
                    _ => Type::Int64,
                },
                openapiv3::Type::Number(number) => match number.format {
                    // With 64 bits, no digit is lost.
                    VariantOrUnknownOrEmpty::Item(NumberFormat::Float) => Type::Float64,
                    _ => Type::Float64,
                },
                openapiv3::Type::String(string) if !string.enumeration.is_empty() => {
                    let values: Vec<String> =
                        string.enumeration.iter().flatten().cloned().collect();
                    return self.enumeration(ty, &values, at);
                }
                openapiv3::Type::String(string) => match &string.format {
                    VariantOrUnknownOrEmpty::Item(StringFormat::Date) => Type::Date,
                    VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => Type::DateTime,
                    VariantOrUnknownOrEmpty::Item(StringFormat::Binary) => Type::Binary,
                    VariantOrUnknownOrEmpty::Unknown(format) if format == "id" => {
                        Type::Id(IdForm::String)
                    }
                    VariantOrUnknownOrEmpty::Unknown(format) if format == "date-range" => {
                        Type::DateRange
                    }
                    _ => Type::String,
                },
                openapiv3::Type::Array(array) => {
                    return match (ty, &array.items) {
                        (Type::List(item), Some(items)) => {
                            self.inner(item, &items.clone().unbox(), at)
                        }
                        _ => self.differs(at, format!("{ty:?} is no list")),
                    };
                }
                openapiv3::Type::Object(object) => return self.object(ty, object, schema, at),
            };
            self.expect(*ty == expected, at, format!("{ty:?} is not {expected:?}"));
        }

        fn enumeration(&mut self, ty: &Type, values: &[String], at: &str) {
            let known: Option<Vec<String>> = match ty {
                Type::Named(id) => match &self.api.types[id].shape {
                    Shape::StringEnum(shape) => Some(
                        shape
                            .variants
                            .iter()
                            .map(|variant| variant.value.clone())
                            .collect(),
                    ),
                    _ => None,
                },
                _ => None,
            };
            // Unquoted numbers and truth values among strings are text to the generator, as they were
            // written; the other reader has lost how that was.
            let unquoted =
                |text: &String| text.parse::<f64>().is_ok() || text == "true" || text == "false";
            let known = known.map(|known| {
                known
                    .into_iter()
                    .filter(|text| values.contains(text) || !unquoted(text))
                    .collect::<Vec<_>>()
            });
            self.expect(known.as_deref() == Some(values), at, "another enum");
        }

        fn union(&mut self, ty: &Type, parts: &[ReferenceOr<Schema>], at: &str) {
            if let [part] = parts {
                return self.schema(ty, part, at, false);
            }
            let variants: Option<Vec<UnionVariant>> = match ty {
                Type::Named(id) => match &self.api.types[id].shape {
                    Shape::Union(shape) => Some(shape.variants.clone()),
                    _ => None,
                },
                _ => None,
            };
            match variants {
                Some(variants) if variants.len() == parts.len() => {
                    for (variant, part) in variants.iter().zip(parts) {
                        self.schema(&variant.ty, part, at, false);
                    }
                }
                _ => self.differs(at, "no union"),
            }
        }

        fn object(&mut self, ty: &Type, object: &openapiv3::ObjectType, schema: &Schema, at: &str) {
            if object.properties.is_empty() {
                let Type::Map { key, value } = ty else {
                    return self.differs(at, "no map");
                };
                // What the keys are is said by an extension.
                let expected = if schema
                    .schema_data
                    .extensions
                    .contains_key("x-property-names")
                {
                    MapKey::Id
                } else {
                    MapKey::String
                };
                self.expect(*key == expected, at, "other keys");
                return match &object.additional_properties {
                    Some(AdditionalProperties::Schema(inner)) => self.inner(value, inner, at),
                    _ => self.expect(**value == Type::Any, at, "a type for any value"),
                };
            }
            let fields: Vec<Field> = match ty {
                Type::Named(id) => match &self.api.types[id].shape {
                    Shape::Struct(shape) => shape.fields.clone(),
                    _ => return self.differs(at, "no struct"),
                },
                _ => return self.differs(at, "no struct"),
            };
            let known: Vec<&str> = fields
                .iter()
                .map(|field| field.wire_name.as_str())
                .collect();
            let seen: Vec<&str> = object.properties.keys().map(String::as_str).collect();
            self.expect(known == seen, at, format!("{known:?} are not {seen:?}"));
            for (field, (name, schema)) in fields.iter().zip(&object.properties) {
                self.properties += 1;
                let at = format!("{at}.{name}");
                let schema = schema.clone().unbox();
                self.expect(
                    field.required == object.required.contains(name),
                    &at,
                    "required or not",
                );
                self.expect(
                    field.nullable == self.is_nullable(&schema),
                    &at,
                    "nullable or not",
                );
                self.nested(&field.ty, &schema, &at);
            }
        }

        /// An item of a list, or a value of a map, whose null is a part of its type.
        fn inner(&mut self, ty: &Type, schema: &ReferenceOr<Schema>, at: &str) {
            let (ty, nullable) = match ty {
                Type::Nullable(inner) => (&**inner, true),
                ty => (ty, false),
            };
            self.expect(
                nullable == self.is_nullable(schema) || *ty == Type::Any,
                at,
                "items nullable or not",
            );
            self.nested(ty, schema, at);
        }

        fn nested(&mut self, ty: &Type, schema: &ReferenceOr<Schema>, at: &str) {
            // What is referred to is compared where it is declared.
            self.schema(ty, schema, at, false);
        }
    }

    /// The name of the schema of `components` that a reference is to, if it is to one as a whole.
    fn component(reference: &str) -> Option<String> {
        let token = reference.strip_prefix("#/components/schemas/")?;
        (!token.contains('/')).then(|| {
            token
                .replace("%7D", "}")
                .replace("~1", "/")
                .replace("~0", "~")
        })
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

    fn name_of(method: Method) -> &'static str {
        match method {
            Method::Get => "get",
            Method::Put => "put",
            Method::Post => "post",
            Method::Delete => "delete",
            Method::Options => "options",
            Method::Head => "head",
            Method::Patch => "patch",
            Method::Trace => "trace",
        }
    }
}
