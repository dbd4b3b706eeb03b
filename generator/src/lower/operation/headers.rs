//! Headers of responses: what type each has, and how its text is read.

use super::media_type::MediaKind;
use super::naming::hint_of;
use crate::http::Statuses;
use crate::ir::{Docs, Foreign, HeaderForm, HeaderValue, Note, Type};
use crate::lower::draft::{Field, Headers, Shape, Types};
use crate::lower::schema::Schemas;
use crate::lower::schema::docs::docs;
use crate::lower::schema::name_hint::NameHint;
use crate::lower::schema::nullable::is_nullable;
use crate::names::{Use, name};
use crate::openapi::header::Header;
use crate::openapi::operation::Response;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;
use crate::problem::Help;

/// The format of dates as HTTP writes them (the registry of formats of OpenAPI).
const HTTP_DATE: &str = "http-date";

/// The headers whose value is a date of HTTP, whatever a document says of it (RFC 9110 and 9111). That of `Retry-After` can be
/// a number, too.
const DATES: [&str; 3] = ["date", "expires", "last-modified"];

/// A text as it arrives.
const TEXT: HeaderForm = HeaderForm {
    value: HeaderValue::Text,
    is_list: false,
};

/// The headers of successes, and of errors. `success` are the statuses that mean success.
pub(super) fn lower_headers<'d>(
    schemas: &mut Schemas<'_, 'd>,
    responses: &[Response<'d>],
    success: &[Statuses],
    hint: &NameHint,
) -> [Headers; 2] {
    let is_success = |response: &&Response<'d>| success.contains(&response.statuses);
    // A default response applies to errors as well. No caller sees what comes before the response.
    let is_error = |response: &&Response<'d>| match response.statuses {
        Statuses::Default => true,
        Statuses::Code(100..=199) | Statuses::Class(1) => false,
        _ => !is_success(response),
    };
    let successes: Vec<_> = responses.iter().filter(is_success).collect();
    let errors: Vec<_> = responses.iter().filter(is_error).collect();
    [
        of_all(schemas, &successes, &hint.child("response")),
        of_all(schemas, &errors, &hint.child("error")),
    ]
}

/// The headers of several responses: those that all of them require are required.
fn of_all<'d>(
    schemas: &mut Schemas<'_, 'd>,
    responses: &[&Response<'d>],
    hint: &NameHint,
) -> Headers {
    let mut list: Vec<Field> = Vec::new();
    for response in responses {
        for header in &response.headers {
            let field = lower_header(schemas, header, hint);
            let is_same = |known: &&mut Field| is_named(header, &known.wire_name);
            match list.iter_mut().find(is_same) {
                Some(known) => merge(schemas, header, known, &field),
                None => list.push(field),
            }
        }
    }
    for field in &mut list {
        let has_it = |response: &&Response<'d>| {
            let mut headers = response.headers.iter();
            headers.any(|header| is_named(header, &field.wire_name))
        };
        field.required &= responses.iter().all(has_it);
    }
    Headers { list, ty: None }
}

/// Whether a header has the name, in whatever case.
fn is_named(header: &Header<'_>, name: &str) -> bool {
    header.name.eq_ignore_ascii_case(name)
}

fn lower_header<'d>(schemas: &mut Schemas<'_, 'd>, header: &Header<'d>, hint: &NameHint) -> Field {
    let reader = schemas.reader();
    let hint = hint_of(schemas, header.node, &hint.child(header.name));
    let (ty, form) = match header.schema {
        Some(schema) => typed(schemas, header, schema, &hint),
        None => (Type::String, TEXT),
    };
    let can_be_null = header.schema.is_some_and(|it| is_nullable(reader, it));
    Field {
        name: name(header.name, Use::Value),
        wire_name: header.name.to_owned(),
        docs: docs_of(reader, header, &ty),
        ty,
        required: header.required && !can_be_null,
        nullable: false,
        only: None,
        map_key: None,
        known: None,
        header: Some(form),
    }
}

/// Makes one header of two, which different statuses have.
fn merge(schemas: &Schemas<'_, '_>, header: &Header<'_>, known: &mut Field, other: &Field) {
    known.required &= other.required;
    if known.docs.description != other.docs.description {
        known.docs.description = None;
    }
    known
        .docs
        .notes
        .retain(|note| other.docs.notes.contains(note));
    known.docs.deprecated &= other.docs.deprecated;
    let is_same = known.header == other.header && are_same(schemas.types(), &known.ty, &other.ty);
    if !is_same {
        let message = format!(
            "the header `{}` has another type for another status: its value is text",
            header.name
        );
        let help = "give it one type, or describe only one of the two";
        schemas.reader().degrade(header.node, message, help);
        known.ty = Type::String;
        known.header = Some(TEXT);
    }
}

/// Whether two types are the same, or sets of the same values.
fn are_same(types: &Types, one: &Type, other: &Type) -> bool {
    match (one, other) {
        (Type::List(one), Type::List(other)) => are_same(types, one, other),
        _ if one == other => true,
        _ => match (types.named(one), types.named(other)) {
            (Some((_, Shape::StringEnum(one))), Some((_, Shape::StringEnum(other)))) => {
                let (mut one, mut other) = (one.variants.iter(), other.variants.iter());
                one.by_ref()
                    .map(|it| &it.value)
                    .eq(other.by_ref().map(|it| &it.value))
            }
            _ => false,
        },
    }
}

