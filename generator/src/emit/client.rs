//! The client itself, and the module that holds the endpoints.

use proc_macro2::TokenStream;
use quote::quote;

use super::from_env;
use super::print::docs;
use super::print::format::{self, File};
use crate::ir::{Api, Auth, ClientError, Docs, Operation, Scheme, SchemePlace};

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
        let enums = group.operations.iter().flat_map(Operation::enums);
        quote!(pub use #module::{#(#requests),* #(, #enums)*};)
    });
    let title = docs::item(&Docs {
        summary: Some(format!("Client of the API “{}”.", api.title)),
        description: api.description.clone(),
        ..Docs::default()
    });
    let unused = api
        .groups
        .is_empty()
        .then(|| quote!(#[allow(dead_code, reason = "the document has no operations")]));
    let items = [
        quote!(#(#modules)* #(#exports)*),
        quote! {
            #title
            #[derive(Clone, Debug)]
            #unused
            pub struct Client {
                inner: runtime::Client,
            }
        },
        constructors(api),
        from_env::constructors(api),
        quote! {
            impl From<runtime::Client> for Client {
                fn from(inner: runtime::Client) -> Self {
                    Self { inner }
                }
            }
        },
        error(api),
    ];
    let credentials = match &api.auth {
        Auth::Schemes(schemes) => Some(credentials(schemes)),
        Auth::None | Auth::Bearer { .. } => None,
    };
    let blocks = items
        .into_iter()
        .chain(credentials)
        .map(format::Block::Items);
    format::file("endpoints/mod.rs", &[], blocks)
}

/// The error of the client, into which those of its operations convert.
fn error(api: &Api) -> TokenStream {
    let shared = match api.error {
        ClientError::Shared { body, .. } => api.types.get(&body).map(|def| &def.name),
        ClientError::Undocumented | ClientError::Any => None,
    };
    let (body, said) = match (shared, api.error) {
        (Some(name), _) => (quote!(super::models::#name), &["The error of a call."][..]),
        (None, ClientError::Any) => (
            quote!(runtime::AnyBody),
            &[
                "The error of a call, whatever operation it is of: the errors of all operations convert into it by `?`.",
                "Their bodies are of several types. `error.body_as::<T>()` returns the body if it is a `T`.",
            ][..],
        ),
        (None, _) => (quote!(runtime::Undocumented), &["The error of a call."][..]),
    };
    let docs = docs::lines(said);
    let is_partial = matches!(
        api.error,
        ClientError::Shared {
            is_partial: true,
            ..
        }
    );
    let partial = is_partial.then(|| quote!(impl runtime::SharedErrorBody for #body {}));
    quote! {
        #docs
        pub type Error = runtime::Error<#body>;

        #partial
    }
}

/// How credentials are passed to a client: the argument, its name, and the step of the builder that takes it.
fn authentication(auth: &Auth) -> [Option<TokenStream>; 3] {
    match auth {
        Auth::None => [None, None, None],
        Auth::Bearer { .. } => [
            Some(quote!(token: impl Into<runtime::Bearer>)),
            Some(quote!(token)),
            Some(quote!(.bearer(token))),
        ],
        Auth::Schemes(_) => [
            Some(quote!(credentials: Credentials)),
            Some(quote!(credentials)),
            Some(quote!(.credentials(credentials.inner))),
        ],
    }
}

fn constructors(api: &Api) -> TokenStream {
    // The name and version of the crate that this is compiled into.
    let user_agent = quote!(concat!(
        env!("CARGO_PKG_NAME"),
        "/",
        env!("CARGO_PKG_VERSION")
    ));
    let [argument, name, authenticated] = authentication(&api.auth);
    let header = api.request_id.iter();
    let request_id = quote!(#(.request_id_header(#header))*);
    let Some(url) = &api.base_url else {
        let argument = argument.map(|argument| quote!(, #argument));
        let server = match &api.server {
            Some(server) => format!("The server of the document is {}.", docs::span(server)),
            None => "The document has no server.".to_owned(),
        };
        let docs = docs::line(&format!(
            "Returns a builder for a client of the API at `base_url`. {server}"
        ));
        return quote! {
            impl Client {
                #docs
                pub fn builder(base_url: &str #argument) -> runtime::ClientBuilder<Self> {
                    runtime::ClientBuilder::at(base_url).user_agent(#user_agent) #request_id #authenticated
                }
            }
        };
    };
    let errors = docs::lines(&["# Errors", "Fails if a value cannot be used in a request."]);
    quote! {
        impl Client {
            #[doc = " The URL of the first server in the document."]
            pub const BASE_URL: &'static str = #url;

            #[doc = " Creates a client with the default settings."]
            #[doc = ""]
            #errors
            pub fn new(#argument) -> Result<Self, runtime::ConfigError> {
                Self::builder(#name).build()
            }

            #[doc = " Returns a builder for a client with other settings."]
            pub fn builder(#argument) -> runtime::ClientBuilder<Self> {
                runtime::ClientBuilder::new(Self::BASE_URL).user_agent(#user_agent) #request_id #authenticated
            }
        }
    }
}

/// The credentials of a caller: a method for each security scheme.
fn credentials(schemes: &[Scheme]) -> TokenStream {
    let methods = schemes.iter().map(|scheme| {
        let (name, id) = (&scheme.name, &scheme.id);
        let token = quote!(token: impl Into<runtime::Bearer>);
        let key = quote!(key: impl Into<runtime::Token>);
        let (arguments, made) = match &scheme.place {
            SchemePlace::Bearer => (token, quote!(bearer(#id, token))),
            SchemePlace::Basic => (
                quote!(user: &str, password: impl Into<runtime::Token>),
                quote!(basic(#id, user, password)),
            ),
            SchemePlace::Header(wire_name) => (key, quote!(header(#id, #wire_name, key))),
            SchemePlace::Query(wire_name) => (key, quote!(query(#id, #wire_name, key))),
            SchemePlace::Cookie(wire_name) => (key, quote!(cookie(#id, #wire_name, key))),
        };
        let docs = docs::item(&scheme.docs);
        let allow = format::like_a_trait_method(name);
        quote! {
            #docs
            #allow
            #[must_use]
            pub fn #name(self, #arguments) -> Self {
                Self { inner: self.inner.#made }
            }
        }
    });
    quote! {
        #[doc = " The credentials of a caller. Each operation uses those that its security requirements name."]
        #[derive(Clone, Debug, Default)]
        pub struct Credentials {
            inner: runtime::Credentials,
        }

        impl Credentials {
            #(#methods)*
        }
    }
}
