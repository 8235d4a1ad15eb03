//! Buffers that are used again, so that streaming allocates next to nothing.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use crate::READ_BYTES;

/// Buffers kept for later; beyond this they are freed. 64 × 128 KiB = 8 MiB at most.
const KEPT: usize = 64;

/// A stack of idle buffers, each [`READ_BYTES`] long.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    idle: Mutex<Vec<Box<[u8]>>>,
}

impl Buffers {
    /// Takes the buffer that was used last, as it is the likeliest to be in a core's cache.
    pub(crate) fn take(self: &Arc<Self>) -> Buffer {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let bytes = idle.unwrap_or_else(|| vec![0; READ_BYTES].into_boxed_slice());
        Buffer { bytes, filled: 0, home: Arc::clone(self) }
    }
}

/// One buffer; it returns to its stack when the last reader lets go.
#[derive(Debug)]
pub(crate) struct Buffer {
    bytes: Box<[u8]>,
    filled: usize,
    home: Arc<Buffers>,
}

impl Buffer {
    /// Room for up to `length` bytes.
    pub(crate) fn room(&mut self, length: usize) -> &mut [u8] {
        let length = length.min(self.bytes.len());
        &mut self.bytes[..length]
    }

    /// The first `filled` bytes as a body's chunk, without copying.
    pub(crate) fn into_bytes(mut self, filled: usize) -> Bytes {
        self.filled = filled.min(self.bytes.len());
        Bytes::from_owner(self)
    }
}

impl AsRef<[u8]> for Buffer {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[..self.filled]
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        let mut idle = self.home.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Buffers, KEPT};
    use std::sync::Arc;

    #[test]
    fn a_buffer_comes_back_and_the_stack_is_bounded() {
        let buffers = Arc::new(Buffers::default());
        let mut first = buffers.take();
        first.room(3).copy_from_slice(b"abc");
        let bytes = first.into_bytes(3);
        assert_eq!(&bytes[..], b"abc");
        drop(bytes);
        assert_eq!(buffers.idle.lock().expect("not poisoned").len(), 1);

        let many: Vec<_> = (0..KEPT * 2).map(|_| buffers.take()).collect();
        drop(many);
        assert_eq!(buffers.idle.lock().expect("not poisoned").len(), KEPT);
    }
}