/// The type of a header, and how its text is read. What cannot be typed is text, and reported.
fn typed<'d>(
    schemas: &mut Schemas<'_, 'd>,
    header: &Header<'d>,
    schema: Schema<'d>,
    hint: &NameHint,
) -> (Type, HeaderForm) {
    let reader = schemas.reader();
    let kind = header.media_type.map(MediaKind::of);
    if kind == Some(MediaKind::Json) {
        return (schemas.lower(schema, hint), single(HeaderValue::Json));
    }
    if let Some(media_type) = header.media_type.filter(|_| kind != Some(MediaKind::Text)) {
        return untyped(reader, header, &format!("is in `{media_type}`"));
    }
    let target = schema.resolved(reader);
    if !target.restricts() && !is_date(header, target) {
        // Any text is a value.
        return (Type::String, TEXT);
    }
    let ty = schemas.lower(schema, hint);
    let types = schemas.types();
    if ty == Type::String && (is_http_date(target) || is_date(header, target)) {
        return (Type::DateTime, single(HeaderValue::Time));
    }
    if let Some(value) = value(types, &ty) {
        let value = match is_http_date(target) {
            true => HeaderValue::Time,
            false => value,
        };
        return (ty, single(value));
    }
    match types.through_alias(&ty) {
        Type::Any | Type::Binary => (Type::String, TEXT),
        Type::List(item) => {
            let items = target.items().map(|items| items.resolved(reader));
            let item = match &**item {
                Type::Nullable(item) => &**item,
                item => item,
            };
            match list(types, header, items, item) {
                Ok((ty, form)) => (ty, form),
                Err(problem) => untyped(reader, header, problem),
            }
        }
        _ => untyped(
            reader,
            header,
            "is neither a single value nor a list of such",
        ),
    }
}

/// A list with commas between its items; fails with the reason why it is none.
fn list(
    types: &Types,
    header: &Header<'_>,
    items: Option<Schema<'_>>,
    item: &Type,
) -> Result<(Type, HeaderForm), &'static str> {
    if !header.has_commas {
        return Err("is a list whose items no comma separates");
    }
    if items.is_some_and(is_http_date) {
        return Err("is a list whose items have commas in them");
    }
    let (item, value) = match item {
        Type::Any | Type::Binary => (Type::String, HeaderValue::Text),
        item => {
            let value = value(types, item).ok_or("is a list of what is no single value")?;
            (item.clone(), value)
        }
    };
    let form = HeaderForm {
        value,
        is_list: true,
    };
    Ok((Type::List(Box::new(item)), form))
}

/// Reports that the value of a header is text.
fn untyped(reader: &Reader<'_>, header: &Header<'_>, problem: &str) -> (Type, HeaderForm) {
    let message = format!("the header `{}` {problem}: its value is text", header.name);
    let help = Help::for_callers("read it from its text");
    reader.degrade(header.node, message, help);
    (Type::String, TEXT)
}

fn single(value: HeaderValue) -> HeaderForm {
    HeaderForm {
        value,
        is_list: false,
    }
}

/// Whether the format is that of dates of HTTP.
fn is_http_date(schema: Schema<'_>) -> bool {
    schema.format() == Some(HTTP_DATE)
}

/// Whether a text without a format is a date, by the name of the header.
fn is_date(header: &Header<'_>, schema: Schema<'_>) -> bool {
    let is_known = DATES.iter().any(|known| is_named(header, known));
    is_known && schema.format().is_none()
}

/// How a single value of a type is read from a text; `None` for a type whose values are others.
fn value(types: &Types, ty: &Type) -> Option<HeaderValue> {
    Some(match types.through_alias(ty) {
        Type::Bool => HeaderValue::Boolean,
        Type::Int32 | Type::Int64 | Type::UInt32 | Type::UInt64 | Type::Float64 | Type::Decimal => {
            HeaderValue::Number
        }
        Type::Foreign(foreign) if foreign.is_number() => HeaderValue::Number,
        Type::DateTime | Type::Foreign(Foreign::ChronoDateTime | Foreign::TimeDateTime) => {
            HeaderValue::Time
        }
        Type::String | Type::Date | Type::DateRange | Type::Id(_) | Type::Foreign(_) => {
            HeaderValue::Text
        }
        Type::Named(id) => match types.shape(*id)? {
            Shape::StringEnum(_) => HeaderValue::Text,
            Shape::IntegerEnum(_) => HeaderValue::Number,
            Shape::Struct(_) | Shape::Union(_) | Shape::Alias(_) => return None,
        },
        Type::Binary
        | Type::List(_)
        | Type::Tuple(_)
        | Type::Map { .. }
        | Type::Nullable(_)
        | Type::Any => return None,
    })
}

/// The documentation of a header: its description, or else that of its schema, and the bounds of its value.
fn docs_of<'d>(reader: &Reader<'d>, header: &Header<'d>, ty: &Type) -> Docs {
    let mut docs = (header.schema).map_or_else(Docs::default, |schema| docs(reader, schema));
    let described = header.described();
    let own = described.description(reader).map(str::to_owned);
    // The description of a type of its own is printed with it.
    let of_schema = docs
        .description
        .take()
        .filter(|_| !matches!(ty, Type::Named(_)));
    docs.summary = None;
    docs.description = own.or(of_schema);
    docs.deprecated |= described.is_deprecated(reader);
    let reason = described.deprecation_reason().map(str::to_owned);
    docs.reason = reason.or(docs.reason);
    docs.line = reader.line(header.node);
    docs.notes.push(Note::Header(header.name.to_owned()));
    docs
}
