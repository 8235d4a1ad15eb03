//! The identity of a picture.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use ids::CoverId;
use sha2::{Digest as _, Sha256};

use super::MAX_SOURCE_BYTES;

/// Up to here a picture is hashed whole; of a larger one its size, beginning and end.
const WHOLE_BYTES: usize = 256 * 1024;
const PART_BYTES: usize = WHOLE_BYTES / 2;

/// A hash of a picture's content.
///
/// Compressed pictures that differ anywhere differ in length or at their end, so hashing the ends is enough to tell them apart,
/// and a scan need not read gigabytes of covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct PictureHash([u8; 32]);

impl PictureHash {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        if bytes.len() <= WHOLE_BYTES {
            Self::of_parts(bytes.len() as u64, bytes, &[])
        } else {
            Self::of_parts(bytes.len() as u64, &bytes[..PART_BYTES], &bytes[bytes.len() - PART_BYTES..])
        }
    }

    fn of_parts(size_bytes: u64, start: &[u8], end: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(size_bytes.to_le_bytes());
        hasher.update(start);
        hasher.update(end);
        Self(hasher.finalize().into())
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn id(&self) -> CoverId {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        CoverId::from_i64((u64::from_be_bytes([a, b, c, d, e, f, g, h]) >> 1).cast_signed())
    }
}

/// The hash and size of a picture file; `None` when it is no picture, too large, or unreadable.
pub(crate) fn hash_file(path: &Path) -> Option<(PictureHash, u64)> {
    let file = File::open(path).ok()?;
    let size_bytes = file.metadata().ok()?.len();
    let size = usize::try_from(size_bytes).ok().filter(|size| *size <= MAX_SOURCE_BYTES)?;
    let start = read_part(&file, 0, size.min(if size <= WHOLE_BYTES { WHOLE_BYTES } else { PART_BYTES })).ok()?;
    if !is_picture(&start) {
        return None;
    }
    let end = if size <= WHOLE_BYTES { Vec::new() } else { read_part(&file, size - PART_BYTES, PART_BYTES).ok()? };
    Some((PictureHash::of_parts(size_bytes, &start, &end), size_bytes))
}

fn read_part(file: &File, offset: usize, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    file.read_exact_at(&mut bytes, offset as u64)?;
    Ok(bytes)
}

/// Whether the first bytes are those of a picture that can be shown.
pub(crate) fn is_picture(bytes: &[u8]) -> bool {
    use image::ImageFormat::{Bmp, Gif, Jpeg, Png, WebP};
    bytes.len() <= MAX_SOURCE_BYTES && matches!(image::guess_format(bytes), Ok(Jpeg | Png | WebP | Gif | Bmp))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_and_its_bytes_hash_alike() {
        for size in [100, WHOLE_BYTES, WHOLE_BYTES + 1, 3 * WHOLE_BYTES] {
            let mut bytes = vec![7_u8; size];
            bytes[..3].copy_from_slice(&[0xff, 0xd8, 0xff]);
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), &bytes).unwrap();
            assert_eq!(hash_file(file.path()).unwrap(), (PictureHash::of(&bytes), size as u64));
            bytes[size - 1] = 8;
            assert_ne!(PictureHash::of(&bytes), hash_file(file.path()).unwrap().0);
        }
    }

    #[test]
    fn what_is_no_picture() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), b"<html>").unwrap();
        assert_eq!(hash_file(file.path()), None);
    }
}
