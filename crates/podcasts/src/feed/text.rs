//! Texts of feeds: bytes to characters, and marked-up text to plain text.

use encoding_rs::{Encoding, UTF_8};

/// How far into a document its declaration may reach, in bytes.
const DECLARATION_BYTES_MAX: usize = 300;

/// The characters of a document: by its byte order mark, its own declaration, or what the host says.
pub(crate) fn decode(bytes: &[u8], content_type: &str) -> String {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(DECLARATION_BYTES_MAX)).unwrap_or_default());
    let declared = head
        .trim_start()
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .and_then(|(declaration, _)| declaration.split_once("encoding"))
        .and_then(|(_, rest)| rest.split(['"', '\'']).nth(1))
        .and_then(|name| Encoding::for_label(name.as_bytes()));
    let said = content_type
        .to_ascii_lowercase()
        .split_once("charset=")
        .map(|(_, rest)| rest.trim_matches(['"', ' ', ';']).to_owned())
        .and_then(|name| Encoding::for_label(name.as_bytes()));
    let encoding = marked.or(declared).or(said).unwrap_or(UTF_8);
    encoding.decode(bytes).0.into_owned()
}

/// The first characters of a text.
pub(crate) fn cut(text: &str, characters_max: usize) -> String {
    text.chars().take(characters_max).collect()
}

/// One line of plain text.
pub(super) fn line(said: &str, characters_max: usize) -> String {
    let text = plain(said, characters_max.saturating_mul(2));
    cut(&text.split_whitespace().collect::<Vec<_>>().join(" "), characters_max)
}

/// Marked-up text as plain text: paragraphs become lines, everything else of the marks is left out.
pub(super) fn plain(said: &str, characters_max: usize) -> String {
    let mut out = String::with_capacity(said.len().min(characters_max));
    let mut rest = said;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        if !is_tag {
            // A lone `<` is a sign of its own.
            out.push('<');
            rest = &tag[1..];
            continue;
        }
        // Without an end there is no mark here, nor in what follows.
        let Some(end) = tag.find('>') else {
            rest = tag;
            break;
        };
        let name: String = tag[1..end].chars().take_while(|c| !c.is_whitespace()).collect();
        let name = name.to_ascii_lowercase();
        rest = &tag[end + 1..];
        match name.trim_matches('/') {
            "br" | "p" | "div" | "li" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "tr" => out.push('\n'),
            hidden @ ("script" | "style") if !name.starts_with('/') => {
                rest = find_ignoring_case(rest, &format!("</{hidden}")).map_or("", |at| &rest[at..]);
            }
            _ => {}
        }
    }
    out.push_str(rest);
    cut(&tidy(&references(&out)), characters_max)
}

fn find_ignoring_case(text: &str, ascii: &str) -> Option<usize> {
    text.as_bytes().windows(ascii.len()).position(|window| window.eq_ignore_ascii_case(ascii.as_bytes()))
}

/// References that texts of the web use, by name or number; others stay as they are.
fn references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.bytes().take(11).position(|byte| byte == b';');
        match end.and_then(|end| Some((referred(&after[..end])?, &after[end + 1..]))) {
            Some((letter, after)) => {
                out.push(letter);
                rest = after;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn referred(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|letter| !letter.is_control() || *letter == '\n');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "middot" => '·',
        "copy" => '©',
        _ => return None,
    })
}

/// Single spaces, no control characters, and at most one empty line in a row.
fn tidy(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let words = line.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    });
    let mut out: Vec<String> = Vec::new();
    for line in lines {
        if !line.is_empty() || out.last().is_some_and(|last| !last.is_empty()) {
            out.push(line);
        }
    }
    out.join("\n").trim().to_owned()
}
