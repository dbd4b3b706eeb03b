//! The directions in which properties go.

/// The only direction in which a property goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// It is in responses only (`readOnly`).
    Received,
    /// It is in requests only (`writeOnly`).
    Sent,
}

impl Direction {
    /// The opposite direction.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Received => Self::Sent,
            Self::Sent => Self::Received,
        }
    }
}
