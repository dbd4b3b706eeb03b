//! [`object!`](crate::object): structs as JSON objects.
//!
//! A generated struct lists its properties once. A derive would write out the same code for each struct.
//! This is less to compile, and the rules are in one place:
//!
//! - A property that is missing or null has the value that its type defines: see [`Property`](crate::Property).
//! - An unknown property is skipped. A duplicate property is an error.
//! - The properties come in any order, and every order costs the same time: see `field_table`.

/// Implements `Serialize`, `Deserialize` and [`Property`](crate::Property) for a struct, as a JSON object.
///
/// ```
/// use specwright_runtime::{Id, Property};
///
/// #[derive(Debug, PartialEq)]
/// pub struct Pet {
///     pub id: Id,
///     pub type_: Option<String>,
///     pub owner_id: Option<Id>,
///     pub chip: Option<String>,
/// }
///
/// specwright_runtime::object!(Pet { id, type_ = "type", owner_id: integer, chip: required });
///
/// let pet: Pet = serde_json::from_str(r#"{"id": 7, "type": "cat", "owner_id": "8", "chip": null}"#)?;
/// assert_eq!(serde_json::to_string(&pet)?, r#"{"id":"7","type":"cat","owner_id":8,"chip":null}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// All fields of the struct are listed, in the order of the document. A field is followed by:
///
/// - `= "…"`, the name of the property, if it is not that of the field.
/// - `: integer`, if ids are written as numbers.
/// - `: required`, if the property must not be missing. It can be null, and it is always written.
/// - `: required integer`, if both are true.
/// - `: from_map("key")`, or `: required from_map("key")`, if a list can be written as a map: each value is an item or a list
///   of items, and its key is the property `key` of these items.
///
/// The braces are followed by any of these:
///
/// - `only`, if an unknown property is an error.
/// - `and others`, if the field `others`, which is not listed in the braces, is a map of all additional properties.
///   With `and others: integer`, ids in their values are written as numbers.
/// - `or text "name"`, if the object can be written as a text, which is its property `name`.
/// - `beside notes`, if the field `notes`, which is not listed in the braces, is not in JSON. It is `Default` when an object
///   is read.
/// - `with { "kind" = "cat" }`, for properties whose value is constant. They have no field. They are written, and
///   reading fails if they have another value, or none of several: `"cat" | "kitten"`, of which the first is written. This
///   comes last.
///
/// ```
/// # use std::collections::BTreeMap;
/// #[derive(Debug, PartialEq)]
/// pub struct Cat {
///     pub name: String,
///     pub others: BTreeMap<String, i32>,
/// }
///
/// specwright_runtime::object!(Cat { name } and others with { "kind" = "cat" });
///
/// let json = r#"{"kind":"cat","name":"Tom","lives":9}"#;
/// let cat: Cat = serde_json::from_str(json)?;
/// assert_eq!(cat.others["lives"], 9);
/// assert_eq!(serde_json::to_string(&cat)?, json);
/// assert!(serde_json::from_str::<Cat>(r#"{"kind":"dog","name":"Tom"}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
/// ```
/// # use specwright_runtime::Property;
/// #[derive(Debug, PartialEq)]
/// pub struct Problem {
///     pub field: Option<String>,
///     pub message: String,
/// }
///
/// specwright_runtime::object!(Problem { field, message } or text "message");
///
/// #[derive(Debug, PartialEq)]
/// pub struct Refusal {
///     pub problems: Vec<Problem>,
/// }
///
/// specwright_runtime::object!(Refusal { problems: from_map("field") });
///
/// let list: Refusal = serde_json::from_str(r#"{"problems":[{"field":"name","message":"is too long"}]}"#)?;
/// let map: Refusal = serde_json::from_str(r#"{"problems":{"name":["is too long"]}}"#)?;
/// assert_eq!(list, map);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! object {
    ($name:ident { $($fields:tt)* } $($options:tt)*) => {
        $crate::__object_options!($name { $($fields)* } [] [] [] [] $($options)*);
    };
}

