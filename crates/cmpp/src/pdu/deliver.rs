//! What the gateway brings: a text of somebody's, or what became of one that was submitted.

use bytes::Bytes;

use super::octets::{Malformed, Reader, Unwritable, Writer};
use super::{MsgId, Version, content_bytes_max, read_content};
use crate::hidden::Number;

/// Bytes of a report with a number of 21 bytes, as 2.0 has it.
const REPORT_BYTES_2: usize = 8 + 7 + 10 + 10 + 21 + 4;
/// Bytes of a report with a number of 32 bytes, as 3.0 has it.
const REPORT_BYTES_3: usize = 8 + 7 + 10 + 10 + 32 + 4;

/// `CMPP_DELIVER`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Deliver {
    /// `Msg_Id` of this delivery, which the answer repeats.
    pub msg_id: u64,
    /// `Dest_Id`: the provider's number that it is for.
    pub to: String,
    /// `Service_Id`
    pub service_id: String,
    /// `TP_pid`
    pub tp_pid: u8,
    /// `TP_udhi`: one when the content begins with a header.
    pub tp_udhi: u8,
    /// `Msg_Fmt`
    pub format: u8,
    /// `Src_terminal_Id`: whom it is from.
    pub from: Number,
    /// `Src_terminal_type`, in 3.0: one for a false number.
    pub from_type: u8,
    /// `Registered_Delivery`: one when the content is a [`Report`].
    pub registered_delivery: u8,
    /// `Msg_Content`
    pub content: Bytes,
    /// `LinkID`, in 3.0.
    pub link_id: String,
}

impl std::fmt::Debug for Deliver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = if self.registered_delivery == 1 { "report" } else { "text" };
        write!(f, "Deliver({:#018x}, {kind}, hidden)", self.msg_id)
    }
}

impl Deliver {
    pub(super) fn read(reader: &mut Reader<'_>, version: Version) -> Result<Self, Malformed> {
        let mut deliver = Self {
            msg_id: reader.u64("Msg_Id")?,
            to: reader.text("Dest_Id", 21)?,
            service_id: reader.text("Service_Id", 10)?,
            tp_pid: reader.u8("TP_pid")?,
            tp_udhi: reader.u8_up_to("TP_udhi", 1)?,
            format: reader.u8("Msg_Fmt")?,
            from: Number::new(reader.text("Src_terminal_Id", version.number_bytes())?),
            ..Self::default()
        };
        if version.is_3() {
            deliver.from_type = reader.u8_up_to("Src_terminal_type", 1)?;
        }
        deliver.registered_delivery = reader.u8_up_to("Registered_Delivery", 1)?;
        deliver.content = read_content(reader, deliver.format)?;
        deliver.link_id = reader.tail(version.is_3())?;
        Ok(deliver)
    }

    pub(super) fn write(&self, writer: &mut Writer, version: Version) -> Result<(), Unwritable> {
        writer.u64(self.msg_id);
        writer.text("Dest_Id", &self.to, 21)?;
        writer.text("Service_Id", &self.service_id, 10)?;
        writer.u8(self.tp_pid);
        writer.u8_up_to("TP_udhi", self.tp_udhi, 1)?;
        writer.u8(self.format);
        writer.text("Src_terminal_Id", self.from.reveal(), version.number_bytes())?;
        if version.is_3() {
            writer.u8_up_to("Src_terminal_type", self.from_type, 1)?;
        }
        writer.u8_up_to("Registered_Delivery", self.registered_delivery, 1)?;
        writer.counted("Msg_Content", &self.content, content_bytes_max(self.format))?;
        writer.tail(&self.link_id, version.is_3())
    }
}

/// `CMPP_DELIVER_RESP`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliverResp {
    /// `Msg_Id` of the delivery.
    pub msg_id: u64,
    /// `Result`: zero when it has come; with anything else the gateway brings it again.
    pub result: u32,
}

impl DeliverResp {
    pub(super) fn read(reader: &mut Reader<'_>, version: Version) -> Result<Self, Malformed> {
        Ok(Self { msg_id: reader.u64("Msg_Id")?, result: reader.status("Result", version.is_3())? })
    }

