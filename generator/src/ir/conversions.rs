//! Amounts of money in the fields of an object, and the properties that it shares with another object.

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
