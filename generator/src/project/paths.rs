//! Paths from one place to another.

use std::io;
use std::path::{Component, Path, PathBuf};

/// The absolute path without `..` and links, as far as the folder exists.
pub(crate) fn real(folder: &Path) -> io::Result<PathBuf> {
    let mut real = PathBuf::new();
    let folder = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    for component in std::path::absolute(folder)?.components() {
        match component {
            Component::ParentDir => {
                real.pop();
            }
            component => real.push(component),
        }
        if let Ok(found) = real.canonicalize() {
            real = found;
        }
    }
    Ok(real)
}

/// The way from one folder to another; the other itself where there is no way up that they share.
pub(crate) fn path_between(from: &Path, to: &Path) -> PathBuf {
    let (from, to): (Vec<Component>, Vec<Component>) =
        (from.components().collect(), to.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from.iter().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.iter().copied().skip(shared)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_resolved_before_they_are_compared() {
        let here = std::env::current_dir().unwrap().canonicalize().unwrap();
        let name = here.file_name().unwrap();
        for (path, expected) in [
            (PathBuf::from("../new"), here.with_file_name("new")),
            (Path::new("..").join(name).join("new"), here.join("new")),
            (PathBuf::from("new/../other"), here.join("other")),
        ] {
            assert_eq!(real(&path).unwrap(), expected);
        }
        let way = path_between(&real(Path::new("../new")).unwrap(), &here);
        assert_eq!(way, Path::new("..").join(name));
    }

    #[test]
    fn ways_between_folders() {
        let between = |from: &str, to: &str| {
            path_between(Path::new(from), Path::new(to))
                .display()
                .to_string()
        };
        assert_eq!(between("/a/b", "/a/runtime"), "../runtime");
        assert_eq!(between("/a/b/c", "/x"), "../../../x");
    }
}
