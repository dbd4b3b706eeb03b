//! [`integer_ids`]: ids that are written as JSON integers, not as strings.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Serialize, Serializer, ser};
use serde_json::Value;

use super::{date_range::DateRange, decimal::Decimal, id::Id, patch::Patch};

/// Writes ids as JSON integers.
///
/// `value` is an [`Id`], or an `Option`, a list, a map, a tuple or a [`Patch`] with ids in it. `None` and [`Patch::Null`] are written as
/// null.
///
/// # Errors
/// Fails if an id is not an integer.
pub fn integer_ids<T, S>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
where
    T: IntegerIds + ?Sized,
    S: Serializer,
{
    value.serialize_integers(serializer)
}

/// A value that [`integer_ids`] can write.
pub trait IntegerIds {
    /// Writes the ids in this value as JSON integers.
    ///
    /// # Errors
    /// Fails if an id is not an integer.
    fn serialize_integers<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

impl IntegerIds for Id {
    fn serialize_integers<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_u64() {
            Some(number) => serializer.serialize_u64(number),
            None => Err(ser::Error::custom(not_an_integer(self))),
        }
    }
}

/// Returns the reason why `id` cannot be written as an integer.
pub(crate) fn not_an_integer(id: &Id) -> String {
    id.refusal()
        .unwrap_or_else(|| format!("the id must be an integer here, but it is {id:?}"))
}

impl<T: IntegerIds + ?Sized> IntegerIds for &T {
    fn serialize_integers<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize_integers(serializer)
    }
}

impl<T: IntegerIds + ?Sized> IntegerIds for Box<T> {
    fn serialize_integers<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize_integers(serializer)
    }
}

impl<T: IntegerIds> IntegerIds for Option<T> {
    fn serialize_integers<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.serialize_integers(serializer),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: IntegerIds> IntegerIds for [T] {
    fn serialize_integers<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Integers))
    }
}

impl<T: IntegerIds> IntegerIds for Vec<T> {
    fn serialize_integers<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_slice().serialize_integers(serializer)
    }
}

impl<T: IntegerIds> IntegerIds for Patch<T> {
    fn serialize_integers<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().map(Integers).serialize(serializer)
    }
}

impl<K: Serialize, T: IntegerIds> IntegerIds for BTreeMap<K, T> {
    fn serialize_integers<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key, Integers(value))))
    }
}

/// Implements [`IntegerIds`] for a generated type, which writes the ids in it as it says itself.
#[doc(hidden)]
#[macro_export]
macro_rules! __beside_ids {
    ($name:ty) => {
        impl $crate::private::IntegerIds for $name {
            fn serialize_integers<__S>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error>
            where
                __S: $crate::private::serde::Serializer,
            {
                $crate::private::serde::Serialize::serialize(self, serializer)
            }
        }
    };
}

/// Values beside ids, which are written as always.
macro_rules! without_ids {
    ($($ty:ty),* $(,)?) => {
        $(impl IntegerIds for $ty {
            fn serialize_integers<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }
        })*
    };
}

without_ids!(
    bool, i32, i64, u32, u64, f64, String, Date, Timestamp, DateRange, Decimal, Value
);

/// Arrays with a type for each place.
macro_rules! tuples {
    ($($place:ident)+) => {
        impl<$($place: IntegerIds),+> IntegerIds for ($($place,)+) {
            fn serialize_integers<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #[allow(non_snake_case, reason = "each place is named like its type")]
                let ($($place,)+) = self;
                ($(Integers($place),)+).serialize(serializer)
            }
        }
    };
}

tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
tuples!(A B C D E F G H I);
tuples!(A B C D E F G H I J);
tuples!(A B C D E F G H I J K);
tuples!(A B C D E F G H I J K L);

/// Ids that serde writes as JSON integers; see [`integers`].
#[derive(Debug)]
pub struct Integers<'a, T: ?Sized>(&'a T);

/// Wraps `value` so that serde writes its ids as JSON integers.
pub fn integers<T: IntegerIds + ?Sized>(value: &T) -> Integers<'_, T> {
    Integers(value)
}

impl<T: IntegerIds + ?Sized> Serialize for Integers<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_integers(serializer)
    }
}
