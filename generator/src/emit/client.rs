//! The client itself, and the module that holds the endpoints.

use proc_macro2::TokenStream;
use quote::quote;

use super::{File, docs, format};
use crate::ir::{Api, Auth, Docs};

/// `endpoints/mod.rs`: the client, and the names of everything below.
pub(super) fn client(api: &Api) -> File {
    let modules = api.groups.iter().map(|group| {
        let module = &group.module;
        quote!(mod #module;)
    });
    let exports = api.groups.iter().map(|group| {
        let module = &group.module;
        let requests = group
            .operations
            .iter()
            .flat_map(|operation| &operation.calls)
            .map(|call| &call.type_name);
        quote!(pub use #module::{#(#requests),*};)
    });
    let title = docs::item(
        &Docs {
            summary: Some(format!("Client of the API “{}”.", api.title)),
            description: api.description.clone(),
            ..Docs::default()
        },
        "",
    );
    let items = [
        quote!(#(#modules)* #(#exports)*),
        quote! {
            #title
            #[derive(Clone, Debug)]
            pub struct Client {
                inner: runtime::Client,
            }
        },
        constructors(api),
        quote! {
            impl From<runtime::Client> for Client {
                fn from(inner: runtime::Client) -> Self {
                    Self { inner }
                }
            }
        },
        error(api),
    ];
    format::file("endpoints/mod.rs", &[], items.map(format::Block::Items))
}

/// What an error body is, where all operations agree.
fn error(api: &Api) -> TokenStream {
    let body = match api.error.as_ref().and_then(|error| match error {
        crate::ir::Type::Named(id) => api.type_def(*id),
        _ => None,
    }) {
        Some(def) => {
            let name = &def.name;
            quote!(super::models::#name)
        }
        None => quote!(runtime::Undocumented),
    };
    quote! {
        #[doc = " Why a call failed."]
        pub type Error = runtime::Error<#body>;
    }
}

fn constructors(api: &Api) -> TokenStream {
    // The name and version of the crate that this is compiled into.
    let user_agent = quote!(concat!(
        env!("CARGO_PKG_NAME"),
        "/",
        env!("CARGO_PKG_VERSION")
    ));
    let builder = match (&api.base_url, api.auth) {
        (Some(_), Auth::Bearer) => quote! {
            #[doc = " Begins a client that differs from the usual one."]
            pub fn builder(token: impl Into<runtime::Token>) -> runtime::ClientBuilder<Self> {
                runtime::ClientBuilder::new(Self::BASE_URL).user_agent(#user_agent).bearer(token)
            }
        },
        (Some(_), Auth::None) => quote! {
            #[doc = " Begins a client that differs from the usual one."]
            pub fn builder() -> runtime::ClientBuilder<Self> {
                runtime::ClientBuilder::new(Self::BASE_URL).user_agent(#user_agent)
            }
        },
        (None, Auth::Bearer) => quote! {
            #[doc = " Begins a client for the API at `base_url`: the document names no address."]
            pub fn builder(base_url: &str, token: impl Into<runtime::Token>) -> runtime::ClientBuilder<Self> {
                runtime::ClientBuilder::new(base_url).user_agent(#user_agent).bearer(token)
            }
        },
        (None, Auth::None) => quote! {
            #[doc = " Begins a client for the API at `base_url`: the document names no address."]
            pub fn builder(base_url: &str) -> runtime::ClientBuilder<Self> {
                runtime::ClientBuilder::new(base_url).user_agent(#user_agent)
            }
        },
    };
    let errors = docs::lines(&[
        "# Errors",
        "Whatever the builder was given that cannot be used.",
    ]);
    let new = match (&api.base_url, api.auth) {
        (Some(_), Auth::Bearer) => quote! {
            #[doc = " Makes a client with the usual settings."]
            #[doc = ""]
            #errors
            pub fn new(token: impl Into<runtime::Token>) -> Result<Self, runtime::ConfigError> {
                Self::builder(token).build()
            }
        },
        (Some(_), Auth::None) => quote! {
            #[doc = " Makes a client with the usual settings."]
            #[doc = ""]
            #errors
            pub fn new() -> Result<Self, runtime::ConfigError> {
                Self::builder().build()
            }
        },
        (None, _) => TokenStream::new(),
    };
    let base_url = api.base_url.as_ref().map(|url| {
        quote! {
            #[doc = " Where the document says that the API is."]
            pub const BASE_URL: &'static str = #url;
        }
    });
    quote! {
        impl Client {
            #base_url
            #new
            #builder
        }
    }
}
