//! Files made to hurt, or merely broken: each is listed or reported, and none stops a scan.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;

use crate::common::{fixture_path, libraries, png, tag};
use lofty::tag::ItemKey;

#[tokio::test]
async fn broken_files_are_listed_with_a_reason() {
    for library in libraries().await {
        library.song("tone.ogg", "good.ogg", &[(ItemKey::TrackTitle, "good")]);
        library.write("empty.mp3", b"");
        library.write("page.flac", b"<!DOCTYPE html><title>404</title>");
        library.write("zeros.mp3", &vec![0; 100_000]);
        library.write("header.flac", b"fLaC");
        library.write("header.m4a", b"\0\0\0\x20ftypM4A \0\0\0\0");
        library.write("header.ogg", b"OggS");
        library.write("header.wav", b"RIFF\xff\xff\xff\xffWAVEfmt ");
        library.write("header.ape", b"MAC ");
        library.write("header.wv", b"wvpk");
        library.write("header.mkv", &[0x1a, 0x45, 0xdf, 0xa3]);
        let done = library.scan().await;
        assert_eq!(done.found, 11);
        let tracks = library.tracks().await;
        assert_eq!(tracks.len(), 11, "every file is listed");
        let problems = library.problems().await;
        assert_eq!(problems.len(), 10, "{problems:?}");
        assert!(problems.contains(&("empty.mp3".into(), "empty".into(), false)));
        assert!(problems.contains(&("page.flac".into(), "unsupported".into(), false)));
        assert!(problems.contains(&("zeros.mp3".into(), "unsupported".into(), false)));
        for (name, _, playable) in &problems {
            assert!(!playable, "{name}");
            let track = tracks.iter().find(|track| &track.file_name == name).unwrap();
            assert!(!track.playable, "{name}");
            assert_eq!(format!("{}.{}", track.title, name.rsplit('.').next().unwrap()), *name);
        }
        fs::copy(fixture_path("tone.mp3"), library.path("empty.mp3")).unwrap();
        fs::remove_file(library.path("page.flac")).unwrap();
        library.scan().await;
        assert_eq!(library.problems().await.len(), 8, "what was mended or removed is reported no longer");
    }
}

#[tokio::test]
async fn truncated_and_misnamed_files() {
    for library in libraries().await {
        for fixture in [
            "tone.mp3",
            "tone.flac",
            "tone.ogg",
            "tone.opus",
            "tone.m4a",
            "alac.m4a",
            "tone.aiff",
            "clip.mp4",
            "clip.webm",
            "tone.wv",
        ] {
            let whole = fs::read(fixture_path(fixture)).unwrap();
            for part in 1..8 {
                library.write(&format!("{part}-{fixture}"), &whole[..whole.len() * part / 8]);
            }
            library.write(&format!("wrong-{fixture}.flac"), &whole);
        }
        let done = library.scan().await;
        assert_eq!((done.found, done.added), (80, 80));
        let tracks = library.tracks().await;
        assert_eq!(tracks.len(), 80);
        for track in tracks.iter().filter(|track| track.file_name.starts_with("wrong-")) {
            assert!(track.playable, "{} is read by its content", track.file_name);
        }
        let misnamed = tracks.iter().find(|track| track.file_name == "wrong-tone.mp3.flac").unwrap();
        assert_eq!(misnamed.codec, "mp3");
    }
}

/// An ID3v2.3 tag of `frames` comment frames, each of `frame_bytes`.
fn huge_tag(frames: usize, frame_bytes: usize) -> Vec<u8> {
    let mut body = Vec::new();
    for number in 0..frames {
        body.extend_from_slice(b"TXXX");
        body.extend_from_slice(&u32::try_from(frame_bytes).unwrap().to_be_bytes());
        body.extend_from_slice(&[0, 0, 0]);
        body.extend_from_slice(format!("{number:08}").as_bytes());
        body.push(0);
        body.resize(body.len() + frame_bytes - 10, b'x');
    }
    let size = body.len();
    let synchsafe = [21, 14, 7, 0].map(|shift| u8::try_from(size >> shift & 0x7f).unwrap());
    [b"ID3\x03\0\0".as_slice(), &synchsafe, &body].concat()
}

#[tokio::test]
async fn two_hundred_megabytes_of_tags_cost_a_bounded_amount() {
    for library in libraries().await {
        let tone = fs::read(fixture_path("tone.mp3")).unwrap();
        library.write("many frames.mp3", &[huge_tag(200, 1_000_000), tone.clone()].concat());
        library.write("one frame.mp3", &[huge_tag(1, 200_000_000), tone.clone()].concat());
        library.put("tone.ogg", "good.ogg");
        let before = resident_kib();
        library.scan().await;
        let grown = peak_kib().saturating_sub(before);
        assert!(grown < 120_000, "reading tags took {grown} KiB");
        let problems = library.problems().await;
        let codes: Vec<_> = problems.iter().map(|(name, code, _)| (name.as_str(), code.as_str())).collect();
        assert_eq!(codes, [("many frames.mp3", "tag_too_large"), ("one frame.mp3", "tag_too_large")]);
        assert_eq!(library.tracks().await.len(), 3);
    }
}

