//! Generates the client of `kites.yaml` with every build for which it changed.

fn main() -> Result<(), specwright::Failure> {
    specwright::Project::new("kites.yaml").build("kites")?;
    Ok(())
}
