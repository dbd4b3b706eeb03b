//! Headers of responses.

use super::described::Described;
use super::extensions::check_keys;
use super::keys;
use super::reader::Reader;
use super::schema::Schema;
use crate::document::Node;
use crate::http::is_header;

/// A header of a response.
#[derive(Clone, Copy)]
pub(crate) struct Header<'d> {
    pub(crate) node: &'d Node,
    pub(crate) name: &'d str,
    pub(crate) required: bool,
    /// The schema of its value, or of the content of its value.
    pub(crate) schema: Option<Schema<'d>>,
    /// The media type of its text, if `content` describes it.
    pub(crate) media_type: Option<&'d str>,
    /// Whether the items of a list are separated by commas.
    pub(crate) has_commas: bool,
}

impl<'d> Header<'d> {
    /// Its description and deprecation.
    pub(crate) fn described(&self) -> Described<'d> {
        Described::of(self.node)
    }
}

/// The headers of a response of OpenAPI 3.
pub(super) fn headers_3<'d>(reader: &Reader<'d>, response: &'d Node) -> Vec<Header<'d>> {
    named(reader, response, keys::HEADER_3, |node, name| {
        let content = reader.entries(node, "content").first();
        let media = content
            .and_then(|(media_type, node)| Some((media_type.as_str(), reader.resolve(node)?)));
        if let Some(style) = node
            .get("style")
            .filter(|it| it.as_text() != Some("simple"))
        {
            let message = "a header cannot have this style: it is read as `simple`";
            reader.degrade(style, message, "remove it");
        }
        let schema = match media {
            Some((_, media)) => media.get("schema"),
            None => node.get("schema"),
        };
        if schema.is_none() {
            let message = format!("the header `{name}` has no schema: its value is text");
            reader.degrade(node, message, "add `schema`");
        }
        Header {
            node,
            name,
            required: reader.flag(node, "required"),
            schema: schema.map(Schema::new),
            media_type: media.map(|(media_type, _)| media_type),
            has_commas: true,
        }
    })
}

/// The headers of a response of Swagger 2.0, which are schemas themselves.
pub(super) fn headers_2<'d>(reader: &Reader<'d>, response: &'d Node) -> Vec<Header<'d>> {
    named(reader, response, keys::HEADER_2, |node, name| {
        let format = node.get("collectionFormat").and_then(Node::as_text);
        Header {
            node,
            name,
            required: false,
            schema: Some(Schema::new(node)),
            media_type: None,
            has_commas: matches!(format, None | Some("csv")),
        }
    })
}

/// The headers of a response that can be sent, each once. `Content-Type` is none of them (OpenAPI 3.0.3, section 4.7.16).
fn named<'d>(
    reader: &Reader<'d>,
    response: &'d Node,
    keys: &[&str],
    read: impl Fn(&'d Node, &'d str) -> Header<'d>,
) -> Vec<Header<'d>> {
    let mut headers: Vec<Header<'d>> = Vec::new();
    for (name, stated) in reader.entries(response, "headers") {
        let Some(node) = reader.resolve(stated) else {
            continue;
        };
        if name.eq_ignore_ascii_case("content-type") || !reader.is_object(node, "the header") {
            continue;
        }
        let is_known = |known: &Header<'_>| known.name.eq_ignore_ascii_case(name);
        let left_out = if !is_header(name) {
            Some(format!(
                "`{name}` is not the name of a header: it is left out"
            ))
        } else if headers.iter().any(is_known) {
            Some(format!(
                "the header `{name}` is there a second time, in another spelling: it is left out"
            ))
        } else {
            None
        };
        match left_out {
            Some(message) => {
                reader.degrade(stated, message, "correct the name, or remove the header")
            }
            None => {
                check_keys(reader, node, "a header", keys);
                headers.push(read(node, name));
            }
        }
    }
    headers
}
