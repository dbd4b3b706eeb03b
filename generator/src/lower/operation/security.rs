//! Security schemes, and the requirements of operations.

use std::collections::BTreeSet;

use crate::http::ParameterLocation;
use crate::ir::{Auth, Docs, Scheme, SchemePlace};
use crate::names::{Name, Scope, Use};
use crate::openapi::OpenApi;
use crate::openapi::extensions;
use crate::openapi::operation::{Endpoint, Operation};
use crate::openapi::reader::Reader;
use crate::openapi::security::{RequiredScheme, SchemeKind, Security, SecurityScheme};
use crate::problem::Help;

/// Alternatives, each of the ids of schemes that are required together.
type Requirements = Vec<Vec<String>>;

/// The security schemes of a document, and the requirements that apply to operations without any of their own.
pub(in crate::lower) struct Schemes {
    pub(in crate::lower) auth: Auth,
    /// Every scheme of the document; `None` if it is not supported.
    known: Vec<(String, Option<Scheme>)>,
    default: Requirements,
    /// The id of the scheme that stands for header parameters `Authorization`, if one of them is required.
    authorization: Option<String>,
}

/// The schemes that any operation of the document requires.
pub(in crate::lower) fn required_schemes<'d>(
    openapi: &OpenApi<'_, 'd>,
    endpoints: &[Endpoint<'d>],
) -> BTreeSet<&'d str> {
    let of_operations = endpoints.iter().flat_map(Endpoint::required_schemes);
    of_operations.chain(openapi.required_schemes()).collect()
}

/// Reports operations that respond to a request without credentials with 401, and do not require any.
pub(in crate::lower) fn check_unauthorized<'e, 'd: 'e>(
    openapi: &OpenApi<'_, 'd>,
    endpoints: impl Iterator<Item = &'e Endpoint<'d>>,
    schemes: &Schemes,
) {
    if !schemes.default.is_empty() {
        return;
    }
    let uncovered =
        endpoints.filter(|endpoint| schemes.authorization_of(openapi.reader, endpoint).is_none());
    let unauthorized = uncovered.filter_map(Endpoint::unauthorized);
    if schemes.known.is_empty() {
        // The reason is the same for all of them.
        for node in unauthorized.take(1) {
            let message = "operations respond with 401, and the document has no security scheme: a client takes no credentials";
            let help = Help::with_workaround(
                "add a security scheme, and `security` that requires it; until then, set a token by `bearer` of the client's builder",
                "set a token by `bearer` of the client's builder",
            );
            openapi.reader.degrade(node, message, help);
        }
        return;
    }
    for node in unauthorized {
        let message = "the operation responds with 401, and requires no security scheme: it is sent without credentials";
        let help =
            "add `security` to the operation: the scheme that it needs, or `[]` if it needs none";
        openapi.reader.degrade(node, message, help);
    }
}

/// Lowers the security schemes. A document whose only scheme is a bearer token, which all operations require alike,
/// has clients that are made with a token. Every other one has clients with credentials by scheme. If nothing requires any
/// scheme, credentials can be given, and are sent if they are.
pub(in crate::lower) fn lower_schemes<'d>(
    openapi: &OpenApi<'_, 'd>,
    endpoints: &[&Endpoint<'d>],
    required: &BTreeSet<&str>,
) -> Schemes {
    let reader = openapi.reader;
    let mut scope = Scope::default();
    let mut schemes = Schemes {
        auth: Auth::None,
        known: Vec::new(),
        default: Vec::new(),
        authorization: None,
    };
    let declared = openapi.security_schemes();
    for stated in &declared {
        let id = stated.name;
        let scheme = lower_scheme(reader, stated, || scope.claim(id, Use::Method));
        schemes.known.push((id.to_owned(), scheme));
    }
    schemes.default = schemes.supported(reader, &openapi.security());
    if schemes.report_unused(reader, &declared, required) {
        schemes.default = schemes.optional();
    }
    schemes.add_authorization(reader, endpoints, || {
        scope.claim("authorization", Use::Method)
    });
    let of_operations: Vec<Requirements> = endpoints
        .iter()
        .map(|endpoint| {
            let own = endpoint.security(reader);
            schemes.requirements(reader, endpoint, own.as_ref())
        })
        .collect();
    schemes.auth = schemes.auth(&of_operations);
    schemes
}

