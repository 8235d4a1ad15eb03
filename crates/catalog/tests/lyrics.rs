//! Lyrics beside the music and in its tags, in every form, and the offset an operator sets.

use crate::common::{Library, libraries};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_api::{Role, SignedIn};
use http_body_util::BodyExt as _;
use ids::{SessionId, SubjectId};
use lofty::TextEncoding;
use lofty::config::{ParseOptions, WriteOptions};
use lofty::file::AudioFile as _;
use lofty::id3::v2::{BinaryFrame, Frame, FrameId, Id3v2Tag, UnsynchronizedTextFrame};
use lofty::ogg::tag::VorbisComments;
use lofty::tag::{ItemKey, TagExt as _};
use lyrics::Form;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use units::Timestamp;

const TITLE: ItemKey = ItemKey::TrackTitle;

async fn lyrics_of(library: &Library, title: &str) -> catalog::TrackLyrics {
    let track = library.track(title).await;
    assert!(track.has_lyrics, "{title}");
    library.catalog.lyrics(track.id).await.unwrap().unwrap()
}

#[tokio::test]
async fn every_form_of_sidecar_is_read() {
    let words = "[00:01.00]<00:01.00>好<00:01.50>花<00:02.00>";
    let ttml = r#"<tt xml:lang="zh"><body><div><p begin="1s" end="2s"><span begin="1s" end="1.5s">好</span><span begin="1.5s" end="2s">花</span></p></div></body></tt>"#;
    let forms: [(&str, &[u8], Form); 8] = [
        ("a.lrc", "[00:01.00]好花".as_bytes(), Form::Lrc),
        ("b.elrc", words.as_bytes(), Form::EnhancedLrc),
        ("c.ttml", ttml.as_bytes(), Form::Ttml),
        ("d.srt", "1\n00:00:01,000 --> 00:00:02,000\n好花\n".as_bytes(), Form::Srt),
        ("e.krc", "[1000,1000]<0,500,0>好<500,500,0>花".as_bytes(), Form::Krc),
        ("f.qrc", "[1000,1000]好(1000,500)花(1500,500)".as_bytes(), Form::Qrc),
        ("g.yrc", "[1000,1000](1000,500,0)好(1500,500,0)花".as_bytes(), Form::Yrc),
        ("h.txt", "好花".as_bytes(), Form::Plain),
    ];
    for library in libraries().await {
        for (name, bytes, _) in forms {
            let title = &name[..1];
            library.song("tone.ogg", &format!("{title}.ogg"), &[(TITLE, title)]);
            library.write(name, bytes);
        }
        library.scan().await;
        for (name, _, form) in forms {
            let found = lyrics_of(&library, &name[..1]).await;
            assert_eq!((found.lyrics.form, found.is_sidecar), (form, true), "{name}");
            assert_eq!(found.lyrics.lines[0].text, "好花", "{name}");
            assert_eq!(found.problems, [], "{name}");
        }
    }
}

#[tokio::test]
async fn files_beside_one_track_become_its_layers() {
    for library in libraries().await {
        library.song("tone.ogg", "曲.ogg", &[(TITLE, "曲"), (ItemKey::Language, "jpn")]);
        library.write("曲.txt", "桜".as_bytes());
        library.write("曲.lrc", "[00:01.00]桜\n[00:02.00]弥生".as_bytes());
        library.write("曲.zh-CN.lrc", "[00:01.10]樱花\n[00:02.00]三月".as_bytes());
        library.write("曲.en.lrc", b"[00:01.00]cherry");
        library.write("曲.romaji.lrc", b"[00:01.00]sakura");
        library.write("曲.live.lrc", b"[00:01.00]of another song");
        library.scan().await;
        let found = lyrics_of(&library, "曲").await;
        let lines: Vec<_> = found
            .lyrics
            .lines
            .iter()
            .map(|line| (line.text.as_str(), line.translation.as_deref(), line.romanisation.as_deref()))
            .collect();
        // Of two translations the Chinese one is taken, and not mixed with the other.
        assert_eq!(lines, [("桜", Some("樱花"), Some("sakura")), ("弥生", Some("三月"), None)]);
        assert_eq!(found.lyrics.translation_language.as_deref(), Some("zh-Hans"));
        assert_eq!(found.lyrics.language.as_deref(), Some("jpn"));

        // Only files that name a language: the track's own is what is sung.
        library.song("tone.ogg", "歌.ogg", &[(TITLE, "歌"), (ItemKey::Language, "zho")]);
        library.write("歌.en.lrc", b"[00:01.00]flower");
        library.write("歌.zh.lrc", "[00:01.00]花".as_bytes());
        // Words beside the music go before lines beside it, whatever the endings say.
        library.song("tone.ogg", "词.ogg", &[(TITLE, "词")]);
        library.write("词.ttml", b"<tt ><body><div><p begin=\"1s\">lines</p></div></body></tt>");
        library.write("词.lrc", b"[00:01.00]<00:01.00>wor<00:01.20>ds<00:01.40>");
        // A file that cannot be read gives way to the tags.
        library.song("tone.flac", "签.flac", &[(TITLE, "签"), (ItemKey::Lyrics, "[00:01]embedded")]);
        library.write("签.krc", b"krc1 damaged");
        library.scan().await;
        let song = lyrics_of(&library, "歌").await;
        assert_eq!(
            (song.lyrics.lines[0].text.as_str(), song.lyrics.lines[0].translation.as_deref()),
            ("花", Some("flower"))
        );
        assert_eq!(lyrics_of(&library, "词").await.lyrics.form, Form::EnhancedLrc);
        let tagged = lyrics_of(&library, "签").await;
        assert_eq!((tagged.lyrics.lines[0].text.as_str(), tagged.is_sidecar), ("embedded", false));
    }
}

