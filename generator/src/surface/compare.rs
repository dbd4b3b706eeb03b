//! Comparing two surfaces: what it means for programs that use the older one.

use super::Surface;
use super::item::{Argument, Declaration, Item};
use super::text::parts;

/// How much a program has to change, by Cargo's rules of compatibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing that it can use has changed.
    Patch,
    /// It compiles as it is. There is something new.
    Minor,
    /// It may no longer compile.
    Major,
}

/// A difference in one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its path in the older surface, or in the newer one if it is new.
    pub path: String,
    /// The difference.
    pub kind: DifferenceKind,
}

/// A kind of difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// The item is new.
    New,
    /// The item is gone.
    Gone,
    /// It is declared in another way, with which programs may not compile.
    Declared,
    /// It takes everything that it took, and more.
    Generalized,
    /// Arguments of the same types have changed places, or a variant has.
    Reordered,
    /// Arguments are called otherwise.
    Renamed,
    /// It does something else.
    Behaves,
    /// It is deprecated now, or no longer.
    Deprecated,
    /// It is described otherwise.
    Described,
}

impl DifferenceKind {
    /// How much a program has to change.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::Gone | Self::Declared => Level::Major,
            Self::New | Self::Generalized | Self::Deprecated => Level::Minor,
            Self::Reordered | Self::Renamed | Self::Behaves | Self::Described => Level::Patch,
        }
    }
}

impl Surface {
    /// Compares with a newer surface. Returns the differences by path, several of one item one after another.
    #[must_use]
    pub fn differences(&self, newer: &Self) -> Vec<Difference> {
        let mut found = Vec::new();
        for (path, old) in &self.items {
            let mut note = |kind| {
                found.push(Difference {
                    path: path.clone(),
                    kind,
                });
            };
            match newer.items.get(path) {
                None => note(DifferenceKind::Gone),
                Some(new) => differences(old, new, |kind| {
                    // Variants behind a new one have another index, and the same order.
                    let place = self.place(path, newer);
                    let stays = place.is_some() && place == newer.place(path, self);
                    if kind != DifferenceKind::Reordered || !stays {
                        note(kind);
                    }
                }),
            }
        }
        let new = newer
            .items
            .keys()
            .filter(|path| !self.items.contains_key(*path));
        found.extend(new.map(|path| Difference {
            path: path.clone(),
            kind: DifferenceKind::New,
        }));
        found.sort_by(|a, b| a.path.cmp(&b.path));
        found
    }
}

impl Surface {
    /// The place of an item among the variants of its enum that another surface has, too; `None` if it is no variant.
    fn place(&self, path: &str, other: &Self) -> Option<usize> {
        let index = |item: &Item| match item.declaration {
            Declaration::Variant { index, .. } => Some(index),
            _ => None,
        };
        let own = index(self.items.get(path)?)?;
        let (owner, _) = path.rsplit_once("::")?;
        let start = format!("{owner}::");
        let siblings = self
            .items
            .range(start.clone()..)
            .take_while(|(path, _)| path.starts_with(&start));
        let before = siblings.filter(|(path, item)| {
            other.items.contains_key(*path) && index(item).is_some_and(|index| index < own)
        });
        Some(before.count())
    }
}

fn differences(old: &Item, new: &Item, mut note: impl FnMut(DifferenceKind)) {
    if old.declaration != new.declaration {
        note(declared(&old.declaration, &new.declaration));
    }
    if old.behavior != new.behavior {
        note(DifferenceKind::Behaves);
    }
    if old.is_deprecated != new.is_deprecated {
        note(DifferenceKind::Deprecated);
    }
    if old.docs != new.docs {
        note(DifferenceKind::Described);
    }
}

/// Compares two declarations that differ.
fn declared(old: &Declaration, new: &Declaration) -> DifferenceKind {
    match (old, new) {
        (Declaration::Variant { holds: old, .. }, Declaration::Variant { holds: new, .. })
            if old == new =>
        {
            DifferenceKind::Reordered
        }
        (
            Declaration::Function {
                receiver,
                arguments,
                output,
            },
            Declaration::Function {
                receiver: new_receiver,
                arguments: new_arguments,
                output: new_output,
            },
        ) if receiver == new_receiver && output == new_output => called(arguments, new_arguments),
        (Declaration::Trait(old), Declaration::Trait(new)) => implemented(old, new),
        _ => DifferenceKind::Declared,
    }
}

/// Compares the arguments of two functions, which differ.
fn called(old: &[Argument], new: &[Argument]) -> DifferenceKind {
    if old.len() != new.len() {
        return DifferenceKind::Declared;
    }
    let pairs = || old.iter().zip(new);
    if !pairs().all(|(old, new)| old.ty == new.ty || generalizes(&old.ty, &new.ty)) {
        return DifferenceKind::Declared;
    }
    if !pairs().all(|(old, new)| old.ty == new.ty) {
        return DifferenceKind::Generalized;
    }
    let names = |arguments: &[Argument]| {
        let mut names: Vec<String> = arguments
            .iter()
            .map(|argument| argument.name.clone())
            .collect();
        names.sort();
        names
    };
    match names(old) == names(new) {
        true => DifferenceKind::Reordered,
        false => DifferenceKind::Renamed,
    }
}

/// Whether every value of the older type can be passed as the newer one.
fn generalizes(old: &str, new: &str) -> bool {
    new.strip_prefix("impl Into<")
        .and_then(|rest| rest.strip_suffix('>'))
        .is_some_and(|inner| inner == old || inner == format!("Option<{old}>"))
}

/// Compares what a trait says of two types: for a request, what it gives, its errors, and how else it can be sent.
fn implemented(old: &str, new: &str) -> DifferenceKind {
    let (old, new) = (parts(old), parts(new));
    if old.get(..2) != new.get(..2) {
        return DifferenceKind::Declared;
    }
    let ways = |parts: &[String]| -> Vec<String> {
        let ways = parts.iter().skip(2);
        ways.map(|part| part.split('(').next().unwrap_or_default().to_owned())
            .collect()
    };
    let (old, new) = (ways(&old), ways(&new));
    if old == new {
        DifferenceKind::Behaves
    } else if old.iter().all(|way| new.contains(way)) {
        DifferenceKind::Generalized
    } else {
        DifferenceKind::Declared
    }
}