/// Sorts the options of [`object!`](crate::object): whether it is closed, the field of additional properties, the property
/// that a text stands for, and the field that is not in JSON.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_options {
    ($name:ident $fields:tt $only:tt $rest:tt $text:tt $beside:tt) => {
        $crate::__object_impl!($name $fields $only $rest $text $beside []);
    };
    ($name:ident $fields:tt $only:tt $rest:tt $text:tt $beside:tt with { $($constants:tt)* }) => {
        $crate::__object_impl!($name $fields $only $rest $text $beside [$($constants)*]);
    };
    ($name:ident $fields:tt [] [] $text:tt $beside:tt only $($more:tt)*) => {
        $crate::__object_options!($name $fields [only] [] $text $beside $($more)*);
    };
    ($name:ident $fields:tt [] [] $text:tt $beside:tt and $rest:ident: integer $($more:tt)*) => {
        $crate::__object_options!($name $fields [] [$rest: integer] $text $beside $($more)*);
    };
    ($name:ident $fields:tt [] [] $text:tt $beside:tt and $rest:ident $($more:tt)*) => {
        $crate::__object_options!($name $fields [] [$rest] $text $beside $($more)*);
    };
    ($name:ident $fields:tt $only:tt $rest:tt [] $beside:tt or text $text:literal $($more:tt)*) => {
        $crate::__object_options!($name $fields $only $rest [$text] $beside $($more)*);
    };
    ($name:ident $fields:tt $only:tt $rest:tt $text:tt [] beside $beside:ident $($more:tt)*) => {
        $crate::__object_options!($name $fields $only $rest $text [$beside] $($more)*);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __object_impl {
    ($name:ident { $($field:ident $(= $wire:literal)? $(: $($how:ident $(($argument:literal))?)+)?),* $(,)? }
        [$($only:ident)?] [$($rest:ident $(: $of_rest:ident)?)?] [$($text:literal)?] [$($beside:ident)?]
        [$($constant:literal = $value:literal $(| $also:literal)*),* $(,)?]) => {
        const _: () = {
            #[allow(non_camel_case_types)]
            enum __Key { $($field),* }

            const __KEYS: &[__Key] = &[$(__Key::$field),*];
            const __NAMES: &[&str] = &[$($crate::__object!(@wire $field $($wire)?)),*];
            const __SLOTS: usize = $crate::private::slot_count(__NAMES.len());

            struct __Visitor;

            impl<'de> $crate::private::serde::de::Visitor<'de> for __Visitor {
                type Value = $name;

                fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    $crate::__object!(
                        @expecting f [$($rest)?] $($crate::__object!(@wire $field $($wire)?),)* $($constant,)*
                    )
                }

                fn visit_map<__A>(self, mut map: __A) -> ::core::result::Result<$name, __A::Error>
                where
                    __A: $crate::private::serde::de::MapAccess<'de>,
                {
                    // A block and not an item: `cargo check` does not evaluate it then.
                    let slots = const { &$crate::private::slots::<__SLOTS>(__NAMES) };
                    let mut _other = ::std::string::String::new();
                    $(let mut $rest = ::std::collections::BTreeMap::new();)?
                    $(let mut $field = ::core::option::Option::None;)*
                    while let ::core::option::Option::Some(key) = $crate::private::next_key(
                        &mut map,
                        __NAMES,
                        slots,
                        $crate::__object!(@keep _other, [$($rest)?] [$($constant)*]),
                    )?
                    {
                        match __KEYS.get(key) {
                            $(::core::option::Option::Some(__Key::$field) => {
                                $crate::__object!(
                                    @read $field, map, $crate::__object!(@wire $field $($wire)?)
                                    $(, $($how $(($argument))?)+)?
                                )?
                            })*
                            // Not `None`: a struct without fields needs an arm for the rest.
                            _ => {
                                $crate::__object!(
                                    @unknown map, _other, $crate::__object!(@only $($only)?),
                                    [$($rest)?] [$($constant = $value $(, $constant = $also)*),*]
                                );
                            }
                        }
                    }
                    ::core::result::Result::Ok($name {
                        $($field: $crate::__object!(
                            @finish $field, $crate::__object!(@wire $field $($wire)?) $(, $($how)+)?
                        )?,)*
                        $($rest,)?
                        $($beside: ::core::default::Default::default(),)?
                    })
                }

                $crate::__object!(@visit_text $($text)?);
            }

            #[automatically_derived]
            impl<'de> $crate::private::serde::Deserialize<'de> for $name {
                fn deserialize<__D>(deserializer: __D) -> ::core::result::Result<Self, __D::Error>
                where
                    __D: $crate::private::serde::Deserializer<'de>,
                {
                    $crate::__object!(@deserialize deserializer, __Visitor, $($text)?)
                }
            }
        };

        #[automatically_derived]
        impl $crate::private::serde::Serialize for $name {
            fn serialize<__S>(&self, serializer: __S) -> ::core::result::Result<__S::Ok, __S::Error>
            where
                __S: $crate::private::serde::Serializer,
            {
                use $crate::private::serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(::core::option::Option::None)?;
                $(map.serialize_entry($constant, &$crate::private::Constant::from($value))?;)*
                $($crate::__object!(
                    @write map, $crate::__object!(@wire $field $($wire)?), &self.$field $(, $($how)+)?
                );)*
                #[allow(dead_code, reason = "only objects with additional properties need it")]
                const __KNOWN: &[&str] = &[
                    $($crate::__object!(@wire $field $($wire)?),)* $($constant,)*
                ];
                $(for (name, value) in &self.$rest {
                    $crate::private::check_other::<__S::Error>(name, __KNOWN)?;
                    $crate::__object!(@write_other map, name, value $(, $of_rest)?);
                })?
                map.end()
            }
        }

        $crate::__beside_ids!($name);

        impl $crate::private::Property for $name {
            $(const TEXT: ::core::option::Option<&'static str> = ::core::option::Option::Some($text);)?

            $crate::__object!(
                @unknown_fields [$($rest)?] $($crate::__object!(@wire $field $($wire)?),)* $($constant,)*
            );
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    (@wire $field:ident) => {
        stringify!($field)
    };
    (@wire $field:ident $wire:literal) => {
        $wire
    };

    (@expecting $f:ident [] $($known:expr,)*) => {
        $crate::private::expect_object($f, &[$($known),*], false)
    };
    // There can be properties of any other name.
    (@expecting $f:ident [$rest:ident] $($known:expr,)*) => {
        $crate::private::expect_object($f, &[$($known),*], true)
    };

    (@deserialize $deserializer:ident, $visitor:ident,) => {
        $deserializer.deserialize_map($visitor)
    };
    (@deserialize $deserializer:ident, $visitor:ident, $text:literal) => {
        $deserializer.deserialize_any($visitor)
    };
    (@visit_text) => {};
    (@visit_text $text:literal) => {
        fn visit_str<__E>(self, text: &str) -> ::core::result::Result<Self::Value, __E>
        where
            __E: $crate::private::serde::de::Error,
        {
            $crate::private::read_text(self, $text, text)
        }
    };

    (@read $slot:ident, $map:ident, $wire:expr $(, $($how:ident)+)?) => {
        $crate::private::read_value(&mut $slot, &mut $map, $wire)
    };
    (@read $slot:ident, $map:ident, $wire:expr, $(required)? from_map($key:literal)) => {
        $crate::private::read_items(&mut $slot, &mut $map, $wire, $key)
    };

    (@keep $other:ident, [] []) => {
        ::core::option::Option::None
    };
    (@keep $other:ident, [$($rest:ident)?] [$($constant:literal)*]) => {
        ::core::option::Option::Some(&mut $other)
    };
    (@unknown $map:ident, $other:ident, $only:expr, [] []) => {
        $crate::private::skip_value(&mut $map, $only)?
    };
    (@unknown $map:ident, $other:ident, $only:expr, [] [$($constants:tt)+]) => {
        if !$crate::__object!(@constant $map, $other, $($constants)+) {
            $crate::private::skip_value(&mut $map, $only)?
        }
    };
    (@unknown $map:ident, $other:ident, $only:expr, [$rest:ident] []) => {
        $crate::private::read_other(&mut $map, &$other, &mut $rest)?
    };
    (@unknown $map:ident, $other:ident, $only:expr, [$rest:ident] [$($constants:tt)+]) => {
        if !$crate::__object!(@constant $map, $other, $($constants)+) {
            $crate::private::read_other(&mut $map, &$other, &mut $rest)?
        }
    };
    (@constant $map:ident, $other:ident, $($constant:literal = $value:expr),+) => {
        $crate::private::read_constant(
            &mut $map, &$other, &[$(($constant, $crate::private::Constant::from($value))),+],
        )?
    };

    (@unknown_fields [$($rest:ident)?] $($known:expr,)*) => {
        fn unknown_fields(value: &$crate::private::Value) -> usize {
            $crate::private::unknown_fields(value, &[$($known),*])
        }
    };

    (@only) => {
        false
    };
    (@only only) => {
        true
    };

    (@finish $slot:ident, $wire:expr) => {
        $crate::private::finish($slot, $wire)
    };
    (@finish $slot:ident, $wire:expr, integer) => {
        $crate::private::finish($slot, $wire)
    };
    (@finish $slot:ident, $wire:expr, from_map) => {
        $crate::private::finish($slot, $wire)
    };
    (@finish $slot:ident, $wire:expr, required $(integer)? $(from_map)?) => {
        $crate::private::finish_required($slot, $wire)
    };

    (@write_other $map:ident, $wire:expr, $value:expr) => {
        $map.serialize_entry($wire, $value)?
    };
    (@write_other $map:ident, $wire:expr, $value:expr, integer) => {
        $map.serialize_entry($wire, &$crate::private::integers($value))?
    };

    (@write $map:ident, $wire:expr, $value:expr $(, from_map)?) => {
        if !$crate::private::Property::is_left_out($value) {
            $map.serialize_entry($wire, $value)?;
        }
    };
    (@write $map:ident, $wire:expr, $value:expr, integer) => {
        if !$crate::private::Property::is_left_out($value) {
            $map.serialize_entry($wire, &$crate::private::integers($value))?;
        }
    };
    (@write $map:ident, $wire:expr, $value:expr, required $(from_map)?) => {
        $map.serialize_entry($wire, $value)?
    };
    (@write $map:ident, $wire:expr, $value:expr, required integer) => {
        $map.serialize_entry($wire, &$crate::private::integers($value))?
    };
}
