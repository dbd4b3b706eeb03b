//! The order of a lock, given to a document.
//!
//! Parts that the lock knows stand in its order, and new ones behind the part that they follow in the document. All that is
//! lowered then comes in that order, so that a document whose keys are sorted anew gives the same client.

mod order;

use self::order::{Order, Ranks, essence};

use crate::document::parse::Parsed;
use crate::document::pointer::escape;
use crate::document::{Node, Value};
use crate::lock::{Lock, sources};

/// Gives the parts of a document the order of a lock.
pub(crate) fn arrange(parsed: &mut Parsed, lock: &Lock) {
    if *lock == Lock::default() {
        return;
    }
    let order = Order::of(lock, &parsed.document);
    let mut root = parsed.document.root.clone();
    let mut walk = Walk {
        order: &order,
        at: String::from("#"),
        is_changed: false,
    };
    walk.node(&mut root, None);
    if walk.is_changed {
        parsed.rearrange(root);
    }
}

/// A walk through the tree of a document.
struct Walk<'o> {
    order: &'o Order<'o>,
    /// The pointer to where it is, with parameters by their names.
    at: String,
    is_changed: bool,
}

impl<'o> Walk<'o> {
    /// Orders what is in a node. `owner` is the order of the members of the object that the node is a part of.
    fn node(&mut self, node: &mut Node, owner: Option<&'o Ranks>) {
        let order = self.order;
        let owner = order.members(&self.at).or(owner);
        self.is_changed |= match self.at.as_str() {
            "#/paths" => sort_nodes(node, |path, item| {
                let entries = item.entries().iter();
                let ranks = entries.filter_map(|(key, node)| order.of_path_item(path, key, node));
                ranks.min()
            }),
            "#/components/securitySchemes" | "#/securityDefinitions" => {
                sort_entries(node, |key| order.scheme(key))
            }
            at @ ("#/components/schemas" | "#/definitions") => {
                sort_entries(node, |key| order.schema(&format!("{at}/{}", escape(key))))
            }
            at => match order.content(at) {
                Some(ranks) => sort_entries(node, |key| ranks.get(&essence(key)).copied()),
                None => self.members(node, owner),
            },
        };
        match &mut node.value {
            Value::Object(entries) => {
                for (key, child) in entries {
                    self.below(&escape(key), child, owner.filter(|_| key == "allOf"));
                }
            }
            Value::Array(items) => {
                let owner = owner.filter(|_| self.at.ends_with("/allOf"));
                for (index, item) in items.iter_mut().enumerate() {
                    let token = self.token(index, item);
                    self.below(&token, item, owner);
                }
            }
            _ => {}
        }
    }

    fn below(&mut self, token: &str, child: &mut Node, owner: Option<&'o Ranks>) {
        let end = self.at.len();
        self.at.push('/');
        self.at.push_str(token);
        self.node(child, owner);
        self.at.truncate(end);
    }

    /// The token of an item of an array: a parameter has a name.
    fn token(&self, index: usize, item: &Node) -> String {
        let named = |key: &str| item.get(key).and_then(Node::as_str);
        match (named("in"), named("name")) {
            (Some(location), Some(name)) if self.at.ends_with("/parameters") => {
                format!("{location}.{}", escape(name))
            }
            _ => index.to_string(),
        }
    }

    /// Orders the properties, the values and the parameters that stand in an object. Returns whether there was anything to do.
    fn members(&self, node: &mut Node, owner: Option<&Ranks>) -> bool {
        let order = self.order;
        let tokens: Vec<&str> = self.at.split('/').collect();
        let mut is_changed = match tokens.as_slice() {
            ["#", "paths", path] => {
                let path = unescape(path);
                sort_nodes(node, |key, node| order.of_path_item(&path, key, node))
            }
            ["#", "paths", path, "additionalOperations"] => {
                let path = unescape(path);
                sort_nodes(node, |method, node| order.operation(&path, method, node))
            }
            _ => false,
        };
        let Some(owner) = owner else {
            return is_changed;
        };
        let Value::Object(entries) = &mut node.value else {
            return is_changed;
        };
        for (key, child) in entries {
            is_changed |= match key.as_str() {
                "properties" => sort_entries(child, |key| owner.get(&sources::word(key)).copied()),
                "enum" => sort_items(child, |value| {
                    owner.get(&sources::word(value.as_text()?)).copied()
                }),
                "parameters" => sort_items(child, |parameter| {
                    owner.get(&self.order.parameter(parameter)?).copied()
                }),
                _ => false,
            };
        }
        is_changed
    }
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

fn sort_entries(node: &mut Node, rank: impl Fn(&str) -> Option<usize>) -> bool {
    match &mut node.value {
        Value::Object(entries) => sort(entries, |(key, _)| rank(key)),
        _ => false,
    }
}

fn sort_nodes(node: &mut Node, rank: impl Fn(&str, &Node) -> Option<usize>) -> bool {
    match &mut node.value {
        Value::Object(entries) => sort(entries, |(key, node)| rank(key, node)),
        _ => false,
    }
}

fn sort_items(node: &mut Node, rank: impl Fn(&Node) -> Option<usize>) -> bool {
    match &mut node.value {
        Value::Array(items) => sort(items, rank),
        _ => false,
    }
}

/// Sorts what has a rank, and keeps the rest behind what it follows. Returns whether anything has moved.
fn sort<T>(list: &mut Vec<T>, rank: impl Fn(&T) -> Option<usize>) -> bool {
    let ranks: Vec<Option<usize>> = list.iter().map(rank).collect();
    let known: Vec<usize> = ranks.iter().flatten().copied().collect();
    if known.is_sorted() {
        return false;
    }
    // Each with what follows it.
    let mut first: Vec<T> = Vec::new();
    let mut runs: Vec<(usize, Vec<T>)> = Vec::new();
    for (item, rank) in std::mem::take(list).into_iter().zip(ranks) {
        match (rank, runs.last_mut()) {
            (Some(rank), _) => runs.push((rank, vec![item])),
            (None, Some((_, run))) => run.push(item),
            (None, None) => first.push(item),
        }
    }
    runs.sort_by_key(|(rank, _)| *rank);
    first.extend(runs.into_iter().flat_map(|(_, run)| run));
    *list = first;
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_stands_behind_what_it_follows() {
        let sorted = |text: &str| {
            let mut list: Vec<char> = text.chars().collect();
            let is_changed = sort(&mut list, |c| "dcba".find(*c));
            (list.into_iter().collect::<String>(), is_changed)
        };
        assert_eq!(sorted("abcd"), ("dcba".to_owned(), true));
        assert_eq!(sorted("dxcbya"), ("dxcbya".to_owned(), false));
        assert_eq!(sorted("xabyzcd"), ("xdcbyza".to_owned(), true));
        assert_eq!(sorted(""), (String::new(), false));
    }
}
