//! Clients whose settings are in the environment (`x-env`).

use proc_macro2::TokenStream;
use quote::quote;

use super::print::docs;
use crate::ir::{Api, Auth, Docs, Scheme, SchemePlace};

/// `Client::from_env` and `Client::builder_from_env`, if the document says which variables hold the settings that a client
/// needs.
pub(super) fn constructors(api: &Api) -> TokenStream {
    let Some((credentials, argument, what)) = credentials(&api.auth) else {
        return TokenStream::new();
    };
    let builder = match (&api.base_url, &api.base_url_env) {
        (None, None) => return TokenStream::new(),
        (Some(_), None) if argument.is_none() => return TokenStream::new(),
        (Some(_), None) => quote!(Ok(Self::builder(#argument))),
        (Some(_), Some(url)) => quote!(Self::builder(#argument).base_url_from_env(#url)),
        (None, Some(url)) => {
            let argument = argument.map(|argument| quote!(, #argument));
            quote! {
                let base_url = runtime::private::required_base_url(#url)?;
                Ok(Self::builder(&base_url #argument))
            }
        }
    };
    let address = match (&api.base_url, &api.base_url_env) {
        (Some(_), Some(url)) => Some(format!(
            "The base URL is in `{url}`. If that is not set, it is that of the document."
        )),
        (None, Some(url)) => Some(format!("The base URL is in `{url}`.")),
        (_, None) => None,
    };
    let values = "A line break at the end of a value is ignored, and an empty value is as none.";
    let details = what.into_iter().chain(address).chain([values.to_owned()]);
    let details: Vec<String> = details.collect();
    let title = |summary: &str| {
        docs::item(&Docs {
            summary: Some(summary.to_owned()),
            description: Some(details.join(" ")),
            ..Docs::default()
        })
    };
    let client = title("Creates a client with the settings in environment variables.");
    let with_settings =
        title("Returns a builder for a client with the settings in environment variables.");
    let errors = docs::lines(&[
        "# Errors",
        "Fails if a variable is missing or invalid. The error names it, and does not show its value.",
    ]);
    quote! {
        impl Client {
            #client
            #[doc = ""]
            #errors
            pub fn from_env() -> Result<Self, runtime::ConfigError> {
                Self::builder_from_env()?.build()
            }

            #with_settings
            #[doc = ""]
            #errors
            pub fn builder_from_env() -> Result<runtime::ClientBuilder<Self>, runtime::ConfigError> {
                #credentials
                #builder
            }
        }
    }
}

/// The steps that read credentials, the argument that passes them on, and a description of both.
type Read = (TokenStream, Option<TokenStream>, Option<String>);

/// Returns how credentials are read, or `None` if the document does not say where they are.
fn credentials(auth: &Auth) -> Option<Read> {
    match auth {
        Auth::None => Some((TokenStream::new(), None, None)),
        Auth::Bearer { env } => {
            let name = env.as_ref()?;
            let read = quote!(let token = runtime::Bearer::from_env(#name)?;);
            Some((
                read,
                Some(quote!(token)),
                Some(format!("The token is in `{name}`.")),
            ))
        }
        Auth::Schemes(schemes) => of_schemes(schemes),
    }
}

/// One of several credentials is enough, because operations can have alternatives.
fn of_schemes(schemes: &[Scheme]) -> Option<Read> {
    let stated: Vec<(&Scheme, &String)> = schemes
        .iter()
        .filter_map(|scheme| Some((scheme, scheme.env.as_ref()?)))
        .collect();
    if stated.is_empty() {
        return None;
    }
    let names: Vec<&String> = stated.iter().map(|(_, name)| *name).collect();
    let steps = stated.iter().map(|(scheme, variable)| {
        let method = &scheme.name;
        let secret = match scheme.place {
            SchemePlace::Bearer => quote!(runtime::Bearer),
            _ => quote!(runtime::Token),
        };
        quote! {
            if let Some(secret) = #secret::from_env_if_set(#variable)? {
                credentials = credentials.#method(secret);
                is_set = true;
            }
        }
    });
    let read = quote! {
        let mut credentials = Credentials::default();
        let mut is_set = false;
        #(#steps)*
        if !is_set {
            return Err(runtime::private::none_set(&[#(#names),*]));
        }
    };
    let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let what = format!(
        "The credentials are in {}. At least one of them must be set.",
        listed.join(" and ")
    );
    Some((read, Some(quote!(credentials)), Some(what)))
}
