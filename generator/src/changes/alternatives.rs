//! Enums of several types.

use super::both::Both;
use super::found::{Draft, Found};
use super::model::{Kind, Wire};
use super::pairs::Pairs;
use crate::ir::{Union, UnionTag, UnionVariant};

/// Adds the changes of a union.
pub(super) fn compare(
    both: &Both<'_, '_>,
    old: &Union,
    new: &Union,
    pairs: &Pairs<'_, '_>,
    found: &mut Found,
) {
    let places = places(old, new, pairs);
    for (variant, index) in old.variants.iter().zip(&places) {
        match index.and_then(|index| new.variants.get(index)) {
            Some(other) => compare_one(both, (old, variant), (new, other), pairs, found),
            None => {
                let refused = Wire::Breaks("the value is refused");
                let draft = alternative(both, Kind::AlternativeRemoved, variant, "is gone");
                found.add(draft.old_client_if(both.is_sent(), refused));
            }
        }
    }
    let numbered = new.variants.iter().enumerate();
    for (_, variant) in numbered.filter(|(index, _)| !places.contains(&Some(*index))) {
        let is_kept = matches!(old.tag, UnionTag::Property { .. });
        let unread = Wire::Breaks("the value is not read");
        let refused = Wire::Depends("the value is refused");
        let draft = alternative(both, Kind::AlternativeAdded, variant, "is new")
            .old_client_if(both.is_received() && !is_kept, unread)
            .new_client_if(both.is_sent(), refused);
        found.add(draft);
    }
    if old.tag != new.tag {
        tag(both, old, new, found);
    }
}

/// Whether a variant of the newer union is one of the older.
type IsSame<'f> = dyn Fn(&UnionVariant, &UnionVariant) -> bool + 'f;

/// For each variant, the place of the one that it is in the newer union. Several can have the same type: one that is
/// recognized as before comes first, then one with the same name.
fn places(old: &Union, new: &Union, pairs: &Pairs<'_, '_>) -> Vec<Option<usize>> {
    let mut places: Vec<Option<usize>> = vec![None; old.variants.len()];
    let has_type = |was: &UnionVariant, is: &UnionVariant| pairs.are_same(&was.ty, &is.ty);
    let has_name = |was: &UnionVariant, is: &UnionVariant| was.name == is.name;
    let ways: [&IsSame<'_>; 4] = [
        &|was, is| has_type(was, is) && was.mark == is.mark,
        &|was, is| has_type(was, is) && has_name(was, is),
        &has_type,
        &has_name,
    ];
    for is_same in ways {
        for (at, was) in old.variants.iter().enumerate() {
            let numbered = new.variants.iter().enumerate();
            let mut free = numbered.filter(|(index, _)| !places.contains(&Some(*index)));
            let found = free
                .find(|(_, is)| is_same(was, is))
                .map(|(index, _)| index);
            if let Some(place) = places.get_mut(at).filter(|place| place.is_none()) {
                *place = found;
            }
        }
    }
    places
}

fn compare_one(
    both: &Both<'_, '_>,
    (old_union, old): (&Union, &UnionVariant),
    (new_union, new): (&Union, &UnionVariant),
    pairs: &Pairs<'_, '_>,
    found: &mut Found,
) {
    let path = both.path();
    if old.name != new.name {
        let text = format!("is called `{}::{}`", both.new.name, new.name);
        let draft = alternative(both, Kind::NameChanged, old, text);
        found.add(draft.explains(format!("{path}::{}", new.name)));
    }
    if old.mark != new.mark && old_union.tag == new_union.tag {
        let text = "is recognized in another way";
        let draft = alternative(both, Kind::RecognitionChanged, new, text);
        let draft = draft.explains(format!("{path}::{}#behavior", old.name));
        found.add(draft.both_ways(mistaken()));
    }
    if !pairs.are_same(&old.ty, &new.ty) {
        let text = "holds another type";
        let draft = alternative(both, Kind::PropertyTypeChanged, new, text);
        found.add(draft.both_ways(Wire::Breaks("values are of another type")));
    }
}

/// Alternatives that are told apart in another way.
fn tag(both: &Both<'_, '_>, old: &Union, new: &Union, found: &mut Found) {
    let text = match (&old.tag, &new.tag) {
        (UnionTag::Property { wire_name: old, .. }, UnionTag::Property { wire_name: new, .. }) => {
            format!("tells its alternatives apart by `{new}` in place of `{old}`")
        }
        _ => "tells its alternatives apart in another way".to_owned(),
    };
    let path = both.path();
    let mut draft = both
        .draft(Kind::RecognitionChanged, None, text)
        .explains(format!("{path}#behavior"))
        .explains(format!("{path}::Other"));
    for variant in &new.variants {
        draft = draft.explains(format!("{path}::{}#behavior", variant.name));
    }
    found.add(draft.both_ways(mistaken()));
}

fn mistaken() -> Wire {
    Wire::Depends("a value may be taken for another alternative")
}

fn alternative(
    both: &Both<'_, '_>,
    kind: Kind,
    variant: &UnionVariant,
    text: impl Into<String>,
) -> Draft {
    both.draft(kind, Some(variant.name.as_str()), text)
        .explains(format!("{}::{}", both.path(), variant.name))
        .explains(format!("{}: From<*", both.path()))
        .explains(format!("{}#behavior", both.path()))
}
