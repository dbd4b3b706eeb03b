//! [`union!`](crate::union): unions whose variant is selected by the kind of JSON value.
//!
//! Each variant has another kind of JSON value, so its first byte selects the variant. Nothing is buffered and tried,
//! as in an untagged enum of serde.

/// Implements `Serialize`, `Deserialize` and [`Property`](crate::Property) for an enum, each of whose variants has
/// another kind of JSON value.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// pub enum Priority {
///     Integer(i32),
///     Text(String),
/// }
///
/// specwright_runtime::union!(Priority { Integer: integer, Text: text });
///
/// let both: Vec<Priority> = serde_json::from_str(r#"[3, "high"]"#)?;
/// assert_eq!(both, [Priority::Integer(3), Priority::Text("high".to_owned())]);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// The kinds are `boolean`, `integer`, `number`, `text`, `list` and `object`. Each stands at most once, and `number` not
/// together with `integer`. A second word `integer` after one of them writes ids as integers. The word `exact` after the
/// braces keeps the digits of each [`Decimal`](crate::Decimal) in the variants.
#[macro_export]
macro_rules! union {
    ($name:ident { $($variant:ident: $kind:ident $($how:ident)?),* $(,)? }) => {
        #[automatically_derived]
        impl<'de> $crate::private::serde::Deserialize<'de> for $name {
            fn deserialize<__D>(deserializer: __D) -> ::core::result::Result<Self, __D::Error>
            where
                __D: $crate::private::serde::Deserializer<'de>,
            {
                struct __Visitor;

                impl<'de> $crate::private::serde::de::Visitor<'de> for __Visitor {
                    type Value = $name;

                    fn expecting(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        f.write_str(concat!("one of these:", $(" ", stringify!($kind)),*))
                    }

                    $($crate::__union!($kind $name $variant);)*
                }

                deserializer.deserialize_any(__Visitor)
            }
        }

        $crate::__union!(@others $name { $($variant: $kind $($how)?),* });
    };
    ($name:ident { $($variant:ident: $kind:ident $($how:ident)?),* $(,)? } exact) => {
        #[automatically_derived]
        impl<'de> $crate::private::serde::Deserialize<'de> for $name {
            fn deserialize<__D>(deserializer: __D) -> ::core::result::Result<Self, __D::Error>
            where
                __D: $crate::private::serde::Deserializer<'de>,
            {
                $crate::private::read_exact(deserializer, |value| {
                    $(if $crate::private::is_kind(&value, stringify!($kind)) {
                        return $crate::private::read_variant(&value, $name::$variant);
                    })*
                    ::core::result::Result::Err($crate::private::no_kind(
                        &value,
                        concat!("one of these:", $(" ", stringify!($kind)),*),
                    ))
                })
            }
        }

        $crate::__union!(@others $name { $($variant: $kind $($how)?),* });
    };
}

/// The methods of a visitor for one kind of value.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    (@others $name:ident { $($variant:ident: $kind:ident $($how:ident)?),* }) => {
        #[automatically_derived]
        impl $crate::private::serde::Serialize for $name {
            fn serialize<__S>(&self, serializer: __S) -> ::core::result::Result<__S::Ok, __S::Error>
            where
                __S: $crate::private::serde::Serializer,
            {
                match self {
                    $(Self::$variant(value) => $crate::__union!(@write value, serializer $(, $how)?),)*
                }
            }
        }

        $crate::__beside_ids!($name);

        impl $crate::private::Property for $name {
            fn unknown_fields(value: &$crate::private::Value) -> usize {
                $(if $crate::private::is_kind(value, stringify!($kind)) {
                    return $crate::private::unknown_fields_of(value, $name::$variant);
                })*
                0
            }
        }
    };
    (boolean $name:ident $variant:ident) => {
        $crate::__union!(@method visit_bool bool, $name $variant);
    };
    (integer $name:ident $variant:ident) => {
        $crate::__union!(@method visit_i64 i64, $name $variant);
        $crate::__union!(@method visit_u64 u64, $name $variant);
        $crate::__union!(@method visit_f64 f64, $name $variant);
    };
    (number $name:ident $variant:ident) => {
        $crate::__union!(@method visit_i64 i64, $name $variant);
        $crate::__union!(@method visit_u64 u64, $name $variant);
        $crate::__union!(@method visit_f64 f64, $name $variant);
    };
    (text $name:ident $variant:ident) => {
        $crate::__union!(@method visit_str &str, $name $variant);
    };
    (list $name:ident $variant:ident) => {
        fn visit_seq<__A>(self, access: __A) -> ::core::result::Result<$name, __A::Error>
        where
            __A: $crate::private::serde::de::SeqAccess<'de>,
        {
            let deserializer = $crate::private::serde::de::value::SeqAccessDeserializer::new(access);
            $crate::private::serde::Deserialize::deserialize(deserializer).map($name::$variant)
        }
    };
    (object $name:ident $variant:ident) => {
        fn visit_map<__A>(self, access: __A) -> ::core::result::Result<$name, __A::Error>
        where
            __A: $crate::private::serde::de::MapAccess<'de>,
        {
            let deserializer = $crate::private::serde::de::value::MapAccessDeserializer::new(access);
            $crate::private::serde::Deserialize::deserialize(deserializer).map($name::$variant)
        }
    };
    (@write $value:ident, $serializer:ident) => {
        $crate::private::serde::Serialize::serialize($value, $serializer)
    };
    (@write $value:ident, $serializer:ident, integer) => {
        $crate::private::integer_ids($value, $serializer)
    };
    (@method $visit:ident $ty:ty, $name:ident $variant:ident) => {
        fn $visit<__E>(self, value: $ty) -> ::core::result::Result<$name, __E>
        where
            __E: $crate::private::serde::de::Error,
        {
            let deserializer =
                $crate::private::serde::de::IntoDeserializer::<'de, __E>::into_deserializer(value);
            let deserializer = $crate::private::tolerant(deserializer);
            $crate::private::serde::Deserialize::deserialize(deserializer).map($name::$variant)
        }
    };
}

/// Reads the value of a union as a whole.
#[doc(hidden)]
#[macro_export]
macro_rules! __read_union {
    (exact $deserializer:expr, $choose:expr) => {
        $crate::private::read_exact($deserializer, $choose)
    };
    ($deserializer:expr, $choose:expr) => {
        $crate::private::read_buffered($deserializer, $choose)
    };
}
