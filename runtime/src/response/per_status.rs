//! Bodies that differ by status: [`responses!`](crate::responses) and [`error_bodies!`](crate::error_bodies).

use crate::exchange::{raw_response::RawResponse, status};

/// Declares an enum of the success bodies of an operation, by status, and implements [`Decode`](crate::Decode) for it.
///
/// ```
/// runtime::responses! {
///     /// The result of creating a pet.
///     pub enum CreateOutput {
///         Created(runtime::Json<String> => String) = 201,
///         NoContent = 204,
///         Success(runtime::Text => String) = 2,
///     }
/// }
/// ```
///
/// Each variant has the way in which its body is read, the type of its value, and its statuses: a single status, the first
/// digit of a class, or 0 for `default`.
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

        impl $crate::private::Decode for $name {
            type Output = Self;

            fn decode(response: &$crate::private::RawResponse) -> ::core::result::Result<Self, $crate::private::DecodeError> {
                let mut variant = 0;
                let chosen = $crate::private::select(response, &[$(&[$($status),+]),*]);
                $(
                    if chosen == ::core::option::Option::Some(variant) {
                        return $crate::__responses!($name $variant response $($decode)?);
                    }
                    variant += 1;
                )*
                let _ = variant;
                ::core::result::Result::Err($crate::private::DecodeError::new("nothing is documented for this status"))
            }
        }
    };
}

/// The name of a status, of a class by its digit, or of `default` by 0.
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
        <$crate::private::Empty as $crate::private::Decode>::decode($response)
            .map(|()| $name::$variant)
    };
    ($name:ident $variant:ident $response:ident $decode:ty) => {
        <$decode as $crate::private::Decode>::decode($response).map($name::$variant)
    };
}

/// Declares an enum of the error bodies of an operation, by status, and implements [`ErrorBody`](crate::ErrorBody) for
/// it. See [`responses!`](crate::responses) for statuses.
///
/// ```
/// runtime::error_bodies! {
///     /// The error of creating a pet.
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

        impl $crate::private::ErrorBody for $name {
            fn read(response: &$crate::private::RawResponse) -> ::core::option::Option<Self> {
                let mut variant = 0;
                let chosen = $crate::private::select(response, &[$(&[$($status),+]),*]);
                $(
                    if chosen == ::core::option::Option::Some(variant) {
                        return <$body as $crate::private::ErrorBody>::read(response).map(Self::$variant);
                    }
                    variant += 1;
                )*
                let _ = variant;
                ::core::option::Option::None
            }
        }
    };
}

/// Returns the index of the list that describes the status of the response.
#[must_use]
pub fn select(response: &RawResponse, lists: &[&[u16]]) -> Option<usize> {
    status::select(lists, response.status())
}
