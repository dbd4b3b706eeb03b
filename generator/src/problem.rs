//! Problems with a document: what is wrong, where, and what to do.
//!
//! A problem is recorded against a node of the document. The locations of all nodes are found together, when the
//! problems are reported.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::document::{Document, Node, NodeId, Place};

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be generated until it is corrected.
    Error,
    /// The construct is generated more loosely than it was written.
    Degradation,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Degradation => "degraded",
        })
    }
}

/// An error in a document, or a construct that is generated more loosely than it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Whether it stops generation.
    pub severity: Severity,
    /// Whether it is an error that lenient mode takes as a degradation.
    pub is_tolerated: bool,
    /// The path of the file, from the folder of the document, if it is not the document itself.
    pub file: Option<String>,
    /// Whether it is about a setting of the configuration. `file` is then the name of the configuration.
    pub is_setting: bool,
    /// JSON pointer (RFC 6901) to the place, as a URI fragment: `#/paths/~1pets/get`. The key of a setting.
    pub pointer: String,
    /// Line of the place in the text, counted from 1.
    pub line: usize,
    /// Column of the place in the text, in characters, counted from 1.
    pub column: usize,
    /// The places in overlays that changed the value there.
    pub changed: Vec<Place>,
    /// The message: what is wrong.
    pub message: String,
    /// The help: what to do in the document.
    pub help: String,
    /// The help for callers of the client, who cannot change the document, where there is something that they can do.
    pub workaround: Option<String>,
}

/// The help of a problem: what to do in the document, and what callers of the client can do without it.
#[derive(Clone, Debug)]
pub(crate) struct Help {
    document: String,
    workaround: Option<String>,
}

impl Help {
    /// Help that callers can follow without the document.
    pub(crate) fn for_callers(help: &str) -> Self {
        Self::with_workaround(help, help)
    }

    /// Help for the document, and help for callers.
    pub(crate) fn with_workaround(help: &str, workaround: &str) -> Self {
        Self {
            document: help.to_owned(),
            workaround: Some(workaround.to_owned()),
        }
    }
}

impl From<&str> for Help {
    fn from(help: &str) -> Self {
        help.to_owned().into()
    }
}

impl From<String> for Help {
    fn from(document: String) -> Self {
        Self {
            document,
            workaround: None,
        }
    }
}

/// Prints the problem without the name of the file, which [`Problem::render`] adds.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render("document"))
    }
}

impl Problem {
    /// Renders the problem as text: a line each for the message, the place, the pointer and the help, and for each place
    /// in an overlay that changed the value. `file` is the name of the document.
    #[must_use]
    pub fn render(&self, file: &str) -> String {
        self.render_with(file, Some(&self.help))
    }

    /// Renders the problem for callers of the client, who cannot change the document: with what they can do, if there is
    /// something.
    #[must_use]
    pub fn render_for_callers(&self, file: &str) -> String {
        self.render_with(file, self.workaround.as_deref())
    }

    /// Returns the place as `file:line:column`. `file` is the name of the document.
    #[must_use]
    pub fn place(&self, file: &str) -> String {
        let own = self.file.as_ref().map(|other| match self.is_setting {
            true => other.clone(),
            false => beside(file, other),
        });
        let own = own.as_deref().unwrap_or(file);
        format!("{own}:{}:{}", self.line, self.column)
    }

    fn render_with(&self, file: &str, help: Option<&str>) -> String {
        let changed = self.changed.iter().map(|place| {
            let other = beside(file, &place.file);
            format!("  and {other}:{}:{}\n", place.line, place.column)
        });
        let help = help.map(|help| format!(" help: {help}\n"));
        let at = match self.pointer.as_str() {
            "" => String::new(),
            pointer => format!("   at {pointer}\n"),
        };
        format!(
            "{}: {}\n  --> {}\n{}{at}{}",
            self.severity,
            self.message,
            self.place(file),
            changed.collect::<String>(),
            help.unwrap_or_default()
        )
    }
}

/// Returns the path of a file that counts from the folder of the document, counted from where the document does.
fn beside(document: &str, other: &str) -> String {
    let Some((folder, _)) = document.rsplit_once('/') else {
        return other.to_owned();
    };
    let (mut folder, mut other) = (folder, other);
    while let Some(rest) = other.strip_prefix("../") {
        match folder.rsplit_once('/') {
            Some((above, last)) if last != ".." => folder = above,
            None if !matches!(folder, "" | "." | "..") => return rest.to_owned(),
            _ => break,
        }
        other = rest;
    }
    format!("{folder}/{other}")
}

