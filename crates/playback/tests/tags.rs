//! What transcodes say of themselves, as another program reads it.

use std::path::{Path, PathBuf};
use std::process::Command;

use catalog::GainView;
use file_serving::OpenFiles;
use http_body_util::BodyExt as _;
use playback::media::Codec;
use playback::plan::{Engine, Target};
use playback::transcode::{Ffmpeg, Picture, TrackTags, TranscodeCache, TranscodeLimits, TranscodeRequest, Transcoder};
use serde_json::Value;

fn tags() -> TrackTags {
    TrackTags {
        title: "茉莉花 \"live\"".to_owned(),
        artists: vec!["清音".to_owned(), "Second".to_owned()],
        album: Some("民歌集".to_owned()),
        album_artists: vec!["众人".to_owned()],
        track_number: Some(7),
        disc_number: Some(2),
        year: Some(2024),
        genres: vec!["民谣".to_owned()],
        composers: Vec::new(),
        gain: GainView { track_db: Some(-6.5), track_peak: Some(0.98), album_db: Some(-7.25), album_peak: Some(0.99) },
        picture: None,
    }
}

/// What ffprobe reads, with tags by name in small letters; nothing where there is no ffprobe.
fn probe(path: &Path) -> Option<(Value, Vec<(String, String)>)> {
    let shown = ["-v", "error", "-show_format", "-show_streams", "-of", "json"];
    let output = Command::new("ffprobe").args(shown).arg(path).output().ok()?;
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let of_stream = value["streams"][0]["tags"].as_object();
    let of_format = value["format"]["tags"].as_object();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = of_stream.into_iter().chain(of_format).flatten();
    let tags = all.map(|(name, value)| (name.to_lowercase(), text(value))).collect();
    Some((value, tags))
}

#[tokio::test]
async fn another_program_reads_words_and_loudness_in_every_output() {
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/stairs.flac");
    let folder = tempfile::tempdir().expect("a folder");
    let ffmpeg = Ffmpeg::probe(Path::new("ffmpeg")).await;
    let transcoder = Transcoder::new(TranscodeLimits::default(), TranscodeCache::none(), ffmpeg);
    let able = transcoder.abilities();
    let identity = OpenFiles::default().open(&source).await.expect("the fixture").identity();
    let tags = tags();
    let mut targets =
        [Codec::Opus, Codec::Flac, Codec::Pcm].map(|codec| Target::new(codec, 96, Engine::InProcess)).to_vec();
    let helped = [Codec::Opus, Codec::Mp3, Codec::Aac].into_iter().filter(|codec| able.ffmpeg_makes(*codec));
    targets.extend(helped.map(|codec| Target::new(codec, 96, Engine::Ffmpeg)));
    for target in targets {
        let request = TranscodeRequest { path: &source, identity, target, start_ms: 0, tags: &tags, listener: None };
        let body = transcoder.start(&request).await.expect("begins");
        let bytes = body.collect().await.expect("a whole transcode").to_bytes();
        let path = folder.path().join(format!("made.{}", target.file_ending()));
        std::fs::write(&path, bytes).expect("room");
        let Some((value, found)) = probe(&path) else { return };
        let has = |name: &str, wanted: &str| found.iter().any(|(known, value)| known == name && value == wanted);
        assert!(has("title", "茉莉花 \"live\""), "{target:?}: {found:?}");
        assert!(
            found.iter().any(|(name, value)| name == "artist" && value.contains("清音") && value.contains("Second")),
            "{found:?}"
        );
        assert!(has("album", "民歌集") && has("genre", "民谣"), "{target:?}: {found:?}");
        assert!(has("track", "7"), "{target:?}: {found:?}");
        match target.codec {
            Codec::Opus => assert!(has("r128_track_gain", "-2944") && has("r128_album_gain", "-3136"), "{found:?}"),
            // WAV files have no agreed place for it.
            Codec::Pcm => {}
            _ => assert!(
                has("replaygain_track_gain", "-6.50 dB") && has("replaygain_album_peak", "0.990000"),
                "{found:?}"
            ),
        }
        let duration: f64 = value["format"]["duration"].as_str().and_then(|text| text.parse().ok()).expect("a length");
        assert!((duration - 3.0).abs() < 0.2, "{target:?}: {duration} s");
    }
}

#[tokio::test]
async fn another_program_sees_the_picture_where_an_output_has_a_place_for_it() {
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let source = fixtures.join("stairs.flac");
    let folder = tempfile::tempdir().expect("a folder");
    let ffmpeg = Ffmpeg::probe(Path::new("ffmpeg")).await;
    let transcoder = Transcoder::new(TranscodeLimits::default(), TranscodeCache::none(), ffmpeg);
    let able = transcoder.abilities();
    let identity = OpenFiles::default().open(&source).await.expect("the fixture").identity();
    // Larger than a page of Ogg, so that its head takes several.
    let jpeg = std::fs::read(fixtures.join("cover.jpg")).expect("the fixture");
    assert!(jpeg.len() > 66_000, "{}", jpeg.len());
    let tags = tags().with_picture(Some(Picture::jpeg(jpeg.clone().into())));
    let mut targets = [Codec::Opus, Codec::Flac].map(|codec| Target::new(codec, 96, Engine::InProcess)).to_vec();
    let helped = [Codec::Opus, Codec::Mp3, Codec::Aac].into_iter().filter(|codec| able.ffmpeg_makes(*codec));
    targets.extend(helped.map(|codec| Target::new(codec, 96, Engine::Ffmpeg)));
    for target in targets {
        let request = TranscodeRequest { path: &source, identity, target, start_ms: 0, tags: &tags, listener: None };
        let body = transcoder.start(&request).await.expect("begins");
        let bytes = body.collect().await.expect("a whole transcode").to_bytes();
        let path = folder.path().join(format!("made.{}", target.file_ending()));
        std::fs::write(&path, bytes).expect("room");
        let Some((value, _)) = probe(&path) else { return };
        let streams = value["streams"].as_array().expect("streams");
        let is_picture = |stream: &&Value| stream["disposition"]["attached_pic"] == 1;
        let picture = streams.iter().find(is_picture).unwrap_or_else(|| panic!("{target:?} has none: {value}"));
        assert_eq!((&picture["codec_name"], &picture["width"]), (&"mjpeg".into(), &320.into()), "{target:?}");
        assert!(streams.iter().any(|stream| stream["codec_type"] == "audio"), "{target:?}");
        let taken = folder.path().join("taken.jpg");
        let copy = ["-map", "0:v", "-c", "copy", "-f", "image2", "-y", "-v", "error"];
        let ended = Command::new("ffmpeg").arg("-i").arg(&path).args(copy).arg(&taken).status();
        assert!(ended.expect("ffmpeg is where ffprobe is").success(), "{target:?}");
        assert!(std::fs::read(&taken).expect("what was taken") == jpeg, "{target:?}: not the same picture");
    }
}
