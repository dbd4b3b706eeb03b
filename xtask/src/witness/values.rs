//! How a program makes the values of a client by its constructors and setters, and what it sees of the values that it
//! receives: by the names in Rust, so that a name that stands for something else makes a difference.

use serde_json::Value;
use specwright::ir::{
    Additional, Api, Field, Given, JsonKind, Literal, Section, Shape, Struct, TypeDef, Union,
    UnionTag, VariantMark,
};

use super::source::Part;
use crate::calls::types::argument;

/// The parts for all types of a client.
pub(super) fn parts(api: &Api) -> Vec<Part> {
    let mut parts = Vec::new();
    for def in api.types.values() {
        let path = path(def);
        match &def.shape {
            // They are no JSON.
            Shape::Struct(shape) if shape.is_of_headers() => {}
            Shape::Struct(shape) => {
                parts.push(match shape.is_sent {
                    true => constructed(api, &path, shape),
                    false => read(&path),
                });
                parts.push(seen(&path, shape));
            }
            Shape::StringEnum(set) => {
                let values = set
                    .variants
                    .iter()
                    .map(|variant| (variant.name.as_str(), format!("{:?}", variant.value)));
                let other = set
                    .other
                    .as_ref()
                    .map(|name| (name.as_str(), "other.to_owned()"));
                parts.extend(enumeration(
                    &path,
                    "value.as_str()",
                    values.collect(),
                    other,
                ));
            }
            Shape::IntegerEnum(set) => {
                let values = set
                    .variants
                    .iter()
                    .map(|variant| (variant.name.as_str(), variant.value.to_string()));
                let other = set.other.as_ref().map(|name| (name.as_str(), "other"));
                parts.extend(enumeration(
                    &path,
                    "value.as_i64()",
                    values.collect(),
                    other,
                ));
            }
            Shape::Union(union) => {
                parts.push(chosen(&path, union));
                parts.push(held(&path, union));
            }
            Shape::Alias(_) => {}
        }
    }
    parts
}

fn path(def: &TypeDef) -> String {
    match def.section {
        Section::Models => format!("models::{}", def.name),
        Section::Filters => format!("filters::{}", def.name),
    }
}

fn made(path: &str) -> Part {
    Part::new(path)
        .line(&format!(
            "impl Made for api::{path} {{ fn made(value: &Value) -> Result<Self, String> {{"
        ))
        .instead("")
}

fn shown(path: &str) -> Part {
    Part::new(path).line(&format!(
        "impl Shown for api::{path} {{ fn shown(&self) -> Value {{"
    ))
}

/// A type that callers do not build.
fn read(path: &str) -> Part {
    made(path).line("from_json(value) } }")
}

/// A type that callers build to send it.
fn constructed(api: &Api, path: &str, shape: &Struct) -> Part {
    let mut part = made(path).line(&checks(shape));
    let mut arguments = String::new();
    for field in &shape.fields {
        if let Given::Constructor(given) = &field.given {
            let ty = argument(api, given);
            let value = match field.nullable {
                true => format!("value.get({:?}).unwrap_or(&Value::Null)", field.wire_name),
                false => format!("member(value, {:?})?", field.wire_name),
            };
            arguments.push_str(&format!("<{ty} as Made>::made({value})?, "));
        }
    }
    part = part.line(&match shape.has_constructor() {
        true => format!("let made = Self::new({arguments});"),
        false => "let made = Self::default();".to_owned(),
    });
    for field in &shape.fields {
        if let Some((name, line)) = set(api, field) {
            part = part.optional(format!("{path}::{name}()"), &line);
        }
    }
    if let Some(additional) = &shape.additional {
        let line = others(api, shape, additional);
        part = part.optional(format!("{path}::{}()", additional.method), &line);
    }
    part.line("Ok(made) } }")
}

/// The checks of a server, as far as constructors and setters do not make them.
fn checks(shape: &Struct) -> String {
    let mut lines = Vec::new();
    let names = names(shape);
    if shape.is_closed && shape.additional.is_none() {
        lines.push(format!("only(value, &[{names}])?;"));
    }
    if !names.is_empty() && shape.additional.is_none() {
        lines.push(format!("known(value, &[{names}])?;"));
    }
    for field in &shape.fields {
        let is_set = matches!(field.given, Given::Setter { .. });
        if is_set && field.required {
            lines.push(format!("needed(value, {:?})?;", field.wire_name));
        }
    }
    for constant in &shape.constants {
        let listed = std::iter::once(&constant.value).chain(&constant.also);
        let listed: Vec<String> = listed.map(literal).collect();
        let name = &constant.wire_name;
        lines.push(format!(
            "constant(value, {name:?}, &[{}])?;",
            listed.join(", ")
        ));
    }
    lines.join("\n")
}

