//! Calls: the functions that call an operation, one for each encoding of its body unless `x-calls` lists others.

use super::body::BodyEncodings;
use super::missing::require_item;
use super::naming::OperationNames;
use super::parameter::{NamelessParameter, Parameters};
use crate::ir::{Docs, FieldsBody, Note, ParameterPlace, Passed, Split, Switch, Type};
use crate::lock::{Lock, sources};
use crate::lower::draft::{Body, BodyContent, Call, Output, Paging, Parameter, ParameterKind};
use crate::lower::schema::Schemas;
use crate::names::{Name, Pins, Scope, Use, name};
use crate::openapi::described::Described;
use crate::openapi::operation::Endpoint;
use crate::openapi::reader::Reader;

/// A call before its names are claimed.
#[derive(Clone)]
pub(in crate::lower) struct CallDraft {
    pub(in crate::lower) id: String,
    pub(in crate::lower) docs: Docs,
    /// Each parameter, and whether this call requires it.
    pub(in crate::lower) parameters: Vec<(NamelessParameter, bool)>,
    pub(in crate::lower) body: Option<Body>,
    pub(in crate::lower) fields: Option<FieldsBody>,
    pub(in crate::lower) switch: Option<Switch>,
}

/// One call for each encoding of the body.
pub(in crate::lower) fn calls_by_encoding<'d>(
    schemas: &mut Schemas<'_, 'd>,
    endpoint: &Endpoint<'d>,
    id: &str,
    parameters: &Parameters,
    encodings: &BodyEncodings<'d>,
) -> Vec<CallDraft> {
    let reader = schemas.reader();
    let mut calls = Vec::new();
    for encoding in encodings.lower(schemas) {
        let id = match (calls.is_empty(), encoding.word) {
            (true, _) => id.to_owned(),
            (false, word) => format!("{id} as {word}"),
        };
        let mut docs = docs(reader, endpoint, endpoint.described());
        let has_field = encoding.fields.iter().any(|(_, required)| *required);
        let has_body = encoding
            .body
            .as_ref()
            .is_some_and(|body| body.passed == Passed::Argument);
        if (has_field || has_body) && !encodings.is_required() {
            docs.notes.push(Note::OptionalBody);
        }
        let mut parameters = parameters.all();
        parameters.extend(encoding.fields);
        calls.push(CallDraft {
            id,
            docs,
            parameters,
            body: encoding.body,
            fields: encoding.fields_body,
            switch: None,
        });
    }
    calls
}

/// The documentation of a call: its own texts, or else those of the path item.
pub(in crate::lower) fn docs<'d>(
    reader: &Reader<'d>,
    endpoint: &Endpoint<'d>,
    call: Described<'d>,
) -> Docs {
    let all = || std::iter::once(call).chain(endpoint.described_by_path_items());
    let summary = all().find_map(|described| described.summary(reader));
    let description = all().find_map(|described| described.description(reader));
    let response = endpoint.summary_of_success(reader).map(str::to_owned);
    let link = call.external_docs().map(|link| Note::Link(link.into()));
    Docs {
        summary: summary.map(str::to_owned),
        description: description.map(str::to_owned),
        notes: response
            .map(Note::Response)
            .into_iter()
            .chain(link)
            .collect(),
        deprecated: endpoint.described().is_deprecated(reader),
        reason: (endpoint.described().deprecation_reason()).map(str::to_owned),
        line: reader.line(endpoint.node),
    }
}

impl CallDraft {
    /// Whether it has a list that can be sent in several requests.
    fn is_split(&self) -> bool {
        let in_parameters = self.parameters.iter().any(|(parameter, is_required)| {
            let is_split = matches!(
                parameter.kind,
                ParameterKind::List {
                    split: Some(Split::Chunks(_)),
                    ..
                }
            );
            *is_required && is_split
        });
        let in_body = self.body.as_ref().is_some_and(|body| match body.content {
            BodyContent::List { split, .. } | BodyContent::Joined { split, .. } => split.is_some(),
            _ => false,
        });
        in_parameters || in_body
    }

    /// The names that its parameters and its body keep.
    fn pins(&self, lock: &Lock, source: &str) -> Pins {
        let parameters = self.parameters.iter();
        let mut present: Vec<String> = parameters.map(|(it, _)| it.source()).collect();
        let emptied: Vec<String> = present.iter().map(|it| sources::emptied(it)).collect();
        present.extend(emptied);
        present.push(sources::BODY.to_owned());
        lock.members(source, present.iter().map(String::as_str))
    }

