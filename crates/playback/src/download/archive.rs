//! An archive on its way: one entry after another, read or made as the listener takes it.

use std::collections::VecDeque;
use std::io;
use std::time::UNIX_EPOCH;

use axum::body::Body;
use axum::http::{HeaderMap, Method};
use bytes::Bytes;
use catalog::Track;
use futures_util::stream::try_unfold;
use http_body_util::BodyExt as _;
use units::Timestamp;

use super::names::{Distinct, file_name};
use super::shelf::Wanted;
use super::zip::{Head, ZipWriter, archive_bytes};
use crate::plan::Target;
use crate::{AudioSource, Playback, Stream};

/// A transcode's length is known only when it is made; beyond this guess of it, in bytes, an entry takes the 64-bit form.
const MADE_BYTES_MAX: u64 = 2 << 30;

/// What an entry holds.
#[derive(Debug)]
pub(super) enum Content {
    /// A track's file, or what is made of it.
    Sound(Box<AudioSource>, Stream),
    /// Bytes at hand.
    Bytes(Bytes),
}

/// An entry to come.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) head: Head,
    /// Whether the entry has exactly the length its head tells.
    pub(super) is_exact: bool,
    pub(super) content: Content,
}

/// Everything an archive will hold.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) entries: VecDeque<Planned>,
}

impl Plan {
    /// The archive's length in bytes, when every entry's is known.
    pub(super) fn size_bytes(&self) -> Option<u64> {
        let is_exact = self.entries.iter().all(|entry| entry.is_exact);
        is_exact.then(|| archive_bytes(self.entries.iter().map(|entry| &entry.head)))
    }
}

/// Collects the entries of an archive.
pub(super) struct Planner {
    plan: Plan,
    names: Distinct,
    missing: Vec<String>,
    now: Timestamp,
}

impl Planner {
    pub(super) fn new(now: Timestamp) -> Self {
        Self { plan: Plan { entries: VecDeque::new() }, names: Distinct::default(), missing: Vec::new(), now }
    }

    fn push_bytes(&mut self, stem: &str, ending: &str, bytes: Bytes) {
        let head = Head {
            name: self.names.name(stem, ending),
            modified_s: self.now.as_millis() / 1_000,
            size_bytes_max: bytes.len() as u64,
        };
        self.plan.entries.push_back(Planned { head, is_exact: true, content: Content::Bytes(bytes) });
    }

    /// Adds a picture of the whole.
    pub(super) fn cover(&mut self, jpeg: Bytes) {
        self.push_bytes("cover", "jpg", jpeg);
    }

    /// Adds a track; one whose file cannot be read is noted as missing.
    pub(super) async fn track(
        &mut self,
        playback: &Playback,
        stem: &str,
        source: Option<AudioSource>,
        target: Option<Target>,
    ) {
        let metadata = match &source {
            Some(source) => tokio::fs::metadata(&source.path).await.ok().filter(std::fs::Metadata::is_file),
            None => None,
        };
        let (Some(source), Some(metadata)) = (source, metadata) else {
            self.missing.push(stem.to_owned());
            return;
        };
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified_s = modified.and_then(|age| i64::try_from(age.as_secs()).ok()).unwrap_or_default();
        let (ending, size_bytes_max, stream) = match target {
            None => {
                let ending = source.path.extension().and_then(|ending| ending.to_str()).unwrap_or("bin");
                (ending.to_owned(), metadata.len(), Stream::Original)
            }
            Some(target) => {
                let guess = playback.estimated_bytes(&source, target);
                let most = if guess < MADE_BYTES_MAX { u64::from(u32::MAX) - 1 } else { u64::MAX };
                (target.file_ending().to_owned(), most, Stream::Transcode { target, start_ms: 0, has_picture: true })
            }
        };
        let head = Head { name: self.names.name(stem, &ending), modified_s, size_bytes_max };
        let content = Content::Sound(Box::new(source), stream);
        self.plan.entries.push_back(Planned { head, is_exact: target.is_none(), content });
    }