#[tokio::test]
async fn a_layer_that_comes_later_is_seen_by_the_next_scan() {
    for library in libraries().await {
        library.song("tone.flac", "a.flac", &[(TITLE, "a"), (ItemKey::Lyrics, "[00:01]花")]);
        library.scan().await;
        assert_eq!(lyrics_of(&library, "a").await.lyrics.lines[0].translation, None);
        library.write("a.en.lrc", b"[00:01.00]flower");
        assert_eq!(library.scan().await.changed, 1);
        let found = lyrics_of(&library, "a").await;
        assert_eq!((found.lyrics.lines[0].translation.as_deref(), found.is_sidecar), (Some("flower"), false));
    }
}

/// The frame SYLT of two words on one line, in milliseconds.
fn sylt() -> Vec<u8> {
    let mut body = vec![3, b'z', b'h', b'o', 2, 1, 0];
    for (text, time_ms) in [("好", 1_000_u32), ("花", 1_500), ("\n", 2_000)] {
        body.extend(text.as_bytes());
        body.push(0);
        body.extend(time_ms.to_be_bytes());
    }
    body
}

#[tokio::test]
async fn synchronised_lyrics_in_tags_are_read() {
    for library in libraries().await {
        let path = library.put("tone.mp3", "sylt.mp3");
        let mut tag = Id3v2Tag::new();
        tag.insert(Frame::Binary(BinaryFrame::new(FrameId::new("SYLT").unwrap(), sylt())));
        tag.insert(Frame::UnsynchronizedText(UnsynchronizedTextFrame::new(
            TextEncoding::UTF8,
            *b"eng",
            "",
            "[00:01.00]good flower",
        )));
        tag.save_to_path(&path, WriteOptions::default()).unwrap();

        for (name, key, value) in [
            ("synced.ogg", "SYNCEDLYRICS", "[00:01.00]好花"),
            ("language.ogg", "LYRICS:ENG", "[00:01.00]flower"),
            ("unsynced.ogg", "UNSYNCEDLYRICS", "好花"),
        ] {
            let path = library.put("tone.ogg", name);
            let mut comments = VorbisComments::new();
            comments.push(key.to_owned(), value.to_owned());
            comments.save_to_path(&path, WriteOptions::default()).unwrap();
            let read = lofty::ogg::VorbisFile::read_from(&mut std::fs::File::open(&path).unwrap(), ParseOptions::new());
            assert!(read.unwrap().vorbis_comments().get(key).is_some(), "{key} was written");
        }
        library.scan().await;

        let found = lyrics_of(&library, "sylt").await.lyrics;
        assert_eq!((found.form, found.language.as_deref()), (Form::Sylt, Some("zho")));
        let line = &found.lines[0];
        assert_eq!(
            (line.text.as_str(), line.words.len(), line.translation.as_deref()),
            ("好花", 2, Some("good flower"))
        );
        assert_eq!(lyrics_of(&library, "synced").await.lyrics.lines[0].start_ms, Some(1_000));
        assert_eq!(lyrics_of(&library, "language").await.lyrics.language.as_deref(), Some("eng"));
        assert!(!lyrics_of(&library, "unsynced").await.lyrics.synced);
    }
}

fn router(library: &Library, roles: Vec<Role>) -> Router {
    let (router, _) = catalog::routes::routes::<()>(library.catalog.clone()).split_for_parts();
    let member = SignedIn {
        subject: SubjectId::from_i64(1),
        session: SessionId::from_i64(1),
        roles,
        signed_in_at: Timestamp::from_millis(0),
        review_needed: false,
    };
    router.layer(axum::middleware::from_fn(http_api::render_problems)).layer(axum::Extension(member))
}

