//! The picture of a channel: decoded within limits and drawn anew, so that nothing but the picture is kept.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageReader, Limits};

/// A larger picture file is not read, in bytes.
pub(crate) const PICTURE_BYTES_MAX: u64 = 8 << 20;
/// The media type of what is kept.
pub(crate) const MEDIA_TYPE: &str = "image/jpeg";
/// The longer side of what is kept, in pixels.
const SIDE_PIXELS: u32 = 600;
/// The longer side of what is read, in pixels; directories of podcasts ask for 3,000.
const READ_SIDE_PIXELS_MAX: u32 = 6_000;
/// Quality of what is kept, of 100.
const QUALITY: u8 = 85;

/// The picture as a JPEG of at most 600 pixels a side; nothing for what is no picture. Blocks.
pub(crate) fn draw_anew(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(READ_SIDE_PIXELS_MAX), Some(READ_SIDE_PIXELS_MAX));
    limits.max_alloc = Some(160 << 20);
    reader.limits(limits);
    let picture = reader.decode().ok()?;
    let picture = if picture.width().max(picture.height()) > SIDE_PIXELS {
        picture.resize(SIDE_PIXELS, SIDE_PIXELS, FilterType::Triangle)
    } else {
        picture
    };
    let mut out = Vec::new();
    let flat = DynamicImage::ImageRgb8(picture.into_rgb8());
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&flat).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_made_smaller_and_nothing_else_passes() {
        let mut png = Cursor::new(Vec::new());
        let drawn = image::RgbImage::from_pixel(900, 300, image::Rgb([200, 30, 30]));
        drawn.write_to(&mut png, image::ImageFormat::Png).expect("a picture is written");
        let kept = draw_anew(png.get_ref()).expect("a picture");
        let read = image::load_from_memory(&kept).expect("a JPEG");
        assert_eq!((read.width(), read.height()), (600, 200));
        assert_eq!(draw_anew(b"<svg/>"), None);
        assert_eq!(draw_anew(b""), None);
        let mut bomb = png.into_inner();
        bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
        assert_eq!(draw_anew(&bomb), None);
    }
}
