//! `x-idempotent` and `x-idempotency-key`: whether an operation can be repeated, and the header that makes it so.

use crate::http::Method;
use crate::ir::{Foreign, Note, ParameterPlace, Type};
use crate::lower::configured::Configured;
use crate::lower::draft::ParameterKind;
use crate::lower::operation::parameter::{NamelessParameter, Parameters};
use crate::openapi::operation::Endpoint;
use crate::openapi::reader::Reader;

/// The header that the IETF has chosen, by which a document says that its server knows keys.
const STANDARD: &str = "Idempotency-Key";

/// How long a key is: the text of a UUID.
const KEY_LENGTH: u64 = 36;

/// How an operation is repeated.
pub(in crate::lower) struct Repetition {
    pub(in crate::lower) idempotent: Option<bool>,
    pub(in crate::lower) key: Option<String>,
}

/// Finds out how an operation is repeated: by the configuration, by its extensions, or by its header parameter
/// `Idempotency-Key`. A parameter that the client fills in is not required.
pub(in crate::lower) fn lower_repetition<'d>(
    reader: &Reader<'d>,
    endpoint: &Endpoint<'d>,
    configured: &Configured<'_>,
    parameters: &mut Parameters,
) -> Repetition {
    let setting = configured.of_operation(endpoint);
    let extensions = endpoint.extensions();
    let idempotent = (setting.idempotent).or(extensions.idempotent(reader));
    let by_setting = setting.idempotency_key.map(|key| key.value.as_str());
    let stated = by_setting.or(extensions.idempotency_key(reader));
    let is_open = matches!(endpoint.method, Method::Post | Method::Patch) && idempotent.is_none();
    let key = stated.map(str::to_owned).or_else(|| {
        let of_document = parameters.header(STANDARD).filter(|it| takes_key(it));
        (of_document.filter(|_| is_open)).map(|parameter| parameter.wire_name.clone())
    });
    if let Some(key) = &key {
        parameters.fill_in(key);
    }
    Repetition { idempotent, key }
}

/// Whether a parameter can have the text of a UUID as its value.
fn takes_key(parameter: &NamelessParameter) -> bool {
    let is_text = matches!(
        parameter.kind,
        ParameterKind::Single {
            ty: Type::String | Type::Foreign(Foreign::Uuid),
            ..
        }
    );
    let is_limited = |note: &Note| match note {
        Note::Pattern(_) => true,
        Note::Length(count) => count.max.is_some_and(|max| max < KEY_LENGTH),
        _ => false,
    };
    parameter.place == ParameterPlace::Header
        && is_text
        && !parameter.docs.notes.iter().any(is_limited)
}
