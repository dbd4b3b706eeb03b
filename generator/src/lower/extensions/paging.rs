//! `x-paging`: how the pages of an operation are requested, and how they are read.

use super::keys::lower_keys;
use super::paging_misfit::{Misfit, PagedOperation};
use super::paging_setting::{Fitted, fit};
use crate::document::Node;
use crate::ir::PagedBy;
use crate::lower::configured::Configured;
use crate::lower::draft::Paging;
use crate::lower::schema::Schemas;
use crate::openapi::operation::Endpoint;
use crate::openapi::paging::{PagingExtension, PagingSetting};

/// Lowers what is said of the pages of an operation: by the configuration, or else by `x-paging`.
pub(in crate::lower) fn lower_paging<'d>(
    schemas: &mut Schemas<'_, 'd>,
    configured: &Configured<'_>,
    endpoint: &Endpoint<'d>,
    operation: &PagedOperation<'_>,
) -> Option<Paging> {
    configured_paging(schemas, configured, endpoint, operation)
        .or_else(|| stated_paging(schemas, endpoint, operation))
}

/// Lowers `x-paging`, whose names must all exist. How a page is read belongs to the type of the response.
fn stated_paging<'d>(
    schemas: &mut Schemas<'_, 'd>,
    endpoint: &Endpoint<'d>,
    operation: &PagedOperation<'_>,
) -> Option<Paging> {
    let reader = schemas.reader();
    let stated = PagingExtension::read(endpoint.extensions(), reader)?;
    let report = |misfit: &Misfit| {
        let node: &Node = stated.at(misfit.key, misfit.index);
        reader.error(node, misfit.message.clone(), misfit.help.clone());
    };
    let (fitted, fits) = lower_setting(schemas, operation, &stated.setting, &report);
    let Fitted { mut paging, page } = fitted?;
    match (&paging.by, &page) {
        _ if stated.keys.is_empty() => {}
        (PagedBy::Number { .. }, Some((id, page))) => {
            let parameters = operation.parameters;
            paging.keys = lower_keys(schemas, &stated.keys, parameters, *id, &page.entries);
        }
        _ => {
            let message = "`keys` is for pages with numbers whose entries are in an object";
            reader.error(stated.at("keys", 0), message, "remove it");
        }
    }
    fits.then_some(paging)
}

/// Lowers the settings of the configuration for the pages of an operation: the last one that fits counts.
fn configured_paging(
    schemas: &mut Schemas<'_, '_>,
    configured: &Configured<'_>,
    endpoint: &Endpoint<'_>,
    operation: &PagedOperation<'_>,
) -> Option<Paging> {
    for (stated, is_named) in configured.paging(endpoint) {
        let mut setting = PagingSetting {
            link: stated.link,
            first_page: stated.first_page,
            unpaged: stated
                .unpaged
                .iter()
                .map(|name| name.value.clone())
                .collect(),
            ..PagingSetting::default()
        };
        for (key, text) in &stated.texts {
            if let Some(part) = setting.text_mut(key) {
                *part = Some(text.value.clone());
            }
        }
        let report = |misfit: &Misfit| {
            if is_named {
                let at = stated.at(misfit.key, misfit.index);
                configured.error(&at, misfit.message.clone(), misfit.help.clone());
                configured.settle_paging(stated);
            }
        };
        if let (Some(fitted), true) = lower_setting(schemas, operation, &setting, &report) {
            configured.settle_paging(stated);
            return Some(fitted.paging);
        }
    }
    None
}

/// Lowers a setting of the document, or one from outside of it, and notes how its pages are read. Returns what was found, and
/// whether all of it fits the operation. Everything else is passed to `report`: a setting that is for each operation of a
/// pattern is ignored where it does not fit, by one that does nothing.
fn lower_setting(
    schemas: &mut Schemas<'_, '_>,
    operation: &PagedOperation<'_>,
    setting: &PagingSetting,
    report: &dyn Fn(&Misfit),
) -> (Option<Fitted>, bool) {
    let (fitted, misfits) = fit(schemas, operation, setting);
    misfits.iter().for_each(report);
    if !misfits.is_empty() {
        return (fitted, false);
    }
    let pages = &mut schemas.types_mut().pages;
    match fitted.as_ref().and_then(|fitted| fitted.page.as_ref()) {
        Some((id, page)) if pages.get(id).is_some_and(|known| known != page) => {
            report(&Misfit::whole(
                "another operation describes the pages of this response differently",
                "state the same in both, or give each a response schema of its own",
            ));
            return (fitted, false);
        }
        Some((id, page)) => drop(pages.insert(*id, page.clone())),
        None => {}
    }
    (fitted, true)
}
