//! Bodies that differ by status: [`responses!`](crate::responses) and [`error_bodies!`](crate::error_bodies).

use crate::exchange::{raw_response::RawResponse, status};

/// Declares an enum of the success bodies of an operation, by status, and implements [`Decode`](crate::Decode) for it.
///
/// ```
/// specwright_runtime::responses! {
///     /// The result of creating a pet.
///     pub enum CreateOutput {
///         Created(specwright_runtime::Json<String> => String) = 201,
///         NoContent = 204,
///         Success(specwright_runtime::Text => String) = 2XX,
///     }
/// }
/// ```
///
/// Each variant has the way in which its body is read, the type of its value, and its statuses: a status such as 201, a
/// class such as `2XX`, or `default`, with `|` between them. Further derives can stand before `pub enum`.
#[macro_export]
macro_rules! responses {
    ($(#[$attribute:meta])* pub enum $name:ident { $($variant:ident $(($decode:ty => $output:ty))? = $($status:tt)|+),* $(,)? }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum $name {
            $(
                #[doc = concat!("Status" $(, " ", $crate::__status_name!($status))+)]
                $variant $(($output))?,
            )*
        }

        impl $crate::private::Decode for $name {
            type Output = Self;

            fn decode(response: &$crate::private::RawResponse) -> ::core::result::Result<Self, $crate::private::DecodeError> {
                Self::decode_expected(response, &$crate::private::Expected::Any).map($crate::private::Read::into_value)
            }

            fn decode_expected(
                response: &$crate::private::RawResponse,
                expected: &$crate::private::Expected,
            ) -> ::core::result::Result<$crate::private::Read<Self>, $crate::private::DecodeError> {
                let mut variant = 0;
                let chosen = $crate::private::select(response, &[$(&[$($crate::__status!($status)),+]),*]);
                $(
                    if chosen == ::core::option::Option::Some(variant) {
                        return $crate::__responses!(decode_expected $name $variant (response, expected) $($decode)?);
                    }
                    variant += 1;
                )*
                let _ = variant;
                ::core::result::Result::Err($crate::private::DecodeError::new("no body is documented for this status"))
            }

            fn read_other(
                response: &$crate::private::RawResponse,
                expected: &$crate::private::Expected,
            ) -> ::core::option::Option<$crate::private::Read<Self>> {
                $(
                    if $crate::private::has_success(&[$($crate::__status!($status)),+])
                        && let ::core::option::Option::Some(read) =
                            $crate::__responses!(read_other $name $variant (response, expected) $($decode)?)
                    {
                        return ::core::option::Option::Some(read);
                    }
                )*
                ::core::option::Option::None
            }
        }
    };
}

/// Makes a list of statuses and classes of statuses, for [`Operation::new`](crate::Operation::new).
///
/// ```
/// let statuses: &'static [u16] = specwright_runtime::statuses![200, 3XX];
/// # assert_eq!(statuses, [200, 3]);
/// ```
#[macro_export]
macro_rules! statuses {
    ($($status:tt),* $(,)?) => {
        &[$($crate::__status!($status)),*]
    };
}

/// The number by which a status, a class, or `default` is kept.
#[doc(hidden)]
#[macro_export]
macro_rules! __status {
    (default) => {
        0
    };
    (1XX) => {
        1
    };
    (2XX) => {
        2
    };
    (3XX) => {
        3
    };
    (4XX) => {
        4
    };
    (5XX) => {
        5
    };
    ($status:literal) => {
        $status
    };
}

/// The name of a status, of a class, or of `default`.
#[doc(hidden)]
#[macro_export]
macro_rules! __status_name {
    (default) => {
        "`default`"
    };
    ($status:tt) => {
        stringify!($status)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __responses {
    ($read:ident $name:ident $variant:ident $arguments:tt) => {
        <$crate::private::Empty as $crate::private::Decode>::$read $arguments
            .map(|read| read.into_variant(|()| $name::$variant))
    };
    ($read:ident $name:ident $variant:ident $arguments:tt $decode:ty) => {
        <$decode as $crate::private::Decode>::$read $arguments
            .map(|read| read.into_variant($name::$variant))
    };
}

/// Declares an enum of the error bodies of an operation, by status, and implements [`ErrorBody`](crate::ErrorBody) for
/// it. See [`responses!`](crate::responses) for statuses.
///
/// ```
/// specwright_runtime::error_bodies! {
///     /// The error of creating a pet.
///     #[derive(Eq, Hash)]
///     pub enum CreateError {
///         NotFound(String) = 404,
///         Default(Vec<String>) = 4XX | default,
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
                #[doc = concat!("Status" $(, " ", $crate::__status_name!($status))+)]
                $variant($body),
            )*
        }

        impl $crate::private::ErrorBody for $name {
            fn read(response: &$crate::private::RawResponse) -> ::core::option::Option<Self> {
                let mut variant = 0;
                let chosen = $crate::private::select(response, &[$(&[$($crate::__status!($status)),+]),*]);
                $(
                    if chosen == ::core::option::Option::Some(variant) {
                        return <$body as $crate::private::ErrorBody>::read(response).map(Self::$variant);
                    }
                    variant += 1;
                )*
                let _ = variant;
                ::core::option::Option::None
            }

            fn stated(suspect: &$crate::private::Suspect<'_>) -> ::core::option::Option<Self> {
                $(
                    if let ::core::option::Option::Some(body) = <$body as $crate::private::ErrorBody>::stated(suspect) {
                        return ::core::option::Option::Some(Self::$variant(body));
                    }
                )*
                ::core::option::Option::None
            }

            fn held(&self) -> &dyn ::core::any::Any {
                match self {
                    $(Self::$variant(body) => <$body as $crate::private::ErrorBody>::held(body),)*
                }
            }
        }
    };
}

/// Returns the index of the list that describes the status of the response.
#[must_use]
pub fn select(response: &RawResponse, lists: &[&[u16]]) -> Option<usize> {
    status::select(lists, response.status())
}

/// Whether a list has a status from 200 to 299.
#[must_use]
pub fn has_success(list: &[u16]) -> bool {
    status::has_success(list)
}
