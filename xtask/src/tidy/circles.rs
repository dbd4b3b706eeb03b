//! Files that import one another.

use std::collections::BTreeMap;

use super::imports::Files;

/// The sets of files that import one another, by way of others too. The largest set is the first one.
pub(crate) fn circles(imports: &Files) -> Vec<Vec<&str>> {
    let mut search = Search {
        imports,
        visited: BTreeMap::new(),
        open: Vec::new(),
        circles: Vec::new(),
    };
    for file in imports.keys() {
        if !search.visited.contains_key(file.as_str()) {
            search.visit(file);
        }
    }
    let mut circles = search.circles;
    for circle in &mut circles {
        circle.sort_unstable();
    }
    circles.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    circles
}

/// Tarjan's search for strongly connected components.
struct Search<'a> {
    imports: &'a Files,
    visited: BTreeMap<&'a str, Visit>,
    /// The visited files whose component is not complete yet.
    open: Vec<&'a str>,
    circles: Vec<Vec<&'a str>>,
}

#[derive(Clone, Copy)]
struct Visit {
    number: usize,
    is_open: bool,
}

impl<'a> Search<'a> {
    fn visit(&mut self, file: &'a str) -> usize {
        let number = self.visited.len();
        let is_open = true;
        self.visited.insert(file, Visit { number, is_open });
        self.open.push(file);
        // The lowest number of an open file that can be reached from here.
        let mut lowest = number;
        for next in self
            .imports
            .get(file)
            .into_iter()
            .flatten()
            .map(|(next, _)| next)
        {
            let reached = match self.visited.get(next.as_str()) {
                None => self.visit(next),
                Some(visit) if visit.is_open => visit.number,
                Some(_) => continue,
            };
            lowest = lowest.min(reached);
        }
        if lowest == number {
            self.close(file);
        }
        lowest
    }

    /// Takes the component that begins with `file` from the open files.
    fn close(&mut self, file: &str) {
        let start = self
            .open
            .iter()
            .rposition(|open| *open == file)
            .unwrap_or(0);
        let component = self.open.split_off(start);
        for file in &component {
            if let Some(visit) = self.visited.get_mut(file) {
                visit.is_open = false;
            }
        }
        if component.len() > 1 {
            self.circles.push(component);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::imports::imports_of;
    use super::super::source::Source;
    use super::*;

    fn circles_of(files: &[(&str, &str)]) -> Vec<Vec<String>> {
        let sources: Vec<Source> = files
            .iter()
            .map(|(path, text)| Source::new(*path, *text))
            .collect();
        let imports = imports_of(sources.first().unwrap(), &sources);
        let circles = circles(&imports.files);
        circles
            .into_iter()
            .map(|circle| circle.into_iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn two_files_that_import_each_other_and_one_that_does_not() {
        let circles = circles_of(&[
            ("x/src/lib.rs", "mod a; mod b; mod c; pub use a::A;"),
            ("x/src/a.rs", "use crate::b::B; pub struct A;"),
            ("x/src/b.rs", "pub struct B(crate::A);"),
            ("x/src/c.rs", "use crate::{A, b::B}; pub struct C;"),
        ]);
        assert_eq!(circles, [["x/src/a.rs", "x/src/b.rs"]]);
    }

    #[test]
    fn a_circle_of_three_by_a_macro_and_a_path_in_a_macro() {
        let circles = circles_of(&[
            ("x/src/lib.rs", "mod a; mod b; mod c; mod d;"),
            ("x/src/a.rs", "pub fn a() { shout!() }"),
            (
                "x/src/b.rs",
                "macro_rules! shout { () => {}; } fn b() { println!(\"{}\", crate::c::C); }",
            ),
            (
                "x/src/c.rs",
                "pub const C: u8 = 1; fn c() { super::a::a() }",
            ),
            ("x/src/d.rs", "fn d() { quote! { crate::c::C }; }"),
        ]);
        assert_eq!(circles, [["x/src/a.rs", "x/src/b.rs", "x/src/c.rs"]]);
    }

    #[test]
    fn a_parent_that_only_declares_its_children_imports_none() {
        let child = "use super::Shared; pub fn child() {}";
        let only_declares = circles_of(&[
            (
                "x/src/lib.rs",
                "mod child; pub use child::child; pub struct Shared;",
            ),
            ("x/src/child.rs", child),
        ]);
        assert!(only_declares.is_empty(), "{only_declares:?}");
        let calls = circles_of(&[
            (
                "x/src/lib.rs",
                "mod child; pub struct Shared; fn parent() { child::child() }",
            ),
            ("x/src/child.rs", child),
        ]);
        assert_eq!(calls, [["x/src/child.rs", "x/src/lib.rs"]]);
    }

    #[test]
    fn imports_of_tests_are_left_out() {
        let circles = circles_of(&[
            ("x/src/lib.rs", "mod a; mod b;"),
            ("x/src/a.rs", "use crate::b::B; pub struct A;"),
            (
                "x/src/b.rs",
                "pub struct B; #[cfg(test)] mod tests { use crate::a::A; }",
            ),
        ]);
        assert!(circles.is_empty(), "{circles:?}");
    }
}
