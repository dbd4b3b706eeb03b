//! Which types of two documents are the same ones.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::renames::Renames;
use super::side::Side;
use crate::ir::{Field, IntegerEnum, MapKey, Shape, StringEnum, Type, TypeDef, TypeId};
use crate::names::Name;

/// The types of the older document, each with that of the newer one that takes its place.
pub(super) struct Pairs<'s, 'a> {
    old: &'s Side<'a>,
    new: &'s Side<'a>,
    renames: &'s Renames,
    types: RefCell<BTreeMap<TypeId, TypeId>>,
    taken: RefCell<BTreeSet<TypeId>>,
}

impl<'s, 'a> Pairs<'s, 'a> {
    /// Pairs the types that have one name and are alike. Others are paired where one stands in the place of the other.
    pub(super) fn new(old: &'s Side<'a>, new: &'s Side<'a>, renames: &'s Renames) -> Self {
        let pairs = Self {
            old,
            new,
            renames,
            types: RefCell::default(),
            taken: RefCell::default(),
        };
        let by_name: BTreeMap<&str, TypeId> = new
            .api
            .types
            .iter()
            .map(|(id, def)| (def.name.as_str(), *id))
            .collect();
        for (id, def) in old.api.types.iter().filter(|_| !renames.is_empty()) {
            let renamed = new
                .api
                .types
                .iter()
                .find(|(_, other)| renames.is_type(def.name.as_str(), other.name.as_str()));
            if let Some((other, _)) = renamed {
                pairs.insert(*id, *other);
            }
        }
        for (id, def) in &old.api.types {
            if let Some(other) = by_name.get(def.name.as_str())
                && pairs.newer(*id).is_none()
                && !pairs.is_taken(*other)
                && pairs.are_alike(*id, *other)
            {
                pairs.insert(*id, *other);
            }
        }
        pairs
    }

    /// The renamings that the caller knows of.
    pub(super) fn renames(&self) -> &Renames {
        self.renames
    }

