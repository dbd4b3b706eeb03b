//! `init`: a configuration beside a new crate.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use super::arguments::{Generate, Init, Report, Source};
use super::generate;
use super::output::{fail, say};
use crate::project::generation::shown;
use crate::project::{CONFIGURATION, LICENSE, Runtime, path_between, quoted, real};

/// Writes the configuration, and generates the crate. `program` is what a user types to start it.
pub(super) fn init(arguments: &Init, program: &str) -> ExitCode {
    let path = arguments.out.join(CONFIGURATION);
    if path.exists() {
        return fail(&format_args!(
            "{}: there is a configuration already; edit it, and run `{program} generate --out {}`",
            shown(&path),
            shown(&arguments.out)
        ));
    }
    let text = match configuration(arguments) {
        Ok(text) => text,
        Err(error) => return fail(&error),
    };
    let code = generate::generate(&generate_arguments(arguments), program);
    if code != ExitCode::SUCCESS {
        return code;
    }
    if let Err(error) = fs::write(&path, text) {
        return fail(&format_args!("{}: {error}", shown(&path)));
    }
    say(format_args!("{}: written", shown(&path)));
    code
}

/// The options of `generate` that are those of `init`.
fn generate_arguments(arguments: &Init) -> Generate {
    Generate {
        source: Source {
            spec: Some(arguments.spec.clone()),
            config: None,
            overlay: Vec::new(),
            only: Vec::new(),
            exclude: Vec::new(),
        },
        out: Some(arguments.out.clone()),
        name: None,
        license: LICENSE.to_owned(),
        runtime: Some(arguments.runtime.clone()),
        repin: false,
        check: false,
        report: Report {
            deny_degradations: false,
            verbose: false,
        },
        json: false,
    }
}

/// The text of a configuration that names the document, and has the other settings as comments.
fn configuration(arguments: &Init) -> std::io::Result<String> {
    let folder = arguments.spec.parent().unwrap_or(Path::new(""));
    let spec = path_between(&real(&arguments.out)?, &real(folder)?);
    let spec = spec.join(arguments.spec.file_name().unwrap_or_default());
    let runtime = match &arguments.runtime {
        Runtime::Path(runtime) => {
            let way = path_between(&real(&arguments.out)?, &real(runtime)?);
            Runtime::Path(way).to_string()
        }
        runtime => runtime.to_string(),
    };
    Ok(format!(
        "# The settings of this client. `specwright generate` in this folder, or with `--out` for it, goes by them.

spec = {}
runtime = {}

# Only these operations, or all but these: an id, a tag, or a method and a path.
# only = [\"pets\"]
# exclude = [\"GET /debug/*\"]

# Corrections of the document (OpenAPI Overlay Specification).
# overlays = [\"fixes.yaml\"]

# [rename.types]
# Pet = \"Animal\"
",
        quoted(&spec.to_string_lossy()),
        quoted(&runtime)
    ))
}
