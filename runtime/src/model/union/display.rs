//! [`display!`](crate::display): `Display` of a union of single values.

/// Implements `Display` for an enum, as the value that each of its variants holds is shown.
///
/// ```
/// pub enum PointId {
///     Number(u64),
///     Text(String),
/// }
///
/// specwright_runtime::display!(PointId { Number, Text });
///
/// assert_eq!(PointId::Number(7).to_string(), "7");
/// assert_eq!(format!("{:>3}|", PointId::Text("a".to_owned())), "  a|");
/// ```
#[macro_export]
macro_rules! display {
    ($name:ident { $($variant:ident),* $(,)? }) => {
        #[automatically_derived]
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    $(Self::$variant(value) => ::core::fmt::Display::fmt(value, f),)*
                }
            }
        }
    };
}
