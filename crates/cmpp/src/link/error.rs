//! Why a link cannot be opened, a text cannot be submitted, or a link has ended.

use std::io;

use crate::pdu::{Malformed, Unwritable};
use crate::text::WrongLength;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The gateway does not let us in: its `Status`, of which 2 is a wrong name, 3 a wrong secret, 4 a version too high.
    #[error("the gateway refuses the sign-in with status {0}")]
    Refused(u32),
    /// Whoever answers does not know the secret.
    #[error("the gateway cannot prove that it knows the secret")]
    WrongAuthenticator,
    /// The sign-in is answered with something else, or not at all.
    #[error("the gateway does not answer the sign-in")]
    NoSignIn,
    /// What the gateway sent is not the protocol.
    #[error("the gateway does not keep to the protocol")]
    Malformed(#[from] Malformed),
    /// The connection broke during the sign-in.
    #[error("the connection failed")]
    Io(#[from] io::Error),
    /// A setting, or the number, does not fit into its field.
    #[error("the message cannot be written")]
    Unwritable(#[from] Unwritable),
    /// The text has no part, or too many.
    #[error(transparent)]
    WrongLength(#[from] WrongLength),
    /// There is no link and none came in time; nothing was sent.
    #[error("there is no link to the gateway")]
    NoLink,
    /// The link had ended before; nothing was sent.
    #[error("the link has ended: {0}")]
    Closed(Ended),
    /// The link ended before the gateway answered; the text may have been sent.
    #[error("the link ended before the gateway answered: {0}")]
    Lost(Ended),
    /// The gateway did not answer in time; the text may have been sent.
    #[error("the gateway did not answer in time")]
    TimedOut,
}

impl Error {
    /// Whether the text may have been sent all the same.
    #[must_use]
    pub const fn is_uncertain(&self) -> bool {
        matches!(self, Self::Lost(_) | Self::TimedOut)
    }
}

/// Why a link has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Ended {
    /// We have closed it.
    #[error("it was closed")]
    ByUs,
    /// The gateway has said farewell.
    #[error("the gateway closed it")]
    ByGateway,
    /// The connection is cut.
    #[error("the connection was cut")]
    Cut,
    /// The gateway says nothing, and answers no question whether it is there.
    #[error("the gateway is silent")]
    Silent,
    /// The gateway takes no bytes.
    #[error("the gateway takes nothing")]
    Stuck,
    /// The gateway sent what is not the protocol.
    #[error("{0}")]
    Malformed(#[from] Malformed),
}
