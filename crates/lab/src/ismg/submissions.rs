//! What the gateway says to a submission, and what it brings of it later.

use super::faults::{GatewayFault, GatewayFaults};
use super::session::Session;
use super::wire::{self, Delivery, Submission};
use super::{Brought, Submitted, calendar};

/// Most numbers of one submission.
const NUMBERS_MAX: usize = 100;

/// `Result` of a submission.
mod result {
    pub(super) const TAKEN: u32 = 0;
    pub(super) const STRUCTURE: u32 = 1;
    pub(super) const FEE: u32 = 5;
    pub(super) const TOO_LONG: u32 = 6;
    pub(super) const TOO_MUCH: u32 = 8;
    pub(super) const SOURCE: u32 = 11;
    pub(super) const NUMBER: u32 = 13;
}

pub(super) struct Taken {
    /// The body of the answer.
    pub(super) answer: Vec<u8>,
    /// The bodies of the deliveries that tell what became of it.
    pub(super) reports: Vec<Vec<u8>>,
}

/// Keeps a submission, and says what the gateway makes of it.
pub(super) fn take(session: &Session, body: bytes::BytesMut, is_too_much: bool, faults: &GatewayFaults) -> Taken {
    let Session { lab, account, is_3, .. } = session;
    let now = lab.now();
    let submission = wire::read_submission(body, *is_3);
    let result = match &submission {
        None => result::STRUCTURE,
        Some(_) if is_too_much => result::TOO_MUCH,
        Some(submission) => judge(submission, &account.source_addr),
    };
    let mut gateway = lab.gateway();
    let msg_id = if result == result::TAKEN { gateway.msg_id(calendar::in_china(now)) } else { 0 };
    let answer = wire::answer(msg_id, result, *is_3);
    let mut reports = Vec::new();
    let Some(submission) = submission else { return Taken { answer, reports } };
    if result == result::TAKEN && submission.wants_report {
        let time = calendar::to_the_minute(now);
        let told = if faults.contains(&GatewayFault::UnknownReport) { msg_id ^ 0xff_ffff } else { msg_id };
        for to in &submission.to {
            let content = wire::report(told, &account.report_state, [&time, &time], to, *is_3);
            let delivery_id = gateway.msg_id(calendar::in_china(now));
            let delivery = Delivery {
                msg_id: delivery_id,
                to: &submission.from,
                from: to,
                has_header: false,
                format: 0,
                is_report: true,
                content: &content,
            };
            let body = wire::delivery(&delivery, *is_3);
            let brought = Brought { source_addr: account.source_addr.clone(), is_report: true, result: None };
            gateway.keep_brought(delivery_id, brought);
            if faults.contains(&GatewayFault::ReportTwice) {
                reports.push(body.clone());
            }
            reports.push(body);
        }
    }
    gateway.keep(kept(submission, (msg_id, result), &account.source_addr, *is_3));
    Taken { answer, reports }
}

/// What a gateway refuses.
fn judge(submission: &Submission, source_addr: &str) -> u32 {
    let is_number = |number: &String| {
        let digits = number.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(number);
        digits.len() == 11 && digits.starts_with('1') && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let length_max = if submission.format == 0 { 159 } else { 140 };
    if submission.source != source_addr {
        result::SOURCE
    } else if !["01", "02", "03", "04", "05"].contains(&submission.fee_type.as_str()) {
        result::FEE
    } else if submission.content.len() > length_max {
        result::TOO_LONG
    } else if !(1..=NUMBERS_MAX).contains(&submission.to.len()) || !submission.to.iter().all(is_number) {
        result::NUMBER
    } else if !is_part(submission) || ![0, 3, 4, 8, 15].contains(&submission.format) {
        result::STRUCTURE
    } else {
        result::TAKEN
    }
}

/// Whether the header says the same as the fields.
fn is_part(submission: &Submission) -> bool {
    let Submission { part_total: total, part_number: number, .. } = *submission;
    let is_counted = (1..=total).contains(&number);
    match submission.content.as_slice() {
        [5, 0, 3, _, said_total, said_number, ..] if submission.has_header => {
            is_counted && (*said_total, *said_number) == (total, number)
        }
        _ => is_counted && !submission.has_header && total == 1,
    }
}

fn kept(submission: Submission, (msg_id, result): (u64, u32), source_addr: &str, is_3: bool) -> Submitted {
    let (reference, body) = match submission.content.as_slice() {
        [5, 0, 3, reference, _, _, body @ ..] if submission.has_header => (Some(*reference), body),
        whole => (None, whole),
    };
    Submitted {
        source_addr: source_addr.to_owned(),
        msg_id: msg_id.to_string(),
        result,
        text: text_of(submission.format, body),
        to: submission.to,
        from: submission.from,
        service_id: submission.service_id,
        format: submission.format,
        part_total: submission.part_total,
        part_number: submission.part_number,
        reference,
        wants_report: submission.wants_report,
        is_3,
    }
}

/// The text as people read it; bytes that are none, as hexadecimal.
fn text_of(format: u8, content: &[u8]) -> String {
    match format {
        0 | 3 => content.iter().map(|byte| char::from(*byte)).collect(),
        8 => {
            let units = content.chunks(2).map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte)));
            char::decode_utf16(units).map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        15 => encoding_rs::GBK.decode(content).0.into_owned(),
        _ => hex::encode(content),
    }
}

/// Formats in which a text can be brought.
pub(super) const FORMATS: [(&str, u8); 3] = [("ascii", 0), ("ucs2", 8), ("gbk", 15)];

/// A text of somebody's as the contents of deliveries, each with whether it has a header.
pub(super) fn contents(text: &str, format: u8, reference: u8) -> Vec<(bool, Vec<u8>)> {
    let bytes: Vec<u8> = match format {
        8 => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        15 => encoding_rs::GBK.encode(text).0.into_owned(),
        _ => text.bytes().collect(),
    };
    if bytes.len() <= 140 {
        return vec![(false, bytes)];
    }
    let parts: Vec<&[u8]> = bytes.chunks(134).take(255).collect();
    let total = u8::try_from(parts.len()).unwrap_or(u8::MAX);
    let headed = |(number, part): (u8, &&[u8])| (true, [&[5, 0, 3, reference, total, number][..], part].concat());
    (1..=total).zip(&parts).map(headed).collect()
}