fn literal(literal: &Literal) -> String {
    let value = match literal {
        Literal::Bool(value) => Value::from(*value),
        Literal::Integer(value) => Value::from(*value),
        Literal::Text(value) => Value::from(value.as_str()),
    };
    format!("{:?}", value.to_string())
}

/// The names of all properties that are listed.
fn names(shape: &Struct) -> String {
    let fields = shape.fields.iter().map(|field| &field.wire_name);
    let all = fields.chain(shape.constants.iter().map(|constant| &constant.wire_name));
    all.map(|name| format!("{name:?}, ")).collect()
}

/// The line that sets a field, with the name of the setter.
fn set(api: &Api, field: &Field) -> Option<(String, String)> {
    let Given::Setter {
        name,
        argument: given,
        clear,
    } = &field.given
    else {
        return None;
    };
    let (wire_name, ty) = (&field.wire_name, argument(api, given));
    let null = match clear {
        Some(clear) => format!("made.{clear}()"),
        None if field.nullable => "made".to_owned(),
        None => format!("null({wire_name:?}, made)?"),
    };
    let line = format!(
        "let made = match value.get({wire_name:?}) {{ None => made, Some(Value::Null) => {null}, Some(value) => made.{name}(<{ty} as Made>::made(value)?) }};"
    );
    Some((name.to_string(), line))
}

fn others(api: &Api, shape: &Struct, additional: &Additional) -> String {
    let (method, ty) = (&additional.method, argument(api, &additional.argument));
    format!(
        "let made = others(value, &[{}]).try_fold(made, |made, (name, value)| Ok::<_, String>(made.{method}(name, <{ty} as Made>::made(value)?)))?;",
        names(shape)
    )
}

/// The fields of an object, as a program sees them.
fn seen(path: &str, shape: &Struct) -> Part {
    let mut part = shown(path).line("let mut seen = serde_json::Map::new();");
    let fields = shape.fields.iter().map(|field| &field.name);
    let all = fields.chain(shape.additional.iter().map(|additional| &additional.name));
    for name in all {
        let plain = name.as_str();
        let line = format!("seen.insert({plain:?}.to_owned(), self.{name}.shown());");
        part = part.optional(format!("{path}::{name}"), &line);
    }
    part.line("Value::Object(seen) } }")
}

/// A set of values: each value is its variant.
fn enumeration(
    path: &str,
    read: &str,
    variants: Vec<(&str, String)>,
    other: Option<(&str, &str)>,
) -> [Part; 2] {
    let mut made = made(path).line(&format!("match {read} {{"));
    let mut shown = shown(path).line("match self {");
    for (name, value) in &variants {
        let item = format!("{path}::{name}");
        made = made.optional(&item, &format!("Some({value}) => Ok(Self::{name}),"));
        shown = shown.optional(&item, &format!("Self::{name} => Value::from({name:?}),"));
    }
    if let Some((name, value)) = other {
        let line = format!("Some(other) if !is_strict() => Ok(Self::{name}({value})),");
        made = made.optional(format!("{path}::{name}"), &line);
    }
    [
        made.line("_ => Err(format!(\"value\\t{value} is not listed\")) } } }"),
        shown.line("_ => Value::from(\"another\") } } }"),
    ]
}

/// A union: each value is its variant, which is found as the document says.
fn chosen(path: &str, union: &Union) -> Part {
    let mut part = made(path);
    for variant in &union.variants {
        let name = &variant.name;
        let wanted = match (&union.tag, &variant.mark) {
            (UnionTag::Property { wire_name, .. }, VariantMark::Values { values, .. }) => {
                format!("tag(value, {wire_name:?}, &{values:?})")
            }
            (UnionTag::Kind, VariantMark::Kind(kind)) => kind_of(*kind).to_owned(),
            // The type itself knows best.
            _ => continue,
        };
        let line = format!("if {wanted} {{ return Ok(Self::{name}(Made::made(value)?)); }}");
        part = part.optional(format!("{path}::{name}"), &line);
    }
    match union.tag {
        UnionTag::Trial => part.line("from_json(value) } }"),
        _ => part.line("Err(format!(\"value\\t{value} is no alternative\")) } }"),
    }
}

fn kind_of(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Boolean => "value.is_boolean()",
        JsonKind::Integer => "(value.is_i64() || value.is_u64())",
        JsonKind::Number => "value.is_number()",
        JsonKind::Text => "value.is_string()",
        JsonKind::List => "value.is_array()",
        JsonKind::Object => "value.is_object()",
    }
}

/// The variant of a union and its value, as a program sees them.
fn held(path: &str, union: &Union) -> Part {
    let mut part = shown(path).line("match self {");
    for variant in &union.variants {
        let name = &variant.name;
        let line = format!(
            "Self::{name}(held) => Value::from(vec![Value::from({:?}), held.shown()]),",
            name.as_str()
        );
        part = part.optional(format!("{path}::{name}"), &line);
    }
    part.line("_ => Value::from(\"another\") } } }")
}
