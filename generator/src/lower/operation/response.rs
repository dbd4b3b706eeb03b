//! Responses: the statuses that mean success, and the content of successes and errors.

use super::media_type::{MediaKind, sendable};
use crate::http::{Method, Statuses};
use crate::ir::Type;
use crate::lower::draft::{ErrorBody, Output, StatusVariant};
use crate::lower::schema::Schemas;
use crate::lower::schema::name_hint::NameHint;
use crate::names::{Scope, Use};
use crate::openapi::operation::{Endpoint, MediaSchema, MediaType, Operation, Response};
use crate::openapi::reader::Reader;

/// The responses to an operation.
pub(super) struct Responses {
    pub(super) success: Vec<Statuses>,
    pub(super) output: Output,
    pub(super) error: ErrorBody,
    pub(super) accept: Option<String>,
}

/// Content, each with the statuses that have it, in the order of the document.
struct ByStatus<T>(Vec<(Vec<Statuses>, T)>);

impl<T: PartialEq> ByStatus<T> {
    fn add(&mut self, statuses: Statuses, content: T) {
        match self.0.iter_mut().find(|(_, known)| *known == content) {
            Some((known, _)) => known.push(statuses),
            None => self.0.push((vec![statuses], content)),
        }
    }
}

/// Lowers all responses of an operation.
pub(super) fn lower_responses<'d>(
    schemas: &mut Schemas<'_, 'd>,
    id: &str,
    operation: &Operation<'d>,
    endpoint: &Endpoint<'d>,
    hint: &NameHint,
) -> Responses {
    let reader = schemas.reader();
    let success = success(&operation.responses);
    if success.is_empty() {
        let message = "no response describes success: every status from 200 to 299 is a success, with a body of bytes";
        let help = "describe the response to a success";
        reader.error(endpoint.responses_node(), message, help);
    }
    let (mut outputs, mut errors) = (ByStatus(Vec::new()), ByStatus(Vec::new()));
    let mut accept: Option<&str> = None;
    for response in &operation.responses {
        let statuses = response.statuses;
        let is_success = success.contains(&statuses);
        if is_success {
            accept = accept.or_else(|| preferred(reader, response).map(|content| content.name));
            outputs.add(
                statuses,
                match endpoint.method {
                    // No body follows the head (RFC 9110, section 9.3.2).
                    Method::Head => Output::Empty,
                    _ => output(schemas, response, &hint.child("response")),
                },
            );
        }
        // A default response applies to errors as well.
        if endpoint.method != Method::Head
            && (!is_success || statuses == Statuses::Default)
            && let Some(ty) = error(schemas, response, &hint.child("error"))
        {
            errors.add(statuses, ty);
        }
    }
    Responses {
        output: output_of(
            schemas,
            id,
            outputs,
            success.is_empty() && endpoint.method != Method::Head,
        ),
        error: error_of(schemas, id, errors),
        success: without_default(success),
        accept: accept
            .map(sendable)
            .filter(|accept| accept != "application/json" && accept != "application/*"),
    }
}

