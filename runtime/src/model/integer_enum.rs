//! Enumerations of integers: [`integer_enum!`](crate::integer_enum), and the function that its expansion calls.

use std::{fmt, marker::PhantomData};

use serde::{Deserializer, de};

use crate::text::tolerant::Whole;

/// Declares an enumeration of integers. The variant after `_`, which can be left out, keeps every integer that the
/// document does not list.
///
/// The type is `#[non_exhaustive]`, and ordered as declared. It has a method `as_i64`. It implements `Copy`, `Eq`, `Ord`,
/// `Hash`, `Display` (the integer), `TryFrom<i64>`, `Serialize`, `Deserialize` and [`Scalar`](crate::Scalar).
///
/// ```
/// specwright_runtime::integer_enum! {
///     /// The urgency of a ticket.
///     pub enum Urgency {
///         Value1 = 1,
///         Value2 = 2,
///         _ => Other,
///     }
/// }
/// assert_eq!(serde_json::from_str::<Urgency>("2")?, Urgency::Value2);
/// assert_eq!(serde_json::from_str::<Urgency>("7")?.as_i64(), 7);
/// assert_eq!(Urgency::Value2.to_string(), "2");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! integer_enum {
    ($(#[$attribute:meta])* pub enum $name:ident {
        $($(#[$of_variant:meta])* $variant:ident = $number:literal,)* $(_ => $other:ident $(,)?)?
    }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$of_variant])*
                #[doc = concat!("`", stringify!($number), "`")]
                $variant,
            )*
            $(
                /// A value that the document does not list.
                $other(i64),
            )?
        }

        impl $name {
            /// Returns the integer of the value.
            #[must_use]
            #[inline]
            pub const fn as_i64(self) -> i64 {
                match self {
                    $(Self::$variant => $number,)*
                    $(Self::$other(number) => number,)?
                }
            }
        }

        impl ::core::convert::TryFrom<i64> for $name {
            type Error = i64;

            /// Fails with the integer itself if no value has it.
            #[inline]
            fn try_from(number: i64) -> ::core::result::Result<Self, i64> {
                match number {
                    $($number => ::core::result::Result::Ok(Self::$variant),)*
                    number => $crate::__integer_enum!(number $(, $other)?),
                }
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        #[automatically_derived]
        impl<'de> $crate::private::serde::Deserialize<'de> for $name {
            fn deserialize<__D>(deserializer: __D) -> ::core::result::Result<Self, __D::Error>
            where
                __D: $crate::private::serde::Deserializer<'de>,
            {
                $crate::private::read_integer(deserializer, &[$($number),*])
            }
        }

        #[automatically_derived]
        impl $crate::private::serde::Serialize for $name {
            fn serialize<__S>(&self, serializer: __S) -> ::core::result::Result<__S::Ok, __S::Error>
            where
                __S: $crate::private::serde::Serializer,
            {
                serializer.serialize_i64(self.as_i64())
            }
        }

        $crate::__beside_ids!($name);

        impl $crate::private::Property for $name {
            fn unknown_fields(value: &$crate::private::Value) -> usize {
                usize::from(!matches!($crate::private::integer_of(value), $(::core::option::Option::Some($number))|*))
            }
        }

        impl $crate::private::Scalar for $name {
            fn write(&self, out: &mut ::std::string::String) -> ::core::result::Result<(), ::std::string::String> {
                $crate::private::Scalar::write(&self.as_i64(), out)
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __integer_enum {
    ($number:ident) => {
        ::core::result::Result::Err($number)
    };
    ($number:ident, $other:ident) => {
        ::core::result::Result::Ok(Self::$other($number))
    };
}

/// Reads an integer that is one of `known`, or any integer if the enumeration is open.
///
/// # Errors
/// Fails if it is not an integer, or not one of a closed enumeration.
pub fn read_integer<'de, T: TryFrom<i64, Error = i64>, D: Deserializer<'de>>(
    deserializer: D,
    known: &'static [i64],
) -> Result<T, D::Error> {
    deserializer.deserialize_i64(Whole(IntegerVisitor {
        known,
        value: PhantomData,
    }))
}

struct IntegerVisitor<T> {
    known: &'static [i64],
    value: PhantomData<fn() -> T>,
}

impl<T: TryFrom<i64, Error = i64>> de::Visitor<'_> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("i64")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        T::try_from(number)
            .map_err(|number| E::custom(format!("{number} is not one of: {:?}", self.known)))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => Err(E::invalid_value(de::Unexpected::Unsigned(number), &self)),
        }
    }
}
