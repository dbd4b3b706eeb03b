//! How pages are requested, as the runtime is told.

use proc_macro2::Literal;

use crate::ir::{CursorSource, PageSize, PagedBy, Paging};

/// The longest call of the runtime that is printed on one line.
const WIDTH: usize = 90;

/// The argument of `call!`: `paged(…)` for pages with numbers and a size, and `paging(…)` for all others.
pub(super) fn paged(paging: &Paging) -> String {
    let is_plain = [&paging.entries, &paging.key, &paging.count, &paging.more]
        .iter()
        .all(|it| it.is_none());
    match (&paging.by, &paging.per_page) {
        (
            PagedBy::Number {
                parameter,
                first: 1,
            },
            Some(size),
        ) if is_plain => numbered(parameter, size, &paging.unpaged),
        _ => other(paging),
    }
}

fn numbered(page: &str, size: &PageSize, unpaged: &[String]) -> String {
    let unpaged = match unpaged {
        [] => String::new(),
        names => format!(", unpaged: [{}]", list(names)),
    };
    let (page, size) = (text(page), sized(size));
    format!("paged({page}, {size}{unpaged})")
}

fn other(paging: &Paging) -> String {
    let mut parts = vec![begin(&paging.by)];
    for (method, pointer) in [
        ("entries", &paging.entries),
        ("key", &paging.key),
        ("count", &paging.count),
        ("more", &paging.more),
    ] {
        parts.extend((pointer.iter()).map(|pointer| format!(".{method}({})", text(pointer))));
    }
    parts.extend((paging.per_page.iter()).map(|size| format!(".per_page({})", sized(size))));
    if !paging.unpaged.is_empty() {
        parts.push(format!(".unpaged(&[{}])", list(&paging.unpaged)));
    }
    let line = format!("paging({})", parts.concat());
    match line.len() <= WIDTH {
        true => line,
        false => format!("paging(\n        {}\n    )", parts.join("\n            ")),
    }
}

fn begin(by: &PagedBy) -> String {
    let call = match by {
        PagedBy::Number {
            parameter,
            first: 1,
        } => format!("page({})", text(parameter)),
        PagedBy::Number { parameter, first } => format!("page_from({}, {first})", text(parameter)),
        PagedBy::Offset { parameter } => format!("offset({})", text(parameter)),
        PagedBy::Cursor {
            parameter,
            is_in_body,
            source,
        } => {
            let source = match source {
                CursorSource::Body(pointer) => format!("Body({})", text(pointer)),
                CursorSource::Header(name) => format!("Header({})", text(name)),
                CursorSource::Last(pointer) => format!("Last({})", text(pointer)),
            };
            let method = if *is_in_body {
                "cursor_in_body"
            } else {
                "cursor"
            };
            format!("{method}({}, runtime::Cursor::{source})", text(parameter))
        }
        PagedBy::Link => "link()".to_owned(),
        PagedBy::Address { pointer } => format!("next({})", text(pointer)),
    };
    format!("runtime::Paging::{call}")
}

fn sized(size: &PageSize) -> String {
    let most = match size.most {
        Some(most) => format!("Some({most})"),
        None => "None".to_owned(),
    };
    format!("{}, {most}", text(&size.parameter))
}

fn list(names: &[String]) -> String {
    let names: Vec<_> = names.iter().map(|name| text(name)).collect();
    names.join(", ")
}

fn text(text: &str) -> String {
    Literal::string(text).to_string()
}
