//! Whether the version of a package has grown as much as the changes ask for.

use std::io;
use std::path::Path;

use crate::surface::Level;

use super::base::Side;

/// The numbers of a version.
type Version = (u64, u64, u64);

/// Returns the reason to fail if the version has not grown enough.
pub(super) fn check(
    manifest: &Path,
    level: Level,
    old: &Side,
    new: &Side,
) -> io::Result<Option<String>> {
    let (was, is) = (version(manifest, old)?, version(manifest, new)?);
    Ok(refusal(was, is, level).map(|least| {
        format!(
            "{}: the version went from {} to {}, and a {} change asks for at least {}",
            manifest.display(),
            shown(was),
            shown(is),
            level.word(),
            shown(least)
        )
    }))
}

/// The least version for changes of a level, if the newer one is below it: by Cargo's rules, where the first number that
/// is not zero counts as the major one.
fn refusal(was: Version, is: Version, level: Level) -> Option<Version> {
    let least = match (was, level) {
        ((0, 0, patch), Level::Major) => (0, 0, patch + 1),
        ((0, 0, patch), _) => (0, 0, patch + 1),
        ((0, minor, _), Level::Major) => (0, minor + 1, 0),
        ((0, minor, patch), _) => (0, minor, patch + 1),
        ((major, ..), Level::Major) => (major + 1, 0, 0),
        ((major, minor, _), Level::Minor) => (major, minor + 1, 0),
        ((major, minor, patch), Level::Patch) => (major, minor, patch + 1),
    };
    // A change that only the wire sees needs no release.
    let least = match level {
        Level::Patch => was,
        _ => least,
    };
    (is < least).then_some(least)
}

fn shown((major, minor, patch): Version) -> String {
    format!("{major}.{minor}.{patch}")
}

/// Reads the version of a manifest, or of the workspace that it inherits from.
fn version(manifest: &Path, side: &Side) -> io::Result<Version> {
    let path = side.beside(manifest)?;
    let text = text(&path, side)?;
    let stated = match line(&text, "package", "version") {
        Some(stated) => Some(stated),
        None => {
            let workspace = path
                .parent()
                .and_then(Path::parent)
                .unwrap_or(Path::new(""))
                .join("Cargo.toml");
            line(
                &self::text(&workspace, side)?,
                "workspace.package",
                "version",
            )
        }
    };
    let numbers = stated.as_deref().and_then(numbers);
    numbers.ok_or_else(|| {
        io::Error::other(format!(
            "{}: there is no version like 1.2.3",
            path.display()
        ))
    })
}

fn text(path: &Path, side: &Side) -> io::Result<String> {
    let bytes = side.place.read(path)?.ok_or_else(|| {
        io::Error::new(
            io::ErrorKind::NotFound,
            format!("{}: there is no such file", path.display()),
        )
    })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The text of a key in a table of a manifest.
fn line(text: &str, table: &str, key: &str) -> Option<String> {
    let mut is_inside = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            is_inside = line.trim_matches(['[', ']']) == table;
        }
        let value = line
            .strip_prefix(key)
            .map(str::trim_start)
            .and_then(|rest| rest.strip_prefix('='));
        if let Some(value) = value.filter(|_| is_inside) {
            let value = value.trim().split('#').next().unwrap_or_default().trim();
            return value
                .strip_prefix('"')?
                .strip_suffix('"')
                .map(str::to_owned);
        }
    }
    None
}

fn numbers(text: &str) -> Option<Version> {
    let text = text.split(['-', '+']).next()?;
    let mut parts = text.split('.').map(|part| part.parse().ok());
    let version = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_grow_by_the_rules_of_cargo() {
        let least = |was, level| refusal(numbers(was).unwrap(), (0, 0, 0), level).map(shown);
        assert_eq!(least("0.4.2", Level::Major).as_deref(), Some("0.5.0"));
        assert_eq!(least("0.4.2", Level::Minor).as_deref(), Some("0.4.3"));
        assert_eq!(least("0.4.2", Level::Patch).as_deref(), Some("0.4.2"));
        assert_eq!(least("1.4.2", Level::Major).as_deref(), Some("2.0.0"));
        assert_eq!(least("1.4.2", Level::Minor).as_deref(), Some("1.5.0"));
        assert_eq!(least("0.0.3", Level::Minor).as_deref(), Some("0.0.4"));
        assert_eq!(refusal((0, 4, 2), (0, 5, 0), Level::Major), None);
        assert_eq!(refusal((0, 4, 2), (1, 0, 0), Level::Major), None);
    }

    #[test]
    fn the_version_is_that_of_the_package() {
        let manifest = "[package]\nname = \"a\"\nversion = \"1.2.3-rc.1\" # later\n[dependencies]\nversion = \"9.9.9\"\n";
        assert_eq!(
            line(manifest, "package", "version")
                .as_deref()
                .and_then(numbers),
            Some((1, 2, 3))
        );
        let inherited = "[package]\nversion.workspace = true\n";
        assert_eq!(line(inherited, "package", "version"), None);
    }
}