    /// What came of it: a list of what is missing goes along, so that nobody takes the archive for whole.
    pub(super) fn finish(mut self) -> Plan {
        if !self.missing.is_empty() {
            let text = format!(
                "以下曲目的文件现在读不到，没有包含在内。\nThe files of these tracks cannot be read at the moment and are not included.\n\n{}\n",
                self.missing.join("\n")
            );
            self.push_bytes("missing", "txt", text.into());
        }
        self.plan
    }
}

/// What a track is called in an archive.
pub(super) fn stem(wanted: Wanted, index: usize, track: &Track) -> String {
    let title = file_name(&track.title, "track");
    match wanted {
        Wanted::Track(_) => artist_and_title(track),
        Wanted::Album(_) => {
            let number = track.track_number.unwrap_or(u32::try_from(index + 1).unwrap_or(u32::MAX));
            match track.disc_number {
                Some(disc) if disc > 1 => format!("{disc}-{number:02} {title}"),
                _ => format!("{number:02} {title}"),
            }
        }
        Wanted::Playlist(_) => format!("{:03} {}", index + 1, artist_and_title(track)),
    }
}

/// `Artist - Title`.
pub(super) fn artist_and_title(track: &Track) -> String {
    match track.artists.first() {
        Some(artist) => file_name(&format!("{} - {}", artist.name, track.title), "track"),
        None => file_name(&track.title, "track"),
    }
}

struct Archive {
    playback: Playback,
    coming: VecDeque<Planned>,
    writer: Option<ZipWriter>,
    /// The entry under way, and the length it has to have.
    open: Option<(Body, Option<u64>)>,
    sent_bytes: u64,
}

/// The body of an archive; at most one entry is open at a time, and a chunk of it in memory.
pub(super) fn body(playback: Playback, plan: Plan) -> Body {
    let writer = Some(ZipWriter::default());
    let archive = Archive { playback, coming: plan.entries, writer, open: None, sent_bytes: 0 };
    Body::from_stream(try_unfold(archive, Archive::step))
}

impl Archive {
    async fn step(mut self) -> io::Result<Option<(Bytes, Self)>> {
        loop {
            let Some(writer) = &mut self.writer else { return Ok(None) };
            if let Some((body, exact_bytes)) = &mut self.open {
                match body.frame().await {
                    Some(frame) => {
                        let Ok(bytes) = frame.map_err(io::Error::other)?.into_data() else { continue };
                        self.sent_bytes += bytes.len() as u64;
                        if !writer.content(&bytes) {
                            return Err(io::Error::other("the file has grown"));
                        }
                        return Ok(Some((bytes, self)));
                    }
                    None => {
                        if exact_bytes.is_some_and(|exact| exact != self.sent_bytes) {
                            return Err(io::Error::other("the file has shrunk"));
                        }
                        self.open = None;
                        return Ok(Some((writer.end().into(), self)));
                    }
                }
            }
            let Some(Planned { head, is_exact, content }) = self.coming.pop_front() else {
                let end = self.writer.take().map(ZipWriter::finish).unwrap_or_default();
                return Ok(Some((end.into(), self)));
            };
            let exact_bytes = is_exact.then_some(head.size_bytes_max);
            let body = match content {
                Content::Bytes(bytes) => Body::from(bytes),
                Content::Sound(source, stream) => {
                    // Nothing to say: what fails here ends the archive, and the client sees that it is not whole.
                    let answer = self
                        .playback
                        .stream_when_free(&source, stream, &Method::GET, &HeaderMap::new())
                        .await
                        .map_err(|_| io::Error::other("a track could not be begun"))?;
                    answer.into_body()
                }
            };
            let begin = writer.begin(head);
            self.open = Some((body, exact_bytes));
            self.sent_bytes = 0;
            return Ok(Some((begin.into(), self)));
        }
    }
}
