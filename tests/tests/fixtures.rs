//! The documents in `fixtures`, and the expectations of each.

#[cfg(test)]
mod tests {
    use std::{
        fs,
        path::{Path, PathBuf},
    };

    use specwright::{Document, Options, Problem};
    use xtask::{codegen, fixtures, repository};

    fn folders() -> Vec<PathBuf> {
        fixtures::folders(&repository()).unwrap()
    }

    fn name(folder: &Path) -> &str {
        folder.file_name().unwrap().to_str().unwrap()
    }

    fn text(folder: &Path) -> String {
        fs::read_to_string(folder.join("spec.yaml")).unwrap()
    }

    /// Returns the problems of a document, whether it gives code or not.
    fn problems(text: &str) -> Vec<Problem> {
        match fixtures::generate(text, &Options::default()) {
            Ok((lowered, _)) => lowered.degradations,
            Err(problems) => problems.0,
        }
    }

    #[test]
    fn the_expected_output_is_up_to_date() {
        let mut stale = String::new();
        let fixtures = fixtures::fixtures(&repository()).unwrap();
        for fixture in &fixtures {
            for drift in fixture.drifts.iter().filter(|drift| !drift.is_none()) {
                stale += &format!("{}:\n{drift}\n{}", name(&fixture.folder), drift.diff());
            }
        }
        let modules = fixtures::modules(&repository(), &fixtures).unwrap();
        if !modules.is_none() {
            stale += &format!("tests/src:\n{modules}\n{}", modules.diff());
        }
        assert!(
            stale.is_empty(),
            "{stale}\nrun `cargo xtask fixtures`, and read the difference"
        );
    }

    #[test]
    fn the_client_is_up_to_date() {
        let spec = repository().join("spec/time_entries.yaml");
        let client = repository().join("generated-client/src/generated");
        let drift = codegen::codegen(&spec, &client, false).unwrap().drift;
        assert!(
            drift.is_none(),
            "{drift}{}\nrun `cargo xtask codegen`, and read the difference",
            drift.diff()
        );
    }

    #[test]
    fn the_same_text_gives_the_same_bytes() {
        let mut texts: Vec<String> = folders().iter().map(|folder| text(folder)).collect();
        texts.push(fs::read_to_string(repository().join("spec/time_entries.yaml")).unwrap());
        for text in texts {
            let [first, second] = [(); 2]
                .map(|()| fixtures::generate(&text, &Options::default()).map(|(_, files)| files));
            assert_eq!(first, second);
        }
    }

    /// A folder called `refused_…` holds a document that gives no code; every other one is compiled.
    #[test]
    fn every_fixture_is_mounted_or_refused() {
        let mounted = fs::read_to_string(repository().join("tests/src/fixtures.rs")).unwrap();
        for folder in folders() {
            let name = name(&folder);
            let is_generated = folder.join("generated").exists();
            if name.starts_with("refused_") {
                assert!(!is_generated, "{name} is not refused");
                let is_refused = fixtures::options(&folder).map_or(true, |options| {
                    fixtures::generate(&text(&folder), &options).is_err()
                });
                assert!(is_refused, "{name} has no error");
            } else {
                let module =
                    format!("#[path = \"../fixtures/{name}/generated/mod.rs\"]\npub mod {name};\n");
                assert!(is_generated, "{name} is refused");
                assert!(
                    mounted.contains(&module),
                    "{name} is not in src/fixtures.rs"
                );
            }
        }
        assert_eq!(
            mounted.matches("#[path = ").count(),
            folders()
                .iter()
                .filter(|folder| folder.join("generated").exists())
                .count()
        );
    }

    /// Every problem has the right place, and problems are in the order of the text.
    #[test]
    fn problems_have_the_right_places_in_the_order_of_the_text() {
        for folder in folders() {
            let text = text(&folder);
            let problems = problems(&text);
            assert!(
                problems.is_sorted_by_key(|problem| (problem.line, problem.column)),
                "{} tells its problems in another order",
                name(&folder)
            );
            // A text that is not YAML has no tree, and its problem has no pointer.
            let Ok(parsed) = specwright::parse(&text) else {
                continue;
            };
            for problem in problems {
                assert_place(&parsed.document, &problem, name(&folder));
            }
        }
    }

    fn assert_place(document: &Document, problem: &Problem, name: &str) {
        let node = document.pointer(&problem.pointer);
        let place = node.map(|node| (node.line as usize, node.column as usize));
        assert_eq!(
            place,
            Some((problem.line, problem.column)),
            "{name}:\n{problem}"
        );
        assert!(
            !problem.message.is_empty() && !problem.help.is_empty(),
            "{name}:\n{problem}"
        );
    }

    /// Code in a description is shown, and is not run as a test.
    #[test]
    fn no_comment_holds_an_example() {
        for folder in folders() {
            let Ok(options) = fixtures::options(&folder) else {
                continue;
            };
            let Ok((_, files)) = fixtures::generate(&text(&folder), &options) else {
                continue;
            };
            for (path, contents) in files {
                let comments = contents
                    .lines()
                    .filter_map(|line| line.trim_start().strip_prefix("///"));
                let mut open = None;
                for line in comments.map(str::trim_start) {
                    let fence = line.len() - line.trim_start_matches('`').len();
                    let info = line.trim_start_matches('`');
                    match open {
                        None if fence >= 3 && !info.contains('`') => {
                            assert_eq!(info, "text", "{}/{path}: {line}", name(&folder));
                            open = Some(fence);
                        }
                        Some(length) if fence >= length && info.is_empty() => open = None,
                        _ => {}
                    }
                }
                assert_eq!(
                    open,
                    None,
                    "{}/{path}: a fence that nothing closes",
                    name(&folder)
                );
            }
        }
    }
}
