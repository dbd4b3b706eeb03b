//! Enumerations of texts: [`closed_enum!`](crate::closed_enum) for requests and [`open_enum!`](crate::open_enum) for
//! responses, and the functions that their expansions call.

use std::{fmt, marker::PhantomData, str::FromStr};

use serde::{Deserializer, de};

use crate::text::excerpt::excerpt;

/// Declares an enumeration of the texts that a request can contain.
///
/// ```
/// specwright_runtime::closed_enum! {
///     /// A sort order.
///     pub enum Order {
///         Name = "name",
///         AgeDesc = "age:desc",
///     }
/// }
/// assert_eq!(Order::AgeDesc.as_str(), "age:desc");
/// assert!("age".parse::<Order>().is_err());
/// ```
///
/// The type is `#[non_exhaustive]`, and ordered as declared. It has a constant `ALL` with every value and a method
/// `as_str`. It implements `Copy`, `Eq`, `Ord`, `Hash`, `Display`, `AsRef<str>`, `FromStr` (whose error
/// [`UnknownValue`](crate::UnknownValue) lists the allowed texts), `Serialize`, `Deserialize` and
/// [`Scalar`](crate::Scalar).
#[macro_export]
macro_rules! closed_enum {
    ($(#[$attribute:meta])* pub enum $name:ident {
        $($(#[$of_variant:meta])* $variant:ident = $text:literal),* $(,)?
    }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$of_variant])*
                // The text can be anything, so rustdoc's warnings about it are false alarms.
                #[allow(rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags, rustdoc::bare_urls)]
                #[doc = concat!("`", stringify!($text), "`")]
                $variant,
            )*
        }

        impl $name {
            /// Every value, in the order of the document.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the text of the value.
            #[must_use]
            #[inline]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl $crate::private::Property for $name {}

        $crate::__text_of_enum!($name);

        #[automatically_derived]
        impl ::core::str::FromStr for $name {
            type Err = $crate::private::UnknownValue;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::private::UnknownValue> {
                $crate::private::from_str_closed(text, &[$($text),*], $name::ALL)
            }
        }

        #[automatically_derived]
        impl<'de> $crate::private::serde::Deserialize<'de> for $name {
            fn deserialize<__D>(deserializer: __D) -> ::core::result::Result<Self, __D::Error>
            where
                __D: $crate::private::serde::Deserializer<'de>,
            {
                $crate::private::deserialize_closed(deserializer)
            }
        }
    };
}

/// Declares an enumeration of the texts that a response can contain. A variant of its own keeps every text that the
/// document does not list.
///
/// ```
/// specwright_runtime::open_enum! {
///     /// The state of an invoice.
///     pub enum Status {
///         Draft = "draft",
///         _ => Other,
///     }
/// }
/// assert_eq!(Status::from("draft"), Status::Draft);
/// assert_eq!(Status::from("lost").as_str(), "lost");
/// ```
///
/// The type is `#[non_exhaustive]`, and ordered as declared. It has a method `as_str`. It implements `Eq`, `Ord`, `Hash`,
/// `From<&str>`, `From<String>`, `Display`, `AsRef<str>`, `PartialEq<str>`, `PartialEq<&str>`, `Serialize`, `Deserialize`
/// (which fails only if the value is not a string) and [`Scalar`](crate::Scalar).
#[macro_export]
macro_rules! open_enum {
    ($(#[$attribute:meta])* pub enum $name:ident {
        $($(#[$of_variant:meta])* $variant:ident = $text:literal,)* _ => $other:ident $(,)?
    }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$of_variant])*
                #[allow(rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags, rustdoc::bare_urls)]
                #[doc = concat!("`", stringify!($text), "`")]
                $variant,
            )*
            /// A value that the document does not list.
            $other(::std::string::String),
        }

        impl $name {
            /// Returns the text of the value.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$other(text) => text,
                }
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::$other(text.into()),
                }
            }
        }

        impl $crate::private::Property for $name {
            fn unknown_fields(value: &$crate::private::Value) -> usize {
                let text = value.as_str().unwrap_or_default();
                usize::from(matches!(<Self as ::core::convert::From<&str>>::from(text), Self::$other(_)))
            }
        }

        $crate::__text_of_enum!($name);

        #[automatically_derived]
        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                <Self as ::core::convert::From<&str>>::from(&text)
            }
        }

        #[automatically_derived]
        impl ::core::cmp::PartialEq<str> for $name {
            #[inline]
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        #[automatically_derived]
        impl ::core::cmp::PartialEq<&str> for $name {
            #[inline]
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        #[automatically_derived]
        impl<'de> $crate::private::serde::Deserialize<'de> for $name {
            fn deserialize<__D>(deserializer: __D) -> ::core::result::Result<Self, __D::Error>
            where
                __D: $crate::private::serde::Deserializer<'de>,
            {
                $crate::private::deserialize_open(deserializer)
            }
        }
    };
}

