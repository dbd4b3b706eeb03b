//! Security schemes, and the requirements of operations.

use crate::http::ParameterLocation;
use crate::ir::{Auth, Docs, Scheme, SchemePlace};
use crate::names::{Name, Scope, Use};
use crate::openapi::OpenApi;
use crate::openapi::operation::Operation;
use crate::openapi::reader::Reader;
use crate::openapi::security::{RequiredScheme, SchemeKind, Security, SecurityScheme};

/// Alternatives, each of the ids of schemes that are required together.
type Requirements = Vec<Vec<String>>;

/// The security schemes of a document, and the requirements that apply to operations without any of their own.
pub(in crate::lower) struct Schemes {
    pub(in crate::lower) auth: Auth,
    /// Every scheme of the document; `None` if it is not supported.
    known: Vec<(String, Option<Scheme>)>,
    default: Requirements,
}

/// Lowers the security schemes. A document whose only scheme is a bearer token, which all operations require alike,
/// has clients that are made with a token. Every other one has clients with credentials by scheme.
pub(in crate::lower) fn lower_schemes<'d>(
    openapi: &OpenApi<'_, 'd>,
    operations: &[Option<Security<'d>>],
) -> Schemes {
    let reader = openapi.reader;
    let mut scope = Scope::default();
    let mut schemes = Schemes {
        auth: Auth::None,
        known: Vec::new(),
        default: Vec::new(),
    };
    for stated in openapi.security_schemes() {
        let id = stated.name;
        let scheme = lower_scheme(reader, &stated, || scope.claim(id, Use::Method));
        schemes.known.push((id.to_owned(), scheme));
    }
    schemes.default = schemes.supported(reader, &openapi.security());
    let of_operations: Vec<Requirements> = operations
        .iter()
        .map(|own| schemes.requirements(reader, own.as_ref()))
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
        let help = "use a bearer token, a password or a key, or add the credentials in a hook of the client";
        reader.degrade(stated.node, message, help);
        return None;
    };
    let description = stated.described().description(reader);
    Some(Scheme {
        id: id.to_owned(),
        name: name(),
        docs: Docs {
            description: description.map(str::to_owned),
            ..Docs::default()
        },
        place,
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
            ParameterLocation::Path => None,
        },
        SchemeKind::Other => None,
    }
}

impl Schemes {
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
                Auth::Bearer
            }
            _ => Auth::Schemes(used.into_iter().cloned().collect()),
        }
    }

    /// The requirements of an operation: its own, or else those of the document.
    fn requirements(&self, reader: &Reader<'_>, own: Option<&Security<'_>>) -> Requirements {
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
    pub(super) fn of_operation(
        &self,
        reader: &Reader<'_>,
        operation: &Operation<'_>,
    ) -> Option<Requirements> {
        let differ = matches!(self.auth, Auth::Schemes(_));
        differ.then(|| self.requirements(reader, operation.security.as_ref()))
    }
}
