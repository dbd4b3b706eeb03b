//! Answers that hold something else for each status: how `responses!` and `error_bodies!` declare the enums of
//! generated code.

use serde::de::DeserializeOwned;

use crate::{RawResponse, StatusCode, decode::from_json};

/// The body of an error, as it is documented for an operation: any type that can be read from JSON, and the enums that
/// [`error_bodies!`](crate::error_bodies) declares.
pub trait ErrorBody: Sized {
    /// Reads the body of an answer with an error status; `None` if it is not what is documented.
    fn read(response: &RawResponse) -> Option<Self>;
}

impl<T: DeserializeOwned> ErrorBody for T {
    fn read(response: &RawResponse) -> Option<Self> {
        from_json(response.body()).ok()
    }
}

/// Declares what a success of an operation holds, by status.
///
/// ```
/// runtime::responses! {
///     /// What comes back.
///     pub enum CreateOutput {
///         Created(runtime::Json<String> => String) = 201,
///         NoContent = 204,
///         Success(runtime::Text => String) = 2,
///     }
/// }
/// ```
///
/// Each variant has how its body is read, what comes of it, and its statuses: a number, the first digit of a class of
/// them, or 0 for all others.
#[macro_export]
macro_rules! responses {
    ($(#[$attribute:meta])* pub enum $name:ident { $($variant:ident $(($decode:ty => $output:ty))? = $($status:tt)|+),* $(,)? }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum $name {
            $(
                #[doc = concat!("Status" $(, " ", $crate::__status!($status))+)]
                $variant $(($output))?,
            )*
        }

        impl $crate::Decode for $name {
            type Output = Self;

            fn decode(response: &$crate::RawResponse) -> ::core::result::Result<Self, $crate::DecodeError> {
                let mut variant = 0;
                let chosen = $crate::__private::choose(response, &[$(&[$($status),+]),*]);
                $(
                    if chosen == ::core::option::Option::Some(variant) {
                        return $crate::__responses!($name $variant response $($decode)?);
                    }
                    variant += 1;
                )*
                let _ = variant;
                ::core::result::Result::Err($crate::DecodeError::new("nothing is documented for this status"))
            }
        }
    };
}

/// What statuses are called where a digit stands for all that begin with it, and 0 for all others.
#[doc(hidden)]
#[macro_export]
macro_rules! __status {
    (0) => {
        "as for all others"
    };
    (1) => {
        "1XX"
    };
    (2) => {
        "2XX"
    };
    (3) => {
        "3XX"
    };
    (4) => {
        "4XX"
    };
    (5) => {
        "5XX"
    };
    ($status:literal) => {
        stringify!($status)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __responses {
    ($name:ident $variant:ident $response:ident) => {
        <$crate::Empty as $crate::Decode>::decode($response).map(|()| $name::$variant)
    };
    ($name:ident $variant:ident $response:ident $decode:ty) => {
        <$decode as $crate::Decode>::decode($response).map($name::$variant)
    };
}

/// Declares what an error of an operation holds, by status.
///
/// ```
/// runtime::error_bodies! {
///     /// What an error holds.
///     pub enum CreateError {
///         NotFound(String) = 404,
///         Default(Vec<String>) = 0,
///     }
/// }
/// ```
#[macro_export]
macro_rules! error_bodies {
    ($(#[$attribute:meta])* pub enum $name:ident { $($variant:ident($body:ty) = $($status:tt)|+),* $(,)? }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum $name {
            $(
                #[doc = concat!("Status" $(, " ", $crate::__status!($status))+)]
                $variant($body),
            )*
        }

        impl $crate::ErrorBody for $name {
            fn read(response: &$crate::RawResponse) -> ::core::option::Option<Self> {
                let mut variant = 0;
                let chosen = $crate::__private::choose(response, &[$(&[$($status),+]),*]);
                $(
                    if chosen == ::core::option::Option::Some(variant) {
                        return <$body as $crate::ErrorBody>::read(response).map(Self::$variant);
                    }
                    variant += 1;
                )*
                let _ = variant;
                ::core::option::Option::None
            }
        }
    };
}

/// The first of the lists that names the status of the answer; of those that name it, one that names the very number
/// comes before one that names the class, and that before one for all others.
#[doc(hidden)]
#[must_use]
pub fn choose(response: &RawResponse, lists: &[&[u16]]) -> Option<usize> {
    let status = response.status().as_u16();
    [status, status / 100, 0]
        .into_iter()
        .find_map(|wanted| lists.iter().position(|list| list.contains(&wanted)))
}

/// Whether a list of statuses, written as above, names this one.
pub(crate) fn names(list: &[u16], status: StatusCode) -> bool {
    let status = status.as_u16();
    list.contains(&status) || list.contains(&(status / 100))
}
