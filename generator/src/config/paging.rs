//! `paging` of `[[operations]]`.

use super::model::PagingSettings;
use super::table::Table;

/// The settings that are texts, and what they are called in `x-paging`.
const TEXTS: &[(&str, &str)] = &[
    ("page", "page"),
    ("offset", "offset"),
    ("cursor", "cursor"),
    ("from", "from"),
    ("header", "header"),
    ("last", "last"),
    ("next", "next"),
    ("per-page", "per_page"),
    ("limit", "limit"),
    ("page-count", "page_count"),
    ("page-number", "page_number"),
    ("count", "count"),
    ("more", "more"),
    ("entries", "entries"),
    ("key", "key"),
];

/// Reads the table `paging` of a table, if there is one.
pub(super) fn paging(table: &Table<'_, '_>) -> Option<PagingSettings> {
    let table = table.table("paging")?;
    let mut known: Vec<&str> = TEXTS.iter().map(|(key, _)| *key).collect();
    known.extend(["first-page", "link", "unpaged"]);
    table.check(&known);
    let texts: Vec<_> = TEXTS
        .iter()
        .filter_map(|(key, name)| Some((*name, table.string(key)?)))
        .collect();
    if let [(_, first), (_, second)] = texts
        .iter()
        .filter(|(name, _)| matches!(*name, "limit" | "per_page"))
        .collect::<Vec<_>>()
        .as_slice()
    {
        let message = format!(
            "`{}` is another name for `{}`, which is set, too",
            second.key, first.key
        );
        table.error(second, message, "remove one of them");
    }
    Some(PagingSettings {
        place: table.place(),
        texts,
        first_page: table.number("first-page"),
        link: table.flag("link").unwrap_or(false),
        unpaged: table.strings("unpaged"),
    })
}
