//! Parts of bodies of several: what a caller passes for one, its media type, and its headers.

use super::bounds::count;
use super::media_type::{JSON, MediaKind, is_single, sendable};
use super::missing::is_list;
use super::parameter::field_kind;
use crate::http::Style;
use crate::ir::{Count, Foreign, ParameterPlace, PartDescription, PartHeader, Range, Type};
use crate::lower::draft::{ParameterKind, Shape};
use crate::lower::schema::Schemas;
use crate::lower::schema::merged::MergedSchema;
use crate::lower::schema::name_hint::NameHint;
use crate::openapi::json_type::JsonType;
use crate::openapi::operation::Encoding;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

const BYTES: &str = "application/octet-stream";

/// A part as it is lowered.
pub(super) struct PartKind {
    pub(super) kind: ParameterKind,
    pub(super) media_type: Option<String>,
    pub(super) description: PartDescription,
}

impl From<ParameterKind> for PartKind {
    fn from(kind: ParameterKind) -> Self {
        Self {
            kind,
            media_type: None,
            description: PartDescription::default(),
        }
    }
}

/// The media types of an encoding (`image/png, image/*`), those that cannot be sent left out.
fn media_types(encoding: Option<&Encoding<'_>>) -> Vec<String> {
    let stated = encoding.and_then(|encoding| encoding.content_type);
    let each = stated.unwrap_or_default().split(',').map(str::trim);
    each.filter(|media_type| !media_type.is_empty() && sendable(media_type) == *media_type)
        .map(str::to_owned)
        .collect()
}

/// The part for a property of this schema, as its encoding states.
pub(super) fn lower_part<'d>(
    schemas: &mut Schemas<'_, 'd>,
    schema: Schema<'d>,
    encoding: Option<&Encoding<'d>>,
    hint: &NameHint,
) -> PartKind {
    let place = ParameterPlace::Part;
    // A style that is stated takes precedence over media types (OpenAPI 3.1, section 4.8.15).
    if let Some(style) = encoding
        .and_then(stated_style)
        .filter(|_| schemas.openapi().has_styles_of_parts())
    {
        return field_kind(schemas, schema, place, Some(style), hint).into();
    }
    let types = media_types(encoding);
    let json = types
        .iter()
        .find(|media_type| MediaKind::of(media_type) == MediaKind::Json && is_single(media_type));
    let untyped = untyped_files(schemas.reader(), schema).filter(|_| json.is_none());
    let mut part = match (untyped, json) {
        (Some((kind, described)), _) => file(kind, types, described),
        (None, Some(json)) => {
            let ty = schemas.lower(schema, hint);
            in_json(schemas, &ty, schema, json)
        }
        (None, None) => {
            let ty = schemas.lower(schema, hint);
            match item_of_files(schemas, &ty, schema) {
                _ if ty == Type::Binary => file(ParameterKind::File, types, schema),
                Some(item) => file(files_of(schemas.reader(), schema), types, item),
                None => in_other(schemas, (&ty, schema), types, hint),
            }
        }
    };
    part.description.headers = headers(schemas.reader(), encoding, &part.kind);
    part
}

/// The style of an encoding, and whether it explodes, as far as they are stated.
fn stated_style(encoding: &Encoding<'_>) -> Option<(Style, bool)> {
    let style = match (encoding.style, encoding.explode) {
        (None, None) => return None,
        (style, _) => style.unwrap_or(Style::Form),
    };
    let explode = encoding.explode.unwrap_or(style.explodes_by_default());
    Some((style, explode))
}

/// A file, or a list of files, because nothing is said of the type. The second is the schema of one file.
fn untyped_files<'d>(
    reader: &Reader<'d>,
    schema: Schema<'d>,
) -> Option<(ParameterKind, Schema<'d>)> {
    if is_untyped(reader, schema) {
        return Some((ParameterKind::File, schema));
    }
    let merged = MergedSchema::of(reader, schema);
    if merged.types() != [JsonType::Array] || merged.find(Schema::tuple).is_some() {
        return None;
    }
    match merged.find(Schema::items) {
        None => Some((files_of(reader, schema), schema)),
        Some(item) => is_untyped(reader, item).then(|| (files_of(reader, schema), item)),
    }
}

