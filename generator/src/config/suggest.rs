//! The names that may be meant by one that matches nothing.

use crate::openapi::distance::distance;

/// How many names are suggested at most.
const MOST: usize = 3;

/// Returns the known names that are closest to a name, the closest first. Case does not count.
pub(crate) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let wanted = name.to_lowercase();
    // A third of the letters can be wrong, and one in a short name.
    let most = (wanted.len() / 3).max(1);
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|known| {
            let lower = known.to_lowercase();
            let is_part = wanted.len() > 3 && lower.contains(&wanted);
            let away = match lower.len().abs_diff(wanted.len()) {
                // The distance is at least the difference in length.
                longer if longer > most => most + 1,
                _ => distance(&wanted, &lower),
            };
            (away <= most || is_part).then_some((away, known))
        })
        .collect();
    found.sort();
    found.dedup();
    found.truncate(MOST);
    found.into_iter().map(|(_, name)| name).collect()
}

/// Returns the help for a name that matches nothing: the names that may be meant, or else `otherwise`.
pub(crate) fn help<'n>(
    name: &str,
    known: impl IntoIterator<Item = &'n str>,
    otherwise: &str,
) -> String {
    match nearest(name, known).as_slice() {
        [] => otherwise.to_owned(),
        [name] => format!("write `{name}`, if that is meant"),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|name| format!("`{name}`")).collect();
            format!(
                "write {} or `{last}`, if one of them is meant",
                first.join(", ")
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_names_are_suggested_first() {
        let known = ["list-pets", "get-pet", "list-boats", "Pets"];
        assert_eq!(nearest("list-pet", known), ["list-pets"]);
        assert_eq!(nearest("pets", known), ["Pets", "list-pets"]);
        assert!(nearest("invoices", known).is_empty());
        assert_eq!(
            help("list-pet", known, "write another"),
            "write `list-pets`, if that is meant"
        );
        assert_eq!(help("boat", ["none"], "write another"), "write another");
    }
}