/// The scheme, if it is supported.
fn lower_scheme<'d>(
    reader: &Reader<'d>,
    stated: &SecurityScheme<'d>,
    name: impl FnOnce() -> Name,
) -> Option<Scheme> {
    let id = stated.name;
    let Some(place) = place(stated.kind) else {
        let message =
            format!("the security scheme `{id}` is not supported: requests are sent without it");
        let help = Help::with_workaround(
            "use a bearer token, a password or a key, or add the credentials in a hook of the client",
            "add the credentials in a hook of the client",
        );
        reader.degrade(stated.node, message, help);
        return None;
    };
    let description = stated.described().description(reader);
    let env = extensions::env(reader, stated.node).filter(|_| {
        let is_one_value = place != SchemePlace::Basic;
        if !is_one_value {
            let message = "`x-env` is ignored: a user name and a password are two values";
            reader.degrade(stated.node, message, "remove it");
        }
        is_one_value
    });
    Some(Scheme {
        id: id.to_owned(),
        name: name(),
        docs: Docs {
            description: description.map(str::to_owned),
            deprecated: stated.described().is_deprecated(reader),
            ..Docs::default()
        },
        place,
        env: env.map(str::to_owned),
    })
}

fn place(kind: SchemeKind<'_>) -> Option<SchemePlace> {
    match kind {
        SchemeKind::Bearer => Some(SchemePlace::Bearer),
        SchemeKind::Basic => Some(SchemePlace::Basic),
        SchemeKind::Key { location, name } => match location {
            ParameterLocation::Header => Some(SchemePlace::Header(name.to_owned())),
            ParameterLocation::Query => Some(SchemePlace::Query(name.to_owned())),
            ParameterLocation::Cookie => Some(SchemePlace::Cookie(name.to_owned())),
            ParameterLocation::Path | ParameterLocation::QueryString => None,
        },
        SchemeKind::Other => None,
    }
}

impl Schemes {
    fn supports(&self, id: &str) -> bool {
        let found = self.known.iter().find(|(known, _)| known == id);
        found.is_some_and(|(_, scheme)| scheme.is_some())
    }

    /// Reports schemes that no operation requires. Returns whether these are all, and there is one.
    fn report_unused(
        &self,
        reader: &Reader<'_>,
        declared: &[SecurityScheme<'_>],
        required: &BTreeSet<&str>,
    ) -> bool {
        let mut supported = declared.iter().filter(|stated| self.supports(stated.name));
        if required.is_empty() {
            let Some(first) = supported.next() else {
                return false;
            };
            let message = "no operation requires a security scheme: a client sends the credentials that it is given, and can be made without";
            let help = "add `security` to the document, or to the operations that need credentials";
            reader.degrade(first.node, message, help);
            return true;
        }
        for unused in supported.filter(|stated| !required.contains(stated.name)) {
            let message = format!(
                "the security scheme `{}` is left out: no operation requires it",
                unused.name
            );
            let help = "name it in `security` of the document or of an operation, or remove it";
            reader.degrade(unused.node, message, help);
        }
        false
    }

    /// Alternatives of each scheme alone, and of none.
    fn optional(&self) -> Requirements {
        let supported = self.known.iter().filter(|(_, scheme)| scheme.is_some());
        let each = supported.map(|(id, _)| vec![id.clone()]);
        each.chain([Vec::new()]).collect()
    }

    /// How requests are authorized.
    fn auth(&self, of_operations: &[Requirements]) -> Auth {
        let is_used = |scheme: &&Scheme| {
            let all = of_operations.iter().chain([&self.default]);
            all.flatten().flatten().any(|id| *id == scheme.id)
        };
        let supported = self.known.iter().filter_map(|(_, scheme)| scheme.as_ref());
        let used: Vec<&Scheme> = supported.filter(is_used).collect();
        match used.as_slice() {
            [] => Auth::None,
            [only]
                if only.place == SchemePlace::Bearer
                    && of_operations.iter().all(|own| *own == self.default)
                    && !self.default.contains(&Vec::new()) =>
            {
                Auth::Bearer {
                    env: only.env.clone(),
                }
            }
            _ => Auth::Schemes(used.into_iter().cloned().collect()),
        }
    }

    /// Adds a scheme for header parameters `Authorization` of operations that no scheme covers, if one of them is required.
    /// Such a parameter is to be ignored (OpenAPI 3.0.3, section 4.7.12.1), but nothing could be called then.
    fn add_authorization<'d>(
        &mut self,
        reader: &Reader<'d>,
        endpoints: &[&Endpoint<'d>],
        name: impl FnOnce() -> Name,
    ) {
        let stated = endpoints.iter().filter_map(|endpoint| {
            let is_covered = self.is_covered(reader, endpoint);
            endpoint
                .authorization_parameter(reader)
                .filter(|parameter| parameter.required && !is_covered)
        });
        let Some(first) = stated.into_iter().next() else {
            return;
        };
        let description = first.described().description(reader);
        let mut id = "Authorization".to_owned();
        while self.known.iter().any(|(known, _)| *known == id) {
            id.push_str(" header");
        }
        let scheme = Scheme {
            id: id.clone(),
            name: name(),
            docs: Docs {
                summary: Some("The value of the header `Authorization`, as it is sent.".to_owned()),
                description: description.map(str::to_owned),
                ..Docs::default()
            },
            place: SchemePlace::Header("Authorization".to_owned()),
            env: None,
        };
        self.known.push((id.clone(), Some(scheme)));
        self.authorization = Some(id);
    }

    /// Whether a security scheme covers an operation, be it one that is not supported.
    fn is_covered<'d>(&self, reader: &Reader<'d>, endpoint: &Endpoint<'d>) -> bool {
        match endpoint.security(reader) {
            Some(own) => own.iter().any(|alternative| !alternative.is_empty()),
            None => !self.default.is_empty(),
        }
    }

