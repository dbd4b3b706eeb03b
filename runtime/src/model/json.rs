//! [`json!`](crate::json): values of JSON, written as JSON.

use serde_json::{Map, Value};

/// An object of JSON, whose properties are not known beforehand.
pub type JsonObject = Map<String, Value>;

/// Makes a value of JSON, as the macro of the same name in `serde_json` does: a [`Value`](crate::Value), or a
/// [`JsonObject`](crate::JsonObject) where it is an object in braces.
///
/// Both convert into any value where an API takes one, and an object is taken wherever an API takes a map of any values.
///
/// ```
/// let unit = "°C";
/// let object: specwright_runtime::JsonObject = specwright_runtime::json!({ "temperature": 21.5, "unit": unit, "tags": ["indoor"] });
/// assert_eq!(object.get("unit"), Some(&specwright_runtime::json!("°C")));
///
/// let value: specwright_runtime::Value = specwright_runtime::json!([1, 2, null]);
/// assert!(value.is_array());
/// ```
#[macro_export]
macro_rules! json {
    ({ $($token:tt)* }) => {
        $crate::private::object_of($crate::private::json!({ $($token)* }))
    };
    ($($token:tt)+) => {
        $crate::private::json!($($token)+)
    };
}

/// The object that a value is.
#[must_use]
pub fn object_of(value: Value) -> JsonObject {
    match value {
        Value::Object(object) => object,
        // The macro passes nothing else.
        _ => JsonObject::new(),
    }
}
