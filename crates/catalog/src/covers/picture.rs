//! Pictures: decoded within limits, made smaller, written as WebP or JPEG.

use std::io::Cursor;

use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, ImageReader, Limits, RgbImage};

use super::Format;
use crate::error::Error;

/// The longest side of a picture that is decoded, in pixels.
const MAX_SIDE_PIXELS: u32 = 8_192;

/// What decoding one picture may allocate, in bytes: a picture of a kilobyte can claim gigabytes.
const MAX_DECODED_BYTES: u64 = 160 * 1024 * 1024;

/// Quality of WebP and JPEG thumbnails, of 100.
const WEBP_QUALITY: f32 = 80.0;
const JPEG_QUALITY: u8 = 84;

/// Decodes a picture without transparency: covers stand on paper.
///
/// # Errors
/// [`Error::Picture`] when it is none, damaged, or larger than the limits.
pub(crate) fn decode(bytes: &[u8]) -> Result<RgbImage, Error> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| Error::Picture("it is in no known format"))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE_PIXELS);
    limits.max_image_height = Some(MAX_SIDE_PIXELS);
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    reader.limits(limits);
    let picture = reader.decode().map_err(|_| Error::Picture("it is damaged or too large"))?;
    Ok(match picture {
        DynamicImage::ImageRgb8(picture) => picture,
        picture if picture.color().has_alpha() => on_white(&picture.to_rgba8()),
        picture => picture.to_rgb8(),
    })
}

fn on_white(picture: &image::RgbaImage) -> RgbImage {
    let mut out = RgbImage::new(picture.width(), picture.height());
    for (to, from) in out.pixels_mut().zip(picture.pixels()) {
        let alpha = u32::from(from.0[3]);
        for (to, from) in to.0.iter_mut().zip(&from.0[..3]) {
            // Between 0 and 255, since both are.
            *to = u8::try_from((u32::from(*from) * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        }
    }
    out
}

/// The picture with its longer side at most `side_pixels`; never made larger.
pub(crate) fn shrink(picture: &RgbImage, side_pixels: u32) -> Result<RgbImage, Error> {
    let (width, height) = picture.dimensions();
    let longer = width.max(height);
    if longer <= side_pixels {
        return Ok(picture.clone());
    }
    let scaled = |length: u32| (u64::from(length) * u64::from(side_pixels)).div_ceil(u64::from(longer)).max(1);
    let scaled = |length: u32| u32::try_from(scaled(length)).unwrap_or(side_pixels);
    let (width_out, height_out) = (scaled(width), scaled(height));
    let failed = |_| Error::Picture("it cannot be made smaller");
    let source = fast_image_resize::images::ImageRef::new(width, height, picture.as_raw(), PixelType::U8x3)
        .map_err(|_| Error::Picture("its size is wrong"))?;
    let mut out = Image::new(width_out, height_out, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new().resize(&source, &mut out, &options).map_err(failed)?;
    RgbImage::from_raw(width_out, height_out, out.into_vec()).ok_or(Error::Picture("its size is wrong"))
}

/// A thumbnail as bytes.
pub(crate) fn encode(picture: &RgbImage, side_pixels: u32, format: Format) -> Result<Vec<u8>, Error> {
    let small = shrink(picture, side_pixels)?;
    match format {
        Format::Webp => {
            let encoder = webp::Encoder::from_rgb(small.as_raw(), small.width(), small.height());
            let encoded =
                encoder.encode_simple(false, WEBP_QUALITY).map_err(|_| Error::Picture("it cannot be written"))?;
            Ok(encoded.to_vec())
        }
        Format::Jpeg => {
            let mut bytes = Vec::new();
            image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)
                .encode_image(&small)
                .map_err(|_| Error::Picture("it cannot be written"))?;
            Ok(bytes)
        }
    }
}

/// The colour that stands for a picture, as `#rrggbb`: the most frequent hue, weighted by how colourful it is.
pub(crate) fn dominant_color(picture: &RgbImage) -> Result<String, Error> {
    const BINS: usize = 16 * 16 * 16;
    let small = shrink(picture, 48)?;
    let mut sums = vec![(0.0_f64, [0.0_f64; 3]); BINS];
    for pixel in small.pixels() {
        let [red, green, blue] = pixel.0;
        let bin = usize::from(red >> 4) << 8 | usize::from(green >> 4) << 4 | usize::from(blue >> 4);
        let most = red.max(green).max(blue);
        let least = red.min(green).min(blue);
        let weight = 1.0 + f64::from(most - least) / 32.0;
        let (total, channels) = &mut sums[bin];
        *total += weight;
        for (channel, value) in channels.iter_mut().zip(pixel.0) {
            *channel += weight * f64::from(value);
        }
    }
    let (total, channels) = sums.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((1.0, [128.0; 3]));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a mean of bytes is a byte")]
    let [red, green, blue] = channels.map(|channel| (channel / total.max(1.0)).round() as u8);
    Ok(format!("#{red:02x}{green:02x}{blue:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(picture: &RgbImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn thumbnails_keep_their_proportions_and_never_grow() {
        let picture = RgbImage::from_pixel(1000, 500, image::Rgb([180, 40, 30]));
        let decoded = decode(&png(&picture)).unwrap();
        assert_eq!(shrink(&decoded, 300).unwrap().dimensions(), (300, 150));
        assert_eq!(shrink(&decoded, 1200).unwrap().dimensions(), (1000, 500));
        assert_eq!(dominant_color(&decoded).unwrap(), "#b4281e");
        for format in [Format::Webp, Format::Jpeg] {
            let bytes = encode(&decoded, 96, format).unwrap();
            assert_eq!(decode(&bytes).unwrap().dimensions(), (96, 48));
        }
    }

    #[test]
    fn a_pixel_bomb_is_refused() {
        // A PNG header that claims 60,000 × 60,000 pixels.
        let mut bytes = png(&RgbImage::new(1, 1));
        bytes[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        assert!(decode(&bytes).is_err());
        assert!(decode(b"\xff\xd8\xff").is_err());
        assert!(decode(b"").is_err());
    }

    #[test]
    fn transparency_becomes_white() {
        let picture = image::RgbaImage::from_pixel(2, 2, image::Rgba([0, 0, 0, 0]));
        assert_eq!(on_white(&picture).get_pixel(0, 0).0, [255; 3]);
    }
}
