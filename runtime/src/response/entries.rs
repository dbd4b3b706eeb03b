//! Comparing the entries of a response with the expected ones.

use std::collections::HashSet;

use crate::{
    exchange::{decode_error::DecodeError, expected::Expected, raw_response::RawResponse},
    model::id::Id,
};

/// The number of ids that a message names.
const SHOWN: usize = 3;

impl Expected {
    /// Compares with the ids of the entries of a response. An id that occurs several times is one entry.
    pub(crate) fn check(&self, response: &RawResponse, ids: &[&Id]) -> Result<(), DecodeError> {
        match self {
            Self::Any => Ok(()),
            Self::Entry(wanted) if ids.is_empty() || ids.iter().any(|id| *id != wanted) => {
                Err(other_entries(response, wanted, ids))
            }
            Self::Entry(_) => Ok(()),
            Self::Entries(_) => {
                let distinct: HashSet<&Id> = ids.iter().copied().collect();
                self.check_count(distinct.len())
            }
        }
    }

    /// Compares with the number of entries of a response.
    pub(crate) fn check_count(&self, count: usize) -> Result<(), DecodeError> {
        let Self::Entries(sent) = *self else {
            return Ok(());
        };
        let items = match sent {
            1 => "1 item that was sent".to_owned(),
            _ => format!("{sent} items that were sent"),
        };
        let message = match count {
            _ if count == sent => return Ok(()),
            _ if count < sent => format!("the response has {count} of the {items}"),
            _ => format!("the response has {count} entries for the {items}"),
        };
        Err(DecodeError::new(message))
    }
}

/// Makes the error of a response with other entries than the requested one.
fn other_entries(response: &RawResponse, wanted: &Id, ids: &[&Id]) -> DecodeError {
    let show = |id: &Id| response.show(id.to_string().as_bytes());
    let mut known = HashSet::new();
    let mut distinct = ids.iter().filter(|id| known.insert(**id));
    let shown: Vec<String> = distinct.by_ref().take(SHOWN).map(|id| show(id)).collect();
    let others = match distinct.next() {
        Some(_) => " and others",
        None => "",
    };
    let found = match shown.as_slice() {
        [] => "no entry".to_owned(),
        [id] => format!("entry {id}"),
        several => format!("entries {}{others}", several.join(", ")),
    };
    DecodeError::new(format!(
        "entry {} was requested, and the response has {found}",
        show(wanted)
    ))
}
