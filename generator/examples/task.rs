//! A task of one's own that keeps the generated code of a crate in its repository, as `cargo xtask client` would:
//! `cargo run --example task -- openapi.yaml src/generated [--check]`.
//!
//! In an `xtask` of a project, the paths are written here, and the dependency is
//! `specwright = { version = "0.1", default-features = false }`.

use std::error::Error;
use std::path::Path;

use specwright::Project;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(document), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("name the document, and the folder of the generated code".into());
    };
    let is_check = arguments.any(|argument| argument == "--check");

    let project = Project::new(&document).overlays_beside()?;
    let generation = project
        .command("cargo xtask client")
        .generate(Path::new(&folder))?;
    for degradation in &generation.lowered.degradations {
        eprintln!("{}", degradation.render(&document));
    }
    if is_check && !generation.is_up_to_date() {
        print!("{}", generation.drift.diff());
        return Err(format!("{folder} is out of date: run `cargo xtask client`").into());
    }
    generation.drift.repair()?;
    Ok(())
}
