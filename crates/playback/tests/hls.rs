//! A track in segments: the playlists, the pieces, and what a player makes of them.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Service, fixture, whole};
use axum::http::StatusCode;
use playback::transcode::Pcm;

/// Lines of a playlist that are addresses, its head first.
fn addresses(playlist: &str) -> Vec<String> {
    let head = playlist.lines().find_map(|line| line.strip_prefix("#EXT-X-MAP:URI=\"")?.strip_suffix('"'));
    let others = playlist.lines().filter(|line| !line.starts_with('#'));
    head.into_iter().chain(others).map(str::to_owned).collect()
}

/// Lengths that a playlist tells, in milliseconds.
fn lengths_ms(playlist: &str) -> Vec<u64> {
    let told = playlist.lines().filter_map(|line| line.strip_prefix("#EXTINF:")?.strip_suffix(','));
    told.map(|seconds| seconds.replace('.', "").parse().expect("seconds with three decimals")).collect()
}

/// A rendition laid down as a player's cache would have it: the playlist beside what it names.
async fn lay_down(service: &Service, base: &str, folder: &Path) -> (PathBuf, String) {
    let answer = service.get(&format!("{base}/playlist.m3u8"), &[]).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/vnd.apple.mpegurl"));
    let playlist = String::from_utf8(answer.bytes).expect("text");
    std::fs::create_dir_all(folder.join("segments")).expect("a folder");
    for address in addresses(&playlist) {
        let part = service.get(&format!("{base}/{address}"), &[]).await;
        assert_eq!((part.status, part.header("content-type")), (StatusCode::OK, "audio/mp4"), "{address}");
        std::fs::write(folder.join(&address), part.bytes).expect("room");
    }
    let path = folder.join("playlist.m3u8");
    std::fs::write(&path, &playlist).expect("room");
    (path, playlist)
}

/// Everything that a playlist names, one after another.
fn joined(folder: &Path, playlist: &str) -> Vec<u8> {
    addresses(playlist).iter().flat_map(|address| std::fs::read(folder.join(address)).expect("a part")).collect()
}

/// The left channel of a file, decoded in this process.
fn decoded(path: &Path) -> (Vec<f32>, u32) {
    let mut pcm = Pcm::open(path).expect("sound");
    let (mut left, mut rate_hz) = (Vec::new(), 0);
    while let Some(block) = pcm.next_block().expect("decodes") {
        rate_hz = block.rate_hz;
        left.extend(block.interleaved.iter().step_by(block.channels));
    }
    (left, rate_hz)
}

/// The number in four bytes.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// Where a segment begins and how long its frames are together, in samples.
fn span(segment: &[u8]) -> (u64, u64) {
    let find = |kind: &[u8; 4]| segment.windows(4).position(|window| window == kind).expect("the box") + 4;
    let (time, head, run) = (find(b"tfdt"), find(b"tfhd"), find(b"trun"));
    let (usual, count) = (number(&segment[head + 8..head + 12]), number(&segment[run + 4..run + 8]));
    let tells_each = segment[run + 2] & 1 == 1;
    let told = (0..count as usize).map(|at| number(&segment[run + 12 + at * 8..run + 16 + at * 8]));
    (number(&segment[time + 4..time + 12]), if tells_each { told.sum() } else { usual * count })
}

#[tokio::test]
async fn segments_follow_each_other_without_a_gap() {
    let service = Service::new(2, 0, None).await;
    let minute = service.add_minute();
    let stairs = service.add(&fixture("stairs.flac"), "flac", "flac", 3_000);
    for (track, duration_ms, count) in [(minute, 60_000, 10), (stairs, 3_000, 1)] {
        for (rendition, delay) in [("opus-96", 312), ("flac", 0)] {
            let folder = tempfile::tempdir().expect("a folder");
            let base = format!("/tracks/{track}/hls/{rendition}");
            let (_, playlist) = lay_down(&service, &base, folder.path()).await;
            let lengths = lengths_ms(&playlist);
            assert_eq!((lengths.len(), lengths.iter().sum::<u64>()), (count, duration_ms));
            assert!(playlist.ends_with("#EXT-X-ENDLIST\n"), "a player knows that nothing will follow");
            let mut at = 0;
            for index in 0..count {
                let segment = std::fs::read(folder.path().join(format!("segments/{index}.m4s"))).expect("a segment");
                let (begin, length) = span(&segment);
                assert_eq!(begin, at, "{rendition} {index}");
                at += length;
            }
            assert_eq!(at, duration_ms * 48 + delay, "{rendition}");
        }
    }
    assert_eq!(service.playback.transcoder().running(), 0);
}

/// The samples of the minute, at 8 kHz.
async fn minute(service: &Service, track: ids::TrackId, folder: &Path) -> Vec<f32> {
    let stream = service.get(&format!("/tracks/{track}/stream?codec=flac"), &[]).await;
    let path = folder.join("whole.flac");
    std::fs::write(&path, stream.bytes).expect("room");
    let (samples, rate_hz) = decoded(&path);
    assert_eq!((samples.len(), rate_hz), (60 * 8_000, 8_000));
    samples
}

