//! [`tagged_union!`](crate::tagged_union): unions whose variant is selected by the value of a property.

/// Implements `Serialize`, `Deserialize` and [`Property`](crate::Property) for an enum whose variant is selected by the
/// value of a property.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// pub struct Cat { pub lives: i32 }
/// specwright_runtime::object!(Cat { lives } with { "kind" = "cat" });
///
/// #[derive(Debug, PartialEq)]
/// pub struct Dog { pub name: String }
/// specwright_runtime::object!(Dog { name });
///
/// #[derive(Debug, PartialEq)]
/// pub enum Pet {
///     Cat(Cat),
///     Dog(Dog),
///     Other(specwright_runtime::Value),
/// }
/// specwright_runtime::tagged_union!(Pet by "kind" { Cat = "cat", Dog = "dog" | "hound" added } else Other);
///
/// let pets: Vec<Pet> = serde_json::from_str(r#"[{"kind":"cat","lives":9},{"kind":"eel"}]"#)?;
/// assert_eq!(pets[0], Pet::Cat(Cat { lives: 9 }));
/// assert!(matches!(pets[1], Pet::Other(_)));
/// let dog = Pet::Dog(Dog { name: "Rex".to_owned() });
/// assert_eq!(serde_json::to_string(&dog)?, r#"{"kind":"dog","name":"Rex"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Each variant is followed by the values that select it, which an integer has as its text. `added` after them is for a type without that property: it is
/// written with the first of the values. `held` is for a type with a field for that property: if the field has none of the
/// values, the first of them is written in its place. A value with any other value of the property, or without it, is read as
/// the variant after `or`, if there is one and it fits. The variant after `else` keeps every other [`Value`](crate::Value).
/// The word `exact` at the end keeps the digits of each [`Decimal`](crate::Decimal) in the other variants.
#[macro_export]
macro_rules! tagged_union {
    ($name:ident by $tag:literal { $($variant:ident = $first:literal $(| $value:literal)* $($source:ident)?),* $(,)? } $(or $default:ident)? else $other:ident $($exact:ident)?) => {
        #[automatically_derived]
        impl<'de> $crate::private::serde::Deserialize<'de> for $name {
            fn deserialize<__D>(deserializer: __D) -> ::core::result::Result<Self, __D::Error>
            where
                __D: $crate::private::serde::Deserializer<'de>,
            {
                $crate::__read_union!($($exact)? deserializer, |value| {
                    match $crate::private::tag_of(&value, $tag).as_deref() {
                        $(::core::option::Option::Some($first $(| $value)*) => {
                            $crate::private::read_variant(&value, $name::$variant)
                        })*
                        _ => $crate::__tagged_union!(@rest $name, value, $other $(, $default)?),
                    }
                })
            }
        }

        #[automatically_derived]
        impl $crate::private::serde::Serialize for $name {
            fn serialize<__S>(&self, serializer: __S) -> ::core::result::Result<__S::Ok, __S::Error>
            where
                __S: $crate::private::serde::Serializer,
            {
                match self {
                    $(Self::$variant(value) => $crate::__tagged_union!(
                        value, serializer, $tag, [$first $(, $value)*] $(, $source)?
                    ),)*
                    Self::$other(value) => $crate::private::serde::Serialize::serialize(value, serializer),
                }
            }
        }

        $crate::__beside_ids!($name);

        impl $crate::private::Property for $name {
            fn unknown_fields(value: &$crate::private::Value) -> usize {
                match $crate::private::tag_of(value, $tag).as_deref() {
                    $(::core::option::Option::Some($first $(| $value)*) => {
                        $crate::private::unknown_fields_of(value, $name::$variant)
                    })*
                    _ => $crate::__tagged_union!(@unknown $name, value $(, $default)?),
                }
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __tagged_union {
    (@rest $name:ident, $value:ident, $other:ident) => {
        $crate::private::keep($value, $name::$other)
    };
    (@rest $name:ident, $value:ident, $other:ident, $default:ident) => {
        $crate::private::read_default($value, $name::$default, $name::$other)
    };
    // All of it is kept, and none of it is known.
    (@unknown $name:ident, $value:ident) => {
        usize::MAX
    };
    (@unknown $name:ident, $value:ident, $default:ident) => {
        $crate::private::unknown_fields_of($value, $name::$default)
    };
    ($value:ident, $serializer:ident, $tag:literal, [$($text:literal),*]) => {
        $crate::private::serde::Serialize::serialize($value, $serializer)
    };
    ($value:ident, $serializer:ident, $tag:literal, [$($text:literal),*], $source:ident) => {
        $crate::private::write_tagged($value, $serializer, $tag, &[$($text),*], stringify!($source))
    };
}
