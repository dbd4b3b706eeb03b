//! Responses: which statuses mean success, what they hold, and what errors hold.

use std::collections::BTreeMap;

use super::body::{Kind, sendable};
use super::draft::{ErrorBody, Output, StatusVariant};
use super::schema::{Origin, Schemas};
use crate::ir::{Statuses, Type};
use crate::names::{Scope, Use};
use crate::openapi::operation::{Endpoint, MediaSchema, MediaType, Operation, Response};
use crate::openapi::reader::Reader;

/// What the answers to an operation are.
pub(super) struct Responses {
    pub(super) success: Vec<Statuses>,
    pub(super) output: Output,
    pub(super) error: ErrorBody,
    pub(super) accept: Option<String>,
}

/// Reads all responses of an operation.
pub(super) fn lower_responses<'d>(
    schemas: &mut Schemas<'_, 'd>,
    id: &str,
    operation: &Operation<'d>,
    endpoint: &Endpoint<'d>,
    origin: &Origin,
) -> Responses {
    let reader = schemas.reader;
    let responses = &operation.responses;
    let means_success = success(responses);
    if means_success.is_empty() {
        let message = "no response means success: any status from 200 to 299 does, and holds bytes";
        reader.error(
            endpoint.responses_node(),
            message,
            "describe the response that means success",
        );
    }
    let mut outputs: BTreeMap<usize, (Vec<Statuses>, Output)> = BTreeMap::new();
    let mut errors: Vec<(Vec<Statuses>, Type)> = Vec::new();
    let mut accept: Option<&str> = None;
    for response in responses {
        if means_success.contains(&response.statuses) {
            accept = accept.or_else(|| preferred(reader, response).map(|media| media.name));
            let output = output(schemas, response, &origin.child("response"));
            match outputs.values_mut().find(|(_, known)| *known == output) {
                Some((statuses, _)) => statuses.push(response.statuses),
                None => {
                    outputs.insert(outputs.len(), (vec![response.statuses], output));
                }
            }
        }
        // What holds for all other statuses holds for errors, too.
        let is_error =
            !means_success.contains(&response.statuses) || response.statuses == Statuses::Default;
        if is_error && let Some(ty) = error(schemas, response, &origin.child("error")) {
            match errors.iter_mut().find(|(_, known)| *known == ty) {
                Some((statuses, _)) => statuses.push(response.statuses),
                None => errors.push((vec![response.statuses], ty)),
            }
        }
    }
    let output = match outputs.len() {
        0 if means_success.is_empty() => Output::Bytes,
        0 => Output::Empty,
        1 => outputs
            .into_values()
            .next()
            .map_or(Output::Empty, |(_, output)| output),
        _ => Output::PerStatus {
            name: schemas
                .types
                .names
                .claim(&format!("{id} output"), Use::Request),
            variants: variants(outputs.into_values()),
        },
    };
    let error = match errors.len() {
        0 => ErrorBody::Undocumented,
        1 => errors
            .pop()
            .map_or(ErrorBody::Undocumented, |(_, ty)| ErrorBody::One(ty)),
        _ => ErrorBody::PerStatus {
            name: schemas
                .types
                .names
                .claim(&format!("{id} error"), Use::Request),
            variants: variants(
                errors
                    .into_iter()
                    .map(|(statuses, ty)| (statuses, Output::Json(ty))),
            ),
        },
    };
    let success = match means_success {
        none if none.is_empty() => vec![Statuses::Class(2)],
        // Not of errors: of whatever else means success.
        some => some
            .into_iter()
            .map(|statuses| {
                if statuses == Statuses::Default {
                    Statuses::Class(2)
                } else {
                    statuses
                }
            })
            .collect(),
    };
    let accept = accept
        .map(sendable)
        .filter(|accept| accept != "application/json" && accept != "application/*");
    Responses {
        success,
        output,
        error,
        accept,
    }
}

/// The responses that mean success: those from 200 to 299; where there is none, what is said of all statuses, or else
/// a redirect, which is what the operation is for then.
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

fn output<'d>(schemas: &mut Schemas<'_, 'd>, response: &Response<'d>, origin: &Origin) -> Output {
    let reader = schemas.reader;
    let kind = |media: &MediaType<'_>| Kind::of_media(reader, media);
    let Some(media) = preferred(reader, response) else {
        return Output::Empty;
    };
    for other in response
        .content
        .iter()
        .filter(|other| kind(other) != kind(media))
    {
        let message = format!(
            "an answer in `{}` is not asked for: `{}` is",
            other.name, media.name
        );
        reader.degrade(
            response.node,
            message,
            "remove it, or send the request by `send_raw`",
        );
    }
    let ty = match media.schema {
        MediaSchema::Schema(schema) => Some(schemas.lower_inner(schema.0, origin)),
        MediaSchema::None | MediaSchema::Fields(_) => None,
    };
    match kind(media) {
        Kind::Json => {
            if ty.is_none() {
                schemas.reader.error(
                    response.node,
                    "the response has no schema",
                    "describe it with `schema`",
                );
            }
            Output::Json(ty.unwrap_or(Type::Any))
        }
        Kind::Events => Output::Events(ty.unwrap_or(Type::Any)),
        Kind::Text => Output::Text,
        Kind::Form | Kind::Multipart | Kind::Bytes => Output::Bytes,
    }
}

/// The content that is asked for: JSON, if there is any.
fn preferred<'a, 'd>(reader: &Reader<'_>, response: &'a Response<'d>) -> Option<&'a MediaType<'d>> {
    let content = &response.content;
    let of_kind = |wanted| {
        content
            .iter()
            .find(|media| Kind::of_media(reader, media) == wanted)
    };
    of_kind(Kind::Json)
        .or_else(|| of_kind(Kind::Events))
        .or(content.first())
}

/// The type of an error body, if it is JSON; of others, there is the text.
fn error<'d>(
    schemas: &mut Schemas<'_, 'd>,
    response: &Response<'d>,
    origin: &Origin,
) -> Option<Type> {
    let json = response
        .content
        .iter()
        .find(|media| Kind::of(media.name) == Kind::Json)?;
    match json.schema {
        MediaSchema::Schema(schema) => {
            Some(schemas.lower(schema.0, origin)).filter(|ty| *ty != Type::Any)
        }
        MediaSchema::None | MediaSchema::Fields(_) => None,
    }
}

fn variants(outputs: impl IntoIterator<Item = (Vec<Statuses>, Output)>) -> Vec<StatusVariant> {
    let mut scope = Scope::default();
    let named = |(statuses, output): (Vec<Statuses>, Output)| StatusVariant {
        name: scope.claim(
            statuses
                .first()
                .map_or("Other", |statuses| statuses.phrase()),
            Use::Variant,
        ),
        statuses,
        output,
    };
    outputs.into_iter().map(named).collect()
}
