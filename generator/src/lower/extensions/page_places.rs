//! Places in a response that `x-paging` names, and the types that are there.

use crate::ir::{Type, TypeId};
use crate::lower::draft::{Field, Output, Shape, Struct, Types};
use crate::lower::schema::Schemas;
use crate::names::Name;
use crate::openapi::distance::nearest;

/// The values that are wanted at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bool,
    Number,
    /// An address.
    Text,
    /// A string or a number.
    Cursor,
    /// Any value.
    Any,
}

/// A place in a value.
pub(super) struct Place {
    /// The JSON pointer to it.
    pub(super) pointer: String,
    /// The fields that lead to it, as far as they are typed.
    pub(super) fields: Vec<Name>,
    /// Whether these fields lead to an integer.
    pub(super) is_integer: bool,
}

/// The places of a response.
pub(super) struct Places<'s> {
    types: &'s Types,
    output: Option<&'s Type>,
}

impl<'s> Places<'s> {
    pub(super) fn new(schemas: &'s Schemas<'_, '_>, output: &'s Output) -> Self {
        Self {
            types: schemas.types(),
            output: match output {
                Output::Json(ty) => Some(ty),
                _ => None,
            },
        }
    }

    pub(super) fn types(&self) -> &'s Types {
        self.types
    }

    /// Whether the response is JSON.
    pub(super) fn is_json(&self) -> bool {
        self.output.is_some()
    }

    /// Whether the response is a list.
    pub(super) fn is_list(&self) -> bool {
        self.output
            .is_some_and(|output| self.item(output).is_some())
    }

    /// The object that the response is.
    pub(super) fn page_type(&self) -> Option<TypeId> {
        Some(self.types.structure(self.output?)?.0)
    }

    /// The same, if it has `x-results`.
    pub(super) fn with_results(&self) -> Option<TypeId> {
        let id = self.page_type()?;
        self.types.results.contains_key(&id).then_some(id)
    }

    /// The place in the response. `Err` is the place that could be meant.
    pub(super) fn in_response(&self, text: &str, kind: Kind) -> Result<Place, Option<String>> {
        self.find(self.output.ok_or(None)?, text, kind)
    }

    /// The place below a value of this type. `Err` is the place that could be meant.
    pub(super) fn find(&self, ty: &Type, text: &str, kind: Kind) -> Result<Place, Option<String>> {
        let (place, ty) = self.follow(ty, Rest::of(text), &mut Vec::new())?;
        match ty {
            Some(ty) if !self.is_kind(&ty, kind) => Err(None),
            _ => Ok(place),
        }
    }

    /// The place of the entries, and the type of the list; the response itself is that, if no place is stated.
    pub(super) fn entries(&self, text: Option<&str>) -> Result<(Place, Type), Option<String>> {
        let output = self.output.ok_or(None)?;
        let found = match text {
            // An empty pointer is the whole.
            None | Some("" | "/") => (Place::whole(), Some(output.clone())),
            Some(text) => self.follow(output, Rest::of(text), &mut Vec::new())?,
        };
        match found {
            (place, Some(ty)) if self.item(&ty).is_some() && place.is_typed() => Ok((place, ty)),
            _ => Err(None),
        }
    }

    /// The type of the items of a list.
    pub(super) fn item(&self, list: &Type) -> Option<Type> {
        match self.types.through_alias(list) {
            Type::List(item) => Some((**item).clone()),
            _ => None,
        }
    }

    /// The field of an entry with its id, if it is always there.
    pub(super) fn id_field(&self, item: &Type) -> Option<Name> {
        let is_id = |field: &&Field| {
            matches!(field.ty, Type::Id(_))
                && field.wire_name == "id"
                && field.required
                && !field.nullable
        };
        let (_, item) = self.types.structure(item)?;
        let id = item.fields.iter().find(is_id)?;
        Some(id.name.clone())
    }

    /// Whether values of a type, null left aside, can be of a kind. What is not described can be of any.
    pub(super) fn is_kind(&self, ty: &Type, kind: Kind) -> bool {
        let ty = self.bare(ty);
        let is_number = matches!(
            ty,
            Type::Int32 | Type::Int64 | Type::UInt32 | Type::UInt64 | Type::Float64 | Type::Decimal
        );
        let is_text = match ty {
            Type::Any | Type::String | Type::Id(_) => true,
            Type::Named(id) => matches!(
                self.types.shape(*id),
                Some(Shape::Union(_) | Shape::StringEnum(_))
            ),
            _ => false,
        };
        match kind {
            Kind::Bool => matches!(ty, Type::Any | Type::Bool),
            Kind::Number => is_number,
            Kind::Text => is_text,
            Kind::Cursor => {
                is_number || is_text || matches!(ty, Type::Date | Type::DateTime | Type::DateRange)
            }
            Kind::Any => true,
        }
    }

    /// The type that remains when neither an alias nor null is left.
    fn bare<'t>(&'t self, ty: &'t Type) -> &'t Type {
        match self.types.through_alias(ty) {
            Type::Nullable(inner) => self.bare(inner),
            ty => ty,
        }
    }

    /// The place, and the type that is there.
    fn follow(&self, ty: &Type, mut rest: Rest<'_>, seen: &mut Vec<TypeId>) -> Followed {
        let mut place = Place::whole();
        let mut ty = ty.clone();
        while let Some(text) = rest.text() {
            let Some((_, shape)) = self.types.structure_or_null(&ty) else {
                return self.follow_untyped(place, &ty, rest, seen);
            };
            let Some((field, after)) = rest.step(shape) else {
                return Err(near(&place, shape, text));
            };
            place.add(&field.wire_name);
            place.fields.push(field.name.clone());
            place.is_integer = matches!(field.ty, Type::Int32 | Type::Int64);
            ty = field.ty.clone();
            rest = after;
        }
        Ok((place, Some(ty)))
    }
}

