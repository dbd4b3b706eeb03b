//! Reading and writing values, for all modules.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Reads a value from text.
pub(crate) fn read<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_str(&json.to_string()).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// Returns the error of a value that cannot be read from text, without its line.
pub(crate) fn refused<T: DeserializeOwned + Debug>(json: Value) -> String {
    let error = serde_json::from_str::<T>(&json.to_string())
        .unwrap_err()
        .to_string();
    match error.rsplit_once(" at line ") {
        Some((reason, _)) => reason.to_owned(),
        None => error,
    }
}

/// Writes a value as JSON.
pub(crate) fn written(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

/// Reads a value and asserts that it is written as it was read.
#[track_caller]
pub(crate) fn comes_back<T: Serialize + DeserializeOwned>(json: Value) -> T {
    let value: T = read(json.clone());
    assert_eq!(written(&value), json);
    value
}

/// Reads a value from a `Value` of JSON.
pub(crate) fn read_value<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json).unwrap()
}

/// Returns the error of a value that cannot be read from a `Value` of JSON.
pub(crate) fn refused_value<T: DeserializeOwned + Debug>(json: Value) -> String {
    serde_json::from_value::<T>(json).unwrap_err().to_string()
}

/// Writes a value as text.
pub(crate) fn written_text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}