    /// Claims all names of the call. `endpoint` is its method and path. `methods` are those that its request has besides its setters.
    pub(in crate::lower) fn named(
        self,
        schemas: &mut Schemas<'_, '_>,
        names: &mut OperationNames,
        endpoint: &str,
        methods: &[String],
    ) -> Call {
        let source = sources::operation(endpoint, &self.id);
        let type_name =
            schemas.claim_name(&source, &request_words(schemas, &self.id), Use::Request);
        let mut scope = Scope::with(self.pins(schemas.lock(), &source));
        scope.reserve(methods);
        if self.is_split() {
            scope.reserve(&["chunks"]);
        }
        let (mut required, mut optional) = (Vec::new(), Vec::new());
        let kept = self.parameters.iter().filter_map(|(parameter, _)| {
            let kept = scope.pins().name(&parameter.source())?;
            Some((name(kept, Use::Value), parameter.place))
        });
        let mut taken: Vec<(Name, ParameterPlace)> = kept.collect();
        for (parameter, is_required) in self.parameters {
            let wanted = distinct_name(&parameter, &mut taken);
            let usage = if is_required { Use::Value } else { Use::Setter };
            let source = parameter.source();
            let mut parameter = parameter.named(scope.claim_for(&source, &wanted, usage));
            if is_required {
                require_item(schemas.types(), parameter.place, &mut parameter.kind);
                claim_dates(&mut parameter, &mut scope);
                required.push(parameter);
            } else {
                make_optional(&mut parameter);
                let empty = empty_setter(schemas, &parameter, &wanted, &mut scope);
                optional.push(parameter);
                optional.extend(empty);
            }
        }
        let body = self.body.map(|mut body| {
            let usage = match body.passed.is_argument() {
                true => Use::Value,
                false => Use::Setter,
            };
            body.name = scope.claim_for(sources::BODY, body.name.as_str(), usage);
            body
        });
        Call {
            name: names.function(&source, &self.id),
            source,
            type_name,
            docs: self.docs,
            required,
            body,
            fields: self.fields,
            optional,
            switch: self.switch,
        }
    }
}

/// The words for the request of a function: its own, and one more if a schema is called as it is.
fn request_words(schemas: &Schemas<'_, '_>, id: &str) -> String {
    let is_request = id.to_ascii_lowercase().ends_with("request");
    let words = ["", if is_request { " call" } else { " request" }, " call"];
    let mut words = words.into_iter().map(|word| format!("{id}{word}"));
    let free = words.find(|words| !schemas.is_named(words));
    free.unwrap_or_else(|| id.to_owned())
}

/// The methods of the runtime's `Call` that requests of an operation have, and that a setter of the same name would hide.
/// `chunks` depends on the call, too.
pub(super) fn methods(output: &Output, paging: Option<&Paging>) -> Vec<String> {
    let mut methods = vec![
        "clone",
        "request",
        "send",
        "send_raw",
        "with_header",
        "with_query",
        "with_retry",
        "with_timeout",
        "without_body",
        "without_credentials",
    ];
    let is_paged = paging.is_some();
    if is_paged {
        methods.extend(["pages", "stream", "stream_by"]);
    }
    match output {
        Output::Events { .. } | Output::Items(..) if !is_paged => {}
        Output::Bytes | Output::Text | Output::Empty if !is_paged => {
            methods.extend(["send_for_items", "send_for_stream", "send_with_metadata"]);
        }
        _ => methods.push("send_with_metadata"),
    }
    let keys = paging.iter().flat_map(|paging| &paging.keys);
    let methods = methods.into_iter().map(str::to_owned);
    methods
        .chain(keys.map(|key| key.method.as_str().to_owned()))
        .collect()
}

/// The name of a parameter, prefixed with its location if another location has a parameter of this name.
fn distinct_name(parameter: &NamelessParameter, taken: &mut Vec<(Name, ParameterPlace)>) -> String {
    let plain = name(&parameter.wire_name, Use::Value);
    let is_elsewhere =
        |(other, place): &(Name, ParameterPlace)| *other == plain && *place != parameter.place;
    let wanted = if taken.iter().any(is_elsewhere) {
        format!("{} {}", word(parameter.place), parameter.wire_name)
    } else {
        parameter.wire_name.clone()
    };
    taken.push((plain, parameter.place));
    wanted
}

/// Claims the names of the arguments of a range of dates.
fn claim_dates(parameter: &mut Parameter, scope: &mut Scope) {
    if let ParameterKind::DateRange { first, last } = &mut parameter.kind {
        *first = scope.claim(&format!("{} first", parameter.wire_name), Use::Value);
        *last = scope.claim(&format!("{} last", parameter.wire_name), Use::Value);
    }
}

fn make_optional(parameter: &mut Parameter) {
    if let ParameterKind::List { split, .. } = &mut parameter.kind
        && matches!(split, Some(Split::Chunks(_)))
    {
        // An optional list is a filter, and not the subject of the request.
        *split = None;
        let notes = &mut parameter.docs.notes;
        notes.retain(|note| !matches!(note, Note::Split(_)));
    }
}

/// The setter that sends a parameter with an empty value, if that is allowed, and no value of its type is empty.
fn empty_setter(
    schemas: &Schemas<'_, '_>,
    parameter: &Parameter,
    wanted: &str,
    scope: &mut Scope,
) -> Option<Parameter> {
    let types = schemas.types();
    let has_empty_value = match &parameter.kind {
        ParameterKind::Single { ty, .. } => {
            *types.through_alias(ty) == Type::String || types.has_empty_value(ty)
        }
        _ => false,
    };
    let is_missing = parameter.allows_empty && !has_empty_value;
    is_missing.then(|| Parameter {
        name: scope.claim_for(
            &sources::emptied(&sources::parameter(parameter.place, &parameter.wire_name)),
            &format!("{wanted} empty"),
            Use::Setter,
        ),
        docs: Docs {
            description: Some(format!("Sends `{}` without a value.", parameter.wire_name)),
            ..Docs::default()
        },
        kind: ParameterKind::Empty,
        ..parameter.clone()
    })
}

fn word(place: ParameterPlace) -> &'static str {
    match place {
        ParameterPlace::Path => "path",
        ParameterPlace::Query | ParameterPlace::QueryString => "query",
        ParameterPlace::Header => "header",
        ParameterPlace::Cookie | ParameterPlace::PlainCookie => "cookie",
        ParameterPlace::Field | ParameterPlace::Part => "body",
    }
}
