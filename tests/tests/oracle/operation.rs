//! Operations and responses.

use openapiv3::{PathItem, ReferenceOr, StatusCode};
use specwright::ir::{ErrorBody, Method, Output, Parameter, Statuses, Type};

use crate::comparison::Comparison;

impl Comparison {
    pub(crate) fn operation(
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
                .find(|known| known.path == path && name_of(&known.method) == method)
        });
        let Some(operation) = found.cloned() else {
            return self.differs(&at, "no operation");
        };
        // An empty id is no name.
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
                    // A body has no field that could hold null.
                    let ty = match ty {
                        Type::Nullable(inner) => inner,
                        ty => ty,
                    };
                    self.schema(ty, &schema, &format!("{at}: response"), false)
                }
                (None, Output::Empty, _) if is_success => {}
                (Some(schema), _, ErrorBody::One(ty)) if !is_success => {
                    self.schema(ty, &schema, &format!("{at}: error"), false)
                }
                // Other media types, and responses that differ by status, are tested with their fixtures.
                (_, Output::Text | Output::Bytes | Output::PerStatus { .. }, _) if is_success => {}
                (Some(_), _, ErrorBody::PerStatus { .. }) if !is_success => {}
                (None, _, _) if !is_success => {}
                _ => self.differs(&at, "another response"),
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
}

fn name_of(method: &Method) -> &str {
    match method {
        Method::Get => "get",
        Method::Put => "put",
        Method::Post => "post",
        Method::Delete => "delete",
        Method::Options => "options",
        Method::Head => "head",
        Method::Patch => "patch",
        Method::Trace => "trace",
        Method::Query => "query",
        Method::Other(name) => name,
    }
}
