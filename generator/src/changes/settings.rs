//! The settings of an operation: its server, its credentials, and how it is sent.

use super::found::{Draft, Found};
use super::model::{Kind, Wire};
use super::named::{function, line, shown};
use super::pairs::Pairs;
use crate::ir::{Call, Operation, Output};

/// Adds the changes of the settings of an operation.
pub(super) fn compare(old: &Operation, new: &Operation, pairs: &Pairs<'_, '_>, found: &mut Found) {
    let names: Vec<String> = new.calls.iter().map(function).collect();
    let changed = |kind: Kind, text: String| Draft::new(kind, names.join(", "), text);
    let drafts = [
        server(old, new).map(|text| {
            changed(Kind::ServerChanged, text)
                .both_ways(Wire::Depends("requests go to another server"))
        }),
        idempotency(old, new).map(|text| {
            let risk = Wire::Depends("a request is sent twice, or is not sent again");
            changed(Kind::IdempotencyChanged, text)
                .silent()
                .both_ways(risk)
        }),
        (old.security != new.security).then(|| {
            let text = format!(
                "needs {} in place of {}",
                credentials(new),
                credentials(old)
            );
            let risk = Wire::Depends("the server may refuse the credentials");
            changed(Kind::SecurityChanged, text).both_ways(risk)
        }),
        (old.returns != new.returns).then(|| {
            let text = "expects other entries in its success";
            changed(Kind::ReturnsChanged, text.to_owned())
        }),
        paging(old, new).map(|text| of_paging(changed(Kind::PagingChanged, text), new, pairs)),
        split(old, new).map(|text| changed(Kind::SplitChanged, text)),
    ];
    for mut draft in drafts.into_iter().flatten() {
        for call in &new.calls {
            draft = draft
                .explains(format!("endpoints::Client::{}()#behavior", call.name))
                .explains(format!("endpoints::{}: Call", call.type_name));
        }
        found.add(
            draft
                .wire(shown(new))
                .operations(1)
                .at(line(old), line(new)),
        );
    }
}

fn server(old: &Operation, new: &Operation) -> Option<String> {
    let address = |operation: &Operation| match &operation.base_url {
        Some(url) => format!("`{url}`"),
        None => "that of the client".to_owned(),
    };
    let (was, is) = (address(old), address(new));
    (was != is).then(|| format!("goes to the server {is} in place of {was}"))
}

fn idempotency(old: &Operation, new: &Operation) -> Option<String> {
    let text = match new.idempotent {
        Some(true) => "is sent again after a failure that leaves its effect open",
        Some(false) => "is not sent again after a failure that leaves its effect open",
        None => "is sent again as its method says",
    };
    if old.idempotency_key != new.idempotency_key {
        return Some(match &new.idempotency_key {
            Some(header) => format!(
                "sends a key in `{header}`, and is sent again after a failure that leaves its effect open"
            ),
            None => "no longer sends a key that makes it repeatable".to_owned(),
        });
    }
    (old.idempotent != new.idempotent).then(|| text.to_owned())
}

fn paging(old: &Operation, new: &Operation) -> Option<String> {
    // The size of a page is a limit of its parameter.
    let paging = |operation: &Operation| {
        let mut paging = operation.calls.first()?.delivery.paging.clone()?;
        if let Some(size) = &mut paging.per_page {
            size.most = None;
        }
        Some(paging)
    };
    let (was, is) = (paging(old), paging(new));
    let text = match (was.is_some(), is.is_some()) {
        (false, _) => "reads all pages by `stream`",
        (_, false) => "no longer reads all pages: `stream` is gone",
        _ => "reads pages in another way",
    };
    (was != is).then(|| text.to_owned())
}

/// The items that follow from how pages are read.
fn of_paging(mut draft: Draft, new: &Operation, pairs: &Pairs<'_, '_>) -> Draft {
    for call in &new.calls {
        draft = draft
            .explains(format!("endpoints::{}::stream_by*", call.type_name))
            .explains(format!("endpoints::{}::*#behavior", call.type_name));
    }
    match &new.output {
        Output::Json { ty, .. } => {
            draft.explains(format!("models::{}: runtime::Page", pairs.new_text(ty)))
        }
        _ => draft,
    }
}

fn split(old: &Operation, new: &Operation) -> Option<String> {
    let is_split = |call: &Call| call.delivery.is_split;
    let mut calls = old.calls.iter().zip(&new.calls);
    let (_, now) = calls.find(|(old, new)| is_split(old) != is_split(new))?;
    let text = match is_split(now) {
        true => "sends long lists in several requests, by `chunks`",
        false => "no longer sends long lists in several requests: `chunks` is gone",
    };
    Some(text.to_owned())
}

/// The credentials that an operation needs, in words.
fn credentials(operation: &Operation) -> String {
    let Some(alternatives) = &operation.security else {
        return "those of the client".to_owned();
    };
    let shown: Vec<String> = alternatives
        .iter()
        .map(|schemes| match schemes.is_empty() {
            true => "none".to_owned(),
            false => format!("`{}`", schemes.join("` and `")),
        })
        .collect();
    match shown.is_empty() {
        true => "none".to_owned(),
        false => shown.join(" or "),
    }
}
