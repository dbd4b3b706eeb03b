//! The configuration, applied to a document. It reports the settings that match nothing.
//!
//! | file | applies |
//! |---|---|
//! | `settings` | holds the settings and their problems |
//! | `apply` | all of it that needs a finished client |
//! | `operations` | `[[operations]]`, and how operations are named in settings |
//! | `given` | `[rename]`, as far as the document alone says what is renamed |
//! | `generated` | `[rename]` of what has a name only when it is generated |
//! | `items` | what can be renamed in a client |
//! | `checked` | names that Rust allows, and that are given once |
//! | `types` | `[[types]]` |
//! | `formats` | `[formats]` |
//! | `links` | `docs-url` |

mod apply;
mod checked;
mod formats;
mod generated;
mod given;
mod items;
mod links;
pub(super) mod operations;
mod settings;
mod types;

pub(super) use self::settings::Configured;
