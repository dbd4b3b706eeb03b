//! Objects: a struct each.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::format::{Block, call, nested, type_text};
use super::imports::Imports;
use super::types::{rust, through_alias};
use super::union::literal;
use crate::ir::{Api, Field, IdForm, Struct, Type, TypeDef};

/// How a field holds the states that its property can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// It is always there: `T`.
    Plain,
    /// It is always there, or null: `Option<T>`.
    OrNull,
    /// It can be missing, and null says the same or cannot be: `Option<T>`.
    OrMissing,
    /// Missing and null are two things: `Patch<T>`.
    Change,
    /// Missing, null and empty are the same: `Vec<T>`, `BTreeMap<K, V>`.
    OrEmpty,
}

/// A property of a request tells missing from null; of a response it does not.
pub(super) fn holder(api: &Api, def: &TypeDef, field: &Field) -> Holder {
    let is_collection = matches!(
        through_alias(api, &field.ty),
        Type::List(_) | Type::Map { .. }
    );
    // Whoever does not have it to give leaves it out.
    if field.read_only || (field.write_only && !field.nullable) {
        return Holder::OrMissing;
    }
    if field.write_only {
        return Holder::Change;
    }
    match (field.required, field.nullable) {
        _ if is_collection && !def.usage.body => Holder::OrEmpty,
        (true, false) => Holder::Plain,
        (true, true) => Holder::OrNull,
        (false, true) if def.usage.body => Holder::Change,
        (false, _) => Holder::OrMissing,
    }
}

/// The struct of an object, and how it is read and written.
pub(super) fn structure(
    api: &Api,
    def: &TypeDef,
    shape: &Struct,
    imports: &mut Imports,
) -> Vec<Block> {
    let name = &def.name;
    let docs = docs::item(&def.docs, &format!("The schema `{name}`."));
    let mut fields: Vec<TokenStream> = shape
        .fields
        .iter()
        .map(|field| self::field(api, def, field, imports))
        .collect();
    if let Some(additional) = &shape.additional {
        let (name, map) = (&additional.name, imports.map());
        let docs = docs::line("All other properties.");
        let value = rust(api, &additional.value, imports);
        fields.push(quote!(#docs pub #name: #map<String, #value>,));
    }
    let default = is_default(api, def, shape).then(|| quote!(Default,));
    // What is built by methods that give it back is lost if that is left lying.
    let must_use = def.usage.body.then(|| quote!(#[must_use]));
    let types = shape.fields.iter().map(|field| &field.ty);
    let nested = nested(types.chain(shape.additional.iter().map(|additional| &additional.value)));
    let declaration = quote! {
        #docs
        #nested
        #[derive(Clone, Debug, #default PartialEq)]
        #must_use
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    };
    // Answers are read whatever else they hold; what is not to be sent is not to be read either.
    let mut end = String::new();
    if shape.closed && !def.usage.response {
        end.push_str(" only");
    }
    if let Some(additional) = &shape.additional {
        end.push_str(&format!(" and {}", additional.name));
    }
    if !shape.constants.is_empty() {
        let constants: Vec<String> = shape
            .constants
            .iter()
            .map(|constant| {
                format!(
                    "{} = {}",
                    Literal::string(&constant.wire),
                    literal(&constant.value)
                )
            })
            .collect();
        end.push_str(&format!(" with {{ {} }}", constants.join(", ")));
    }
    let properties: Vec<String> = shape
        .fields
        .iter()
        .map(|field| property(api, def, field, imports))
        .collect();
    let object = if properties.is_empty() {
        format!("runtime::object!({name} {{}}{end});\n")
    } else {
        call("object", name.as_str(), &properties, &end)
    };
    vec![declaration.into(), Block::Text(object)]
}

/// Whether nothing has to be given to make one.
pub(super) fn is_default(api: &Api, def: &TypeDef, shape: &Struct) -> bool {
    shape
        .fields
        .iter()
        .all(|field| !is_given(holder(api, def, field), field))
}

/// Whether whoever makes one has to give the field. What is only sent has to be, too, though answers do not have it.
pub(super) fn is_given(holder: Holder, field: &Field) -> bool {
    match holder {
        Holder::Plain | Holder::OrNull => true,
        Holder::OrMissing => field.required && field.write_only,
        Holder::Change | Holder::OrEmpty => false,
    }
}

fn field(api: &Api, def: &TypeDef, field: &Field, imports: &mut Imports) -> TokenStream {
    let name = &field.name;
    let docs = docs::item(
        &field.docs,
        &format!("The property {}.", docs::span(&field.wire)),
    );
    let ty = held(api, field, holder(api, def, field), imports);
    quote!(#docs pub #name: #ty,)
}

/// What stands for a field in `object!`: its name, its type if `new` takes it, the name of the property if
/// it is another one, and what its type does not say.
fn property(api: &Api, def: &TypeDef, field: &Field, imports: &mut Imports) -> String {
    let mut text = field.name.to_string();
    let holder = holder(api, def, field);
    // What is made for requests has a `new` of its own, which takes more kinds of arguments.
    if !def.usage.body && matches!(holder, Holder::Plain | Holder::OrNull) {
        let ty = held(api, field, holder, imports);
        text.push_str(&format!("({})", type_text(&ty)));
    }
    if field.name.as_str() != field.wire {
        text.push_str(&format!(" = {}", Literal::string(&field.wire)));
    }
    let required = field.required && matches!(holder, Holder::OrNull | Holder::OrEmpty);
    let integer = holds_integer_id(api, &field.ty);
    match (required, integer) {
        (false, false) => {}
        (true, false) => text.push_str(": required"),
        (false, true) => text.push_str(": integer"),
        (true, true) => text.push_str(": required integer"),
    }
    text
}

/// The type of a field.
fn held(api: &Api, field: &Field, holder: Holder, imports: &mut Imports) -> TokenStream {
    let ty = rust(api, &field.ty, imports);
    let ty = if field.boxed { quote!(Box<#ty>) } else { ty };
    match holder {
        Holder::Plain | Holder::OrEmpty => ty,
        Holder::OrNull | Holder::OrMissing => quote!(Option<#ty>),
        Holder::Change => {
            let patch = imports.runtime("Patch");
            quote!(#patch<#ty>)
        }
    }
}

/// Whether the value is an id that is written as a number, or a list or map of such ids.
pub(super) fn holds_integer_id(api: &Api, ty: &Type) -> bool {
    match through_alias(api, ty) {
        Type::Id(form) => *form == IdForm::Integer,
        Type::List(item) | Type::Nullable(item) | Type::Map { value: item, .. } => {
            holds_integer_id(api, item)
        }
        _ => false,
    }
}
