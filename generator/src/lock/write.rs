//! A client to the text of its lock.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Write};

use super::sources::{self, ACCEPTS, PARTS, SENDS, UNUSED};
use crate::emit::File;
use crate::ir::{
    Api, Auth, BodyContent, Call, ErrorBody, Given, Literal, Operation, Output, ParameterKind,
    Section, Shape, StatusVariant, Struct, TypeDef, TypeId,
};
use crate::names::Name;
use crate::surface::{Argument, Declaration, Surface};

/// Returns the text of the lock of a client, with the signatures that are in its `files`. `command` is the one that writes it.
#[must_use]
pub fn lock(api: &Api, files: &[File], command: &str) -> String {
    let surface = Surface::of(files);
    let mut lines = Lines::new(&surface);
    // Writing to a string cannot fail.
    let _ = writeln!(
        lines.text,
        "# The public items of the client, each with its part of the document. Written by `{command}`, which keeps these names\n# and their order the next time. Commit it with the code, and read its difference.",
    );
    lines.section();
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let mut operations: Vec<&Operation> = operations.collect();
    operations.sort_by_key(|operation| operation.position);
    for operation in operations {
        for call in &operation.calls {
            lines.call(operation, call);
        }
        lines.statuses(operation);
    }
    let used = api.types.iter().map(|(id, def)| (id, Ok(def)));
    let unused = api.unused.iter().map(|(id, place)| (id, Err(place)));
    let mut types: Vec<(&TypeId, Result<&TypeDef, &String>)> = used.chain(unused).collect();
    types.sort_by_key(|(id, _)| **id);
    for (_, found) in types {
        lines.section();
        match found {
            Ok(def) => lines.type_def(def),
            Err(place) => lines.line(format_args!("{UNUSED}"), Some(&sources::line(place))),
        }
    }
    lines.section();
    if let Auth::Schemes(schemes) = &api.auth {
        for scheme in schemes {
            let source = sources::word(&scheme.id);
            lines.item(
                format!("endpoints::Credentials::{}()", scheme.name),
                Some(&source),
            );
        }
    }
    lines.rest();
    lines.section();
    lines.text.push_str(sources::END);
    lines.text.push('\n');
    lines.text
}

/// The lines so far.
struct Lines<'s> {
    surface: &'s Surface,
    text: String,
    /// The items of the surface that have a line.
    done: BTreeSet<String>,
    /// By the item that it belongs to: the traits of each type, and the other members.
    traits: BTreeMap<&'s str, Vec<&'s str>>,
    members: BTreeMap<&'s str, Vec<&'s str>>,
}

impl<'s> Lines<'s> {
    fn new(surface: &'s Surface) -> Self {
        let mut traits: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut members: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for path in surface.items.keys() {
            if let Some((owner, name)) = path.split_once(": ") {
                traits.entry(owner).or_default().push(name);
            } else if let Some((owner, _)) = path.rsplit_once("::") {
                members.entry(owner).or_default().push(path);
            }
        }
        Self {
            surface,
            text: String::new(),
            done: BTreeSet::new(),
            traits,
            members,
        }
    }

    fn section(&mut self) {
        self.text.push('\n');
    }

    /// Adds a line for an item of the surface; none for one that is not there.
    fn item(&mut self, path: String, source: Option<&dyn Display>) {
        if let Some(item) = self.surface.items.get(&path) {
            let shown = path.trim_end_matches("()");
            let declared = Declared(&item.declaration);
            self.line(format_args!("{shown}{declared}"), source);
            self.done.insert(path);
        }
    }

    fn line(&mut self, item: fmt::Arguments<'_>, source: Option<&dyn Display>) {
        // Writing to a string cannot fail.
        let _ = match source {
            Some(source) => writeln!(self.text, "{item} <- {source}"),
            None => writeln!(self.text, "{item}"),
        };
    }

