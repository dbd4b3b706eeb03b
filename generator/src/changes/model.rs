//! A change, and what it means.

use std::fmt;

use crate::problem::Problem;
use crate::surface::Level;

/// All changes between two documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The changes: first those that compile and mean something else, then those with which programs no longer compile,
    /// what is new, what is deprecated, and what only the wire sees.
    pub changes: Vec<Change>,
    /// How many items are only described otherwise.
    pub described: usize,
    /// The errors of the newer document, which is compared as far as it can be read; none if there are none.
    pub errors: Option<Errors>,
    /// The renamings that were given and are none.
    pub unused_renames: Vec<String>,
}

/// Errors of a document that is read leniently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errors {
    /// How many there are.
    pub count: usize,
    /// Whether the configuration has some of them.
    pub is_setting: bool,
    /// The first one, with its place.
    pub first: String,
}

impl Errors {
    /// The errors among the problems of a document; `None` if there are none. `document` is its name.
    #[must_use]
    pub fn of(problems: &[Problem], document: &str) -> Option<Self> {
        let errors = || problems.iter().filter(|problem| problem.is_tolerated);
        let first = errors().next()?;
        Some(Self {
            count: errors().count(),
            is_setting: errors().any(|problem| problem.is_setting),
            first: format!("{}: {}", first.place(document), first.message),
        })
    }
}

/// One change, however many places it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its kind.
    pub kind: Kind,
    /// How much a program has to change.
    pub level: Level,
    /// Whether programs compile as they are, and mean something else.
    pub is_silent: bool,
    /// A client of the older document with a server of the newer one.
    pub old_client: Wire,
    /// A client of the newer document with a server of the older one.
    pub new_client: Wire,
    /// The item in Rust: `NewTimeEntry::new`.
    pub item: String,
    /// The change, as the end of a sentence that begins with the item.
    pub text: String,
    /// The place on the wire: `GET /time_entries`, the query parameter `order`.
    pub wire: String,
    /// The way to follow it.
    pub advice: Option<String>,
    /// The places in both documents.
    pub at: At,
    /// The number of operations that it is in.
    pub operations: usize,
}

/// Where a change is, by lines counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At {
    /// In the older document.
    pub old: Option<usize>,
    /// In the newer one.
    pub new: Option<usize>,
}

/// How requests and responses go between a client and a server of different documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wire {
    /// As before.
    #[default]
    Works,
    /// As before or not, by values or by behavior that no document states; the text says by which.
    Depends(&'static str),
    /// Not: a request is refused, or a response is not read.
    Breaks(&'static str),
}

impl Wire {
    /// The word for it: `ok`, `risk`, `break`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Works => "ok",
            Self::Depends(_) => "risk",
            Self::Breaks(_) => "break",
        }
    }

    /// The reason; empty if it works.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Works => "",
            Self::Depends(reason) | Self::Breaks(reason) => reason,
        }
    }
}

macro_rules! kinds {
    ($($(#[doc = $docs:literal])+ $kind:ident = $id:literal,)+) => {
        /// A kind of change. Its id is stable: accepted changes and programs that read reports rely on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[doc = $docs])+ $kind,)+
        }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)+];

            /// The id in reports.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$kind => $id,)+
                }
            }
        }
    };
}