/// The files of a list.
fn files_of<'d>(reader: &Reader<'d>, list: Schema<'d>) -> ParameterKind {
    let count = count(reader, list.resolved(reader));
    ParameterKind::Files { count }
}

/// Whether a schema says nothing of the type of its values. Such a part is `application/octet-stream` by default.
fn is_untyped<'d>(reader: &Reader<'d>, schema: Schema<'d>) -> bool {
    let merged = MergedSchema::of(reader, schema);
    merged.types().is_empty()
        && merged.alternatives().is_none()
        && merged.parts().all(|part| part.values().is_empty())
}

/// The schema of the items of a list of bytes.
fn item_of_files<'d>(
    schemas: &Schemas<'_, 'd>,
    ty: &Type,
    schema: Schema<'d>,
) -> Option<Schema<'d>> {
    let Type::List(item) = schemas.types().through_alias(ty) else {
        return None;
    };
    let is_binary = *schemas.types().through_alias(item) == Type::Binary;
    let described = MergedSchema::of(schemas.reader(), schema).find(Schema::items);
    is_binary.then(|| described.unwrap_or(schema))
}

/// A file, or several. Of several media types, or of a range, the caller names one.
fn file(kind: ParameterKind, mut types: Vec<String>, schema: Schema<'_>) -> PartKind {
    if types.is_empty() {
        types.extend(schema.content_media_type().map(str::to_owned));
    }
    let (media_type, media_types) = match types.as_slice() {
        [] => (None, Vec::new()),
        [only] if is_single(only) => (Some(only.clone()), Vec::new()),
        several if several.iter().any(|media_type| media_type == "*/*") => (None, Vec::new()),
        _ => (None, types),
    };
    PartKind {
        kind,
        media_type: media_type.filter(|media_type| media_type != BYTES),
        description: PartDescription {
            media_types,
            headers: Vec::new(),
        },
    }
}

/// A part in JSON, or one for each item of a list, to which the media type of an encoding applies, too (OpenAPI 3.2, section
/// 4.14.4). Free text is JSON already, as the caller writes it.
fn in_json<'d>(schemas: &Schemas<'_, 'd>, ty: &Type, schema: Schema<'d>, json: &str) -> PartKind {
    let plain = schemas.types().through_alias(ty);
    let is_text = *plain == Type::String;
    let is_list = is_list(schemas.types(), ty);
    let kind = match plain {
        Type::String => ParameterKind::Single {
            ty: ty.clone(),
            range: Range::default(),
        },
        // Bytes are not JSON.
        Type::Binary => return file(ParameterKind::File, vec![json.to_owned()], schema),
        _ if is_list => styled(ty, Style::ByKind),
        _ => styled(ty, Style::Json),
    };
    PartKind {
        kind,
        media_type: Some(json.to_owned()).filter(|json| is_text || is_list || json != JSON),
        description: PartDescription::default(),
    }
}

fn styled(ty: &Type, style: Style) -> ParameterKind {
    ParameterKind::Styled {
        ty: ty.clone(),
        style,
        explode: false,
        reserved: false,
        needs_item: false,
    }
}

/// A part that is neither a file nor stated to be JSON.
fn in_other<'d>(
    schemas: &mut Schemas<'_, 'd>,
    (ty, schema): (&Type, Schema<'d>),
    types: Vec<String>,
    hint: &NameHint,
) -> PartKind {
    let plain = schemas.types().through_alias(ty).clone();
    if let Some(kind) = alternative_files(schemas, ty, schema) {
        return file(kind, types, schema);
    }
    let is_bytes_as_text = plain == Type::Foreign(Foreign::Base64);
    if (plain == Type::String || is_bytes_as_text)
        && !types.is_empty()
        && types.iter().all(|it| is_bytes(it))
    {
        return file(ParameterKind::File, types, schema);
    }
    let is_one = matches!(types.as_slice(), [] | [_]) && types.iter().all(|it| is_single(it));
    if plain == Type::String && !is_one {
        return content(types);
    }
    let kind = match schemas.types().named(ty) {
        Some((_, Shape::Union(_))) => styled(ty, Style::ByKind),
        _ => field_kind(schemas, schema, ParameterPlace::Part, None, hint),
    };
    let is_written = !matches!(kind, ParameterKind::Styled { .. });
    let media_type = types
        .iter()
        .find(|media_type| is_single(media_type))
        .cloned();
    if let Some(media_type) = media_type.as_ref().filter(|_| !is_written) {
        let message = format!(
            "a value of this type is not written in `{media_type}`: the caller passes the part as text"
        );
        let help = "describe it by `contentType: application/json`, or as a string";
        schemas.reader().degrade(schema.node(), message, help);
        return content(vec![media_type.clone()]);
    }
    let encoded = schema.resolved(schemas.reader()).content_encoding();
    PartKind {
        kind,
        media_type: media_type.or_else(|| encoded.map(|_| BYTES.to_owned())),
        description: PartDescription::default(),
    }
}