    pub(super) fn write(self, writer: &mut Writer, version: Version) -> Result<(), Unwritable> {
        writer.u64(self.msg_id);
        writer.status("Result", self.result, version.is_3())
    }
}

/// What became of a text, in the words of the gateway: the content of a [`Deliver`] that is a report.
#[derive(Clone, PartialEq, Eq)]
pub struct Report {
    /// `Msg_Id` of the text, as its submission was answered.
    pub msg_id: MsgId,
    /// `Stat`
    pub state: State,
    /// `Submit_time`: `YYMMDDHHMM` in China.
    pub submitted_at: String,
    /// `Done_time`: `YYMMDDHHMM` in China.
    pub done_at: String,
    /// `Dest_terminal_Id`: whom the text was for.
    pub to: Number,
    /// `SMSC_sequence`
    pub smsc_sequence: u32,
}

/// How a text ended.
#[derive(Clone, PartialEq, Eq)]
pub enum State {
    /// `DELIVRD`: it is on the telephone.
    Delivered,
    /// `EXPIRED`: its time was over.
    Expired,
    /// `DELETED`: somebody took it back.
    Deleted,
    /// `UNDELIV`: it cannot be delivered.
    Undeliverable,
    /// `ACCEPTD`: somebody else sees to it.
    Accepted,
    /// `UNKNOWN`: nobody knows.
    Unknown,
    /// `REJECTD`: it was refused.
    Rejected,
    /// Any other word, of which each operator has its own, such as `MK:0001`.
    Other(String),
}

impl State {
    fn of(word: String) -> Self {
        match word.as_str() {
            "DELIVRD" => Self::Delivered,
            "EXPIRED" => Self::Expired,
            "DELETED" => Self::Deleted,
            "UNDELIV" => Self::Undeliverable,
            "ACCEPTD" => Self::Accepted,
            "UNKNOWN" => Self::Unknown,
            "REJECTD" => Self::Rejected,
            _ => Self::Other(word),
        }
    }

    /// The word that stands for it.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Delivered => "DELIVRD",
            Self::Expired => "EXPIRED",
            Self::Deleted => "DELETED",
            Self::Undeliverable => "UNDELIV",
            Self::Accepted => "ACCEPTD",
            Self::Unknown => "UNKNOWN",
            Self::Rejected => "REJECTD",
            Self::Other(word) => word,
        }
    }
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.word().escape_debug())
    }
}

impl std::fmt::Debug for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Report({:?}, {:?}, hidden)", self.msg_id, self.state)
    }
}

impl Report {
    /// Reads the content of a delivery; its length tells how long the number in it may be.
    ///
    /// # Errors
    /// [`Malformed`] with what is wrong.
    pub fn decode(content: &[u8]) -> Result<Self, Malformed> {
        let number_bytes = match content.len() {
            REPORT_BYTES_2 => 21,
            REPORT_BYTES_3 => 32,
            _ => return Err(Malformed::Range("Msg_Length")),
        };
        let mut reader = Reader(content);
        let report = Self {
            msg_id: MsgId(reader.u64("Msg_Id")?),
            state: State::of(reader.text("Stat", 7)?),
            submitted_at: reader.text("Submit_time", 10)?,
            done_at: reader.text("Done_time", 10)?,
            to: Number::new(reader.text("Dest_terminal_Id", number_bytes)?),
            smsc_sequence: reader.u32("SMSC_sequence")?,
        };
        reader.end()?;
        Ok(report)
    }

    /// Writes it as the content of a delivery.
    ///
    /// # Errors
    /// [`Unwritable`] with the field that does not hold its value.
    pub fn encode(&self, version: Version) -> Result<Bytes, Unwritable> {
        let mut writer = Writer::default();
        writer.u64(self.msg_id.0);
        writer.text("Stat", self.state.word(), 7)?;
        writer.text("Submit_time", &self.submitted_at, 10)?;
        writer.text("Done_time", &self.done_at, 10)?;
        writer.text("Dest_terminal_Id", self.to.reveal(), version.number_bytes())?;
        writer.u32(self.smsc_sequence);
        Ok(writer.0.into())
    }
}
