//! `x-paging`, `x-errors`, `x-money` and `x-copies`: how the fields that they name hold their values.

use super::super::draft::{self, Shape};
use super::context::Context;
use super::presence::presence;
use crate::ir::{
    CopiedField, Copies, ItemErrors, Money, Page, PageEntries, Paging, Presence, ReadingKey, Type,
    TypeId,
};
use crate::names::{Name, Scope, Use};

/// How the object is read as one page of a longer list, if an operation says that it is one.
pub(super) fn page(context: &Context<'_>, id: TypeId) -> Option<Page> {
    let draft = context.types.pages.get(&id)?;
    let entries = match &draft.entries {
        draft::PageEntries::Results => PageEntries::Results,
        draft::PageEntries::List {
            path,
            item,
            id: item_id,
        } => PageEntries::List {
            path: presences(context, id, path)?,
            item: item.clone(),
            id: item_id.clone(),
        },
    };
    let placed = |path: &Option<Vec<Name>>| match path {
        Some(path) => Some(Some(presences(context, id, path)?)),
        None => Some(None),
    };
    Some(Page {
        page_count: placed(&draft.page_count)?,
        page_number: placed(&draft.page_number)?,
        count: placed(&draft.count)?,
        entries,
    })
}

/// How the pages of an operation are requested.
pub(super) fn paging(context: &Context<'_>, draft: &draft::Paging) -> Paging {
    let key = |draft: &draft::ReadingKey| {
        Some(ReadingKey {
            method: draft.method.clone(),
            property: draft.property.clone(),
            field: draft.field.clone(),
            presence: field_of(context, draft.entry_id, &draft.field)?.0,
            entry: draft.entry.clone(),
            after: draft.after.clone(),
            order: draft.order.clone(),
            order_value: draft.order_value.clone(),
            is_constant: draft.is_constant,
        })
    };
    Paging {
        by: draft.by.clone(),
        per_page: draft.per_page.clone(),
        entries: draft.entries.clone(),
        key: draft.key.clone(),
        count: draft.count.clone(),
        more: draft.more.clone(),
        unpaged: draft.unpaged.clone(),
        keys: draft.keys.iter().filter_map(key).collect(),
    }
}

/// How the object assigns errors to items, if it does.
pub(super) fn item_errors(context: &Context<'_>, id: TypeId) -> Option<ItemErrors> {
    let draft = context.types.item_errors.get(&id)?;
    Some(ItemErrors {
        list: draft.list.clone(),
        list_presence: field_of(context, id, &draft.list)?.0,
        reason: draft.reason,
        index: draft.index.clone(),
        index_presence: field_of(context, draft.reason, &draft.index)?.0,
    })
}

/// The amounts of money of the object, with a method for each.
pub(super) fn money(context: &Context<'_>, id: TypeId, methods: &mut Scope) -> Vec<Money> {
    let amounts = context.types.money.get(&id).into_iter().flatten();
    let is_held = |name: &Name| is_held(context, id, name);
    amounts
        .filter(|(_, money)| {
            [&money.amount, &money.unit, &money.currency]
                .into_iter()
                .all(is_held)
        })
        .map(|(name, money)| Money {
            method: methods.claim(name, Use::Method),
            ..money.clone()
        })
        .collect()
}

/// The properties that the object shares with one of a response, as far as both keep them.
pub(super) fn copies(context: &Context<'_>, id: TypeId) -> Option<Copies> {
    let draft = context.types.copies.get(&id)?;
    let is_shared = |field: &&CopiedField| {
        is_held(context, id, &field.to) && is_held(context, draft.from, &field.from)
    };
    let fields: Vec<_> = draft.fields.iter().filter(is_shared).cloned().collect();
    let Some(Shape::Struct(shape)) = context.types.shape(id) else {
        return None;
    };
    let is_copied = |name: &Name| fields.iter().any(|field| field.to == *name);
    let mut required = shape.fields.iter().filter(|field| field.required);
    (!fields.is_empty() && required.all(|field| is_copied(&field.name))).then_some(Copies {
        from: draft.from,
        fields,
    })
}

/// Whether the object keeps a field whose value is there or not.
fn is_held(context: &Context<'_>, id: TypeId, name: &Name) -> bool {
    let usage = context.usages.of(id);
    let Some(Shape::Struct(shape)) = context.types.shape(id) else {
        return false;
    };
    let field = shape.fields.iter().find(|field| field.name == *name);
    field.is_some_and(|field| {
        usage.is_reached() && presence(context.types, usage, field) != Presence::Patch
    })
}

/// The fields of a path, and how each of them holds its value.
fn presences(context: &Context<'_>, id: TypeId, path: &[Name]) -> Option<Vec<(Name, Presence)>> {
    let mut found = Vec::new();
    let mut object = Some(id);
    for name in path {
        let (presence, ty) = field_of(context, object?, name)?;
        found.push((name.clone(), presence));
        object = context.types.structure(ty).map(|(id, _)| id);
    }
    Some(found)
}

/// How a field holds its value, and the type of that.
fn field_of<'a>(context: &Context<'a>, id: TypeId, name: &Name) -> Option<(Presence, &'a Type)> {
    let types = context.types;
    match types.shape(id)? {
        Shape::Struct(shape) => {
            let field = shape.fields.iter().find(|field| field.name == *name)?;
            Some((presence(types, context.usages.of(id), field), &field.ty))
        }
        _ => None,
    }
}
