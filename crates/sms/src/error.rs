//! Why a request cannot be signed.

/// Why a request cannot be signed; it says nothing of what the request holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsignable {
    /// The address is none, or holds credentials.
    #[error("the address cannot be signed")]
    Address,
    /// The signature has no room for a query.
    #[error("the address has a query")]
    Query,
    /// A header comes twice, is the signature's own, or has characters that no header has.
    #[error("a header cannot be signed")]
    Header,
    /// A signature over the body needs the header `content-type`.
    #[error("there is no content type")]
    ContentType,
    /// The access key's id has characters that no header has.
    #[error("the id of the access key cannot be sent")]
    Credential,
    /// The time is in no year that can be written.
    #[error("the time cannot be written")]
    Time,
}