/// The statuses that mean success: those from 200 to 299. If there are none, the default response, or else redirects,
/// which are the purpose of the operation then.
fn success(responses: &[Response<'_>]) -> Vec<Statuses> {
    let all = || responses.iter().map(|response| response.statuses);
    let success: Vec<Statuses> = all().filter(|statuses| statuses.is_success()).collect();
    if !success.is_empty() {
        return success;
    }
    if all().any(|statuses| statuses == Statuses::Default) {
        return vec![Statuses::Default];
    }
    all().filter(|statuses| statuses.is_redirect()).collect()
}

/// The statuses of successes: a default response counts for successes only, and any success if there are none.
fn without_default(success: Vec<Statuses>) -> Vec<Statuses> {
    if success.is_empty() {
        return vec![Statuses::Class(2)];
    }
    let success = success.into_iter().map(|statuses| match statuses {
        Statuses::Default => Statuses::Class(2),
        statuses => statuses,
    });
    success.collect()
}

/// The content of successes: a type for each status, if they differ.
fn output_of(
    schemas: &mut Schemas<'_, '_>,
    id: &str,
    outputs: ByStatus<Output>,
    is_undocumented: bool,
) -> Output {
    let mut outputs = outputs.0;
    if outputs.len() > 1 {
        return Output::PerStatus {
            name: schemas.claim_name(&format!("{id} output"), Use::Request),
            variants: variants(outputs),
        };
    }
    match outputs.pop() {
        Some((_, output)) => output,
        None if is_undocumented => Output::Bytes,
        None => Output::Empty,
    }
}

/// The content of errors: a type for each status, if they differ.
fn error_of(schemas: &mut Schemas<'_, '_>, id: &str, errors: ByStatus<Type>) -> ErrorBody {
    let mut errors = errors.0;
    if errors.len() > 1 {
        let outputs = errors
            .into_iter()
            .map(|(statuses, ty)| (statuses, Output::Json(ty)));
        return ErrorBody::PerStatus {
            name: schemas.claim_name(&format!("{id} error"), Use::Request),
            variants: variants(outputs),
        };
    }
    let only = errors.pop();
    only.map_or(ErrorBody::Undocumented, |(_, ty)| ErrorBody::One(ty))
}

fn output<'d>(schemas: &mut Schemas<'_, 'd>, response: &Response<'d>, hint: &NameHint) -> Output {
    let reader = schemas.reader();
    let Some(content) = preferred(reader, response) else {
        return Output::Empty;
    };
    let kind = MediaKind::of_content(reader, content);
    let is_other = |other: &&MediaType<'_>| MediaKind::of_content(reader, other) != kind;
    for other in response.content.iter().filter(is_other) {
        let message = format!(
            "a response in `{}` is not requested: `{}` is",
            other.name, content.name
        );
        let help = "remove it, or send the request by `send_raw`";
        reader.degrade(response.node, message, help);
    }
    let ty = match content.schema {
        MediaSchema::Schema(schema) => Some(schemas.lower_inner(schema, hint)),
        MediaSchema::None | MediaSchema::Fields(_) => None,
    };
    match kind {
        MediaKind::Json => {
            if ty.is_none() {
                let message = "the response has no schema";
                reader.error(response.node, message, "describe it with `schema`");
            }
            Output::Json(ty.unwrap_or(Type::Any))
        }
        MediaKind::Events => Output::Events(ty.unwrap_or(Type::Any)),
        MediaKind::Text => Output::Text,
        MediaKind::Form | MediaKind::Multipart | MediaKind::Bytes => Output::Bytes,
    }
}

/// The content that is requested: JSON, if there is any, or else events.
fn preferred<'a, 'd>(reader: &Reader<'_>, response: &'a Response<'d>) -> Option<&'a MediaType<'d>> {
    let content = &response.content;
    let of_kind = |wanted| {
        let mut content = content.iter();
        content.find(|content| MediaKind::of_content(reader, content) == wanted)
    };
    of_kind(MediaKind::Json)
        .or_else(|| of_kind(MediaKind::Events))
        .or(content.first())
}

/// The type of an error body in JSON. Error bodies in other media types are kept as text.
fn error<'d>(
    schemas: &mut Schemas<'_, 'd>,
    response: &Response<'d>,
    hint: &NameHint,
) -> Option<Type> {
    let mut content = response.content.iter();
    let json = content.find(|content| MediaKind::of(content.name) == MediaKind::Json)?;
    match json.schema {
        MediaSchema::Schema(schema) => {
            Some(schemas.lower(schema, hint)).filter(|ty| *ty != Type::Any)
        }
        MediaSchema::None | MediaSchema::Fields(_) => None,
    }
}

fn variants(outputs: impl IntoIterator<Item = (Vec<Statuses>, Output)>) -> Vec<StatusVariant> {
    let mut scope = Scope::default();
    let outputs = outputs.into_iter();
    let variants = outputs.map(|(statuses, output)| {
        let phrase = statuses.first().map_or("Other", |first| first.phrase());
        StatusVariant {
            name: scope.claim(phrase, Use::Variant),
            statuses,
            output,
        }
    });
    variants.collect()
}