/// Text in one of some media types, which the caller names.
fn content(media_types: Vec<String>) -> PartKind {
    PartKind {
        kind: ParameterKind::Content,
        media_type: None,
        description: PartDescription {
            media_types,
            headers: Vec::new(),
        },
    }
}

/// Whether content of a media type is bytes that are no text.
fn is_bytes(media_type: &str) -> bool {
    const FOLDERS: [&str; 4] = ["audio/", "font/", "image/", "video/"];
    const TYPES: [&str; 5] = [
        BYTES,
        "application/gzip",
        "application/pdf",
        "application/x-tar",
        "application/zip",
    ];

    let is_text = MediaKind::of(media_type) == MediaKind::Text;
    let is_listed =
        TYPES.contains(&media_type) || FOLDERS.iter().any(|it| media_type.starts_with(it));
    is_listed && !is_text
}

/// The files that a part is, if it is a union with alternatives that are files: one, or several if one of them is a list. An
/// alternative that is no file is reported. The caller passes it as a file, with its media type.
fn alternative_files<'d>(
    schemas: &Schemas<'_, 'd>,
    ty: &Type,
    schema: Schema<'d>,
) -> Option<ParameterKind> {
    let types = schemas.types();
    let Some((_, Shape::Union(union))) = types.named(ty) else {
        return None;
    };
    let is_file = |ty: &Type| *types.through_alias(ty) == Type::Binary;
    let is_list = |ty: &Type| match types.through_alias(ty) {
        Type::List(item) => is_file(item),
        _ => false,
    };
    let variants = || union.variants.iter().map(|variant| &variant.ty);
    if !variants().any(|ty| is_file(ty) || is_list(ty)) {
        return None;
    }
    if !variants().all(|ty| is_file(ty) || is_list(ty)) {
        let message = "an alternative of the part is a file, and another one is not: the caller passes the content of each";
        let help = "describe each by a property of its own";
        schemas.reader().degrade(schema.node(), message, help);
    }
    Some(match variants().any(is_list) {
        // The number of items is that of one alternative.
        true => ParameterKind::Files {
            count: Count::default(),
        },
        false => ParameterKind::File,
    })
}

/// The headers of a part. Those without a value of their own are set by the caller, where the caller passes the part.
fn headers<'d>(
    reader: &Reader<'d>,
    encoding: Option<&Encoding<'d>>,
    kind: &ParameterKind,
) -> Vec<PartHeader> {
    let is_passed = matches!(
        kind,
        ParameterKind::File | ParameterKind::Files { .. } | ParameterKind::Content
    );
    let mut headers = Vec::new();
    let stated = encoding.map(|encoding| encoding.headers(reader));
    for header in stated.into_iter().flatten() {
        // The media type is stated elsewhere (OpenAPI 3.0.3, section 4.7.15.1).
        if header.name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        if header.value.is_none() && !is_passed {
            let message = format!(
                "the header `{}` of the part is not sent: it has no value of its own",
                header.name
            );
            let help =
                "state its value by `const` or `default`, or send the body by another client";
            reader.degrade(header.node, message, help);
        } else if header.value.is_some() || header.required {
            headers.push(PartHeader {
                name: header.name.to_owned(),
                value: header.value,
            });
        }
    }
    headers
}
