//! What a link has to be told.

use std::time::Duration;

use crate::hidden::{Secret, Words};
use crate::link::Error;
use crate::pdu::{Body, Pdu, Submit, Version};
use crate::text::Part;
use crate::{Number, text};

/// What was agreed with the gateway's operator, and how patient to be.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `SP_Id`, six characters: by whom the gateway knows the provider.
    pub source_addr: String,
    /// What both sides prove themselves with.
    pub secret: Secret,
    /// The version to speak.
    pub version: Version,
    /// The number that texts are from, `Src_Id`.
    pub from: String,
    /// `Service_Id`
    pub service_id: String,
    /// `FeeType`: `01` is for nothing.
    pub fee_type: String,
    /// `FeeCode`: the price in fen.
    pub fee_code: String,
    /// How many submissions may be unanswered at once.
    pub window: usize,
    /// How patient to be.
    pub timing: Timing,
}

impl Settings {
    /// With a window of 16, texts that nobody pays for, and the protocol's own times.
    #[must_use]
    pub fn new(source_addr: impl Into<String>, secret: Secret, version: Version) -> Self {
        Self {
            source_addr: source_addr.into(),
            secret,
            version,
            from: String::new(),
            service_id: String::new(),
            fee_type: "01".to_owned(),
            fee_code: "0".to_owned(),
            window: 16,
            timing: Timing::default(),
        }
    }

    /// The parts of a text as messages that have no number of their own yet.
    pub(super) fn submissions(&self, to: &Number, words: &Words, reference: u8) -> Result<Vec<Pdu>, Error> {
        let parts = text::split(words.reveal(), reference)?;
        Ok(parts.into_iter().map(|part| self.submission(to, part)).collect())
    }

    fn submission(&self, to: &Number, part: Part) -> Pdu {
        let submit = Submit {
            part_total: part.total,
            part_number: part.number,
            registered_delivery: 1,
            service_id: self.service_id.clone(),
            fee_user_type: 2,
            tp_udhi: u8::from(part.has_header()),
            format: part.format.octet(),
            source: self.source_addr.clone(),
            fee_type: self.fee_type.clone(),
            fee_code: self.fee_code.clone(),
            from: self.from.clone(),
            to: vec![to.clone()],
            content: part.content,
            ..Submit::default()
        };
        Pdu { sequence: 0, body: Body::Submit(Box::new(submit)) }
    }
}

/// How patient a link is.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// The sign-in, from its first byte to its answer.
    pub open_within: Duration,
    /// The answer to a submission.
    pub answer_within: Duration,
    /// How long the gateway may say nothing before it is asked whether it is there, and between such questions.
    pub active_after: Duration,
    /// How many such questions may stay unanswered.
    pub active_misses_max: u32,
    /// How long nothing is submitted after the gateway said that it is too much; each time in a row twice as long.
    pub throttle_pause: Duration,
    /// How often a submission is tried again for that reason.
    pub throttle_tries_max: u32,
    /// How long the gateway may take no bytes.
    pub write_within: Duration,
    /// How long to wait for the gateway's farewell.
    pub farewell_within: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            open_within: Duration::from_secs(30),
            answer_within: Duration::from_secs(60),
            active_after: Duration::from_secs(60),
            active_misses_max: 3,
            throttle_pause: Duration::from_secs(1),
            throttle_tries_max: 5,
            write_within: Duration::from_secs(30),
            farewell_within: Duration::from_secs(5),
        }
    }
}
