//! The gateway's reading and writing of frames, by the tables of CMPP 2.0 and 3.0.

use bytes::{Buf as _, BufMut as _, BytesMut};

pub(super) const CONNECT: u32 = 0x0000_0001;
pub(super) const CONNECT_RESP: u32 = 0x8000_0001;
pub(super) const TERMINATE: u32 = 0x0000_0002;
pub(super) const TERMINATE_RESP: u32 = 0x8000_0002;
pub(super) const SUBMIT: u32 = 0x0000_0004;
pub(super) const SUBMIT_RESP: u32 = 0x8000_0004;
pub(super) const DELIVER: u32 = 0x0000_0005;
pub(super) const DELIVER_RESP: u32 = 0x8000_0005;
pub(super) const ACTIVE_TEST: u32 = 0x0000_0008;
pub(super) const ACTIVE_TEST_RESP: u32 = 0x8000_0008;

/// Longest frame that is listened to.
const FRAME_BYTES_MAX: usize = 4_096;

pub(super) struct Message {
    pub(super) command: u32,
    pub(super) sequence: u32,
    pub(super) body: BytesMut,
}

/// The first message of what came; `Err` when its length is none.
pub(super) fn next(received: &mut BytesMut) -> Result<Option<Message>, ()> {
    if received.len() < 4 {
        return Ok(None);
    }
    let length = (&received[..4]).get_u32() as usize;
    if !(12..=FRAME_BYTES_MAX).contains(&length) {
        return Err(());
    }
    if received.len() < length {
        return Ok(None);
    }
    let mut frame = received.split_to(length);
    frame.advance(4);
    Ok(Some(Message { command: frame.get_u32(), sequence: frame.get_u32(), body: frame }))
}

pub(super) fn frame(command: u32, sequence: u32, body: &[u8]) -> Vec<u8> {
    let mut frame = Vec::with_capacity(12 + body.len());
    frame.put_u32(u32::try_from(12 + body.len()).unwrap_or(u32::MAX));
    frame.put_u32(command);
    frame.put_u32(sequence);
    frame.put_slice(body);
    frame
}

/// `Msg_Id` and a result as wide as the version has it.
pub(super) fn answer(msg_id: u64, result: u32, is_3: bool) -> Vec<u8> {
    let mut body = msg_id.to_be_bytes().to_vec();
    put_status(&mut body, result, is_3);
    body
}

pub(super) fn put_status(body: &mut Vec<u8>, status: u32, is_3: bool) {
    if is_3 {
        body.put_u32(status);
    } else {
        body.put_u8(status.to_be_bytes()[3]);
    }
}

/// Text in a field of so many bytes; what does not fit is cut off.
pub(super) fn put_padded(body: &mut Vec<u8>, text: &str, size: usize) {
    let end = body.len() + size;
    body.put_slice(&text.as_bytes()[..text.len().min(size)]);
    body.resize(end, 0);
}

/// What a provider signs in with.
pub(super) struct SignIn {
    pub(super) source_addr: String,
    pub(super) authenticator: [u8; 16],
    pub(super) version: u8,
    pub(super) timestamp: u32,
}

pub(super) fn read_sign_in(mut body: BytesMut) -> Option<SignIn> {
    if body.len() != 27 {
        return None;
    }
    let source_addr = padded(&mut body, 6)?;
    let mut authenticator = [0; 16];
    body.copy_to_slice(&mut authenticator);
    Some(SignIn { source_addr, authenticator, version: body.get_u8(), timestamp: body.get_u32() })
}

/// What a provider submits, as far as a gateway looks at it.
pub(super) struct Submission {
    pub(super) part_total: u8,
    pub(super) part_number: u8,
    pub(super) wants_report: bool,
    pub(super) service_id: String,
    pub(super) has_header: bool,
    pub(super) format: u8,
    pub(super) source: String,
    pub(super) fee_type: String,
    pub(super) from: String,
    pub(super) to: Vec<String>,
    pub(super) content: Vec<u8>,
}

