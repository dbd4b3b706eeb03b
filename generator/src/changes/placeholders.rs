//! Parameters of a path that have changed places in it.

use super::found::{Draft, Found};
use super::model::{Kind, Wire};
use super::named::{function, line, shown};
use crate::ir::{Call, Operation, ParameterPlace};

/// Adds a change for each function whose arguments are sent in each other's place: `/{a}/{b}` that has become `/{b}/{a}`.
/// Where the arguments have changed places, too, that is another change.
pub(super) fn compare(old: &Operation, new: &Operation, found: &mut Found) {
    let (was, is) = (names(&old.path), names(&new.path));
    let mut sorted = (was.clone(), is.clone());
    sorted.0.sort_unstable();
    sorted.1.sort_unstable();
    if was == is || sorted.0 != sorted.1 {
        return;
    }
    let places = was.iter().zip(&is).filter(|(was, is)| was != is);
    let places: Vec<String> = places
        .map(|(was, is)| format!("`{is}` where `{was}` was"))
        .collect();
    let text = format!("sends {} in the path", places.join(", "));
    for (call, other) in old.calls.iter().zip(&new.calls) {
        if arguments(call) != arguments(other) {
            continue;
        }
        let draft = Draft::new(Kind::ParameterMoved, function(other), text.clone())
            .at(line(old), line(new))
            .wire(shown(new))
            .operations(1)
            .silent()
            .both_ways(Wire::Breaks("each value is taken for another"))
            .explains(format!("endpoints::Client::{}()#behavior", other.name));
        found.add(draft);
    }
}

/// The names between the braces of a path.
fn names(path: &str) -> Vec<&str> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

/// The parameters of the path that a function takes, in the order of its arguments.
fn arguments(call: &Call) -> Vec<&str> {
    let required = call.required.iter();
    required
        .filter(|parameter| parameter.place == ParameterPlace::Path)
        .map(|parameter| parameter.wire_name.as_str())
        .collect()
}
