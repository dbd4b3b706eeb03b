//! A part of a program for each public item of a client, which uses the item in every way in which a program can.

use specwright::{Argument, Declaration, File, Item, Surface};

use super::exhaustive;
use super::names::{Names, split};
use super::source::Part;
use super::traits;

/// The text before the parts.
pub(super) const HEAD: &str = "#![allow(warnings)]\n#![allow(clippy::all)]\nfn main() {}\n";

/// The parts for all items of the files of a client.
pub(super) fn parts(files: &[File]) -> Vec<Part> {
    let mut parts = Vec::new();
    for file in files {
        let Ok(syntax) = syn::parse_file(&file.contents) else {
            continue;
        };
        let names = Names::of(&file.path, &syntax);
        let surface = Surface::of(std::slice::from_ref(file));
        for (path, item) in &surface.items {
            parts.extend(part(&names, path, item, parts.len()));
        }
        let module = file.path.split(['/', '.']).next().unwrap_or_default();
        for (path, text) in exhaustive::uses(module, &names, &syntax) {
            let head = format!("fn w{}", parts.len());
            parts.push(Part::new(path).line(&text.replace("fn w", &head)));
        }
    }
    parts
}

/// The part for an item; `None` for one that programs do not see.
fn part(names: &Names, path: &str, item: &Item, index: usize) -> Option<Part> {
    let part = Part::new(path);
    let owner = match path.split_once(": ") {
        Some((owner, _)) => owner,
        None => match item.declaration {
            Declaration::Struct | Declaration::Enum | Declaration::Alias(_) => path,
            _ => path.rsplit_once("::")?.0,
        },
    };
    let owner = format!("api::{owner}");
    let member = path.rsplit("::").next().unwrap_or_default();
    let written = |ty: &str| names.written(ty, &owner, None);
    let text = match &item.declaration {
        Declaration::Struct | Declaration::Enum => traits::of_type(index, &owner, item),
        Declaration::Alias(ty) => {
            let ty = written(ty);
            format!(
                "fn w{index}a(v: {owner}) -> {ty} {{ v }}\nfn w{index}b(v: {ty}) -> {owner} {{ v }}"
            )
        }
        Declaration::Field(ty) => {
            let ty = written(ty);
            format!(
                "fn w{index}a(v: {owner}) -> {ty} {{ v.{member} }}\n\
                 fn w{index}b(v: &{owner}) -> &{ty} {{ &v.{member} }}\n\
                 fn w{index}c(v: &mut {owner}, a: {ty}) {{ v.{member} = a; }}\n\
                 fn w{index}d({owner} {{ {member}: a, .. }}: {owner}) -> {ty} {{ a }}"
            )
        }
        Declaration::Variant { holds, .. } => {
            variant(index, &owner, member, holds.as_deref(), written)
        }
        Declaration::Constant(ty) => {
            let ty = written(ty);
            format!("const W{index}: {ty} = {owner}::{member};")
        }
        Declaration::Function {
            receiver,
            arguments,
            output,
        } => {
            let name = member.trim_end_matches("()");
            let function = Function {
                receiver: receiver.as_deref(),
                arguments,
                output,
            };
            function.text(names, &owner, name, index)
        }
        Declaration::Trait(stated) => {
            let name = path.split_once(": ").map_or("", |(_, name)| name);
            traits::implemented(index, names, &owner, name, stated, item)?
        }
    };
    Some(part.line(&text))
}

fn variant(
    index: usize,
    owner: &str,
    name: &str,
    holds: Option<&str>,
    written: impl Fn(&str) -> String,
) -> String {
    let Some(holds) = holds else {
        return format!(
            "fn w{index}a() -> {owner} {{ {owner}::{name} }}\n\
             fn w{index}b(v: {owner}) -> bool {{ matches!(v, {owner}::{name}) }}"
        );
    };
    let types: Vec<String> = split(holds).iter().map(|ty| written(ty)).collect();
    let each = |of: &dyn Fn(usize, &str) -> String| -> String {
        let all = types.iter().enumerate();
        all.map(|(index, ty)| of(index, ty) + ", ").collect()
    };
    let arguments = each(&|index, ty| format!("a{index}: {ty}"));
    let values = each(&|index, _| format!("a{index}"));
    let tuple = each(&|_, ty| ty.to_owned());
    format!(
        "fn w{index}a({arguments}) -> {owner} {{ {owner}::{name}({values}) }}\n\
         fn w{index}b(v: {owner}) -> Option<({tuple})> {{ match v {{ {owner}::{name}({values}) => Some(({values})), _ => None }} }}"
    )
}

struct Function<'a> {
    receiver: Option<&'a str>,
    arguments: &'a [Argument],
    output: &'a str,
}

impl Function<'_> {
    fn text(&self, names: &Names, owner: &str, name: &str, index: usize) -> String {
        // References in the result are those of the receiver.
        let lifetime = (self.receiver == Some("&self")).then_some("'a");
        let generics = lifetime.map_or("", |_| "<'a>");
        let mut taken = Vec::new();
        let mut passed = Vec::new();
        if let Some(receiver) = self.receiver {
            let ty = match receiver {
                "&self" => format!("&'a {owner}"),
                _ => owner.to_owned(),
            };
            taken.push(format!("this: {ty}"));
            passed.push("this".to_owned());
        }
        for (index, argument) in self.arguments.iter().enumerate() {
            let ty = names.written(&argument.ty, owner, None);
            taken.push(format!("a{index}: {ty}"));
            passed.push(format!("a{index}"));
        }
        let output = match self.output {
            "" => "()".to_owned(),
            output => names.written(output, owner, lifetime),
        };
        let (taken, passed) = (taken.join(", "), passed.join(", "));
        format!("fn w{index}{generics}({taken}) -> {output} {{ <{owner}>::{name}({passed}) }}")
    }
}
