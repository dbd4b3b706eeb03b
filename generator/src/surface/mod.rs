//! The surface of generated code: its public items, as a program that uses them sees them.
//!
//! It is read from the files themselves, so that it holds what is emitted, whatever the document says. Beside each item
//! is its behavior: the tokens of its body, or its part in a macro of the runtime. They say what is sent and read, by
//! which names. Two items that are declared alike and behave differently compile in the same programs, and mean
//! something else.

mod compare;
mod item;
mod macros;
mod read;
mod text;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use self::item::Items;
use crate::emit::File;

pub use self::compare::{Difference, DifferenceKind, Level};
pub use self::item::{Argument, Declaration, Item};

/// The public items, by their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface {
    /// The items. A path is `models::TimeEntry`, `models::TimeEntry::new`, and for a trait that it implements
    /// `models::TimeEntry: Default`.
    pub items: BTreeMap<String, Item>,
}

impl Surface {
    /// Reads the files of a client, as [`emit`](crate::emit()) gives them.
    #[must_use]
    pub fn of(files: &[File]) -> Self {
        let read = |file: &File, items: &mut Items| {
            let Ok(syntax) = syn::parse_file(&file.contents) else {
                return;
            };
            let module = file.path.split(['/', '.']).next().unwrap_or_default();
            read::file(module, &syntax, items);
        };
        let next = AtomicUsize::new(0);
        let work = || {
            let mut items = Items::new();
            while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                read(file, &mut items);
            }
            items
        };
        // No file depends on another one.
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let items = thread::scope(|scope| {
            let others = 1..processors.min(files.len() / FILES_PER_THREAD);
            let others: Vec<_> = others.map(|_| scope.spawn(work)).collect();
            let mut items = work();
            for other in others {
                items.extend(other.join().unwrap_or_default());
            }
            items
        });
        Self { items }
    }
}

/// So many files are worth a thread.
const FILES_PER_THREAD: usize = 16;
