//! The behaviours of the server by kind.

/// A kind of behaviour of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Behaviour {
    /// Responses that are lost, cut off, late or errors, and connections that close before there is a response.
    Loses,
    /// Errors that only some servers and proxies send.
    OtherErrors,
    /// Interim responses before the proper one.
    Interim,
    /// A connection that closes a moment after a response, when it is idle.
    ClosesIdle,
    /// An error as soon as there is a connection, or as soon as a request begins. Nothing is read.
    RespondsEarly,
    /// The proper response, and the same a moment later again, to no request.
    RespondsTwice,
    /// HTML with the status of a success. It says nothing about the effect.
    Html,
    /// JSON that is not documented, with the status of a success. It says nothing about the effect.
    OtherJson,
    /// A success that lists fewer entries than there are, or one of them twice.
    Miscounts,
    /// Some of the entries, and a success that lists those.
    AppliesInPart,
}

/// All kinds.
const ALL: [Behaviour; 10] = [
    Behaviour::Loses,
    Behaviour::OtherErrors,
    Behaviour::Interim,
    Behaviour::ClosesIdle,
    Behaviour::RespondsEarly,
    Behaviour::RespondsTwice,
    Behaviour::Html,
    Behaviour::OtherJson,
    Behaviour::Miscounts,
    Behaviour::AppliesInPart,
];

/// The kinds that are switched on.
#[derive(Clone, Debug)]
pub(crate) struct Behaviours(Vec<Behaviour>);

impl Behaviours {
    /// All kinds.
    pub(crate) fn all() -> Self {
        Self(ALL.to_vec())
    }

    pub(crate) fn without(mut self, behaviour: Behaviour) -> Self {
        self.0.retain(|it| *it != behaviour);
        self
    }

    pub(crate) fn has(&self, behaviour: Behaviour) -> bool {
        self.0.contains(&behaviour)
    }
}
