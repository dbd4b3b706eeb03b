//! Unions that are a set of values: of listed strings beside any string, or of listed integers beside any integer.

use super::super::super::draft::{Enum, Shape, Types, Union};
use crate::ir::{Type, Variant};
use crate::limits::UNIONS_WITHIN_UNIONS;
use crate::lock::{Lock, sources};
use crate::names::{Scope, Use};

/// The set that a union is, or a string if none is listed. A union of sets of strings is a set, too, if one of these is
/// the empty string alone.
pub(super) fn of_union(types: &Types, union: &Union, lock: &Lock, place: &str) -> Option<Shape> {
    let mut values = Values::default();
    values.add_union(types, union, 0)?;
    let is_text = values.any_text || values.has_blank;
    let is_integer = values.any_integer && !values.integers.is_empty();
    let has_integers = values.any_integer || !values.integers.is_empty();
    let has_texts = is_text || !values.texts.is_empty();
    if is_text && !has_integers {
        if values.texts.is_empty() {
            return Some(Shape::Alias(Type::String));
        }
        let set = set(values.texts, values.any_text, lock, place);
        return Some(Shape::StringEnum(set));
    }
    (is_integer && !has_texts).then(|| {
        let set = set(values.integers, true, lock, place);
        Shape::IntegerEnum(set)
    })
}

/// The values of all variants, in the order of the document.
#[derive(Default)]
struct Values {
    texts: Vec<Variant<String>>,
    any_text: bool,
    has_blank: bool,
    integers: Vec<Variant<i64>>,
    any_integer: bool,
}

impl Values {
    /// Adds the values of a union; `None` if it has others than strings and integers.
    fn add_union(&mut self, types: &Types, union: &Union, depth: usize) -> Option<()> {
        let mut variants = union.variants.iter();
        variants.try_for_each(|variant| self.add(types, &variant.ty, depth))
    }

    fn add(&mut self, types: &Types, ty: &Type, depth: usize) -> Option<()> {
        match types.through_alias(ty) {
            Type::String => self.any_text = true,
            Type::Int32 | Type::Int64 | Type::UInt32 => self.any_integer = true,
            Type::Named(id) => match types.shape(*id)? {
                Shape::StringEnum(set) => {
                    let mut values = set.variants.iter().map(|variant| &variant.value);
                    self.any_text |= set.is_open;
                    self.has_blank |= values.all(String::is_empty);
                    add_new(&mut self.texts, &set.variants);
                }
                Shape::IntegerEnum(set) => {
                    self.any_integer |= set.is_open;
                    add_new(&mut self.integers, &set.variants);
                }
                Shape::Union(union) if depth < UNIONS_WITHIN_UNIONS => {
                    self.add_union(types, union, depth + 1)?;
                }
                Shape::Union(_) | Shape::Struct(_) | Shape::Alias(_) => return None,
            },
            _ => return None,
        }
        Some(())
    }
}

fn add_new<T: Clone + PartialEq>(list: &mut Vec<Variant<T>>, variants: &[Variant<T>]) {
    for variant in variants {
        if !list.iter().any(|known| known.value == variant.value) {
            list.push(variant.clone());
        }
    }
}

fn set<T: ToString>(variants: Vec<Variant<T>>, is_open: bool, lock: &Lock, place: &str) -> Enum<T> {
    let source =
        |variant: &Variant<T>| sources::value(&variant.value.to_string(), variant.word.as_deref());
    let present: Vec<String> = variants.iter().map(source).collect();
    let mut scope = Scope::with(lock.members(place, present.iter().map(String::as_str)));
    let other = scope.claim("Other", Use::Variant);
    let variants = variants.into_iter().map(|variant| Variant {
        name: scope.claim_for(&source(&variant), variant.name.as_str(), Use::Variant),
        ..variant
    });
    Enum {
        variants: variants.collect(),
        is_open,
        other,
    }
}
