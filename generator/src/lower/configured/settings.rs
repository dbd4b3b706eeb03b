//! The configuration while a document is lowered: its settings, what they rename, and the problems with them.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::config::{Config, Rename, Setting, suggest};
use crate::lock::Given;
use crate::lower::options::Options;
use crate::problem::Problem;

/// A renamed item, by its part of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Renamed {
    Type(String),
    Function(String),
    /// The part of the type or request, and its own.
    Member(String, String),
}

/// A line of `[rename]`, and what it renames.
pub(super) struct Target<'c> {
    pub(super) rename: &'c Rename,
    pub(super) renamed: Renamed,
}

/// The configuration while a document is lowered.
pub(in crate::lower) struct Configured<'c> {
    pub(in crate::lower) options: &'c Options,
    pub(super) config: Option<&'c Config>,
    problems: RefCell<Vec<Problem>>,
    /// The items that are renamed, as far as it has been found.
    pub(super) targets: RefCell<Vec<Target<'c>>>,
    /// The lines of the settings for pages that fit an operation, or whose misfits are reported.
    pub(super) settled: RefCell<BTreeSet<usize>>,
}

impl<'c> Configured<'c> {
    pub(in crate::lower) fn new(options: &'c Options) -> Self {
        Self {
            options,
            config: options.config.as_ref(),
            problems: RefCell::default(),
            targets: RefCell::default(),
            settled: RefCell::default(),
        }
    }

    /// Whether the examples of responses are generated.
    pub(in crate::lower) fn has_examples(&self) -> bool {
        self.config.is_some_and(|config| config.examples)
    }

    /// Records an error at a setting, once.
    pub(in crate::lower) fn error<T>(
        &self,
        at: &Setting<T>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let Some(config) = self.config else {
            return;
        };
        let problem = config.problem(at, message, help);
        let mut problems = self.problems.borrow_mut();
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }

    /// Whether anything is wrong with a setting so far.
    pub(super) fn has_problem_at<T>(&self, at: &Setting<T>) -> bool {
        let problems = self.problems.borrow();
        let mut places = problems.iter().map(|it| (it.line, it.column));
        places.any(|place| place == (at.line, at.column))
    }

    /// Whether the caller has selected a part of the document, so that settings can be about what is not there.
    pub(super) fn is_partial(&self) -> bool {
        !self.options.only.is_empty() || !self.options.exclude.is_empty()
    }

    /// Notes what a line renames.
    pub(super) fn add(&self, rename: &'c Rename, renamed: Renamed) {
        let mut targets = self.targets.borrow_mut();
        let mut known = targets.iter();
        let is_known = |known: &Target<'_>| {
            known.renamed == renamed && known.rename.from.key == rename.from.key
        };
        if !known.any(is_known) {
            targets.push(Target { rename, renamed });
        }
    }

    /// The names that the configuration gives, as far as it is known what has them.
    pub(in crate::lower) fn given(&self) -> Given {
        let mut given = Given::default();
        for target in self.targets.borrow().iter() {
            let name = target.rename.to.value.clone();
            match target.renamed.clone() {
                Renamed::Type(source) => given.types.insert(source, name),
                Renamed::Function(source) => given.functions.insert(source, name),
                Renamed::Member(owner, source) => given.members.insert((owner, source), name),
            };
        }
        given
    }

    /// Reports a name that is not known.
    pub(super) fn check_known(&self, rename: &Rename, known: &[&str], what: &str) {
        let from = rename.from.value.as_str();
        if !known.contains(&from) {
            let message = format!("`{from}` is not {what}");
            let help = suggest::help(
                from,
                known.iter().copied(),
                "correct it, or remove the line",
            );
            self.error(&rename.from, message, help);
        }
    }

    /// Reports a name that something else has.
    pub(super) fn clash(&self, rename: &Rename, other: &str) {
        let message = format!("`{}` is the name of {other}, too", rename.to.value);
        let help = "choose another name, or rename the other one, too";
        self.error(&rename.to, message, help);
    }

    /// All problems, in the order of the text.
    pub(in crate::lower) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| (problem.line, problem.column));
        problems
    }
}
