//! What a link tells: what became of texts, and what people wrote.

use crate::hidden::{Number, Words};
use crate::pdu::{Deliver, Malformed, MsgId, Report};
use crate::text;

/// Something that the gateway brought, and that has been answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// What became of a text; it may come before the text's own receipt, twice, or for a text that nobody knows.
    Report(Report),
    /// Somebody wrote.
    Text(Incoming),
}

/// A text of somebody's, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// By what the gateway knows it.
    pub msg_id: MsgId,
    /// Whom it is from.
    pub from: Number,
    /// The provider's number that it was sent to.
    pub to: String,
    /// What it says.
    pub text: Words,
    /// Which part it is of a long one.
    pub part: Option<PartOf>,
}

/// Which part of a long text this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartOf {
    /// The same in all parts of the text.
    pub reference: u8,
    /// Parts altogether.
    pub total: u8,
    /// From one.
    pub number: u8,
}

/// What a delivery tells; `None` when it is no text, such as a ring tone.
pub(super) fn read(deliver: Deliver) -> Result<Option<Event>, Malformed> {
    if deliver.registered_delivery == 1 {
        return Report::decode(&deliver.content).map(|report| Some(Event::Report(report)));
    }
    let (part, body) = if deliver.tp_udhi == 1 { headed(&deliver.content)? } else { (None, &deliver.content[..]) };
    let Some(text) = text::read(deliver.format, body) else { return Ok(None) };
    Ok(Some(Event::Text(Incoming {
        msg_id: MsgId(deliver.msg_id),
        from: deliver.from,
        to: deliver.to,
        text: Words::new(text),
        part,
    })))
}

/// The header and what follows it; headers that are not about parts are skipped.
fn headed(content: &[u8]) -> Result<(Option<PartOf>, &[u8]), Malformed> {
    const SHORT: Malformed = Malformed::Short("Msg_Content");
    let (length, rest) = content.split_first().ok_or(SHORT)?;
    let (header, body) = rest.split_at_checked(usize::from(*length)).ok_or(SHORT)?;
    let part = match *header {
        [0, 3, reference, total, number] if (1..=total).contains(&number) => Some(PartOf { reference, total, number }),
        _ => None,
    };
    Ok((part, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deliver(content: &'static [u8]) -> Deliver {
        Deliver { tp_udhi: 1, content: content.into(), ..Deliver::default() }
    }

    fn text_of(content: &'static [u8]) -> Option<(String, Option<PartOf>)> {
        match read(deliver(content)) {
            Ok(Some(Event::Text(text))) => Some((text.text.reveal().to_owned(), text.part)),
            _ => None,
        }
    }

    #[test]
    fn a_part_of_a_long_text_says_which_it_is() {
        let part = PartOf { reference: 9, total: 2, number: 1 };
        assert_eq!(text_of(b"\x05\x00\x03\x09\x02\x01TD"), Some(("TD".to_owned(), Some(part))));
        // Numbers that cannot be are no part, and other headers are skipped.
        assert_eq!(text_of(b"\x05\x00\x03\x09\x02\x03TD"), Some(("TD".to_owned(), None)));
        assert_eq!(text_of(b"\x06\x08\x04\x00\x09\x02\x01TD"), Some(("TD".to_owned(), None)));
        assert_eq!(text_of(b"\x05\x00\x03"), None);
        assert_eq!(text_of(b""), None);
    }
}
