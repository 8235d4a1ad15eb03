//! Covers: found by content, shown as thumbnails.
//!
//! A cover's id is a hash of its bytes, so the same picture in a thousand files is one cover, and its address never changes its content.
//! Thumbnails are made when first asked for, kept on disk within a limit, and the small ones in memory.

mod cache;
mod hash;
mod picture;

pub(crate) use cache::{ThumbnailKey, Thumbnails};
pub(crate) use hash::{PictureHash, hash_file, is_picture};
pub(crate) use picture::{decode, dominant_color, encode};

/// The largest picture file that is read, in bytes.
pub const MAX_SOURCE_BYTES: usize = 16 * 1024 * 1024;

/// The sizes of thumbnails, in pixels of the longer side.
pub const SIZES: [u32; 4] = [96, 300, 600, 1200];

/// The format of a thumbnail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Half the bytes of JPEG; every current browser shows it.
    Webp,
    /// For clients that do not say they accept WebP.
    Jpeg,
}

impl Format {
    /// The value of `Content-Type`.
    #[must_use]
    pub const fn mime_type(self) -> &'static str {
        match self {
            Self::Webp => "image/webp",
            Self::Jpeg => "image/jpeg",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
        }
    }
}
