//! `endpoints/`: a file for each tag.

mod body;
mod operation;
mod paging;
mod parameter;
mod response;

use proc_macro2::TokenStream;
use quote::quote;

use super::print::docs;
use super::print::format::{self, Block, File};
use super::print::imports::{Imports, Part, Shadowed};
use crate::ir::{Api, Group, Operation};

/// The file of one tag.
pub(super) fn file(api: &Api, shadowed: &Shadowed, group: &Group) -> File {
    let mut imports = Imports::new(Part::Endpoints, shadowed);
    imports.declare(group.operations.iter().flat_map(Operation::enums));
    let constants = group
        .operations
        .iter()
        .map(|operation| operation::constant(operation, &mut imports))
        .collect::<Vec<_>>();
    let functions: Vec<TokenStream> = group
        .operations
        .iter()
        .flat_map(|operation| operation.calls.iter().map(move |call| (operation, call)))
        .map(|(operation, call)| operation::function(api, operation, call, &mut imports))
        .collect();
    let mut blocks: Vec<Block> = vec![
        quote!(#(#constants)*).into(),
        quote!(impl Client { #(#functions)* }).into(),
    ];
    for operation in &group.operations {
        for call in &operation.calls {
            blocks.extend(operation::request(api, operation, call, &mut imports));
        }
        blocks.extend(
            response::declarations(api, operation, &mut imports)
                .into_iter()
                .map(Block::Text),
        );
    }
    let intro = docs::text(&group.docs);
    let path = format!("endpoints/{}.rs", group.module);
    format::file_with_intro(&path, &intro, &imports.items(), blocks)
}
