//! Keys of the specification that are known, and of which nothing is made.

use super::reader::Reader;
use crate::document::Node;
use crate::http::ParameterLocation;
use crate::problem::Help;

/// Reports what only a client that gets tokens by itself needs of an OAuth 2.0 scheme (OpenAPI 3.2, sections 4.27 and 4.28).
pub(super) fn check_oauth2(reader: &Reader<'_>, scheme: &Node) {
    let flows = scheme.get("flows");
    if let Some(flow) = flows.and_then(|flows| flows.get("deviceAuthorization")) {
        let message = "the flow `deviceAuthorization` is not supported: a client sends the token that it is given";
        let help = Help::for_callers("get a token by the flow, and give it to the client");
        reader.degrade(flow, message, help);
    }
    if let Some(url) = scheme.get("oauth2MetadataUrl") {
        let message =
            "`oauth2MetadataUrl` is not supported: a client sends the token that it is given";
        let help = Help::for_callers(
            "get a token from the server that the metadata names, and give it to the client",
        );
        reader.degrade(url, message, help);
    }
}

/// Reports what is not read of a parameter, and of the media type of its content.
pub(super) fn check_parameter<'d>(reader: &Reader<'d>, node: &'d Node, media: Option<&'d Node>) {
    check_examples(reader, node);
    if let Some(encoding) = media.and_then(|media| media.get("encoding")) {
        let message = "`encoding` of a parameter is ignored: properties are written as in a form";
        reader.degrade(
            encoding,
            message,
            "remove it, or describe each parameter by itself",
        );
    }
}

/// Reports examples that are only there as they are sent (OpenAPI 3.2, section 4.19).
pub(super) fn check_examples<'d>(reader: &Reader<'d>, node: &'d Node) {
    for (name, example) in node.get("examples").map_or(&[][..], Node::entries) {
        let example = match example.get("$ref") {
            Some(_) => reader.resolve(example),
            None => Some(example),
        };
        let Some(example) = example else {
            continue;
        };
        let has_value = ["value", "dataValue"]
            .iter()
            .any(|key| example.get(key).is_some());
        if let Some(serialized) = example.get("serializedValue").filter(|_| !has_value) {
            let message =
                format!("`serializedValue` is not read: the example `{name}` is left out");
            reader.degrade(serialized, message, "add `dataValue` with the value itself");
        }
    }
}

/// Whether reserved characters of a parameter are kept (`allowReserved`). Reports it where there is nothing to keep.
pub(super) fn allows_reserved(
    reader: &Reader<'_>,
    node: &Node,
    location: ParameterLocation,
    is_plain_cookie: bool,
) -> bool {
    let allowed = reader.flag(node, "allowReserved");
    let place = match location {
        ParameterLocation::Header => "a header",
        ParameterLocation::Cookie if is_plain_cookie => "a cookie in the style `cookie`",
        _ => return allowed,
    };
    if let Some(at) = node.get("allowReserved").filter(|_| allowed) {
        let message = format!("`allowReserved` is ignored: {place} is sent as it is");
        reader.degrade(at, message, "remove it");
    }
    false
}

/// Reports `allowReserved` of an encoding (OpenAPI 3.1, section 4.8.15).
pub(super) fn check_encoding(reader: &Reader<'_>, node: &Node, is_form: bool) {
    if let Some(at) = node
        .get("allowReserved")
        .filter(|_| reader.flag(node, "allowReserved"))
    {
        let message = match is_form {
            true => {
                "`allowReserved` is not supported in a form: reserved characters are percent-encoded, which means the same"
            }
            false => "`allowReserved` is ignored: a part is sent as it is",
        };
        reader.degrade(at, message, "remove it");
    }
}
