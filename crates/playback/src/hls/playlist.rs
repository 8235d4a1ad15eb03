//! Playlists of HLS (RFC 8216).

use std::fmt::Write as _;

use super::Rendition;
use super::timeline::Timeline;

/// The media type of playlists (RFC 8216 §4).
pub const MEDIA_TYPE: &str = "application/vnd.apple.mpegurl";
/// The version that knows fragmented MP4 and its head in playlists without key frames.
const VERSION: u32 = 7;

/// A playlist of renditions, each at the address that `address` gives (§4.3.4.2). Players begin with the first.
pub(super) fn master(renditions: &[(Rendition, u64)], address: impl Fn(Rendition) -> String) -> String {
    let mut text = format!("#EXTM3U\n#EXT-X-VERSION:{VERSION}\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    for (rendition, bandwidth_bps) in renditions {
        let codecs = rendition.codecs();
        let _ = writeln!(text, "#EXT-X-STREAM-INF:BANDWIDTH={bandwidth_bps},CODECS=\"{codecs}\"");
        let _ = writeln!(text, "{}", address(*rendition));
    }
    text
}

/// A playlist of segments, whose addresses begin with `base` (§4.3.3).
pub(super) fn media(timeline: Timeline, base: &str) -> String {
    let longest_ms = timeline.lengths_ms().max().unwrap_or_default();
    let target_s = ((longest_ms + 500) / 1_000).max(1);
    let mut text = format!(
        "#EXTM3U\n#EXT-X-VERSION:{VERSION}\n#EXT-X-TARGETDURATION:{target_s}\n#EXT-X-MEDIA-SEQUENCE:0\n\
         #EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-MAP:URI=\"{base}init.mp4\"\n"
    );
    for (index, length_ms) in timeline.lengths_ms().enumerate() {
        let _ = writeln!(text, "#EXTINF:{}.{:03},", length_ms / 1_000, length_ms % 1_000);
        let _ = writeln!(text, "{base}segments/{index}.m4s");
    }
    text.push_str("#EXT-X-ENDLIST\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_playlist_names_every_segment_and_rounds_its_longest() {
        let text = media(Timeline::new(12_500).expect("a length"), "x/");
        assert_eq!(
            text,
            "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:7\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n\
             #EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-MAP:URI=\"x/init.mp4\"\n\
             #EXTINF:6.000,\nx/segments/0.m4s\n#EXTINF:6.500,\nx/segments/1.m4s\n#EXT-X-ENDLIST\n"
        );
        let opus = Rendition::Opus { bitrate_kbps: 96 };
        let text = master(&[(opus, 120_000), (Rendition::Flac, 1_500_000)], |rendition| format!("{rendition}/list"));
        assert!(text.ends_with(
            "#EXT-X-STREAM-INF:BANDWIDTH=120000,CODECS=\"Opus\"\nopus-96/list\n\
             #EXT-X-STREAM-INF:BANDWIDTH=1500000,CODECS=\"fLaC\"\nflac/list\n"
        ));
    }
}
