//! The meaning of a [`PagingSetting`] for an operation: how its pages are requested and read.

use super::page_places::{Kind, Places};
use super::paging_misfit::{Fitting, Misfit, PagedOperation};
use crate::ir::{CursorSource, PageSize, PagedBy, Type, TypeId};
use crate::lower::draft::{Page, PageEntries, Paging, ParameterKind};
use crate::lower::schema::Schemas;
use crate::openapi::paging::PagingSetting;

/// The meaning of a setting for an operation.
pub(in crate::lower) struct Fitted {
    pub(in crate::lower) paging: Paging,
    /// The type of a page and how it is read, unless the body is a list.
    pub(in crate::lower) page: Option<(TypeId, Page)>,
}

/// Finds the meaning of a setting for an operation, and everything that does not fit. What is found then is for further reports
/// alone. It changes nothing, so that a setting for many operations can be tried.
pub(in crate::lower) fn fit(
    schemas: &Schemas<'_, '_>,
    operation: &PagedOperation<'_>,
    setting: &PagingSetting,
) -> (Option<Fitted>, Vec<Misfit>) {
    let mut fitting = Fitting {
        places: Places::new(schemas, operation.output),
        operation,
        setting,
        misfits: Vec::new(),
    };
    let by = fitting.by();
    let per_page = fitting.per_page();
    let page = fitting.page();
    let more = fitting.place("more", setting.more.as_deref(), Kind::Bool);
    fitting.misplaced();
    let unpaged = fitting.unpaged();
    let entries = fitting.entries_pointer(page.as_ref(), by.as_ref());
    let key = fitting.key(page.as_ref());
    let fitted = by.zip(page).map(|(by, page)| Fitted {
        paging: Paging {
            by,
            per_page,
            entries,
            key,
            count: page.untyped_count,
            more: more.map(|place| place.pointer),
            unpaged,
            keys: Vec::new(),
        },
        page: page.typed,
    });
    (fitted, fitting.misfits)
}

/// A page as it is read.
struct FoundPage {
    typed: Option<(TypeId, Page)>,
    /// The pointer to the entries, unless they are found by the results of the response.
    entries: Option<String>,
    /// The type of an entry.
    item: Option<Type>,
    /// The pointer to the number of all entries, if that is no field with an integer.
    untyped_count: Option<String>,
}

