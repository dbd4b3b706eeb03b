//! Responses: the statuses that mean success, and the content of successes and errors.

use super::headers::lower_headers;
use super::media_type::{MediaKind, essence, sendable};
use super::naming::hint_of;
use super::path::sent_path;
use super::representation::{Choice, Words};
use super::stream::stream;
use crate::http::{Method, Statuses};
use crate::ir::{IdForm, Type};
use crate::lock::sources;
use crate::lower::draft::{ErrorBody, Headers, Output, Shape, StatusVariant};
use crate::lower::schema::Schemas;
use crate::lower::schema::name_hint::NameHint;
use crate::names::{Scope, Use};
use crate::openapi::operation::{Endpoint, MediaSchema, MediaType, Operation, Response};
use crate::problem::Help;

/// The responses to an operation.
pub(super) struct Responses {
    /// The successes in the media types that the function with the plain name requests.
    pub(super) first: Success,
    /// The successes in other media types.
    pub(super) others: Vec<Success>,
    pub(super) error: ErrorBody,
    pub(super) headers: [Headers; 2],
}

/// The successes in the media types that one function requests.
pub(super) struct Success {
    /// A word for the media type, in the name of the function.
    pub(super) word: String,
    /// The media type; empty if there are several or none.
    pub(super) media_type: String,
    pub(super) statuses: Vec<Statuses>,
    pub(super) output: Output,
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

impl ByStatus<Output> {
    fn has_content(&self) -> bool {
        self.0.iter().any(|(_, output)| *output != Output::Empty)
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
    let successes: Vec<&Response<'d>> = (operation.responses.iter())
        .filter(|response| success.contains(&response.statuses))
        .collect();
    // No body follows the head (RFC 9110, section 9.3.2).
    let is_head = endpoint.method == Method::Head;
    let choices: Vec<Option<Choice<'_, 'd>>> = (successes.iter())
        .map(|response| Choice::of(reader, response).filter(|_| !is_head))
        .collect();
    let hint_of_success = hint.child("response");
    let of = sources::endpoint(&endpoint.method, &sent_path(endpoint.path));
    let of = (of.as_str(), id);
    let mut first = first(schemas, of, &successes, &choices, &hint_of_success);
    if is_head {
        first.output = Output::Empty;
    }
    let others = others(schemas, of, &successes, &choices, &hint_of_success);
    let mut errors = ByStatus(Vec::new());
    for response in &operation.responses {
        let statuses = response.statuses;
        // A default response applies to errors as well.
        if !is_head
            && (!success.contains(&statuses) || statuses == Statuses::Default)
            && let Some(ty) = {
                let word = match errors.0.is_empty() {
                    true => "error".to_owned(),
                    false => format!("{} error", statuses.phrase()),
                };
                let hint = hint_of(schemas, response.node, &hint.child(&word));
                error(schemas, response, &hint)
            }
        {
            errors.add(statuses, ty);
        }
    }
    Responses {
        first,
        others,
        error: error_of(of, errors),
        headers: lower_headers(schemas, &operation.responses, &success, hint),
    }
}

/// The successes that the function with the plain name requests.
fn first<'d>(
    schemas: &mut Schemas<'_, 'd>,
    of: (&str, &str),
    successes: &[&Response<'d>],
    choices: &[Option<Choice<'_, 'd>>],
    hint: &NameHint,
) -> Success {
    let mut outputs = ByStatus(Vec::new());
    let mut accepts: Vec<String> = Vec::new();
    for (response, choice) in successes.iter().zip(choices) {
        let output = match choice {
            Some(choice) => {
                report_left_out(schemas, choice, response);
                add_accept(&mut accepts, choice.first);
                let of_status = match outputs.has_content() {
                    // The plain name is that of the first.
                    true => hint.child(response.statuses.phrase()),
                    false => hint.clone(),
                };
                let hint = hint_of(schemas, response.node, &of_status);
                output(schemas, response, choice.first, &hint)
            }
            None => Output::Empty,
        };
        outputs.add(response.statuses, output);
    }
    let chosen = choices
        .iter()
        .flatten()
        .map(|choice| essence(choice.first.name));
    let chosen: Vec<String> = chosen.collect();
    let is_one = chosen
        .windows(2)
        .all(|pair| matches!(pair, [one, other] if one == other));
    Success {
        word: String::new(),
        media_type: chosen
            .into_iter()
            .next()
            .filter(|_| is_one)
            .unwrap_or_default(),
        statuses: without_default(successes.iter().map(|response| response.statuses).collect()),
        output: output_of(schemas, of, outputs, successes.is_empty()),
        accept: accept(&accepts),
    }
}

/// The successes in each of the other media types.
fn others<'d>(
    schemas: &mut Schemas<'_, 'd>,
    (endpoint, id): (&str, &str),
    successes: &[&Response<'d>],
    choices: &[Option<Choice<'_, 'd>>],
    hint: &NameHint,
) -> Vec<Success> {
    let reader = schemas.reader();
    let mut wanted: Vec<&MediaType<'d>> = Vec::new();
    for content in choices.iter().flatten().flat_map(|choice| &choice.others) {
        let is_known = |known: &&MediaType<'_>| essence(known.name) == essence(content.name);
        if !wanted.iter().any(is_known) {
            wanted.push(content);
        }
    }
    let mut words = Words::default();
    let mut others = Vec::new();
    for content in wanted {
        let kind = MediaKind::of_content(reader, content);
        let word = words.claim(content.name, kind);
        let hint = hint.child(&word);
        let mut outputs = ByStatus(Vec::new());
        let mut statuses = Vec::new();
        for response in successes {
            let mut same = response.content.iter();
            let output = match same.find(|same| essence(same.name) == essence(content.name)) {
                Some(same) => output(schemas, response, same, &hint),
                // A stream is the only way in which its function delivers a response.
                None if response.content.is_empty() && !kind.is_stream() => Output::Empty,
                None => continue,
            };
            outputs.add(response.statuses, output);
            statuses.push(response.statuses);
        }
        let mut accepts = Vec::new();
        add_accept(&mut accepts, content);
        others.push(Success {
            media_type: essence(content.name),
            statuses: without_default(statuses),
            output: output_of(
                schemas,
                (endpoint, &format!("{id} as {word}")),
                outputs,
                false,
            ),
            accept: accept(&accepts),
            word,
        });
    }
    others
}

/// Reports the content of a response that no function requests.
fn report_left_out<'d>(
    schemas: &Schemas<'_, 'd>,
    choice: &Choice<'_, 'd>,
    response: &Response<'d>,
) {
    let reader = schemas.reader();
    for content in choice.left_out(reader, response) {
        let message = format!(
            "a response in `{}` is not requested: `{}` is",
            content.name, choice.first.name
        );
        let help = Help::with_workaround(
            "remove it, or send the request by `send_raw`",
            "send the request by `send_raw`, with an `Accept` of your own",
        );
        reader.degrade(response.node, message, help);
    }
}

fn add_accept(accepts: &mut Vec<String>, content: &MediaType<'_>) {
    let accept = match sendable(content.name) {
        range if range == "application/*" => "application/json".to_owned(),
        accept => accept,
    };
    if !accepts.contains(&accept) {
        accepts.push(accept);
    }
}

/// The value of `Accept`; `None` for JSON, which clients accept by default.
fn accept(accepts: &[String]) -> Option<String> {
    let accept = accepts.join(", ");
    (!accept.is_empty() && accept != "application/json").then_some(accept)
}

/// The statuses that mean success: those from 200 to 299. If there are none, the default response, or else redirects,
/// which are the purpose of the operation then.
pub(in crate::lower) fn success(responses: &[Response<'_>]) -> Vec<Statuses> {
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
    (endpoint, id): (&str, &str),
    outputs: ByStatus<Output>,
    is_undocumented: bool,
) -> Output {
    let mut outputs = outputs.0;
    if outputs.len() > 1 {
        let source = sources::output(&sources::operation(endpoint, id));
        return Output::PerStatus {
            name: schemas.claim_name(&source, &format!("{id} output"), Use::Request),
            source,
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
fn error_of((endpoint, id): (&str, &str), errors: ByStatus<Type>) -> ErrorBody {
    let mut errors = errors.0;
    if errors.len() > 1 {
        let outputs = errors
            .into_iter()
            .map(|(statuses, ty)| (statuses, Output::Json(ty)));
        return ErrorBody::PerStatus {
            source: sources::error(&sources::operation(endpoint, id)),
            words: format!("{id} error"),
            variants: variants(outputs),
        };
    }
    let only = errors.pop();
    only.map_or(ErrorBody::Undocumented, |(_, ty)| ErrorBody::One(ty))
}

fn output<'d>(
    schemas: &mut Schemas<'_, 'd>,
    response: &Response<'d>,
    content: &MediaType<'d>,
    hint: &NameHint,
) -> Output {
    let reader = schemas.reader();
    let kind = MediaKind::of_content(reader, content);
    if kind.is_stream() {
        return stream(schemas, kind, content, hint);
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
        MediaKind::Any => Output::Any(ty.unwrap_or(Type::Any)),
        MediaKind::Text => match ty {
            Some(ty)
                if essence(content.name) == "text/plain" && is_number_or_boolean(schemas, &ty) =>
            {
                Output::Json(ty)
            }
            _ => Output::Text,
        },
        _ => Output::Bytes,
    }
}

/// Whether plain text of the type is read as JSON is: `42` and `true` are the same in both.
fn is_number_or_boolean(schemas: &Schemas<'_, '_>, ty: &Type) -> bool {
    let types = schemas.types();
    match types.through_alias(ty) {
        Type::Bool
        | Type::Int32
        | Type::Int64
        | Type::UInt32
        | Type::UInt64
        | Type::Float64
        | Type::Decimal => true,
        Type::Id(IdForm::Integer) => true,
        Type::Foreign(foreign) => foreign.is_number(),
        Type::Named(id) => matches!(types.shape(*id), Some(Shape::IntegerEnum(_))),
        _ => false,
    }
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
