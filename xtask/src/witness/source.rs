//! A program in parts, which can be compiled without those that the compiler refuses.

use std::collections::{BTreeMap, BTreeSet};

/// A part of a program. Its lines stay together; one that is refused takes the others with it, unless it is optional.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// The path of the item that it uses.
    pub(super) item: String,
    lines: Vec<Line>,
    /// The text in its place if it is refused.
    instead: String,
}

/// A line of a part.
#[derive(Clone, Debug)]
struct Line {
    text: String,
    /// The path of the item that it uses, if the part is compiled without it where it is refused.
    optional: Option<String>,
}

impl Part {
    /// A part without lines.
    pub(super) fn new(item: impl Into<String>) -> Self {
        Self {
            item: item.into(),
            ..Self::default()
        }
    }

    /// Adds a line, or several.
    pub(super) fn line(mut self, text: &str) -> Self {
        let lines = text.lines().map(|line| Line {
            text: line.to_owned(),
            optional: None,
        });
        self.lines.extend(lines);
        self
    }

    /// Adds one line that can be left out.
    pub(super) fn optional(mut self, item: impl Into<String>, text: &str) -> Self {
        self.lines.push(Line {
            text: text.replace('\n', " "),
            optional: Some(item.into()),
        });
        self
    }

    /// Sets the text in place of the part if it is refused.
    pub(super) fn instead(mut self, text: impl Into<String>) -> Self {
        self.instead = text.into();
        self
    }
}

/// A program.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    /// The text before the parts.
    pub(super) head: String,
    /// The parts.
    pub(super) parts: Vec<Part>,
    /// The lines that are left out, by the index of their part; all of them if there is `None`.
    left_out: BTreeSet<(usize, Option<usize>)>,
}

/// The place of each line of a text: its part, and its index there.
type Places = BTreeMap<usize, (usize, usize)>;

impl Source {
    /// A program with these parts.
    pub(super) fn new(head: impl Into<String>, parts: Vec<Part>) -> Self {
        Self {
            head: head.into(),
            parts,
            left_out: BTreeSet::new(),
        }
    }

    /// The items that are left out.
    pub(super) fn refused(&self) -> BTreeSet<&str> {
        let items = self.left_out.iter().filter_map(|(part, line)| {
            let part = self.parts.get(*part)?;
            match line {
                None => Some(part.item.as_str()),
                Some(line) => part.lines.get(*line)?.optional.as_deref(),
            }
        });
        items.collect()
    }

    /// Leaves out the optional lines that use any of these items.
    pub(super) fn without(&mut self, items: &BTreeSet<&str>) {
        for (index, part) in self.parts.iter().enumerate() {
            for (number, line) in part.lines.iter().enumerate() {
                let is_refused = line
                    .optional
                    .as_deref()
                    .is_some_and(|item| items.contains(item));
                if is_refused {
                    self.left_out.insert((index, Some(number)));
                }
            }
        }
    }

    /// Leaves out what is at these lines of its text. Returns whether anything is left out that was not before.
    pub(super) fn leave_out(&mut self, lines: &BTreeSet<usize>) -> bool {
        let (_, places) = self.printed();
        let before = self.left_out.len();
        for (part, line) in lines.iter().filter_map(|line| places.get(line)) {
            let is_optional = self
                .parts
                .get(*part)
                .and_then(|part| part.lines.get(*line))
                .is_some_and(|line| line.optional.is_some());
            self.left_out.insert((*part, is_optional.then_some(*line)));
        }
        self.left_out.len() > before
    }

    /// The text without what is left out.
    pub(super) fn text(&self) -> String {
        self.printed().0
    }

    fn printed(&self) -> (String, Places) {
        let mut text = self.head.clone();
        if !text.ends_with('\n') {
            text.push('\n');
        }
        let mut number = text.lines().count();
        let mut places = Places::new();
        let mut add = |line: &str, place: Option<(usize, usize)>| {
            text.push_str(line);
            text.push('\n');
            number += 1;
            places.extend(place.map(|place| (number, place)));
        };
        for (index, part) in self.parts.iter().enumerate() {
            if self.left_out.contains(&(index, None)) {
                part.instead.lines().for_each(|line| add(line, None));
                continue;
            }
            for (at, line) in part.lines.iter().enumerate() {
                if !self.left_out.contains(&(index, Some(at))) {
                    add(&line.text, Some((index, at)));
                }
            }
        }
        (text, places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_refused_takes_its_part_with_it_unless_it_is_optional() {
        let part = |name: &str| {
            Part::new(name)
                .line(&format!("fn {name}() {{"))
                .optional(format!("{name}.b"), "    b();")
                .line("    c();\n}")
                .instead(format!("fn {name}() {{}}"))
        };
        let mut source = Source::new("// head", vec![part("one"), part("two")]);
        assert!(source.leave_out(&BTreeSet::from([3, 8])));
        assert_eq!(
            source.text(),
            "// head\nfn one() {\n    c();\n}\nfn two() {}\n"
        );
        assert_eq!(source.refused(), BTreeSet::from(["one.b", "two"]));
        // A line of the head is in no part.
        assert!(!source.leave_out(&BTreeSet::from([1])));
    }
}
