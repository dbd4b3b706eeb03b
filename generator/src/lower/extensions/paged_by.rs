//! The settings for what a page is requested by: a number, an offset, a cursor, or an address.

use super::page_places::Kind;
use super::paging_misfit::Fitting;
use super::streams_if::has_property;
use crate::http::Method;
use crate::ir::{CursorSource, PagedBy};
use crate::lower::draft::{BodyContent, ParameterKind};
use crate::lower::operation::call::CallDraft;

impl Fitting<'_> {
    /// The one thing that a page is requested by.
    pub(super) fn by(&mut self) -> Option<PagedBy> {
        let setting = self.setting;
        let stated = [
            ("page", setting.page.is_some()),
            ("offset", setting.offset.is_some()),
            ("cursor", setting.cursor.is_some()),
            ("link", setting.link),
            ("next", setting.next.is_some()),
        ];
        let stated: Vec<_> = stated
            .iter()
            .filter(|(_, it)| *it)
            .map(|(key, _)| *key)
            .collect();
        match stated.as_slice() {
            ["page"] => Some(PagedBy::Number {
                parameter: self.integer("page", setting.page.as_deref()?)?,
                first: setting.first_page.unwrap_or(1),
            }),
            ["offset"] => Some(PagedBy::Offset {
                parameter: self.integer("offset", setting.offset.as_deref()?)?,
            }),
            ["cursor"] => self.cursor(setting.cursor.as_deref()?),
            ["link"] => self.is_get("link").then_some(PagedBy::Link),
            ["next"] => {
                let place = self.place("next", setting.next.as_deref(), Kind::Text);
                let pointer = place.map(|place| place.pointer);
                self.is_get("next")
                    .then_some(PagedBy::Address { pointer: pointer? })
            }
            [] => {
                let message = "it is not said how the pages are requested";
                let help = "add one of `page`, `offset`, `cursor`, `next` or `link: true`";
                self.misfit("", message, help);
                None
            }
            [first, .., last] => {
                let message =
                    format!("pages are requested by `{first}` or by `{last}`, and not by both");
                self.misfit(last, message, "remove one of them");
                None
            }
            [_] => None,
        }
    }

    /// Whether the operation is requested by `GET`, as an address is.
    fn is_get(&mut self, key: &'static str) -> bool {
        let method = self.operation.method;
        let is_get = *method == Method::Get;
        if !is_get {
            let message = format!(
                "the next page is at an address, and this operation is a {}",
                method.as_str()
            );
            self.misfit(
                key,
                message,
                "only operations with `GET` can be paged by addresses",
            );
        }
        is_get
    }

    fn cursor(&mut self, name: &str) -> Option<PagedBy> {
        let target = self.cursor_target(name);
        let source = self.cursor_source(target == Some(true));
        Some(PagedBy::Cursor {
            parameter: name.to_owned(),
            is_in_body: target?,
            source: source?,
        })
    }

    /// Whether the cursor is sent in the body, and not in the query.
    fn cursor_target(&mut self, name: &str) -> Option<bool> {
        if let Some(parameter) = self.query_parameter(name) {
            let is_text = match &parameter.kind {
                ParameterKind::Single { ty, .. } => self.places.is_kind(ty, Kind::Cursor),
                _ => false,
            };
            if !is_text {
                let help = "name a query parameter that is a string or a number";
                self.misfit("cursor", format!("`{name}` takes no cursor"), help);
            }
            return is_text.then_some(false);
        }
        let types = self.places.types();
        let has_it = |call: &CallDraft| match &call.body {
            Some(body) if body.wrapper.is_none() => match &body.content {
                BodyContent::Json { ty, .. } => {
                    has_property(types, ty, name, true, &mut Vec::new())
                }
                _ => false,
            },
            _ => false,
        };
        let calls = self.operation.calls;
        if !calls.is_empty() && calls.iter().all(has_it) {
            return Some(true);
        }
        let message =
            format!("`{name}` is neither a query parameter nor a property of the JSON body");
        let help = self.parameter_help(name, "name the parameter that takes the cursor");
        self.misfit("cursor", message, help);
        None
    }

    fn cursor_source(&mut self, is_in_body: bool) -> Option<CursorSource> {
        let setting = self.setting;
        // A body takes any value.
        let kind = if is_in_body { Kind::Any } else { Kind::Cursor };
        match (&setting.from, &setting.header, &setting.last) {
            (Some(from), None, None) => {
                let place = self.place("from", Some(from), kind)?;
                Some(CursorSource::Body(place.pointer))
            }
            (None, Some(header), None) => {
                let is_name = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
                if header.is_empty() || !header.chars().all(is_name) {
                    let message = format!("`{header}` is not the name of a header");
                    self.misfit("header", message, "write a name such as `X-Next-Cursor`");
                    return None;
                }
                Some(CursorSource::Header(header.to_ascii_lowercase()))
            }
            (None, None, Some(last)) => {
                let found = self.places.entries(setting.entries.as_deref()).ok();
                let item = found.and_then(|(_, ty)| self.places.item(&ty));
                let place = item.map(|item| self.places.find(&item, last, kind))?;
                let place = self.found("last", place, last, "the entries")?;
                Some(CursorSource::Last(place.pointer))
            }
            (None, None, None) => {
                let message = "it is not said where the cursor of the next page is";
                let help = "add `from`, its place in the response, `header`, or `last`, its place in the last entry";
                self.misfit("cursor", message, help);
                None
            }
            _ => {
                let message = "the cursor is in one place: `from`, `header` or `last`";
                self.misfit("cursor", message, "remove the others");
                None
            }
        }
    }
}
