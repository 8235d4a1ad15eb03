//! Writing lyrics as TTML.

use std::fmt::Write as _;

use crate::stamp::format_ttml_time;
use crate::{AgentKind, Line, Lyrics, Word};

/// Writes lyrics as TTML in UTF-8, with everything they carry.
///
/// Roles, keys and voices are named as Apple's lyrics name them, which is what players understand.
/// Characters that XML 1.0 does not know are left out.
#[must_use]
pub fn to_ttml(lyrics: &Lyrics) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tt xmlns=\"http://www.w3.org/ns/ttml\"");
    out.push_str(" xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\"");
    out.push_str(" xmlns:itunes=\"http://music.apple.com/lyric-ttml-internal\"");
    let timing = if lyrics.has_words() {
        "Word"
    } else if lyrics.synced {
        "Line"
    } else {
        "None"
    };
    attribute(&mut out, "itunes:timing", timing);
    if let Some(language) = &lyrics.language {
        attribute(&mut out, "xml:lang", language);
    }
    out.push_str(">\n<head><metadata>\n");
    for agent in &lyrics.agents {
        out.push_str("<ttm:agent");
        let kind = match agent.kind {
            AgentKind::Person => "person",
            AgentKind::Group => "group",
            AgentKind::Other => "other",
        };
        attribute(&mut out, "type", kind);
        attribute(&mut out, "xml:id", &agent.id);
        match &agent.name {
            Some(name) => {
                let _ = writeln!(out, "><ttm:name type=\"full\">{}</ttm:name></ttm:agent>", escaped(name));
            }
            None => out.push_str("/>\n"),
        }
    }
    out.push_str("</metadata></head>\n<body><div>\n");
    for (index, line) in lyrics.lines.iter().enumerate() {
        paragraph(&mut out, index, line, lyrics);
    }
    out.push_str("</div></body>\n</tt>\n");
    out
}

fn paragraph(out: &mut String, index: usize, line: &Line, lyrics: &Lyrics) {
    out.push_str("<p");
    times(out, line.start_ms, line.end_ms);
    attribute(out, "itunes:key", &format!("L{}", index + 1));
    if let Some(agent) = &line.agent {
        attribute(out, "ttm:agent", agent);
    }
    out.push('>');
    words(out, &line.text, &line.words);
    if let Some(background) = &line.background {
        out.push_str("<span ttm:role=\"x-bg\"");
        times(out, background.words.first().map(|word| word.start_ms), background.words.last().map(|word| word.end_ms));
        out.push('>');
        words(out, &background.text, &background.words);
        layers(out, background.translation.as_deref(), background.romanisation.as_deref(), lyrics);
        out.push_str("</span>");
    }
    layers(out, line.translation.as_deref(), line.romanisation.as_deref(), lyrics);
    out.push_str("</p>\n");
}

fn words(out: &mut String, text: &str, words: &[Word]) {
    if words.is_empty() {
        out.push_str(&escaped(text));
    }
    for word in words {
        out.push_str("<span");
        times(out, Some(word.start_ms), Some(word.end_ms));
        let text = word.text.trim_end();
        let space = if text.len() < word.text.len() { " " } else { "" };
        let _ = write!(out, ">{}</span>{space}", escaped(text));
    }
}

fn layers(out: &mut String, translation: Option<&str>, romanisation: Option<&str>, lyrics: &Lyrics) {
    let layers = [
        ("x-translation", translation, &lyrics.translation_language),
        ("x-roman", romanisation, &lyrics.romanisation_language),
    ];
    for (role, text, language) in layers {
        if let Some(text) = text {
            out.push_str("<span");
            attribute(out, "ttm:role", role);
            if let Some(language) = language {
                attribute(out, "xml:lang", language);
            }
            let _ = write!(out, ">{}</span>", escaped(text));
        }
    }
}

fn times(out: &mut String, begin_ms: Option<u64>, end_ms: Option<u64>) {
    for (name, time_ms) in [("begin", begin_ms), ("end", end_ms)] {
        if let Some(time_ms) = time_ms {
            attribute(out, name, &format_ttml_time(time_ms));
        }
    }
}

fn attribute(out: &mut String, name: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = write!(out, " {name}=\"{}\"", escaped(value));
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            character if character.is_control() && character != '\t' => {}
            character => out.push(character),
        }
    }
    out
}
