//! Lists whose items lead to objects in maps (`x-results`).

use super::type_id::TypeId;
use crate::names::Name;

/// How an object's ordered list leads to the objects in its collections (`x-results`).
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The field with the objects that could not be read, which is not in JSON.
    pub unreadable: Name,
    /// The method that goes through them.
    pub each_unreadable: Name,
    /// The field with the ordered list.
    pub list: Name,
    /// The field of an item that names a collection.
    pub key: Name,
    /// The field of an item that names an object in it.
    pub id: Name,
    /// All collections.
    pub collections: Vec<Collection>,
    /// The collection that the operation is about.
    pub primary: Collection,
    /// The method that goes through the primary collection in the order of the list.
    pub in_order: Name,
    /// The argument of look-ups: an object of the primary collection.
    pub object: Name,
    /// The look-ups from an object of the primary collection into the others.
    pub associations: Vec<Association>,
}

/// A map of objects by id.
#[derive(Clone, Debug, PartialEq)]
pub struct Collection {
    /// The field with the map.
    pub field: Name,
    /// Its name in JSON.
    pub wire_name: String,
    /// The type of its objects.
    pub item: TypeId,
}

/// A field that holds ids of objects in a collection (`x-references`).
#[derive(Clone, Debug, PartialEq)]
pub struct Association {
    /// The name of the look-up method.
    pub name: Name,
    /// The field of the primary object that holds the id or ids.
    pub field: Name,
    /// Whether that field holds a list.
    pub many: bool,
    /// Whether that field can be without a value.
    pub optional: bool,
    /// The collection that the ids are looked up in.
    pub collection: Collection,
}