/// The reason why nothing was generated: all errors and degradations of the document, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Renders all problems as text. `file` is the name of the document.
    #[must_use]
    pub fn render(&self, file: &str) -> String {
        let rendered: Vec<String> = self.0.iter().map(|problem| problem.render(file)).collect();
        rendered.join("\n")
    }

    /// The number of errors among them.
    #[must_use]
    pub fn errors(&self) -> usize {
        let is_error = |problem: &&Problem| problem.severity == Severity::Error;
        self.0.iter().filter(is_error).count()
    }

    /// Names the files of the problems as paths from where that of the document counts.
    #[must_use]
    pub fn in_document(mut self, document: &str) -> Self {
        // Settings name their file as it is.
        for problem in self.0.iter_mut().filter(|problem| !problem.is_setting) {
            let file = problem.file.as_deref();
            problem.file =
                Some(file.map_or_else(|| document.to_owned(), |file| beside(document, file)));
            for place in &mut problem.changed {
                place.file = beside(document, &place.file);
            }
        }
        self
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render("document"))
    }
}

impl std::error::Error for Problems {}

/// A problem before the location of its node is known.
#[derive(Clone, Debug)]
struct Finding {
    node: NodeId,
    severity: Severity,
    is_tolerated: bool,
    message: String,
    help: Help,
}

impl Finding {
    fn new(
        node: NodeId,
        severity: Severity,
        message: impl Into<String>,
        help: impl Into<Help>,
    ) -> Self {
        Self {
            node,
            severity,
            is_tolerated: false,
            message: message.into(),
            help: help.into(),
        }
    }
}

/// Collects problems while a document is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Findings {
    /// Whether errors are taken as degradations, unless they are fatal.
    pub(crate) lenient: bool,
    list: RefCell<Vec<Finding>>,
    /// The nodes and messages in the list. A schema is read as often as it is used, and reported once.
    known: RefCell<HashSet<(NodeId, String)>>,
}

impl Findings {
    /// Records an error at `node`; a degradation in lenient mode.
    pub(crate) fn error(&self, node: &Node, message: impl Into<String>, help: impl Into<String>) {
        let severity = if self.lenient {
            Severity::Degradation
        } else {
            Severity::Error
        };
        self.push(Finding {
            is_tolerated: self.lenient,
            ..Finding::new(node.id, severity, message, help.into())
        });
    }

    /// Records an unrecoverable error at `node`.
    pub(crate) fn fatal(&self, node: &Node, message: impl Into<String>, help: impl Into<String>) {
        self.push(Finding::new(node.id, Severity::Error, message, help.into()));
    }

    /// Records a degradation at `node`.
    pub(crate) fn degrade(&self, node: &Node, message: impl Into<String>, help: impl Into<Help>) {
        self.push(Finding::new(node.id, Severity::Degradation, message, help));
    }

    /// Keeps a finding, unless it is known.
    fn push(&self, finding: Finding) {
        let known = (finding.node, finding.message.clone());
        if self.known.borrow_mut().insert(known) {
            self.list.borrow_mut().push(finding);
        }
    }

    /// Takes over the findings in another file, whose ids have been moved by `offset`.
    pub(crate) fn append(&self, other: Self, offset: u32) {
        for finding in other.list.into_inner() {
            let node = NodeId(finding.node.0.saturating_add(offset));
            self.push(Finding { node, ..finding });
        }
    }

    /// The nodes of all findings.
    pub(crate) fn nodes(&self) -> HashSet<NodeId> {
        self.list
            .borrow()
            .iter()
            .map(|finding| finding.node)
            .collect()
    }

    /// Gives the findings the new ids of their nodes. Those of nodes that are gone are dropped.
    pub(crate) fn move_to(&self, moved: &HashMap<NodeId, NodeId>) {
        let findings = self.list.take();
        self.known.take();
        for finding in findings {
            if let Some(node) = moved.get(&finding.node) {
                self.push(Finding {
                    node: *node,
                    ..finding
                });
            }
        }
    }

    /// Finds the locations of all problems.
    ///
    /// # Errors
    /// Fails with all problems if at least one of them is an error.
    pub(crate) fn finish(self, document: &Document) -> Result<Vec<Problem>, Problems> {
        let mut findings = self.list.into_inner();
        findings.sort_by_key(|finding| finding.node);
        let locations = document.locations(findings.iter().map(|finding| finding.node));
        let problems: Vec<Problem> = findings
            .into_iter()
            .zip(locations)
            .map(|(finding, location)| Problem {
                severity: finding.severity,
                is_tolerated: finding.is_tolerated,
                file: location.file,
                is_setting: false,
                pointer: location.pointer,
                line: location.line,
                column: location.column,
                changed: location.changed,
                message: finding.message,
                help: finding.help.document,
                workaround: finding.help.workaround,
            })
            .collect();
        if problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
        {
            Err(Problems(problems))
        } else {
            Ok(problems)
        }
    }
}
