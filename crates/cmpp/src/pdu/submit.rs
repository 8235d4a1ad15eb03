//! A text on its way to somebody.

use bytes::Bytes;

use super::octets::{Malformed, Reader, Unwritable, Writer};
use super::{Version, content_bytes_max, read_content};
use crate::hidden::Number;

/// Most numbers that one message is for.
const NUMBERS_MAX: usize = 100;

/// `CMPP_SUBMIT`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Submit {
    /// `Msg_Id`: zero, since the gateway gives it.
    pub msg_id: u64,
    /// `Pk_total`: parts of the text.
    pub part_total: u8,
    /// `Pk_number`: which part this is, from one.
    pub part_number: u8,
    /// `Registered_Delivery`: one to hear what becomes of it.
    pub registered_delivery: u8,
    /// `Msg_level`: zero to nine.
    pub level: u8,
    /// `Service_Id`: the service as it was agreed with the operator.
    pub service_id: String,
    /// `Fee_UserType`: who pays; two is the provider.
    pub fee_user_type: u8,
    /// `Fee_terminal_Id`: the number that pays, if any does.
    pub fee_terminal: Number,
    /// `Fee_terminal_type`, in 3.0: one for a false number.
    pub fee_terminal_type: u8,
    /// `TP_pId`
    pub tp_pid: u8,
    /// `TP_udhi`: one when the content begins with a header.
    pub tp_udhi: u8,
    /// `Msg_Fmt`
    pub format: u8,
    /// `Msg_src`: the provider's name, as it signed in.
    pub source: String,
    /// `FeeType`: `01` is for nothing.
    pub fee_type: String,
    /// `FeeCode`: the price in fen.
    pub fee_code: String,
    /// `ValId_Time`: until when it is worth delivering, or empty.
    pub valid_until: String,
    /// `At_Time`: when it is to be delivered, or empty.
    pub send_at: String,
    /// `Src_Id`: the number that it is from.
    pub from: String,
    /// `Dest_terminal_Id`: whom it is for, at least one and at most a hundred.
    pub to: Vec<Number>,
    /// `Dest_terminal_type`, in 3.0: one for false numbers.
    pub to_type: u8,
    /// `Msg_Content`
    pub content: Bytes,
    /// `LinkID`, in 3.0.
    pub link_id: String,
}

impl std::fmt::Debug for Submit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Submit(part {} of {}, to {} hidden)", self.part_number, self.part_total, self.to.len())
    }
}

impl Submit {
    pub(super) fn read(reader: &mut Reader<'_>, version: Version) -> Result<Self, Malformed> {
        let mut submit = Self {
            msg_id: reader.u64("Msg_Id")?,
            part_total: reader.u8("Pk_total")?,
            part_number: reader.u8("Pk_number")?,
            registered_delivery: reader.u8_up_to("Registered_Delivery", 2)?,
            level: reader.u8_up_to("Msg_level", 9)?,
            service_id: reader.text("Service_Id", 10)?,
            fee_user_type: reader.u8_up_to("Fee_UserType", 3)?,
            fee_terminal: Number::new(reader.text("Fee_terminal_Id", version.number_bytes())?),
            ..Self::default()
        };
        if submit.part_number > submit.part_total {
            return Err(Malformed::Range("Pk_number"));
        }
        if version.is_3() {
            submit.fee_terminal_type = reader.u8_up_to("Fee_terminal_type", 1)?;
        }
        submit.tp_pid = reader.u8("TP_pId")?;
        submit.tp_udhi = reader.u8_up_to("TP_udhi", 1)?;
        submit.format = reader.u8("Msg_Fmt")?;
        submit.source = reader.text("Msg_src", 6)?;
        submit.fee_type = reader.text("FeeType", 2)?;
        submit.fee_code = reader.text("FeeCode", 6)?;
        submit.valid_until = reader.text("ValId_Time", 17)?;
        submit.send_at = reader.text("At_Time", 17)?;
        submit.from = reader.text("Src_Id", 21)?;
        let numbers = reader.u8("DestUsr_tl")?;
        if numbers == 0 || usize::from(numbers) > NUMBERS_MAX {
            return Err(Malformed::Range("DestUsr_tl"));
        }
        for _ in 0..numbers {
            submit.to.push(Number::new(reader.text("Dest_terminal_Id", version.number_bytes())?));
        }
        if version.is_3() {
            submit.to_type = reader.u8_up_to("Dest_terminal_type", 1)?;
        }
        submit.content = read_content(reader, submit.format)?;
        submit.link_id = reader.tail(version.is_3())?;
        Ok(submit)
    }

    pub(super) fn write(&self, writer: &mut Writer, version: Version) -> Result<(), Unwritable> {
        let numbers = u8::try_from(self.to.len()).ok().filter(|_| (1..=NUMBERS_MAX).contains(&self.to.len()));
        let numbers = numbers.ok_or(Unwritable("DestUsr_tl"))?;
        if self.part_number > self.part_total {
            return Err(Unwritable("Pk_number"));
        }
        writer.u64(self.msg_id);
        writer.u8(self.part_total);
        writer.u8(self.part_number);
        writer.u8_up_to("Registered_Delivery", self.registered_delivery, 2)?;
        writer.u8_up_to("Msg_level", self.level, 9)?;
        writer.text("Service_Id", &self.service_id, 10)?;
        writer.u8_up_to("Fee_UserType", self.fee_user_type, 3)?;
        writer.text("Fee_terminal_Id", self.fee_terminal.reveal(), version.number_bytes())?;
        if version.is_3() {
            writer.u8_up_to("Fee_terminal_type", self.fee_terminal_type, 1)?;
        }
        writer.u8(self.tp_pid);
        writer.u8_up_to("TP_udhi", self.tp_udhi, 1)?;
        writer.u8(self.format);
        writer.text("Msg_src", &self.source, 6)?;
        writer.text("FeeType", &self.fee_type, 2)?;
        writer.text("FeeCode", &self.fee_code, 6)?;
        writer.text("ValId_Time", &self.valid_until, 17)?;
        writer.text("At_Time", &self.send_at, 17)?;
        writer.text("Src_Id", &self.from, 21)?;
        writer.u8(numbers);
        for number in &self.to {
            writer.text("Dest_terminal_Id", number.reveal(), version.number_bytes())?;
        }
        if version.is_3() {
            writer.u8_up_to("Dest_terminal_type", self.to_type, 1)?;
        }
        writer.counted("Msg_Content", &self.content, content_bytes_max(self.format))?;
        writer.tail(&self.link_id, version.is_3())
    }
}

/// `CMPP_SUBMIT_RESP`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubmitResp {
    /// `Msg_Id`: by which a report is known later.
    pub msg_id: u64,
    /// `Result`: zero when the gateway takes it.
    pub result: u32,
}

impl SubmitResp {
    pub(super) fn read(reader: &mut Reader<'_>, version: Version) -> Result<Self, Malformed> {
        Ok(Self { msg_id: reader.u64("Msg_Id")?, result: reader.status("Result", version.is_3())? })
    }

    pub(super) fn write(self, writer: &mut Writer, version: Version) -> Result<(), Unwritable> {
        writer.u64(self.msg_id);
        writer.status("Result", self.result, version.is_3())
    }
}
