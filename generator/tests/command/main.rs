//! The command `specwright` as it is used: an empty folder becomes a crate, and stays its owner's.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod changes;
mod crates;
mod inputs;
mod settings;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub(crate) const SPEC: &str = "\
openapi: 3.1.0
info: { title: Pet Shop, version: '1' }
servers: [{ url: 'https://pets.example' }]
paths:
  /pets:
    get:
      operationId: list-pets
      tags: [pets]
      responses:
        '200': { description: d, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } }
    post:
      operationId: add-pet
      tags: [pets, admin]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } } }
      responses: { '204': { description: d } }
  /shops/{id}:
    get:
      tags: [shops]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: d, content: { text/event-stream: { schema: { $ref: '#/components/schemas/Sale' } } } } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
    NewPet: { type: object, required: [name], properties: { name: { type: string } } }
    Sale: { type: object, properties: { cents: { type: integer } } }
";

/// An empty folder with the document in it.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("generate")
        .join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("spec.yaml"), SPEC).unwrap();
    folder
}

/// The root of the repository.
pub(crate) fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap().to_owned()
}

pub(crate) fn specwright(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_specwright"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

pub(crate) fn generate(folder: &Path, more: &[&str]) -> Output {
    let runtime = repository().join("runtime");
    let runtime = runtime.to_str().unwrap();
    let mut arguments = vec![
        "generate",
        "spec.yaml",
        "--out",
        "pet shop",
        "--runtime",
        runtime,
    ];
    arguments.extend(more);
    specwright(folder, &arguments)
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The functions of the client, in the order of the files.
pub(crate) fn functions(folder: &Path) -> Vec<String> {
    let endpoints = folder.join("pet shop/src/generated/endpoints");
    let files = fs::read_dir(endpoints).unwrap();
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().map(|path| fs::read_to_string(path).unwrap());
    texts
        .flat_map(|text| {
            let starts = text.split("    pub fn ").skip(1);
            let calls = starts.filter(|rest| rest.split('{').next().unwrap().contains("(&self"));
            calls
                .map(|rest| rest.split('(').next().unwrap().to_owned())
                .collect::<Vec<_>>()
        })
        .collect()
}

pub(crate) fn models(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder.join("pet shop/src/generated/models")).unwrap();
    let name = |file: fs::DirEntry| file.file_name().into_string().unwrap();
    let mut names: Vec<String> = files.map(|file| name(file.unwrap())).collect();
    names.retain(|name| name != "mod.rs");
    names.sort();
    names
}
