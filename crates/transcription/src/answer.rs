//! What a transcription service answers.

use serde_json::{Map, Value};

/// In fifteen seconds nobody says more, in characters.
const TEXT_CHARACTERS_MAX: usize = 400;

/// The text in an answer as `response_format=json` has it, on one line; nothing when the answer is not understood.
/// What else a service tells is not read.
pub(crate) fn text_of(body: &[u8]) -> Option<String> {
    let answer: Map<String, Value> = serde_json::from_slice(body).ok()?;
    let text = answer.get("text")?.as_str()?;
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let text = words.join(" ");
    (text.chars().count() <= TEXT_CHARACTERS_MAX).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_read_and_put_on_one_line() {
        let text = |body: &str| text_of(body.as_bytes());
        assert_eq!(text(r#"{"text":" 播放\n茉莉花\u0007 。 "}"#).as_deref(), Some("播放 茉莉花 。"));
        assert_eq!(text(r#"{"text":"","usage":{"seconds":3}}"#).as_deref(), Some(""));
        assert_eq!(text(r#"{"task":"transcribe","duration":1.5,"text":"a"}"#).as_deref(), Some("a"));
    }

    #[test]
    fn what_is_no_answer_is_none() {
        let long = format!(r#"{{"text":"{}"}}"#, "啊".repeat(401));
        for body in ["", "<html>", "{}", r#"{"text":null}"#, r#"{"text":7}"#, r#"["a"]"#, &long] {
            assert_eq!(text_of(body.as_bytes()), None, "{body}");
        }
        assert_eq!(text_of(b"{\"text\":\"\xff\"}"), None);
    }
}
