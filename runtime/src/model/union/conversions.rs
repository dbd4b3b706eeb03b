//! [`conversions!`](crate::conversions): `From` for the values of the variants of a union.

/// Implements `From` for an enum, from the values of some of its variants.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// pub enum Tree {
///     Leaf(String),
///     Node(Box<Node>),
/// }
///
/// #[derive(Debug, PartialEq)]
/// pub struct Node {
///     pub children: Vec<Tree>,
/// }
///
/// specwright_runtime::conversions!(Tree { Leaf(String), Leaf(&str), Node(Node) });
///
/// let node = Node { children: vec!["leaf".into()] };
/// assert_eq!(Tree::from(node), Tree::Node(Box::new(Node { children: vec![Tree::Leaf("leaf".to_owned())] })));
/// ```
///
/// Each variant is followed by the type to convert from: the type of its value, or one that converts into it. `[T]` stands
/// for arrays of any length of the items of the list that it holds, and `[impl Into<T>]` for arrays of what converts into these.
/// `T as U` converts by way of another type:
///
/// ```
/// # #[derive(Debug, PartialEq)]
/// pub enum Id {
///     Number(u64),
///     Text(String),
/// }
///
/// # #[derive(Debug, PartialEq)]
/// pub enum Selection {
///     One(Id),
///     Several(Vec<Id>),
/// }
///
/// specwright_runtime::conversions!(Id { Number(u64), Text(String), Text(&str) });
/// specwright_runtime::conversions!(Selection { One(Id), One(u64 as Id), Several(Vec<Id>), Several([impl Into<Id>]) });
///
/// assert_eq!(Selection::from(7), Selection::One(Id::Number(7)));
/// assert_eq!(Selection::from(["a"]), Selection::Several(vec!["a".into()]));
/// ```
#[macro_export]
macro_rules! conversions {
    ($name:ident { $($variant:ident($($from:tt)*)),* $(,)? }) => {
        $($crate::conversion!($name $variant $($from)*);)*
    };
}

/// One conversion of [`conversions!`](crate::conversions).
#[doc(hidden)]
#[macro_export]
macro_rules! conversion {
    ($name:ident $variant:ident [impl Into<$item:ty>] as $via:ty) => {
        #[automatically_derived]
        impl<T: ::core::convert::Into<$item>, const N: usize> ::core::convert::From<[T; N]>
            for $name
        {
            #[inline]
            fn from(values: [T; N]) -> Self {
                Self::$variant(::core::convert::Into::into(
                    <$via as ::core::convert::From<[T; N]>>::from(values),
                ))
            }
        }
    };
    ($name:ident $variant:ident [$item:ty] as $via:ty) => {
        #[automatically_derived]
        impl<const N: usize> ::core::convert::From<[$item; N]> for $name {
            #[inline]
            fn from(values: [$item; N]) -> Self {
                Self::$variant(::core::convert::Into::into(
                    <$via as ::core::convert::From<[$item; N]>>::from(values),
                ))
            }
        }
    };
    ($name:ident $variant:ident [impl Into<$item:ty>]) => {
        #[automatically_derived]
        impl<T: ::core::convert::Into<$item>, const N: usize> ::core::convert::From<[T; N]>
            for $name
        {
            #[inline]
            fn from(values: [T; N]) -> Self {
                Self::$variant(
                    values
                        .into_iter()
                        .map(::core::convert::Into::into)
                        .collect(),
                )
            }
        }
    };
    ($name:ident $variant:ident [&str]) => {
        #[automatically_derived]
        impl<const N: usize> ::core::convert::From<[&str; N]> for $name {
            #[inline]
            fn from(values: [&str; N]) -> Self {
                Self::$variant(
                    values
                        .into_iter()
                        .map(::core::convert::Into::into)
                        .collect(),
                )
            }
        }
    };
    ($name:ident $variant:ident [$item:ty]) => {
        #[automatically_derived]
        impl<const N: usize> ::core::convert::From<[$item; N]> for $name {
            #[inline]
            fn from(values: [$item; N]) -> Self {
                Self::$variant(values.into())
            }
        }
    };
    ($name:ident $variant:ident $from:ty as $via:ty) => {
        #[automatically_derived]
        impl ::core::convert::From<$from> for $name {
            #[inline]
            fn from(value: $from) -> Self {
                Self::$variant(::core::convert::Into::into(
                    <$via as ::core::convert::From<$from>>::from(value),
                ))
            }
        }
    };
    ($name:ident $variant:ident $from:ty) => {
        #[automatically_derived]
        impl ::core::convert::From<$from> for $name {
            #[inline]
            fn from(value: $from) -> Self {
                Self::$variant(::core::convert::Into::into(value))
            }
        }
    };
}
