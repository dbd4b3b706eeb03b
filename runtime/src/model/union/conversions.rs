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
/// Each variant is followed by the type to convert from: the type of its value, or one that converts into it.
#[macro_export]
macro_rules! conversions {
    ($name:ident { $($variant:ident($ty:ty)),* $(,)? }) => {
        $(
            #[automatically_derived]
            impl ::core::convert::From<$ty> for $name {
                #[inline]
                fn from(value: $ty) -> Self {
                    Self::$variant(::core::convert::Into::into(value))
                }
            }
        )*
    };
}
