//! Changes between two documents: what they mean for programs that use the client, and on the wire.
//!
//! | file | holds |
//! |---|---|
//! | `model` | a change, its kind, and what it means |
//! | `side` | a document with what is generated of it |
//! | `both` | a type that both have |
//! | `named` | operations and functions, as reports name them |
//! | `pairs` | which types of both documents are the same |
//! | `operations`, `parameters`, `placeholders`, `contents`, `headers`, `settings` | changes of operations |
//! | `types`, `properties`, `sets`, `alternatives` | changes of types |
//! | `numbers` | types of numbers that hold one another |
//! | `limits` | limits that documentation states |
//! | `found` | the changes so far |
//! | `report` | the report as text, Markdown and JSON |
//! | `surface` | what the changes explain of the difference between both generated clients, and what they do not |
//! | `renames` | renamings that the caller knows of |
//! | `names` | names of the older client in the newer one, so that a renamed type is one change |
//!
//! Levels are not decided by the kind of a change: they are read from the two surfaces. What no change explains is a
//! change by itself, so that nothing is lost.

mod alternatives;
mod both;
mod contents;
mod found;
mod headers;
mod limits;
mod model;
mod named;
mod names;
mod numbers;
mod operations;
mod pairs;
mod parameters;
mod placeholders;
mod properties;
mod renames;
mod report;
mod sets;
mod settings;
mod side;
mod surface;
mod types;

pub use self::model::{At, Change, Errors, Kind, Report, Wire};

use std::thread;

use self::found::Found;
use self::pairs::Pairs;
use self::renames::Renames;
use self::side::Side;
use crate::emit::File;
use crate::ir::Api;
use crate::surface::Surface;

/// Compares the clients of two documents. `files` are what [`emit`](crate::emit()) prints of each. `renames` are those that
/// the caller knows of, as `Type` or `Type.property`, each with the new name of its last part; a guess is certain then.
#[must_use]
pub fn compare(old: (&Api, &[File]), new: (&Api, &[File]), renames: &[(String, String)]) -> Report {
    let (old, new) = sides(old, new);
    let renames = Renames::new(renames);
    let pairs = Pairs::new(&old, &new, &renames);
    let mut found = Found::default();
    operations::compare(&old, &new, &pairs, &mut found);
    types::compare(&old, &new, &pairs, &mut found);
    let mut report = surface::finish(&old, &new, &pairs, found);
    report.unused_renames = renames.unused();
    report
}

/// Both sides. Reading the surfaces is most of the work, and neither depends on the other.
fn sides<'a>(old: (&'a Api, &[File]), new: (&'a Api, &[File])) -> (Side<'a>, Side<'a>) {
    let (mut old_surface, mut new_surface) = (Surface::default(), Surface::default());
    thread::scope(|scope| {
        scope.spawn(|| old_surface = Surface::of(old.1));
        new_surface = Surface::of(new.1);
    });
    (Side::new(old.0, old_surface), Side::new(new.0, new_surface))
}
