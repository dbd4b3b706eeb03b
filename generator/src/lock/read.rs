//! The text of a lock, read.

use std::fmt;

use super::kept::{Lock, Member, Operation};
use super::sources::{ACCEPTS, END, PARTS, SENDS, UNUSED, text, words};
use crate::names::is_identifier;

impl Lock {
    /// Reads the text of a lock, which [`lock`](crate::lock()) has written.
    ///
    /// # Errors
    /// A line that no lock has, such as the marks of a conflict, and a text that is cut off.
    pub fn read(text: &str) -> Result<Self, LockError> {
        let mut lock = Self::default();
        let mut owner: Option<(String, String)> = None;
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            lock.line(line, &mut owner)
                .ok_or_else(|| refused(index + 1, line))?;
        }
        match text.lines().last() {
            Some(END) => Ok(lock),
            _ => Err(LockError::CutOff),
        }
    }

    /// Reads one line. `owner` is the path of the last type that has a source, and that source.
    fn line(&mut self, line: &str, owner: &mut Option<(String, String)>) -> Option<()> {
        let (item, source) = match line.split_once(" <- ") {
            Some((item, source)) => (item, Some(source)),
            None => (line, None),
        };
        let end = item
            .find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
            .unwrap_or(item.len());
        let (path, declaration) = item.split_at_checked(end)?;
        if path.ends_with("::") {
            return None;
        }
        let path = path.trim_end_matches(':');
        if path == UNUSED {
            self.order.push(text(source?)?);
            return Some(());
        }
        let parts: Vec<&str> = path.split("::").collect();
        if !parts.iter().all(|part| is_identifier(part)) {
            return None;
        }
        let (Some(source), [module, rest @ ..]) = (source, parts.as_slice()) else {
            return matches!(parts.first(), Some(&"models" | &"filters" | &"endpoints"))
                .then_some(());
        };
        match (*module, rest) {
            ("endpoints", ["Client", function]) => self.function(function, source),
            ("endpoints", ["Credentials", _]) => {
                self.schemes.push(text(source)?);
                Some(())
            }
            ("models" | "filters", [_]) if declaration.starts_with(" {") && is_in(owner, path) => {
                // A property with a single value.
                self.member(owner.as_ref()?, source, None)
            }
            ("models" | "filters" | "endpoints", [name]) => {
                let source = text(source)?;
                self.types.insert(source.clone(), (*name).to_owned());
                self.order.push(source.clone());
                *owner = Some((path.to_owned(), source));
                Some(())
            }
            ("models" | "filters" | "endpoints", [_, member]) => {
                let owner = owner.as_ref();
                let owner =
                    owner.filter(|(owner, _)| path.strip_prefix(owner.as_str()).is_some())?;
                match source.starts_with('(') {
                    // The arguments of a constructor are fields, too.
                    true => Some(()),
                    false => self.member(owner, source, Some(member)),
                }
            }
            _ => None,
        }
    }

    fn function(&mut self, name: &str, source: &str) -> Option<()> {
        let words = words(source)?;
        let end = words.iter().position(|word| *word == ")")?;
        let (head, behind) = words.split_at_checked(end + 1)?;
        let [method, path, id, "(", arguments @ .., ")"] = head else {
            return None;
        };
        let (mut sends, mut accepts, mut parts) = (None, None, Vec::new());
        let mut behind = behind;
        while let [verb, first, rest @ ..] = behind {
            behind = match *verb {
                SENDS => {
                    sends = Some(text(first)?);
                    rest
                }
                ACCEPTS => {
                    accepts = Some(text(first)?);
                    rest
                }
                PARTS if *first == "(" => {
                    let end = rest.iter().position(|word| *word == ")")?;
                    let (list, rest) = rest.split_at_checked(end)?;
                    let names = list.iter().filter(|word| **word != ",");
                    parts = names.map(|word| (*word).to_owned()).collect();
                    rest.get(1..)?
                }
                _ => return None,
            };
        }
        if !behind.is_empty() {
            return None;
        }
        let endpoint = format!("{method} {path}");
        text(path)?;
        let function = format!("{endpoint} {id}");
        let arguments: Vec<String> = arguments
            .split(|word| *word == ",")
            .map(|words| words.join(" "))
            .collect();
        let members = self.members.entry(function.clone()).or_default();
        let arguments = arguments.into_iter().filter(|source| !source.is_empty());
        members.extend(arguments.map(|source| Member { source, name: None }));
        self.functions.insert(function.clone(), name.to_owned());
        self.operations.push(Operation {
            endpoint,
            function,
            sends,
            accepts,
            parts,
        });
        Some(())
    }

    fn member(
        &mut self,
        (_, owner): &(String, String),
        source: &str,
        name: Option<&str>,
    ) -> Option<()> {
        words(source)?;
        let members = self.members.entry(owner.clone()).or_default();
        members.push(Member {
            source: source.to_owned(),
            name: name.map(str::to_owned),
        });
        Some(())
    }
}

/// Whether `path` is the last type that has a source.
fn is_in(owner: &Option<(String, String)>, path: &str) -> bool {
    owner.as_ref().is_some_and(|(owner, _)| owner == path)
}

/// The reason why a text is no lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockError {
    /// The line of this number, counted from 1, is the mark of a conflict of git.
    Conflict(usize),
    /// The line of this number, counted from 1, is none of a lock.
    Line(usize),
    /// The last line is missing.
    CutOff,
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or = "or generate with `--repin`, which gives all names and orders anew";
        match self {
            Self::Conflict(line) => write!(
                f,
                "line {line}: this is the mark of a conflict; take the file as it was on one side (`git checkout --ours` or `--theirs`) and generate again, {or}"
            ),
            Self::Line(line) => write!(
                f,
                "line {line}: this is no line of a lock; correct it (each part of a path has to be a name that Rust allows), {or}"
            ),
            Self::CutOff => write!(
                f,
                "the file is cut off: its last line has to be `{END}`; restore it from git, {or}"
            ),
        }
    }
}

impl std::error::Error for LockError {}

fn refused(line: usize, text: &str) -> LockError {
    let marks = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];
    match marks.iter().any(|mark| text.starts_with(mark)) {
        true => LockError::Conflict(line),
        false => LockError::Line(line),
    }
}
