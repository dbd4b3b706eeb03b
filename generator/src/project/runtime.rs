//! How a generated crate depends on the runtime.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::{fmt, io};

use super::paths::{path_between, real};
use super::toml::quoted;

/// The package of the runtime.
pub(super) const PACKAGE: &str = "specwright-runtime";

/// Where a generated crate takes the runtime from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// From the registry, in the version that belongs to this generator.
    #[default]
    Version,
    /// From a folder.
    Path(PathBuf),
    /// From a git repository, at a revision if there is one.
    Git {
        /// The address of the repository.
        url: String,
        /// A commit, tag or branch.
        revision: Option<String>,
    },
    /// From a copy in the folder `runtime` of the crate, which is written with it. Its license is MIT or Apache-2.0.
    Vendored,
}

/// A text that does not say where the runtime is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuntimeError(String);

impl fmt::Display for RuntimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RuntimeError {}

/// Reads `version`, `vendored`, `git+https://…`, `git+https://…#revision`, or the path of a folder.
impl FromStr for Runtime {
    type Err = RuntimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "version" => return Ok(Self::Version),
            "vendored" => return Ok(Self::Vendored),
            _ => {}
        }
        let Some(repository) = text.strip_prefix("git+") else {
            return match text.contains("://") || text.is_empty() {
                true => Err(RuntimeError(format!(
                    "`{text}` does not say where the runtime is: write `version`, `vendored`, the path of a folder, or `git+https://…#revision`"
                ))),
                false => Ok(Self::Path(text.into())),
            };
        };
        let (url, revision) = match repository.split_once('#') {
            Some((url, revision)) => (url, Some(revision.to_owned())),
            None => (repository, None),
        };
        Ok(Self::Git {
            url: url.to_owned(),
            revision,
        })
    }
}

/// The text that is read as this place.
impl fmt::Display for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version => f.write_str("version"),
            Self::Vendored => f.write_str("vendored"),
            Self::Path(path) => path.display().fmt(f),
            Self::Git { url, revision } => match revision {
                Some(revision) => write!(f, "git+{url}#{revision}"),
                None => write!(f, "git+{url}"),
            },
        }
    }
}

impl Runtime {
    /// The value of the dependency in a manifest in `folder`, without its features: `package = "…", version = "0.1"`.
    ///
    /// # Errors
    /// A folder that is not that of the runtime.
    pub(super) fn dependency(&self, folder: &Path) -> io::Result<String> {
        let place = match self {
            Self::Version => {
                return Ok(format!(
                    "package = \"{PACKAGE}\", version = \"{}\"",
                    version()
                ));
            }
            Self::Path(runtime) => {
                let manifest = runtime.join("Cargo.toml");
                let text = std::fs::read_to_string(&manifest).unwrap_or_default();
                if !text.contains(&format!("name = \"{PACKAGE}\"")) {
                    return Err(io::Error::other(format!(
                        "{}: this is not the folder of the package `{PACKAGE}`; give that, or another place by `--runtime`",
                        runtime.display()
                    )));
                }
                let way = path_between(&real(folder)?, &real(runtime)?);
                format!("path = {}", quoted(&way.to_string_lossy()))
            }
            Self::Vendored => format!("path = {}", quoted(FOLDER)),
            Self::Git { url, revision } => {
                let revision = revision.as_deref();
                let revision = revision.map(|revision| format!(", rev = {}", quoted(revision)));
                format!("git = {}{}", quoted(url), revision.unwrap_or_default())
            }
        };
        Ok(format!("package = \"{PACKAGE}\", {place}"))
    }
}

/// The folder of a copy of the runtime, in that of a crate.
const FOLDER: &str = "runtime";

/// The files of a copy of the runtime, by their paths in the folder of a crate.
#[cfg(feature = "cli")]
pub(super) fn vendored() -> super::drift::Files {
    const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/vendored.rs"));
    let manifest = include_str!("../../vendored/manifest.toml");
    let readme = include_str!("../../vendored/README.md");
    let own = [("Cargo.toml", manifest), ("README.md", readme)];
    let files = FILES.iter().copied().chain(own);
    files
        .map(|(path, text)| (format!("{FOLDER}/{path}"), text.to_owned()))
        .collect()
}

/// The versions that go with this generator: those that Cargo takes for compatible.
fn version() -> &'static str {
    let version = env!("CARGO_PKG_VERSION");
    version
        .rsplit_once('.')
        .map_or(version, |(version, _)| version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_the_runtime() {
        let git = |revision: Option<&str>| Runtime::Git {
            url: "https://git.example/specwright".to_owned(),
            revision: revision.map(str::to_owned),
        };
        for (text, expected) in [
            ("version", Runtime::Version),
            ("vendored", Runtime::Vendored),
            ("../runtime", Runtime::Path("../runtime".into())),
            ("git+https://git.example/specwright", git(None)),
            ("git+https://git.example/specwright#v1", git(Some("v1"))),
        ] {
            assert_eq!(expected.to_string(), text);
            assert_eq!(text.parse(), Ok(expected));
        }
        assert!("https://git.example/specwright".parse::<Runtime>().is_err());
    }

    #[test]
    fn a_folder_of_something_else_is_refused() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let error = Runtime::Path(folder.to_owned())
            .dependency(folder)
            .unwrap_err();
        assert!(
            error.to_string().contains("not the folder of the package"),
            "{error}"
        );
    }
}
