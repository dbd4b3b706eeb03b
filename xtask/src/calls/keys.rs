//! The keys of the values of a call.

use specwright::ir::{Parameter, ParameterKind, ParameterPlace};

/// The end of the key of a setter that sends a parameter with an empty value.
pub(super) const EMPTY: &str = ";empty";

/// The key of a parameter among the values of a call.
pub(super) fn key(parameter: &Parameter) -> String {
    let place = match parameter.place {
        ParameterPlace::Path => "path",
        ParameterPlace::Query | ParameterPlace::QueryString => "query",
        ParameterPlace::Header => "header",
        ParameterPlace::Cookie | ParameterPlace::PlainCookie => "cookie",
        ParameterPlace::Field | ParameterPlace::Part => "part",
    };
    match parameter.kind {
        ParameterKind::Empty => format!("{place}:{}{EMPTY}", parameter.wire_name),
        ParameterKind::Additional => format!("{place};others"),
        _ => format!("{place}:{}", parameter.wire_name),
    }
}

/// Whether a parameter is a part of a body.
pub(super) fn is_part(parameter: &Parameter) -> bool {
    matches!(
        parameter.place,
        ParameterPlace::Field | ParameterPlace::Part
    )
}

/// The key of the value of a part's header.
pub(super) fn header_key(parameter: &Parameter, header: &str) -> String {
    format!("{};header:{header}", key(parameter))
}

/// The key of the media type of a part that the caller names one for.
pub(super) fn type_key(parameter: &Parameter) -> String {
    format!("{};type", key(parameter))
}

/// The media types that a caller can name for a part: one of each range.
pub(super) fn media_types(parameter: &Parameter) -> Vec<String> {
    let named = parameter.part.media_types.iter();
    let each = named.map(|media_type| match media_type.split_once('/') {
        Some(("image", "*")) => "image/png".to_owned(),
        Some(("text", "*")) => "text/plain".to_owned(),
        _ => media_type.replace('*', "octet-stream"),
    });
    each.collect()
}
