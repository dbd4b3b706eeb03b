//! `x-paging`: how the pages of an operation are requested and read.

use super::extensions::{OperationExtensions, Text, check_keys, text_or_empty};
use super::reader::{Reader, Spanned};
use crate::document::Node;

/// How the pages of an operation are requested and read. Parameters have names. A place in the response is a JSON pointer, or
/// names with dots between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PagingSetting {
    /// The query parameter with the number of the page.
    pub(crate) page: Option<String>,
    /// The number of the first page; 1 if it is not stated.
    pub(crate) first_page: Option<u64>,
    /// The query parameter with the number of entries before the page.
    pub(crate) offset: Option<String>,
    /// The query parameter, or the property of a JSON body, that takes the cursor.
    pub(crate) cursor: Option<String>,
    /// The place of the cursor of the next page in the response.
    pub(crate) from: Option<String>,
    /// The header of the response with that cursor.
    pub(crate) header: Option<String>,
    /// The place of that cursor in the last entry.
    pub(crate) last: Option<String>,
    /// Whether the header `Link` has the address of the next page.
    pub(crate) link: bool,
    /// The place of that address in the response.
    pub(crate) next: Option<String>,
    /// The query parameter with the size of a page.
    pub(crate) per_page: Option<String>,
    /// The place of the number of pages in the response.
    pub(crate) page_count: Option<String>,
    /// The place of the number of the page.
    pub(crate) page_number: Option<String>,
    /// The place of the number of all entries.
    pub(crate) count: Option<String>,
    /// The place of a boolean that is true if there are more pages.
    pub(crate) more: Option<String>,
    /// The place of the entries, unless the response is the list of them.
    pub(crate) entries: Option<String>,
    /// The place in an entry of what it is recognized by on another page.
    pub(crate) key: Option<String>,
    /// The query parameters with which the response has all entries.
    pub(crate) unpaged: Vec<String>,
}

/// The keys of `x-paging`.
const KEYS: &[&str] = &[
    "page",
    "first_page",
    "offset",
    "cursor",
    "from",
    "header",
    "last",
    "link",
    "next",
    "per_page",
    "limit",
    "page_count",
    "page_number",
    "count",
    "more",
    "entries",
    "key",
    "unpaged",
    "keys",
];

/// `x-paging`.
pub(crate) struct PagingExtension<'d> {
    pub(crate) node: &'d Node,
    pub(crate) setting: PagingSetting,
    /// The ways to read the list by a key of its entries.
    pub(crate) keys: Vec<KeyExtension<'d>>,
}

/// An item of `keys` of `x-paging`.
pub(crate) struct KeyExtension<'d> {
    pub(crate) node: &'d Node,
    /// The property of the entries that is the key.
    pub(crate) property: Text<'d>,
    /// The parameter for the instant after which entries are wanted.
    pub(crate) after: Text<'d>,
    /// The parameter for the order, and its value for the ascending order of the key.
    pub(crate) order: Option<(Spanned<'d, &'d str>, Spanned<'d, &'d str>)>,
    /// Whether the key of an entry never changes.
    pub(crate) is_constant: bool,
}

impl PagingSetting {
    /// The part at a key, if there is such a key and it takes a text.
    pub(crate) fn text_mut(&mut self, key: &str) -> Option<&mut Option<String>> {
        Some(match key {
            "page" => &mut self.page,
            "offset" => &mut self.offset,
            "cursor" => &mut self.cursor,
            "from" => &mut self.from,
            "header" => &mut self.header,
            "last" => &mut self.last,
            "next" => &mut self.next,
            "per_page" | "limit" => &mut self.per_page,
            "page_count" => &mut self.page_count,
            "page_number" => &mut self.page_number,
            "count" => &mut self.count,
            "more" => &mut self.more,
            "entries" => &mut self.entries,
            "key" => &mut self.key,
            _ => return None,
        })
    }
}

impl<'d> PagingExtension<'d> {
    /// `x-paging` of an operation.
    pub(crate) fn read(operation: OperationExtensions<'d>, reader: &Reader<'d>) -> Option<Self> {
        let node = operation.0.get("x-paging")?;
        check_keys(reader, node, "`x-paging`", KEYS);
        let mut setting = PagingSetting {
            first_page: first_page(reader, node),
            link: reader.flag(node, "link"),
            unpaged: (reader.items(node, "unpaged").iter())
                .map(|name| text_or_empty(name).value.to_owned())
                .collect(),
            ..PagingSetting::default()
        };
        for (key, value) in node.entries() {
            let Some(part) = setting.text_mut(key) else {
                continue;
            };
            if value.as_text().is_none() {
                let message = format!("`{key}` is {} and not a string", value.kind());
                reader.error(value, message, "write a string");
            }
            let text = value.as_text().unwrap_or_default().to_owned();
            if part.replace(text).is_some() {
                let message = "`limit` is another name for `per_page`, which is stated, too";
                reader.error(value, message, "remove one of them");
            }
        }
        let keys = reader.items(node, "keys").iter();
        Some(Self {
            node,
            setting,
            keys: keys.map(|node| read_key(reader, node)).collect(),
        })
    }

    /// The node of a part of the setting: that at `key`, and of several there the one at `index`.
    pub(crate) fn at(&self, key: &str, index: usize) -> &'d Node {
        let node = match key {
            "per_page" => self.node.get(key).or(self.node.get("limit")),
            "unpaged" => self.node.get(key).and_then(|all| all.items().get(index)),
            key => self.node.get(key),
        };
        node.unwrap_or(self.node)
    }
}

fn first_page<'d>(reader: &Reader<'d>, node: &'d Node) -> Option<u64> {
    let value = node.get("first_page")?;
    let number = value.as_i64().and_then(|number| u64::try_from(number).ok());
    if number.is_none() {
        let message = "`first_page` is not the number of a page";
        reader.error(value, message, "write `0` or `1`");
    }
    number
}

fn read_key<'d>(reader: &Reader<'d>, node: &'d Node) -> KeyExtension<'d> {
    let what = "an item of `keys`";
    check_keys(
        reader,
        node,
        what,
        &["property", "after", "order", "constant"],
    );
    let property = reader.required_spanned(node, "property", what);
    let after = reader.required_spanned(node, "after", what);
    let order = match node.get("order").map(|order| (order, order.entries())) {
        Some((_, [(name, value)])) if value.as_text().is_some() => Some((
            Spanned {
                value: name.as_str(),
                node: value,
            },
            text_or_empty(value),
        )),
        _ => None,
    };
    if order.is_none() {
        let message = format!("{what} must have `order` with one parameter and its value");
        let help =
            "write the value for the ascending order of the key: `{ order: 'updated_at:asc' }`";
        reader.error(node.get("order").unwrap_or(node), message, help);
    }
    KeyExtension {
        node,
        property,
        after,
        order,
        is_constant: reader.flag(node, "constant"),
    }
}