kinds! {
    /// An operation is new.
    OperationAdded = "operation-added",
    /// An operation is gone.
    OperationRemoved = "operation-removed",
    /// An operation has another method or path.
    OperationMoved = "operation-moved",
    /// An operation has another function: its id has changed.
    OperationRenamed = "operation-renamed",
    /// An operation is deprecated, or no longer.
    OperationDeprecated = "operation-deprecated",
    /// An operation has one more function.
    FunctionAdded = "function-added",
    /// An operation has one function less.
    FunctionRemoved = "function-removed",
    /// Other statuses are successes.
    SuccessChanged = "success-changed",
    /// The content of a success is another one.
    ResponseChanged = "response-changed",
    /// The content of an error is another one.
    ErrorChanged = "error-changed",
    /// The documented headers of responses are other ones.
    HeadersChanged = "headers-changed",
    /// Whether an operation can be sent twice.
    IdempotencyChanged = "idempotency-changed",
    /// How lists are read page by page.
    PagingChanged = "paging-changed",
    /// The entries that a success has.
    ReturnsChanged = "returns-changed",
    /// How lists are sent in several requests.
    SplitChanged = "split-changed",
    /// Other credentials are sent.
    SecurityChanged = "security-changed",
    /// Requests go to another server.
    ServerChanged = "server-changed",
    /// A parameter that can be left out is new.
    ParameterAdded = "parameter-added",
    /// A parameter that has to be there is new.
    RequiredParameterAdded = "required-parameter-added",
    /// A parameter is gone.
    ParameterRemoved = "parameter-removed",
    /// A parameter has to be there now.
    ParameterRequired = "parameter-required",
    /// A parameter can be left out now.
    ParameterOptional = "parameter-optional",
    /// A parameter is in another place of the request.
    ParameterMoved = "parameter-moved",
    /// A parameter has another type.
    ParameterTypeChanged = "parameter-type-changed",
    /// A parameter is written otherwise.
    ParameterStyleChanged = "parameter-style-changed",
    /// Fewer values are allowed, or fewer of them.
    LimitTightened = "limit-tightened",
    /// More values are allowed, or more of them.
    LimitLoosened = "limit-loosened",
    /// The server assumes another value if none is sent.
    DefaultChanged = "default-changed",
    /// A parameter is deprecated, or no longer.
    ParameterDeprecated = "parameter-deprecated",
    /// Arguments have changed places.
    ArgumentsReordered = "arguments-reordered",
    /// A method sends something else.
    MeansAnother = "means-another",
    /// A body is new.
    BodyAdded = "body-added",
    /// A body is gone.
    BodyRemoved = "body-removed",
    /// A body has to be there now.
    BodyRequired = "body-required",
    /// A body can be left out now.
    BodyOptional = "body-optional",
    /// A body has another content.
    BodyChanged = "body-changed",
    /// A type is new.
    TypeAdded = "type-added",
    /// A type is gone.
    TypeRemoved = "type-removed",
    /// A type has another name.
    TypeRenamed = "type-renamed",
    /// A type is between models and filters.
    TypeMoved = "type-moved",
    /// A type is sent now, or no longer.
    UseChanged = "use-changed",
    /// A type is another kind of type.
    TypeChanged = "type-changed",
    /// A property is new.
    PropertyAdded = "property-added",
    /// A property that has to be sent is new.
    RequiredPropertyAdded = "required-property-added",
    /// A property is gone.
    PropertyRemoved = "property-removed",
    /// A property has another name.
    PropertyRenamed = "property-renamed",
    /// A property has another type.
    PropertyTypeChanged = "property-type-changed",
    /// A property has to be there now.
    PropertyRequired = "property-required",
    /// A property can be left out now.
    PropertyOptional = "property-optional",
    /// A property can be null now.
    PropertyNullable = "property-nullable",
    /// A property can no longer be null.
    PropertyNotNullable = "property-not-nullable",
    /// A property is deprecated, or no longer.
    PropertyDeprecated = "property-deprecated",
    /// A property has another single value.
    ConstantChanged = "constant-changed",
    /// Whether other properties are allowed.
    OtherPropertiesChanged = "other-properties-changed",
    /// A value of a set is new.
    ValueAdded = "value-added",
    /// A value of a set is gone.
    ValueRemoved = "value-removed",
    /// Values of a set have changed places.
    ValuesReordered = "values-reordered",
    /// A set takes other values now, or no longer.
    OpennessChanged = "openness-changed",
    /// An alternative is new.
    AlternativeAdded = "alternative-added",
    /// An alternative is gone.
    AlternativeRemoved = "alternative-removed",
    /// Alternatives are told apart otherwise.
    RecognitionChanged = "recognition-changed",
    /// A name in Rust has changed, and nothing else.
    NameChanged = "name-changed",
    /// An item is declared otherwise.
    ItemChanged = "item-changed",
    /// An item does something else.
    BehaviorChanged = "behavior-changed",
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl Change {
    /// The fingerprint by which a change is accepted: of its kind, its item and its text, so that it stays the same while
    /// the change does, in whatever lines it is.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        // FNV-1a: short, the same on every machine, and not meant against anybody.
        let mut hash: u32 = 0x811c_9dc5;
        let text = [self.kind.id(), &self.item, &self.text].join("\0");
        for byte in text.bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        format!("{hash:08x}")
    }
}

impl Report {
    /// How much programs have to change, for all changes together.
    #[must_use]
    pub fn level(&self) -> Level {
        let levels = self.changes.iter().map(|change| change.level);
        levels.max().unwrap_or(Level::Patch)
    }

    /// A client of the older document with a server of the newer one.
    #[must_use]
    pub fn old_client(&self) -> Wire {
        let wires = self.changes.iter().map(|change| &change.old_client);
        wires.max().cloned().unwrap_or_default()
    }

    /// A client of the newer document with a server of the older one.
    #[must_use]
    pub fn new_client(&self) -> Wire {
        let wires = self.changes.iter().map(|change| &change.new_client);
        wires.max().cloned().unwrap_or_default()
    }

    /// Whether a program can compile as it is, and mean something else.
    #[must_use]
    pub fn has_silent(&self) -> bool {
        self.changes.iter().any(|change| change.is_silent)
    }
}
