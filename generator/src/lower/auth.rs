//! Who is calling, and how each operation wants it proven.

use crate::ir::{Auth, Docs, Scheme, SchemePlace};
use crate::names::{Scope, Use};
use crate::openapi::OpenApi;
use crate::openapi::operation::{Operation, ParameterLocation};
use crate::openapi::reader::Reader;
use crate::openapi::security::{RequiredScheme, SchemeKind, Security};

/// The schemes of a document, and what requests need unless their operation says otherwise.
pub(super) struct Schemes {
    pub(super) auth: Auth,
    /// Every scheme that the document has.
    known: Vec<(String, Option<Scheme>)>,
    /// Alternatives, each of schemes that are needed together.
    usual: Vec<Vec<String>>,
}

/// Reads the schemes. A document with bearer tokens alone, wanted of all operations or of none in particular, has
/// clients that are made with a token; every other one has credentials by scheme.
pub(super) fn lower_schemes<'d>(
    openapi: &OpenApi<'_, 'd>,
    operations: &[Option<Security<'d>>],
) -> Schemes {
    let reader = openapi.reader;
    let mut scope = Scope::default();
    let mut known = Vec::new();
    for scheme in openapi.security_schemes() {
        let id = scheme.name;
        let place = match scheme.kind {
            SchemeKind::Bearer => Some(SchemePlace::Bearer),
            SchemeKind::Basic => Some(SchemePlace::Basic),
            SchemeKind::Key { location, name } => match location {
                ParameterLocation::Header => Some(SchemePlace::Header(name.to_owned())),
                ParameterLocation::Query => Some(SchemePlace::Query(name.to_owned())),
                ParameterLocation::Cookie => Some(SchemePlace::Cookie(name.to_owned())),
                ParameterLocation::Path => None,
            },
            SchemeKind::Other => None,
        };
        if place.is_none() {
            let message = format!(
                "the security scheme `{id}` is not supported: requests are sent without it"
            );
            let help = "use a bearer token, a password or a key, or add what it needs by a hook of the client";
            reader.degrade(scheme.node, message, help);
        }
        let scheme = place.map(|place| Scheme {
            id: id.to_owned(),
            name: scope.claim(id, Use::Method),
            docs: Docs {
                description: scheme.described().description(reader).map(str::to_owned),
                ..Docs::default()
            },
            place,
        });
        known.push((id.to_owned(), scheme));
    }
    let mut schemes = Schemes {
        auth: Auth::None,
        known,
        usual: Vec::new(),
    };
    schemes.usual = schemes.needed(reader, &openapi.security());
    let of_operations: Vec<Vec<Vec<String>>> = operations
        .iter()
        .map(|own| match own {
            Some(own) => schemes.needed(reader, own),
            None => schemes.usual.clone(),
        })
        .collect();
    let usable: Vec<&Scheme> = schemes
        .known
        .iter()
        .filter_map(|(_, scheme)| scheme.as_ref())
        .collect();
    let used = |scheme: &&&Scheme| {
        let all = of_operations.iter().chain([&schemes.usual]);
        all.flatten().flatten().any(|id| *id == scheme.id)
    };
    let used: Vec<&&Scheme> = usable.iter().filter(used).collect();
    let is_usual = |needed: &Vec<Vec<String>>| *needed == schemes.usual;
    schemes.auth = match used.as_slice() {
        [] => Auth::None,
        [only]
            if only.place == SchemePlace::Bearer
                && of_operations.iter().all(is_usual)
                && !schemes.usual.contains(&Vec::new()) =>
        {
            Auth::Bearer
        }
        _ => Auth::Schemes(used.into_iter().map(|scheme| (**scheme).clone()).collect()),
    };
    schemes
}

impl Schemes {
    /// The alternatives that can be met, by the schemes that are known; those that need something else are left out,
    /// unless nothing else is left.
    fn needed(&self, reader: &Reader<'_>, alternatives: &Security<'_>) -> Vec<Vec<String>> {
        let mut needed: Vec<Vec<String>> = Vec::new();
        for alternative in alternatives {
            let mut together = Vec::new();
            let mut can_be_met = true;
            for RequiredScheme { name, node } in alternative {
                match self.known.iter().find(|(id, _)| id == name) {
                    Some((id, Some(_))) => together.push(id.clone()),
                    Some((_, None)) => can_be_met = false,
                    None => {
                        can_be_met = false;
                        let message = format!("there is no security scheme `{name}`");
                        reader.error(
                            node,
                            message,
                            "add it to the security schemes of the document",
                        );
                    }
                }
            }
            if can_be_met && !needed.contains(&together) {
                needed.push(together);
            }
        }
        needed
    }

    /// What an operation needs, where that is decided operation by operation.
    pub(super) fn of_operation(
        &self,
        reader: &Reader<'_>,
        operation: &Operation<'_>,
    ) -> Option<Vec<Vec<String>>> {
        if !matches!(self.auth, Auth::Schemes(_)) {
            return None;
        }
        Some(match &operation.security {
            Some(own) => self.needed(reader, own),
            None => self.usual.clone(),
        })
    }
}
