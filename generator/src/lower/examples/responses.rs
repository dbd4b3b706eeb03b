//! The examples of responses: which of them a mock has.

use std::collections::{HashMap, HashSet};

use super::accepts::refused;
use super::assembled::{Assembler, Missing};
use super::body::{items, media_type, text};
use crate::document::parse::parse;
use crate::document::{Node, NodeId};
use crate::http::Method;
use crate::ir::{Examples, ResponseExample, ResponseExamples};
use crate::lower::direction::Direction;
use crate::lower::draft::{Group, Operation};
use crate::lower::operation::media_type::MediaKind;
use crate::lower::operation::representation::Choice;
use crate::lower::operation::response::success;
use crate::lower::operation::stream::{is_envelope, item_of};
use crate::lower::schema::Schemas;
use crate::names::{Name, Scope, Use};
use crate::openapi::operation::{Endpoint, MediaSchema, MediaType, Response};
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;
use crate::problem::Help;

/// Collects the examples of the responses to each operation of `groups`, in the order of the document. Reports those that their
/// own schemas refuse.
pub(in crate::lower) fn of_responses<'d>(
    schemas: &Schemas<'_, 'd>,
    endpoints: &[Endpoint<'d>],
    groups: &[Group],
) -> Examples {
    let operations = groups.iter().flat_map(|group| &group.operations);
    let mut operations: Vec<&Operation> = operations.filter(|it| !it.is_alternative).collect();
    operations.sort_by_key(|operation| operation.position);
    let mut collector = Collector {
        schemas,
        assembler: Assembler::new(schemas.graph()),
        reported: HashSet::new(),
    };
    let reader = schemas.reader();
    // Everything else that is wrong with these parts of the document has been reported.
    let was_silent = reader.silence(true);
    let collected = operations.into_iter().filter_map(|operation| {
        let endpoint = endpoints.get(operation.position)?;
        Some(collector.operation(operation, endpoint))
    });
    let operations: Vec<ResponseExamples> = collected.collect();
    reader.silence(was_silent);
    Examples {
        shared: shared(&operations),
        operations,
    }
}

/// Bodies of up to so many bytes are written wherever they are.
const SHORT_BODY: usize = 80;

/// The long bodies that several examples have, each named after the first of these.
fn shared(operations: &[ResponseExamples]) -> Vec<(Name, String)> {
    let mut scope = Scope::default();
    for operation in operations {
        scope.take(operation.constant.as_str());
    }
    let mut uses: HashMap<&str, usize> = HashMap::new();
    let bodies = || {
        operations.iter().flat_map(|operation| {
            let list = operation.list.iter();
            list.filter_map(move |it| Some((operation, it, it.body.as_ref()?.1.as_str())))
        })
    };
    for (_, _, body) in bodies().filter(|(_, _, body)| body.len() > SHORT_BODY) {
        *uses.entry(body).or_default() += 1;
    }
    let mut shared = Vec::new();
    for (operation, example, body) in bodies() {
        if uses.remove(body).is_some_and(|uses| uses > 1) {
            let name = example.name.as_deref().unwrap_or_default();
            let words = format!("{} {} {name} body", operation.constant, example.statuses);
            shared.push((scope.claim(&words, Use::Constant), body.to_owned()));
        }
    }
    shared
}

struct Collector<'a, 'r, 'd> {
    schemas: &'a Schemas<'r, 'd>,
    assembler: Assembler<'a, 'r, 'd>,
    /// The examples that are reported already. Several operations can have the same one.
    reported: HashSet<NodeId>,
}

/// An example, with the media type that it is sent in.
type Found = (Option<String>, String, String);

impl<'d> Collector<'_, '_, 'd> {
    fn operation(&mut self, operation: &Operation, endpoint: &Endpoint<'d>) -> ResponseExamples {
        let responses = self.schemas.openapi().operation(endpoint).responses;
        let of_success = success(&responses);
        let (mut successes, mut errors) = (Vec::new(), Vec::new());
        let mut missing = None;
        for response in &responses {
            let is_success = of_success.contains(&response.statuses);
            let example = |body: Option<(String, String)>, name: Option<String>| ResponseExample {
                statuses: response.statuses,
                is_success,
                body,
                name,
            };
            let content = self.content(endpoint, response, is_success);
            if is_success && content.is_empty() {
                successes.push(example(None, None));
            }
            for content in content {
                let list = match is_success {
                    true => &mut successes,
                    false => &mut errors,
                };
                match self.examples(content) {
                    Ok(found) => {
                        let found = found.into_iter();
                        list.extend(found.map(|(name, ty, text)| example(Some((ty, text)), name)));
                    }
                    Err(reason) if is_success => drop(missing.get_or_insert(reason)),
                    Err(_) => {}
                }
            }
        }
        let missing = match (successes.is_empty(), responses.is_empty()) {
            (false, _) => None,
            (true, true) => Some("it describes no response".to_owned()),
            (true, false) => missing.or_else(|| Some("it describes no success".to_owned())),
        };
        successes.extend(errors);
        ResponseExamples {
            constant: operation.constant.clone(),
            id: operation.id.clone(),
            route: format!("{} {}", operation.method.as_str(), operation.path),
            list: successes,
            missing,
        }
    }