    /// The function of a call, and the request that it begins.
    fn call(&mut self, operation: &Operation, call: &Call) {
        let required = call.required.iter();
        let mut arguments: Vec<String> = required
            .map(|it| sources::parameter(it.place, &it.wire_name))
            .collect();
        let mut optional: Vec<(&Name, String)> = (call.optional.iter())
            .map(|it| {
                let source = sources::parameter(it.place, &it.wire_name);
                match it.kind {
                    ParameterKind::Empty => (&it.name, sources::emptied(&source)),
                    _ => (&it.name, source),
                }
            })
            .collect();
        match &call.body {
            Some(body) if body.passed.is_argument() => arguments.push(sources::BODY.to_owned()),
            Some(body) => optional.push((&body.name, sources::BODY.to_owned())),
            None => {}
        }
        let mut source = format!("{} ({})", call.source, arguments.join(", "));
        for (verb, media_type) in [
            (SENDS, sent_media_type(call)),
            (ACCEPTS, operation.accept.as_deref()),
        ] {
            if let Some(media_type) = media_type {
                source.push_str(&format!(" {verb} {}", sources::word(media_type)));
            }
        }
        let parts = call.fields.as_ref().map_or(&[][..], |fields| &fields.order);
        if !parts.is_empty() {
            let parts: Vec<String> = parts.iter().map(|name| sources::word(name)).collect();
            source.push_str(&format!(" {PARTS} ({})", parts.join(", ")));
        }
        self.item(format!("endpoints::Client::{}()", call.name), Some(&source));
        let request = format!("endpoints::{}", call.type_name);
        self.item(request.clone(), Some(&call.source));
        self.implemented(&request);
        for (name, source) in optional {
            self.item(format!("{request}::{name}()"), Some(&source));
        }
        self.others(&request);
    }

    /// The enums of successes and errors that differ by status.
    fn statuses(&mut self, operation: &Operation) {
        if let Output::PerStatus {
            name,
            source,
            variants,
        } = &operation.output
        {
            self.status_enum(name, source, variants);
        }
        if let ErrorBody::PerStatus {
            name,
            source,
            variants,
            is_declared: true,
            ..
        } = &operation.error
        {
            self.status_enum(name, source, variants);
        }
    }

    fn status_enum(&mut self, name: &Name, source: &str, variants: &[StatusVariant]) {
        let path = format!("endpoints::{name}");
        self.item(path.clone(), Some(&source));
        self.implemented(&path);
        for variant in variants {
            let statuses: Vec<String> = variant.statuses.iter().map(ToString::to_string).collect();
            let statuses = statuses.join(", ");
            self.item(format!("{path}::{}", variant.name), Some(&statuses));
        }
        self.others(&path);
    }

    fn type_def(&mut self, def: &TypeDef) {
        let module = match def.section {
            Section::Models => "models",
            Section::Filters => "filters",
        };
        let path = format!("{module}::{}", def.name);
        self.item(path.clone(), Some(&sources::line(&def.place)));
        self.implemented(&path);
        match &def.shape {
            Shape::Struct(shape) => self.structure(&path, shape),
            Shape::StringEnum(set) => {
                for variant in &set.variants {
                    let source = sources::value(&variant.value, variant.word.as_deref());
                    self.item(format!("{path}::{}", variant.name), Some(&source));
                }
            }
            Shape::IntegerEnum(set) => {
                for variant in &set.variants {
                    let value = variant.value.to_string();
                    let source = sources::value(&value, variant.word.as_deref());
                    self.item(format!("{path}::{}", variant.name), Some(&source));
                }
            }
            Shape::Union(union) => {
                for variant in &union.variants {
                    self.item(format!("{path}::{}", variant.name), Some(&variant.source));
                }
            }
            Shape::Alias(_) => {}
        }
        self.others(&path);
    }