/// The impls that both kinds of enumeration have, all of which need only `as_str`.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_of_enum {
    ($name:ident) => {
        $crate::__beside_ids!($name);

        #[automatically_derived]
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        #[automatically_derived]
        impl ::core::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        #[automatically_derived]
        impl $crate::private::serde::Serialize for $name {
            fn serialize<__S>(&self, serializer: __S) -> ::core::result::Result<__S::Ok, __S::Error>
            where
                __S: $crate::private::serde::Serializer,
            {
                serializer.serialize_str(self.as_str())
            }
        }

        #[automatically_derived]
        impl $crate::private::Scalar for $name {
            #[inline]
            fn write(
                &self,
                out: &mut ::std::string::String,
            ) -> ::core::result::Result<(), ::std::string::String> {
                out.push_str(self.as_str());
                ::core::result::Result::Ok(())
            }
        }
    };
}

/// The error of a text that is not a value of a closed enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    value: String,
    allowed: &'static [&'static str],
}

impl UnknownValue {
    /// Returns the text.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Returns the texts of all values.
    pub fn allowed(&self) -> &[&'static str] {
        self.allowed
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = excerpt(self.value.as_bytes());
        write!(f, "\"{value}\" is not one of: {}", self.allowed.join(", "))
    }
}

impl std::error::Error for UnknownValue {}

/// Returns the value of a closed enumeration whose text is `text`. `texts` and `all` have the same order.
///
/// # Errors
/// Fails if no value has this text.
pub fn from_str_closed<T: Copy>(
    text: &str,
    texts: &'static [&'static str],
    all: &'static [T],
) -> Result<T, UnknownValue> {
    let index = texts.iter().position(|known| *known == text);
    index
        .and_then(|index| all.get(index))
        .copied()
        .ok_or_else(|| UnknownValue {
            value: text.to_owned(),
            allowed: texts,
        })
}

/// Reads a value of a closed enumeration.
///
/// # Errors
/// Fails if no value has this text.
pub fn deserialize_closed<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromStr<Err = UnknownValue>,
    D: Deserializer<'de>,
{
    deserialize_text(deserializer, str::parse)
}

/// Reads a value of an open enumeration, which can be any text. A known text allocates nothing.
pub fn deserialize_open<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'a> From<&'a str>,
    D: Deserializer<'de>,
{
    deserialize_text(deserializer, |text| {
        Ok::<_, std::convert::Infallible>(T::from(text))
    })
}

/// Reads a JSON string by `read`.
///
/// # Errors
/// Fails if it is not a string, or if `read` fails.
pub(crate) fn deserialize_text<'de, T, R, E, D>(deserializer: D, read: R) -> Result<T, D::Error>
where
    R: FnOnce(&str) -> Result<T, E>,
    E: fmt::Display,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(TextVisitor {
        read,
        value: PhantomData,
    })
}

struct TextVisitor<T, R> {
    read: R,
    value: PhantomData<fn() -> T>,
}

impl<T, R, F> de::Visitor<'_> for TextVisitor<T, R>
where
    R: FnOnce(&str) -> Result<T, F>,
    F: fmt::Display,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.read)(text).map_err(E::custom)
    }
}