    /// The content of a response that a client reads: for errors, JSON if there is any.
    fn content<'a>(
        &self,
        endpoint: &Endpoint<'d>,
        response: &'a Response<'d>,
        is_success: bool,
    ) -> Vec<&'a MediaType<'d>> {
        if endpoint.method == Method::Head {
            return Vec::new();
        }
        if is_success {
            let choice = Choice::of(self.schemas.reader(), response).into_iter();
            return choice
                .flat_map(|choice| std::iter::once(choice.first).chain(choice.others))
                .collect();
        }
        let mut content = response.content.iter();
        let json = content.find(|content| MediaKind::of(content.name) == MediaKind::Json);
        json.or(response.content.first()).into_iter().collect()
    }

    /// The examples of content, or the reason why there are none.
    fn examples(&mut self, content: &MediaType<'d>) -> Result<Vec<Found>, String> {
        let reader = self.schemas.reader();
        let kind = MediaKind::of_content(reader, content);
        let item = item_of(reader, content).filter(|_| kind.is_stream());
        let is_events = kind == MediaKind::Events;
        let form = Form {
            kind,
            is_envelope: is_events && item.is_some_and(|item| is_envelope(reader, item, 4)),
            stated: content.name,
            schema: match content.schema {
                MediaSchema::Schema(schema) => item.or(Some(schema)),
                MediaSchema::None | MediaSchema::Fields(_) => item,
            },
        };
        let unwritable = || format!("its example cannot be written as `{}`", content.name);
        if !content.examples.is_empty() {
            let stated = content.examples.iter();
            let found = stated.filter_map(|(name, value)| self.found(&form, *name, value));
            let found: Vec<Found> = found.collect();
            return match found.is_empty() {
                true => Err(unwritable()),
                false => Ok(found),
            };
        }
        let Some(schema) = form.schema else {
            return Err(format!("its content in `{}` has none", content.name));
        };
        let value = self.assembler.value_of(schema);
        let value = value.map_err(|missing| without(content.name, &missing))?;
        let found = self.found(&form, None, &value);
        found.map(|found| vec![found]).ok_or_else(unwritable)
    }

    fn found(&mut self, form: &Form<'d>, name: Option<&str>, value: &Node) -> Option<Found> {
        let reader = self.schemas.reader();
        let refused = form.refused(reader, value);
        // Older documents often write JSON as a string.
        let parsed = (refused.is_some() && form.kind == MediaKind::Json)
            .then(|| value.as_str().and_then(json))
            .flatten();
        let is_fitting = parsed
            .as_ref()
            .is_some_and(|value| form.refused(reader, value).is_none());
        if let Some(refused) = refused.filter(|_| !is_fitting)
            && self.reported.insert(refused.id)
        {
            let was_silent = reader.silence(false);
            let message = "an example is not as its schema describes it here: a mock responds with it as it is";
            let help = Help::with_workaround(
                "correct the example, or its schema",
                "correct it by an overlay, or give the mock another response",
            );
            reader.degrade(refused, message, help);
            reader.silence(was_silent);
        }
        let value = parsed.as_ref().unwrap_or(value);
        let text = text(form.kind, form.is_envelope, value)?;
        let media_type = media_type(form.kind, form.stated, value);
        Some((name.map(str::to_owned), media_type, text))
    }
}

/// How a body is written.
struct Form<'d> {
    kind: MediaKind,
    /// Whether events are described with all of their fields.
    is_envelope: bool,
    /// The media type.
    stated: &'d str,
    /// The schema of the body, or of each item of a stream.
    schema: Option<Schema<'d>>,
}

impl<'d> Form<'d> {
    /// The part of a value that the schema refuses.
    fn refused<'v>(&self, reader: &Reader<'d>, value: &'v Node) -> Option<&'v Node> {
        let schema = self.schema?;
        let refuses = |value: &'v Node| refused(reader, schema, value, Direction::Received);
        match self.kind {
            MediaKind::Json => refuses(value),
            // A string is the body as it is sent.
            MediaKind::Any | MediaKind::Lines | MediaKind::Sequence | MediaKind::Events
                if value.as_str().is_some() || self.is_envelope =>
            {
                None
            }
            MediaKind::Any => refuses(value),
            kind if kind.is_stream() => items(value).iter().find_map(refuses),
            _ => None,
        }
    }
}

/// The JSON object or array that a text is.
fn json(text: &str) -> Option<Node> {
    let is_json = text.trim_start().starts_with(['{', '[']);
    let parsed = parse(text).ok().filter(|_| is_json)?;
    Some(parsed.document.root)
}

/// Why no value of a schema can be made.
fn without(media_type: &str, missing: &Missing) -> String {
    match missing.path.as_str() {
        "" => format!("its content in `{media_type}` has none, and neither does its schema"),
        path => format!(
            "its content in `{media_type}` has none, and neither does `{path}` of its schema, which is required"
        ),
    }
}
