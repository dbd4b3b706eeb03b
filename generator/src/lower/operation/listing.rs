//! The functions of one operation, by the media type of the response that they request.

use super::call::{CallDraft, methods};
use super::naming::OperationNames;
use super::path::sent_path;
use super::response::Success;
use crate::ir::{Alternative, Note};
use crate::lock::sources;
use crate::lower::draft::{Call, Paging};
use crate::lower::extensions::streams_if::{report_without_stream, switch_to_stream};
use crate::lower::schema::Schemas;
use crate::openapi::operation::Endpoint;

/// The functions that request one media type.
pub(super) struct Listing {
    /// The words of the constant that describes the operation.
    pub(super) constant: String,
    pub(super) success: Success,
    pub(super) calls: Vec<Call>,
    pub(super) alternatives: Vec<Alternative>,
}

/// Functions whose names are not claimed yet.
struct Drafts {
    constant: String,
    success: Success,
    calls: Vec<CallDraft>,
}

/// Lists the functions: those with the plain names first, and then those of each other media type.
pub(super) fn list<'d>(
    schemas: &mut Schemas<'_, 'd>,
    names: &mut OperationNames,
    endpoint: &Endpoint<'d>,
    plain: (&str, Success, Vec<CallDraft>),
    others: Vec<Success>,
    paging: Option<&Paging>,
) -> Vec<Listing> {
    let (id, success, calls) = plain;
    let mut drafts = vec![Drafts {
        constant: id.to_owned(),
        success,
        calls,
    }];
    for success in others {
        let draft = alternative(names, id, success, &drafts);
        drafts.push(draft);
    }
    switch(schemas, endpoint, &mut drafts);
    let of = sources::endpoint(&endpoint.method, &sent_path(endpoint.path));
    let mut paging = paging;
    let mut listings: Vec<Listing> = Vec::new();
    for draft in drafts {
        // Only the first has pages.
        let methods = methods(&draft.success.output, paging.take());
        let calls = draft.calls.into_iter();
        listings.push(Listing {
            constant: draft.constant,
            success: draft.success,
            calls: calls
                .map(|call| call.named(schemas, names, &of, &methods))
                .collect(),
            alternatives: Vec::new(),
        });
    }
    refer(&mut listings);
    listings
}

/// The functions that request another media type than the plain ones.
fn alternative(names: &OperationNames, id: &str, success: Success, drafts: &[Drafts]) -> Drafts {
    let known = drafts.iter().flat_map(|draft| &draft.calls);
    let known: Vec<&str> = known.map(|call| call.id.as_str()).collect();
    let plain = drafts.first().map_or(&[][..], |plain| &plain.calls);
    let ids: Vec<&str> = plain.iter().map(|call| call.id.as_str()).collect();
    let link = names.linked(&ids, &success.word, &known);
    let calls = plain.iter().map(|call| {
        let mut call = call.clone();
        call.id.push_str(&link);
        call.docs
            .notes
            .push(Note::MediaType(success.media_type.clone()));
        call
    });
    Drafts {
        constant: format!("{id}{link}"),
        calls: calls.collect(),
        success,
    }
}

/// Sets the property that switches between a stream and any other response, in the functions that deliver a stream.
fn switch<'d>(schemas: &Schemas<'_, 'd>, endpoint: &Endpoint<'d>, drafts: &mut [Drafts]) {
    let is_stated = endpoint.extensions().has_streams_if();
    let mut is_stream_alone = true;
    let mut has_stream = false;
    for draft in drafts {
        let is_stream = draft.success.output.is_stream();
        // A response that is always a stream needs no switch, unless the document says so.
        if is_stream && (is_stated || !is_stream_alone) {
            switch_to_stream(schemas, endpoint, &mut draft.calls);
        }
        is_stream_alone &= is_stream;
        has_stream |= is_stream;
    }
    if is_stated && !has_stream {
        report_without_stream(schemas.reader(), endpoint);
    }
}

/// Lets the functions refer to one another.
fn refer(listings: &mut [Listing]) {
    let functions: Vec<Vec<Alternative>> = (listings.iter())
        .map(|listing| {
            let alternative = |call: &Call| Alternative {
                media_type: listing.success.media_type.clone(),
                function: call.name.clone(),
            };
            listing.calls.iter().map(alternative).collect()
        })
        .collect();
    for (index, listing) in listings.iter_mut().enumerate() {
        let others = functions.iter().enumerate();
        let others = others.filter(|(other, _)| *other != index);
        let first = others.clone().filter_map(|(_, calls)| calls.first());
        listing.alternatives = (first.filter(|first| !first.media_type.is_empty()))
            .cloned()
            .collect();
        if index > 0 {
            continue;
        }
        for (place, call) in listing.calls.iter_mut().enumerate() {
            let same = others.clone().filter_map(|(_, calls)| calls.get(place));
            let notes =
                same.map(|other| Note::Also(other.function.clone(), other.media_type.clone()));
            call.docs.notes.extend(notes);
        }
    }
}
