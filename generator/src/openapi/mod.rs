//! Documents as the specification describes them: the only module that knows the keys of its objects.
//!
//! The versions differ in their keys ([`schema`]) and in how they describe operations ([`v2`], [`v3`]). Both are read
//! into one form. Nodes are kept for the places of problems only.

pub(crate) mod arrange;
pub(crate) mod bounds;
pub(crate) mod described;
pub(crate) mod discriminator;
pub(crate) mod distance;
pub(crate) mod dynamic;
pub(crate) mod enum_extensions;
mod examples;
pub(crate) mod extensions;
pub(crate) mod formats;
pub(crate) mod header;
pub(crate) mod json_type;
mod keys;
pub(crate) mod operation;
pub(crate) mod paging;
pub(crate) mod reader;
mod references;
mod repetition;
mod resources;
pub(crate) mod schema;
pub(crate) mod security;
mod unread;
pub(crate) mod uri;
mod v2;
mod v3;
pub(crate) mod value_references;
mod version;

use self::described::Described;
use self::described::{LinkToDocs, external_docs, link};
use self::discriminator::MappingEntry;
use self::operation::{Endpoint, Operation, Server};
use self::reader::Reader;
use self::schema::Schema;
use self::security::{Security, SecurityScheme};
use self::value_references::ValueReferences;
use self::version::Version;
use crate::document::Node;

/// A document.
#[derive(Clone, Copy)]
pub(crate) struct OpenApi<'r, 'd> {
    pub(crate) reader: &'r Reader<'d>,
    version: Version,
    /// The root, for the places of problems with the whole document.
    pub(crate) root: &'d Node,
}

/// `info`.
#[derive(Clone, Copy)]
pub(crate) struct Info<'d> {
    /// Its node, or the root if there is none.
    pub(crate) node: &'d Node,
    /// Whether it states a title.
    pub(crate) has_title: bool,
    pub(crate) title: Option<&'d str>,
    pub(crate) description: Option<&'d str>,
    /// `externalDocs` of the document.
    pub(crate) external_docs: Option<LinkToDocs<'d>>,
    /// The page where questions are asked: that of `contact`.
    pub(crate) support: Option<LinkToDocs<'d>>,
    /// `termsOfService`.
    pub(crate) terms: Option<&'d str>,
}

impl<'r, 'd> OpenApi<'r, 'd> {
    /// Whether a part of a body can have a style, which only OpenAPI 3.1 and later let it have.
    pub(crate) fn has_styles_of_parts(&self) -> bool {
        self.version == Version::V31
    }

    pub(crate) fn new(reader: &'r Reader<'d>) -> Self {
        let root = reader.root();
        Self {
            reader,
            version: Version::of(reader, root),
            root,
        }
    }

    /// Reports the keys of the head of the document that are ignored.
    pub(crate) fn check_head(&self) {
        match self.version {
            Version::V2 => v2::check_head(self.reader),
            Version::V30 | Version::V31 => v3::check_head(self.reader, self.version),
        }
    }

