//! `From` for the variants of unions.

/// Gives an enum `From` for the values of some of its variants.
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
/// runtime::conversions!(Tree { Leaf(String), Leaf(&str), Node(Node) });
///
/// let node = Node { children: vec!["leaf".into()] };
/// assert_eq!(Tree::from(node), Tree::Node(Box::new(Node { children: vec![Tree::Leaf("leaf".to_owned())] })));
/// ```
///
/// Behind each variant stands the type that converts into it: that of its value, or one that converts into that.
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