async fn put_offset(router: &Router, id: &str, body: &str) -> StatusCode {
    let request = Request::put(format!("/tracks/{id}/lyrics/offset")).header("content-type", "application/json");
    router.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap().status()
}

async fn shown(router: &Router, id: &str) -> Value {
    let request = Request::get(format!("/tracks/{id}/lyrics")).header("accept-language", "en");
    let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    serde_json::from_slice(&response.into_body().collect().await.unwrap().to_bytes()).unwrap()
}

#[tokio::test]
async fn an_offset_is_the_operators_and_holds_at_once_and_after_a_scan() {
    for library in libraries().await {
        library.song("tone.ogg", "a.ogg", &[(TITLE, "a")]);
        library.write("a.lrc", b"[00:01.00]line");
        library.song("tone.ogg", "b.ogg", &[(TITLE, "b")]);
        library.scan().await;
        let id = library.track("a").await.id;
        let (listener, operator) = (router(&library, vec![]), router(&library, vec![Role::Operator]));
        let (shown_id, other_id) = (id.to_string(), library.track("b").await.id.to_string());

        assert_eq!(put_offset(&listener, &shown_id, r#"{"offset_ms":100}"#).await, StatusCode::NOT_FOUND);
        assert_eq!(put_offset(&operator, &shown_id, r#"{"offset_ms":-400}"#).await, StatusCode::NO_CONTENT);
        assert_eq!(shown(&listener, &shown_id).await["offset_ms"], -400);
        assert_eq!(shown(&listener, &shown_id).await["lines"][0]["start_ms"], 1_000, "the file's times stay");
        let moved = library.catalog.lyrics(id).await.unwrap().unwrap().moved();
        assert_eq!(moved.lines[0].start_ms, Some(1_400));

        for body in [r#"{"offset_ms":60001}"#, r#"{"offset_ms":-60001}"#, r#"{"offset_ms":1.5}"#, "{}"] {
            assert_eq!(put_offset(&operator, &shown_id, body).await, StatusCode::BAD_REQUEST, "{body}");
        }
        assert_eq!(put_offset(&operator, &other_id, r#"{"offset_ms":1}"#).await, StatusCode::NOT_FOUND);
        assert_eq!(put_offset(&operator, "trk_0000000000001", r#"{"offset_ms":1}"#).await, StatusCode::NOT_FOUND);

        library.write("a.lrc", b"[00:02.00]line");
        library.scan().await;
        assert_eq!(shown(&listener, &shown_id).await["offset_ms"], -400);
        assert_eq!(put_offset(&operator, &shown_id, r#"{"offset_ms":0}"#).await, StatusCode::NO_CONTENT);
        assert_eq!(shown(&listener, &shown_id).await["offset_ms"], 0);
    }
}

#[tokio::test]
async fn voices_layers_and_problems_are_shown() {
    let ttml = r#"<tt xml:lang="ja" xmlns:ttm="m"><head><metadata><ttm:agent type="person" xml:id="v1"><ttm:name>A</ttm:name></ttm:agent></metadata></head><body><div>
<p begin="1s" end="2s" ttm:agent="v1"><span begin="1s" end="2s">桜</span><span ttm:role="x-bg"><span begin="1s" end="2s">(ラ)</span></span><span ttm:role="x-translation" xml:lang="zh">樱</span><span ttm:role="x-roman">sakura</span></p>
<p begin="soon">lost</p></div></body></tt>"#;
    for library in libraries().await {
        library.song("tone.ogg", "a.ogg", &[(TITLE, "a")]);
        library.write("a.ttml", ttml.as_bytes());
        library.scan().await;
        let answer = shown(&router(&library, vec![]), &library.track("a").await.id.to_string()).await;
        assert_eq!(
            answer,
            json!({
                "synced": true, "source": "sidecar", "form": "ttml", "language": "ja", "translation_language": "zh",
                "romanisation_language": null, "offset_ms": 0,
                "agents": [{ "id": "v1", "kind": "person", "name": "A" }],
                "lines": [{
                    "start_ms": 1000, "end_ms": 2000, "text": "桜",
                    "words": [{ "start_ms": 1000, "end_ms": 2000, "text": "桜" }],
                    "translation": "樱", "romanisation": "sakura", "agent": "v1",
                    "background": {
                        "text": "(ラ)", "words": [{ "start_ms": 1000, "end_ms": 2000, "text": "(ラ)" }],
                        "translation": null, "romanisation": null
                    }
                }],
                "problems": [{ "line_number": 3, "reason_code": "bad_time", "reason": "The time cannot be read." }]
            })
        );
    }
}
