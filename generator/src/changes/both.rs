//! A declared type that both documents have.

use super::found::Draft;
use super::model::Kind;
use super::side::Side;
use crate::ir::{Section, TypeDef, TypeId};

/// A declared type in both documents.
pub(super) struct Both<'s, 'a> {
    pub(super) old_side: &'s Side<'a>,
    pub(super) new_side: &'s Side<'a>,
    pub(super) old_id: TypeId,
    pub(super) new_id: TypeId,
    pub(super) old: &'a TypeDef,
    pub(super) new: &'a TypeDef,
}

impl Both<'_, '_> {
    /// The path of the type in the surface of the newer document, by the name that it had.
    pub(super) fn path(&self) -> String {
        path(self.old)
    }

    /// Whether clients send it, in the newer document.
    pub(super) fn is_sent(&self) -> bool {
        self.new_side.uses(self.new_id).is_sent()
    }

    /// Whether clients receive it, in the newer document.
    pub(super) fn is_received(&self) -> bool {
        let uses = self.new_side.uses(self.new_id);
        uses.is_received() || !uses.is_sent()
    }

    /// A change of a member, or of the type itself.
    pub(super) fn draft(&self, kind: Kind, member: Option<&str>, text: impl Into<String>) -> Draft {
        let name = self.new.name.as_str();
        let item = member.map_or(name.to_owned(), |member| format!("{name}::{member}"));
        let operations = self.new_side.uses(self.new_id).operations();
        let lines = (self.old.docs.line, self.new.docs.line);
        Draft::new(kind, item, text)
            .operations(operations)
            .at(lines.0, lines.1)
    }
}

/// The path of a type in a surface.
pub(super) fn path(def: &TypeDef) -> String {
    let section = match def.section {
        Section::Models => "models",
        Section::Filters => "filters",
    };
    format!("{section}::{}", def.name)
}