/// Proves that what was heard, one channel at 48 kHz, is the minute, in every 20 ms of it.
fn assert_is(minute: &[f32], heard: &[f32], noise_max: f64, name: &str) {
    for (at, window) in minute.chunks(160).enumerate() {
        let begin = at * 160;
        let off =
            window.iter().enumerate().map(|(index, sample)| f64::from(heard[(begin + index) * 6] - sample).powi(2));
        let noise = (off.sum::<f64>() / window.len() as f64).sqrt();
        assert!(noise <= noise_max, "{name}: {noise} at {} ms", at * 20);
    }
}

#[tokio::test]
async fn what_is_joined_is_the_track() {
    let service = Service::new(2, 0, None).await;
    let track = service.add_minute();
    let folder = tempfile::tempdir().expect("a folder");
    let source = minute(&service, track, folder.path()).await;
    // The reader used here plays what an Opus encoder delays, too, and what fills its last packet.
    for (rendition, delay, noise_max) in [("flac", 0, 0.005), ("opus-160", 312, 0.05)] {
        let (_, playlist) = lay_down(&service, &format!("/tracks/{track}/hls/{rendition}"), folder.path()).await;
        let path = folder.path().join("joined.mp4");
        std::fs::write(&path, joined(folder.path(), &playlist)).expect("room");
        let (samples, rate_hz) = decoded(&path);
        assert_eq!(rate_hz, 48_000);
        assert_is(&source, &samples[delay..], noise_max, rendition);
    }
}

#[tokio::test]
async fn a_foreign_player_hears_every_sample() {
    if Command::new("ffmpeg").arg("-version").output().is_err() {
        eprintln!("no ffmpeg here: what it would hear was not tried");
        return;
    }
    let service = Service::new(2, 0, None).await;
    let track = service.add_minute();
    let folder = tempfile::tempdir().expect("a folder");
    let source = minute(&service, track, folder.path()).await;
    // Of the last packet of Opus ffmpeg plays what only fills it, less than 20 ms.
    for (rendition, beyond_max, noise_max) in [("flac", 0, 0.005), ("opus-96", 959, 0.05)] {
        let (path, _) = lay_down(&service, &format!("/tracks/{track}/hls/{rendition}"), folder.path()).await;
        let output = Command::new("ffmpeg")
            .args(["-hide_banner", "-loglevel", "warning", "-nostdin", "-allowed_extensions", "ALL", "-i"])
            .arg(&path)
            .args(["-f", "f32le", "-c:a", "pcm_f32le", "pipe:1"])
            .output()
            .expect("ffmpeg");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{rendition}: nothing to complain of");
        let heard: Vec<f32> = output
            .stdout
            .chunks_exact(8)
            .map(|frame| f32::from_le_bytes(frame[..4].try_into().expect("four bytes")))
            .collect();
        assert!((0..=beyond_max).contains(&(heard.len() - 60 * 48_000)), "{rendition}: {} samples", heard.len());
        assert_is(&source, &heard, noise_max, rendition);
    }
}