fn status_kib(field: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn resident_kib() -> u64 {
    // The test's own copy of the files is given back before it is measured.
    fs::write("/proc/self/clear_refs", "5").ok();
    status_kib("VmRSS:")
}

fn peak_kib() -> u64 {
    status_kib("VmHWM:")
}

#[tokio::test]
async fn loops_pipes_and_dangling_links_end() {
    for library in libraries().await {
        library.put("tone.ogg", "A/1.ogg");
        std::os::unix::fs::symlink(&library.music, library.path("A/loop")).unwrap();
        std::os::unix::fs::symlink(library.path("A"), library.path("A/self")).unwrap();
        std::os::unix::fs::symlink("nowhere", library.path("A/gone.mp3")).unwrap();
        std::os::unix::fs::symlink(library.path("A/1.ogg"), library.path("A/link.ogg")).unwrap();
        std::os::unix::net::UnixListener::bind(library.path("A/socket.mp3")).unwrap();
        let outside = library.music.with_file_name("outside");
        fs::create_dir(&outside).unwrap();
        fs::copy(fixture_path("tone.mp3"), outside.join("2.mp3")).unwrap();
        std::os::unix::fs::symlink(&outside, library.path("linked")).unwrap();
        let done = library.scan().await;
        assert_eq!((done.found, done.problems), (3, 0));
        let again = library.scan().await;
        assert_eq!((again.unchanged, again.is_changed()), (3, false));
    }
}

#[tokio::test]
async fn names_in_any_encoding() {
    for library in libraries().await {
        let gbk = encoding_rs::GBK.encode("茉莉花.ogg").0.into_owned();
        for name in [gbk.as_slice(), b"bad\xff\xfe.ogg", "ok \u{1f3b5}.ogg".as_bytes(), b"tab\there.ogg"] {
            fs::copy(fixture_path("tone.ogg"), library.music.join(OsStr::from_bytes(name))).unwrap();
        }
        let folder = library.music.join(OsStr::from_bytes(&encoding_rs::GBK.encode("专辑").0));
        fs::create_dir(&folder).unwrap();
        fs::copy(fixture_path("tone.ogg"), folder.join("1.ogg")).unwrap();
        library.scan().await;
        let names: std::collections::BTreeSet<String> =
            library.tracks().await.into_iter().map(|track| track.file_name).collect();
        let expected = ["茉莉花.ogg", "bad\\xFF\\xFE.ogg", "ok \u{1f3b5}.ogg", "tab\\there.ogg", "1.ogg"];
        assert_eq!(names, expected.into_iter().map(str::to_owned).collect());
        assert_eq!(library.problems().await, [("bad\\xFF\\xFE.ogg".to_owned(), "bad_name".to_owned(), true)]);
        assert_eq!(library.catalog.folder("0/专辑", None, 10).await.unwrap().tracks.items.len(), 1);
        for track in library.tracks().await {
            let source = library.catalog.audio_source(track.id).await.unwrap().unwrap();
            assert!(source.path.is_file(), "{:?} can be opened by its own bytes", source.path);
        }
        assert!(!library.scan().await.is_changed());
    }
}

#[tokio::test]
async fn gbk_in_old_tags_is_read_as_chinese() {
    for library in libraries().await {
        let mut bytes = fs::read(fixture_path("tone.mp3")).unwrap();
        // The fixture may have a tag of its own at its end; an ID3v1 is the last 128 bytes (id3.org/ID3v1).
        let mut old = vec![0_u8; 128];
        old[..3].copy_from_slice(b"TAG");
        for (offset, text) in [(3, "茉莉花"), (33, "邓丽君"), (63, "民歌精选")] {
            let encoded = encoding_rs::GBK.encode(text).0.into_owned();
            old[offset..offset + encoded.len()].copy_from_slice(&encoded);
        }
        old[127] = 255;
        bytes.extend_from_slice(&old);
        library.write("old.mp3", &bytes);
        library.scan().await;
        let track = library.track("茉莉花").await;
        assert_eq!((track.artists[0].name.as_str(), track.album.unwrap().title.as_str()), ("邓丽君", "民歌精选"));
    }
}

#[tokio::test]
async fn pictures_that_are_none_or_bombs() {
    for library in libraries().await {
        library.song("tone.ogg", "A/1.ogg", &[(ItemKey::TrackTitle, "a")]);
        library.write("A/cover.jpg", b"not a picture");
        let mut bomb = png(1, [0, 0, 0]);
        bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        library.song("tone.ogg", "B/1.ogg", &[(ItemKey::TrackTitle, "b")]);
        library.write("B/cover.png", &bomb);
        let inside = library.put("tone.flac", "C/1.flac");
        tag(&inside, &[(ItemKey::TrackTitle, "c")], Some(b"neither this".to_vec()));
        library.scan().await;
        assert_eq!(library.track("a").await.cover, None);
        let bomb = library.track("b").await.cover.unwrap().id;
        assert!(library.catalog.cover(bomb, 300, catalog::covers::Format::Jpeg).await.is_err());
        assert_eq!(library.catalog.color_covers(10).await.unwrap(), 1);
        assert_eq!(library.catalog.color_covers(10).await.unwrap(), 0, "a broken cover is looked at once");
        assert_eq!(library.problems().await, [("1.flac".to_owned(), "bad_cover".to_owned(), true)]);
    }
}