impl Places<'_> {
    /// The place below a value that no struct is.
    fn follow_untyped(
        &self,
        mut place: Place,
        ty: &Type,
        rest: Rest<'_>,
        seen: &mut Vec<TypeId>,
    ) -> Followed {
        place.fields.clear();
        place.is_integer = false;
        match self.bare(ty) {
            // Anything can be below what is not described.
            Type::Any | Type::Map { .. } => {
                place.add_all(rest);
                Ok((place, None))
            }
            // One of the alternatives has it. Unions can hold each other.
            Type::Named(id) if !seen.contains(id) => match self.types.shape(*id) {
                Some(Shape::Union(union)) => {
                    seen.push(*id);
                    let variants = union.variants.iter();
                    let mut found = variants.map(|it| self.follow(&it.ty, rest, seen));
                    let (inner, ty) = found.find(Result::is_ok).unwrap_or(Err(None))?;
                    place.pointer.push_str(&inner.pointer);
                    Ok((place, ty))
                }
                _ => Err(None),
            },
            _ => Err(None),
        }
    }
}

/// A place and the type that is there, unless it is not described. `Err` is the place that could be meant.
type Followed = Result<(Place, Option<Type>), Option<String>>;

impl Place {
    fn whole() -> Self {
        Self {
            pointer: String::new(),
            fields: Vec::new(),
            is_integer: false,
        }
    }

    /// Whether fields lead to it all the way.
    fn is_typed(&self) -> bool {
        self.pointer.is_empty() || !self.fields.is_empty()
    }

    fn add(&mut self, name: &str) {
        let token = name.replace('~', "~0").replace('/', "~1");
        self.pointer.push('/');
        self.pointer.push_str(&token);
    }

    fn add_all(&mut self, rest: Rest<'_>) {
        self.is_integer = false;
        match rest {
            Rest::Pointer(Some(text)) => {
                self.pointer.push('/');
                self.pointer.push_str(text);
            }
            Rest::Names(Some(text)) => text.split('.').for_each(|name| self.add(name)),
            Rest::Pointer(None) | Rest::Names(None) => {}
        }
    }
}

/// The rest of a place as it is written.
#[derive(Clone, Copy)]
enum Rest<'t> {
    /// A JSON pointer, without its first slash.
    Pointer(Option<&'t str>),
    /// Names with dots between them, which names can have in them, too.
    Names(Option<&'t str>),
}

impl<'t> Rest<'t> {
    fn of(text: &'t str) -> Self {
        match text.strip_prefix('/') {
            Some(rest) => Self::Pointer(Some(rest)),
            None => Self::Names(Some(text)),
        }
    }

    fn text(self) -> Option<&'t str> {
        match self {
            Self::Pointer(text) | Self::Names(text) => text,
        }
    }

    /// The field that is next, and the rest behind it.
    fn step(self, shape: &Struct) -> Option<(&Field, Self)> {
        match self {
            Self::Pointer(text) => {
                let (token, rest) = split(text?, '/');
                let field = shape.field(&token.replace("~1", "/").replace("~0", "~"))?;
                Some((field, Self::Pointer(rest)))
            }
            Self::Names(text) => {
                let text = text?;
                let dots = text.match_indices('.').map(|(at, _)| at);
                // The longest name that is one.
                let ends = dots.rev();
                let mut ends = std::iter::once(text.len()).chain(ends);
                ends.find_map(|end| {
                    let field = shape.field(text.get(..end)?)?;
                    Some((field, Self::Names(text.get(end + 1..))))
                })
            }
        }
    }
}

fn split(text: &str, separator: char) -> (&str, Option<&str>) {
    match text.split_once(separator) {
        Some((first, rest)) => (first, Some(rest)),
        None => (text, None),
    }
}

/// The property that could be meant, as a pointer.
fn near(place: &Place, shape: &Struct, text: &str) -> Option<String> {
    let (wanted, _) = split(text, if text.contains('/') { '/' } else { '.' });
    if text.contains('/') && shape.field(wanted).is_some() {
        return Some(format!("{}/{text}", place.pointer));
    }
    let names = shape.fields.iter().map(|field| field.wire_name.as_str());
    let near = nearest(wanted, names)?;
    let mut found = Place {
        pointer: place.pointer.clone(),
        ..Place::whole()
    };
    found.add(near);
    Some(found.pointer)
}
