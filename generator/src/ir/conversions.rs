//! Amounts of money in the fields of an object, the properties that it shares with another object, and how what was
//! received becomes what is sent.

use super::presence::Presence;
use super::type_id::TypeId;
use crate::names::Name;

/// An amount of money in three fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// The method that returns it.
    pub method: Name,
    /// The field with the number of smallest units.
    pub amount: Name,
    /// The property of that field.
    pub wire_name: String,
    /// The field with how many of them make one unit.
    pub unit: Name,
    /// The field with the code of the currency.
    pub currency: Name,
}

/// The properties that an object that is sent shares with one of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copies {
    /// The type of the object of a response.
    pub from: TypeId,
    /// The shared properties.
    pub fields: Vec<CopiedField>,
}

/// A property that two objects share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedField {
    /// The field of the object that is sent.
    pub to: Name,
    /// The field of the object of a response.
    pub from: Name,
    /// The property.
    pub wire_name: String,
}

/// How the form of a type that is sent is made of the form that was received, where the two differ (`readOnly`,
/// `writeOnly`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The type of responses.
    pub received: TypeId,
    /// The parts of the value.
    pub parts: InputParts,
}

/// The parts of a value that is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputParts {
    /// The fields of an object, in its order.
    Object {
        /// The source of each field.
        fields: Vec<InputField>,
        /// How the values of additional properties are converted, if there can be any.
        additional: Option<InputValue>,
    },
    /// How the value of each variant of a union is converted, in its order.
    Union(Vec<InputValue>),
}

impl Input {
    /// Whether callers have to pass something that was not received.
    #[must_use]
    pub fn has_arguments(&self) -> bool {
        match &self.parts {
            InputParts::Object { fields, .. } => fields.contains(&InputField::Argument),
            InputParts::Union(_) => false,
        }
    }
}

/// Where the value of a field that is sent comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputField {
    /// From the field of the same property.
    Received {
        /// That field.
        name: Name,
        /// How it holds its value.
        presence: Presence,
        /// Whether it is boxed.
        is_boxed: bool,
        /// How the value is converted.
        value: InputValue,
    },
    /// From the caller: it is not received, or cannot be converted.
    Argument,
    /// It is absent: it is not received, and not required.
    Absent,
}

/// How a value that was received becomes one that is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputValue {
    /// It stays as it is.
    Same,
    /// By `into`.
    Into,
    /// Each item of a list.
    Items(Box<InputValue>),
    /// Each value of a map.
    Values(Box<InputValue>),
    /// The value, unless it is null.
    Nullable(Box<InputValue>),
    /// Each place of a tuple.
    Places(Vec<InputValue>),
}
