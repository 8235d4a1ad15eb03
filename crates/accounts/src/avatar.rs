//! Pictures: decoded and drawn anew, so that nothing but the picture is kept.

use std::io::Cursor;

use http_api::Text;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{ImageReader, Limits, Rgb, RgbImage};

use crate::error::Error;

/// Bytes of a picture at most.
pub(crate) const PICTURE_BYTES_MAX: usize = 5 << 20;
/// Pixels of each side of what is kept.
const SIDE: u32 = 256;
/// Pixels of each side of what is read at most: a small file can claim to be a huge picture.
const SIDE_MAX: u32 = 8_192;
/// Memory that decoding may take.
const DECODING_BYTES_MAX: u64 = 256 << 20;

/// What kept pictures are.
pub(crate) const MEDIA_TYPE: &str = "image/jpeg";

/// The picture cut to a square of 256 pixels, as JPEG, without the place, camera and time that photographs carry.
pub(crate) fn redraw(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let unusable = || {
        Error::Picture(Text::new(
            "无法读取这张图片，请换一张 JPEG、PNG、WebP 或 GIF 图片",
            "this picture cannot be read; please take a JPEG, PNG, WebP or GIF picture",
        ))
    };
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| unusable())?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(DECODING_BYTES_MAX);
    reader.limits(limits);
    let picture = reader.decode().map_err(|_| unusable())?;
    let picture = picture.resize_to_fill(SIDE, SIDE, FilterType::Triangle).to_rgba8();
    // JPEG knows no transparency; white is what a transparent picture usually stands on.
    let flat = RgbImage::from_fn(SIDE, SIDE, |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
        let over_white = |value: u8| {
            let mixed = (u32::from(value) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Rgb([over_white(red), over_white(green), over_white(blue)])
    });
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 85).encode_image(&flat).map_err(|_| unusable())?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        image::RgbaImage::from_pixel(width, height, image::Rgba([200, 30, 30, 0]))
            .write_to(&mut out, image::ImageFormat::Png)
            .expect("a picture is written");
        out.into_inner()
    }

    #[test]
    fn a_picture_is_drawn_anew() {
        let drawn = redraw(&png(900, 300)).expect("a picture");
        let read = image::load_from_memory(&drawn).expect("a JPEG").to_rgb8();
        assert_eq!(read.dimensions(), (256, 256));
        assert!(read.get_pixel(128, 128).0.iter().all(|value| *value > 250), "transparent becomes white");
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert!(redraw(b"").is_err());
        assert!(redraw(b"<svg onload='alert(1)'/>").is_err());
        let mut cut = png(900, 300);
        cut.truncate(60);
        assert!(redraw(&cut).is_err());
        // A header that claims 50,000 by 50,000 pixels.
        let mut bomb = png(8, 8);
        bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
        assert!(redraw(&bomb).is_err());
    }
}
