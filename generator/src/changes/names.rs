//! Names of the older client in the surface of the newer one, so that a renamed type is one change, and not one for each
//! place that names it.

use std::collections::BTreeMap;

use super::both;
use super::named::route;
use super::pairs::Pairs;
use super::side::Side;
use crate::ir::Shape;
use crate::surface::{Declaration, Item, Surface};

/// Both surfaces, so that they can be compared.
pub(super) struct Aligned {
    pub(super) old: Surface,
    /// With the names of the older one.
    pub(super) new: Surface,
    /// The older paths of what is called otherwise.
    renamed: BTreeMap<String, String>,
}

impl Aligned {
    /// Returns a path of the newer surface by the older names.
    pub(super) fn older(&self, path: &str) -> String {
        match owner(path, &self.renamed) {
            (Some(was), rest) => format!("{was}{rest}"),
            (None, _) => path.to_owned(),
        }
    }
}

/// Gives both surfaces the names of the older one, and aliases the types that they stand for.
pub(super) fn aligned(old: &Side<'_>, new: &Side<'_>, pairs: &Pairs<'_, '_>) -> Aligned {
    let mut renamed = BTreeMap::new();
    for (old_id, new_id) in pairs.all() {
        if let (Some(was), Some(is)) = (old.def(old_id), new.def(new_id))
            && (was.name != is.name || was.section != is.section)
        {
            renamed.insert(both::path(is), both::path(was));
        }
    }
    for (was, is) in old.operations().flat_map(|operation| {
        let other = new
            .operations()
            .find(|other| route(other) == route(operation));
        let calls = other
            .map(|other| other.calls.as_slice())
            .unwrap_or_default();
        operation.calls.iter().zip(calls)
    }) {
        if was.name != is.name {
            renamed.insert(
                format!("endpoints::Client::{}()", is.name),
                format!("endpoints::Client::{}()", was.name),
            );
            renamed.insert(
                format!("endpoints::{}", is.type_name),
                format!("endpoints::{}", was.type_name),
            );
        }
    }
    let words = words(&renamed);
    let old = with_names(&old.surface, &BTreeMap::new(), &aliases(old));
    let mut new_words = aliases(new);
    new_words.extend(words);
    Aligned {
        old,
        new: with_names(&new.surface, &renamed, &new_words),
        renamed,
    }
}

/// The last parts of renamed paths, which are what types are called in other items.
fn words(renamed: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let last = |path: &String| {
        let name = path.rsplit("::").next().unwrap_or_default();
        (!name.ends_with("()")).then(|| name.to_owned())
    };
    renamed
        .iter()
        .filter_map(|(is, was)| Some((last(is)?, last(was)?)))
        .collect()
}

/// The types that aliases stand for, as they are printed.
fn aliases(side: &Side<'_>) -> BTreeMap<String, String> {
    let aliases = side
        .api
        .types
        .values()
        .filter(|def| matches!(def.shape, Shape::Alias(_)));
    let printed =
        aliases.filter_map(
            |def| match &side.surface.items.get(&both::path(def))?.declaration {
                Declaration::Alias(ty) => Some((def.name.to_string(), ty.clone())),
                _ => None,
            },
        );
    printed.collect()
}

fn with_names(
    surface: &Surface,
    paths: &BTreeMap<String, String>,
    words: &BTreeMap<String, String>,
) -> Surface {
    let items = surface.items.iter().map(|(path, item)| {
        let (owner, rest) = owner(path, paths);
        let path = match owner {
            Some(was) => format!("{was}{}", replaced(rest, words)),
            None => match path.split_once(": ") {
                Some((owner, rest)) => format!("{owner}: {}", replaced(rest, words)),
                None => path.clone(),
            },
        };
        (path, item_with_names(item, words))
    });
    Surface {
        items: items.collect(),
    }
}

/// Returns the older path of the item that a path begins with, and the rest of the path.
fn owner<'p>(path: &'p str, paths: &'p BTreeMap<String, String>) -> (Option<&'p str>, &'p str) {
    let ends = path.match_indices([':', '#']).map(|(index, _)| index);
    for end in [path.len()].into_iter().chain(ends.rev()) {
        let (Some(start), Some(rest)) = (path.get(..end), path.get(end..)) else {
            continue;
        };
        if let Some(was) = paths.get(start) {
            return (Some(was), rest);
        }
    }
    (None, path)
}

fn item_with_names(item: &Item, words: &BTreeMap<String, String>) -> Item {
    let text = |text: &String| replaced(text, words);
    let declaration = match &item.declaration {
        Declaration::Alias(ty) => Declaration::Alias(text(ty)),
        Declaration::Field(ty) => Declaration::Field(text(ty)),
        Declaration::Constant(ty) => Declaration::Constant(text(ty)),
        Declaration::Trait(parts) => Declaration::Trait(text(parts)),
        Declaration::Variant { index, holds } => Declaration::Variant {
            index: *index,
            holds: holds.as_ref().map(text),
        },
        Declaration::Function {
            receiver,
            arguments,
            output,
        } => Declaration::Function {
            receiver: receiver.clone(),
            arguments: arguments
                .iter()
                .map(|argument| crate::surface::Argument {
                    name: argument.name.clone(),
                    ty: text(&argument.ty),
                })
                .collect(),
            output: text(output),
        },
        Declaration::Struct | Declaration::Enum => item.declaration.clone(),
    };
    Item {
        declaration,
        behavior: text(&item.behavior),
        ..item.clone()
    }
}

/// Replaces whole words of a text. An alias can stand for another one.
fn replaced(text: &str, words: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    let mut is_text = false;
    for c in text.chars().chain(['\0']) {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            let mut name = word.as_str();
            for _ in 0..4 {
                match words.get(name).filter(|_| !is_text) {
                    Some(other) => name = other,
                    None => break,
                }
            }
            out.push_str(name);
            word.clear();
        }
        if c == '"' {
            is_text = !is_text;
        }
        if c != '\0' {
            out.push(c);
        }
    }
    out
}