    /// The requirements that stand for a header parameter `Authorization` of an operation.
    fn authorization_of<'d>(
        &self,
        reader: &Reader<'d>,
        endpoint: &Endpoint<'d>,
    ) -> Option<Requirements> {
        let id = self.authorization.as_ref()?;
        let parameter = endpoint.authorization_parameter(reader)?;
        if self.is_covered(reader, endpoint) {
            return None;
        }
        let none = (!parameter.required).then(Vec::new);
        Some([vec![id.clone()]].into_iter().chain(none).collect())
    }

    /// Whether the header parameter `Authorization` of an operation is sent as credentials.
    pub(super) fn sends_authorization<'d>(
        &self,
        reader: &Reader<'d>,
        endpoint: &Endpoint<'d>,
    ) -> bool {
        self.authorization_of(reader, endpoint).is_some()
    }

    /// The requirements of an operation: its own, or else those of the document.
    fn requirements<'d>(
        &self,
        reader: &Reader<'d>,
        endpoint: &Endpoint<'d>,
        own: Option<&Security<'d>>,
    ) -> Requirements {
        if let Some(requirements) = self.authorization_of(reader, endpoint) {
            return requirements;
        }
        match own {
            Some(own) => self.supported(reader, own),
            None => self.default.clone(),
        }
    }

    /// The alternatives whose schemes are all supported.
    fn supported(&self, reader: &Reader<'_>, alternatives: &Security<'_>) -> Requirements {
        let mut supported: Requirements = Vec::new();
        for alternative in alternatives {
            let ids = alternative
                .iter()
                .map(|required| self.supported_id(reader, required));
            // Each is looked up, so that each unknown one is reported.
            let ids: Vec<Option<String>> = ids.collect();
            if let Some(together) = ids.into_iter().collect::<Option<Vec<String>>>()
                && !supported.contains(&together)
            {
                supported.push(together);
            }
        }
        supported
    }

    /// The id of a scheme, if it is supported; an error if there is no such scheme.
    fn supported_id(&self, reader: &Reader<'_>, required: &RequiredScheme<'_>) -> Option<String> {
        let name = required.name;
        match self.known.iter().find(|(id, _)| id == name) {
            Some((id, scheme)) => scheme.as_ref().map(|_| id.clone()),
            None => {
                let message = format!("there is no security scheme `{name}`");
                let help = "add it to the security schemes of the document";
                reader.error(required.node, message, help);
                None
            }
        }
    }

    /// The requirements of an operation, if operations differ in them.
    pub(super) fn of_operation<'d>(
        &self,
        reader: &Reader<'d>,
        endpoint: &Endpoint<'d>,
        operation: &Operation<'d>,
    ) -> Option<Requirements> {
        let differ = matches!(self.auth, Auth::Schemes(_));
        differ.then(|| self.requirements(reader, endpoint, operation.security.as_ref()))
    }
}
