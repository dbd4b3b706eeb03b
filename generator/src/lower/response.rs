//! Responses: which statuses mean success, what they hold, and what errors hold.

use super::read::Reader;
use super::schema::{Origin, Schemas};
use crate::document::Node;
use crate::ir::{Output, Type};

/// The statuses that mean success, what they hold, and what the errors hold.
pub(super) fn lower_responses<'d>(
    schemas: &mut Schemas<'_, 'd>,
    node: &'d Node,
    origin: &Origin,
) -> (Vec<u16>, Output, Option<Type>) {
    let reader = schemas.reader;
    let mut success: Vec<u16> = Vec::new();
    let mut outputs: Vec<Output> = Vec::new();
    let mut errors: Vec<Type> = Vec::new();
    for (status, response) in reader.entries(node, "responses") {
        if status.starts_with("x-") {
            continue;
        }
        let Some(target) = reader.resolve(response) else {
            continue;
        };
        if let Some(links) = target
            .get("links")
            .filter(|links| !links.entries().is_empty())
        {
            reader.degrade(
                links,
                "links are ignored",
                "call the operation that they lead to",
            );
        }
        reader.check_keys(
            target,
            "a response",
            &["description", "headers", "content", "links"],
        );
        let content = json_content(reader, target, "response");
        match status.parse::<u16>() {
            Ok(code @ 200..=299) => {
                let output = content.map_or(Output::Empty, |schema| {
                    Output::Json(schemas.lower(schema, &origin.child("response")))
                });
                success.push(code);
                if !outputs.contains(&output) {
                    outputs.push(output);
                }
            }
            Ok(100..=599) => {
                let error = content.map(|schema| schemas.lower(schema, &origin.child("error")));
                errors.extend(error.filter(|error| !errors.contains(error)));
            }
            _ => reader.error(
                response,
                format!("`{status}` is not a status code that is supported"),
                "list the status codes one by one, as `'404'`",
            ),
        }
    }
    if success.is_empty() {
        let at = node.get("responses").unwrap_or(node);
        reader.error(
            at,
            "no response with a status from 200 to 299",
            "describe the response that means success",
        );
    }
    if outputs.len() > 1 {
        let at = node.get("responses").unwrap_or(node);
        reader.error(
            at,
            "two successes hold different things",
            "let all responses from 200 to 299 have the same schema",
        );
    }
    if errors.len() > 1 {
        let at = node.get("responses").unwrap_or(node);
        reader.degrade(
            at,
            "the errors hold different things: they are given with their raw body only",
            "let all errors have the same schema",
        );
        errors.clear();
    }
    (
        success,
        outputs.pop().unwrap_or(Output::Empty),
        errors.pop(),
    )
}

/// The schema of the JSON that a response or body holds.
pub(super) fn json_content<'d>(
    reader: &Reader<'d>,
    node: &'d Node,
    what: &str,
) -> Option<&'d Node> {
    let content = reader.entries(node, "content");
    if content.is_empty() {
        return None;
    }
    let is_json =
        |media: &str| media == "application/json" || media.starts_with("application/json;");
    for (media, value) in content.iter().filter(|(media, _)| !is_json(media)) {
        let help = format!("describe the {what} as `application/json`");
        reader.error(
            value,
            format!("a {what} of the media type `{media}` is not supported"),
            help,
        );
    }
    let (_, media) = content.iter().find(|(media, _)| is_json(media))?;
    reader.check_keys(
        media,
        "a media type",
        &["schema", "example", "examples", "encoding"],
    );
    if media.get("schema").is_none() {
        reader.error(
            media,
            format!("the {what} has no schema"),
            "describe it with `schema`",
        );
    }
    media.get("schema")
}