#[tokio::test]
async fn a_player_chooses_among_renditions() {
    let service = Service::new(2, 0, None).await;
    let track = service.add_minute();
    let base = format!("/tracks/{track}/hls");
    let master = service.get(&format!("{base}/master.m3u8"), &[]).await;
    assert_eq!(master.header("content-type"), "application/vnd.apple.mpegurl");
    let text = String::from_utf8(master.bytes).expect("text");
    let listed = ["opus-96/playlist.m3u8", "opus-48/playlist.m3u8", "opus-160/playlist.m3u8", "flac/playlist.m3u8"];
    assert_eq!(addresses(&text), listed);
    let bandwidths =
        text.lines().filter_map(|line| line.strip_prefix("#EXT-X-STREAM-INF:BANDWIDTH=")?.split(',').next());
    // What a player is told a rendition takes is enough for its fullest segment.
    for (address, told_bps) in listed.iter().zip(bandwidths) {
        let told_bps: u64 = told_bps.parse().expect("a number");
        let rendition = address.strip_suffix("/playlist.m3u8").expect("an address");
        for index in [0, 9] {
            let segment = service.get(&format!("{base}/{rendition}/segments/{index}.m4s"), &[]).await;
            let bps = segment.bytes.len() as u64 * 8 / 6;
            assert!(bps <= told_bps, "{rendition}: {bps} bit/s of {told_bps}");
        }
    }
    let flac = service.get(&format!("{base}/master.m3u8?codecs=flac,mp3"), &[]).await;
    assert_eq!(addresses(&String::from_utf8_lossy(&flac.bytes)), ["flac/playlist.m3u8"]);
    let none = service.get(&format!("{base}/master.m3u8?codecs=mp3"), &[]).await;
    assert_eq!((none.status, none.json()["code"].as_str()), (StatusCode::CONFLICT, Some("transcode.unavailable")));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let service = Service::new(2, 0, None).await;
    let track = service.add_minute();
    let unknown = ids::TrackId::from_i64(99);
    for path in [
        format!("/tracks/{track}/hls/opus-96/segments/10.m4s"),
        format!("/tracks/{track}/hls/opus-96/segments/-1.m4s"),
        format!("/tracks/{track}/hls/opus-96/segments/0"),
        format!("/tracks/{track}/hls/opus-5000/playlist.m3u8"),
        format!("/tracks/{track}/hls/mp3-128/init.mp4"),
        format!("/tracks/{unknown}/hls/master.m3u8"),
        format!("/tracks/{unknown}/hls/opus-96/segments/0.m4s"),
    ] {
        let answer = service.get(&path, &[]).await;
        assert_eq!(
            (answer.status, answer.json()["code"].as_str()),
            (StatusCode::NOT_FOUND, Some("not_found")),
            "{path}"
        );
    }
    let unknown_length = service.add(&fixture("stairs.flac"), "flac", "flac", 0);
    let wma = service.add(&fixture("stairs.wma"), "wma", "asf", 3_000);
    for track in [unknown_length, wma] {
        let answer = service.get(&format!("/tracks/{track}/hls/opus-96/playlist.m3u8"), &[]).await;
        assert_eq!(
            (answer.status, answer.json()["code"].as_str()),
            (StatusCode::CONFLICT, Some("transcode.unavailable"))
        );
    }
    let damaged = service.add_bytes("song", &b"no music at all ".repeat(5_000));
    let answer = service.get(&format!("/tracks/{damaged}/hls/flac/segments/0.m4s"), &[]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(service.playback.transcoder().running(), 0);
}

#[tokio::test]
async fn a_segment_takes_a_place_like_any_stream() {
    let service = Service::new(1, 0, None).await;
    let track = service.add_minute();
    let segment = format!("/tracks/{track}/hls/opus-96/segments/3.m4s");
    let (me, you) = (service.playback.listener(&1), service.playback.listener(&2));
    let mine = service.start_as(me, &format!("/tracks/{track}/stream?codec=opus")).await;
    let refused = whole(service.start_as(you, &segment).await).await;
    assert_eq!(
        (refused.status, refused.json()["code"].as_str()),
        (StatusCode::TOO_MANY_REQUESTS, Some("transcode.busy"))
    );
    assert!(!refused.header("retry-after").is_empty());
    // One's own newest wins over one's own oldest.
    assert_eq!(service.start_as(me, &segment).await.status(), StatusCode::OK);
    drop(mine);
    assert_eq!(service.start_as(you, &segment).await.status(), StatusCode::OK);
    assert_eq!(service.playback.transcoder().running(), 0, "a segment that was made takes none");
    // Who only asks takes none either.
    let head = service.head(&segment, &[]).await;
    assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0));
}

/// A catalogue may be wrong about a length: what there is too much of is played, what there is too little of is silence.
#[tokio::test]
async fn a_wrong_length_costs_no_sound() {
    let service = Service::new(2, 0, None).await;
    service.add_minute();
    let path = service.folder.path().join("minute.wav");
    for (told_ms, expected_ms) in [(59_000, 60_000), (60_400, 60_000), (61_500, 61_500)] {
        let track = service.add(&path, "pcm", "wav", told_ms);
        let folder = tempfile::tempdir().expect("a folder");
        let (_, playlist) = lay_down(&service, &format!("/tracks/{track}/hls/flac"), folder.path()).await;
        let parts = addresses(&playlist);
        let length: u64 =
            parts[1..].iter().map(|part| span(&std::fs::read(folder.path().join(part)).expect("a part")).1).sum();
        assert_eq!(length, expected_ms * 48, "{told_ms} ms told");
    }
}

/// With an ffmpeg, what only it reads can be had in segments too.
#[tokio::test]
async fn what_only_ffmpeg_reads_is_cut_as_well() {
    let service = Service::new(2, 0, Some("ffmpeg")).await;
    if !service.playback.transcoder().abilities().ffmpeg {
        return;
    }
    let wma = service.add(&fixture("stairs.wma"), "wma", "asf", 3_000);
    // A name that promises what is not in the file.
    let hidden = service.add(&fixture("stairs.wma"), "flac", "flac", 3_000);
    for track in [wma, hidden] {
        let folder = tempfile::tempdir().expect("a folder");
        let (_, playlist) = lay_down(&service, &format!("/tracks/{track}/hls/flac"), folder.path()).await;
        let path = folder.path().join("joined.mp4");
        std::fs::write(&path, joined(folder.path(), &playlist)).expect("room");
        let (samples, rate_hz) = decoded(&path);
        assert!((samples.len() as u64 * 1_000 / u64::from(rate_hz)).abs_diff(3_000) < 100, "{}", samples.len());
        assert!(samples.iter().any(|sample| sample.abs() > 0.1), "there is sound");
    }
}