    /// `info`.
    pub(crate) fn info(&self) -> Info<'d> {
        let info = self.root.get("info");
        let text = |key: &str| info.and_then(|info| self.reader.text(info, key));
        Info {
            node: info.unwrap_or(self.root),
            has_title: info.is_some_and(|info| info.get("title").is_some()),
            title: text("title"),
            description: text("description"),
            external_docs: external_docs(self.root),
            support: info
                .and_then(|info| info.get("contact"))
                .and_then(|contact| link(contact, "name")),
            terms: text("termsOfService"),
        }
    }

    /// The named schemas, in the order of the document.
    pub(crate) fn schemas(&self) -> impl ExactSizeIterator<Item = (&'d str, Schema<'d>)> + use<'d> {
        let schemas = match self.version {
            Version::V2 => self.reader.entries(self.root, "definitions"),
            Version::V30 | Version::V31 => v3::components(self.reader, "schemas"),
        };
        schemas
            .iter()
            .map(|(name, node)| (name.as_str(), Schema::new(node)))
    }

    /// The schema that an entry of a mapping names: by reference, or by its name.
    pub(crate) fn mapped(&self, entry: MappingEntry<'d>) -> Option<Schema<'d>> {
        let name = entry.target.value;
        if let Some(node) = self.reader.referenced(entry.target.node, name) {
            return Schema::new(node).target(self.reader);
        }
        let last = name.rsplit('/').next().unwrap_or(name);
        let (_, schema) = self.schemas().find(|(known, _)| *known == last)?;
        schema.target(self.reader)
    }

    /// The schemas that values of the document are described by.
    pub(crate) fn value_references(&self) -> ValueReferences {
        ValueReferences::find(self.reader, self.root)
    }

    /// Every operation under `paths`.
    pub(crate) fn endpoints(&self) -> Vec<Endpoint<'d>> {
        operation::endpoints(self.reader)
    }

    /// The content of an operation.
    pub(crate) fn operation(&self, endpoint: &Endpoint<'d>) -> Operation<'d> {
        match self.version {
            Version::V2 => v2::operation(self.reader, endpoint),
            Version::V30 | Version::V31 => v3::operation(self.reader, endpoint),
        }
    }

    /// The description of a tag, if the document has one.
    pub(crate) fn tag(&self, name: &str) -> Option<Described<'d>> {
        let mut tags = self.root.get("tags").map_or(&[][..], Node::items).iter();
        let tag = tags.find(|tag| tag.get("name").and_then(Node::as_str) == Some(name));
        tag.map(Described::of)
    }

    /// The schemas of the payloads that the server sends to the caller (webhooks and callbacks), each with the words
    /// for its name.
    pub(crate) fn incoming(&self) -> Vec<(String, Schema<'d>)> {
        match self.version {
            Version::V2 => Vec::new(),
            Version::V30 | Version::V31 => v3::incoming(self.reader),
        }
    }

    /// The servers of the document.
    pub(crate) fn servers(&self) -> Vec<Server<'d>> {
        match self.version {
            Version::V2 => v2::servers(self.reader),
            Version::V30 | Version::V31 => v3::servers(self.reader, self.root),
        }
    }

    /// The security schemes, in the order of the document.
    pub(crate) fn security_schemes(&self) -> Vec<SecurityScheme<'d>> {
        match self.version {
            Version::V2 => v2::security_schemes(self.reader),
            Version::V30 | Version::V31 => v3::security_schemes(self.reader),
        }
    }

    /// The security requirements of operations that have none of their own.
    pub(crate) fn security(&self) -> Security<'d> {
        let node = self.root.get("security");
        node.map_or_else(Vec::new, |node| security::requirements(self.reader, node))
    }

    /// The security schemes that operations without requirements of their own require.
    pub(crate) fn required_schemes(&self) -> impl Iterator<Item = &'d str> {
        security::required_names(self.root)
    }

    /// The schemas in media types, parameters and headers that examples stand beside, each with these examples.
    pub(crate) fn examples_beside_schemas(&self) -> Vec<(Schema<'d>, Vec<&'d Node>)> {
        examples::beside_schemas(self.root)
    }

    /// Whether any schema of `components` has `x-results`.
    pub(crate) fn uses_results(&self) -> bool {
        let components = self.root.get("components");
        let schemas = components.and_then(|components| components.get("schemas"));
        let mut schemas = schemas.map_or(&[][..], Node::entries).iter();
        schemas.any(|(_, schema)| Schema::new(schema).extensions().has_results())
    }

    /// Reports the keys of a schema that are ignored.
    pub(crate) fn check_schema_keys(&self, schema: Schema<'d>) {
        // In Swagger 2.0, a parameter is a schema, and its keys have been checked with it.
        let node = schema.node();
        if self.version != Version::V2 || node.get("in").is_none() {
            let mut known = [keys::SCHEMA, keys::UNSUPPORTED].concat();
            // Headers and items are schemas, too.
            known.extend((self.version == Version::V2).then_some("collectionFormat"));
            extensions::check_keys(self.reader, node, "a schema", &known);
            schema.check_unsupported(self.reader);
        }
    }
}
