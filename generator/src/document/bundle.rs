//! Documents of several files: adds files to the tree of the document that refers to them.

use super::OtherFile;
use super::parse::Parsed;

impl Parsed {
    /// Names the file of the document, so that other files can refer to it.
    #[must_use]
    pub fn called(mut self, name: &str) -> Self {
        name.clone_into(&mut self.document.name);
        self
    }

    /// Adds the file at `path`, which [`Self::references`] lists.
    pub fn add(&mut self, path: &str, mut other: Parsed) {
        let offset = self.document.last_id();
        other.document.root.shift(offset);
        self.findings.append(other.findings, offset);
        self.document.others.push(OtherFile {
            path: path.to_owned(),
            root: other.document.root,
        });
    }
}
