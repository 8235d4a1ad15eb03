//! The cover of a playlist: decoded and drawn anew, so that nothing but the picture is kept.

use std::io::Cursor;

use axum::body::Bytes;
use http_api::Text;
use ids::{PlaylistId, SubjectId};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

use super::{Playlist, Who, store};
use crate::Library;
use crate::error::Error;

/// Bytes of a picture at most.
pub const PICTURE_BYTES_MAX: usize = 5 << 20;
/// The longer side of what is kept, in pixels: the largest a page shows.
const SIDE_PIXELS: u32 = 800;
/// The longer side of what is read, in pixels: a small file can claim to be a huge picture.
const READ_SIDE_PIXELS_MAX: u32 = 10_000;
/// Memory that decoding may take, in bytes.
const DECODING_BYTES_MAX: u64 = 192 << 20;
/// Quality of what is kept, of 100.
const QUALITY: u8 = 86;
/// What kept pictures are.
const MEDIA_TYPE: &str = "image/jpeg";

impl Library {
    /// Gives a playlist a picture: JPEG, PNG or WebP of up to 5 MiB, from a file or a camera.
    /// It is turned as the camera says, made smaller and drawn anew, without place, camera or time.
    ///
    /// # Errors
    /// [`Error::Field`] for what is no such picture, and those of [`Library::change_playlist`].
    pub async fn set_cover(&self, member: SubjectId, id: PlaylistId, picture: Bytes) -> Result<Playlist, Error> {
        // Before anything is decoded for somebody who may not.
        let mut tx = self.db().begin().await?;
        self.require_owner(&mut tx, member, id).await?;
        drop(tx);
        let drawn = self.aside(async move { redraw(&picture) }).await?;
        let mut tx = self.db().begin().await?;
        self.touch(&mut tx, member, id, None, Who::Owner).await?;
        store::put_cover(&mut tx, id, drawn, MEDIA_TYPE, self.now()).await?;
        tx.commit().await?;
        self.playlist(Some(member), id).await
    }

    /// Takes the picture away; the covers of its tracks stand for the playlist again.
    ///
    /// # Errors
    /// Those of [`Library::change_playlist`].
    pub async fn remove_cover(&self, member: SubjectId, id: PlaylistId) -> Result<(), Error> {
        let mut tx = self.db().begin().await?;
        self.touch(&mut tx, member, id, None, Who::Owner).await?;
        store::remove_cover(&mut tx, id).await?;
        Ok(tx.commit().await?)
    }

    /// The picture that the owner chose, with its media type.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none that the viewer may see.
    pub async fn cover(&self, viewer: Option<SubjectId>, id: PlaylistId) -> Result<(Vec<u8>, String), Error> {
        store::cover(&self.reader(), viewer, id).await?.ok_or(Error::NotFound)
    }
}

fn unusable() -> Error {
    let message = Text::new(
        "无法读取这张图片，请换一张 JPEG、PNG 或 WebP 图片",
        "this picture cannot be read; please take a JPEG, PNG or WebP picture",
    );
    Error::field("body", "picture.unusable", message)
}

fn redraw(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| unusable())?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) {
        return Err(unusable());
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(READ_SIDE_PIXELS_MAX);
    limits.max_image_height = Some(READ_SIDE_PIXELS_MAX);
    limits.max_alloc = Some(DECODING_BYTES_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| unusable())?;
    let turned = decoder.orientation().map_err(|_| unusable())?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| unusable())?;
    picture.apply_orientation(turned);
    if picture.width().max(picture.height()) > SIDE_PIXELS {
        picture = picture.resize(SIDE_PIXELS, SIDE_PIXELS, FilterType::CatmullRom);
    }
    let mut out = Vec::new();
    let encoded = JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&on_paper(picture));
    encoded.map_err(|_| unusable())?;
    Ok(out)
}

/// JPEG knows no transparency; what shows through is white.
fn on_paper(picture: DynamicImage) -> image::RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let (width, height) = (picture.width(), picture.height());
    let mut paper = DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(width, height, image::Rgba([255; 4])));
    image::imageops::overlay(&mut paper, &picture, 0, 0);
    paper.into_rgb8()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let drawn =
            image::RgbImage::from_fn(width, height, |x, _| image::Rgb([if x < width / 2 { 250 } else { 5 }, 0, 0]));
        drawn.write_to(&mut out, format).expect("a picture is written");
        out.into_inner()
    }

    fn size_of(bytes: &[u8]) -> (u32, u32) {
        let read = image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).expect("a JPEG");
        (read.width(), read.height())
    }

    #[test]
    fn a_picture_keeps_its_shape_and_is_never_made_larger() {
        assert_eq!(size_of(&redraw(&picture(ImageFormat::Png, 1_600, 400)).expect("a picture")), (800, 200));
        assert_eq!(size_of(&redraw(&picture(ImageFormat::WebP, 64, 48)).expect("a picture")), (64, 48));
    }

    /// A JPEG whose camera was held upright, with the place where it was taken.
    fn photograph() -> Vec<u8> {
        let plain = picture(ImageFormat::Jpeg, 64, 32);
        // One entry: orientation (0x0112), a short, once: 6, to be turned a quarter to the right.
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"31.2304N 121.4737E");
        let length = u16::try_from(exif.len() + 2).expect("short");
        let mut out = plain[..2].to_vec();
        out.extend_from_slice(&[0xff, 0xe1]);
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(&exif);
        out.extend_from_slice(&plain[2..]);
        out
    }

    #[test]
    fn a_photograph_stands_upright_and_tells_no_place() {
        let photograph = photograph();
        let holds = |bytes: &[u8], needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
        assert!(holds(&photograph, b"121.4737E"));
        let drawn = redraw(&photograph).expect("a picture");
        assert_eq!(size_of(&drawn), (32, 64));
        assert!(!holds(&drawn, b"121.4737E") && !holds(&drawn, b"Exif"));
    }

    #[test]
    fn what_shows_through_is_white() {
        let clear = image::RgbaImage::from_pixel(8, 8, image::Rgba([0, 0, 0, 0]));
        let flat = on_paper(DynamicImage::ImageRgba8(clear));
        assert_eq!(flat.get_pixel(4, 4).0, [255; 3]);
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert!(redraw(b"").is_err());
        assert!(redraw(b"<svg onload='alert(1)'/>").is_err());
        assert!(redraw(&picture(ImageFormat::Gif, 8, 8)).is_err(), "only what was asked for");
        let mut bomb = picture(ImageFormat::Png, 8, 8);
        bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
        assert!(redraw(&bomb).is_err());
    }
}