pub(super) fn read_submission(mut body: BytesMut, is_3: bool) -> Option<Submission> {
    let number_bytes = if is_3 { 32 } else { 21 };
    skip(&mut body, 8)?;
    let (part_total, part_number, registered) = (octet(&mut body)?, octet(&mut body)?, octet(&mut body)?);
    octet(&mut body)?;
    let service_id = padded(&mut body, 10)?;
    let fee_user_type = octet(&mut body)?;
    padded(&mut body, number_bytes)?;
    skip(&mut body, if is_3 { 2 } else { 1 })?;
    let (udhi, format) = (octet(&mut body)?, octet(&mut body)?);
    let (source, fee_type) = (padded(&mut body, 6)?, padded(&mut body, 2)?);
    padded(&mut body, 6)?;
    skip(&mut body, 17 + 17)?;
    let from = padded(&mut body, 21)?;
    let numbers = octet(&mut body)?;
    let mut to = Vec::new();
    for _ in 0..numbers {
        to.push(padded(&mut body, number_bytes)?);
    }
    skip(&mut body, usize::from(is_3))?;
    let length = usize::from(octet(&mut body)?);
    if body.len() != length + if is_3 { 20 } else { 8 } || udhi > 1 || registered > 2 || fee_user_type > 3 {
        return None;
    }
    Some(Submission {
        part_total,
        part_number,
        wants_report: registered == 1,
        service_id,
        has_header: udhi == 1,
        format,
        source,
        fee_type,
        from,
        to,
        content: body[..length].to_vec(),
    })
}

fn octet(body: &mut BytesMut) -> Option<u8> {
    body.has_remaining().then(|| body.get_u8())
}

fn skip(body: &mut BytesMut, count: usize) -> Option<()> {
    (body.len() >= count).then(|| body.advance(count))
}

/// Text up to its first zero; after that there may be nothing but zeros.
fn padded(body: &mut BytesMut, size: usize) -> Option<String> {
    if body.len() < size {
        return None;
    }
    let field = body.split_to(size);
    let end = field.iter().position(|byte| *byte == 0).unwrap_or(size);
    if field[end..].iter().any(|byte| *byte != 0) {
        return None;
    }
    String::from_utf8(field[..end].to_vec()).ok().filter(|text| text.is_ascii())
}

/// A delivery of these bytes.
pub(super) struct Delivery<'a> {
    pub(super) msg_id: u64,
    pub(super) to: &'a str,
    pub(super) from: &'a str,
    pub(super) has_header: bool,
    pub(super) format: u8,
    pub(super) is_report: bool,
    pub(super) content: &'a [u8],
}

pub(super) fn delivery(delivery: &Delivery<'_>, is_3: bool) -> Vec<u8> {
    let mut body = delivery.msg_id.to_be_bytes().to_vec();
    put_padded(&mut body, delivery.to, 21);
    put_padded(&mut body, "", 10);
    body.put_slice(&[0, u8::from(delivery.has_header), delivery.format]);
    put_padded(&mut body, delivery.from, if is_3 { 32 } else { 21 });
    if is_3 {
        body.put_u8(0);
    }
    body.put_u8(u8::from(delivery.is_report));
    body.put_u8(u8::try_from(delivery.content.len()).unwrap_or(u8::MAX));
    body.put_slice(delivery.content);
    put_padded(&mut body, "", if is_3 { 20 } else { 8 });
    body
}

/// What a report says of a text.
pub(super) fn report(msg_id: u64, state: &str, [submitted_at, done_at]: [&str; 2], to: &str, is_3: bool) -> Vec<u8> {
    let mut content = msg_id.to_be_bytes().to_vec();
    put_padded(&mut content, state, 7);
    put_padded(&mut content, submitted_at, 10);
    put_padded(&mut content, done_at, 10);
    put_padded(&mut content, to, if is_3 { 32 } else { 21 });
    content.put_u32(1);
    content
}