    /// A declared type of the older document.
    pub(super) fn old_def(&self, id: TypeId) -> Option<&'a TypeDef> {
        self.old.def(id)
    }

    /// A declared type of the newer document.
    pub(super) fn new_def(&self, id: TypeId) -> Option<&'a TypeDef> {
        self.new.def(id)
    }

    /// Whether the newer document has a type of this name.
    pub(super) fn is_in_new(&self, name: &Name) -> bool {
        self.new.api.types.values().any(|def| def.name == *name)
    }

    /// A type of the older document as a reader writes it.
    pub(super) fn old_text(&self, ty: &Type) -> String {
        self.old.text(ty)
    }

    /// A type of the newer document as a reader writes it.
    pub(super) fn new_text(&self, ty: &Type) -> String {
        self.new.text(ty)
    }

    /// All pairs, in the order of the older document.
    pub(super) fn all(&self) -> Vec<(TypeId, TypeId)> {
        self.types
            .borrow()
            .iter()
            .map(|(old, new)| (*old, *new))
            .collect()
    }

    /// The newer type that takes the place of an older one.
    pub(super) fn newer(&self, old: TypeId) -> Option<TypeId> {
        self.types.borrow().get(&old).copied()
    }

    /// Whether a type of the newer document takes the place of an older one.
    pub(super) fn is_taken(&self, new: TypeId) -> bool {
        self.taken.borrow().contains(&new)
    }

    fn insert(&self, old: TypeId, new: TypeId) {
        self.types.borrow_mut().insert(old, new);
        self.taken.borrow_mut().insert(new);
    }

    /// Whether a value of one type is one of the other, apart from what has changed inside of declared types. Types that
    /// stand in each other's places and are alike become a pair.
    pub(super) fn are_same(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::Named(old), Type::Named(new)) => self.are_paired(*old, *new),
            (Type::List(old), Type::List(new)) | (Type::Nullable(old), Type::Nullable(new)) => {
                self.are_same(old, new)
            }
            (
                Type::Map { key, value },
                Type::Map {
                    key: new_key,
                    value: new_value,
                },
            ) => self.are_same_keys(*key, *new_key) && self.are_same(value, new_value),
            (Type::Tuple(old), Type::Tuple(new)) => {
                old.len() == new.len()
                    && old
                        .iter()
                        .zip(new)
                        .all(|(old, new)| self.are_same(old, new))
            }
            // An alias is no type of its own.
            (Type::Named(id), other) => {
                alias(self.old, *id).is_some_and(|ty| self.are_same(ty, other))
            }
            (other, Type::Named(id)) => {
                alias(self.new, *id).is_some_and(|ty| self.are_same(other, ty))
            }
            _ => old == new,
        }
    }

    /// For two types of texts, whether each is a set of strings.
    pub(super) fn are_texts(&self, old: &Type, new: &Type) -> Option<(bool, bool)> {
        Some((is_set(self.old, old)?, is_set(self.new, new)?))
    }

    fn are_same_keys(&self, old: MapKey, new: MapKey) -> bool {
        match (old, new) {
            (MapKey::Named(old), MapKey::Named(new)) => self.are_paired(old, new),
            _ => old == new,
        }
    }

    fn are_paired(&self, old: TypeId, new: TypeId) -> bool {
        let known = self.types.borrow().get(&old).copied();
        match known {
            Some(known) => known == new,
            None if self.is_taken(new) || !self.are_alike(old, new) => false,
            None => {
                self.insert(old, new);
                true
            }
        }
    }

    /// Whether one type can have become the other: both are of one kind, and share half of what they hold.
    fn are_alike(&self, old: TypeId, new: TypeId) -> bool {
        let (Some(old), Some(new)) = (self.old.def(old), self.new.def(new)) else {
            return false;
        };
        match (&old.shape, &new.shape) {
            (Shape::Struct(a), Shape::Struct(b)) => {
                let names = |fields: &[Field]| -> BTreeSet<String> {
                    fields.iter().map(|field| field.wire_name.clone()).collect()
                };
                old.name == new.name || share_half(&names(&a.fields), &names(&b.fields))
            }
            (Shape::StringEnum(a), Shape::StringEnum(b)) => {
                let values = |set: &StringEnum| -> BTreeSet<String> {
                    set.variants
                        .iter()
                        .map(|variant| variant.value.clone())
                        .collect()
                };
                old.name == new.name || share_half(&values(a), &values(b))
            }
            (Shape::IntegerEnum(a), Shape::IntegerEnum(b)) => {
                let values = |set: &IntegerEnum| -> BTreeSet<i64> {
                    set.variants.iter().map(|variant| variant.value).collect()
                };
                old.name == new.name || share_half(&values(a), &values(b))
            }
            (Shape::Union(_), Shape::Union(_)) => true,
            (Shape::Alias(a), Shape::Alias(b)) => old.name == new.name || self.are_same(a, b),
            _ => false,
        }
    }
}

/// Whether a type of texts is a set of strings; `None` for another type.
fn is_set(side: &Side<'_>, ty: &Type) -> Option<bool> {
    match ty {
        Type::String => Some(false),
        Type::Named(id) => match &side.def(*id)?.shape {
            Shape::StringEnum(_) => Some(true),
            Shape::Alias(ty) => is_set(side, ty),
            _ => None,
        },
        _ => None,
    }
}

/// The type that an alias stands for.
fn alias<'a>(side: &Side<'a>, id: TypeId) -> Option<&'a Type> {
    match &side.def(id)?.shape {
        Shape::Alias(ty) => Some(ty),
        _ => None,
    }
}

/// Whether two sets have half of the smaller one in common.
fn share_half<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> bool {
    let shared = one.intersection(other).count();
    shared * 2 >= one.len().min(other.len()) && (shared > 0 || one.is_empty() == other.is_empty())
}