impl Fitting<'_> {
    /// The query parameter for the size of a page.
    fn per_page(&mut self) -> Option<PageSize> {
        let name = self.setting.per_page.as_deref()?;
        let parameter = self.integer("per_page", name)?;
        let found = self.query_parameter(name)?;
        let most = match &found.kind {
            ParameterKind::Single { range, .. } => range.max,
            _ => None,
        };
        Some(PageSize {
            parameter,
            most: most.and_then(|most| u64::try_from(most).ok()),
        })
    }

    fn unpaged(&mut self) -> Vec<String> {
        for (index, name) in self.setting.unpaged.iter().enumerate() {
            if self.query_parameter(name).is_none() {
                let message = match name.as_str() {
                    "" => "the name of a query parameter is missing".to_owned(),
                    name => format!("`{name}` is not a query parameter of this operation"),
                };
                let help = "correct the spelling, or add the parameter";
                self.misfit("unpaged", message, help);
                if let Some(misfit) = self.misfits.last_mut() {
                    misfit.index = index;
                }
            }
        }
        self.setting.unpaged.clone()
    }

    /// How the response is read as a page.
    fn page(&mut self) -> Option<FoundPage> {
        let setting = self.setting;
        if !self.places.is_json() {
            let message = "the response of this operation is not JSON, and so no page of a list";
            let help = "remove it, or describe the response as `application/json`";
            self.misfit("", message, help);
            return None;
        }
        let mut untyped_count = None;
        let before = self.misfits.len();
        let mut number = |fitting: &mut Self, key, text: &Option<String>| {
            let text = text.as_deref()?;
            let place = fitting.place(key, Some(text), Kind::Number)?;
            if place.is_integer {
                return Some(place.fields);
            }
            match key {
                "count" => untyped_count = Some(place.pointer),
                _ => drop(fitting.found(key, Err(None), text, "the response")),
            }
            None
        };
        let page_count = number(self, "page_count", &setting.page_count);
        let page_number = number(self, "page_number", &setting.page_number);
        let count = number(self, "count", &setting.count);
        if setting.entries.is_none() && self.misfits.len() > before {
            return None;
        }
        let list = self.list()?;
        let typed = list.page.map(|(id, entries)| {
            let page = Page {
                page_count,
                page_number,
                count,
                entries,
            };
            (id, page)
        });
        Some(FoundPage {
            typed,
            entries: list.pointer,
            item: list.item,
            untyped_count,
        })
    }

    /// The entries of a page.
    fn list(&mut self) -> Option<FoundList> {
        let stated = self.setting.entries.as_deref();
        let found = match (self.places.entries(stated), stated) {
            (Ok((place, ty)), _) => Ok((place, ty)),
            (Err(_), None) => {
                if let Some(id) = self.places.with_results() {
                    return Some(FoundList {
                        page: Some((id, PageEntries::Results)),
                        pointer: None,
                        item: None,
                    });
                }
                Err((
                    "",
                    "`x-paging` does not say where the entries of a page are".to_owned(),
                    "add `entries`, a JSON pointer to the array in the response, or `x-results` to its schema"
                        .to_owned(),
                ))
            }
            (Err(near), Some(text)) => Err((
                "entries",
                format!("`{text}` leads to no array in the response"),
                match near {
                    Some(near) => format!("is `{near}` meant?"),
                    None if self.places.is_list() => {
                        "remove `entries`: the response is the array".to_owned()
                    }
                    None => "write a JSON pointer into the response: `/data`".to_owned(),
                },
            )),
        };
        match found {
            Ok((place, ty)) => {
                let item = self.places.item(&ty)?;
                Some(FoundList {
                    page: self.places.page_type().map(|id| {
                        let entries = PageEntries::List {
                            path: place.fields,
                            item: item.clone(),
                            id: self.places.id_field(&item),
                        };
                        (id, entries)
                    }),
                    pointer: Some(place.pointer),
                    item: Some(item),
                })
            }
            Err((key, message, help)) => {
                self.misfit(key, message, help);
                None
            }
        }
    }

    /// The pointer to the entries, where the runtime has to count them or to look into them.
    fn entries_pointer(
        &mut self,
        page: Option<&FoundPage>,
        by: Option<&PagedBy>,
    ) -> Option<String> {
        let is_last = matches!(
            by,
            Some(PagedBy::Cursor {
                source: CursorSource::Last(_),
                ..
            })
        );
        let is_offset = matches!(by, Some(PagedBy::Offset { .. }));
        let is_counted = matches!(by, Some(PagedBy::Number { .. }))
            && self.setting.count.is_some()
            && self.setting.page_count.is_none();
        let page = page?;
        if (is_last || is_offset) && page.entries.is_none() {
            let message =
                "the entries of `x-results` are not counted, and pages are requested by them";
            self.misfit(
                "",
                message,
                "add `entries`, a JSON pointer to the array in the response",
            );
        }
        let is_needed = is_last || is_offset || is_counted || self.setting.key.is_some();
        page.entries.clone().filter(|_| is_needed)
    }

    /// The pointer from an entry to what it is recognized by.
    fn key(&mut self, page: Option<&FoundPage>) -> Option<String> {
        let text = self.setting.key.as_deref()?;
        let Some(item) = &page?.item else {
            let message = "the entries of `x-results` are recognized by their ids";
            self.misfit("key", message, "remove `key`");
            return None;
        };
        let found = self.places.find(item, text, Kind::Cursor);
        let place = self.found("key", found, text, "the entries")?;
        Some(place.pointer)
    }

    /// Reports parts that pages of this kind do not have.
    fn misplaced(&mut self) {
        let setting = self.setting;
        let has_cursor = setting.cursor.is_some();
        let has_page = setting.page.is_some();
        for (key, is_stated, is_right, kind) in [
            ("from", setting.from.is_some(), has_cursor, "cursor"),
            ("header", setting.header.is_some(), has_cursor, "cursor"),
            ("last", setting.last.is_some(), has_cursor, "cursor"),
            ("first_page", setting.first_page.is_some(), has_page, "page"),
            ("page_count", setting.page_count.is_some(), has_page, "page"),
            (
                "page_number",
                setting.page_number.is_some(),
                has_page,
                "page",
            ),
        ] {
            if is_stated && !is_right {
                let message = format!("`{key}` is for pages that are requested by `{kind}`");
                self.misfit(key, message, format!("add `{kind}`, or remove `{key}`"));
            }
        }
    }
}

/// The entries of a page, as they are found.
struct FoundList {
    page: Option<(TypeId, PageEntries)>,
    pointer: Option<String>,
    item: Option<Type>,
}
