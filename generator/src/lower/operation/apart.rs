//! The words of an id that run together: `Deleteprojectspendlimit`.

use std::collections::BTreeSet;

use crate::names::words;

/// Words of ids that their paths do not have.
const COMMON: &[&str] = &[
    "a", "add", "all", "an", "and", "archive", "batch", "by", "cancel", "check", "count", "counts",
    "create", "delete", "for", "from", "get", "in", "is", "list", "modify", "new", "of", "on",
    "or", "post", "put", "remove", "replace", "retrieve", "search", "set", "start", "stop", "the",
    "to", "update", "upload", "with",
];

/// The id with its words apart, if some of them run together and all of these are words of its path, or common ones. Where only
/// two do, they can be one word: `getUserinfo`.
///
/// The path alone says so, since a description changes more often than the names that follow from it may.
pub(super) fn apart(id: &str, path: &str) -> Option<String> {
    let mut known: BTreeSet<String> = COMMON.iter().copied().map(str::to_owned).collect();
    for word in words(path) {
        known.extend(singular(&word));
        known.insert(format!("{word}s"));
        known.insert(word);
    }
    let mut added = 0;
    let mut all = Vec::new();
    for word in words(id) {
        let parts = split(&word, &known).unwrap_or_else(|| vec![word.as_str()]);
        added += parts.len().saturating_sub(1);
        all.extend(parts.into_iter().map(str::to_owned));
    }
    (added > 1).then(|| all.join(" "))
}

fn singular(word: &str) -> Option<String> {
    match word.strip_suffix("ies") {
        Some(stem) => Some(format!("{stem}y")),
        None => word.strip_suffix('s').map(str::to_owned),
    }
}

/// The fewest known words that a word consists of.
fn split<'w>(word: &'w str, known: &BTreeSet<String>) -> Option<Vec<&'w str>> {
    // By the number of bytes in front: the parts of these.
    let mut best: Vec<Option<Vec<&'w str>>> = vec![Some(Vec::new())];
    for end in 1..=word.len() {
        let mut fewest: Option<Vec<&'w str>> = None;
        for (start, before) in best.iter().enumerate() {
            if let (Some(before), Some(part)) = (before, word.get(start..end))
                && known.contains(part)
                && fewest
                    .as_ref()
                    .is_none_or(|fewest| before.len() + 1 < fewest.len())
            {
                fewest = Some(before.iter().copied().chain([part]).collect());
            }
        }
        best.push(fewest);
    }
    best.pop().flatten()
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn words_of_the_path_that_run_together_are_told_apart() {
        for (id, path, expected) in [
            (
                "CreateanAPIkeyforaserviceaccount",
                "/projects/{project_id}/service_accounts/{id}/api_keys",
                Some("create an api key for a service account"),
            ),
            (
                "Deleteprojectspendlimit",
                "/projects/{project_id}/spend_limit",
                Some("delete project spend limit"),
            ),
            (
                "beta_getinputtokencounts",
                "/responses/inputTokens",
                Some("beta get input token counts"),
            ),
            ("listcompanies", "/companies", None),
            ("getUserinfo", "/user/info", None),
            ("getTheUserByName", "/user/{name}", None),
            ("getWebhooks", "/webhooks", None),
            ("Checkspelling", "/texts/{id}", None),
            ("", "/", None),
        ] {
            assert_eq!(apart(id, path).as_deref(), expected, "{id}");
        }
    }
}
