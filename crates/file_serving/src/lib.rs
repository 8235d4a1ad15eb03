//! Files over HTTP: one range, validators, and bytes read by position from a cached descriptor.
//!
//! Why not an existing file service: it opens and inspects the file for each request and hops to
//! another thread for each chunk. A song is asked for in dozens of ranges, nearly always from
//! pages the kernel already holds.
//!
//! Invariants
//! - A file is never mapped into memory: a file cut short while it plays would end the process.
//! - A body sends exactly the bytes its head announced, or ends in an error.

mod body;
mod buffers;
mod handoff;
mod open;
mod range;
mod serve;
mod validators;

pub use body::FileBody;
pub use handoff::{Handoff, HandoffStream};
pub use open::{FileIdentity, OpenFile, OpenFiles, open_regular};
pub use range::{RangeRequest, requested_range};
pub use serve::{FileRequest, answer, serve};
pub use validators::{Precondition, Validators};

/// Bytes read at once; large enough that the system call vanishes, small enough for a core's L2.
pub const READ_BYTES: usize = 128 * 1024;
