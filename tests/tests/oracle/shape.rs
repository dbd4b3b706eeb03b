//! The shape of a type: scalars, lists, enums, unions, maps and structs.

use openapiv3::{
    AdditionalProperties, IntegerFormat, NumberFormat, ReferenceOr, Schema, StringFormat,
    VariantOrUnknownOrEmpty,
};
use specwright::ir::{Field, IdForm, MapKey, Shape, Type, UnionVariant};

use crate::comparison::Comparison;

impl Comparison {
    pub(crate) fn typed(&mut self, ty: &Type, kind: &openapiv3::Type, schema: &Schema, at: &str) {
        let expected = match kind {
            openapiv3::Type::Boolean(_) => Type::Bool,
            openapiv3::Type::Integer(integer) => match &integer.format {
                VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32) => Type::Int32,
                VariantOrUnknownOrEmpty::Unknown(format) if format == "id" => {
                    Type::Id(IdForm::Integer)
                }
                _ => Type::Int64,
            },
            openapiv3::Type::Number(number) => match &number.format {
                VariantOrUnknownOrEmpty::Unknown(format) if format == "decimal" => Type::Decimal,
                // With 64 bits, no digit is lost.
                VariantOrUnknownOrEmpty::Item(NumberFormat::Float) => Type::Float64,
                _ => Type::Float64,
            },
            openapiv3::Type::String(string) if !string.enumeration.is_empty() => {
                let values: Vec<String> = string.enumeration.iter().flatten().cloned().collect();
                return self.enumeration(ty, &values, at);
            }
            openapiv3::Type::String(string) => match &string.format {
                VariantOrUnknownOrEmpty::Item(StringFormat::Date) => Type::Date,
                VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => Type::DateTime,
                VariantOrUnknownOrEmpty::Item(StringFormat::Binary) => Type::Binary,
                VariantOrUnknownOrEmpty::Unknown(format) if format == "id" => {
                    Type::Id(IdForm::String)
                }
                VariantOrUnknownOrEmpty::Unknown(format) if format == "date-range" => {
                    Type::DateRange
                }
                _ => Type::String,
            },
            openapiv3::Type::Array(array) => {
                return match (ty, &array.items) {
                    (Type::List(item), Some(items)) => self.inner(item, &items.clone().unbox(), at),
                    _ => self.differs(at, format!("{ty:?} is no list")),
                };
            }
            openapiv3::Type::Object(object) => return self.object(ty, object, schema, at),
        };
        self.expect(*ty == expected, at, format!("{ty:?} is not {expected:?}"));
    }

    pub(crate) fn enumeration(&mut self, ty: &Type, values: &[String], at: &str) {
        let known: Option<Vec<String>> = match ty {
            Type::Named(id) => match &self.api.types[id].shape {
                Shape::StringEnum(shape) => Some(
                    shape
                        .variants
                        .iter()
                        .map(|variant| variant.value.clone())
                        .collect(),
                ),
                _ => None,
            },
            _ => None,
        };
        // Unquoted numbers and booleans among strings are strings to the generator. The other parser does not keep their text.
        let unquoted =
            |text: &String| text.parse::<f64>().is_ok() || text == "true" || text == "false";
        let known = known.map(|known| {
            known
                .into_iter()
                .filter(|text| values.contains(text) || !unquoted(text))
                .collect::<Vec<_>>()
        });
        self.expect(known.as_deref() == Some(values), at, "another enum");
    }

    pub(crate) fn union(&mut self, ty: &Type, parts: &[ReferenceOr<Schema>], at: &str) {
        if let [part] = parts {
            return self.schema(ty, part, at, false);
        }
        let variants: Option<Vec<UnionVariant>> = match ty {
            Type::Named(id) => match &self.api.types[id].shape {
                Shape::Union(shape) => Some(shape.variants.clone()),
                _ => None,
            },
            _ => None,
        };
        match variants {
            Some(variants) if variants.len() == parts.len() => {
                for (variant, part) in variants.iter().zip(parts) {
                    self.schema(&variant.ty, part, at, false);
                }
            }
            _ => self.differs(at, "no union"),
        }
    }

    fn object(&mut self, ty: &Type, object: &openapiv3::ObjectType, schema: &Schema, at: &str) {
        let is_closed = matches!(
            object.additional_properties,
            Some(AdditionalProperties::Any(false))
        );
        if object.properties.is_empty() && !is_closed {
            let Type::Map { key, value } = ty else {
                return self.differs(at, "no map");
            };
            // An extension gives the type of the keys.
            let expected = if schema
                .schema_data
                .extensions
                .contains_key("x-property-names")
            {
                MapKey::Id
            } else {
                MapKey::String
            };
            self.expect(*key == expected, at, "other keys");
            return match &object.additional_properties {
                Some(AdditionalProperties::Schema(inner)) => self.inner(value, inner, at),
                _ => self.expect(**value == Type::Any, at, "a type for any value"),
            };
        }
        let fields: Vec<Field> = match ty {
            Type::Named(id) => match &self.api.types[id].shape {
                Shape::Struct(shape) => shape.fields.clone(),
                _ => return self.differs(at, "no struct"),
            },
            _ => return self.differs(at, "no struct"),
        };
        let known: Vec<&str> = fields
            .iter()
            .map(|field| field.wire_name.as_str())
            .collect();
        let seen: Vec<&str> = object.properties.keys().map(String::as_str).collect();
        self.expect(known == seen, at, format!("{known:?} are not {seen:?}"));
        for (field, (name, schema)) in fields.iter().zip(&object.properties) {
            self.properties += 1;
            let at = format!("{at}.{name}");
            let schema = schema.clone().unbox();
            self.expect(
                field.required == object.required.contains(name),
                &at,
                "required or not",
            );
            self.expect(
                field.nullable == self.is_nullable(&schema),
                &at,
                "nullable or not",
            );
            self.nested(&field.ty, &schema, &at);
        }
    }

    /// Compares an item of a list or a value of a map. Null is a part of its type.
    pub(crate) fn inner(&mut self, ty: &Type, schema: &ReferenceOr<Schema>, at: &str) {
        let (ty, nullable) = match ty {
            Type::Nullable(inner) => (&**inner, true),
            ty => (ty, false),
        };
        self.expect(
            nullable == self.is_nullable(schema) || *ty == Type::Any,
            at,
            "items nullable or not",
        );
        self.nested(ty, schema, at);
    }

    fn nested(&mut self, ty: &Type, schema: &ReferenceOr<Schema>, at: &str) {
        // The target of a reference is compared where it is declared.
        self.schema(ty, schema, at, false);
    }
}
