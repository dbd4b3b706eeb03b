//! Schemas of every kind, one module for each group: what is read, what is written, what is refused and where, as the
//! compiled output of the fixtures does it.

#[cfg(test)]
mod enums;
#[cfg(test)]
mod names;
#[cfg(test)]
mod nullable;
#[cfg(test)]
mod objects;
#[cfg(test)]
mod odd;
#[cfg(test)]
mod unions;
#[cfg(test)]
mod versions;
#[cfg(test)]
mod wrong_places;

/// What the tests of all modules need.
#[cfg(test)]
mod helpers {
    use std::fmt::Debug;

    use serde::{Serialize, de::DeserializeOwned};
    use serde_json::Value;

    /// Reads a value as text is read, and not by way of a `Value`.
    pub(crate) fn read<T: DeserializeOwned>(json: Value) -> T {
        serde_json::from_str(&json.to_string()).unwrap_or_else(|error| panic!("{json}: {error}"))
    }

    /// Why a value cannot be read.
    pub(crate) fn refused<T: DeserializeOwned + Debug>(json: Value) -> String {
        let error = serde_json::from_str::<T>(&json.to_string())
            .unwrap_err()
            .to_string();
        match error.rsplit_once(" at line ") {
            Some((reason, _)) => reason.to_owned(),
            None => error,
        }
    }

    pub(crate) fn written(value: &impl Serialize) -> Value {
        serde_json::to_value(value).unwrap()
    }

    /// That what is read is written as it came.
    #[track_caller]
    pub(crate) fn comes_back<T: Serialize + DeserializeOwned>(json: Value) -> T {
        let value: T = read(json.clone());
        assert_eq!(written(&value), json);
        value
    }
}