    fn structure(&mut self, path: &str, shape: &Struct) {
        let given = (shape.fields.iter())
            .filter(|field| matches!(field.given, Given::Constructor(_)))
            .map(|field| sources::word(&field.wire_name));
        let given = given.collect::<Vec<_>>().join(", ");
        self.item(format!("{path}::new()"), Some(&format!("({given})")));
        let fields: BTreeMap<&str, &Name> = (shape.fields.iter())
            .map(|field| (field.wire_name.as_str(), &field.name))
            .collect();
        let constants: BTreeMap<&str, &Literal> = (shape.constants.iter())
            .map(|constant| (constant.wire_name.as_str(), &constant.value))
            .collect();
        for name in &shape.order {
            let source = sources::word(name);
            if let Some(name) = fields.get(name.as_str()) {
                self.item(format!("{path}::{name}"), Some(&source));
            } else if let Some(value) = constants.get(name.as_str()) {
                let value = literal(value);
                self.line(
                    format_args!("{path} {{ {source}: {value} }}"),
                    Some(&source),
                );
            }
        }
    }

    /// The traits of a type, on one line.
    fn implemented(&mut self, path: &str) {
        let traits = self.traits.get(path).cloned().unwrap_or_default();
        let said = |name: &&str| {
            let item = self.surface.items.get(&format!("{path}: {name}"));
            match item.map(|item| &item.declaration) {
                Some(Declaration::Trait(parts)) if !parts.is_empty() => format!("{name}({parts})"),
                _ => (*name).to_owned(),
            }
        };
        let shown: Vec<String> = traits.iter().map(said).collect();
        if !shown.is_empty() {
            self.line(format_args!("{path}: {}", shown.join(" + ")), None);
        }
        self.done
            .extend(traits.iter().map(|name| format!("{path}: {name}")));
    }

    /// The members that have no line yet: they follow from the others.
    fn others(&mut self, path: &str) {
        for member in self.members.get(path).cloned().unwrap_or_default() {
            if !self.done.contains(member) {
                self.item(member.to_owned(), None);
            }
        }
    }

    /// The items that stand for no part of the document.
    fn rest(&mut self) {
        let paths = self.surface.items.keys();
        let owners = paths.filter(|path| !path.contains(": ") && !self.done.contains(*path));
        let owners: Vec<&String> = owners.collect();
        for path in owners {
            self.item(path.clone(), None);
            self.implemented(path);
        }
    }
}

/// The media type of the request of a call.
fn sent_media_type(call: &Call) -> Option<&str> {
    let body = call.body.as_ref().map(|body| match &body.content {
        BodyContent::Json { media_type, .. } => media_type.as_deref().unwrap_or(JSON),
        BodyContent::Lines { media_type, .. } => media_type,
        BodyContent::List(_) | BodyContent::Joined(_) => JSON,
        BodyContent::Form(_) => FORM,
        BodyContent::Parts => MULTIPART,
        BodyContent::Text(media_type) | BodyContent::Bytes(media_type) => media_type,
    });
    let fields = call.fields.as_ref().map(|fields| match fields.has_parts {
        true => fields.media_type.as_deref().unwrap_or(MULTIPART),
        false => fields.media_type.as_deref().unwrap_or(FORM),
    });
    body.or(fields)
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

fn literal(value: &Literal) -> String {
    match value {
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Text(value) => format!("{value:?}"),
    }
}

/// A declaration as it stands behind the path of an item.
struct Declared<'s>(&'s Declaration);

impl Display for Declared<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Declaration::Struct | Declaration::Enum => Ok(()),
            Declaration::Alias(ty) => write!(f, " = {ty}"),
            Declaration::Field(ty) | Declaration::Constant(ty) => write!(f, ": {ty}"),
            Declaration::Trait(_) | Declaration::Variant { holds: None, .. } => Ok(()),
            Declaration::Variant {
                holds: Some(held), ..
            } => write!(f, "({held})"),
            Declaration::Function {
                arguments, output, ..
            } => {
                let argument = |Argument { name, ty }: &Argument| format!("{name}: {ty}");
                let arguments: Vec<String> = arguments.iter().map(argument).collect();
                write!(f, "({})", arguments.join(", "))?;
                match output.as_str() {
                    "" | "Self" => Ok(()),
                    output => write!(f, " -> {output}"),
                }
            }
        }
    }
}
