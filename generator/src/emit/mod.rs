//! From the IR to files: prints what the IR says, decides nothing, and cannot fail.
//!
//! | part | prints |
//! |---|---|
//! | `client` | `endpoints/mod.rs`: the client and its credentials |
//! | `models` | `models/` and `filters.rs`: the declared types |
//! | `endpoints` | `endpoints/`: a file for each tag |
//! | `print` | formatting, imports, documentation comments, types where they are used |

mod client;
mod endpoints;
mod models;
mod print;
mod values;

pub use self::print::format::File;
pub use self::values::emit_values;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use quote::quote;

use self::print::format::{self, Block};
use crate::ir::Api;

/// Prints one file.
type Job<'a> = Box<dyn Fn() -> File + Sync + 'a>;

/// Prints the client that the IR describes: `models`, `filters`, `endpoints`, and the module of these.
#[must_use]
pub fn emit(api: &Api) -> Vec<File> {
    let modules = models::modules(api);
    let mut jobs: Vec<Job<'_>> = vec![Box::new(root), Box::new(|| models::index(&modules))];
    for (module, defs) in &modules {
        jobs.push(Box::new(|| models::file(api, module, defs)));
    }
    jobs.push(Box::new(|| models::filters(api)));
    jobs.push(Box::new(|| client::client(api)));
    for group in &api.groups {
        jobs.push(Box::new(|| endpoints::file(api, group)));
    }
    print_all(&jobs)
}

/// So many files are worth a thread: starting one takes as long as printing a few.
const FILES_PER_THREAD: usize = 32;

/// Prints all files, on several threads if there are many: printing is most of the work, and no file depends on
/// another one.
fn print_all(jobs: &[Job<'_>]) -> Vec<File> {
    if jobs.len() < 2 * FILES_PER_THREAD {
        return jobs.iter().map(|job| job()).collect();
    }
    let files: Vec<OnceLock<File>> = jobs.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        // From the end: the files of operations are the largest, and none of them should be begun last.
        while let Some(index) = jobs
            .len()
            .checked_sub(1 + next.fetch_add(1, Ordering::Relaxed))
        {
            if let (Some(job), Some(file)) = (jobs.get(index), files.get(index)) {
                file.get_or_init(job);
            }
        }
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 1..processors.min(jobs.len() / FILES_PER_THREAD) {
            scope.spawn(work);
        }
        work();
    });
    files.into_iter().filter_map(OnceLock::into_inner).collect()
}

fn root() -> File {
    let modules = [
        quote!(
            #[doc = " The client, and one function for each operation."]
            pub mod endpoints;
        ),
        quote!(
            #[doc = " The value sets of requests."]
            pub mod filters;
        ),
        quote!(
            #[doc = " What requests and responses hold."]
            pub mod models;
        ),
    ];
    format::file("mod.rs", &[], modules.map(Block::Items))
}
